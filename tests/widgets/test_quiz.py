"""The quiz in Python: what it reads back, what it refuses, what it keeps, and how it shows itself without a script."""

import json
import re

import pytest
import traitlets
import yaml
from bs4 import BeautifulSoup
from quiz_answers import right

from widgets import Quiz, data
from widgets._shared.markdown import plain

COLUMNS = ["item", "kind", "answer", "checked", "correct", "score", "tries", "seconds"]


@pytest.fixture
def quiz():
    return Quiz("patterns")


@pytest.fixture(scope="module")
def source():
    """The items as a person wrote them, read without our loader."""
    return yaml.safe_load((data.package.DATA / "quiz/patterns.yaml").read_text(encoding="utf8"))["items"]


def of_kind(source, kind):
    return next(item for item in source if item["kind"] == kind)


def test_a_new_quiz_scores_nothing(quiz):
    assert quiz.score == 0
    assert not quiz.responses["checked"].any()
    assert list(quiz.responses.columns) == COLUMNS


def test_the_chapter_has_every_kind(source):
    kinds = [item["kind"] for item in source]
    assert len(kinds) >= 14
    assert set(kinds) == {"single", "multiple", "numeric", "matching", "ordering", "case"}
    assert kinds.count("case") >= 3
    assert all("made up" in item["vignette"] for item in source if item["kind"] == "case")


def test_answers_are_marked(quiz, source):
    first, second = source[0], of_kind(source, "multiple")
    quiz.answers = {
        first["id"]: {"answer": right(first), "checked": True, "tries": 2, "seconds": 4.25},
        second["id"]: {"answer": right(second)[:1]},
    }
    responses = quiz.responses.set_index("item")
    assert responses.loc[first["id"], COLUMNS[3:]].tolist() == [True, True, 1.0, 2, 4.3]
    assert not responses.loc[second["id"], "correct"]
    partial = 1 / len(right(second))
    assert responses.loc[second["id"], "score"] == partial
    assert quiz.score == pytest.approx((1 + partial) / len(source))


def test_all_right_is_one(quiz, source):
    quiz.answers = {item["id"]: {"answer": right(item)} for item in source}
    assert quiz.score == 1
    assert quiz.responses["correct"].all()
    json.dumps(quiz.responses.to_dict("records"))


def test_answers_read_as_text(quiz, source):
    quiz.answers = {item["id"]: {"answer": right(item)} for item in source}
    texts = quiz.responses.drop_duplicates("kind").set_index("kind")["answer"]
    assert texts["numeric"] == "14.3"
    assert texts["matching"] == "blood-stasis: stabs; liver-qi: swells; cold-damp: heavy; damp-heat: burns"
    assert texts["ordering"] == "a, b, c, d, e"
    assert texts["case"] == "pattern: c; common: 12; meaning: a, c"


def test_an_unchecked_answer_does_not_count(quiz, source):
    quiz.answers = {source[0]["id"]: {"answer": right(source[0]), "checked": False}}
    assert quiz.score == 0


def test_a_case_counts_by_its_checked_questions(quiz, source):
    case = of_kind(source, "case")
    parts = right(case)
    parts["common"]["checked"] = False
    quiz.answers = {case["id"]: {"answer": parts}}
    row = quiz.responses.set_index("item").loc[case["id"]]
    assert row["score"] == pytest.approx(2 / 3) and not row["checked"] and not row["correct"]


def test_an_answer_of_the_first_release_is_read(quiz, source):
    quiz.answers = {source[0]["id"]: {"chosen": right(source[0]), "checked": True, "tries": 1}}
    assert quiz.answers[source[0]["id"]]["answer"] == right(source[0])
    # The versions of the first release: what readers have kept since then must stay theirs.
    versions = {item["id"]: item["version"] for item in quiz.items}
    assert versions["what-a-pattern-is"] == "4ac821b7" and versions["tailored-or-fixed"] == "97f5ebd1"


def test_unknown_option_is_dropped(quiz, source):
    quiz.answers = {source[0]["id"]: {"answer": ["<script>", "zz", *right(source[0])]}}
    assert quiz.answers[source[0]["id"]]["answer"] == right(source[0])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"no-such-item": {"answer": ["a"]}}, "no item 'no-such-item'"),
        ({"{first}": "a"}, "must be a dict with 'answer'"),
        ({"{first}": {}}, "must be a dict with 'answer'"),
    ],
)
def test_what_is_no_answer_is_refused(quiz, source, answers, message):
    answers = {key.format(first=source[0]["id"]): value for key, value in answers.items()}
    with pytest.raises(traitlets.TraitError, match=message):
        quiz.answers = answers
    assert quiz.answers == {}


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Quiz("patterns", answer={}), TypeError, r"unknown keyword 'answer'. Did you mean 'answers'"),
        (lambda: Quiz("paterns"), ValueError, "Did you mean 'patterns'"),
        (Quiz, TypeError, "either the name of a quiz"),
        (lambda: Quiz("patterns", items=[]), TypeError, "either the name of a quiz"),
        (lambda: Quiz("patterns", objectives={"a": "b"}), TypeError, "only with items="),
        (lambda: Quiz("patterns", mode="exam"), traitlets.TraitError, r"mode.*'practice'.*'test'"),
        (lambda: Quiz("patterns", seed="x"), traitlets.TraitError, "seed"),
        (lambda: Quiz("patterns", seed=-1), traitlets.TraitError, "seed"),
        (lambda: Quiz("patterns", difficulty=4), ValueError, "No difficulty called 4. Allowed: 1, 2, 3"),
        (lambda: Quiz("patterns", objective="saftey"), ValueError, "Did you mean 'safety'"),
        (lambda: Quiz("patterns", difficulty=1, objective=["agree"], title=3), traitlets.TraitError, "title"),
    ],
)
def test_what_makes_no_quiz_is_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_filters_take_one_or_several(source):
    def ids(**filters):
        return [item["id"] for item in Quiz("patterns", **filters).items]

    assert ids(difficulty=1) == [item["id"] for item in source if item["difficulty"] == 1]
    assert ids(objective=["safety", "agree"]) == [i["id"] for i in source if i["objective"] in ("safety", "agree")]
    both = [item["id"] for item in source if item["difficulty"] in (2, 3) and item["objective"] == "agree"]
    assert ids(difficulty=[2, 3], objective="agree") == both
    keys = {Quiz("patterns", **f)._persist["key"] for f in ({}, {"difficulty": 1}, {"difficulty": 2}, {"mode": "test"})}
    assert len(keys) == 4, "what is kept of one must not end up in another"


def own_item(**changes):
    options = [{"text": t, "correct": t == "b", "feedback": f"about {t}"} for t in "abc"]
    options = [option | {"text": option["text"] * 2} for option in options]
    item = {"id": "own-one", "kind": "single", "stem": "Which one?", "options": options, "explanation": "It is b.",
            "hint": "Not a.", "objective": "To choose b", "difficulty": 1, "chapter": "own",
            "source": ["bib:me"]}  # fmt: skip
    return item | changes


def test_your_own_items():
    quiz = Quiz(items=[own_item(), own_item(id="own-two", objective="Another")], title="Mine")
    assert repr(quiz) == "Quiz(items=[…]): 2 questions"
    assert quiz.items[0]["objective"] == "To choose b"
    quiz.answers = {"own-one": {"answer": ["b"]}}
    assert quiz.score == 0.5
    named = Quiz(items=[own_item(objective="one")], objectives={"one": "Choose the right letter."})
    assert named.items[0]["objective"] == "Choose the right letter."


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([own_item(kind="essay")], "items, item own-one, field kind: found 'essay'; enum allows"),
        ([own_item(), own_item()], "items, item own-one, field id: found twice"),
        ([own_item(source=[])], "item own-one, field source: found"),
        ([{"id": "bare"}], "items, item bare, field kind: missing; needed: id, kind, stem, explanation"),
        ([], "field items"),
        ("patterns", "field items: found 'patterns'; type allows 'array'"),
        (["text"], "item number 1"),
    ],
)
def test_own_items_are_held_to_the_same_rules(items, message):
    with pytest.raises(data.DataError, match=message):
        Quiz(items=items)


def test_own_objectives_must_be_there():
    with pytest.raises(data.DataError, match="No objective called 'To choose b'"):
        Quiz(items=[own_item()], objectives={"one": "Choose."})


def test_repr_is_stable(quiz):
    assert repr(quiz) == repr(Quiz("patterns")) == f"Quiz('patterns'): {len(quiz.items)} questions"
    assert repr(Quiz("patterns", mode="test", difficulty=1)).endswith("questions, as a test")
    assert re.fullmatch(r"Quiz\(items=\[…\]\): 1 question", repr(Quiz(items=[own_item()])))


def test_a_seed_fixes_the_order():
    one, two = Quiz("patterns", seed=7), Quiz("patterns", seed=8)
    ids = [item["id"] for item in one.items if item["kind"] in ("single", "multiple", "matching", "ordering")]
    assert [one.shown_order(i) for i in ids] == [Quiz("patterns", seed=7).shown_order(i) for i in ids]
    assert [one.shown_order(i) for i in ids] != [two.shown_order(i) for i in ids]
    assert "seed" not in one._persist["fields"] and "seed" in Quiz("patterns")._persist["fields"]
    with pytest.raises(ValueError, match="no order"):
        Quiz("patterns").shown_order(ids[0])
    kept = Quiz(items=[own_item(keep_order=True)], seed=5)
    assert kept.shown_order("own-one") == ["a", "b", "c"]


def test_state_is_json_and_versions_follow_the_wording(quiz):
    state = quiz.get_state()
    json.dumps({key: value for key, value in state.items() if key in ("items", "answers", "_persist")})
    assert len({item["version"] for item in quiz.items}) == len(quiz.items)


def texts_of(item):
    """Every text that the form without script has to carry, as (text, whether it is in the folded part)."""
    yield from ((item["stem"], False), (item["explanation"], True))
    for option in item.get("options", []):
        yield from ((option["text"], False), (option["feedback"], True))
    for step in item.get("steps", []):
        yield from ((step["text"], False), (step["feedback"], True))
    for entry in [*item.get("left", []), *item.get("right", [])]:
        yield entry["text"], False
    for pair in item.get("pairs", []):
        yield pair["feedback"], True
    for kind, line in (item["feedback"] if item["kind"] == "numeric" else {}).items():
        if kind != "unreadable":
            yield line, True
    for part in item.get("questions", []):
        yield from texts_of(part)


def test_static_form_has_every_word(quiz, source):
    soup = BeautifulSoup(quiz.static_html(), "html.parser")
    assert len(soup.find_all("details")) == sum(1 + len(item.get("questions", [])) for item in source)
    everything = " ".join(soup.get_text(" ").split()).replace(" ", "")
    for fold in soup.find_all("details"):
        fold.extract()
    asked = " ".join(soup.get_text(" ").split()).replace(" ", "")
    for item in source:
        for text, folded in texts_of(item):
            words = plain(text).replace(" ", "")
            assert words in everything, text
            assert folded or words in asked, text
    assert len(soup.select("svg[role=img][aria-label]")) == 1


def test_static_steps_do_not_stand_in_their_order(quiz):
    soup = BeautifulSoup(quiz.static_html(), "html.parser")
    asked = [li.get_text() for li in soup.find("p", string="Put in order:").find_next("ul").find_all("li")]
    steps = next(item for item in quiz.items if item["kind"] == "ordering")["steps"]
    assert sorted(asked) == sorted(step["text"] for step in steps)
    assert asked != [step["text"] for step in steps]


def test_static_form_keeps_markup_as_text():
    html = Quiz(items=[own_item(stem="<img src=x onerror=alert(1)> & 气滞 *a*")]).static_html()
    assert "<img" not in html
    assert '<span lang="zh">气滞</span> <em>a</em>' in html


def test_both_forms_are_in_the_output(quiz):
    bundle, _ = quiz._repr_mimebundle_()
    assert {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(bundle)
