"""The figures of the chapter on reviews and guidelines: who says what, kinds of control, how long a gain lasts.

Everything is read from `data/` through `widgets.data`. Comparators are kept apart. Gains are in standard deviations
(SD), above 0 in favour of acupuncture, as the individual-patient data print them.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from widgets.data import load
from widgets.figures import Figure, colours
from widgets.guidelines import kept, sd
from widgets.timeline import COMPARATORS, SAYS, entries

# --- the picture of who says what ------------------------------------------------------------

_LANES = {"": "Guidelines<br>and payers"} | {
    key: f"Reviews:<br>{words.replace(', ', ',<br>').replace(' told', '<br>told').lower()}"
    for key, words in COMPARATORS.items()
}
_MARKS = {
    "for": ("triangle-up", "jade"), "conditional": ("diamond", "amber"), "both": ("hourglass", "amber"),
    "open": ("circle-open", "ink-soft"), "against": ("triangle-down", "accent"), "lapsed": ("x-thin-open", "ink-soft"),
    "aside": ("line-ew-open", "ink-soft"), "words": ("square-open", "ink-soft"),
}  # fmt: skip


def picture() -> Figure:
    """Every dated text by year, in a lane for each comparator; a press on the legend takes one verdict away."""
    found = entries().dropna(subset="year")
    lanes = list(_LANES)
    place = found.groupby(["comparator", "year"]).cumcount()
    found = found.assign(y=[-lanes.index(lane) + 0.17 * n for lane, n in zip(found.comparator, place, strict=True)])
    fig = go.Figure()
    for says, (symbol, colour) in _MARKS.items():
        some = found[found.says == says]
        fig.add_scatter(
            x=some.year.astype(int).tolist(), y=some.y.tolist(), name=SAYS[says], mode="markers",
            text=some.who.tolist(), customdata=some.words.tolist(),
            marker={"symbol": symbol, "size": 11, "color": colours()[colour],
                    "line": {"width": 2, "color": colours()[colour]}},
            hovertemplate="%{text}, %{x}<br>%{customdata}<extra></extra>",
        )  # fmt: skip
    fig.update_layout(
        height=560, legend={"font": {"size": 13}},
        xaxis={"title": {"text": "Year"}, "range": [found.year.min() - 1, found.year.max() + 1], "dtick": 5},
        yaxis={"tickvals": [-n for n in range(len(lanes))], "ticktext": list(_LANES.values()), "zeroline": False,
               "range": [-len(lanes) + 0.55, 0.95]},
    )  # fmt: skip
    return Figure(
        fig,
        alt="Texts by year, from the first review to the newest. Most reviews in the lanes for no treatment, usual "
        "care and drugs are triangles that point up; the lane for sham mixes triangles, circles and one hourglass. "
        "Among guidelines stand crosses, a triangle that points down and diamonds; payers are dashes.",
        says="Look along the lane for sham, then along the lanes below it: doubt gathers beside sham, and where "
        "several controls are pooled or told in one breath. Press a word of the legend to take it away.",
        source="data/reviews.csv, data/guidelines.csv and data/practical.csv",
        table=_behind(found),
    )


def _behind(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "Who": found.who, "Year": found.year, "On": found.condition,
        "Compared with": found.comparator.map(COMPARATORS | {"": ""}), "Says": found.words,
    })  # fmt: skip


# --- individual-patient data ------------------------------------------------------------

_SHAM = {
    "vickers2018_penetrating": "Needles<br>through the skin",
    "vickers2018_nonneedle": "No needle<br>at all",
    "vickers2018_nonpen": "Needles that<br>stay outside",
    "vickers2018_nonpen_exVas": "The same, without<br>three trials",
}
_CARE = {
    "vickers2018-10": "A full programme<br>of care",
    "vickers2018_usualcare": "Usual care",
    "vickers2018-11": "Little care",
}


def sham_kinds() -> Figure:
    """The gain over sham in the individual-patient data, by kind of sham."""
    return _forest(
        _SHAM,
        alt="Four intervals. Against needles through the skin the gain is smallest and the interval narrow; "
        "against needles that stay outside it is largest and wide, and without three outlying trials its interval "
        "holds zero.",
        says="The same needles look better or worse with another sham. Without the three outlying trials most of the "
        "gap is gone.",
    )


def care_kinds() -> Figure:
    """The gain over other care in the individual-patient data, by how much care the others had."""
    return _forest(
        _CARE,
        alt="Three intervals, all above zero: smallest beside a full programme of care, larger beside usual care, "
        "largest and widest beside little care.",
        says="The less the others got, the larger the gain. None of these people had a sham, so all of them knew.",
    )


def _forest(labels: dict[str, str], *, alt: str, says: str) -> Figure:
    rows = load("reviews").set_index("review_id").loc[list(labels)]
    fig = go.Figure()
    fig.add_scatter(
        x=rows.estimate.tolist(), y=list(labels.values()), mode="markers",
        marker={"symbol": "square", "size": 11, "color": colours()["jade"]},
        error_x={"type": "data", "symmetric": False, "thickness": 2, "array": (rows.ci_high - rows.estimate).tolist(),
                 "arrayminus": (rows.estimate - rows.ci_low).tolist(), "color": colours()["ink"]},
        hovertemplate="%{y}: %{x:.2f} SD<extra></extra>", showlegend=False,
    )  # fmt: skip
    fig.add_vline(x=0, line={"color": colours()["ink-soft"], "dash": "dash"})
    fig.update_layout(
        height=130 + 58 * len(labels), yaxis={"autorange": "reversed"},
        xaxis={"title": {"text": "Gain in SD; above 0<br>favours acupuncture"}, "range": [-0.15, 1.65]},
    )  # fmt: skip
    table = pd.DataFrame({
        "Compared with": [label.replace("<br>", " ") for label in labels.values()], "Trials": rows.k_studies.to_numpy(),
        "Gain, SD": [sd(value) for value in rows.estimate], "From": [sd(value) for value in rows.ci_low],
        "To": [sd(value) for value in rows.ci_high],
    })  # fmt: skip
    source = "Vickers 2018, all its chronic pains together (data/reviews.csv)"
    return Figure(fig, alt=alt, says=says, source=source, table=table)


# --- how long it lasts ------------------------------------------------------------


def lasting() -> Figure:
    """The gain over a year after the course, against no acupuncture and against sham, in two panels."""
    found = kept()
    months, fig = [0, 12], go.Figure()
    for n, one in enumerate(found.itertuples(), start=1):
        ends = [one.gain * share / 100 for share in (one.share, one.share_low, one.share_high)]
        axes = {"xaxis": f"x{n}" if n > 1 else "x", "yaxis": "y"}
        band = {"color": colours()["ink-soft"], "dash": "dot"}
        for end in ends[1:]:
            fig.add_scatter(x=months, y=[one.gain, end], mode="lines", line=band, showlegend=False,
                            hoverinfo="skip", **axes)  # fmt: skip
        fig.add_scatter(
            x=months, y=[one.gain, ends[0]], mode="lines+markers", showlegend=False, **axes,
            line={"color": colours()["jade"], "width": 3}, marker={"symbol": "square", "size": 9},
            hovertemplate="month %{x}: %{y:.2f} SD<extra></extra>",
        )  # fmt: skip
    shared = {"dtick": 6, "range": [-0.6, 12.6]}
    fig.update_layout(
        height=400,
        xaxis=shared | {"domain": [0, 0.46], "title": {"text": "Months, against<br>no acupuncture"}},
        xaxis2=shared | {"domain": [0.54, 1], "title": {"text": "Months, against<br>sham"}, "anchor": "y"},
        yaxis={"range": [-0.03, 0.62], "title": {"text": "Gain in SD"}},
    )
    table = pd.DataFrame({
        "Compared with": found.comparator, "Gain at the start of the count, SD": [f"{gain:.1f}" for gain in found.gain],
        "Lost in three months, SD": [f"{loss:.3f}" for loss in found.loss],
        "Kept after a year, %": [f"{share:.0f}" for share in found["share"]],
        "From, %": [f"{share:.0f}" for share in found.share_low],
        "To, %": [f"{share:.0f}" for share in found.share_high],
    })  # fmt: skip
    return Figure(
        fig,
        alt="Two panels. Against no acupuncture the line starts at half a standard deviation and hardly falls in a "
        "year. Against sham it starts at a fifth and falls to half of that; its dotted limits run from no loss to "
        "nothing left.",
        says="Two lines for two questions: the upper hardly falls, the lower about halves. The dotted limits are wide.",
        source="computed from Vickers 2018 (gain) and MacPherson 2017 (loss), data/reviews.csv",
        table=table,
    )
