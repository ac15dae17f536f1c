"""The one loader: copies, errors that name file, row and column, and quizzes that break a rule."""

import copy
import shutil

import pandas as pd
import pytest
import yaml

from widgets import data


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of data/ that a test may break."""
    shutil.copytree(data.DATA, tmp_path / "data")
    monkeypatch.setattr(data, "DATA", tmp_path / "data")
    data._read.cache_clear()
    yield tmp_path / "data"
    data._read.cache_clear()


def test_every_table_loads():
    for table in data.tables():
        assert len(data.load(table)) > 0


def test_a_table_is_safe_from_its_caller():
    table = data.load("patterns")
    table.loc[0, "name_en"] = "changed"
    assert data.load("patterns").loc[0, "name_en"] != "changed"


def test_numbers_are_numbers_and_empty_is_not_zero():
    rows = data.load("pattern_reliability")
    assert rows["kappa"].dtype == float
    assert rows["kappa"].isna().any()
    assert isinstance(data.load("red_flags").loc[0, "flag_id"], str)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: data.load("paterns"), r"No table called 'paterns'. Did you mean 'patterns'\?"),
        (lambda: data.row("patterns", "P1"), r"patterns.csv: No row called 'P1'.*Allowed: P01"),
        (lambda: data.read_quiz("patern"), r"No quiz called 'patern'. Did you mean 'patterns'\?"),
    ],
)
def test_unknown_names(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("0.31", "0,31x", r"pattern_reliability.csv, row \d+"),
        ("kappa_low", "kapa_low", r"No column called 'kappa_low'. Did you mean 'kapa_low'"),
        ("kappa_low", "kappa", "a column name stands twice"),
    ],
)
def test_a_broken_table_is_refused(folder, find, replace, message):
    path = folder / "pattern_reliability.csv"
    path.write_text(path.read_text(encoding="utf8").replace(find, replace, 1), encoding="utf8")
    with pytest.raises(data.DataError, match=message):
        data.load("pattern_reliability")


def test_a_word_for_a_number_names_row_and_column(folder):
    frame = pd.read_csv(folder / "pattern_shares.csv", dtype=str)
    frame.loc[1, "percent"] = "about half"
    frame.to_csv(folder / "pattern_shares.csv", index=False)
    with pytest.raises(data.DataError, match=r"pattern_shares.csv, row 3, column percent: found 'about half'"):
        data.load("pattern_shares")


def test_an_empty_table_is_refused(folder):
    (folder / "patterns.csv").write_text("")
    with pytest.raises(data.DataError, match=r"patterns.csv: a header and at least one row"):
        data.load("patterns")


def broken(change):
    """The quiz's source with one change made to a deep copy."""
    quiz = copy.deepcopy(yaml.safe_load((data.DATA / "quiz/patterns.yaml").read_text(encoding="utf8")))
    change(quiz)
    return quiz


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda q: q["items"][0].update(kind="essay"), r"item .*, field kind: found 'essay'; enum allows"),
        (lambda q: q["items"][0].pop("source"), r"'source' is a required property"),
        (lambda q: q["items"][0]["options"][0].pop("feedback"), r"field options.0: 'feedback' is a required"),
        (lambda q: q["items"][0].update(difficulty=4), r"field difficulty: found 4"),
        (lambda q: q["items"][0].update(colour="red"), r"'colour' was unexpected"),
        (lambda q: [o.update(correct=False) for o in q["items"][0]["options"]], r"found 0 correct; a single choice"),
        (lambda q: q["items"][1].update(id=q["items"][0]["id"]), r"field id: found twice"),
        (lambda q: q["items"][0].update(objective="fly"), r"No objective called 'fly'"),
        (lambda q: q.update(quiz="other"), r"field quiz: found 'other'"),
        (lambda q: q["items"][0]["options"][1].update(text=q["items"][0]["options"][0]["text"]), "two options say"),
    ],
)
def test_a_broken_quiz_is_refused(folder, change, message):
    (folder / "quiz/patterns.yaml").write_text(yaml.safe_dump(broken(change), allow_unicode=True), encoding="utf8")
    with pytest.raises(data.DataError, match=message) as caught:
        data.read_quiz("patterns")
    assert "patterns.yaml" in str(caught.value)


def test_a_quiz_that_is_no_yaml_is_refused(folder):
    (folder / "quiz/patterns.yaml").write_text("items: [")
    with pytest.raises(data.DataError, match=r"patterns.yaml: not readable as YAML"):
        data.read_quiz("patterns")
