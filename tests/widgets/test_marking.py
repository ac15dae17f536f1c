"""Marking in Python, on the cases that tests/widgets/marking_test.js runs in JavaScript."""

import json
from pathlib import Path

import pytest

from widgets._shared.marking import clean_choice, mark

CASES = json.loads((Path(__file__).parent / "marking_cases.json").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_case(case):
    item = CASES["items"][case["item"]]
    result = mark(item, case["chosen"])
    assert clean_choice(item, case["chosen"]) == case["clean"]
    assert result.correct is case["correct"]
    assert result.score == (1 if case["correct"] else 0)
    assert (result.chosen_right, result.chosen_wrong, result.missed) == (case["right"], case["wrong"], case["missed"])
