"""The spine atlas on a page: choosing by list, picture and symptom, dangers first, scans by age, on a phone."""

from __future__ import annotations

import csv
import gzip
import json
import re

import pytest
from own_widgets import open_own, state_of
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import SpineAtlas, spine_atlas
from widgets._shared.language import in_print

EVIL = "<img src=x onerror=window.hacked=1>"
ROOT_FLAGS = ("RF01", "RF02", "RF03")


def rows_of(root, table: str) -> list[dict]:
    with (root / f"data/{table}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def choose(page, title: str) -> None:
    page.get_by_label("Cause", exact=True).select_option(label=title)


def field(page, name: str):
    return page.locator(f"[data-widget=spine_atlas] [data-field='{name}']")


def picture(page, which: str, kind: str) -> str:
    """The markup of a picture near by: `which` healthy or now, `kind` side or above."""
    figure = ".plate.now" if which == "now" else ".plate:not(.now, .felt)"
    return page.locator(f"{figure} svg.{kind}").first.inner_html()


def slide(page, name: str, value: int) -> None:
    page.locator(f"input[id$=-{name}]").fill(str(value))


def is_told(page, row: dict, one: dict) -> None:
    """The cause as its row says it, its signs first, and a picture or the reason for none."""
    choose(page, row["name"])
    expect(field(page, "cause")).to_have_attribute("data-value", one["name"])
    assert in_print(row["typical_symptoms"])[1:] in field(page, "symptoms").inner_text()
    for name in ("share", "course", "link", "care"):
        expect(field(page, name)).to_have_count(int(bool(one[name])))
        if one[name]:
            assert in_print(one[name])[1:] in field(page, name).inner_text()
    if row["western_first_line"].startswith("not found"):
        expect(field(page, "unknown")).to_contain_text("first care")
    flags = page.locator(".signs li[data-flag]").evaluate_all("(all) => all.map((one) => one.dataset.flag)")
    assert sorted(flags) == sorted(one["flags"]), row["cause_id"]
    assert not re.search(r"\d\s?%", page.locator(".signs").inner_text())
    if one["urgent"]:
        told = " ".join(page.locator(".told dl").all_text_contents())
        assert not re.search(r"\d\s?%|\brare", told, re.IGNORECASE)
        expect(page.locator(".signs h4")).to_have_text("This cannot wait for a course. Look at these signs first")
    assert page.locator(".plate.now").count() == int(one["pictured"]), row["cause_id"]
    if one["pictured"] and one["slider"]:
        changed = [picture(page, "now", kind) != picture(page, "healthy", kind) for kind in ("side", "above")]
        assert any(changed), row["cause_id"]


def are_told(visit_with, root, ids: tuple[str, ...]) -> None:
    visit = visit_with()
    page = open_own(visit, SpineAtlas())
    told = {one["id"]: one for one in SpineAtlas().causes}
    for row in rows_of(root, "causes"):
        if not ids or row["cause_id"] in ids:
            is_told(page, row, told[row["cause_id"]])
    assert not visit.faults()


def test_a_cause_is_told_as_its_row_and_dangers_come_first(visit_with, root):
    are_told(visit_with, root, ("C01", "C04", "C19", "C20"))


@pytest.mark.full
def test_every_cause_is_told_as_its_row_and_dangers_come_first(visit_with, root):
    are_told(visit_with, root, ())


def test_signs_stand_before_the_picture_and_lead_to_the_red_flags(visit_with):
    page = open_own(visit_with(), SpineAtlas(cause="serious_spinal_disease"))
    signs, near = page.locator(".signs").bounding_box(), page.locator(".near").bounding_box()
    assert signs["y"] + signs["height"] <= near["y"]
    levels = page.locator(".signs .level").all_inner_texts()
    assert levels[0] == "Emergency: go now"
    for link in page.locator("[data-widget=spine_atlas] a.emergency").all():
        assert link.evaluate("(a) => a.href").endswith("/book/red-flags.html")
    page.locator("a.emergency").first.click()
    page.wait_for_url("**/book/red-flags.html")


def test_a_part_of_the_picture_a_region_and_a_symptom_narrow_the_list(visit_with):
    atlas = SpineAtlas()
    page = open_own(visit_with(), atlas)
    by_id, titles = {one["id"]: one for one in atlas.finders}, {one["id"]: one["title"] for one in atlas.causes}

    def listed() -> list[str]:
        return page.get_by_label("Cause", exact=True).locator("option").all_inner_texts()[1:]

    def serious_first(ids: list[str]) -> list[str]:
        return [titles["C19"], *(titles[one] for one in ids if one != "C19")]

    page.locator(".plate svg.above .name[data-part=facet] text").click()
    assert listed() == serious_first(by_id["part:facet"]["causes"])
    expect(field(page, "part")).to_contain_text("Facet joint syndrome")
    facet = page.get_by_role("button", name="Facet joint")
    expect(facet).to_have_attribute("aria-pressed", "true")
    facet.click()
    assert len(listed()) == 22
    page.locator("svg.whole .spot[data-region=cervical]").nth(4).click()
    assert listed() == serious_first(by_id["region:cervical"]["causes"])
    expect(page.get_by_role("radio", name="Neck", exact=True)).to_be_checked()
    choose(page, "Facet joint syndrome")
    page.get_by_label("Find a cause").select_option("symptom:numbness")
    assert listed() == serious_first(by_id["symptom:numbness"]["causes"])
    expect(field(page, "cause")).to_have_count(0)  # a cause to which the search does not lead is shown no longer
    expect(field(page, "found")).to_contain_text("3 of 22 causes name it; serious disease stands first")
    expect(field(page, "found")).to_contain_text("That tells nobody what they have")
    for name in by_id["symptom:numbness"]["flags"]:
        expect(page.locator(f".signs [data-flag={name}]")).to_be_visible()


def test_the_keyboard_is_enough(visit_with):
    page = open_own(visit_with(), SpineAtlas())
    page.get_by_label("Find a cause").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Disc h")
    expect(field(page, "cause")).to_have_attribute("data-value", "disc_herniation")
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement.id.split('-').pop() || document.activeElement.type"))
        if seen[-1] == "amount":
            page.keyboard.press("End")
            expect(field(page, "amount")).to_have_attribute("data-value", "100")
        if seen[-1] == "age":
            page.keyboard.press("ArrowRight")
            break
    assert {"amount", "checkbox", "button"} <= set(seen)
    expect(field(page, "age")).to_have_attribute("data-value", "60")
    expect(field(page, "says")).to_contain_text("drawn as far as the drawing goes. The soft core pushes")


def test_the_slider_moves_the_drawing_and_zero_is_healthy(visit_with):
    page = open_own(visit_with(), SpineAtlas(cause="spondylolisthesis", amount=20))
    expect(field(page, "says")).to_contain_text("10\u2009% of the vertebra below")
    drawn = set()
    for amount in (0, 40, 100):
        slide(page, "amount", amount)
        expect(field(page, "amount")).to_have_attribute("data-value", str(amount))
        drawn.add(picture(page, "now", "side"))
        if amount == 0:
            assert picture(page, "now", "side") == picture(page, "healthy", "side")
    assert len(drawn) == 3
    expect(field(page, "says")).to_contain_text("50\u2009% of the vertebra below")


def test_region_and_layers(visit_with):
    page = open_own(visit_with(), SpineAtlas(cause="radiculopathy_in_the_arm"))
    expect(page.get_by_role("radio", name="Low back", exact=True)).to_be_disabled()
    expect(page.locator(".plate.felt svg")).to_be_visible()
    expect(field(page, "felt")).to_contain_text("is not known here")
    page.get_by_role("checkbox", name="Muscles").uncheck()
    assert not page.locator(".layer.muscles").first.is_visible()
    assert page.locator(".layer.bones").first.is_visible()


def drawn_cells(figure, mark: str) -> int:
    """How many cells the first path of this kind marks, counted from the path itself."""
    path = figure.locator(f"svg > path.{mark}").first
    length = float(path.get_attribute("stroke-dasharray").split()[0])
    return round(sum(float(h) + 1 - length for h in re.findall(r"h([\d.]+)", path.get_attribute("d"))))


@pytest.mark.parametrize("age", [20, *(pytest.param(age, marks=pytest.mark.full) for age in (30, 40, 50, 60, 70, 80))])
def test_scans_of_an_age_are_the_rows_and_estimates_are_hollow(visit_with, root, age):
    page = open_own(visit_with(), SpineAtlas())
    slide(page, "age", age)
    rows = [row for row in rows_of(root, "imaging_by_age") if row["age"] == str(age)]
    squares = page.locator(".square")
    expect(squares).to_have_count(len(rows))
    for row, square in zip(rows, squares.all(), strict=True):
        assert square.locator("[data-field=percent]").get_attribute("data-value") == row["percent"]
        assert drawn_cells(square, "mark") == int(row["percent"])
        estimate = row["n_scanned"] == "0"
        assert (square.get_attribute("data-kind") == "estimate") == estimate
        assert bool(square.locator(".hole").count()) == estimate
        assert ("nobody of this age was scanned" in square.inner_text()) == estimate
    expect(field(page, "limits")).to_contain_text("up to 50")
    assert ("hold no such comparison" in field(page, "limits").inner_text()) == (age > 50)
    odds = {row["finding"]: row["odds_ratio"] for row in rows_of(root, "imaging_with_vs_without_pain")}
    for line in page.locator("table.odds tbody tr").all():
        assert float(line.locator("[data-field=odds]").get_attribute("data-value")) == float(
            odds[line.get_attribute("data-finding")]
        )
    counter = page.locator(".counter")
    expect(counter).to_contain_text("Our table holds only findings that were more common with pain")
    expect(counter).to_contain_text("above 1: more common with pain")


def test_every_state_has_words_and_a_name_for_its_pictures(visit_with):
    page = open_own(visit_with(), SpineAtlas())
    expect(field(page, "says")).to_contain_text("A healthy spine")
    choose(page, "Obesity")
    expect(field(page, "says")).to_contain_text("No picture: this is not a changed part of the spine")
    choose(page, "Spinal stenosis")
    expect(field(page, "found")).to_contain_text("Spinal stenosis: first 6 signs to look at, then the picture")
    slide(page, "amount", 0)
    expect(field(page, "says")).to_contain_text("As in the healthy picture; move the slider.")
    slide(page, "amount", 60)
    names = page.locator("svg[role=img]").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert all(names) and any("drawn narrower" in name for name in names)
    assert field(page, "says").get_attribute("role") == "status"


@pytest.mark.parametrize(("theme", "width"), [("dark", 390)])
def test_axe_finds_nothing(visit_with, axe, theme, width):
    page = open_own(visit_with(theme=theme, width=width), SpineAtlas(cause="sciatica", age=20), theme)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    found = violations(page, axe)
    assert not found, report(found)
    choose(page, "None: the healthy spine")
    page.get_by_label("Find a cause").select_option("symptom:fever")
    found = violations(page, axe)
    assert not found, report(found)


@pytest.mark.full
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_for_any_cause(visit_with, axe, theme, width):
    atlas = SpineAtlas()
    page = open_own(visit_with(theme=theme, width=width), atlas, theme)
    for one in atlas.causes:
        choose(page, one["title"])
        found = violations(page, axe)
        assert not found, report([one["id"], *found])


@pytest.mark.parametrize("cause", [pytest.param("", marks=pytest.mark.full), "sciatica"])
def test_on_a_phone_all_fits_and_can_be_hit(visit_with, cause):
    page = open_own(visit_with(width=390), SpineAtlas(cause=cause, age=20))
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    small = page.evaluate("""() => [...document.querySelectorAll(
        "[data-widget] :is(input, button, summary, select, label.choice, a.emergency)")]
        .filter((one) => one.checkVisibility()).map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)""")
    assert not small


def test_on_a_phone_the_change_comes_first_with_names_and_an_arrow(visit_with):
    page = open_own(visit_with(width=390), SpineAtlas(cause="disc_herniation"))
    now, healthy = page.locator(".plate").nth(0), page.locator(".plate").nth(1)
    assert "now" in now.get_attribute("class")
    for plate in (now, healthy):
        assert plate.locator("svg.side").bounding_box()["width"] > 300
        expect(plate.locator("svg.side .name").filter(has_text="Facet")).to_be_visible()
    expect(now.locator("svg.side .to-change .arrow")).to_have_count(2)
    expect(healthy.locator(".arrow")).to_have_count(0)
    whole = page.locator(".spine svg.whole")
    expect(whole).not_to_be_visible()
    page.get_by_text("Where in the spine?").click()
    expect(whole).to_be_visible()
    for sign in page.locator(".signs > ul li").all():
        expect(sign).to_be_visible()
    expect(page.locator(".signs [data-flag=RF27]")).not_to_be_visible()  # within days: behind the emergencies
    label = page.locator(".amount label").bounding_box()["height"]
    choose(page, "Spondylolisthesis")
    assert page.locator(".amount label").bounding_box()["height"] <= label + 1
    page.get_by_role("button", name="Facet joint").click()
    expect(field(page, "part")).to_contain_text("touch this part in our drawings")
    page.get_by_role("link", name="To the list").click()
    expect(page.get_by_label("Cause", exact=True)).to_be_in_viewport()


def test_without_a_script_there_are_picture_signs_and_tables(visit_with):
    visit = visit_with(javascript=False, width=390)
    page = open_own(visit, SpineAtlas(), ready=None)
    expect(page.locator("svg.atlas").first).to_be_visible()
    expect(page.locator("table")).to_have_count(3)
    for name in ROOT_FLAGS:
        expect(page.locator(f"li[data-flag={name}]")).to_be_visible()
    assert not visit.faults()


def test_it_fails_alone(visit_with):
    visit = visit_with()
    visit.replace(
        "**/widgets/spine_atlas.js", "(globalThis.pointByPoint ??= {}).spine_atlas = { render() { throw 1; } };"
    )
    page = open_own(visit, SpineAtlas())
    expect(page.locator(".pbp-failed")).to_be_visible()
    expect(page.locator("li[data-flag=RF01]")).to_be_visible()


def test_markup_in_every_text_is_text(visit_with, monkeypatch):
    texts = ("title", "what", "symptoms", "share", "course", "care", "tradition", "drawn", "slider", "checked")
    wild = [one | dict.fromkeys(texts, EVIL) | {"sources": [EVIL]} for one in spine_atlas.causes()]
    for one in wild:
        one["claims"] = [{"id": "A", "claim": EVIL, "verdict": EVIL, "why": EVIL}]
    monkeypatch.setattr(spine_atlas, "causes", lambda: wild)
    visit = visit_with()
    page = open_own(visit, SpineAtlas(cause="sciatica"))
    expect(field(page, "says")).to_contain_text("onerror")
    for place in (".about h4", ".told dd", ".told li", ".plate.now figcaption", ".amount label", "option", ".checked"):
        assert page.locator(f"[data-widget] {place}", has_text=EVIL).count(), place
    assert not page.locator("img").count()
    assert not page.evaluate("() => window.hacked") and not visit.faults()


def test_it_is_light(site):
    files = [site / f"_static/widgets/spine_atlas.{kind}" for kind in ("js", "css")]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    weight += len(gzip.compress(json.dumps(state_of(SpineAtlas()), ensure_ascii=False).encode()))
    assert weight < 60_000, weight
    assert len(gzip.compress(SpineAtlas().static_html().encode())) < 45_000
