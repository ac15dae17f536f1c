"""Counts of rare events: exact Poisson intervals, the rule of three, and how easily a study sees nothing at all.

A count is a whole number of events; what it is counted in (patients, treatments, sessions) is the caller's to say, and
rates are events per one of these. Intervals are Garwood's (Biometrika 1936;28:437), from the chi-squared distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from scipy.stats import chi2

from ._check import share


@dataclass(frozen=True)
class CountedRate:
    """A rate (events per one patient, treatment or session) with its exact interval.

    `sides` is 2, or 1 where nothing was counted: then `low` is 0 and `high` the one-sided upper limit.
    """

    rate: float
    low: float
    high: float
    sides: int


def poisson_interval(events: int, level: float = 0.95) -> tuple[float, float]:
    """The exact two-sided interval for the expected number of events, when `events` were counted.

    Zero events give 0 below and 3.69 above at level 0.95: half of what may be missed lies on each side. Whoever looks
    only at the upper side takes `upper_limit`.
    """
    _whole("poisson_interval", events)
    share("poisson_interval", level)
    tail = (1 - level) / 2
    low = float(chi2.ppf(tail, 2 * events)) / 2 if events else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * events + 2)) / 2


def upper_limit(events: int, level: float = 0.95) -> float:
    """The exact one-sided upper limit for the expected number of events: 3.00 for zero events at level 0.95."""
    _whole("upper_limit", events)
    share("upper_limit", level)
    return float(chi2.ppf(level, 2 * events + 2)) / 2


def counted_rate(events: int, of: float, level: float = 0.95) -> CountedRate:
    """Events per one of `of` patients, treatments or sessions, with the exact interval.

    Two-sided; for zero events one-sided, because no rate lies below zero, and so that it agrees with the rule of three.
    """
    _whole("counted_rate", events)
    _some("counted_rate", of)
    low, high = poisson_interval(events, level) if events else (0.0, upper_limit(0, level))
    return CountedRate(events / of, low / of, high / of, 2 if events else 1)


def rule_of_three(of: float) -> float:
    """The highest rate that fits with no event among `of`, one-sided at 95 %: three in `of`, as a share."""
    _some("rule_of_three", of)
    return 3 / of


def chance_of_none(rate: float, of: float) -> float:
    """The chance of counting nothing among `of`, from 0 to 1, if the true rate is `rate` events per one (Poisson)."""
    _some("chance_of_none", of)
    if not rate >= 0:
        raise ValueError(f"chance_of_none: rate is {rate!r}, allowed is 0 or more events per one.")
    return exp(-rate * of)


def _whole(where: str, events: int) -> None:
    if isinstance(events, bool) or not 0 <= events < float("inf") or events != int(events):
        raise ValueError(f"{where}: events is {events!r}, allowed is a whole number from 0.")


def _some(where: str, of: float) -> None:
    if not 0 < of < float("inf"):
        raise ValueError(f"{where}: of is {of!r}, allowed is a number above 0: what the events are counted in.")
