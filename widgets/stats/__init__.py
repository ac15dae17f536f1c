"""Statistics of the course: effects of trials, pooling, sensitivity, moderators; on numpy, pandas and scipy only.

Differences are acupuncture minus comparator throughout: negative favours acupuncture where lower is better.
"""

from widgets._shared.language import signed, span

from .arms import Arm, Events, combine_arms, combine_events, pool_kinds, split_control
from .effects import (
    Effect,
    correction_j,
    hedges_g,
    hedges_g_from_interval,
    log_odds_ratio,
    log_risk_ratio,
    mean_difference,
    mean_difference_from_interval,
    risk_difference,
    to_0_100,
)
from .moderators import MetaRegression, Subgroups, compare_subgroups, meta_regression
from .pooling import Pooled, pool
from .sensitivity import Egger, TrimFill, cumulative, egger, influence, leave_one_out, trim_and_fill
from .tau2 import q_profile

__all__ = [
    "Arm",
    "Effect",
    "Egger",
    "Events",
    "MetaRegression",
    "Pooled",
    "Subgroups",
    "TrimFill",
    "combine_arms",
    "combine_events",
    "compare_subgroups",
    "correction_j",
    "cumulative",
    "egger",
    "hedges_g",
    "hedges_g_from_interval",
    "influence",
    "leave_one_out",
    "log_odds_ratio",
    "log_risk_ratio",
    "mean_difference",
    "mean_difference_from_interval",
    "meta_regression",
    "pool",
    "pool_kinds",
    "q_profile",
    "risk_difference",
    "signed",
    "span",
    "split_control",
    "to_0_100",
    "trim_and_fill",
]
