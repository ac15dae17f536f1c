"""StudyExplorer in Python: what it selects, its errors, tables of one's own, and that page and Python agree."""

from __future__ import annotations

import io
import json
import math
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import pandas as pd
import pytest
import traitlets
import words_cases

from widgets import StudyExplorer, evidence, pool
from widgets.study_explorer import demonstration, wording
from widgets.study_explorer.prepare import course
from widgets.study_explorer.sentences import headline_of, sentence_of

HERE = Path(__file__).resolve().parent
ASKED = ("condition", "comparator", "outcome", "window")
FIELDS = (*ASKED, "needles", "measure", "model", "interval", "year_from", "year_to", "smallest", "unread", "excluded",
          "order", "tab")  # fmt: skip
FRAME = pd.DataFrame({"label": ["A", "B", "C"], "yi": [-1.0, -2.0, 0.5], "vi": [0.1, 0.2, 0.3]})


@pytest.fixture(scope="module")
def explorer():
    return StudyExplorer()


def test_words_cases_are_up_to_date():
    kept = json.loads(words_cases.FILE.read_text(encoding="utf8"))
    assert kept == json.loads(json.dumps(words_cases.cases())), "run python tests/widgets/words_cases.py"


def test_the_trials_are_made_ready_without_frames_again_and_again(monkeypatch):
    """Going through frames row by row, once for each of 500 views, took six seconds."""
    calls = []
    through = pd.DataFrame.itertuples
    monkeypatch.setattr(pd.DataFrame, "itertuples", lambda *given, **more: calls.append(1) or through(*given, **more))
    again = course.__wrapped__()
    assert len(calls) < 60
    assert json.dumps(again) == json.dumps(course())
    order = [key.split("|")[0] for key in again["reviews"]]
    assert order == sorted(order, key=again["vocabularies"]["condition"].index), "the same file from every build"


def test_without_a_question_it_starts_where_most_trials_are():
    found = StudyExplorer()
    assert (found.condition, found.comparator, found.outcome) == ("chronic low back pain", "sham", "pain")
    assert found.result.k == len(found.selection) == 3


def test_result_is_the_pool_of_the_selection_and_follows_every_trait(explorer):
    explorer.excluded = ["kerr2003-2"]
    explorer.model, explorer.interval = "DL", "hksj-modified"
    table = explorer.selection
    assert "kerr2003-2" not in set(table.row_id)
    expected = pool(table.yi, table.vi, "DL", "hksj-modified", labels=list(table.label))
    assert explorer.result == expected
    explorer.model = "EE"
    assert explorer.result.test == "wald"
    explorer.year_from = 2004
    assert set(explorer.selection.study_id) == {"brinkhaus2006"}
    explorer.smallest = 1000
    assert explorer.result is None and explorer.selection.empty
    explorer.set_trait("smallest", 0)
    explorer.year_from, explorer.excluded, explorer.model, explorer.interval = None, [], "REML", "hksj"


@pytest.mark.parametrize(
    ("choice", "error", "words"),
    [
        ({"comparator": "shamm"}, traitlets.TraitError, "No comparator called 'shamm'. Did you mean 'sham'?"),
        ({"window": "6 weeks"}, traitlets.TraitError, "No window called"),
        ({"needles": "manuall"}, traitlets.TraitError, "Did you mean 'manual'"),
        ({"measure": "or"}, traitlets.TraitError, "No measure called 'or'"),
        ({"measure": "md"}, traitlets.TraitError, "md"),
        ({"excluded": ["kerr2003-22"]}, traitlets.TraitError, "Did you mean 'kerr2003-2'"),
        ({"smallest": -1}, traitlets.TraitError, "smallest"),
        ({"compartor": "sham"}, TypeError, "Did you mean 'comparator'?"),
        ({"studies": [1, 2]}, TypeError, "studies is list, allowed is a pandas DataFrame"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(choice, error, words):
    with pytest.raises(error, match=words.replace("?", r"\?")):
        StudyExplorer(**choice)


def test_a_choice_that_does_not_exist_leaves_the_old_one(explorer):
    with pytest.raises(traitlets.TraitError, match="No outcome called"):
        explorer.outcome = "happiness"
    assert explorer.outcome == "pain"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"vi": None}, "the column 'vi' is missing; found label, yi"),
        ({"vi": [0.1, 0.0, 0.3]}, r"column 'vi', row 2 \(B\): found 0.0, allowed is a finite number above 0"),
        ({"yi": [1, "two", 3]}, r"column 'yi', row 2 \(B\): found 'two', allowed is a finite number"),
        ({"yi": [1, 2, float("inf")]}, r"column 'yi', row 3 \(C\): found inf"),
        ({"label": ["A", "", "C"]}, "column 'label', row 2: found '', allowed is a text that names the trial"),
        ({"year": [2001, 2002.5, 2003]}, r"column 'year', row 2 \(B\): found 2002.5, allowed is a whole number"),
        ({"year": [2001, "soon", 2003]}, r"column 'year', row 2 \(B\): found 'soon'"),
        ({"n_acu": [10, -1, 3]}, "column 'n_acu', row 2"),
        ({"measure": ["rr", "hr", "rr"]}, "column 'measure', row 2 .*found 'hr', allowed is one of 'points', 'smd'"),
        ({"Year": [1, 2, 3]}, "found the column 'Year', allowed is 'year'"),
    ],
)
def test_a_table_that_breaks_a_rule_is_refused_with_column_row_found_and_allowed(change, words):
    frame = FRAME.assign(**{name: value for name, value in change.items() if value is not None})
    frame = frame.drop(columns=[name for name, value in change.items() if value is None])
    with pytest.raises(ValueError, match=words):
        StudyExplorer(frame)


def test_an_empty_table_is_refused():
    with pytest.raises(ValueError, match="studies has 0 rows, allowed are 1 to 100,000"):
        StudyExplorer(FRAME.iloc[:0])


def test_three_columns_are_enough():
    found = StudyExplorer(FRAME, measure="smd")
    assert found.result == pool(FRAME.yi, FRAME.vi, labels=list("ABC"), measure="SMD")
    found.excluded = ["B"]
    assert list(found.selection.label) == ["A", "C"]


def test_ten_thousand_trials_are_ready_in_seconds():
    """They took minutes, while the same set was made anew for each of them."""
    many = pd.concat([FRAME] * 3400, ignore_index=True)
    many["label"] = [f"T{place}" for place in many.index]
    start = time.process_time()
    assert len(StudyExplorer(many, measure="smd").data["rows"]) == len(many)
    assert time.process_time() - start < 15


def test_two_questions_in_a_table_are_never_merged_and_nobody_counts_twice():
    frame = pd.concat([FRAME.assign(comparator="sham"), FRAME.assign(comparator="usual care")], ignore_index=True)
    found = StudyExplorer(frame.assign(cohort=["x", "x", "y", "x", "x", "y"]), comparator="usual care")
    assert list(found.selection.label) == ["A", "C"]
    assert found.result.k == 2


def test_the_table_of_comparisons_is_a_table_it_takes():
    asked = {"condition": "neck pain", "comparator": "sham", "outcome": "pain", "window": "1-5-weeks"}
    table = evidence.comparisons(**asked)
    found = StudyExplorer(table)
    assert found.result.estimate == pytest.approx(pool(table.yi, table.vi).estimate, rel=1e-12)


def test_demonstration_is_the_reference_and_says_that_it_is_no_evidence():
    found = StudyExplorer.demonstration()
    fit = found.result
    assert (fit.k, fit.measure) == (16, "RR")
    assert fit.estimate == pytest.approx(-0.314503969975, abs=1e-9)
    assert fit.ci_high < 0 < fit.pi_high
    assert "nothing about back or neck pain" in found.note and found.note in found.static_html()
    assert len(demonstration.nausea()) == 16


def test_static_form_lists_questions_trials_and_the_sentence(explorer):
    html = explorer.static_html()
    assert html.count("<table") == 2
    assert "too few to trust a pooled number" in html and "one trial: no pooled result" in html
    assert "Leibing 2002" in html and "−11 (−21 to −1)" in html
    evil = StudyExplorer(FRAME.assign(label=["<img src=x>", "B", "C"], condition="<b>"), title="<i>")
    assert "<img" not in evil.static_html() and "<b>" not in evil.static_html() and "<i>" not in evil.static_html()


def states() -> list[dict]:
    """Every question in every measure it has trials in, and thirty random views of them."""
    every = []
    for question in course()["questions"]:
        for key, view in question["views"].items():
            if view["rows"]:
                measure, needles, unread = key.split("|")
                asked = {name: question[name] for name in ASKED}
                every.append(asked | {"measure": measure, "needles": needles, "unread": unread == "1"})
    chosen = random.Random(6)  # noqa: S311 - not for secrets
    plain = [one for one in every if one["needles"] == "any needles" and not one["unread"]]
    varied = []
    for one in chosen.sample(every, 30):
        more = {
            "model": chosen.choice(["REML", "DL", "EE"]),
            "interval": chosen.choice(["hksj", "hksj-modified", "wald"]),
            "year_from": chosen.choice([None, 2000, 2010]),
            "smallest": chosen.choice([0, 60]),
        }
        varied.append(one | more)
    varied.append(varied[0] | {"smallest": 100_000})
    return [*plain[::4], *varied, {"comparator": "drug", "condition": "chronic low back pain"}]


def on_the_page(tmp_path, data, many: list[dict]) -> list[dict]:
    """What the page's own modules make of these states."""
    deno = shutil.which("deno")
    (tmp_path / "in.json").write_text(json.dumps({"data": data, "states": many}), encoding="utf8")
    script = HERE / "study_explorer_states.js"
    command = [deno, "run", "--quiet", "--no-check", "-R", "-W", script, tmp_path / "in.json", tmp_path / "out.json"]
    subprocess.run(command, check=True)
    return json.loads((tmp_path / "out.json").read_text(encoding="utf8"))


def state_of(one: StudyExplorer) -> dict:
    return {name: getattr(one, name) for name in FIELDS}


def run_python(code: str):
    """What the copied lines give."""
    names: dict = {}
    exec(code.replace("print(result)", ""), names)  # noqa: S102 - the very lines a reader copies
    return names.get("result")


def test_page_and_python_agree_on_rows_results_words_and_what_is_missing(tmp_path, explorer):
    asked = states()
    seen = []
    for one in asked:
        usual = {"needles": "any needles", "model": "REML", "interval": "hksj", "year_from": None, "smallest": 0,
                 "unread": False, "measure": "points"}  # fmt: skip
        with explorer.hold_trait_notifications():
            for name, value in (usual | one).items():
                setattr(explorer, name, value)
        table = explorer.selection
        missing = evidence.missing_from(table)
        ours = [[row.row_id, row.yi, row.vi] for row in table.itertuples()]
        seen.append(
            (state_of(explorer), ours, explorer.result, [sentence_of(explorer), headline_of(explorer)], missing)
        )
    shown = on_the_page(tmp_path, course(), [state for state, *_ in seen])
    for (state, rows, result, (says, headline), missing), page in zip(seen, shown, strict=True):
        assert page["rows"] == rows, state
        assert max(len(one.split()) for one in re.split(r"(?<=[.!?])\s(?=[A-Z0-9])", says)) <= 25, says
        assert page["says"] == says, state
        assert page["headline"] == headline, state
        assert [one[0] for one in page["missing"]] == list(missing.study_id), state
        if state["year_from"] is None and not state["smallest"]:
            assert page["missing"] == missing[["study_id", "why"]].to_numpy().tolist(), state
        if result is None:
            assert page["result"] is None
            continue
        for name in ("estimate", "ci_low", "ci_high", "tau2", "i2", "q"):
            ours = getattr(result, name)
            if math.isnan(ours):
                assert page["result"][name] is None
            else:
                assert page["result"][name] == pytest.approx(ours, rel=1e-9, abs=1e-9), (state, name)
        copied = run_python(page["python"])
        assert copied.estimate == pytest.approx(result.estimate, rel=1e-12)
        assert (copied.method, copied.test, copied.measure) == (result.method, result.test, result.measure)


def test_own_tables_give_python_and_csv_that_give_the_result_again(tmp_path):
    names = ['=cmd|"/c calc"!A1', 'O\'Neil "x"\n2001', "@SUM(1)", "plain"]
    frame = pd.DataFrame({"label": names, "yi": [-0.1, 0.2, -0.33, 0.05], "vi": [0.04, 0.01, 0.2, 0.09], "year": 2001})
    own = StudyExplorer(frame, measure="rr", excluded=["plain"])
    page = on_the_page(tmp_path, own.data, [state_of(own)])[0]
    assert run_python(page["python"]) == own.result
    table = pd.read_csv(io.StringIO(page["csv"]))
    assert not table.label.str.match(r"^\s*[=+@-]").any()
    counted = table[table.included == "yes"]
    assert pool(counted.yi, counted.vi).estimate == pytest.approx(own.result.estimate, rel=1e-12)
    again = StudyExplorer(table, measure="rr", condition=own.condition)
    assert len(again.data["rows"]) == 4


def test_every_word_of_a_control_is_there():
    data = course()
    for kind in ASKED:
        for value in data["vocabularies"][kind]:
            assert data["words"][kind][value]
    assert set(wording.POOLED_AS) == set(wording.MEASURE_LABELS)
    stances = {review["stance"] for found in data["reviews"].values() for review in found}
    assert stances <= {"favours acupuncture", "open", ""}, "a review that favours the comparator: read it again"
