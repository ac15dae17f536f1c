"""Four large trials of low back pain as stories, and early small trials against later ones: their numbers.

Everything is read from `data/` through `widgets.data` and `widgets.evidence`; nothing here holds a fact of its own.
Differences are acupuncture minus comparator: below 0 is less pain or less disability with needles; differences in
responders are in people of 100, and above 0 favours needles.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from urllib.parse import urlencode

import pandas as pd
from scipy.special import chdtr

from widgets._shared.html import Html
from widgets.data import load, read_quiz, row
from widgets.evidence import comparisons, missing_from, named
from widgets.stats import Pooled, pool, to_0_100
from widgets.stats.effects import mean_difference_from_interval

CONDITION = "chronic low back pain"
NAMES = {"haake2007": "GERAC (Haake 2007)", "brinkhaus2006": "ART (Brinkhaus 2006)",
         "cherkin2009": "Cherkin 2009", "debar2025": "DeBar 2025"}  # fmt: skip
EARLY_POOL = "readme.sham_pain_immediate"
LATER = "brinkhaus2006-1"
"""The one later large trial whose result against sham stands on the scale of the early pool."""

VIEWS = {
    "sham": ("Pain against sham, about 1 to 3 months", "sham", "pain", "6-13-weeks", "points"),
    "usual": ("Pain against usual care, about 1 to 3 months", "usual care", "pain", "6-13-weeks", "points"),
    "none": ("Pain against no treatment, about 1 to 3 months", "no treatment", "pain", "6-13-weeks", "points"),
    "usual-function": ("Back function against usual care, about 1 to 3 months", "usual care", "function", "6-13-weeks",
                       "points"),
    "sham-half-year": ("Pain against sham, about 6 months", "sham", "pain", "14-38-weeks", "points"),
    "sham-year": ("Pain against sham, about a year", "sham", "pain", "39-77-weeks", "points"),
    "usual-half-year": ("Disability against usual care, about 6 months", "usual care", "function", "14-38-weeks",
                        "points"),
    "responders": ("Responders against sham, about 6 months", "sham", "response", "14-38-weeks", "rd"),
}  # fmt: skip
"""Name: words, comparator, outcome, window of time, measure."""


# --- links that open the explorer -----------------------------------------------------------------------------------


def view(name: str) -> dict[str, str]:
    """The question of one of VIEWS, as StudyExplorer takes it."""
    return dict(zip(("comparator", "outcome", "window", "measure"), VIEWS[name][1:], strict=True)) | {
        "condition": CONDITION
    }


def views(*names: str) -> Html:
    """Links that open the page's explorer (named "explorer") on these of VIEWS, each with its number of trials."""
    lines = []
    for name in names:
        asked, text = view(name), VIEWS[name][0]
        trials = len(comparisons(**asked))
        fragment = urlencode(asked | {"needles": "any needles", "tab": "forest"})
        many = "1 trial" if trials == 1 else f"{trials} trials"
        lines.append(f'<li><a href="#explorer?{escape(fragment)}">{text}</a> ({many})</li>')
    return Html(f"<ul>{''.join(lines)}</ul>", "; ".join(VIEWS[name][0] for name in names))


# --- reading rows -----------------------------------------------------------------------------------------------------


def _read(table: str, row_id: str, column: str, pattern: str) -> tuple[float, ...]:
    """The numbers that the pattern finds in a text of a row; ValueError names the row whose text has changed."""
    text = row(table, row_id)[column]
    if not (found := re.search(pattern, text)):
        raise ValueError(f"{table}.csv, row {row_id}, column {column}: no {pattern!r} in {text!r:.120}.")
    return tuple(float(part.replace(",", "")) for part in found.groups())


def gerac() -> dict[str, float]:
    """Responders of 100 at six months in GERAC's groups, as printed."""
    needle, sham = _read("outcomes", "haake2007-1", "seen", r"([\d.]+)% \.\.\. ([\d.]+)%")
    (usual,) = _read("outcomes", "haake2007-2", "seen", r"^([\d.]+)%")
    return {"needles": needle, "sham needles": sham, "usual care": usual}


def art() -> dict[str, float]:
    """By how many points (0–100) pain fell in eight weeks in ART's groups; above 0 is less pain."""
    sham, waiting = row("outcomes", "brinkhaus2006-1"), row("outcomes", "brinkhaus2006-2")
    return {"needles": -sham.mean_acu, "sham needles": -sham.mean_ctl, "waiting list": -waiting.mean_ctl}


def cherkin() -> dict[str, float]:
    """By how many RMDQ points (0–23) disability fell in eight weeks; above 0 is better. No interval was seen."""
    falls = _read("outcomes", "cherkin2009-8", "seen", r"by ([\d.]+), ([\d.]+), and ([\d.]+) points.* ([\d.]+) points")
    return dict(zip(("tailored needles", "fixed needles", "sham without piercing", "usual care"), falls, strict=True))


def debar() -> dict[str, float]:
    """Responders of 100 at six months in DeBar's groups (disability at least 30 % lower), adjusted, as printed."""
    standard, usual = _read("outcomes", "debar2025-3", "seen", r"^([\d.]+)%.*UMC \(([\d.]+)%\)")
    (enhanced,) = _read("outcomes", "debar2025-4", "seen", r"^([\d.]+)%")
    return {"standard course": standard, "with extra visits": enhanced, "usual care": usual}


def difference(row_id: str) -> tuple[float, float, float]:
    """A row's printed difference with the ends of its 95 % interval, in the row's own unit."""
    found = row("outcomes", row_id)
    return tuple(float(found[name]) for name in ("diff", "diff_ci_low", "diff_ci_high"))


@cache
def early() -> tuple[pd.DataFrame, Pooled]:
    """The four early trials of the published pool, oldest first, and their pool made anew (DerSimonian–Laird, Wald)."""
    table = named(row("published_pools", EARLY_POOL).outcome_rows.split("; "))
    table = table.sort_values(["year", "label"], ignore_index=True)
    return table, pool(table.yi, table.vi, "DL", "wald", labels=list(table.label))


def closer_by_chance() -> float:
    """How likely chance alone makes the early trials agree at least as closely as they do: a share from 0 to 1."""
    found = early()[1]
    return float(chdtr(found.k - 1, found.q))


def gap() -> tuple[float, float, float]:
    """The early pool minus the later trial, with a 95 % interval: below 0, the early ones favour needles more."""
    found, later = early()[1], mean_difference_from_interval(*difference(LATER))
    return ends(found.estimate - later.yi, found.se**2 + later.vi)


# --- numbers as they are printed -------------------------------------------------------------------------------------


def signed(value: float, digits: int) -> str:
    """A number with a true minus sign, rounded; never a minus zero."""
    text = f"{value:.{digits}f}"
    return (text if float(text) else text.lstrip("-")).replace("-", "−")


def ends(middle: float, variance: float) -> tuple[float, float, float]:
    """An estimate with its 95 % interval from its variance (normal)."""
    half = 1.96 * variance**0.5
    return middle, middle - half, middle + half


def span(values: tuple[float, float, float], digits: int) -> str:
    """An estimate with its interval, such as "−5 (−14 to 4)"."""
    middle, low, high = (signed(value, digits) for value in values)
    return f"{middle} ({low} to {high})"


# --- numbers in sentences ---------------------------------------------------------------------------------------------


def _sizes(name: str, values: tuple[float, float, float], digits: int) -> dict[str, str]:
    """A difference and the ends of its interval without signs, for sentences that say the direction in words."""
    names = (name, f"{name}_low", f"{name}_high")
    return {key: f"{abs(value):.{digits}f}" for key, value in zip(names, values, strict=True)}


def _trial_facts() -> dict[str, str]:
    """People, responders, falls and differences of the four trials."""
    people = load("trials").set_index("study_id").n_randomised
    found = {f"{name}_n": f"{people[key]:,.0f}" for name, key in {
        "gerac": "haake2007", "art": "brinkhaus2006", "cherkin": "cherkin2009", "debar": "debar2025",
        "carlsson": "carlsson2001", "witt": "witt2006", "molsberger": "molsberger2002",
        "cho": "cho2013",
    }.items()}  # fmt: skip
    asked, stayed = (
        _read("trials", key, "risk_of_bias_note", pattern)[0]
        for key, pattern in (("molsberger2002", r"only (\d+) of 186"), ("cho2013", r"analysis (\d+)/130"))
    )
    found |= {"molsberger_asked": f"{asked:.0f}", "cho_left": f"{people['cho2013'] - stayed:.0f}"}
    found["four_n"] = f"{people[list(NAMES)].sum():,.0f}"
    for name, share in zip(("needle", "sham", "usual"), gerac().values(), strict=True):
        found[f"gerac_{name}"] = f"{share:.0f}"
    for name, fall in zip(("needle", "sham", "waiting"), art().values(), strict=True):
        found[f"art_{name}_fall"] = f"{fall:.0f}"
    for name, fall in zip(("tailored", "fixed", "sham", "usual"), cherkin().values(), strict=True):
        found[f"cherkin_{name}"] = f"{fall:.1f}"
    for name, share in zip(("standard", "extra", "usual"), debar().values(), strict=True):
        found[f"debar_{name}"] = f"{share:.0f}"
    for name, row_id, digits in (
        ("gerac_vs_sham", "haake2007-1", 1), ("gerac_vs_usual", "haake2007-2", 1), ("gerac_shams", "haake2007-3", 1),
        ("art_vs_sham", "brinkhaus2006-1", 0), ("art_vs_waiting", "brinkhaus2006-2", 0),
        ("art_half", "brinkhaus2006-4", 0), ("art_year", "brinkhaus2006-5", 0), ("art_bodily", "brinkhaus2006-10", 1),
        ("debar_sa", "debar2025-1", 1), ("debar_ea", "debar2025-2", 1), ("witt_function", "witt2006-1", 1),
    ):  # fmt: skip
        found |= _sizes(name, difference(row_id), digits)
    found["cherkin_meaningful"], found["cherkin_meaningful_usual"] = (
        f"{n:.0f}" for n in _read("outcomes", "cherkin2009-10", "seen", r"(\d+)% vs (\d+)%")
    )
    found["cherkin_year_low"], found["cherkin_year_high"], found["cherkin_year_usual"] = (
        f"{n:.0f}" for n in _read("outcomes", "cherkin2009-11", "seen", r"(\d+)% to (\d+)% vs (\d+)%")
    )
    return found


def _start_facts() -> dict[str, str]:
    """Where ART's groups began, what its later differences are when that is allowed for, and the trial's P values."""
    needle, sham = _read("outcomes", "brinkhaus2006-5", "note", r"baselines (\d+) and (\d+)")
    left = _read("outcomes", "brinkhaus2006-5", "note", r"differs by about -([\d.]+) at 26 and -([\d.]+) at 52 weeks")
    p = _read("outcomes", "brinkhaus2006-3", "note", r"P=([\d.]+) at 26 weeks and P=([\d.]+) at 52 weeks")
    return {
        "art_start": f"{needle:.0f}", "art_start_sham": f"{sham:.0f}", "art_start_gap": f"{sham - needle:.0f}",
        **{f"art_{when}_left": f"{value:.0f}" for when, value in zip(("half", "year"), left, strict=True)},
        **{f"art_{when}_p": f"{value:.2f}" for when, value in zip(("half", "year"), p, strict=True)},
    }  # fmt: skip


def _early_facts() -> dict[str, str]:
    """The early pool, its printed form, the later trial beside it, and a small trial of responders."""
    table, found = early()
    printed = row("published_pools", EARLY_POOL)
    added = row("published_pools", "claims.A2-47")
    small = comparisons(**view("responders")).set_index("study_id").loc["carlsson2001"]
    of_100 = tuple(100 * end for end in ends(small.yi, small.vi))
    late, again = row("outcomes", "molsberger2002-4"), (found.estimate, found.ci_low, found.ci_high)
    return {
        "early_first": str(table.year.min()), "early_last": str(table.year.max()),
        "early_k": str(found.k), "early_n": str(int((table.n_acu + table.n_ctl).sum())),
        "early_printed": span((printed.printed_estimate, printed.printed_low, printed.printed_high), 2),
        "early_again": span(again, 2),
        "added_k": str(len(added.outcome_rows.split("; "))),
        "early_closer": f"{1000 * closer_by_chance():.0f}",
        "carlsson_events": str(int(row("outcomes", "carlsson2001-2").events_acu)),
        "carlsson_of": str(int(small.n_acu)), "carlsson_of_sham": str(int(small.n_ctl)),
        "carlsson_events_sham": str(int(row("outcomes", "carlsson2001-2").events_ctl)),
        "molsberger_half": f"{late.mean_ctl - late.mean_acu:.0f}",
        "molsberger_half_n": str(int(late.n_acu + late.n_ctl)), "molsberger_week": f"{late.timepoint_weeks:.0f}",
        **_sizes("early", again, 0), **_sizes("gap", gap(), 0), **_sizes("carlsson", of_100, 0),
        **_sizes("added", (added.printed_estimate, added.printed_low, added.printed_high), 2),
    }  # fmt: skip


def _review_facts() -> dict[str, str]:
    """What the Cochrane review of 2020 prints, what counts as worth having, and how many known trials are missing."""
    review, usual = row("reviews", "mu2020"), row("reviews", "mu2020_usual_pain")
    (wanted,) = _read("reviews", "cochrane2020-4", "conclusion_in_own_words", r"set (\d+) points on a 0-100 pain scale")
    lines = load("mcid").query("kind == 'between-group difference' and instrument_id == 'pain-vas-0-100'")
    lines = lines[~lines.condition.str.contains("acute")]
    network = row("reviews", "lee2023_acu_sats_pain")
    inside = comparisons(**view("sham"))
    missing = missing_from(inside)
    sa = difference("debar2025-1")
    of_100 = to_0_100(mean_difference_from_interval(*sa), 0, row("instruments", "rmdq-0-24").scale_max)
    (kept,) = _read("reviews", "macpherson2017", "seen", r"about (\d+)% ")
    (lost,) = _read("reviews", "macpherson2017-2", "seen", r"about a (\d+)% diminution")
    every = load("outcomes").query("study_id == 'brinkhaus2006' and timepoint_weeks == 52")
    clear = [row_id for row_id in every.row_id if (difference(row_id)[1] > 0) == (difference(row_id)[2] > 0)]
    return _sizes("usual_pooled", (usual.estimate, usual.ci_low, usual.ci_high), 0) | {
        "review_trials": str(int(review.k_studies)), "review_n": f"{int(review.n_participants):,}",
        **_sizes("network", (network.estimate, network.ci_low, network.ci_high), 2),
        "network_trials": str(int(network.k_studies)), "network_n": f"{int(network.n_participants):,}",
        "usual_trials": str(int(usual.k_studies)), "usual_n": f"{int(usual.n_participants):,}",
        "usual_certainty": str(usual.certainty_grade), "sham_certainty": str(review.certainty_grade),
        "wanted": f"{wanted:.0f}", "line_low": f"{lines.threshold_low.min():.0f}",
        "line_high": f"{lines.threshold_low.max():.0f}",
        "rmdq_moderate": f"{row('mcid', 'acp2007_moderate').threshold_low:.0f}",
        "inside_k": str(len(inside)), "missing_k": str(len(missing)), "missing_n": f"{missing.n_randomised.sum():,.0f}",
        "debar_of_100": f"{-of_100.yi:.1f}", "art_year_scores": str(len(every)), "art_year_clear": str(len(clear)),
        "kept": f"{kept:.0f}", "lost": f"{lost:.0f}",
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    questions = {"questions_n": str(len(read_quiz("lowback")["items"]))}
    return _trial_facts() | _start_facts() | _early_facts() | _review_facts() | questions
