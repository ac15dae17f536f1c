"""Looking at the book as a reader's browser does: addresses, servers, and a visit that records all that happens."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route
from playwright.sync_api import TimeoutError as Timeout

# The ways to reach a page: the quick set opens it from disk, the hardest of them; the full set takes all.
WAYS = [*(pytest.param(way, marks=pytest.mark.full) for way in ("root", "sub-path")), "file"]
# Both themes and both widths: the quick set takes the two that differ most, the full set all four.
LOOKS = [
    ("light", 1280), ("dark", 390),
    *(pytest.param(theme, width, marks=pytest.mark.full) for theme, width in (("dark", 1280), ("light", 390))),
]  # fmt: skip

HOME = "book/index.html"
FLAGS = "book/red-flags.html"
CHAPTER = "chapters/patterns/patterns-of-back-pain.html"
SEARCH = "search.html"
SUB_PATH = "/some/course/"

# Tells the test of every refusal of the page policy, also of those before the first script of the page.
REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) =>
  globalThis.pbpRefused(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
# Scripts have run, the theme is chosen, and every widget has started or said that it can't.
READY = """() => {
  const widgets = [...document.querySelectorAll(".pbp-widget")];
  return document.readyState === "complete"
    && (document.documentElement.dataset.theme ?? "none") !== "auto"
    && widgets.every((one) => one.querySelector("[data-widget], .pbp-failed"));
}"""


def free_port() -> int:
    """A port that nobody listens on now, for programs that can't choose one themselves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Base:
    """One way in which the book is given to a reader."""

    name: str
    url: str


class _Handler(SimpleHTTPRequestHandler):
    """Serves the book under `prefix` and nothing beside it; keeps quiet."""

    def __init__(self, *args, prefix: str, **kwargs):
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if not self.path.startswith(self.prefix):
            self.send_error(404, f"nothing outside {self.prefix}")
            return
        self.path = "/" + self.path.removeprefix(self.prefix)
        super().do_GET()

    def log_message(self, *args) -> None:
        pass


@contextmanager
def served(folder: Path, prefix: str = "/"):
    """Serve `folder` under `prefix` on a free local port; gives the address."""
    handler = partial(_Handler, directory=str(folder), prefix=prefix)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()


class Visit:
    """A reader with one browser profile: what the pages ask for, say and try is kept, and nothing leaves the book."""

    def __init__(self, context: BrowserContext, base: Base):
        self.context, self.base = context, base
        self.requests: list[str] = []
        self.outside: list[str] = []
        self.messages: list[str] = []  # console errors and warnings
        self.errors: list[str] = []  # exceptions that no script caught
        self.refused: list[str] = []  # what the page policy refused
        context.route("**/*", self._gate)
        context.expose_function("pbpRefused", self._note_refusal)
        context.add_init_script(REPORT_REFUSALS)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page: Page | None = None

    def _gate(self, route: Route) -> None:
        url = route.request.url
        if url.startswith((self.base.url, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(url)
            route.abort()

    def _note_refusal(self, what: str) -> None:
        self.refused.append(what)

    def _hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.messages.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def replace(self, pattern: str, script: str) -> None:
        """From now on, answer requests like `pattern` with this script instead of the book's own."""
        self.context.route(pattern, lambda route: route.fulfill(body=script, content_type="text/javascript"))

    def open(self, path: str, ready: str | None = READY) -> Page:
        """Open `path` in a new tab and wait until it is `ready`; index.html leads on by itself."""
        page = self.context.new_page()
        self.page = self.page or page
        page.goto(self.base.url + path)
        if path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0] == "index.html":
            page.wait_for_url("**/book/index.html")
        if ready:
            page.wait_for_function(ready)
        return page

    def asked_for(self, part: str) -> list[str]:
        """The requests so far whose address has `part` in it."""
        return [url for url in self.requests if part in url]

    def faults(self) -> list[str]:
        """All that a quiet page has none of, in words."""
        kinds = {"request outside the book": self.outside, "console": self.messages,
                 "uncaught": self.errors, "refused by the policy": self.refused}  # fmt: skip
        return [f"{kind}: {what}" for kind, found in kinds.items() for what in found]


def storage_reaches(page: Page, other: Page) -> bool:
    """Whether `other` hears of what `page` keeps.

    In a fresh profile, from disk and on a busy machine, Chromium now and then loses all that a page writes (shown with
    a page that is nothing but `<script>localStorage.setItem("a", 1)</script>` and a button that writes again).
    """
    page.evaluate("() => localStorage.setItem('probe', 'there')")
    try:
        other.wait_for_function("() => localStorage.getItem('probe') === 'there'", timeout=5_000)
        return True
    except Timeout:
        return False
    finally:
        page.evaluate("() => localStorage.removeItem('probe')")


# Goes to the next figure that waits, again and again as a reader would, because drawing moves what stands below.
DRAW = """() => {
  const waiting = [...document.querySelectorAll(".pbp-plot")].find((one) => !one.dataset.drawn);
  waiting?.scrollIntoView({ block: "center" });
  return !waiting;
}"""


def draw_figures(page: Page) -> None:
    """Scroll to every figure of the page until it is drawn."""
    page.wait_for_function(DRAW)


def pages_of(site: Path) -> list[str]:
    """Every HTML file of the built book, by its path in it."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
