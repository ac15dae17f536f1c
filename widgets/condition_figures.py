"""Pictures of the trials on neck pain, sciatica, acute pain and pregnancy: the map with its gaps, and two of results.

Nothing is pooled. Differences are in points of 0–100, acupuncture minus comparator: left of 0 favours acupuncture.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from widgets.conditions import COMPARED, CONDITIONS, OUTCOMES, WINDOWS, interval, map_table, question_map
from widgets.evidence import comparisons
from widgets.evidence.choose import NORMAL_95, READ_TWICE
from widgets.figures import Figure, colours

SHORT = {
    "same-day": "first days", "1-5-weeks": "1–5 weeks", "6-13-weeks": "6–13 weeks",
    "14-38-weeks": "6 months", "39-77-weeks": "a year", "78-weeks-on": "longer",
}  # fmt: skip
SYMBOLS = {"pain": "circle", "function": "square", "response": "diamond"}
STEP, WIDE = 1.2, 3.5
"""Room between two conditions, in lines, and from one comparison to the next, in spots."""


def map_figure() -> Figure:
    """Every question of the map: a number where there are trials, a dot where there is none."""
    table = question_map()
    lines = len(WINDOWS) + STEP
    table["y"] = [
        list(CONDITIONS).index(one.condition) * lines + list(WINDOWS).index(one.window) for one in table.itertuples()
    ]
    table["x"] = [
        list(COMPARED).index(one.comparator) * WIDE + list(OUTCOMES).index(one.outcome) for one in table.itertuples()
    ]
    c, fig = colours(), go.Figure()
    gaps = table[table.trials == 0]
    fig.add_scatter(
        x=gaps.x, y=gaps.y, mode="markers", name="no trial drawn", hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 5, "color": c["control"]},
    )  # fmt: skip
    for outcome, words in OUTCOMES.items():
        held = table[(table.trials > 0) & (table.outcome == outcome)]
        fig.add_scatter(
            x=held.x, y=held.y, mode="markers+text", name=words, text=held.trials, showlegend=False,
            textfont={"size": 11, "color": [c["paper"] if n > 1 else c["ink"] for n in held.trials]},
            hovertemplate="%{text} trial(s)<extra></extra>",
            marker={"symbol": SYMBOLS[outcome], "size": 15, "line": {"width": 1.5, "color": c["jade"]},
                    "color": [c["jade"] if n > 1 else c["paper"] for n in held.trials]},
        )  # fmt: skip
        fig.add_scatter(
            x=[None], y=[None], mode="markers", name=words,
            marker={"symbol": SYMBOLS[outcome] + "-open", "size": 13, "color": c["jade"], "line": {"width": 2}},
        )  # fmt: skip
    _axes_of_map(fig, lines)
    one, more = (table.trials == 1).sum(), (table.trials > 1).sum()
    return Figure(
        fig,
        alt=f"A grid of {len(table)} questions. {len(gaps)} are empty dots, {one} hold the number 1, {more} the number "
        "2. Sciatica against usual care, no treatment and a medicine is empty, and so is acute pain against sham.",
        says=f"Of {len(table)} questions {len(gaps)} have no trial that we may draw, {one} have one, {more} have two, "
        "and none has more.",
        source="counted from data/outcomes.csv; numbers read by two people only",
        table=map_table(),
    )


def _axes_of_map(fig: go.Figure, lines: float) -> None:
    places = {f"<b>{words}</b>": n * lines - 1 for n, words in enumerate(CONDITIONS.values())}
    ticks = [n * lines + line for n in range(len(CONDITIONS)) for line in range(len(WINDOWS))]
    for words, y in places.items():
        fig.add_annotation(x=-0.6, y=y, text=words, showarrow=False, xanchor="left", yanchor="middle")
    fig.update_yaxes(
        tickvals=ticks, ticktext=list(SHORT.values()) * len(CONDITIONS), showgrid=False, zeroline=False,
        range=[len(CONDITIONS) * lines - 0.9, -1.7], tickfont={"size": 13},
    )  # fmt: skip
    names = [words.replace(" ", "<br>", 1) for words in COMPARED.values()]
    fig.update_xaxes(
        tickvals=[n * WIDE + 1 for n in range(len(COMPARED))], ticktext=names, showgrid=False, zeroline=False,
        side="top", range=[-0.8, WIDE * len(COMPARED) - 0.6], tickfont={"size": 14}, showline=False,
    )  # fmt: skip
    fig.update_layout(height=760, legend={"y": -0.02, "yanchor": "top"}, margin={"l": 8, "r": 8, "t": 48, "b": 8})


def neck_figure() -> Figure:
    """Neck pain against sham after 1 to 5 weeks, trial by trial; hollow ones were read by one person only."""
    found = []
    for outcome in ("pain", "function"):
        table = comparisons(
            condition="neck pain", comparator="sham", outcome=outcome, window="1-5-weeks", unread=True
        )  # fmt: skip
        found += [(OUTCOMES[outcome], one) for one in table.itertuples()]
    shown = pd.DataFrame({
        "Trial": [f"{one.label}: {outcome}" for outcome, one in found],
        "Difference, points of 0–100": [interval(one) for _, one in found],
        "Week": [f"{one.timepoint_weeks:.0f}" for _, one in found],
        "Sham": [one.sham_kind for _, one in found],
        "Read by two people": ["yes" if one.second_look in READ_TWICE else "not yet" for _, one in found],
    })  # fmt: skip
    fig = _forest([one for _, one in found], list(shown["Trial"]), [word == "yes" for word in shown.iloc[:, -1]])
    return Figure(
        fig,
        alt="Six trials of neck pain against sham. All lie left of zero. Two on pain lie near minus 6, one at "
        "minus 28. Three on daily life lie between minus 6 and minus 10. The two largest are hollow.",
        says="All six favour the needles, yet on pain one lies far from the other two. The hollow two are the largest "
        "and wait for a second reader. No pooled number is drawn.",
        source="data/outcomes.csv",
        table=shown,
    )


def fading_figure() -> Figure:
    """One trial of acute pain, needles with movement against an injection, at three times."""
    asked = {"condition": "acute or subacute low back pain", "comparator": "drug", "outcome": "pain"}
    rows = [comparisons(**asked, window=name).iloc[0] for name in ("same-day", "1-5-weeks", "14-38-weeks")]
    names = ["after 30 minutes", *(f"after {one.timepoint_weeks:.0f} weeks" for one in rows[1:])]
    shown = pd.DataFrame({
        "When": names,
        "Difference, points of 0–100": [interval(one) for one in rows],
        "People": [str(one.n_acu + one.n_ctl) for one in rows],
        "Read in": [one.read_in for one in rows],
    })  # fmt: skip
    return Figure(
        _forest(rows, names, [True] * len(rows), height=260),
        alt="One trial at three times. The difference in pain is about minus 31 after half an hour, minus 17 after two "
        "weeks, and about 2, with zero inside its interval, after 24 weeks.",
        says="The lead of the needles is largest after half an hour. After 24 weeks it can no longer be seen: "
        f"{interval(rows[2])}.",
        source="data/outcomes.csv",
        table=shown,
    )


def _forest(rows: list, names: list[str], solid: list[bool], height: int = 380) -> go.Figure:
    """Dots with 95 % intervals, one line each, no diamond. Solid dots were read by two people."""
    c, fig = colours(), go.Figure()
    half = [NORMAL_95 * one.vi**0.5 for one in rows]
    fig.add_scatter(
        x=[one.yi for one in rows], y=names, mode="markers", showlegend=False,
        error_x={"array": half, "width": 5, "color": c["ink-soft"]},
        marker={"size": 13, "symbol": ["circle" if full else "circle-open" for full in solid],
                "color": c["jade"], "line": {"width": 2, "color": c["jade"]}},
        hovertemplate="%{y}: %{x:.0f}<extra></extra>",
    )  # fmt: skip
    fig.add_vline(x=0, line={"width": 1, "dash": "dot", "color": c["ink"]})
    fig.update_xaxes(title="points of 0–100<br>minus favours needles", zeroline=False)
    fig.update_yaxes(range=[len(names) - 0.5, -0.5], showgrid=False)
    return fig.update_layout(height=height, margin={"l": 8, "r": 16, "t": 16, "b": 8})
