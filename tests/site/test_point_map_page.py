"""The point map on a page: choosing by picture, list and search, cautions first, zoom without a mouse, the quiz."""

from __future__ import annotations

import csv
import gzip
import json
import re

import pytest
from browse import storage_reaches
from how_to_needle import told
from own_widgets import open_own, state_of
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import PointMap, point_map

EVIL = "<img src=x onerror=window.hacked=1>"
MAP = "[data-widget=point_map]"
SETTLED = """(zoom) => document.querySelector("[data-field=zoom]").dataset.value === zoom"""


def rows_of(root, table: str) -> list[dict]:
    with (root / f"data/{table}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def field(page, name: str):
    return page.locator(f"{MAP} [data-field='{name}']")


def labels(page) -> list[str]:
    return page.locator(f"{MAP} .label").evaluate_all("(all) => all.map((one) => one.dataset.point)")


def dot_of(page, code: str, index: int = 0) -> tuple[float, float]:
    box = page.locator(f"{MAP} circle[data-point='{code}']").nth(index).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def answers_of(page) -> dict:
    saved = page.evaluate("() => JSON.parse(localStorage.getItem('point-by-point') ?? '{}')")
    return saved.get("widgets", {}).get("point_map", {}).get("answers", {})


@pytest.mark.parametrize("view", ["leg", *(pytest.param(one, marks=pytest.mark.full) for one in
                                  ("front", "back", "side", "hand", "foot", "neck", "low-back"))])  # fmt: skip
def test_a_picture_names_every_point_that_it_shows(visit_with, root, view):
    page = open_own(visit_with(), PointMap(view=view))
    drawn = {row["point_code"] for row in rows_of(root, "point_places") if row["view"] == view}
    assert sorted(labels(page)) == sorted(drawn)
    for code in drawn:
        page.locator(f"{MAP} .label[data-point='{code}']").click()
        expect(field(page, "point")).to_have_attribute("data-value", code)
        expect(field(page, "care")).to_be_visible()


@pytest.mark.full
def test_a_click_on_the_picture_takes_the_nearest_point(visit_with):
    page = open_own(visit_with(), PointMap(view="back"))
    page.locator(".stage").scroll_into_view_if_needed()
    page.mouse.click(*dot_of(page, "BL40"))
    expect(field(page, "point")).to_have_attribute("data-value", "BL40")
    page.mouse.click(*dot_of(page, "BL57", 1))
    expect(field(page, "point")).to_have_attribute("data-value", "BL57")


@pytest.mark.parametrize(
    ("text", "code"), [("UB23", "BL23"), ("bl 23", "BL23"), ("Jianjing", "GB21"), ("肩井", "GB21")]
)
def test_search_finds_a_point_however_it_is_typed(visit_with, text, code):
    page = open_own(visit_with(), PointMap(view="front"))
    page.get_by_label("Find a point").fill(text)
    expect(page.locator(f".list input[value='{code}']")).to_be_visible()
    page.keyboard.press("Enter")
    expect(field(page, "point")).to_have_attribute("data-value", code)
    expect(page.get_by_role("radio", name="Back", exact=True)).to_be_checked()
    expect(page.locator(f"{MAP} .told")).to_be_focused()


def test_on_a_phone_a_choice_leads_to_the_card_and_arrow_keys_stay_in_the_list(visit_with):
    page = open_own(visit_with(width=390), PointMap(view="back"))
    page.get_by_label("Find a point").fill("GB21")
    expect(field(page, "found")).to_have_text(re.compile("^1 of 46 points: GB21 .*Care: lung, pregnancy.$"))
    page.locator(".list label", has_text="GB21").click()
    expect(page.locator(f"{MAP} .told")).to_be_focused()
    expect(field(page, "point")).to_be_in_viewport()
    page.get_by_label("Find a point").fill("lung")
    page.locator(".list input[value=GB21]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".list input:checked")).to_be_focused()
    assert page.locator(".list input:checked").get_attribute("value") != "GB21"
    page.keyboard.press("Enter")
    expect(page.locator(f"{MAP} .told")).to_be_focused()


@pytest.mark.full
def test_list_and_filters_narrow_picture_and_list(visit_with, root):
    found = PointMap(view="back")
    page = open_own(visit_with(), found)
    page.get_by_text("The list of points").click()
    assert page.locator(".list label:visible").count() == len(rows_of(root, "points"))
    page.get_by_label("Channel", exact=True).select_option("Kidney")
    codes = [one["code"] for one in found.points if one["channel"] == "Kidney"]
    assert page.locator(".list label:visible input").evaluate_all("(all) => all.map((one) => one.value)") == codes
    assert set(labels(page)) <= set(codes)
    page.get_by_label("Channel", exact=True).select_option("")
    for used in ("low back", "neck"):
        page.get_by_label("Used for").select_option(used)
        wanted = [one["code"] for one in found.points if used in one["used"]]
        expect(field(page, "found")).to_have_attribute("data-value", str(len(wanted)))
        expect(field(page, "found")).to_contain_text("Being used is not the same as working")
    page.get_by_label("Find a point").fill("qqq")
    expect(field(page, "found")).to_contain_text("No point fits “qqq”")
    assert labels(page) == []
    page.get_by_label("Find a point").fill("")
    page.get_by_label("Used for").select_option("")
    page.locator(".list input[value=SP10]").check()
    expect(field(page, "where")).to_have_text("Not in our data.")
    expect(field(page, "drawn")).to_contain_text("Not drawn: our data do not say where it lies")


def is_told(page, row: dict, cautions: list[dict]) -> None:
    """The point as its row says it, with its cautions before all else."""
    page.locator(f".list input[value='{row['point_code']}']").check()
    expect(field(page, "point")).to_have_attribute("data-value", row["point_code"])
    shown = page.locator(f"{MAP} .told")
    if row["name_en"] != "not stated":
        assert shown.locator("h4 [lang=zh]").inner_text() == row["name_zh"]
        expect(shown.locator("h4 i")).to_have_text(row["pinyin"])
    kinds = shown.locator("[data-caution]").evaluate_all("(all) => all.map((one) => one.dataset.caution)")
    assert sorted(kinds) == sorted(one["kind"] for one in cautions), row["point_code"]
    if cautions:
        care, where = field(page, "care").bounding_box(), field(page, "where").bounding_box()
        assert care["y"] + care["height"] <= where["y"]
    lung = any(one["kind"] == "lung" for one in cautions)
    assert shown.locator("[data-flag=RF32]").count() == int(lung)
    assert shown.locator("[data-precaution=PC07]").count() == int(any(one["kind"] == "pregnancy" for one in cautions))
    assert told(shown.inner_text()) == []


@pytest.mark.parametrize(
    "codes", [("GB21", "LI4", "GV14", "EX-UE7", "ASHI", "BL18"), pytest.param((), marks=pytest.mark.full)]
)
def test_a_point_is_told_as_its_row_and_cautions_come_first(visit_with, root, codes):
    visit = visit_with()
    page = open_own(visit, PointMap())
    page.get_by_text("The list of points").click()
    for row in rows_of(root, "points"):
        if not codes or row["point_code"] in codes:
            cautions = [one for one in rows_of(root, "point_cautions") if one["point_code"] == row["point_code"]]
            is_told(page, row, cautions)
    assert not visit.faults()


def test_links_lead_to_pages_and_places_of_the_book(visit_with, site):
    page = open_own(visit_with(), PointMap(point="BL23"))
    links = page.locator(f"{MAP} a").evaluate_all("(all) => all.map((one) => one.href.replace(location.origin, ''))")
    assert any("study-explorer.html#explorer?condition=chronic+low+back+pain" in link for link in links)
    every = {one["anchor"] for point in PointMap().points for one in point["patterns"]}
    text = (site / "chapters/patterns/patterns-of-back-pain.html").read_text(encoding="utf8")
    assert not [anchor for anchor in every if f'id="{anchor}"' not in text]
    for link in links:
        assert (site / link.lstrip("/").split("#")[0].removeprefix("../")).is_file(), link
    page.get_by_role("link", name="Explore the trials of chronic low back pain").click()
    page.wait_for_url("**/study-explorer.html#*")
    explorer = page.locator("[data-widget=study-explorer]").first
    expect(explorer.locator("select[name=comparator]")).to_have_value("sham")
    expect(explorer.locator("select[name=condition]")).to_have_value("chronic low back pain")


def test_zoom_and_move_without_a_mouse(visit_with):
    page = open_own(visit_with(), PointMap(view="back", point="BL23"))
    all_of_them = len(labels(page))
    page.locator(".label[data-point=BL23]").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_function(SETTLED, arg="2")
    near = labels(page)
    assert "BL23" in near and len(near) < all_of_them
    for _ in range(12):
        page.keyboard.press("Shift+ArrowDown")
    assert "BL60" in labels(page) and "BL23" not in labels(page)
    page.keyboard.press("0")
    page.wait_for_function(SETTLED, arg="1")
    assert len(labels(page)) == all_of_them
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Move up").click()
    assert "GB20" in labels(page)
    page.get_by_role("button", name="Whole picture").click()
    expect(field(page, "zoom")).to_have_attribute("data-value", "1")


def test_labels_are_one_stop_and_are_walked_by_arrows(visit_with):
    page = open_own(visit_with(), PointMap(view="low-back"))
    page.get_by_role("button", name="Zoom in").focus()
    for _ in range(7):
        page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement.dataset.point")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("() => document.activeElement.dataset.point")
    assert first and second and first != second
    page.keyboard.press("Enter")
    expect(field(page, "point")).to_have_attribute("data-value", second)
    assert page.evaluate("() => document.activeElement.dataset.point") == second
    page.keyboard.press("Tab")
    assert not page.evaluate("() => document.activeElement.classList.contains('label')")


def test_find_the_point_by_mouse_says_how_far_off(visit_with):
    visit = visit_with()
    page = open_own(visit, PointMap(point="BL23", view="back", mode="find"))
    assert labels(page) == [] and not page.locator(f"{MAP} circle").count(), "nothing gives the place away"
    box = page.locator(".stage").bounding_box()
    page.locator(".stage").click(position={"x": box["width"] * 0.54, "y": box["height"] * 0.9})
    page.get_by_role("button", name="Check").click()
    verdict = field(page, "verdict")
    expect(verdict).to_contain_text("BL23 lies higher")
    expect(verdict).to_contain_text("another region")
    expect(verdict).to_have_attribute("data-value", "again")
    expect(field(page, "point")).not_to_be_visible()
    page.get_by_role("button", name="Show me").click()
    expect(field(page, "point")).to_have_attribute("data-value", "BL23")
    assert answers_of(page)["find:BL23"]["right"] is False
    assert not visit.faults()


def test_find_the_point_by_keys_alone(visit_with):
    page = open_own(visit_with(), PointMap(point="GV4", view="low-back", mode="find"))
    page.locator(".handle").focus()
    page.keyboard.press("ArrowUp")
    expect(field(page, "marked")).to_contain_text("region: ")
    place = next(one for one in PointMap(point="GV4").shown["places"] if one["view"] == "low-back")
    for _ in range(60):
        now = page.evaluate("() => document.querySelector('.points .mark').getBoundingClientRect().y")
        page.keyboard.press("Enter")
        if field(page, "verdict").get_attribute("data-value") == "right":
            break
        words = field(page, "verdict").inner_text()
        page.keyboard.press("ArrowUp" if "higher" in words else "ArrowDown")
        assert page.evaluate("() => document.querySelector('.points .mark').getBoundingClientRect().y") != now
    expect(field(page, "verdict")).to_contain_text("Right: no other point of this picture lies nearer")
    expect(field(page, "score")).to_have_attribute("data-value", "1")
    assert place and answers_of(page)["find:GV4"]["right"] is True


@pytest.mark.full
def test_find_the_point_among_five_places(visit_with):
    page = open_own(visit_with(), PointMap(point="BL40", view="back", mode="find"))
    page.get_by_role("button", name="Five places to choose from").click()
    assert len(labels(page)) == 5
    assert [one.inner_text() for one in page.locator(".label").all()].sort() == list("ABCDE").sort()
    page.locator(".choices input[value=BL40]").check()
    page.get_by_role("button", name="Check").click()
    expect(field(page, "verdict")).to_have_attribute("data-value", "right")


def test_name_the_point_and_go_on(visit_with):
    page = open_own(visit_with(), PointMap(point="BL40", view="back", mode="name"))
    assert [one.inner_text() for one in page.locator(".label").all()] == ["?"]
    expect(page.get_by_role("button", name="The place asked for")).to_be_visible()
    wrong = page.locator(".choices input:not([value=BL40])").first
    code = wrong.get_attribute("value")
    wrong.check()
    page.get_by_role("button", name="Check").click()
    expect(field(page, "verdict")).to_contain_text(f"No, not {code}.")
    page.locator(".choices input[value=BL40]").check()
    page.get_by_role("button", name="Check").click()
    expect(field(page, "verdict")).to_contain_text("Right: this is BL40 Wěizhōng 委中")
    expect(field(page, "care")).to_be_visible()
    page.get_by_role("button", name="Next question").click()
    expect(field(page, "verdict")).to_have_text("")
    assert page.locator(".choices input").count() >= 2
    assert answers_of(page)["name:BL40"] == {"right": True, "said": "BL40", "tries": 2}


def test_answers_outlive_a_reload_and_can_be_forgotten(visit_with):
    visit = visit_with()
    page = open_own(visit, PointMap(point="BL40", view="back", mode="name"))
    if not storage_reaches(page, page):
        pytest.skip("this browser keeps nothing")
    page.locator(".choices input[value=BL40]").check()
    page.get_by_role("button", name="Check").click()
    page.reload()
    expect(field(page, "score")).to_contain_text("1 of 1 answered questions right")
    page.get_by_role("button", name="Forget my answers").click()
    expect(field(page, "score")).to_have_text("")
    page.reload()
    expect(field(page, "score")).to_have_text("")


@pytest.mark.full
def test_the_quiz_asks_only_for_what_the_filters_leave(visit_with):
    found = PointMap(region="Ankle and foot", mode="find")
    page = open_own(visit_with(), found)
    codes = {one["code"] for one in found.points if one["region"] == "Ankle and foot" and one["places"]}
    seen = set()
    for _ in range(12):
        seen.add(re.search(r"does ([A-Z]+\d+)", field(page, "question").inner_text())[1])
        page.get_by_role("button", name="Next question").click()
    assert seen == codes


@pytest.mark.full
def test_a_point_without_a_fixed_place_is_not_asked_for(visit_with):
    page = open_own(visit_with(), PointMap(point="ASHI", mode="find"))
    expect(field(page, "question")).to_contain_text("can’t be asked for")
    expect(page.get_by_role("button", name="Check")).to_be_hidden()
    page.get_by_role("button", name="Next question").click()
    expect(field(page, "question")).to_contain_text("Where does")


def test_the_cun_is_explained_with_the_words_of_the_data(visit_with, root):
    page = open_own(visit_with(), PointMap())
    page.get_by_text("What is a cun?").click()
    expect(page.locator("[data-bar]").first).to_be_visible()  # the bars are drawn when the help is first opened
    words = field(page, "cun-help").inner_text()
    for row in rows_of(root, "glossary"):
        if row["glossary_id"] in ("cun-b-cun", "finger-cun-f-cun"):
            assert row["definition_in_own_words"] in words and row["zh"] in words
    bars = page.locator("[data-bar]")
    assert bars.count() >= 5
    for bar in bars.all():
        assert float(bar.locator("[data-field=cun]").get_attribute("data-value")) > 0
        assert bar.locator("svg").get_attribute("aria-label")
    table = {row["point_code"]: row["cun_reference"] for row in rows_of(root, "points")}
    assert table["SP9"] in words and "13 cun" in words


@pytest.mark.parametrize(("theme", "width"), [("dark", 390), pytest.param("light", 1280, marks=pytest.mark.full)])
def test_axe_finds_nothing(visit_with, axe, theme, width):
    page = open_own(visit_with(theme=theme, width=width), PointMap(point="GB21", view="back"), theme)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    for step in ("look", "find", "five", "name"):
        if step in ("find", "name"):
            page.get_by_role("radio", name=f"Quiz: {step} the point").check()
        if step == "five":
            page.get_by_role("button", name="Five places").click()
        found = violations(page, axe)
        assert not found, report([step, *found])


@pytest.mark.parametrize(
    "mode", ["look", pytest.param("find", marks=pytest.mark.full), pytest.param("name", marks=pytest.mark.full)]
)
def test_on_a_phone_all_fits_and_can_be_hit(visit_with, mode):
    page = open_own(visit_with(width=390), PointMap(point="BL23", view="back", mode=mode))
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    boxes = page.evaluate("""() => [...document.querySelectorAll(
        "[data-widget] :is(input, button, summary, select, label.choice, a)")].filter((one) => one.checkVisibility())
        .map((one) => [one.outerHTML.slice(0, 80), one.className, one.getBoundingClientRect().toJSON()])""")
    assert not [text for text, _, box in boxes if box["width"] < 24 or box["height"] < 24]
    places = [box for _, name, box in boxes if name == "label"]
    for index, one in enumerate(places):
        for two in places[index + 1 :]:
            apart = (one["left"] >= two["right"] or two["left"] >= one["right"]
                     or one["top"] >= two["bottom"] or two["top"] >= one["bottom"])  # fmt: skip
            assert apart


def test_it_says_plainly_that_nobody_should_needle_themselves(visit_with):
    for script in (True, False):
        page = open_own(visit_with(javascript=script, width=390), PointMap(), ready=None)
        expect(page.get_by_text("Nobody should needle themselves, or anyone else").first).to_be_visible()


def test_without_a_script_there_are_figures_and_tables(visit_with):
    visit = visit_with(javascript=False, width=390)
    page = open_own(visit, PointMap(), ready=None)
    expect(page.locator("svg.points").first).to_be_visible()
    expect(page.locator("tr[data-point=GB21] [data-caution=lung]")).to_be_visible()
    expect(page.locator("li[data-flag=RF32]")).to_be_visible()
    assert not visit.faults()


def test_it_fails_alone(visit_with):
    visit = visit_with()
    visit.replace("**/widgets/point_map.js", "(globalThis.pointByPoint ??= {}).point_map = { render() { throw 1; } };")
    page = open_own(visit, PointMap())
    expect(page.locator(".pbp-failed")).to_be_visible()
    expect(page.locator("tr[data-point=GB21] [data-caution=lung]")).to_be_visible()


def test_markup_in_every_text_is_text(visit_with, monkeypatch):
    texts = ("name", "zh", "pinyin", "channel", "area", "where", "cun", "also", "articles", "checked")
    wild = [one | dict.fromkeys(texts, EVIL) for one in point_map.points()]
    for one in wild:
        one["cautions"] = [c | {"text": EVIL, "basis": EVIL} for c in one["cautions"]]
        one["patterns"] = [p | {"name": EVIL, "remark": EVIL, "anchor": EVIL} for p in one["patterns"]]
    monkeypatch.setattr(point_map, "points", lambda: wild)
    visit = visit_with()
    page = open_own(visit, PointMap(point="BL23"))
    for place in ("h4", ".name", ".care li", "dd", ".checked", ".list span"):
        assert page.locator(f"{MAP} {place}", has_text=EVIL).count(), place
    for mode in ("find", "name"):
        page.get_by_role("radio", name=f"Quiz: {mode} the point").check()
    assert not page.locator("img").count()
    assert not page.evaluate("() => window.hacked") and not visit.faults()


def test_it_is_light(site):
    files = [site / f"_static/widgets/point_map.{kind}" for kind in ("js", "css")]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    weight += len(gzip.compress(json.dumps(state_of(PointMap()), ensure_ascii=False).encode()))
    assert weight < 60_000, weight
    assert len(gzip.compress(PointMap().static_html().encode())) < 45_000
