"""The rule that keeps notebooks clean: `python notebook_rules.py` checks it, with `--refresh` it runs them and mends.

A cell is strict unless it is tagged `nbval-ignore-output` together with `reason:…`. Strict cells carry their output,
which nbval compares; other cells carry none. Ids are words, cells are short, and nothing asks the clock or the network.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
LOOSE, REASON = "nbval-ignore-output", "reason:"
LONGEST_CELL = 10
FORBIDDEN = {
    r"^\s*[!%]": "shell or magic command",
    r"\b(requests|urllib|httpx|socket)\b": "network",
    r"\b(datetime|time)\.(now|today|time)\b": "clock",
    r"\brandom\.(?!seed|Random\(\d|default_rng\(\d)": "randomness without a fixed seed",
}


def notebooks() -> list[Path]:
    """Every notebook of the course, in order."""
    return sorted(p for p in (ROOT / "chapters").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def is_strict(cell) -> bool:
    """Whether nbval compares this code cell's output."""
    return cell.cell_type == "code" and LOOSE not in cell.metadata.get("tags", [])


def problems(path: Path) -> list[str]:
    """What is wrong in the notebook at `path`, each with the cell's id and what is allowed."""
    notebook = nbformat.read(path, as_version=4)
    found, seen = [], set()
    if set(notebook.metadata) - {"kernelspec", "language_info"}:
        found.append(f"metadata: found {sorted(notebook.metadata)}; only kernelspec and language_info are allowed")
    for cell in notebook.cells:
        for problem in _cell_problems(cell):
            found.append(f"cell {cell.id}: {problem}")
        if cell.id in seen:
            found.append(f"cell {cell.id}: this id stands twice")
        seen.add(cell.id)
    return [f"{path.relative_to(ROOT)}, {line}" for line in found]


def _cell_problems(cell) -> list[str]:
    found = []
    tags = cell.metadata.get("tags", [])
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", cell.id) or re.fullmatch(r"[0-9a-f]{8}(-.*)?", cell.id):
        found.append("its id is not made of words, such as `agreement-figure`")
    if set(cell.metadata) - {"tags"}:
        found.append(f"metadata {sorted(cell.metadata)}; only tags are allowed")
    if cell.cell_type != "code":
        return found
    if LOOSE in tags and not any(tag.startswith(REASON) for tag in tags):
        found.append(f"the tag {LOOSE} needs a tag {REASON}… that says why")
    if LOOSE in tags and (cell.outputs or cell.execution_count):
        found.append("carries an output or a count although it is not compared; run `make refresh`")
    if cell.outputs and not cell.execution_count:  # nbval refuses to compare what was not run
        found.append("carries an output but no execution count; run `make refresh`")
    if len(cell.source.splitlines()) > LONGEST_CELL:
        found.append(
            f"has {len(cell.source.splitlines())} lines, {LONGEST_CELL} are allowed: make it a function in widgets/"
        )
    for pattern, name in FORBIDDEN.items():
        if re.search(pattern, cell.source, re.MULTILINE):
            found.append(f"{name} is not allowed")
    return found


def refresh(path: Path) -> None:
    """Run the notebook and keep the outputs of its strict cells."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if cell.cell_type == "code" and not is_strict(cell):
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


def main() -> int:
    """Refresh if asked, then print every problem; 1 if there is any."""
    if "--refresh" in sys.argv:
        for path in notebooks():
            refresh(path)
    found = [line for path in notebooks() for line in problems(path)]
    print("\n".join(found) if found else f"{len(notebooks())} notebook(s) clean")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
