"""The page "Your progress": what it shows, exports, imports and erases, from a server and from disk."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
import yaml
from browse import CHAPTER, LOOKS, WAYS
from playwright.sync_api import expect
from quiz_reader import Reader, of_kind, right_texts, wrong_texts
from test_accessibility import report, violations

PROGRESS = "book/progress.html"
KEY = "point-by-point"
READ = f"() => localStorage.getItem('{KEY}')"


class Progress:
    """The page as a reader uses it."""

    def __init__(self, page):
        self.page = page
        self.tool = page.locator("[data-widget=progress]")
        self.said = self.tool.get_by_role("status")

    def expect_count(self, answered: int, right: int) -> None:
        for place in (self.tool.locator(".total"), self.tool.locator("[data-quiz=patterns]")):
            expect(place.locator("[data-field=answered]")).to_have_attribute("data-value", str(answered))
            expect(place.locator("[data-field=right]")).to_have_attribute("data-value", str(right))

    def press(self, name: str) -> None:
        self.tool.get_by_role("button", name=name).click()

    def saved(self, name: str = "Save my answers") -> tuple[str, str]:
        """Press the button `name`; the name and the text of the file that comes down."""
        with self.page.expect_download() as download:
            self.press(name)
        return download.value.suggested_filename, download.value.path().read_text(encoding="utf8")

    def read(self, text: str | bytes, name: str = "answers.json") -> None:
        content = text.encode() if isinstance(text, str) else text
        file = {"name": name, "mimeType": "application/json", "buffer": content}
        self.tool.get_by_label("Read a file").set_input_files(file)


@pytest.fixture(scope="session")
def quizzes(root):
    """Every quiz of data/, in the order of the page."""
    return [yaml.safe_load(path.read_text("utf8")) for path in sorted((root / "data/quiz").glob("*.yaml"))]


@pytest.fixture(scope="session")
def all_questions(quizzes):
    return sum(len(quiz["items"]) for quiz in quizzes)


@pytest.fixture
def answered(tabs_at, questions):
    """A function that gives a visit in which one question is answered right and one wrong, and the page on it."""

    def start(way: str):
        visit, chapter, page = tabs_at(CHAPTER, PROGRESS, way)
        single, multiple = of_kind(questions, "single"), of_kind(questions, "multiple")
        reader = Reader(chapter)
        reader.answer(single, right_texts(single))
        reader.answer(multiple, wrong_texts(multiple)[:1])
        progress = Progress(page)
        progress.expect_count(2, 1)  # it hears at once
        return visit, progress

    return start


@pytest.mark.parametrize("way", WAYS)
def test_it_counts_names_the_day_and_leads_to_the_chapter(answered, questions, all_questions, way):
    visit, progress = answered(way)
    progress.expect_count(2, 1)
    expect(progress.tool.locator(".total")).to_contain_text(f"2 of {all_questions} answered, 1 right")
    row = progress.tool.locator("[data-quiz=patterns]")
    saved = datetime.fromtimestamp(int(row.locator("[data-field=last]").get_attribute("data-value")) / 1000, UTC)
    assert abs((datetime.now(UTC) - saved).total_seconds()) < 300
    mine = progress.tool.locator("details", has_text="Question by question: Patterns of back pain")
    mine.locator("summary").click()
    states = mine.locator("li").evaluate_all("all => all.map((one) => one.dataset.state)")
    assert sorted(states) == sorted(["right", "again", *["open"] * (len(questions) - 2)])
    row.get_by_role("link").click()
    progress.page.wait_for_url(f"**/{CHAPTER}")
    assert not visit.faults()


@pytest.mark.parametrize("way", WAYS)
def test_an_exported_file_brings_everything_back_elsewhere_and_after_erasing(answered, page_at, questions, way):
    visit, progress = answered(way)
    before = json.loads(progress.page.evaluate(READ))
    name, text = progress.saved()
    assert re.fullmatch(r"point-by-point-\d{4}-\d\d-\d\d\.json", name)
    assert json.loads(text)["widgets"] == before["widgets"]
    elsewhere = Progress(page_at(PROGRESS, base=way).page)
    erase(progress)
    for one in (elsewhere, progress):
        one.expect_count(0, 0)
        one.read(text, name)
        expect(one.said).to_contain_text("2 answers will be added")
        one.expect_count(0, 0)  # shown first, done when told to
        expect(one.tool.get_by_role("button", name="Add these answers")).to_be_focused()
        one.page.keyboard.press("Enter")
        expect(one.said).to_contain_text("Done")
        one.expect_count(2, 1)
        one.read(text, name)
        expect(one.said).to_contain_text("2 answers are the same here")
    after = json.loads(elsewhere.page.evaluate(READ))["widgets"]
    assert after == before["widgets"]
    progress.page.goto(visit.base.url + CHAPTER)
    single = of_kind(questions, "single")
    expect(Reader(progress.page).input(single, right_texts(single)[0])).to_be_checked()
    assert not visit.faults()


def erase(progress: Progress) -> None:
    progress.press("Erase everything")
    progress.press("Press again")
    expect(progress.said).to_contain_text("erased")


@pytest.mark.parametrize("way", WAYS)
def test_erasing_takes_two_presses_and_reaches_open_tabs(answered, questions, way):
    visit, progress = answered(way)
    chapter = visit.page
    progress.press("Erase everything")
    progress.expect_count(2, 1)
    progress.page.keyboard.press("Tab")  # the reader goes elsewhere: it takes two presses again
    erase(progress)
    progress.expect_count(0, 0)
    Reader(chapter).expect_score(0, len(questions))
    kept = progress.page.evaluate(READ)
    assert all(item not in kept for item in questions)
    single = of_kind(questions, "single")
    Reader(chapter).answer(single, right_texts(single))
    progress.expect_count(1, 1)
    assert not visit.faults()


def test_leaving_an_import_changes_nothing(answered):
    _, progress = answered("root")
    text = progress.saved()[1]
    erase(progress)
    before = progress.page.evaluate(READ)
    progress.read(text)
    progress.press("Leave it")
    expect(progress.said).to_have_text("Nothing was changed.")
    expect(progress.tool.get_by_role("button", name="Add these answers")).to_be_hidden()
    assert progress.page.evaluate(READ) == before


ATTACK = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
HEAD = '{"course": "point-by-point", "version": 1, "widgets": '
HOSTILE = {
    "markup": (ATTACK, "not a file that this page has saved"),
    "another file": ('{"course": "x"}', "not a file that this page has saved"),
    "bytes": (bytes(range(256)), "not a file that this page has saved"),
    "large": (b" " * 1_000_001, "too large"),
    "future": ('{"course": "point-by-point", "version": 2, "widgets": {}}', "another version"),
    "deep": (HEAD + "[" * 300_000 + "]" * 300_000 + "}", "damaged"),
    "entries of text": (HEAD + '{"quiz:patterns": {"answers": {"what-a-pattern-is": "right"}}}}', "damaged"),
    "markup inside": (
        HEAD + json.dumps({"quiz:patterns": {"answers": {ATTACK: {"answer": ATTACK, "checked": True}}}, ATTACK: {}})
        + ', "exported": ' + json.dumps(ATTACK) + "}", "1 answer is left out",
    ),
    "prototype": (HEAD + '{"__proto__": {"answers": {"x": {}}}, "quiz:patterns": {"answers": {"__proto__": {}}}}}',
                  "2 answers are left out"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_hostile_files_are_told_in_a_sentence_and_do_nothing(answered, way):
    visit, progress = answered(way)
    before = progress.page.evaluate(READ)
    for name, (content, sentence) in HOSTILE.items():
        progress.read(content, f"{ATTACK[:20].replace('/', '')}{name}.json")
        expect(progress.said).to_contain_text(sentence)
        expect(progress.tool.get_by_role("button", name="Add these answers")).to_be_hidden()
        assert progress.page.evaluate(READ) == before, name
        assert progress.tool.locator("img, script").count() == 0
    assert progress.page.evaluate("() => window.hacked") is None
    assert not visit.faults()


def test_records_of_another_version_can_be_saved_and_are_erased_only_by_the_reader(visit_with, questions):
    visit = visit_with()
    newer = json.dumps({"version": 99, "widgets": {ATTACK: ATTACK}})
    put = "if (location.protocol !== 'about:' && !localStorage.getItem('put')) {"
    put += f"localStorage.setItem('{KEY}', {json.dumps(newer)}); localStorage.setItem('put', 1); }}"
    visit.context.add_init_script(put)
    progress = Progress(visit.open(PROGRESS))
    progress.expect_count(0, 0)
    expect(progress.tool.locator("[data-field=aside]")).to_have_attribute("data-value", "1")
    name, text = progress.saved("Save these")
    assert name == "point-by-point-set-aside.json" and json.loads(text) == [newer]
    chapter, single = visit.open(CHAPTER), of_kind(questions, "single")
    Reader(chapter).answer(single, right_texts(single))
    progress.expect_count(1, 1)
    assert json.loads(progress.saved("Save these")[1]) == [newer]
    erase(progress)
    expect(progress.tool.locator("[data-field=aside]")).to_have_count(0)
    assert newer not in progress.page.evaluate("() => JSON.stringify({ ...localStorage })")
    assert progress.page.evaluate("() => window.hacked") is None
    assert not visit.faults()


DENIED = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def test_without_storage_it_says_so(visit_with):
    visit = visit_with()
    visit.context.add_init_script(DENIED)
    progress = Progress(visit.open(PROGRESS))
    expect(progress.said).to_contain_text("does not let this page keep")
    progress.expect_count(0, 0)
    progress.press("Save my answers")
    expect(progress.said).to_contain_text("nothing to save")


def test_an_import_into_a_full_storage_says_so(answered, visit_with):
    text = answered("root")[1].saved()[1]
    visit = visit_with()
    visit.context.add_init_script(FULL)
    progress = Progress(visit.open(PROGRESS))
    progress.read(text)
    progress.press("Add these answers")
    expect(progress.said).to_contain_text("storage is full")
    progress.expect_count(0, 0)


def test_without_javascript_it_names_the_quizzes(page_at, questions):
    page = page_at(PROGRESS, javascript=False).page
    place = page.locator(".pbp-progress")
    expect(place.get_by_text("only with JavaScript")).to_be_visible()
    expect(place.get_by_text(f"{len(questions)} questions").first).to_be_visible()
    place.get_by_role("link", name="Patterns of back pain").click()
    page.wait_for_url(f"**/{CHAPTER}")


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing_in_use(visit_with, axe, theme, width):
    visit = visit_with("root", theme, width)
    visit.context.add_init_script("location.protocol !== 'about:' && localStorage.setItem('point-by-point', '{old');")
    progress = Progress(visit.open(PROGRESS))
    progress.tool.locator("summary").first.click()
    progress.press("Erase everything")
    progress.read("x")
    expect(progress.said).not_to_be_empty()
    found = violations(progress.page, axe)
    assert not found, report(found)
    sizes = progress.tool.locator("button:visible, summary, input, a").evaluate_all(
        "all => all.map((one) => [one.textContent, one.getBoundingClientRect().height])"
    )
    assert len(sizes) >= 5 and not [one for one in sizes if one[1] < 24]


def test_everything_is_reached_by_keyboard_in_order(answered, quizzes):
    _, progress = answered("root")
    page, seen = progress.page, []
    progress.tool.locator("a").first.focus()
    for _ in range(2 * len(quizzes) + 3):
        seen.append(page.evaluate("() => document.activeElement.textContent || document.activeElement.type"))
        page.keyboard.press("Tab")
    titles = [quiz["title"] for quiz in quizzes]
    wanted = [*titles, *["Question by question"] * len(quizzes), "Save my answers", "file", "Erase everything"]
    assert all(one.startswith(want) for one, want in zip(seen, wanted, strict=True)), seen
