"""What the chapter on structures and scans shows: the seven causes, its figures, its tables and its numbers.

Everything is read from `data/` through `widgets.data`. Shares are "of 100 people"; odds ratios compare people with pain
to people without, and above 1 means that a finding and pain are met together more often.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import span
from widgets.burden import of_100 as share_with
from widgets.data import DataError, found_in, load, read_quiz, row
from widgets.figures import Figure, colours
from widgets.spine_atlas.causes import listed
from widgets.spine_atlas.scans import odds_with_ends, scanned

CLINIC = "A3"
"""The spine clinic whose list of structural causes the chapter follows."""
BASE = 10
"""Of 100 people without a finding, how many have back pain in the chapter's sum: made up, so that one can change it."""
NEAREST = {  # which finding the two tables of scans hold for a cause: by age without pain, and with pain up to 50
    "C02": (None, None),
    "C03": ("Disk protrusion", "IP05"),
    "C04": (None, None),
    "C05": ("Spondylolisthesis", None),
    "C06": ("Disk degeneration", "IP06"),
    "C07": ("Facet degeneration", None),
    "C08": ("Disk degeneration", "IP06"),
}
DRAWN = {
    "Disk degeneration": "Worn disc",
    "Facet degeneration": "Worn facet joint",
    "Disk protrusion": "Disc protrusion",
    "Spondylolisthesis": "Slipped vertebra",
}
SHOWN_AGES = [20, 50, 80]


# --- the seven -------------------------------------------------------------------------------------------------------


def seven() -> list[str]:
    """The ids of the structural causes that the clinic has a claim of its own about, in the order of causes.csv."""
    table = load("causes").query("kind == 'structural'")
    return [one for one in table.cause_id if _claims_of(one)]


def others() -> list[str]:
    """The other structural causes of causes.csv, by name."""
    return [
        one.name for one in load("causes").query("kind == 'structural'").itertuples() if not _claims_of(one.cause_id)
    ]


def scans_of_the_seven() -> pd.DataFrame:
    """The seven against the scans: of 100 people without pain by age, and the odds ratio with its 95 % interval."""
    causes, lines = load("causes").set_index("cause_id"), []
    for cause in seven():
        finding, compared = NEAREST[cause]
        found = finding.replace("Disk", "Disc") if finding else "none in our tables"
        ages = {f"Age {age}": _of_100(finding, age) if finding else "–" for age in SHOWN_AGES}
        odds = _odds(compared) if compared else "–"
        lines.append({"Cause": causes.name[cause], "Nearest finding": found} | ages | {"Odds ratio, up to 50": odds})
    return pd.DataFrame(lines)


def _claims_of(cause: str) -> list[str]:
    return [one for one in listed(row("causes", cause).claim_ids) if one.startswith(f"{CLINIC}-")]


# --- figures ---------------------------------------------------------------------------------------------------------


def by_age() -> Figure:
    """Of 100 people without back pain, how many have each of four findings, by age."""
    table, fig, c = scanned(), go.Figure(), colours()
    looks = zip(DRAWN, ("circle", "square", "diamond", "triangle-up"), ("solid", "dash", "dot", "dashdot"), strict=True)
    for finding, symbol, dash in looks:
        lines = table[table.finding == finding]
        symbols = [symbol + "-open" * _guessed(n) for n in lines.n_scanned]
        fig.add_scatter(
            x=lines.age, y=lines.percent, name=DRAWN[finding], mode="lines+markers", line={"dash": dash, "width": 2},
            marker={"size": 11, "symbol": symbols, "line": {"width": 2}},
            hovertemplate="%{y} of 100 at %{x}<extra></extra>",
        )  # fmt: skip
    second_hand = table.value_kind.str.startswith("read in a secondary")
    between = (table.age[~second_hand].max() + table.age[second_hand].min()) / 2
    fig.add_vline(x=between, line={"color": c["control"], "dash": "dot", "width": 1})
    fig.add_annotation(
        x=between + 1,
        y=3,
        text="from a secondary file only",
        showarrow=False,
        xanchor="left",
        font={"color": c["ink-soft"]},
    )
    fig.update_xaxes(title_text="Age", tickvals=sorted(table.age.unique()))
    fig.update_yaxes(title_text="Of 100 people without back pain", range=[0, 100])
    fig.update_layout(height=460)
    rises = {one: [int(_share(one, age)) for age in (20, 80)] for one in DRAWN}
    return Figure(
        fig,
        alt="Four lines that rise with age. "
        + " ".join(f"{DRAWN[one]}: from {low} of 100 at 20 to {high} at 80." for one, (low, high) in rises.items()),
        says="All four lines rise with age, in people without pain. Hollow marks are a model’s guess: nobody of that "
        "age was scanned. How far the others are smoothed, too, is not known. Right of the dotted line: from a "
        "secondary file only.",
        source="data/imaging_by_age.csv",
        table=all_ages(),
        caption="All findings: of 100 people without back pain",
    )


def all_ages() -> pd.DataFrame:
    """All findings by age, of 100 people without back pain; * is a model's guess, nobody of that age was scanned."""
    table = scanned()
    names, ages = table.finding.unique(), sorted(table.age.unique())
    return pd.DataFrame([
        {"Finding": name.replace("Disk", "Disc")} | {f"Age {age}": _of_100(name, age) for age in ages} for name in names
    ])  # fmt: skip


def with_the_finding(base: float = BASE) -> Figure:
    """Of 100 people with each finding, how many have pain, if `base` of 100 people without the finding have it."""
    table = shares(base).iloc[::-1]
    c, fig = colours(), go.Figure()
    fig.add_scatter(
        x=table.share, y=table.finding, mode="markers", showlegend=False,
        hovertemplate="%{x:.0f} of 100<extra></extra>", marker={"size": 12, "symbol": "diamond", "color": c["accent"]},
        error_x={"type": "data", "symmetric": False, "array": table.high - table.share, "color": c["ink"],
                 "arrayminus": table.share - table.low, "thickness": 1.5},
    )  # fmt: skip
    fig.add_vline(x=base, line={"color": c["ink-soft"], "dash": "dash", "width": 1.5})
    fig.add_annotation(
        x=base,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"without the finding: {base:g}",
        showarrow=False,
        xanchor="left",
    )
    fig.update_xaxes(title_text="With pain, of 100 people", range=[0, 100])
    fig.update_layout(height=400, margin={"t": 36})
    first, last = table.iloc[-1], table.iloc[0]
    longest = f"the longest runs from {first.low:.0f} to {first.high:.0f}"
    ends = [f"{one.finding}: {one.share:.0f} of 100, from {one.low:.0f} to {one.high:.0f}." for one in (first, last)]
    return Figure(
        fig,
        alt=f"Six diamonds with lines, right of a dashed line at {base:g}. {' '.join(ends)}",
        says=f"If {base:g} of 100 people without the finding had pain, {last.share:.0f} to {first.share:.0f} of 100 "
        f"with it would. All lines lie right of the dashed one; {longest}.",
        source=f"odds ratios of data/imaging_with_vs_without_pain.csv; the {base:g} of 100 is made up",
        table=_printed(table.iloc[::-1]),
        caption=f"Odds ratios as shares, from {base:g} of 100 without the finding",
    )


def shares(base: float = BASE) -> pd.DataFrame:
    """The six odds ratios turned into people of 100 with pain: finding, odds, share, low, high (95 % interval)."""
    rows = load("imaging_with_vs_without_pain").dropna(subset="odds_ratio")
    lines = []
    for one in rows.itertuples():
        share, low, high = (share_with(odds, base) for odds in odds_with_ends(one.row_id))
        lines.append({"finding": one.finding, "odds": _odds(one.row_id), "share": share, "low": low, "high": high})
    return pd.DataFrame(lines)


def _printed(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "Finding": table.finding,
        "Odds ratio (95 % interval)": table.odds,
        "With pain, of 100 with the finding": [
            f"{one.share:.0f} ({one.low:.0f} to {one.high:.0f})" for one in table.itertuples()
        ],
    })  # fmt: skip


# --- numbers ---------------------------------------------------------------------------------------------------------


def _scan(finding: str, age: int) -> pd.Series:
    table = scanned()
    found = table[(table.finding == finding) & (table.age == age)]
    if found.empty:
        raise DataError(f"imaging_by_age.csv, columns finding and age: no row for {finding!r} at {age}.")
    return found.iloc[0]


def _share(finding: str, age: int) -> float:
    return float(_scan(finding, age).percent)


def _guessed(n_scanned) -> bool:
    """Whether nobody of the age was scanned; an unknown number is another thing."""
    return bool(not pd.isna(n_scanned) and n_scanned == 0)


def _of_100(finding: str, age: int) -> str:
    one = _scan(finding, age)
    return f"{one.percent:g}" + "\u2009*" * _guessed(one.n_scanned)


def _odds(row_id: str) -> str:
    return span(odds_with_ends(row_id), 2)


def _texts() -> dict[str, str]:
    """Numbers that stand in the texts of causes.csv, claims.csv and of the neck's row."""
    wanted = {
        ("shrinks", "shrinks_low", "shrinks_high", "shrinks_n"): (
            "causes", "C03", "natural_history", r"pooled (\d+)% \(95% CI (\d+)-(\d+); (\d+) patients\)"),
        ("facet_low", "facet_high"): ("causes", "C07", "prevalence_or_share", r"(\d+)-(\d+)% of low back pain"),
        ("shrinks_b", "loose", "protrusions"): (
            "causes", "C03", "natural_history",
            r"([\d.]+)% overall, ([\d.]+)% for loose fragments, ([\d.]+)% for protrusions"),
        ("worse_low", "worse_high"): ("causes", "C04", "natural_history", r"(\d+)-(\d+)% worse"),
        ("narrow_gone",): ("causes", "C04", "natural_history", r"Community cohort: (\d+)% no longer"),
        ("people",): ("claims", "A4-11", "seen", r"(\d+) pain-free"),
        ("unnamed",): ("claims", "A3-03", "seen", r"about (\d+)%"),
        ("studies", "compared", "compared_free", "compared_pain"): (
            "imaging_with_vs_without_pain", "IP01", "population",
            r"(\d+) studies; (\d+) people \((\d+) pain-free, (\d+) with pain\)"),
        ("neck_people", "neck", "neck_men", "neck_women", "neck_cord"): (
            "imaging_with_vs_without_pain", "IP07", "population",
            r"(\d+) pain-free people: ([\d.]+)% overall; ([\d.]+)% of men and ([\d.]+)% of women"
            r".*cord compression ([\d.]+)%"),
    }  # fmt: skip
    found: dict[str, str] = {}
    for names, place in wanted.items():
        found |= dict(zip(names, found_in(*place), strict=True))
    return {name: f"{int(text):,}" if text.isdigit() else f"{float(text):.0f}" for name, text in found.items()}


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    found = _texts()
    drawn = [("worn", "Disk degeneration", 20), ("worn", "Disk degeneration", 80),
             ("protrusion", "Disk protrusion", 20), ("height", "Disk height loss", 20)]  # fmt: skip
    found |= {f"{name}_{age}": f"{_share(finding, age):g}" for name, finding, age in drawn}
    for name, row_id in {"or_bulge": "IP01", "or_crack": "IP02", "or_worn": "IP06"}.items():
        ends = zip(("", "_low", "_high"), odds_with_ends(row_id), strict=True)
        found |= {name + end: f"{odds:.2f}" for end, odds in ends}
    table, ages = shares().set_index("finding"), scanned()
    worn = odds_with_ends("IP06")[0] * BASE
    both = [one for one in NEAREST.values() if all(one)]
    return found | {
        "with_worn": f"{table.share['Disc degeneration']:.0f}",
        "with_bulge_low": f"{table.low['Disc bulge']:.0f}",
        "with_bulge_high": f"{table.high['Disc bulge']:.0f}",
        "base": str(BASE),
        "base_rest": str(100 - BASE),
        "odds_worn": f"{worn:.1f}",
        "odds_worn_sum": f"{worn + 100 - BASE:.1f}",
        "from_5": f"{share_with(worn / BASE, 5):.0f}",
        "from_30": f"{share_with(worn / BASE, 30):.0f}",
        "free_worn": f"{100 - round(table.share['Disc degeneration'])}",
        "both_n": ("none", "one", "two", "three")[len(both)],
        "also_a4": str(sum("A4" in row("causes", one).in_articles for one in seven())),
        "compared_n": ("four", "five", "six", "seven")[len(table) - 4],
        "measured": str(len(ages) - (ages.n_scanned == 0).sum()),
        "estimates": str((ages.n_scanned == 0).sum()),
        "second_hand": str(ages.value_kind.str.startswith("read in a secondary").sum()),
        "cells": str(len(ages)),
        "fewest": f"{ages.n_scanned[ages.n_scanned > 0].min():.0f}",
        "others": "; ".join(one[0].lower() + one[1:] for one in others()),
        "others_n": str(len(others())),
        "questions_n": str(len(read_quiz("scans")["items"])),
    }
