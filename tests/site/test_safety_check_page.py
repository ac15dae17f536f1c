"""The safety check in the built chapter: every sign ends as its row says, nothing reassures, nothing is kept."""

from __future__ import annotations

import csv
import re

import pytest
import textstat
from playwright.sync_api import Page, expect
from test_accessibility import report, violations

PAGE = "chapters/safety/when-to-be-careful.html"
ENDING = ("emergency now", "same day", "within days")
GENERAL_NOTE = "RF38"
CALMING = r"none of these|harmless|you are safe|no danger|don't worry|you may\b"
SAMPLE = ("RF32", "RF01", "RF31", "RF16", "RF28", "RF26", "RF30")  # one of each level and context


def rows_of(root, name: str) -> dict[str, dict]:
    with (root / f"data/{name}.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {next(iter(row.values())): row for row in rows if next(iter(row.values())) != GENERAL_NOTE}


@pytest.fixture(scope="module")
def flags(root):
    return rows_of(root, "red_flags")


@pytest.fixture(scope="module")
def precautions(root):
    return rows_of(root, "precautions")


class Check:
    """Someone who goes through the check with the mouse."""

    def __init__(self, page: Page):
        self.box = page.locator("[data-widget=safety_check]")

    def question(self, name: str):
        return self.box.locator(f"fieldset[data-question='{name}']")

    def answer(self, name: str, answer: str) -> None:
        self.question(name).get_by_label(answer, exact=True).check()

    def next(self) -> None:
        self.box.locator("button.next").click()

    @property
    def result(self):
        return self.box.locator(".result")

    def go(self, ticked: dict[str, str], needling: str = "No") -> list[str]:
        """Answer these, and no to all others, up to the result; gives the ids of the questions that were met."""
        met = []
        self.answer("needling", needling)
        self.next()
        while not self.result.count():
            here = self.box.locator("fieldset").evaluate_all("(all) => all.map((one) => one.dataset.question)")
            met += here
            for name in set(here) & set(ticked):
                self.answer(name, ticked[name])
            if self.box.locator("button.next").get_attribute("data-urgent") != "true":
                self.box.get_by_role("button", name="I have read these: no to all others").click()
            self.next()
        return met


@pytest.fixture
def check(page_at) -> Check:
    return Check(page_at(PAGE).page)


def ends_as_its_row_says(check: Check, row: dict, answer: str) -> None:
    after = row["context"] == "after needling"
    check.go({row["flag_id"]: answer}, "Not sure" if after else "No")
    text = check.result.inner_text()
    assert check.result.get_attribute("data-value") == row["action"]
    assert row["do"] in text and row["sign"] in text
    assert not re.search(CALMING, check.box.inner_text(), re.IGNORECASE)
    assert ("What to say" in text) == (row["action"] in ENDING)
    assert ("After needles: signs" in text) == (row["action"] not in ENDING), "only the last level goes on"


@pytest.mark.parametrize("flag", SAMPLE)
def test_a_sign_ends_as_its_row_says(check, flags, flag):
    ends_as_its_row_says(check, flags[flag], "Yes")


@pytest.mark.full
def test_every_sign_ends_as_its_row_says(page_at, flags):
    page = page_at(PAGE).page
    for row in flags.values():
        page.reload()
        ends_as_its_row_says(Check(page), row, "Not sure")


def test_every_precaution_is_reached_and_told(check, precautions, flags):
    ending = {name for name, row in precautions.items() if row["same_sign"]}  # these are signs of danger themselves
    met = check.go(dict.fromkeys(set(precautions) - ending, "Yes"))
    assert set(met) >= set(precautions)
    assert [name for name in met if name in flags and flags[name]["context"] == "after needling"] == []
    for name, row in precautions.items():
        if name in ending:
            continue
        told = check.result.locator(f"[data-part=settle] [data-question={name}]").inner_text()
        assert row["item"] in told and row["advice"].split(".")[0] in told
        assert "ecides with you" in told
    assert "None of these signs was ticked" in check.result.inner_text()
    assert not re.search(r"\byou may\b|\b(is|are) safe\b", check.box.inner_text(), re.IGNORECASE)


@pytest.mark.parametrize("name", ["PC22", "PC29"])
def test_a_precaution_that_is_a_sign_of_danger_ends_the_check(check, precautions, flags, name):
    sign = flags[precautions[name]["same_sign"]]
    check.go({name: "Not sure"})
    assert check.result.get_attribute("data-value") == sign["action"]
    expect(check.result).to_contain_text(sign["do"])
    expect(check.result).to_contain_text(f"I am not sure about this: {sign['sign']}")
    assert not re.search(CALMING, check.box.inner_text(), re.IGNORECASE)


def test_a_sign_ticked_by_mistake_can_be_taken_back(check):
    check.answer("needling", "Yes")
    check.next()
    check.answer("RF34", "Yes")
    check.box.get_by_role("button", name="Back").click()
    check.answer("needling", "No")
    check.next()
    check.box.get_by_role("button", name="Change an answer").click()
    check.answer("RF34", "No")
    expect(check.box.locator("button.next")).to_have_text("Next")


def test_needling_leads_straight_to_its_signs_and_to_help(check, flags):
    check.answer("needling", "Yes")
    check.next()
    wanted = [name for name, row in flags.items() if row["context"] == "after needling"]
    shown = check.box.locator("fieldset").evaluate_all("(all) => all.map((one) => one.dataset.question)")
    assert sorted(shown) == sorted(wanted)
    check.answer("RF33", "Not sure")
    told = check.question("RF33").get_by_role("status")
    expect(told).to_contain_text("Emergency: go now")
    expect(told).to_contain_text(flags["RF33"]["do"])
    check.box.get_by_role("button", name="Show what to do and say").click()
    expect(check.result).to_be_focused()
    expect(check.result).to_contain_text("had, or may have had, needles lately")


def test_advice_for_the_next_visit_stays_on_top(check, flags):
    check.answer("needling", "No")
    check.next()
    while not check.question("RF30").count():
        check.box.get_by_role("button", name="I have read these: no to all others").click()
        check.next()
    check.answer("RF30", "Yes")
    check.box.get_by_role("button", name="I have read these: no to all others").click()
    check.next()
    while not check.result.count():
        expect(check.box.locator("[data-field=advice]")).to_contain_text(flags["RF30"]["do"])
        check.box.get_by_role("button", name="I have read these: no to all others").click()
        check.next()
    expect(check.result.locator("[data-part]").first).to_contain_text(flags["RF30"]["do"])


def test_a_question_left_open_is_asked_for(check):
    check.next()
    expect(check.box.locator(".note")).to_contain_text("has no answer yet")
    expect(check.question("needling").locator("input").first).to_be_focused()


def test_the_keyboard_is_enough(page_at, flags):
    page = page_at(PAGE).page
    check = Check(page)
    check.question("needling").locator("input").first.focus()
    page.keyboard.press("ArrowRight")  # from yes, where the focus stands, to no
    page.keyboard.press("Enter")
    expect(check.box.locator("[tabindex='-1']")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(check.box.locator("input:checked")).to_have_value("yes")
    page.keyboard.press("Enter")
    expect(check.result).to_be_focused()
    assert check.result.get_attribute("data-value") == "emergency now"


def test_own_words_are_shown_as_text_and_saved(check, tmp_path):
    check.go({"RF02": "Yes"})
    check.result.get_by_label("In your own words").fill("<b>Since noon</b>")
    expect(check.result.locator("[data-part=say]")).to_contain_text("<b>Since noon</b>")
    with check.box.page.expect_download() as caught:
        check.result.get_by_role("button", name="Save it as a file").click()
    assert re.fullmatch(r"safety-check-\d{4}-\d\d-\d\d\.txt", caught.value.suggested_filename)
    caught.value.save_as(tmp_path / "saved.txt")
    text = (tmp_path / "saved.txt").read_text(encoding="utf8")
    assert "EMERGENCY: GO NOW" in text and "<b>Since noon</b>" in text and "Source: BMJ" in text


def test_nothing_is_kept_and_nothing_is_sent(page_at):
    visit = page_at(PAGE)
    before = len(visit.requests)
    check = Check(visit.page)
    check.go({"PC01": "Yes"})
    kept = visit.page.evaluate("() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })")
    assert "PC01" not in kept and "safety" not in kept
    assert all("/_static/" in url for url in visit.requests[before:]), "a late font is all that may be asked for"
    assert not visit.faults()
    check.box.get_by_role("button", name="Start again").click()
    expect(check.question("needling").locator("input:checked")).to_have_count(0)


def test_on_paper_the_result_stands_alone(check):
    check.go({"PC01": "Yes"})
    page = check.box.page
    page.evaluate("() => { globalThis.print = () => {}; }")
    check.box.get_by_role("button", name="Print this result").click()
    page.emulate_media(media="print")
    assert not page.locator("article h1").first.is_visible()
    assert check.result.is_visible() and check.result.locator("[data-part=given] li").first.is_visible()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("article h1").first.is_visible()


def test_without_a_script_it_is_a_checklist(page_at, flags, precautions):
    page = page_at(PAGE, javascript=False).page
    entries = page.locator(".pbp-checklist [data-question]")
    names = entries.evaluate_all("(all) => all.map((one) => one.dataset.question)")
    assert sorted(names) == sorted([*flags, *precautions])
    levels = [["emergency now", *ENDING[1:], "see clinician"].index(flags[n]["action"]) for n in names if n in flags]
    first_other = next(i for i, n in enumerate(names) if flags[n]["context"] != "after needling")
    assert levels[first_other:] == sorted(levels[first_other:])
    assert entries.first.is_visible()


def test_what_the_check_itself_says_is_easy_to_read(check):
    check.go({"RF29": "Yes"})
    own = check.box.locator("h3, h4, .what, .says, [data-part=none] p, button, .words label").all_inner_texts()
    assert textstat.flesch_kincaid_grade(". ".join(line.rstrip(".") for line in own)) <= 8


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_in_use(page_at, axe, theme, width):
    page = page_at(PAGE, theme=theme, width=width).page
    check = Check(page)
    check.answer("needling", "Not sure")
    check.next()
    check.answer("RF33", "Not sure")
    check.answer("RF32", "No")
    found = violations(page, axe)
    assert not found, report(found)
    check.next()
    page.evaluate("() => document.querySelectorAll('.pbp-safety details').forEach((one) => one.open = true)")
    found = violations(page, axe)
    assert not found, report(found)
