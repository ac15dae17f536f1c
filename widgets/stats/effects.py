"""Effect estimates of single trials with their variances, from what trial reports print.

Group 1 is acupuncture, group 2 the comparator, and every difference is 1 minus 2: negative favours acupuncture where
lower is better. All functions take scalars or arrays that broadcast against each other and give float64 of that shape.
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, ndtri, stdtrit

from ._check import Floats, at_least_one, need, numbers, one_of, positive, share


class Effect(NamedTuple):
    """Estimates and their sampling variances: float64 of one shape; `vi` in squared units of `yi`."""

    yi: Floats
    vi: Floats


def mean_difference(  # noqa: PLR0913, PLR0917 - mean, SD and n of two groups
    mean1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, mean2: ArrayLike, sd2: ArrayLike, n2: ArrayLike
) -> Effect:
    """Difference of means (1 − 2) in the scale's units; variance sd1²/n1 + sd2²/n2, the SDs not taken as equal.

    ValueError for an SD of 0 or less and for fewer than one person. Cochrane Handbook 6.5.1; metafor's "MD".
    """
    m1, s1, k1, m2, s2, k2 = _groups("mean_difference", mean1, sd1, n1, mean2, sd2, n2)
    return Effect((m1 - m2)[()], (s1**2 / k1 + s2**2 / k2)[()])


def mean_difference_from_interval(  # noqa: PLR0913
    difference: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    level: float = 0.95,
    n1: ArrayLike | None = None,
    n2: ArrayLike | None = None,
) -> Effect:
    """A printed difference (1 − 2) with its confidence interval; the variance comes from the interval's width.

    With both `n1` and `n2` the interval is read as a t interval on n1 + n2 − 2 degrees of freedom, without them as a
    normal one. ValueError for an interval upside down or without width, or that leaves the difference outside.
    Cochrane Handbook 6.3.1 and 6.5.2.3.
    """
    where = "mean_difference_from_interval"
    yi, low, high = _interval(where, difference, low, high, level)
    if (n1 is None) != (n2 is None):
        raise ValueError(f"{where}: only one of n1 and n2 was given, allowed are both (t interval) or none (normal).")
    upper = (1 + level) / 2
    critical = ndtri(upper) if n1 is None else stdtrit(_degrees(where, n1, n2), upper)
    variance = ((high - low) / (2 * critical)) ** 2
    return Effect((yi + 0 * variance)[()], variance[()])


def to_0_100(value: Effect | ArrayLike, scale_min: ArrayLike, scale_max: ArrayLike) -> Effect | Floats:
    """A difference on a scale from `scale_min` to `scale_max`, brought to 0–100: times 100 / (max − min).

    An `Effect` has its variance brought along, by the factor squared. For differences, changes and SDs only: a single
    mean would also need the minimum taken off. ValueError unless the maximum is above the minimum.
    """
    least, most = numbers("to_0_100", scale_min=scale_min, scale_max=scale_max)
    need("to_0_100", "scale_max", most, most > least, "a number above scale_min")
    factor = 100 / (most - least)
    if isinstance(value, Effect):
        yi, vi = numbers("to_0_100", yi=value.yi, vi=value.vi)
        return Effect((yi * factor)[()], (vi * factor**2)[()])
    return (numbers("to_0_100", value=value)[0] * factor)[()]


def correction_j(df: ArrayLike) -> Floats:
    """Hedges' exact correction of a standardised mean difference for small samples; `df` is n1 + n2 − 2.

    J = Γ(df/2) / (√(df/2) Γ((df − 1)/2)), below 1. ValueError unless df is 2 or more. Hedges 1981, equation 6e.
    """
    (df,) = numbers("correction_j", df=df)
    need("correction_j", "df", df, df >= 2, "2 or more (four people in both groups together)")
    return np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / np.sqrt(df / 2)


def hedges_g(  # noqa: PLR0913, PLR0917 - mean, SD and n of two groups
    mean1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, mean2: ArrayLike, sd2: ArrayLike, n2: ArrayLike
) -> Effect:
    """Hedges' g: the difference of means (1 − 2) in pooled SDs, times the exact J.

    Variance 1/n1 + 1/n2 + g²/(2(n1 + n2)), metafor's "SMD" with vtype "LS"; Borenstein et al. 2009 multiply that of d
    by J² instead, which is a little less. ValueError as for `mean_difference`, and for fewer than four people.
    """
    m1, s1, k1, m2, s2, k2 = _groups("hedges_g", mean1, sd1, n1, mean2, sd2, n2)
    df = _degrees("hedges_g", n1, n2)
    pooled = np.sqrt(((k1 - 1) * s1**2 + (k2 - 1) * s2**2) / df)
    return _standardised((m1 - m2) / pooled, k1, k2)


def hedges_g_from_interval(  # noqa: PLR0913
    difference: ArrayLike, low: ArrayLike, high: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, level: float = 0.95
) -> Effect:
    """Hedges' g from a printed difference of means (1 − 2) with its t interval on n1 + n2 − 2 degrees of freedom.

    The pooled SD is the interval's standard error divided by √(1/n1 + 1/n2). An adjusted difference has a narrower
    interval, hence a smaller SD and a larger g than raw values give: don't mix the two. Cochrane Handbook 6.5.2.3.
    """
    where = "hedges_g_from_interval"
    yi, vi = mean_difference_from_interval(difference, low, high, level=level, n1=n1, n2=n2)
    need(where, "high", high, vi > 0, "a number above low: without width there is no SD")
    k1, k2 = numbers(where, n1=n1, n2=n2)
    return _standardised(yi / np.sqrt(vi / (1 / k1 + 1 / k2)), k1, k2)


def log_risk_ratio(  # noqa: PLR0913
    events1: ArrayLike,
    n1: ArrayLike,
    events2: ArrayLike,
    n2: ArrayLike,
    *,
    zero_cells: str = "trials",
    add: float = 0.5,
) -> Effect:
    """Log of (events1/n1) / (events2/n2); variance 1/a − 1/n1 + 1/c − 1/n2. Below 0: fewer events with acupuncture.

    A trial with a zero among its four cells gets `add` in all four: `zero_cells` is "trials" (only such trials), "all"
    (every trial) or "none". Where nobody or everybody in both groups had the event, the result is NaN, with a
    UserWarning: such a trial says nothing about a ratio. ValueError for more events than people.
    Cochrane Handbook 10.4.4; metafor's "RR".
    """
    a, b, c, d, empty = _cells("log_risk_ratio", (events1, n1, events2, n2), zero_cells, add)
    with np.errstate(divide="ignore", invalid="ignore"):
        yi = np.log(a / (a + b)) - np.log(c / (c + d))
        vi = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return _blank(yi, vi, empty)


def log_odds_ratio(  # noqa: PLR0913
    events1: ArrayLike,
    n1: ArrayLike,
    events2: ArrayLike,
    n2: ArrayLike,
    *,
    zero_cells: str = "trials",
    add: float = 0.5,
) -> Effect:
    """Log odds ratio; variance 1/a + 1/b + 1/c + 1/d. metafor's "OR".

    Zero cells, NaN and errors as in `log_risk_ratio`.
    """
    a, b, c, d, empty = _cells("log_odds_ratio", (events1, n1, events2, n2), zero_cells, add)
    with np.errstate(divide="ignore", invalid="ignore"):
        yi = np.log(a) - np.log(b) - np.log(c) + np.log(d)
        vi = 1 / a + 1 / b + 1 / c + 1 / d
    return _blank(yi, vi, empty)


def risk_difference(  # noqa: PLR0913
    events1: ArrayLike,
    n1: ArrayLike,
    events2: ArrayLike,
    n2: ArrayLike,
    *,
    zero_cells: str = "none",
    add: float = 0.5,
) -> Effect:
    """Difference of risks (1 − 2) as a share, −1 to 1; variance p1(1 − p1)/n1 + p2(1 − p2)/n2.

    Nothing is added to zero cells unless `zero_cells` says so (metafor's default is "trials"). With nobody or
    everybody in both groups the variance is 0, which `pool` refuses. ValueError for more events than people.
    """
    a, b, c, d, _ = _cells("risk_difference", (events1, n1, events2, n2), zero_cells, add)
    p1, p2 = a / (a + b), c / (c + d)
    return Effect((p1 - p2)[()], (p1 * (1 - p1) / (a + b) + p2 * (1 - p2) / (c + d))[()])


def _groups(where: str, *values: ArrayLike) -> list[Floats]:
    found = numbers(where, **dict(zip(("mean1", "sd1", "n1", "mean2", "sd2", "n2"), values, strict=True)))
    positive(where, sd1=found[1], sd2=found[4])
    at_least_one(where, n1=found[2], n2=found[5])
    return found


def _degrees(where: str, n1: ArrayLike, n2: ArrayLike) -> Floats:
    k1, k2 = numbers(where, n1=n1, n2=n2)
    at_least_one(where, n1=k1, n2=k2)
    need(where, "n1 + n2", k1 + k2, k1 + k2 > 2, "3 people or more, for a degree of freedom")
    return k1 + k2 - 2


def _interval(where: str, difference: ArrayLike, low: ArrayLike, high: ArrayLike, level: float) -> list[Floats]:
    share(where, level)
    yi, low, high = numbers(where, difference=difference, low=low, high=high)
    need(where, "high", high, high >= low, "a number not below low: the interval is upside down")
    need(where, "high", high, high > low, "a number above low: the interval has no width")
    need(where, "difference", yi, (low <= yi) & (yi <= high), "a number within its own interval, low to high")
    return [yi, low, high]


def _standardised(d: Floats, n1: Floats, n2: Floats) -> Effect:
    g = d * correction_j(n1 + n2 - 2)
    return Effect(g[()], (1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2)))[()])


def _cells(where: str, counts: tuple[ArrayLike, ...], zero_cells: str, add: float) -> tuple[Floats, ...]:
    """The four cells after the zero-cell rule, and where nobody or everybody in both groups had the event."""
    one_of(where, "zero_cells", zero_cells, ("trials", "all", "none"))
    if not add >= 0:
        raise ValueError(f"{where}: add is {add!r}, allowed is 0 or more.")
    e1, n1, e2, n2 = numbers(where, **dict(zip(("events1", "n1", "events2", "n2"), counts, strict=True)))
    at_least_one(where, n1=n1, n2=n2)
    for name, events, people in (("events1", e1, n1), ("events2", e2, n2)):
        need(where, name, events, events >= 0, "0 or more")
        need(where, name, events, events <= people, f"at most the number of people, n{name[-1]}")
    a, b, c, d = np.broadcast_arrays(e1, n1 - e1, e2, n2 - e2)
    empty = ((a == 0) & (c == 0)) | ((b == 0) & (d == 0))
    has_zero = (a == 0) | (b == 0) | (c == 0) | (d == 0)
    extra = add * {"trials": has_zero, "all": np.ones_like(has_zero), "none": np.zeros_like(has_zero)}[zero_cells]
    return a + extra, b + extra, c + extra, d + extra, empty


def _blank(yi: Floats, vi: Floats, empty: Floats) -> Effect:
    """NaN where both groups have no event or nothing but events, and where a zero cell was left as it is."""
    lost = empty | ~np.isfinite(yi) | ~np.isfinite(vi)
    if lost.any():
        warnings.warn(
            f"{int(lost.sum())} of {lost.size} trials give no ratio (nobody or everybody in both groups had the event, "
            "or a zero cell was left as it is): their yi and vi are NaN.",
            UserWarning,
            stacklevel=3,
        )
    return Effect(np.where(lost, np.nan, yi)[()], np.where(lost, np.nan, vi)[()])
