"""Who says what about acupuncture, and since when: guidelines, payers and reviews in the order of their years.

Everything is read from `data/` through `widgets.data`. The choices of the timeline work by its style sheet alone: no
script, no kernel, no network.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd

from widgets._shared.html import Html, as_text
from widgets.data import citation, load, row
from widgets.evidence.telling import for_readers
from widgets.icon_array.rows import study

STYLE = Path(__file__).with_suffix(".css")
SAYS = {
    "for": "for, or in favour",
    "conditional": "conditional",
    "both": "in favour on one point, open on another",
    "open": "leaves it open",
    "against": "against",
    "lapsed": "lapsed",
    "aside": "pays or informs: no advice",
    "words": "says more than one thing",
}
"""What a text can say, in the words of the legend."""
WHO = {"guideline": "Guidelines, payers and public bodies", "review": "Systematic reviews"}
_DIRECTIONS = {"for": "for", "conditional for": "conditional", "neutral": "open", "against": "against"}
_ASIDE = {
    "cms2020": "pays, with conditions",
    "cms2019_proposed": "a proposal, never in force: to pay inside studies only",
    "nccih_lbp": "informs, takes no side",
    "nccih_acupuncture": "informs, takes no side",
}
"""Rows of guidelines.csv that give no advice on care: payers and public information."""
_TOLD_APART = ("vickers2018_overall", "vickers2018-10", "vickers2018-11")
"""Rows of reviews.csv under several controls that pool none: the review keeps them apart, each in a lane of its own."""
_POINTS = {"favours acupuncture": "for", "open": "open", "favours the comparator": "against"}
_WORDS = {
    "guideline": {"for": "for", "conditional": "conditional", "open": "leaves it open", "against": "against"},
    "review": {"for": "favours acupuncture", "open": "leaves it open", "against": "favours the comparator",
               "both": "favours acupuncture on one point, leaves another open",
               "words": "says more than one thing: read on"},
}  # fmt: skip
_LINE = ["reference_key", "comparator", "condition_group"]
"""What sets one line of reviews apart from the next."""
_CHRONIC, _ACUTE = "chronic low back pain", "acute or subacute low back pain"
_ANY = "low back pain, duration mixed or not stated"
_CONDITIONS = {
    "chronic": "Low back pain, chronic", "acute": "Low back pain, acute", "sciatica": "Sciatica", "neck": "Neck pain",
    "mixed": "Several kinds of pain together",
}  # fmt: skip
_TOKENS = {_CHRONIC: "chronic", _ACUTE: "acute", _ANY: "chronic acute", "sciatica": "sciatica", "neck pain": "neck",
           "mixed pain": "mixed"}  # fmt: skip
_NAMES = {_ANY: "low back pain", "mixed pain": "several kinds of pain"}
_AGAINST = {"sham": "sham", "no treatment": "none", "usual care": "usual", "drug": "drug", "several pooled": "several"}
COMPARATORS = {"sham": "Sham", "none": "No treatment", "usual": "Usual care", "drug": "A drug",
               "several": "Several controls, pooled or told together"}  # fmt: skip
_NO_SURNAME = {"neck-sequential-analysis-2025": "Review of neck pain", "nvl2017": "Review in the German guideline",
               "overview-pmc9434305": "Overview of reviews"}  # fmt: skip
_SHAPES = {
    "for": '<path d="M8 2 14.5 14H1.5Z"/>',
    "conditional": '<path d="M8 1 15 8 8 15 1 8Z"/>',
    "both": '<circle cx="8" cy="8" r="6" fill="none"/><path d="M8 2a6 6 0 0 0 0 12Z"/>',
    "open": '<circle cx="8" cy="8" r="6" fill="none"/>',
    "against": '<path d="M8 14 1.5 2h13Z"/>',
    "lapsed": '<path d="M2.5 2.5l11 11m0-11l-11 11" fill="none"/>',
    "aside": '<path d="M2 8h12" fill="none"/>',
    "words": '<path d="M2 4h12M2 8h12M2 12h8" fill="none"/>',
}


def entries() -> pd.DataFrame:
    """One line for each text and comparator, earliest first, those without a year last.

    Columns: year, who, group ("guideline" or "review"), kind, condition, for_whom (in a
    guideline's words), tokens (conditions to filter by), comparator (a key of COMPARATORS, empty for guidelines),
    says (a key of SAYS), words (what it says), text, source.
    """
    found = pd.DataFrame([*_guidelines(), *_reviews()])
    found["year"] = found["year"].astype("Int64")
    return found.sort_values(["year", "group", "who"], na_position="last", kind="stable", ignore_index=True)


def _guidelines() -> list[dict]:
    """Guidelines, payers and public bodies of which a direction is known; one more that lapsed, from practical.csv."""
    years = load("references").set_index("reference_key").year
    found = []
    for one in load("guidelines").query("direction.notna()").itertuples():
        says = _DIRECTIONS[one.direction]
        words = f"lapsed; it said: {_WORDS['guideline'][says]}" if one.lapsed else _WORDS["guideline"][says]
        if one.guideline_id in _ASIDE:
            says, words = "aside", _ASIDE[one.guideline_id]
        also = " sciatica" if "sciatica" in one.population else ""
        found.append({
            "year": years[one.reference_key], "who": one.body.split(" (")[0].split(",")[0], "group": "guideline",
            "kind": str(one.kind), "condition": str(one.condition_group), "for_whom": one.population,
            "tokens": _TOKENS[one.condition_group] + also,
            "comparator": "", "says": "lapsed" if one.lapsed else says, "words": words,
            "text": f"{one.recommendation_in_own_words} {one.lapsed}".strip(), "source": citation(one.reference_key),
        })  # fmt: skip
    before = row("practical", "PF21")
    old = {"year": years["nice2009"], "who": "NICE", "for_whom": "", "tokens": "chronic acute",
           "text": before.fact_in_own_words, "says": "lapsed", "words": "lapsed; it said: allowed",
           "source": citation("nice2009")}  # fmt: skip
    return [*found, next(one for one in found if one["who"] == "NICE") | old]


def main_results() -> pd.DataFrame:
    """The rows of reviews.csv on acupuncture beside a control: each result once, without sensitivity analyses.

    Results whose printed numbers contradict themselves are not among them, unless their words say which way they point.
    """
    rows = load("reviews")
    again = rows.do_not_plot_reason.str.startswith("the same result stands in")
    partial = rows.comparison.str.contains("left out|excluded") | rows.review_id.isin(_TOLD_APART)
    return rows[~again & ~_contradict(rows) & ~partial & rows.comparator.isin(_AGAINST)]


def _contradict(rows: pd.DataFrame) -> pd.Series:
    """Whether a row's printed numbers contradict themselves, so that nobody can say which way it points."""
    return rows.do_not_plot_reason.str.contains("contradict") & rows.points_to.isna()


def _reviews() -> list[dict]:
    """Reviews, one line for each comparator and condition."""
    years, every, found = load("references").set_index("reference_key").year, load("reviews"), []
    unmarked = every[_contradict(every)].groupby(_LINE, observed=True).conclusion_in_own_words.first()
    for (key, comparator, condition), rows in main_results().groupby(_LINE, observed=True, sort=False):
        told = rows[rows.points_to.notna()]
        directions = {_POINTS[one] for one in told.points_to} or {"words"}
        says = directions.pop() if len(directions) == 1 else "both"
        shown = [for_readers(text) for text in (told if len(told) else rows).conclusion_in_own_words[:2]]
        if (beside := unmarked.get((key, comparator, condition))) is not None:
            shown.append(
                f"{for_readers(beside)[:-1]}; its printed intervals contradict themselves, so this part has no mark."
            )
        found.append({
            "year": years[key], "who": _NO_SURNAME.get(key) or study(key).removesuffix(f" {years[key]}"),
            "group": "review", "kind": "systematic review", "condition": condition,
            "for_whom": "", "tokens": _TOKENS[condition],
            "comparator": _AGAINST[comparator], "says": says, "words": _WORDS["review"][says],
            "text": " ".join(dict.fromkeys(filter(None, shown))), "source": citation(key),
        })  # fmt: skip
    return found


def timeline() -> Html:
    """The timeline as a list with four choices: who speaks, on what, against what, what it says; once on a page."""
    found = entries()
    prefix = "pbp-timeline"
    choices = {
        "group": ("Who speaks", WHO), "tokens": ("Condition", _CONDITIONS),
        "comparator": ("Compared with", COMPARATORS), "says": ("What it says", SAYS),
    }  # fmt: skip
    rules, controls = [], []
    for name, (label, options) in choices.items():
        shown = "".join(f'<option value="{value}">{escape(words)}</option>' for value, words in options.items())
        controls.append(
            f'<label for="{prefix}-{name}">{label}<select id="{prefix}-{name}" class="by-{name}" autocomplete="off">'
            f'<option value="all">All</option>{shown}</select></label>'
        )
        rules += [f'.pbp-timeline:has(.by-{name} option[value="{value}"]:checked) li:not([data-{name}~="{value}"])'
                  for value in options]  # fmt: skip
    hidden = ", ".join(rules)
    style = f"{STYLE.read_text(encoding='utf8')}@media screen {{ {hidden} {{ display: none; }} }}"  # paper gets all
    html = (
        f'<style>{style}</style><section class="pbp-timeline" aria-labelledby="{prefix}">'
        f'<p class="title" id="{prefix}">Who says what, and since when</p><p class="ask">Choose what to see. Press a '
        f'line to read what it says.</p><div class="choices">{"".join(controls)}</div>'
        '<div class="lines" role="region" aria-label="The texts, earliest first" tabindex="0">'
        f"<ol>{''.join(map(_line, found.to_dict('records')))}</ol>"
        '<p class="none">No text fits all four choices. Guidelines and payers name no one comparator: with them, leave '
        "“Compared with” at All.</p></div>"
        f'<p class="count">of {len(found)}. A review stands once for each thing it compared needles with.</p></section>'
    )
    return Html(html, f"{len(found)} texts from {found.year.min()} to {found.year.max()}")


def _line(one: dict) -> str:
    year = "no date" if pd.isna(one["year"]) else one["year"]
    against = f", beside {COMPARATORS[one['comparator']].lower()}" if one["comparator"] else ""
    condition = _NAMES.get(one["condition"], one["condition"])
    whom = f"For whom: {as_text(one['for_whom'])}. " if one["for_whom"] else ""
    return (
        f'<li data-group="{one["group"]}" data-tokens="{one["tokens"]}" data-comparator="{one["comparator"]}" '
        f'data-says="{one["says"]}"><details><summary><span class="year">{year}</span>'
        f'<svg class="sign" viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[one["says"]]}</svg>'
        f'<span><span class="who">{as_text(one["who"])}</span> <span class="about">on {condition}'
        f'{against}</span>: <span class="says">{as_text(one["words"])}</span></span></summary>'
        f'<div class="more"><p>{as_text(one["text"])}</p><p class="source">{as_text(one["kind"].capitalize())}. {whom}'
        f"Source: {as_text(one['source'])}</p></div></details></li>"
    )
