"""Where `data/` is and what its `datapackage.json` says of each table."""

import json
from copy import deepcopy
from difflib import get_close_matches
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


class DataError(ValueError):
    """Something in `data/` is not as it should be; the message says where, what was found and what is allowed."""


def find_data() -> Path:
    """The folder of tables: the repository's `data/` beside the package, else the copy packed into the wheel.

    Raises DataError when there is neither.
    """
    places = (PACKAGE.parent / "data", PACKAGE / "_data")
    for place in places:
        if (place / "datapackage.json").is_file():
            return place
    raise DataError(f"No data folder found: looked for datapackage.json in {' and in '.join(map(str, places))}.")


DATA = find_data()


def unknown(kind: str, found: str, allowed: list[str]) -> str:
    """A sentence for a name that does not exist, with the nearest spelling and what is allowed."""
    near = get_close_matches(str(found), allowed, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    shown = ", ".join(allowed[:60]) + (f" and {len(allowed) - 60} more" if len(allowed) > 60 else "")
    return f"No {kind} called {found!r}.{hint} Allowed: {shown}."


@cache
def descriptor(folder: Path) -> dict:
    """`datapackage.json` of this folder. Raises DataError when it cannot be read as JSON."""
    try:
        return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"datapackage.json: cannot be read: {error}.") from error


def tables() -> list[str]:
    """The names of the tables, in alphabetical order."""
    return sorted(r["name"] for r in descriptor(DATA)["resources"] if "schema" in r)


def describe(table: str) -> dict:
    """What `datapackage.json` says of this table: title, description, schema, row rules; a copy.

    Raises ValueError for a table that does not exist.
    """
    return deepcopy(resource(DATA, table))


def resource(folder: Path, table: str) -> dict:
    """The resource of this table in the package of this folder. Raises ValueError for a table that does not exist."""
    known = {r["name"]: r for r in descriptor(folder)["resources"] if "schema" in r}
    if table not in known:
        raise ValueError(unknown("table", table, sorted(known)))
    return known[table]
