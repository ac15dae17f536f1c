"""Formulas: TeX becomes MathML while the book is built, so they read without JavaScript and weigh nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from deno import find_deno_bin
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

# Starting deno takes 30 ms, a formula hardly any time: all formulas of a page go through one process.
CONVERT = """
import temml from "temml";
const formulas = JSON.parse(await new Response(Deno.stdin.readable).text());
console.log(JSON.stringify(formulas.map(({ tex, displayMode }) => {
  try {
    return { mathml: temml.renderToString(tex, { displayMode, throwOnError: true, annotate: true }) };
  } catch (error) {
    return { error: String(error.message) };
  }
})));
"""
WIDE = 40  # characters of TeX: a longer formula may scroll on a phone, and must then be reachable by keyboard
Formula = tuple[str, bool]  # TeX, and whether it stands on a line of its own
_done: dict[Formula, str] = {}


def convert(root: Path, formulas: list[Formula]) -> None:
    """MathML for each formula into `_done`, with its source as annotation. One that TeX refuses stops the build."""
    asked = json.dumps([{"tex": tex, "displayMode": display} for tex, display in formulas])
    command = [find_deno_bin(), "eval", "--quiet", CONVERT]
    run = subprocess.run(command, cwd=root, input=asked, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ExtensionError(f"temml, which turns formulas into MathML, did not run:\n{run.stderr.strip()}")
    for formula, answer in zip(formulas, json.loads(run.stdout), strict=True):
        if "error" in answer:
            raise ExtensionError(f"the formula {formula[0]!r} does not parse:\n{answer['error']}")
        _done[formula] = answer["mathml"]


def _mathml(translator, node: nodes.Element, display: bool) -> str:
    formula = (node.astext(), display)
    if formula not in _done:
        everywhere = node.document.findall(lambda n: isinstance(n, nodes.math | nodes.math_block))
        wanted = dict.fromkeys((n.astext(), isinstance(n, nodes.math_block)) for n in everywhere)
        convert(Path(translator.builder.app.confdir), list(dict.fromkeys([formula, *wanted])))
    return _done[formula]


def _inline(translator, node: nodes.Element) -> None:
    translator.body.append(_mathml(translator, node, False))
    raise nodes.SkipNode


def _block(translator, node: nodes.Element) -> None:
    formula = _mathml(translator, node, True)
    focus = ' role="region" tabindex="0"' if len(node.astext()) > WIDE else ""
    translator.body.append(f'<div class="pbp-formula"{focus}>{formula}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
