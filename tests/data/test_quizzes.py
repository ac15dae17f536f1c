"""Every quiz of the course: enough items, several kinds, and right answers that their length does not give away."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from quiz_answers import right

from widgets import Quiz

QUIZZES = sorted((Path(__file__).parents[2] / "data/quiz").glob("*.yaml"))
each = pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)


def items_of(path: Path) -> list[dict]:
    return yaml.safe_load(path.read_text(encoding="utf8"))["items"]


@each
def test_there_are_enough_questions_of_several_kinds(path):
    items = items_of(path)
    assert len(items) >= 8
    assert len({item["kind"] for item in items}) >= 4


@each
def test_right_answers_are_marked_right_and_none_is_worth_nothing(path):
    quiz = Quiz(path.stem)
    assert quiz.score == 0
    quiz.answers = {item["id"]: {"answer": right(item)} for item in items_of(path)}
    assert quiz.score == pytest.approx(1)
    assert quiz.responses["correct"].all()


@each
def test_length_does_not_give_the_answer_away(path):
    """Someone who always takes the longest option is right in less than half of the choices."""
    choices, longest = 0, 0
    for item in items_of(path):
        for part in item.get("questions", [item]):
            if part["kind"] in ("single", "multiple"):
                choices += 1
                longest += max(part["options"], key=lambda option: len(option["text"]))["correct"]
    assert longest <= choices / 2, f"{longest} of {choices}"
