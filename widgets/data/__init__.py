"""The one door to `data/`. Nothing else opens a table or a quiz file.

`load("patterns")` gives a table, `row("patterns", "P01")` one row of it, `read_quiz("patterns")` a checked quiz,
`read_cases()` the checked written cases.
Every error names the file, the row and the column, what was found and what is allowed.
"""

from widgets.data.cases import read_cases
from widgets.data.drawing import read_drawing
from widgets.data.frames import citation, found_in, load, number_in, row
from widgets.data.package import DataError, describe, tables
from widgets.data.quiz import check_items, read_quiz

__all__ = [
    "DataError",
    "check_items",
    "citation",
    "describe",
    "found_in",
    "load",
    "number_in",
    "read_cases",
    "read_drawing",
    "read_quiz",
    "row",
    "tables",
]
