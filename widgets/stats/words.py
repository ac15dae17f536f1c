"""A pooled result in short plain sentences: size, direction, comparator, and what is missing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pooling import Pooled

# Enough trials to word a pooled number without a warning, and to name a prediction interval.
ENOUGH = 5
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Measure:
    """How a measure is called and printed; `ratio` ones are pooled as logs."""

    name: str
    unit: str
    digits: int
    factor: float = 1.0
    ratio: bool = False


MEASURES = {
    "MD": Measure("difference in", "", 0),
    "SMD": Measure("standardised difference in", "standard deviations", 2),
    "RD": Measure("difference in the share with", "per 100 people", 0, factor=100.0),
    "RR": Measure("risk ratio for", "", 2, ratio=True),
    "OR": Measure("odds ratio for", "", 2, ratio=True),
}


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the numbers don't say: the question, the yardstick, and what is not in the pool. See `Pooled.summary`."""

    outcome: str
    comparator: str
    people: str
    when: str
    unit: str
    lower_is_better: bool
    smallest_important: float | None
    missing_trials: int | None
    missing_people: int | None
    largest_missing: str | None
    review_says: str | None

    def __post_init__(self):
        for name in ("outcome", "comparator", "people", "when", "unit"):
            if not str(getattr(self, name)).strip():
                raise ValueError(f"summary: {name} is empty, allowed is a text that stands inside a sentence.")
        for name in ("missing_trials", "missing_people"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"summary: {name} is {value}, allowed is 0 or more, or None for not counted.")
        if self.missing_trials == 0 and (self.missing_people or self.largest_missing):
            raise ValueError("summary: missing_trials is 0, but people or a largest missing trial are named.")
        if self.smallest_important is not None and not 0 < self.smallest_important < math.inf:
            raise ValueError(f"summary: smallest_important is {self.smallest_important}, allowed is a size above 0.")


def summary(pooled: Pooled, context: Context) -> str:
    """All sentences of `Pooled.summary`."""
    return " ".join([*paragraphs(pooled, context), _review(context)])


def paragraphs(pooled: Pooled, context: Context) -> list[str]:
    """The same without what reviews say: the result, how to read it, what is missing."""
    reading = (_direction(pooled, context), _importance(pooled, context), _prediction(pooled, context))
    return [
        f"{_question(pooled, context)} {_size(pooled, context)}",
        " ".join(filter(None, reading)),
        _missing(context),
    ]


def _question(pooled: Pooled, context: Context) -> str:
    asked = f"compared acupuncture with {context.comparator} in {context.people}"
    if pooled.k == 1:
        return f"One trial {asked}. One trial on its own is no pooled result."
    few = " They are too few to trust a pooled number." if pooled.k < ENOUGH else ""
    return f"{_count(pooled.k, 'trial').capitalize()} {asked}.{few}"


def _size(pooled: Pooled, context: Context) -> str:
    measure = MEASURES[pooled.measure]
    average = "average " if pooled.k > 1 else ""
    unit = f" {_unit(pooled, context)}".rstrip()
    said = _number(pooled.estimate, pooled, context)
    return (
        f"Measured {context.when}, the {average}{measure.name} {context.outcome} was {said}{unit}. "
        f"So {_compared(said, pooled, context)}. "
        f"The {_percent(pooled.level)} interval goes from {_span(pooled.ci_low, pooled.ci_high, pooled, context)}"
        f"{_beyond(pooled, context)}."
    )


def _beyond(pooled: Pooled, context: Context) -> str:
    """Few readers would see by themselves that an interval leaves the scale: two trials that disagree do that."""
    end = {"MD": 100 if "0–100" in context.unit else math.inf, "RD": 1}.get(pooled.measure, math.inf)
    return ", further than is possible" if max(-pooled.ci_low, pooled.ci_high) > end else ""


def _compared(said: str, pooled: Pooled, context: Context) -> str:
    """Which group had less, as far as the printed number shows it."""
    often = MEASURES[pooled.measure].ratio or pooled.measure == "RD"
    here = "this trial" if pooled.k == 1 else "these trials"
    verb = f"in {here} {context.outcome} {'happened' if often else 'was'}"
    if said == _number(0.0, pooled, context):
        return f"{verb} about {'as often' if often else 'the same'} in both groups"
    words = ("more often", "less often") if often else ("higher", "lower")
    return f"{verb} {words[pooled.estimate < 0]} with acupuncture"


def _direction(pooled: Pooled, context: Context) -> str:
    better, side = ("Lower", "below") if context.lower_is_better else ("Higher", "above")
    line = 1 if MEASURES[pooled.measure].ratio else 0
    low, _, high = _benefit(pooled, context)
    none = _number(0.0, pooled, context)
    just = ", if only just" if none in _span(pooled.ci_low, pooled.ci_high, pooled, context).split(" to ") else ""
    if low > 0:
        rest = f"The whole interval favours acupuncture{just}."
    elif high < 0:
        rest = f"The whole interval favours {context.comparator}{just}."
    else:
        rest = "The interval includes no difference: it stays open which of the two does better."
    return f"{better} is better here: values {side} {line} favour acupuncture. {rest}"


def _importance(pooled: Pooled, context: Context) -> str:
    yardstick = context.smallest_important
    if yardstick is None:
        return "No agreed value says how large a difference must be to matter."
    measure = MEASURES[pooled.measure]
    size = abs(math.log(yardstick)) if measure.ratio else yardstick
    low, _, high = _benefit(pooled, context)
    if low >= size:
        found = "Every value in the interval is a benefit of that size or more."
    elif high < size:
        found = "No value in the interval is a benefit of that size."
    else:
        found = "The interval has benefits of that size in it, and smaller values too."
    printed = f"{yardstick:g}" if measure.ratio else f"{yardstick * measure.factor:g}"
    return f"The smallest important difference is {printed} {_unit(pooled, context)}".rstrip() + f". {found}"


def _prediction(pooled: Pooled, context: Context) -> str:
    if pooled.k < ENOUGH or math.isnan(pooled.pi_low):
        return ""
    span = _span(pooled.pi_low, pooled.pi_high, pooled, context)
    level = _percent(pooled.level)
    return f"In one more trial of this kind, the true value may lie anywhere from {span} ({level} prediction interval)."


def _missing(context: Context) -> str:
    trials, people = context.missing_trials, context.missing_people
    if trials == 0:
        return "No known trial on this comparison is missing here."
    if trials == 1 and context.largest_missing:
        return f"One known trial on this comparison is missing here: {context.largest_missing}."
    largest = f" The largest is {context.largest_missing}." if context.largest_missing else ""
    if trials is None:
        some = f" Known trials with {people:,} people are missing." if people else ""
        return f"How many known trials are missing here was not counted.{some}{largest}"
    size = f" with {people:,} people" if people is not None else ""
    verb = "is" if trials == 1 else "are"
    return f"{_count(trials, 'known trial').capitalize()} on this comparison{size} {verb} missing here.{largest}"


def _review(context: Context) -> str:
    if not context.review_says:
        return "What the latest systematic review says is not given here."
    return f"The latest systematic review says: {context.review_says.strip().rstrip('.')}."


def _benefit(pooled: Pooled, context: Context) -> tuple[float, float, float]:
    """Interval and estimate turned so that above 0 favours acupuncture: low, estimate, high."""
    if context.lower_is_better:
        return -pooled.ci_high, -pooled.estimate, -pooled.ci_low
    return pooled.ci_low, pooled.estimate, pooled.ci_high


def _unit(pooled: Pooled, context: Context) -> str:
    return context.unit if pooled.measure == "MD" else MEASURES[pooled.measure].unit


def _digits(pooled: Pooled, context: Context) -> int:
    """Whole points on 0–100, one decimal on other scales, two for SMDs and ratios."""
    return 1 if pooled.measure == "MD" and "0–100" not in context.unit else MEASURES[pooled.measure].digits


def _number(value: float, pooled: Pooled, context: Context) -> str:
    measure = MEASURES[pooled.measure]
    shown = math.exp(min(value, 700.0)) if measure.ratio else value * measure.factor
    shown = float(f"{shown:.12g}")  # a printed limit of 7.5 that comes back as 7.4999999999999991 is 7.5
    text = f"{shown:,.{_digits(pooled, context)}f}"
    return text.replace("-", "−") if any(digit in text for digit in "123456789") else text.removeprefix("-")


def _span(low: float, high: float, pooled: Pooled, context: Context) -> str:
    return f"{_number(low, pooled, context)} to {_number(high, pooled, context)}"


def _percent(level: float) -> str:
    return f"{100 * level:g} %"


def _count(number: int, noun: str) -> str:
    return f"{WORDS[number] if number < len(WORDS) else f'{number:,}'} {noun}{'' if number == 1 else 's'}"
