"""Answers in a file: what is written, and what is refused when it is read."""

from __future__ import annotations

import json
from pathlib import Path

FORMAT, VERSION = "point-by-point quiz answers", 1
LARGEST = 5_000_000
FIELDS = {"quiz": dict, "answers": dict, "mode": str, "finished": bool}
QUIZ = ("name", "items", "objectives", "title", "difficulty", "objective")
"""What a quiz can be made of."""


def write(path: Path, record: dict) -> None:
    """Write `record` with the name and version of the format."""
    text = json.dumps({"format": FORMAT, "version": VERSION, **record}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> dict:
    """The record in `path`. Raises ValueError for what is not a file of answers of this version."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name}: found {path.stat().st_size} bytes; allowed are {LARGEST}.")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path.name}: not readable as JSON: {error}") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ValueError(f"{path.name}: this is no file of quiz answers; allowed is one that Quiz.save has written.")
    if type(record.get("version")) is not int or record["version"] != VERSION:
        raise ValueError(f"{path.name}, field version: found {record.get('version')!r}; allowed is {VERSION}.")
    for field, kind in FIELDS.items():
        if not isinstance(record.get(field), kind):
            raise ValueError(f"{path.name}, field {field}: found {record.get(field)!r}; allowed is a {kind.__name__}.")
    _check_inside(path.name, record)
    return record


def _check_inside(file: str, record: dict) -> None:
    """Refuse what neither the quiz nor its answers would say as plainly, with the file's name."""
    if type(seed := record.get("seed")) not in (int, type(None)):
        raise ValueError(f"{file}, field seed: found {seed!r}; allowed is a whole number or null.")
    for key in record["quiz"]:
        if key not in QUIZ:
            raise ValueError(f"{file}, field quiz: found {key!r}; allowed are {', '.join(QUIZ)}.")
    for name, answer in record["answers"].items():
        if not isinstance(answer, dict):
            raise ValueError(f"{file}, field answers.{name}: found {answer!r}; allowed is a dict with 'answer'.")
