"""What a trial would find in the long run, worked out instead of drawn: to fit presets to printed results.

It uses no random numbers: the distribution of starts is integrated by Gauss and Legendre's rule, the end is normal
for each start and cut at the ends of the scale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from widgets.trial_simulator.trial import Ready, ready

NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)
REACH = 8.0
"""standard deviations beyond which nobody is looked for"""


@dataclass(frozen=True)
class LongRun:
    """One arm of endlessly many people."""

    mean_start: float
    mean_end: float
    responders: float
    """share of all who began, 0 to 1"""

    @property
    def mean_change(self) -> float:
        return self.mean_end - self.mean_start


def long_run(settings: Mapping, arm: str) -> LongRun:
    """What the arm would show with endlessly many people."""
    treated = settings["natural"] + settings["expectation"]
    if arm == "needle":
        return _helped(settings, treated + settings["specific"])
    if arm == "usual":
        return _helped(settings, settings["natural"])
    loses = settings["guessed"] / 100
    believes, sees = _helped(settings, treated), _helped(settings, settings["natural"])
    return LongRun(
        believes.mean_start,
        (1 - loses) * believes.mean_end + loses * sees.mean_end,
        (1 - loses) * believes.responders + loses * sees.responders,
    )


def _helped(settings: Mapping, points: float) -> LongRun:
    """Endlessly many people who all get so many points taken off."""
    known, worst = ready(settings), settings["scale_max"]
    first, weight = _starts(known, settings["entry"])
    start = np.clip(first, 0, worst)
    middle = known.mean + known.pull * (first - known.mean) - points
    enough = start * (1 - settings["responder"] / 100)
    responds = np.where(start > 0, ndtr((enough - middle) / known.noise), 0) * (1 - settings["dropout"] / 100)
    end = _cut_mean(middle, known.noise, 0, worst)
    return LongRun(*(float((weight * values).sum()) for values in (start, end, responds)))


def _starts(known: Ready, entry: float) -> tuple[np.ndarray, np.ndarray]:
    """Starts before the scale cuts them, and how much each weighs; the weights sum to 1."""
    lowest = -REACH if entry <= 0 else max(-REACH, (entry - known.mean) / known.spread)
    highest = max(REACH, lowest + 2)
    z = lowest + (NODES + 1) / 2 * (highest - lowest)
    weight = WEIGHTS * np.exp(-(z**2) / 2)
    return known.mean + known.spread * z, weight / weight.sum()


def _cut_mean(mean: np.ndarray, sd: float, low: float, high: float) -> np.ndarray:
    """The mean of a normal variable that is set to `low` where it is lower, and to `high` where it is higher."""
    a, b = (low - mean) / sd, (high - mean) / sd
    density = (np.exp(-(a**2) / 2) - np.exp(-(b**2) / 2)) / np.sqrt(2 * np.pi)
    return low * ndtr(a) + high * ndtr(-b) + mean * (ndtr(b) - ndtr(a)) + sd * density


def fit(settings: Mapping, shows: Callable[[LongRun], float], targets: Mapping[str, float]) -> dict[str, float]:
    """`natural`, `expectation` and `specific` with which `shows` of each arm is its target, to a tenth of a point.

    Nobody in the sham arm sees through it in such a fit.
    """
    worst = settings["scale_max"]

    def points(target: float) -> float:
        return brentq(lambda help_: shows(_helped(settings, help_)) - target, -worst, worst)

    usual, sham, needle = (points(targets[arm]) for arm in ("usual", "sham", "needle"))
    parts = {"natural": usual, "expectation": sham - usual, "specific": needle - sham}
    return {name: round(value, 1) for name, value in parts.items()}
