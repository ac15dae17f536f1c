"""Two practitioners and one label: what their table of four counts says, and studies drawn from it (as in study.js).

A table is four counts of people: both give the label, only the first, only the second, neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from widgets._shared.stream import philox, share
from widgets.agreement import chance_agreement, kappa

MOST = 10_000
"""The most people in a cell."""


class Agreement(NamedTuple):
    """What a table says: people in it, share on which both agree, share by luck, kappa (None if luck alone gives 1)."""

    people: int
    observed: float
    by_chance: float
    kappa: float | None


def check(table: Sequence[int]) -> list[int]:
    """The four counts as plain numbers. ValueError says what was found and what is allowed."""
    if isinstance(table, str) or len(table) != 4 or any(n != int(n) or not 0 <= n <= MOST for n in table):
        raise ValueError(f"table is {table!r:.60}, allowed are four whole numbers from 0 to {MOST:,}.")
    if not any(table):
        raise ValueError("table is empty; at least one person must be in it.")
    return [int(n) for n in table]


def agreement_of(table: Sequence[int]) -> Agreement:
    """Observed agreement, agreement by chance and Cohen's kappa of a table."""
    both, first, second, neither = check(table)
    people = both + first + second + neither
    luck = (both + first) * (both + second) + (neither + first) * (neither + second)
    observed, by_chance = (both + neither) / people, luck / people**2
    return Agreement(people, observed, by_chance, kappa(observed, by_chance) if luck < people**2 else None)


def table_for(wanted: float, label: float = 0.5, people: int = 1000) -> list[int]:
    """A table in which both give the label to the share `label` of all, and kappa is `wanted` up to rounding."""
    split = (1 - wanted) * (1 - chance_agreement(label)) / 2
    apart, both = round(split * people), round((label - split) * people)
    return check([both, apart, apart, people - 2 * apart - both])


def studies(table: Sequence[int], people: int, runs: int, seed: int = 1) -> np.ndarray:
    """Kappa in each of `runs` studies of `people` people, drawn at random from a table; NaN where it has no value."""
    ends = np.cumsum(check(table))
    person, study = np.meshgrid(np.arange(1, people + 1), np.arange(1, runs + 1))
    drawn = share(philox((person, study, 0, 0), (seed, 0))[0]) * ends[-1]
    cell = np.searchsorted(ends, drawn, side="right")
    both, first, second, neither = ((cell == place).sum(axis=1) for place in range(4))
    luck = (both + first) * (both + second) + (neither + first) * (neither + second)
    with np.errstate(invalid="ignore"):
        return (people * (both + neither) - luck) / np.where(luck < people**2, people**2 - luck, np.nan)


def middle(kappas: Sequence[float]) -> tuple[float, float]:
    """Between which values 95 of 100 lie, with as many above as below; those without a value are left out."""
    known = np.sort(np.asarray(kappas, float)[~np.isnan(kappas)])
    cut = int(0.025 * len(known))
    return float(known[cut]), float(known[len(known) - 1 - cut])
