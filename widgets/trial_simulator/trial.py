"""One made-up trial: who takes part, how they begin and how they end. trial.js is the same in JavaScript.

A person has a usual level, and days round it. Let in is who reaches the entry level on the day of entry, so the start
tends to be a bad day: the end lies nearer to the usual level whatever is done (regression to the mean). From this all
that helps is taken off, and the scale ends at 0 and at its highest value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from widgets._shared.stream import philox, share, standard_normal
from widgets.trial_simulator.settings import let_in

ARMS = ["needle", "sham", "usual"]


@dataclass(frozen=True)
class Arm:
    """One arm of one or several trials: arrays of trials × people."""

    start: np.ndarray
    """at entry, in points; higher is worse"""
    end: np.ndarray
    """at the end, in points; also of those who drop out, whom no trial sees"""
    stays: np.ndarray
    """whether the end was measured"""
    responds: np.ndarray
    """whether the end was measured and is lower than the start by the responders' percentage or more"""


@dataclass(frozen=True)
class Ready:
    """What follows from the settings, for all people."""

    mean: float
    spread: float
    """standard deviation of one measurement, between and within people"""
    share: float
    """the share of people who are let in"""
    pull: float
    """how much of a high start is the person's own level: 1 all, 0 none"""
    noise: float
    """standard deviation of the end for people with the same start"""


def ready(settings: Mapping) -> Ready:
    between, within = settings["baseline_sd"] ** 2, settings["within_sd"] ** 2
    return Ready(
        mean=settings["baseline_mean"],
        spread=(between + within) ** 0.5,
        share=let_in(settings),
        pull=between / (between + within),
        noise=(between * within / (between + within) + within) ** 0.5,
    )


def draw(settings: Mapping, arm: str, trials: range) -> Arm:
    """The people of one arm in these trials (numbers from 1). The same seed, trial and place give the same luck."""
    number = np.arange(settings["people"])[None, :]
    trial = np.arange(trials.start, trials.stop)[:, None]
    words = philox((number, ARMS.index(arm), trial, 0), (settings["seed"], 0))
    level, later, sees, leaves = (share(word) for word in words)
    known = ready(settings)
    first = known.mean - known.spread * standard_normal(level * known.share)
    helped = settings["natural"] + np.zeros_like(first)
    if arm != "usual":
        loses = (arm == "sham") & (sees * 100 < settings["guessed"])
        helped = helped + np.where(loses, 0.0, settings["expectation"])
    if arm == "needle":
        helped = helped + settings["specific"]
    last = known.mean + known.pull * (first - known.mean) + known.noise * standard_normal(later) - helped
    start, end = (np.clip(value, 0, settings["scale_max"]) for value in (first, last))
    stays = leaves * 100 >= settings["dropout"]
    responds = stays & (start > 0) & ((start - end) * 100 >= settings["responder"] * start)
    return Arm(start, end, stays, responds)
