"""The table of two practitioners on a page: typing, presets, sizes, wrong entries, keyboard, no script, a phone."""

from __future__ import annotations

import pytest
from browse import LOOKS
from own_widgets import open_own
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import TwoReaders, agreement_studies

EVIL = "<img src=x onerror=window.hacked=1>"
CHAPTER = "chapters/patterns/do-practitioners-agree.html"


def field(page, name: str):
    return page.locator(f"[data-widget=two_readers] [data-field='{name}']")


def cell(page, name: str):
    return page.get_by_role("textbox", name=f"People: {name}")


@pytest.fixture
def page(visit_with):
    return open_own(visit_with(), agreement_studies.two_readers())


def test_it_opens_on_the_worked_example_and_follows_the_reader(page):
    expect(field(page, "kappa")).to_have_text("0.40")
    expect(field(page, "observed")).to_have_text("70 of 100")
    cell(page, "both give the label").fill("60")
    expect(field(page, "people")).to_have_text("120")
    expect(field(page, "observed")).to_have_attribute("data-value", str(90 / 120))
    expect(page.get_by_label("Begin from")).to_have_value("Your own numbers")


@pytest.mark.parametrize("name", agreement_studies.presets())
def test_each_preset_shows_what_python_finds(page, name):
    page.get_by_label("Begin from").select_option(name)
    readers = TwoReaders(table=agreement_studies.presets()[name])
    shown = float(field(page, "kappa").get_attribute("data-value"))
    assert shown == pytest.approx(readers.agreement.kappa)
    assert field(page, "says").inner_text() in readers.static_html()
    assert field(page, "drawn").inner_text() in readers.static_html()


def test_more_people_stray_less(page):
    page.get_by_label("People in each study").select_option("400 (made up)")
    expect(field(page, "drawn")).to_contain_text("studies of 400 people")
    ends = page.locator("[data-widget=two_readers] svg path.range").bounding_box()
    page.get_by_label("People in each study").select_option("27 (Grant)")
    assert page.locator("[data-widget=two_readers] svg path.range").bounding_box()["width"] > 2 * ends["width"]


@pytest.mark.parametrize("typed", ["-3", "4.5", "ten", "", "10001", EVIL])
def test_a_wrong_entry_is_named_and_changes_nothing(page, typed):
    cell(page, "only A gives the label").fill(typed)
    expect(field(page, "note")).to_contain_text("whole numbers from 0 to 10,000")
    expect(cell(page, "only A gives the label")).to_have_attribute("aria-invalid", "true")
    expect(field(page, "kappa")).to_have_text("0.40")
    cell(page, "only A gives the label").fill("10")
    expect(field(page, "note")).to_have_text("")


def test_a_table_with_nothing_left_to_agree_on_says_so(page):
    for name in ("only A gives the label", "only B gives the label", "neither gives the label"):
        cell(page, name).fill("0")
    expect(field(page, "kappa")).to_have_text("none")
    expect(field(page, "says")).to_contain_text("no kappa")
    expect(field(page, "drawn")).to_contain_text("none has a kappa")
    cell(page, "both give the label").fill("0")
    expect(field(page, "note")).to_contain_text("at least one person")


def test_names_from_outside_stay_text(visit_with):
    page = open_own(visit_with(), TwoReaders(presets={EVIL: [1, 2, 3, 4]}, sizes={EVIL: 9}))
    page.get_by_label("Begin from").select_option(EVIL)
    expect(field(page, "people")).to_have_text("10")
    assert page.evaluate("() => window.hacked") is None


def test_without_a_script_the_sum_stands_there(visit_with):
    visit = visit_with(javascript=False)
    page = visit.open(CHAPTER, None)
    expect(page.locator(".pbp-two-readers-static")).to_contain_text("Kappa is the first divided by the second: 0.40.")


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing_and_nothing_sticks_out(visit_with, axe, theme, width):
    page = visit_with("root", theme, width).open(CHAPTER)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    found = violations(page, axe)
    assert not found, report(found)
