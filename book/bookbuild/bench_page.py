"""The page "How this is made": our quiz beside jupyterquiz, with the numbers that the last kept benchmark measured."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from widgets.tables import Table

RESULTS = "tests/bench/results/quiz.json"  # written by tests/bench/jupyterquiz_bench.py --keep
MEASURED = {
    "page_kb": "What it adds to a page, with scripts and styles (kB, compressed)",
    "notebook_kb": "A saved notebook that holds it (kB)",
    "ready_ms": "Time until it is ready, first visit (milliseconds)",
    "response_ms": "From the press to the feedback, processor slowed four times (milliseconds)",
}
YES = {True: "yes", False: "no"}


def found(axe: dict[str, int]) -> str:
    """Findings by rule, in words."""
    return "; ".join(f"{rule} × {count}" for rule, count in axe.items()) or "none"


def rows(result: dict) -> pd.DataFrame:
    """One line a measure: ours, and jupyterquiz's."""
    both = [result["ours"], result["jupyterquiz"]]
    lines = [(label, *(f"{one[key]:,}" for one in both)) for key, label in MEASURED.items()]
    lines += [(f"axe-core finds, {when}", *(found(one["axe"][when]) for one in both)) for when in both[0]["axe"]]
    lines += [(name[0].upper() + name[1:], *(YES[one["tried"][name]] for one in both)) for name in both[0]["tried"]]
    return pd.DataFrame(lines, columns=["What was measured or tried", "This quiz", "jupyterquiz"])


class QuizBench(SphinxDirective):
    """The table, with the machine it was measured on."""

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.app.confdir, RESULTS)
        self.env.note_dependency(str(path))
        result = json.loads(path.read_text(encoding="utf8"))
        caption = (
            f"The same {result['questions']} questions in both, on the same page; jupyterquiz "
            f"{result['jupyterquiz_version']}. Measured on one machine ({result['machine']}), medians of "
            f"{result['runs']} runs"
        )
        return [nodes.raw("", Table(rows(result), caption=caption)._repr_html_(), format="html")]


def setup(app: Sphinx) -> None:
    app.add_directive("quiz-bench", QuizBench)
