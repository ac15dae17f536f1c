"""What the chapter "When to be careful" shows: precautions, who decides, where the articles disagree, and bleeding."""

from __future__ import annotations

import re

import pandas as pd

from widgets._shared.language import in_print
from widgets.data import load, read_quiz
from widgets.red_flags import signs

TEAMS = {
    "A doctor": r"prescriber|doctor|diagnosis first|assessed",
    "Blood specialists": r"haematology|blood count",
    "Heart specialists": r"cardiologist",
    "Cancer team": r"cancer team|oncology",
    "Other specialist teams": r"your specialist|lymphoedema team|surgeon|specialist team",
    "Midwife or maternity team": r"midwife|maternity",
    "Pharmacist": r"pharmacist",
    "Acupuncturist, or anyone who needles": r".",
}
"""Who is named in the advice of a precaution; whoever holds the needle must know all of them."""
CONTRADICTED = ("AC02", "AC22", "AC23")


def by_profession() -> pd.DataFrame:
    """Which precautions name which profession, and how many they are; read from the words of each row's advice."""
    rows = load("precautions")
    found = {team: rows[rows.advice.str.contains(words, case=False, regex=True)] for team, words in TEAMS.items()}
    return pd.DataFrame(
        [
            (team, "; ".join(one["item"]) if len(one) < len(rows) else "all of them", len(one))
            for team, one in found.items()
        ],
        columns=["Who", "Needs to know of", "Rows"],
    )


def by_topic(topic: str) -> pd.DataFrame:
    """The precautions of one topic: circumstance, what is known, what to do, source.

    Raises ValueError for a topic that precautions.csv does not have.
    """
    rows = load("precautions")
    if topic not in set(rows.topic):
        raise ValueError(f"by_topic: found {topic!r}; allowed are {', '.join(rows.topic.cat.categories)}.")
    rows = rows[rows.topic == topic]
    sourced = rows.source_as_printed != ""
    return pd.DataFrame({
        "If this is you": rows["item"],
        "What is known": rows.what_evidence_says_in_own_words.where(sourced, "No source in our files."),
        "What to do": rows.advice,
        "Source": rows.source_as_printed.where(sourced, "general clinical knowledge"),
    }).map(in_print)  # fmt: skip


def contradictions() -> pd.DataFrame:
    """Where the articles disagree on a safety matter, and what the sources support."""
    rows = load("article_conflicts").set_index("conflict_id").loc[list(CONTRADICTED)]
    rows = rows.rename(columns={
        "topic": "Topic", "one_article_says": "One says", "another_says": "Another says",
        "what_the_sources_support": "What the sources support",
    })  # fmt: skip
    return rows.map(in_print).reset_index(drop=True)


def bleeding_rate() -> tuple[int, int, float]:
    """The notable bleed among treatments on blood thinners: events, treatments, and the percentage they make."""
    bleed = load("adverse_events").set_index("event_id").loc["mcculloch2015-1"]
    return int(bleed.events), int(bleed.denominator), 100 * bleed.events / bleed.denominator


def facts() -> dict[str, float | int | str]:
    """The numbers of the chapter by name, each from data/."""
    rows, events = load("precautions"), load("adverse_events").set_index("event_id")
    bleeds, treatments, percent = bleeding_rate()
    tired = events.loc["macpherson2005-2"]
    printed = re.search(r"\((\d\.\d+)%\)", events.loc["mcculloch2015-1"].seen)[1]
    return {
        "precautions_n": len(rows), "flags_n": len(signs()),
        "unsourced_n": int((rows.source_as_printed == "").sum()),
        "unsigned_flags_n": int((~signs().signed).sum()),
        "bleeds": bleeds, "bleed_treatments": f"{treatments:,}", "bleed_percent": float(percent),
        "bleed_printed": printed, "bleed_factor": float(percent) / float(printed),
        "bleed_people": int(events.loc["mcculloch2015-3"].denominator),
        "bleed_more": int(events.loc["mcculloch2015-3"].events),
        "tired": float(tired.rate), "tired_of": f"{int(re.search(r'[0-9]+', str(tired.denominator))[0]):,}",
        "pregnancy_any": int(events.loc["park2014-1"].rate), "pregnancy_caused": int(events.loc["park2014-2"].rate),
        "forbidden_women": int(events.loc["carr2015-1"].denominator),
        "forbidden_trials": int(re.match(r"\d+", events.loc["carr2015-1"].seen)[0]),
        "forbidden_cohort": f"{int(events.loc['carr2015-2'].denominator):,}",
        "delayed": int(events.loc["macpherson2004-3"].events),
        "delayed_of": f"{int(events.loc['macpherson2004-3'].denominator):,}",
        "questions_n": len(read_quiz("careful")["items"]),
    }  # fmt: skip
