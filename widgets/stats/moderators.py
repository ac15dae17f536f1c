"""Why trials differ: regression of the effect on one property of the trials, and comparison of subgroups."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from . import tau2 as _tau2
from ._check import Floats, numbers, one_of, trials
from ._model import Model
from .pooling import Method, Setup, Test, checked, critical, pool, test_of

FEW = 10


class Coefficient(NamedTuple):
    """One coefficient with its standard error in use, interval, statistic and two-sided p."""

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    stat: float
    p: float


@dataclass(frozen=True)
class MetaRegression:
    """A mixed-effects meta-regression on one moderator.

    `slope` is the change of the effect for one unit more of the moderator, `intercept` the effect where it is 0.
    `tau2` is what variance between trials is left, `r2` the percent of it that the moderator explains (NaN where there
    was none). `qe` tests what is left against chance on `df` = k − 2 degrees of freedom; `qm` tests the moderator:
    chi-squared with one degree of freedom under "wald", F(1, k − 2) under Hartung–Knapp (metafor's "knha").
    """

    intercept: Coefficient
    slope: Coefficient
    tau2: float
    r2: float
    qe: float
    p_qe: float
    qm: float
    p_qm: float
    k: int
    df: int
    method: str
    test: str
    level: float
    warning: str

    def to_frame(self) -> pd.DataFrame:
        """The two coefficients, one row each."""
        return pd.DataFrame([self.intercept, self.slope], index=["intercept", "slope"])


def meta_regression(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    moderator: ArrayLike,
    method: Method = "REML",
    test: Test = "hksj",
    *,
    level: float = 0.95,
) -> MetaRegression:
    """Regress effects on one numeric `moderator` (a number for each trial), with tau² for what it leaves.

    It compares trials, not people within trials: what differs between trials is not randomised. ValueError as in
    `pool`, for fewer than three trials, and for a moderator that is the same in all.
    Viechtbauer 2010; Knapp and Hartung 2003.
    """
    setup = checked("meta_regression", method, test, level)
    yi, vi = trials("meta_regression", effects, variances, least=3)
    (x,) = numbers("meta_regression", moderator=moderator)
    if x.shape != yi.shape:
        raise ValueError(f"meta_regression: moderator has shape {x.shape}, allowed is {yi.shape}: one for each trial.")
    if np.ptp(x) <= 1e-12 * np.abs(x).max():
        raise ValueError(f"meta_regression: moderator is {x[0]:g} in all trials; allowed is one that differs.")
    model = _tau2.model_of("meta_regression", yi, vi, np.column_stack([np.ones(len(x)), x]))
    tau2 = _tau2.estimate(model, method)
    before = _tau2.estimate(_tau2.model_of("meta_regression", yi, vi), method)
    coefficients, _ = _coefficients(model, tau2, setup)
    q = model.at(0.0).q
    qm, p_qm = coefficients[1].stat ** 2, coefficients[1].p
    return MetaRegression(
        intercept=coefficients[0],
        slope=coefficients[1],
        tau2=tau2,
        r2=100 * max(0.0, (before - tau2) / before) if before > 0 else math.nan,
        qe=q,
        p_qe=float(chdtrc(model.df, q)),
        qm=qm,
        p_qm=p_qm,
        k=model.k,
        df=model.df,
        method=method,
        test=test,
        level=level,
        warning=f"{model.k} trials are few for a regression: ten or more for each moderator." if model.k < FEW else "",
    )


class Group(NamedTuple):
    """One subgroup's pooled result; `se` and interval by the test asked for (Wald's for a trial on its own)."""

    group: str
    k: int
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    tau2: float


@dataclass(frozen=True)
class Subgroups:
    """Pooled results of subgroups, and a test of whether they differ.

    `q_between` has `df` = groups − 1 degrees of freedom and rests on Wald standard errors, whatever the intervals use:
    Hartung–Knapp's can be 0 in a small group. `tau2` says whether each group has its own tau² ("separate"; NaN in a
    group of one trial, where the test takes 0) or all share one ("common").
    """

    groups: tuple[Group, ...]
    q_between: float
    df: int
    p: float
    tau2: str
    notes: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row for each group."""
        return pd.DataFrame(self.groups)


def compare_subgroups(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    groups: Sequence[str],
    method: Method = "REML",
    test: Test = "hksj",
    *,
    tau2: Literal["separate", "common"] = "separate",
    level: float = 0.95,
) -> Subgroups:
    """Pool each group of trials on its own and compare: is the difference between groups more than chance?

    `groups` names the group of each trial; the result has them in order of first appearance. With "common" one model
    with one tau² holds all groups, which is better where they are small. ValueError as in `pool`, for fewer than two
    groups, and, with "common", for as many groups as trials. Borenstein et al. 2009, chapter 19.
    """
    where = "compare_subgroups"
    setup = checked(where, method, test, level)
    one_of(where, "tau2", tau2, ("separate", "common"))
    yi, vi = trials(where, effects, variances, least=2)
    if len(groups) != len(yi):
        raise ValueError(f"{where}: groups has {len(groups)} entries, allowed is one for each of {len(yi)} trials.")
    unique = tuple(dict.fromkeys(map(str, groups)))
    if len(unique) < 2:
        raise ValueError(f"{where}: all trials are in group {unique[0]!r}, allowed are two groups or more.")
    member = np.array([[str(group) == name for group in groups] for name in unique])
    found, variances_ = (_separate if tau2 == "separate" else _common)(yi, vi, unique, member, setup)
    weights, means = 1 / variances_, np.array([group.estimate for group in found])
    q_between = float(weights @ (means - weights @ means / weights.sum()) ** 2)
    return Subgroups(found, q_between, len(unique) - 1, float(chdtrc(len(unique) - 1, q_between)), tau2, _notes(found))


Found = tuple[tuple[Group, ...], Floats]


def _separate(yi: Floats, vi: Floats, unique: tuple[str, ...], member: Floats, setup: Setup) -> Found:
    """Each group by `pool`, and its Wald variance."""
    groups, variances = [], []
    for name, inside in zip(unique, member, strict=True):
        fit = pool(yi[inside], vi[inside], setup.method, setup.test, level=setup.level)
        groups.append(Group(name, fit.k, fit.estimate, fit.se, fit.ci_low, fit.ci_high, fit.tau2))
        variances.append(1 / (1 / (vi[inside] + (fit.tau2 if fit.k > 1 else 0.0))).sum())
    return tuple(groups), np.array(variances)


def _common(yi: Floats, vi: Floats, unique: tuple[str, ...], member: Floats, setup: Setup) -> Found:
    """All groups in one model with one tau², and their Wald variances."""
    model = _tau2.model_of("compare_subgroups", yi, vi, member.T.astype(float))
    tau2 = _tau2.estimate(model, setup.method)
    coefficients, variances = _coefficients(model, tau2, setup)
    groups = (
        Group(name, int(inside.sum()), one.estimate, one.se, one.ci_low, one.ci_high, tau2)
        for name, inside, one in zip(unique, member, coefficients, strict=True)
    )
    return tuple(groups), variances


def _coefficients(model: Model, tau2: float, setup: Setup) -> tuple[list[Coefficient], Floats]:
    """The coefficients at a given tau² with the test asked for, and their Wald variances."""
    fit = model.fit(tau2)
    ratio = fit.q / model.df
    factor = {"wald": 1.0, "hksj": ratio, "hksj-modified": max(1.0, ratio)}[setup.test]
    df = math.inf if setup.test == "wald" else float(model.df)
    quantile = critical(setup.level, df)
    found = []
    for value, variance in zip(fit.coefficients.tolist(), np.diag(fit.covariance).tolist(), strict=True):
        se = math.sqrt(variance * factor)
        found.append(Coefficient(value, se, value - quantile * se, value + quantile * se, *test_of(value, se, df)))
    return found, np.diag(fit.covariance)


def _notes(groups: tuple[Group, ...]) -> tuple[str, ...]:
    notes = [
        "Comparing subgroups compares trials, not people within trials: what differs between them is not randomised."
    ]
    single = [group.group for group in groups if group.k == 1]
    if single:
        notes.append(f"One trial only in: {', '.join(single)}.")
    return tuple(notes)
