"""One quiz in two tabs, and Your progress beside it: cases, tests, erasing, and times that cannot be."""

from __future__ import annotations

import json

import own_quiz
import pytest
from browse import CHAPTER, READY
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, right_texts
from test_progress import KEY, PROGRESS, READ, Progress, erase

from widgets import Quiz

# The page sees the storage as it was when it last looked, until it is let go, as a tab of another process may.
STALE = """() => {
    const get = Storage.prototype.getItem, before = {};
    Storage.prototype.getItem = function (key) { return before[key] ??= get.call(this, key); };
    globalThis.letGo = () => {
        Storage.prototype.getItem = get;
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    };
    addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
}"""


def own_case() -> list[dict]:
    """A case of three questions."""
    parts = own_quiz.items(3)
    outer = ("objective", "difficulty", "chapter", "source")
    inner = [{name: value for name, value in part.items() if name not in outer} for part in parts]
    whole = {name: value for name, value in parts[0].items() if name not in ("options", "kind", "id")}
    return [whole | {"id": "story", "kind": "case", "vignette": "A story that is long enough.", "questions": inner}]


def kept(page, name: str = "quiz:") -> dict:
    """The one record whose key starts with `name`."""
    widgets = json.loads(page.evaluate(READ))["widgets"]
    return next(record for key, record in widgets.items() if key.startswith(name))


def pick(page, option: str, number: int, press: str = "Check") -> None:
    """Choose an option of an own question, and check it."""
    page.get_by_label(f"Option {option} of {number}", exact=True).check()
    page.locator("form").nth(number - 1).get_by_role("button", name=press).click()


def twice(page, first: str, second: str) -> None:
    """Press a button that asks before it acts."""
    page.get_by_role("button", name=first).click()
    page.get_by_role("button", name=second).click()


def test_two_parts_of_a_case_in_two_tabs_in_the_same_moment_both_stay(visit_with):
    visit = visit_with()
    one = own_quiz.open_own(visit, Quiz(items=own_case(), seed=1))
    pick(one, "A", 1)
    two = visit.open(own_quiz.PATH)
    for page in (one, two):
        page.evaluate(STALE)
    pick(one, "B", 2)
    pick(two, "C", 1)
    for page in (one, two):
        page.evaluate("() => letGo()")
    for page in (one, two, visit.open(own_quiz.PATH)):
        for option, number in (("C", 1), ("B", 2)):
            expect(page.get_by_label(f"Option {option} of {number}")).to_be_checked()
            expect(page.locator("form").nth(number - 1).get_by_role("status")).to_contain_text(f"{option} it is")
    assert not visit.faults()


def locked(page, count: int) -> None:
    expect(page.locator("fieldset:disabled")).to_have_count(count)
    expect(page.get_by_role("button", name="Finish")).to_have_count(0 if count else 1)


def test_a_test_is_handed_in_started_again_and_erased_in_every_tab(visit_with):
    visit = visit_with()
    one = own_quiz.open_own(visit, Quiz(items=own_quiz.items(2), mode="test"))
    two, progress = visit.open(own_quiz.PATH), Progress(visit.open(PROGRESS))

    def hand_in(page):
        page.get_by_label("Option B of 1", exact=True).check()
        twice(page, "Finish", "Press again to finish")

    hand_in(one)
    locked(two, 2)
    expect(two.locator(".score")).to_contain_text("1 of 2 right")
    twice(one, "Start again", "Press again to start again")
    for page in (one, two):
        locked(page, 0)
        expect(page.locator(".score")).to_have_text("0 of 2 answered")
    hand_in(two)
    locked(one, 2)
    erase(progress)
    for page in (one, two):
        locked(page, 0)
        expect(page.locator(".score")).to_have_text("0 of 2 answered")
    hand_in(one)
    one.reload()
    one.wait_for_function(READY)
    for page in (one, two):
        locked(page, 2)
    assert not visit.faults()


def test_a_test_that_was_handed_in_elsewhere_is_so_after_reading_the_file(visit_with):
    quiz = Quiz("patterns", objective="safety", mode="test")
    first = own_quiz.open_own(visit_with(), quiz)
    first.locator("form input").first.check()
    twice(first, "Finish", "Press again to finish")
    record = json.loads(first.evaluate(READ))
    visit = visit_with()
    progress = Progress(visit.open(PROGRESS))
    progress.read(json.dumps({"course": KEY, "version": 1, "widgets": record["widgets"]}))
    expect(progress.said).to_contain_text("1 test will be shown as handed in.")
    progress.press("Add these answers")
    expect(progress.said).to_contain_text("Done")
    page = own_quiz.open_own(visit, quiz)
    locked(page, first.locator("fieldset").count())
    assert kept(page) == kept(first)


def options(page) -> list[str]:
    return page.locator("label > span:nth-child(2)").all_text_contents()


def test_the_order_of_an_open_quiz_stays_after_erasing(visit_with):
    visit = visit_with()
    page = own_quiz.open_own(visit, Quiz(items=own_quiz.items(4)))
    progress = Progress(visit.open(PROGRESS))
    order = options(page)
    pick(page, "A", 1)
    erase(progress)
    expect(page.get_by_label("Option A of 1", exact=True)).not_to_be_checked()
    pick(page, "B", 1)
    page.reload()
    page.wait_for_function(READY)
    assert options(page) == order


FAR = [8640000000000001, 9007199254740991]
PLACES = {
    "answer": lambda time: ({"_when": {"answers": {"kappa-zero": time}}}, {}),
    "erased quiz": lambda time: ({"_erased": {"answers": time}}, {}),
    "erased all": lambda time: ({}, {"erased": time}),
}


@pytest.mark.parametrize("time", [FAR[0], pytest.param(FAR[1], marks=pytest.mark.full)])
@pytest.mark.parametrize("place", PLACES)
def test_a_time_that_cannot_be_harms_nothing(visit_with, questions, place, time):
    inside, outside = PLACES[place](time)
    version = next(item["version"] for item in Quiz("patterns").items if item["id"] == "kappa-zero")
    answer = {"version": version, "answer": ["d"], "checked": True, "tries": 1, "seconds": 1}
    record = {"version": 1, "widgets": {"quiz:patterns": {"answers": {"kappa-zero": answer}} | inside}} | outside
    visit, single = visit_with(), of_kind(questions, "single")
    visit.open(CHAPTER).evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(record)])
    visit.page.reload()
    visit.page.wait_for_function(READY)
    reader, progress = Reader(visit.page), Progress(visit.open(PROGRESS))
    total = progress.tool.locator(".total [data-field=answered]")
    for count in (2, 1):
        reader.answer(single, right_texts(single))
        expect(total).to_have_attribute("data-value", str(count))
        visit.page.reload()
        expect(reader.input(single, right_texts(single)[0])).to_be_checked()
        if count == 2:
            erase(progress)
            expect(total).to_have_attribute("data-value", "0")
            assert str(time) not in visit.page.evaluate(READ)
            expect(reader.input(single, right_texts(single)[0])).not_to_be_checked()
    assert not visit.faults()


def test_a_file_of_very_many_records_is_refused_at_once(page_at):
    progress = Progress(page_at(PROGRESS).page)
    names = [f"quiz:patterns:{number:08x}" for number in range(7000)]
    progress.read(json.dumps({"course": KEY, "version": 1, "widgets": {name: {"answers": {}} for name in names}}))
    expect(progress.said).to_have_text(
        "This file holds 7000 records; this page reads at most 200. Nothing was changed.", timeout=2_000
    )
    assert progress.page.evaluate(READ) is None


def test_a_file_of_many_full_records_is_read_without_a_wait(page_at):
    progress = Progress(page_at(PROGRESS).page)
    answers = {
        item["id"]: {"version": item["version"], "answer": ["a"], "checked": True} for item in Quiz("patterns").items
    }
    names = [f"quiz:patterns:{number:08x}" for number in range(200)]
    text = json.dumps({"course": KEY, "version": 1, "widgets": {name: {"answers": answers} for name in names}})
    progress.read(text)
    expect(progress.said).to_contain_text("will be added")
    took = progress.page.evaluate("""() => {
        const start = performance.now();
        document.querySelector(".ask button").click();
        return performance.now() - start;
    }""")
    expect(progress.said).to_contain_text("Done")
    assert took < 3_000, f"{took} ms"
