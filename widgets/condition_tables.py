"""Around the trials on four conditions: signs of danger, cautions, reviews, grades, guidelines, numbers in sentences.

Everything is read from `data/`; differences are acupuncture minus comparator, so negative favours acupuncture.
"""

from __future__ import annotations

import re

import pandas as pd

from widgets import precautions
from widgets._shared.language import in_print
from widgets.conditions import COMPARED, CONDITIONS, interval, known, left_over, points, question_map
from widgets.data import citation, load, read_quiz, row
from widgets.evidence import comparisons, named
from widgets.evidence.telling import printed
from widgets.guidelines import as_read, misprinted
from widgets.icon_array.rows import study
from widgets.red_flags import URGENCY, signs
from widgets.stats import pool

SIGNS = {
    "neck pain": "RF08 RF09 RF10 RF07 RF14 RF15 RF12 RF13 RF33 RF32 RF11 RF16 RF17 RF20 RF27",
    "sciatica": "RF01 RF02 RF03 RF04 RF13 RF16 RF19 RF22 RF27",
    "acute or subacute low back pain": "RF01 RF02 RF03 RF04 RF05 RF06 RF12 RF13 RF14 RF11 RF16 RF17 RF18 RF26",
    "pregnancy-related back or pelvic pain": "RF31 RF01 RF02 RF03 RF11 RF18 RF19",
}
"""Signs of red_flags.csv that lie nearest to a condition, among equally urgent ones in this order."""
REVIEWS = {
    "neck pain": "tsa2025_neck fang2024-3 trinh2016 furlan2012_neck",
    "sciatica": "zhang2023_sciatica ji2015-2 qin2015",
    "acute or subacute low back pain": "lin2024_acute su2021_acute_pain chou2017_acute",
}
"""The latest reviews of each condition. Our files hold none on pregnancy."""
GUIDELINES = "acp2017_acute nvl2017_acute nice_ng59 nccih_acupuncture"
CAUTIONS = "PC06 PC07 PC22 PC19 PC01"


def danger(condition: str) -> pd.DataFrame:
    """The signs that lie nearest to this condition, in the words of red_flags.csv, most urgent first.

    A line that no clinician has signed off says so; the sources of the others stand on the page of red flags.
    """
    wanted = SIGNS[condition].split()
    rows = signs()
    rows = rows[rows.flag_id.isin(wanted)]
    order = rows.action.map(list(URGENCY).index).astype(int) * len(wanted) + rows.flag_id.map(wanted.index)
    rows = rows.loc[order.sort_values().index]
    unsigned = (" " + rows.source).where(~rows.signed, "")
    return pd.DataFrame({"Sign": rows.sign, "What to do": rows.do + unsigned})


def cautions() -> pd.DataFrame:
    """What to settle before a needle in pregnancy or at the neck, as the safety check words it."""
    wanted = [row("precautions", name) for name in CAUTIONS.split()]
    every = pd.concat([precautions.by_topic(topic) for topic in dict.fromkeys(one.topic for one in wanted)])
    order = [in_print(one["item"]) for one in wanted]
    return every.set_index("If this is you").loc[order].reset_index()


def reviews(condition: str) -> pd.DataFrame:
    """What systematic reviews conclude, with the certainty that they print, the latest first."""
    rows = [row("reviews", name) for name in REVIEWS[condition].split()]
    return pd.DataFrame({
        "Review": [study(one.reference_key) for one in rows],
        "Compared": [one.comparison for one in rows],
        "Trials (in all: in the whole review)": [_how_many(one) for one in rows],
        "It concludes": [printed(one.conclusion_in_own_words) for one in rows],
        "Certainty as printed": [one.certainty or "not seen" for one in rows],
    })  # fmt: skip


def _how_many(one: pd.Series) -> str:
    """The trials behind a review's number; where a row says that it counts the whole review, the cell says so."""
    if pd.isna(one.k_studies):
        return ""
    notes = load("reviews").query("reference_key == @one.reference_key and k_studies == @one.k_studies")
    whole = notes.conclusion_in_own_words.str.contains("for the whole review").any()
    return f"{one.k_studies} in all" if whole else str(one.k_studies)


def grades() -> pd.DataFrame:
    """Every judgement on neck pain against one named comparison, with its certainty and the reason, as printed."""
    rows = load("grade_judgements")
    rows = rows[rows.condition.str.contains("neck") & rows.comparison.isin(["sham", "waiting list"])]
    rows = rows[rows.certainty_grade.notna()]
    return pd.DataFrame({
        "Compared with": rows.comparison,
        "Outcome": rows.outcome + ", " + rows.timepoint,
        "Trials (people)": [f"{k} ({n:,})" for k, n in zip(rows.k_studies, rows.n_participants, strict=True)],
        "Result as printed": [_printed(one) for one in rows.itertuples()],
        "Certainty": rows.certainty,
        "Marked down for": rows.reasons_downgraded.map(in_print).str.replace(" -", " −"),
    })  # fmt: skip


def _printed(one) -> str:
    shown = one.measure if pd.isna(one.estimate) else f"{one.measure} {_span(one)}"
    return in_print(as_read(one) or shown) + misprinted(one)


def guidelines() -> pd.DataFrame:
    """What guidelines and public bodies say on these four conditions, as far as our files hold it."""
    rows = [row("guidelines", name) for name in GUIDELINES.split()]
    return pd.DataFrame({
        "Who": [one.body for one in rows],
        "For whom": [one.population for one in rows],
        "It says": [in_print(one.recommendation_in_own_words) for one in rows],
        "Strength as printed": [one.strength for one in rows],
        "Source": [citation(one.reference_key) for one in rows],
    })  # fmt: skip


# --- numbers in sentences --------------------------------------------------------------------------------------------


def _span(one) -> str:
    """A printed estimate with its interval; `one` has `estimate`, `ci_low`, `ci_high`."""
    low, middle, high = (f"{value:.2f}".replace("-", "−") for value in (one.ci_low, one.estimate, one.ci_high))
    return f"{middle} ({low} to {high})"


def _words(table: str, row_id: str, column: str, pattern: str) -> tuple[str, ...]:
    """The numbers that `pattern` finds in a text of a row; the error names the row when the text has changed."""
    text = row(table, row_id)[column]
    if not (found := re.search(pattern, text)):
        raise ValueError(f"{table}.csv, row {row_id}, column {column}: no {pattern!r} in {text!r}.")
    return found.groups()


RESULTS = {
    "white": "white2004-1", "vas": "vas2006-1", "ho": "ho2017-1", "ho_later": "ho2017-2", "li": "li2025_ea_neck-1",
    "li_later": "li2025_ea_neck-2", "witt": "witt2006_neck-1", "macpherson": "macpherson2015-1",
    "cho": "neck_nsaid_pilot-2", "zhao": "zhao2024_neck-1", "chen": "chen2021_neck-1", "zhao_wait": "zhao2024_neck-2",
    "tu": "tu2024-1", "tu_odi": "tu2024-2", "shin_day": "shin2013-1", "shin_weeks": "shin2013-3",
    "shin_later": "shin2013-4", "shin_odi_later": "shin2013-6",
    "bishop_sham": "bishop2016_easeback-6", "bishop_usual": "bishop2016_easeback-5",
    "bishop_odi_sham": "bishop2016_easeback-2", "bishop_odi_usual": "bishop2016_easeback-1",
    "nicolian": "nicolian2019-1",
}  # fmt: skip
"""Results by the name `glue` knows them under. In points of 0–100."""
SIZES = {
    "white": "white2004", "vas": "vas2006", "ho": "ho2017", "li": "li2025_ea_neck", "witt": "witt2006_neck",
    "macpherson": "macpherson2015", "cho": "neck_nsaid_pilot", "zhao": "zhao2024_neck", "chen": "chen2021_neck",
    "tu": "tu2024", "shin": "shin2013", "vas2012": "vas2012", "skonnord": "skonnord2020",
    "bishop": "bishop2016_easeback", "elden2005": "elden2005", "elden2008": "elden2008",
    "nicolian": "nicolian2019", "guerreiro": "guerreiro2004", "kvorning": "kvorning2004", "kennedy": "kennedy2008",
    "hasegawa": "hasegawa2014", "zhang2017": "zhang2017_sciatica",
}  # fmt: skip


def _trials() -> dict[str, str]:
    """Each result with its interval, both ends of some, and how many people were randomised."""
    found = {name: interval(named([row_id]).iloc[0]) for name, row_id in RESULTS.items()}
    people = {f"{name}_n": f"{int(row('trials', study_id).n_randomised):,}" for name, study_id in SIZES.items()}
    cho = row("outcomes", "neck_nsaid_pilot-2")
    counts = {
        f"{name}_{side}": str(row("outcomes", row_id)[column])
        for name, row_id in {"guerreiro": "guerreiro2004-1", "work": "elden2008-1"}.items()
        for side, column in {"acu": "events_acu", "ctl": "events_ctl", "of_acu": "n_acu", "of_ctl": "n_ctl"}.items()
    }
    tu, shin = row("outcomes", "tu2024-1"), row("outcomes", "shin2013-4")
    return found | people | counts | {
        "cho_each": str(cho.n_acu),
        "bishop_seen": _words("trials", "bishop2016_easeback", "risk_of_bias_note", r"\((\d+) of 125\)")[0],
        "tu_fell": f"{-tu.mean_acu:.0f}", "tu_sham_fell": f"{-tu.mean_ctl:.0f}",
        "shin_fell": f"{-10 * shin.mean_acu:.0f}", "shin_drug_fell": f"{-10 * shin.mean_ctl:.0f}",
    }  # fmt: skip


def _pooled() -> dict[str, str]:
    """What a pool of two trials of neck pain would say, and what is missing from it."""
    asked = {"condition": "neck pain", "comparator": "sham", "outcome": "pain", "window": "1-5-weeks"}
    table = comparisons(**asked)
    both = pool(table.yi, table.vi)
    trials, people, largest = left_over(**asked)
    return {
        "two_average": points(both.estimate), "two_low": points(both.ci_low), "two_high": points(both.ci_high),
        "out_trials": str(trials), "out_people": f"{people:,}", "out_largest": largest,
    }  # fmt: skip


def _reviewed() -> dict[str, str]:
    """What reviews print, on the scales that they print it in."""
    trinh, tsa, furlan = (row("reviews", name) for name in ("trinh2016", "tsa2025_neck", "furlan2012_neck"))
    ji, lin, zhang = (row("reviews", name) for name in ("ji2015-2", "lin2024_acute", "zhang2023_sciatica"))
    npq, hazard = row("grade_judgements", "trinh_npq"), row("outcomes", "skonnord2020-1")
    return {
        "witt_sure": row("grade_judgements", "trinh_wl_npad").certainty,
        "trinh": _span(trinh), "trinh_k": str(trinh.k_studies), "trinh_n": f"{trinh.n_participants:,}",
        "trinh_sure": trinh.certainty, "npq": _span(npq), "npq_sure": npq.certainty,
        "tsa": _span(tsa), "tsa_k": str(tsa.k_studies), "tsa_n": f"{tsa.n_participants:,}",
        "furlan_k": str(furlan.k_studies), "furlan_sure": furlan.certainty,
        "ji": _span(ji), "ji_k": str(ji.k_studies), "ji_n": f"{ji.n_participants:,}",
        "zhang_k": str(zhang.k_studies), "zhang_n": f"{zhang.n_participants:,}",
        "lin": _span(lin), "lin_k": str(lin.k_studies), "lin_n": f"{lin.n_participants:,}",
        "lin_i2": f"{lin.i2:.0f}",
        "hazard": f"{hazard['diff']:.2f} ({hazard.diff_ci_low:.2f} to {hazard.diff_ci_high:.2f})",
        "npq_matters": points(row("mcid", "npq_salter2006").threshold_low),
    }  # fmt: skip


def _told() -> dict[str, str]:
    """Numbers that stand in the texts of rows which are not drawn: medians, days and shares."""
    elden_acu, elden_ctl = _words("outcomes", "elden2008-2", "seen", r"66 to (\d+) .* 69 to (\d+)")
    days_ctl, days_acu = _words("outcomes", "skonnord2020-1", "seen", r"(\d+) days for the CG and (\d+) days")
    course = {name: points(row("natural_course", f"wallwork2024_acute-{n}").value)
              for n, name in ((1, "acute_start"), (2, "acute_6"), (4, "acute_52"))}  # fmt: skip
    kvorning = _words("outcomes", "kvorning2004-1", "seen", r"in (\d+)% .* in (\d+)% of")
    evening = row("outcomes", "elden2005-1")
    return course | {
        "course_sure": str(row("natural_course", "wallwork2024_acute-1").certainty),
        "elden_acu": elden_acu, "elden_ctl": elden_ctl, "days_acu": days_acu, "days_ctl": days_ctl,
        "kvorning_acu": kvorning[0], "kvorning_ctl": kvorning[1],
        "elden2005": f"{points(evening['diff'])} ({points(evening.diff_ci_low)} to {points(evening.diff_ci_high)})",
        "zhao_matters": _words("trials", "zhao2024_neck", "risk_of_bias_note", r"difference (\d+) points")[0],
    }  # fmt: skip


def _gaps() -> dict[str, str]:
    """How many questions the map has, and how many trials each."""
    table = question_map()
    every = [known(condition, comparator) for condition in CONDITIONS for comparator in COMPARED]
    neck = known("neck pain", "sham")
    return {
        "asked": str(len(table)), "gaps": str((table.trials == 0).sum()), "ones": str((table.trials == 1).sum()),
        "more": str(((table.trials > 1) & (table.trials < 5)).sum()), "fives": str((table.trials > 4).sum()),
        "known_all": str(len({name for one in every for name in one.study_id})),
        "neck_sham_known": str(len(neck)), "neck_sham_used": str(neck.used.sum()),
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    careful = precautions.facts()
    shared = ("pregnancy_any", "pregnancy_caused", "forbidden_women", "forbidden_trials", "forbidden_cohort")
    return (
        _trials() | _pooled() | _reviewed() | _told() | _gaps()
        | {name: str(careful[name]) for name in shared}
        | {"questions_n": str(len(read_quiz("other-pain")["items"]))}
    )  # fmt: skip
