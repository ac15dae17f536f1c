"""What scans of people without pain show at each age, and what speaks against taking that too lightly."""

from __future__ import annotations

from itertools import product

import pandas as pd

from widgets._shared.cells import cells
from widgets.data import DataError, citation, load, number_in
from widgets.data.package import unknown

ESTIMATE = "estimate"
PLAIN = {  # a finding in everyday words, with its article, and what the word means
    "Disk degeneration": ("a worn disc", "a disc that is dry, thin or cracked"),
    "Disk signal loss": ("a dark disc", "dark on the scan, as a drier disc is"),
    "Disk height loss": ("a thin disc", "lower than a young disc"),
    "Disk bulge": ("a bulging disc", "its edge stands out broadly"),
    "Disk protrusion": ("a protrusion", "the disc stands out in one place"),
    "Annular fissure": ("a torn ring", "a tear in the disc’s outer ring"),
    "Facet degeneration": ("worn facet joints", "wear of the small joints at the back"),
    "Spondylolisthesis": ("a slipped vertebra", "one has slid on the next"),
    "Disc extrusion": ("an extrusion", "disc core that has come out through the ring"),
    "Spondylolysis": ("a crack in the arch", "in the arch of a vertebra"),
    "Modic type 1 change": ("a Modic change", "bone beside a disc that looks as if swollen"),
}
KINDS = {
    "model estimate": (ESTIMATE, "A model’s guess: nobody of this age was scanned"),
    "read in another paper": ("quoted", "Read in another paper that quotes the review’s table"),
    "read in a secondary file; the ends": (
        "second-hand",
        "From a secondary file; the ends, 20 and 80, stand in the abstract, too",
    ),
    "read in a secondary file only": ("second-hand", "From a secondary file only"),
}


def scanned() -> pd.DataFrame:
    """The table imaging_by_age, in which each finding stands once at each age. Raises DataError where it does not."""
    table = load("imaging_by_age")
    at, findings = table.age.value_counts(), table.finding.nunique()
    for one in table.itertuples():
        if 2 * at[one.age] <= findings:
            raise DataError(
                f"imaging_by_age.csv, row {one.row_id}, column age: found {one.age}, which {at[one.age]} of {findings} "
                "findings have; allowed is an age that all have."
            )
    counted = table.groupby(["finding", "age"]).size()
    for finding, age in product(table.finding.unique(), at.sort_index().index):
        if (found := counted.get((finding, age), 0)) != 1:
            raise DataError(
                f"imaging_by_age.csv, column age: {finding!r} stands {found} times at {age}, allowed is once."
            )
    return table


def scans() -> list[dict]:
    """Every finding at every age: of 100 people without pain, how many have it, and how well that is known."""
    return [_scan(one) for one in scanned().itertuples()]


def scan_source() -> str:
    """Where all of them come from."""
    return " ".join(citation(key) for key in load("imaging_by_age").reference_key.unique())


def against() -> list[dict]:
    """The counter-evidence: findings that are more common with pain, each with its odds ratio."""
    rows = load("imaging_with_vs_without_pain").dropna(subset="odds_ratio")
    return [
        dict(zip(("odds", "low", "high"), odds_with_ends(one.row_id), strict=True))
        | {"finding": one.finding, "means": _plain("imaging_with_vs_without_pain", one)[1], "people": one.population,
           "source": citation(one.reference_key)}
        for one in rows.itertuples()
    ]  # fmt: skip


def odds_with_ends(row_id: str) -> tuple[float, float, float]:
    """An odds ratio of imaging_with_vs_without_pain with the ends of its 95 % interval: odds, low, high."""
    odds, low, high = (
        number_in("imaging_with_vs_without_pain", row_id, column) for column in ("odds_ratio", "ci_low", "ci_high")
    )
    return odds, low, high


def _plain(table: str, one) -> tuple[str, str]:
    """A finding in everyday words, and what it means."""
    for name in (one.finding, one.finding.replace("Disc", "Disk")):
        if name in PLAIN:
            return PLAIN[name]
    raise DataError(f"{table}.csv, row {one.row_id}, column finding: " + unknown("finding", one.finding, [*PLAIN]))


def _scan(one) -> dict:
    kind, note = _kind(one)
    people = None if pd.isna(one.n_scanned) else int(one.n_scanned)
    if people:
        note += f". {people:,} people of this age were scanned"
    elif people is None:
        note += ". How many of this age were scanned is not known to us"
    finding = one.finding.replace("Disk", "Disc")
    count = int(cells(one.percent / 100, None, None, None, 100)["count"])
    says = f"{finding}: {count} of 100 people aged {one.age} without back pain. {note}."
    plain, means = _plain("imaging_by_age", one)
    return {"finding": finding, "plain": plain, "means": means, "age": int(one.age), "percent": float(one.percent),
            "kind": kind, "note": note, "people": people, "says": says}  # fmt: skip


def _kind(one) -> tuple[str, str]:
    for start, found in KINDS.items():
        if one.value_kind.startswith(start):
            return found
    raise DataError(
        f"imaging_by_age.csv, row {one.row_id}, column value_kind: found {one.value_kind!r}; "
        f"allowed is what begins with {', '.join(map(repr, KINDS))}."
    )
