"""What a table may hold: each rule of `datapackage.json` as a check whose error a person can act on.

Rows are counted as a spreadsheet counts them: the header is row 1.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from widgets.data.package import DataError, unknown

INTEGER = re.compile(r"-?[0-9]+")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LARGEST = 2**53  # up to here every whole number has a float of its own


class ForeignKey(NamedTuple):
    """A column whose values must stand in a column of another table; with a separator, each of several values."""

    column: str
    table: str
    target_column: str
    separator: str | None


def plain_text(name: str, content: bytes) -> str:
    """The text of a file, which must be UTF-8 without a byte order mark and with LF line ends."""
    if not content.strip():
        raise DataError(f"{name}: the file is empty; a header and at least one row are needed.")
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise DataError(f"{name}: found a byte order mark at the start; allowed is UTF-8 without one.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(
            f"{name}, line {line}: found the byte 0x{content[error.start]:02x}, which is not UTF-8; save it as UTF-8."
        ) from error
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        raise DataError(f"{name}, line {line}: found a Windows line end (CR); allowed is LF alone.")
    if "\x00" in text:
        raise DataError(f"{name}: found a zero byte; allowed is plain text.")
    return text


def header_once(name: str, found: list[str]) -> None:
    """No column name may stand twice."""
    for column in found:
        if found.count(column) > 1:
            raise DataError(
                f"{name}, header: the column {column!r} stands {found.count(column)} times, allowed is once."
            )


def header(name: str, found: list[str], allowed: list[str]) -> None:
    """The header must hold exactly the columns that `datapackage.json` describes, in that order."""
    for column in found:
        if column not in allowed:
            raise DataError(f"{name}, header: " + unknown("column", column, allowed))
    for column in allowed:
        if column not in found:
            raise DataError(f"{name}, header: the column {column!r} is missing; found {', '.join(found)}.")
    if found != allowed:
        raise DataError(f"{name}, header: the columns stand in another order; allowed is {', '.join(allowed)}.")


def column(name: str, field: dict, cells: pd.Series) -> pd.Series:
    """The cells of one column in their type, after its constraints were checked."""
    rules = field.get("constraints", {})
    for number, cell in enumerate(cells, start=2):
        problem = _cell_problem(cell, field["type"], rules)
        if problem:
            raise DataError(f"{name}, row {number}, column {field['name']}: {problem}")
    if "enum" in rules:
        ordered = field.get("categoriesOrdered", False)
        return pd.Series(pd.Categorical(cells.where(cells != "", None), categories=rules["enum"], ordered=ordered))
    if field["type"] == "number":
        return pd.Series([float(cell or "nan") for cell in cells], dtype="float64")
    if field["type"] == "integer":
        return pd.Series([int(cell) if cell else None for cell in cells], dtype="Int64")
    return cells


def _cell_problem(cell: str, kind: str, rules: dict) -> str:
    """What is wrong with one cell, or nothing."""
    if cell != cell.strip():
        return f"found {cell!r} with a space at its start or end; allowed is none."
    if cell == "":
        return "the cell is empty; a value is required here." if rules.get("required") else ""
    if "enum" in rules and cell not in rules["enum"]:
        return unknown("value", cell, rules["enum"])
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        return f"found {cell!r}; allowed is what fits the pattern {rules['pattern']}."
    return _number_problem(cell, kind, rules) if kind in ("number", "integer") else ""


def _number_problem(cell: str, kind: str, rules: dict) -> str:
    """What is wrong with a cell that should hold a number, or nothing."""
    if not (INTEGER if kind == "integer" else NUMBER).fullmatch(cell):
        what = "a whole number" if kind == "integer" else "a number with a point as decimal mark"
        comma = f" Did you mean {cell.replace(',', '.')}?" if re.fullmatch(r"-?\d+,\d+", cell) else ""
        return f"found {cell!r}; allowed is {what} or an empty cell.{comma}"
    value = float(cell)
    if abs(value) >= LARGEST:
        return f"found {cell!r}; allowed is a finite number, below {LARGEST} in size."
    if value < rules.get("minimum", value):
        return f"found {cell}; allowed is {rules['minimum']} or more."
    if value > rules.get("maximum", value):
        return f"found {cell}; allowed is {rules['maximum']} or less."
    if "exclusiveMinimum" in rules and value <= rules["exclusiveMinimum"]:
        return f"found {cell}; allowed is more than {rules['exclusiveMinimum']}."
    return ""


def primary_key(name: str, cells: pd.DataFrame, key: str | list[str]) -> None:
    """The primary key must stand in every row, and each value once."""
    columns = [key] if isinstance(key, str) else key
    first_row: dict[str, int] = {}
    for number, values in enumerate(cells[columns].itertuples(index=False), start=2):
        place, value = f"{name}, row {number}, column {'+'.join(columns)}", "-".join(values)
        if "" in values:
            raise DataError(f"{place}: the id is empty; every row needs one.")
        if value in first_row:
            raise DataError(
                f"{place}: found {value!r}, which stands in row {first_row[value]} already; "
                "every row needs an id of its own."
            )
        first_row[value] = number


def foreign_keys(source: dict) -> Iterator[ForeignKey]:
    """The foreign keys of a resource: those of the Table Schema, and ours for cells with several keys."""
    for key in source["schema"].get("foreignKeys", []):
        target = key["reference"]
        yield ForeignKey(key["fields"][0], target["resource"] or source["name"], target["fields"][0], None)
    for key in source.get("listForeignKeys", []):
        target = key["reference"]
        yield ForeignKey(key["field"], target["resource"], target["field"], key["separator"])


def references(name: str, cells: pd.Series, key: ForeignKey, known: frozenset[str], target: str) -> None:
    """Each key in a column must stand in the table it points to."""
    for number, cell in enumerate(cells, start=2):
        for value in cell.split(key.separator) if key.separator else [cell]:
            if cell and value not in known:
                raise DataError(
                    f"{name}, row {number}, column {key.column}: "
                    + unknown(f"{key.target_column} in {target}", value, sorted(known))
                )


def between_columns(name: str, frame: pd.DataFrame, rule: dict) -> None:
    """A rule between the columns of a row: `interval` (low ≤ value ≤ high) or `at_most` (low ≤ high)."""
    order = [rule[part] for part in ("low", "value", "high") if part in rule]
    for smaller, larger in pairwise(order):
        _not_above(name, frame, smaller, larger)
    if "value" in rule:
        _not_above(name, frame, rule["low"], rule["high"])


def _not_above(name: str, frame: pd.DataFrame, smaller: str, larger: str) -> None:
    wrong = (frame[smaller] > frame[larger]).fillna(False)
    if wrong.any():
        at = int(wrong.to_numpy().argmax())
        raise DataError(
            f"{name}, row {at + 2}, column {smaller}: found {frame[smaller][at]:g}, "
            f"which is above {larger} {frame[larger][at]:g}; allowed is at most that."
        )
