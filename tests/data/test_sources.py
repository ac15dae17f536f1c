"""Every row names its source or says it has none; no address reaches readers; nothing tells how to place a needle."""

import re

import pytest
import yaml
from how_to_needle import EXAMPLES, LET_THROUGH, told
from reading import DATA, by_id, columns, links, package, resources, rows

TABLES = resources()
SOURCED = [table for table in TABLES if "reference_key" in columns(TABLES[table]) and table != "references"]
OURS = {
    "article_conflicts",
    "instruments",
    "mechanism_nodes",
    "number_origins",
    "options",
    "references",
    "time_windows",
}
"""Tables that hold our own arrangement or the sources themselves: no row of them rests on one source."""
SAYS_SO = {
    "causes": lambda row: row["verified"].startswith("no"),
    "claims": lambda row: row["verdict"] in ("could not check", "tradition, not testable"),
    "glossary": lambda row: row["verified"].startswith("no"),
    "mcid": lambda row: row["note"].startswith("gap:") and not row["threshold_low"] + row["threshold_high"],
    "point_cautions": lambda row: row["basis"].startswith("general anatomy"),
    "points": lambda row: row["name_en"] == "not stated" and "pattern rows only" in row["verified"],
    "precautions": lambda row: row["source_as_printed"] == "",
    "red_flags": lambda row: row["basis"] == "general clinical knowledge: needs a clinician's sign-off",
}
"""How a row without a source says that it has none, in each table that has such rows."""
NONE_FOUND = {"A1-32", "A2-27"}
"""Claims judged "unsupported" because no source was found: there is none to name."""
ADDRESS = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|gov|edu|int|info|io|eu|uk|de|ch|fr|cn|kr|jp|tw|au|ca|ie|dk|no|se)\b", re.I
)
COPY = re.compile(r"https?://[\w-]+(\.[\w-]+)+\.?(:\d+)?(/\S*)?( \([^()]+\))?")
DOI = re.compile(r"10\.\d{4,9}/[^\s;]*[^\s.;,]")


def texts():
    """Every cell of every table with its place, without the addresses of copies."""
    for table in TABLES:
        for number, row in enumerate(rows(table), start=2):
            for column, text in row.items():
                if column != "copy_url":
                    yield f"{table}.csv, row {number}, column {column}: {text}", text
    for path in sorted([*DATA.glob("notes/*.md"), *DATA.glob("quiz/*.yaml")]):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield f"{path.name}, line {number}: {line}", line


@pytest.mark.parametrize("table", SOURCED)
def test_every_row_names_a_source_or_says_that_it_has_none(table):
    silent = [row for row in rows(table) if not row["reference_key"]]
    says_so = SAYS_SO.get(table, lambda _: False)
    assert [row for row in silent if not says_so(row) and row.get("claim_id") not in NONE_FOUND] == []
    assert [row for row in silent if row.get("further_reference_keys")] == []
    assert bool(silent) == (table in SAYS_SO)


def test_claims_without_a_source_are_judged_by_nothing_else():
    claims = by_id("claims")
    assert all(claims[name]["verdict"] == "unsupported" and not claims[name]["reference_key"] for name in NONE_FOUND)
    assert all(re.search(r"\bno (source|evidence)\b", claims[name]["why_in_own_words"], re.I) for name in NONE_FOUND)


def test_what_has_no_source_is_marked_for_a_clinician():
    for flag in rows("red_flags"):
        assert (flag["basis"] == "source") == bool(flag["reference_key"]), flag["flag_id"]
        assert bool(flag["source_as_printed"]) == bool(flag["reference_key"]), flag["flag_id"]
    for precaution in rows("precautions"):
        assert bool(precaution["source_as_printed"]) == bool(precaution["reference_key"]), precaution["precaution_id"]


def test_a_table_without_sources_of_its_own_points_to_one_that_has_them():
    sourced = {"references", *SOURCED}
    while True:
        reached = {table for table in TABLES if {link[1] for link in links(TABLES[table])} & sourced} | sourced
        if reached == sourced:
            break
        sourced = reached
    own = {table for table in TABLES if DOI.search(TABLES[table]["sources"][0]["title"])}
    assert own == {"vertebral_column"}
    assert set(TABLES) - sourced - own <= OURS | {"published_pools"}


def test_the_rows_of_published_pools_exist():
    outcomes = by_id("outcomes")
    for pool in rows("published_pools"):
        if pool["pooled_row"]:
            assert pool["pooled_row"] in by_id(pool["pooled_table"]), pool["pool_id"]
        assert set(filter(None, pool["outcome_rows"].split("; "))) <= set(outcomes), pool["pool_id"]
        assert pool["reason"], pool["pool_id"]
        assert pool["recomputable"] == "no" or len(pool["outcome_rows"].split("; ")) > 1, pool["pool_id"]


def test_every_reference_is_used():
    used = set()
    for table in TABLES:
        for column, target, _, separator in links(TABLES[table]):
            if target == "references":
                for row in rows(table):
                    used |= set(row[column].split(separator or "\n"))
    used |= {source.removeprefix("bib:") for source in quiz_sources()}
    assert [row["reference_key"] for row in rows("references") if row["reference_key"] not in used] == []


def test_dois_and_pmids_are_well_formed_and_stand_once():
    for column, form in (("doi", DOI), ("pmid", re.compile(r"[1-9]\d{4,7}"))):
        found = [row[column] for row in rows("references") if row[column]]
        assert [text for text in found if not form.fullmatch(text)] == []
        assert len({text.lower() for text in found}) == len(found) > 30


def test_no_address_stands_where_readers_look():
    assert [place for place, text in texts() if ADDRESS.search(DOI.sub("", text))] == []


def addresses(told, path=""):
    """Where datapackage.json holds an address."""
    if isinstance(told, str):
        yield from [path] if ADDRESS.search(DOI.sub("", told)) else []
    for key, value in told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else []:
        yield from addresses(value, f"{path}/{'*' if isinstance(told, list) else key}")


def test_the_package_holds_no_address_but_those_of_licences_and_schema():
    assert set(addresses(package())) == {"/$schema", "/licenses/*/path", "/resources/*/licenses/*/path"}


@pytest.mark.parametrize("text", ["see http://x", "www.nhs.uk", "seen at frtcm.org", "a copy on pmc.ncbi.nlm.nih.gov"])
def test_addresses_are_recognised(text):
    assert ADDRESS.search(text)


@pytest.mark.parametrize("table", [table for table in TABLES if "copy_url" in columns(TABLES[table])])
def test_addresses_of_copies_are_addresses(table):
    for number, row in enumerate(rows(table), start=2):
        for address in filter(None, row["copy_url"].split(" ; ")):
            assert COPY.fullmatch(address), f"row {number}: {address}"


def test_nothing_tells_how_deep_or_in_which_direction_to_needle():
    about_figures = ("pelvic incidence", "pelvis shape")
    found = [place for place, text in texts() if told(text)]
    assert [place for place in found if not any(words in place.lower() for words in about_figures)] == []


@pytest.mark.parametrize("text", EXAMPLES)
def test_depths_and_directions_are_recognised(text):
    assert told(text)


@pytest.mark.parametrize("text", LET_THROUGH)
def test_places_and_scales_are_let_through(text):
    assert not told(text)


@pytest.mark.parametrize("path", sorted(p for p in DATA.rglob("*") if p.is_file()), ids=lambda p: p.name)
def test_files_are_plain(path):
    raw = path.read_bytes()
    assert not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    assert b"\r" not in raw
    text = raw.decode("utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [n for n, line in enumerate(text.split("\n"), start=1) if line != line.rstrip()] == []
    assert not re.search("[\u0000-\u0008\u200b-\u200f\u202a-\u202e\ufeff\ufffd\u00ad]", text)


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_one_line_without_stray_spaces(table):
    for number, row in enumerate(rows(table), start=2):
        for column, text in row.items():
            assert text == " ".join(text.split(" ")).strip(), f"row {number}, column {column}: {text!r}"
            assert "\n" not in text, f"row {number}, column {column}: {text!r}"
            assert "  " not in text, f"row {number}, column {column}: {text!r}"


def test_red_flags_are_whole():
    flags = rows("red_flags")
    assert [row["flag_id"] for row in flags] == [f"RF{n:02d}" for n in range(1, 39)]
    assert {row["action"] for row in flags} == {"emergency now", "same day", "within days", "see clinician"}
    assert {row["context"] for row in flags} == {"general", "after needling", "pregnancy", "child"}
    assert all(row["do"] and row["sign"] for row in flags)


def test_no_red_flag_plays_itself_down():
    soothing = re.compile(r"\d\s?%|per cent|\b(very|extremely) rare|\bunlikely\b|do(?:n't| not) worry|\bone in\b", re.I)
    for flag in rows("red_flags"):
        for column in ("sign", "think_of", "do"):
            assert not soothing.search(flag[column]), f"{flag['flag_id']}: {flag[column]}"


def test_agreement_that_is_drawn_is_sound():
    drawn = [row for row in rows("pattern_reliability") if row["plottable"] == "yes"]
    assert drawn
    for row in drawn:
        assert row["kappa"] or row["kappa_low"] or row["agreement_pct"] or row["agreement_low"], row["study_id"]
        assert "unverified" not in " ".join(row.values()).lower(), row["study_id"]
        if row["kappa_low"]:
            assert float(row["kappa_low"]) <= float(row["kappa"] or row["kappa_low"]) <= float(row["kappa_high"])
            assert row["kappa_interval_kind"], row["study_id"]
    assert all(row["plottable_why"] for row in rows("pattern_reliability"))


def quiz_sources():
    """Each source of each quiz item, as written."""
    for path in sorted((DATA / "quiz").glob("*.yaml")):
        for item in yaml.safe_load(path.read_text("utf-8"))["items"]:
            yield from item["source"]


def test_quiz_sources_exist():
    sources = list(quiz_sources())
    assert len(sources) > 20
    for source in sources:
        table, key = source.split(":", 1)
        assert key in by_id("references" if table == "bib" else table), source
