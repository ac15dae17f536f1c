"""Every row names its source, every printed number can be found where it was seen, nothing tells how deep to needle."""

import csv
import re
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).parents[2] / "data"
BIB = (DATA.parent / "book/references.bib").read_text(encoding="utf8")
BIB_KEYS = set(re.findall(r"^@\w+\{([^,]+),", BIB, re.MULTILINE))
SOURCE_COLUMNS = ("source", "source_url", "source_urls", "source_key", "url", "best_source")


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def row_key(table, row):
    """How a row is named: by its first column, or by two where one alone does not tell."""
    first, second, *_ = row.values()
    return f"{first}-{second}" if table == "pattern_points" else first


TABLES = sorted(path.stem for path in DATA.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_a_source(table):
    if table == "pattern_points":  # each row is taken from one row of patterns.csv
        patterns = {row["pattern_id"] for row in rows("patterns")}
        assert {row["pattern_id"] for row in rows(table)} <= patterns
        return
    for number, row in enumerate(rows(table), start=2):
        named = any(row.get(column) for column in SOURCE_COLUMNS)
        unsourced = "sign-off" in row.get("basis", "") or (table == "claims" and row["verdict"])
        unlisted = table == "points" and row["name_en"] == "not stated"
        told = table == "articles"  # the articles are the source
        assert named or unsourced or unlisted or told, f"{table}.csv, row {number}"


@pytest.mark.parametrize("table", TABLES)
def test_ids_stand_once(table):
    keys = [row_key(table, row) for row in rows(table)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", TABLES)
def test_files_are_plain(table):
    raw = (DATA / f"{table}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    raw.decode("utf8")


def number_of(text):
    return text.lstrip("-").removesuffix(".0")


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("pattern_shares", ["percent", "patients_n"]),
        ("pattern_counts", ["value"]),
        ("reviews", ["estimate", "ci_low", "ci_high"]),
    ],
)
def test_numbers_occur_where_they_were_seen(table, columns):
    for row in rows(table):
        seen = row["seen"].replace(",", "")
        numbers = set(re.findall(r"\d+(?:\.\d+)?", seen))
        numbers |= {number.rstrip("0").rstrip(".") for number in numbers if "." in number}
        for column in columns:
            if row[column]:
                assert number_of(row[column]) in numbers, f"{table}: {row}"


def test_rows_that_are_drawn_are_sound():
    for row in rows("pattern_reliability"):
        drawn = row["plottable"] == "yes"
        assert not (drawn and "unverified" in " ".join(row.values()).lower()), row["study_id"]
        assert row["plottable_why"], row["study_id"]
        if drawn and row["kappa"]:
            assert float(row["kappa_low"]) <= float(row["kappa"]) <= float(row["kappa_high"]), row["study_id"]


def test_red_flags_are_whole():
    flags = rows("red_flags")
    assert [row["flag_id"] for row in flags] == [f"RF{n:02d}" for n in range(1, 39)]
    assert {row["action"] for row in flags} == {"emergency now", "same day", "within days", "see clinician"}
    assert {row["context"] for row in flags} == {"general", "after needling", "pregnancy", "child"}
    assert all(row["do"] and row["sign"] and row["basis"] for row in flags)
    assert all(row["source"] for row in flags if row["basis"] == "source")


def test_links_between_tables_lead_somewhere():
    flags = {row["flag_id"] for row in rows("red_flags")}
    points = {row["point_code"] for row in rows("points")}
    assert {row["flag_id"] for row in rows("pattern_red_flags")} <= flags
    assert {row["point_code"] for row in rows("pattern_points")} <= points
    assert {row["article"] for row in rows("claims")} <= {row["article_id"] for row in rows("articles")}
    for table in ("pattern_reliability", "pattern_shares", "pattern_counts"):
        assert {row["source_key"] for row in rows(table)} <= BIB_KEYS


@pytest.mark.parametrize("path", sorted((DATA / "quiz").glob("*.yaml")), ids=lambda p: p.stem)
def test_quiz_sources_exist(path):
    for item in yaml.safe_load(path.read_text(encoding="utf8"))["items"]:
        for source in item["source"]:
            table, key = source.split(":", 1)
            known = BIB_KEYS if table == "bib" else {row_key(table, row) for row in rows(table)}
            assert key in known, f"{path.name}, item {item['id']}: {source}"


def test_dois_are_well_formed():
    for doi in re.findall(r"^\s*doi\s*=\s*\{([^}]*)\}", BIB, re.MULTILINE):
        assert re.fullmatch(r"10\.\d{4,9}/\S+", doi), doi


def test_no_depth_no_angle():
    told = re.compile(r"\b(insert(ed|ion)? (to|at)|depth of|\d\s?(mm|cun) deep|perpendicular|oblique(ly)?)\b", re.I)
    for table in TABLES:
        for row in rows(table):
            for column, value in row.items():
                if column not in SOURCE_COLUMNS:
                    assert not told.search(value or ""), f"{table}.csv, {column}: {value}"
