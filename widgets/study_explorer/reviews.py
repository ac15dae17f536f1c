"""The latest systematic reviews on a question, and which way each of them points."""

from __future__ import annotations

import re

import pandas as pd

from widgets.data import citation, load
from widgets.evidence import review_conclusions

OUTCOME_WORDS = {
    "pain": r"\bpain|all\b|most outcomes",
    "function": r"function|disability|ODI|NPQ|RMDQ|all\b|most outcomes",
    "response": r"respon|improve|all\b|most outcomes",
    "global improvement": r"improve|respon|all\b|most outcomes",
    "quality of life": r"quality|qol|all\b|most outcomes",
}


def reviews_of(vocabularies: dict[str, list[str]]) -> dict[str, list[dict]]:
    """For "condition|comparator|outcome": the reviews of the latest year that asked this, and newer ones on wider ones.

    Those that asked this are `main`; where none did, the latest that asked a wider question are. Where none names the
    outcome, those on any outcome count. Empty where no review is known.
    """
    reviews = load("reviews")
    known = {kind: set(reviews[kind].dropna().astype(str)) for kind in ("condition_group", "comparator")}
    found = {}
    for condition in filter(known["condition_group"].__contains__, vocabularies["condition"]):
        for comparator in filter(known["comparator"].__contains__, vocabularies["comparator"]):
            rows = review_conclusions(condition, comparator)
            dated = list(rows[rows.year.notna() & (rows.conclusion_in_own_words != "")].itertuples())
            for outcome in vocabularies["outcome"]:
                if chosen := _latest(dated, outcome):
                    found[f"{condition}|{comparator}|{outcome}"] = chosen
    return found


def _latest(dated: list, outcome: str) -> list[dict]:
    words = re.compile(OUTCOME_WORDS.get(outcome, "$^"), re.IGNORECASE)
    named = [row for row in dated if words.search(row.outcome)]
    exact = [row for row in dated if row.match == "this question"]
    for kept in ([row for row in exact if words.search(row.outcome)], named, exact):
        if kept:
            main = _of_latest_year(kept)
            newer = _of_latest_year([row for row in named if row.year > main[0].year])
            return [_as_entry(row, main=True) for row in main] + [_as_entry(row, main=False) for row in newer]
    return []


def _of_latest_year(rows: list) -> list:
    """One row for each review of the latest year."""
    latest = max((row.year for row in rows), default=None)
    found: dict = {}
    for row in rows:
        if row.year == latest:
            found.setdefault(row.reference_key, row)
    return list(found.values())


def _as_entry(row, *, main: bool) -> dict:
    people, trials = row.n_participants, row.k_studies
    return {
        "id": row.review_id,
        "main": main,
        "year": int(row.year),
        "says": row.conclusion_in_own_words,
        "source": citation(row.reference_key),
        "match": row.match,
        "trials": None if pd.isna(trials) else int(trials),
        "people": None if pd.isna(people) else int(people),
        "measured": " · ".join(filter(None, [row.outcome, row.timepoint])),
        "printed": _printed(row),
        "certainty": row.certainty or "not stated",
        "stance": "" if pd.isna(row.points_to) else row.points_to,
    }


def _printed(row) -> str:
    if pd.isna(row.estimate):
        return ""
    low, middle, high = (f"{value:g}".replace("-", "−") for value in (row.ci_low, row.estimate, row.ci_high))
    span = "" if pd.isna(row.ci_low) or pd.isna(row.ci_high) else f" ({low} to {high})"
    return f"{row.measure}: {middle}{span}"
