"""IconArray in Python: the cells it draws, what it refuses and why, its words, and its form without a script."""

import csv
import json
import re
from pathlib import Path

import pytest
import traitlets
from bs4 import BeautifulSoup

from widgets import IconArray
from widgets._shared import cells
from widgets.data import package
from widgets.icon_array.options import number
from widgets.icon_array.rows import option_of, scale_of

CASES = json.loads(Path(__file__).with_name("icon_array_cases.json").read_text("utf8"))
HARM = {"label": "Harm", "events": 12, "of": 1000}


def rows():
    """adverse_events.csv, read without our loader."""
    with (package.DATA / "adverse_events.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


DRAWN = [row["event_id"] for row in rows() if row["plottable"] == "yes"]
NOT_DRAWN = [row["event_id"] for row in rows() if row["plottable"] == "no"]


@pytest.mark.parametrize("case", CASES["cells"], ids=lambda case: case["name"])
def test_cells(case):
    found = cells.cells(case["rate"], case["low"], case["high"], case["baseline"], case["denominator"])
    assert found == case["cells"]
    assert [list(run) for run in cells.runs(found, case["denominator"])] == case["runs"]


@pytest.mark.parametrize("case", CASES["lines"], ids=lambda case: f"{case['first']}-{case['last']}")
def test_lines(case):
    assert cells.line(case["first"], case["last"], case["width"], case["length"]) == case["path"]


@pytest.mark.parametrize("case", CASES["outlines"], ids=lambda case: f"{case['first']}-{case['last']}")
def test_outlines(case):
    assert cells.outline(case["first"], case["last"], case["width"]) == case["path"]


@pytest.mark.parametrize("row_id", DRAWN)
def test_the_marks_fill_the_square_without_gap_or_overlap(row_id):
    (option,) = IconArray([option_of(row_id)], per=option_of(row_id)["per"]).options
    ends = [0]
    for _, first, last in cells.runs(option["cells"], 10_000):
        assert first == ends[-1] < last
        ends.append(last)
    assert ends[-1] == 10_000
    assert 0 <= option["low"] <= option["rate"] <= option["high"] <= 1


@pytest.mark.parametrize("row_id", NOT_DRAWN)
def test_a_row_that_may_not_be_drawn_is_refused_with_its_reason(row_id):
    reason = next(row["do_not_plot_reason"] for row in rows() if row["event_id"] == row_id)
    with pytest.raises(ValueError, match=re.escape(f"{row_id!r} may not be drawn: {reason}")):
        IconArray.from_rows([row_id])


@pytest.mark.parametrize(
    ("mixed", "why"),
    [
        (["witt2009-1", "kmd2022-1"], "per patient, and .* per treatment. One person has several treatments"),
        (["furuse2017-1", "witt2009-1"], "per session, and .* per patient. One person has several sessions"),
        (["kmd2022-1", "furuse2017-1"], "per treatment, and .* per session. A session may hold more"),
    ],
)
def test_two_kinds_of_denominator_are_refused_with_why(mixed, why):
    with pytest.raises(ValueError, match=why + ".*One picture allows one kind"):
        IconArray.from_rows(mixed)


@pytest.mark.parametrize("other", ["patients", "treatments", "sessions"])
def test_patient_years_mix_with_nothing(other):
    options = [HARM | {"per": "patient-years"}, HARM | {"label": "B", "per": other}]
    with pytest.raises(ValueError, match="Patient-years grow with the length of watching"):
        IconArray(options)
    assert IconArray(options[:1]).per == "patient-years"


@pytest.mark.parametrize(
    ("options", "more", "message"),
    [
        ([], {}, "options must be a list of 1 to 6 dicts"),
        ([HARM | {"label": str(n)} for n in range(7)], {}, "1 to 6"),
        ("text", {}, "options must be a list"),
        ([3], {}, r"options\[1\] is 3, allowed is a dict"),
        ([HARM], {"denominator": 1000}, "denominator is 1000, allowed is 100 or 10_000"),
        ([HARM], {"per": "people"}, "per is 'people', allowed is one of 'patients'"),
        ([HARM | {"lable": "x"}], {}, "unknown field 'lable'.*Did you mean 'label'"),
        ([HARM | {"label": "  "}], {}, r"options\[1\].label is empty"),
        ([HARM | {"label": 3}], {}, r"options\[1\].label is 3, allowed is a text"),
        ([HARM, HARM], {}, "label 'Harm' stands twice"),
        ([HARM | {"kind": "bad"}], {}, r"options\[1\].kind is 'bad', allowed is one of 'harm'"),
        ([{"label": "A"}], {}, r"needs either rate \(and interval\), or events and of"),
        ([{"label": "A", "events": 3}], {}, r"needs either rate \(and interval\), or events and of"),
        ([HARM | {"rate": 0.1}], {}, r"needs either rate \(and interval\), or events and of"),
        ([HARM | {"events": -1}], {}, "events is -1, allowed is a whole number from 0"),
        ([HARM | {"events": 1.5}], {}, "events is 1.5, allowed is a whole number"),
        ([HARM | {"of": 0}], {}, "of is 0, allowed is a number above 0"),
        ([HARM | {"events": 1001}], {}, r"options\[1\].rate is 1.001, allowed is a share"),
        ([{"label": "A", "rate": 8.6}], {}, r"options\[1\].rate is 8.6, allowed is a share from 0 to 1"),
        ([{"label": "A", "rate": float("nan")}], {}, "allowed is a share"),
        ([{"label": "A", "rate": True}], {}, "rate is True, allowed is a share"),
        ([{"label": "A", "rate": 0.1, "interval": (0.2, 0.3)}], {}, "allowed is low ≤ rate 0.1 ≤ high"),
        ([HARM | {"baseline": 2}], {}, r"options\[1\].baseline is 2, allowed is a share"),
    ],
)
def test_what_breaks_a_rule_is_refused(options, more, message):
    with pytest.raises(ValueError, match=message):
        IconArray(options, **more)


def test_an_unknown_keyword_is_refused_with_a_guess():
    with pytest.raises(TypeError, match=r"unknown keyword 'titel'\. Did you mean 'title'"):
        IconArray([HARM], titel="x")


@pytest.mark.parametrize("ids", [[], "witt2009-1"])
def test_from_rows_takes_a_list_of_ids(ids):
    with pytest.raises(ValueError, match="allowed is a list of ids"):
        IconArray.from_rows(ids)


def test_from_rows_names_unknown_rows_and_labels():
    with pytest.raises(ValueError, match="No row called 'witt2009'"):
        IconArray.from_rows(["witt2009"])
    with pytest.raises(ValueError, match="labels names"):
        IconArray.from_rows(["witt2009-1"], labels={"zhao2011-1": "China"})


@pytest.mark.parametrize("unit", ["adjusted odds ratio", "cases", "per treatment"])
def test_a_unit_that_is_no_rate_is_refused(unit):
    with pytest.raises(ValueError, match="has the unit"):
        scale_of("x", unit)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.087249, "0.087"), (0.0995, "0.10"), (0.5, "0.50"), (1.01, "1.0"), (2.516, "2.5"), (9.94, "9.9"),
     (9.96, "10"), (13.5, "14"), (861.3, "861"), (1074.4, "1,074")],
)  # fmt: skip
def test_numbers_in_print(value, text):
    assert number(value) == text


def test_words_of_a_few_of_none_and_of_a_change():
    few, none = IconArray.from_rows(["witt2009-6", "zhao2011-2"]).options
    assert few["number"] == "fewer than 1"
    assert few["span"] == "0.087; 0.011 to 0.32; 95 % exact Poisson interval"
    assert none["number"] == "0"
    assert none["span"] == "up to 15; one-sided 95 % limit, as nothing was counted"
    gain = {"label": "Gain", "kind": "benefit", "rate": 0.5, "baseline": 0.35, "baseline_is": "without it"}
    (more,) = IconArray([gain], denominator=100).options
    assert more["change"] == "15 more of 100 (50, against 35 without it)"
    (same,) = IconArray([gain | {"baseline": 0.5}], denominator=100).options
    assert same["change"] == "0 more of 100 (50, against 50 without it)"


def test_courses_of_treatment_say_that_a_person_may_count_twice():
    assert "one person may have had several" in option_of("weidenhammer-zora-3")["counted"]
    assert "one person may have had several" not in option_of("witt2009-1")["counted"]


def test_one_sentence_on_all_pictures():
    assert IconArray([HARM]).says == IconArray([HARM]).options[0]["says"]
    assert IconArray([HARM, {"label": "B", "rate": 0.5}]).says.startswith(
        "From 120 (Harm) to 5,000 (B) in 10,000 patients."
    )
    zero = {"label": "Z", "events": 0, "of": 1000}
    assert "still there is room. In 10,000 patients: Z: up to 30" in IconArray([zero, zero | {"label": "Y"}]).says
    both = IconArray([HARM, {"label": "B", "rate": 0.5, "kind": "benefit"}])
    assert both.says.startswith("In 10,000 patients: Harm: 120; B: 5,000.")


def test_more_than_two_pictures_are_all_read_out():
    shares = {"Needles": 0.48, "sham needles": 0.44, "usual care": 0.27}
    three = IconArray([{"label": name, "rate": share} for name, share in shares.items()], denominator=100)
    said = "Needles 48, sham needles 44, usual care 27, of 100 patients. Intervals for these shares were not seen."
    assert three.says == said
    assert [one["span"] for one in three.options] == ["", "", ""] and "Interval" not in three.table["columns"]
    assert three.static_html().count("ntervals for these shares were not seen") == 1
    assert "Needles: 48 in 100 patients (no interval was seen)." in three.options[0]["says"]
    one = {"label": "seen, too", "rate": 0.4, "interval": (0.3, 0.5)}
    mixed = IconArray([{"label": "A", "rate": 0.1}, {"label": "B", "rate": 0.2}, one], denominator=100)
    assert mixed.says == "In 100 patients: A: 10; B: 20; seen, too: 40. Not seen: an interval for A, B."


def test_with_a_base_rate_the_difference_comes_first():
    shared = {"kind": "benefit", "baseline": 0.29, "baseline_is": "with usual care alone"}
    options = [{"label": "Needles", "rate": 0.39} | shared, {"label": "More visits", "rate": 0.25} | shared]
    array = IconArray(options, denominator=100)
    assert array.says.startswith("Needles: 10 more of 100 (39, against 29 with usual care alone); More visits: 4 fewer")
    assert "<b>10 more</b> of 100 (39, against 29 with usual care alone)" in array.static_html()
    said = "Needles: 10 more of 100 (39, against 29 with usual care alone); no interval was seen."
    assert array.options[0]["says"] == said


def test_python_reads_and_sets_what_is_looked_at():
    array = IconArray([HARM, HARM | {"label": "B"}], ask="How many?")
    assert (array.selection, array.guess, array.opened) == ("", None, False)
    array.selection, array.guess = "B", 12.5
    with pytest.raises(traitlets.TraitError, match="selection is 'C', allowed is '' or one of 'Harm', 'B'"):
        array.selection = "C"
    with pytest.raises(traitlets.TraitError):
        array.guess = -1
    assert array.selection == "B"


def test_repr_is_stable_and_says_the_numbers():
    assert repr(IconArray([HARM])).startswith("IconArray of 10,000 patients: Harm: 120 in 10,000 patients (62 to 210; ")


def test_static_form_has_pictures_and_table():
    array = IconArray.from_rows(["witt2009-1", "macpherson2004-1"], title="Any harm")
    soup = BeautifulSoup(array.static_html(), "html.parser")
    assert [svg["aria-label"] for svg in soup.select(".option svg")] == [one["says"] for one in array.options]
    head = [cell.text for cell in soup.select("thead th")]
    assert head[:5] == ["Option", "In 10,000", "From", "To", "Interval"]
    first = [cell.text for cell in soup.select("tbody tr")[0].select("th, td")]
    assert first[1:4] == ["861", "849", "873"] and "19,726" in first and "229,230" in first
    assert len(soup.select(".option")[0].find_all("path")) < 12, "a picture is a few paths, not 10,000 elements"
    assert len(array.static_html()) < 16_000


def test_few_cells_are_enlarged_and_many_are_not():
    few, many = (IconArray([{"label": "A", "rate": rate}]).static_html() for rate in (0.0003, 0.0031))
    assert 'class="glass"' in few and 'class="glass"' not in many


def test_markup_is_text():
    evil = "<img src=x onerror=1>"
    array = IconArray([HARM | {"label": evil, "counted": evil, "source": evil}], title=evil)
    assert "<img" not in array.static_html()
    assert array.static_html().count("&lt;img") >= 5


def test_what_the_page_needs_is_synced():
    own = {"title", "ask", "per", "denominator", "options", "selection", "guess", "opened", "says", "legend", "table"}
    synced = IconArray([HARM]).traits(sync=True)
    assert own == {name for name in set(synced) & set(vars(IconArray)) if not name.startswith("_")}
    assert all(synced[name].help for name in own)
