"""A small book in which every text tries to run a script, built by this repository's own extension and widgets."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import yaml

IMAGE = "<img src=x onerror=window.hacked=1>"
SCRIPT = "</script><script>window.hacked=1</script>"
PARTS = ["book", "widgets", "data", "deno.json", "deno.lock", "requirements.txt", "_config.yml", "pyproject.toml"]
TOC = {
    "format": "jb-book",
    "root": "book/index",
    "chapters": [{"file": f"book/{name}"} for name in ("red-flags", "glossary", "data-dictionary", "sources")]
    + [{"file": "chapters/hostile"}],
}
FIGURE = f"""
import plotly.graph_objects as go
from widgets.figures import Figure
import pandas as pd
hostile = {SCRIPT + IMAGE!r}
fig = go.Figure(go.Bar(x=[hostile, "b"], y=[1, 2], name=hostile, text=[hostile, "t"]))
fig.update_layout(title=hostile, xaxis_title=hostile)
Figure(fig, alt=hostile, says=hostile, source=hostile, table=pd.DataFrame({{hostile: [hostile]}}))
"""


KEYS = {"id", "kind", "objective", "chapter", "source", "svg"}
"""Fields that are names and no texts."""


def poisoned(value, field: str = ""):
    """`value` with the hostile image in each of its texts, and a hostile link and a strong image in each stem."""
    if isinstance(value, dict):
        return {
            name: poisoned(inner, name if name not in ("left", "right") else field) for name, inner in value.items()
        }
    if isinstance(value, list):
        return value if field in KEYS else [poisoned(inner, field) for inner in value]
    if not isinstance(value, str) or field in KEYS:
        return value
    marked = (
        f" **{IMAGE}** [link](javascript:window.hacked=1) [link](data:text/html,{SCRIPT})" if field == "stem" else ""
    )
    return value + IMAGE + marked


def poison_quiz(path: Path) -> None:
    """Put the hostile image into every text field that a reader sees."""
    quiz = yaml.safe_load(path.read_text(encoding="utf8"))
    quiz["title"] += IMAGE + SCRIPT
    quiz["objectives"] = {key: text + IMAGE for key, text in quiz["objectives"].items()}
    quiz["items"] = [poisoned(item) for item in quiz["items"]]
    for item in quiz["items"]:
        item["explanation"] += SCRIPT
        for pair in item.get("pairs", []):  # the two sides name entries here
            pair |= {side: pair[side].removesuffix(IMAGE) for side in ("left", "right")}
    path.write_text(yaml.safe_dump(quiz, allow_unicode=True, sort_keys=False), encoding="utf8")


def poison_table(path: Path, columns: list[str]) -> None:
    """Put hostile text into these columns of every row."""
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {column: row[column] + IMAGE + SCRIPT for column in columns}
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def poison_package(path: Path) -> None:
    """Put hostile text into what describes the tables and their columns."""
    package = json.loads(path.read_text(encoding="utf8"))
    for resource in package["resources"]:
        for part in ("title", "description", "theme"):
            resource[part] = resource.get(part, "") + IMAGE + SCRIPT
        for field in resource.get("schema", {}).get("fields", []):
            field["description"] += IMAGE + SCRIPT
    path.write_text(json.dumps(package), encoding="utf8")


def _notebook(path: Path) -> None:
    """A chapter with a hostile title (raw HTML in a heading), a quiz, a figure and a table."""
    cell, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    book = nbformat.v4.new_notebook(cells=[
        text("# Title <script>window.hacked=1</script> `<script>window.hacked=1</script>` " + IMAGE),
        text("A formula: $\\kappa = \\frac{p_o - p_e}{1 - p_e}$ and [a link](javascript:window.hacked=1)."),
        text("<script>window.hacked=1</script>\n\n" + f"## Section {IMAGE}"),
        cell('from widgets import Quiz\nQuiz("patterns")'),
        cell(FIGURE),
        cell("pd.DataFrame({hostile: [hostile]})"),
    ])  # fmt: skip
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True)
    nbformat.write(book, path)


def build(root: Path, target: Path) -> Path:
    """Build the hostile book in `target` from a copy of the repository's code; returns its pages' folder."""
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / part)
    (target / "_toc.yml").write_text(yaml.safe_dump(TOC), encoding="utf8")
    (target / "book/index.md").write_text(f"# Home {IMAGE}\n\n<script>window.hacked=1</script>\n", encoding="utf8")
    _notebook(target / "chapters/hostile.ipynb")
    poison_quiz(target / "data/quiz/patterns.yaml")
    poison_table(target / "data/red_flags.csv", ["sign", "think_of", "do", "note", "source_as_printed"])
    poison_table(target / "data/references.csv", ["authors", "title", "container", "note"])
    poison_table(target / "data/trials.csv", ["label"])
    poison_table(target / "data/outcomes.csv", ["do_not_plot_reason"])
    poison_table(target / "data/published_pools.csv", ["what", "measure", "reason"])
    poison_package(target / "data/datapackage.json")
    poison_table(target / "data/glossary.csv", ["term", "pinyin", "definition_in_own_words"])
    done = subprocess.run(
        [str(Path(sys.executable).with_name("jupyter-book")), "build", "."], cwd=target, capture_output=True, text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(target), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    pages = target / "_build/html"
    if done.returncode or not (pages / "chapters/hostile.html").is_file():
        raise AssertionError(f"the hostile book did not build:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return pages
