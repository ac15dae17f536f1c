"""Seven made-up practitioners see one case. practitioners.js is the same; pattern_case_cases.json tries both.

The model. Over many people, a shared reading of each person is one of the patterns, each as likely. A practitioner
gives the shared reading with probability √κ, else any of the patterns, each as likely, and alone. Then two of them
agree with probability κ + (1 − κ)/n, and by luck with 1/n, for n patterns: so Cohen's kappa is κ. Here the shared
reading is the reference answer; where that names two patterns, one of them is drawn for all seven. For points, a plan
has as many as one study saw, from fewest to most, each as likely; each next point is taken from the set of the
practitioner's own pattern with probability √κ while it lasts, else from all others. Of these there are as many as one
trial saw; those that no pattern of ours names have a number instead of a code ("+1").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

from widgets._shared.stream import philox, share

RATERS = 7
CASE = 0x7CA5E  # keeps these draws apart from other widgets'


def draw(seed: int, key: int, rater: int, place: int) -> float:
    """A number above 0 and below 1 that hangs on these four alone."""
    return float(share(philox((rater, place, key, 0), (seed, CASE))[0]))


def key_of(case: str) -> int:
    """A number for the name of a case (FNV-1a), so that each case has draws of its own."""
    state = 0x811C9DC5
    for byte in case.encode():
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return state


@dataclass(frozen=True)
class World:
    """What the seven choose from, and how."""

    points: Mapping[str, Sequence[str]]
    """those named for each pattern"""
    plan: tuple[int, int]
    """fewest and most points of a plan"""
    universe: int
    """how many points there are in all"""


def practitioners(case: str, answer: Sequence[str], world: World, kappa: float, seed: int) -> list[dict]:
    """What each of the seven says: `pattern` and `points`."""
    key = key_of(case)
    reading = answer[int(draw(seed, key, RATERS, 0) * len(answer))]
    return [_one(partial(draw, seed, key, rater), reading, world, sqrt(kappa)) for rater in range(RATERS)]


def _one(pick: Callable[[int], float], reading: str, world: World, shares: float) -> dict:
    patterns = list(world.points)
    pattern = reading if pick(0) < shares else patterns[int(pick(1) * len(patterns))]
    named = list(dict.fromkeys(code for points in world.points.values() for code in points))
    everything = named + [f"+{number + 1}" for number in range(world.universe - len(named))]
    own = list(world.points[pattern])
    others = [code for code in everything if code not in own]
    fewest, most = world.plan
    chosen = []
    for place in range(fewest + int(pick(2) * (most - fewest + 1))):
        pool = own if own and pick(3 + 2 * place) < shares else others
        chosen.append(pool.pop(int(pick(4 + 2 * place) * len(pool))))
    return {"pattern": pattern, "points": chosen}


def spread(seen: Sequence[Mapping]) -> dict[str, int]:
    """What stands out: different patterns, the largest group, pairs that agree, points in all, points shared."""
    labels = Counter(one["pattern"] for one in seen)
    used = Counter(code for one in seen for code in one["points"])
    return {
        "patterns": len(labels),
        "largest": max(labels.values()),
        "pairs": sum(n * (n - 1) // 2 for n in labels.values()),
        "of_pairs": len(seen) * (len(seen) - 1) // 2,
        "points": len(used),
        "shared_points": sum(n > 1 for n in used.values()),
    }
