"""Answers in a file: what is written, and what is refused when it is read."""

from __future__ import annotations

import json
from pathlib import Path

FORMAT, VERSION = "point-by-point quiz answers", 1
LARGEST = 5_000_000
FIELDS = {"quiz": dict, "answers": dict, "mode": str, "finished": bool}


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
    if record.get("version") != VERSION:
        raise ValueError(f"{path.name}, field version: found {record.get('version')!r}; allowed is {VERSION}.")
    for field, kind in FIELDS.items():
        if not isinstance(record.get(field), kind):
            raise ValueError(f"{path.name}, field {field}: found {record.get(field)!r}; allowed is a {kind.__name__}.")
    return record
