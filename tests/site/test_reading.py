"""The book without JavaScript and on paper: every chapter reads whole."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser

import pytest
from browse import CHAPTER, FLAGS, HOME, pages_of
from markup import Page
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as Timeout
from quiz_reader import CHOICES, pairs_of, right_answer, words

ORDER = ["emergency now", "same day", "within days", "see clinician"]
GENERAL_NOTE = "RF38"  # the one row that speaks of all others
# Folded text is laid out, but not seen; checkVisibility knows the difference, a box alone doesn't.
SEEN = """(root) => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0
    && one.getBoundingClientRect().height > 0;
  return [...document.querySelectorAll(root)].map((one) => [one.innerText, seen(one)]);
}"""


# The text outside folded blocks; innerText would leave out what the browser has not laid out yet.
UNFOLDED = """(block) => {
  const copy = block.cloneNode(true);
  copy.querySelectorAll("details > :not(summary)").forEach((one) => one.remove());
  return copy.textContent;
}"""
LANDED = """(name) => {
  const top = document.querySelector(`section#${name} > h2`).getBoundingClientRect().top;
  const end = document.documentElement.scrollHeight - innerHeight - scrollY < 2;
  return top >= 0 && (top < innerHeight / 2 || end && top < innerHeight);
}"""


def plain(text: str) -> str:
    """`text` with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def red_flags(root) -> list[dict]:
    with (root / "data/red_flags.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def asked(item: dict, number: int) -> tuple[str, list[str], list[str]]:
    """Of a question: the name of its fold, what stands open, and what is folded."""
    fold, kind = f"Answer to question {number}", item["kind"]
    if kind == "case":
        return "What to take from this case", [item["vignette"]], []
    if kind in CHOICES:
        marks = [f"{'Right' if one['correct'] else 'Not this'}: {one['text']}" for one in item["options"]]
        return fold, [one["text"] for one in item["options"]], marks + [one["feedback"] for one in item["options"]]
    if kind == "numeric":
        return fold, [f"from {item['min']} to {item['max']}"], [f"Right: {item['answer']}", item["feedback"]["right"]]
    if kind == "matching":
        sides = [entry["text"] for side in ("left", "right") for entry in item[side]]
        return fold, sides, [f"{left}: {right}" for left, right in pairs_of(item)]
    return fold, right_answer(item), [f"{place}. {text}" for place, text in enumerate(right_answer(item), start=1)]


def test_the_quiz_is_in_the_page_with_its_answers_folded(page_at, questions):
    page = page_at(CHAPTER, javascript=False).page
    blocks = page.locator(".pbp-quiz-static > .pbp-quiz-question").all()
    assert len(blocks) == len(questions)
    for number, (block, item) in enumerate(zip(blocks, questions.values(), strict=True), start=1):
        parts = block.locator(".pbp-quiz-question").all()
        assert len(parts) == len(item.get("questions", []))
        for part, question in zip(parts, item.get("questions", []), strict=True):
            check_fold(part, question, f"{number}{'abc'[parts.index(part)]}")
        check_fold(block, item, str(number))


def check_fold(block: Locator, item: dict, number: str) -> None:
    fold, shown, folded = asked(item, number)
    details = block.locator("details").filter(has=block.page.locator("summary", has_text=re.compile(f"^{fold}$")))
    around, inside = plain(block.evaluate(UNFOLDED)), plain(details.text_content())
    explanation = words(item["explanation"])
    for text in [item["stem"], *shown]:
        assert plain(words(text)) in around
    for text in [explanation, *folded]:
        assert plain(words(text)) in inside
    assert plain(explanation) not in around
    last = details.locator("p", has_text=plain(explanation))
    assert not last.is_visible()
    details.locator("summary").click()  # a fold opens without any script
    assert last.is_visible()


def test_a_table_stands_behind_every_figure(page_at):
    page = page_at(CHAPTER, javascript=False).page
    figures = page.locator(".pbp-figure").count()
    assert figures
    assert page.locator("details.pbp-behind:has(table)").count() == figures
    for behind in page.locator("details.pbp-behind:has(table)").all():
        behind.locator("summary").click()
        assert behind.locator("table tbody tr").count() >= 2
        assert behind.locator("table caption").inner_text().strip()
    for plot in page.locator(".pbp-plot").all():
        assert len(plot.get_attribute("aria-label")) > 20


def test_every_red_flag_is_there_by_urgency(page_at, red_flags):
    page = page_at(FLAGS, javascript=False).page
    text = plain(page.locator("article").first.text_content())
    places = []
    for row in red_flags:
        if row["flag_id"] != GENERAL_NOTE:
            sign = plain(page.locator(f"#flag-{row['flag_id']}").text_content())
            assert plain(row["sign"]) in sign, row["flag_id"]
            assert plain(row["do"]) in sign, row["flag_id"]
            places.append((text.index(sign), ORDER.index(row["action"]), row["context"] != "after needling"))
    ranks = [rank for _, *rank in sorted(places)]
    assert ranks == sorted(ranks), "by urgency, and signs after needling first among equals"
    note = next(row for row in red_flags if row["flag_id"] == GENERAL_NOTE)
    assert plain(note["do"]) in text


def test_unsigned_red_flags_say_so_and_others_name_their_source(page_at, red_flags):
    page = page_at(FLAGS, javascript=False).page
    general = "general clinical knowledge"
    unsigned = [row for row in red_flags if row["basis"] != "source" or general in row["source_as_printed"]]
    assert unsigned and len(unsigned) < len(red_flags)
    for row in red_flags:
        if row["flag_id"] != GENERAL_NOTE:
            sign = plain(page.locator(f"#flag-{row['flag_id']}").text_content())
            assert ("not yet signed" in sign) == (row in unsigned), row["flag_id"]
            assert row in unsigned or plain(row["source_as_printed"]) in sign, row["flag_id"]


@pytest.mark.full
@pytest.mark.parametrize("javascript", [True, False])
def test_every_page_leads_to_the_red_flags(site, visit_with, javascript):
    visit = visit_with(javascript=javascript)
    for path in pages_of(site):
        if path.startswith("_static/") or path == "index.html":
            continue
        page = visit.context.new_page()
        page.goto(visit.base.url + path)
        link = page.locator("a:visible", has_text="Is it an emergency?").first
        link.click()
        page.wait_for_url("**/book/red-flags.html*")
        page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_to_a_section_lands_on_it(page_at, javascript, width):
    """Also far down the chapter, where nothing has been laid out yet."""
    for name in ("how-they-overlap", "check-yourself", "references"):
        page = page_at(f"{CHAPTER}#{name}", javascript=javascript, width=width).page
        heading = page.locator(f"section#{name} > h2")
        try:
            page.wait_for_function(LANDED, arg=name)
        except Timeout:
            pytest.fail(f"#{name}: the heading is {heading.bounding_box()} away from the top of the window")


def test_the_front_door_opens_without_javascript(page_at):
    for way in ("root", "sub-path", "file"):
        page = page_at("index.html", base=way, javascript=False).page
        assert "Point by Point" in page.locator("h1:visible").inner_text()


class Words(HTMLParser):
    """The text of a page outside code, scripts and styles, and how many formulas are MathML."""

    def __init__(self, text: str):
        super().__init__()
        self.silent, self.words, self.formulas = 0, [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "pre", "code", "annotation")
        self.formulas += tag == "math"

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "pre", "code", "annotation")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def test_formulas_are_mathml(site):
    formulas = 0
    for path in pages_of(site):
        page = Words((site / path).read_text(encoding="utf8"))
        formulas += page.formulas
        left = re.findall(r"\\\(|\\\[|\$\$|\\(?:frac|kappa|text|times)\b", "".join(page.words))
        assert not left, f"{path}: TeX is left in the text"
    assert formulas, "no page has a formula: the chapter on patterns should define kappa"


def test_chinese_is_marked_as_chinese(site):
    for path in pages_of(site):
        tags = Page((site / path).read_text(encoding="utf8")).tags
        assert tags[0][1].get("lang") == "en" or path.startswith("_static/"), path


@pytest.mark.parametrize("path", [HOME, FLAGS, CHAPTER])
def test_paper_shows_what_is_folded_without_javascript(page_at, path):
    page = page_at(path, javascript=False).page
    folds = "article details:not(.hide) > :not(summary)"  # all but the code, which paper may leave out
    folded = [text for text, seen in page.evaluate(SEEN, folds) if not seen]
    assert folded or path != CHAPTER, "nothing is folded on the screen, so this test would prove nothing"
    page.emulate_media(media="print")
    hidden = [text for text, seen in page.evaluate(SEEN, folds) if not seen]
    assert not hidden


def test_paper_shows_what_is_folded_with_javascript(page_at):
    page = page_at(CHAPTER).page
    folds = """() => [...document.querySelectorAll("article details")]
        .filter((one) => !one.open && one.checkVisibility()).length"""
    before = page.evaluate(folds)
    assert before > 10
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folds) == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.evaluate(folds) == before


def test_paper_really_calls_the_listener(page_at):
    page = page_at(CHAPTER).page
    page.evaluate("""() => addEventListener("beforeprint", () => {
        window.unfolded = document.querySelectorAll("article details[open]").length;
    })""")
    page.pdf()
    assert page.evaluate("() => window.unfolded") > 10


def leaves(answer) -> list[str]:
    """The texts in an answer, however deep."""
    if isinstance(answer, str):
        return [answer]
    inner = [*answer, *answer.values()] if isinstance(answer, dict) else answer
    return [text for part in inner for text in leaves(part)]


@pytest.mark.parametrize("javascript", [True, False])
def test_paper_has_every_question_with_answer_and_explanation(page_at, questions, javascript):
    page = page_at(CHAPTER, javascript=javascript).page
    page.emulate_media(media="print")
    if javascript:
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    printed = plain(" ".join(text for text, seen in page.evaluate(SEEN, "article :is(p, li, legend, label)") if seen))
    missing = [
        (item["id"], part)
        for item in questions.values()
        for part in [item["stem"], item["explanation"], *leaves(right_answer(item))]
        if plain(words(part)) not in printed
    ]
    assert not missing


@pytest.mark.parametrize("javascript", [True, False])
def test_paper_leaves_out_what_only_screens_need(page_at, javascript):
    page = page_at(CHAPTER, javascript=javascript).page
    page.emulate_media(media="print")
    for part in (".bd-sidebar-primary", ".bd-header-article", ".pbp-emergency", ".theme-switch-button"):
        assert not page.locator(part).first.is_visible(), part
