"""Measure the trial simulator: how long 1,000 trials of 300 people take on a page, and whether the page stays awake.

Writes _build/bench-simulator.json and prints a table. Needs the built book. Beside each time stands that of the bare
computation in the same browser and the same run, so that a slow machine slows both: their ratio is what the page costs.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/site")]

from bench import CHROMIUM, machine, serve  # noqa: E402
from own_quiz import as_json  # noqa: E402
from own_widgets import HEAD, PATH, state_of  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from widgets import TrialSimulator  # noqa: E402
from widgets._shared.link import link  # noqa: E402

ARMS = (100, 300)
"""people in each arm: 300 people in all, and 300 an arm"""
RUNS, TRIALS, TARGET = 9, 1000, 300
# From the press of the button to numbers that are painted; and the longest wait of whoever asks for the next frame.
PRESS = """async () => {
  const root = document.querySelector("[data-widget=trial_simulator]"), start = performance.now();
  let longest = 0, before = start;
  [...root.querySelectorAll("button")].find((one) => one.textContent.startsWith("Run ")).click();
  do {
    await new Promise((done) => { const port = new MessageChannel(); port.port1.onmessage = done; port.port2.postMessage(0); });
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  } while (!root.querySelector("[data-done]"));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [performance.now() - start, longest];
}"""  # noqa: E501
BARE = """async ([source, settings, trials]) => {
  const { runMany } = await import(source);
  const start = performance.now();
  runMany(settings, trials);
  return performance.now() - start;
}"""


def open_page(browser: Browser, address: str, people: int) -> Page:
    """A fresh page with so many people in each arm."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    state = state_of(TrialSimulator(preset="gerac", people=people, trials=TRIALS))
    body = (
        f"{HEAD.format(name='trial_simulator', theme='light')}<body><main><h1>Bench</h1><div class='pbp-widget'>"
        '<script type="application/json">{"model_id": "m"}</script><div class="pbp-static"></div></div></main>'
        f'<script id="pbp-models" type="application/json">{as_json({"m": state})}</script></body></html>'
    )
    page.route(f"**/{PATH}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(address + PATH)
    page.wait_for_selector("[data-widget=trial_simulator] .panel")
    return page


def measure() -> dict:
    """Medians in milliseconds, by people in an arm; each run has a page of its own, as a reader comes to it."""
    address = serve()
    source = "data:text/javascript," + quote(link(ROOT / "widgets/trial_simulator/many.js"))
    found: dict = {"machine": machine(), "trials": TRIALS, "runs": RUNS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for people in ARMS:
            settings = TrialSimulator(preset="gerac", people=people).settings
            rows = []
            for _ in range(RUNS):
                blank = browser.new_context().new_page()
                bare = blank.evaluate(BARE, [source, settings, TRIALS])
                blank.context.close()
                page = open_page(browser, address, people)
                rows.append([*page.evaluate(PRESS), bare])
                page.context.close()
            middle = [statistics.median(column) for column in zip(*rows, strict=True)]
            ratio = statistics.median(row[0] / row[2] for row in rows)
            names = ("page ms", "longest task ms", "bare ms")
            found[str(people)] = dict(zip(names, middle, strict=True)) | {"ratio": ratio}
        browser.close()
    return found


def main() -> int:
    """Measure, write, print; 1 where the target is missed."""
    found = measure()
    (ROOT / "_build/bench-simulator.json").write_text(json.dumps(found, indent=1), encoding="utf8")
    print(f"\n{found['machine']}; medians of {RUNS} runs; {TRIALS:,} trials; target {TARGET} ms with 100 people an arm")
    names = ("page ms", "bare ms", "ratio", "longest task ms")
    print(f"{'people an arm':>15}" + "".join(f"{name:>18}" for name in names))
    for people in ARMS:
        print(f"{people:>15}" + "".join(f"{found[str(people)][name]:>18.1f}" for name in names))
    return int(found[str(ARMS[0])]["page ms"] > TARGET)


if __name__ == "__main__":
    sys.exit(main())
