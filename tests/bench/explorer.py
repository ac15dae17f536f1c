"""Measure the study explorer: weight, and how long filtering, pooling anew and drawing take with more and more trials.

Writes _build/bench-explorer.json and _build/bench-explorer.html and prints a table. Needs the built book. Times depend
on the machine, which is named; how they grow hardly does.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/site")]

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import plotly.graph_objects as go  # noqa: E402
from bench import CHROMIUM, SITE, machine, serve  # noqa: E402
from explorer_page import HEAD, PAGE, state_of  # noqa: E402
from own_quiz import as_json  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from widgets import StudyExplorer  # noqa: E402

SIZES = (3, 16, 100, 300, 1000, 3000, 10_000)
TARGETS = {100: 16, 1000: 16, 10_000: 100}
CONTROL, HEAVIEST = 50, 60_000
# Ticks the first trial out and in again: each time all is filtered, pooled, worded, drawn and laid out.
REDRAW = """(times) => {
  const root = document.querySelector("[data-widget=study-explorer]"), taken = [];
  for (let n = 0; n < times; n++) {
    const box = root.querySelector("[data-study] input");
    const start = performance.now();
    box.click();
    root.getBoundingClientRect();
    taken.push(performance.now() - start);
  }
  return taken;
}"""
FRAME = """async () => {
  const root = document.querySelector("[data-widget=study-explorer]"), taken = [];
  for (let n = 0; n < 15; n++) {
    const box = root.querySelector("select[name=interval]");
    const start = performance.now();
    box.value = ["hksj", "wald", "hksj-modified"][n % 3];
    box.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    taken.push(performance.now() - start);
  }
  return taken;
}"""


def trials(count: int) -> pd.DataFrame:
    """Made-up trials."""
    rng = np.random.default_rng(count)
    frame = pd.DataFrame({"label": [f"Trial {n}" for n in range(count)], "yi": rng.normal(-0.3, 0.4, count)})
    return frame.assign(vi=rng.uniform(0.01, 0.3, count), year=rng.integers(1980, 2025, count), n_acu=40, n_ctl=40)


def open_page(page: Page, address: str, count: int) -> None:
    """A page with so many trials."""
    one = StudyExplorer(trials(count), measure="smd")
    mount = (
        '<main><h1>Bench</h1><div class="pbp-widget"><script type="application/json">{"model_id": "m"}</script>'
        '<div class="pbp-static"></div></div>'
        f'</main><script id="pbp-models" type="application/json">{as_json({"m": state_of(one)})}</script>'
    )
    body = f"{HEAD}<body>{mount}</body></html>"
    page.route("**/chapters/own.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{address}chapters/own.html")
    page.wait_for_selector("[data-widget=study-explorer] [data-study]")


def weight(page: Page, address: str) -> dict[str, int]:
    """Gzipped bytes of script, style, and the data of the course's explorer."""
    page.goto(f"{address}{PAGE}")
    states = json.loads(page.locator("#pbp-models").evaluate("(one) => one.textContent"))
    course = next(state for state in states.values() if state["data"]["source"] == "course")
    parts = {
        name: len(gzip.compress((SITE / f"_static/widgets/study_explorer.{name}").read_bytes(), 9))
        for name in ("js", "css")
    }
    text = json.dumps(course, separators=(",", ":"), ensure_ascii=False)
    parts["data"] = len(gzip.compress(text.encode(), 9))
    return parts | {"all": sum(parts.values())}


def measure() -> dict:
    """Weight, and the median times in milliseconds for each number of trials."""
    address = serve()
    redraw, control = {}, {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        weights = weight(page, address)
        for count in SIZES:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            open_page(page, address, count)
            page.evaluate(REDRAW, 10)
            redraw[count] = statistics.median(page.evaluate(REDRAW, 31))
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            control[count] = statistics.median(page.evaluate(FRAME))
            page.close()
        browser.close()
    return {"machine": machine(), "gzipped bytes": weights, "redraw ms": redraw, "control at 4x slow-down ms": control}


def plot(found: dict) -> go.Figure:
    """How the times grow."""
    figure = go.Figure()
    for name in ("redraw ms", "control at 4x slow-down ms"):
        figure.add_scatter(x=list(found[name]), y=list(found[name].values()), name=name, mode="lines+markers")
    figure.add_scatter(x=list(TARGETS), y=list(TARGETS.values()), name="target for a redraw", mode="markers")
    figure.update_xaxes(type="log", title="trials")
    figure.update_yaxes(type="log", title="milliseconds (median)")
    return figure


def main() -> int:
    """Measure, write, print; 1 where a target is missed."""
    found = measure()
    target = ROOT / "_build"
    (target / "bench-explorer.json").write_text(json.dumps(found, indent=1), encoding="utf8")
    plot(found).write_html(target / "bench-explorer.html")
    print(json.dumps(found, indent=1))
    missed = [f"{count} trials: {found['redraw ms'][count]:.1f} ms" for count in TARGETS
              if found["redraw ms"][count] > TARGETS[count]]  # fmt: skip
    if found["control at 4x slow-down ms"][100] > CONTROL:
        missed.append(f"control: {found['control at 4x slow-down ms'][100]:.1f} ms")
    if found["gzipped bytes"]["all"] > HEAVIEST:
        missed.append(f"weight: {found['gzipped bytes']['all']} bytes")
    print("missed: " + "; ".join(missed) if missed else "all targets met")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
