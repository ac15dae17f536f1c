"""The latest systematic reviews on a question, the largest graded one, and which way each of them points."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd

from widgets.data import citation, load
from widgets.evidence import review_conclusions
from widgets.evidence.telling import WHOLE, misprinted, printed
from widgets.stats import headline
from widgets.study_explorer.wording import OUTCOMES

OUTCOME_WORDS = {
    "pain": r"\bpain|all\b|most outcomes",
    "function": r"function|disability|ODI|NPQ|RMDQ|all\b|most outcomes",
    "response": r"respon|improve|all\b|most outcomes",
    "global improvement": r"improve|respon|all\b|most outcomes",
    "quality of life": r"quality|qol|all\b|most outcomes",
}


def reviews_of(vocabularies: dict[str, list[str]]) -> dict[str, list[dict]]:
    """For "condition|comparator|outcome": the latest reviews that asked this, the largest graded one, newer wider ones.

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
                if chosen := _chosen(dated, outcome):
                    found[f"{condition}|{comparator}|{outcome}"] = chosen
    return found


def _chosen(dated: list, outcome: str) -> list[dict]:
    words = re.compile(OUTCOME_WORDS.get(outcome, "$^"), re.IGNORECASE)
    named = [row for row in dated if words.search(row.outcome)]
    exact = [row for row in dated if row.match == "this question"]
    asked = [row for row in exact if words.search(row.outcome)]
    for kept in (asked, named, exact):
        if kept:
            latest = _of_latest_year(kept)
            newer = _of_latest_year([row for row in named if row.year > latest[0].year])
            graded = _largest_graded(asked)
            main = [row for row in latest if not graded or row.reference_key != graded.reference_key]
            found = [_as_entry(row, main=True) for row in main] + [_as_entry(row, main=False) for row in newer]
            found = [_as_entry(graded, main=True) | _in_words(graded, outcome), *found] if graded else found
            compared = {row.review_id for row in asked}  # only who asked the very same can differ
            return [entry if entry["id"] in compared else entry | {"stance": ""} for entry in found]
    return []


def _largest_graded(rows: list):
    """The review with most people (then trials) among those that state how sure they are; None where none does."""
    graded = [row for row in rows if row.certainty not in ("", "not stated")]
    counts = [[0 if pd.isna(n) else int(n) for n in (row.n_participants, row.k_studies)] for row in graded]
    return max(zip(counts, graded, strict=True), key=lambda pair: pair[0])[1] if graded else None


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
    note = row.conclusion_in_own_words
    return {
        "id": row.review_id,
        "main": main,
        "year": int(row.year),
        "says": printed(note, scale="SMD" not in row.measure),
        "source": citation(row.reference_key),
        "match": _match(row),
        "trials": None if pd.isna(trials) else int(trials),
        "people": None if pd.isna(people) else int(people),
        "measured": " · ".join(filter(None, [row.outcome, row.timepoint])),
        "printed": _printed(row),
        "certainty": row.certainty or "not stated",
        "stance": "" if pd.isna(row.points_to) else row.points_to,
    } | ({"whole": True} if WHOLE.search(note) else {})


def _match(row) -> str:
    """ "this question"; "mixed" where sham was pooled with other care, as the row says; else "wider"."""
    mixed = row.comparator == "several pooled" and re.search(r"\b(sham|placebo)\b", row.comparison)
    return "mixed" if mixed else row.match


def _printed(row) -> str:
    if pd.isna(row.estimate):
        return ""
    low, middle, high = (f"{value:g}".replace("-", "−") for value in (row.ci_low, row.estimate, row.ci_high))
    if misprinted(row.do_not_plot_reason):
        return f"{row.measure}: {middle} (the intervals it prints contradict themselves)"
    span = "" if pd.isna(row.ci_low) or pd.isna(row.ci_high) else f" ({low} to {high})"
    return f"{row.measure}: {middle}{span}"


def _in_words(row, outcome: str) -> dict[str, str]:
    """`line`, the review's own result as a headline says it; nothing where it prints none, or not for this outcome."""
    ends = (row.ci_low, row.estimate, row.ci_high)
    if any(map(pd.isna, ends)) or pd.isna(row.k_studies) or misprinted(row.do_not_plot_reason):
        return {}
    found = _printed(row)
    if row.measure == "SMD":
        found = found.removeprefix("SMD: ").replace(" (", " SD (")
    if row.measure.startswith("MD") and "0-100" in f"{row.measure} {row.outcome}":
        low, middle, high = sorted(-end for end in ends) if "higher better" in row.measure else ends
        said = SimpleNamespace(ci_low=low, estimate=middle, ci_high=high, measure="MD")
        found = headline.effect(said, SimpleNamespace(outcome=OUTCOMES[outcome], unit="points on a 0–100 scale"))
    when = f", measured: {row.timepoint}" if row.timepoint else ""
    return {"line": f"A review of {int(row.k_studies)} trials finds {found}{when}; certainty {row.certainty}."}
