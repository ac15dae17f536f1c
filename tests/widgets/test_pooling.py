"""Pooling: every fit of the metafor reference, what must hold for any set of trials, awkward sets, errors."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metafor_sets import reference, tight
from scipy import stats

import widgets
from widgets.stats import pool, q_profile
from widgets.stats.tau2 import ESTIMATORS

CASES, TIGHT = reference(), tight()
TESTS = {"z": "wald", "knha": "hksj", "adhoc": "hksj-modified"}
FIELDS = {
    "estimate": "est", "se": "se", "stat": "stat", "p": "p", "tau2": "tau2", "i2": "I2", "h2": "H2", "q": "Q",
    "p_q": "Qp",
}  # fmt: skip
properties = settings(deadline=None, derandomize=True, max_examples=60)
BCG = CASES["bcg_logRR"]


def close(found: float, truth: float, tolerance: float = 1e-6) -> bool:
    """Equal to `tolerance`, relative where the truth is above 1 and absolute below."""
    return abs(found - truth) <= tolerance * max(1, abs(truth))


def agrees(fit, case: dict, name: str) -> int:
    """Compare one fit with one of the file; how many numbers were compared."""
    test = TESTS[fit["test"]]
    found = pool(case["yi"], case["vi"], fit["method"], test)
    truth = {ours: fit[theirs] for ours, theirs in FIELDS.items()}
    truth |= {"ci_low": fit["ci"][0], "ci_high": fit["ci"][1]}
    if fit["method"] == "PM":  # the file holds it only to uniroot's 1e-4; see metafor_tight.csv
        assert close(found.tau2, fit["tau2"], 1.5e-4)
        start = f"pool.PM.{test}."
        truth = {what.removeprefix(start): value for what, value in TIGHT[name].items() if what.startswith(start)}
        truth = {what: value for what, value in truth.items() if not what.startswith("pi_")} | {"p_q": fit["Qp"]}
    df = case["k"] - 1
    if fit["method"] == "EE":
        assert math.isnan(found.pi_low) and math.isnan(found.pi_high)
    elif test == "wald":  # metafor's is normal here, ours t(k − 1) by its formula, from the file's own numbers
        reach = stats.t.ppf(0.975, df) * math.sqrt(truth["tau2"] + truth["se"] ** 2)
        truth |= {"pi_low": truth["estimate"] - reach, "pi_high": truth["estimate"] + reach}
    elif fit["method"] == "PM":
        truth |= {side: TIGHT[name][f"pool.PM.{test}.{side}"] for side in ("pi_low", "pi_high")}
    else:
        truth |= {"pi_low": fit["pi_metafor"][0], "pi_high": fit["pi_metafor"][1]}
    for what, value in truth.items():
        assert close(getattr(found, what), value), (name, fit["method"], test, what, getattr(found, what), value)
    return len(truth)


def test_every_fit_of_the_reference():
    fits = [(case, name, fit) for name, case in CASES.items() for fit in case["fits"]]
    compared = [agrees(fit, case, name) for case, name, fit in fits]
    assert len(CASES) == 11 and len(compared) == 11 * 19
    # 11 numbers of each common-effect fit, 13 of each other: nothing is left out.
    assert sum(compared) == 11 * 11 + 11 * 18 * 13


def test_q_profile_intervals_of_the_reference():
    compared = 0
    for name, case in CASES.items():
        found = q_profile(case["yi"], case["vi"])
        fit = pool(case["yi"], case["vi"])
        assert (fit.tau2_ci_low, fit.tau2_ci_high) == found
        for side in (0, 1):
            # The file's limits stop at uniroot's 1e-4; the same function with a tight tolerance gives ours.
            assert close(found[side], case["reml_tau2_ci_qprofile"][side], 1e-4)
            assert close(found[side], TIGHT[name][f"q_profile.{side}"])
            compared += 1
    assert compared == 2 * len(CASES)


def test_the_bcg_example_of_the_textbooks():
    # Viechtbauer 2010, section 3.1: REML 0.3132, estimate −0.7145 (SE 0.1798), I² 92.22 %, Q(12) = 152.23.
    found = pool(BCG["yi"], BCG["vi"], test="wald")
    assert (found.tau2, found.estimate, found.se) == pytest.approx((0.3132, -0.7145, 0.1798), abs=5e-5)
    assert (found.i2, found.q) == pytest.approx((92.22, 152.23), abs=5e-3)


def test_a_published_pool_of_needles_against_sham():
    # Kerr 2003, Leibing 2002, Mendelson 1983, Molsberger 2002: pain, 0–100, mean, SD and n of both groups; pooled by
    # DerSimonian–Laird in a Cochrane review (Furlan et al. 2005) as −10.21 (−14.99 to −5.44), I² 0 %.
    rows = [
        (51.3, 22.4, 26, 61.7, 30.6, 20), (21, 22, 35, 32, 22, 40),
        (30.2, 18, 36, 40, 24.3, 41), (26, 21, 58, 36, 19, 58),
    ]  # fmt: skip
    found = pool(
        [m1 - m2 for m1, _, _, m2, _, _ in rows], [a * a / n + b * b / m for _, a, n, _, b, m in rows], "DL", "wald"
    )
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx((-10.21, -14.99, -5.44), abs=5e-3)
    assert found.i2 == 0 and found.q == pytest.approx(0.035, abs=5e-4)


def test_pool_is_offered_at_the_top():
    assert widgets.pool is pool


def test_results_are_frozen_and_fit_in_one_row():
    found = pool(BCG["yi"], BCG["vi"], labels=[f"t{place}" for place in range(13)])
    with pytest.raises(FrozenInstanceError):
        found.estimate = 0
    frame = found.to_frame()
    assert len(frame) == 1 and frame.loc[0, "tau2_ci_high"] == found.tau2_ci_high and frame.loc[0, "k"] == 13
    assert "weights" not in frame and len(found.weights) == 13 and sum(found.weights) == pytest.approx(100)
    assert found.labels[0] == "t0" and found.effects == tuple(BCG["yi"])


# ---- What must hold for any set ----

effect = st.floats(-50, 50)
variance = st.floats(1e-3, 1e3)
sets = st.lists(st.tuples(effect, variance), min_size=2, max_size=12)
methods = st.sampled_from(sorted(ESTIMATORS))


def by(method: str) -> str:
    """A test that goes with the method."""
    return "wald" if method == "EE" else "hksj"


@properties
@given(sets, methods, st.randoms(use_true_random=False))
def test_order_does_not_matter(trials, method, random):
    mixed = random.sample(trials, len(trials))
    one, other = (pool(*zip(*each, strict=True), method, by(method)) for each in (trials, mixed))
    assert other.estimate == pytest.approx(one.estimate, rel=1e-7, abs=1e-8)
    assert other.tau2 == pytest.approx(one.tau2, rel=1e-7, abs=1e-8)
    assert other.se == pytest.approx(one.se, rel=1e-6, abs=1e-8)


@properties
@given(sets, methods, st.floats(1e-4, 1e4), st.floats(-100, 100))
def test_scaling_and_shifting_effects_scales_and_shifts(trials, method, factor, shift):
    yi, vi = np.array(trials).T
    one, other = pool(yi, vi, method, by(method)), pool(yi * factor + shift, vi * factor**2, method, by(method))
    size = abs(one.estimate) * factor + abs(shift) + factor
    assert other.estimate == pytest.approx(one.estimate * factor + shift, abs=1e-6 * size)
    assert other.tau2 == pytest.approx(one.tau2 * factor**2, rel=1e-5, abs=1e-6 * factor**2)
    assert other.se == pytest.approx(one.se * factor, rel=1e-4, abs=1e-6 * factor)
    turned = pool(-yi, vi, method, by(method))
    assert turned.estimate == pytest.approx(-one.estimate, abs=1e-9) and turned.p == pytest.approx(one.p, abs=1e-7)


@properties
@given(sets, methods)
def test_numbers_are_where_they_belong(trials, method):
    yi, vi = np.array(trials).T
    wald, modified = pool(yi, vi, method, "wald"), None
    assert wald.tau2 >= 0 and 0 <= wald.i2 <= 100 and wald.se > 0 and 0 <= wald.p <= 1 and 0 <= wald.p_q <= 1
    assert yi.min() - 1e-9 <= wald.estimate <= yi.max() + 1e-9
    assert wald.ci_low <= wald.estimate <= wald.ci_high and sum(wald.weights) == pytest.approx(100)
    if method != "EE":
        modified = pool(yi, vi, method, "hksj-modified")
        assert modified.ci_high - modified.ci_low >= (wald.ci_high - wald.ci_low) * (1 - 1e-12)
        assert modified.pi_low <= modified.ci_low and modified.ci_high <= modified.pi_high
        low, high = wald.tau2_ci_low, wald.tau2_ci_high
        assert 0 <= low <= high


@properties
@given(effect, st.lists(variance, min_size=2, max_size=8), methods)
def test_identical_effects(value, vi, method):
    yi = [value] * len(vi)
    found = pool(yi, vi, method, "wald")
    assert found.tau2 == 0 and found.q == 0 and found.estimate == value
    if method != "EE":
        narrow = pool(yi, vi, method)
        assert narrow.se == 0 and narrow.ci_low == narrow.ci_high == value and "no width" in narrow.notes[-1]
        assert (narrow.p, abs(narrow.stat)) == ((0, math.inf) if value else (1, 0))
    assert found.tau2_ci_low == 0 if method != "EE" else math.isnan(found.tau2_ci_low)


@properties
@given(effect, variance, methods)
def test_one_trial_is_itself(value, vi, method):
    found = pool([value], [vi], method, by(method))
    assert found.test == "wald" and found.k == 1 and found.weights == (100,) and "One trial" in found.notes[0]
    assert (found.estimate, found.se) == (value, math.sqrt(vi))
    assert found.ci_high - found.estimate == pytest.approx(stats.norm.ppf(0.975) * math.sqrt(vi))
    for name in ("tau2", "tau2_ci_low", "tau2_ci_high", "i2", "h2", "q", "p_q", "pi_low", "pi_high"):
        assert math.isnan(getattr(found, name)), name
    assert len(found.to_frame()) == 1


@properties
@given(effect, effect, variance)
def test_two_trials_of_one_variance_by_hand(first, second, vi):
    # y'y about the mean is d²/2: every estimator but ML, SJ and EE gives max(0, d²/2 − v).
    truth = max(0.0, (first - second) ** 2 / 2 - vi)
    for method in ("REML", "DL", "PM", "EB", "HE"):
        found = pool([first, second], [vi, vi], method, "hksj-modified")
        assert found.tau2 == pytest.approx(truth, rel=1e-9, abs=1e-9)
        assert found.df == 1 and "two trials" in found.notes[0]
    assert pool([first, second], [vi, vi], "ML").tau2 == pytest.approx(max(0, (first - second) ** 2 / 4 - vi), abs=1e-9)


def test_tau2_on_its_boundary():
    # Two trials of variance 1 differ by √2 where REML's tau² leaves 0.
    for excess, sign in ((-1e-6, 0), (0.0, 0), (1e-6, 1)):
        found = pool([0, math.sqrt(2) + excess], [1, 1]).tau2
        assert np.sign(found) == sign or found < 1e-15


@pytest.mark.parametrize("power", [-250, -12, 12, 250])
def test_huge_and_tiny_variances(power):
    factor = 10.0**power
    found, plain = pool(np.array([1, 2, 4]) * factor**0.5, np.array([1, 2, 3]) * factor), pool([1, 2, 4], [1, 2, 3])
    assert found.tau2 / factor == pytest.approx(plain.tau2, rel=1e-12)
    assert found.i2 == pytest.approx(plain.i2) and found.p == pytest.approx(plain.p)


# ---- Errors ----


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pool([1, 2], [1, 0]), r"pool: variances\[1\] is 0, allowed is a number above 0"),
        (lambda: pool([1, math.nan], [1, 1]), r"effects\[1\] is nan, allowed is a finite number"),
        (lambda: pool([1, 2], [1, math.inf]), r"variances\[1\] is inf"),
        (lambda: pool([1, 2, 3], [1, 1]), r"3 effects and 2 variances"),
        (lambda: pool([], []), r"0 trials were given, allowed are 1 or more"),
        (lambda: pool([[1]], [[1]]), r"effects has 2 dimensions"),
        (lambda: pool(1, 1), r"effects has 0 dimensions"),
        (lambda: pool([1, 2], [1, 1], "reml"), r"method is 'reml'.*Did you mean 'REML'\?"),
        (lambda: pool([1, 2], [1, 1], test="knha"), r"test is 'knha', allowed is one of 'hksj'"),
        (lambda: pool([1, 2], [1, 1], "EE"), r"test is 'hksj', allowed with method 'EE' \(common effect\) is 'wald'"),
        (lambda: pool([1, 2], [1, 1], measure="SD"), r"measure is 'SD'"),
        (lambda: pool([1, 2], [1, 1], level=95), r"level is 95, allowed is a share above 0 and below 1"),
        (lambda: pool([1, 2], [1, 1], labels=["a"]), r"1 labels were given for 2 trials"),
        (lambda: pool([0, 1e160], [1, 1]), r"effects are more than 1e75 standard errors apart"),
        (lambda: q_profile([1], [1]), r"q_profile: 1 trials were given, allowed are 2 or more"),
        (lambda: ESTIMATORS["REML"]([1, 2], [1, 1], [[1, 0], [1, 1]]), r"2 trials and 2 columns in X"),
        (lambda: ESTIMATORS["REML"]([1, 2, 3], [1, 1, 1], [[1, 2]] * 3), r"columns of X depend on each other"),
        (lambda: ESTIMATORS["REML"]([1, 2, 3], [1, 1, 1], [1, 2, 3]), r"X has shape \(3,\), allowed is \(3, p\)"),
    ],
)
def test_errors(call, message):
    with pytest.raises(ValueError, match=message):
        call()
