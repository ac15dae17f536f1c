"""Break a table as a hand could, and see what the loader says: a copy of data/ in which one file was written anew."""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from reading import DATA, links, resources

from widgets import data
from widgets.data import package

TABLES = resources()
FIELDS = {name: {field["name"]: field for field in table["schema"]["fields"]} for name, table in TABLES.items()}
LINES = {name: list(csv.reader((DATA / f"{name}.csv").open(encoding="utf-8", newline=""))) for name in TABLES}
"""Each table as lines of cells, the header first."""
EDITS = settings(
    derandomize=True,
    deadline=None,
    max_examples=25,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)


@contextmanager
def folder_with(table: str, content: str | bytes) -> Iterator[Path]:
    """A folder with this table, its content changed, and the tables it points to; the loader reads from it."""
    beside = {f"{target}.csv" for _, target, *_ in links(TABLES[table])} - {f"{table}.csv"}
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        for path in ["datapackage.json", *beside]:
            (folder / path).symlink_to(DATA / path)
        (folder / f"{table}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        patch.setattr(package, "DATA", folder)
        yield folder


def written(lines: list[list[str]]) -> str:
    """Lines of cells as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def with_cell(table: str, line: int, column: str, text: str) -> str:
    """The table with one cell written anew; line 1 is the first row under the header."""
    return with_cells(table, line, {column: text})


def with_cells(table: str, line: int, texts: dict[str, str]) -> str:
    """The table with some cells of one row written anew."""
    lines = [cells.copy() for cells in LINES[table]]
    for column, text in texts.items():
        lines[line][lines[0].index(column)] = text
    return written(lines)


def refusal(table: str, content: str | bytes) -> str:
    """What the loader says of a broken table. It must refuse it."""
    with folder_with(table, content), pytest.raises(data.DataError) as caught:
        data.load(table)
    message = str(caught.value)
    assert message.startswith(f"{table}.csv")
    return message


def places(wanted) -> list[tuple[str, str]]:
    """Every table and column whose field fits."""
    return [(table, name) for table, fields in FIELDS.items() for name, field in fields.items() if wanted(table, field)]


def filled(table: str, column: str) -> list[int]:
    """The lines in which a column is not empty."""
    at = LINES[table][0].index(column)
    return [line for line, cells in enumerate(LINES[table]) if line and cells[at]]


def cell(table: str, line: int, column: str) -> str:
    """What stands in a cell."""
    return LINES[table][line][LINES[table][0].index(column)]
