"""The pages about the data: every table to be had, every source shown, no address of a copy, nothing made up."""

import csv
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA, SITE = ROOT / "data", ROOT / "_build/html"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf8"))
FILES = ["datapackage.json", *(resource["path"] for resource in PACKAGE["resources"])]


class Page(HTMLParser):
    """Text, ids and link targets of a built page."""

    def __init__(self, name: str):
        super().__init__()
        self.text, self.ids, self.links = "", set(), []
        self.feed((SITE / name).read_text(encoding="utf8"))
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])

    def handle_data(self, data):
        self.text += data


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", FILES)
def test_every_file_can_be_had(name):
    assert (SITE / "data" / name).read_bytes() == (DATA / name).read_bytes()


def test_the_archive_is_the_package():
    with zipfile.ZipFile(SITE / "data/point-by-point-data.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(f"point-by-point-data/{name}" for name in FILES)
        for name in FILES:
            assert archive.read(f"point-by-point-data/{name}") == (DATA / name).read_bytes()


def test_the_dictionary_names_every_table_and_column():
    page = Page("book/data-dictionary.html")
    for resource in PACKAGE["resources"]:
        if "schema" in resource:
            assert f"../data/{resource['path']}" in page.links, resource["name"]
            assert resource["description"] in page.text, resource["name"]
            assert f"{resource['rows']:,} rows" in page.text, resource["name"]
            for field in resource["schema"]["fields"]:
                assert field["description"] in page.text, (resource["name"], field["name"])
    assert "../data/point-by-point-data.zip" in page.links


def test_links_to_files_lead_somewhere():
    for link in Page("book/data-dictionary.html").links:
        if link.startswith("../data/"):
            assert (SITE / "book" / link).is_file(), link


def test_trials_without_a_result_are_named():
    drawn = {row["study_id"] for row in rows("outcomes") if row["plottable"] == "yes"}
    unused = [row["label"] for row in rows("trials") if row["study_id"] not in drawn]
    text = Page("book/data-dictionary.html").text
    assert f"{len(unused)} known trials" in text
    for label in unused:
        assert label in text


def test_pools_computed_again_show_both_results():
    text = Page("book/data-dictionary.html").text
    again = [row for row in rows("published_pools") if row["recomputable"] == "yes"]
    assert len(again) >= 2
    assert text.count("−10.21 (−14.99 to −5.44)") == 2  # printed, and computed here


def test_every_source_is_shown_with_its_doi_or_its_kind():
    page = Page("book/sources.html")
    for row in rows("references"):
        assert f"ref-{row['reference_key']}" in page.ids
        if row["doi"]:
            assert f"https://doi.org/{row['doi']}" in page.links, row["reference_key"]
        else:
            assert (f"PMID {row['pmid']}" if row["pmid"] else row["kind"].capitalize()) in page.text


def test_no_page_shows_the_address_of_a_copy():
    hosts = set()
    for resource in PACKAGE["resources"]:
        if any(field["name"] == "copy_url" for field in resource.get("schema", {}).get("fields", [])):
            for row in rows(resource["name"]):
                hosts |= set(re.findall(r"https?://([^/\s]+)", row["copy_url"]))
    hosts -= {"doi.org"}  # a DOI is what readers are to be shown
    assert len(hosts) > 100
    for path in SITE.rglob("*.html"):
        linked = {re.sub(r"^https?://([^/]+).*", r"\1", link) for link in Page(path).links if link.startswith("http")}
        assert not linked & hosts, path.name
