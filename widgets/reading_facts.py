"""The numbers in the sentences of the chapter on reading a trial: printed ones from `data/`, simulated ones computed.

Printed differences are given without their signs; the sentence says who did better.
"""

from __future__ import annotations

import re

import pandas as pd

from widgets.data import load, read_quiz, row
from widgets.reading_trials import TRUTH, by_size, falls_by_entry, marks
from widgets.trial_simulator import TrialSimulator
from widgets.trial_simulator.words import fixed, share_words


def _found(table: str, row_id: str, column: str, pattern: str) -> tuple[str, ...]:
    """The groups of a pattern in a cell; ValueError naming the row when the cell has changed."""
    found = re.search(pattern, str(row(table, row_id)[column]))
    if not found:
        raise ValueError(f"{table}.csv, row {row_id}, column {column}: no {pattern!r} any more.")
    return found.groups()


def _difference(name: str, row_id: str, digits: int = 0) -> dict[str, str]:
    """A difference and the ends of its interval, without signs."""
    one = row("outcomes", row_id)
    ends = {"": one["diff"], "_low": one.diff_ci_low, "_high": one.diff_ci_high}
    return {f"{name}{end}": fixed(abs(value), digits) for end, value in ends.items()}


def _printed() -> dict[str, str]:
    """What the trials printed."""
    gerac, art = row("trials", "haake2007"), row("outcomes", "brinkhaus2006-1")
    needle, sham = _found("outcomes", "haake2007-1", "seen", r"([\d.]+)% \.\.\. ([\d.]+)%")
    early = load("published_pools").iloc[0]
    facts = {
        "gerac_needle": needle, "gerac_sham": sham,
        "gerac_usual": _found("outcomes", "haake2007-2", "seen", r"^([\d.]+)%")[0],
        "gerac_n": f"{gerac.n_randomised:,.0f}", "art_n": f"{row('trials', 'brinkhaus2006').n_randomised:.0f}",
        "fall_needle": fixed(-art.mean_acu, 0), "fall_sham": fixed(-art.mean_ctl, 0),
        "fall_wait": fixed(-row("outcomes", "brinkhaus2006-2").mean_ctl, 0),
        "spine_n": f"{row('trials', 'cherkin2009').n_randomised:.0f}",
        "debar_n": f"{row('trials', 'debar2025').n_randomised:.0f}",
        "debar_all": _found("outcomes", "debar2025-3", "seen", r"^([\d.]+)%")[0],
        "debar_more": _found("outcomes", "debar2025-4", "seen", r"^([\d.]+)%")[0],
        "debar_usual": _found("outcomes", "debar2025-4", "seen", r"UMC \(([\d.]+)%")[0],
        "early": fixed(-early.printed_estimate, 0),
        "early_low": fixed(-early.printed_high, 0), "early_high": fixed(-early.printed_low, 0),
    }  # fmt: skip
    names = zip(("spine_indiv", "spine_stand", "spine_sham", "spine_usual"),
                _found("outcomes", "cherkin2009-8", "seen", r"by ([\d.]+), ([\d.]+), and ([\d.]+).*with ([\d.]+)"),
                strict=True)  # fmt: skip
    lost = [*_found("trials", "cho2013", "risk_of_bias_note", r"(\d+)/(\d+)"),
            *_found("trials", "molsberger2002", "risk_of_bias_note", r"only (\d+) of (\d+)")]  # fmt: skip
    return facts | dict(names) | dict(zip(("cho_left", "cho_n", "mols_left", "mols_n"), lost, strict=True)) | {
        **_difference("d_sham", "haake2007-1"), **_difference("d_usual", "haake2007-2"),
        **_difference("art_sham", "brinkhaus2006-1"),
        **_difference("art_wait", "brinkhaus2006-2"), **_difference("debar_points", "debar2025-1", 1),
    }  # fmt: skip


def _unsigned(name: str, one: pd.Series, digits: int) -> dict[str, str]:
    """A review's estimate and the ends of its interval, without signs."""
    ends = {"": one.estimate, "_low": one.ci_low, "_high": one.ci_high}
    return {f"{name}{end}": fixed(abs(value), digits) for end, value in ends.items()}


def _read_elsewhere() -> dict[str, str]:
    """Sizes of trials, kinds of sham, reviews, and smallest differences."""
    sizes = load("trials").n_randomised.dropna()
    arms = load("arms").query("role == 'sham'")
    nothing = row("reviews", "linde2010_nonspecific")
    through, other, apart = (row("reviews", f"vickers2018-{n}") for n in (4, 5, 13))
    older, usual = row("reviews", "macpherson2014-2"), row("reviews", "mu2020_usual_pain")
    cochrane, loose = row("reviews", "mu2020_overall"), row("reviews", "macpherson2014-3")
    moderate = row("mcid", "acp2007_moderate")
    neck = _found("mcid", "kovacs2008_nrs_neck", "threshold_as_printed", r"([\d.]+) \(ROC\); ([\d.]+)")
    start = _found("outcomes", "cherkin2009-1", "note", r"indiv ([\d.]+).*sim ([\d.]+)")
    course = load("natural_course").set_index("row_id").value

    def spread(name: str, one: pd.Series) -> dict[str, str]:
        return {name: fixed(abs(one.estimate), 2), f"{name}_low": fixed(min(abs(one.ci_low), abs(one.ci_high)), 2),
                f"{name}_high": fixed(max(abs(one.ci_low), abs(one.ci_high)), 2)}  # fmt: skip

    return spread("sham_nothing", nothing) | spread("through", through) | spread("other", other) | {
        **_unsigned("apart", apart, 2), **_unsigned("older", older, 2), **_unsigned("over_care", usual, 0),
        "over_care_grade": str(usual.certainty_grade),
        "loose": fixed(loose.estimate, 2), "loose_low": fixed(loose.ci_low, 2), "loose_high": fixed(loose.ci_high, 2),
        "moderate_low": f"{moderate.threshold_low:g}", "moderate_high": f"{moderate.threshold_high:g}",
        "sham_nothing_k": f"{nothing.k_studies:.0f}", "trials_sized": str(len(sizes)),
        "median": f"{sizes.median():.0f}", "sham_arms": str(len(arms)),
        "not_told": str((arms.needling == "sham, type not stated").sum()),
        "cochrane_k": f"{cochrane.k_studies:.0f}", "cochrane_n": f"{cochrane.n_participants:,.0f}",
        "within": f"{row('mcid', 'ostelo_vas').threshold_low:g}",
        "marks": ", ".join(f"{mark:.0f}" for mark in marks()[:-1]) + f" and {marks()[-1]:.0f}",
        "mark_low": f"{marks()[0]:.0f}", "neck_one": neck[0], "neck_two": neck[1],
        "start_needle": start[0], "start_sham": start[1],
        "acute_start": f"{course['wallwork2024_acute-1']:.0f}", "acute_six": f"{course['wallwork2024_acute-2']:.0f}",
        "long_start": f"{course['wallwork2024_persistent-1']:.0f}",
        "long_year": f"{course['wallwork2024_persistent-4']:.0f}",
    }  # fmt: skip


def _simulated() -> dict[str, str]:
    """What the simulator on the page shows when its button is pressed: the same seed, the same 1,000 trials."""
    null, leaky = (TrialSimulator(preset="null-needle", guessed=g).summary().works for g in (0, 50))
    gerac = TrialSimulator(preset="gerac").summary().works
    spine = TrialSimulator(preset="cherkin-2009").summary().works
    falls = falls_by_entry().set_index("entry").eval("start - end")
    sizes = by_size().set_index("people")
    return {
        "null_usual": share_words(null["needle-usual"]), "null_sham": share_words(null["needle-sham"]),
        "leaky_sham": share_words(leaky["needle-sham"]), "sim_gerac_sham": share_words(gerac["needle-sham"]),
        "sim_gerac_usual": share_words(gerac["needle-usual"]), "sim_spine_sham": share_words(spine["needle-sham"]),
        "sim_spine_usual": share_words(spine["needle-usual"]),
        "fall_60": fixed(falls[60], 0),
        "power_30": share_words(sizes.works[30]), "told_30": fixed(sizes.told[30], 0),
        "power_387": share_words(sizes.works[387]), "told_387": fixed(sizes.told[387], 0),
        "power_50": share_words(sizes.works[50]), "truth": str(TRUTH),
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    return _printed() | _read_elsewhere() | _simulated() | {"questions_n": str(len(read_quiz("trial")["items"]))}
