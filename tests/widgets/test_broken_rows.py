"""A row of Part 1 that is gone, empty or changed is refused with file, row and column; "nan" is never printed."""

import csv
import shutil

import pytest

from widgets import SpineAtlas, burden, ordinary_care, pain_course, spines, structures, what_hurts
from widgets.data import DataError, number_in, package
from widgets.spine_atlas import words


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """Changes cells of a row, or takes it away, in a copy of data/ that is read from then on."""
    shutil.copytree(package.DATA, tmp_path / "data")
    monkeypatch.setattr(package, "DATA", tmp_path / "data")

    def edit(table, row_id, changed):
        path = package.DATA / f"{table}.csv"
        head, *rows = csv.reader(path.read_text("utf8").splitlines())
        (mine,) = [row for row in rows if row[0] == row_id]
        for column, text in (changed or {}).items():
            mine[head.index(column)] = text
        if changed is None:
            rows.remove(mine)
        with path.open("w", encoding="utf8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])

    return edit


SCAN, ODDS, COURSE = "imaging_by_age", "imaging_with_vs_without_pain", "natural_course"
BROKEN = [
    (SCAN, "disk-bulge-40", None, SpineAtlas, "imaging_by_age.csv, column age: 'Disk bulge' stands 0 times at 40"),
    (SCAN, "disk-bulge-40", None, structures.by_age, "imaging_by_age.csv, column age: 'Disk bulge' stands 0 times"),
    (SCAN, "disk-bulge-40", {"age": "45"}, SpineAtlas, "row disk-bulge-40, column age: found 45, which 1 of 8"),
    (SCAN, "disk-bulge-40", {"age": "45"}, structures.facts, "row disk-bulge-40, column age: found 45, which 1 of 8"),
    (SCAN, "disk-bulge-40", {"age": "50"}, SpineAtlas, "'Disk bulge' stands 0 times at 40, allowed is once"),
    (SCAN, "disk-bulge-40", {"percent": ""}, SpineAtlas, "column percent: the cell is empty"),
    (ODDS, "IP05", {"ci_low": ""}, SpineAtlas, "without_pain.csv, row IP05, column ci_low: the cell is empty"),
    (ODDS, "IP05", {"ci_high": ""}, structures.facts, "without_pain.csv, row IP05, column ci_high: the cell is empty"),
    (ODDS, "IP05", {"odds_ratio": ""}, spines._elsewhere, "without_pain.csv, row IP05, column odds_ratio: the cell is"),
    (ODDS, "IP05", {"finding": "Disc prolapse"}, SpineAtlas, "row IP05, column finding: No finding called"),
    ("burden", "BU06", None, burden.facts, "burden.csv: No row called 'BU06'"),
    ("burden", "BU06", None, burden.shares, "burden.csv: No row called 'BU06'"),
    ("burden", "BU13", None, burden.rounds, "burden.csv: No row called 'BU13'"),
    ("burden", "BU01", {"unit": "people"}, burden.facts, "row BU01, column unit: found 'people'; allowed here is 'mil"),
    ("burden", "BU12", {"unit": "people"}, what_hurts.facts, "row BU12, column unit: found 'people'; allowed here"),
    ("burden", "BU20", {"unit": "per 100000"}, burden.rounds, "row BU20, column unit: found 'per 100000'; allowed"),
    ("burden", "BU01", {"ci_low": ""}, burden.people, "burden.csv, row BU01, column ci_low: the cell is empty"),
    (COURSE, "wallwork2024_acute-2", {"timepoint": "six weeks"}, what_hurts.facts, "column timepoint: found 'six week"),
    (COURSE, "wallwork2024_acute-2", {"timepoint": "2 months"}, what_hurts.facts, "row wallwork2024_acute-2, column t"),
    (COURSE, "wallwork2024_acute-2", {"timepoint": "7 weeks"}, pain_course.course_figure, "found the weeks [0, 7, 26,"),
    (COURSE, "wallwork2024_acute-1", {"duration_at_entry": "short"}, what_hurts.names_of_time, "column duration_at_en"),
    (COURSE, "wallwork2024_acute-1", {"duration_at_entry": "acute"}, what_hurts.names_of_time,
     "row wallwork2024_acute-1, column duration_at_entry"),
    (COURSE, "wallwork2024_acute-2", {"value": ""}, pain_course.course_figure, "row wallwork2024_acute-2, column valu"),
    (COURSE, "wallwork2024_acute-2", {"value": ""}, lambda: words.course_of_most(""), "row wallwork2024_acute-2, colu"),
    (COURSE, "henschke2008-1", {"n_participants": ""}, pain_course.one_year_on, "row henschke2008-1, column n_partici"),
    ("option_harms", "opioids-3", {"denominator_as_printed": "many"}, ordinary_care.stopping,
     "row opioids-3, column denominator_as_printed"),
    ("option_harms", "opioids-3", {"denominator_as_printed": "n/a"}, ordinary_care.harms,
     "row opioids-3, column denominator_as_printed"),
    ("option_harms", "opioids-3", {"rate_comparator": ""}, ordinary_care.harms, "row opioids-3, column rate_comparato"),
    ("option_harms", "opioids-3", {"estimate": ""}, ordinary_care.harms, "row opioids-3, column estimate: the cell is"),
    ("option_harms", "opioids-3", {"ci_low": ""}, ordinary_care.harms, "row opioids-3, column ci_low: the cell is emp"),
    ("option_harms", "nsaids-1", {"denominator": ""}, ordinary_care.harms, "row nsaids-1, column denominator: the cel"),
    ("option_harms", "nsaids-1", {"denominator_kind": "people"}, ordinary_care.harms, "row nsaids-1, column denominat"),
    ("option_results", "tens-1", {"pain_0_100": ""}, lambda: ordinary_care.gained("placebo"),
     "option_results.csv, row tens-1, column pain_0_100: the cell is empty"),
    ("option_results", "tens-1", {"estimate": "0", "ci_low": "0", "ci_high": "0"},
     lambda: ordinary_care.gained("placebo"), "option_results.csv, row tens-1, column estimate: found 0"),
    ("option_results", "exercise-1", {"ci_low": ""}, ordinary_care.facts, "row exercise-1, column ci_low: the cell is"),
    ("causes", "C03", {"verified": "maybe"}, SpineAtlas, "causes.csv, row 4, column verified: found 'maybe'"),
    ("causes", "C03", {"verified": ""}, SpineAtlas, "causes.csv, row 4, column verified: the cell is empty"),
    ("causes", "C04", {"name": "Disc herniation (again)"}, SpineAtlas, "row C04, column name: found 'Disc herniation"),
    ("causes", "C03", {"red_flag_ids": "RF01; RF99"}, SpineAtlas, "column red_flag_ids: No flag_id in red_flags.csv"),
    ("causes", "C03", {"claim_ids": "A3-99"}, SpineAtlas, "causes.csv, row 4, column claim_ids: No claim_id in claims"),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_row_is_named(edited, broken):
    table, row_id, changed, shown, said = broken
    edited(table, row_id, changed)
    with pytest.raises(ValueError) as caught:
        shown()
    assert str(caught.value).startswith(f"{table}.csv") and said in str(caught.value)


def test_a_number_in_a_cell_or_an_error():
    assert number_in("burden", "BU01", "value") == 619
    with pytest.raises(
        DataError, match=r"^burden\.csv, row BU10, column ci_low: the cell is empty; a number is needed"
    ):
        number_in("burden", "BU10", "ci_low")
