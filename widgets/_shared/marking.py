"""Marking of quiz answers; marking.js is the same in JavaScript, both tested on tests/widgets/marking_cases.json.

The rules of partial credit, each between 0 and 1:

- single: 1 for the right option, else 0. Two options at once contradict each other and count as none.
- multiple: (right options chosen - wrong options chosen) / right options, and never below 0.
- numeric: 1 within the tolerance, else 0.
- matching: the share of pairs that are right; a pair left open is not right.
- ordering: of the pairs of steps that follow each other in the right order, the share that follow each other directly
  in the answer. An answer that does not hold each step exactly once counts as none.
- case: the mean over its questions; one that is not checked counts 0.

An empty answer is worth 0 and is never right. What is not an answer (another type, an unknown id) is ignored.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from numbers import Integral, Real
from typing import NamedTuple

from .typed_number import BLANKS, LONGEST, read_number

MOST_TRIES, MOST_SECONDS = 9999, 86_400


class Mark(NamedTuple):
    """How one answer stands. `right`, `wrong` and `missed` count options, pairs, neighbours or questions."""

    correct: bool
    score: float
    right: int
    wrong: int
    missed: int


def clean_answer(item: Mapping, answer: object) -> list | dict | str | float:
    """What of `answer` is an answer to `item`, in the item's order; an empty one of its type when nothing is."""
    return _CLEAN[item["kind"]](item, answer)


def answered(item: Mapping, answer: object) -> bool:
    """Whether `answer`, once cleaned, says anything."""
    clean = clean_answer(item, answer)
    return clean != "" if item["kind"] == "numeric" else len(clean) > 0


def mark(item: Mapping, answer: object) -> Mark:
    """Mark `answer` by the rules above."""
    return _MARK[item["kind"]](item, clean_answer(item, answer))


def judge_number(item: Mapping, answer: object) -> str:
    """right, low, high, unreadable or none."""
    clean = clean_answer(item, answer)
    if clean == "":
        return "none"
    value = read_number(clean, item["unit"]) if isinstance(clean, str) else float(clean)
    if value is None or not math.isfinite(value):
        return "unreadable"
    if abs(value - item["answer"]) <= item["tolerance"] + 1e-9 * max(1, abs(item["answer"])):
        return "right"
    return "low" if value < item["answer"] else "high"


def read_answer(item: Mapping, saved: object) -> dict:
    """A saved answer as far as it can be trusted: of this item in its present wording, else a fresh one.

    Answers of the first release say `chosen` where `answer` stands now.
    """
    known = saved if isinstance(saved, Mapping) and saved.get("version") == item["version"] else {}
    record = _record(item, known)
    if item["kind"] == "case":
        parts = record["answer"].values()
        record["checked"] = len(parts) == len(item["questions"]) and all(part["checked"] for part in parts)
        record["tries"] = max((part["tries"] for part in parts), default=0)
        record["seconds"] = _tenth(sum(part["seconds"] for part in parts))
    return {"version": item["version"], **record}


def _record(item: Mapping, saved: Mapping) -> dict:
    answer = clean_answer(item, saved["answer"] if "answer" in saved else saved.get("chosen"))
    return {
        "answer": answer,
        "checked": saved.get("checked") is True and answered(item, answer),
        "tries": int(_within(saved.get("tries"), MOST_TRIES, whole=True)),
        "seconds": _within(saved.get("seconds"), MOST_SECONDS),
    }


def _within(value: object, most: int, whole: bool = False) -> float:
    """`value` when it is a number from 0 to `most`, to a tenth; else 0."""
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= value <= most:
        return 0
    return (value if value == int(value) else 0) if whole else _tenth(value)


def _tenth(value: float) -> float:
    return math.floor(value * 10 + 0.5) / 10


def _strings(answer: object) -> list[str]:
    if not isinstance(answer, Sequence) or isinstance(answer, str):
        return []
    return [entry for entry in answer if isinstance(entry, str)]


def _clean_choice(item: Mapping, answer: object) -> list[str]:
    named = set(_strings(answer))
    known = [option["id"] for option in item["options"] if option["id"] in named]
    return [] if item["kind"] == "single" and len(known) > 1 else known


def _clean_number(item: Mapping, answer: object) -> str | float:
    if isinstance(answer, str):
        text = answer.strip(BLANKS)
        return text if len(text) <= LONGEST else ""
    if isinstance(answer, bool) or not isinstance(answer, Real) or not abs(answer) <= 1e15:  # also for NaN
        return ""
    return int(answer) if isinstance(answer, Integral) else float(answer)


def _clean_pairs(item: Mapping, answer: object) -> dict[str, str]:
    given = answer if isinstance(answer, Mapping) else {}
    rights = {entry["id"] for entry in item["right"]}
    lefts = [entry["id"] for entry in item["left"]]
    return {left: given[left] for left in lefts if isinstance(given.get(left), str) and given[left] in rights}


def _clean_order(item: Mapping, answer: object) -> list[str]:
    steps = [step["id"] for step in item["steps"]]
    order = [entry for entry in _strings(answer) if entry in steps]
    return order if sorted(order) == sorted(steps) else []


def _clean_case(item: Mapping, answer: object) -> dict[str, dict]:
    given = answer if isinstance(answer, Mapping) else {}
    parts = {part["id"]: given.get(part["id"]) for part in item["questions"]}
    asked = {part["id"]: part for part in item["questions"]}
    return {name: _record(asked[name], part) for name, part in parts.items() if isinstance(part, Mapping)}


def _mark_choice(item: Mapping, clean: list[str]) -> Mark:
    right = {option["id"] for option in item["options"] if option["correct"]}
    hit, slip = len(right & set(clean)), len(set(clean) - right)
    score = max(0, hit - slip) / len(right)
    return Mark(score == 1, score, hit, slip, len(right) - hit)


def _mark_number(item: Mapping, clean: str | float) -> Mark:
    verdict = judge_number(item, clean)
    right, missed = verdict == "right", verdict == "none"
    return Mark(right, float(right), int(right), int(not right and not missed), int(missed))


def _mark_pairs(item: Mapping, clean: dict[str, str]) -> Mark:
    right = sum(clean.get(pair["left"]) == pair["right"] for pair in item["pairs"])
    total = len(item["pairs"])
    return Mark(right == total, right / total, right, len(clean) - right, total - len(clean))


def _mark_order(item: Mapping, clean: list[str]) -> Mark:
    wanted = set(pairwise(step["id"] for step in item["steps"]))
    total, right = len(wanted), len(wanted & set(pairwise(clean)))
    return Mark(right == total, right / total, right, total - right if clean else 0, 0 if clean else total)


def _mark_case(item: Mapping, clean: dict[str, dict]) -> Mark:
    marks = [mark(part, clean[part["id"]]["answer"]) for part in item["questions"] if _checked(clean, part)]
    total, right = len(item["questions"]), sum(one.correct for one in marks)
    return Mark(right == total, sum(one.score for one in marks) / total, right, len(marks) - right, total - len(marks))


def _checked(clean: dict[str, dict], part: Mapping) -> bool:
    return part["id"] in clean and clean[part["id"]]["checked"]


_CLEAN = {"single": _clean_choice, "multiple": _clean_choice, "numeric": _clean_number,
          "matching": _clean_pairs, "ordering": _clean_order, "case": _clean_case}  # fmt: skip
_MARK = {"single": _mark_choice, "multiple": _mark_choice, "numeric": _mark_number,
         "matching": _mark_pairs, "ordering": _mark_order, "case": _mark_case}  # fmt: skip
