"""Quizzes of `data/quiz/`, checked against their schema and against what a schema cannot say."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

import yaml
from jsonschema import Draft202012Validator

from widgets.data import package
from widgets.data.drawing import read_drawing
from widgets.data.package import DataError, unknown

OWN = "items"
"""What error messages call a quiz that comes from no file."""


def read_quiz(name: str) -> dict:
    """The quiz `data/quiz/<name>.yaml`, checked against its schema and against what a schema cannot say.

    Raises ValueError for a quiz that does not exist, DataError for one that breaks a rule. Whether each source names a
    row or a bibliography entry that exists is the tests' business, because a wheel carries no bibliography.
    """
    names = sorted(path.stem for path in (package.DATA / "quiz").glob("*.yaml"))
    if name not in names:
        raise ValueError(unknown("quiz", name, names))
    path = package.DATA / "quiz" / f"{name}.yaml"
    try:
        quiz = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: not readable as YAML: {error}") from error
    _check_schema(path.name, quiz, _schema())
    if quiz["quiz"] != name:
        raise DataError(f"{path.name}, field quiz: found {quiz['quiz']!r}, allowed is the file's own name {name!r}.")
    _check_items(path.name, quiz["items"], quiz["objectives"])
    return quiz


def check_items(items: Sequence[Mapping], objectives: Mapping[str, str] | None = None, title: str = "Quiz") -> dict:
    """A quiz of copies of your own items, held to the same rules; without `objectives` an item's is a text itself.

    Raises DataError for an item that breaks a rule.
    """
    several = isinstance(items, Iterable) and not isinstance(items, (str, Mapping))
    quiz = {"quiz": "own", "title": title, "items": deepcopy(list(items)) if several else items}
    quiz |= {"objectives": dict(objectives) if isinstance(objectives, Mapping) else objectives} if objectives else {}
    schema = _schema() | {"required": ["quiz", "title", "items"]}
    _check_schema(OWN, quiz, schema)
    _check_items(OWN, quiz["items"], objectives)
    return {"objectives": {item["objective"]: item["objective"] for item in quiz["items"]}, **quiz}


def _schema() -> dict:
    return json.loads((package.DATA / "quiz" / "schema.json").read_text(encoding="utf-8"))


def _check_schema(file: str, quiz: object, schema: dict) -> None:
    """Raise DataError for the first rule of the schema that is broken; a surplus field is told last."""

    def rank(error) -> tuple:
        surplus, path = error.validator == "unevaluatedProperties", [*map(str, error.absolute_path)]
        return surplus, -len(path) * surplus, path  # a broken part makes its whole look full of surplus fields

    worst = min(Draft202012Validator(schema).iter_errors(quiz), key=rank, default=None)
    if worst is not None:
        raise DataError(_schema_message(file, quiz, worst))
    for path, text in _texts(quiz):
        if any("\ud800" <= character <= "\udfff" for character in text):
            where = _place(file, quiz, path)
            raise DataError(
                f"{where}: found {text!r}; allowed is whole characters, not half of one (a lone surrogate)."
            )


def _texts(part: object, path: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Every text in `part`, with the way to it."""
    if isinstance(part, str):
        yield path, part
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in entries:
        yield from _texts(inner, (*path, key))


def _schema_message(file: str, quiz: object, error) -> str:
    """One sentence for a schema error: file, item, field, what was found, what is allowed."""
    path = [*error.absolute_path]
    if error.validator == "required":
        missing = next(name for name in error.validator_value if error.message.startswith(repr(name)))
        needed = ", ".join(error.validator_value)
        return f"{_place(file, quiz, [*path, missing])}: missing; needed: {needed}."
    place = _place(file, quiz, path)
    if error.validator in ("additionalProperties", "unevaluatedProperties"):  # its sentence names the field
        return f"{place}: {error.message}."
    shown = repr(error.instance)
    shown = shown if len(shown) <= 80 else shown[:77] + "..."
    return f"{place}: found {shown}; {error.validator} allows {error.validator_value!r}."


def _place(file: str, quiz: object, path: Sequence) -> str:
    """Where `path` leads, in words: file, item, question and field."""
    where, item, found = list(path), "", quiz
    for part, word in (("items", "item"), ("questions", "question")):
        if len(where) > 1 and where[0] == part:
            found = found[part][where[1]]
            number = f"number {where[1] + 1}"
            item += f", {word} {found.get('id', number) if isinstance(found, dict) else number}"
            where = where[2:]
    return f"{file}{item}, field {'.'.join(map(str, where)) or 'the whole'}"


def _check_items(file: str, items: list[dict], objectives: dict[str, str] | None) -> None:
    """Rules between fields: ids used once, names that must agree, and what each kind asks for."""
    seen = set()
    for item in items:
        place = f"{file}, item {item['id']}"
        _once(f"{place}, field id", item["id"], seen)
        if objectives and item["objective"] not in objectives:
            raise DataError(f"{place}, field objective: " + unknown("objective", item["objective"], [*objectives]))
        _check_one(place, item)
        inner: set[str] = set()
        for part in item.get("questions", []):
            _once(f"{place}, question {part['id']}, field id", part["id"], inner)
            _check_one(f"{place}, question {part['id']}", part)


def _once(place: str, name: str, seen: set[str]) -> None:
    if name in seen:
        raise DataError(f"{place}: found twice; every item needs its own id.")
    seen.add(name)


def _check_one(place: str, item: dict) -> None:
    """What the kind of one question asks for beyond its fields, and that its figure can be drawn."""
    check = {"single": _check_choice, "multiple": _check_choice, "numeric": _check_numeric, "matching": _check_matching}
    if item["kind"] in check:
        check[item["kind"]](place, item)
    if item["kind"] == "ordering":
        _texts_once(f"{place}, field steps", item["steps"])
    if "figure" in item:
        try:
            read_drawing(item["figure"]["svg"])
        except ValueError as error:
            raise DataError(f"{place}, field figure.svg: {error}") from error


def _texts_once(place: str, entries: list[dict]) -> None:
    texts = [entry["text"] for entry in entries]
    if len(set(texts)) < len(texts):
        raise DataError(f"{place}: two {place.rsplit(' ', 1)[-1]} say the same; every text may stand once.")


def _check_choice(place: str, item: dict) -> None:
    options = item["options"]
    _texts_once(f"{place}, field options", options)
    right = sum(option["correct"] for option in options)
    if item["kind"] == "single" and right != 1:
        raise DataError(f"{place}, field options: found {right} correct; a single choice allows exactly one.")
    if item["kind"] == "multiple" and not 0 < right < len(options):
        raise DataError(
            f"{place}, field options: found {right} of {len(options)} correct; at least one right and one wrong."
        )


def _check_numeric(place: str, item: dict) -> None:
    numbers = {field: item[field] for field in ("answer", "tolerance", "min", "max")}
    for field, number in numbers.items():
        if not abs(number) <= 1e15:  # also false for .nan
            raise DataError(f"{place}, field {field}: found {number}; allowed is a number up to 1e15.")
    if item["min"] >= item["max"]:
        raise DataError(f"{place}, field max: found {item['max']}; allowed is more than min {item['min']}.")
    if not item["min"] <= item["answer"] <= item["max"]:
        raise DataError(
            f"{place}, field answer: found {item['answer']}; allowed is min {item['min']} to max {item['max']}."
        )


def _check_matching(place: str, item: dict) -> None:
    ids = {}
    for side in ("left", "right"):
        _texts_once(f"{place}, field {side}", item[side])
        ids[side] = [entry["id"] for entry in item[side]]
        if len(set(ids[side])) < len(ids[side]):
            raise DataError(f"{place}, field {side}: an id stands twice; every entry needs its own.")
        for pair in item["pairs"]:
            if pair[side] not in ids[side]:
                raise DataError(f"{place}, field pairs: " + unknown(f"entry of {side}", pair[side], ids[side]))
    paired = [pair["left"] for pair in item["pairs"]]
    if sorted(paired) != sorted(ids["left"]):
        raise DataError(f"{place}, field pairs: found pairs for {paired}; allowed is one for each of {ids['left']}.")
