"""A result as one line that needs no minus sign: how many points less, how many more of 100."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .words import ENOUGH, _beyond, _count, _number, _span

if TYPE_CHECKING:
    from .pooling import Pooled
    from .words import Context

SHORT = {"SMD": " SD", "RR": " times the risk", "OR": " times the odds"}
BETTER = {"loss of quality of life": ("better quality of life", "worse quality of life")}
"""Outcomes that read badly after "less" and "more": what stands for a lower value and for a higher one."""


def headline(pooled: Pooled, context: Context, each: Sequence[float]) -> str:
    """Such as "Three trials: 8 points less pain with acupuncture (from 17 less to 1 more)".

    Ratios and standardised differences keep their numbers. Where the interval of a few trials is wider than the scale
    there is no pooled line: the trials' own estimates, which `each` holds, stand there instead.
    """
    who = f"{_count(pooled.k, 'trial').capitalize()}: "
    if 1 < pooled.k < ENOUGH and _beyond(pooled, context):
        return f"{who}{_apart(pooled, context, each)}. They disagree; too few to add up."
    return who + effect(pooled, context)


def effect(pooled: Pooled, context: Context) -> str:
    """An estimate with its interval in words; only `estimate`, `ci_low`, `ci_high` and `measure` of it are read."""
    ends = pooled.ci_low, pooled.ci_high
    if pooled.measure in SHORT:
        return f"{_number(pooled.estimate, pooled, context)}{SHORT[pooled.measure]} ({_span(*ends, pooled, context)})"
    size, side = _turned(pooled.estimate, pooled, context)
    if side == 0:
        said = f"as many {_of_100(context)}" if pooled.measure == "RD" else f"no difference in {context.outcome}"
    elif pooled.measure == "RD":
        said = f"{size} {_side(side, pooled, context)} {_of_100(context)}"
    else:
        said = f"{size} point{'' if size == '1' else 's'} {_change(side, context)}"
    return f"{said} with acupuncture ({_ends(*ends, pooled, context)})"


def _apart(pooled: Pooled, context: Context, each: Sequence[float]) -> str:
    """The trials' own estimates: "6 and 28 points less pain"."""
    turned = [_turned(value, pooled, context) for value in sorted(each, reverse=True)]
    alike = len({side for _, side in turned}) == 1
    if pooled.measure == "RD":
        said = [f"{size} {_side(side, pooled, context)}" for size, side in turned]
        return f"{_and(said)} {_of_100(context)}"
    if alike and turned[0][1]:
        return f"{_and([size for size, _ in turned])} points {_change(turned[0][1], context)}"
    return _and([f"{size} points {_change(side, context)}" if side else "no difference" for size, side in turned])


def _turned(value: float, pooled: Pooled, context: Context) -> tuple[str, int]:
    """A value as it is printed without its sign, and its sign: −1, 0 or 1, as far as the print shows it."""
    text = _number(value, pooled, context)
    side = 0 if text == _number(0.0, pooled, context) else -1 if value < 0 else 1
    return text.removeprefix("−"), side


def _ends(low: float, high: float, pooled: Pooled, context: Context) -> str:
    """Both ends of an interval: "from 17 less to 1 more", "from 17 to 3 less"."""
    (first, start), (last, end) = _turned(low, pooled, context), _turned(high, pooled, context)
    opening = "" if start in (0, end) else f" {_side(start, pooled, context)}"
    return f"from {first}{opening} to {last}" + (f" {_side(end, pooled, context)}" if end else "")


def _side(side: int, pooled: Pooled, context: Context) -> str:
    pair = ("better", "worse") if context.outcome in BETTER else ("less", "more")
    return (("fewer", "more") if pooled.measure == "RD" else pair)[side > 0]


def _change(side: int, context: Context) -> str:
    return BETTER.get(context.outcome, (f"less {context.outcome}", f"more {context.outcome}"))[side > 0]


def _of_100(context: Context) -> str:
    return f"of 100 had {context.outcome}"


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
