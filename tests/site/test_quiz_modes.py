"""The quiz as a test, its orders, its size, and what it tells assistive technology, on pages of our own."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace

import own_quiz
import pytest
from browse import LOOKS
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, partial_answer, right_answer, words, wrong_answer
from test_accessibility import report, violations

from widgets import Quiz

KINDS = ["single", "multiple", "numeric", "matching", "ordering", "case"]


@pytest.fixture(scope="session")
def chosen(questions) -> list[dict]:
    """One question of each kind."""
    return [of_kind(questions, kind) for kind in KINDS]


@pytest.fixture
def as_test(visit_with, chosen):
    """A visit to these six as a test: the page and a reader of it."""
    visit = visit_with()
    page = own_quiz.open_own(visit, Quiz(items=chosen, mode="test", title="All kinds"))
    yield page, Reader(page)
    assert not visit.faults()


def fill(reader: Reader, item: dict, response) -> None:
    """Answer in a test: a case goes on question by question."""
    if item["kind"] != "case":
        reader.put(item, response)
        return
    for part, own in zip(item["questions"], response, strict=True):
        reader.put(part, own)
        if part is not item["questions"][-1]:
            reader.form(part).get_by_role("button", name="Go on").click()


def finish(reader: Reader) -> None:
    reader.quiz.get_by_role("button", name="Finish").click()


def test_a_test_tells_nothing_before_its_end(as_test, chosen):
    _, reader = as_test
    expect(reader.quiz.get_by_role("button", name="Check")).to_have_count(0)
    expect(reader.quiz.get_by_text("Hint")).to_have_count(0)
    for number, item in enumerate(chosen, start=1):
        fill(reader, item, right_answer(item))
        expect(reader.quiz.locator("[data-field=score]")).to_have_text(f"{number} of 6 answered")
    expect(reader.quiz.locator("[data-field=result]")).to_have_count(0)
    assert float(reader.quiz.locator("[data-field=score]").get_attribute("data-value")) == 0
    finish(reader)
    reader.expect_score(6, 6)
    for item in chosen:
        assert reader.result(item) == 1


def test_a_test_gives_part_marks_and_a_summary_by_goal(as_test, chosen):
    page, reader = as_test
    points = 0
    for item in chosen:
        response, worth = partial_answer(item) or (wrong_answer(item), 0)
        points += worth
        fill(reader, item, response)
    finish(reader)
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "Your results"
    total = reader.quiz.locator("[data-field=total]")
    assert float(total.get_attribute("data-value")) == pytest.approx(points / 6)
    goals = list(dict.fromkeys(item["objective"] for item in chosen))
    rows = reader.quiz.locator("[data-field=objective]")
    assert [row.split("\t")[0] for row in rows.all_inner_texts()] == goals
    shares = [float(row.get_attribute("data-value")) for row in rows.all()]
    counts = [sum(item["objective"] == goal for item in chosen) for goal in goals]
    assert sum(share * count for share, count in zip(shares, counts, strict=True)) == pytest.approx(points)
    for item in chosen[:-1]:
        expect(reader.status(item)).to_contain_text(words(item["explanation"]))
        expect(reader.form(item).locator("fieldset:disabled")).to_have_count(1)


def test_an_unfinished_test_asks_once_and_an_open_question_has_no_answer(as_test, chosen):
    page, reader = as_test
    reader.put(chosen[0], right_answer(chosen[0]))
    finish(reader)
    expect(reader.quiz.get_by_role("button", name="5 questions have no full answer.")).to_be_visible()
    expect(reader.quiz.locator("[data-field=result]")).to_have_count(0)
    reader.quiz.get_by_role("button", name="Press again to finish").click()
    reader.expect_score(1, 6)
    expect(reader.status(chosen[1])).to_contain_text("No answer.")
    page.reload()
    reader.expect_score(1, 6)
    expect(reader.form(chosen[0]).locator("fieldset:disabled")).to_have_count(1)
    reader.quiz.get_by_role("button", name="Start again").click()
    reader.quiz.get_by_role("button", name="Press again to start again").click()
    expect(reader.quiz.locator("[data-field=score]")).to_have_text("0 of 6 answered")
    expect(reader.form(chosen[0]).locator("fieldset:disabled")).to_have_count(0)


def test_in_a_test_a_case_goes_on_and_not_back(as_test, chosen):
    page, reader = as_test
    first, second, third = chosen[-1]["questions"]
    expect(reader.form(second)).to_be_hidden()
    reader.put(first, wrong_answer(first))
    expect(reader.form(second)).to_be_hidden()
    reader.form(first).get_by_role("button", name="Go on").click()
    expect(reader.form(first).locator("fieldset:disabled")).to_have_count(1)
    expect(reader.status(first)).to_be_empty()
    expect(reader.form(second).get_by_role("textbox")).to_be_focused()
    page.keyboard.type(right_answer(second))
    page.keyboard.press("Enter")
    expect(reader.form(third)).to_be_visible()


def test_options_stand_in_the_order_of_the_seed(visit_with, chosen):
    quiz = Quiz(items=chosen, seed=4)
    page = own_quiz.open_own(visit_with(), quiz)
    reader = Reader(page)
    for item in chosen[:-1]:
        if item["kind"] == "numeric":
            continue
        wanted = quiz.shown_order(item["id"])
        texts = {option["id"]: option["text"] for prepared in quiz.items if prepared["id"] == item["id"]
                 for option in prepared.get("options") or prepared.get("steps") or prepared["right"]}  # fmt: skip
        place = {"matching": "select >> nth=0 >> option:not([value=''])", "ordering": "li .text"}
        shown = reader.form(item).locator(place.get(item["kind"], "label > span:nth-child(2)")).all_text_contents()
        assert shown == [words(texts[name]) for name in wanted], item["id"]


def test_each_reader_has_an_order_that_stays(visit_with, chosen):
    orders = set()
    for _ in range(6):
        visit = visit_with()
        page = own_quiz.open_own(visit, Quiz(items=chosen))
        reader = Reader(page)
        looked = page.evaluate("() => localStorage.length")
        assert looked == 0, "looking alone keeps nothing"
        reader.answer(chosen[0], wrong_answer(chosen[0]))
        read = "() => [...document.querySelectorAll('form label')].map((one) => one.innerText.split('\\n')[0]).join()"
        before = page.evaluate(read)
        page.reload()
        page.wait_for_selector("form label")
        assert page.evaluate(read) == before
        orders.add(before)
        visit.context.close()
    assert len(orders) > 1


def test_two_hundred_questions_stay_responsive(visit_with):
    visit = visit_with()
    page = own_quiz.open_own(visit, Quiz(items=own_quiz.items(200)))
    assert page.locator("[data-widget=quiz] form").count() == 200
    spent = page.evaluate("""async () => {
      const times = [];
      for (const form of [...document.querySelectorAll("form")].filter((_, place) => place % 20 === 0)) {
        const start = performance.now();
        form.querySelector("input").click();
        form.requestSubmit();
        form.getBoundingClientRect();
        times.push(performance.now() - start);
        await new Promise((next) => setTimeout(next));
      }
      return times.sort((a, b) => a - b);
    }""")
    assert len(spent) == 10
    assert spent[len(spent) // 2] < 100, f"choosing and checking took {spent} ms"
    touched = page.evaluate("""async () => {
      const changed = new Set();
      const watch = new MutationObserver((all) => all.forEach((one) => changed.add(one.target.closest("form"))));
      watch.observe(document.querySelector("[data-widget=quiz]"), { subtree: true, childList: true, attributes: true });
      document.querySelectorAll("form")[7].querySelector("input").click();
      document.querySelectorAll("form")[7].requestSubmit();
      await new Promise((next) => setTimeout(next));
      changed.delete(null);
      return changed.size;
    }""")
    assert touched == 1, "only the question that was answered is drawn anew"


def test_a_broken_quiz_leaves_the_others_alone(visit_with, chosen):
    state = own_quiz.state_of(Quiz(items=own_quiz.items(2)))
    state["items"] = [{"id": "x", "kind": "essay"}, *state["items"]]
    broken = SimpleNamespace(**state, static_html=lambda: "<p>The static form.</p>")
    visit = visit_with()
    page = own_quiz.open_own(visit, broken, Quiz(items=chosen))
    expect(page.locator(".pbp-failed")).to_have_count(1)
    reader = Reader(page)
    reader.answer(chosen[0], right_answer(chosen[0]))
    reader.expect_score(1, 6)


def tree(reader: Reader, item: dict) -> str:
    return reader.form(item).aria_snapshot()


def test_the_accessibility_tree_reads_in_order(visit_with, chosen):
    """Roles and names in the order in which a screen reader comes to them."""
    page = own_quiz.open_own(visit_with(), Quiz(items=chosen, seed=1))
    reader = Reader(page)
    single, multiple, numeric, matching, ordering, case = chosen
    roles = {"single": "radio", "multiple": "checkbox"}
    for item in (single, multiple, numeric, matching, ordering):
        snapshot = tree(reader, item)
        assert words(item["stem"]) in snapshot
        assert snapshot.index("group") < snapshot.index('button "Check question') < snapshot.index("Hint"), snapshot
    for item in (single, multiple):
        assert tree(reader, item).count(f"- {roles[item['kind']]} ") == len(item["options"])
    assert 'textbox "Your answer of 100"' in tree(reader, numeric)
    for entry in matching["left"]:
        assert f'combobox "{words(entry["text"])}"' in tree(reader, matching)
    for step in ordering["steps"]:
        assert f'button "Up: {step["text"]}"' in tree(reader, ordering)
    whole = reader.case(case).aria_snapshot()
    assert f'heading "6 {case["stem"]}" [level=4]' in whole
    assert words(case["questions"][1]["stem"]) not in whole, "what is hidden is not read either"
    reader.answer(single, right_answer(single))
    snapshot = tree(reader, single)
    assert snapshot.index("button") < snapshot.index("- status") < snapshot.index("Right.")
    assert "✓ right" in snapshot, "what is right is said in words"


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing_in_a_finished_test(visit_with, chosen, axe, theme, width):
    page = own_quiz.open_own(visit_with("root", theme, width), Quiz(items=chosen, mode="test"))
    page.evaluate("(theme) => document.documentElement.dataset.theme = theme", theme)
    page.add_style_tag(content="body { background: var(--pbp-paper); color: var(--pbp-ink); }")
    reader = Reader(page)
    found = violations(page, axe)
    for item in chosen:
        fill(reader, item, (partial_answer(item) or [wrong_answer(item)])[0])
    finish(reader)
    found += violations(page, axe)
    assert not found, report(found)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_seconds_are_counted_while_the_question_has_the_focus(visit_with, chosen):
    page = own_quiz.open_own(visit_with(), Quiz(items=chosen))
    reader, item = Reader(page), chosen[2]
    reader.form(item).get_by_role("textbox").focus()
    time.sleep(1.1)
    reader.answer(item, "12")
    kept = json.loads(page.evaluate("() => localStorage.getItem('point-by-point')"))["widgets"]
    (answers,) = [widget["answers"] for widget in kept.values()]
    assert 1 <= answers[item["id"]]["seconds"] < 30
    assert answers[item["id"]]["tries"] == 1
