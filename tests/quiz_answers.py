"""The right answer to a question of data/quiz, as Python writes it: found without the code under test."""

from __future__ import annotations

LETTERS = "abcdefgh"


def right(item: dict):
    """Letters of options or steps, the typed number, right by left, or the answers of a case's parts."""
    if item["kind"] in ("single", "multiple"):
        return [LETTERS[n] for n, option in enumerate(item["options"]) if option["correct"]]
    if item["kind"] == "numeric":
        return str(item["answer"])
    if item["kind"] == "matching":
        return {pair["left"]: pair["right"] for pair in item["pairs"]}
    if item["kind"] == "ordering":
        return list(LETTERS[: len(item["steps"])])
    return {part["id"]: {"answer": right(part)} for part in item["questions"]}
