"""The safety check as a plain checklist, for a page without JavaScript and for paper."""

from __future__ import annotations

from html import escape

from widgets._shared.html import as_text
from widgets.red_flags import general_note
from widgets.safety_check.prepare import GATE


def static_check(questions: list[dict], steps: list[dict]) -> str:
    """Every step with its signs or precautions, each with a box to tick, what to do, and its source."""
    by_id = {one["id"]: one for one in questions}
    parts = [_step(step, [by_id[name] for name in step["questions"]]) for step in steps]
    return (
        '<div class="pbp-checklist"><p><strong>Safety check.</strong> Look through it from the top. One sign is enough '
        f"to act. In doubt, count it as yes.</p>{''.join(parts)}<p>{as_text(general_note())}</p></div>"
    )


def _step(step: dict, asked: list[dict]) -> str:
    if step["id"] == GATE:
        text = f"{as_text(step['says'])} If so, begin with the signs that follow, and get help for any of them."
        return f"<p><strong>{escape(step['title'])}</strong> {text}</p>"
    entries = "".join(_flag(one) if one["kind"] == "flag" else _precaution(one) for one in asked)
    return f"<p><strong>{as_text(step['title'])}.</strong> {as_text(step['says'])}</p><ul>{entries}</ul>"


def _flag(one: dict) -> str:
    return (
        f'<li data-question="{escape(one["id"])}">☐ {as_text(one["text"])}. '
        f"<strong>{as_text(one['do'])}</strong> "
        f"<small>{as_text(one['about'])} {as_text(one['source'])}</small></li>"
    )


def _precaution(one: dict) -> str:
    return (
        f'<li data-question="{escape(one["id"])}">☐ {as_text(one["text"])}. <strong>{as_text(one["advice"])}</strong> '
        f"{as_text(one['decides'])} <small>{as_text(one['known'])} {as_text(one['source'])}</small></li>"
    )
