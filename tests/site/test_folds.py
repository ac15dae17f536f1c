"""What is folded away on a page can be reached: a link into a fold opens it."""

from __future__ import annotations

from browse import CHAPTER
from playwright.sync_api import expect


def test_a_citation_leads_into_the_folded_references(page_at):
    page = page_at(CHAPTER).page
    entry = page.locator("#references .citation").first
    expect(entry).to_be_hidden()
    page.locator(f"a[href='#{entry.get_attribute('id')}']").first.click()
    expect(entry).to_be_visible()
    expect(entry).to_be_in_viewport()
