"""Marking of quiz answers; widgets/_shared/marking.js is the same in JavaScript, tested on the same cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """How one answer stands: `score` is 1 when exactly the right options are chosen, else 0."""

    correct: bool
    score: float
    chosen_right: int
    chosen_wrong: int
    missed: int


def clean_choice(item: Mapping, chosen: object) -> list[str]:
    """The options of `item` that `chosen` names, in the item's order; anything else in it is ignored.

    A single-choice answer that names several options is contradictory and counts as none.
    """
    named = (
        [entry for entry in chosen if isinstance(entry, str)]
        if isinstance(chosen, Sequence) and not isinstance(chosen, str)
        else []
    )
    known = [option["id"] for option in item["options"] if option["id"] in named]
    return [] if item["kind"] == "single" and len(known) > 1 else known


def mark(item: Mapping, chosen: object) -> Mark:
    """Mark `chosen` (a list of option ids) against `item`; an empty answer is never right."""
    picked = set(clean_choice(item, chosen))
    right = {option["id"] for option in item["options"] if option["correct"]}
    correct = bool(picked) and picked == right
    return Mark(correct, float(correct), len(picked & right), len(picked - right), len(right - picked))
