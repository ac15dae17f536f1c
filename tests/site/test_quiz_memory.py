"""What the quiz keeps in the browser, and how it fares where keeping goes wrong or a script is broken."""

from __future__ import annotations

import json

import pytest
from browse import CHAPTER, FLAGS, WAYS, draw_figures
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, right_texts, wrong_texts

KEY = "point-by-point"
READ = f"() => localStorage.getItem('{KEY}')"
DENIED = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""

PUT_ONCE = """
if (location.protocol !== "about:" && !localStorage.getItem("put")) {
  localStorage.setItem("%s", %s);
  localStorage.setItem("put", 1);
}
"""


@pytest.mark.parametrize("way", WAYS)
def test_answers_survive_a_reload_and_a_new_tab(tabs_at, questions, way):
    single, multiple = of_kind(questions, "single"), of_kind(questions, "multiple")
    for _ in range(4):
        visit, _, other = tabs_at(CHAPTER, FLAGS, way)
        reader = Reader(visit.page)
        reader.answer(single, right_texts(single))
        reader.answer(multiple, wrong_texts(multiple)[:1])
        text = visit.page.evaluate(READ)
        # Under load Chromium hands what one process wrote to the next only after a moment; a reader takes longer.
        other.wait_for_function(f"text => localStorage.getItem('{KEY}') === text", arg=text)
        visit.page.reload()
        pages = visit.page, visit.open(CHAPTER)
        # Nothing at all: Chromium lost it (see storage_reaches); the book never takes the whole record away.
        if all(page.evaluate(READ) is not None for page in pages):
            break
    kept = json.loads(text)
    assert isinstance(kept["version"], int) and list(kept["widgets"])
    for page in pages:
        reader = Reader(page)
        reader.expect_score(1, len(questions))
        reader.expect_feedback_for(single, right_texts(single))
        reader.expect_feedback_for(multiple, wrong_texts(multiple)[:1])
        expect(reader.input(single, right_texts(single)[0])).to_be_checked()
    assert not visit.faults()


def press_clear(reader: Reader, between=lambda: None) -> None:
    reader.quiz.get_by_role("button", name="Clear my answers").click()
    between()
    reader.quiz.get_by_role("button", name="Press again").click()


def test_another_reader_starts_anew(page_at, questions):
    first = page_at(CHAPTER)
    Reader(first.page).answer(of_kind(questions, "single"), right_texts(of_kind(questions, "single")))
    Reader(page_at(CHAPTER).page).expect_score(0, len(questions))


def test_clear_forgets_the_answers_here_and_in_the_storage(page_at, questions):
    page, item = page_at(CHAPTER).page, of_kind(questions, "single")
    reader = Reader(page)
    reader.answer(item, right_texts(item))
    assert item["id"] in page.evaluate(READ)
    press_clear(reader, lambda: reader.expect_score(1, len(questions)))  # one press alone may be a slip
    reader.expect_score(0, len(questions))
    expect(reader.status(item)).to_be_empty()
    expect(reader.input(item, right_texts(item)[0])).not_to_be_checked()
    assert item["id"] not in page.evaluate(READ)
    page.reload()
    Reader(page).expect_score(0, len(questions))


def test_two_tabs_leave_each_others_records_alone(page_at, questions):
    visit = page_at(CHAPTER)
    other = visit.open(CHAPTER)
    item = of_kind(questions, "single")
    other.evaluate(f"""() => {{
        const all = JSON.parse(localStorage.getItem("{KEY}") ?? '{{"version": 1, "widgets": {{}}}}');
        all.widgets["explorer:trials"] = {{ selection: [1, 2] }};
        localStorage.setItem("{KEY}", JSON.stringify(all));
    }}""")
    Reader(visit.page).answer(item, right_texts(item))
    kept = json.loads(other.evaluate(READ))
    assert kept["widgets"]["explorer:trials"] == {"selection": [1, 2]}
    assert len(kept["widgets"]) == 2


@pytest.mark.parametrize("way", WAYS)
def test_two_tabs_on_one_quiz_lose_nothing_and_show_each_others_answers(tabs_at, questions, way):
    visit, *pages = tabs_at(CHAPTER, CHAPTER, way)
    tabs = [Reader(page) for page in pages]
    items = [item for item in questions.values() if item["kind"] == "single"][:4]
    for turn, item in enumerate(items):  # without waiting for the other tab to hear
        tabs[turn % 2].answer(item, right_texts(item))
    for reader in tabs:
        reader.expect_score(len(items), len(questions))
        for item in items:
            reader.expect_feedback_for(item, right_texts(item))
    press_clear(tabs[0])
    tabs[1].expect_score(0, len(questions))
    tabs[1].answer(items[0], right_texts(items[0]))
    visit.page.reload()
    for reader in (Reader(visit.page), tabs[1]):
        reader.expect_score(1, len(questions))  # what was erased stays erased
    assert not visit.faults()


def test_two_tabs_that_save_in_the_same_moment_lose_nothing(page_at, questions):
    """Each tab still has its own view of the storage when the other one saves, as browsers with many processes do."""
    visit = page_at(CHAPTER)
    tabs = [visit.page, visit.open(CHAPTER)]
    items = [item for item in questions.values() if item["kind"] == "single"][:2]
    for page in tabs:  # the storage as it was when this tab last looked, until it is let go
        page.evaluate("""() => {
            const get = Storage.prototype.getItem, before = {};
            Storage.prototype.getItem = function (key) {
                if (!(key in before)) before[key] = get.call(this, key);
                return before[key];
            };
            globalThis.letGo = () => { Storage.prototype.getItem = get; dispatchEvent(new PageTransitionEvent(
                "pageshow", { persisted: true })); };
            addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
        }""")
    for page, item in zip(tabs, items, strict=True):
        Reader(page).answer(item, right_texts(item))
    for page in tabs:
        page.evaluate("() => letGo()")
    for page in (visit.open(CHAPTER), tabs[1]):
        Reader(page).expect_score(2, len(questions))


STRANGE = [
    "{not json",
    "[]",
    "null and void",
    '{"version": 99, "widgets": {"quiz:patterns": {"answers": "of the future"}}}',
    '{"version": 1, "widgets": null}',
]
BROKEN_INSIDE = [
    '{"version": 1, "widgets": {"quiz:patterns": "text"}}',
    '{"version": 1, "widgets": {"quiz:patterns": {"answers": null}}}',
    '{"version": 1, "widgets": {"quiz:patterns": {"answers": "text"}}}',
    '{"version": 1, "widgets": {"quiz:patterns": {"answers": {"what-a-pattern-is": {"chosen": 7, "checked": "yes"}}}}}',
]


@pytest.mark.parametrize("content", STRANGE + BROKEN_INSIDE)
def test_a_strange_record_breaks_nothing(visit_with, questions, content):
    visit, item = visit_with(), of_kind(questions, "single")
    put = PUT_ONCE % (KEY, json.dumps(content))
    visit.context.add_init_script(put)
    page = visit.open(CHAPTER)
    reader = Reader(page)
    reader.expect_score(0, len(questions))
    assert page.evaluate(READ) == content, "looking at a page must not touch what it can't read"
    reader.answer(item, right_texts(item))
    reader.expect_score(1, len(questions))
    page.reload()
    Reader(page).expect_score(1, len(questions))
    if content in STRANGE:
        assert page.evaluate(f"() => localStorage.getItem('{KEY}.aside')") == content
    assert not visit.faults()


def test_a_second_strange_record_leaves_the_first_one_aside(page_at, questions):
    visit, item = page_at(CHAPTER), of_kind(questions, "single")
    for content in STRANGE[:2]:
        visit.page.evaluate(f"text => localStorage.setItem('{KEY}', text)", content)
        visit.page.reload()
        Reader(visit.page).answer(item, right_texts(item))
        Reader(visit.page).expect_score(1, len(questions))
    aside = visit.page.evaluate(f"() => [1, 2].map((n) => localStorage.getItem('{KEY}.aside' + (n > 1 ? '.2' : '')))")
    assert aside == STRANGE[:2]


@pytest.mark.parametrize(("trouble", "why"), [(DENIED, "does not allow"), (FULL, "is full")], ids=["denied", "full"])
def test_without_storage_the_quiz_works_and_says_that_it_keeps_nothing(visit_with, questions, trouble, why):
    visit, item = visit_with(), of_kind(questions, "single")
    visit.context.add_init_script(trouble)
    page = visit.open(CHAPTER, ready="() => document.querySelector('[data-widget=quiz]')")
    reader = Reader(page)
    reader.answer(item, right_texts(item))
    reader.expect_score(1, len(questions))
    expect(reader.quiz.get_by_text("can't be kept").filter(has_text=why)).to_be_visible()


REGISTER = "(globalThis.pointByPoint ??= {}).quiz = { %s };"
BREAKS = {
    "throws": "throw new Error('broken on purpose')",
    "does not parse": "this is not JavaScript",
    "fails in render": REGISTER % "render() { throw new Error('broken on purpose'); }",
    "fails late": REGISTER % "async render({ el }) { el.append('half'); throw new Error('late'); }",
}


@pytest.mark.parametrize("script", BREAKS.values(), ids=BREAKS)
def test_a_broken_widget_fails_alone(visit_with, questions, script):
    visit = visit_with()
    visit.replace("**/widgets/quiz.js", script)
    page = visit.open(CHAPTER)
    expect(page.locator(".pbp-widget").get_by_text("could not start")).to_be_visible()
    static = page.locator(".pbp-static").filter(has_text=next(iter(questions.values()))["stem"])
    for item in questions.values():
        expect(static.get_by_text(item["stem"])).to_be_visible()
    static.locator("summary").first.click()
    expect(static.locator("details p").first).to_be_visible()
    draw_figures(page)
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog")).to_be_visible()
