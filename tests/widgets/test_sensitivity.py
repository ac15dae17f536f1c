"""Sensitivity analyses: all that the metafor reference has on them, what must hold, and the errors."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metafor_sets import reference, tight
from scipy import stats

from widgets.stats import cumulative, egger, influence, leave_one_out, pool, trim_and_fill

CASES, TIGHT = reference(), tight()
properties = settings(deadline=None, derandomize=True, max_examples=40)


def test_leave_one_out_as_metafor():
    compared = 0
    for case in CASES.values():
        frame = leave_one_out(case["yi"], case["vi"])
        np.testing.assert_allclose(frame.estimate, case["leave1out_reml_est"], rtol=1e-6, atol=1e-6)
        compared += len(frame)
    assert compared == sum(case["k"] for case in CASES.values()) == 119


def test_egger_as_metafor():
    compared = 0
    for case in CASES.values():
        found = egger(case["yi"], case["vi"])
        truth = (*case["egger_lm"].values(), *case["egger_rma"].values())
        assert (found.t, found.p, found.z, found.p_mixed) == pytest.approx(truth, abs=1e-6)
        assert found.df == case["k"] - 2 and bool(found.warning) == (case["k"] < 10)
        compared += 1
    assert compared == 11


def test_trim_and_fill_as_metafor():
    compared = 0
    for name, case in CASES.items():
        truth, exact = case["trimfill_reml"], TIGHT[name]
        for test in ("wald", "hksj"):
            found = trim_and_fill(case["yi"], case["vi"], test=test)
            assert (found.k0, found.side) == (truth["k0"], truth["side"])
            assert found.k0 == exact[f"trim.{test}.k0"] and (found.side == "left") == exact[f"trim.{test}.left"]
            # trimfill() doesn't hand on the tight control values, so the file is exact to 1e-4 only where k0 > 0.
            if test == "wald":
                file = (truth["est"], *truth["ci"])
                loose = 1e-6 if found.k0 == 0 else 1e-4
                assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx(file, rel=loose, abs=loose)
            tighter = [exact[f"trim.{test}.{what}"] for what in ("estimate", "ci_low", "ci_high")]
            assert [found.estimate, found.ci_low, found.ci_high] == pytest.approx(tighter, rel=1e-6, abs=1e-6)
            assert found.pooled.k == case["k"] + found.k0 and found.effects[: case["k"]] == tuple(case["yi"])
            compared += 1
    assert compared == 22


def test_egger_by_hand():
    # y on x by least squares, weighted: done here with numpy's own solver on scaled rows.
    case = CASES["lipsey2001"]
    y, v = np.array(case["yi"]), np.array(case["vi"])
    design = np.column_stack([np.ones(10), np.sqrt(v)]) / np.sqrt(v)[:, None]
    coefficients, left, *_ = np.linalg.lstsq(design, y / np.sqrt(v))
    se = math.sqrt(left[0] / 8 * np.linalg.inv(design.T @ design)[1, 1])
    found = egger(y, v)
    assert found.t == pytest.approx(coefficients[1] / se) and found.p == pytest.approx(2 * stats.t.sf(abs(found.t), 8))


def test_cumulative_ends_with_all_and_starts_with_one():
    case = CASES["bcg_logRR"]
    frame = cumulative(case["yi"], case["vi"], labels=[f"t{place}" for place in range(13)])
    assert list(frame.k) == list(range(1, 14)) and frame.added[12] == "t12"
    assert frame.estimate[0] == case["yi"][0] and math.isnan(frame.tau2[0])
    assert frame.estimate[12] == pool(case["yi"], case["vi"]).estimate
    assert frame.ci_low[4] == pool(case["yi"][:5], case["vi"][:5]).ci_low


def test_the_two_most_influential_trials():
    yi, vi = [-10, -11, -9, 12, -30], [4, 4, 4, 4, 4]
    frame = influence(yi, vi, labels=list("abcde"))
    assert list(frame.omitted) == ["d", "e"] and frame.change[0] < 0 < frame.change[1]
    everyone = leave_one_out(yi, vi, labels=list("abcde"))
    assert frame.change[0] == everyone.change[3] and frame.change.abs().min() >= everyone.change.abs().nlargest(2).min()
    assert len(influence([1, 2], [1, 1], top=5)) == 2


def test_warnings_name_what_the_tests_cannot_tell():
    few = egger([1, 2, 4], [1, 2, 3]).warning
    assert "3 trials: fewer than 10" in few
    case = CASES["bcg_logRR"]
    assert egger(case["yi"], case["vi"]).warning == ""
    assert "invents trials" in trim_and_fill(case["yi"], case["vi"]).warning
    assert "fewer than 10" in trim_and_fill([1, 2, 4], [1, 2, 3]).warning


def test_a_funnel_with_one_side_cut_off_is_filled_there():
    se = np.linspace(0.1, 1, 12)
    whole = np.concatenate([2 * se, -2 * se])[np.argsort(np.tile(np.arange(12), 2))]
    variances = np.repeat(se**2, 2)
    kept = ~((whole < 0) & (variances > 0.3))
    found = trim_and_fill(whole[kept], variances[kept])
    assert found.side == "left" and found.k0 > 0
    assert abs(found.estimate) < abs(pool(whole[kept], variances[kept]).estimate)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: leave_one_out([1], [1]), "leave_one_out: 1 trials were given, allowed are 2 or more"),
        (lambda: egger([1, 2], [1, 2]), "egger: 2 trials were given, allowed are 3 or more"),
        (lambda: egger([1, 2, 3], [2, 2, 2]), "egger: all variances are 2; allowed are trials of different precision"),
        (lambda: trim_and_fill([1, 2, 3], [1, 2, 0]), r"variances\[2\] is 0"),
        (lambda: trim_and_fill([1, 2, 3], [1, 2, 3], side="up"), "side is 'up', allowed is one of 'left', 'right'"),
        (lambda: trim_and_fill([1, 2, 3], [1, 2, 3], "nope"), "method is 'nope'"),
        (lambda: influence([1, 2], [1, 1], top=0), "top is 0"),
        (lambda: cumulative([1, 2], [1, 1], labels=["a"]), "1 labels were given for 2 trials"),
        (lambda: cumulative([1, 2], [1, 1], "EE"), "allowed with method 'EE'"),
    ],
)
def test_errors(call, message):
    with pytest.raises(ValueError, match=message):
        call()


sets = st.lists(st.tuples(st.floats(-20, 20), st.floats(0.01, 100)), min_size=3, max_size=10)


@properties
@given(sets)
def test_mirrored_sets_give_mirrored_results(trials):
    yi, vi = np.array(trials).T
    if np.ptp(np.sqrt(vi)) < 1e-6:
        return
    one, other = egger(yi, vi), egger(-yi, vi)
    assert other.t == pytest.approx(-one.t, rel=1e-6, abs=1e-8) and 0 <= one.p <= 1
    if abs(one.z) < 1e-6:
        return
    left, right = trim_and_fill(yi, vi, test="wald"), trim_and_fill(-yi, vi, test="wald")
    assert {left.side, right.side} == {"left", "right"}
    if len(set(yi)) == len(yi):  # where effects tie, which of them is filled depends on their order
        assert right.k0 == left.k0 and right.estimate == pytest.approx(-left.estimate, rel=1e-6, abs=1e-6)


@properties
@given(sets)
def test_a_trial_left_out_pulls_the_other_way(trials):
    yi, vi = np.array(trials).T
    frame = leave_one_out(yi, vi, "EE", "wald")
    full = pool(yi, vi, "EE", "wald")
    share = np.array(full.weights) / 100
    # With a common effect, leaving trial i out moves the estimate by w (estimate − y) / (1 − w).
    np.testing.assert_allclose(frame.change, share * (full.estimate - yi) / (1 - share), rtol=1e-5, atol=1e-7)
