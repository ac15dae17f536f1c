"""The questions chapters ask of the trials: which results may be pooled together, which are missing, what reviews say.

One question is one condition, one kind of comparator, one outcome and one window of time. Nothing here merges two of
them; acupressure never stands beside needles, and people are never counted twice.
"""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from widgets.data import load
from widgets.data.package import unknown
from widgets.evidence.choose import (
    COLUMNS,
    READ_TWICE,
    TYPES,
    effect,
    one_for_each_cohort,
    one_kind,
    usable,
    why_not,
)
from widgets.evidence.results import TIME_NOT_SEEN, records, results

NEEDLES = (
    "manual",
    "electro",
    "dry needling",
    "auricular",
    "press or intradermal needle",
    "motion-style",
    "combination",
    "needles, kind not stated",
)
"""Kinds of treatment with needles. Laser, injections and acupressure are asked for by name."""

ANY_DURATION = "low back pain, duration mixed or not stated"
SEVERAL = "several pooled"
WORSE = "symptom still present"
"""The one outcome of people who did not get better."""

MEASURES = {
    "points": "points on a 0–100 scale",
    "smd": "standard deviations (Hedges’ g)",
    "rr": "log risk ratio",
    "or": "log odds ratio",
    "rd": "risk difference, as a share",
}


def comparisons(  # noqa: PLR0913 - one argument for each part of the question
    *,
    condition: str,
    comparator: str,
    outcome: str = "pain",
    window: str,
    measure: str = "points",
    needling: Sequence[str] = NEEDLES,
    unread: bool = False,
) -> pd.DataFrame:
    """The results that answer one question and may be pooled together, one row for each group of people.

    `yi` is acupuncture minus comparator with variance `vi`, in `attrs["unit"]`. For "points" and "smd" every scale is
    turned so that negative favours acupuncture; for ratios and "rd", which are of people who got better, above 0
    favours it. `attrs["left_out"]` lists each known result on the question that is not in, with the reason.
    Only rows that a second person has read count unless `unread` is true. Where one group of people has several results
    the choice is: the plain instrument before a special one, an adjusted difference before a change before a final
    value, the latest time, the first row; acupuncture arms that share a control are combined where means and SDs are
    there. An SMD comes from final values, changes or adjusted differences, whichever most trials have, never a mix.
    Raises ValueError for a word that the vocabularies do not have, naming the nearest. Results whose time was not seen
    belong to no window.
    """
    asked = {"condition": condition, "comparator": comparator, "outcome": outcome, "window": window}
    _check(asked, measure, needling)
    rows = [row for row in records() if all(getattr(row, column) == value for column, value in asked.items())]
    kept, left_out = usable(rows, measure, needling, unread)
    if measure == "smd":
        kept, mixed = one_kind(kept)
        left_out += mixed
    kept, doubles = one_for_each_cohort(kept)
    left_out += doubles
    table = pd.DataFrame([effect(group, measure) for group in kept], columns=COLUMNS)
    table = table.astype(TYPES).sort_values(["year", "label"], ignore_index=True)
    table.attrs = {
        **asked,
        "measure": measure,
        "unit": MEASURES[measure],
        "favours_acupuncture": "negative" if measure in ("points", "smd") or outcome == WORSE else "positive",
        "left_out": sorted(left_out, key=lambda entry: entry["row_id"]),
    }
    return table


def named(row_ids: Sequence[str], measure: str = "points") -> pd.DataFrame:
    """The results with these ids as `comparisons` would show them, one row each, whatever they measured and when.

    For recomputing a published pool. Nothing is checked but that each row may be drawn and carries the measure: a row
    that does not raises ValueError with the reason, and so does an id that does not exist.
    """
    rows = {row.row_id: row for row in records()}
    for row_id in row_ids:
        if row_id not in rows:
            raise ValueError("named: " + unknown("row_id", row_id, list(rows)))
    chosen = [rows[row_id] for row_id in row_ids]
    for row in chosen:
        why = why_not(row, measure, [row.needling], unread=True)
        if why:
            raise ValueError(f"named: {row.row_id} cannot be used: {why}.")
    table = pd.DataFrame([effect([row], measure) for row in chosen], columns=COLUMNS)
    return table.astype(TYPES)


def missing_from(table: pd.DataFrame) -> pd.DataFrame:
    """The known trials on the question of `comparisons` that are not in its result, the largest first.

    Every trial of the condition that has the comparator counts as known, whatever it measured and when: what it would
    have added is not known. Columns: study_id, label, n_randomised (people, where known), why.
    """
    asked = table.attrs
    reasons: dict[str, str] = {}
    for entry in asked["left_out"]:
        reasons.setdefault(entry["study_id"], entry["why"])
    rows = results()
    same = rows[(rows.condition == asked["condition"]) & (rows.comparator == asked["comparator"])]
    arms = load("arms")
    having = set(same.study_id) | set(arms[arms.role == asked["comparator"]].study_id)
    trials = load("trials")
    known = trials[(trials.condition == asked["condition"]) & trials.study_id.isin(having)]
    known = known[~known.cohort.isin(table.cohort)]
    other = f"no result on {asked['outcome']} in this window in our tables"
    why = [reasons.get(study, other) for study in known.study_id]
    missing = known[["study_id", "label", "n_randomised"]].assign(why=pd.Series(why, index=known.index, dtype="str"))
    return missing.sort_values("n_randomised", ascending=False, kind="stable", ignore_index=True)


def review_conclusions(condition: str, comparator: str) -> pd.DataFrame:
    """What systematic reviews conclude on this condition against this comparator, the latest first; may be empty.

    `match` is "this question", or "wider" for reviews that pooled several comparators or that did not separate how long
    back pain had lasted. Raises ValueError for a word that the vocabularies do not have.
    """
    reviews = load("reviews")
    for column, value in (("condition_group", condition), ("comparator", comparator)):
        allowed = list(reviews[column].cat.categories)
        if value not in allowed:
            raise ValueError("review_conclusions: " + unknown(column, value, allowed))
    wider = {condition} | ({ANY_DURATION} if "low back pain" in condition else set())
    found = reviews[reviews.condition_group.isin(wider) & reviews.comparator.isin({comparator, SEVERAL})]
    exact = (found.condition_group == condition) & (found.comparator == comparator)
    years = load("references").set_index("reference_key").year
    found = found.assign(year=found.reference_key.map(years), match=exact.map({True: "this question", False: "wider"}))
    return found.sort_values(["year", "match"], ascending=[False, True], kind="stable", ignore_index=True)


@cache
def _asked(unread: bool) -> pd.DataFrame:
    rows = results()
    drawn = (rows.plottable == "yes") & (rows.window != TIME_NOT_SEEN) & rows.needling.isin(NEEDLES)
    rows = rows[drawn & (unread | rows.second_look.isin(READ_TWICE))]
    keys = ["condition", "comparator", "outcome", "window"]
    counted = rows.groupby(keys, observed=True).cohort.nunique().rename("known").reset_index()
    counted["trials"] = [
        max(len(comparisons(**asked, measure=measure, unread=unread)) for measure in MEASURES)
        for asked in counted[keys].astype(str).to_dict("records")
    ]
    return counted.sort_values(["trials", *keys], ascending=[False, True, True, True, True], ignore_index=True)


def questions(*, unread: bool = False) -> pd.DataFrame:
    """Every condition, comparator, outcome and window with a result of needles that may be drawn.

    `known` counts the trials with such a result, `trials` the most of them that can stand together in one measure.
    """
    return _asked(unread).copy()


@cache
def _vocabularies() -> dict[str, list[str]]:
    outcomes = load("outcomes")
    return {
        "condition": list(load("trials").condition.cat.categories),
        "comparator": list(outcomes.comparator.cat.categories),
        "outcome": list(outcomes.outcome.cat.categories),
        "window": [name for name in load("time_windows").window_id if name != TIME_NOT_SEEN],
        "measure": list(MEASURES),
        "needling": list(outcomes.needling.cat.categories),
    }


def _check(asked: dict[str, str], measure: str, needling: Sequence[str]) -> None:
    allowed = _vocabularies()
    others = [kind for kind in needling if kind not in NEEDLES]
    if others and len(set(needling)) > 1:
        raise ValueError(f"comparisons: {others[0]} is never pooled with another kind of needling; ask for it alone.")
    for name, value in [*asked.items(), ("measure", measure), *(("needling", kind) for kind in needling)]:
        if value not in allowed[name]:
            raise ValueError("comparisons: " + unknown(name, value, allowed[name]))
