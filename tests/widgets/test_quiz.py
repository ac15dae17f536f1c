"""The quiz in Python: what it reads back, what it refuses, and how it shows itself without a script."""

import json

import pytest
import traitlets
import yaml
from bs4 import BeautifulSoup

from widgets import Quiz, data


@pytest.fixture
def quiz():
    return Quiz("patterns")


@pytest.fixture(scope="module")
def source():
    """The items as a person wrote them, read without our loader."""
    return yaml.safe_load((data.package.DATA / "quiz/patterns.yaml").read_text(encoding="utf8"))["items"]


def right(item):
    return ["abcdefgh"[i] for i, option in enumerate(item["options"]) if option["correct"]]


def test_a_new_quiz_scores_nothing(quiz):
    assert quiz.score == 0
    assert not quiz.responses["checked"].any()
    assert list(quiz.responses.columns) == ["item", "kind", "answer", "checked", "correct", "score", "tries"]


def test_answers_are_marked(quiz, source):
    first, second = source[0], source[1]
    quiz.answers = {
        first["id"]: {"chosen": right(first), "checked": True, "tries": 2},
        second["id"]: {"chosen": right(second)[:1] if len(right(second)) > 1 else ["a", "b"], "checked": True},
    }
    responses = quiz.responses.set_index("item")
    assert responses.loc[first["id"], ["checked", "correct", "score", "tries"]].tolist() == [True, True, 1.0, 2]
    assert not responses.loc[second["id"], "correct"]
    assert quiz.score == pytest.approx(1 / len(source))


def test_all_right_is_one(quiz, source):
    quiz.answers = {item["id"]: {"chosen": right(item)} for item in source}
    assert quiz.score == 1


def test_an_unchecked_answer_does_not_count(quiz, source):
    quiz.answers = {source[0]["id"]: {"chosen": right(source[0]), "checked": False}}
    assert quiz.score == 0


def test_unknown_option_is_dropped(quiz, source):
    quiz.answers = {source[0]["id"]: {"chosen": ["<script>", "zz", *right(source[0])]}}
    assert quiz.answers[source[0]["id"]]["chosen"] == right(source[0])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"no-such-item": {"chosen": ["a"]}}, "no item 'no-such-item'"),
        ({"{first}": "a"}, "must be a dict with 'chosen'"),
        ({"{first}": {}}, "must be a dict with 'chosen'"),
    ],
)
def test_what_is_no_answer_is_refused(quiz, source, answers, message):
    answers = {key.format(first=source[0]["id"]): value for key, value in answers.items()}
    with pytest.raises(traitlets.TraitError, match=message):
        quiz.answers = answers
    assert quiz.answers == {}


def test_unknown_keyword_names_the_nearest():
    with pytest.raises(TypeError, match=r"unknown keyword 'answer'. Did you mean 'answers'"):
        Quiz("patterns", answer={})


def test_unknown_quiz_says_what_there_is():
    with pytest.raises(ValueError, match="patterns"):
        Quiz("paterns")


def test_repr_is_stable(quiz):
    assert repr(quiz) == repr(Quiz("patterns")) == f"Quiz('patterns'): {len(quiz.items)} questions"


def test_state_is_json_and_versions_follow_the_wording(quiz):
    state = quiz.get_state()
    json.dumps({key: value for key, value in state.items() if key in ("items", "answers", "_persist")})
    assert len({item["version"] for item in quiz.items}) == len(quiz.items)


def test_static_form_has_every_word(quiz, source):
    soup = BeautifulSoup(quiz.static_html(), "html.parser")
    assert len(soup.find_all("details")) == len(source)
    text = soup.get_text(" ")
    for item in source:
        assert item["stem"] in " ".join(text.split()) or item["stem"] in text
        for option in item["options"]:
            assert option["text"] in text.replace("  ", " ")
            assert option["feedback"].split(".")[0][:40] in text


def test_static_form_keeps_markup_as_text(quiz):
    quiz.items = [{**quiz.items[0], "stem": "<img src=x onerror=alert(1)> & 气滞"}]
    html = quiz.static_html()
    assert "<img" not in html
    assert '<span lang="zh">气滞</span>' in html


def test_both_forms_are_in_the_output(quiz):
    bundle, _ = quiz._repr_mimebundle_()
    assert {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(bundle)
