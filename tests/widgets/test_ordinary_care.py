"""Ordinary care: the pictures, the tables and the numbers, worked out anew from the CSV files as text."""

import re

import pytest
from reading import by_id

from widgets import first_visit, ordinary_care

RESULTS, HARMS = by_id("option_results"), by_id("option_harms")
KINDS = {"placebo": {"placebo/sham"}, "usual care": {"no treatment/usual care"}}
FACTS = ordinary_care.facts()
each = pytest.mark.parametrize("beside", KINDS)


@each
def test_one_picture_holds_one_kind_of_comparator(beside):
    rows = [RESULTS[result_id] for result_id in ordinary_care.BESIDE[beside]]
    assert {row["comparison"] for row in rows} == KINDS[beside]
    assert all(row["plottable"] == "yes" and row["outcome"] == "pain" for row in rows)
    word = "placebo|sham" if beside == "placebo" else "^usual care$"
    assert all(re.search(word, row["comparison_detail"]) for row in rows)


@each
def test_options_stand_in_the_order_of_the_alphabet_and_not_of_size(beside):
    labels = list(ordinary_care.BESIDE[beside].values())
    assert labels == sorted(labels, key=str.lower)


@each
def test_points_and_intervals_on_0_to_100(beside):
    (drawn,) = ordinary_care.gained(beside).fig.data
    for n, result_id in enumerate(ordinary_care.BESIDE[beside]):
        row = RESULTS[result_id]
        by = 10 if row["scale"].startswith("0-10 ") else 1
        assert drawn.x[n] == pytest.approx(by * float(row["estimate"]))
        assert drawn.x[n] - drawn.error_x.arrayminus[n] == pytest.approx(by * float(row["ci_low"]))
        assert drawn.x[n] + drawn.error_x.array[n] == pytest.approx(by * float(row["ci_high"]))
        assert float(row["ci_high"]) < 0, "the text alternative says that all lie left of 0"
        assumed = "not printed" in row["scale"]
        assert ordinary_care.gained(beside).table.Scale[n] == ("not printed, assumed" if assumed else "as printed")


@each
def test_what_a_row_says_to_mind_stands_behind_the_figure(beside):
    shown = ordinary_care.gained(beside).table
    for n, result_id in enumerate(ordinary_care.BESIDE[beside]):
        assert re.findall(r"\w{6,}", RESULTS[result_id]["note"])[0] in shown.Mind[n] + " pool"
        assert ("duration not stated" in shown["In whom"][n]) == ("chronic" not in RESULTS[result_id]["condition"])


def test_an_unknown_comparator_is_refused():
    with pytest.raises(ValueError, match="allowed: placebo, usual care"):
        ordinary_care.gained("sham")


def test_the_band_runs_over_what_reviews_set_as_important():
    rows = by_id("mcid")
    found = [
        float(row["threshold_low"])
        for row in rows.values()
        if row["how_set"].startswith("preset by review") and row["range_as_printed"] == "0-100"
        and row["instrument_as_printed"].startswith("pain") and row["unit"] == "points"
    ]  # fmt: skip
    assert len(found) == 5
    assert rows["ahrq_small"]["how_set"] == "small effect"
    assert FACTS["line_small"] == f"{float(rows['ahrq_small']['threshold_low']):.0f}"
    assert ordinary_care.lines() == (min(found), max(found))
    assert (FACTS["line_low"], FACTS["line_high"]) == (f"{min(found):.0f}", f"{max(found):.0f}")


def test_who_stopped_is_counted_beside_its_control_group():
    row = HARMS["opioids-3"]
    (option,) = ordinary_care.stopping().options
    events, of = (int(n) for n in row["denominator_as_printed"].split("/"))
    assert (option["events"], option["of"]) == (events, of)
    before, beside = re.search(r"(\d+)/(\d+)", row["rate_comparator"]).groups()
    assert option["baseline"] == pytest.approx(int(before) / int(beside))
    assert FACTS["stop_opioid"] == f"{100 * events / of:.0f}"
    assert FACTS["stop_other"] == f"{100 * int(before) / int(beside):.0f}"
    assert FACTS["stop_more"] == f"{100 * (events / of - int(before) / int(beside)):.0f}"


def test_harms_name_their_comparator():
    shown = ordinary_care.harms()
    assert not (shown[["Option", "What", "How often", "Beside"]] == "").any(axis=None)
    assert list(shown.Option) == sorted(shown.Option)
    assert list(shown["How sure"]) == [HARMS[harm_id]["certainty"] for harm_id in ordinary_care.HARMS]
    soreness = shown[shown.Option == "Manipulation"].iloc[0]
    assert (soreness["How often"], soreness.Beside) == ("common, no rate seen", "not seen")
    assert "any condition" in HARMS["exercise-2"]["harm"] and "any condition" in shown.Mind[1]
    stopped = shown[shown.Option == "Opioids"].iloc[0]["How often"]
    row = HARMS["opioids-3"]
    assert row["denominator_as_printed"] in stopped and "50/1011" in stopped
    assert f"({float(row['ci_low']):.2f} to {float(row['ci_high']):.2f})" in stopped


def test_what_is_put_first_says_if_it_has_lapsed():
    shown = ordinary_care.lists()
    lapsed = [row for key, row in by_id("guidelines").items() if key in ordinary_care.LISTS]
    for row in lapsed:
        line = shown[(shown.Who == row["body"]) & (shown.For == row["population"])].iloc[0]
        assert line.Mind == (row["lapsed"] or row["strength"])
    assert "Education and advice, exercise" in shown["What it says"].iloc[0]
    assert "belts or opioids" in shown["What it says"].iloc[0]


def test_other_tables_are_pain_and_name_their_comparator():
    shown = first_visit.choices(ordinary_care.NEW + ordinary_care.MIXED)
    assert not (shown == "").any(axis=None)
    assert all(RESULTS[one]["outcome"].startswith("pain") for one in ordinary_care.NEW + ordinary_care.MIXED)
    assert not shown.to_string().count("<=")


def test_numbers_in_sentences():
    for name, result_id, digits in (
        ("exercise", "exercise-1", 0), ("nsaid", "nsaids-1", 0), ("active", "advice-7", 2),
        ("who_exercise", "exercise-3", 2), ("nsaid_new", "nsaids-3", 0),
    ):  # fmt: skip
        row = RESULTS[result_id]
        low, high = sorted(abs(float(row[end])) for end in ("ci_low", "ci_high"))
        assert FACTS[name] == f"{abs(float(row['estimate'])):.{digits}f}"
        assert (FACTS[f"{name}_low"], FACTS[f"{name}_high"]) == (f"{low:.{digits}f}", f"{high:.{digits}f}")
    course = by_id("natural_course")
    assert FACTS["new_six"] == course["wallwork2024_acute-2"]["value"]
    assert FACTS["long_year"] == course["wallwork2024_persistent-4"]["value"]
    assert FACTS["long_sure"] == "very low"
    assert FACTS["care_cost"] == by_id("costs")["rat_cost_uc"]["value"]
    assert FACTS["opioid_helped"] == f"{100 / float(RESULTS['opioids-4']['estimate']):.0f}"
    para = [float(FACTS[f"para{end}"].replace("−", "-")) for end in ("", "_low", "_high")]
    printed = [float(RESULTS["paracetamol-1"][name]) for name in ("estimate", "ci_low", "ci_high")]
    assert para == [round(printed[0], 1), round(printed[1]), round(printed[2])]
    assert f"at least {FACTS['half_stopped']}%" in HARMS["opioids-4"]["rate_as_printed"]
    assert HARMS["nsaids-1"]["rate_as_printed"].startswith(FACTS["vessels"])
    assert FACTS["neck_cost"] == f"{float(by_id('costs')['neck_cost_uc']['value']):.0f}"
    for name, row_id in {"opioid_line": "abdelshaheed", "exercise_line": "hayden_pain"}.items():
        assert float(FACTS[name]) == float(by_id("mcid")[row_id]["threshold_low"])
    for name, row_id in {"new_start": "acute-1", "long_start": "persistent-1", "long_six": "persistent-2"}.items():
        assert FACTS[name] == course[f"wallwork2024_{row_id}"]["value"]


@each
def test_the_table_and_the_band_are_what_is_drawn(beside):
    shown = ordinary_care.gained(beside)
    (drawn,) = shown.fig.data
    for text, x in zip(shown.table["Points of 100"], drawn.x, strict=True):
        assert float(text.split(" (")[0].replace("−", "-")) == pytest.approx(x, abs=0.5)
    band = shown.fig.layout.shapes[0]
    assert (-band.x1, -band.x0) == ordinary_care.lines()
