"""The line at the top of a result: words for a patient, no minus sign, and no pool where two trials disagree."""

from types import SimpleNamespace

import pytest
import words_cases

from widgets.stats.headline import headline
from widgets.stats.words import Context


def said(numbers, each=(), **more):
    low, middle, high, k, measure = numbers
    pooled = SimpleNamespace(ci_low=low, estimate=middle, ci_high=high, k=k, measure=measure)
    return headline(pooled, Context(**(words_cases.BASE | more)), each)


@pytest.mark.parametrize(
    ("numbers", "more", "words"),
    [
        ((-17, -8, 1, 3, "MD"), {}, "Three trials: 8 points less pain with acupuncture (from 17 less to 1 more)"),
        ((-17, -10, -3, 1, "MD"), {}, "One trial: 10 points less pain with acupuncture (from 17 to 3 less)"),
        ((-3, 1, 5, 1, "MD"), {}, "One trial: 1 point more pain with acupuncture (from 3 less to 5 more)"),
        ((-3, 0.2, 5, 1, "MD"), {}, "One trial: no difference in pain with acupuncture (from 3 less to 5 more)"),
        (
            (-9, -4, 1, 2, "MD"),
            {"outcome": "loss of quality of life"},
            "Two trials: 4 points better quality of life with acupuncture (from 9 better to 1 worse)",
        ),
        (
            (-0.03, 0.12, 0.2, 2, "RD"),
            {"outcome": "a response to treatment"},
            "Two trials: 12 more of 100 had a response to treatment with acupuncture (from 3 fewer to 20 more)",
        ),
        ((-0.5, -0.3, -0.1, 6, "SMD"), {}, "Six trials: −0.30 SD (−0.50 to −0.10)"),
        ((-0.7, -0.3, 0.1, 6, "RR"), {}, "Six trials: 0.74 times the risk (0.50 to 1.11)"),
    ],
)
def test_a_headline_in_words(numbers, more, words):
    assert said(numbers, **more) == words


def test_few_trials_wider_than_the_scale_are_not_added_up():
    wide = (-156, -17, 121, 2, "MD")
    assert said(wide, [-28.2, -6.1]) == "Two trials: 6 and 28 points less pain. They disagree; too few to add up."
    assert said(wide, [-28.2, 6.1]).startswith("Two trials: 6 points more pain and 28 points less pain. They")
    share = said((-2, 0.1, 2.2, 2, "RD"), [-0.1, 0.3], outcome="a response to treatment")
    assert share.startswith("Two trials: 30 more and 10 fewer of 100 had a response to treatment. They disagree")
    assert "(from 156 less to 121 more)" in said((-156, -17, 121, 5, "MD"), [0] * 5)
