"""Which results of one question may stand in one pool, and how each becomes an effect with its variance.

Results are plain records (`widgets.evidence.results.records`): the rules look at them one by one, thousands of times.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

import pandas as pd

from widgets import stats
from widgets.evidence.telling import with_names

NORMAL_95 = NormalDist().inv_cdf(0.975)
READ_TWICE = ("agrees", "corrected")
NO_DIFFERENCE = (
    "risk_ratio", "hazard_ratio", "smd", "median_change", "median_difference", "median_post", "difference_p_only",
    "direction_only",
)  # fmt: skip
RANK = {"adjusted_difference": 0, "change": 1, "post": 2}
COLUMNS = [
    "row_id", "study_id", "label", "year", "yi", "vi", "n_acu", "n_ctl", "timepoint_weeks", "instrument", "value_kind",
    "needling", "comparator_detail", "sham_kind", "cohort", "read_in", "second_look", "arms", "reference_key",
]  # fmt: skip
TYPES = {"yi": "float64", "vi": "float64", "n_acu": "Int64", "n_ctl": "Int64"}


def usable(rows: Sequence, measure: str, needling: Sequence[str], unread: bool) -> tuple[list, list[dict]]:
    """The results that carry the measure, and for each other one why it does not count."""
    kept, left_out = [], []
    for row in rows:
        why = why_not(row, measure, needling, unread)
        if why:
            left_out.append(left_out_as(row, why))
        else:
            kept.append(row)
    return kept, left_out


def left_out_as(row, why: str) -> dict[str, str]:
    return {"row_id": row.row_id, "study_id": row.study_id, "label": row.label, "why": why}


def why_not(row, measure: str, needling: Sequence[str], unread: bool) -> str:  # noqa: PLR0911 - one line a reason
    if row.plottable == "no":
        return with_names(row.do_not_plot_reason)
    if row.second_look not in READ_TWICE and not unread:
        return "not yet confirmed by a second reader"
    if row.needling not in needling:
        return "its first arm is not acupuncture" if row.needling == "none" else f"not asked for: {row.needling}"
    if row.value_kind == "hazard_ratio" or (row.value_kind == "risk_ratio" and measure != "rr"):
        return "printed only as a ratio"
    of_people = row.plottable_from == "events" or (row.lower_is_better == "no" and row.outcome == "response")
    if measure in ("points", "smd") and (of_people or row.value_kind in NO_DIFFERENCE):
        return "reports how many got better, not how much"
    if measure == "points" and not row.scale_max > row.scale_min:
        return "the ends of its scale are not known"
    if measure == "smd" and (pd.isna(row.n_acu) or pd.isna(row.n_ctl)):
        return "numbers of people not seen"
    if measure in ("rr", "or") and row.plottable_from != "events" and row.value_kind != "risk_ratio":
        return "no counts of people"
    if measure == "rd" and not of_people:
        return "reports how much, not how many got better"
    return ""


def one_kind(rows: Sequence) -> tuple[list, list[dict]]:
    """For SMDs: final values, changes or adjusted differences, whichever most trials have; their SDs differ in kind."""
    kinds = ("post", "change", "adjusted_difference")
    most = max(kinds, key=lambda kind: len({row.cohort for row in rows if row.value_kind == kind}))
    why = "final values, changes and adjusted differences are not mixed in an SMD"
    kept = [row for row in rows if row.value_kind == most]
    return kept, [left_out_as(row, why) for row in rows if row.value_kind != most]


def one_for_each_cohort(rows: Sequence) -> tuple[list[list], list[dict]]:
    """For each group of people the one result to use, as one row or as several whose first arms can be combined."""
    cohorts: dict[str, list] = {}
    for row in rows:
        cohorts.setdefault(row.cohort, []).append(row)
    kept, left_out = [], []
    for cohort, found in cohorts.items():
        order = sorted(found, key=_preference)
        chosen = order[:1]
        same = _alike(order)
        if chosen[0].plottable_from == "arms" and len(same) > 1 and _disjoint([row.first_arms for row in same]):
            chosen = same
        kept.append(chosen)
        used = {row.row_id for row in chosen}
        why = f"the same people as another result of this question ({chosen[0].row_id}, cohort {cohort})"
        left_out += [left_out_as(row, why) for row in found if row.row_id not in used]
    return kept, left_out


def _preference(row) -> tuple[bool, float, float]:
    """What comes first: the plain instrument, an adjusted difference before a change, the latest time."""
    late = math.inf if pd.isna(row.timepoint_weeks) else -row.timepoint_weeks
    return str(row.measures) != str(row.outcome), RANK.get(row.value_kind, math.inf), late


def _alike(order: list) -> list:
    """The results that differ from the first in nothing but the arm with needles, one for each such arm."""
    first = order[0]
    alike = {}
    for row in order:
        fits = (
            row.second_arms == first.second_arms
            and row.instrument_id == first.instrument_id
            and row.timepoint_weeks == first.timepoint_weeks
            and row.value_kind == first.value_kind
            and row.plottable_from == "arms"
            and not pd.isna(row.n_acu)
            and not pd.isna(row.n_ctl)
        )
        if fits:
            alike.setdefault(row.first_arms, row)
    return list(alike.values())


def _disjoint(arms: Sequence[tuple[str, ...]]) -> bool:
    together = [arm for some in arms for arm in some]
    return all(arms) and len(together) == len(set(together))


def effect(rows: Sequence, measure: str) -> dict:
    """One line of the result: effect and variance of one record, or of records whose first arms are combined."""
    first = rows[0]
    n_acu, mean_acu, sd_acu = first.n_acu, first.mean_acu, first.sd_acu
    for other in rows[1:]:
        mean_acu, sd_acu, n_acu = stats.combine_arms(mean_acu, sd_acu, n_acu, other.mean_acu, other.sd_acu, other.n_acu)
    arms = (n_acu, mean_acu, sd_acu)
    yi, vi = _estimate(first, arms, measure)
    turn = -1 if measure in ("points", "smd") and first.lower_is_better == "no" else 1
    every_arm = sorted({arm for row in rows for arm in row.first_arms + row.second_arms})
    values = {name: getattr(first, name) for name in COLUMNS if hasattr(first, name)}
    return values | {
        "row_id": " + ".join(row.row_id for row in rows),
        "yi": turn * float(yi),
        "vi": float(vi),
        "n_acu": None if pd.isna(n_acu) else int(n_acu),
        "n_ctl": None if pd.isna(first.n_ctl) else int(first.n_ctl),
        "arms": tuple(every_arm),
    }


def _estimate(row, arms: tuple, measure: str) -> stats.Effect:
    """The effect of one row in the measure asked for, before scales are turned."""
    n_acu, mean_acu, sd_acu = arms
    if measure in ("rr", "or", "rd") and row.plottable_from == "events":
        of_counts = {"rr": stats.log_risk_ratio, "or": stats.log_odds_ratio, "rd": stats.risk_difference}[measure]
        return of_counts(row.events_acu, row.n_acu, row.events_ctl, row.n_ctl)
    if row.value_kind == "risk_ratio":
        low, middle, high = (math.log(value) for value in (row.diff_ci_low, row.diff, row.diff_ci_high))
        return stats.Effect(middle, ((high - low) / (2 * NORMAL_95)) ** 2)
    if measure == "rd":  # printed in percentage points
        found = stats.mean_difference_from_interval(row.diff, row.diff_ci_low, row.diff_ci_high)
        return stats.Effect(found.yi / 100, found.vi / 1e4)
    if measure == "smd":
        if row.plottable_from == "arms":
            return stats.hedges_g(mean_acu, sd_acu, n_acu, row.mean_ctl, row.sd_ctl, row.n_ctl)
        return stats.hedges_g_from_interval(row.diff, row.diff_ci_low, row.diff_ci_high, row.n_acu, row.n_ctl)
    if row.plottable_from == "arms":
        found = stats.mean_difference(mean_acu, sd_acu, n_acu, row.mean_ctl, row.sd_ctl, row.n_ctl)
    else:
        found = stats.mean_difference_from_interval(row.diff, row.diff_ci_low, row.diff_ci_high)
    return stats.to_0_100(found, row.scale_min, row.scale_max)
