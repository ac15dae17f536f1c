"""Answers as Python may write them: what is left out is filled in, and what has another form is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real

from traitlets import TraitError

_OPTIONS = (Sequence, "a list of option ids, such as ['a']")
FORMS = {
    "single": _OPTIONS,
    "multiple": _OPTIONS,
    "numeric": (Real, "a number, or the text that was typed"),
    "matching": (Mapping, "a dict of the right ids by their left ids"),
    "ordering": (Sequence, "a list of step ids in order"),
    "case": (Mapping, "a dict by question, each with its 'answer'"),
}
"""By kind: the type of an answer, and what a message says is allowed."""


def full_answer(item: Mapping, answer: object, place: str) -> dict:
    """An answer with what Python may leave out: checked, at one try, in the present wording.

    Raises TraitError, which begins with `place`, for what is no answer to such an item.
    """
    if not isinstance(answer, Mapping) or not {"answer", "chosen"} & set(answer):
        raise TraitError(f"{place} must be a dict with 'answer', found {answer!r}")
    given = answer["answer"] if "answer" in answer else answer["chosen"]
    form, allowed = FORMS[item["kind"]]
    fits = item["kind"] == "numeric" if isinstance(given, str) else isinstance(given, form)
    if not fits or isinstance(given, bool):
        raise TraitError(f"{place}: found {given!r}; allowed is {allowed}")
    full = {"checked": True, "tries": 1, "version": item["version"], **answer}
    if item["kind"] == "case":
        parts = {part["id"]: part for part in item["questions"] if part["id"] in given}
        full["answer"] = {name: full_answer(part, given[name], f"{place}[{name!r}]") for name, part in parts.items()}
    return full


def as_text(answer: object) -> str:
    """An answer on one line: "a, c", or "left: right" of each pair, or "question: answer" of each part."""
    if isinstance(answer, Mapping):
        entries = ((name, entry["answer"] if isinstance(entry, Mapping) else entry) for name, entry in answer.items())
        return "; ".join(f"{name}: {as_text(entry)}" for name, entry in entries)
    return ", ".join(answer) if isinstance(answer, list) else str(answer)
