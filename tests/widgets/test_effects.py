"""Effects of single trials: published examples, the data behind the reference, the zero-cell rule, and the errors."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metafor_sets import reference
from scipy import stats

from widgets.stats import (
    Effect,
    combine_arms,
    combine_events,
    correction_j,
    hedges_g,
    hedges_g_from_interval,
    log_odds_ratio,
    log_risk_ratio,
    mean_difference,
    mean_difference_from_interval,
    pool_kinds,
    risk_difference,
    split_control,
    to_0_100,
)

properties = settings(deadline=None, derandomize=True, max_examples=60)

# Length of stay after a stroke, specialist care against routine care (Normand 1999): n, mean, SD of both groups.
NORMAND = np.array([
    (155, 55, 47, 156, 75, 64), (31, 27, 7, 32, 29, 4), (75, 64, 17, 71, 119, 29), (18, 66, 20, 18, 137, 48),
    (8, 14, 8, 13, 18, 11), (57, 19, 7, 52, 18, 4), (34, 52, 45, 33, 41, 34), (110, 21, 16, 183, 31, 27),
    (60, 30, 27, 52, 23, 20),
]).T  # fmt: skip
# BCG vaccine and tuberculosis (Colditz et al. 1994): cases and all, vaccinated and not.
BCG = np.array([
    (4, 123, 11, 139), (6, 306, 29, 303), (3, 231, 11, 220), (62, 13598, 248, 12867), (33, 5069, 47, 5808),
    (180, 1541, 372, 1451), (8, 2545, 10, 629), (505, 88391, 499, 88391), (29, 7499, 45, 7277), (17, 1716, 65, 1665),
    (186, 50634, 141, 27338), (5, 2498, 3, 2341), (27, 16913, 29, 17854),
]).T  # fmt: skip


def test_example_of_borenstein_chapter_4():
    raw = mean_difference(103, 5.5, 50, 100, 4.5, 50)
    assert raw.yi == 3 and raw.vi == pytest.approx(1.0100, abs=5e-5)
    g = hedges_g(103, 5.5, 50, 100, 4.5, 50)
    assert g.yi / correction_j(98) == pytest.approx(0.5970, abs=5e-5)
    assert g.yi == pytest.approx(0.5924, abs=1e-4)
    # The book prints V_d = 0.0418 and takes V_g = J² V_d = 0.0411; metafor's formula, used here, has no J².
    assert g.vi == pytest.approx(0.0418, abs=5e-5)
    assert g.vi == pytest.approx(0.0417549235, abs=1e-10)  # metafor 3.8-1
    assert correction_j(98) ** 2 * (0.04 + 0.5970**2 / 200) == pytest.approx(0.0411, abs=5e-5)


def test_example_of_borenstein_chapter_5():
    ratio, odds = log_risk_ratio(5, 100, 10, 100), log_odds_ratio(5, 100, 10, 100)
    assert ratio == pytest.approx((-0.6931, 0.2800), abs=5e-5)
    assert odds == pytest.approx((-0.7472, 0.3216), abs=5e-5)
    assert risk_difference(5, 100, 10, 100) == pytest.approx((-0.05, 0.001375), abs=1e-12)


@pytest.mark.parametrize(("name", "compute"), [("normand1999_MD", mean_difference), ("normand1999_SMD", hedges_g)])
def test_normand_as_metafor(name, compute):
    n1, m1, s1, n2, m2, s2 = NORMAND
    effect = compute(m1, s1, n1, m2, s2, n2)
    case = reference()[name]
    np.testing.assert_allclose(effect.yi, case["yi"], rtol=1e-10)
    np.testing.assert_allclose(effect.vi, case["vi"], rtol=1e-10)


@pytest.mark.parametrize(("name", "compute"), [("bcg_logRR", log_risk_ratio), ("bcg_logOR", log_odds_ratio)])
def test_bcg_as_metafor(name, compute):
    effect = compute(*BCG)
    case = reference()[name]
    np.testing.assert_allclose(effect.yi, case["yi"], rtol=1e-10)
    np.testing.assert_allclose(effect.vi, case["vi"], rtol=1e-10)


def test_j_is_exact():
    # Γ(1) / Γ(1/2) and Γ(3/2) / (√1.5 Γ(1)); and the approximation 1 − 3/(4 df − 1), good for larger groups.
    assert correction_j([2, 3]) == pytest.approx([1 / math.sqrt(math.pi), math.sqrt(math.pi / 6)], rel=1e-14)
    assert correction_j(98) == pytest.approx(1 - 3 / (4 * 98 - 1), abs=1e-5)


def test_scalars_give_scalars_and_arrays_broadcast():
    one = mean_difference(1, 2, 30, 2, 3, 40)
    assert isinstance(one.yi, np.float64) and isinstance(one.vi, np.float64)
    many = hedges_g([1, 2, 3], 2, 30, 2, 3, [40, 50, 60])
    assert many.yi.shape == many.vi.shape == (3,) and many.vi.dtype == np.float64
    assert mean_difference_from_interval(1, 0, [2, 3]).yi.shape == (2,)


def test_interval_of_a_known_difference_leads_back_to_it():
    effect = mean_difference(50, 20, 60, 58, 22, 55)
    se = math.sqrt(effect.vi)
    for level in (0.9, 0.95, 0.99):
        z, t = stats.norm.ppf((1 + level) / 2), stats.t.ppf((1 + level) / 2, 113)
        normal = mean_difference_from_interval(-8, -8 - z * se, -8 + z * se, level=level)
        student = mean_difference_from_interval(-8, -8 - t * se, -8 + t * se, level=level, n1=60, n2=55)
        assert normal == pytest.approx(effect) and student == pytest.approx(effect)


def test_g_from_an_interval_is_g_from_means_with_the_pooled_sd():
    sd, n1, n2 = 21.0, 60, 55
    half = stats.t.ppf(0.975, n1 + n2 - 2) * sd * math.sqrt(1 / n1 + 1 / n2)
    found = hedges_g_from_interval(-8, -8 - half, -8 + half, n1, n2)
    assert found == pytest.approx(hedges_g(50, sd, n1, 58, sd, n2))


def test_a_scale_is_brought_to_0_100():
    assert to_0_100(-1.5, 0, 10) == -15
    assert to_0_100(-3, 1, 25) == -12.5
    assert to_0_100(Effect(np.float64(-1.5), np.float64(0.04)), 0, 10) == pytest.approx((-15, 4))
    assert list(to_0_100([1, 2], [0, 0], [10, 24])) == pytest.approx([10, 200 / 24])


def test_zero_cells():
    events1, n1, events2, n2 = [0, 5, 10], [10, 10, 10], [2, 3, 8], [12, 12, 12]
    half = log_risk_ratio(events1, n1, events2, n2)
    assert half.yi[0] == pytest.approx(math.log((0.5 / 11) / (2.5 / 13)))
    assert half.vi[0] == pytest.approx(1 / 0.5 - 1 / 11 + 1 / 2.5 - 1 / 13)
    assert half.yi[1] == pytest.approx(math.log(0.5 / 0.25)), "a trial without a zero cell is left as it is"
    assert half.yi[2] == pytest.approx(math.log((10.5 / 11) / (8.5 / 13))), "everybody had the event: a zero cell, too"
    assert log_risk_ratio(5, 10, 3, 12, zero_cells="all").yi == pytest.approx(math.log((5.5 / 11) / (3.5 / 13)))
    with pytest.warns(UserWarning, match="1 of 3 trials"):
        assert np.isnan(log_odds_ratio([*events1[:2], 5], n1, events2, n2, zero_cells="none").yi).tolist() == [
            True, False, False,
        ]  # fmt: skip


@pytest.mark.parametrize("measure", [log_risk_ratio, log_odds_ratio])
@pytest.mark.parametrize("events", [(0, 0), (10, 12)], ids=["nobody", "everybody"])
def test_nobody_or_everybody_in_both_groups_gives_no_ratio(measure, events):
    with pytest.warns(UserWarning, match="nobody or everybody"):
        effect = measure(events[0], 10, events[1], 12)
    assert math.isnan(effect.yi) and math.isnan(effect.vi)


def test_risk_difference_adds_nothing_and_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert risk_difference(0, 10, 0, 12) == (0, 0)
        assert risk_difference(0, 10, 2, 12, zero_cells="trials").yi == pytest.approx(0.5 / 11 - 2.5 / 13)


def test_arms_combined_are_the_people_together():
    rng = np.random.default_rng(1)
    first, second = rng.normal(40, 9, 31), rng.normal(52, 15, 44)
    both = np.concatenate([first, second])
    found = combine_arms(first.mean(), first.std(ddof=1), 31, second.mean(), second.std(ddof=1), 44)
    assert found == pytest.approx((both.mean(), both.std(ddof=1), 75))
    assert combine_events(3, 30, 5, 40) == (8, 70)


def test_a_control_is_split_into_whole_people():
    assert split_control(101, 2) == (51, 50)
    assert split_control(6, 3) == (2, 2, 2)
    for n, parts in ((1, 2), (5, 0), (5.5, 2), (5, True)):
        with pytest.raises(ValueError, match=r"split_control: (n|parts) is"):
            split_control(n, parts)


def test_final_and_change_values_are_not_mixed():
    assert pool_kinds(["change", "change"]) == "change"
    with pytest.raises(ValueError, match=r"kinds\[2\] is 'change' and kinds\[0\] is 'post'.*different units"):
        pool_kinds(["post", "post", "change"])
    with pytest.raises(ValueError, match=r"kinds\[1\] is 'ratio', allowed is one of 'post'"):
        pool_kinds(["post", "ratio"])
    with pytest.raises(ValueError, match="no kind"):
        pool_kinds([])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mean_difference(1, 0, 5, 2, 1, 5), r"mean_difference: sd1 is 0, allowed is a number above 0"),
        (lambda: hedges_g([1, 1], [1, -2], 5, 2, 1, 5), r"hedges_g: sd1\[1\] is -2, allowed"),
        (lambda: mean_difference(1, 1, 5, 2, 1, [5, 0]), r"n2\[1\] is 0, allowed is 1 person or more"),
        (lambda: mean_difference(math.nan, 1, 5, 2, 1, 5), r"mean1 is nan, allowed is a finite number"),
        (lambda: mean_difference("a", 1, 5, 2, 1, 5), r"mean1 is 'a', allowed are finite numbers"),
        (lambda: hedges_g(1, 1, 2, 2, 1, 1), r"correction_j: df is 1, allowed is 2 or more"),
        (lambda: hedges_g(1, 1, 1, 2, 1, 1), r"n1 \+ n2 is 2, allowed is 3 people or more"),
        (
            lambda: log_risk_ratio([3, 11], 10, 3, 10),
            r"events1\[1\] is 11, allowed is at most the number of people, n1",
        ),
        (lambda: log_odds_ratio(3, 10, -1, 10), r"events2 is -1, allowed is 0 or more"),
        (lambda: risk_difference(3, 10, 3, 0), r"n2 is 0, allowed is 1 person or more"),
        (lambda: log_risk_ratio(3, 10, 3, 10, zero_cells="trial"), r"zero_cells is 'trial'.*Did you mean 'trials'"),
        (lambda: log_risk_ratio(3, 10, 3, 10, add=-1), r"add is -1, allowed is 0 or more"),
        (lambda: mean_difference_from_interval(1, 2, 0), r"high is 0, allowed is a number not below low.*upside down"),
        (lambda: mean_difference_from_interval(1, 1, 1), r"high is 1, allowed is a number above low.*no width"),
        (lambda: mean_difference_from_interval([1, 5], 0, 2), r"difference\[1\] is 5, allowed is a number within"),
        (lambda: mean_difference_from_interval(1, 0, 2, level=95), r"level is 95, allowed is a share"),
        (lambda: mean_difference_from_interval(1, 0, 2, n1=5), r"only one of n1 and n2"),
        (lambda: to_0_100(1, 10, 10), r"scale_max is 10, allowed is a number above scale_min"),
        (lambda: combine_arms(1, 0, 5, 2, 1, 5), r"combine_arms: sd1 is 0"),
        (lambda: combine_events(6, 5, 2, 5), r"combine_events: events1 is 6, allowed is 0 to the number of people, n1"),
    ],
)
def test_errors_name_argument_finding_allowance_and_place(call, message):
    with pytest.raises(ValueError, match=message):
        call()


whole = st.integers(2, 500)
size = st.floats(0.1, 100)


@properties
@given(st.tuples(size, size, whole), st.tuples(size, size, whole), st.floats(0.01, 100))
def test_g_has_no_unit_and_turns_with_the_groups(first, second, factor):
    (m1, s1, n1), (m2, s2, n2) = first, second
    g = hedges_g(m1, s1, n1, m2, s2, n2)
    assert hedges_g(m1 * factor, s1 * factor, n1, m2 * factor, s2 * factor, n2) == pytest.approx(g, rel=1e-9)
    turned = hedges_g(m2, s2, n2, m1, s1, n1)
    assert turned.yi == pytest.approx(-g.yi) and turned.vi == pytest.approx(g.vi)


@properties
@given(st.integers(0, 40), st.integers(40, 90), st.integers(0, 40), st.integers(40, 90))
def test_odds_turn_with_groups_and_with_outcome(e1, n1, e2, n2):
    if e1 + e2 == 0 or (e1 == n1 and e2 == n2):
        return
    odds = log_odds_ratio(e1, n1, e2, n2)
    assert odds.vi > 0
    assert log_odds_ratio(e2, n2, e1, n1) == pytest.approx((-odds.yi, odds.vi))
    assert log_odds_ratio(n1 - e1, n1, n2 - e2, n2) == pytest.approx((-odds.yi, odds.vi))
