"""Read data/ for tests with csv and json alone: nothing here shares code with the loader that is tested."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
Row = dict[str, str]


def package(folder: Path = DATA) -> dict:
    """What datapackage.json says."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def resources(folder: Path = DATA) -> dict[str, dict]:
    """The tables of the package by name."""
    return {resource["name"]: resource for resource in package(folder)["resources"] if "schema" in resource}


def rows(table: str, folder: Path = DATA) -> list[Row]:
    """The rows of a table as text."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told_in(chapter: str) -> set[str]:
    """The names of the numbers that the sentences of a chapter of Part 1 print."""
    cells = nbformat.read(ROOT / f"chapters/causes/{chapter}.ipynb", as_version=4).cells
    return set(re.findall(r"\{glue:text\}`(\w+)`", "\n".join(cell.source for cell in cells)))


def row_id(resource: dict, row: Row) -> str:
    """How a row is named: its primary key, joined by a dash where that has two columns."""
    key = resource["schema"]["primaryKey"]
    return row[key] if isinstance(key, str) else "-".join(row[column] for column in key)


def by_id(table: str, folder: Path = DATA) -> dict[str, Row]:
    """The rows of a table by their ids."""
    resource = resources(folder)[table]
    return {row_id(resource, row): row for row in rows(table, folder)}


def columns(resource: dict, *types: str) -> list[str]:
    """The columns of a table, all or those of some types."""
    return [field["name"] for field in resource["schema"]["fields"] if not types or field["type"] in types]


def links(resource: dict) -> Iterator[tuple[str, str, str, str | None]]:
    """Where columns point: column, table, column there, and the separator where a cell holds several keys."""
    for key in resource["schema"].get("foreignKeys", []):
        target = key["reference"]
        for column, there in zip(key["fields"], target["fields"], strict=True):
            yield column, target["resource"] or resource["name"], there, None
    for key in resource.get("listForeignKeys", []):
        target = key["reference"]
        yield key["field"], target["resource"], target["field"], key["separator"]
