"""The words of data/causes.csv for readers: everyday words, whole per cents, and what was not checked is called so."""

from __future__ import annotations

import re

from widgets.data import number_in, row

PLACES = {"lumbar": "low back", "cervical": "neck", "thoracic": "upper back", "any": "any part of the spine"}
SAYINGS = {  # the shorthand of our tables, and what it means
    r"^Prevalence figure not seen; among": "No figure found; among",
    r"^no share found; ": "No figure found; ",
    r"^No reliable share": "No reliable figure",
    r"Shrinks by itself in most: pooled (\d+%)": r"Many shrink by themselves: \1 in one pool",
    r"another meta-analysis": "in another",
    r"^Clinical syndrome about": "The complaints, not the canal: about",
    r"Community cohort: (\d+%) no longer met the definition": r"Community study: \1 no longer had the complaints",
    r"\(imaging_by_age\.csv\)": "(see the scans below)",
    r"\(unverified pairing\)": "(nobody has checked this pairing)",
    r"\b95 ?% CI\b": "95% interval",
    r"\bMD -(\d+)\.[0-4]\d*/100, too small to matter clinically": r"\1 points of 100 lower, too small to matter",
    r"\bOR\b": "odds ratio",
    r"\bRR\b": "risk ratio",
    r"\bCBT\b": "cognitive behavioural therapy (CBT)",
    r"\bNSAIDs\b": "anti-inflammatory medicines (NSAIDs)",
    r"^modifiable$": "Can be changed",
    r"both positive and null links": "both links and none",
    r"\b([Oo])n scans without pain": r"\1n scans of people without pain",
    r"(?<=\d% )at (?=\d\d(?! *month|\d))": "at age ",
}
UNCHECKED = re.compile(r":? *\b(detail )?unverified$")
SAID = {  # told as said, because no source of ours tested it
    "C16": "Worry is said to tighten muscles and turn pain up. No source that we read tested it",
    "C21": "Too little movement is said to weaken and stiffen",
}
REMARKS = {  # the remarks behind "yes" in the column `verified`; empty where the row's own words say it
    r"^conflict: (.*)": r"Others disagree: \1.",
    r"^first-line": "",
    r"^share depends on block definition$": "The share depends on when a numbing injection (block) counts as a proof.",
    r"^congress abstract$": "Read in the abstract of a congress only.",
}
NEWER, OLDER = "wallwork2024", "costa2012"


def readable(text: str) -> str:
    """`text` without the shorthand of our tables, its per cents rounded to whole ones."""
    for pattern, words in SAYINGS.items():
        text = re.sub(pattern, words, text)
    text = re.sub(r"(\d+\.\d+)(% \()(\d+\.\d+)-(\d+\.\d+)\)", _whole_span, text)
    return re.sub(r"(\d+\.\d+)(?=%)", lambda found: _whole(found[1]), text)


def place(text: str) -> str:
    """Where in the spine, in everyday words."""
    return re.sub(r"\b(lumbar|cervical|thoracic|any)\b", lambda found: PLACES[found[1]], text)


def care(text: str) -> str:
    """First care; where the row calls it unverified, that comes first."""
    said = UNCHECKED.sub("", text)
    return readable(text) if said == text else f"Not checked yet. Said to be: {said[0].lower()}{readable(said[1:])}"


def remark(verified: str) -> str:
    """What was not met at its source, as a sentence; empty where all was, or where the row's own words say it."""
    answer, _, words = verified.partition(" ")
    if answer != "yes":
        return (
            "Only a part of this could be checked at its source." if answer == "partly" else "Not checked at a source."
        )
    words = words.removeprefix("(").removesuffix(")")
    for pattern, said in REMARKS.items():
        if re.search(pattern, words):
            return re.sub(pattern + ".*", said, words)
    return f"One remark: {words}." if words else ""


def course_of_most(own: str) -> str:
    """How pain without a named cause goes: the newer review's rows, then that the older one saw more of a fall."""
    means = {
        name: [round(number_in("natural_course", f"{NEWER}_{name}-{step}", "value")) for step in (1, 2, 4)]
        for name in ("acute", "persistent")
    }
    sure = {name: row("natural_course", f"{NEWER}_{name}-1").certainty for name in means}
    acute, lasting = means["acute"], means["persistent"]
    years = [row("references", key).year for key in (NEWER, OLDER)]
    other = own.partition("Another cohort: ")[2]
    return (
        f"Low back, mean pain of 0–100, newer review ({years[0]:.0f}): {acute[0]} at the start, {acute[1]} after six "
        f"weeks, {acute[-1]} after a year, if it had lasted under six weeks (certainty {sure['acute']}); {lasting[0]}, "
        f"{lasting[1]} and {lasting[-1]}, if it had lasted 12 weeks or more (certainty {sure['persistent']}). An older "
        f"review ({years[1]:.0f}) saw pain fall further. Another study: {readable(other)}"
    )


def _whole(number: str) -> str:
    return f"{float(number):.0f}" if float(number) >= 1 else number


def _whole_span(found: re.Match) -> str:
    return f"{_whole(found[1])}{found[2]}{_whole(found[3])}-{_whole(found[4])})"
