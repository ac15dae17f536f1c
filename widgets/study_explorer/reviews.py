"""The latest systematic reviews on a question, and which way each of them points."""

from __future__ import annotations

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
    for condition in known["condition_group"].intersection(vocabularies["condition"]):
        for comparator in known["comparator"].intersection(vocabularies["comparator"]):
            rows = review_conclusions(condition, comparator)
            for outcome in vocabularies["outcome"]:
                if chosen := _latest(rows, outcome):
                    found[f"{condition}|{comparator}|{outcome}"] = chosen
    return found


def _latest(rows: pd.DataFrame, outcome: str) -> list[dict]:
    dated = rows[rows.year.notna() & (rows.conclusion_in_own_words != "")]
    named = dated.outcome.str.contains(OUTCOME_WORDS.get(outcome, "$^"), case=False, regex=True)
    exact = dated.match == "this question"
    for keep in (exact & named, named, exact):
        if keep.any():
            year = dated[keep].year.max()
            newer = _of_latest_year(dated[named & (dated.year > year)])
            main = _of_latest_year(dated[keep])
            return [_as_entry(row, main=True) for row in main] + [_as_entry(row, main=False) for row in newer]
    return []


def _of_latest_year(rows: pd.DataFrame) -> list:
    """One row for each review of the latest year."""
    return list(rows[rows.year == rows.year.max()].drop_duplicates("reference_key").itertuples())


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
