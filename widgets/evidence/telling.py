"""Texts of our tables on their way to readers: without notes that are for us, and without our ids."""

from __future__ import annotations

import re
from functools import cache

from widgets._shared.language import in_print
from widgets.data import load

EDITORIAL = re.compile(
    r"unverified|[Ss]igns? (restored|set so|as printed)|minus signs|k/n (are )?for|k and n are|k is for|"
    r"k_studies counts|CI left blank|Attribution to|Year not shown|[Nn]ot Frontiers|[Ee]ffect sizes not seen"
)
"""Sentences for us in the conclusions of reviews.csv, not for someone who reads them."""
WHOLE = re.compile(r"k/n (are )?for|k and n are|k is for")
"""Says that trials and people are those of the whole review, not of this result."""
SCALE = re.compile(r" ?\((?:0-10 unit|scale) (?:inferred|assumed)[^)]*\)|; scale assumed 0-10")
ASIDES = re.compile(
    r"; conflicts with Mu.*|; upper CI limit cut off[^;.]*| \(CI cut off[^)]*\)|, so do not use as ground truth|"
    r" \(unit \d+ called procedures\)|(?<=back function); against no treatment [^.]*"
)
"""Parts of sentences that are for us."""
NEGATIVE = re.compile(r"(?<![\w–])-(?=\d)")


def for_readers(text: str, *, scale: bool = False) -> str:
    """A conclusion without notes for us, as sentences. With `scale`, one that we assumed is named at the end."""
    assumed = scale and SCALE.search(text)
    text = SCALE.sub("", ASIDES.sub("", text)).replace("LBP", "low back pain")
    parts = [part for part in re.split(r"(?<=\.) ", text) if not EDITORIAL.search(part)]
    said = " ".join(parts).rstrip(".")
    remark = " A scale of 0–10 is assumed." if assumed else ""
    return f"{said[0].upper()}{said[1:]}.{remark}" if said else ""


def printed(text: str, *, scale: bool = True) -> str:
    """The same for a page: minus signs, en dashes in ranges, a thin space before the percent sign."""
    return in_print(NEGATIVE.sub("−", for_readers(text, scale=scale)))


def misprinted(reason: str) -> bool:
    """Whether a row must show no interval, by its reason not to be drawn: what is printed contradicts itself."""
    return bool(re.search(r"contradict|does not contain the estimate", reason))


@cache
def _labels() -> dict[str, str]:
    trials = load("trials")
    return dict(zip(trials.study_id, trials.label, strict=True))


def with_names(text: str) -> str:
    """A note that names trials by our ids, with their names instead: "May share patients with Fu 2009"."""
    return re.sub(r"\b[a-z]+\d{4}\w*", lambda found: _labels().get(found[0], found[0]), text)
