"""Pooling of trials: random effects with Hartung–Knapp interval and prediction interval, or a common effect.

widgets/_shared/pooling.js is the same in JavaScript; both are tested against data/reference/metafor_reference.json.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Literal, NamedTuple

import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr, ndtri, stdtr, stdtrit

from . import tau2 as _tau2
from . import words as _words
from ._check import Floats, names, one_of, share, trials
from ._model import Mean

Method = Literal["REML", "ML", "DL", "PM", "EB", "HE", "SJ", "EE"]
Test = Literal["hksj", "hksj-modified", "wald"]
TESTS = ("hksj", "hksj-modified", "wald")
NAN = math.nan


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """What `pool` found. Effects are acupuncture minus comparator, in the units of the effects given (logs for ratios).

    `se` is the standard error in use (Hartung–Knapp's under "hksj"); `stat` and `p` test an effect of 0 on `df` degrees
    of freedom (infinite for a normal test). The prediction interval `pi_low` to `pi_high` is estimate ± t(k − 1) ·
    √(tau² + se²) with the se in use, whatever the test: metafor's under Hartung–Knapp (under Wald metafor takes the
    normal quantile, and Higgins et al. 2009 t(k − 2)); with "EE" there is none. `i2` is in percent and `h2` a ratio,
    from tau² and the typical variance of Higgins and Thompson 2002; with "EE" from Cochran's `q`. `p_q` belongs to `q`
    on k − 1 degrees of freedom. `weights` are percent. `notes` are sentences about what could not be done as asked.

    A number that one trial, or a common effect, can't give is NaN.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    pi_low: float
    pi_high: float
    tau2: float
    i2: float
    h2: float
    q: float
    p_q: float
    k: int
    weights: tuple[float, ...] = field(repr=False)
    method: str
    test: str
    stat: float
    p: float
    df: float
    level: float
    measure: str
    labels: tuple[str, ...] = field(repr=False)
    effects: tuple[float, ...] = field(repr=False)
    variances: tuple[float, ...] = field(repr=False)
    notes: tuple[str, ...]

    @cached_property
    def _tau2_interval(self) -> _tau2.Interval:
        if self.k == 1 or self.method == "EE":
            return _tau2.Interval(NAN, NAN)
        return _tau2.q_profile(self.effects, self.variances, level=self.level)

    @property
    def tau2_ci_low(self) -> float:
        """Lower limit of the Q-profile interval for tau² (worked out when first asked for)."""
        return self._tau2_interval.low

    @property
    def tau2_ci_high(self) -> float:
        """Upper limit of the Q-profile interval for tau² (worked out when first asked for)."""
        return self._tau2_interval.high

    def to_frame(self) -> pd.DataFrame:
        """All results in one row, the limits for tau² too, notes joined; without what there is for each trial."""
        each = {"weights", "labels", "effects", "variances", "notes"}
        row = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in each}
        limits = {"tau2_ci_low": self.tau2_ci_low, "tau2_ci_high": self.tau2_ci_high}
        return pd.DataFrame([{**row, **limits, "notes": " ".join(self.notes)}])

    def summary(  # noqa: PLR0913
        self,
        *,
        outcome: str,
        comparator: str,
        people: str,
        when: str,
        unit: str = "points on a 0–100 scale",
        lower_is_better: bool = True,
        smallest_important: float | None = None,
        missing_trials: int | None = None,
        missing_people: int | None = None,
        largest_missing: str | None = None,
        review_says: str | None = None,
    ) -> str:
        """The result in plain sentences: size, direction, comparator, and what is missing.

        `outcome`, `comparator`, `people` and `when` are worded to stand inside a sentence ("pain", "sham acupuncture",
        "adults with chronic low back pain", "4 weeks after the start"). `smallest_important` is a size above 0 in the
        same unit (a ratio for "RR" and "OR", a share for "RD"); `review_says` a sentence. What is None is said to be
        not known. ValueError for an empty text and for negative counts.
        """
        return _words.summary(
            self,
            _words.Context(
                outcome=outcome,
                comparator=comparator,
                people=people,
                when=when,
                unit=unit,
                lower_is_better=lower_is_better,
                smallest_important=smallest_important,
                missing_trials=missing_trials,
                missing_people=missing_people,
                largest_missing=largest_missing,
                review_says=review_says,
            ),
        )


class Setup(NamedTuple):
    """How to pool: what was asked for, checked."""

    method: str
    test: str
    level: float
    measure: str


def pool(  # noqa: PLR0913
    effects: ArrayLike,
    variances: ArrayLike,
    method: Method = "REML",
    test: Test = "hksj",
    *,
    level: float = 0.95,
    labels: Sequence[str] | None = None,
    measure: Literal["MD", "SMD", "RD", "RR", "OR"] = "MD",
) -> Pooled:
    """Pool trials of one question: `effects` and their sampling `variances`, one of each for a trial (ratios as logs).

    `method` estimates tau² ("EE": a common effect, tau² = 0). `test` is "hksj" (Hartung and Knapp 2001, Sidik and
    Jonkman 2002: t(k − 1), and the variance times q), "hksj-modified" (times max(1, q): never narrower than Wald's) or
    "wald" (normal). `level` is that of all intervals; `measure` only tells `summary` how to word the result. One trial
    gives its own estimate with a Wald interval and a note.

    ValueError for a variance of 0 or less, numbers that aren't finite, unequal lengths, no trial at all, an unknown
    method or test, and "EE" with another test than "wald".
    """
    setup = checked("pool", method, test, level, measure)
    yi, vi = trials("pool", effects, variances)
    found = names("pool", labels, len(yi))
    if len(yi) == 1:
        return _one_trial(yi, vi, found, setup)
    model = _tau2.spread_out("pool", Mean(yi, vi))
    return assemble(model, _tau2.estimate(model, method), (yi, vi), found, setup)


def checked(where: str, method: str, test: str, level: float, measure: str = "MD") -> Setup:
    """The choices as a `Setup`; ValueError for one that is unknown or doesn't fit."""
    one_of(where, "method", method, _tau2.METHODS)
    one_of(where, "test", test, TESTS)
    one_of(where, "measure", measure, _words.MEASURES)
    share(where, level)
    if method == "EE" and test != "wald":
        raise ValueError(f"{where}: test is {test!r}, allowed with method 'EE' (common effect) is 'wald'.")
    return Setup(method, test, level, measure)


def assemble(model: Mean, tau2: float, data: tuple[Floats, Floats], labels: tuple[str, ...], setup: Setup) -> Pooled:
    """Pool two trials or more at a given tau²."""
    k, df = model.k, float(model.df)
    fit = model.fit(tau2)
    variance, ratio = float(fit.covariance[0, 0]), fit.q / df
    se = math.sqrt(variance * {"wald": 1.0, "hksj": ratio, "hksj-modified": max(1.0, ratio)}[setup.test])
    estimate = float(fit.coefficients[0])
    t_df = math.inf if setup.test == "wald" else df
    stat, p = test_of(estimate, se, t_df)
    half = critical(setup.level, t_df) * se
    reach = NAN if setup.method == "EE" else critical(setup.level, df) * math.sqrt(tau2 + se * se)
    at_zero = model.at(0.0)
    i2, h2 = _inconsistency(at_zero.q, at_zero.trace / model.unit, df, tau2, setup.method)
    return Pooled(
        estimate=estimate,
        se=se,
        ci_low=estimate - half,
        ci_high=estimate + half,
        pi_low=estimate - reach,
        pi_high=estimate + reach,
        tau2=tau2,
        i2=i2,
        h2=h2,
        q=at_zero.q,
        p_q=float(chdtrc(df, at_zero.q)),
        k=k,
        weights=tuple((fit.weights * (100 / float(fit.weights.sum()))).tolist()),
        method=setup.method,
        test=setup.test,
        stat=stat,
        p=p,
        df=t_df,
        level=setup.level,
        measure=setup.measure,
        labels=labels,
        effects=tuple(data[0].tolist()),
        variances=tuple(data[1].tolist()),
        notes=_notes(k, ratio, setup.test),
    )


def critical(level: float, df: float) -> float:
    """The t quantile (normal for infinite df) that leaves (1 − level)/2 above it."""
    return float(ndtri((1 + level) / 2) if math.isinf(df) else stdtrit(df, (1 + level) / 2))


def test_of(estimate: float, se: float, df: float) -> tuple[float, float]:
    """Statistic and two-sided p of an effect of 0; with se = 0 (all effects alike) ±infinity and 0, or 0 and 1."""
    if se == 0:
        return (math.copysign(math.inf, estimate), 0.0) if estimate else (0.0, 1.0)
    stat = estimate / se
    return stat, 2 * float(ndtr(-abs(stat)) if math.isinf(df) else stdtr(df, -abs(stat)))


def _inconsistency(q: float, trace: float, df: float, tau2: float, method: str) -> tuple[float, float]:
    """I² in percent and H²."""
    if method == "EE":
        return (100 * max(0.0, (q - df) / q) if q else 0.0), q / df
    typical = df / trace
    return 100 * tau2 / (typical + tau2), tau2 / typical + 1


def _notes(k: int, ratio: float, test: str) -> tuple[str, ...]:
    notes = []
    if k == 2 and test != "wald":
        notes.append("With two trials the Hartung–Knapp interval rests on one degree of freedom and is rarely of use.")
    if test == "hksj" and ratio == 0:
        notes.append('All effects are alike, so the Hartung–Knapp interval has no width: use test "hksj-modified".')
    elif test == "hksj" and ratio < 1 - 1e-9:  # with two trials REML makes it 1, but for rounding
        notes.append(
            "The effects differ less than chance would make them differ, so Hartung–Knapp's standard error is smaller "
            'than Wald\'s; test "hksj-modified" prevents that.'
        )
    return tuple(notes)


def _one_trial(yi: Floats, vi: Floats, labels: tuple[str, ...], setup: Setup) -> Pooled:
    estimate, se = float(yi[0]), math.sqrt(float(vi[0]))
    stat, p = test_of(estimate, se, math.inf)
    half = critical(setup.level, math.inf) * se
    note = "One trial: nothing is pooled, and how trials differ can't be told; this is its own estimate."
    if setup.test != "wald":
        note += " Its interval is Wald's (normal), as Hartung–Knapp needs two trials."
    return Pooled(
        estimate=estimate,
        se=se,
        ci_low=estimate - half,
        ci_high=estimate + half,
        **dict.fromkeys(("pi_low", "pi_high", "tau2", "i2", "h2", "q", "p_q"), NAN),
        k=1,
        weights=(100.0,),
        method=setup.method,
        test="wald",
        stat=stat,
        p=p,
        df=math.inf,
        level=setup.level,
        measure=setup.measure,
        labels=labels,
        effects=(estimate,),
        variances=(float(vi[0]),),
        notes=(note,),
    )
