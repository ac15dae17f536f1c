"""What the chapter on the risks of needling shows: its pictures, its tables and the numbers in its sentences.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own. Rates are per patient, per
treatment or per session as their row says, and never turned from one into another without saying so.
"""

from __future__ import annotations

import re

import pandas as pd

from widgets._shared.language import in_print
from widgets.data import citation, found_in, load, read_quiz, row
from widgets.icon_array import IconArray
from widgets.icon_array.options import grouped, number
from widgets.icon_array.rows import option_of, study
from widgets.stats.counts import chance_of_none, rule_of_three

MANY = 10_000
TRIAL = 200
"""The size of the trial that the chapter makes up."""


# --- pictures ------------------------------------------------------------------------------------------------------


def any_per_patient() -> IconArray:
    """Any harm at all, per patient: two surveys, one set of trials, and the pooled value of a review."""
    return IconArray.from_rows(
        ["witt2009-1", "macpherson2004-1", "zhao2011-1", "baumler2021-1"],
        labels={
            "witt2009-1": "Germany, patients asked over a course",
            "macpherson2004-1": "UK, patients asked over three months",
            "zhao2011-1": "China, counted inside three trials",
            "baumler2021-1": "Pooled, over a series of treatments",
        },
        title="Any harm, small ones included",
        ask="Of 10,000 people who have a course of needling, how many note at least one harm, however small?",
    )


def any_per_treatment() -> IconArray:
    """Any harm at all, per treatment, as practitioners noted it, and the pooled value of a review."""
    return IconArray.from_rows(
        ["white2001-1", "kmd2022-1", "baumler2021-2"],
        labels={
            "white2001-1": "UK, 78 doctors and physiotherapists",
            "kmd2022-1": "South Korea, 222 doctors",
            "baumler2021-2": "Pooled, after one treatment",
        },
        title="Any harm, counted per treatment",
    )


def one_bleed(per: str) -> IconArray:
    """The one large bleed in people on blood thinners, per "treatments" or per "patients": the same event."""
    option = option_of("mcculloch2015-1", "Large bruise (hip), people on blood thinners")
    if per == "patients":
        option |= {"per": per, "of": int(row("adverse_events", "mcculloch2015-3").denominator)}
    return IconArray([option], per=per, title=f"One large bruise, counted per {per.removesuffix('s')}")


def serious_per_patient() -> IconArray:
    """Serious harm per patient, as three sources counted it; a fourth counted courses, so it is not drawn."""
    return IconArray.from_rows(
        ["macpherson2004-2", "zhao2011-2", "baumler2021-3"],
        labels={
            "macpherson2004-2": "UK, told by patients after three months",
            "zhao2011-2": "China, counted inside three trials",
            "baumler2021-3": "Pooled over studies",
        },
        title="Serious harm, counted per patient",
    )


def nothing_seen() -> IconArray:
    """What a count of zero leaves open: in a made-up trial, and in three real ones taken together."""
    return IconArray(
        [
            {"label": f"A made-up trial of {TRIAL}", "events": 0, "of": TRIAL, "counted": "made up"},
            option_of("zhao2011-2", "China, three trials together"),
        ],
        title="No serious harm seen: what that leaves open",
        ask=f"A trial of {TRIAL} people saw no serious harm. How many of 10,000 could have one, and this still happen?",
    )


def with_comparison() -> IconArray:
    """A benefit and a harm of one option, each against a placebo: what a survey without a comparison can't show."""
    gain, harm = row("option_results", "nsaids-5"), row("option_harms", "nsaids-8")
    placebo, drug = (int(n) / 1000 for n in re.findall(r"(\d+) per 1000", gain.seen))
    anyway = int(re.match(r"\d+", harm.rate_comparator)[0]) / 1000
    shared = {"baseline_is": "with a placebo", "source": citation(gain.reference_key)}
    return IconArray(
        [
            _against("Better overall, up to 3 weeks", "benefit", placebo, drug, gain) | shared,
            _against("Any unwanted effect", "harm", anyway, int(re.match(r"\d+", harm.rate_as_printed)[0]) / 1000, harm)
            | shared,
        ],
        denominator=100,
        title="A painkiller in new low back pain: gain and harm in one frame",
    )


def _against(label: str, kind: str, placebo: float, drug: float, found: pd.Series) -> dict:
    """One outcome with its baseline; the interval is that of the risk ratio, laid on the baseline."""
    interval = (placebo * found.ci_low, placebo * found.ci_high)
    return {"label": label, "kind": kind, "rate": drug, "baseline": placebo, "interval": interval,
            "interval_is": "95 % interval, from the printed risk ratio",
            "counted": f"a review's summary table; certainty {found.certainty}"}  # fmt: skip


# --- tables --------------------------------------------------------------------------------------------------------


def surveys() -> pd.DataFrame:
    """Every source of harms that counted at least a thousand and says so: who, how, and in what."""
    rows = load("adverse_events").query("denominator >= 1000 and denominator_as_printed == ''")
    first = rows.sort_values("denominator", ascending=False, kind="stable").drop_duplicates("ae_study_id")
    return pd.DataFrame({
        "Source": [study(key) for key in first.reference_key],
        "Where": first.country,
        "Who counted, and how": first.design.map(in_print),
        "Counted per": first.denominator_kind.astype(str).str.removesuffix("s"),
        "How many": first.denominator.map(grouped),
    })  # fmt: skip


# --- numbers in sentences --------------------------------------------------------------------------------------------


def _rate(name: str, row_id: str) -> dict[str, str]:
    """The rate of a row in 10,000, its interval and its denominator, as they are printed."""
    (option,) = IconArray.from_rows([row_id]).options
    numbers = {"": option["rate"], "_low": option["low"], "_high": option["high"]}
    found = {f"{name}{end}": number(MANY * share) for end, share in numbers.items()}
    of = {"of": grouped(option["of"]), "events": grouped(option["events"])} if option["of"] else {}
    return found | {f"{name}_{key}": value for key, value in of.items()}


def _slip() -> dict[str, str]:
    """The printed share of the review of blood thinners, and what one in so many is."""
    bleed = row("adverse_events", "mcculloch2015-1")
    printed = found_in("adverse_events", "mcculloch2015-1", "rate_unit", r"prints ([\d.]+)%")[0]
    right = 100 * bleed.events / bleed.denominator
    return {"slip_printed": printed, "slip_right": f"{right:.3f}", "slip_fold": f"{right / float(printed):.0f}",
            "slip_of": grouped(bleed.denominator),
            "slip_people": grouped(row("adverse_events", "mcculloch2015-3").denominator),
            "slip_more": grouped(row("adverse_events", "mcculloch2015-3").events),
            "slip_per_t": number(MANY * right / 100),
            "slip_per_p": number(MANY / row("adverse_events", "mcculloch2015-3").denominator)}  # fmt: skip


def _zeros() -> dict[str, str]:
    """What a trial that sees nothing may have missed, by the pooled rate of serious harm per patient."""
    pooled = row("adverse_events", "baumler2021-3").rate / MANY
    sizes = load("trials").n_randomised.dropna()
    return {"trial_n": str(TRIAL), "trial_three": number(MANY * rule_of_three(TRIAL)),
            "trial_none": f"{100 * chance_of_none(pooled, TRIAL):.0f}",
            "needed": grouped(round(3 / pooled, -3)), "median_trial": f"{sizes.median():.0f}",
            "trials_sized": str(len(sizes)),
            "zhao_three": number(MANY * rule_of_three(row("adverse_events", "zhao2011-2").denominator))}  # fmt: skip


def _printed() -> dict[str, str]:
    """Numbers as they are printed in rows that are not drawn, and numbers that stand in a row's texts."""
    table = load("adverse_events").set_index("event_id")
    rates = {"bleeding": "witt2009-3", "by_doctor": "weidenhammer-zora-1", "by_patient": "weidenhammer-zora-5",
             "drowsy": "macpherson2005-2", "sore": "macpherson2005-3", "lung": "lin2019-1", "lung_chest": "lin2019-2",
             "worse_then_better": "white2001-7", "dry_small": "boyce2020-1"}  # fmt: skip
    return {name: f"{table.rate[row_id]:g}" for name, row_id in rates.items()} | {
        "cases": grouped(table.events["zhang2010-1"]), "deaths": grouped(table.events["zhang2010-2"]),
        "dry_large": grouped(table.events["boyce2020-4"]), "dry_of": grouped(table.denominator["boyce2020-4"]),
        "sampled": grouped(table.denominator["weidenhammer-zora-5"]),
        "per_course": found_in("adverse_events", "witt2009-1", "design", r"mean ([\d.]+) treatments")[0],
        "lasted": found_in("adverse_events", "witt2009-7", "rate_unit", r"duration (\d+) days")[0],
        "furuse_patients": grouped(int(found_in("adverse_events", "furuse2017-1", "seen", r"(\d+) patients")[0])),
        "answered_uk": found_in("adverse_events", "macpherson2001-1", "design", r"\((\d+)% of those invited")[0],
        "answered_dry": found_in("adverse_events", "gattie2020-1", "design", r"response ([\d.]+)%")[0],
        "answered_japan": found_in("adverse_events", "shinbara2012-1", "design", r"\(([\d.]+)% answered")[0],
        "spread": found_in("adverse_events", "baumler2021-1", "design", r"I2 > (\d+)%")[0],
        "pool_studies": found_in("adverse_events", "baumler2021-1", "denominator_as_printed", r"(\d+) studies")[0],
        "days_after": found_in("adverse_events", "lin2019-1", "design", r"within (\d+) days")[0],
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    rated = {"zhao": "zhao2011-1", "pool": "baumler2021-1", "pool_t": "baumler2021-2", "furuse": "furuse2017-1",
             "serious_told": "macpherson2004-2", "serious_doctor": "weidenhammer-zora-3",
             "serious": "baumler2021-3"}  # fmt: skip
    found: dict[str, str] = {}
    for name, row_id in rated.items():
        found |= _rate(name, row_id)
    furuse = row("adverse_events", "furuse2017-1")
    found |= _slip() | _zeros() | _printed()
    return found | {
        "furuse_per_patient": f"{100 * furuse.events / int(found['furuse_patients'].replace(',', '')):.0f}",
        "questions_n": str(len(read_quiz("risk")["items"])),
    }
