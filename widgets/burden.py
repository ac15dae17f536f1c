"""How many people have back or neck pain, what models lay on work, smoking and weight, and which links were counted.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own. Shares are percent of the
years lived with disability from low back pain, worldwide. An odds ratio above 1 means more pain with the link.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import signed
from widgets.data import DataError, found_in, number_in, read_quiz, row
from widgets.figures import Figure, colours

MILLIONS, PERCENT, OF_YEARS, PER_100_000 = "million people", "%", "% of YLDs", "per 100000"
"""Units of burden.csv, as the pictures and sentences take them."""
PEOPLE = {"BU01": "Low back, 2020", "BU02": "Low back, 2050", "BU12": "Neck, 2020"}
SHARES = {"BU08": "Risks at work", "BU07": "Smoking", "BU09": "High body weight"}
TOGETHER = "BU06"
OTHERS = 20
"""Of 100 people without a link, how many have pain in the chapter's sum: made up, so that one can change it."""
ROUNDS = {"BU20": PERCENT, "BU19": PER_100_000, "BU17": PER_100_000, "BU13": PER_100_000}
"""Neck pain in the world, as four rounds of the same study put it, the oldest first, each with its unit."""
_LOOKS = (("jade", ""), ("amber", "/"), ("accent", "."))
_ADDED, _WORKED_OUT, _PRINTED = "Simply added<br>(wrong)", "Worked out<br>(see below)", "All three,<br>as printed"
LINKS = {
    "C17": ("Signs of depression", r"new episode OR ([\d.]+) \(([\d.]+)-([\d.]+)\)"),
    "C14": ("Obesity", r"new pain OR ([\d.]+) \(([\d.]+)-([\d.]+)\)"),
    "C15": ("Smoking", r"new pain OR ([\d.]+) \(([\d.]+)-([\d.]+)\)"),
}


# --- sums ------------------------------------------------------------------------------------------------------------


def together(shares: Iterable[float]) -> float:
    """What several shares (percent) come to if each takes its part of what the others leave, and they act alone."""
    return 100 * (1 - math.prod(1 - share / 100 for share in shares))


def of_100(odds_ratio: float, others: float) -> float:
    """How many of 100 have it with a link of this odds ratio, if `others` of 100 have it without."""
    if not 0 < others < 100:
        raise ValueError(f"of_100: others is {others!r}, allowed is a number between 0 and 100.")
    odds = odds_ratio * others / (100 - others)
    return 100 * odds / (1 + odds)


def value_of(row_id: str, unit: str, column: str = "value") -> float:
    """The value of a row of burden.csv, or an end of its interval. Raises DataError if empty or in another unit."""
    if (found := row("burden", row_id).unit) != unit:
        raise DataError(f"burden.csv, row {row_id}, column unit: found {found!r}; allowed here is {unit!r}.")
    return number_in("burden", row_id, column)


def with_ends(row_id: str, unit: str) -> tuple[float, float, float]:
    """Value, low and high end of a row of burden.csv."""
    return value_of(row_id, unit), value_of(row_id, unit, "ci_low"), value_of(row_id, unit, "ci_high")


def link_sizes() -> dict[str, tuple[float, float, float]]:
    """The odds ratio of new back pain for each link, with its interval, read from the texts of causes.csv."""
    return {name: tuple(map(float, found_in("causes", key, "prevalence_or_share", pattern)))
            for key, (name, pattern) in LINKS.items()}  # fmt: skip


# --- figures ---------------------------------------------------------------------------------------------------------


def _ranges(names: list[str], found: list[tuple]) -> go.Scatter:
    """The intervals of lying bars, as lines over them; `found` holds value, low and high end."""
    value, low, high = (list(column) for column in zip(*found, strict=True))
    ends = {"array": [h - v for v, h in zip(value, high, strict=True)], "width": 5, "thickness": 2,
            "arrayminus": [v - lo for v, lo in zip(value, low, strict=True)], "color": colours()["ink"]}  # fmt: skip
    return go.Scatter(y=names, x=value, mode="markers", marker={"size": 1, "opacity": 0}, error_x=ends,
                      showlegend=False, hoverinfo="skip")  # fmt: skip


def _bars(names: list[str], values: list[float], colour: str, shape: str = "") -> go.Bar:
    """Lying bars of one colour and one pattern; the parts of a longer bar have their numbers in them."""
    pattern = {"shape": shape, "fillmode": "replace", "solidity": 0.25, "size": 9} if shape else {}
    shown = [
        f"<b>{value:.0f}</b>" if name in (_ADDED, _WORKED_OUT) else ""
        for name, value in zip(names, values, strict=True)
    ]
    return go.Bar(
        y=names, x=values, orientation="h", showlegend=False, text=shown,
        textposition="inside", insidetextanchor="start", textangle=0, textfont={"color": colours()["ink"]},
        marker={"color": colours()[colour], "opacity": 0.6, "pattern": pattern,
                "line": {"color": colours()["ink-soft"], "width": 1}},
        hovertemplate="%{y}: %{x:.1f}<extra></extra>",
    )  # fmt: skip


def people() -> Figure:
    """How many million people have low back or neck pain, with 95 % uncertainty intervals."""
    found = [with_ends(row_id, MILLIONS) for row_id in PEOPLE]
    names = [name.replace(", ", ",<br>") for name in PEOPLE.values()]
    fig = go.Figure([_bars(names, [value for value, _, _ in found], "jade"), _ranges(names, found)])
    fig.update_layout(
        height=270, yaxis={"autorange": "reversed"}, xaxis={"title": {"text": "Million people"}, "range": [0, 980]}
    )
    table = pd.DataFrame({
        "Where, when": list(PEOPLE.values()), "Million people": [f"{v:.0f}" for v, _, _ in found],
        "From": [f"{lo:.0f}" for _, lo, _ in found], "To": [f"{hi:.0f}" for _, _, hi in found],
        "What it is": ["estimate", "projection", "estimate"],
    })  # fmt: skip
    (now, *_), (then, *_), (neck, *_) = found
    return Figure(
        fig,
        alt=f"Three bars: low back pain {now:.0f} million people in 2020 and {then:.0f} million projected for 2050; "
        f"neck pain {neck:.0f} million in 2020.",
        says="The bar for 2050 is longer, and its thin line is the range that the model leaves open. It is a "
        "projection: nobody has counted it.",
        source="data/burden.csv, rows BU01, BU02 and BU12",
        table=table,
        caption="People with low back and neck pain, in millions",
    )


def bites(shares: Iterable[float]) -> list[float]:
    """What each share takes, in this order, of what those before it leave."""
    left, found = 100.0, []
    for share in shares:
        found.append(left * share / 100)
        left -= found[-1]
    return found


def shares() -> Figure:
    """The three modelled shares, their plain sum, what they come to if they act alone, and what was printed."""
    found = [with_ends(row_id, OF_YEARS) for row_id in SHARES]
    parts = [value for value, _, _ in found]
    printed = with_ends(TOGETHER, OF_YEARS)
    names = [name.replace(" ", "<br>", 1) for name in SHARES.values()]
    fig = go.Figure()
    for name, part, bite, looks in zip(names, parts, bites(parts), _LOOKS, strict=True):
        fig.add_trace(_bars([name, _ADDED, _WORKED_OUT], [part, part, bite], *looks))
    fig.add_trace(_bars([_PRINTED], [printed[0]], "ink-soft"))
    fig.add_trace(_ranges([*names, _PRINTED], [*found, printed]))
    fig.update_layout(
        barmode="stack", height=450,
        yaxis={"autorange": "reversed", "categoryarray": [*names, _ADDED, _WORKED_OUT, _PRINTED]},
        xaxis={"title": {"text": "Of 100 years lived<br>with disability from<br>low back pain"}, "range": [0, 52]},
    )  # fmt: skip
    added, combined = sum(parts), together(parts)
    return Figure(
        fig,
        alt=f"Six bars. Work {parts[0]:.0f}, smoking {parts[1]:.0f} and weight {parts[2]:.0f} of 100, the last with an "
        f"interval from {found[2][1]:.0f} to {found[2][2]:.0f}. End to end they reach {added:.0f}. Each taken from "
        f"what the others leave, they reach {combined:.0f}. Last: {printed[0]:.0f} as printed for all three.",
        says="Follow one pattern down: smoking and weight take a smaller bite of what is left. The worked-out bar ends "
        "near the printed one, whose thin line shows how unsure it is. The two bars in three parts are our sums.",
        source="data/burden.csv, rows BU06 to BU09",
        table=_behind(found, printed),
        caption="Shares of disability from low back pain laid on three risks",
    )


def _behind(found: list[tuple], printed: tuple) -> pd.DataFrame:
    parts = [value for value, _, _ in found]
    rows = [(name, *value, "2021, congress abstract") for name, value in zip(SHARES.values(), found, strict=True)]
    rows += [("Simply added (wrong)", sum(parts), None, None, "our sum"),
             ("Worked out", together(parts), None, None, "our sum"),
             ("All three, as printed", *printed, "2020, journal article")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["What", "Of 100", "From", "To", "Source"])
    table[["Of 100", "From", "To"]] = table[["Of 100", "From", "To"]].map(lambda n: "" if pd.isna(n) else f"{n:.1f}")
    return table


def links() -> Figure:
    """Odds ratios of new back pain, each with its interval, on a scale of ratios; 1 is no difference."""
    found = link_sizes()
    middle = [one[0] for one in found.values()]
    fig = go.Figure()
    fig.add_scatter(
        x=middle, y=[name.replace(" of ", " of<br>") for name in found], mode="markers", showlegend=False,
        marker={"symbol": "square", "size": 11, "color": colours()["jade"]},
        error_x={"array": [high - mid for mid, _, high in found.values()], "width": 6, "color": colours()["ink"],
                 "arrayminus": [mid - low for mid, low, _ in found.values()]},
        hovertemplate="%{y}: %{x}<extra></extra>",
    )  # fmt: skip
    fig.add_vline(x=1, line={"color": colours()["ink-soft"], "dash": "dash"})
    ticks = [1, 1.5, 2]
    fig.update_layout(
        height=260, yaxis={"autorange": "reversed"},
        xaxis={"type": "log", "range": [math.log10(0.9), math.log10(2.25)], "tickvals": ticks, "ticktext": ticks,
               "title": {"text": "Odds ratio of new back pain<br>(1: no difference)"}},
    )  # fmt: skip
    table = pd.DataFrame([(name, *(f"{n:.2f}" for n in one)) for name, one in found.items()],
                         columns=["Link", "Odds ratio", "From", "To"])  # fmt: skip
    return Figure(
        fig,
        alt="Three intervals, all to the right of 1: signs of depression, obesity and smoking, with middles from "
        f"{min(middle):.1f} to {max(middle):.1f}. The intervals overlap.",
        says="All three lie to the right of 1, and their intervals overlap. So no order among them can be read off.",
        source="data/causes.csv, rows C14, C15 and C17",
        table=table,
        caption="New back pain: three links, each from its own source",
    )


# --- tables ----------------------------------------------------------------------------------------------------------


def rounds() -> pd.DataFrame:
    """Neck pain as four rounds of the Global Burden of Disease put it, in 100 people; the oldest first."""
    rows = []
    for row_id, unit in ROUNDS.items():
        one, by = row("burden", row_id), {PERCENT: 1, PER_100_000: 1000}[unit]
        value, low, high = (f"{number / by:.1f}" for number in with_ends(row_id, unit))
        rows.append((one.period, value, f"{low} to {high}", one.measure.replace("prevalence", "share")))
    return pd.DataFrame(rows, columns=["For the year", "Of 100 people", "From, to", "Counted"])


def known() -> pd.DataFrame:
    """What is known of each thing that is said to matter: the kind of evidence, what it says, what is open."""
    n, odds = facts(), {name: f"{ratio:.2f}" for name, (ratio, _, _) in link_sizes().items()}
    rows = [
        ("Load at work", "Modelled share; reviews disagree",
         f"{n['work']} of 100 in a model. A review of {n['reviews_n']} reviews sees no agreement that load is a cause.",
         "Which load, and how much"),
        ("Smoking", "Modelled share; a link",
         f"{n['smoking']} of 100 in a model; odds of new pain × {odds['Smoking']}",
         "Whether it is the smoke"),
        ("Body weight", "Modelled share; a link",
         f"{n['weight']} of 100 in a model ({n['weight_low']} to {n['weight_high']}); "
         f"odds of new pain × {odds['Obesity']}",
         "Whether losing weight eases pain"),
        ("Low mood", "A link", f"Odds of a new episode × {odds['Signs of depression']}", "A share; what comes first"),
        ("Stress", "Not known",
         "A summary of the World Health Organization's advice names psychological factors; we did not read of stress",
         "Size, direction, a share"),
        ("Posture", "Reviews disagree", f"{n['reviews_n']} reviews, some with a link, some without", "A share"),
        ("A weak core", "Not known", f"Training the trunk does no better than other exercise ({n['trunk_k']} studies)",
         "Whether weakness is a cause at all"),
        ("Sitting a lot", "Not known", "One comment in a journal links desk jobs with back pain", "Size, a share"),
        ("Sleep", "Not known", "Named once, as a sign that comes with low mood", "All of it"),
        ("What you believe about your back", "Not known", "Named beside mood; no figure of its own", "All of it"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Said to matter", "Kind of evidence", "What it says", "Open"])


# --- numbers in sentences --------------------------------------------------------------------------------------------


def _spans() -> dict[str, str]:
    """Values and ends of rows of burden.csv, under their names."""
    told = {}
    for name, row_id, unit, digits in (
        ("lbp", "BU01", MILLIONS, 0), ("then", "BU02", MILLIONS, 0), ("weight", "BU09", OF_YEARS, 1),
        ("three", TOGETHER, OF_YEARS, 1), ("neck_change", "BU15", PERCENT, 1),
    ):  # fmt: skip
        ends = zip(("", "_low", "_high"), with_ends(row_id, unit), strict=True)
        told |= {name + end: signed(number, digits) for end, number in ends}
    fell = zip(("fell_by", "fell_most", "fell_least"), with_ends("BU04", PERCENT), strict=True)
    return told | {name: f"{-number:.1f}" for name, number in fell}


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry on burden, shares and links, by the names `glue` knows them under."""
    parts, printed = [value_of(row_id, OF_YEARS) for row_id in SHARES], value_of(TOGETHER, OF_YEARS)
    mood = link_sizes()["Signs of depression"]
    found = dict(zip(("link_mood", "link_mood_low", "link_mood_high"), (f"{odds:.2f}" for odds in mood), strict=True))
    return _spans() | found | {
        "work": f"{value_of('BU08', OF_YEARS):.1f}", "smoking": f"{value_of('BU07', OF_YEARS):.1f}",
        "added": f"{sum(parts):.1f}", "combined": f"{together(parts):.1f}",
        "rest": f"{100 - printed:.0f}", "left_over": f"{sum(parts) - printed:.1f}",
        "in_13": f"{value_of('BU10', '% (1 in 13)'):.0f}",
        "more_cases": found_in("burden", "BU10", "note", r"(\d+)% more cases")[0],
        "share_1990": found_in("claims", "A3-01", "why_in_own_words", r"([\d.]+) % in 1990")[0],
        "share_2017": found_in("claims", "A3-01", "why_in_own_words", r"([\d.]+) % in 2017")[0],
        "reviews_n": found_in("causes", "C10", "prevalence_or_share", r"(\d+) reviews")[0],
        "trunk_k": found_in("causes", "C12", "natural_history", r"(\d+) studies")[0],
        "worse": found_in("causes", "C17", "natural_history", r"worse recovery \(RR ([\d.]+)\)")[0],
        "made_up": f"{of_100(mood[0], OTHERS):.0f}",
        "questions_n": str(len(read_quiz("more-than")["items"])),
    }  # fmt: skip
