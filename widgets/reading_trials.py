"""What the chapter on reading a trial shows: its figures and its tables, and what an interval leaves open.

Facts are read from `data/`, simulated numbers are computed by `widgets.trial_simulator`. Points are those of a scale
where less is better; figures show how many points *less* pain there was, so further right is better.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from widgets._shared.language import in_print
from widgets.data import load, row
from widgets.figures import Figure, colours
from widgets.pain_course import course_rows
from widgets.stories import art
from widgets.trial_simulator import TrialSimulator
from widgets.trial_simulator.words import fixed, share_words

SIZES = (10, 20, 30, 50, 100, 200, 387)
"""People in an arm of the made-up trials that the figure shows."""
TRUTH = 5
"""Points that the needle itself takes off in those trials."""
ENTRIES = range(0, 80, 10)
NOTHING = {"preset": "null-needle", "natural": 0, "expectation": 0}
"""A made-up trial in which nothing helps anybody."""


# --- intervals -----------------------------------------------------------------------------------------------------


def read_interval(low: float, high: float, smallest: float) -> str:
    """What an interval of a difference in points leaves open, in words; below 0 favours the first arm.

    `smallest` is the smallest difference between groups that is called worthwhile, above 0.
    Raises ValueError when the ends are the wrong way round or `smallest` is not above 0.
    """
    if not low <= high or not smallest > 0:
        raise ValueError(
            f"read_interval: low {low}, high {high}, smallest {smallest}; allowed: low <= high, smallest > 0."
        )
    if low > 0:
        return "the first arm did worse"
    if high >= 0:
        fits = "a worthwhile one" if low <= -smallest else "only a small one"
        return f"not settled: no difference fits, and so does {fits}"
    if high <= -smallest:
        return "better, by a worthwhile difference"
    return f"better, by {'a worthwhile difference or by' if low <= -smallest else 'only'} a small one"


# --- figures -------------------------------------------------------------------------------------------------------


def three_arms() -> Figure:
    """How far pain fell in each arm of one trial (Brinkhaus 2006), in points of 100 after eight weeks."""
    falls = {arm.capitalize(): fall for arm, fall in art().items()}
    c = colours()
    figure = go.Figure(
        go.Bar(
            x=list(falls.values()), y=list(falls), orientation="h", width=0.55,
            text=[f"{value:.0f}" for value in falls.values()], textposition="outside", cliponaxis=False,
            marker={"color": [c["accent"], c["amber"], c["ink-soft"]], "pattern": {"shape": ["", "/", "."]}},
            hovertemplate="%{y}: %{x:.1f} points<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(title="fall of mean pain (points)", range=[0, 33]).update_yaxes(
        autorange="reversed", ticksuffix="  "
    )
    table = pd.DataFrame({"Arm": falls.keys(), "Fall of mean pain, points": [fixed(v) for v in falls.values()]})
    told = ", ".join(f"{name.lower()} {value:.0f} points" for name, value in falls.items())
    return Figure(
        figure.update_layout(height=250),
        alt=f"Bar chart of how far mean pain fell in three arms: {told}.",
        says="Pain fell in all three arms. How good the needle looks hangs on which bar stands beside it.",
        source="data/outcomes.csv, brinkhaus2006-1 and brinkhaus2006-2 (Brinkhaus 2006)",
        table=table,
    )


def natural_course() -> Figure:
    """Mean pain over a year in cohorts of people with low back pain, by how long it had lasted (Wallwork 2024)."""
    rows = course_rows("wallwork2024")
    names = {
        "acute LBP": "less than 6 weeks",
        "subacute LBP": "6 to 12 weeks",
        "persistent LBP": "12 weeks to a year",
    }
    figure, dashes = go.Figure(), ("solid", "dash", "dot")
    for (condition, name), dash in zip(names.items(), dashes, strict=True):
        part = rows[rows.condition == condition]
        figure.add_scatter(x=part.weeks, y=part.value, name=name, mode="lines+markers", line={"dash": dash, "width": 3},
                           marker={"size": 9}, hovertemplate="week %{x}: %{y}<extra>" + name + "</extra>")  # fmt: skip
    figure.update_xaxes(title="weeks after joining the study", tickvals=[0, 6, 26, 52])
    figure.update_yaxes(title="mean pain (0–100)", range=[0, 70])
    table = rows.assign(had=rows.condition.map(names)).pivot_table(index="had", columns="weeks", values="value")
    table = table.loc[list(names.values())].astype(int).rename(columns=lambda week: f"week {week}").reset_index()
    certainty = rows.groupby("condition").certainty.first()
    told = "; ".join(f"{one[1]}: from {one[2]} to {one[-1]}" for one in table.itertuples())
    return Figure(
        figure.update_layout(height=360),
        alt=f"Three falling lines of mean pain over a year. Pain that had lasted {told}. Most of it comes early.",
        says="Pain falls in people whom a study merely followed; most of the fall comes in the first six weeks.",
        source="data/natural_course.csv (Wallwork 2024)",
        table=table.rename(columns={"had": "Pain had lasted"}).assign(Certainty=[certainty[name] for name in names]),
    )


@cache
def falls_by_entry() -> pd.DataFrame:
    """Mean pain at the start and the end when nothing helps, by the level at which people are let in; points of 100."""
    rows = []
    for entry in ENTRIES:
        arm = TrialSimulator(**NOTHING, entry=entry).long_run.loc["usual"]
        rows.append({"entry": entry, "start": arm.mean_start, "end": arm.mean_end})
    return pd.DataFrame(rows)


def regression() -> Figure:
    """Start and end of a made-up trial in which nothing helps, for each level of entry."""
    rows = falls_by_entry()
    c, figure = colours(), go.Figure()
    for one in rows.itertuples():
        figure.add_scatter(x=[one.entry] * 2, y=[one.start, one.end], mode="lines", showlegend=False, hoverinfo="skip",
                           line={"color": c["ink-soft"], "width": 2})  # fmt: skip
    for name, symbol, colour in (("start", "circle-open", "ink"), ("end", "circle", "accent")):
        figure.add_scatter(x=rows.entry, y=rows[name], name=f"mean pain at the {name}", mode="markers",
                           marker={"symbol": symbol, "size": 12, "color": c[colour], "line.width": 2},
                           hovertemplate="let in from %{x}: %{y:.0f}<extra>" + name + "</extra>")  # fmt: skip
    figure.update_xaxes(title="let in from (points)", dtick=10)
    figure.update_yaxes(title="mean pain (0–100)", range=[40, 95])
    shown = {"Let in from": rows.entry, "Mean at start": rows.start.map(fixed), "Mean at end": rows.end.map(fixed),
             "Change": (rows.end - rows.start).map(fixed)}  # fmt: skip
    return Figure(
        figure.update_layout(height=380),
        alt="For each level of entry a pair of dots: mean pain at the start and at the end. They lie together when "
        "everybody may join, and the end lies further and further below the start as the level of entry rises.",
        says="A simulation: nobody gets any help. The stricter the door, the more people seem to get better.",
        source="computed by TrialSimulator(preset='null-needle') with no effect put in",
        table=pd.DataFrame(shown),
    )


MARKS = {"saragiotto": "9", "vdgaag_pain": "10", "hayden_pain": "15", "abdelshaheed": "20"}
"""Rows of mcid.csv: a difference between groups, in points of 100, that a review set before it looked."""


def marks() -> list[float]:
    """Those differences, the smallest first."""
    return sorted(float(row("mcid", name).threshold_low) for name in MARKS)


def yardsticks() -> Figure:
    """Two differences of one trial with their intervals, and what reviews had called worthwhile."""
    c, figure = colours(), go.Figure()
    found = {"over sham": "brinkhaus2006-1", "over waiting": "brinkhaus2006-2"}
    lines = []
    for (name, row_id), symbol in zip(found.items(), ("circle", "square"), strict=True):
        one = row("outcomes", row_id)
        middle, low, high = -one["diff"], -one.diff_ci_high, -one.diff_ci_low
        figure.add_scatter(x=[middle], y=[name], mode="markers", showlegend=False,
                           marker={"symbol": symbol, "size": 14, "color": c["ink"]},
                           error_x={"array": [high - middle], "arrayminus": [middle - low], "width": 8, "thickness": 3},
                           hovertemplate=f"{fixed(middle)} ({fixed(low)} to {fixed(high)})<extra></extra>")  # fmt: skip
        lines.append({"What": f"needles {name}", "Points less": fixed(middle), "From": fixed(low), "To": fixed(high)})
    told = "; ".join(f"{one['What']} {one['Points less']} ({one['From']} to {one['To']})" for one in lines)
    asked = "reviews ask"
    figure.add_scatter(x=marks(), y=[asked] * len(MARKS), mode="markers+text", showlegend=False,
                       text=[f"{mark:.0f}" for mark in marks()],
                       textposition=[f"{side} center" for side in ("bottom", "top", "bottom", "bottom")],
                       marker={"symbol": "triangle-up", "size": 14, "color": c["accent"]},
                       hovertemplate="set in advance: %{x:.0f} points<extra></extra>")  # fmt: skip
    lines += [{"What": f"asked for: {row('mcid', name).reference_key}", "Points less": mark, "From": "", "To": ""}
              for name, mark in MARKS.items()]  # fmt: skip
    figure.add_vline(x=0, line={"width": 1, "color": c["ink"]})
    figure.update_xaxes(title="points less pain (0–100)", range=[-6, 33], zeroline=False)
    figure.update_yaxes(range=[2.6, -0.5], categoryorder="array", categoryarray=[*found, asked], ticksuffix="  ")
    return Figure(
        figure.update_layout(height=300),
        alt=f"Points less pain, with intervals: {told}. Below, marks at {', '.join(f'{m:.0f}' for m in marks())}.",
        says="Two questions, two rows. The sham row covers zero and two marks; the waiting-list row lies past both.",
        source="data/outcomes.csv (Brinkhaus 2006), data/mcid.csv",
        table=pd.DataFrame(lines),
    )


@cache
def by_size() -> pd.DataFrame:
    """1,000 made-up trials against sham for each size: share that "works", mean estimate of those, in points less."""
    rows = []
    for people in SIZES:
        found = TrialSimulator(preset="gerac", specific=TRUTH, people=people).summary(1000).loc["needle-sham"]
        rows.append({"people": people, "works": found.works, "told": -found.mean_works, "mean": -found["mean"]})
    return pd.DataFrame(rows)


def small_trials() -> Figure:
    """How often trials of each size find a true effect of five points, and how large those make it."""
    rows, c = by_size(), colours()
    titles = ("of 100 trials, how many say “works”", "points less pain, in those that say so")
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.16, subplot_titles=titles)
    text = {"mode": "lines+markers+text", "textposition": "top center", "cliponaxis": False, "showlegend": False}
    figure.add_scatter(x=rows.people.astype(str), y=100 * rows.works, row=1, col=1,
                       text=[fixed(100 * value, 0) for value in rows.works], **text,
                       marker={"size": 10, "color": c["jade"]}, line={"color": c["jade"]})  # fmt: skip
    figure.add_scatter(x=rows.people.astype(str), y=rows.told, row=2, col=1, text=[fixed(v, 0) for v in rows.told],
                       marker={"size": 10, "symbol": "diamond", "color": c["accent"]}, line={"color": c["accent"]},
                       **text)  # fmt: skip
    figure.add_hline(y=TRUTH, row=2, col=1, line={"dash": "dash", "color": c["ink"]})
    figure.add_annotation(x=0, y=TRUTH, row=2, col=1, yshift=-13, text="the truth", showarrow=False)
    figure.update_yaxes(range=[0, 115], row=1, col=1).update_yaxes(range=[0, 29], row=2, col=1)
    figure.update_xaxes(type="category").update_xaxes(title="people in each arm", row=2, col=1)
    shown = {"People in each arm": rows.people, "Say “works”": rows.works.map(share_words),
             "Points less, those that say so": rows.told.map(fixed),
             "Points less, all": rows["mean"].map(fixed)}  # fmt: skip
    return Figure(
        figure.update_layout(height=470, margin={"t": 34}),
        alt=f"Two line charts by size of trial, from {SIZES[0]} to {SIZES[-1]} people an arm. Above, those that say "
        f"works: from {share_words(rows.works.iloc[0])} to {share_words(rows.works.iloc[-1])}. Below, the points these "
        f"tell of: from {fixed(rows.told.iloc[0], 0)} down to {fixed(rows.told.iloc[-1], 0)}.",
        says="A simulation whose true effect is five points. Small trials mostly miss it; those that hit overshoot.",
        source="computed by TrialSimulator(preset='gerac', specific=5), 1,000 trials of each size, seed 1",
        table=pd.DataFrame(shown),
    )


# --- tables --------------------------------------------------------------------------------------------------------

SHAMS = {
    "sham penetrating": ("Goes through the skin", "shallow, beside the points, or without current"),
    "sham non-penetrating": ("Touches the skin only", "a blunt tip, or a tap through the tube"),
    "sham device off": ("A machine that is off", "a laser, current or ultrasound that gives nothing"),
    "sham, type not stated": ("Not told", "what we read does not say"),
}


def shams() -> pd.DataFrame:
    """Kinds of sham in our trials: what is done, how many arms had it, the largest trial with each."""
    trials = load("trials").set_index("study_id")
    arms = load("arms").query("role == 'sham'")
    rows = []
    for kind, (name, done) in SHAMS.items():
        found = arms[arms.needling == kind]
        largest = trials.loc[trials.n_randomised[found.study_id].idxmax()]
        example = f"{largest.label} ({largest.n_randomised:,.0f} people)"
        rows.append({"The sham": name, "How": done, "Arms": len(found), "Largest trial with it": example})
    return pd.DataFrame(rows)


SCALES = ["pain-vas-0-100", "pain-nrs-0-10", "rmdq-0-24", "odi-0-100", "npq-0-100", "ffbhr-0-100"]


def _marks_of(scale: str, kind: str) -> str:
    """The printed thresholds of a scale, of one kind, with how they were set; or that none was found."""
    rows = load("mcid")
    rows = rows[(rows.instrument_id == scale) & (rows.kind == kind)].dropna(subset="threshold_low")
    texts, preset = [], []
    for one in rows.itertuples():
        ends = [one.threshold_low, *([one.threshold_high] if one.threshold_high > one.threshold_low else [])]
        text = "–".join(f"{end:g}" for end in ends) + (" % of the start" if one.unit.startswith("% of base") else "")
        if "effect" in one.how_set:
            texts.append(f"{text} called {one.how_set.removesuffix(' effect')}")
        elif one.how_set.startswith("preset"):
            preset.append(one.threshold_low)
        else:
            texts.append(f"{text}, to plan a trial" if "sample size" in one.how_set else text)
    if preset:
        texts.append("set by reviews: " + ", ".join(f"{value:g}" for value in sorted(preset)))
    return in_print("; ".join(dict.fromkeys(texts))) or "no agreed value found"


def scales() -> pd.DataFrame:
    """Six scales of our trials: what they measure, their ends, and both kinds of smallest difference."""
    rows = []
    for scale in SCALES:
        one = row("instruments", scale)
        better = "lower" if one.lower_is_better == "yes" else "higher"
        rows.append({
            "Scale": re.sub(r", 0-10+$", "", one["name"]),
            "Ends": f"{one.measures}, {one.scale_min:g}–{one.scale_max:g}, {better} is better",
            "Within one person": _marks_of(scale, "within-person change"),
            "Between groups": _marks_of(scale, "between-group difference"),
        })  # fmt: skip
    return pd.DataFrame(rows)
