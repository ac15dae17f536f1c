"""Reading and steering a study explorer on a page, and pages of our own with one in it."""

from __future__ import annotations

import pytest
from browse import READY
from own_quiz import as_json

ASKED = ("condition", "comparator", "outcome", "window")
PAGE = "chapters/evidence/study-explorer.html"
FIELDS = ["_anywidget_id", "name", "title", "note", "folded", "data", "labels", "condition", "comparator", "outcome",
          "window", "needles", "measure", "model", "interval", "year_from", "year_to", "smallest", "unread", "excluded",
          "order", "tab"]  # fmt: skip
READ = """(root) => {
  const fields = {};
  for (const one of root.querySelectorAll("[data-field][data-value]")) {
    fields[one.dataset.field] = one.dataset.value === "" ? null : Number(one.dataset.value);
  }
  const rows = [...root.querySelectorAll("[data-study]")].map((one) => ({
    study: one.dataset.study, row: one.dataset.row, yi: Number(one.dataset.yi), vi: Number(one.dataset.vi),
    included: one.dataset.included === "true",
  }));
  const text = (name) => root.querySelector(`[data-field=${name}]`).textContent;
  return { fields, rows, headline: text("headline"), says: text("says") };
}"""
CHOOSE = """([root, asked]) => {
  for (const [name, value] of Object.entries(asked)) {
    const box = root.querySelector(`select[name=${name}]`);
    box.value = value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}"""
HEAD = """<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Own</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="../_static/tokens.css">
<link rel="stylesheet" href="../_static/widgets/study_explorer.css">
<script defer src="../_static/widgets/study_explorer.js"></script>
<script defer src="../_static/book.js"></script></head>"""


def explorer(page, place=0):
    """The explorer on the page, opened where it stands folded."""
    one = page.locator("[data-widget=study-explorer]").nth(place)
    if place:
        one.evaluate("(one) => { const fold = one.closest('details'); if (fold) fold.open = true; }")
    return one


def read(root) -> dict:
    """The numbers as a machine reads them, the rows, and two sentences."""
    return root.evaluate(READ)


def choose(root, **asked) -> None:
    """Choose these values in the selects, as a reader would."""
    root.page.evaluate(CHOOSE, [root.element_handle(), asked])


def agree(found: dict, expected: dict) -> None:
    """The fields are those recomputed; what the recomputation does not have is empty."""
    fields = found["fields"]
    for name in ("estimate", "ci_low", "ci_high", "pi_low", "pi_high", "tau2", "i2", "q", "k"):
        if name in expected:
            # REML's tau² is found by halving here and by Newton's method there: alike to about 1e-8
            assert fields[name] == pytest.approx(expected[name], rel=1e-6, abs=1e-7), name
        else:
            assert fields.get(name) is None, name


def state_of(one) -> dict:
    """A Python explorer's state, as the book's build embeds it."""
    return {name: getattr(one, name) for name in FIELDS if hasattr(one, name)} | {
        "_anywidget_id": "widgets.study_explorer.StudyExplorer"
    }


def open_own(visit, one, fragment=""):
    """A page with this explorer, run by the built book's host."""
    mount = (
        '<main style="max-width: 48rem; margin: auto"><h1>Own</h1><h2>Here</h2><div class="pbp-widget">'
        f'<script type="application/json">{{"model_id": "m"}}</script><div class="pbp-static">{one.static_html()}</div>'
        f'</div></main><script id="pbp-models" type="application/json">{as_json({"m": state_of(one)})}</script>'
    )
    page = f"{HEAD}<body>{mount}</body></html>"
    visit.context.route("**/chapters/own.html", lambda route: route.fulfill(body=page, content_type="text/html"))
    return visit.open(f"chapters/own.html{fragment}", READY)
