"""Marking and saved answers in Python, on the cases that tests/widgets/marking_test.js runs in JavaScript."""

import json
from pathlib import Path

import pytest

from widgets._shared.marking import answered, clean_answer, judge_number, mark, read_answer

CASES = json.loads((Path(__file__).parent / "marking_cases.json").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_case(case):
    item = CASES["items"][case["item"]]
    result = mark(item, case["answer"])
    assert clean_answer(item, case["answer"]) == case["clean"]
    assert result.score == pytest.approx(case["score"], abs=1e-12)
    assert 0 <= result.score <= 1
    assert result.correct is (case["score"] == 1)
    assert (result.right, result.wrong, result.missed) == (case["right"], case["wrong"], case["missed"])
    assert answered(item, case["answer"]) is (case["clean"] not in ("", [], {}))
    if "verdict" in case:
        assert judge_number(item, case["answer"]) == case["verdict"]


@pytest.mark.parametrize("case", CASES["saved"], ids=lambda case: case["name"])
def test_saved(case):
    parts = [part | {"version": "v1"} for part in CASES["items"]["case"]["questions"]]
    item = CASES["items"][case["item"]] | {"version": "v1", "questions": parts}
    assert read_answer(item, case["saved"]) == case["read"]


def test_what_json_cannot_say_is_no_answer():
    item = CASES["items"]["numeric"]
    for value in (float("nan"), float("inf"), 10**400, object(), {1: 2}, b"12.5"):
        assert mark(item, value).score == 0
        assert not mark(CASES["items"]["matching"], value).right
        assert not mark(CASES["items"]["ordering"], value).right
    single = CASES["items"]["single"] | {"version": "v1"}
    assert read_answer(single, {"version": "v1", "tries": float("nan")})["tries"] == 0


def test_there_are_enough_cases():
    names = [case["name"] for case in CASES["cases"]]
    assert len(names) >= 40 and len(set(names)) == len(names)
    assert {case["item"] for case in CASES["cases"]} == set(CASES["items"])
