"""What a reader did in a case, as Python may write it: what is left out is filled in, what can't be is refused."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

from traitlets import TraitError

PARTS = ("path", "marks", "choice")
CHOICE = ("doctor", "patterns", "principle", "points")
MOST_PATTERNS = 2


def read_work(case: str, work: object, facts: Mapping) -> dict:
    """`path`, `marks` and `choice` of one case. Raises TraitError, which says what is allowed."""
    _known("work", [case], [one["id"] for one in facts["cases"]])
    place = f"work[{case!r}]"
    _mapping(place, work, PARTS)
    topics, patterns = ([one["id"] for one in facts[table]] for table in ("topics", "patterns"))
    path = _list(f"{place}, path", work.get("path", []), topics)
    marks = work.get("marks", {})
    _mapping(f"{place}, marks", marks, topics)
    return {
        "path": path,
        "marks": {topic: _list(f"{place}, marks[{topic!r}]", marked, patterns) for topic, marked in marks.items()},
        "choice": _choice(place, work.get("choice"), patterns, facts["points"]),
    }


def _choice(place: str, choice: object, patterns: list[str], points: Mapping) -> dict | None:
    if choice is None:
        return None
    _mapping(f"{place}, choice", choice, CHOICE)
    chosen = _list(f"{place}, choice, patterns", choice.get("patterns", []), patterns)
    if len(chosen) > MOST_PATTERNS:
        raise TraitError(f"{place}, choice, patterns: found {len(chosen)}; allowed are at most {MOST_PATTERNS}.")
    if principle := choice.get("principle", ""):
        _known(f"{place}, choice, principle", [principle], patterns)
    doctor = choice.get("doctor", False)
    if not isinstance(doctor, bool):
        raise TraitError(f"{place}, choice, doctor: found {doctor!r}; allowed is True or False.")
    picked = _list(f"{place}, choice, points", choice.get("points", []), points)
    return {"doctor": doctor, "patterns": chosen, "principle": principle, "points": picked}


def _mapping(place: str, value: object, allowed: Collection[str]) -> None:
    if not isinstance(value, Mapping):
        raise TraitError(f"{place}: found {value!r}; allowed is a dict with {', '.join(allowed)}.")
    _known(place, value, allowed)


def _list(place: str, values: object, allowed: Collection[str]) -> list[str]:
    if isinstance(values, str) or not isinstance(values, Collection):
        raise TraitError(f"{place}: found {values!r}; allowed is a list.")
    _known(place, values, allowed)
    return list(dict.fromkeys(values))


def _known(place: str, values: Collection, allowed: Collection[str]) -> None:
    for value in values:
        if value not in allowed:
            near = difflib.get_close_matches(str(value), allowed, n=1)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            raise TraitError(f"{place}: no {value!r}.{guess} Allowed are {', '.join(allowed)}.")
