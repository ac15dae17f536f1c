"""Simulated studies of agreement, and a what-if: what poor agreement would hide in a trial; all of it made up.

The true kappas and the sizes of the studies come from `data/`; kappa runs up to 1, and 0 is luck.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import signed
from widgets.data import row
from widgets.figures import Figure, colours
from widgets.two_readers.study import middle, studies, table_for

MADE_UP_SIZE = 400
RUNS = 2000
WORTH = 2.0
"""The what-if of the chapter: how many points fitting needling gains over needling that does not fit."""


def measured() -> dict[str, float]:
    """Kappa as a review found it over studies: the lowest mean of a study, the mean of all, the highest."""
    one = row("pattern_reliability", "jacobson2019")
    return {"lowest": float(one.kappa_low), "mean": float(one.kappa), "highest": float(one.kappa_high)}


def sizes() -> dict[str, int]:
    """How many people some studies of data/pattern_reliability.csv had, smallest first, and one that is made up."""
    named = {"hogeboom2001": "Hogeboom", "grant2013": "Grant", "macpherson2004_secondary": "MacPherson, 2nd label",
             "macpherson2004_primary": "MacPherson, 1st label"}  # fmt: skip
    found = {name: int(row("pattern_reliability", key).patients_n) for key, name in named.items()}
    return {f"{n} ({name})": n for name, n in found.items()} | {f"{MADE_UP_SIZE} (made up)": MADE_UP_SIZE}


@cache
def spreads() -> pd.DataFrame:
    """The middle 95 of 100 of simulated studies, by true kappa and people; a label that goes to half."""
    lines = []
    for name, value in measured().items():
        for people in sizes().values():
            found = studies(table_for(value), people, RUNS)
            low, high = middle(found)
            lines.append({"name": name, "kappa": value, "people": people, "low": low, "high": high})
    return pd.DataFrame(lines)


def strays() -> Figure:
    """How far kappa strays in studies of several sizes, if it truly is as low, as middling or as high as measured."""
    found, figure, c = spreads(), go.Figure(), colours()
    looks = {"lowest": ("circle", "ink-soft"), "mean": ("square", "accent"), "highest": ("diamond", "jade")}
    order = [str(people) for people in sizes().values()]
    for (name, (symbol, colour)), shift in zip(looks.items(), (-0.2, 0, 0.2), strict=True):
        part = found[found.name == name]
        figure.add_scatter(
            x=[order.index(str(people)) + shift for people in part.people], y=part.kappa, mode="markers",
            name=f"true kappa {part.kappa.iloc[0]:.2f}", customdata=part[["people", "low", "high"]],
            marker={"symbol": symbol, "size": 9, "color": c[colour]},
            error_y={"array": part.high - part.kappa, "arrayminus": part.kappa - part.low, "width": 4},
            hovertemplate="%{customdata[0]} people: %{customdata[1]:.2f} to %{customdata[2]:.2f}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(y=0, line={"dash": "dot", "width": 1, "color": c["ink"]})
    figure.update_xaxes(
        title="people in the study", tickvals=list(range(len(order))), ticktext=order, showgrid=False, zeroline=False
    )
    figure.update_yaxes(title="kappa that the study finds", range=[-0.75, 1.05], dtick=0.25, zeroline=False)
    table = pd.DataFrame({"People": order} | {
        f"true kappa {value:.2f}": [f"{signed(one.low, 2)} to {signed(one.high, 2)}"
                                    for one in found[found.name == name].itertuples()]
        for name, value in measured().items()
    })  # fmt: skip
    return Figure(
        figure.update_layout(height=420, legend={"orientation": "h", "y": -0.2, "yanchor": "top"}),
        alt="For studies of 6, 27, 48, 87 and 400 people, three lines each: how far kappa strays if it truly is low, "
        "middling or high. With 6 people they cover nearly everything; with 400 they lie apart.",
        says="With 27 people the three lines still overlap, so such a study can hardly tell them apart; with 400 "
        "it can.",
        source=f"simulated, {RUNS:,} made-up studies each; the three true kappas: data/pattern_reliability.csv",
        table=table,
        caption="The middle 95 of 100 of simulated studies",
    )


def right_share(found: float) -> float:
    """How often each of two equally good readers is right if their kappa is `found` (0 to 1).

    Of two labels, each right for half of the people; errors fall independently. Then kappa is (2 × share − 1) squared.
    """
    if not 0 <= found <= 1:
        raise ValueError(f"right_share: kappa is {found}, allowed is 0 to 1.")
    return (1 + sqrt(found)) / 2


def gap_seen(found: float, worth: float) -> float:
    """By how much tailored beats fixed points if fitting points gain `worth` over others; in the unit of `worth`.

    The fixed set fits half of the people by luck, the tailored one as many as the reader gets right.
    """
    return worth * (right_share(found) - 0.5)


def what_if() -> pd.DataFrame:
    """What a trial of tailored against fixed points would show if the patterns were right; all of it made up."""
    cases = [*measured().values(), 1.0]
    return pd.DataFrame({
        "Kappa": [f"{found:.2f}" for found in cases],
        "Right label, of 100": [f"{100 * right_share(found):.0f}" for found in cases],
        f"Gap in the trial, if fitting points gain {WORTH:g}": [
            f"{gap_seen(found, WORTH):.1f}" for found in cases
        ],
    })  # fmt: skip
