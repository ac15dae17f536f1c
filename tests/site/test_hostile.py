"""Texts that try to run a script, in data, titles, figures and addresses: they run nothing and show as text."""

from __future__ import annotations

from urllib.parse import quote

import hostile
import pytest
from browse import CHAPTER, FLAGS, HOME, SEARCH, Base, draw_figures, served

HACKED = "() => window.hacked !== undefined"


@pytest.fixture(scope="module")
def hostile_book(root, tmp_path_factory):
    """The hostile book, served: its base."""
    folder = hostile.build(root, tmp_path_factory.mktemp("hostile"))
    with served(folder) as url:
        yield Base("hostile", url)


HOSTILE = "chapters/hostile.html"
DATA_PAGES = ["book/glossary.html", "book/data-dictionary.html", "book/sources.html"]
HOSTILE_PAGES = [HOME, FLAGS, *DATA_PAGES, HOSTILE, SEARCH, SEARCH + "?q=Title", "genindex.html"]


# Answers every question of the quiz, also those of a case that come out one after the other, with what stands first.
ANSWER = """() => {
  for (let round = 0; round < 3; round++) {
    for (const form of document.querySelectorAll(".pbp-quiz form:not([hidden])")) {
      form.querySelectorAll("select").forEach((one) => one.selectedIndex = 1);
      form.querySelectorAll("input[type=text]").forEach((one) => one.value = "7");
      form.querySelectorAll("button.move").forEach((one) => one.click());
      form.querySelectorAll("input:is([type=radio], [type=checkbox])").forEach((one) => one.checked = true);
      form.requestSubmit();
    }
  }
}"""


QUIZ_PLACES = [
    f".pbp-quiz {place}"
    for place in ("h3", "h4", "legend", "label", "select option", ".steps .text", ".unit", ".vignette", ".lesson",
                  "[role=status] p", ".hint p", ".reveal p", ".reveal li", ".source")
]  # fmt: skip


def use(page) -> None:
    """Do what makes the page show its texts: answer every question, open what is folded, draw the figures."""
    page.evaluate(ANSWER)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    draw_figures(page)
    page.wait_for_load_state("networkidle")


@pytest.mark.full
@pytest.mark.parametrize("path", HOSTILE_PAGES)
def test_hostile_texts_run_nothing(visit_with, hostile_book, path):
    visit = visit_with(hostile_book)
    page = visit.open(path)
    use(page)
    assert not page.evaluate(HACKED)
    assert not visit.outside and not visit.errors


@pytest.mark.full
@pytest.mark.parametrize("path", [FLAGS, *DATA_PAGES])
def test_hostile_data_is_text_in_the_first_place(visit_with, hostile_book, path):
    """The policy is the second lock; texts from data never become markup."""
    article = visit_with(hostile_book).open(path).locator("article").first
    assert article.text_content().count(hostile.IMAGE) > 20
    assert not article.locator("img[src=x], script:text('hacked')").count()


@pytest.mark.full
def test_a_hostile_quiz_and_figure_are_text_even_without_the_policy(visit_with, hostile_book):
    visit = visit_with(hostile_book, bypass_csp=True)
    page = visit.open(HOSTILE)
    # The author's own raw HTML has run, as nothing stops it here; what counts is what data does from now on.
    page.wait_for_function(HACKED)
    page.evaluate("() => { delete window.hacked; }")
    use(page)
    assert not page.evaluate(HACKED)
    for place in (*QUIZ_PLACES, ".pbp-says", ".pbp-behind"):
        assert page.locator(place, has_text=hostile.IMAGE).count(), place
    assert page.locator(".pbp-quiz .figure[aria-label*=onerror]").count() == 1
    assert page.locator(".pbp-quiz a[href^='javascript'], .pbp-quiz a[href^='data']").count() == 0
    assert page.locator(".pbp-quiz legend strong", has_text=hostile.IMAGE).count(), "marks around markup still work"
    assert not page.locator(".pbp-quiz img, .pbp-figure img, .pbp-behind img, .pbp-quiz script").count()


SENT = ["<script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", '"><svg onload=window.hacked=1>']


@pytest.mark.parametrize("text", SENT)
def test_a_hostile_address_runs_nothing(page_at, text):
    """Not even without the policy, so that the first lock is known to hold."""
    sent = quote(text)
    for path in (
        f"{SEARCH}?q={sent}",
        f"{CHAPTER}?highlight={sent}&q={sent}",
        f"{CHAPTER}#{text}",
        f"{SEARCH}?q=qi#{text}",
    ):
        visit = page_at(path, bypass_csp=True)
        visit.page.wait_for_load_state("networkidle")
        assert not visit.page.evaluate(HACKED), path
        assert not visit.page.locator("img[src=x], svg[onload]").count(), path
        assert not visit.outside and not visit.errors, path


def test_a_searched_text_comes_back_as_text(page_at):
    page = page_at(f"{SEARCH}?q={quote(SENT[0])}").page
    assert page.locator("input[name=q]").last.input_value() == SENT[0]


def test_an_address_that_cannot_be_read_harms_nothing(page_at):
    assert not page_at(f"{CHAPTER}#%E0%A4%A").faults()
