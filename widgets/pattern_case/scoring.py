"""How a commitment scores. scoring.js is the same in JavaScript; tests/widgets/pattern_case_cases.json tries both.

Each part runs from 0 to 1. Where a doctor comes first, safety is all there is: sending the person there scores 1 and
anything else 0, for nothing makes up for it. Else the total is the mean of five parts. Who sends a person without a
red flag to a doctor is as safe, and has left the pattern open: safety alone, and no total.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from widgets.pattern_case.rules import speaks_for

PARTS = ("safety", "signs", "pattern", "principle", "points")


def overlap(chosen: Collection[str], right: Collection[str]) -> float:
    """Twice what both hold over what each holds (the F1 score): 1 for the same, 0 for nothing in common."""
    both = len(set(chosen) & set(right))
    return 2 * both / (len(set(chosen)) + len(set(right))) if both else 0.0


def signs_score(case: Mapping, rules: Iterable[Mapping], marks: Mapping[str, Collection[str]]) -> float:
    """The mean over marked findings of how well the marks fit what the rules list; 0 while nothing is marked."""
    rules, scores = list(rules), []
    for finding in case["findings"]:
        if finding["topic"] in marks and finding["signs"]:
            scores.append(overlap(marks[finding["topic"]], speaks_for(rules, finding["signs"])))
    return sum(scores) / len(scores) if scores else 0.0


def score(
    case: Mapping, rules: Iterable[Mapping], points: Mapping[str, Collection[str]], work: Mapping
) -> dict[str, float]:
    """The parts and, mostly, their `total`. `points`: those named for each pattern; `work`: path, marks and choice."""
    choice = work.get("choice") or {}
    if case["flags"]:
        safe = float(bool(choice.get("doctor")))
        return {"safety": safe, "total": safe}
    if choice.get("doctor"):
        return {"safety": 1.0}
    answer = case["patterns"]
    named = {point for pattern in answer for point in points[pattern]}
    parts = {
        "safety": float("danger" in work["path"]),
        "signs": signs_score(case, rules, work["marks"]),
        "pattern": overlap(choice.get("patterns", []), answer),
        "principle": float(choice.get("principle") in answer),
        "points": overlap(choice.get("points", []), named),
    }
    return parts | {"total": sum(parts.values()) / len(parts)}
