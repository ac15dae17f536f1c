"""What scans of people without pain show at each age, and what speaks against taking that too lightly."""

from __future__ import annotations

import re

import pandas as pd

from widgets._shared.cells import cells
from widgets.data import DataError, citation, load

AGES = [20, 30, 40, 50, 60, 70, 80]
ESTIMATE = "estimate"
KINDS = {
    "model estimate": (ESTIMATE, "An estimate of the review’s model: nobody of this age was scanned"),
    "read in another paper": ("quoted", "Read in another paper that quotes the review’s table"),
    "read in a secondary file; the ends": ("second-hand", "Read second-hand; the values at 20 and 80 are confirmed"),
    "read in a secondary file only": ("second-hand", "Read second-hand only"),
}


def scans() -> list[dict]:
    """Every finding at every age: of 100 people without pain, how many have it, and how well that is known."""
    return [_scan(one) for one in load("imaging_by_age").itertuples()]


def scan_source() -> str:
    """Where all of them come from."""
    return " ".join(citation(key) for key in load("imaging_by_age").reference_key.unique())


def against() -> list[dict]:
    """The counter-evidence: findings that are more common with pain; a row without an odds ratio is told in words.

    What stands in brackets behind a finding is a note for us, not for readers.
    """
    return [
        {"finding": re.sub(r"\s*\([^)]*\)", "", one.finding), "odds": _number(one.odds_ratio),
         "low": _number(one.ci_low), "high": _number(one.ci_high), "people": one.population,
         "source": citation(one.reference_key)}
        for one in load("imaging_with_vs_without_pain").itertuples()
    ]  # fmt: skip


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
    return {"finding": finding, "age": int(one.age), "percent": float(one.percent), "kind": kind, "note": note,
            "people": people, "says": says}  # fmt: skip


def _kind(one) -> tuple[str, str]:
    for start, found in KINDS.items():
        if one.value_kind.startswith(start):
            return found
    raise DataError(
        f"imaging_by_age.csv, row {one.row_id}, column value_kind: found {one.value_kind!r}; "
        f"allowed is what begins with {', '.join(map(repr, KINDS))}."
    )


def _number(value) -> float | None:
    return None if pd.isna(value) else float(value)
