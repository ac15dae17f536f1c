"""What people need who read by keyboard, by ear, large or on a phone: axe-core with no rule turned off, and more."""

from __future__ import annotations

from itertools import pairwise

import pytest
from browse import CHAPTER, FLAGS, HOME, SEARCH, draw_figures, pages_of
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, right_answer, wrong_answer

# Every rule that axe-core has, also those that it leaves off by itself (target size, experimental ones);
# the rules of level AAA stay as axe sets them, because the course promises AA.
RUN_AXE = """async () => {
  const chosen = axe.getRules().filter(({ tags }) => !tags.includes("wcag2aaa"));
  if (chosen.length < 90) throw new Error("axe-core has too few rules: " + chosen.length);
  const rules = Object.fromEntries(chosen.map(({ ruleId }) => [ruleId, { enabled: true }]));
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  const short = (html) => html.replace(/\\s+/g, " ").slice(0, 200);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} | ${node.target.join(" ")} | ${short(node.html)}`));
}"""
FLAWS = """
<button></button>
<p style="color:#bbb;background:#ccc">faint</p>
<input type="checkbox" aria-label="y" style="width:4px;height:4px;margin:0">
<input type="checkbox" aria-label="z" style="width:4px;height:4px;margin:0">
"""
THEMES, WIDTHS = ["light", "dark"], [1280, 390]


def violations(page, axe: str) -> list[str]:
    """What axe-core finds on the page as it stands: rule, target and html of each."""
    page.evaluate("() => scrollTo(0, 0)")  # what the bar at the top happens to cover is no fault of the page
    # Also what the browser would lay out only when it comes near.
    page.add_style_tag(content="section { content-visibility: visible !important; }")
    page.evaluate(axe)
    return page.evaluate(RUN_AXE)


def report(found: list[str]) -> str:
    return "\n".join(["axe-core found:", *found])


def test_axe_notices(page_at, axe):
    """What shows that the tests below can fail: a button without a name, faint text, a tiny target."""
    page = page_at(HOME).page
    page.evaluate("(flaws) => document.querySelector('article').insertAdjacentHTML('afterbegin', flaws)", FLAWS)
    rules = {one.split(" | ")[0] for one in violations(page, axe)}
    assert {"button-name", "color-contrast", "target-size"} <= rules


@pytest.mark.parametrize(
    ("path", "theme", "width"),
    [(path, theme, 1280) for path in (HOME, FLAGS, CHAPTER) for theme in THEMES] + [(CHAPTER, "light", 390)],
)
def test_axe_finds_nothing(page_at, axe, path, theme, width):
    found = violations(page_at(path, theme=theme, width=width).page, axe)
    assert not found, report(found)


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_page(site, visit_with, axe, theme, width):
    found = []
    for path in [*reader_pages(site), SEARCH + "?q=pattern"]:
        visit = visit_with("root", theme, width)
        page = visit.open(path)
        if "?" in path:
            page.locator("#search-results li").first.wait_for()
        found += [f"{path} | {one}" for one in violations(page, axe)]
        visit.context.close()
    assert not found, report(found)


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_a_chapter_in_use(page_at, axe, questions, theme, width):
    page = page_at(CHAPTER, theme=theme, width=width).page
    reader = Reader(page)
    for state in (wrong_answer, right_answer):
        for item in questions.values():
            reader.answer(item, state(item))
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
        while page.locator(".toggle-button-hidden").count():  # a click takes the class away
            page.locator(".toggle-button-hidden").first.click()
        draw_figures(page)
        found = violations(page, axe)
        assert not found, report(found)


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_with_the_search_dialog_open(page_at, axe, theme, width):
    page = page_at(CHAPTER, theme=theme, width=width).page
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog input")).to_be_focused()
    found = violations(page, axe)
    assert not found, report(found)


@pytest.mark.full
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_with_a_sidebar_open_on_a_phone(page_at, axe, theme):
    for side in ("primary", "secondary"):
        page = page_at(CHAPTER, theme=theme, width=390).page
        page.locator(f"button.{side}-toggle").click()
        expect(page.locator(f"#pst-{side}-sidebar-modal nav").first).to_be_visible()
        found = violations(page, axe)
        assert not found, report(found)


def reader_pages(site) -> list[str]:
    """The pages that readers see; index.html leads on at once and has a look of its own to be judged by nobody."""
    return [path for path in pages_of(site) if path != "index.html" and not path.startswith("_static/")]


@pytest.mark.full
@pytest.mark.parametrize("width", [390, 320])
def test_no_page_is_wider_than_a_phone(site, visit_with, width):
    wide = {}
    visit = visit_with(width=width)
    for path in reader_pages(site):
        page = visit.open(path)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
        draw_figures(page)
        widest = page.evaluate("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        wide |= {path: widest} if widest > page.evaluate("() => innerWidth") else {}
        page.close()
    assert not wide


@pytest.mark.full
def test_headings_are_in_order_with_one_first(site, visit_with):
    visit = visit_with()
    for path in reader_pages(site):
        page = visit.open(path)
        levels = page.evaluate("""() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
            .filter((one) => one.checkVisibility()).map((one) => Number(one.localName[1]))""")
        assert levels and levels[0] == 1 and levels.count(1) == 1, (path, levels)
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        assert not jumps, (path, levels)
        page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_of_the_quiz_are_large_enough(page_at, questions, width):
    page = page_at(CHAPTER, width=width).page
    reader = Reader(page)
    for kind in {item["kind"] for item in questions.values()}:
        item = of_kind(questions, kind)
        reader.answer(item, wrong_answer(item))  # brings out what shows after a wrong try
    sizes = page.evaluate("""() => [...document.querySelectorAll("[data-widget=quiz] *")]
        .filter((one) => one.matches("label, button, select, summary"))
        .filter((one) => one.checkVisibility()).map((one) => {
            const box = one.getBoundingClientRect();
            return [one.innerText, box.width, box.height];
        })""")
    assert len(sizes) > 4 * len(questions)
    small = [one for one in sizes if one[1] < 24 or one[2] < 24]
    assert not small


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_is_seen_wherever_it_goes(page_at, theme):
    """From the top of the page through the theme's own links and buttons, which have ideas of their own."""
    page = page_at(CHAPTER, theme=theme).page
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const one = document.activeElement, style = getComputedStyle(one);
            return [one.localName, one.className, style.outlineStyle, parseFloat(style.outlineWidth)];
        }""")
        assert found[2] != "none" and found[3] >= 2, found


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_is_seen_and_not_covered(page_at, questions, theme):
    """Walks by Tab from the first question to the second."""
    page = page_at(CHAPTER, theme=theme, width=390).page
    Reader(page).form(next(iter(questions.values()))).locator("input").first.focus()
    seen = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
            const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return {
                tag: one.localName,
                quiz: Boolean(one.closest("[data-widget=quiz]")),
                line: style.outlineStyle,
                width: parseFloat(style.outlineWidth),
                free: one.contains(top) || Boolean(top?.closest("label")?.contains(one)),
            };
        }""")
        if not state["quiz"]:
            break
        seen.add(state["tag"])
        assert state["line"] != "none" and state["width"] >= 2, state
        assert state["free"], f"something covers the focused {state}"
    assert {"button", "summary", "input"} <= seen
