"""How well practitioners agree on a pattern: kappa, and every study in data/pattern_reliability.csv."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import in_print
from widgets.data import load
from widgets.figures import colours


def label_shares() -> pd.DataFrame:
    """How many of the people in one trial carried each label. The shares add to more than 100: many carried several."""
    return load("pattern_shares").set_index("share_id")[["label", "percent", "patients_n"]]


def kappa(observed: float, by_chance: float) -> float:
    """Cohen's kappa: agreement beyond chance, as a share of what was left to agree on. Both are shares from 0 to 1."""
    for name, value in {"observed": observed, "by_chance": by_chance}.items():
        if not 0 <= value <= 1:
            raise ValueError(f"kappa: {name} is {value}, allowed is a share from 0 to 1.")
    if by_chance == 1:
        raise ValueError("kappa: by_chance is 1, so nothing is left to agree on; kappa is not defined.")
    return (observed - by_chance) / (1 - by_chance)


def chance_agreement(share: float) -> float:
    """How often two people agree on yes or no if each says yes to this share of all, whoever sits there."""
    if not 0 <= share <= 1:
        raise ValueError(f"chance_agreement: share is {share}, allowed is 0 to 1.")
    return share**2 + (1 - share) ** 2


def _number(value: float, digits: int) -> str:
    return "" if pd.isna(value) else f"{value:.{digits}f}".replace("-", "−")


def _span(low: float, high: float, digits: int) -> str:
    return "" if pd.isna(low) else f"{_number(low, digits)} to {_number(high, digits)}"


def reliability_table(drawn_only: bool = False) -> pd.DataFrame:
    """Every row on agreement, with the reason where it is not drawn; or only the rows that the figure shows."""
    rows = load("pattern_reliability")
    rows = rows[rows.plottable == "yes"] if drawn_only else rows
    return pd.DataFrame({
        "Study": rows.study + ", " + rows.year.where(rows.year != "not stated", "year not stated"),
        "People with": rows.condition,
        "Tested": rows.what_was_tested.map(in_print),
        "Same label, %": [_number(v, 0) for v in rows.agreement_pct],
        "From, to, %": [_span(lo, hi, 0) for lo, hi in zip(rows.agreement_low, rows.agreement_high, strict=True)],
        "Kappa": [_number(v, 2) for v in rows.kappa],
        "Kappa from, to": [_span(lo, hi, 2) for lo, hi in zip(rows.kappa_low, rows.kappa_high, strict=True)],
        "Interval is": rows.kappa_interval_kind.where(rows.kappa_low.notna(), ""),
        "Drawn": rows.plottable.astype(str),
        "Why or why not": rows.plottable_why,
    })  # fmt: skip


_SYMBOLS = {
    "Back pain": "diamond", "Other conditions": "circle", "Mean of studies": "square", "Interval only": "line-ns-open",
}  # fmt: skip


def _group(study: pd.Series) -> str:
    """Which of the symbols a row of pattern_reliability.csv is drawn with."""
    if study.study_id == "jacobson2019":
        return "Mean of studies"
    if pd.isna(study.kappa):
        return "Interval only"
    return "Back pain" if study.is_back_pain == "yes" else "Other conditions"


def _drawn() -> pd.DataFrame:
    """The rows of pattern_reliability.csv that the figure shows."""
    return load("pattern_reliability").query("plottable == 'yes'")


_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def reliability_sentence() -> str:
    """What to see in the figure, counted from the rows it draws."""
    rows = _drawn()
    chance = rows[rows.kappa_low <= 0]
    ranges, reach, back = (
        _WORDS[n] for n in (rows.kappa_low.count(), len(chance), (chance.is_back_pain == "yes").sum())
    )
    return (
        f"All values lie well below 1; the highest is {rows.kappa.max():.2f}. "
        f"{reach.capitalize()} of the {ranges} ranges reach down to chance, {back} of them on back pain."
    )


def reliability_figure() -> go.Figure:
    """Dots for kappa, lines for the printed range; back pain has a diamond and says so, a range alone has no dot."""
    rows = _drawn()
    rows = rows.sort_values(["is_back_pain", "kappa"], ascending=False, na_position="last", kind="stable")
    shown = rows.label + rows.is_back_pain.astype(str).map({"yes": "<br><b>back pain</b>", "no": ""})
    people = [_number(n, 0) or "not seen" for n in rows.patients_n]
    rows = rows.assign(group=rows.apply(_group, axis=1), shown=shown, people=people)
    figure = go.Figure()
    for name, symbol in _SYMBOLS.items():
        group = rows[rows.group == name]
        middle = group.kappa.fillna(group.kappa_low)  # without a kappa the line runs from end to end, with no dot
        figure.add_scatter(
            x=middle, y=group.shown, name=name, mode="markers", marker={"symbol": symbol, "size": 12, "line.width": 2},
            error_x={"array": group.kappa_high - middle, "arrayminus": middle - group.kappa_low, "width": 6},
            customdata=group[["study", "condition", "kappa_low", "kappa_high", "raters", "people"]],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<br>%{customdata[2]} to %{customdata[3]}<br>"
            "practitioners: %{customdata[4]}; people: %{customdata[5]}<extra></extra>",
        )  # fmt: skip
    for x, word, anchor in ((0, "chance", "center"), (1, "perfect", "right")):
        figure.add_vline(x=x, line={"dash": "dot", "width": 1, "color": colours()["ink"]})
        figure.add_annotation(x=x, y=1, yref="paper", yanchor="bottom", xanchor=anchor, text=word, showarrow=False)
    figure.update_xaxes(title="Cohen's kappa", range=[-0.12, 1.05], dtick=0.2, zeroline=False)
    figure.update_yaxes(range=[len(rows) - 0.4, -0.6], categoryorder="array", categoryarray=list(rows.shown))
    legend = {"orientation": "h", "y": -0.16, "yanchor": "top"}
    return figure.update_layout(height=540, margin={"l": 8, "r": 8, "t": 32, "b": 8}, legend=legend)
