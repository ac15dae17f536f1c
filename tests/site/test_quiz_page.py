"""The quiz on the built chapter, by mouse and by keyboard alone; right answers come from data/, not from widgets."""

from __future__ import annotations

import pytest
from browse import CHAPTER, WAYS
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, partial_answer, right_answer, right_texts, words, wrong_answer, wrong_texts

KINDS = ["single", "multiple", "numeric", "matching", "ordering", "case"]
FOCUS = """() => {
  const one = document.activeElement;
  return {
    type: one.type ?? "",
    item: one.closest("form[data-item]")?.dataset.item ?? "",
    text: one.closest("label, button, summary")?.innerText ?? "",
    role: one.getAttribute("role") ?? "",
    name: one.getAttribute("aria-label") ?? "",
  };
}"""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_wrong_partial_and_right_by_mouse(page_at, questions, way, kind):
    visit = page_at(CHAPTER, base=way)
    reader, item = Reader(visit.page), of_kind(questions, kind)
    reader.expect_score(0, len(questions))
    reader.answer(item, wrong_answer(item))
    assert reader.result(item) == 0
    reader.expect_score(0, len(questions))
    if partial := partial_answer(item):
        reader.answer(item, partial[0])
        assert reader.result(item) == pytest.approx(partial[1])
        reader.expect_score(0, len(questions), points=partial[1])
        expect(reader.quiz.locator("[data-field=score]")).to_contain_text("with part marks")
    reader.answer(item, right_answer(item))
    assert reader.result(item) == 1
    reader.expect_score(1, len(questions))
    place = reader.case(item).locator(".lesson") if kind == "case" else reader.status(item)
    expect(place).to_contain_text(words(item["explanation"]))
    expect(place).to_contain_text("Source:")
    assert not visit.faults()


def test_each_option_tells_why(page_at, questions):
    reader = Reader(page_at(CHAPTER).page)
    single, multiple = of_kind(questions, "single"), of_kind(questions, "multiple")
    for wrong in wrong_texts(single):
        reader.answer(single, [wrong])
        reader.expect_feedback_for(single, [wrong])
    right, wrong = right_texts(multiple), wrong_texts(multiple)
    for texts in ([wrong[0]], right[:1], [*right[:1], wrong[0]], [*right, wrong[0]], right + wrong, right):
        reader.answer(multiple, texts)
        reader.expect_feedback_for(multiple, texts)


def test_each_kind_of_number_is_told_apart(page_at, questions):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, "numeric")
    for typed, told in (("14,3", "right"), ("14 %", "right"), ("1", "low"), ("86", "high"), ("a lot", "unreadable")):
        reader.answer(item, typed)
        for kind, line in item["feedback"].items():
            check = expect(reader.status(item))
            (check.to_contain_text if kind == told else check.not_to_contain_text)(words(line))
    reader.answer(item, "-5")
    expect(reader.status(item)).to_contain_text("The answer lies between 0 and 100.")


def test_each_pair_and_each_step_is_told(page_at, questions):
    reader = Reader(page_at(CHAPTER).page)
    item = of_kind(questions, "matching")
    reader.answer(item, partial_answer(item)[0] | {item["left"][0]["text"]: item["right"][-1]["text"]})
    status = reader.status(item)
    expect(status).to_contain_text(words(item["pairs"][0]["if_wrong"]))
    expect(status).not_to_contain_text(words(item["pairs"][0]["feedback"]))
    expect(status).to_contain_text(words(item["pairs"][1]["feedback"]))
    expect(status).not_to_contain_text(words(item["pairs"][-1]["if_wrong"]))
    item = of_kind(questions, "ordering")
    reader.answer(item, wrong_answer(item))
    for step in item["steps"]:
        expect(reader.status(item)).to_contain_text(words(step["feedback"]))
    verdicts = [text[:1] for text in reader.form(item).locator("li .verdict").all_inner_texts()]
    assert verdicts == [*"✗" * (len(item["steps"]) - 1), ""]  # the first step, here the last, follows none


def test_the_words_tell_wrong_from_partly_right(page_at, questions):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, "multiple")
    right, wrong = right_texts(item), wrong_texts(item)
    verdicts = []
    for texts in ([wrong[0]], right[:1], [*right, wrong[0]], right):
        reader.answer(item, texts)
        verdicts.append(reader.status(item).locator("[data-field=result]").inner_text().split(" Try ")[0])
    assert len(set(verdicts)) == 4, verdicts


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_checking_nothing_says_so_and_counts_nothing(page_at, questions, kind):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, kind)
    reader.check(item)
    expect(reader.status(item)).to_contain_text("first")
    reader.expect_score(0, len(questions))
    assert not reader.status(item).locator("[data-field=result]").count()


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_changing_an_answer_takes_its_mark_back(page_at, questions, kind):
    reader, item = Reader(page_at(CHAPTER).page), of_kind(questions, kind)
    reader.answer(item, right_answer(item))
    reader.expect_score(1, len(questions))
    reader.put(item, wrong_answer(item))
    expect(reader.status(item)).to_be_empty()
    reader.expect_score(0, len(questions))


@pytest.mark.full
def test_every_question_right_and_every_question_wrong(page_at, questions):
    reader = Reader(page_at(CHAPTER).page)
    for number, item in enumerate(questions.values(), start=1):
        reader.answer(item, wrong_answer(item))
        assert reader.result(item) == 0
        reader.answer(item, right_answer(item))
        assert reader.result(item) == 1
        reader.expect_score(number, len(questions))


def test_a_case_shows_one_question_after_the_other(page_at, questions):
    reader, case = Reader(page_at(CHAPTER).page), of_kind(questions, "case")
    first, second, third = case["questions"]
    expect(reader.form(second)).to_be_hidden()
    reader.answer(first, wrong_answer(first))
    expect(reader.form(second)).to_be_visible()
    expect(reader.form(third)).to_be_hidden()
    expect(reader.case(case).locator(".lesson")).to_be_hidden()
    reader.put(first, right_answer(first))  # a second thought does not take away what was shown
    expect(reader.form(second)).to_be_visible()
    reader.check(first)
    reader.answer(second, right_answer(second))
    reader.answer(third, right_answer(third))
    expect(reader.case(case).locator(".lesson")).to_contain_text(words(case["explanation"]))
    reader.expect_score(1, len(questions))


def test_try_again_counts_and_leads_back(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "single")
    reader = Reader(page)
    reader.answer(item, wrong_answer(item))
    reader.form(item).get_by_role("button", name="Try again").click()
    assert page.evaluate(FOCUS)["type"] == "radio"
    expect(reader.status(item)).to_be_empty()
    reader.answer(item, wrong_texts(item)[1:2])
    expect(reader.status(item)).to_contain_text("Try 2.")
    kept = page.evaluate("() => JSON.parse(localStorage.getItem('point-by-point')).widgets['quiz:patterns'].answers")
    assert kept[item["id"]]["tries"] == 2
    assert 0 <= kept[item["id"]]["seconds"] < 60


def walk_to(page, key: str, arrived, limit: int = 600) -> dict:
    """Press `key` until the focus is where `arrived` says, as a reader without a mouse does."""
    for _ in range(limit):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if arrived(focus):
            return focus
    raise AssertionError(f"{limit} times {key} did not get there; the focus is on {page.evaluate(FOCUS)}")


def into(page, item) -> dict:
    """Come to the first control of this question with the Tab key; start near it, as a link to the quiz would."""
    page.locator("[data-widget=quiz] h3").evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    return walk_to(page, "Tab", lambda focus: focus["item"] == item["id"])


def test_a_single_choice_by_keyboard_alone(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "single")
    reader = Reader(page)
    assert into(page, item)["type"] == "radio"
    page.keyboard.press("Space")
    shown = reader.form(item).locator("label > span:nth-child(2)").all_inner_texts()
    assert sorted(shown) == sorted(words(option["text"]) for option in item["options"])
    for text in [*shown[1:], shown[0]]:  # once round the group
        page.keyboard.press("ArrowDown")
        assert text in page.evaluate(FOCUS)["text"]
        expect(reader.input(item, text)).to_be_checked()
        expect(reader.status(item)).to_be_empty()  # arrows choose; they never check
    page.keyboard.press("ArrowUp")
    walk_to(page, "ArrowDown", lambda focus: words(right_texts(item)[0]) in focus["text"], limit=len(shown) + 1)
    page.keyboard.press("Enter")
    reader.expect_feedback_for(item, right_texts(item))
    assert page.evaluate(FOCUS)["role"] == "status", "the focus goes where the feedback is"
    reader.expect_score(1, len(questions))


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_multiple_choice_by_keyboard_alone(page_at, questions, key):
    page, item = page_at(CHAPTER).page, of_kind(questions, "multiple")
    reader = Reader(page)
    assert into(page, item)["type"] == "checkbox"
    right = [words(text) for text in right_texts(item)]
    for _ in item["options"]:
        if any(text in page.evaluate(FOCUS)["text"] for text in right):
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    expect(reader.status(item)).to_be_empty()
    assert page.evaluate(FOCUS)["text"].startswith("Check")
    page.keyboard.press(key)
    reader.expect_feedback_for(item, right_texts(item))
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS)["text"].startswith("Hint")
    page.keyboard.press("Enter")
    expect(reader.form(item).get_by_text(words(item["hint"]))).to_be_visible()


def test_a_number_by_keyboard_alone(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "numeric")
    assert into(page, item)["type"] == "text"
    page.keyboard.type("14.3")
    page.keyboard.press("Enter")
    assert Reader(page).result(item) == 1
    assert page.evaluate(FOCUS)["role"] == "status"


def test_a_matching_by_keyboard_alone(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "matching")
    reader = Reader(page)
    into(page, item)
    for text in right_answer(item).values():
        assert page.evaluate(FOCUS)["type"] == "select-one"
        page.keyboard.type(words(text)[:12])
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert reader.result(item) == 1
    assert page.evaluate(FOCUS)["role"] == "status"


def test_an_ordering_by_keyboard_alone(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "ordering")
    reader = Reader(page)
    into(page, item)
    for place, step in enumerate(map(words, right_answer(item))):
        if reader.shown(item).index(step) == place:
            continue
        reader.form(item).get_by_role("button", name=f"Up: {step}", exact=True).focus()
        while reader.shown(item).index(step) > place:
            page.keyboard.press("Enter")
            assert page.evaluate(FOCUS)["name"] == f"Up: {step}", "the focus stays on the step that moves"
            now = f"{step}: now {reader.shown(item).index(step) + 1} of {len(item['steps'])}"
            expect(reader.form(item).locator("[role=status].hidden")).to_have_text(now)
    expect(reader.status(item)).to_be_empty()
    walk_to(page, "Tab", lambda focus: focus["text"].startswith("Check"), limit=20)
    page.keyboard.press("Enter")
    assert reader.result(item) == 1


def test_the_answer_can_be_shown_after_a_wrong_try_only(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "single")
    reader = Reader(page)
    summary = reader.form(item).get_by_text("Show the answer")
    expect(summary).to_be_hidden()
    reader.answer(item, wrong_texts(item)[:1])
    expect(summary).to_be_visible()
    summary.press("Enter")
    expect(reader.form(item).get_by_text(words(item["explanation"]))).to_be_visible()
    reader.answer(item, right_texts(item))
    expect(summary).to_be_hidden()
