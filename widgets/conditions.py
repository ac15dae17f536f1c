"""Neck pain, sciatica, acute pain and pain in pregnancy: which questions have trials, what they found, what is missing.

Which results count, and which may stand together, is decided in `widgets.evidence` alone; nothing here pools anything.
Differences are acupuncture minus comparator in points of 0–100: negative favours acupuncture.
"""

from __future__ import annotations

from functools import cache
from html import escape
from urllib.parse import urlencode

import pandas as pd

from widgets._shared.html import Html
from widgets.data import load, row
from widgets.evidence import comparisons, missing_from, questions, results
from widgets.evidence.choose import NORMAL_95, READ_TWICE
from widgets.evidence.results import TIME_NOT_SEEN
from widgets.study_explorer.prepare import course
from widgets.study_explorer.wording import WHEN
from widgets.tables import Table

CONDITIONS = {
    "neck pain": "Neck pain",
    "sciatica": "Sciatica",
    "acute or subacute low back pain": "Acute low back pain",
    "pregnancy-related back or pelvic pain": "Pain in pregnancy",
}
COMPARED = {"sham": "sham", "usual care": "usual care", "no treatment": "no treatment", "drug": "a medicine"}
OUTCOMES = {"pain": "pain", "function": "daily life", "response": "got better"}
WINDOWS = {name: words.removesuffix(" after the start") for name, words in WHEN.items()}
KEYS = ["condition", "comparator", "outcome", "window"]


# --- the map ---------------------------------------------------------------------------------------------------------


def question_map() -> pd.DataFrame:
    """Every question that four conditions, comparisons, outcomes and times make, with `trials`: 0 is a gap.

    `trials` counts the trials with needles whose result may be drawn and was read by two people.
    """
    frames = [(c, v, o, w) for c in CONDITIONS for v in COMPARED for o in OUTCOMES for w in WINDOWS]
    asked = questions()
    counts = {tuple(map(str, key)): n for *key, n in asked[[*KEYS, "trials"]].itertuples(index=False)}
    table = pd.DataFrame(frames, columns=KEYS)
    return table.assign(trials=[counts.get(question, 0) for question in frames])


def map_table() -> pd.DataFrame:
    """The questions with a trial, and for each condition and comparison how many have none."""
    rows, times = [], len(OUTCOMES) * len(WINDOWS)
    for (condition, comparator), group in question_map().groupby(KEYS[:2], sort=False):
        found = group[group.trials > 0]
        held = [f"{OUTCOMES[one.outcome]}, {WINDOWS[one.window]}: {one.trials}" for one in found.itertuples()]
        rows.append((f"{CONDITIONS[condition]}, against {COMPARED[comparator]}", "; ".join(held) or "none",
                     f"{times - len(found)} of {times}"))  # fmt: skip
    return pd.DataFrame(
        rows, columns=["People and comparison", "Questions with trials, and how many", "No trial drawn"]
    )


def folded(frame: pd.DataFrame, caption: str, source: str) -> Html:
    """A table that a reader opens: for what the text has told already, or for those who want every line."""
    table = Table(frame, caption=caption, source=source)
    inside = f"<summary>{escape(caption)}</summary>{table._repr_html_()}"
    return Html(f'<details class="pbp-behind">{inside}</details>', repr(table))


def explorer_links() -> Html:
    """The questions with trials as links that set the explorer of the same page, one list for each condition."""
    found = question_map().query("trials > 0")
    parts = []
    for condition, group in found.groupby("condition", sort=False):
        items = [_link(one) for one in group.itertuples()]
        parts.append(f"<p><strong>{CONDITIONS[condition]}</strong></p><ul>{''.join(items)}</ul>")
    return Html("".join(parts), f"{len(found)} questions as links to the explorer")


def _link(one) -> str:
    measure = "rd" if one.outcome == "response" else "points"
    asked = {name: getattr(one, name) for name in KEYS} | {"needles": "any needles", "measure": measure}
    words = f"{OUTCOMES[one.outcome]} against {COMPARED[one.comparator]}, {WINDOWS[one.window]}"
    trials = "1 trial" if one.trials == 1 else f"{one.trials} trials"
    return f'<li><a href="#explorer?{escape(urlencode(asked))}">{escape(words)}</a> ({trials})</li>'


# --- what the trials found -------------------------------------------------------------------------------------------


def points(value: float) -> str:
    """A difference in whole points, with a minus sign; never "−0"."""
    text = f"{float(f'{value:.12g}'):.0f}"
    return "0" if text == "-0" else text.replace("-", "−")


def interval(one) -> str:
    """A result with its 95 % interval in whole points; `one` has `yi` and `vi`."""
    half = NORMAL_95 * one.vi**0.5
    return f"{points(one.yi)} ({points(one.yi - half)} to {points(one.yi + half)})"


def answers(condition: str) -> pd.DataFrame:
    """Each question of the map that has a trial: which trial, how many people, the difference, the yardstick.

    One trial is one trial; where there are two to four each stands alone. Nothing is pooled, and none of it is graded.
    """
    found = question_map().query("condition == @condition and trials > 0")
    return pd.DataFrame([_answer(one) for one in found.itertuples()])


def _answer(one) -> dict[str, str]:
    measure = "rd" if one.outcome == "response" else "points"
    table = comparisons(**{name: getattr(one, name) for name in KEYS}, measure=measure)
    shown = [_counts(trial) if measure == "rd" else interval(trial) for trial in table.itertuples()]
    if len(table) > 1:
        each = "; ".join(f"{trial.label}: {text}" for trial, text in zip(table.itertuples(), shown, strict=True))
        shown = [f"{each}; too few to trust a pooled number"]
    return {
        "Question": f"{OUTCOMES[one.outcome]} against {COMPARED[one.comparator]}, {WINDOWS[one.window]}",
        "Trials": "; ".join(f"{trial.label} ({_people(trial)}{_second_hand(trial)})" for trial in table.itertuples()),
        "Difference, points of 0–100": shown[0],
        "Smallest that matters": _smallest(one.condition, table.row_id),
    }


def _second_hand(trial) -> str:
    return "" if trial.read_in.startswith("trial") else f"; read in: {trial.read_in}"


def _people(trial) -> str:
    """People in both groups; where that was not seen, people randomised to all groups."""
    if pd.notna(trial.n_acu) and pd.notna(trial.n_ctl):
        return f"{trial.n_acu + trial.n_ctl:,} people"
    return f"{int(row('trials', trial.study_id).n_randomised):,} randomised"


def _counts(trial) -> str:
    found = row("outcomes", trial.row_id)
    return f"{found.events_acu} of {found.n_acu} people against {found.events_ctl} of {found.n_ctl}"


def _smallest(condition: str, row_ids) -> str:
    """The smallest important difference between groups that our files hold for these scales, or that none is held."""
    scales = {row("outcomes", row_id).instrument_id for row_id in row_ids}
    bands = [course()["important"].get(f"{condition}|{scale}") for scale in sorted(scales)]
    if len(bands) != 1 or not bands[0]:
        return "no agreed value found"
    low, high = points(bands[0]["low"]), points(bands[0]["high"])
    return low if low == high else f"{low} to {high}"


# --- what is not in it -----------------------------------------------------------------------------------------------


def known(condition: str, comparator: str) -> pd.DataFrame:
    """Every known trial of the condition with this comparison, the largest first: `n`, whether `used`, and `why` not.

    `used` is true for a trial that stands in at least one question of the map.
    """
    studies, inside = course()["known"].get(f"{condition}|{comparator}", []), _used(condition, comparator)
    trials = load("trials").set_index("study_id").loc[studies]
    return pd.DataFrame({
        "label": trials.label.to_list(),
        "n": trials.n_randomised.to_list(),
        "used": [name in inside for name in studies],
        "why": ["" if name in inside else _why(name, comparator) for name in studies],
        "study_id": studies,
    })  # fmt: skip


@cache
def _used(condition: str, comparator: str) -> frozenset[str]:
    asked = question_map().query("condition == @condition and comparator == @comparator and trials > 0")
    found: set[str] = set()
    for one in asked.itertuples():
        measure = "rd" if one.outcome == "response" else "points"
        found |= set(comparisons(**{name: getattr(one, name) for name in KEYS}, measure=measure).study_id)
    return frozenset(found)


def _why(study_id: str, comparator: str) -> str:
    """Why a known trial stands in no question: the first reason that its results give."""
    rows = results()
    rows = rows[(rows.study_id == study_id) & (rows.comparator == comparator)]
    if rows.empty:
        return "no result in our tables"
    first = rows.sort_values("outcome", key=lambda names: names != "pain", kind="stable").iloc[0]
    if first.plottable == "no":
        return _with_labels(first.do_not_plot_reason)
    if first.window == TIME_NOT_SEEN:
        return "no single time of measuring" if first.value_kind == "hazard_ratio" else "time of measuring not seen"
    return "not yet confirmed by a second reader" if first.second_look not in READ_TWICE else "no result that fits"


def _with_labels(text: str) -> str:
    """`text` with the names of trials in place of their ids."""
    for one in load("trials").itertuples():
        text = text.replace(one.study_id, one.label)
    return text


def missing(condition: str, most: int = 6) -> pd.DataFrame:
    """The largest known trials that stand in no question of the map, at most this many for each comparison."""
    rows = []
    for comparator, words in COMPARED.items():
        out = known(condition, comparator)
        for one in out[~out.used].head(most).itertuples() if len(out) else ():
            size = "not seen" if pd.isna(one.n) else f"{int(one.n):,}"
            rows.append((one.label, words, size, one.why))
    return pd.DataFrame(rows, columns=["Trial", "Against", "People in all groups", "Why no number of it is used"])


def left_over(**asked: str) -> tuple[int, int, str]:
    """For one question: how many known trials are not in its result, their people, and the largest by name."""
    out = missing_from(comparisons(**asked))
    return len(out), int(out.n_randomised.sum()), str(out.label.iloc[0])
