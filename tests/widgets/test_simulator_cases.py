"""The trial simulator in Python, on the cases that tests/widgets/simulator_test.js runs in JavaScript."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from make_simulator_cases import PLACE, many_case, plain, trial_case

from widgets._shared.stream import philox, share, standard_normal
from widgets.trial_simulator import layout, words
from widgets.trial_simulator.settings import BY_NAME, limits

CASES = json.loads(PLACE.read_text(encoding="utf8"))


def same(found, wanted, where="") -> None:
    """Equal, numbers to 1e-12."""
    if isinstance(wanted, bool) or not isinstance(wanted, (int, float, dict, list)):
        assert found == wanted, where
    elif isinstance(wanted, (int, float)):
        assert math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-12), (where, found, wanted)
    else:
        assert len(found) == len(wanted), where
        for name in wanted if isinstance(wanted, dict) else range(len(wanted)):
            same(found[name], wanted[name], f"{where}.{name}")


@pytest.mark.parametrize(("counter", "key", "answer"), CASES["philox"])
def test_philox_gives_the_known_answers(counter, key, answer):
    assert [f"{int(word):x}" for word in philox(tuple(counter), tuple(key))] == answer


def test_philox_takes_arrays():
    numbers = np.arange(5)
    together = philox((numbers, 2, 3, 0), (7, 0))
    for number in numbers:
        alone = philox((number, 2, 3, 0), (7, 0))
        assert [int(word[number]) for word in together] == [int(word) for word in alone]
    assert 0 < share(np.uint64(0)) < share(np.uint64(0xFFFFFFFF)) < 1


@pytest.mark.parametrize(("p", "value"), CASES["standard_normal"])
def test_normal_values_are_those_of_mpmath(p, value):
    assert math.isclose(standard_normal(p), value, rel_tol=1e-12, abs_tol=1e-15)


@pytest.mark.parametrize("name", CASES["trials"])
def test_a_trial(name):
    wanted = CASES["trials"][name]
    same(plain(trial_case(wanted["settings"])), wanted, name)


@pytest.mark.parametrize("name", CASES["many"])
def test_many_trials(name):
    wanted = CASES["many"][name]
    same(plain(many_case(wanted["settings"], wanted["trials"])), wanted, name)


def test_words_axes_and_limits():
    for value, text in CASES["fixed"]:
        assert words.fixed(math.nan if value is None else value) == text
    for value, text in CASES["shares"]:
        assert words.share_words(value) == text
    for value, text in CASES["ps"]:
        assert words.p_words(math.nan if value is None else value) == text
    for low, high, wanted in CASES["axes"]:
        same(layout.axis(low, high), wanted)
    for name, worst, wanted in CASES["limits"]:
        same(list(limits(BY_NAME[name], worst)), wanted, name)
