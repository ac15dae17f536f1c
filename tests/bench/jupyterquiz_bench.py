"""Measure our quiz beside jupyterquiz in one run: the same questions, the same page around them, the same browser.

Weight in page and notebook, time to a ready quiz, response, axe-core's findings, and what each can do as tried in the
browser. Writes _build/bench-quiz.json and prints a table; with --keep also tests/bench/results/quiz.json, which the
page "How this is made" shows.
"""

from __future__ import annotations

import json
import statistics
import sys
from importlib.metadata import version
from pathlib import Path

import bench
import nbclient
import nbformat
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, sync_playwright

from widgets import data
from widgets._shared.markdown import plain

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
THEIR_KINDS = {"single": "multiple_choice", "multiple": "many_choice", "numeric": "numeric"}
PARTS = {  # by page: the quiz, what an answer is given with first, and what is shown as feedback
    "ours": {"quiz": "[data-widget=quiz]", "control": "[data-widget=quiz] input", "said": "form [role=status]"},
    "jupyterquiz": {"quiz": ".jq", "control": ".jq .MCButton", "said": ".Feedback"},
}
READY = """
new MutationObserver((_, self) => {
  if (!document.querySelector("%s")) return;
  self.disconnect();
  requestAnimationFrame(() => { globalThis.quizReady = performance.now(); });
}).observe(document, { childList: true, subtree: true });
"""
ANSWER = """async ([quiz, control, said]) => {
  const first = document.querySelector(control), form = first.closest("form");
  if (form) first.click();
  const start = performance.now();
  (form ? form.querySelector("button[type=submit]") : first).click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (!document.querySelector(quiz).querySelector(said).textContent) throw new Error("no feedback");
  return performance.now() - start;
}"""
RUN_AXE = """async (quiz) => {
  const chosen = axe.getRules().filter(({ tags }) => !tags.includes("wcag2aaa"));
  const rules = Object.fromEntries(chosen.map(({ ruleId }) => [ruleId, { enabled: true }]));
  const { violations } = await axe.run(quiz, { resultTypes: ["violations"], rules });
  return Object.fromEntries(violations.map(({ id, nodes }) => [id, nodes.length]));
}"""
# Puts the focus just before the quiz, so that the next Tab goes into it.
BEFORE = """(quiz) => {
  const here = document.createElement("span");
  here.tabIndex = -1;
  document.querySelector(quiz).prepend(here);
  here.focus();
}"""
SAID = "([quiz, said]) => [...document.querySelectorAll(`${quiz} ${said}`)].some((one) => one.textContent)"


def questions() -> list[dict]:
    """The items that both can show."""
    return [
        item for item in data.read_quiz("patterns")["items"] if item["kind"] in THEIR_KINDS and "figure" not in item
    ]


def as_theirs(item: dict) -> dict:
    """An item in the form that jupyterquiz reads."""
    if item["kind"] == "numeric":
        low, high = item["answer"] - item["tolerance"], item["answer"] + item["tolerance"] + 1e-9
        answers = [
            {"type": "range", "range": [low, high], "correct": True, "feedback": plain(item["explanation"])},
            {"type": "default", "feedback": plain(item["hint"])},
        ]
    else:
        answers = [
            {"answer": plain(one["text"]), "correct": one["correct"], "feedback": plain(one["feedback"])}
            for one in item["options"]
        ]
    return {"question": plain(item["stem"]), "type": THEIR_KINDS[item["kind"]], "answers": answers}


def their_html(notebook) -> str:
    """What jupyterquiz leaves in a page: its outputs as nbconvert and Jupyter Book write them."""
    outputs = [output.get("data", {}) for output in notebook.cells[0].outputs]
    html = "".join(one.get("text/html", "") for one in outputs)
    script = "".join(one.get("application/javascript", "") for one in outputs)
    return f'<div class="jq">{html}</div><script type="text/javascript">{script}</script>'


def write_pages(site: Path, items: list[dict], theirs: str) -> dict[str, str]:
    """Write the chapter three times beside itself: with our quiz, with theirs, and with none; their names."""
    names = {}
    for name in ("ours", "jupyterquiz", "none", "jupyterquiz-policy"):
        soup = BeautifulSoup((site / bench.CHAPTER).read_text(encoding="utf8"), "html.parser")
        widget, models = soup.select_one(".pbp-widget"), soup.select_one("#pbp-models")
        if name == "ours":
            _keep_only(soup, {item["id"] for item in items}, [plain(item["stem"]) for item in items])
        else:
            for tag in soup.select("script[src*='widgets/quiz'], link[href*='widgets/quiz']"):
                tag.decompose()
            models.decompose()
            widget.replace_with(BeautifulSoup(theirs if name != "none" else "", "html.parser"))
            if "policy" not in name:
                soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"}).decompose()
        names[name] = bench.CHAPTER.replace(".html", f".{name}.html")
        (site / names[name]).write_text(str(soup), encoding="utf8")
    return names


def _keep_only(soup: BeautifulSoup, ids: set[str], stems: list[str]) -> None:
    """Take the other questions out of our page: out of the widget's state and out of its static form."""
    models = soup.select_one("#pbp-models")
    states = json.loads(models.string)
    for state in states.values():
        state["items"] = [item for item in state["items"] if item["id"] in ids]
    models.string = json.dumps(states, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    for block in soup.select(".pbp-quiz-question"):
        if not any(stem in block.get_text() for stem in stems):
            block.decompose()


def run_notebook(code: str):
    """A notebook with this cell, run as JupyterLab runs it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, id="quiz")])
    nbclient.NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    return notebook


def notebooks(items: list[dict]) -> dict:
    """A notebook with each quiz; the questions come from a file in both."""
    work = ROOT / "_build/bench-quiz"
    work.mkdir(parents=True, exist_ok=True)
    (work / "theirs.json").write_text(json.dumps([as_theirs(item) for item in items]), encoding="utf8")
    (work / "ours.json").write_text(json.dumps(items), encoding="utf8")
    ours = f"import json\nfrom widgets import Quiz\nQuiz(items=json.load(open({str(work / 'ours.json')!r})))"
    theirs = f"from jupyterquiz import display_quiz\ndisplay_quiz({str(work / 'theirs.json')!r})"
    return {"ours": run_notebook(ours), "jupyterquiz": run_notebook(theirs)}


def opened(browser: Browser, address: str, name: str, **options) -> Page:
    """The page in a fresh profile, its quiz drawn."""
    page = browser.new_context(**options).new_page()
    page.add_init_script(READY % PARTS[name]["control"])
    page.goto(address)
    page.wait_for_function("globalThis.quizReady")
    return page


def timed(browser: Browser, address: str, name: str) -> tuple[float, float]:
    """Milliseconds to a ready quiz and, with the processor slowed down four times, from answer to feedback."""
    ready, response = [], []
    for _ in range(bench.RUNS):
        page = opened(browser, address, name)
        ready.append(page.evaluate("globalThis.quizReady"))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        response.append(page.evaluate(ANSWER, list(PARTS[name].values())))
        page.context.close()
    return round(statistics.median(ready)), round(statistics.median(response), 1)


def axe_findings(browser: Browser, address: str, name: str) -> dict[str, dict[str, int]]:
    """What axe-core finds in the quiz, by rule, before and after the first answer, in a page free to run scripts."""
    page = opened(browser, address, name, bypass_csp=True)
    page.add_style_tag(content="section { content-visibility: visible !important; }")
    page.evaluate(AXE.read_text(encoding="utf8"))
    found = {"at first": page.evaluate(RUN_AXE, PARTS[name]["quiz"])}
    page.evaluate(ANSWER, list(PARTS[name].values()))
    found["after an answer"] = page.evaluate(RUN_AXE, PARTS[name]["quiz"])
    page.context.close()
    return found


def by_keyboard(page: Page, part: dict[str, str]) -> dict[str, bool]:
    """Whether the first option is reached by Tab, seen to have the focus, and answered by Space and Enter."""
    first = page.locator(part["control"]).first.locator("xpath=ancestor-or-self::label")
    before = first.screenshot()
    page.evaluate(BEFORE, part["quiz"])
    page.keyboard.press("Tab")
    seen = first.screenshot() != before
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    answered = page.evaluate(SAID, [part["quiz"], part["said"]])
    return {"answered by keyboard alone": answered, "the keyboard's focus can be seen": seen}


def tried(browser: Browser, address: str, strict: str, name: str, stem: str) -> dict[str, bool]:
    """What the quiz can do, each tried out in the browser; `strict`: its page under the book's policy."""
    part = PARTS[name]
    page = opened(browser, address, name)
    result = by_keyboard(page, part)
    live = page.locator(part["quiz"]).locator("[role=status], [role=alert], [aria-live]")
    result["feedback is announced to screen readers"] = live.count() > 0
    page.reload()
    page.wait_for_function("globalThis.quizReady")
    result["answers survive a reload"] = page.evaluate(SAID, [part["quiz"], part["said"]])
    page.context.close()
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    result["questions are there without JavaScript"] = page.get_by_text(stem).first.is_visible()
    page.context.close()
    page = browser.new_context().new_page()
    page.goto(strict, wait_until="networkidle")
    result["runs where a page forbids inline scripts"] = page.locator(part["control"]).count() > 0
    page.context.close()
    return result


def weigh(browser: Browser, address: str) -> int:
    """Gzipped bytes of page, scripts and styles; which fonts a browser asks for depends on its haste."""
    weights = bench.weigh(browser, address)
    return sum(weights[kind] for kind in ("document", "script", "stylesheet"))


def main() -> None:
    """Measure, write, print."""
    if bench.CHROMIUM is None:
        raise SystemExit("bench needs Chromium: on Debian `apt-get install chromium`")
    items = questions()
    books = notebooks(items)
    pages, base = write_pages(bench.SITE, items, their_html(books["jupyterquiz"])), bench.serve()
    result: dict = {"machine": bench.machine(), "runs": bench.RUNS, "questions": len(items),
                    "jupyterquiz_version": version("jupyterquiz")}  # fmt: skip
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=bench.CHROMIUM, args=["--no-sandbox"])
            bare = weigh(browser, base + pages["none"])
            for name, strict in (("ours", "ours"), ("jupyterquiz", "jupyterquiz-policy")):
                address = base + pages[name]
                ready, response = timed(browser, address, name)
                result[name] = {
                    "page_kb": round((weigh(browser, address) - bare) / 1000, 1),
                    "notebook_kb": round(len(nbformat.writes(books[name]).encode()) / 1000, 1),
                    "ready_ms": ready,
                    "response_ms": response,
                    "axe": axe_findings(browser, address, name),
                    "tried": tried(browser, address, base + pages[strict], name, plain(items[0]["stem"])),
                }
    finally:
        for page in pages.values():
            (bench.SITE / page).unlink()
    text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    (ROOT / "_build/bench-quiz.json").write_text(text, encoding="utf8")
    if "--keep" in sys.argv:
        (ROOT / "tests/bench/results/quiz.json").write_text(text, encoding="utf8")
    show(result)


def show(result: dict) -> None:
    """Print the table."""
    ours, theirs = result["ours"], result["jupyterquiz"]
    print(f"\n{result['machine']}; medians of {result['runs']} runs; the same {result['questions']} questions\n")
    print(f"{'':50}{'ours':>12}{'jupyterquiz ' + result['jupyterquiz_version']:>24}")
    labels = {"page_kb": "gzipped kB on the page, with styles and scripts", "notebook_kb": "kB in the saved notebook",
              "ready_ms": "ms to a ready quiz, cold", "response_ms": "ms from answer to feedback, CPU / 4"}  # fmt: skip
    rows = [(label, ours[key], theirs[key]) for key, label in labels.items()]
    for when in ours["axe"]:
        rows.append((f"axe-core: findings {when}", *(sum(one["axe"][when].values()) for one in (ours, theirs))))
    rows += [(name, *("yes" if one["tried"][name] else "no" for one in (ours, theirs))) for name in ours["tried"]]
    for label, *values in rows:
        print(f"{label:50}{values[0]!s:>12}{values[1]!s:>24}")


if __name__ == "__main__":
    main()
