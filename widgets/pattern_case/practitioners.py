"""Seven made-up practitioners see one case. practitioners.js is the same; tests/widgets/pattern_case_cases.json tries both.

The model. Over many people, a shared reading of each person is one of the patterns, each as likely. A practitioner
gives the shared reading with probability √κ, else any of the patterns, each as likely, and alone. Then two of them
agree with probability κ + (1 − κ)/n, and by luck with 1/n, for n patterns: so Cohen's kappa is κ. Here the shared
reading is held at the reference answer (of two patterns, either one, each as likely). For points, a plan has as many as
one study saw, from fewest to most, each as likely; each next point is taken from the set of the practitioner's own
pattern with probability √κ while it lasts, else from all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from widgets._shared.stream import philox, share

RATERS = 7
CASE = 0x7CA5E  # keeps these draws apart from other widgets'


def draw(seed: int, rater: int, place: int) -> float:
    """A number above 0 and below 1 that hangs on these three alone."""
    return float(share(philox((rater, place, 0, 0), (seed, CASE))[0]))


def practitioners(
    answer: Sequence[str], patterns: Sequence[str], points: Mapping[str, Sequence[str]], kappa: float, seed: int,
    plan: tuple[int, int],
) -> list[dict]:
    """What each of the seven says: `pattern` and `points`. `plan`: fewest and most points."""  # fmt: skip
    return [_one(answer, patterns, points, sqrt(kappa), seed, rater, plan) for rater in range(RATERS)]


def _one(answer, patterns, points, shares, seed, rater, plan) -> dict:  # noqa: PLR0913 (a step of practitioners)
    reading = answer[int(draw(seed, rater, 1) * len(answer))]
    pattern = reading if draw(seed, rater, 0) < shares else patterns[int(draw(seed, rater, 2) * len(patterns))]
    own = list(points[pattern])
    others = [code for code in dict.fromkeys(c for p in patterns for c in points[p]) if code not in own]
    number = plan[0] + int(draw(seed, rater, 3) * (plan[1] - plan[0] + 1))
    chosen = []
    for place in range(number):
        pool = own if own and (draw(seed, rater, 4 + 2 * place) < shares or not others) else others
        chosen.append(pool.pop(int(draw(seed, rater, 5 + 2 * place) * len(pool))))
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
