"""What a trial reports: each arm by itself, and two arms against each other. compare.js is the same in JavaScript.

Differences are the first arm's mean change minus the second's, in points. Lower is better, so a negative difference
favours the first arm. p and interval are Welch's, on the changes of those who stayed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from widgets.trial_simulator.trial import Arm

COMPARISONS = [("needle", "sham"), ("needle", "usual"), ("sham", "usual")]
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Summary:
    """One arm, for each trial."""

    people: int
    stayed: np.ndarray
    mean_start: np.ndarray
    mean_end: np.ndarray
    mean_change: np.ndarray
    sd_change: np.ndarray
    responders: np.ndarray
    """share of all who began, 0 to 1"""


@dataclass(frozen=True)
class Comparison:
    """Two arms, for each trial."""

    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def summarise(arm: Arm) -> Summary:
    """The arm's numbers. Means of start, end and change are of those who stayed; nan where too few did."""
    stays, stayed = arm.stays, arm.stays.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):

        def mean(values: np.ndarray) -> np.ndarray:
            return np.where(stays, values, 0).sum(axis=1) / stayed

        change = arm.end - arm.start
        mean_change = mean(change)
        squares = np.where(stays, (change - mean_change[:, None]) ** 2, 0).sum(axis=1)
        sd = np.sqrt(squares / np.where(stayed > 1, stayed - 1, np.nan))
        start, end, people = mean(arm.start), mean(arm.end), arm.start.shape[1]
    return Summary(people, stayed, start, end, mean_change, sd, arm.responds.sum(axis=1) / people)


def compare(first: Summary, second: Summary) -> Comparison:
    """Welch's t for the difference of mean changes; nan where an arm has fewer than two people left."""
    difference = first.mean_change - second.mean_change
    with np.errstate(invalid="ignore", divide="ignore"):
        one, two = first.sd_change**2 / first.stayed, second.sd_change**2 / second.stayed
        error = np.sqrt(one + two)
        df = (one + two) ** 2 / (one**2 / (first.stayed - 1) + two**2 / (second.stayed - 1))
        exact = error == 0  # nobody differs in either arm
        df = np.where(exact, 1.0, df)
        t = np.where(exact, np.where(difference == 0, 0.0, np.inf), np.abs(difference) / error)
        half = np.where(exact, 0.0, stdtrit(df, 0.975) * error)
        p = 2 * stdtr(df, -t)
    return Comparison(difference, difference - half, difference + half, p)


def works(found: Comparison) -> np.ndarray:
    """Whether a reader of p alone would say "works": p below 0.05, and the first arm better."""
    return (found.p < SIGNIFICANT) & (found.difference < 0)


def name_of(pair: tuple[str, str]) -> str:
    return "-".join(pair)


def put_in(settings, pair: tuple[str, str]) -> float:
    """The difference that the settings put between two arms, before the ends of the scale cut it."""
    helps = {
        "needle": settings["expectation"] + settings["specific"],
        "sham": settings["expectation"] * (1 - settings["guessed"] / 100),
        "usual": 0.0,
    }
    return helps[pair[1]] - helps[pair[0]]
