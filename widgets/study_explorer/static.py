"""The explorer as HTML that needs no script: what it is about, the trials of one question, and a table of questions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from widgets._shared.html import as_text
from widgets.stats.words import MEASURES
from widgets.study_explorer import wording
from widgets.study_explorer.sentences import headline_of, reviews_of, sentence_of
from widgets.tables import Table

if TYPE_CHECKING:
    from widgets.study_explorer import StudyExplorer

FEW = 5
MOST = 200
"""Rows of the table without a script."""
KEYS = ("condition", "comparator", "outcome", "window")


def static_explorer(explorer: StudyExplorer) -> str:
    """Note, sentence, reviews, the trials in front as a table, and every question with how many trials answer it."""
    note = f'<p class="note">{as_text(explorer.note)}</p>' if explorer.note else ""
    head, *more = headline_of(explorer)
    parts = sentence_of(explorer).split("\n")
    says = "\n".join(f'<span class="part">{as_text(part)}</span>' for part in parts)
    tables = _trials(explorer) + _questions(explorer)
    whole = (
        '<div class="pbp-study-explorer pbp-study-explorer-static">'
        f'<p class="title">{as_text(explorer.title)}</p>{note}'
        f'<p class="headline">{" ".join([as_text(head), *(f"<small>{as_text(one)}</small>" for one in more)])}</p>'
        f'<p class="says">{says}</p>{_reviews(explorer)}{tables}</div>'
    )
    if not explorer.folded:
        return whole
    summary = f"<summary>{as_text(explorer.title)}</summary>"
    return f'<details class="pbp-study-explorer-fold">{summary}{whole}</details>'


def _reviews(explorer: StudyExplorer) -> str:
    """What the latest reviews and the largest graded one conclude."""
    said = [
        f"A review of {one['year']}: {one['says'].removesuffix('.')}. {one['source']}" for one in reviews_of(explorer)
    ]
    return "".join(f'<p class="key">{as_text(one)}</p>' for one in said)


def _trials(explorer: StudyExplorer) -> str:
    table = explorer.selection
    if table.empty:
        return ""
    rows = [
        {
            "Trial": row.label,
            "Acupuncture": _people(row.n_acu),
            "Compared": _people(row.n_ctl),
            "Estimate (95 % interval)": estimate(row.yi, row.vi, explorer.measure),
        }
        for row in table.head(MOST).itertuples()
    ]
    some = f" (the first {MOST} of {len(table):,})" if len(table) > MOST else ""
    caption = f"The trials in front{some}: {asked_in_words(explorer)}"
    return Table(pd.DataFrame(rows), caption, wording.MEASURE_LABELS[explorer.measure])._repr_html_()


def _people(value) -> str:
    return "not seen" if pd.isna(value) else f"{int(value):,}"


def asked_in_words(explorer: StudyExplorer) -> str:
    """The question as one line."""
    words = {name: explorer.data["words"][name].get(getattr(explorer, name), getattr(explorer, name)) for name in KEYS}
    return f"{words['outcome']}, acupuncture against {words['comparator']}, {words['condition']}, {words['window']}"


def estimate(yi: float, vi: float, measure: str) -> str:
    """An estimate with its interval, as printed."""
    half = 1.959963984540054 * math.sqrt(vi)
    low, middle, high = (number(value, measure) for value in (yi - half, yi, yi + half))
    return f"{middle} ({low} to {high})"


def number(value: float, measure: str) -> str:
    """A value in the measure, with the digits that the data bear."""
    kind = MEASURES[wording.POOLED_AS[measure]]
    shown = math.exp(min(value, 700)) if kind.ratio else value * kind.factor
    text = f"{float(f'{shown:.12g}'):,.{kind.digits}f}".replace("-", "−")
    return text if any(digit in text for digit in "123456789") else text.removeprefix("−")


def trials_in_words(count: int) -> str:
    """How far a number of trials carries."""
    if count == 0:
        return "none usable"
    if count == 1:
        return "one trial: no pooled result"
    return f"{count} trials" + (": too few to trust a pooled number" if count < FEW else "")


def _questions(explorer: StudyExplorer) -> str:
    data = explorer.data
    rows = []
    for question in data["questions"]:
        count = max(len(view["rows"]) for key, view in question["views"].items() if not key.endswith("|1"))
        words = {name: data["labels"].get(question[name], question[name]) for name in KEYS}
        rows.append((count, [*words.values(), trials_in_words(count)]))
    rows.sort(key=lambda row: -row[0])
    columns = ["People with", "Compared with", "Outcome", "When", "Trials"]
    frame = pd.DataFrame([row for _, row in rows], columns=columns)
    return Table(frame, "Every question, and how many trials can answer it")._repr_html_()
