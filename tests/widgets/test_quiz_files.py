"""Answers in a file: they go round, and a file that is none of ours is refused with its name and field."""

import json

import pytest
from test_quiz import own_item, right

from widgets import Quiz, data

SINGLE = "kappa-zero"
PART = {"name": "patterns", "difficulty": [1, 2], "objective": "safety", "mode": "test", "seed": 9, "title": "Part"}


@pytest.mark.parametrize("made", [{"name": "patterns"}, PART, {"items": [own_item()]}], ids=["whole", "part", "own"])
def test_save_and_load_go_round(tmp_path, made):
    quiz = Quiz(**made)
    first = quiz.items[0]
    quiz.answers = {first["id"]: {"answer": ["a", "b"][: 1 if first["kind"] == "single" else 2], "seconds": 3}}
    quiz.save(tmp_path / "answers.json")
    again = Quiz.load(tmp_path / "answers.json")
    assert repr(again) == repr(quiz)
    assert (again.answers, again.mode, again.seed, again.title) == (quiz.answers, quiz.mode, quiz.seed, quiz.title)
    assert again.responses.equals(quiz.responses)
    again.save(str(tmp_path / "again.json"))
    assert (tmp_path / "again.json").read_text("utf8") == (tmp_path / "answers.json").read_text("utf8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda r: r.update(version=2), "field version: found 2; allowed is 1"),
        (lambda r: r.update(format="other"), "no file of quiz answers"),
        (lambda r: r.update(answers=[]), r"field answers: found \[\]; allowed is a dict"),
        (lambda r: r.pop("mode"), "field mode: found None"),
        (lambda r: r["quiz"].update(name="gone"), "No quiz called 'gone'"),
        (lambda r: r["quiz"].update(colour="red"), "field quiz: found 'colour'; allowed are name, items, objectives"),
        (lambda r: r["quiz"].update(answers={}), "field quiz: found 'answers'; allowed are name"),
        (lambda r: r.update(quiz={}), "either the name of a quiz"),
        (lambda r: r["quiz"].update(name=["a"]), r"No quiz called \['a'\]"),
        (lambda r: r["quiz"].update(difficulty=1.5), "No difficulty called 1.5. Allowed: 1, 2, 3"),
        (lambda r: r["quiz"].update(title=5), "title"),
        (lambda r: r.update(quiz={"items": [[]]}), "item number 1"),
        (lambda r: r.update(mode="exam"), "mode.*'practice'.*'test'"),
        (lambda r: r.update(seed="x"), "field seed: found 'x'; allowed is a whole number or null"),
        (lambda r: r.update(seed=True), "field seed: found True; allowed is a whole number or null"),
        (lambda r: r.update(seed=-1), "seed"),
        (lambda r: r.update(version=True), "field version: found True; allowed is 1"),
        (lambda r: r.update(version=1.0), "field version: found 1.0; allowed is 1"),
        (lambda r: r["answers"].update({SINGLE: [1]}), r"field answers.kappa-zero: found \[1\]; allowed is a dict"),
        (lambda r: r["answers"][SINGLE].pop("answer"), r"answers\['kappa-zero'\] must be a dict with 'answer'"),
        (lambda r: r["answers"][SINGLE].update(answer="d"), "found 'd'; allowed is a list of option ids"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path, change, message):
    path = tmp_path / "answers.json"
    Quiz("patterns", answers={SINGLE: {"answer": ["d"]}}).save(path)
    record = json.loads(path.read_text("utf8"))
    change(record)
    path.write_text(json.dumps(record), encoding="utf8")
    with pytest.raises(ValueError, match=message) as caught:
        Quiz.load(path)
    assert str(caught.value).startswith("answers.json")


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', "\x00", "[" * 100_000])
def test_a_broken_file_is_refused(tmp_path, text):
    (tmp_path / "x.json").write_text(text, encoding="utf8")
    with pytest.raises(ValueError, match=r"x\.json"):
        Quiz.load(tmp_path / "x.json")


def test_answers_to_another_wording_are_left_out_with_a_word(tmp_path):
    quiz = Quiz("patterns")
    first, second = data.read_quiz("patterns")["items"][:2]
    quiz.answers = {item["id"]: {"answer": right(item)} for item in (first, second)}
    quiz.save(tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text("utf8").replace(quiz.items[0]["version"], "00000000")
    (tmp_path / "a.json").write_text(text, encoding="utf8")
    with pytest.warns(UserWarning, match=f"the question has changed or is gone: {first['id']}"):
        again = Quiz.load(tmp_path / "a.json")
    assert list(again.answers) == [second["id"]]


@pytest.mark.parametrize("version", ["", "00000000", None])
def test_an_answer_to_a_question_that_is_gone_is_left_out_with_a_word(tmp_path, version):
    path = tmp_path / "a.json"
    Quiz("patterns").save(path)
    record = json.loads(path.read_text("utf8")) | {"answers": {"gone": {"answer": ["a"], "version": version}}}
    path.write_text(json.dumps(record), encoding="utf8")
    with pytest.warns(UserWarning, match="or is gone: gone"):
        assert Quiz.load(path).answers == {}
