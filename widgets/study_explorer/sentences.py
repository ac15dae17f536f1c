"""The explorer's sentence in Python; widgets/study_explorer/sentence.js says the same on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.stats import headline, words
from widgets.study_explorer.wording import POOLED_AS

if TYPE_CHECKING:
    from widgets.study_explorer import StudyExplorer


def missing_of(explorer: StudyExplorer) -> list[dict]:
    """The known trials on this condition and comparator that are not in the selection, the largest first."""
    data = explorer.data
    inside = set(explorer.selection.cohort)
    known = data["known"].get(f"{explorer.condition}|{explorer.comparator}", [])
    return [data["studies"][study] for study in known if data["studies"][study]["cohort"] not in inside]


def sentence_of(explorer: StudyExplorer) -> str:
    """Size, comparator, people, time, interval and what is missing, in plain sentences: a line for each paragraph."""
    result, missing = explorer.result, missing_of(explorer)
    said = (
        _nothing(explorer, _phrases(explorer), len(missing))
        if result is None
        else words.paragraphs(result, _context(explorer, missing))
    )
    return "\n".join(filter(None, [*said, asked_for(explorer)]))


def headline_of(explorer: StudyExplorer) -> list[str]:
    """The result in a line, how far it carries, and beside one trial what a large graded review finds."""
    result = explorer.result
    if result is None:
        return ["No trial left" if explorer.excluded else "No usable trial"]
    said = headline.headline(result, _context(explorer, missing_of(explorer)), list(explorer.selection.yi))
    few = "" if result.k >= words.ENOUGH or said.endswith("add up.") else "Too few to trust a pooled number."
    if result.k == 1:
        few = "One trial on its own is no pooled result."
    line = next((one["line"] for one in reviews_of(explorer) if "line" in one), "") if result.k == 1 else ""
    return list(filter(None, [said, few, line]))


def _phrases(explorer: StudyExplorer) -> dict[str, str]:
    data = explorer.data
    return {
        name: data["words"][name].get(getattr(explorer, name), getattr(explorer, name))
        for name in ("condition", "comparator", "outcome", "window")
    }


def _context(explorer: StudyExplorer, missing: list[dict]) -> words.Context:
    phrases = _phrases(explorer)
    people = sum(study["n"] or 0 for study in missing)
    largest = next((study for study in missing if study["n"]), None)
    return words.Context(
        outcome=phrases["outcome"],
        comparator=phrases["comparator"],
        people=phrases["condition"],
        when=phrases["window"],
        unit="points on a 0–100 scale",
        lower_is_better=lower_is_better(explorer),
        smallest_important=agreed(explorer),
        missing_trials=len(missing),
        missing_people=people or None,
        largest_missing=f"{largest['label']} ({largest['n']:,} people)" if largest else None,
        review_says=None,
    )


def _nothing(explorer: StudyExplorer, phrases: dict[str, str], missing: int) -> list[str]:
    """What is said where no trial counts: because there is none, or because the reader left all of them out."""
    years = (explorer.year_from, explorer.year_to)
    limited = explorer.excluded or explorer.smallest or any(year is not None for year in years)
    none = "Your own limits leave no usable trial of" if limited else "No usable trial compared"
    against = "acupuncture against" if limited else "acupuncture with"
    verb = "is" if missing == 1 else "are"
    return [
        f"{none} {against} {phrases['comparator']} in {phrases['condition']}. "
        f"Asked for is {phrases['outcome']}, measured {phrases['window']}.",
        f"{words._count(missing, 'known trial').capitalize()} on this comparison {verb} not in." if missing else "",
    ]


def asked_for(explorer: StudyExplorer) -> str:
    """What narrows or widens the choice of trials beyond the question itself."""
    parts = []
    if explorer.needles != "any needles":
        parts.append(f"Only one kind of treatment counts here: {explorer.needles}.")
    if explorer.unread:
        parts.append("Numbers that no second person has confirmed count too.")
    return " ".join(parts)


def agreed(explorer: StudyExplorer) -> float | None:
    """The smallest important difference where every trial's instrument has one with a source, and all are the same."""
    if explorer.measure != "points":
        return None
    chosen, data = set(explorer.selection.row_id), explorer.data
    scales = {row["scale"] for row in data["rows"] if row["id"] in chosen}
    bands = [data["important"].get(f"{explorer.condition}|{scale}") for scale in scales]
    values = {value for band in bands for value in ((band["low"], band["high"]) if band else (None, None))}
    return values.pop() if len(values) == 1 else None


def lower_is_better(explorer: StudyExplorer) -> bool:
    """Whether a lower value favours acupuncture."""
    if explorer.data["source"] == "course" and POOLED_AS[explorer.measure] in ("MD", "SMD"):
        return True
    asked = {name: getattr(explorer, name) for name in ("condition", "comparator", "outcome", "window")}
    for question in explorer.data["questions"]:
        if all(question[name] == value for name, value in asked.items()):
            return question["lower"]
    return True


def reviews_of(explorer: StudyExplorer) -> list[dict]:
    """The latest reviews of this condition, comparator and outcome."""
    return explorer.data["reviews"].get(f"{explorer.condition}|{explorer.comparator}|{explorer.outcome}", [])
