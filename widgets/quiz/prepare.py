"""Items as the page needs them: ids for options, texts instead of keys, a version that changes with the wording."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from numbers import Real

from widgets import data
from widgets.data.package import unknown

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TABLE_NAMES = {"red_flags": "red-flag list", "claims": "claim ledger", "patterns": "pattern table"}
CONTENT = {
    "single": ("options",),
    "multiple": ("options",),
    "numeric": ("answer", "tolerance", "unit", "min", "max", "feedback"),
    "matching": ("left", "right", "pairs"),
    "ordering": ("steps",),
    "case": ("vignette", "questions"),
}
"""By kind: the fields that make an answer what it is. With stem and kind they make the version."""


def prepare(item: dict, objectives: dict[str, str]) -> dict:
    """An item as the page needs it."""
    common = {
        "objective": objectives[item["objective"]],
        "difficulty": item["difficulty"],
        "source": source_text(item["source"]),
    }
    prepared = _prepare_one(item) | common
    if item["kind"] == "case":
        prepared["questions"] = [_prepare_one(part) for part in item["questions"]]
    return prepared


def _prepare_one(item: dict) -> dict:
    content = {field: item[field] for field in CONTENT[item["kind"]] if field in item}
    words = json.dumps([item["stem"], item["kind"], *content.values()], ensure_ascii=False)
    for field in ("options", "steps"):
        if field in content:
            content[field] = [{"id": letter, **entry} for letter, entry in zip(LETTERS, content[field], strict=False)]
    if item["kind"] == "numeric":
        content.setdefault("unit", "")
    if "figure" in item:
        content["figure"] = {"drawing": data.read_drawing(item["figure"]["svg"]), "alt": item["figure"]["alt"]}
    return {
        "id": item["id"],
        "kind": item["kind"],
        "stem": item["stem"],
        **content,
        "keep_order": item.get("keep_order", False),
        "explanation": item["explanation"],
        "hint": item["hint"],
        "version": hashlib.sha256(words.encode()).hexdigest()[:8],
    }


def source_text(keys: list[str]) -> str:
    """Sources as a reader can follow them: a table's row, or author and year of a reference."""
    names = []
    for key in keys:
        table, _, row = key.partition(":")
        found = re.fullmatch(r"([a-z_]+?)_?(\d{4})", row)
        if table != "bib":
            names.append(f"{TABLE_NAMES.get(table, table.replace('_', ' '))}, row {row}")
        else:
            names.append(f"{found[1].replace('_', ' ').title()} {found[2]}" if found else row)
    return "; ".join(names)


def chosen_items(items: list[dict], difficulty: list | None, objective: list | None) -> list[dict]:
    """The items of these difficulties and objectives; None for all.

    Raises ValueError for a difficulty or an objective that no item has, and when nothing is left.
    """
    wanted = {"difficulty": difficulty, "objective": objective}
    for field, values in wanted.items():
        _check_there(field, values or [], sorted({_plain(item[field]) for item in items}))
    kept = [item for item in items if all(values is None or item[field] in values for field, values in wanted.items())]
    if not kept:
        raise ValueError(f"No item has difficulty {difficulty!r} and objective {objective!r} at once; ask for less.")
    return kept


def _check_there(field: str, values: list, there: list) -> None:
    for value in values:
        if value in there and not isinstance(value, bool):
            continue
        names = [str(one) for one in there]
        if str(value) in names:
            raise ValueError(f"{field}: found {value!r}, a {type(value).__name__}; allowed: {', '.join(names)}.")
        raise ValueError(unknown(field, value, names))


def several(field: str, value: object) -> list | None:
    """One value or several as a list that JSON can say; None stays None. Raises ValueError for what is neither."""
    if value is None:
        return None
    if isinstance(value, (str, Real)):
        return [_plain(value)]
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    raise ValueError(f"{field}: found {value!r}; allowed is one, or a list of several.")


def _plain(value: object) -> object:
    """A whole number of any make (1.0, numpy's) as an int; all else as it is."""
    whole = isinstance(value, Real) and not isinstance(value, bool) and value == value // 1
    return int(value) if whole else value
