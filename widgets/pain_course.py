"""How back pain goes over a year in people who were followed: the rows of natural_course.csv, a figure and a picture.

Nobody in these rows was left without care on purpose: they show time and everything that went with it, not an effect.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from widgets._shared.language import in_print, span
from widgets.data import DataError, citation, found_in, load, number_in, row
from widgets.figures import Figure, colours
from widgets.icon_array import IconArray

OLDER, NEWER = "costa2012", "wallwork2024"
PANELS = {"New pain": ("acute LBP", "subacute LBP"), "Pain that had lasted": ("persistent LBP",)}
"""Which groups of people share a panel of the figure."""
WEEKS = [0, 6, 26, 52]
LOOKS = {OLDER: ("amber", "dash", "square"), NEWER: ("jade", "solid", "circle"), "subacute": ("ink", "dot", "diamond")}


def course_rows(reference_key: str) -> pd.DataFrame:
    """Mean pain (0–100, lower is better) of one review, with `weeks` since people joined (0, 6, 26, 52).

    Raises DataError for a time that is not in weeks, for a mean that is empty, and where a group lacks one of the four.
    """
    rows = load("natural_course").query("reference_key == @reference_key and outcome == 'mean pain'")
    for row_id in rows.row_id:
        number_in("natural_course", row_id, "value")
    times = [found_in("natural_course", row_id, "timepoint", r"^(?:(baseline)|(\d+) weeks)$") for row_id in rows.row_id]
    rows = rows.assign(weeks=[0 if start else int(weeks) for start, weeks in times])
    for course, part in rows.groupby("course_id"):
        if list(part.weeks) != WEEKS:
            raise DataError(
                f"natural_course.csv, rows of {course}, column timepoint: found the weeks {list(part.weeks)}; "
                f"allowed is {WEEKS}."
            )
    return rows


def falls() -> pd.DataFrame:
    """For each group followed: mean pain at 0, 6 and 52 weeks, points of 0–100, and the `early` percent of the fall.

    `early` is the fall of the first six weeks as a percentage of the fall of the year.
    """
    rows = pd.concat([course_rows(OLDER), course_rows(NEWER)])
    wide = rows.pivot_table(index=["reference_key", "condition"], columns="weeks", values="value", observed=True)
    wide["early"] = 100 * (wide[0] - wide[6]) / (wide[0] - wide[52])
    return wide


def _name(one: pd.Series) -> str:
    """A line of the figure: the year of its review, and how long pain had lasted when people joined."""
    return (
        f"{row('references', one.reference_key).year} review, {in_print(one.duration_at_entry).replace('<', 'under ')}"
    )


def course_figure() -> Figure:
    """Mean pain over a year by two reviews: new pain above, pain that had lasted below; intervals where we saw them."""
    c = colours()
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.13, subplot_titles=list(PANELS))
    for place, conditions in enumerate(PANELS.values(), start=1):
        for key in (OLDER, NEWER):
            rows = course_rows(key)
            for condition in conditions:
                if len(part := rows[rows.condition == condition]):
                    figure.add_trace(_line(part, condition, c), row=place, col=1)
        figure.update_yaxes(title="mean pain (0–100)", range=[0, 72], row=place, col=1)
    figure.update_xaxes(tickvals=WEEKS, range=[-2, 58])
    figure.update_xaxes(title="weeks", row=2, col=1)
    figure.update_annotations(x=0, xanchor="left", font={"size": 16})
    legend = {"orientation": "h", "y": -0.14, "yanchor": "top"}
    table = _table()
    told = "; ".join(f"{one[1]}: {one[2]}, then {one[5]}" for one in table.itertuples())
    return Figure(
        figure.update_layout(height=700, legend=legend, margin={"t": 36}),
        alt=f"Two panels of falling lines, mean pain from 0 to 100, at the start and after a year. {told}.",
        says="Every line falls most in the first six weeks. Then the two reviews part: in the newer one pain stays "
        "higher, in new pain and in pain that had lasted.",
        source=f"data/natural_course.csv ({citation(OLDER)}; {citation(NEWER)})",
        table=table,
        caption="Mean pain over a year, with 95 % intervals where we saw them",
    )


def _line(part: pd.DataFrame, condition: str, c: dict[str, str]) -> go.Scatter:
    """One group of one review; error bars where both ends of an interval were seen."""
    first = part.iloc[0]
    colour, dash, symbol = LOOKS["subacute" if condition.startswith("subacute") else first.reference_key]
    seen = part.ci_low.notna() & part.ci_high.notna()
    return go.Scatter(
        x=part.weeks, y=part.value, name=_name(first), mode="lines+markers+text",
        text=["" if week != 52 else f"{value:.0f}" for week, value in zip(part.weeks, part.value, strict=True)],
        textposition="middle right", line={"color": c[colour], "dash": dash, "width": 3},
        marker={"symbol": symbol, "size": 9}, hovertemplate="week %{x}: %{y:.0f}<extra></extra>",
        error_y={"array": (part.ci_high - part.value).where(seen, 0), "width": 4, "visible": bool(seen.any()),
                 "arrayminus": (part.value - part.ci_low).where(seen, 0), "color": c[colour]},
    )  # fmt: skip


def _table() -> pd.DataFrame:
    """The figure's numbers, one line for each group of a review."""
    rows = []
    for key in (OLDER, NEWER):
        for _, part in course_rows(key).groupby("condition", sort=False, observed=True):
            shown = {f"Week {one.weeks}": _mean(one) for one in part.itertuples()}
            rows.append({"Who": _name(part.iloc[0])} | shown | {"Certainty": str(part.iloc[0].certainty)})
    return pd.DataFrame(rows)


def _mean(one) -> str:
    if pd.isna(one.ci_low) or pd.isna(one.ci_high):
        return f"{one.value:.0f}"
    return span((one.value, one.ci_low, one.ci_high))


def one_year_on() -> IconArray:
    """Of 100 people with new low back pain in primary care: how many were fully recovered a year later (one study)."""
    well = row("natural_course", "henschke2008-1")
    rate, people = (number_in("natural_course", "henschke2008-1", column) for column in ("value", "n_participants"))
    return IconArray(
        [
            {"label": "Fully recovered a year later", "rate": rate / 100, "kind": "neutral",
             "counted": f"{people:.0f} people in Australian primary care, in pain for less than two weeks",
             "source": citation(well.reference_key)},
        ],
        denominator=100,
        title="New low back pain: a year later",
        ask="Of 100 people who seek help for new low back pain, how many are fully recovered a year later?",
    )  # fmt: skip
