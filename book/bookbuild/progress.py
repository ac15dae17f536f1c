"""The page "Your progress": which quizzes there are, as data for its script and as a list for readers without one."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from widgets import Quiz, data
from widgets._shared.markdown import plain

# What marking needs of an item; texts stay in the chapter.
NEEDED = {
    "id", "kind", "version", "options", "correct", "left", "right", "pairs", "steps", "answer", "tolerance", "unit",
    "questions",
}  # fmt: skip


def needed(part):
    """`part` of an item without what marking does not need."""
    if isinstance(part, list):
        return [needed(one) for one in part]
    if isinstance(part, dict):
        return {key: needed(value) for key, value in part.items() if key in NEEDED}
    return part


def quiz_info(name: str, pages: dict[str, str]) -> dict:
    """One quiz for the script: title, chapter, the way to it, and its items; `pages`: addresses by chapter."""
    source = data.read_quiz(name)
    chapter = source["items"][0]["chapter"]
    items = [{**needed(item), "title": plain(item["stem"])} for item in Quiz(name).items]
    return {"name": name, "title": source["title"], "chapter": chapter, "href": pages.get(chapter, ""), "items": items}


class QuizProgress(SphinxDirective):
    """Every quiz of data/quiz/; book/site/progress.js shows how far the reader got."""

    def run(self) -> list[nodes.Node]:
        address = self.env.app.builder.get_relative_uri
        pages = {doc.split("/")[-1]: address(self.env.docname, doc) for doc in self.env.found_docs}
        names = sorted(path.stem for path in Path(self.env.app.confdir, "data/quiz").glob("*.yaml"))
        quizzes = [quiz_info(name, pages) for name in names]
        text = json.dumps(quizzes, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        lines = "".join(
            f'<li><a href="{escape(quiz["href"])}">{escape(quiz["title"])}</a>: {len(quiz["items"])} questions</li>'
            for quiz in quizzes
        )
        html = (
            f'<div class="pbp-progress"><script type="application/json">{text}</script><div class="pbp-static">'
            f"<p>Your answers can be shown here only with JavaScript on. These are the quizzes:</p><ul>{lines}</ul>"
            "</div></div>"
        )
        return [nodes.raw("", html, format="html")]


def setup(app: Sphinx) -> None:
    app.add_directive("quiz-progress", QuizProgress)
