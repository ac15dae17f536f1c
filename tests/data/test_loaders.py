"""What the loader hands out: typed frames that are the caller's own, rows, citations and quizzes, or a clear error."""

import copy
import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest
import yaml
from reading import DATA, ROOT, columns, resources, row_id, rows

from widgets import data
from widgets.data import package

TABLES = resources()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of data/ that a test may break."""
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.setattr(package, "DATA", tmp_path / "data")
    return tmp_path / "data"


def test_every_table_is_listed():
    assert data.tables() == sorted(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_holds_what_the_file_holds(table):
    frame, written = data.load(table), rows(table)
    assert list(frame.columns) == columns(TABLES[table])
    assert len(frame) == len(written)
    assert list(frame.index) == list(range(len(written)))
    for column in frame:
        texts = [row[column] for row in written]
        numeric = column in columns(TABLES[table], "number", "integer")
        for found, text in zip(frame[column], texts, strict=True):
            same = found == (float(text) if numeric else text) if text else pd.isna(found) or found == ""
            assert same, f"{column}: {text!r} was read as {found!r}"


@pytest.mark.parametrize("table", TABLES)
def test_each_column_has_its_type_order_and_unit(table):
    frame = data.load(table)
    fields = TABLES[table]["schema"]["fields"]
    for field in fields:
        kind, allowed = frame[field["name"]].dtype, field.get("constraints", {}).get("enum")
        if allowed:
            assert isinstance(kind, pd.CategoricalDtype)
            assert list(kind.categories) == allowed
            assert kind.ordered == field.get("categoriesOrdered", False)
        else:
            wanted = {"number": "float64", "integer": "Int64", "string": "str"}[field["type"]]
            assert str(kind) == wanted, field["name"]
    assert frame.attrs["title"] == TABLES[table]["title"]
    assert frame.attrs["units"] == {field["name"]: field["unit"] for field in fields if "unit" in field}
    assert frame.attrs["descriptions"] == {field["name"]: field["description"] for field in fields}


def test_ordered_words_compare_by_their_meaning():
    certainty = data.load("reviews").certainty_grade
    assert (certainty.dropna() < "high").any()
    assert certainty.max() != certainty.min()
    assert data.load("red_flags").action.min() == "emergency now"
    assert data.load("outcomes").comparator.cat.ordered is False


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_is_the_callers_own(table):
    mine = data.load(table)
    before = mine.copy()
    titles = copy.deepcopy(mine.attrs)
    mine.iloc[:, 0] = mine.iloc[::-1, 0].to_numpy()
    del mine[mine.columns[1]]
    mine.attrs["units"]["x"] = "furlongs"
    mine.attrs["descriptions"].clear()
    mine.attrs["title"] = "changed"
    again = data.load(table)
    pd.testing.assert_frame_equal(again, before)
    assert again.attrs == titles


def test_a_row_is_the_callers_own():
    mine = data.row("patterns", "P01")
    mine["name_en"] = "changed"
    mine.attrs.get("units", {})["x"] = "furlongs"
    assert data.row("patterns", "P01").name_en == "Blood stasis"
    assert "x" not in data.load("patterns").attrs["units"]


def test_a_description_is_the_callers_own():
    data.describe("patterns")["schema"]["fields"].reverse()
    data.describe("patterns")["title"] = "changed"
    try:
        assert [field["name"] for field in data.describe("patterns")["schema"]["fields"]] == columns(TABLES["patterns"])
        assert data.describe("patterns")["title"] == TABLES["patterns"]["title"]
    finally:
        package.descriptor.cache_clear()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_found_by_its_id(table):
    frame = data.load(table)
    written = [row_id(TABLES[table], row) for row in rows(table)]
    for place in {0, len(written) // 2, len(written) - 1}:
        found = data.row(table, written[place])
        pd.testing.assert_series_equal(found, frame.iloc[place])


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_loading_does_not_matter(order):
    program = (
        "import sys; from widgets import data; names = data.tables()[::int(sys.argv[1])];"
        "frames = {name: data.load(name) for name in names};"
        "print(*(frames[name].to_json() for name in sorted(frames)), sep='\\n')"
    )
    run = [sys.executable, "-c", program, str(order)]
    there = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert there == [data.load(name).to_json() for name in data.tables()]


ADDRESS = re.compile(r"https?:|www\.|\.(?:com|org|gov|edu)\b")


@pytest.mark.parametrize("reference", rows("references"), ids=lambda row: row["reference_key"])
def test_a_citation_leads_to_the_source_and_holds_no_address(reference):
    found = data.citation(reference["reference_key"])
    assert reference["title"] in found
    assert (f"({reference['year']})" in found) == bool(reference["year"])
    where = f"doi {reference['doi']}" if reference["doi"] else f"PMID {reference['pmid']}" if reference["pmid"] else ""
    assert found.endswith(f". {where or reference['kind'][0].upper() + reference['kind'][1:]}.")
    assert (f"[{reference['title']}]" in found) == (reference["title_is_ours"] == "yes")
    assert not ADDRESS.search(found.replace(reference["doi"] or "-", ""))
    assert not re.search(r"<NA>|\bnan\b|\.\. | {2}|\( ", found)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: data.load("paterns"), r"No table called 'paterns'. Did you mean 'patterns'\? Allowed: adverse_events"),
        (lambda: data.describe("outcome"), r"No table called 'outcome'. Did you mean 'outcomes'\?"),
        (lambda: data.row("patterns", "P1"), r"patterns.csv: No row called 'P1'. Did you mean 'P\d+'\?.*Allowed: P01"),
        (lambda: data.row("pattern_points", "P01"), r"pattern_points.csv: No row called 'P01'"),
        (lambda: data.citation("haake207"), r"No row called 'haake207'. Did you mean 'haake2007'\?"),
        (lambda: data.read_quiz("patern"), r"No quiz called 'patern'. Did you mean 'patterns'\?"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_table_that_is_gone_is_told(folder):
    (folder / "patterns.csv").unlink()
    with pytest.raises(data.DataError, match=r"patterns.csv: cannot be read: No such file"):
        data.load("patterns")
    with pytest.raises(data.DataError, match=r"patterns.csv: cannot be read: No such file"):
        data.load("pattern_points")


@pytest.mark.parametrize("text", ["", "{", "[1", "\ufeff{}"])
def test_a_broken_descriptor_is_told(folder, text):
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(data.DataError, match=r"datapackage.json: cannot be read: "):
        data.load("patterns")


def test_a_key_to_a_column_that_is_gone_is_told(folder):
    path = folder / "references.csv"
    path.write_text(path.read_text("utf-8").replace("reference_key", "reference_id", 1), encoding="utf-8")
    with pytest.raises(data.DataError, match=r"references.csv, header: No column called 'reference_key'. Did you mean"):
        data.load("patterns")


def broken(change):
    """The quiz's source with one change made to it."""
    quiz = yaml.safe_load((DATA / "quiz/patterns.yaml").read_text("utf-8"))
    change(quiz)
    return quiz


def kind(quiz, name):
    """The first item of this kind."""
    return next(item for item in quiz["items"] if item["kind"] == name)


def part(quiz):
    """The first question of the first case."""
    return kind(quiz, "case")["questions"][0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda q: q["items"][0].update(kind="essay"), r"item .*, field kind: found 'essay'; enum allows"),
        (lambda q: q["items"][0].pop("source"), r"pattern-is, field source: missing; needed: id, kind, .*, source\."),
        (lambda q: q["items"][0]["options"][0].pop("feedback"), r"field options.0.feedback: missing"),
        (lambda q: q["items"][0].update(difficulty=4), r"field difficulty: found 4"),
        (lambda q: q["items"][0].update(colour="red"), r"'colour' was unexpected"),
        (lambda q: [o.update(correct=False) for o in q["items"][0]["options"]], r"found 0 correct; a single choice"),
        (lambda q: [o.update(correct=True) for o in q["items"][1]["options"]], r"at least one right and one wrong"),
        (lambda q: q["items"][1].update(id=q["items"][0]["id"]), r"field id: found twice"),
        (lambda q: q["items"][0].update(objective="saftey"), r"No objective called 'saftey'. Did you mean 'safety'\?"),
        (lambda q: q.update(quiz="other"), r"field quiz: found 'other'"),
        (lambda q: q["items"][0]["options"][1].update(text=q["items"][0]["options"][0]["text"]), "two options say"),
        (
            lambda q: q["items"][0].update(source=[]),
            r"pattern-is, field source: found \[\]; minItems allows 1",
        ),
        (lambda q: kind(q, "numeric").update(tolerance=-1), r"field tolerance: found -1; minimum allows 0"),
        (
            lambda q: kind(q, "numeric").update(tolerance=float("nan")),
            r"tolerance: found nan; allowed is a number",
        ),
        (lambda q: kind(q, "numeric").update(answer="12"), r"field answer: found '12'; type allows 'number'"),
        (lambda q: kind(q, "numeric").update(answer=101), r"field answer: found 101; allowed is min 0 to max 100"),
        (lambda q: kind(q, "numeric").update(max=0), r"field max: found 0; allowed is more than min 0"),
        (lambda q: kind(q, "numeric")["feedback"].pop("low"), r"field feedback.low: missing; needed: right, low, high"),
        (lambda q: kind(q, "numeric").update(options=[]), r"'options' was unexpected"),
        (
            lambda q: kind(q, "matching")["pairs"][0].update(right="stab"),
            r"No entry of right called 'stab'. Did",
        ),
        (lambda q: kind(q, "matching")["pairs"][0].update(left="nobody"), r"No entry of left called 'nobody'"),
        (lambda q: kind(q, "matching")["pairs"].pop(), r"field pairs: found pairs for .*; allowed is one for each of"),
        (lambda q: kind(q, "matching")["left"][0].update(id="cold-damp"), r"field left: an id stands twice"),
        (
            lambda q: kind(q, "matching")["pairs"][0].pop("if_wrong"),
            r"field pairs.0.if_wrong: missing",
        ),
        (
            lambda q: kind(q, "ordering")["steps"][0].pop("feedback"),
            r"field steps.0.feedback: missing",
        ),
        (lambda q: kind(q, "ordering").update(steps=kind(q, "ordering")["steps"][:1] * 3), r"two steps say the same"),
        (lambda q: part(q).update(kind="case"), r"item case-desk, question pattern, field kind: found 'case'"),
        (lambda q: part(q).update(source=["bib:a"]), r"question pattern, field the whole: .*'source' was unexpected"),
        (lambda q: part(q).update(id="common"), r"question common, field id: found twice"),
        (lambda q: part(q)["options"][2].update(correct=False), r"question pattern, field options: found 0 correct"),
        (lambda q: kind(q, "case").update(questions=[part(q)]), r"field questions: found .*minItems allows 2"),
        (lambda q: kind(q, "case").pop("vignette"), r"field vignette: missing"),
        (
            lambda q: q["items"][0].update(figure={"svg": "two-line", "alt": "A back."}),
            r"figure.svg: No drawing",
        ),
        (lambda q: q["items"][0].update(figure={"svg": "../../x", "alt": "A back."}), r"figure.svg: found '../../x'"),
        (lambda q: q["items"][0].update(figure={"svg": "two-lines"}), r"field figure.alt: missing"),
    ],
)
def test_a_broken_quiz_is_refused(folder, change, message):
    (folder / "quiz/patterns.yaml").write_text(yaml.safe_dump(broken(change), allow_unicode=True), encoding="utf-8")
    with pytest.raises(data.DataError, match=message) as caught:
        data.read_quiz("patterns")
    assert "patterns.yaml" in str(caught.value)


@pytest.mark.parametrize("content", [b"items: [", "title: Übung".encode("latin-1"), b"\x00", b"", b"- 1"])
def test_a_quiz_that_cannot_be_read_is_refused(folder, content):
    (folder / "quiz/patterns.yaml").write_bytes(content)
    with pytest.raises(data.DataError, match=r"patterns.yaml"):
        data.read_quiz("patterns")


def test_a_text_that_has_changed_is_named():
    with pytest.raises(ValueError, match=r"outcomes.csv, row elden2008-2, column seen"):
        data.found_in("outcomes", "elden2008-2", "seen", "no such words")
