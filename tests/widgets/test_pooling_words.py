"""A pooled result in words: whole texts, direction, yardstick, measures, and words that are never there."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from widgets.stats import pool

properties = settings(deadline=None, derandomize=True, max_examples=60)
QUESTION = {
    "outcome": "pain", "comparator": "sham acupuncture", "people": "adults with back pain", "when": "at 4 weeks",
}  # fmt: skip


def test_five_trials_in_words():
    text = pool([-12, -9, -11, -8, -13], [9, 16, 12, 20, 25]).summary(
        **QUESTION, smallest_important=10, missing_trials=3, missing_people=1939, largest_missing="Haake 2007",
        review_says="No clinically important difference was found.",
    )  # fmt: skip
    assert text == (
        "Five trials compared acupuncture with sham acupuncture in adults with back pain. "
        "Measured at 4 weeks, the average difference in pain was −11 points on a 0–100 scale. "
        "So in these trials pain was lower with acupuncture. The 95 % interval goes from −13 to −8. "
        "Lower is better here: values below 0 favour acupuncture. The whole interval favours acupuncture. "
        "The smallest important difference is 10 points on a 0–100 scale. "
        "The interval has benefits of that size in it, and smaller values too. "
        "In one more trial of this kind, the true value may lie anywhere from −13 to −8 (95 % prediction interval). "
        "Three known trials on this comparison with 1,939 people are missing here. The largest is Haake 2007. "
        "The latest systematic review says: No clinically important difference was found."
    )


def test_few_trials_in_words():
    one = pool([-4.2], [9.0]).summary(**QUESTION)
    assert "One trial compared" in one and "no pooled result" in one and "average" not in one
    assert "No agreed value says how large a difference must be to matter." in one
    assert "How many known trials are missing here was not counted." in one
    for k in (2, 3, 4):
        text = pool([-4, -6, -2, 1][:k], [9, 8, 7, 6][:k]).summary(**QUESTION)
        assert "too few to trust a pooled number" in text and "prediction" not in text
    assert "too few" not in pool([-4, -6, -2, 1, 3], [9, 8, 7, 6, 5]).summary(**QUESTION)


@pytest.mark.parametrize(
    ("low", "lower_is_better", "says"),
    [
        (-20, True, "The whole interval favours acupuncture."),
        (20, True, "The whole interval favours sham acupuncture."),
        (
            20,
            False,
            "Higher is better here: values above 0 favour acupuncture. The whole interval favours acupuncture.",
        ),
        (0, True, "The interval includes no difference"),
    ],
)
def test_direction_in_words(low, lower_is_better, says):
    fit = pool([low - 1, low, low + 1], [4, 4, 4], test="wald")
    assert says in fit.summary(**QUESTION, lower_is_better=lower_is_better)


def test_what_numbers_hide_is_said():
    """An interval that leaves the scale; one whose printed end is no difference, though it is beside it."""
    wide = pool([-4, -60], [9, 9])
    assert wide.ci_high > 100 and "to 324, further than is possible. Lower" in wide.summary(**QUESTION)
    assert "further" not in wide.summary(**QUESTION, unit="points on a 0–500 scale")
    assert "further than is possible" in pool([-0.1, 0.3], [0.01, 0.01], measure="RD").summary(**QUESTION)
    just = pool([-10], [(9.8 / 1.96) ** 2]).summary(**QUESTION)
    assert "from −20 to 0. " in just and "The whole interval favours acupuncture, if only just." in just
    same = pool([-0.3], [0.01]).summary(**QUESTION)
    assert "So in this trial pain was about the same in both groups." in same
    one = pool([-4], [9]).summary(**QUESTION, missing_trials=1, missing_people=60, largest_missing="A 1989 (60 people)")
    assert "One known trial on this comparison is missing here: A 1989 (60 people)." in one


def test_the_smallest_important_difference_in_words():
    fit = pool([-20, -21, -22], [4, 4, 4], test="wald")
    assert "Every value in the interval is a benefit of that size or more." in fit.summary(
        **QUESTION, smallest_important=10
    )
    assert "No value in the interval is a benefit of that size." in fit.summary(**QUESTION, smallest_important=30)
    assert "No value in the interval" in fit.summary(**QUESTION, smallest_important=10, lower_is_better=False)


def test_measures_in_words():
    yi, vi = [-0.3, -0.2, -0.35, -0.1, -0.25], [0.02, 0.03, 0.02, 0.04, 0.05]
    smd = pool(yi, vi, measure="SMD").summary(**QUESTION)
    assert (
        "the average standardised difference in pain was −0.26 standard deviations. "
        "So in these trials pain was lower with acupuncture. The 95 % interval goes from −0.38 to −0.15." in smd
    )
    ratio = pool(yi, vi, measure="RR").summary(**{**QUESTION, "outcome": "headache"}, smallest_important=0.8)
    assert "risk ratio for headache was 0.77" in ratio and "values below 1 favour acupuncture" in ratio
    share = pool(yi, vi, measure="RD", level=0.9).summary(**QUESTION)
    assert (
        "−26 per 100 people. So in these trials pain happened less often" in share
        and "The 90 % interval goes from" in share
    )
    assert "points of RMDQ" in pool([-1.26], [1], measure="MD").summary(**QUESTION, unit="points of RMDQ")
    assert "−1.3 points of RMDQ" in pool([-1.26], [1]).summary(**QUESTION, unit="points of RMDQ")


@pytest.mark.parametrize("bad", [{"when": " "}, {"missing_trials": -1}, {"smallest_important": 0}, {"unit": ""}])
def test_words_need_what_they_say(bad):
    with pytest.raises(ValueError, match=f"summary: {next(iter(bad))} is"):
        pool([1], [1]).summary(**{**QUESTION, **bad})
    with pytest.raises(ValueError, match="missing_trials is 0"):
        pool([1], [1]).summary(**QUESTION, missing_trials=0, missing_people=5)


@properties
@given(
    st.lists(st.tuples(st.floats(-100, 100), st.floats(1e-3, 1e4)), min_size=1, max_size=8),
    st.sampled_from(["MD", "SMD", "RD", "RR", "OR"]),
    st.none() | st.floats(0.01, 90),
    st.none() | st.integers(1, 20),
    st.booleans(),
)
def test_words_make_no_promise_and_hold_no_nan(trials, measure, important, missing, lower):
    assume(measure not in ("RR", "OR") or all(abs(one) < 5 for one, _ in trials))
    fit = pool(*zip(*trials, strict=True), measure=measure)
    text = fit.summary(**QUESTION, smallest_important=important, missing_trials=missing, lower_is_better=lower)
    assert not re.search(r"nan|inf\b|None|proven|works|cure|-\d|−0 |−0\.00 ", text), text
    assert "  " not in text and text.endswith(".") and ".." not in text
    assert "favour acupuncture" in text and "sham acupuncture" in text
