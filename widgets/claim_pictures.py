"""The pictures of the chapter on checking a claim: groups of two trials, visits in trials, a made-up year, a zero."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from widgets import claim_check
from widgets._shared.language import in_print
from widgets.data import citation, load, row
from widgets.evidence import NEEDLES
from widgets.figures import Figure, colours
from widgets.icon_array import IconArray
from widgets.stats.counts import chance_of_none

FEW = 3
"""The most visits that the claim on one to three visits allows."""

MADE_UP_PEOPLE = 25
_ALL_YEAR = 14
_SPELLS = ((4, 6), (22, 5), (9, 7), (17, 4), (4, 8), (20, 5), (6, 6), (22, 7), (11, 4))
"""The made-up year: who hurts and for how many weeks, one after the other; `_ALL_YEAR` hurts all the time."""


def gerac() -> IconArray:
    """GERAC: responders of 100 in its three groups; two questions in one trial, nothing pooled."""
    labels = {"real": "Real needles", "sham": "Sham needles", "conventional": "Conventional therapy"}
    counted = "one trial, six months on; no interval of the single groups in our files"
    return IconArray(
        [{"label": labels[name], "kind": "benefit", "rate": share / 100, "counted": counted,
          "source": citation("haake2007")} for name, share in claim_check.responders().items()],
        denominator=100,
        title="GERAC: who had responded six months on",
        ask="Real needles did almost twice as well as conventional therapy. How many of 100 responded to real needles?",
    )  # fmt: skip


def older_adults() -> IconArray:
    """DeBar 2025: of 100 older adults, who was clearly less disabled, with usual care as the baseline."""
    of = claim_check.older_adults()
    shared = {
        "kind": "benefit",
        "baseline": of["usual"] / 100,
        "baseline_is": "with usual care alone",
        "counted": "one trial, six months on, nobody blinded; adjusted shares",
        "source": citation("debar2025"),
    }
    return IconArray(
        [
            {"label": "Needles and usual care", "rate": of["standard"] / 100, **shared},
            {"label": "With extra visits", "rate": of["extra"] / 100, **shared},
        ],
        denominator=100,
        title="Older adults: at least 30 of 100 parts less disability",
    )


# --- visits in trials ------------------------------------------------------------------------------------------------


def visits() -> pd.DataFrame:
    """Trials of needles for low back pain whose number of visits we hold: trial, pain, visits, and as it is printed.

    `Visits` is the lower end of a printed range, which favours the claim, and the upper end where only "up to" is
    printed. One line a trial.
    """
    arms = load("arms").query("role == 'acupuncture'").merge(load("treatments"), on="arm_id")
    trials = load("trials")[["study_id", "label", "condition"]].rename(columns={"label": "trial"})
    arms = arms[arms.needling.isin(NEEDLES) & (arms.item_3a_sessions != "")].merge(trials, on="study_id")
    arms = arms[arms.condition.astype(str).str.contains("low back pain")].drop_duplicates("study_id")
    numbers = arms.item_3a_sessions.str.extract(r"(\d+)")[0].astype(int)
    long = arms.condition.astype(str).str.startswith("chronic").map({True: "chronic", False: "acute, or not stated"})
    table = pd.DataFrame({"Trial": arms.trial, "Low back pain": long, "Visits": numbers,
                          "As printed": arms.item_3a_sessions.map(in_print)})  # fmt: skip
    return table.sort_values(["Visits", "Trial"], ignore_index=True)


def visit_facts() -> dict[str, str]:
    """Counts of `visits`: trials, those of one to three visits, those of them with no result after week 1; middles."""
    table = visits()
    chronic = table[table["Low back pain"] == "chronic"]
    few = table[table.Visits <= FEW]
    last = load("outcomes").merge(load("trials"), on="study_id").groupby("label").timepoint_weeks.max()
    return {
        "visits_n": str(len(table)),
        "few_n": str(len(few)),
        "few_soon": str(int((last.reindex(few.Trial) <= 1).sum())),
        "chronic_n": str(len(chronic)),
        "few_chronic": str(int((chronic.Visits <= FEW).sum())),
        "chronic_middle": f"{chronic.Visits.median():.0f}",
    }


def visits_figure() -> Figure:
    """One dot a trial, stacked over its number of visits; the band holds one to three."""
    table, c, found = visits(), colours(), visit_facts()
    table["height"] = table.groupby("Visits").cumcount() + 1
    fig = go.Figure()
    fig.add_vrect(x0=0.5, x1=FEW + 0.5, fillcolor=c["line"], opacity=0.6, line_width=0, layer="below")
    fig.add_annotation(x=2, y=7, text="the claim", showarrow=False)
    looks = {"chronic": ("circle", c["accent"]), "acute, or not stated": ("diamond-open", c["ink-soft"])}
    for name, (symbol, colour) in looks.items():
        group = table[table["Low back pain"] == name]
        fig.add_scatter(
            x=group.Visits,
            y=group.height,
            mode="markers",
            name=f"low back pain, {name}",
            text=group.Trial,
            marker={"symbol": symbol, "size": 12, "color": colour},
            hovertemplate="%{text}: %{x}<extra></extra>",
        )
    fig.update_xaxes(title="Visits planned in the trial", range=[0, 21], dtick=2, showgrid=False, zeroline=False)
    fig.update_yaxes(visible=False, range=[0, 7.6])
    fig.update_layout(height=340)
    return Figure(
        fig,
        alt=f"Dots over the number of visits, one for each of {found['visits_n']} trials. {found['few_n']} dots lie "
        "in the band from one to three; the tallest pile is at ten, and one trial gave twenty.",
        says=f"{found['few_n']} of {found['visits_n']} trials stayed within one to three visits; of the "
        f"{found['chronic_n']} on chronic low back pain, {found['few_chronic']} did.",
        source="counted from data/treatments.csv, data/arms.csv and data/trials.csv",
        table=table.drop(columns="height"),
        caption="Trials and their planned visits",
    )


# --- a made-up year --------------------------------------------------------------------------------------------------


def made_up_year() -> pd.DataFrame:
    """Spells of pain of 25 made-up people in a year: person, first week and last week (1 to 52). No data of anyone."""
    ends = np.cumsum([0] + [weeks for _, weeks in _SPELLS])
    spells = [(_ALL_YEAR, 1, 52)] + [
        (person, first + 1, last) for (person, _), (first, last) in zip(_SPELLS, pairwise(map(int, ends)), strict=True)
    ]
    return pd.DataFrame(spells, columns=["Person", "First week", "Last week"])


def year_figure(week: int = 26) -> Figure:
    """The made-up year as bars, with a line at one week: few hurt in that week, many more at some time in the year."""
    spells, c = made_up_year(), colours()
    now = int(((spells["First week"] <= week) & (spells["Last week"] >= week)).sum())
    ever = spells.Person.nunique()
    plain = {"mode": "lines", "hoverinfo": "skip", "showlegend": False}
    fig = go.Figure()
    for person in range(1, MADE_UP_PEOPLE + 1):
        fig.add_scatter(x=[0, 52], y=[person] * 2, line={"width": 1, "color": c["line"]}, **plain)
    for spell in spells.itertuples(index=False):
        fig.add_scatter(x=[spell[1] - 1, spell[2]], y=[spell[0]] * 2, line={"width": 9, "color": c["accent"]}, **plain)
    fig.add_vline(x=week - 0.5, line={"dash": "dash", "color": c["ink"]})
    fig.add_annotation(x=week, y=MADE_UP_PEOPLE + 1.4, text="one moment", showarrow=False, xanchor="left")
    fig.update_xaxes(title="Week of the year", range=[0, 52], dtick=13, showgrid=False)
    fig.update_yaxes(title=f"{MADE_UP_PEOPLE} made-up people", range=[0, 27.5], showticklabels=False, showgrid=False)
    fig.update_layout(height=400)
    return Figure(
        fig,
        alt=f"One line for each of {MADE_UP_PEOPLE} made-up people over a year, with bars for pain. A dashed line "
        f"at week {week} crosses {now} bars; {ever} people have a bar somewhere in the year.",
        says=f"Made up, to show the idea: the line meets {now} of {MADE_UP_PEOPLE} people, which is "
        f"{100 * now // MADE_UP_PEOPLE} of 100. Over the year {ever} of {MADE_UP_PEOPLE} hurt at some time, which is "
        f"{100 * ever // MADE_UP_PEOPLE} of 100.",
        source="made up for this chapter; no survey stands behind it",
        table=spells,
        caption="Spells of pain in the made-up year",
    )


# --- what a zero shows -----------------------------------------------------------------------------------------------


def zero_table() -> pd.DataFrame:
    """Of 100 studies of so many people, how many see no serious harm: at the pooled rate and at its interval's ends."""
    sizes = (100, 200, int(row("adverse_events", "debar2025-1").denominator), 10_000, 30_000, 100_000)
    table = pd.DataFrame({"People watched": [f"{n:,}" for n in sizes]})
    for name, rate, _ in _rates():
        table[f"If {rate:g} in 10,000 ({name})"] = [f"{100 * chance_of_none(rate / 10_000, n):.0f}" for n in sizes]
    return table


def _rates() -> list[tuple[str, float, str]]:
    """The pooled rate of serious harm in 10,000 patients and the ends of its interval, each with a kind of line."""
    pooled = row("adverse_events", "baumler2021-3")
    return [
        ("lower end", pooled.ci_low, "dot"),
        ("pooled", pooled.rate, "solid"),
        ("upper end", pooled.ci_high, "dash"),
    ]


def zero_figure() -> Figure:
    """How often a study of so many people sees no serious harm at all, drawn from the rates behind `zero_table`."""
    c, people = colours(), np.geomspace(50, 100_000, 120)
    fig = go.Figure()
    for name, rate, dash in _rates():
        none = [100 * chance_of_none(rate / 10_000, n) for n in people]
        line = {"dash": dash, "color": c["accent" if dash == "solid" else "ink-soft"]}
        fig.add_scatter(x=people, y=none, mode="lines", name=f"{rate:g} in 10,000 ({name})", line=line)
    seen, rate = int(row("adverse_events", "debar2025-1").denominator), _rates()[1][1]
    fig.add_vline(x=seen, line={"color": c["control"]})
    fig.add_annotation(
        x=np.log10(seen), y=8, text=f"a trial that needles {seen}", showarrow=False, xanchor="right", xshift=-6
    )
    ticks = [100, 1_000, 10_000, 100_000]
    fig.update_xaxes(type="log", title="People watched", tickvals=ticks, ticktext=[f"{n:,}" for n in ticks])
    fig.update_yaxes(title="Of 100 such studies, none seen in", range=[0, 104])
    fig.update_layout(height=400)
    return Figure(
        fig,
        alt="Three curves start near 100 of 100 for small studies and fall towards 0 between ten thousand and over a "
        "hundred thousand people.",
        says=f"If about {rate:.0f} in 10,000 have a serious harm, {100 * chance_of_none(rate / 10_000, seen):.0f} of "
        f"100 trials that needle {seen} people see none at all.",
        source="computed from data/adverse_events.csv, row baumler2021-3",
        table=zero_table(),
        caption="How often a study sees no serious harm",
    )
