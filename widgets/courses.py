"""How many sessions, over how many weeks, the trials gave: counted from data/treatments.csv, one row for each arm."""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import in_print
from widgets.data import load
from widgets.figures import colours

NO_NEEDLE = ("laser", "acupressure", "injection")  # kinds of treatment that are no needling: left out of the counts
FEW = 3  # "one to three", as one article has it
LASTING = "chronic low back pain"


def planned(text: str) -> tuple[float, float]:
    """The fewest and the most sessions of the core course; "up to 15" has no fewest, and no number gives two gaps."""
    found = re.match(r"(up to )?(\d+)(?:-(\d+))?", text)
    if not found:
        return float("nan"), float("nan")
    most = float(found[3] or found[2])
    return (float("nan") if found[1] else float(found[2])), most


def courses() -> pd.DataFrame:
    """One row for each needle arm of a trial: condition, sessions planned (`few`, `most`, `middle`) and `weeks`.

    `middle` lies between the fewest and the most; for "up to" it is the most. One session alone took no weeks.
    """
    arms = load("treatments").merge(load("arms")[["arm_id", "study_id", "label", "needling"]], on="arm_id")
    trials = load("trials")[["study_id", "label", "condition", "weeks", "n_randomised"]]
    arms = arms.merge(trials, on="study_id", suffixes=("", "_trial"))
    arms = arms[~arms.needling.isin(NO_NEEDLE)].reset_index(drop=True)
    arms[["few", "most"]] = [planned(text) for text in arms.item_3a_sessions]
    arms["middle"] = arms[["few", "most"]].mean(axis=1)
    arms["weeks"] = arms.weeks.mask(arms.weeks.isna() & (arms.most == 1), 0)
    arms["group"] = [_group(str(condition)) for condition in arms.condition]
    arms["drawn"] = arms.most.notna() & arms.weeks.notna()
    return arms


_SYMBOLS = {
    "Low back pain, lasting": "circle",
    "Low back pain, new or mixed": "circle-open",
    "Neck pain, whiplash": "diamond",
    "Other": "square-open",
}


def _group(condition: str) -> str:
    """Which symbol an arm of this condition gets."""
    if condition == LASTING:
        return "Low back pain, lasting"
    if "low back pain" in condition:
        return "Low back pain, new or mixed"
    return "Neck pain, whiplash" if condition in ("neck pain", "whiplash") else "Other"


def courses_table() -> pd.DataFrame:
    """Each needle arm with its course as recorded, the drawn ones first."""
    arms = courses().sort_values(["drawn", "group", "middle"], ascending=[False, True, False], kind="stable")
    return pd.DataFrame({
        "Trial": arms.label_trial + ", " + arms.label,
        "Pain": arms.condition.astype(str),
        "Sessions": [in_print(text) or "not seen" for text in arms.item_3a_sessions],
        "Weeks": ["not seen" if pd.isna(w) else "one day" if w == 0 else f"{w:g}" for w in arms.weeks],
        "Drawn": arms.drawn.map({True: "yes", False: "no"}),
    })  # fmt: skip


def _spread(arms: pd.DataFrame) -> pd.DataFrame:
    """Each arm's place `x`, `y`: those with the same course in rows of five round it, so that all can be seen."""
    places = arms.groupby(["weeks", "middle"]).weeks
    rank, size = places.cumcount(), places.transform("size")
    rows = (size - 1) // 5 + 1
    columns = size.clip(upper=5)
    x = arms.weeks + 0.3 * (rank % 5 - (columns - 1) / 2)
    return arms.assign(x=x, y=arms.middle + 0.5 * (rank // 5 - (rows - 1) / 2))


def courses_figure() -> go.Figure:
    """Sessions against weeks, one mark for each arm; arms with the same course stand in a cluster round their place."""
    arms = _spread(courses().query("drawn"))
    figure = go.Figure()
    figure.add_hrect(y0=0.4, y1=FEW + 0.6, fillcolor=colours()["line"], opacity=0.7, line_width=0, layer="below")
    figure.add_annotation(
        x=0.99, xref="paper", xanchor="right", y=2, text="one to three", showarrow=False
    )  # fmt: skip
    for name, symbol in _SYMBOLS.items():
        group = arms[arms.group == name]
        low, high = (group[end].mask(group.few == group.most) for end in ("few", "most"))
        figure.add_scatter(
            x=group.x, y=group.y, name=name, mode="markers", marker={"symbol": symbol, "size": 9, "line.width": 2},
            error_y={"array": high - group.y, "arrayminus": group.y - low, "width": 3},
            customdata=group[["label_trial", "label", "item_3a_sessions"]],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<br>%{customdata[2]} sessions<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(title="Weeks of the course (0: one day)", range=[-0.9, 14], dtick=2, zeroline=False)
    figure.update_yaxes(title="Sessions planned", range=[-0.2, 26], dtick=4, zeroline=False)
    legend = {"orientation": "h", "y": -0.18, "yanchor": "top"}
    return figure.update_layout(height=520, legend=legend)


def course_facts() -> dict[str, int | str]:
    """Counts of arms and sessions, for the figure's sentence and the chapter's."""
    arms = courses()
    known = arms[arms.most.notna()]
    lasting, neck = known[known.condition == LASTING], known[known.condition == "neck pain"]
    short = lasting[lasting.most <= FEW].drop_duplicates("study_id")
    longer = known[known.most > FEW]
    return {
        "arms_n": len(arms), "arms_known": len(known), "arms_drawn": int(arms.drawn.sum()),
        "arms_few": int((known.most <= FEW).sum()), "arms_once": int((known.most == 1).sum()),
        "lasting_n": len(lasting), "lasting_few": int((lasting.most <= FEW).sum()),
        "lasting_few_trials": len(short), "lasting_few_people": int(short.n_randomised.sum()),
        "lasting_middle": round(lasting.middle.median()),
        "neck_n": len(neck), "neck_middle": round(neck.middle.median()), "neck_few": int((neck.most <= FEW).sum()),
        "longer_low": round(longer.middle.quantile(0.25)), "longer_high": round(longer.middle.quantile(0.75)),
        "points_counted": int((arms.item_2a_needles_per_session != "").sum()) or "none",
        "response_said": int((arms.item_2d_response_sought != "").sum()) or "none",
    }  # fmt: skip


def courses_sentence() -> str:
    """What to see in the figure, counted from the arms it draws."""
    n = course_facts()
    return (
        f"In low back pain that lasts, the middle plan was {n['lasting_middle']} sessions, and {n['lasting_few']} of "
        f"{n['lasting_n']} arms with a known number had three or fewer. Of all {n['arms_few']} marks in the band, "
        f"{n['arms_once']} stand for a single session."
    )
