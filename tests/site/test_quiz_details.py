"""Small things of the quiz on pages of our own: names that break others' code, presses that count, words that fit."""

from __future__ import annotations

import json
import re

import own_quiz
import pytest
from playwright.sync_api import expect
from quiz_reader import Reader

from widgets import Quiz

FOCUS = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName"
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosisundmehrnochlaenger"
LIVE = "[role=status].hidden"


@pytest.fixture
def opened(visit_with):
    """A function that shows these items as a quiz and gives a reader; what the page complains of fails the test."""
    visits = []

    def show(*items: dict, width=1280, **options) -> Reader:
        visits.append(visit_with(width=width))
        return Reader(own_quiz.open_own(visits[-1], Quiz(items=list(items), seed=1, **options)))

    yield show
    for visit in visits:
        assert not visit.faults()


def verdicts(reader: Reader) -> dict[str, str]:
    """What each step is told on its row."""
    rows = reader.quiz.locator(".steps li").all()
    return {row.locator(".text").inner_text()[-1]: row.locator(".verdict").inner_text() for row in rows}


def test_a_name_that_every_object_knows_is_a_name_like_any(opened):
    match = own_quiz.match("constructor", "other")
    case = own_quiz.case("constructor", "second")
    reader = opened(own_quiz.items(1)[0] | {"id": "constructor", "stem": "First of all?"}, match, case)
    expect(reader.form(match).locator("select").first).to_have_value("")
    reader.answer(match, {"Left other": "Right 1"})
    expect(reader.form(match).locator(".verdict").first).to_be_empty()
    expect(reader.status(match)).not_to_contain_text("They do not.")
    assert reader.result(match) == 0.5
    first, second = case["questions"]
    expect(reader.form(second)).to_be_hidden()
    reader.answer(first, ["Option B of 1"])
    reader.answer(second, ["Option B of 2"])
    expect(reader.case(case).locator(".lesson")).to_be_visible()


RIGHT, WRONG, FIRST = "✓ after the right step", "✗ not after the right step", "✓ the first step"


@pytest.mark.parametrize(
    ("given", "score", "told"),
    [
        ("bcda", 2 / 3, {"a": "", "b": WRONG, "c": RIGHT, "d": RIGHT}),
        ("cbad", 0, {"a": "", "b": WRONG, "c": WRONG, "d": WRONG}),
        ("abdc", 1 / 3, {"a": "", "b": RIGHT, "c": WRONG, "d": WRONG}),
        ("abcd", 1, {"a": FIRST, "b": RIGHT, "c": RIGHT, "d": RIGHT}),
    ],
)
def test_what_steps_are_told_agrees_with_the_score(opened, given, score, told):
    item = own_quiz.order()
    reader = opened(item)
    reader.answer(item, [f"Step {letter}" for letter in given])
    assert reader.result(item) == pytest.approx(score)
    assert verdicts(reader) == told
    said = reader.status(item).inner_text()
    counted = f"{round(score * 3)} of 3 {'is' if score == 1 / 3 else 'are'} right."
    assert (counted in said) == (score < 1)
    for letter, verdict in told.items():
        shown = f"{verdict}. " if verdict and score < 1 else ""
        assert f"Step {letter}: {shown}About {letter}." in said


def test_a_cleared_order_is_not_said_to_be_moved(opened):
    item = own_quiz.order()
    reader = opened(item)
    reader.form(item).get_by_role("button", name="Down").first.click()
    expect(reader.form(item).locator(LIVE)).to_contain_text("now 2 of 4")
    reader.quiz.get_by_role("button", name="Clear my answers").click()
    reader.quiz.get_by_role("button", name="Press again").click()
    expect(reader.form(item).locator(LIVE)).to_be_empty()


def test_the_focus_stays_when_another_tab_moves_steps(visit_with):
    visit, item = visit_with(), own_quiz.order()
    here = own_quiz.open_own(visit, Quiz(items=[item], seed=1))
    other = Reader(visit.open(own_quiz.PATH))
    button = Reader(here).form(item).get_by_role("button", name="Down").nth(1)
    button.click()
    before, name = Reader(here).shown(item), here.evaluate(FOCUS)
    other.form(item).get_by_role("button", name="Up").nth(3).click()
    expect(Reader(here).form(item).locator("li .text").last).not_to_have_text(before[-1])
    assert here.evaluate(FOCUS) == name and name.startswith("Down: ")


def test_pressing_twice_is_one_try(opened):
    single, number = own_quiz.items(1)[0], own_quiz.number()
    reader = opened(single, number)
    reader.put(single, ["Option A of 1"])
    reader.form(single).get_by_role("button", name="Check").dblclick()
    box = reader.form(number).get_by_role("textbox")
    box.fill("9")
    for _ in range(3):
        box.press("Enter")
    expect(reader.status(number)).to_be_focused()
    for item in (single, number):
        expect(reader.status(item)).not_to_contain_text("Try 2.")
    box.fill("8")
    box.press("Enter")
    expect(reader.status(number)).to_contain_text("Try 2.")
    text = reader.quiz.page.evaluate("() => localStorage.getItem('point-by-point')")
    (kept,) = json.loads(text)["widgets"].values()
    assert (kept["answers"]["item-1"]["tries"], kept["answers"]["num"]["tries"]) == (1, 2)


def test_a_right_number_beyond_the_range_is_only_right(opened):
    item = own_quiz.number(answer=10)
    reader = opened(item)
    reader.answer(item, "10.5")
    expect(reader.status(item)).to_contain_text("Right.")
    expect(reader.status(item)).not_to_contain_text("lies between")
    reader.answer(item, "12")
    expect(reader.status(item)).to_contain_text("The answer lies between 0 and 10.")


LONG_QUIZZES = {
    "title": ([own_quiz.items(1)[0]], {"title": LONG}),
    "stem": ([own_quiz.items(1)[0] | {"stem": LONG}], {}),
    "objective": ([own_quiz.items(1)[0] | {"objective": LONG}], {"mode": "test"}),
    "option": ([own_quiz.items(1)[0] | {"options": [{"text": LONG + end, "correct": end == "a", "feedback": LONG}
                                                    for end in "abc"]}], {}),
    "unit": ([own_quiz.number(unit="milligrams per kilogram of body weight and day " + LONG)], {}),
    "step": ([own_quiz.order(steps=[{"text": LONG + end, "feedback": LONG} for end in "abc"])], {}),
    "left": ([own_quiz.match("a", "b", left=[{"id": end, "text": LONG + end} for end in "ab"])], {}),
    "hint": ([own_quiz.items(1)[0] | {"hint": LONG, "explanation": LONG}], {}),
}  # fmt: skip


@pytest.mark.parametrize("name", LONG_QUIZZES)
def test_long_words_stay_in_a_narrow_page(opened, name):
    items, options = LONG_QUIZZES[name]
    reader = opened(*items, width=390, **options)
    page = reader.quiz.page
    if options.get("mode") == "test":
        reader.quiz.locator(".finish").click()
        reader.quiz.locator(".finish").click()
        expect(reader.quiz.locator("[data-field=objective]")).to_be_visible()
    page.evaluate("() => document.querySelectorAll('[data-widget] details').forEach((one) => { one.open = true; })")
    beyond = """() => [...document.querySelectorAll("[data-widget] *")]
      .filter((one) => one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.tagName + "." + one.className)"""
    assert page.evaluate(beyond) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def test_where_answers_stay_is_said_only_while_it_is_so(visit_with):
    visit, item = visit_with(), own_quiz.items(1)[0]
    visit.context.add_init_script(FULL)
    reader = Reader(own_quiz.open_own(visit, Quiz(items=[item])))
    where = reader.quiz.locator("[data-field=where]")
    expect(where).to_have_text("Your answers stay in this browser and go nowhere else.")
    reader.answer(item, ["Option B of 1"])
    expect(reader.quiz.locator(".note")).to_contain_text("can't be kept")
    expect(where).to_be_empty()


def test_each_hint_says_whose_it_is(opened):
    reader = opened(*own_quiz.items(2), own_quiz.case("one", "two"))
    names = reader.quiz.locator("summary").all_text_contents()
    assert len(set(names)) == len(names)
    assert names[:2] == ["Hint: question 1", "Show the answer: question 1"]
    assert "A hint for the whole case 3" in names
    shown = reader.quiz.locator("summary .hidden").first.bounding_box()
    assert shown["width"] <= 1 and re.match("Hint", names[0])
