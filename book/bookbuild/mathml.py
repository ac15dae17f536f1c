"""Formulas: TeX becomes MathML while the book is built, so they read without JavaScript and weigh nothing."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

from deno import find_deno_bin
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

# One deno process a formula costs 30 ms; a book has few of them, and `cache` spares the repeated ones.
CONVERT = """
import temml from "temml";
const { tex, displayMode } = JSON.parse(Deno.args[0]);
console.log(temml.renderToString(tex, { displayMode, throwOnError: true, annotate: true }));
"""


@cache
def to_mathml(root: Path, tex: str, display: bool) -> str:
    """MathML for `tex`, with the source as annotation; a formula that TeX would refuse fails the build."""
    done = subprocess.run(
        [find_deno_bin(), "eval", "--quiet", CONVERT, json.dumps({"tex": tex, "displayMode": display})],
        cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ExtensionError(f"the formula {tex!r} does not parse:\n{done.stderr.strip()}")
    return done.stdout.strip()


def _inline(translator, node: nodes.Element) -> None:
    translator.body.append(to_mathml(Path(translator.builder.app.confdir), node.astext(), False))
    raise nodes.SkipNode


def _block(translator, node: nodes.Element) -> None:
    formula = to_mathml(Path(translator.builder.app.confdir), node.astext(), True)
    translator.body.append(f'<div class="pbp-formula" role="region" tabindex="0">{formula}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
