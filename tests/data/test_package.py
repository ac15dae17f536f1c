"""The package says what is in it: frictionless finds it valid, nothing is left out, each column tells what it holds."""

import ast
import hashlib
import re
import subprocess
import sys

import pytest
from frictionless import validate
from reading import DATA, ROOT, columns, links, package, resources, rows

TABLES = resources()
NOT_RESOURCES = {"datapackage.json", "cases_schema.json", "quiz/schema.json"}
COUNTED = re.compile(r"^(How (many|often)\b|People\b|Trials\b|The count\b|Number of\b)")
"""A count has no other unit than what is counted."""
RATIO = re.compile(r"^(Odds|Cohen’s kappa)\b")
STANDS_IN = re.compile(r"\bin (?:the (?:unit|points) of )?`?(\w+)`?")
"""How a description names the column with the unit: "in `unit`", "in the unit of `measure`"."""


def number_columns(table):
    """The fields of a table that hold numbers, without ids and years."""
    schema = TABLES[table]["schema"]
    return [
        field
        for field in schema["fields"]
        if field["type"] in ("number", "integer") and field["name"] not in (schema["primaryKey"], "year")
    ]


def has_unit(table, field):
    """Whether a reader can tell in what the numbers of a column are."""
    if "unit" in field or COUNTED.search(field["description"]) or RATIO.search(field["description"]):
        return True
    if "names no unit" in field["description"]:
        return True
    told = set(STANDS_IN.findall(field["description"]))
    return bool(told & set(columns(TABLES[table], "string")) - {field["name"]})


def test_frictionless_finds_the_package_valid():
    report = validate(str(DATA / "datapackage.json"))
    found = [f"{name}, row {row}, {column}: {note}" for name, row, column, note in flat(report)]
    assert report.valid, "\n".join(found[:20])
    assert len(report.tasks) == len(package()["resources"])


def flat(report):
    """The errors of a frictionless report, one a line."""
    for task in report.tasks:
        for row, column, note in task.flatten(["rowNumber", "fieldName", "note"]):
            yield task.name, row, column, note
    yield from ((None, None, None, error.note) for error in report.errors)


def test_every_file_is_a_resource_and_every_resource_a_file():
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    paths = [resource["path"] for resource in package()["resources"]]
    assert sorted(paths) == sorted(files - NOT_RESOURCES)


def test_every_table_is_named_like_its_file():
    assert {name: resource["path"] for name, resource in TABLES.items()} == {name: f"{name}.csv" for name in TABLES}


@pytest.mark.parametrize("resource", package()["resources"], ids=lambda resource: resource["name"])
def test_every_resource_has_a_title_a_licence_and_a_source(resource):
    told = package() | resource  # a resource without licences or sources of its own has those of the package
    assert resource["title"].strip()
    assert len(told["licenses"]) == 1
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert [source["title"] for source in told["sources"] if source["title"].strip()]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described(table):
    assert TABLES[table]["description"].strip()
    for field in TABLES[table]["schema"]["fields"]:
        assert field["description"].strip().endswith((".", "!", "?", ")")), field["name"]
        assert field["type"] in ("string", "number", "integer"), field["name"]


@pytest.mark.parametrize("table", TABLES)
def test_every_number_has_a_unit_or_says_where_it_stands(table):
    rules = TABLES[table].get("rules", [])
    fields = number_columns(table)
    known = {field["name"] for field in fields if has_unit(table, field)}
    ends = {rule[end] for rule in rules for end in ("low", "high") if rule.get("value") in known}
    assert [field["name"] for field in fields if field["name"] not in known | ends] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_table_with_numbers_has_fragments_or_says_why_not(table):
    resource = TABLES[table]
    numbers = [name for name in columns(resource, "number", "integer") if name != resource["schema"]["primaryKey"]]
    if numbers and "seen" not in columns(resource):
        assert len(resource["fragments"]) >= len("bibliographic")
    else:
        assert "fragments" not in resource


@pytest.mark.parametrize("resource", package()["resources"], ids=lambda resource: resource["name"])
def test_hash_and_size_are_those_of_the_file(resource):
    content = (DATA / resource["path"]).read_bytes()
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert resource["bytes"] == len(content)


@pytest.mark.parametrize("table", TABLES)
def test_the_number_of_rows_is_that_of_the_file(table):
    assert TABLES[table]["rows"] == len(rows(table)) > 0


@pytest.mark.parametrize("table", TABLES)
def test_every_key_leads_to_a_row(table):
    for column, target, there, separator in links(TABLES[table]):
        known = {row[there] for row in rows(target)}
        for number, row in enumerate(rows(table), start=2):
            found = row[column].split(separator) if separator else [row[column]]
            assert set(found) - {""} <= known, f"{table}.csv, row {number}, column {column}"
            assert len(set(found)) == len(found), f"{table}.csv, row {number}, column {column}: a key stands twice"


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_names_columns_of_numbers(table):
    numbers = set(columns(TABLES[table], "number", "integer"))
    for rule in TABLES[table].get("rules", []):
        assert rule["rule"] in ("interval", "at_most")
        assert {rule["low"], rule["high"], rule.get("value", rule["low"])} <= numbers


@pytest.mark.parametrize("table", TABLES)
def test_every_interval_and_every_ordered_word_has_its_rule(table):
    ruled = {rule[end] for rule in TABLES[table].get("rules", []) for end in ("low", "high")}
    ends = {name for name in columns(TABLES[table], "number") if re.search(r"(^|_)(low|high)$", name)}
    assert ends <= ruled
    for field in TABLES[table]["schema"]["fields"]:
        if field.get("categoriesOrdered"):
            assert len(field["constraints"]["enum"]) > 1, field["name"]


def test_what_follows_from_the_tables_is_in_step():
    done = subprocess.run(
        [sys.executable, "tests/data/package_rules.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def opens_tables(source):
    """The names in a Python source that read tables or files of data/ themselves."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name.split(".")[0] for alias in node.names} | {getattr(node, "module", "")}
            yield from names & {"csv"}
        if isinstance(node, ast.Attribute) and node.attr in ("read_csv", "read_table", "DictReader"):
            yield node.attr
        if isinstance(node, ast.Call) and any(
            isinstance(argument, ast.Constant) and str(argument.value).endswith(".csv") for argument in node.args
        ):
            yield ast.unparse(node)


def test_only_the_loader_opens_tables():
    paths = [path for path in (ROOT / "widgets").rglob("*.py") if "widgets/data/" not in path.as_posix()]
    assert len(paths) > 10
    found = {path.relative_to(ROOT).as_posix(): [*opens_tables(path.read_text("utf-8"))] for path in paths}
    assert {path: names for path, names in found.items() if names} == {}
    assert [*opens_tables("import csv"), *opens_tables('pd.read_csv("x")'), *opens_tables('open("x.csv")')] == [
        "csv", "read_csv", "open('x.csv')",
    ]  # fmt: skip
