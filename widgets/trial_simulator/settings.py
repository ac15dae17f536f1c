"""What can be put into a made-up trial: each setting with its unit, its direction, and what is allowed.

Points are points of the scale, which runs from 0 (none) to `scale_max` (worst). Limits in points stand for a scale of
100 and shrink with a shorter one.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from scipy.special import ndtr

from widgets._shared.cells import tidy

WHERE = "TrialSimulator"
LEAST_LET_IN = 0.01
COMPARATORS = ["usual care", "waiting list"]


def _field(name: str, label: str, allowed: tuple[float, float, str], hint: str, first: bool = False) -> dict:
    low, high, unit = allowed
    return {"name": name, "label": label, "low": low, "high": high, "unit": unit, "hint": hint,
            "step": 0.5 if unit == "points" else 1, "first": first}  # fmt: skip


FIELDS = [
    _field("specific", "Effect of the needle itself", (-40, 40, "points"),
           "What needles add to the rest. Above 0 they help.", first=True),
    _field("expectation", "Effect of being treated", (0, 40, "points"),
           "Hope, attention, time: the same with needle and sham.", first=True),
    _field("guessed", "Sham seen through", (0, 100, "of 100"),
           "Those in the sham arm who notice, and lose the effect of being treated.", first=True),
    _field("natural", "What happens anyway", (-20, 40, "points"),
           "How far things get better in every arm, by time and ordinary care.", first=True),
    _field("people", "People in each arm", (10, 500, "people"), "There are three arms.", first=True),
    _field("entry", "Let in from", (0, 90, "points"),
           "Only who has this much on the day of entry may join. 0 lets in all.", first=True),
    _field("baseline_mean", "Usual level", (5, 95, "points"), "The mean of all who might join."),
    _field("baseline_sd", "Spread between people", (0, 40, "points"), "Standard deviation of usual levels."),
    _field("within_sd", "Swing from day to day", (1, 40, "points"),
           "Standard deviation within one person, round the usual level."),
    _field("dropout", "Drop-out", (0, 50, "of 100"), "Lost in each arm, by chance, before the end."),
    _field("responder", "Counts as a responder from", (5, 95, "% better"),
           "How much lower than at the start. Who dropped out counts as no responder."),
]  # fmt: skip
NAMES = [field["name"] for field in FIELDS]
BY_NAME = {field["name"]: field for field in FIELDS}


def limits(field: Mapping, scale_max: float) -> tuple[float, float]:
    """The lowest and highest value that a setting may have on this scale."""
    factor = scale_max / 100 if field["unit"] == "points" else 1
    return tidy(field["low"] * factor), tidy(field["high"] * factor)


def let_in(settings: Mapping) -> float:
    """The share of people who have at least the entry level on a day; 1 without an entry level."""
    if settings["entry"] <= 0:
        return 1.0
    spread = (settings["baseline_sd"] ** 2 + settings["within_sd"] ** 2) ** 0.5
    return float(ndtr((settings["baseline_mean"] - settings["entry"]) / spread))


def check(name: str, value: float, scale_max: float) -> None:
    """Raises ValueError for a value that is none or out of its limits; the message says what is allowed."""
    if not 1 <= scale_max <= 1000:
        raise ValueError(f"{WHERE}: scale_max is {scale_max:g}, allowed is 1 to 1000, the worst value of the scale.")
    field = BY_NAME[name]
    low, high = limits(field, scale_max)
    if not isfinite(value) or not low <= value <= high:
        scale = f" on a scale from 0 to {scale_max:g}" if field["unit"] == "points" else ""
        raise ValueError(
            f"{WHERE}: {name} is {value:g}, allowed is {low:g} to {high:g} ({field['unit']}{scale}). {field['hint']}"
        )


def check_together(settings: Mapping) -> None:
    """Raises ValueError when the entry level keeps nearly everybody out."""
    share = let_in(settings)
    if share < LEAST_LET_IN:
        raise ValueError(
            f"{WHERE}: with entry {settings['entry']:g} and baseline_mean {settings['baseline_mean']:g}, fewer than 1 "
            "of 100 people would be let in; allowed is an entry level that lets in at least 1 of 100."
        )
