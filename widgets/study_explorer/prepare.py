"""All that the explorer shows of the course's trials, worked out once and sent to the page as one piece of plain data.

Which results may stand in one pool is decided in `widgets.evidence` alone: for each question, measure, kind of needle
and "read twice or not" the page gets the list of results that `comparisons` would give, and the reasons for the rest.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import combinations

import pandas as pd

from widgets.data import citation, load, row
from widgets.evidence import MEASURES, NEEDLES
from widgets.evidence.choose import READ_TWICE, effect, one_for_each_cohort, one_kind, usable
from widgets.evidence.questions import WORSE
from widgets.evidence.results import TIME_NOT_SEEN, records
from widgets.evidence.telling import with_names
from widgets.study_explorer import wording
from widgets.study_explorer.reviews import reviews_of

KEYS = ["condition", "comparator", "outcome", "window"]
ANY = "any needles"
SHOWN_MEASURES = ["points", "smd", "rr", "rd"]


@cache
def course() -> dict:
    """The course's own trials, ready for the page. One copy for all explorers: never change it."""
    windows = load("time_windows")
    needling = {row.needling for row in records()}
    used = [name for name in load("outcomes").needling.cat.categories if name != "none" and name in needling]
    trials = load("trials")
    builder = _Builder()
    questions = [builder.question(dict(zip(KEYS, names, strict=True)), group) for names, group in _asked().items()]
    vocabularies = {
        "condition": _in_use(trials.condition),
        "comparator": _in_use(load("outcomes").comparator),
        "outcome": _in_use(load("outcomes").outcome),
        "window": [name for name in windows.window_id if name != TIME_NOT_SEEN],
        "needles": [ANY, *used],
    }
    labels = dict(zip(windows.window_id, windows.label, strict=True))
    return {
        "source": "course",
        "vocabularies": vocabularies,
        "labels": wording.COMPARATOR_LABELS | wording.OUTCOME_LABELS | labels | {ANY: "needles of any kind"},
        "words": {kind: {v: wording.words_of(kind, v) for v in vocabularies[kind]} for kind in KEYS},
        "measures": SHOWN_MEASURES,
        "studies": _studies(trials),
        "rows": builder.rows,
        "reasons": list(builder.reasons),
        "questions": questions,
        "known": _known(trials, vocabularies),
        "reviews": reviews_of(vocabularies),
        "important": _important(),
        "network": _network(trials),
        "never_with_others": [name for name in used if name not in NEEDLES],
    }


def _asked() -> dict[tuple, list]:
    """The results of each question, in the order in which questions first appear."""
    found: dict[tuple, list] = {}
    for one in records():
        if one.window != TIME_NOT_SEEN:
            found.setdefault(tuple(getattr(one, name) for name in KEYS), []).append(one)
    return found


def _in_use(column: pd.Series) -> list[str]:
    found = set(column.dropna().astype(str))
    return [name for name in column.cat.categories if name in found]


class _Builder:
    """Collects results once, however many questions and measures they stand in."""

    def __init__(self):
        self.rows: list[dict] = []
        self.places: dict[str, int] = {}
        self.reasons: dict[str, int] = {}

    def question(self, asked: dict[str, str], group: list) -> dict:
        """One question with its views: which results, and why not the others."""
        drawn = [one for one in group if one.plottable == "yes"]
        lower = asked["outcome"] == WORSE
        if not drawn:
            return asked | {"views": {"none": self._view(group, SHOWN_MEASURES[0], NEEDLES, False)}, "lower": lower}
        kinds = [kind for kind in dict.fromkeys(one.needling for one in drawn) if kind != "none"]
        alone = len(kinds) == 1 and kinds[0] in NEEDLES  # then "any needles" says it all
        unread_too = any(one.second_look not in READ_TWICE for one in drawn)
        views = {}
        for measure in SHOWN_MEASURES:
            for kind in [ANY] if alone else [ANY, *kinds]:
                for unread in (False, True)[: 1 + unread_too]:
                    needling = NEEDLES if kind == ANY else [kind]
                    views[f"{measure}|{kind}|{int(unread)}"] = self._view(group, measure, needling, unread)
        return asked | {"views": views, "lower": lower, "only": kinds[0] if alone else ""}

    def _view(self, group: list, measure: str, needling, unread: bool) -> dict:
        kept, left_out = usable(group, measure, needling, unread)
        if measure == "smd":
            kept, mixed = one_kind(kept)
            left_out += mixed
        chosen, doubles = one_for_each_cohort(kept)
        places = [self._row(rows, measure) for rows in chosen]
        inside = {one.study_id for rows in chosen for one in rows}
        left: dict[str, int] = {}
        for entry in sorted(left_out + doubles, key=lambda entry: entry["row_id"]):
            if entry["study_id"] not in inside and entry["study_id"] not in left:
                left[entry["study_id"]] = self.reasons.setdefault(entry["why"], len(self.reasons))
        return {"rows": places, "left": left}

    def _row(self, rows: list, measure: str) -> int:
        found = effect(rows, measure)
        place = self.places.get(found["row_id"])
        if place is None:
            place = self.places[found["row_id"]] = len(self.rows)
            self.rows.append(_as_row(found, rows))
        self.rows[place]["effects"][measure] = [found["yi"], found["vi"]]
        return place


def _as_row(found: dict, rows: list) -> dict:
    first = rows[0]

    def each(name: str, between: str) -> str:
        return between.join(dict.fromkeys(filter(None, (str(getattr(one, name)) for one in rows))))

    texts = {
        "compared": each("comparison", " + "),
        "detail": str(found["comparator_detail"]),
        "sham": found["sham_kind"],
        "instrument": found["instrument"],
        "kind": "" if pd.isna(found["value_kind"]) else str(found["value_kind"]).replace("_", " "),
        "needles": each("needling", " + "),
        "seen": each("seen", " / "),
        "read": str(found["read_in"]),
        "look": str(found["second_look"]),
        "note": each("note", " / "),
    }
    return {
        "id": found["row_id"], "study": str(found["study_id"]), "label": str(found["label"]), "cohort": found["cohort"],
        "year": _whole(found["year"]), "n_acu": found["n_acu"], "n_ctl": found["n_ctl"],
        "weeks": _number(found["timepoint_weeks"]), "scale": str(first.instrument_id), "effects": {},
    } | {name: with_names(text) for name, text in texts.items() if text}  # fmt: skip


def _whole(value) -> int | None:
    return None if pd.isna(value) else int(value)


def _number(value) -> float | None:
    return None if pd.isna(value) else float(value)


def _studies(trials: pd.DataFrame) -> dict[str, dict]:
    """What a trial's drawer holds beside its results."""
    references = load("references").set_index("reference_key")
    found = {}
    for trial in trials.itertuples():
        source = references.loc[trial.reference_key]
        texts = {
            "name": trial.trial_name, "country": trial.country, "people": trial.condition_detail,
            "design": trial.design,
            "arms": trial.arms_as_printed, "sham": trial.sham_type, "sessions": trial.sessions,
            "weeks": trial.weeks_note or ("" if pd.isna(trial.weeks) else f"{trial.weeks:g}"),
            "asked": trial.primary_outcome, "funding": trial.funding, "registration": trial.registration,
            "doi": source.doi, "pmid": source.pmid,
        }  # fmt: skip
        if not source.doi and not source.pmid:
            texts["source"] = citation(trial.reference_key)
        numbers = {"label": trial.label, "cohort": trial.cohort, "n": _whole(trial.n_randomised)}
        found[trial.study_id] = numbers | {
            name: text if name in ("doi", "pmid") else with_names(str(text))
            for name, text in texts.items()
            if pd.notna(text) and text
        }
    return found


def _known(trials: pd.DataFrame, vocabularies: dict) -> dict[str, list[str]]:
    """For each condition and comparator the known trials, the largest first."""
    arms = load("arms")
    having: dict[str, set[str]] = defaultdict(set)
    for comparator, study in zip(arms.role, arms.study_id, strict=True):
        having[comparator].add(study)
    measured: dict[tuple, set[str]] = defaultdict(set)
    for one in records():
        measured[one.condition, one.comparator].add(one.study_id)
    largest = list(trials.sort_values("n_randomised", ascending=False, kind="stable").itertuples())
    found = {}
    for comparator in vocabularies["comparator"]:
        for condition in vocabularies["condition"]:
            studies = having[comparator] | measured[condition, comparator]
            known = [one.study_id for one in largest if one.condition == condition and one.study_id in studies]
            if known:
                found[f"{condition}|{comparator}"] = known
    return found


BACK = "LBP"
APPLIES = {
    "chronic low back pain": {"chronic LBP", BACK},
    "acute or subacute low back pain": {"acute LBP", BACK},
    "low back pain, duration mixed or not stated": {BACK},
    "neck pain": {"neck pain"},
}
"""Which conditions of mcid.csv are those of a question."""


def _important() -> dict[str, dict]:
    """The smallest important differences between groups, by condition and instrument, in points of 0–100.

    Only values set for differences between groups; those called moderate or large are not the smallest.
    """
    rows = load("mcid")
    rows = rows[(rows.kind == "between-group difference") & (rows.instrument_id != "")]
    rows = rows[~rows.how_set.str.contains("moderate|medium|large")].dropna(subset=["threshold_low", "threshold_high"])
    scales = load("instruments").set_index("instrument_id")
    found: dict[str, dict] = {}
    for condition, names in APPLIES.items():
        for scale, group in rows[rows.condition.isin(names)].groupby("instrument_id"):
            width = float(scales.scale_max[scale] - scales.scale_min[scale])
            low, high = group.threshold_low.min() * 100 / width, group.threshold_high.max() * 100 / width
            sources = [_in_short(key) for key in dict.fromkeys(group.reference_key)]
            found[f"{condition}|{scale}"] = {"low": float(low), "high": float(high), "sources": sources}
    return found


def _in_short(reference_key: str) -> str:
    """A source as a caption names it; the page of sources has the rest."""
    source = row("references", reference_key)
    return f"{source.authors or source.title} {'' if pd.isna(source.year) else source.year}".strip()


def _network(trials: pd.DataFrame) -> dict[str, list]:
    """For each condition: how many trials (and people) compared each pair of kinds of arms."""
    arms = load("arms")
    arms = arms[arms.role != "not stated"]
    roles = arms.groupby("study_id").role.agg(lambda found: sorted(set(found.astype(str))))
    counts: dict[str, dict] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for trial in trials.itertuples():
        for pair in combinations(roles.get(trial.study_id, []), 2):
            entry = counts[str(trial.condition)][pair]
            entry[0] += 1
            entry[1] += 0 if pd.isna(trial.n_randomised) else int(trial.n_randomised)
    return {name: [[*pair, *entry] for pair, entry in sorted(pairs.items())] for name, pairs in counts.items()}


assert set(SHOWN_MEASURES) < set(MEASURES)
