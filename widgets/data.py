"""The one module that reads `data/`. Nothing else opens a table or a quiz file.

`load("patterns")` gives a table, `row("patterns", "P01")` one row of it, `read_quiz("patterns")` a checked quiz.
An empty cell stays `""` (nothing was seen); the words "not stated" stay words (it was looked for). Every error names
the file, the place in it, what was found and what is allowed.
"""

import csv
import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pandas as pd
import yaml
from jsonschema import Draft202012Validator

PACKAGE = Path(__file__).resolve().parent


class DataError(ValueError):
    """Something in `data/` is not as it should be; the message says where, what was found and what is allowed."""


def _find_data() -> Path:
    """The folder of tables: the repository's `data/` beside the package, else the copy packed into the wheel."""
    places = (PACKAGE.parent / "data", PACKAGE / "_data")
    for place in places:
        if (place / "quiz" / "schema.json").is_file():
            return place
    raise DataError(f"No data folder found: looked for quiz/schema.json in {' and in '.join(map(str, places))}.")


DATA = _find_data()

_NUMBERS = {
    "outcomes": [
        "scale_min", "scale_max", "timepoint_weeks", "n_acu", "mean_acu", "sd_acu", "n_ctl", "mean_ctl", "sd_ctl",
        "events_acu", "events_ctl", "diff", "diff_ci_low", "diff_ci_high",
    ],
    "pattern_counts": ["value"],
    "pattern_reliability": [
        "patients_n", "agreement_pct", "agreement_low", "agreement_high", "kappa", "kappa_low", "kappa_high",
    ],
    "pattern_shares": ["percent", "patients_n"],
    "reviews": ["k_studies", "n_participants", "estimate", "ci_low", "ci_high"],
    "trials": ["n_randomised"],
}  # fmt: skip
"""The columns that hold numbers, table by table. Every other column is text."""

_JOINED = {"pattern_points": ("pattern_id", "point_code")}
"""Tables whose rows are named by two columns; every other table is named by its first column."""


def _unknown(kind: str, found: str, allowed: list[str]) -> str:
    """A sentence for a name that does not exist, with the nearest spelling and all that is allowed."""
    near = get_close_matches(str(found), allowed, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"No {kind} called {found!r}.{hint} Allowed: {', '.join(allowed)}."


def tables() -> list[str]:
    """The names `load` knows, in alphabetical order."""
    return sorted(path.stem for path in DATA.glob("*.csv"))


def load(table: str) -> pd.DataFrame:
    """The table `data/<table>.csv`, as a fresh copy.

    Columns listed as numeric hold floats (an empty cell is NaN); every other column holds text exactly as written.
    Raises ValueError for a table that does not exist, DataError for one that cannot be read as intended.
    """
    if table not in tables():
        raise ValueError(_unknown("table", table, tables()))
    return _read(table).copy()


@cache
def _read(table: str) -> pd.DataFrame:
    path = DATA / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, strict=True))
    if len(lines) < 2:
        raise DataError(f"{path.name}: a header and at least one row are needed, found {len(lines)} lines.")
    header, rows = lines[0], lines[1:]
    if len(set(header)) < len(header):
        raise DataError(f"{path.name}, header: a column name stands twice in {', '.join(header)}.")
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(header):
            raise DataError(f"{path.name}, row {number}: {len(cells)} cells found, {len(header)} columns allowed.")
    frame = pd.DataFrame(rows, columns=header, dtype="str")
    for column in _NUMBERS.get(table, ()):
        if column not in header:
            raise DataError(f"{path.name}: " + _unknown("column", column, header))
        frame[column] = [_number(cell, path.name, n, column) for n, cell in enumerate(frame[column], start=2)]
    return frame


def _number(cell: str, file: str, row_number: int, column: str) -> float:
    """The number in a cell; an empty cell is not a number, and anything else is an error."""
    if cell == "":
        return float("nan")
    try:
        return float(cell)
    except ValueError:
        raise DataError(
            f"{file}, row {row_number}, column {column}: found {cell!r}, a number or an empty cell is allowed."
        ) from None


def row(table: str, row_id: str) -> pd.Series:
    """The one row with this id: the first column, or two with a dash (`row("pattern_points", "P01-BL40")`)."""
    frame = load(table)
    columns = _JOINED.get(table, (frame.columns[0],))
    ids = frame[list(columns)].agg("-".join, axis=1)
    if ids.duplicated().any():
        raise DataError(f"{table}.csv, column {'+'.join(columns)}: {ids[ids.duplicated()].iloc[0]!r} stands twice.")
    if row_id not in set(ids):
        raise ValueError(f"{table}.csv: " + _unknown("row", row_id, list(ids)))
    return frame[ids == row_id].iloc[0]


def read_quiz(name: str) -> dict:
    """The quiz `data/quiz/<name>.yaml`, checked against its schema and against what a schema cannot say.

    Raises ValueError for a quiz that does not exist, DataError for one that breaks a rule. Whether each source names a
    row or a bibliography entry that exists is the tests' business, because a wheel carries no bibliography.
    """
    names = sorted(path.stem for path in (DATA / "quiz").glob("*.yaml"))
    if name not in names:
        raise ValueError(_unknown("quiz", name, names))
    path = DATA / "quiz" / f"{name}.yaml"
    try:
        quiz = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DataError(f"{path.name}: not readable as YAML: {error}") from error
    schema = json.loads((DATA / "quiz" / "schema.json").read_text(encoding="utf-8"))
    for error in sorted(Draft202012Validator(schema).iter_errors(quiz), key=lambda e: list(map(str, e.absolute_path))):
        raise DataError(_schema_message(path.name, quiz, error))
    _check_rules(path.name, quiz)
    return quiz


def _schema_message(file: str, quiz: object, error) -> str:
    """One sentence for a schema error: file, item, field, what was found, what is allowed."""
    where = list(error.absolute_path)
    item = ""
    if len(where) > 1 and where[0] == "items":
        found = quiz["items"][where[1]]
        item_id = found.get("id", f"number {where[1] + 1}") if isinstance(found, dict) else f"number {where[1] + 1}"
        item, where = f", item {item_id}", where[2:]
    field = ".".join(map(str, where)) or "the whole"
    if error.validator in ("additionalProperties", "required"):  # jsonschema's own sentence names the field
        return f"{file}{item}, field {field}: {error.message}."
    found = repr(error.instance)
    found = found if len(found) <= 80 else found[:77] + "..."
    return f"{file}{item}, field {field}: found {found}; {error.validator} allows {error.validator_value!r}."


def _check_rules(file: str, quiz: dict) -> None:
    """Rules between fields: names that must agree, ids used once, and how many options may be right."""
    if quiz["quiz"] != Path(file).stem:
        raise DataError(
            f"{file}, field quiz: found {quiz['quiz']!r}, allowed is the file's own name {Path(file).stem!r}."
        )
    seen = set()
    for item in quiz["items"]:
        place = f"{file}, item {item['id']}"
        if item["id"] in seen:
            raise DataError(f"{place}, field id: found twice; every item needs its own id.")
        seen.add(item["id"])
        if item["objective"] not in quiz["objectives"]:
            raise DataError(
                f"{place}, field objective: " + _unknown("objective", item["objective"], [*quiz["objectives"]])
            )
        texts = [option["text"] for option in item["options"]]
        if len(set(texts)) < len(texts):
            raise DataError(f"{place}, field options: two options say the same; every text may stand once.")
        right = sum(option["correct"] for option in item["options"])
        if item["kind"] == "single" and right != 1:
            raise DataError(f"{place}, field options: found {right} correct; a single choice allows exactly one.")
        if item["kind"] == "multiple" and not 0 < right < len(texts):
            raise DataError(
                f"{place}, field options: found {right} of {len(texts)} correct; at least one right and one wrong."
            )
