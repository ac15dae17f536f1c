"""Quiz: questions with feedback for each answer, in a page without Python and in a notebook with it."""

from __future__ import annotations

import hashlib
import json
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
from widgets.quiz.answers import as_text, full_answer
from widgets.quiz.prepare import chosen_items, prepare, several
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
        source = data.check_items(items, objectives) if own else data.read_quiz(name)
        parts = {"difficulty": several("difficulty", difficulty), "objective": several("objective", objective)}
        prepared = [prepare(item, source["objectives"]) for item in chosen_items(source["items"], **parts)]
        self._made_of = {"name": name, "items": source["items"] if own else None, "title": title,
                         "objectives": source["objectives"] if objectives else None, **parts}  # fmt: skip
        super().__init__(
            name=name or "",
            title=title or source["title"],
            items=prepared,
            _persist=_kept_in_page(name, prepared, parts, kwargs),
            **kwargs,
        )

    @traitlets.validate("items")
    def _fixed_items(self, proposal):
        """Answers, orders and what is saved hang on the items of the beginning."""
        if self.items and proposal["value"] != self.items:
            raise traitlets.TraitError("items: read-only after creation; make a new quiz with Quiz(items=[…]).")
        return proposal["value"]

    @traitlets.validate("answers")
    def _valid_answers(self, proposal):
        """Keep answers to known items, as known options; refuse what is no answer to such an item."""
        known = {item["id"]: item for item in self.items}
        kept = {}
        for item_id, answer in proposal["value"].items():
            if item_id not in known:
                raise traitlets.TraitError(f"answers: no item {item_id!r} in this quiz; items are {', '.join(known)}")
            item = known[item_id]
            kept[item_id] = read_answer(item, full_answer(item, answer, f"answers[{item_id!r}]"))
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
            rows.append((item["id"], item["kind"], as_text(now["answer"]), now["checked"], result.correct,
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

        Raises ValueError, which names the file, for what `save` has not written; warns of answers to questions that
        have another wording by now, or are gone.
        """
        record = files.read(Path(path))
        try:
            quiz = cls(**record["quiz"], mode=record["mode"], seed=record.get("seed"), finished=record["finished"])
            same = {(item["id"], item["version"]) for item in quiz.items}
            kept = {name: one for name, one in record["answers"].items() if (name, one.get("version")) in same}
            quiz.answers = kept
        except (ValueError, TypeError, RecursionError, traitlets.TraitError) as error:
            raise ValueError(f"{Path(path).name}: {error}") from error
        if lost := sorted(set(record["answers"]) - set(kept)):
            warnings.warn(f"Answers left out, as the question has changed or is gone: {', '.join(lost)}.", stacklevel=2)
        return quiz

    def __repr__(self) -> str:
        count = f"{len(self.items)} question{'s' if len(self.items) > 1 else ''}"
        return f"Quiz({repr(self.name) if self.name else 'items=[…]'}): {count}{', as a test' * (self.mode == 'test')}"

    def static_html(self) -> str:
        """Every question with its options; answer and explanation in a folded block."""
        return static_quiz(self.title, self.items)


def _kept_in_page(name: str | None, items: list[dict], parts: Mapping, kwargs: Mapping) -> dict:
    """Under which key the page keeps which fields. A part of a quiz, a test and own items have keys of their own.

    A part is known by what was asked for, so that an item more loses no answer; own items by their ids and wording.
    """
    asked = {field: sorted(set(values)) for field, values in parts.items() if values}
    own = [[item["id"], item["version"]] for item in items] if name is None else asked
    digest = hashlib.sha256(json.dumps(own).encode()).hexdigest()[:8]
    key = f"quiz:{name or 'own'}" + (f":{digest}" if own else "")
    fields = ["answers"] + (["seed"] if kwargs.get("seed") is None else [])
    if kwargs.get("mode") == "test":
        return {"key": f"{key}:test", "fields": [*fields, "finished"]}
    return {"key": key, "fields": fields}
