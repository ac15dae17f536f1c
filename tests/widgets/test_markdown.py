"""Light Markdown in Python: the pieces that tests/widgets/markdown_test.js finds too, and the HTML made of them."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from widgets._shared.markdown import parse, plain, to_html

CASES = json.loads((Path(__file__).parent / "markdown_cases.json").read_text(encoding="utf8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    assert parse(case["text"]) == case["pieces"]
    assert to_html(case["text"]) == case["html"]
    soup = BeautifulSoup(case["html"], "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"em", "strong", "sup", "sub", "a", "span"}
    assert soup.get_text() == plain(case["text"])
    if case["name"].startswith("hostile"):
        assert not soup.find_all()
        assert soup.get_text() == case["text"]


def test_long_texts_stay_quick():
    for mark in ("*", "**", "[", "^", "\\", "[a](", "*a"):
        text = mark * 700
        assert plain(text) is not None
