"""Tables of `data/` as typed frames: read strictly, checked against `datapackage.json`, kept, handed out as copies.

An empty cell means that nothing was seen: `""` in a column of text, missing in numbers and vocabularies. The words
"not reported" stay words: there, somebody looked.
"""

import csv
import io
import re
from functools import cache
from pathlib import Path

import pandas as pd

from widgets._shared.language import in_print
from widgets.data import checks, package
from widgets.data.package import DataError, resource, unknown


def load(table: str) -> pd.DataFrame:
    """The table `data/<table>.csv`, as a fresh copy.

    Text columns hold text exactly as written; columns with a vocabulary are categories (ordered where the order has a
    meaning); `number` columns hold floats, `integer` columns whole numbers that may be missing. `attrs["units"]` gives
    the unit of each column that has one, `attrs["descriptions"]` what each column means.
    Raises ValueError for a table that does not exist, DataError for one that breaks a rule of the package.
    """
    return _typed(package.DATA, table).copy()


def row(table: str, row_id: str) -> pd.Series:
    """The one row with this id: the primary key, joined by a dash where it has two columns ("P01-BL40").

    Raises ValueError for a table or a row that does not exist, DataError for a broken table.
    """
    frame = _typed(package.DATA, table)
    ids = _ids(table)
    if row_id not in ids:
        raise ValueError(f"{table}.csv: " + unknown("row", row_id, list(ids)))
    return frame.iloc[ids[row_id]].copy()


def found_in(table: str, row_id: str, column: str, pattern: str) -> tuple[str, ...]:
    """The groups of `pattern` in a text of a row: numbers that stand in no column of their own.

    Raises ValueError naming file, row and column when the text has changed.
    """
    text = str(row(table, row_id)[column])
    if not (found := re.search(pattern, text)):
        raise ValueError(f"{table}.csv, row {row_id}, column {column}: no {pattern!r} in {text!r:.300}.")
    return found.groups()


def number_in(table: str, row_id: str, column: str) -> float:
    """The number in a cell that a sentence or a figure rests on.

    Raises ValueError for a table or a row that does not exist, DataError naming file, row and column for an empty cell.
    """
    value = row(table, row_id)[column]
    if pd.isna(value):
        raise DataError(f"{table}.csv, row {row_id}, column {column}: the cell is empty; a number is needed here.")
    return float(value)


def citation(reference_key: str) -> str:
    """How readers are shown a source: citation, year, DOI or PMID; where there is neither, the kind of source.

    Never an address. Raises ValueError for a key that does not exist.
    """
    source = row("references", reference_key)
    year = "" if pd.isna(source.year) else f"({source.year})"
    title = f"[{source.title}]" if source.title_is_ours == "yes" else source.title
    head = [f"{source.authors} {year}".strip(), title] if source.authors else [f"{title} {year}".strip()]
    place = " ".join(filter(None, [source.container, source.volume]))
    pages = in_print(f"{place}:{source.pages}") if place and source.pages else place
    numbers = [("doi", source.doi), ("PMID", source.pmid)]
    found = next((f"{name} {value}" for name, value in numbers if value), str(source.kind).capitalize())
    return ". ".join(filter(None, [*head, pages, found])) + "."


@cache
def _ids_of(folder: Path, table: str) -> dict[str, int]:
    key = resource(folder, table)["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    frame = _typed(folder, table)
    return {"-".join(map(str, values)): n for n, values in enumerate(frame[columns].itertuples(index=False))}


def _ids(table: str) -> dict[str, int]:
    return _ids_of(package.DATA, table)


@cache
def _typed(folder: Path, table: str) -> pd.DataFrame:
    """The table, checked and typed. Callers get copies of it."""
    source = resource(folder, table)
    schema, name = source["schema"], source["path"]
    raw = read_text(folder, name)
    checks.header(name, list(raw.columns), [field["name"] for field in schema["fields"]])
    frame = pd.DataFrame({f["name"]: checks.column(name, f, raw[f["name"]]) for f in schema["fields"]})
    checks.primary_key(name, raw, schema["primaryKey"])
    for key in checks.foreign_keys(source):
        target = resource(folder, key.table)["path"]
        checks.references(name, raw[key.column], key, _keys(folder, target, key.target_column), target)
    for rule in source.get("rules", []):
        checks.between_columns(name, frame, rule)
    fields = schema["fields"]
    frame.attrs = {
        "title": source["title"],
        "units": {field["name"]: field["unit"] for field in fields if "unit" in field},
        "descriptions": {field["name"]: field["description"] for field in fields},
    }
    return frame


@cache
def _keys(folder: Path, name: str, column: str) -> frozenset[str]:
    """Every value of the column that other tables point to."""
    frame = read_text(folder, name)
    if column not in frame:
        raise DataError(f"{name}, header: " + unknown("column", column, list(frame.columns)))
    return frozenset(frame[column])


def read_text(folder: Path, name: str) -> pd.DataFrame:
    """A CSV file as text, cell by cell. Raises DataError for a file that is not plain UTF-8 with LF line ends."""
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise DataError(f"{name}: cannot be read: {error.strerror}.") from error
    text = checks.plain_text(name, content)
    lines: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            lines.append(cells)
    except csv.Error as error:
        raise DataError(
            f"{name}, row {len(lines) + 1}: not readable as CSV: {error}. Allowed: commas between cells, quotes closed."
        ) from error
    if len(lines) < 2:
        raise DataError(f"{name}: a header and at least one row are needed, found {len(lines)} lines.")
    head, rows = lines[0], lines[1:]
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(head):
            raise DataError(
                f"{name}, row {number}: found {len(cells)} cells, allowed are {len(head)}, one for each column. "
                "A cell with a comma in it needs quotes round it."
            )
    checks.header_once(name, head)
    return pd.DataFrame(rows, columns=head, dtype="str")
