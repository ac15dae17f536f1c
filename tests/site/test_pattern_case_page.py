"""PatternCase in the built chapter: asked, marked, committed and compared; danger first; kept; seven are drawn."""

from __future__ import annotations

import csv

import pytest
import yaml
from browse import CHAPTER
from playwright.sync_api import Page, expect
from test_accessibility import report, violations


@pytest.fixture(scope="module")
def cases(root) -> dict[str, dict]:
    found = yaml.safe_load((root / "data/cases.yaml").read_text(encoding="utf8"))
    return {case["id"]: case for case in found["cases"]}


@pytest.fixture(scope="module")
def flags(root) -> dict[str, dict]:
    with (root / "data/red_flags.csv").open(encoding="utf8", newline="") as file:
        return {row["flag_id"]: row for row in csv.DictReader(file)}


class Desk:
    """Someone who works on a case with the mouse."""

    def __init__(self, page: Page):
        self.page, self.box = page, page.locator("[data-widget=pattern_case]")

    def open(self, case: str) -> None:
        self.box.locator("[data-field=case]").select_option(case)

    def ask(self, *topics: str) -> None:
        for topic in topics:
            self.box.locator(f"[data-ask={topic}]").click()

    def mark(self, topic: str, *patterns: str) -> None:
        self.ask(topic)
        for pattern in patterns:
            self.box.locator(f"[data-finding={topic}] input[value={pattern}]").check()

    def commit(self, pattern: str = "", aim: str = "", points: tuple[str, ...] = ()) -> None:
        form = self.box.locator("form.commit")
        form.locator(f"input[value={'pattern' if pattern else 'doctor'}]").check()
        if pattern:
            form.get_by_label("Pattern", exact=True).select_option(pattern)
            form.get_by_label("Aim of treatment").select_option(aim or pattern)
        for point in points:
            form.locator(f"input[value={point}]").check()
        form.get_by_role("button", name="Commit and compare").click()

    def value(self, field: str) -> str:
        return self.box.locator(f"[data-field={field}]").get_attribute("data-value")


@pytest.fixture
def desk(page_at) -> Desk:
    return Desk(page_at(CHAPTER).page)


def test_a_case_is_asked_marked_committed_and_compared(desk, cases):
    desk.open("tomas")
    desk.ask("danger", "sleep")
    expect(desk.box.locator("[data-finding=danger]")).to_contain_text("No line of the list fits")
    assert desk.value("bar-P08").startswith("0/0/"), "nothing is met before it is marked"
    desk.mark("tongue", "P08", "P05")
    assert desk.value("bar-P08").split("/")[:2] == ["1", "0"]
    assert desk.value("bar-P09").split("/")[1] == "1", "a white coat speaks against a yellow one"
    expect(desk.box.locator("[data-field=leading]")).to_contain_text("Wind-cold-damp bi (1 of 9 signs met)")
    desk.mark("pulse", "P08")
    assert desk.value("bar-P08").startswith("2/0/")
    desk.commit("P08", points=("BL23", "SP9", "LI4"))
    expect(desk.box.locator(".after")).to_be_focused()
    assert [desk.value(f"score-{part}") for part in ("safety", "pattern", "principle")] == ["1.0000"] * 3
    assert desk.value("score-points") == f"{2 * 2 / (3 + 6):.4f}"
    assert desk.value("sign-tongue") == "some" and desk.value("reference") == "P08"
    expect(desk.box.locator(".compare")).to_contain_text(cases["tomas"]["findings"][2]["says"])
    expect(desk.box.locator(".reference")).to_contain_text("Nobody should needle themselves")
    expect(desk.box.locator(".western")).to_contain_text("Nonspecific")


def test_a_warning_sign_is_shown_at_once_and_first(desk, cases, flags):
    desk.open("ines")
    desk.ask("urine")
    alarm = desk.box.get_by_role("alert")
    expect(alarm).to_contain_text("Emergency: go now")
    expect(alarm).to_contain_text(flags["RF02"]["do"])
    do = cases["ines"]["danger"]["do"]
    expect(alarm.locator("h4 + p")).to_have_text(do)
    expect(desk.box.locator("[data-finding=urine] .flag")).to_have_text(f"A warning sign. Emergency: go now. {do}")
    desk.commit("P10", points=("BL23",))
    after = desk.box.locator(".after")
    assert desk.value("verdict") == "wrong" and desk.value("score-safety") == "0.0000"
    expect(after.locator(":scope > *").nth(1)).to_have_class("danger")
    expect(after.locator(".danger h5 + p")).to_have_text(do)
    expect(after.locator(".western")).to_contain_text("First: what the red flags say, above.")
    assert "First care" not in after.inner_text()
    for flag in cases["ines"]["danger"]["flags"]:
        expect(after.locator(f"[data-flag={flag}]")).to_contain_text(flags[flag]["do"])
    assert after.locator(".reference, .diagnoses").count() == 0
    desk.box.get_by_role("button", name="Try this case again").click()
    desk.ask("danger")
    desk.commit()
    assert desk.value("verdict") == "right"


@pytest.mark.full
def test_every_case_of_danger_says_what_its_rows_say(desk, cases, flags):
    for name, case in cases.items():
        desk.open(name)
        desk.ask("danger")
        told = desk.box.get_by_role("alert").inner_text()
        assert bool(told) == bool(case["danger"]["flags"])
        assert case["danger"].get("do", "") in told
        assert all(flags[flag]["do"] in told and flags[flag]["sign"] in told for flag in case["danger"]["flags"])


def test_seven_practitioners_spread_with_kappa_and_with_the_draw(desk):
    desk.open("olga")
    desk.commit("P10")
    seven = desk.box.locator(".seven")
    expect(seven).to_contain_text("A simulation, not a study.")
    expect(desk.box.locator(".care").first).to_contain_text("You did not ask about warning signs")
    counts = seven.locator("[data-diagnosis]").evaluate_all("(all) => all.map((one) => Number(one.dataset.value))")
    assert sum(counts) == 7 and counts == sorted(counts, reverse=True)
    seven.get_by_role("button", name="lowest mean of a study").click()
    assert desk.value("kappa") == "0.07"
    low = seven.locator(".seen").inner_text()
    seven.get_by_role("button", name="Draw another seven").click()
    assert seven.locator(".seen").inner_text() != low
    seven.get_by_role("slider").press("End")
    assert desk.value("kappa") == "0.59"
    expect(seven.locator("output")).to_contain_text("62 of 100")


@pytest.mark.parametrize("case", ["ines", "tomas"])
def test_after_committing_the_reader_is_at_the_start_of_the_feedback(page_at, case):
    page = page_at(CHAPTER, width=390).page
    desk = Desk(page)
    desk.open(case)
    desk.ask("danger", "pain", "tongue")
    desk.commit()
    expect(desk.box.locator(".after h4")).to_be_in_viewport(ratio=1)
    expect(desk.box.locator(".after .verdict, .after .care").first).to_be_in_viewport(ratio=1)


def test_a_doctor_for_someone_without_a_flag_has_no_total(desk):
    desk.open("tomas")
    desk.commit()
    expect(desk.box.locator(".care").first).to_contain_text("No total: you left the pattern open.")
    assert desk.value("score-safety") == "1.0000"
    assert desk.box.locator(".scores > div").count() == 1


def test_points_for_another_part_of_the_body_are_strays(desk):
    desk.open("nora")
    desk.ask("danger")
    desk.commit("P04", points=("BL23", "GB20"))
    assert desk.value("score-points") == f"{2 * 1 / (2 + 2):.4f}"
    expect(desk.box.locator(".reference .codes li")).to_have_count(2)
    expect(desk.box.locator(".reference")).to_contain_text("(low back)")


def test_work_is_kept_and_can_be_erased(page_at):
    visit = page_at(CHAPTER)
    desk = Desk(visit.page)
    desk.open("kofi")
    desk.mark("pain", "P09")
    visit.page.reload()
    expect(desk.box.locator("[data-field=case]")).to_have_value("kofi")
    expect(desk.box.locator("[data-finding=pain] input[value=P09]")).to_be_checked()
    assert desk.value("bar-P09").startswith("2/0/")
    kept = visit.page.evaluate("() => JSON.parse(localStorage.getItem('point-by-point'))")
    assert kept["version"] == 1 and kept["widgets"]["pattern-case"]["work"]["kofi"]["path"] == ["pain"]
    assert not visit.faults()


def test_the_keyboard_is_enough(desk):
    page = desk.page
    desk.box.locator("[data-ask=danger]").focus()
    page.keyboard.press("Enter")
    expect(desk.box.locator("[data-finding=danger]")).to_be_focused()
    desk.box.locator("[data-ask=tongue]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    desk.box.get_by_role("button", name="Ask something else").click()
    expect(desk.box.locator("[data-ask=story]")).to_be_focused()
    assert desk.value("bar-P01").startswith("1/")
    desk.box.locator("form.commit input[value=doctor]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(desk.box.locator(".after")).to_be_focused()


def test_a_form_that_is_not_filled_in_says_what_is_open(desk):
    desk.box.get_by_role("button", name="Commit and compare").click()
    expect(desk.box.locator(".note")).to_contain_text("Choose where this person goes")
    desk.box.locator("form.commit input[value=pattern]").check()
    desk.box.get_by_role("button", name="Commit and compare").click()
    expect(desk.box.get_by_label("Pattern", exact=True)).to_be_focused()


def test_without_a_script_every_case_is_there(page_at, cases, flags):
    page = page_at(CHAPTER, javascript=False).page
    entries = page.locator(".pbp-cases [data-case]")
    assert entries.evaluate_all("(all) => all.map((one) => one.dataset.case)") == list(cases)
    expect(page.locator("[data-case=bea]")).to_contain_text(flags["RF12"]["do"])


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_in_use(page_at, axe, theme, width):
    page = page_at(CHAPTER, theme=theme, width=width).page
    desk = Desk(page)
    desk.open("ines")
    desk.ask("danger", "urine")
    desk.box.locator("form.commit input[value=pattern]").check()
    found = [one for one in violations(page, axe) if "pbp-case" in one or ".pbp-case" in one]
    assert not found, report(found)
    desk.open("ana")
    desk.mark("tongue", "P08")
    desk.commit("P08", points=("BL23",))
    page.evaluate("() => document.querySelectorAll('.pbp-case details').forEach((one) => one.open = true)")
    found = violations(page, axe)
    assert not found, report(found)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
