"""What the trials say on one question, and what is missing from the answer.

`comparisons(...)` gives the results that may be pooled together, `missing_from(...)` the known trials that are
not among them, `review_conclusions(...)` what systematic reviews conclude.
"""

from widgets.evidence.choose import with_interval
from widgets.evidence.questions import (
    MEASURES,
    NEEDLES,
    comparisons,
    missing_from,
    named,
    questions,
    review_conclusions,
)
from widgets.evidence.results import results, time_window

__all__ = [
    "MEASURES",
    "NEEDLES",
    "comparisons",
    "missing_from",
    "named",
    "questions",
    "results",
    "review_conclusions",
    "time_window",
    "with_interval",
]
