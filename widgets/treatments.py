"""What the chapter on points and treatments shows of treatments: care first, then what is held on each.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own. Treatments stand in the
order of the alphabet and are never ranked. Differences are treatment minus comparator: below 0 is less pain or less
disability.
"""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from widgets import first_visit
from widgets._shared.language import in_print, span
from widgets.data import found_in, load, row
from widgets.evidence import named, with_interval
from widgets.figures import Figure, colours
from widgets.icon_array.rows import study
from widgets.point_map.prepare import KINDS, points
from widgets.stats.words import WORDS

NOTHING = "no checked number found"
NO_LINE = "No line of their own in our files. That is no all-clear."
NO_VALUE = "no agreed value found"

NEEDLED = {
    "Dry needling": ("dry needling",),
    "Electroacupuncture": ("electro",),
    "Needles by hand": ("manual", "needles, kind not stated"),
}
"""Treatments with trials of their own: kinds of needling in outcomes.csv."""
IN_WORDS = {("Dry needling", "sham"): "hu2018", ("Electroacupuncture", "another treatment"): "comachio2020"}
"""Sources that compare these in words; their rows stand under another kind of needling or question."""
OPTIONS = {"Needles by hand": "acupuncture", "Qigong": "qigong", "Tai chi": "tai_chi"}
TREATMENTS = ("Cupping", "Dry needling", "Electroacupuncture", "Herbs", "Moxa", "Needles by hand", "Qigong", "Tai chi",
              "Tuina")  # fmt: skip
AGAINST = {
    "sham": ("sham", "placebo/sham"),
    "no treatment or usual care": ("no treatment", "usual care", "no treatment/usual care"),
    "another treatment": ("active", "drug"),
    "several of these together": ("several pooled", "mixed"),
}
"""Comparators by question, in the words of outcomes.csv, reviews.csv and option_results.csv."""


# --- care first ------------------------------------------------------------------------------------------------------

_CARE = {
    "Cupping": ("PC30",), "Dry needling": ("PC19",), "Electroacupuncture": ("PC04", "PC08"), "Herbs": ("PC31",),
    "Moxa": ("PC30",), "Needles by hand": ("PC19",),
}  # fmt: skip
"""Precautions of each treatment."""
UNTOLD = ("Qigong", "tai chi", "tuina")
"""Treatments without a precaution of their own, and without a count of harms."""
WHOLE_LIST = ("Dry needling", "Electroacupuncture", "Needles by hand")
"""For these each line of precautions.csv counts."""


def care() -> pd.DataFrame:
    """What to mind with each treatment, what that rests on, and the harm that was counted, per what."""
    rows = []
    every = f"All {len(load('precautions'))} lines of the chapter “When to be careful”. Among them:"
    for name, ids in _CARE.items():
        found = [row("precautions", precaution_id) for precaution_id in ids]
        rests = dict.fromkeys(one.source_as_printed or _lower(first_visit.UNSIGNED) for one in found)
        told = " ".join(f"{one['item']}: {_lower(one.advice)}" for one in found)
        whole = f"{every} " if name in WHOLE_LIST else ""
        rows.append((name, f"{whole}{told} (Rests on: {'; '.join(rests)}.)", _harm(name)))
    rows.append((", ".join(UNTOLD).capitalize(), NO_LINE, NOTHING))
    return pd.DataFrame(rows, columns=["Treatment", "Mind this", "Harm that was counted"]).map(in_print)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _harm(name: str) -> str:
    """What was counted as harm, in the words "of 100 people" or "of 100 sessions"; never one turned into the other."""
    if name == "Needles by hand":
        small, serious = (row("adverse_events", f"baumler2021-{n}") for n in (1, 3))
        rare = f"{serious.rate:.0f} ({serious.ci_low:.1f} to {serious.ci_high:.1f}) of 10,000"
        return (f"Any: {span((small.rate, small.ci_low, small.ci_high))} of 100 people over a course. Serious: {rare}. "
                "No group without needles.")  # fmt: skip
    if name == "Dry needling":
        small, major = (row("adverse_events", f"boyce2020-{n}") for n in (1, 4))
        return (f"Small: {100 * small.events / small.denominator:.0f} of 100 sessions. Major: "
                f"{10_000 * major.events / major.denominator:.0f} of 10,000 sessions. Therapists counted.")  # fmt: skip
    if name == "Moxa":
        both = row("adverse_events", "furuse2017-1")
        return (f"Moxa alone: {NOTHING}. Needles and moxa in Japanese teaching clinics: "
                f"{100 * both.events / both.denominator:.0f} of 100 sessions, most of it small.")  # fmt: skip
    return NOTHING


def beneath() -> pd.DataFrame:
    """What lies near the points, by kind, with the points: why a trained person decides."""
    rows = [
        (name, ", ".join(one["code"] for one in points() if any(c["kind"] == kind for c in one["cautions"])))
        for kind, name in KINDS.items()
        if kind != "other"
    ]
    return pd.DataFrame(rows, columns=["What to mind", "Points"])


# --- what is held on each treatment --------------------------------------------------------------------------------


def _question(comparator: str) -> str | None:
    return next((name for name, words in AGAINST.items() if comparator in words), None)


def _sources() -> pd.DataFrame:
    """Each source that compares a treatment: treatment, against, source, number (whether one may be drawn)."""
    found = []
    trials = load("trials").set_index("study_id").reference_key
    for one in load("outcomes").itertuples():
        for name, kinds in NEEDLED.items():
            if one.needling in kinds:
                found.append((name, _question(one.comparator), trials[one.study_id], one.plottable == "yes"))
    for one in load("reviews").query("condition_group != 'mixed pain'").itertuples():
        found.append(("Needles by hand", _question(one.comparator), one.reference_key, one.plottable == "yes"))
    for name, option in OPTIONS.items():
        results = load("option_results")
        here = (results.option_id == option) | results.comparison_detail.str.startswith(f"tai chi or {option} ")
        for one in results[here].itertuples():
            found.append((name, _question(one.comparison), one.reference_key, one.plottable == "yes"))
    found += [(name, against, key, False) for (name, against), key in IN_WORDS.items()]
    table = pd.DataFrame(found, columns=["treatment", "against", "source", "number"]).dropna()
    return table.groupby(["treatment", "against", "source"], as_index=False).number.any()


def held() -> pd.DataFrame:
    """For each treatment and comparator: how many sources give a number with an interval, and how many words only."""
    sources, rows = _sources(), []
    for name in TREATMENTS:
        for against in AGAINST:
            these = sources[(sources.treatment == name) & (sources.against == against)]
            rows.append((name, against, int(these.number.sum()), int((~these.number).sum())))
    return pd.DataFrame(rows, columns=["treatment", "against", "numbers", "words"])


def _grid(table: pd.DataFrame) -> go.Figure:
    """The grid of `held`: a disc with a count, a ring for words only, a dash for nothing."""
    short = dict(zip(AGAINST, ("sham", "none,<br>usual", "other", "mixed"), strict=True))
    ink, number, words = colours()["ink"], table.numbers > 0, (table.numbers == 0) & (table.words > 0)
    ring = {"symbol": "circle-open", "size": 30, "color": ink, "line": {"width": 2}}
    kinds = {
        "a number": (number, {"symbol": "circle", "size": 30, "color": colours()["jade"]}, table.numbers, "paper"),
        "words only": (words, ring, table.words, "ink"),
        "nothing": (~number & ~words, {"symbol": "line-ew-open", "size": 12, "color": ink}, None, "ink"),
    }
    fig = go.Figure()
    for name, (here, marker, counts, colour) in kinds.items():
        fig.add_scatter(
            x=table.against[here].map(short), y=table.treatment[here], mode="markers+text", name=name, marker=marker,
            text=None if counts is None else counts[here].astype(str), textfont={"color": colours()[colour]},
            hovertemplate="%{y}, against %{x}<extra></extra>",
        )  # fmt: skip
    columns = {"categoryarray": list(short.values()), "side": "top", "showgrid": False, "tickangle": 0}
    fig.update_xaxes(categoryorder="array", tickfont={"size": 13}, **columns)
    names = [name.replace(" ", "<br>", 1).replace("Electroa", "Electro-<br>a") for name in TREATMENTS]
    fig.update_yaxes(categoryorder="array", categoryarray=TREATMENTS[::-1], tickvals=TREATMENTS, ticktext=names)
    return fig.update_layout(height=520, legend={"orientation": "h", "y": -0.02, "yanchor": "top"})


def held_figure() -> Figure:
    """Where our files hold a number, only words, or nothing: a grid that ranks nothing."""
    table = held()
    empty = [name.lower() for name in TREATMENTS if not _has(table, name)]
    none = f"{', '.join(empty[:-1])} and {empty[-1]}"
    return Figure(
        _grid(table),
        alt="Grid of nine treatments against four kinds of comparator. Needles by hand have numbers in all four; "
        f"{none} have nothing in any.",
        says="The numbers count trials and reviews, not gains: beside sham, none or usual care, another treatment, and "
        f"several of these mixed. For {none} our files hold nothing, which does not say whether they work.",
        source="counted from data/outcomes.csv, data/reviews.csv and data/option_results.csv",
        table=table.set_axis(["Treatment", "Against", "Sources with a number", "Sources with words only"], axis=1),
        caption="Trials and reviews that compare each treatment, by comparator",
    )


def _has(table: pd.DataFrame, name: str) -> bool:
    return bool(table.loc[table.treatment == name, ["numbers", "words"]].to_numpy().sum())


# --- how big, where there is a number --------------------------------------------------------------------------------


def _small_sd() -> str:
    """Where reviews let a small and a moderate difference begin, in standard deviations."""
    small = found_in("mcid", "ahrq_small", "threshold_as_printed", r"SMD ([\d.]+)")[0]
    return f"small from {small}, moderate from {row('mcid', 'acp2007_moderate_smd').threshold_low:g} SD"


def _small_points() -> str:
    return (f"small from {row('mcid', 'ahrq_small').threshold_low:.0f}, moderate from "
            f"{row('mcid', 'ahrq_moderate').threshold_low:.0f} points of 100")  # fmt: skip


def _preset() -> str:
    wanted = found_in("reviews", "cochrane2020-4", "conclusion_in_own_words", r"set (\d+) points on a 0-100 pain")[0]
    return f"{wanted} of 100, set by the review"


def evidence() -> pd.DataFrame:
    """How big, beside what, in whom, when and how sure: one line a result; what has none says so. No ranking."""
    npq = row("mcid", "npq_salter2006").threshold_low
    wanted = found_in("option_results", "qigong-1", "seen", r"MCID (\S+)")[0]
    rows = [
        *(_nothing(name) for name in ("Cupping", "Herbs", "Moxa", "Tuina")),
        _in_words("Dry needling", "hu2018_dryneedling", "acupuncture or sham needles"),
        _trial("Dry needling, with exercise", "sterling2015-1", NO_VALUE),
        _trial("Electroacupuncture", "kong2020-1", NO_VALUE),
        _trial("Electroacupuncture", "li2025_ea_neck-1", f"{npq:.0f} of 100, set to plan a trial"),
        _trial("Electroacupuncture, with usual care", "meng2003-1", _small_sd()),
        _review("Needles by hand", "lee2023_acu_sats_pain", "sham off the points", _small_sd()),
        _option("Massage (not tuina as such)", "massage-1", _small_sd()),
        _option("Needles by hand", "acupuncture-1", _preset()),
        _option("Qigong", "qigong-1", f"{wanted} of 10, set by the review"),
        _option("Qigong", "qigong-2", "–"),
        _option("Tai chi", "tai_chi-1", _small_points()),
        _option("Tai chi or qigong", "tai_chi-4", _small_sd()),
    ]
    columns = ["Treatment", "Against what; in whom; when", "How big", "How sure"]
    return pd.DataFrame([_line(*one) for one in sorted(rows, key=lambda one: one[0])], columns=columns)


def _line(  # noqa: PLR0913, PLR0917 - what every result needs, in the order of a sentence
    name: str, beside: str, whom: str, size: str, smallest: str, sure: str, source: str
) -> tuple[str, ...]:
    """A result in four cells: the smallest difference that matters stands with the size, the source with certainty."""
    if size == NOTHING:
        return name, "–", NOTHING, "–"
    matters = f". Smallest that matters: {smallest}" if smallest != "–" else ""
    return name, f"{beside}; {whom}", f"{size.removesuffix('; lower is better')}{matters}", f"{sure} ({source})"


def _nothing(name: str) -> tuple[str, ...]:
    return name, "–", "–", NOTHING, "–", "–", "–"


def _option(name: str, result_id: str, smallest: str) -> tuple[str, ...]:
    one = first_visit.choices([result_id]).iloc[0]
    whom = f"{one['In whom']}; {one['When']}"
    beside = one["Against what"].removeprefix("tai chi or qigong vs ")
    return name, beside, whom, one["Pain"], smallest, one["How sure"], _source("option_results", result_id)


def _source(table: str, row_id: str) -> str:
    return study(row(table, row_id).reference_key)


def _review(name: str, review_id: str, beside: str, smallest: str) -> tuple[str, ...]:
    one = row("reviews", review_id)
    size = f"{span((one.estimate, one.ci_low, one.ci_high), 2)} SD; lower is better"
    whom = f"{plain(one.condition)}; {one.timepoint}"
    return name, beside, whom, size, smallest, one.certainty or "not stated", study(one.reference_key)


def _in_words(name: str, review_id: str, beside: str) -> tuple[str, ...]:
    one = row("reviews", review_id)
    told, *_, sure = re.split(r"; ", one.conclusion_in_own_words)
    whom = f"{plain(one.condition_group)}; {one.timepoint}"
    return name, beside, whom, f"{told}; no number seen", "–", sure, study(one.reference_key)


def plain(text: str) -> str:
    """A condition as our tables have it, without the short form of low back pain."""
    return text.replace("LBP", "low back pain")


def number_word(count: float | str) -> str:
    """A small whole number as a word: 3 is "three"."""
    return WORDS[int(count)]


def groups_of(study_id: str) -> str:
    """In how many groups a trial was, as a word."""
    return number_word(len(row("trials", study_id).arms_as_printed.split("; ")))


_BESIDE = {"sham": "sham needles", "usual care": "usual care"}
_UNITS = {"kong2020-1": (1, "points (T-score: 10 are one SD)"), "li2025_ea_neck-1": (1, "points of 100, daily limits"),
          "sterling2015-1": (1, "points, daily limits (NDI)")}  # fmt: skip


def _trial(name: str, row_id: str, smallest: str) -> tuple[str, ...]:
    """One trial's printed difference; where only the arms are known, Hedges' g worked out from them."""
    one = row("outcomes", row_id)
    trial = row("trials", one.study_id)
    if row_id in _UNITS:
        digits, unit = _UNITS[row_id]
        size = f"{span((one['diff'], one.diff_ci_low, one.diff_ci_high), digits)} {unit}"
    else:
        worked = named([row_id], "smd").iloc[0]
        size = f"{span(with_interval(worked.yi, worked.vi), 2)} SD of daily limits, worked out"
    people = "" if pd.isna(trial.n_randomised) else f", {trial.n_randomised:.0f} people"
    groups = groups_of(one.study_id)
    people += f" in {groups} groups" if people and groups != "two" else ""
    whom = f"{trial.condition}{people}; week {one.timepoint_weeks:.0f}"
    return (name, _BESIDE[one.comparator], whom, f"{size}; lower is better", smallest, "one trial, not graded",
            trial.label)  # fmt: skip
