"""A table of trials that somebody brings along, checked and made ready for the page like the course's own."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping

import pandas as pd

from widgets.study_explorer import wording

WHERE = "StudyExplorer"
REQUIRED = ("label", "yi", "vi")
QUESTION = {"condition": "these people", "comparator": "the comparator", "outcome": "the outcome", "window": "in time"}
"""The columns that make the question, and what stands in their place where a table has none."""
TEXTS = ("row_id", "study_id", "needling", "cohort", "instrument", "measure", "doi", "pmid", "source", "seen", "note",
         "sham", "arms", "sessions", "funding", "registration", "design", "country", *QUESTION)  # fmt: skip
NUMBERS = ("year", "n_acu", "n_ctl")
COLUMNS = (*REQUIRED, *NUMBERS, *TEXTS)
MOST = 100_000
ANY = "any needles"
DOUBLE = "the same people as another result of this question"


def own(frame: pd.DataFrame, measure: str, lower_is_better: bool) -> dict:
    """`frame` as the page gets it. ValueError names the column, the row, what was found and what is allowed."""
    rows = checked(frame, measure)
    keys = list(QUESTION)
    used = {name: list(dict.fromkeys(rows[name])) for name in keys}
    return {
        "source": "own",
        "vocabularies": used | {"needles": [ANY, *_kinds(rows)]},
        "labels": {},
        "words": {name: {value: value for value in used[name]} for name in keys},
        "measures": list(dict.fromkeys(rows.measure)),
        "studies": _studies(rows),
        "rows": _rows(rows),
        "reasons": [DOUBLE, "not asked for: another kind of needling"],
        "questions": [
            dict(zip(keys, names, strict=True)) | {"views": _views(group), "lower": lower_is_better, "only": ""}
            for names, group in rows.groupby(keys, sort=False)
        ],
        "known": {"|".join(names): _ids(group) for names, group in rows.groupby(keys[:2], sort=False)},
        "reviews": {},
        "important": {},
        "network": {
            name: [["acupuncture", comparator, len(part.drop_duplicates("cohort")), int(part.people.fillna(0).sum())]
                   for comparator, part in group.groupby("comparator", sort=False)]
            for name, group in rows.groupby("condition", sort=False)
        },
        "never_with_others": [],
    }  # fmt: skip


def checked(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A copy of `frame` with every documented column, filled where the table has none; ValueError for what is wrong."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{WHERE}: studies is {type(frame).__name__}, allowed is a pandas DataFrame.")
    _check_columns(frame)
    if not 1 <= len(frame) <= MOST:
        raise ValueError(f"{WHERE}: studies has {len(frame)} rows, allowed are 1 to {MOST:,}.")
    rows = pd.DataFrame(index=range(len(frame)))
    names = [_text(value) for value in frame["label"]]
    for place, name in enumerate(names):
        if not name:
            raise _wrong("label", place, names, frame["label"].iloc[place], "a text that names the trial")
    rows["label"] = names
    rows["yi"] = _numbers(frame, "yi", names, "a finite number")
    rows["vi"] = _numbers(frame, "vi", names, "a finite number above 0", above=0)
    for name in NUMBERS:
        rows[name] = _whole(frame, name, names)
    for name in TEXTS:
        rows[name] = [_text(value) for value in frame[name]] if name in frame else ""
    for name, instead in QUESTION.items():
        rows[name] = [value or instead for value in rows[name]]
    rows["measure"] = _measures(rows.measure, measure, names)
    rows["study_id"] = [value or name for value, name in zip(rows.study_id, names, strict=True)]
    rows["cohort"] = [value or study for value, study in zip(rows.cohort, rows.study_id, strict=True)]
    rows["row_id"] = _row_ids(rows)
    rows["people"] = rows.n_acu + rows.n_ctl
    return rows


def _check_columns(frame: pd.DataFrame) -> None:
    found = [str(name) for name in frame.columns]
    for name in REQUIRED:
        if name not in found:
            near = difflib.get_close_matches(name, found, n=1)
            hint = f" Did you mean the column {near[0]!r}?" if near else ""
            raise ValueError(f"{WHERE}: the column {name!r} is missing; found {', '.join(found) or 'none'}.{hint}")
    for name in found:
        if found.count(name) > 1:
            raise ValueError(f"{WHERE}: the column {name!r} stands {found.count(name)} times, allowed is once.")
        if name not in COLUMNS and name.strip().lower() in COLUMNS:
            raise ValueError(f"{WHERE}: found the column {name!r}, allowed is {name.strip().lower()!r}.")


def _wrong(column: str, place: int, names: list[str], found: object, allowed: str) -> ValueError:
    who = f" ({names[place]})" if names[place] else ""
    return ValueError(f"{WHERE}: column {column!r}, row {place + 1}{who}: found {found!r}, allowed is {allowed}.")


def _text(value: object) -> str:
    return "" if value is None or (not isinstance(value, (list, tuple, Mapping)) and pd.isna(value)) else str(value)


def _numbers(frame, column, names, allowed, above=-math.inf) -> list[float]:
    found = []
    for place, value in enumerate(frame[column]):
        try:
            number = float(value) if not isinstance(value, (bool, str)) else math.nan
        except (TypeError, ValueError):
            number = math.nan
        if not (math.isfinite(number) and number > above):
            raise _wrong(column, place, names, value, allowed)
        found.append(number)
    return found


def _whole(frame, column, names) -> pd.Series:
    found = []
    for place, value in enumerate(frame.get(column, [])):
        if value is None or pd.isna(value):
            found.append(None)
            continue
        good = not isinstance(value, (bool, str)) and float(value) == int(value) and value >= 0
        if not good:
            raise _wrong(column, place, names, value, "a whole number of 0 or more, or nothing")
        found.append(int(value))
    return pd.Series(found if column in frame else [None] * len(frame), dtype="Int64")


def _measures(column: pd.Series, default: str, names: list[str]) -> list[str]:
    allowed = list(wording.MEASURE_LABELS)
    for place, value in enumerate(column):
        if value and value not in allowed:
            raise _wrong("measure", place, names, value, "one of " + ", ".join(map(repr, allowed)))
    return [value or default for value in column]


def _row_ids(rows: pd.DataFrame) -> list[str]:
    """Given ids where each row has one of its own; else the trial's, numbered where it stands twice."""
    given = list(rows.row_id)
    if all(given) and len(set(given)) == len(given):
        return given
    seen: dict[str, int] = {}
    ids = []
    for study in rows.study_id:
        seen[study] = seen.get(study, 0) + 1
        ids.append(study if seen[study] == 1 else f"{study} #{seen[study]}")
    return ids


def _kinds(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(filter(None, rows.needling)))


def _ids(group: pd.DataFrame) -> list[str]:
    order = group.drop_duplicates("study_id").sort_values("people", ascending=False, kind="stable")
    return list(order.study_id)


def _views(group: pd.DataFrame) -> dict:
    views = {}
    for measure, rows in group.groupby("measure", sort=False):
        for kind in [ANY, *_kinds(rows)]:
            kept = rows if kind == ANY else rows[rows.needling == kind]
            first = kept.drop_duplicates("cohort")
            asked, counted = set(kept.study_id), set(first.study_id)
            left = {study: 1 for study in rows.study_id if study not in asked}
            left |= {study: 0 for study in kept.study_id if study not in counted}
            views[f"{measure}|{kind}|0"] = {"rows": [int(place) for place in first.index], "left": left}
    return views


def _plain(value) -> int | None:
    return None if pd.isna(value) else int(value)


def _rows(rows: pd.DataFrame) -> list[dict]:
    return [
        {
            "id": row.row_id, "study": row.study_id, "label": row.label, "cohort": row.cohort, "year": _plain(row.year),
            "n_acu": _plain(row.n_acu), "n_ctl": _plain(row.n_ctl), "weeks": None, "scale": "",
            "effects": {row.measure: [row.yi, row.vi]},
        } | {name: text for name, text in (("instrument", row.instrument), ("needles", row.needling),
                                           ("seen", row.seen), ("note", row.note)) if text}
        for row in rows.itertuples()
    ]  # fmt: skip


def _studies(rows: pd.DataFrame) -> dict[str, dict]:
    names = ("sham", "arms", "sessions", "funding", "registration", "design", "country", "doi", "pmid", "source")
    return {
        row.study_id: {"label": row.label, "cohort": row.cohort, "n": _plain(row.people)}
        | {name: getattr(row, name) for name in names if getattr(row, name)}
        for row in rows.drop_duplicates("study_id").itertuples()
    }
