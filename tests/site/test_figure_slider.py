"""A figure with a line to move is moved by keys, and says what it shows; a change of theme keeps its place."""

from __future__ import annotations

from browse import draw_figures
from playwright.sync_api import expect

PAGE = "chapters/causes/310-spines.html"


def test_the_line_moves_by_keys(page_at):
    page = page_at(PAGE).page
    draw_figures(page)
    slider = page.get_by_role("slider", name="Line at 0.50")
    expect(slider).to_have_attribute(
        "aria-valuetext", "Line at 0.50. Found 187 of 210 diagnosed, False alarms 18 of 100 normal"
    )
    slider.press("ArrowLeft")
    moved = page.get_by_role("slider", name="Line at 0.45")
    said = moved.get_attribute("aria-valuetext")
    expect(page.locator(".pbp-drawn .annotation-text", has_text="Found 192")).to_have_count(1)
    assert "Found 192" in said
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(page.locator(".pbp-plot[data-drawn=dark]").first).to_be_attached()
    expect(page.locator(".pbp-drawn .annotation-text", has_text="Found 192")).to_have_count(1)
