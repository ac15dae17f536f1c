"""The quiz without a script: what stands there to choose from must not give the answer away."""

import pytest
from bs4 import BeautifulSoup
from test_quiz import own_item

from widgets import Quiz
from widgets._shared.markdown import plain


def matching(lefts: str, rights: str, **changes) -> dict:
    """A matching of single letters: the first left goes with the first right, and so on; more rights fit nothing."""
    item = {key: value for key, value in own_item().items() if key != "options"}
    sides = {"left": [{"id": one, "text": f"Left {one}"} for one in lefts],
             "right": [{"id": one, "text": f"Right {one}"} for one in rights]}  # fmt: skip
    pairs = [
        {"left": a, "right": b, "feedback": "They fit.", "if_wrong": "They do not."}
        for a, b in zip(lefts, rights, strict=False)
    ]
    return item | {"kind": "matching", **sides, "pairs": pairs} | changes


def offered(quiz: Quiz, place: int = 0) -> list[str]:
    """What a reader without a script chooses from."""
    soup = BeautifulSoup(quiz.static_html(), "html.parser")
    return [li.get_text() for li in soup.find_all("p", string="To choose from:")[place].find_next("ul").find_all("li")]


@pytest.mark.parametrize(
    ("lefts", "rights", "shown"),
    [("abc", "zyx", "xyz"), ("abc", "xyz", "zyx"), ("abc", "wyzx", "zyxw"), ("abc", "yzx", "xyz")],
    ids=["alphabetical", "backwards where that is the answer", "also with one that fits nothing", "mixed already"],
)
def test_what_is_offered_does_not_stand_in_the_order_of_the_answer(lefts, rights, shown):
    assert offered(Quiz(items=[matching(lefts, rights)])) == [f"Right {one}" for one in shown]


def test_an_order_with_a_meaning_stays():
    assert offered(Quiz(items=[matching("abc", "yzx", keep_order=True)])) == ["Right y", "Right z", "Right x"]


def test_no_matching_of_the_chapter_gives_itself_away():
    quiz = Quiz("patterns")
    found = [item for item in quiz.items if item["kind"] == "matching"]
    assert found
    for place, item in enumerate(found):
        texts = {entry["id"]: plain(entry["text"]) for entry in item["right"]}
        answer = [texts[pair["right"]] for left in item["left"] for pair in item["pairs"] if pair["left"] == left["id"]]
        assert [text for text in offered(quiz, place) if text in answer] != answer, item["id"]
