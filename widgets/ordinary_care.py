"""Ordinary care for back pain, as guidelines and articles give it: what it is, what it gained beside what.

Everything is read from `data/` through `widgets.data`. Differences are in points of 0–100, option minus comparator:
below 0 is less pain with the option. Each figure holds one kind of comparator and is never a ranking.
"""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import in_print, signed, span
from widgets.data import DataError, citation, found_in, load, number_in, row
from widgets.figures import Figure, colours
from widgets.icon_array import IconArray
from widgets.icon_array.rows import study

BESIDE = {
    "placebo": {
        "duloxetine-1": "Duloxetine<br>(back or neck)", "nsaids-1": "NSAIDs", "opioids-1": "Opioids",
        "tens-1": "TENS<br>(current on<br>the skin)",
    },
    "usual care": {
        "advice-5": "Advice<br>(one trial)", "mindfulness-1": "Mindfulness",
        "cbt-1": "Talking therapy<br>(CBT)",
    },
}  # fmt: skip
"""Results mostly in pain that lasts, by what they were set beside, in the order of the alphabet."""
NEW = ("nsaids-3", "paracetamol-1", "muscle_relaxants-1", "heat-1")
MIXED = ("massage-1", "manipulation-1", "advice-3", "multidisciplinary-1", "exercise-6")
HARMS = {
    "duloxetine-1": ("Duloxetine", "stopped because of an unwanted effect"),
    "exercise-2": ("Exercise", "an unwanted effect that was not serious"),
    "exercise-3": ("Exercise", "more pain for a while, and little of it"),
    "manipulation-3": ("Manipulation", "soreness and other small effects"),
    "muscle_relaxants-1": ("Muscle relaxants", "any unwanted effect, in new pain"),
    "nsaids-10": ("NSAIDs", "stopped because of an unwanted effect"),
    "nsaids-1": ("NSAIDs: diclofenac or a coxib, high dose", "major trouble of heart or blood vessels"),
    "opioids-3": ("Opioids", "stopped because of an unwanted effect"),
}
"""Rows of option_harms.csv with the option and the harm in plain words, in the order of the alphabet."""
LISTS = ("lancet2018", "acp2017_acute", "acp2017_chronic")


# --- figures ---------------------------------------------------------------------------------------------------------


def lines() -> tuple[float, float]:
    """The least and the greatest difference in pain (0–100) that a review set, before it looked, as important."""
    rows = load("mcid")
    rows = rows[rows.how_set.str.startswith("preset by review", na=False) & rows.range_as_printed.eq("0-100")]
    rows = rows[rows.instrument_as_printed.str.startswith("pain") & rows.unit.eq("points")]
    return rows.threshold_low.min(), rows.threshold_low.max()


def gained(beside: str) -> Figure:
    """Less pain with each option beside one comparator ("placebo" or "usual care"), mostly in pain that lasts."""
    if beside not in BESIDE:
        raise ValueError(f"gained: beside is {beside!r}, allowed: {', '.join(BESIDE)}.")
    results = [row("option_results", result_id) for result_id in BESIDE[beside]]
    found = [_of_100(one) for one in results]
    least, most = lines()
    fig = go.Figure()
    fig.add_vrect(x0=-most, x1=-least, fillcolor=colours()["line"], opacity=0.6, line_width=0, layer="below")
    fig.add_scatter(
        x=[one[0] for one in found], y=list(BESIDE[beside].values()), mode="markers", showlegend=False,
        marker={"symbol": "square", "size": 11, "color": colours()["jade"]},
        error_x={"array": [high - mid for mid, _, high in found], "width": 6, "color": colours()["ink"],
                 "arrayminus": [mid - low for mid, low, _ in found]},
        hovertemplate="%{y}: %{x:.0f}<extra></extra>",
    )  # fmt: skip
    fig.add_vline(x=0, line={"color": colours()["ink-soft"], "dash": "dash"})
    fig.update_layout(
        height=110 + 62 * len(found), yaxis={"autorange": "reversed"},
        xaxis={"title": {"text": "← less pain with the option<br>points of 100"}, "range": [-33, 4]},
    )  # fmt: skip
    table = _behind(beside, results, found)
    told = "; ".join(f"{name} {signed(-one[0])}" for name, one in zip(table.Option, found, strict=True))
    return Figure(
        fig,
        alt=f"Pain beside {beside}, points less of 100: {told}. All intervals lie left of 0. A band from "
        f"{least:.0f} to {most:.0f} shows where reviews let an important difference begin.",
        says=f"The order is that of the alphabet. The band, from {least:.0f} to {most:.0f} points, is where reviews "
        "let an important difference begin: they do not agree. Where a source printed no scale, we assumed one. "
        "The table says so, and what else to mind.",
        source="data/option_results.csv; no row has been read by a second person yet",
        table=table,
        caption=f"Back pain, mostly lasting: options beside {beside}",
    )


def _behind(beside: str, results: list[pd.Series], found: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame({
        "Option": [label.replace("<br>", " ") for label in BESIDE[beside].values()],
        "In whom": [_in_whom(one.condition) for one in results],
        "Beside": [one.comparison_detail.replace(" (SNRI class)", "") for one in results],
        "When": [in_print(one.timepoint) for one in results],
        "Points of 100": [span(one) for one in found],
        "Scale": ["not printed, assumed" if "not printed" in one.scale else "as printed" for one in results],
        "How sure": [one.certainty.replace("in excerpt", "as far as we saw") for one in results],
        "Mind": [_note(one.note) for one in results],
        "Source": [study(one.reference_key) for one in results],
    })  # fmt: skip


def _in_whom(condition: str) -> str:
    lasting = "" if condition.startswith("chronic") else ", duration not stated"
    return in_print(condition).replace("LBP", "low back pain") + lasting


def _note(note: str) -> str:
    """What a row says to mind, without its abbreviations."""
    for found, said in {"k and n for": "numbers of trials and people in", "RCTs": "trials", "x10 conversion is ours":
                        "rescaled by us (× 10)"}.items():  # fmt: skip
        note = note.replace(found, said)
    return in_print(note.rstrip("."))


def _of_100(one: pd.Series) -> tuple[float, float, float]:
    """Estimate, low and high end on 0–100, by the factor that took the estimate to `pain_0_100`."""
    points, estimate, low, high = (
        number_in("option_results", one.result_id, column) for column in ("pain_0_100", "estimate", "ci_low", "ci_high")
    )
    if estimate == 0:
        raise DataError(f"option_results.csv, row {one.result_id}, column estimate: found 0, which hides its scale.")
    return points, low * points / estimate, high * points / estimate


def _stopped() -> tuple[int, ...]:
    """Who stopped opioids because of an unwanted effect, of how many; and the same in the control groups."""
    columns = ("denominator_as_printed", "rate_comparator")
    return tuple(int(n) for one in columns for n in found_in("option_harms", "opioids-3", one, r"(\d+)/(\d+)"))


def stopping() -> IconArray:
    """How many of 100 stopped opioids because of an unwanted effect, with those of the control groups marked."""
    found = row("option_harms", "opioids-3")
    events, of, before, beside = _stopped()
    option = {
        "label": "Opioids", "kind": "harm", "events": events, "of": of, "baseline": before / beside,
        "baseline_is": "in the control groups", "counted": "six trials in back pain that lasts; certainty not seen",
        "source": citation(found.reference_key),
    }  # fmt: skip
    return IconArray(
        [option], denominator=100, per="patients", title="Who stopped because of an unwanted effect",
        ask="Of 100 people in trials who were given an opioid for lasting back pain, how many stopped because of an "
        "unwanted effect?",
    )  # fmt: skip


# --- tables ----------------------------------------------------------------------------------------------------------


def lists() -> pd.DataFrame:
    """What guidelines and overviews put first, in our words, and what to mind."""
    advised = "causes", "C01", "western_first_line"
    what, sure = found_in(*advised, r"^(.+?) \(all (.+?)\)")
    (no,) = found_in(*advised, r"no (.+?) as routine")
    rows = [(f"World Health Organization, {row('references', 'who2023').year}", "chronic low back pain",
             f"{what}. As routine no {no}.", sure)]  # fmt: skip
    for guideline_id in LISTS:
        one = row("guidelines", guideline_id)
        text = one.recommendation_in_own_words.split(" The abstract")[0]
        mind = one.lapsed or in_print(one.strength)
        rows.append((one.body, one.population, in_print(text), mind))
    return pd.DataFrame(rows, columns=["Who", "For", "What it says", "Mind"])


def harms() -> pd.DataFrame:
    """What is known of harm from ordinary care, each beside its own comparator; no row is no all-clear."""
    rows = []
    for harm_id, (name, harm) in HARMS.items():
        one = row("option_harms", harm_id)
        size = _size(one)
        beside = "control" if "/" in one.rate_comparator else one.rate_comparator or "not seen"
        mind = re.sub(r"; NNH.*", "", one.note).replace("RCT", "trial")
        if "any condition" in one.harm:
            mind = "trials of any condition, not back pain alone"
        rows.append((name, harm, size, beside, one.certainty or "not stated", mind))
    return pd.DataFrame(rows, columns=["Option", "What", "How often", "Beside", "How sure", "Mind"]).map(in_print)


def _size(one: pd.Series) -> str:
    """How often a harm was seen: times as often, with both counts where they are printed, or extra people a year."""
    no_ends = pd.isna(one.ci_low) and pd.isna(one.ci_high)
    if pd.isna(one.estimate) and no_ends:
        return f"{one.rate_as_printed.split('no rate')[0]}no rate seen"
    if no_ends:
        found_in("option_harms", one.harm_id, "denominator_kind", "^people treated for 1 year$")
        of = number_in("option_harms", one.harm_id, "denominator")
        (rate,) = found_in("option_harms", one.harm_id, "rate_as_printed", r"^(\d.*)$")
        return f"{rate} in {of:,.0f} people a year"
    ratio, low, high = (number_in("option_harms", one.harm_id, end) for end in ("estimate", "ci_low", "ci_high"))
    size = f"{ratio:.2f} times as often ({low:.2f} to {high:.2f})"
    if one.denominator_as_printed.count("/") != 1:
        return size
    (option,) = found_in("option_harms", one.harm_id, "denominator_as_printed", r"^(\d+/\d+)$")
    (control,) = found_in("option_harms", one.harm_id, "rate_comparator", r"(\d+/\d+)")
    return f"{option} beside {control}; {size}"


# --- numbers in sentences --------------------------------------------------------------------------------------------


def _result(name: str, result_id: str, digits: int, *more: str) -> dict[str, str]:
    """An estimate and its ends without signs, the smaller end first; `more`: number of trials (k), certainty (sure)."""
    estimate, *ends = (abs(number_in("option_results", result_id, end)) for end in ("estimate", "ci_low", "ci_high"))
    one, values = row("option_results", result_id), zip(("", "_low", "_high"), (estimate, *sorted(ends)), strict=True)
    told = {name + end: f"{value:.{digits}f}" for end, value in values}
    if "k" in more:
        told[f"{name}_k"] = f"{number_in('option_results', result_id, 'k_studies'):,.0f}"
    if "sure" in more:
        told[f"{name}_sure"] = str(one.certainty_grade) if pd.notna(one.certainty_grade) else one.certainty
    return told


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry on ordinary care, by the names `glue` knows them under."""
    found = (
        _result("exercise", "exercise-1", 0, "k", "sure") | _result("who_exercise", "exercise-3", 2)
        | _result("nsaid", "nsaids-1", 0, "sure") | _result("nsaid_new", "nsaids-3", 0, "sure")
        | _result("active", "advice-7", 2, "k")
    )  # fmt: skip
    least, most = lines()
    events, of, before, beside = _stopped()
    return found | _course() | _signed("sciatica", "advice-9", 2) | _signed("para", "paracetamol-1", 1) | {
        "line_low": f"{least:.0f}", "line_high": f"{most:.0f}", "line_small": _threshold("ahrq_small"),
        "exercise_line": _threshold("hayden_pain"), "opioid_line": _threshold("abdelshaheed"),
        "half_stopped": found_in("option_harms", "opioids-4", "rate_as_printed", r"at least (\d+)%")[0],
        "stop_opioid": found_in("option_harms", "opioids-3", "rate_as_printed", r"^(\d+)")[0],
        "stop_other": found_in("option_harms", "opioids-3", "rate_comparator", r"^(\d+)")[0],
        "stop_more": f"{100 * (events / of - before / beside):.0f}",
        "opioid_helped": f"{100 / number_in('option_results', 'opioids-4', 'estimate'):.0f}",
        "opal_n": f"{number_in('option_results', 'opioids-2', 'n_participants'):.0f}",
        "vessels": found_in("option_harms", "nsaids-1", "rate_as_printed", r"^(\d+)")[0],
        "care_cost": f"{number_in('costs', 'rat_cost_uc', 'value'):.0f}", "care_n": _n("rat_cost_uc"),
        "neck_cost": f"{number_in('costs', 'neck_cost_uc', 'value'):.0f}",
    }  # fmt: skip


def _signed(name: str, result_id: str, digits: int) -> dict[str, str]:
    """An estimate and its ends with their signs, and the certainty."""
    told = {
        name + end: signed(number_in("option_results", result_id, column), digits)
        for end, column in {"": "estimate", "_low": "ci_low", "_high": "ci_high"}.items()
    }
    return told | {f"{name}_sure": str(row("option_results", result_id).certainty)}


def _course() -> dict[str, str]:
    """How pain went in the newer review: mean pain of 0–100, and how sure."""
    times = {"new_start": "acute-1", "new_six": "acute-2", "long_start": "persistent-1", "long_six": "persistent-2",
             "long_year": "persistent-4"}  # fmt: skip
    sure = {"new_sure": "acute-2", "long_sure": "persistent-4"}
    return {
        name: f"{number_in('natural_course', f'wallwork2024_{step}', 'value'):.0f}" for name, step in times.items()
    } | {name: row("natural_course", f"wallwork2024_{step}").certainty for name, step in sure.items()}


def _threshold(mcid_id: str) -> str:
    return f"{number_in('mcid', mcid_id, 'threshold_low'):.0f}"


def _n(cost_id: str) -> str:
    return found_in("costs", cost_id, "note", r"n = (\d+)")[0]
