"""Fixtures of the site's tests: the book served in three ways, Debian's Chromium, and visits to pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from browse import READY, SUB_PATH, Base, Visit, served, storage_reaches
from playwright.sync_api import Browser, sync_playwright

INSTALL = "Run: tests/install_tools.sh"


@pytest.fixture(scope="session")
def bases(site: Path):
    """The ways to the book, by name: `root` and `sub-path` of a server, and `file`."""
    with served(site) as root, served(site, SUB_PATH) as below:
        yield {
            "root": Base("root", root),
            "sub-path": Base("sub-path", below),
            "file": Base("file", site.as_uri() + "/"),
        }


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, headless, which may resolve no name: what slips past the recording still reaches nobody."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail(f"Chromium is missing. {INSTALL}")
    with sync_playwright() as playwright:
        rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", rules])
        yield browser
        browser.close()


@pytest.fixture
def visit_with(chromium: Browser, bases: dict[str, Base]):
    """A function that gives a fresh visit (a profile of its own); every visit ends with the test."""
    contexts = []

    def start(base: Base | str = "root", theme="light", width=1280, javascript=True, **options) -> Visit:
        context = chromium.new_context(
            color_scheme=theme, viewport={"width": width, "height": 844 if width < 600 else 800},
            java_script_enabled=javascript, reduced_motion="reduce", service_workers="block", **options,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visit(context, bases[base] if isinstance(base, str) else base)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def page_at(visit_with):
    """A function that opens one page in a fresh visit, and gives the visit; its tab is `visit.page`."""

    def open_page(path: str, *, base="root", theme="light", width=1280, javascript=True, **options) -> Visit:
        visit = visit_with(base, theme, width, javascript, **options)
        visit.open(path, READY if javascript else None)
        return visit

    return open_page


@pytest.fixture
def tabs_at(visit_with):
    """A function that opens two pages in one fresh visit, each of which hears of what the other keeps."""

    def open_tabs(path: str, other: str, base="root"):
        for _ in range(4):
            visit = visit_with(base)
            pages = visit.open(path), visit.open(other)
            if storage_reaches(*pages) and storage_reaches(*reversed(pages)):
                return visit, *pages
            visit.context.close()
        pytest.fail("What one tab keeps does not reach another tab.")

    return open_tabs


@pytest.fixture(scope="session")
def questions(root: Path) -> dict:
    """The items of the chapter's quiz as they stand in data/, by id."""
    source = yaml.safe_load((root / "data/quiz/patterns.yaml").read_text(encoding="utf8"))
    return {item["id"]: item for item in source["items"]}


@pytest.fixture(scope="session")
def all_questions(root: Path) -> int:
    """How many questions all quizzes have together."""
    quizzes = (root / "data/quiz").glob("*.yaml")
    return sum(len(yaml.safe_load(path.read_text(encoding="utf8"))["items"]) for path in quizzes)


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """axe-core, as one script."""
    path = root / "tests/node_modules/axe-core/axe.min.js"
    if not path.is_file():
        pytest.fail(f"axe-core is missing in {path.parent}. {INSTALL}")
    return path.read_text(encoding="utf8")
