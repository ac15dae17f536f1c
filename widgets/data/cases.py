"""The written cases of `data/cases.yaml`, checked against their schema and against what a schema cannot say."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from widgets.data import package
from widgets.data.frames import load
from widgets.data.package import DataError, unknown

FILE = "cases.yaml"
DANGER = "danger"
"""The topic that every case answers in its own field."""


def read_cases() -> dict:
    """`note`, `topics` and `cases` of data/cases.yaml, as a fresh copy.

    Raises DataError, which names case and field, for one that breaks a rule.
    """
    return deepcopy(_checked(package.DATA))


@cache
def _checked(folder: Path) -> dict:
    try:
        found = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{FILE}: not readable as YAML: {error}") from error
    schema = json.loads((folder / "cases_schema.json").read_text(encoding="utf-8"))
    worst = min(
        Draft202012Validator(schema).iter_errors(found), key=lambda e: [*map(str, e.absolute_path)], default=None
    )
    if worst is not None:
        raise DataError(f"{FILE}, field {_place(found, [*worst.absolute_path])}: {worst.message:.300}.")
    topics = [topic["id"] for topic in found["topics"]]
    seen: set[str] = set()
    for case in found["cases"]:
        if case["id"] in seen:
            raise DataError(f"{FILE}, case {case['id']}, field id: stands twice; every case needs an id of its own.")
        seen.add(case["id"])
        _check_case(f"{FILE}, case {case['id']}", case, topics)
    return found


def _place(found: object, path: list) -> str:
    """Where a rule of the schema is broken: the case by its id where it has one."""
    if path[:1] == ["cases"] and len(path) > 1:
        case = found["cases"][path[1]]
        name = case.get("id", path[1]) if isinstance(case, dict) else path[1]
        return f"{'.'.join(map(str, path[2:])) or 'the whole'} of case {name}"
    return ".".join(map(str, path)) or "the whole"


def _check_case(place: str, case: dict, topics: list[str]) -> None:
    """Rules between fields: names that must exist, a topic once, and a red flag that leaves no pattern to choose."""
    signs = dict(load("case_signs")[["sign_id", "topic"]].astype(str).itertuples(index=False))
    asked = [finding["topic"] for finding in case["findings"]]
    if len(set(asked)) < len(asked):
        raise DataError(f"{place}, field findings: a topic stands twice; each has one finding.")
    for topic in asked:
        if topic not in topics or topic == DANGER:
            raise DataError(f"{place}, field topic: " + unknown("topic", topic, [t for t in topics if t != DANGER]))
    for topic, sign in ((finding["topic"], sign) for finding in case["findings"] for sign in finding["signs"]):
        if sign not in signs:
            raise DataError(f"{place}, field signs: " + unknown("sign", sign, sorted(signs)))
        if signs[sign] != topic:
            raise DataError(f"{place}, field signs: {sign} is found under {signs[sign]!r}, not under {topic!r}.")
    _check_names(place, case)
    _check_danger(place, case)


def _check_names(place: str, case: dict) -> None:
    """Every row that the case names exists."""
    for column, table, values in _names(case):
        known = list(load(table).iloc[:, 0])
        for value in values:
            if value not in known:
                raise DataError(f"{place}, field {column}: " + unknown("row", value, known))


def _names(case: dict) -> Iterator[tuple[str, str, list[str]]]:
    flags = [flag for finding in case["findings"] for flag in finding.get("flags", [])]
    yield "flags", "red_flags", [*case["danger"]["flags"], *flags]
    yield "patterns", "patterns", [*case["answer"]["patterns"], *case["answer"].get("looks_like", [])]
    yield "causes", "causes", case["western"]["causes"]


def _check_danger(place: str, case: dict) -> None:
    told = {flag for finding in case["findings"] for flag in finding.get("flags", [])}
    if told - set(case["danger"]["flags"]):
        raise DataError(
            f"{place}, field danger.flags: {sorted(told)} stand in findings; asking has to bring them, too."
        )
    if bool(case["danger"]["flags"]) == bool(case["answer"]["patterns"]):
        raise DataError(
            f"{place}, field answer: a case has red flags or patterns as its answer, never both or neither."
        )
    if bool(case["danger"]["flags"]) != ("do" in case["danger"]):
        raise DataError(
            f"{place}, field danger.do: a case with red flags says what this person does, and no other does."
        )
    if case["danger"]["flags"] and not case["answer"].get("looks_like"):
        raise DataError(f"{place}, field answer.looks_like: missing; say which pattern could hide the warning sign.")
