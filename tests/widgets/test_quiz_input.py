"""What Python may hand to a quiz: numbers of any make, one or several, and what is refused in words."""

import copy
import json

import numpy as np
import pytest
import traitlets
from test_quiz import own_item

from widgets import Quiz, data

NUMBER, SINGLE, CASE, MATCHING = "points-in-common", "kappa-zero", "case-desk", "what-it-feels-like"


@pytest.fixture
def quiz():
    return Quiz("patterns")


def first_of(quiz, kind):
    return next(item["id"] for item in quiz.items if item["kind"] == kind)


@pytest.mark.parametrize(
    "number", [14.3, np.float64(14.3), np.float32(14.3), np.int64(14)], ids=lambda n: type(n).__name__
)
def test_a_number_of_any_make_is_marked_and_saved(quiz, tmp_path, number):
    quiz.answers = {NUMBER: {"answer": number, "tries": np.int64(2), "seconds": np.float32(1.5)}}
    row = quiz.responses.set_index("item").loc[NUMBER]
    assert row["correct"] and row["checked"] and quiz.score > 0
    assert (row["tries"], row["seconds"]) == (2, 1.5)
    assert type(quiz.answers[NUMBER]["answer"]) in (int, float)
    assert quiz.answers[NUMBER]["checked"] is True
    quiz.save(tmp_path / "answers.json")
    assert Quiz.load(tmp_path / "answers.json").answers == quiz.answers


@pytest.mark.parametrize("number", [True, np.True_, 1e16, 10**400, float("nan"), np.float64("inf")])
def test_what_is_no_number_does_not_count(quiz, number):
    try:
        quiz.answers = {NUMBER: {"answer": number}}
    except traitlets.TraitError as error:
        assert "a number, or the text that was typed" in str(error)
    assert quiz.score == 0


@pytest.mark.parametrize(
    ("kind", "answer", "allowed"),
    [
        ("single", "d", r"found 'd'; allowed is a list of option ids, such as \['a'\]"),
        ("multiple", {"a": True}, "allowed is a list of option ids"),
        ("numeric", ["14"], "allowed is a number, or the text that was typed"),
        ("matching", [["a", "b"]], "allowed is a dict of the right ids by their left ids"),
        ("ordering", "abc", "allowed is a list of step ids in order"),
        ("case", ["c"], "allowed is a dict by question, each with its 'answer'"),
        ("case", {"pattern": ["c"]}, r"\['pattern'\] must be a dict with 'answer', found \['c'\]"),
        ("case", {"pattern": {"answer": "c"}}, r"\['pattern'\]: found 'c'; allowed is a list of option ids"),
        ("single", None, "found None; allowed is a list"),
    ],
)
def test_an_answer_of_the_wrong_form_is_refused(quiz, kind, answer, allowed):
    name = first_of(quiz, kind)
    with pytest.raises(traitlets.TraitError, match=allowed) as caught:
        quiz.answers = {name: {"answer": answer}}
    assert f"answers[{name!r}]" in str(caught.value)
    assert quiz.answers == {}


@pytest.mark.parametrize(
    "several",
    [range(1, 3), (1, 2), {1, 2}, iter([1, 2]), np.array([1, 2]), [1.0, np.int64(2)]],
    ids=lambda values: type(values).__name__,
)
def test_several_difficulties_may_come_in_any_form_and_are_saved(tmp_path, several):
    quiz = Quiz("patterns", difficulty=several)
    quiz.save(tmp_path / "part.json")
    kept = json.loads((tmp_path / "part.json").read_text("utf8"))["quiz"]
    assert kept["difficulty"] == [1, 2]
    assert [item["id"] for item in Quiz.load(tmp_path / "part.json").items] == [item["id"] for item in quiz.items]


@pytest.mark.parametrize("one", [1, 1.0, np.int64(1)])
def test_one_difficulty_may_be_a_number_of_any_make(one):
    assert {item["difficulty"] for item in Quiz("patterns", difficulty=one).items} == {1}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Quiz("patterns", difficulty="2"), r"difficulty: found '2', a str; allowed: 1, 2, 3\."),
        (lambda: Quiz("patterns", difficulty=True), "No difficulty called True. Allowed: 1, 2, 3"),
        (lambda: Quiz("patterns", difficulty=1.5), "No difficulty called 1.5. Allowed: 1, 2, 3"),
        (lambda: Quiz("patterns", difficulty=float("nan")), "No difficulty called nan"),
        (lambda: Quiz("patterns", difficulty=object), "difficulty: found <class 'object'>; allowed is one, or a list"),
        (lambda: Quiz("patterns", objective=5), "No objective called 5"),
        (lambda: Quiz(items=5), "field items: found 5; type allows 'array'"),
        (lambda: Quiz(items=own_item()), "field items: found {.*; type allows 'array'"),
        (lambda: Quiz(items=[own_item()], objectives="abc"), "field objectives: found 'abc'; type allows 'object'"),
        (lambda: Quiz(items=[own_item(stem="a\ud800b")]), r"item own-one, field stem: found 'a\\ud800b'; .* whole"),
        (
            lambda: Quiz(items=[own_item(options=[*own_item()["options"][:2], {**own_item()["options"][2],
                                                  "feedback": "a\ud800b"}])]),
            r"item own-one, field options.2.feedback: found 'a\\ud800b'",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_refused_in_words(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_quiz_keeps_its_own_copy_of_your_items(tmp_path):
    items, objectives = [own_item(objective="one")], {"one": "To choose b"}
    before = copy.deepcopy(items)
    quiz = Quiz(items=items, objectives=objectives)
    items[0]["stem"], objectives["two"] = "Changed since?", "Another"
    items[0]["options"].pop()
    quiz.answers = {"own-one": {"answer": ["b"]}}
    quiz.save(tmp_path / "own.json")
    kept = json.loads((tmp_path / "own.json").read_text("utf8"))["quiz"]
    assert (kept["items"], kept["objectives"]) == (before, {"one": "To choose b"})
    assert Quiz.load(tmp_path / "own.json").score == 1


@pytest.mark.parametrize("items", [[], [{"id": "x", "kind": "essay"}]])
def test_the_items_of_a_quiz_cannot_be_set(quiz, items):
    before = quiz.items
    with pytest.raises(traitlets.TraitError, match="items: read-only after creation; make a new quiz"):
        quiz.items = items
    assert quiz.items == before


def keys(*quizzes: Quiz) -> set[str]:
    return {quiz._persist["key"] for quiz in quizzes}


def test_own_quizzes_with_the_same_ids_keep_their_answers_apart():
    one, two = Quiz(items=[own_item()]), Quiz(items=[own_item(stem="Which one, then?")])
    assert len(keys(one, two)) == 2
    assert keys(one) == keys(Quiz(items=[own_item()], title="Another title"))


def test_a_part_of_a_chapter_keeps_its_answers_when_an_item_is_added(monkeypatch):
    def parts():
        return [Quiz("patterns", difficulty=1), Quiz("patterns", objective=["safety", "agree"]),
                Quiz("patterns", difficulty=[1, 2], objective="safety", mode="test")]  # fmt: skip

    before = [quiz._persist["key"] for quiz in parts()]
    assert len({*before, *keys(Quiz("patterns"))}) == 4
    assert keys(Quiz("patterns", objective=("agree", "safety"))) == {before[1]}, "the order of asking is nothing"
    source = data.read_quiz("patterns")
    more = [
        {**source["items"][0], "id": f"new-{level}", "difficulty": level, "objective": "safety"} for level in (1, 2)
    ]
    monkeypatch.setattr(data, "read_quiz", lambda _: {**source, "items": source["items"] + more})
    assert "new-1" in [item["id"] for item in parts()[0].items]
    assert [quiz._persist["key"] for quiz in parts()] == before
