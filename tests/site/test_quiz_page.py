"""The quiz on the built chapter, by mouse and by keyboard alone; right answers come from data/, not from widgets."""

from __future__ import annotations

import pytest
from browse import CHAPTER
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, right_texts, wrong_texts

FOCUS = """() => {
  const one = document.activeElement;
  return {
    type: one.type ?? "",
    item: one.closest("form[data-item]")?.dataset.item ?? "",
    text: one.closest("label, button, summary")?.innerText ?? "",
  };
}"""


@pytest.mark.parametrize("way", ["root", "sub-path", "file"])
def test_a_single_choice_by_mouse(page_at, questions, way):
    visit = page_at(CHAPTER, base=way)
    reader, item = Reader(visit.page), of_kind(questions, "single")
    reader.expect_score(0, len(questions))
    for wrong in wrong_texts(item):
        reader.answer(item, [wrong])
        reader.expect_feedback_for(item, [wrong])
        assert reader.result(item) == 0
    reader.expect_score(0, len(questions))
    reader.answer(item, right_texts(item))
    reader.expect_feedback_for(item, right_texts(item))
    expect(reader.status(item)).to_contain_text(item["explanation"])
    assert reader.result(item) == 1
    reader.expect_score(1, len(questions))
    assert not visit.faults()


@pytest.mark.parametrize("way", ["root", "sub-path", "file"])
def test_a_multiple_choice_by_mouse(page_at, questions, way):
    visit = page_at(CHAPTER, base=way)
    reader, item = Reader(visit.page), of_kind(questions, "multiple")
    right, wrong = right_texts(item), wrong_texts(item)
    everything = right + wrong
    for texts in ([wrong[0]], right[:1], [*right[:1], wrong[0]], [*right, wrong[0]], everything):
        reader.answer(item, texts)
        reader.expect_feedback_for(item, texts)
        assert reader.result(item) == 0, texts
        reader.expect_score(0, len(questions))
    reader.answer(item, right)
    reader.expect_feedback_for(item, right)
    assert reader.result(item) == 1
    reader.expect_score(1, len(questions))
    assert not visit.faults()


def test_the_words_tell_wrong_from_partly_right(page_at, questions):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, "multiple")
    right, wrong = right_texts(item), wrong_texts(item)
    verdicts = []
    for texts in ([wrong[0]], right[:1], [*right, wrong[0]], right):
        reader.answer(item, texts)
        reader.expect_feedback_for(item, texts)
        verdicts.append(reader.status(item).locator("[data-field=result]").inner_text())
    assert len(set(verdicts)) == 4, verdicts


def test_checking_nothing_says_so_and_counts_nothing(page_at, questions):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, "single")
    reader.answer(item, [])
    expect(reader.status(item)).to_contain_text("Choose an answer first")
    reader.expect_score(0, len(questions))


def test_changing_an_answer_takes_its_mark_back(page_at, questions):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, "single")
    reader.answer(item, right_texts(item))
    reader.expect_score(1, len(questions))
    reader.input(item, wrong_texts(item)[0]).check()
    expect(reader.status(item)).to_be_empty()
    reader.expect_score(0, len(questions))


@pytest.mark.full
def test_every_question_right_and_every_question_wrong(page_at, questions):
    reader = Reader(page_at(CHAPTER).page)
    for number, item in enumerate(questions.values(), start=1):
        for wrong in wrong_texts(item):
            reader.answer(item, [wrong])
            reader.expect_feedback_for(item, [wrong])
            assert reader.result(item) == 0
        reader.answer(item, right_texts(item))
        reader.expect_feedback_for(item, right_texts(item))
        reader.expect_score(number, len(questions))


def walk_to(page, key: str, arrived, limit: int = 600) -> dict:
    """Press `key` until the focus is where `arrived` says, as a reader without a mouse does."""
    for _ in range(limit):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if arrived(focus):
            return focus
    raise AssertionError(f"{limit} times {key} did not get there; the focus is on {page.evaluate(FOCUS)}")


def test_a_single_choice_by_keyboard_alone(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "single")
    reader = Reader(page)
    walk_to(page, "Tab", lambda focus: focus["item"] == item["id"] and focus["type"] == "radio")
    page.keyboard.press("Space")
    for option in [*item["options"][1:], item["options"][0]]:  # once round the group
        page.keyboard.press("ArrowDown")
        assert option["text"] in page.evaluate(FOCUS)["text"]
        expect(reader.input(item, option["text"])).to_be_checked()
        expect(reader.status(item)).to_be_empty()  # arrows choose; they never check
    walk_to(page, "ArrowDown", lambda focus: right_texts(item)[0] in focus["text"], limit=len(item["options"]) + 1)
    page.keyboard.press("Enter")
    reader.expect_feedback_for(item, right_texts(item))
    reader.expect_score(1, len(questions))


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_multiple_choice_by_keyboard_alone(page_at, questions, key):
    page, item = page_at(CHAPTER).page, of_kind(questions, "multiple")
    reader = Reader(page)
    walk_to(page, "Tab", lambda focus: focus["item"] == item["id"] and focus["type"] == "checkbox")
    for option in item["options"]:
        assert option["text"] in page.evaluate(FOCUS)["text"]
        if option["correct"]:
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    expect(reader.status(item)).to_be_empty()
    assert page.evaluate(FOCUS)["text"].startswith("Check")
    page.keyboard.press(key)
    reader.expect_feedback_for(item, right_texts(item))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["text"] == "Hint"
    page.keyboard.press("Enter")
    expect(reader.form(item).get_by_text(item["hint"])).to_be_visible()


def test_the_answer_can_be_shown_after_a_wrong_try_only(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "single")
    reader = Reader(page)
    summary = reader.form(item).get_by_text("Show the answer")
    expect(summary).to_be_hidden()
    reader.answer(item, wrong_texts(item)[:1])
    expect(summary).to_be_visible()
    summary.press("Enter")
    expect(reader.form(item).get_by_text(item["explanation"])).to_be_visible()
    reader.answer(item, right_texts(item))
    expect(summary).to_be_hidden()


def test_every_question_has_a_legend_and_named_native_inputs(page_at, questions):
    page = page_at(CHAPTER).page
    reader = Reader(page)
    assert reader.quiz.locator("form").count() == len(questions)
    for item in questions.values():
        group = page.get_by_role("group", name=item["stem"]) if "'" not in item["stem"] else reader.form(item)
        role = "radio" if item["kind"] == "single" else "checkbox"
        assert group.get_by_role(role).count() == len(item["options"]), item["id"]
        for option in item["options"]:
            assert group.get_by_role(role, name=option["text"]).count() == 1, (item["id"], option["text"])
