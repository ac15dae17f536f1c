"""Measure the book: weight, time to a ready quiz, response, build times; beside stock html-manager in the same run.

Writes _build/bench.json and prints a table. Times depend on the machine, which is named; the ratios hardly do.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import stock
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build/html"
CHAPTER = "chapters/patterns/patterns-of-back-pain.html"
RUNS = 7
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
READY = """
new MutationObserver((_, self) => {
  if (!document.querySelector("[data-widget=quiz] input")) return;
  self.disconnect();
  requestAnimationFrame(() => { globalThis.quizReady = performance.now(); });
}).observe(document, { childList: true, subtree: true });
"""
ANSWER = """async () => {
  const form = document.querySelector("[data-widget=quiz] form");
  form.querySelector("input").click();
  const start = performance.now();
  form.querySelector("button[type=submit]").click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (!form.querySelector("[role=status]").textContent) throw new Error("no feedback");
  return performance.now() - start;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The standard library's server without a line for each request."""

    def log_message(self, *_) -> None:
        """Say nothing."""


def serve() -> str:
    """Serve the built book on a free port and return its address."""
    handler = functools.partial(Quiet, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def weigh(browser: Browser, address: str) -> dict[str, int]:
    """Gzipped bytes by type of what the page asks for on first view."""
    weights: Counter[str] = Counter()
    page = browser.new_page(viewport={"width": 390, "height": 844})

    def count(response) -> None:
        if response.ok:
            size = len(gzip.compress(response.body(), 6))
            weights[response.request.resource_type] += size
            weights["total"] += size
            if "widgets/quiz" in response.url or "book.js" in response.url:
                weights["of it quiz and host"] += size

    page.on("response", count)
    page.goto(address, wait_until="networkidle")
    page.close()
    return dict(weights)


def ready(browser: Browser, address: str) -> float:
    """Milliseconds from navigation to a quiz that is drawn, in a fresh profile; median of RUNS."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(READY)
        page.goto(address)
        page.wait_for_function("globalThis.quizReady")
        times.append(page.evaluate("globalThis.quizReady"))
        context.close()
    return statistics.median(times)


def response(browser: Browser, address: str) -> float:
    """Milliseconds from Check to painted feedback with the processor slowed down four times; median of RUNS."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context()
        page: Page = context.new_page()
        page.goto(address)
        page.wait_for_selector("[data-widget=quiz] input")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        times.append(page.evaluate(ANSWER))
        context.close()
    return statistics.median(times)


def build_times() -> dict[str, float]:
    """Seconds for a cold build, one with nothing changed, and one with the chapter changed, in a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        skip = shutil.ignore_patterns("_build", ".venv", ".git", "node_modules", "*.egg-info")
        shutil.copytree(ROOT, copy, ignore=skip)

        def build() -> float:
            start = time.perf_counter()
            command = ["jupyter-book", "build", "-W", "--keep-going", "."]
            environment = {**os.environ, "PYTHONPATH": str(copy)}
            subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
            return round(time.perf_counter() - start, 1)

        cold, same = build(), build()
        chapter = next((copy / "chapters").rglob("*.ipynb"))
        chapter.write_text(chapter.read_text(encoding="utf8").replace("Picture two people", "Picture 2 people", 1))
        return {"cold": cold, "unchanged": same, "one chapter changed": build()}


def machine() -> str:
    """The processor, number of cores and system this ran on."""
    info = Path("/proc/cpuinfo")
    names = (
        [line.split(":")[1].strip() for line in info.read_text().splitlines() if "model name" in line]
        if info.is_file()
        else []
    )
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, {platform.system()}"


def main() -> None:
    """Measure, write, print."""
    if CHROMIUM is None:
        raise SystemExit("bench needs Chromium: on Debian `apt-get install chromium`")
    base = serve()
    twin = stock.write(SITE, CHAPTER)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            result = {"machine": machine(), "runs": RUNS}
            for name, page in {"ours": CHAPTER, "html-manager": twin}.items():
                result[name] = {
                    "weight": weigh(browser, base + page),
                    "ready_ms": round(ready(browser, base + page)),
                    "response_ms": round(response(browser, base + page), 1),
                }
    finally:
        stock.remove(SITE, twin)
    ours, theirs = result["ours"], result["html-manager"]
    result["ratio"] = {
        "weight": round(theirs["weight"]["total"] / ours["weight"]["total"], 2),
        "ready": round(theirs["ready_ms"] / ours["ready_ms"], 2),
    }
    result["build_s"] = build_times()
    (ROOT / "_build/bench.json").write_text(json.dumps(result, indent=2) + "\n")
    show(result)


def show(result: dict) -> None:
    """Print the table, with the targets beside."""
    ours, theirs, ratio = result["ours"], result["html-manager"], result["ratio"]
    print(f"\n{result['machine']}; medians of {result['runs']} runs\n")
    print(f"{'':34}{'ours':>10}{'stock':>10}   target")
    kinds = sorted(set(ours["weight"]) | set(theirs["weight"]), key=lambda kind: (kind == "total", kind))
    targets = {"total": "at most 300 kB", "of it quiz and host": "at most 12 kB"}
    for kind in kinds:
        row = [f"{w['weight'].get(kind, 0) / 1000:.1f}" for w in (ours, theirs)]
        print(f"{'gzipped kB, ' + kind:34}{row[0]:>10}{row[1]:>10}   {targets.get(kind, '')}")
    print(f"{'ms to a ready quiz, cold':34}{ours['ready_ms']:>10}{theirs['ready_ms']:>10}   500, and 3 times sooner")
    print(f"{'ms from Check to feedback, CPU / 4':34}{ours['response_ms']:>10}{theirs['response_ms']:>10}   at most 50")
    print(f"\nstock / ours: weight {ratio['weight']}, ready {ratio['ready']}")
    print("build: " + ", ".join(f"{name} {seconds} s" for name, seconds in result["build_s"].items()))


if __name__ == "__main__":
    main()
