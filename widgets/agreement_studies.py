"""What the chapter "Do practitioners agree?" shows: studies, luck, small samples, and what equal arms can tell.

Facts come from `data/` through `widgets.data`; what is simulated or made up says so. Kappa runs up to 1, and 0 is luck.
"""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from widgets import patterns
from widgets._shared.language import signed, span
from widgets.agreement import chance_agreement, kappa, reliability_figure, reliability_sentence, reliability_table
from widgets.agreement_samples import MADE_UP_SIZE, WORTH, gap_seen, measured, right_share, sizes, spreads
from widgets.data import found_in, load, read_quiz, row
from widgets.figures import Figure, colours
from widgets.two_readers import BEGIN, TwoReaders
from widgets.two_readers.study import agreement_of, table_for

AGREED = (0.9, 0.8, 0.65)
"""Shares of agreement whose kappa the figure on luck follows."""


def presets() -> dict[str, list[int]]:
    """The tables to begin from: a worked one, four with the same 80 of 100 or none, three as the review found."""
    same = {
        "80 of 100 the same, label for half": [40, 10, 10, 40],
        "80 of 100 the same, label for most": [80, 10, 10, 0],
        "80 of 100 the same, label for few": [0, 10, 10, 80],
    }
    found = {f"Kappa {value:.2f}: {name} of the review": table_for(value) for name, value in measured().items()}
    return BEGIN | same | found


def two_readers() -> TwoReaders:
    """The table of two practitioners with the chapter's presets and the sizes of real studies."""
    return TwoReaders(presets=presets(), sizes=sizes())


# --- figures -------------------------------------------------------------------------------------------------------


def found() -> Figure:
    """Every kappa that may be drawn, with its range, and the table behind it."""
    return Figure(
        reliability_figure(),
        alt="Dot plot of kappa with ranges. Two rows on back pain lie at about 0.3 and 0.5; the other rows lie from "
        "about 0.1 to 0.6.",
        says=reliability_sentence(),
        source="data/pattern_reliability.csv",
        table=reliability_table(drawn_only=True),
        caption="The studies of the figure",
    )


def kappa_at(agreed: float, label: float) -> float | None:
    """Kappa if both give the label to the share `label` and agree on `agreed`; None where that can't be."""
    return kappa(agreed, chance_agreement(label)) if agreed >= abs(2 * label - 1) - 1e-9 else None


def luck() -> Figure:
    """Kappa against how common a label is, at the same agreement: what luck makes of 90, 80 and 65 of 100."""
    figure, c = go.Figure(), colours()
    at = np.linspace(0.02, 0.98, 97)
    looks = (("solid", "ink"), ("dash", "accent"), ("dot", "jade"))
    for agreed, (dash, colour) in zip(AGREED, looks, strict=True):
        figure.add_scatter(
            x=100 * at, y=[kappa_at(agreed, share) for share in at], mode="lines",
            name=f"agree on {100 * agreed:.0f}", line={"dash": dash, "color": c[colour], "width": 3},
            hovertemplate="label for %{x:.0f} of 100: kappa %{y:.2f}<extra>%{fullData.name}</extra>",
        )  # fmt: skip
    labels = load("pattern_shares").query("share_id != 'more_than_one'")
    for one in labels.itertuples():
        figure.add_vline(x=one.percent, line={"dash": "dot", "width": 1, "color": c["ink-soft"]})
        figure.add_annotation(
            x=one.percent, y=1.0, yref="y", text=one.share_id, textangle=-90, showarrow=False, xanchor="right",
            yanchor="top", font={"size": 13},
        )  # fmt: skip
    figure.update_xaxes(title="get the label, of 100 people", range=[0, 100], dtick=20)
    figure.update_yaxes(title="kappa", range=[-0.2, 1.02], dtick=0.2, zeroline=True)
    return Figure(
        figure.update_layout(height=420, margin={"l": 8, "r": 16, "t": 40, "b": 8}),
        alt="Three arches of kappa against how common a label is. Each is highest in the middle, and falls to zero and "
        "below at both ends. Lines mark the three labels of a UK trial.",
        says="The same agreement is worth most when a label goes to half of the people, and next to nothing when "
        "nearly everybody gets it.",
        source="computed; how common the three labels were: data/pattern_shares.csv (MacPherson 2004)",
        table=_luck_table(labels),
        caption="Kappa for the three labels of the UK trial, at an agreement that we made up",
    )


def _luck_table(labels: pd.DataFrame) -> pd.DataFrame:
    """Kappa for each label of the UK trial at each of the agreements that the figure follows."""
    table = pd.DataFrame({"Agree on, of 100": [f"{100 * agreed:.0f}" for agreed in AGREED]})
    for one in labels.itertuples():
        kappas = [kappa_at(agreed, one.percent / 100) for agreed in AGREED]
        name = f"{one.label}, {one.percent:.0f} of 100"
        table[name] = ["not possible" if value is None else signed(value, 2) for value in kappas]
    return table


def both_scales() -> pd.DataFrame:
    """Single studies that print a percent and a kappa and may be drawn, with the luck that would fit the two."""
    rows = load("pattern_reliability").query("plottable == 'yes' and study_id != 'jacobson2019'")
    rows = rows.dropna(subset=["kappa", "agreement_pct"])
    by_luck = (rows.agreement_pct / 100 - rows.kappa) / (1 - rows.kappa)
    return pd.DataFrame({
        "Study": rows.label, "Same label, of 100": [signed(value) for value in rows.agreement_pct],
        "Kappa": [signed(value, 2) for value in rows.kappa],
        "Luck that would fit, of 100": [signed(100 * value) for value in by_luck],
    })  # fmt: skip


# --- two ways of needling ------------------------------------------------------------------------------------------


def two_ways() -> pd.DataFrame:
    """What trials found that compared tailored with fixed points; each comparison is a line of its own."""
    pach = row("outcomes", "pach2013-1")
    days = pach.timepoint_weeks * 7
    gap = span(tuple(pach[end] / days for end in ("diff", "diff_ci_low", "diff_ci_high")), 1)
    known = patterns.facts()
    scale = f"RMDQ 0–{known['scale_max']}, {known['weeks']} weeks"
    us = f"Cherkin 2009, USA, {known['trial_cherkin2009']} people"
    fell = f"fell by {known['tailored']:.1f} and"
    return pd.DataFrame(
        [
            (us, "tailored or fixed points", scale, f"{fell} {known['fixed']:.1f}", "no interval seen"),
            (us, "tailored points or pretend needling", scale, f"{fell} {known['simulated']:.1f}", "no interval seen"),
            (us, "tailored points or usual care", scale, f"{fell} {known['usual']:.1f}", "no interval seen"),
            (f"Pach 2013, Germany, {known['trial_pach2013']} people", "tailored or fixed points",
             f"pain 0–100, mean over {known['weeks']} weeks", f"{gap}; above 0: tailored had more pain",
             "95 % interval; our sum from the area under a diary"),
        ],
        columns=["Trial", "Compared", "Measured", "Found", "How sure"],
    )  # fmt: skip


# --- numbers in sentences ------------------------------------------------------------------------------------------


def _study_facts() -> dict[str, str]:
    """Numbers of single studies, by the rows of pattern_reliability."""
    rows = load("pattern_reliability").set_index("study_id")
    short = {"first": "macpherson2004_primary", "second": "macpherson2004_secondary", "twelve": "birkeflet2011_12",
             "four": "birkeflet2011_4", "before": "sung_phase1", "after": "sung_phase3"}  # fmt: skip
    facts = {name: f"{rows.kappa[key]:.2f}" for name, key in short.items()}
    for name in ("first", "second"):
        one = rows.loc[short[name]]
        facts |= {f"{name}_low": f"{one.kappa_low:g}", f"{name}_high": f"{one.kappa_high:.2f}"}
    people = {name: short[name] for name in ("first", "second", "before", "after")} | {"written": "birkeflet2014"}
    facts |= {f"{name}_n": f"{rows.patients_n[key]:.0f}" for name, key in people.items()}
    return facts | _held(rows) | {
        "written_raters": str(rows.raters["birkeflet2014"]),
        "strict": f"{rows.agreement_pct['zhang2004_more']:.0f}", "loose": f"{rows.agreement_pct['zhang2004_less']:.0f}",
        "strict_n": f"{rows.patients_n['zhang2004_more']:.0f}",
        "reviewed": found_in("pattern_reliability", "jacobson2019", "what_was_tested", r"(\d+) studies")[0],
        "rows_n": str(len(rows)), "not_drawn": str((rows.plottable == "no").sum()),
    }  # fmt: skip


def _held(rows: pd.DataFrame) -> dict[str, str]:
    """The kappas that we hold from the review's table: how many, from how many studies, how many of these twice."""
    keys = rows.reference_key.astype("str") + ";" + rows.further_reference_keys.astype("str")
    held = rows[keys.str.contains("jacobson2019") & (rows.index != "jacobson2019")].dropna(subset="kappa")
    studies = held.index.str.split("_").str[0].value_counts()
    return {"held_n": str(len(held)), "held_studies": str(len(studies)), "held_twice": str((studies == 2).sum())}


def _pairs() -> dict[str, str]:
    """The seven who saw one person, counted as pairs: at least, and if the others agreed with each other."""
    all_of_them = int(load("pattern_counts").set_index("count_id").value["kalauokalani_raters"])
    same = int(load("pattern_counts").set_index("count_id").value["kalauokalani_agreed"])
    least, most = comb(same, 2), comb(same, 2) + comb(all_of_them - same, 2)
    return {"seven": str(all_of_them), "five": str(same), "five_pct": f"{100 * same / all_of_them:.0f}",
            "pairs": str(comb(all_of_them, 2)), "pairs_least": str(least), "pairs_most": str(most)}  # fmt: skip


def _what_if_facts() -> dict[str, str]:
    """Simulated and made-up numbers that the sentences carry."""
    drawn = spreads().set_index(["name", "people"])
    small, large = drawn.loc[("mean", 27)], drawn.loc[("mean", MADE_UP_SIZE)]
    values = measured()
    facts = {f"same_{name}": f"{50 + 50 * value:.0f}" for name, value in values.items()}
    both, first, second, neither = BEGIN["A worked example"]
    moved = agreement_of([both + first, 0, second, neither])
    return facts | {
        "begin_kappa": signed(agreement_of([both, first, second, neither]).kappa, 2),
        "moved_kappa": signed(moved.kappa, 2), "moved_luck": f"{100 * moved.by_chance:.0f}",
        "stray_low": signed(small.low, 2), "stray_high": signed(small.high, 2),
        "large_low": signed(large.low, 2), "large_high": signed(large.high, 2),
        "right_mean": f"{100 * right_share(values['mean']):.0f}",
        "gap_mean": f"{gap_seen(values['mean'], WORTH):.1f}", "gap_full": f"{gap_seen(1, WORTH):.1f}",
        "gap_share": f"{100 * gap_seen(values['mean'], 1):.0f}", "full_share": f"{100 * gap_seen(1, 1):.0f}",
        "gap_unit": f"{gap_seen(values['mean'], 1):.2f}",
        "worth_needed": f"{patterns.facts()['moderate_low'] / gap_seen(values['mean'], 1):.0f}",
        "worth": f"{WORTH:g}",
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    known, values = patterns.facts(), measured()
    shown = {"tailored": 1, "fixed": 1, "simulated": 1, "usual": 1, "pach_high": 1,
             "chance_pct": 0, "k_low": 0, "k_high": 2, "mist_before": 2, "mist_after": 2}  # fmt: skip
    plain = [
        "scale_max", "weeks", "trial_cherkin2009", "moderate_low",
        "moderate_high", "moderate_max", "share_stagnation", "share_kidney", "share_bi", "share_n",
        "agree_low", "agree_high", "hogeboom_raters", "hogeboom_patients", "hogeboom_diagnoses",
        "hogeboom_points",
    ]  # fmt: skip
    return {name: f"{known[name]:.{digits}f}" for name, digits in shown.items()} | {n: str(known[n]) for n in plain} | {
        "mean": f"{values['mean']:.2f}", "lowest": f"{values['lowest']:.2f}", "highest": f"{values['highest']:.2f}",
        "pain_moderate": f"{row('mcid', 'acp2007_moderate_pain').threshold_low:.0f}",
        "network_n": found_in("reviews", "nma2022_pmc9208133", "seen", r"from (\d+) RCTs")[0],
        "questions_n": str(len(read_quiz("agree")["items"])),
    } | _study_facts() | _pairs() | _what_if_facts()  # fmt: skip
