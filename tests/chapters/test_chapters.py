"""The chapters as texts and notebooks: clean, really compared, in the template's order, easy to read."""

import re
import sys
from pathlib import Path

import nbformat
import pytest
import textstat

sys.path.insert(0, str(Path(__file__).parent))
import notebook_rules as rules

# How many cells nbval compares in each notebook: a stripped notebook would pass nbval and compare nothing.
COMPARED = {
    "causes/what-hurts.ipynb": 9,
    "causes/structures-and-scans.ipynb": 7,
    "causes/more-than-a-structure.ipynb": 11,
    "evidence/how-to-read-a-trial.ipynb": 8,
    "evidence/low-back-pain.ipynb": 12,
    "evidence/neck-sciatica-acute-pregnancy.ipynb": 24,
    "evidence/check-a-claim.ipynb": 15,
    "causes/310-spines.ipynb": 17,
    "evidence/study-explorer.ipynb": 0,
    "evidence/why-reviews-disagree.ipynb": 17,
    "patterns/ideas.ipynb": 8,
    "patterns/do-practitioners-agree.ipynb": 11,
    "patterns/patterns-of-back-pain.ipynb": 26,
    "patterns/points-and-treatments.ipynb": 10,
    "safety/a-first-visit.ipynb": 12,
    "safety/how-risky-is-a-needle.ipynb": 9,
    "safety/when-to-be-careful.ipynb": 13,
}
ORDER = [  # the chapter template of the course
    "What you will be able to do", "The short answer", "What the articles say", "Check yourself",
    "Summary", "Exercises", "References",
]  # fmt: skip
FORBIDDEN = r"\b(proven|cures?|natural(ly)?|toxins?|miracle|debunked|just placebo|studies show)\b"
EASE = 55

# A tool page is a widget with what to know before using it: it has no objectives to teach, no claims and no quiz of its
# own, and its red-flag line and its last words are asked of it all the same.
TOOLS = {"evidence/study-explorer.ipynb"}

NOTEBOOKS = {str(path.relative_to(rules.ROOT / "chapters")): path for path in rules.notebooks()}
each = pytest.mark.parametrize("name", NOTEBOOKS)
each_lesson = pytest.mark.parametrize("name", [name for name in NOTEBOOKS if name not in TOOLS])


def cells(name, kind):
    return [cell for cell in nbformat.read(NOTEBOOKS[name], as_version=4).cells if cell.cell_type == kind]


def prose(name):
    """The markdown without markup, pinyin, characters, roles and lists of references."""
    text = "\n\n".join(cell.source for cell in cells(name, "markdown"))
    text = re.sub(r"^(:::|```|:\w[\w-]*:).*$|^#+ .*$|^\$\$.*?\$\$$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\(?\*[^*\n]*\*,? ?<span lang=\"zh\">[^<]*</span>\)?|<[^>]+>", "", text)
    text = re.sub(r"\{glue:text\}`[^`]*`", "10", text)
    text = re.sub(r"\{\w+(:\w+)?\}`[^`]*`|\[([^\]]*)\]\([^)]*\)|\$[^$]*\$|[*`_|]", r"\2", text)
    return text


@each
def test_notebook_is_clean(name):
    assert rules.problems(NOTEBOOKS[name]) == []


@each
def test_cells_are_really_compared(name):
    compared = [cell.id for cell in cells(name, "code") if rules.is_strict(cell) and cell.outputs]
    assert len(compared) == COMPARED[name], compared


def test_every_notebook_is_counted():
    assert set(COMPARED) == set(NOTEBOOKS)


@each_lesson
def test_template_order(name):
    headings = [
        line.lstrip("# ").strip()
        for cell in cells(name, "markdown")
        for line in cell.source.splitlines()
        if re.match(r"##? ", line)
    ]
    positions = [headings.index(title) for title in ORDER]
    assert positions == sorted(positions)


@each
def test_red_flags_come_first_and_the_state_of_review_last(name):
    first = cells(name, "markdown")[0].source
    assert first.startswith("# ")
    assert "red-flags.md" in first, "the red-flag line comes before everything else"
    last = cells(name, "markdown")[-1].source
    for words in ("Evidence last searched", "ast reviewed by", "not yet been reviewed by a clinician"):
        assert words in last


@each
def test_reading_ease(name):
    assert textstat.flesch_reading_ease(prose(name)) >= EASE


@each
def test_words_to_avoid(name):
    text = prose(name)
    assert not re.findall(FORBIDDEN, text, re.IGNORECASE)
    assert "energy" not in text.lower()


@each
def test_numbers_in_prose_come_from_data(name):
    """Figures with a unit or a decimal are glued; small counts, ages and scale ends may stand as words or digits."""
    text = re.sub(r"\{glue:text\}`[^`]*`", "", "\n".join(c.source for c in cells(name, "markdown")))
    text = re.sub(r"\$[^$]*\$|<[^>]*>|\]\([^)]*\)|\{\w+\}`[^`]*`", "", text)
    assert re.findall(r"\d+\.\d+|\d+\s?%", text) == []


@each
def test_chinese_is_marked(name):
    text = "\n".join(cell.source for cell in cells(name, "markdown"))
    unmarked = re.sub(r'<span lang="zh">[^<]*</span>', "", text)
    assert re.findall(r"[\u3400-\u9fff]+", unmarked) == []


@each_lesson
def test_articles_box_is_short_and_tied_to_the_text(name):
    box = "".join(
        str(output) for cell in cells(name, "code") for output in cell.outputs if 'class="claims"' in str(output)
    )
    claims = set(re.findall(r'data-claim=\\?"([^"\\]+)', box))
    text = "\n".join(cell.source for cell in cells(name, "markdown"))
    assert 0 < len(claims) <= 15
    for claim in claims:
        assert f'id="claim-{claim.lower()}"' in text, f"{claim} is tied to no sentence"
