"""The book needs nobody: no request leaves its folder, no page complains, heavy things load only where used."""

from __future__ import annotations

import re

import pytest
from browse import CHAPTER, FLAGS, HOME, READY, SEARCH, WAYS, draw_figures, pages_of
from markup import Page, loaded_addresses


def read_through(page) -> None:
    """Scroll to the end as a reader would, so that whatever loads late has loaded."""
    page.evaluate("""async () => {
        for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
            scrollTo(0, y);
            await new Promise(requestAnimationFrame);
        }
    }""")
    draw_figures(page)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", [HOME, FLAGS, CHAPTER])
def test_a_page_asks_nobody_and_complains_of_nothing(page_at, path, way):
    visit = page_at(path, base=way)
    read_through(visit.page)
    assert visit.requests, "the recording saw not even the page itself"
    assert not visit.faults()


@pytest.mark.parametrize("way", WAYS)
def test_searching_asks_nobody_and_finds(page_at, way):
    visit = page_at(SEARCH + "?q=kappa", base=way)
    hit = visit.page.locator("#search-results a", has_text="Patterns of back pain").first
    hit.wait_for()
    visit.page.wait_for_load_state("networkidle")
    assert not visit.faults()
    hit.click()
    visit.page.wait_for_url("**/patterns-of-back-pain.html*")


@pytest.mark.full
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("way", WAYS)
def test_every_page_asks_nobody(site, visit_with, way, theme, width):
    faults = {}
    for path in pages_of(site):
        visit = visit_with(way, theme, width)
        ready = READY if not path.startswith("_static/") else None
        read_through(visit.open(path, ready))
        visit.context.close()
        faults |= {path: visit.faults()} if visit.faults() else {}
    assert not faults


def test_nothing_in_the_files_points_elsewhere(site):
    found = {}
    for path in pages_of(site):
        addresses = loaded_addresses((site / path).read_text(encoding="utf8"))
        assert addresses or path == "index.html", f"{path}: the reader of addresses found none at all"
        outside = [one for one in addresses if re.match(r"(?i)\s*([a-z][a-z0-9+.-]*:)?//", one)]
        found |= {path: outside} if outside else {}
    for sheet in site.rglob("*.css"):
        addresses = re.findall(
            r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", sheet.read_text(encoding="utf8")
        )
        found |= {sheet.name: addresses} if addresses else {}
    assert not found


def test_plotly_waits_until_a_figure_comes_near(page_at):
    visit = page_at(CHAPTER)
    visit.page.wait_for_load_state("networkidle")
    assert visit.asked_for("figures.js"), "the chapter has a figure, so its loader should be here"
    assert not visit.asked_for("plotly.min.js")
    draw_figures(visit.page)
    assert visit.page.locator(".pbp-plot svg.main-svg").count()
    assert len(visit.asked_for("plotly.min.js")) == 1


def test_pages_carry_only_what_they_use(site, page_at):
    classes = {path: {a.get("class") for _, a in Page((site / path).read_text("utf8")).tags} for path in pages_of(site)}
    assert [path for path in (HOME, FLAGS, SEARCH, CHAPTER) if "pbp-plot" in classes[path]] == [CHAPTER]
    for path in (HOME, FLAGS, SEARCH):
        visit = page_at(path)
        read_through(visit.page)
        unused = [url for part in ("plotly", "figures.js", "widgets/quiz", "MathJax") for url in visit.asked_for(part)]
        assert not unused, path


@pytest.mark.parametrize("path", [HOME, FLAGS, CHAPTER, SEARCH])
def test_what_the_theme_brings_and_nobody_needs_is_gone(page_at, path):
    visit = page_at(path)
    read_through(visit.page)
    unwanted = ("fontawesome.js", "thebe", "require.js", "require.min.js", "html-manager", "MathJax")
    assert not [url for part in unwanted for url in visit.asked_for(part)]


def test_a_figure_follows_the_theme(page_at):
    page = page_at(CHAPTER).page
    draw_figures(page)
    colour = """() => {
        const root = getComputedStyle(document.documentElement);
        const probe = document.body.appendChild(document.createElement("i"));
        probe.style.color = root.getPropertyValue("--pbp-ink");
        const ink = getComputedStyle(probe).color;
        probe.remove();
        const label = document.querySelector(".pbp-drawn .xtick text, .pbp-drawn .ytick text");
        return { theme: document.documentElement.dataset.theme, ink, label: getComputedStyle(label).fill };
    }"""
    before = page.evaluate(colour)
    assert before["theme"] == "light" and before["label"] == before["ink"]
    for _ in range(3):  # the switch goes round three modes
        if page.evaluate("() => document.documentElement.dataset.theme") == "dark":
            break
        page.locator(".theme-switch-button").first.click()
    page.wait_for_function("() => document.querySelector('.pbp-plot').dataset.drawn === 'dark'")
    after = page.evaluate(colour)
    assert after["label"] == after["ink"] != before["ink"]
