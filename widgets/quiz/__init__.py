"""Quiz: questions with feedback for each answer, in a page without Python and in a notebook with it."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import traitlets

from widgets import data
from widgets._shared.base import CourseWidget
from widgets._shared.marking import mark, read_answer
from widgets._shared.shuffle import mixed_up, shuffled
from widgets.quiz import files
from widgets.quiz.prepare import chosen_items, prepare
from widgets.quiz.static import static_quiz

COLUMNS = ["item", "kind", "answer", "checked", "correct", "score", "tries", "seconds"]
MIXED = {"single": "options", "multiple": "options", "matching": "right", "ordering": "steps"}
"""By kind: what readers see in an order of their own."""


class Quiz(CourseWidget, folder=Path(__file__).parent):
    """The questions in data/quiz/`name`.yaml, or your own `items`.

    >>> quiz = Quiz("patterns")
    >>> quiz.responses  # a DataFrame: what the reader answered, and how it is marked
    >>> quiz.score  # between 0 and 1, over all items
    >>> Quiz("patterns", difficulty=[1, 2], objective="safety", mode="test")
    >>> quiz.save("answers.json")
    >>> Quiz.load("answers.json").score

    `items` are dicts as in data/quiz/*.yaml and are held to the same rules; `objectives` names their objectives, and
    without it each item's objective is a text itself. `difficulty` and `objective` keep the items of one or several.
    `mode` is "practice" (check one at a time) or "test" (feedback at the end). `seed` fixes the order of options; when
    it is None each reader's page draws one. The rules of partial credit stand in `widgets._shared.marking`.

    Raises `widgets.data.DataError` with file, item and field when the items are not as the schema asks, ValueError for
    a quiz, difficulty or objective that does not exist.
    """

    name = traitlets.Unicode(help="the file in data/quiz, without .yaml; empty for your own items").tag(sync=True)
    title = traitlets.Unicode(help="the heading").tag(sync=True)
    items = traitlets.List(traitlets.Dict(), help="the prepared questions; read-only after creation").tag(sync=True)
    answers = traitlets.Dict(
        help="by item id: answer (option ids; typed text; right by left; step ids; parts of a case), checked, tries, "
        "seconds, version of the item"
    ).tag(sync=True)
    mode = traitlets.Enum(
        ["practice", "test"], "practice", help="practice: check one at a time; test: feedback at the end"
    ).tag(sync=True)
    seed = traitlets.Int(
        None, allow_none=True, min=0, max=2**31 - 1, help="fixes the order of options; None: the reader's page draws it"
    ).tag(sync=True)
    finished = traitlets.Bool(False, help="whether a test has been handed in").tag(sync=True)

    def __init__(  # noqa: PLR0913 (what a quiz can be made of, by keyword)
        self,
        name: str | None = None,
        *,
        items: Sequence[Mapping] | None = None,
        objectives: Mapping[str, str] | None = None,
        title: str | None = None,
        difficulty: int | Sequence[int] | None = None,
        objective: str | Sequence[str] | None = None,
        **kwargs,
    ):
        if (name is None) == (items is None):
            raise TypeError("Quiz() takes either the name of a quiz, such as 'patterns', or items=[…] of your own.")
        if name is not None and objectives is not None:
            raise TypeError("Quiz() takes objectives= only with items=; a quiz of data/quiz has its own.")
        own = name is None
        source = data.check_items(items, objectives and dict(objectives)) if own else data.read_quiz(name)
        kept = chosen_items(source["items"], difficulty, objective)
        self._made_of = {"name": name, "items": source["items"] if own else None, "objectives": objectives,
                         "title": title, "difficulty": difficulty, "objective": objective}  # fmt: skip
        prepared = [prepare(item, source["objectives"]) for item in kept]
        super().__init__(
            name=name or "",
            title=title or source["title"],
            items=prepared,
            _persist=_kept_in_page(name, prepared, len(source["items"]), kwargs),
            **kwargs,
        )

    @traitlets.validate("answers")
    def _valid_answers(self, proposal):
        """Keep answers to known items, as known options; refuse what is not an answer at all."""
        known = {item["id"]: item for item in self.items}
        kept = {}
        for item_id, answer in proposal["value"].items():
            if item_id not in known:
                raise traitlets.TraitError(f"answers: no item {item_id!r} in this quiz; items are {', '.join(known)}")
            if not isinstance(answer, Mapping) or not {"answer", "chosen"} & set(answer):
                raise traitlets.TraitError(f"answers[{item_id!r}] must be a dict with 'answer', found {answer!r}")
            kept[item_id] = read_answer(known[item_id], _with_defaults(known[item_id], answer))
        return kept

    @property
    def responses(self) -> pd.DataFrame:
        """One row an item: item, kind, answer as text, checked, correct, score (0 to 1), tries, seconds.

        An answer that is not checked is shown and scores 0.
        """
        rows = []
        for item in self.items:
            now = read_answer(item, self.answers.get(item["id"]))
            counts = now["checked"] or item["kind"] == "case"
            result = mark(item, now["answer"] if counts else None)
            rows.append((item["id"], item["kind"], _as_text(now["answer"]), now["checked"], result.correct,
                         float(result.score), now["tries"], float(now["seconds"])))  # fmt: skip
        return pd.DataFrame(rows, columns=COLUMNS)

    @property
    def score(self) -> float:
        """The mean score over all items, between 0 and 1; what is not checked counts 0."""
        return float(self.responses["score"].mean())

    def shown_order(self, item_id: str) -> list[str]:
        """The ids of an item's options, entries or steps as a reader with this `seed` sees them.

        Raises KeyError for an unknown item, ValueError while there is no seed or when the kind has no order.
        """
        item = {item["id"]: item for item in self.items}[item_id]
        if self.seed is None or item["kind"] not in MIXED:
            raise ValueError(f"{item_id}: no order, as kind is {item['kind']!r} and seed is {self.seed!r}.")
        ids = [entry["id"] for entry in item[MIXED[item["kind"]]]]
        if item["keep_order"]:
            return ids
        return (mixed_up if item["kind"] == "ordering" else shuffled)(ids, self.seed, item_id)

    def save(self, path: str | Path) -> None:
        """Write the answers, and what the quiz was made of, to a JSON file."""
        record = {"quiz": self._made_of, "mode": self.mode, "seed": self.seed, "finished": self.finished}
        files.write(Path(path), record | {"answers": self.answers})

    @classmethod
    def load(cls, path: str | Path) -> Quiz:
        """The quiz and the answers that `save` has written.

        Raises ValueError for what is no such file; warns of answers to questions that have another wording by now.
        """
        record = files.read(Path(path))
        quiz = cls(**record["quiz"], mode=record["mode"], seed=record.get("seed"), finished=record["finished"])
        versions = {item["id"]: item["version"] for item in quiz.items}
        same = {
            item_id: answer
            for item_id, answer in record["answers"].items()
            if isinstance(answer, dict) and answer.get("version") == versions.get(item_id, "")
        }
        if lost := sorted(set(record["answers"]) - set(same)):
            warnings.warn(f"Answers left out, as the question has changed: {', '.join(lost)}.", stacklevel=2)
        quiz.answers = same
        return quiz

    def __repr__(self) -> str:
        count = f"{len(self.items)} question{'s' if len(self.items) > 1 else ''}"
        return f"Quiz({repr(self.name) if self.name else 'items=[…]'}): {count}{', as a test' * (self.mode == 'test')}"

    def static_html(self) -> str:
        """Every question with its options; answer and explanation in a folded block."""
        return static_quiz(self.title, self.items)


def _kept_in_page(name: str | None, items: list[dict], of: int, kwargs: Mapping) -> dict:
    """Under which key the page keeps which fields. A part of a quiz, a test and own items have keys of their own."""
    digest = hashlib.sha256(" ".join(item["id"] for item in items).encode()).hexdigest()[:8]
    key = f"quiz:{name or 'own'}" + (f":{digest}" if name is None or len(items) < of else "")
    fields = ["answers"] + (["seed"] if kwargs.get("seed") is None else [])
    if kwargs.get("mode") == "test":
        return {"key": f"{key}:test", "fields": [*fields, "finished"]}
    return {"key": key, "fields": fields}


def _with_defaults(item: Mapping, answer: Mapping) -> dict:
    """An answer as Python may write it, with what it leaves out: checked, at one try, in the present wording."""
    full = {"checked": True, "tries": 1, "version": item["version"], **answer}
    if item["kind"] == "case" and isinstance(answer.get("answer"), Mapping):
        parts = answer["answer"].items()
        full["answer"] = {
            name: {"checked": True, "tries": 1, **part} if isinstance(part, Mapping) else part for name, part in parts
        }
    return full


def _as_text(answer: object) -> str:
    """An answer on one line: "a, c", or "left: right" of each pair, or "question: answer" of each part."""
    if isinstance(answer, Mapping):
        entries = ((name, entry["answer"] if isinstance(entry, Mapping) else entry) for name, entry in answer.items())
        return "; ".join(f"{name}: {_as_text(entry)}" for name, entry in entries)
    return ", ".join(answer) if isinstance(answer, list) else str(answer)
