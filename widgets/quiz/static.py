"""A quiz as HTML that needs no script: every question, and its answer in a folded block."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from widgets._shared.markdown import to_html as words


def static_quiz(title: str, items: list[dict]) -> str:
    """All questions. Steps and what is matched stand by the alphabet, since their own order may be the answer."""
    questions = "".join(static_item(str(number), item) for number, item in enumerate(items, start=1))
    return f'<div class="pbp-quiz-static"><p class="pbp-quiz-title">{words(title)}</p>{questions}</div>'


def static_item(number: str, item: dict) -> str:
    """One question; a case is its story and its questions, 3a, 3b and so on."""
    head = f"<p><strong>{number}.</strong> {words(item['stem'])}</p>"
    if item["kind"] == "case":
        parts = "".join(
            static_item(number + letter, part) for letter, part in zip("abc", item["questions"], strict=False)
        )
        story = f"{head}{_figure(item)}<p>{words(item['vignette'])}</p>{parts}"
        return f'<div class="pbp-quiz-question">{story}{_answer(number, [], item, "What to take from this case")}</div>'
    asked, answers = _BODIES[item["kind"]](item)
    return (
        f'<div class="pbp-quiz-question">{head}{_figure(item)}{asked}'
        f"{_answer(number, answers, item, f'Answer to question {number}')}</div>"
    )


def _answer(number: str, answers: list[str], item: dict, summary: str) -> str:
    entries = "".join(f"<li>{entry}</li>" for entry in answers)
    source = f"<p>Source: {words(item['source'])}</p>" if "source" in item else ""  # a case's questions have its own
    return (
        f"<details><summary>{escape(summary)}</summary>{f'<ul>{entries}</ul>' if entries else ''}"
        f"<p>{words(item['explanation'])}</p>{source}</details>"
    )


def _choice(item: dict) -> tuple[str, list[str]]:
    options = "".join(f"<li>{words(option['text'])}</li>" for option in item["options"])
    answers = [
        f"<strong>{('Not this', 'Right')[option['correct']]}: {words(option['text'])}</strong> "
        f"{words(option['feedback'])}"
        for option in item["options"]
    ]
    return f'<ol type="a">{options}</ol>', answers


def _numeric(item: dict) -> tuple[str, list[str]]:
    unit = f" {words(item['unit'])}" if item["unit"] else ""
    within = f", give or take {item['tolerance']}" if item["tolerance"] else ""
    asked = f"<p>A number from {item['min']} to {item['max']}{unit}: ________</p>"
    feedback = item["feedback"]
    return asked, [
        f"<strong>Right: {item['answer']}{unit}{within}.</strong> {words(feedback['right'])}",
        f"<strong>Lower:</strong> {words(feedback['low'])}",
        f"<strong>Higher:</strong> {words(feedback['high'])}",
    ]


def _matching(item: dict) -> tuple[str, list[str]]:
    left = {entry["id"]: entry["text"] for entry in item["left"]}
    right = {entry["id"]: entry["text"] for entry in item["right"]}
    asked = "".join(f"<li>{words(text)}: ________</li>" for text in left.values())
    wanted = {pair["left"]: right[pair["right"]] for pair in item["pairs"]}
    texts = [*right.values()] if item["keep_order"] else _mixed(right.values(), [wanted[name] for name in left])
    offered = "".join(f"<li>{words(text)}</li>" for text in texts)
    answers = [
        f"<strong>{words(left[pair['left']])}: {words(right[pair['right']])}.</strong> {words(pair['feedback'])}"
        for pair in item["pairs"]
    ]
    return f"<ul>{asked}</ul><p>To choose from:</p><ul>{offered}</ul>", answers


def _ordering(item: dict) -> tuple[str, list[str]]:
    steps = [step["text"] for step in item["steps"]]
    asked = "".join(f"<li>{words(text)}</li>" for text in _mixed(steps, steps))
    answers = [
        f"<strong>{place}. {words(step['text'])}.</strong> {words(step['feedback'])}"
        for place, step in enumerate(item["steps"], start=1)
    ]
    return f"<p>Put in order:</p><ul>{asked}</ul>", answers


def _mixed(texts: Iterable[str], answer: list[str]) -> list[str]:
    """`texts` in alphabetical order, or backwards where that is the order of the answer."""
    mixed = sorted(texts)
    return mixed[::-1] if [text for text in mixed if text in answer] == list(dict.fromkeys(answer)) else mixed


_BODIES = {"single": _choice, "multiple": _choice, "numeric": _numeric, "matching": _matching, "ordering": _ordering}


def _figure(item: dict) -> str:
    if "figure" not in item:
        return ""
    drawing, alt = item["figure"]["drawing"], item["figure"]["alt"]
    return _svg(drawing, f' class="pbp-quiz-figure" role="img" aria-label="{escape(alt)}" width="320"')


def _svg(piece: dict | str, more: str = "") -> str:
    if isinstance(piece, str):
        return escape(piece)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in piece["attributes"].items())
    inner = "".join(map(_svg, piece["children"]))
    return f"<{piece['tag']}{attributes}{more}>{inner}</{piece['tag']}>"
