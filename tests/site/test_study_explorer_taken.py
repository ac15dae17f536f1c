"""What a reader takes from the study explorer: links, text, CSV, pictures, Python, paper; and what no script leaves."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from explorer_page import ASKED, PAGE, agree, choose, explorer, read
from plain_pool import pool
from playwright.sync_api import expect


def test_a_link_restores_the_very_view(page_at):
    visit = page_at(PAGE)
    root = explorer(visit.page)
    choose(root, comparator="usual care", window="14-38-weeks", outcome="response")
    root.locator("summary", has_text="Years, sizes").click()
    root.get_by_label("From year").fill("2001")
    root.get_by_label("From year").press("Enter")
    root.locator("[data-study] input[type=checkbox]").first.click()
    root.get_by_label("Sorted").select_option("precision")
    before = read(root)
    root.locator("summary", has_text="Take it away").click()
    address = root.locator("a.permalink").evaluate("(one) => one.href")
    there = visit.open(PAGE + "#" + address.split("#", 1)[1])
    after = explorer(there)
    assert read(after) == before
    for name in (*ASKED, "needles", "measure", "model", "interval"):
        values = [one.locator(f"select[name={name}]").input_value() for one in (root, after)]
        assert values[0] == values[1], name
    expect(after.get_by_label("Sorted")).to_have_value("precision")
    assert after.get_by_label("From year").input_value() == "2001"
    assert read(explorer(there, 1))["fields"]["k"] == 16, "the other explorer stays as it was"


def test_csv_pools_to_the_result_and_pictures_say_what_the_page_says(page_at):
    page = page_at(PAGE).page
    root = explorer(page)
    expect(root.locator("[data-field=difference]")).to_be_visible()
    differs = root.locator("[data-field=difference]").text_content()
    caption = root.locator(".foot .key").text_content()
    assert "Shaded: 5 to 20 points" in caption
    root.locator("[data-study] input[type=checkbox]").nth(1).click()
    root.locator("summary", has_text="Take it away").click()
    kept = taken(page, root, "CSV").decode()
    assert [row["included"] for row in csv.DictReader(io.StringIO(kept))] == ["yes", "no", "yes"]
    counted = [row for row in csv.DictReader(io.StringIO(kept)) if row["included"] == "yes"]
    agree(read(root), pool([float(row["yi"]) for row in counted], [float(row["vi"]) for row in counted]))
    root.locator("[data-study] input[type=checkbox]").nth(1).click()
    svg = taken(page, root, "SVG").decode()
    assert svg.startswith("<svg") and "Leibing 2002" in svg and "Kerr 2003" in svg
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    says = read(root)["says"].replace("\u202f", " ").split("\n")
    for said in (differs, caption, *says, "little or no difference across most outcomes"):
        assert html.escape(said, quote=False) in words, said
    assert 'class="important"' in svg
    assert taken(page, root, "PNG").startswith(b"\x89PNG")


def taken(page, root, name: str) -> bytes:
    """What this button gives the reader."""
    with page.expect_download() as kept:
        root.get_by_role("button", name=name, exact=True).click()
    return kept.value.path().read_bytes()


@pytest.mark.parametrize("allowed", [True, False])
def test_text_is_copied_with_its_source_or_shown_where_the_browser_forbids_that(page_at, allowed):
    visit = page_at(PAGE, permissions=["clipboard-read", "clipboard-write"] if allowed else [])
    root = explorer(visit.page)
    root.locator("[data-study] input[type=checkbox]").nth(1).click()
    root.locator("summary", has_text="Take it away").click()
    if not allowed:
        visit.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    root.get_by_role("button", name="Copy as text").click()
    box = root.get_by_label("Text to copy")
    if allowed:
        expect(root.locator(".told")).to_have_text("Copied.")
        expect(box).to_be_hidden()
        text = visit.page.evaluate("() => navigator.clipboard.readText()")
    else:
        expect(root.locator(".told")).to_contain_text("Press Ctrl+C")
        expect(box).to_be_focused()
        text = box.input_value()
        selected = box.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)")
        assert selected == text
    says = read(root)["says"]
    for part in (
        says.replace("\u202f", " "),
        "- Leibing 2002: −11 (−21 to −1)",
        "(left out)",
        "A review of 2023: ",
        "Point by Point: an open",
    ):
        assert part in text, part
    assert root.locator("a.permalink").evaluate("(one) => one.href") in text and "without=kerr2003-2" in text


@pytest.mark.parametrize("place", [0, 1])
def test_the_copied_python_gives_the_result(page_at, place):
    root = explorer(page_at(PAGE).page, place)
    root.locator("[data-study] input[type=checkbox]").first.click()
    root.locator("summary", has_text="Take it away").click()
    expect(root.locator(".code")).to_contain_text("result = pool(")
    names: dict = {}
    exec(root.locator(".code").text_content(), names)  # noqa: S102 - the lines a reader copies
    fields = read(root)["fields"]
    for name in ("estimate", "ci_low", "ci_high", "tau2", "k"):
        assert getattr(names["result"], name) == pytest.approx(fields[name], rel=1e-9, abs=1e-12), name


CELLS = """(root) => [...root.querySelectorAll(".forest [data-study]")].map((one) => [
  one.querySelector(".opener").textContent, one.querySelector(".text").textContent])"""


def test_without_a_script_there_are_tables_with_the_numbers_of_the_page(page_at):
    page = page_at(PAGE, javascript=False).page
    static = page.locator(".pbp-study-explorer-static")
    expect(static).to_have_count(2)
    expect(static.first.locator("table")).to_have_count(2)
    expect(static.first).to_contain_text("one trial: no pooled result")
    expect(static.nth(1)).to_contain_text("nothing about back or neck pain")
    live = page_at(PAGE).page
    for place in (0, 1):
        rows = static.nth(place).locator("tbody").first.locator("tr")
        cells = [[one.strip() for one in row.locator("th, td").all_text_contents()] for row in rows.all()]
        assert [[row[0], row[-1]] for row in cells] == explorer(live, place).evaluate(CELLS)
        says = static.nth(place).locator(".says").text_content()
        assert says == explorer(live, place).locator(".says").text_content().replace("\u202f", "\u2009")


def test_paper_has_the_question_that_the_reader_has_in_front(page_at):
    page = page_at(PAGE).page
    root = explorer(page)
    choose(root, comparator="usual care", outcome="response", window="14-38-weeks")
    rows = root.evaluate(CELLS)
    root.get_by_role("tab", name="Network").click()
    page.set_viewport_size({"width": 700, "height": 990})  # A4 with its margins
    page.emulate_media(media="print")
    for name, text in rows:
        expect(root.locator("[data-study]", has_text=name).locator(".text")).to_have_text(text)
        assert root.locator("[data-study]", has_text=name).locator(".text").is_visible()
    assert not root.locator(".take").is_visible() and not root.locator(".tabs").is_visible()
    assert not page.locator(".pbp-study-explorer-static").first.is_visible(), "nor the question it started with"
    cut = root.evaluate("""(root) => {
        const edge = root.getBoundingClientRect().right + 1;
        return [...root.querySelectorAll("p, span, dd, summary, li, td")].filter((one) => one.checkVisibility()
            && !one.closest("[aria-hidden=true], .hidden, svg")
            && (one.getBoundingClientRect().right > edge || one.scrollWidth > one.clientWidth + 2 && one.clientWidth
                && getComputedStyle(one).overflowX !== "visible")).map((one) => one.className + one.textContent);
    }""")
    assert not cut and len(rows) == 2


def test_it_fails_alone(visit_with):
    visit = visit_with()
    script = "(globalThis.pointByPoint ??= {}).study_explorer = { render() { throw 1; } };"
    visit.replace("**/widgets/study_explorer.js", script)
    page = visit.open(PAGE)
    expect(page.locator(".pbp-failed")).to_have_count(2)
    expect(page.locator(".pbp-study-explorer-static table").first).to_be_visible()


def test_a_link_that_makes_no_sense_changes_nothing_and_breaks_nothing(page_at):
    visit = page_at(f"{PAGE}#explorer?condition=plague&tab=x&without=nobody&year_from=soon&%E0%A4%A")
    assert read(explorer(visit.page))["fields"]["k"] == 3
