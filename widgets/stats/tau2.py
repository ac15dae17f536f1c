"""Estimators of the between-trial variance tau², and its Q-profile interval.

Each estimator takes effects `yi` and sampling variances `vi` (both of shape (k,)) and, for meta-regression, a design
matrix `X` of shape (k, p) with its column of ones; it gives tau² ≥ 0 in squared units of `yi`. ValueError unless there
are more trials than columns, every variance is above 0, and X has full rank. Definitions: Veroniki et al. 2016,
Viechtbauer 2005; results as in R's metafor.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri

from ._check import numbers, share, trials
from ._model import Mean, Model, Regression

Estimator = Callable[[Model], float]
# A peak seen on the grid this far below the highest may still be the highest in between.
NEAR = 0.5


class Interval(NamedTuple):
    """Lower and upper limit."""

    low: float
    high: float


def model_of(where: str, yi: ArrayLike, vi: ArrayLike, x: ArrayLike | None = None) -> Model:
    """The model behind `yi`, `vi` and perhaps `x`, checked."""
    y, v = trials(where, yi, vi, least=2)
    if x is None:
        return spread_out(where, Mean(y, v))
    (design,) = numbers(where, X=x)
    if design.ndim != 2 or len(design) != len(y):
        raise ValueError(f"{where}: X has shape {design.shape}, allowed is ({len(y)}, p): a row for each trial.")
    if design.shape[1] >= len(y):
        raise ValueError(f"{where}: {len(y)} trials and {design.shape[1]} columns in X, allowed are more trials.")
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError(f"{where}: the columns of X depend on each other; allowed is a design of full rank.")
    return spread_out(where, Regression(y, v, design))


def spread_out(where: str, model: Model) -> Model:
    """The model itself; ValueError if its effects are too far apart for double precision."""
    with np.errstate(over="ignore"):
        spread = model.spread
    if not spread < 1e150:
        raise ValueError(f"{where}: effects are more than 1e75 standard errors apart, allowed is less.")
    return model


def reml(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Restricted maximum likelihood: the highest maximum, not only the nearest."""
    return estimate(model_of("reml", yi, vi, X), "REML")


def ml(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Maximum likelihood: too small in few trials."""
    return estimate(model_of("ml", yi, vi, X), "ML")


def dl(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """DerSimonian and Laird 1986: method of moments with weights 1/vi; below 0 it is set to 0."""
    return estimate(model_of("dl", yi, vi, X), "DL")


def pm(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Paule and Mandel 1982: the tau² at which the generalised Q equals its degrees of freedom, or 0."""
    return estimate(model_of("pm", yi, vi, X), "PM")


def eb(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Empirical Bayes (Morris 1983): the same estimate as Paule–Mandel (Viechtbauer et al. 2015)."""
    return estimate(model_of("eb", yi, vi, X), "EB")


def he(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Hedges and Olkin 1985 ("variance component"): method of moments with equal weights; below 0 it is set to 0."""
    return estimate(model_of("he", yi, vi, X), "HE")


def sj(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Sidik and Jonkman 2005, started at Σ(yi − ȳ)²/k: above 0 whenever the effects differ at all."""
    return estimate(model_of("sj", yi, vi, X), "SJ")


def ee(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None) -> float:
    """Equal effects ("common effect"): tau² is 0 by assumption."""
    return estimate(model_of("ee", yi, vi, X), "EE")


def q_profile(yi: ArrayLike, vi: ArrayLike, X: ArrayLike | None = None, *, level: float = 0.95) -> Interval:
    """Q-profile interval for tau² (Viechtbauer 2007), whatever estimator is in use.

    Where even tau² = 0 makes the effects more alike than chance would, the set is empty and (0, 0) is given; metafor
    prints "<0". ValueError as for the estimators, and for a level outside 0 to 1.
    """
    share("q_profile", level)
    return profile(model_of("q_profile", yi, vi, X), level)


def profile(model: Model, level: float) -> Interval:
    """`q_profile` of a model that is already checked."""
    tail = (1 - level) / 2
    low, high = (_q_equals(model, float(chdtri(model.df, p))) * model.unit for p in (tail, 1 - tail))
    return Interval(low, high)


def estimate(model: Model, method: str) -> float:
    """tau² of a model that is already checked; `method` is a key of METHODS."""
    return METHODS[method](model) * model.unit


def _moments(model: Model) -> float:
    at_zero = model.at(0.0)
    return max(0.0, (at_zero.q - model.df) / at_zero.trace)


def _hedges(model: Model) -> float:
    return max(0.0, (model.spread - model.variance_trace()) / model.df)


def _sidik_jonkman(model: Model) -> float:
    deviation = model.y - model.y.mean()
    start = float(deviation @ deviation) / model.k
    return start * model.quadratic(start)[0] / model.df if start > 0 else 0.0


def _q_equals(model: Model, target: float) -> float:
    """The tau² at which the generalised Q is `target`; 0 where Q is below it from the start.

    Q falls nearly like 1/(v + tau²), so 1/Q is nearly straight and Newton's method on it takes few steps.
    """
    if model.quadratic(0.0)[0] <= target:
        return 0.0

    def gap(tau2: float) -> tuple[float, float]:
        q, fall = model.quadratic(tau2)
        return 1 / target - 1 / q, -fall / q**2

    return _root(gap, 0.0, model.spread / target, 0.0)


def _likelihood(model: Model, restricted: bool) -> float:
    """The tau² of highest likelihood: Newton's method from each peak of a coarse grid that comes near the highest.

    With very unequal variances the likelihood has several maxima, so a climb from one start isn't enough. Each contrast
    of the effects bends it on the scale of vi + tau², which doubles from point to point; beyond the sum of squares it
    only falls.
    """
    points = 2 + math.ceil(math.log2(1 + model.spread))
    grid = np.exp2(np.arange(points)) - 1
    height = model.log_likelihoods(grid, restricted).tolist()
    lowest, last = max(height) - NEAR, points - 1
    peaks = [
        _climb(model, restricted, grid[max(place - 1, 0)], grid[place], grid[min(place + 1, last)])
        for place, here in enumerate(height)
        if here > lowest and here >= height[max(place - 1, 0)] and here >= height[min(place + 1, last)]
    ]
    return peaks[0] if len(peaks) == 1 else peaks[int(model.log_likelihoods(np.array(peaks), restricted).argmax())]


def _climb(model: Model, restricted: bool, low: float, start: float, high: float) -> float:
    """The maximum of the likelihood between two points with a higher one, `start`, between them."""

    def score(tau2: float) -> tuple[float, float]:
        m = model.at(tau2)
        trace, trace2 = (m.trace, m.trace2) if restricted else model.weight_sums(tau2)
        slope = trace2 / 2 - m.yppp
        # Where the likelihood is hollow, Newton's method would go down: Fisher's expected slope always climbs.
        return (m.ypp - trace) / 2, slope if slope < 0 else -trace2 / 2

    if start == 0 and score(0.0)[0] <= 0:
        return 0.0
    return _root(score, float(low), float(high), float(start))


def _root(function: Callable[[float], tuple[float, float]], low: float, high: float, start: float) -> float:
    """Where a function (value, slope) goes from above 0 to below: Newton's method that never leaves its bracket.

    A step that leaves the bracket, or isn't half the one before, is replaced by halving the bracket (of log(1 + tau²)).
    """
    at, last = start, high - low
    for _ in range(200):
        value, slope = function(at)
        low, high = (at, high) if value > 0 else (low, at)
        new = at - value / slope
        # Steps near the root square the error, so the last one, of 1e-9, leaves less than 1e-12.
        if low <= new <= high and abs(new - at) <= 1e-9 * new + 1e-15:
            return new
        if not low < new < high or abs(new - at) > last / 2:
            new = math.sqrt((1 + low) * (1 + high)) - 1
            if high - low <= 1e-13 * high + 1e-15:
                return new
        at, last = new, abs(new - at)
    return at


METHODS: dict[str, Estimator] = {
    "REML": lambda model: _likelihood(model, restricted=True),
    "ML": lambda model: _likelihood(model, restricted=False),
    "DL": _moments,
    "PM": lambda model: _q_equals(model, float(model.df)),
    "EB": lambda model: _q_equals(model, float(model.df)),
    "HE": _hedges,
    "SJ": _sidik_jonkman,
    "EE": lambda model: 0.0,
}
ESTIMATORS = {"REML": reml, "ML": ml, "DL": dl, "PM": pm, "EB": eb, "HE": he, "SJ": sj, "EE": ee}
