"""How signs count for a pattern. rules.js is the same in JavaScript; tests/widgets/pattern_case_cases.json tries both.

A rule is one sign of one pattern, with the findings that count as it (`met_by`). A rule is *met* when one of them was
found, else *contradicted* when one was found that speaks against them, else *missing* when all that it could be found
under was asked, else *not asked*. Nothing is weighed: each sign counts one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

STATES = ("met", "contradicted", "missing", "not asked")


def state_of(rule: Mapping, signs: Mapping[str, Mapping], found: Collection[str], asked: Collection[str]) -> str:
    """How one rule stands. `signs`: topic and opposites by sign; `found`: signs; `asked`: topics."""
    if set(rule["met_by"]) & set(found):
        return "met"
    if {other for sign in rule["met_by"] for other in signs[sign]["opposite"]} & set(found):
        return "contradicted"
    return "missing" if {signs[sign]["topic"] for sign in rule["met_by"]} <= set(asked) else "not asked"


def bars(
    rules: Sequence[Mapping], signs: Mapping[str, Mapping], found: Collection[str], asked: Collection[str]
) -> dict[str, dict[str, int]]:
    """By pattern, how many of its signs are in which state."""
    counts: dict[str, dict[str, int]] = {}
    for rule in rules:
        one = counts.setdefault(rule["pattern"], dict.fromkeys(STATES, 0))
        one[state_of(rule, signs, found, asked)] += 1
    return counts


def counted(findings: Iterable[Mapping], path: Collection[str], marks: Mapping) -> tuple[list[str], list[str]]:
    """The signs and the topics that count so far: a finding counts once it was asked for and marked."""
    by_topic = {finding["topic"]: finding["signs"] for finding in findings}
    topics = [topic for topic in path if topic in marks or not by_topic.get(topic)]
    return [sign for topic in topics for sign in by_topic.get(topic, [])], topics


def speaks_for(rules: Iterable[Mapping], found: Collection[str]) -> list[str]:
    """The patterns that list one of these signs."""
    return list(dict.fromkeys(rule["pattern"] for rule in rules if set(rule["met_by"]) & set(found)))
