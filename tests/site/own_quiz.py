"""A page with quizzes of our own, run by the built book's host and scripts: for what no chapter shows."""

from __future__ import annotations

import json

from browse import READY, Visit

from widgets import Quiz

PATH = "chapters/own.html"
HEAD = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Own quizzes</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="../_static/tokens.css"><link rel="stylesheet" href="../_static/widgets/quiz.css">
<script defer src="../_static/widgets/quiz.js"></script><script defer src="../_static/book.js"></script></head>"""


def as_json(value) -> str:
    """JSON that cannot end the script element it stands in, as the book's build writes it."""
    return json.dumps(value).replace("</", "<\\/")


def page_of(*quizzes: Quiz) -> str:
    """The page, with each quiz's state as the book's build embeds it."""
    states = {f"m{number}": state_of(quiz) for number, quiz in enumerate(quizzes)}
    mounts = "".join(
        f'<div class="pbp-widget"><script type="application/json">{as_json({"model_id": name})}</script>'
        f'<div class="pbp-static">{quiz.static_html()}</div></div>'
        for name, quiz in zip(states, quizzes, strict=True)
    )
    models = f'<script id="pbp-models" type="application/json">{as_json(states)}</script>'
    body = f'<main style="max-width: 48rem; margin: auto"><h1>Own quizzes</h1><h2>Here</h2>{mounts}</main>'
    return f"{HEAD}<body>{body}{models}</body></html>"


def state_of(quiz: Quiz) -> dict:
    fields = ["_anywidget_id", "_persist", "answers", "finished", "items", "mode", "name", "seed", "title"]
    return {field: getattr(quiz, field) for field in fields if hasattr(quiz, field)} | {
        "_anywidget_id": "widgets.quiz.Quiz"
    }


def open_own(visit: Visit, *quizzes: Quiz):
    """Open the page in this visit."""
    body = page_of(*quizzes)
    visit.context.route(f"**/{PATH}", lambda route: route.fulfill(body=body, content_type="text/html"))
    return visit.open(PATH, READY)


def items(count: int) -> list[dict]:
    """So many made-up single-choice questions."""
    return [
        {
            "id": f"item-{number}",
            "kind": "single",
            "stem": f"Question number {number}?",
            "options": [
                {"text": f"Option {letter} of {number}", "correct": letter == "B", "feedback": f"{letter} it is."}
                for letter in "ABCD"
            ],
            "explanation": "It is B.",
            "hint": "Not A.",
            "objective": f"Goal {number % 3}",
            "difficulty": 1,
            "chapter": "own",
            "source": ["bib:own"],
        }
        for number in range(1, count + 1)
    ]


COMMON = {key: value for key, value in items(1)[0].items() if key not in ("id", "kind", "options", "stem")}


def number(**changes) -> dict:
    """A question for a number: 5, give or take 1, from 0 to 10."""
    feedback = {"right": "Just so.", "low": "More than that.", "high": "Less than that.", "unreadable": "No number."}
    asked = {"id": "num", "kind": "numeric", "stem": "How many?", "answer": 5, "tolerance": 1, "min": 0, "max": 10}
    return COMMON | asked | {"feedback": feedback} | changes


def order(letters: str = "abcd", **changes) -> dict:
    """Steps that stand in order as the letters do."""
    steps = [{"text": f"Step {letter}", "feedback": f"About {letter}."} for letter in letters]
    return COMMON | {"id": "ord", "kind": "ordering", "stem": "In which order?", "steps": steps} | changes


def match(*lefts: str, **changes) -> dict:
    """Each left id has a right one of its own; one more fits nothing."""
    sides = {
        "left": [{"id": left, "text": f"Left {left}"} for left in lefts],
        "right": [{"id": f"r{place}", "text": f"Right {place}"} for place in range(len(lefts) + 1)],
    }
    pairs = [
        {"left": left, "right": f"r{place}", "feedback": "They fit.", "if_wrong": "They do not."}
        for place, left in enumerate(lefts)
    ]
    return COMMON | {"id": "mat", "kind": "matching", "stem": "Which fits?", "pairs": pairs} | sides | changes


def case(*ids: str, **changes) -> dict:
    """A case whose questions are single choices with these ids."""
    of_case = ("objective", "difficulty", "chapter", "source")
    parts = [
        {key: value for key, value in item.items() if key not in of_case} | {"id": name}
        for name, item in zip(ids, items(len(ids)), strict=True)
    ]
    story = {"vignette": "A story about somebody who is made up.", "questions": parts}
    return COMMON | {"id": "cas", "kind": "case", "stem": "A made-up case"} | story | changes
