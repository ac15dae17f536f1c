"""Real builds of a book with one notebook: caching, failing cells, warnings, and what is shown of them."""

import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
PARTS = ["book", "widgets", "data", "deno.json", "deno.lock", "requirements.txt", "_config.yml"]
SKIP = shutil.ignore_patterns("__pycache__", "index.md", "red-flags.md", "glossary.md")
CODE = 'from widgets import data\nprint("rows:", len(data.load("articles")))'


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A copy of the house with a single notebook as its only page."""
    root = tmp_path_factory.mktemp("small") / "book"
    root.mkdir()
    for part in PARTS:
        source = ROOT / part
        shutil.copytree(source, root / part, ignore=SKIP) if source.is_dir() else shutil.copy(source, root / part)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "book/red-flags.md").write_text("# Red flags\n")
    (root / "_toc.yml").write_text("format: jb-book\nroot: page\nchapters:\n- file: book/red-flags\n")
    write(root, CODE)
    return root


def write(root, code, text="# Page"):
    cells = [nbformat.v4.new_markdown_cell(text, id="text"), nbformat.v4.new_code_cell(code, id="code")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), root / "page.ipynb")


def build(root):
    """Exit code and what was printed, as someone who types the command sees it; the copy's own widgets are used."""
    done = subprocess.run(
        ["jupyter-book", "build", "-W", "--keep-going", "."],
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def page(root):
    return (root / "_build/html/page.html").read_text(encoding="utf8")


@pytest.mark.full
def test_one_book_through_its_life(book):
    """Built, built again from the cache, run again when data changes, refused while a cell fails, mended."""
    code, output = build(book)
    assert code == 0, output
    assert "Executing notebook" in output
    assert "rows: 5" in page(book)

    code, output = build(book)
    assert code == 0, output
    assert "Executing notebook" not in output

    articles = book / "data/articles.csv"
    kept = articles.read_text(encoding="utf8")
    articles.write_text(kept + kept.splitlines()[-1].replace("A5", "A6", 1) + "\n", encoding="utf8")
    code, output = build(book)
    assert code == 0, output
    assert "Executing notebook" in output, "a change in data/ must run the notebook again"
    assert "rows: 6" in page(book)

    helper = book / "widgets/tables.py"
    helper.write_text(helper.read_text(encoding="utf8") + "\n# changed\n", encoding="utf8")
    _, output = build(book)
    assert "Executing notebook" in output, "a change in widgets/ must run the notebook again"

    write(book, "1 / 0")
    for attempt in ("first", "second"):
        code, output = build(book)
        assert code != 0, f"the {attempt} build with a failing cell passed"
        assert "ZeroDivisionError" in output

    write(book, CODE, text="# Page\n\n[nowhere](nowhere.md)")
    code, output = build(book)
    assert code != 0, "a warning must fail the build"
    assert "nowhere" in output

    write(book, CODE)
    code, output = build(book)
    assert code == 0, output


def test_a_broken_formula_fails_the_build(book):
    write(book, CODE, text="# Page\n\n$\\frac{1$")
    code, output = build(book)
    assert code != 0
    assert "does not parse" in output
    write(book, CODE)
