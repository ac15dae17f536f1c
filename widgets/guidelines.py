"""What the chapter on reviews and guidelines shows: its tables and the numbers in its sentences.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own. No two comparators share a
table of findings. Gains are in standard deviations (SD), above 0 in favour of acupuncture, as the individual-patient
data print them.
"""

from __future__ import annotations

import re

import pandas as pd

from widgets._shared.language import in_print
from widgets.data import load, read_quiz, row
from widgets.evidence.telling import for_readers
from widgets.icon_array.options import grouped
from widgets.icon_array.rows import study
from widgets.timeline import entries

QUARTERS = 4
"""Spans of three months in a year."""
_LASTS = {"no acupuncture": ("macpherson2017", "vickers2018"), "sham": ("macpherson2017-2", "vickers2018-2")}
"""Comparator: the row with the loss for each three months, and the row with the gain."""


def kept() -> pd.DataFrame:
    """How much of a gain is left a year after the course, worked out from its size and its loss for each three months.

    Columns: comparator, gain and loss (SD), share, share_low, share_high (percent of the gain; over 100 is a rise).
    """
    reviews = load("reviews").set_index("review_id")
    found = []
    for comparator, (loss_id, gain_id) in _LASTS.items():
        loss, gain = reviews.loc[loss_id], abs(reviews.estimate[gain_id])
        shares = [100 * (1 - QUARTERS * one / gain) for one in (loss.estimate, loss.ci_high, loss.ci_low)]
        found.append([comparator, gain, loss.estimate, *shares])
    return pd.DataFrame(found, columns=["comparator", "gain", "loss", "share", "share_low", "share_high"])


def sd(value: float, digits: int = 2) -> str:
    """A number as it is printed, with a minus sign; never "minus zero"."""
    shown = f"{value:.{digits}f}"
    return shown.lstrip("-") if float(shown) == 0 else shown.replace("-", "−")


# --- tables ------------------------------------------------------------

_ONE_QUESTION = ("mu2020", "lee2023_acu_sats_pain", "yu2023_sham_pain", "rizzo2025_pls", "cashin2025")
_DOSE = ("PF01", "PF02", "PF03", "PF04", "PF05", "PF06")
_GROUPS = {
    "sham": ("sham", "sham or placebo", "placebo", "sham (read from two summaries)"),
    "no treatment": ("no treatment", "waiting list"),
    "usual care": ("usual care",),
    "several pooled": (
        "no intervention", "no intervention (as printed)", "placebo and none/usual care", "sham, none or usual care",
        "sham, usual care or other (pooled)",
    ),
}  # fmt: skip
"""Comparisons of grade_judgements.csv by kind; what one review calls no intervention pooled several, as reviews.csv has
it."""
_WHOLE = {"yu_uc_pain": "yu2023_usual_pain3m"}
"""Judgements whose interval was cut off where the rating was read: the row of reviews.csv that has all of it."""
_LEVEL = re.compile(r"\b(?:very low|low|moderate|high)\b")


def one_question() -> pd.DataFrame:
    """What five reviews say on one question: low back pain, needles beside sham."""
    reviews = load("reviews").set_index("review_id").loc[list(_ONE_QUESTION)]
    return pd.DataFrame({
        "Review": [study(key) for key in reviews.reference_key],
        "Against": reviews.comparison.str.replace("acupuncture vs ", "").str.replace("needling vs ", ""),
        "Measured": reviews.outcome + ", " + reviews.timepoint.where(reviews.timepoint != "all", "any time"),
        "What it says": reviews.conclusion_in_own_words.map(for_readers),
        "How sure, in its words": reviews.certainty.where(reviews.certainty != "", "not stated"),
    }).reset_index(drop=True)  # fmt: skip


def dose() -> pd.DataFrame:
    """What is known of the number of sessions."""
    facts = [row("practical", fact_id) for fact_id in _DOSE]
    return pd.DataFrame({"Source": [study(one.reference_key) for one in facts],
                         "What it says": [in_print(one.fact_in_own_words) for one in facts]})  # fmt: skip


def rated() -> pd.DataFrame:
    """The rows of grade_judgements.csv that carry a rating of certainty in their source's words and are no misprint."""
    table = load("grade_judgements")
    return table[table.certainty.str.contains(_LEVEL) & ~table.do_not_plot_reason.str.contains("misprint|contradict")]


def summary_of_findings(comparator: str) -> pd.DataFrame:
    """The rated findings against one kind of comparator: whom and what, result, trials, certainty and why.

    `comparator` is "sham", "no treatment", "usual care" or "several pooled"; anything else raises ValueError.
    """
    if comparator not in _GROUPS:
        raise ValueError(f"summary_of_findings: comparator is {comparator!r}, allowed: {', '.join(_GROUPS)}.")
    found = rated()
    found = found[found.comparison.isin(_GROUPS[comparator])]
    many = found.comparison.nunique() > 1
    unnamed = found.note.str.contains("comparator not printed").map(
        {True: "; not printed beside the number", False: ""}
    )
    beside = "; beside: " + found.comparison + unnamed if many else ""
    reasons = found.reasons_downgraded.replace("not seen", "")
    return pd.DataFrame({
        "Source": [study(key) for key in found.reference_key],
        "In whom" + (", beside what" if many else ""): found.condition.str.replace("LBP", "low back pain") + beside,
        "What, when": [_when(one) for one in found.itertuples()],
        "Result": [_result(one) for one in found.itertuples()],
        "From": [_from(one) for one in found.itertuples()],
        "How sure, and why not surer": found.certainty + ("; " + reasons).where(reasons != "", ""),
    }).map(lambda text: re.sub(r"(?<= )-(?=\d)", "−", in_print(text))).reset_index(drop=True)  # fmt: skip


def _from(one) -> str:
    """How many trials and people a finding rests on, as far as it was seen."""
    parts = {"trial": one.k_studies, "people": one.n_participants}
    named = [
        f"{grouped(n)} {word}{'s' if word == 'trial' and n > 1 else ''}" for word, n in parts.items() if pd.notna(n)
    ]
    return ", ".join(named)


def _count(value: float) -> str:
    return "not seen" if pd.isna(value) else grouped(value)


def _when(one) -> str:
    """What was measured, and when."""
    time = row("reviews", _WHOLE[one.judgement_id]).timepoint if one.judgement_id in _WHOLE else one.timepoint
    return f"{one.outcome}, {time}".replace(">=", "≥ ").replace("<", "< ").removesuffix(", ").removesuffix(", all")


def as_read(one) -> str:
    """A judgement whose table prints changes in percent as if they were points, in words; else nothing."""
    found = re.fullmatch(r"change (\d+) vs (\d+) of 100", one.measure)
    if not found or "must be changes (percent)" not in one.note:
        return ""
    return f"fell by {found[1]} % against {found[2]} % of where it began, as we read it; not points"


def misprinted(one) -> str:
    """What to add to a result whose interval is not that of the table it was read in."""
    return "; interval from a synopsis, as the table misprints it" if "table CI is a misprint" in one.note else ""


def _result(one) -> str:
    """The printed result with its interval, or its words; where the printed table is wrong, what we read instead."""
    if (words := as_read(one)) or one.judgement_id not in _WHOLE:
        return words or _printed(one) + misprinted(one)
    return _printed(row("reviews", _WHOLE[one.judgement_id]))


def _printed(one) -> str:
    if pd.isna(one.estimate):
        return one.estimate_as_printed or (one.measure if one.measure != "words" else "not seen")
    digits = 0 if "0-100" in f"{one.outcome} {one.measure}" else 2
    span = "no interval seen"
    if not (pd.isna(one.ci_low) or pd.isna(one.ci_high)):
        span = f"{sd(one.ci_low, digits)} to {sd(one.ci_high, digits)}"
    scale = re.search(r"0-10+\b", f"{one.outcome} {one.measure}")
    unit = f"points of {scale[0][2:]}" if scale else "points, scale not seen"
    if one.reference_key == "yu2023":
        unit = "points of 10, as we infer"
    unit = "SD" if one.measure == "SMD" else unit
    return f"{sd(one.estimate, digits)} {unit} ({span})"


# --- numbers in sentences ------------------------------------------------------------


def _read(table: str, row_id: str, column: str, pattern: str) -> str:
    """A number that stands in a text of a table; the error names the row when the text has changed."""
    text = row(table, row_id)[column]
    if not (found := re.search(pattern, text)):
        raise ValueError(f"{table}.csv, row {row_id}, column {column}: no {pattern!r} in {text!r}.")
    return found[1]


def _gains() -> dict[str, str]:
    """Estimates of reviews.csv with both ends and the number of trials, in SD, above 0 in favour of acupuncture."""
    ids = {"msk_sham": "vickers2012_sham_msk", "msk_none": "vickers2012_none_msk", "pen": "vickers2018_penetrating",
           "nonpen": "vickers2018_nonpen", "nonpen_ex": "vickers2018_nonpen_exVas", "noneedle": "vickers2018_nonneedle",
           "care": "vickers2018_usualcare", "full": "vickers2018-10", "little": "vickers2018-11"}  # fmt: skip
    reviews = load("reviews").set_index("review_id")
    found = {}
    for name, row_id in ids.items():
        one = reviews.loc[row_id]
        found |= {name: sd(one.estimate), f"{name}_low": sd(one.ci_low), f"{name}_high": sd(one.ci_high)}
        found[f"{name}_k"] = _count(one.k_studies)
    turned = {"madsen": "madsen2009", "off_point": "lee2023_acu_sats_pain", "sham_none": "linde2010_sham_none",
              "gap": "vickers2018_shamdiff", "gap_ex": "vickers2018-13", "yuan": "yuan2016_pain"}  # fmt: skip
    for name, row_id in turned.items():
        one = reviews.loc[row_id]
        found |= {name: sd(-one.estimate), f"{name}_low": sd(-one.ci_high), f"{name}_high": sd(-one.ci_low)}
        found[f"{name}_k"] = _count(one.k_studies)
    return found


def _points() -> dict[str, str]:
    """Differences in points of 100, and what counts as small or as worth noticing."""
    usual, small = row("reviews", "mu2020_usual_pain"), row("mcid", "ahrq_small")
    return {
        "usual": sd(-usual.estimate, 0), "usual_low": sd(-usual.ci_high, 0), "usual_high": sd(-usual.ci_low, 0),
        "usual_k": _count(usual.k_studies), "usual_n": _count(usual.n_participants),
        "preset": _read("reviews", "cochrane2020-4", "conclusion_in_own_words", r"set (\d+) points on a 0-100"),
        "fades": sd(-10 * row("reviews", "skelly2020_pain_short").estimate, 0),
        "faded": sd(-10 * row("reviews", "skelly2020_pain_inter").estimate, 0),
        "faded_low": sd(-10 * row("reviews", "skelly2020_pain_inter").ci_high, 0),
        "faded_high": sd(-10 * row("reviews", "skelly2020_pain_inter").ci_low, 0),
        "small_low": sd(small.threshold_low, 0), "small_high": sd(small.threshold_high, 0),
        "madsen_mm": _read("reviews", "madsen2009", "seen", r"to (\d+) mm"),
        "madsen_mm_low": _read("reviews", "madsen2009", "seen", r"\((\d+) mm to"),
        "madsen_mm_high": _read("reviews", "madsen2009", "seen", r"mm to (\d+) mm"),
    }  # fmt: skip


def _lasting() -> dict[str, str]:
    """What is kept after a year: as printed, and as it is worked out; the early loss of all gains together."""
    found = {
        "kept_none": _read("reviews", "macpherson2017", "seen", r"about (\d+)% ... sustained"),
        "lost_sham": _read("reviews", "macpherson2017-2", "seen", r"about a (\d+)% diminution"),
        "lost_all": sd(row("reviews", "vickers2018-3").estimate, 0),
        "kept_k": _count(row("reviews", "macpherson2017").k_studies),
        "kept_n": _count(row("reviews", "macpherson2017").n_participants),
        "weeks_most": _read("practical", "PF06", "seen", r"(\d+) weeks; 80%"),
        "weeks_nearly": _read("practical", "PF06", "seen", r"90% (\d+) weeks"),
        "dose_n": _count(row("trials", "liu2019_sciatica_dose").n_randomised),
        "long_n": _read("trials", "muller2005", "risk_of_bias_note", r"only (\d+) of \d+ randomised"),
        "long_of": _count(row("trials", "muller2005").n_randomised),
        "extra": _read("practical", "PF05", "seen", r"; (\S+) maintenance").replace("-", "–"),
    }
    for one in kept().itertuples():
        name = "none" if one.comparator == "no acupuncture" else one.comparator
        found |= {f"{name}_gain": f"{one.gain:.1f}", f"{name}_loss": sd(one.loss, 3),
                  f"{name}_share": f"{one.share:.0f}", f"{name}_share_low": f"{one.share_low:.0f}",
                  f"{name}_share_high": f"{one.share_high:.0f}"}  # fmt: skip
    return found


def _counts() -> dict[str, str]:
    """How many lines stand on the timeline, how many texts have lapsed, and how sure the rated findings are."""
    found, table, ratings = entries(), load("grade_judgements"), rated()
    ours = found[found.group == "guideline"]
    single = ratings.certainty_grade.value_counts()
    return {
        "texts_n": str(len(found)), "guidelines_n": str(len(ours)), "reviews_n": str(len(found) - len(ours)),
        "lapsed_n": str(len(ours[ours.says == "lapsed"].drop_duplicates(["who", "year"]))),
        "against_n": str((ours.says == "against").sum()),
        "judged_n": str(len(table)), "rated_n": str(len(ratings)), "high_n": str(single["high"]),
        "moderate_n": str(single["moderate"]), "low_n": str(single["low"]),
        "several_n": str(ratings.certainty_grade.isna().sum()),
        "map_n": _read("reviews", "allen2022", "conclusion_in_own_words", r"and (\d+) were mapped"),
        "map_high": _read("reviews", "allen2022", "conclusion_in_own_words", r"only (\d+) conclusions were high"),
        "map_moderate": _read("reviews", "allen2022", "conclusion_in_own_words", r"and (\d+) moderate"),
        "yan_of": _read("claims", "A4-23", "why_in_own_words", r"of (\d+) outcomes"),
        "yan_moderate": _read("claims", "A4-23", "why_in_own_words", r"(\d+) of \d+ outcomes"),
        "yan_very_low": _read("claims", "A4-23", "why_in_own_words", r"(\d+) very low"),
        "ipd_n": grouped(row("reviews", "vickers2018").n_participants),
        "ipd_k": _count(row("reviews", "vickers2018").k_studies),
        "questions_n": str(len(read_quiz("reviews")["items"])),
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    return _gains() | _points() | _lasting() | _counts()
