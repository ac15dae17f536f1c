"""Estimators of tau² against exact arithmetic: the highest peak, all digits, and awkward sets."""

from fractions import Fraction

import numpy as np
import pytest
from metafor_sets import reference

from widgets.stats.tau2 import ESTIMATORS


def restricted_likelihood(yi, vi, tau2) -> np.ndarray:
    """Log restricted likelihood at each tau2 up to a constant, in extended precision."""
    y, v, t = (np.asarray(each, dtype=np.longdouble) for each in (yi, vi, np.atleast_1d(tau2)))
    w = 1 / (v + t[:, None])
    y = y - y[v.argmin()]
    mean = (w * y).sum(1) / w.sum(1)
    return (np.log(w).sum(1) - np.log(w.sum(1)) - (w * (y - mean[:, None]) ** 2).sum(1)) / 2


def score_sign(yi, vi, tau2) -> int:
    """Sign of the restricted score in exact arithmetic."""
    y = [Fraction(float(one)) for one in yi]
    w = [1 / (Fraction(float(one)) + Fraction(tau2)) for one in vi]
    total = sum(w)
    mean = sum(a * b for a, b in zip(w, y, strict=True)) / total
    ypp = sum((a * (b - mean)) ** 2 for a, b in zip(w, y, strict=True))
    score = ypp - total + sum(a * a for a in w) / total
    return (score > 0) - (score < 0)


def awkward(seed: int, count: int):
    """Sets with variances up to 10¹² apart and effects that fit them badly."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        k, span = int(rng.integers(2, 12)), rng.choice([0, 1, 4, 8, 12])
        vi = 10 ** rng.uniform(-span / 2, span / 2, k)
        yield rng.choice([rng.normal(0, 1, k), rng.standard_t(1, k)]) * np.sqrt(vi + 10 ** rng.uniform(-5, 4)), vi


def test_reml_finds_the_highest_maximum():
    several = 0
    for yi, vi in awkward(1, 500):
        found = ESTIMATORS["REML"](yi, vi)
        top = np.log2(1 + ((yi - yi.mean()) ** 2).sum() / vi.min())
        grid = vi.min() * (2 ** np.arange(0, top + 0.1, 0.1) - 1)
        heights = restricted_likelihood(yi, vi, grid)
        assert restricted_likelihood(yi, vi, found)[0] >= heights.max() - 1e-9
        rises = np.diff(heights) > 1e-9
        several += int((np.diff(rises.astype(int)) == -1).sum() + (not rises[:1].all())) > 1
    assert several > 5, "the sets are too easy to show anything"


def test_reml_is_exact_to_twelve_digits():
    inside = 0
    for yi, vi in awkward(2, 150):
        found = ESTIMATORS["REML"](yi, vi)
        if found == 0:
            assert score_sign(yi, vi, 0.0) <= 0
            continue
        inside += 1
        assert score_sign(yi, vi, found * (1 - 1e-12)) >= 0 >= score_sign(yi, vi, found * (1 + 1e-12))
    assert inside > 50


@pytest.mark.parametrize(
    ("yi", "vi", "lower_peak"),
    [
        ([-0.00028, 0.018, -34.0], [0.022, 0.19, 98.0], 0.0),
        ([-0.0059, 13.0, 9.4, -200.0, 2.5], [0.0084, 2.6, 0.14, 2300.0, 0.0014], 39.449),
    ],
)
def test_of_two_peaks_nearly_alike_the_higher_is_taken(yi, vi, lower_peak):
    found = ESTIMATORS["REML"](yi, vi)
    here, there = restricted_likelihood(yi, vi, [found, lower_peak])
    assert found > 2 * lower_peak + 1 and 0 < here - there < 0.5


def test_dersimonian_laird_is_exact_where_one_trial_outweighs_all():
    compared = 0
    for yi, vi in awkward(3, 100):
        w = [1 / Fraction(float(one)) for one in vi]
        mean = sum(a * Fraction(float(b)) for a, b in zip(w, yi, strict=True)) / sum(w)
        q = sum(a * (Fraction(float(b)) - mean) ** 2 for a, b in zip(w, yi, strict=True))
        truth = (q - (len(w) - 1)) / (sum(w) - sum(a * a for a in w) / sum(w))
        assert ESTIMATORS["DL"](yi, vi) == pytest.approx(max(0, float(truth)), rel=1e-12, abs=1e-12)
        compared += truth > 0
    assert compared > 40


def test_a_design_of_ones_gives_what_no_design_gives():
    for case in reference().values():
        for method, estimator in ESTIMATORS.items():
            with_ones = estimator(case["yi"], case["vi"], np.ones((case["k"], 1)))
            assert with_ones == pytest.approx(estimator(case["yi"], case["vi"]), rel=1e-10, abs=1e-10), method
