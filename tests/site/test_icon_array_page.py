"""The icon array on its page: numbers, cells, guess, mouse and keyboard; with no script, on a phone, when it fails."""

from __future__ import annotations

import csv
import math
import re

import pytest
from browse import READY
from own_quiz import as_json
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import IconArray

RISK = "chapters/safety/how-risky-is-a-needle.html"
MANY = 10_000
PICTURES = {  # title: the rows of adverse_events.csv that it shows, in order
    "Any harm, small ones included": ["witt2009-1", "macpherson2004-1", "zhao2011-1", "baumler2021-1"],
    "Any harm, counted per treatment": ["white2001-1", "kmd2022-1", "baumler2021-2"],
    "Serious harm, counted per patient": ["macpherson2004-2", "zhao2011-2", "baumler2021-3"],
}
SCALES = {"%": 100, "per 10,000": 10_000, "per 1000": 1000}


@pytest.fixture(scope="session")
def rates(root):
    """Each row's rate in 10,000, worked out from the file itself."""
    with (root / "data/adverse_events.csv").open(encoding="utf8", newline="") as file:
        rows = {row["event_id"]: row for row in csv.DictReader(file)}

    def rate(row):
        if row["events"]:
            return MANY * float(row["events"]) / float(row["denominator"])
        return MANY * float(row["rate"]) / next(n for unit, n in SCALES.items() if row["rate_unit"].startswith(unit))

    return {row_id: rate(rows[row_id]) for ids in PICTURES.values() for row_id in ids}


def array(page, title):
    return page.locator("[data-widget=icon_array]", has=page.get_by_role("heading", name=title))


def opened(page, title):
    """The array with this title, after its question if it has one."""
    one = array(page, title)
    if one.locator("form").count():
        one.get_by_role("button", name="Just show me").click()
    return one


def drawn_cells(option, mark="mark") -> int:
    """How many cells the first path of this colour marks, counted from the path itself."""
    path = option.locator(f"svg > path.{mark}").first
    length = float(path.get_attribute("stroke-dasharray").split()[0])
    return round(sum(float(h) + 1 - length for h in re.findall(r"h([\d.]+)", path.get_attribute("d"))))


@pytest.mark.parametrize("title", PICTURES)
def test_numbers_and_cells_are_those_of_the_rows(page_at, rates, title):
    visit = page_at(RISK)
    options = opened(visit.page, title).locator(".option")
    expect(options).to_have_count(len(PICTURES[title]))
    for option, row_id in zip(options.all(), PICTURES[title], strict=True):
        shown = float(option.locator("[data-field=rate]").get_attribute("data-value"))
        assert shown == pytest.approx(rates[row_id], rel=1e-9), row_id
        if rates[row_id] >= 1:
            assert drawn_cells(option) == math.floor(rates[row_id] + 0.5), row_id
        elif rates[row_id]:
            expect(option.locator(".numbers")).to_contain_text("fewer than 1")
        assert option.locator("svg *").count() < 40
    assert not visit.faults()


def test_a_guess_comes_before_the_picture(page_at):
    page = page_at(RISK).page
    one = array(page, "Any harm, small ones included")
    expect(one.locator(".pictures")).to_be_hidden()
    field, note = one.get_by_role("textbox"), one.locator("[data-field=guess]")
    for wrong in ("many", "-3", "10001", ""):
        field.fill(wrong)
        field.press("Enter")
        expect(note).to_have_text("Type a number from 0 to 10,000, such as 5.")
        expect(one.locator(".pictures")).to_be_hidden()
    field.fill("1,200")
    field.press("Enter")
    expect(note).to_have_text("Your guess: 1,200 in 10,000 patients.")
    expect(note).to_have_attribute("data-value", "1200")
    expect(one.locator(".pictures")).to_be_visible()
    expect(one.locator("[data-field=says]")).to_contain_text("China, counted inside three trials: 376; ")


def test_a_picture_is_read_out_by_mouse_and_by_keyboard(page_at):
    page = page_at(RISK).page
    one = array(page, "Serious harm, counted per patient")
    says = one.get_by_role("status")
    one.locator(".option svg").nth(0).click()
    expect(says).to_contain_text("4.7 in 10,000 patients (0.97 to 14; 95 % exact Poisson interval)")
    one.get_by_role("radio").nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(one.get_by_role("radio").nth(1)).to_be_checked()
    expect(says).to_contain_text("0 in 10,000 patients (up to 15; one-sided 95 % limit")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.localName") == "summary":
            break
    page.keyboard.press("Enter")
    expect(one.get_by_role("table")).to_be_visible()
    expect(one.get_by_role("row")).to_have_count(4)


def test_choices_are_named_and_described(page_at):
    radio = array(page_at(RISK).page, "Serious harm, counted per patient").get_by_role("radio").first
    expect(radio).to_have_accessible_name("UK, told by patients after three months")
    expect(radio).to_have_accessible_description(re.compile("4.7 in 10,000 patients"))


def test_baseline_gain_and_harm_stand_in_one_frame(page_at):
    one = array(page_at(RISK).page, "A painkiller in new low back pain")
    expect(one.locator(".option")).to_have_count(2)
    gain, harm = one.locator(".option").all()
    assert (gain.get_attribute("data-kind"), harm.get_attribute("data-kind")) == ("benefit", "harm")
    expect(gain.locator("[data-field=change]")).to_have_text("14 more of 100 (51, against 37 with a placebo)")
    expect(gain.locator("[data-field=change] b")).to_have_text("14 more")
    expect(one.locator(".legend")).to_contain_text("added")


def test_without_a_script_there_are_pictures_and_tables(page_at):
    page = page_at(RISK, javascript=False).page
    static = page.locator(".pbp-icon-array-static")
    expect(static).to_have_count(7)
    for one in static.all():
        expect(one.locator("table")).to_be_visible()
        expect(one.locator(".option svg").first).to_be_visible()
    expect(static.first.locator("tbody tr").first).to_contain_text("861")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_all_fits_and_few_cells_are_seen(page_at, theme):
    page = page_at(RISK, width=390, theme=theme).page
    one = array(page, "Serious harm, counted per patient")
    boxes = [option.bounding_box() for option in one.locator(".option").all()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert len({box["x"] for box in boxes}) == 1, "options stand below each other"
    pixels = one.locator(".option svg").first.evaluate("(svg) => svg.getBoundingClientRect().width / 105 * 8")
    assert pixels > 12, "an enlarged cell"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    small = page.evaluate("""() => [...document.querySelectorAll(".pbp-icon-array :is(input, button, summary)")]
        .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
        .filter((box) => box.width < 24 || box.height < 24).length""")
    assert small == 0


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
def test_axe_finds_nothing_before_and_after_use(page_at, axe, theme, width):
    page = page_at(RISK, theme=theme, width=width).page
    found = violations(page, axe)
    assert not found, report(found)
    for title in ("Any harm, small ones included", "No serious harm seen"):
        opened(page, title).locator(".option").first.click()
    page.evaluate("() => document.querySelectorAll('.pbp-icon-array details').forEach((one) => one.open = true)")
    found = violations(page, axe)
    assert not found, report(found)


def test_it_fails_alone(visit_with):
    visit = visit_with()
    visit.replace(
        "**/widgets/icon_array.js", "(globalThis.pointByPoint ??= {}).icon_array = { render() { throw 1; } };"
    )
    page = visit.open(RISK)
    expect(page.locator(".pbp-failed")).to_have_count(7)
    expect(page.locator(".pbp-icon-array-static table").first).to_be_visible()
    expect(page.locator("[data-widget=quiz] form").first).to_be_visible()


EVIL = "<img src=x onerror=window.hacked=1>"
HEAD = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Own</title>
<link rel="stylesheet" href="../_static/tokens.css"><link rel="stylesheet" href="../_static/widgets/icon_array.css">
<script defer src="../_static/widgets/icon_array.js"></script><script defer src="../_static/book.js"></script></head>"""
FIELDS = ["title", "ask", "per", "denominator", "options", "selection", "guess", "opened", "says", "legend", "table"]


def open_own(visit, one: IconArray):
    """A page with this array, run by the built book's host."""
    state = {"_anywidget_id": "widgets.icon_array.IconArray"} | {name: getattr(one, name) for name in FIELDS}
    mount = (
        f'<main><h1>Own</h1><h2>Here</h2><div class="pbp-widget"><script type="application/json">{{"model_id": "m"}}'
        f'</script><div class="pbp-static">{one.static_html()}</div></div></main>'
        f'<script id="pbp-models" type="application/json">{as_json({"m": state})}</script>'
    )
    page = f"{HEAD}<body>{mount}</body></html>"
    visit.context.route("**/chapters/own.html", lambda route: route.fulfill(body=page, content_type="text/html"))
    return visit.open("chapters/own.html", READY)


def test_markup_in_every_text_is_text(visit_with):
    option = {"events": 3, "of": 1000, "counted": EVIL, "source": EVIL, "baseline": 0.5, "baseline_is": EVIL}
    one = IconArray([option | {"label": f"{EVIL}{n}"} for n in "ab"], title=EVIL, ask=EVIL)
    visit = visit_with()
    page = open_own(visit, one)
    page.get_by_role("button", name="Just show me").click()
    page.get_by_role("radio").first.check()
    page.locator("summary").click()
    for place in ("h3", ".guess label", ".name", ".change", ".says", ".source", "td"):
        assert page.locator(f"[data-widget=icon_array] {place}", has_text=EVIL).count(), place
    assert not page.locator("img").count()
    assert not page.evaluate("() => window.hacked") and not visit.faults()


def test_a_square_of_one_hundred_is_drawn_in_one_hundred_cells(visit_with):
    page = open_own(visit_with(), IconArray([{"label": "A", "rate": 0.27}], denominator=100))
    option = page.locator(".option")
    assert (drawn_cells(option), drawn_cells(option, "dot")) == (27, 73)
    assert not page.get_by_role("radio").count()
