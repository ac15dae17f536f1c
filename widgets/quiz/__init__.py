"""Quiz: practice questions with feedback for each option, in a page without Python and in a notebook with it."""

from __future__ import annotations

import hashlib
import json
import re
from html import escape
from pathlib import Path

import pandas as pd
import traitlets

from widgets import data
from widgets._shared.base import CourseWidget
from widgets._shared.language import mark_chinese
from widgets._shared.marking import clean_choice, mark

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TABLE_NAMES = {"red_flags": "red-flag list", "claims": "claim ledger", "patterns": "pattern table"}


def _source_text(keys: list[str]) -> str:
    """Sources as a reader can follow them: a table's row, or author and year of a reference."""
    names = []
    for key in keys:
        table, _, row = key.partition(":")
        found = re.fullmatch(r"([a-z_]+?)_?(\d{4})", row)
        if table != "bib":
            names.append(f"{TABLE_NAMES.get(table, table.replace('_', ' '))}, row {row}")
        else:
            names.append(f"{found[1].replace('_', ' ').title()} {found[2]}" if found else row)
    return "; ".join(names)


def _prepare(item: dict, objectives: dict[str, str]) -> dict:
    """An item as the page needs it: option ids, texts instead of keys, and a version that changes with its wording."""
    options = [{"id": letter, **option} for letter, option in zip(LETTERS, item["options"], strict=False)]
    words = json.dumps([item["stem"], item["kind"], item["options"]], ensure_ascii=False)
    return {
        "id": item["id"],
        "kind": item["kind"],
        "stem": item["stem"],
        "options": options,
        "explanation": item["explanation"],
        "hint": item["hint"],
        "objective": objectives[item["objective"]],
        "difficulty": item["difficulty"],
        "source": _source_text(item["source"]),
        "version": hashlib.sha256(words.encode()).hexdigest()[:8],
    }


class Quiz(CourseWidget, folder=Path(__file__).parent):
    """The questions in data/quiz/`name`.yaml, in practice mode.

    >>> quiz = Quiz("patterns")
    >>> quiz.responses  # a DataFrame: what the reader chose, and how it is marked
    >>> quiz.score  # between 0 and 1, over all items

    Raises `widgets.data.DataError` with file, item and field when the items are not as the schema asks.
    """

    name = traitlets.Unicode(help="the file in data/quiz, without .yaml").tag(sync=True)
    title = traitlets.Unicode(help="the heading").tag(sync=True)
    items = traitlets.List(traitlets.Dict(), help="the prepared questions; read-only after creation").tag(sync=True)
    answers = traitlets.Dict(help="by item id: chosen option ids, checked, tries, version of the item").tag(sync=True)

    def __init__(self, name: str, **kwargs):
        source = data.read_quiz(name)
        items = [_prepare(item, source["objectives"]) for item in source["items"]]
        persist = {"key": f"quiz:{name}", "fields": ["answers"]}
        super().__init__(name=name, title=source["title"], items=items, _persist=persist, **kwargs)

    @traitlets.validate("answers")
    def _valid_answers(self, proposal):
        """Keep answers to known items, as known options; refuse what is not an answer at all."""
        known = {item["id"]: item for item in self.items}
        kept = {}
        for item_id, answer in proposal["value"].items():
            if item_id not in known:
                raise traitlets.TraitError(f"answers: no item {item_id!r} in this quiz; items are {', '.join(known)}")
            if not isinstance(answer, dict) or "chosen" not in answer:
                raise traitlets.TraitError(f"answers[{item_id!r}] must be a dict with 'chosen', found {answer!r}")
            item, tries = known[item_id], answer.get("tries", 1)
            kept[item_id] = {
                "chosen": clean_choice(item, answer["chosen"]),
                "checked": answer.get("checked", True) is True,
                "tries": tries if isinstance(tries, int) and tries > 0 else 0,
                "version": item["version"],
            }
        return kept

    @property
    def responses(self) -> pd.DataFrame:
        """One row an item: item, kind, answer (option ids), checked, correct, score (0 or 1), tries."""
        rows = []
        for item in self.items:
            answer = self.answers.get(item["id"], {"chosen": [], "checked": False, "tries": 0})
            result = mark(item, answer["chosen"] if answer["checked"] else [])
            rows.append(
                (
                    item["id"],
                    item["kind"],
                    ", ".join(answer["chosen"]),
                    answer["checked"],
                    result.correct,
                    result.score,
                    answer["tries"],
                )
            )
        return pd.DataFrame(rows, columns=["item", "kind", "answer", "checked", "correct", "score", "tries"])

    @property
    def score(self) -> float:
        """The share of items answered right and checked, between 0 and 1."""
        return float(self.responses["score"].mean())

    def __repr__(self) -> str:
        return f"Quiz({self.name!r}): {len(self.items)} questions"

    def static_html(self) -> str:
        """Every question with its options; answer and explanation in a folded block."""
        items = "".join(self._static_item(number, item) for number, item in enumerate(self.items, start=1))
        return f'<div class="pbp-quiz-static"><p class="pbp-quiz-title">{escape(self.title)}</p>{items}</div>'

    @staticmethod
    def _static_item(number: int, item: dict) -> str:
        def words(text: str) -> str:
            return mark_chinese(escape(text))

        options = "".join(f"<li>{words(option['text'])}</li>" for option in item["options"])
        answers = "".join(
            f"<li><strong>{('Not this', 'Right')[option['correct']]}: {words(option['text'])}</strong> "
            f"{words(option['feedback'])}</li>"
            for option in item["options"]
        )
        return (
            f'<div class="pbp-quiz-question"><p><strong>{number}.</strong> {words(item["stem"])}</p>'
            f'<ol type="a">{options}</ol>'
            f"<details><summary>Answer to question {number}</summary><ul>{answers}</ul>"
            f"<p>{words(item['explanation'])}</p><p>Source: {words(item['source'])}</p></details></div>"
        )
