"""Quizzes of `data/quiz/`, checked against their schema and against what a schema cannot say."""

import json
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from widgets.data import package
from widgets.data.package import DataError, unknown


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
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: found a byte that is not UTF-8; save it as UTF-8.") from error
    except yaml.YAMLError as error:
        raise DataError(f"{path.name}: not readable as YAML: {error}") from error
    schema = json.loads((package.DATA / "quiz" / "schema.json").read_text(encoding="utf-8"))
    for error in sorted(Draft202012Validator(schema).iter_errors(quiz), key=lambda e: list(map(str, e.absolute_path))):
        raise DataError(_schema_message(path.name, quiz, error))
    _check_rules(path.name, quiz)
    return quiz


def _schema_message(file: str, quiz: object, error) -> str:
    """One sentence for a schema error: file, item, field, what was found, what is allowed."""
    where = list(error.absolute_path)
    item = ""
    if len(where) > 1 and where[0] == "items":
        found = quiz["items"][where[1]]
        item_id = found.get("id", f"number {where[1] + 1}") if isinstance(found, dict) else f"number {where[1] + 1}"
        item, where = f", item {item_id}", where[2:]
    field = ".".join(map(str, where)) or "the whole"
    if error.validator in ("additionalProperties", "required"):  # jsonschema's own sentence names the field
        return f"{file}{item}, field {field}: {error.message}."
    found = repr(error.instance)
    found = found if len(found) <= 80 else found[:77] + "..."
    return f"{file}{item}, field {field}: found {found}; {error.validator} allows {error.validator_value!r}."


def _check_rules(file: str, quiz: dict) -> None:
    """Rules between fields: names that must agree, ids used once, and how many options may be right."""
    if quiz["quiz"] != Path(file).stem:
        raise DataError(
            f"{file}, field quiz: found {quiz['quiz']!r}, allowed is the file's own name {Path(file).stem!r}."
        )
    seen = set()
    for item in quiz["items"]:
        place = f"{file}, item {item['id']}"
        if item["id"] in seen:
            raise DataError(f"{place}, field id: found twice; every item needs its own id.")
        seen.add(item["id"])
        if item["objective"] not in quiz["objectives"]:
            raise DataError(
                f"{place}, field objective: " + unknown("objective", item["objective"], [*quiz["objectives"]])
            )
        texts = [option["text"] for option in item["options"]]
        if len(set(texts)) < len(texts):
            raise DataError(f"{place}, field options: two options say the same; every text may stand once.")
        right = sum(option["correct"] for option in item["options"])
        if item["kind"] == "single" and right != 1:
            raise DataError(f"{place}, field options: found {right} correct; a single choice allows exactly one.")
        if item["kind"] == "multiple" and not 0 < right < len(texts):
            raise DataError(
                f"{place}, field options: found {right} of {len(texts)} correct; at least one right and one wrong."
            )
