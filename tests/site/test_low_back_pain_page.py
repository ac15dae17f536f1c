"""The chapter on low back pain: its links open the explorer in place, as often as they are followed."""

from __future__ import annotations

import pytest
from explorer_page import choose, explorer, read
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import StudyExplorer, stories

PAGE = "chapters/evidence/low-back-pain.html"
ASKED = ("condition", "comparator", "outcome", "window", "measure")


def asked_now(root) -> dict[str, str]:
    """What the explorer's selects show; one without choices is hidden and counts as it is."""
    return {name: root.locator(f"select[name={name}]").input_value() for name in ASKED}


def link(page, name: str):
    return page.get_by_role("link", name=stories.VIEWS[name][0], exact=True).first


def test_each_link_opens_its_question_without_a_new_page(page_at):
    visit = page_at(PAGE)
    page, root = visit.page, explorer(visit.page)
    assert page.locator("[data-widget=study-explorer]").count() == 1
    page.evaluate("() => { window.stayed = true; }")
    for name in stories.VIEWS:
        link(page, name).click()
        expect(root).to_be_in_viewport()
        assert asked_now(root) == {key: stories.view(name)[key] for key in ASKED}, name
        there = {row["row"] for row in read(root)["rows"]}
        assert there == set(StudyExplorer(**stories.view(name)).selection.row_id), name
    assert page.evaluate("() => window.stayed") and not visit.faults()


def test_a_link_followed_again_opens_its_question_again(page_at):
    page = page_at(PAGE).page
    root = explorer(page)
    link(page, "sham").click()
    choose(root, comparator="usual care", model="EE")
    root.locator("[data-study] input[type=checkbox]").first.click()
    page.evaluate("() => scrollTo(0, 0)")
    link(page, "sham").click()
    assert asked_now(root) == {key: stories.view("sham")[key] for key in ASKED}
    assert all(row["included"] for row in read(root)["rows"])
    expect(root.locator("select[name=model]")).to_have_value(
        "REML"
    )  # else the page would show another number than it tells
    expect(root).to_be_in_viewport()


def test_a_link_takes_the_keyboard_along(page_at):
    page = page_at(PAGE).page
    link(page, "sham").press("Enter")
    expect(explorer(page).get_by_role("heading").first).to_be_focused()


def test_back_goes_to_the_question_before(page_at):
    page = page_at(PAGE).page
    root = explorer(page)
    link(page, "sham").click()
    link(page, "none").click()
    page.go_back()
    expect(root.locator("select[name=comparator]")).to_have_value("sham")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_with_all_open(page_at, axe, theme, width):
    page = page_at(PAGE, theme=theme, width=width).page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Just show me").click()
    page.evaluate("() => document.querySelectorAll('main details').forEach((one) => one.open = true)")
    found = violations(page, axe)
    assert not found, report(found)
