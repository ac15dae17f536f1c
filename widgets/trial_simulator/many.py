"""The same trial again and again, each time with other people. many.js is the same in JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from widgets.trial_simulator.compare import COMPARISONS, SIGNIFICANT, Comparison, compare, name_of, summarise, works
from widgets.trial_simulator.trial import ARMS, draw

AT_ONCE = 60_000
"""people drawn in one go, so that memory stays small"""
VERDICTS = {"both": (True, True), "usual only": (True, False), "sham only": (False, True), "neither": (False, False)}
"""whether the needle "works" against usual care, and against sham"""


def run_many(settings: Mapping, trials: int) -> dict[str, Comparison]:
    """Trials 1 to `trials`; by comparison ("needle-sham"), one entry a trial."""
    size = max(1, AT_ONCE // settings["people"])
    parts = [_some(settings, range(first, min(first + size, trials + 1))) for first in range(1, trials + 1, size)]
    fields = Comparison.__dataclass_fields__
    return {
        name: Comparison(*(np.concatenate([getattr(part[name], field) for part in parts]) for field in fields))
        for name in parts[0]
    }


def _some(settings: Mapping, trials: range) -> dict[str, Comparison]:
    arms = {arm: summarise(draw(settings, arm, trials)) for arm in ARMS}
    return {name_of(pair): compare(arms[pair[0]], arms[pair[1]]) for pair in COMPARISONS}


@dataclass(frozen=True)
class Long:
    """One comparison over many trials. Shares run from 0 to 1 and are of all trials."""

    mean: float
    """mean estimate, in points"""
    sd: float
    """standard deviation of the estimates, in points"""
    works: float
    """p < 0.05 and the first arm better"""
    significant: float
    """p < 0.05, in either direction"""
    mean_works: float
    """mean estimate of those trials alone that say "works", in points"""


def sum_up(found: Comparison) -> Long:
    """What many trials of one comparison say together; trials with too few people left say nothing."""
    told = found.difference[~np.isnan(found.p)]
    says = found.difference[works(found)]
    return Long(
        mean=float(told.mean()) if told.size else float("nan"),
        sd=float(told.std(ddof=1)) if told.size > 1 else float("nan"),
        works=says.size / found.p.size,
        significant=float((found.p < SIGNIFICANT).sum() / found.p.size),
        mean_works=float(says.mean()) if says.size else float("nan"),
    )


def verdicts(found: Mapping[str, Comparison]) -> dict[str, float]:
    """How often the two comparisons of the needle say "works" together: shares of all trials."""
    usual, sham = works(found["needle-usual"]), works(found["needle-sham"])
    return {name: float(((usual == first) & (sham == second)).mean()) for name, (first, second) in VERDICTS.items()}
