"""Orders of options by seed in Python, on the cases that tests/widgets/shuffle_test.js runs in JavaScript."""

import json
from collections import Counter
from pathlib import Path

import pytest

from widgets._shared.shuffle import mixed_up, shuffled

CASES = json.loads((Path(__file__).parent / "shuffle_cases.json").read_text(encoding="utf8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['key']} {case['seed']} {len(case['ids'])}")
def test_case(case):
    given = case["ids"], case["seed"], case["key"]
    assert shuffled(*given) == case["shuffled"]
    assert mixed_up(*given) == case["mixed_up"]
    assert sorted(case["shuffled"]) == sorted(case["ids"])


def test_every_place_comes_up_about_as_often():
    first = Counter(shuffled(list("abcd"), seed, "key")[0] for seed in range(4000))
    assert all(850 < count < 1150 for count in first.values()), first


def test_steps_are_never_shown_in_their_order():
    assert all(mixed_up(list("abc"), seed, "key") != list("abc") for seed in range(300))
