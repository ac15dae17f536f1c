"""Where a simulation may begin: shapes of known trials. The figures are read from data/; what is assumed says so.

A preset is a simulation that in the long run shows the figures a trial printed. It is never that trial: another truth,
with other people, could show the same.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from widgets.data import citation, load, row
from widgets.trial_simulator.theory import LongRun, fit

PRESETS = {"gerac": "GERAC shape", "cherkin-2009": "Cherkin 2009 shape", "null-needle": "Null needle"}
NUMBER = r"(-?\d+(?:\.\d+)?)"
HALVES = "assumed: half of the variance at entry lies between people, half is swing from day to day"
NOBODY = "assumed: nobody sees through the sham; no row of data/ says how many did"
ENTRY = 40
"""of 100; assumed, as no row of data/ holds the entry level of this trial"""


@cache
def presets() -> dict[str, dict]:
    """By name: `label`, `is` (what it is), `measure`, `comparator`, `settings`, `origins` (setting, from), `source`."""
    gerac = _gerac()
    return {"gerac": gerac, "cherkin-2009": _cherkin(), "null-needle": _null(gerac)}


def _numbers(text: str, pattern: str, row_id: str) -> list[float]:
    """The numbers that the pattern finds in a cell of a row; ValueError when the cell has changed."""
    found = re.search(pattern, text)
    if not found:
        raise ValueError(f"TrialSimulator: the row {row_id!r} no longer says {pattern!r}; found {text!r:.120}.")
    return [float(part) for part in found.groups()]


def _people(study: str) -> tuple[int, str]:
    """People in an arm of a trial on average."""
    arms = load("arms")
    sizes = arms[arms["study_id"] == study]["n_randomised"]
    return round(float(sizes.mean())), f"data/arms.csv, {study}: {', '.join(map(str, sizes))} randomised; their mean"


def _gerac() -> dict:
    sham, usual = row("outcomes", "haake2007-1"), row("outcomes", "haake2007-2")
    printed = [*_numbers(sham.seen, rf"{NUMBER}% \.\.\. {NUMBER}%", sham.row_id),
               *_numbers(usual.seen, rf"^{NUMBER}%", usual.row_id)]  # fmt: skip
    targets = {arm: share / 100 for arm, share in zip(("needle", "sham", "usual"), printed, strict=True)}
    level, swing = row("natural_course", "wallwork2024_persistent-1"), row("outcomes", "brinkhaus2006-2")
    (better,) = _numbers(row("instruments", "response-gerac")["name"], rf"{NUMBER} % better on pain", "response-gerac")
    people, arms = _people("haake2007")
    within = round(float(swing.sd_ctl) / 2**0.5, 1)
    known = {
        "people": people, "baseline_mean": float(level.value), "baseline_sd": within, "within_sd": within,
        "entry": float(ENTRY), "guessed": 0.0, "dropout": 0.0, "responder": better, "scale_max": 100.0,
    }  # fmt: skip
    words = ", ".join(f"{share:g}" for share in printed)
    return {
        "label": PRESETS["gerac"],
        "is": f"A simulation, not the trial. GERAC printed {words} responders of 100 with needle, sham and guideline "
        "care after six months. The effects here are fitted so that pain alone gives these shares in the long run; "
        "the trial also counted function, and counted other treatment as no response.",
        "measure": "pain",
        "comparator": "usual care",
        "settings": known | fit(known, _responders, targets),
        "origins": [
            ["Three effects", f"fitted to {words} of 100: data/outcomes.csv, haake2007-1 and haake2007-2"],
            ["People in each arm", arms],
            ["Usual level", "data/natural_course.csv, wallwork2024_persistent-1: pain of people with persistent back "
             "pain at the start of cohorts"],
            ["Swing from day to day", "data/outcomes.csv, brinkhaus2006-2: SD of change on the waiting list, "
             f"{swing.sd_ctl:g}, divided by √2"],
            ["Spread between people", HALVES],
            ["Let in from", "assumed; no row of data/ holds it"],
            ["Sham seen through", NOBODY],
            ["Drop-out", "0: data/outcomes.csv, haake2007-1 and -2 count all who were randomised"],
            ["Responder", "data/instruments.csv, response-gerac: its part on pain"],
        ],
        "source": f"{citation('haake2007')} {citation(level.reference_key)} {citation(swing.reference_key)}",
    }  # fmt: skip


def _cherkin_known() -> tuple[dict, str, str]:
    """What of the settings is read, where the arms' sizes come from, and how many of how many were analysed."""
    note = row("outcomes", "cherkin2009-1").note
    parts = [rf"{arm} {NUMBER} \({NUMBER}\)" for arm in ("indiv", "stand", "sim", "usual")]
    start = _numbers(note, ", ".join(parts), "cherkin2009-1")
    mean, sd = (round(sum(values) / 4, 1) for values in (start[::2], start[1::2]))
    seen, all_ = _numbers(
        row("trials", "cherkin2009").n_randomised_note, r"analysed/randomised (\d+)/(\d+)", "cherkin2009"
    )
    people, arms = _people("cherkin2009")
    half = round(sd / 2**0.5, 2)
    known = {
        "people": people, "baseline_mean": mean, "baseline_sd": half, "within_sd": half, "entry": 0.0, "guessed": 0.0,
        "dropout": float(round(100 * (1 - seen / all_))), "scale_max": float(row("instruments", "rmdq-0-23").scale_max),
        "responder": float(row("mcid", "ostelo_30pct").threshold_low),
    }  # fmt: skip
    return known, arms, f"{seen:g} of {all_:g}"


def _cherkin() -> dict:
    alone, standard, usual = (row("outcomes", f"cherkin2009-{n}") for n in (3, 4, 8))
    weights = [alone.n_acu, standard.n_acu]
    targets = {
        "needle": float((alone.mean_acu * weights[0] + standard.mean_acu * weights[1]) / sum(weights)),
        "sham": float(alone.mean_ctl), "usual": float(usual.mean_ctl),
    }  # fmt: skip
    known, arms, analysed = _cherkin_known()
    words = ", ".join(f"{-value:g}" for value in (alone.mean_acu, standard.mean_acu, alone.mean_ctl, usual.mean_ctl))
    return {
        "label": PRESETS["cherkin-2009"],
        "is": f"A simulation, not the trial. Cherkin 2009 printed RMDQ scores lower by {words} points with two ways of "
        "needling, a simulation without a needle, and usual care. The two needle arms are one here, and the effects "
        "are fitted so that the mean changes are these in the long run.",
        "measure": "disability",
        "comparator": "usual care",
        "settings": known | fit(known, _change, targets),
        "origins": [
            ["Three effects", f"fitted to {words} points: data/outcomes.csv, cherkin2009-3, -4 and -8"],
            ["People in each arm", arms],
            ["Usual level, and spread at entry", "data/outcomes.csv, note of cherkin2009-1: means and SDs at the start "
             "of four arms, from a secondary copy"],
            ["Spread and swing", HALVES],
            ["Let in from", "0: assumed; no row of data/ holds it"],
            ["Sham seen through", NOBODY],
            ["Drop-out", f"data/trials.csv, cherkin2009: {analysed} analysed, from a review's table"],
            ["Responder", "data/mcid.csv, ostelo_30pct; the trial's own shares of responders are not used"],
        ],
        "source": f"{citation('cherkin2009')} {citation('ostelo2008')}",
    }  # fmt: skip


def _null(gerac: dict) -> dict:
    """The GERAC shape with a needle that does nothing."""
    return gerac | {
        "label": PRESETS["null-needle"],
        "is": "A made-up truth: as in the GERAC shape, but the needle itself does nothing. Whoever is treated gets "
        "better all the same, and against usual care the trial will nearly always say “works”.",
        "settings": gerac["settings"] | {"specific": 0.0},
        "origins": [["Effect of the needle itself", "0: that is what is tried out here"], *gerac["origins"]],
    }


def _responders(arm: LongRun) -> float:
    return arm.responders


def _change(arm: LongRun) -> float:
    return arm.mean_change


def unknown_preset(name: object) -> str:
    """A sentence for a preset that is none."""
    return f"TrialSimulator: preset is {name!r}, allowed is one of {', '.join(map(repr, PRESETS))}."


def table(name: str) -> pd.DataFrame:
    """Where each number of a preset comes from."""
    return pd.DataFrame(presets()[name]["origins"], columns=["Setting", "From"])
