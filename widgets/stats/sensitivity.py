"""How much a pooled result hangs on single trials, and whether small trials tell another story than large ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from . import tau2 as _tau2
from ._check import Floats, names, one_of, trials
from ._model import Regression
from .pooling import Method, Pooled, Test, checked, pool, test_of

FEW = 10
SHOWN = ("k", "estimate", "se", "ci_low", "ci_high", "p", "tau2", "i2")


def leave_one_out(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    method: Method = "REML",
    test: Test = "hksj",
    *,
    level: float = 0.95,
    labels: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row for each trial left out: `omitted`, what `pool` finds without it, and `change` from the full estimate.

    Columns omitted, k, estimate, se, ci_low, ci_high, p, tau2, i2, change; units as in `pool`. ValueError as in `pool`,
    and for fewer than two trials.
    """
    yi, vi = trials("leave_one_out", effects, variances, least=2)
    found = names("leave_one_out", labels, len(yi))
    full = pool(yi, vi, method, test, level=level).estimate
    rows = []
    for place, label in enumerate(found):
        rest = pool(np.delete(yi, place), np.delete(vi, place), method, test, level=level)
        rows.append({"omitted": label, **_row(rest), "change": rest.estimate - full})
    return pd.DataFrame(rows)


def cumulative(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    method: Method = "REML",
    test: Test = "hksj",
    *,
    level: float = 0.95,
    labels: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row for each trial, in the order given: `added`, and what `pool` finds for it and those before.

    Columns added, k, estimate, se, ci_low, ci_high, p, tau2, i2; the first row is one trial's own estimate. ValueError
    as in `pool`. Lau et al. 1992.
    """
    yi, vi = trials("cumulative", effects, variances)
    found = names("cumulative", labels, len(yi))
    fits = (pool(yi[:count], vi[:count], method, test, level=level) for count in range(1, len(yi) + 1))
    return pd.DataFrame([{"added": label, **_row(fit)} for label, fit in zip(found, fits, strict=True)])


def influence(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    method: Method = "REML",
    test: Test = "hksj",
    *,
    level: float = 0.95,
    labels: Sequence[str] | None = None,
    top: int = 2,
) -> pd.DataFrame:
    """The `top` most influential trials: the rows of `leave_one_out` with the largest change of the estimate."""
    if top < 1:
        raise ValueError(f"influence: top is {top}, allowed is 1 or more.")
    frame = leave_one_out(effects, variances, method, test, level=level, labels=labels)
    order = frame["change"].abs().sort_values(ascending=False, kind="stable").index[:top]
    return frame.loc[order].reset_index(drop=True)


@dataclass(frozen=True)
class Egger:
    """Two tests of whether the effect changes with its standard error ("small-study effects").

    `t`, `df`, `p`: the classical regression, weighted by 1/variance (Egger et al. 1997). `z`, `p_mixed`: the same slope
    in a mixed-effects model with REML (Sterne and Egger 2005). Above 0: less precise trials have higher effects.
    `warning` is empty with ten trials or more.
    """

    k: int
    t: float
    df: int
    p: float
    z: float
    p_mixed: float
    warning: str


def egger(effects: ArrayLike, variances: ArrayLike) -> Egger:
    """Egger's test in its classical and its mixed-effects form.

    ValueError for fewer than three trials, and where all variances are alike, so that there is nothing to compare.
    """
    yi, vi = trials("egger", effects, variances, least=3)
    model, se = _on_standard_error("egger", yi, vi)
    fixed = model.fit(0.0)
    mixed = model.fit(_tau2.estimate(model, "REML"))
    t, p = test_of(float(fixed.coefficients[1]), math.sqrt(fixed.q / model.df * fixed.covariance[1, 1]), model.df)
    z, p_mixed = test_of(float(mixed.coefficients[1]), math.sqrt(mixed.covariance[1, 1]), math.inf)
    return Egger(
        k=len(se),
        t=t,
        df=model.df,
        p=p,
        z=z,
        p_mixed=p_mixed,
        warning=_few(len(se), "Egger's test"),
    )


@dataclass(frozen=True)
class TrimFill:
    """What trim and fill found: `k0` trials thought missing on `side`, and the pool with their mirror images filled in.

    `side` is where trials seem to be missing, "left" (low effects) or "right"; `effects` and `variances` hold the given
    trials first, then the filled ones. `warning` always says what the method can't tell.
    """

    k0: int
    side: str
    estimate: float
    ci_low: float
    ci_high: float
    pooled: Pooled
    effects: tuple[float, ...]
    variances: tuple[float, ...]
    warning: str


def trim_and_fill(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    method: Method = "REML",
    test: Test = "hksj",
    *,
    level: float = 0.95,
    side: Literal["left", "right"] | None = None,
) -> TrimFill:
    """Duval and Tweedie's trim and fill (2000) with their estimator L0, as metafor does by default.

    Without a `side` it is opposite to the slope of the effects on their standard errors (the same mixed-effects model
    as in `egger`, with tau² by `method`). ValueError for fewer than three trials, and where all variances are alike and
    no side is given.
    """
    checked("trim_and_fill", method, test, level)
    yi, vi = trials("trim_and_fill", effects, variances, least=3)
    if side is None:
        model, _ = _on_standard_error("trim_and_fill", yi, vi)
        slope = model.fit(_tau2.estimate(model, method)).coefficients[1]
        side = "right" if slope < 0 else "left"
    one_of("trim_and_fill", "side", side, ("left", "right"))
    sign = -1.0 if side == "right" else 1.0
    order = np.argsort(sign * yi, kind="stable")
    k0, centre = _trim(sign * yi[order], vi[order], method)
    outer = order[len(yi) - k0 :]
    filled_y = np.concatenate([yi, 2 * sign * centre - yi[outer]])
    filled_v = np.concatenate([vi, vi[outer]])
    pooled = pool(filled_y, filled_v, method, test, level=level)
    warning = (
        "Trim and fill invents trials: it asks what would be if only unpublished trials made the funnel uneven. Other "
        "reasons do, too, and where trials differ much it is often wrong. " + _few(len(yi), "It")
    )
    return TrimFill(
        k0=k0,
        side=side,
        estimate=pooled.estimate,
        ci_low=pooled.ci_low,
        ci_high=pooled.ci_high,
        pooled=pooled,
        effects=pooled.effects,
        variances=pooled.variances,
        warning=warning.strip(),
    )


def _trim(yi: Floats, vi: Floats, method: str) -> tuple[int, float]:
    """How many of the highest of the sorted `yi` have no mirror image, and the mean of the rest.

    The count and the mean depend on each other, so they are taken in turns until the count stays.
    """
    k, k0 = len(yi), 0
    for _ in range(100):
        kept_y, kept_v = yi[: k - k0], vi[: k - k0]
        centre = pool(kept_y, kept_v, method, "wald").estimate
        away = yi - centre
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(away), kind="stable")] = np.arange(1, k + 1)
        above = ranks[away > 0].sum()
        # Python rounds halves to even, as R does.
        found = max(0, round((4 * above - k * (k + 1)) / (2 * k - 1)))
        if found == k0:
            break
        k0 = found
    return k0, centre


def _on_standard_error(where: str, yi: Floats, vi: Floats) -> tuple[Regression, Floats]:
    se = np.sqrt(vi)
    if np.ptp(se) <= 1e-10 * se.max():
        raise ValueError(f"{where}: all variances are {vi[0]:.6g}; allowed are trials of different precision.")
    model = _tau2.model_of(where, yi, vi, np.column_stack([np.ones(len(se)), se]))
    return model, se


def _few(k: int, what: str) -> str:
    return f"{what} can't tell chance from a pattern in {k} trials: fewer than {FEW}." if k < FEW else ""


def _row(fit: Pooled) -> dict[str, float]:
    return {name: getattr(fit, name) for name in SHOWN}
