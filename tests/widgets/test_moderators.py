"""Meta-regression and subgroups: a published example, what must hold, and the errors."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metafor_sets import reference
from scipy import stats

from widgets.stats import compare_subgroups, meta_regression, pool

BCG = reference()["bcg_logRR"]
LATITUDE = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33]
properties = settings(deadline=None, derandomize=True, max_examples=40)


def test_bcg_and_latitude_as_in_the_textbooks():
    # Berkey et al. 1995 and Viechtbauer 2010: REML, tau² 0.0764, slope −0.0291 (SE 0.0072), R² 75.62 %, QE 30.73.
    found = meta_regression(BCG["yi"], BCG["vi"], LATITUDE, test="wald")
    assert found.intercept.estimate == pytest.approx(0.2515, abs=5e-5)
    assert (found.slope.estimate, found.slope.se) == pytest.approx((-0.0291, 0.0072), abs=5e-5)
    # Printed at metafor's default threshold of 1e-5; with 1e-12 it is 0.076348 and 75.6266 %.
    assert found.tau2 == pytest.approx(0.0764, abs=1e-4) and found.r2 == pytest.approx(75.62, abs=1e-2)
    assert found.qe == pytest.approx(30.7331, abs=5e-4) and found.df == 11
    assert found.qm == pytest.approx(16.3571, abs=2e-3) and found.p_qm == pytest.approx(stats.chi2.sf(found.qm, 1))
    assert found.warning == ""


def test_without_variance_between_trials_it_is_weighted_least_squares():
    x, vi = np.arange(8.0), np.array([1, 2, 1, 3, 1, 2, 5, 1.0])
    yi = 3 - 0.5 * x + 0.1 * np.sin(x)
    found = meta_regression(yi, vi, x, test="wald")
    assert found.tau2 == 0 and math.isnan(found.r2) == (pool(yi, vi).tau2 == 0)
    slope, intercept = np.polyfit(x, yi, 1, w=1 / np.sqrt(vi))
    assert (found.slope.estimate, found.intercept.estimate) == pytest.approx((slope, intercept))


def test_hartung_knapp_scales_and_widens():
    wald, hksj, modified = (
        meta_regression(BCG["yi"], BCG["vi"], LATITUDE, test=test) for test in ("wald", "hksj", "hksj-modified")
    )
    assert hksj.slope.estimate == wald.slope.estimate and hksj.slope.se != wald.slope.se
    assert hksj.slope.ci_high - hksj.slope.ci_low == pytest.approx(2 * stats.t.ppf(0.975, 11) * hksj.slope.se)
    assert modified.slope.se >= wald.slope.se
    assert list(hksj.to_frame().index) == ["intercept", "slope"]
    assert meta_regression([1, 2, 4], [1, 1, 1], [1, 2, 4]).warning.startswith("3 trials are few")


def test_subgroups_by_hand():
    yi, vi, groups = [1.0, 2.0, 5.0, 7.0, 4.0], [1.0, 1.0, 2.0, 2.0, 3.0], list("aabbc")
    found = compare_subgroups(yi, vi, groups, "EE", "wald")
    means, weights = np.array([1.5, 6.0, 4.0]), np.array([2.0, 1.0, 1 / 3])
    centre = means @ weights / weights.sum()
    assert [group.estimate for group in found.groups] == pytest.approx(means)
    assert found.q_between == pytest.approx(weights @ (means - centre) ** 2) and found.df == 2
    assert found.p == pytest.approx(stats.chi2.sf(found.q_between, 2))
    assert list(found.to_frame().group) == ["a", "b", "c"] and "One trial only in: c." in found.notes
    # With a common effect in every group, between and within add up to all.
    within = sum(pool(yi[a:b], vi[a:b], "EE", "wald").q for a, b in ((0, 2), (2, 4)))
    assert found.q_between + within == pytest.approx(pool(yi, vi, "EE", "wald").q)


def test_separate_groups_are_pools_of_their_own():
    groups = list("aabbaabbaabba")
    inside = np.array(groups) == "b"
    found = compare_subgroups(BCG["yi"], BCG["vi"], groups)
    alone = pool(np.array(BCG["yi"])[inside], np.array(BCG["vi"])[inside])
    b = found.groups[1]
    assert (b.estimate, b.ci_low, b.ci_high, b.tau2, b.k) == (
        alone.estimate, alone.ci_low, alone.ci_high, alone.tau2, alone.k,
    )  # fmt: skip
    common = compare_subgroups(BCG["yi"], BCG["vi"], groups, tau2="common")
    assert len({group.tau2 for group in common.groups}) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: meta_regression([1, 2], [1, 1], [1, 2]), "2 trials were given, allowed are 3 or more"),
        (lambda: meta_regression([1, 2, 3], [1, 1, 1], [5, 5, 5]), "moderator is 5 in all trials"),
        (lambda: meta_regression([1, 2, 3], [1, 1, 1], [0, 0, 0]), "moderator is 0 in all trials"),
        (lambda: meta_regression([1, 2, 3], [1, 1, 1], [5, 6]), r"moderator has shape \(2,\), allowed is \(3,\)"),
        (lambda: meta_regression([1, 2, 3], [1, 1, 1], [5, 6, math.nan]), r"moderator\[2\] is nan"),
        (lambda: meta_regression([1, 2, 3], [1, 1, 1], [5, 6, 7], "EE"), "allowed with method 'EE'"),
        (lambda: compare_subgroups([1, 2], [1, 1], ["a", "a"]), "all trials are in group 'a'"),
        (lambda: compare_subgroups([1, 2], [1, 1], ["a"]), "groups has 1 entries, allowed is one for each of 2 trials"),
        (lambda: compare_subgroups([1, 2], [1, 1], ["a", "b"], tau2="common"), "2 trials and 2 columns in X"),
        (lambda: compare_subgroups([1, 2], [1, 1], ["a", "b"], tau2="own"), "tau2 is 'own', allowed is one of"),
    ],
)
def test_errors(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@properties
@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(0.01, 10), st.integers(0, 30)), min_size=4, max_size=10),
    st.floats(0.01, 100),
    st.floats(-3000, 3000),
)
def test_the_moderators_unit_and_origin_do_not_matter(trials, factor, shift):
    yi, vi, x = np.array(trials).T
    if np.ptp(x) == 0:
        return
    one, other = meta_regression(yi, vi, x), meta_regression(yi, vi, x * factor + shift)
    assert other.tau2 == pytest.approx(one.tau2, rel=1e-5, abs=1e-6)
    assert other.slope.estimate * factor == pytest.approx(one.slope.estimate, rel=1e-4, abs=1e-5)
    assert other.qe == pytest.approx(one.qe, rel=1e-6, abs=1e-6)


@properties
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(0.01, 10)), min_size=4, max_size=10))
def test_two_groups_in_one_model_are_a_regression_on_a_dummy(trials):
    yi, vi = np.array(trials).T
    dummy = np.arange(len(yi)) % 2
    groups = compare_subgroups(yi, vi, [str(one) for one in dummy], tau2="common")
    slope = meta_regression(yi, vi, dummy, test="wald")
    assert groups.q_between == pytest.approx(slope.qm, rel=1e-6, abs=1e-8)
    assert groups.groups[0].tau2 == pytest.approx(slope.tau2, rel=1e-8, abs=1e-10)
