"""Four conditions: the map of questions, the numbers and the warnings, worked out anew from the CSV files."""

import csv
import json
import math
import re
from collections import defaultdict
from urllib.parse import parse_qs

import pytest

from widgets import condition_figures, condition_tables, conditions
from widgets.data import package

Z = 1.959963984540054
NOT_NEEDLES = {"acupressure", "laser", "injection", "pharmacopuncture", "none"}
IN_POINTS = {"post", "change", "adjusted_difference"}


def table(name, key=None):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row[key]: row for row in rows} if key else rows


OUTCOMES, TRIALS = table("outcomes", "row_id"), table("trials", "study_id")
SCALES, WINDOWS = table("instruments", "instrument_id"), table("time_windows")
FACTS = condition_tables.facts()


def window(weeks):
    for one in WINDOWS:
        low, high = one["from_weeks"], one["to_weeks"]
        if low and float(low) <= weeks and not (high and float(high) <= weeks):
            return one["window_id"]
    raise AssertionError(weeks)


def whole(value):
    text = f"{round(value + 0.0, 9):.0f}"
    return "0" if text == "-0" else text.replace("-", "−")


def effect(row_id):
    """Difference and variance in points of 0–100, lower being better."""
    row = OUTCOMES[row_id]
    scale = SCALES[row["instrument_id"]]
    factor = 100 / (float(scale["scale_max"]) - float(scale["scale_min"]))
    if row["plottable_from"] == "arms":
        found = float(row["mean_acu"]) - float(row["mean_ctl"])
        spread = math.hypot(*(float(row[f"sd_{s}"]) / math.sqrt(float(row[f"n_{s}"])) for s in ("acu", "ctl")))
    else:
        found = float(row["diff"])
        spread = (float(row["diff_ci_high"]) - float(row["diff_ci_low"])) / (2 * Z)
    return found * factor, (spread * factor) ** 2


def printed(row_id):
    found, variance = effect(row_id)
    half = Z * math.sqrt(variance)
    return f"{whole(found)} ({whole(found - half)} to {whole(found + half)})"


def held():
    """Cohorts by question, from the rows that may be drawn and that two people have read."""
    cohorts = defaultdict(set)
    for row in OUTCOMES.values():
        drawn = row["plottable"] == "yes" and row["second_look"] in ("agrees", "corrected")
        if not drawn or row["needling"] in NOT_NEEDLES or not row["timepoint_weeks"]:
            continue
        trial = TRIALS[row["study_id"]]
        place = window(float(row["timepoint_weeks"]))
        cohorts[trial["condition"], row["comparator"], row["outcome"], place].add(trial["cohort"])
    return cohorts


def test_the_map_counts_each_group_of_people_once():
    found, cohorts = conditions.question_map(), held()
    assert len(found) == 4 * 4 * 3 * 6
    for one in found.itertuples():
        assert one.trials == len(cohorts[one.condition, one.comparator, one.outcome, one.window]), one
    counts = found.trials.value_counts()
    assert FACTS["gaps"] == str(counts[0]) and FACTS["ones"] == str(counts[1]) and FACTS["more"] == str(counts[2])
    assert int(FACTS["gaps"]) + int(FACTS["ones"]) + int(FACTS["more"]) == int(FACTS["asked"]) == 288
    assert FACTS["fives"] == "0"


@pytest.mark.parametrize("name", condition_tables.RESULTS)
def test_results_in_sentences_follow_from_their_rows(name):
    assert FACTS[name] == printed(condition_tables.RESULTS[name])
    assert OUTCOMES[condition_tables.RESULTS[name]]["value_kind"] in IN_POINTS


@pytest.mark.parametrize("name", condition_tables.SIZES)
def test_sizes_follow_from_the_trials(name):
    assert FACTS[f"{name}_n"] == f"{int(TRIALS[condition_tables.SIZES[name]]['n_randomised']):,}"


def test_two_trials_pooled_by_hand():
    """With two trials REML has a closed form, and the t distribution with one degree of freedom a tangent."""
    (a, va), (b, vb) = effect("white2004-1"), effect("vas2006-1")
    tau2 = max(0, ((a - b) ** 2 - va - vb) / 2)
    weights = [1 / (va + tau2), 1 / (vb + tau2)]
    middle = (weights[0] * a + weights[1] * b) / sum(weights)
    spread = sum(w * (y - middle) ** 2 for w, y in zip(weights, (a, b), strict=True)) / sum(weights)
    half = math.tan(math.pi * 0.475) * math.sqrt(spread)
    expected = tuple(whole(value) for value in (middle, middle - half, middle + half))
    assert (FACTS["two_average"], FACTS["two_low"], FACTS["two_high"]) == expected == ("−17", "−156", "121")


def known(condition, comparator):
    having = {row["study_id"] for row in OUTCOMES.values() if row["comparator"] == comparator}
    having |= {arm["study_id"] for arm in table("arms") if arm["role"] == comparator}
    return {name: trial for name, trial in TRIALS.items() if trial["condition"] == condition and name in having}


@pytest.mark.parametrize("condition", conditions.CONDITIONS)
@pytest.mark.parametrize("comparator", conditions.COMPARED)
def test_known_trials_and_which_are_used(condition, comparator):
    found = conditions.known(condition, comparator)
    assert set(found.study_id) == set(known(condition, comparator))
    inside = set().union(*(ids for (c, v, *_), ids in held().items() if (c, v) == (condition, comparator)), set())
    assert {TRIALS[name]["cohort"] for name in found.study_id[found.used]} == inside
    assert all(found.why[~found.used]) and not any(found.why[found.used])


def test_what_is_missing_beside_the_two_trials_of_neck_pain():
    out = {name: one for name, one in known("neck pain", "sham").items() if name not in ("white2004", "vas2006")}
    sizes = [int(one["n_randomised"] or 0) for one in out.values()]
    assert (FACTS["out_trials"], FACTS["out_people"]) == (str(len(out)), f"{sum(sizes):,}")
    assert FACTS["out_largest"] == max(out.values(), key=lambda one: int(one["n_randomised"] or 0))["label"]
    every = set().union(*(known(c, v) for c in conditions.CONDITIONS for v in conditions.COMPARED))
    assert FACTS["known_all"] == str(len(every))
    assert FACTS["neck_sham_known"] == str(len(known("neck pain", "sham")))


@pytest.mark.parametrize("condition", conditions.CONDITIONS)
def test_what_may_not_be_drawn_stands_in_no_answer(condition):
    text = conditions.answers(condition).to_string()
    for label in ("Irnich", "Kvorning", "Tsukayama", "Hsieh", "Vas 2014", "Chen 2021", "Zhao 2024", "Elden", "Kennedy"):
        assert label not in text
    assert ("too few to trust" in text) == (condition == "neck pain")


def test_answers_are_those_of_the_rows():
    neck = conditions.answers("neck pain")
    first = neck.set_index("Question").loc["pain against sham, 1 to 5 weeks"]
    assert f"White 2004: {printed('white2004-1')}" in first["Difference, points of 0–100"]
    assert f"Vas 2006: {printed('vas2006-1')}" in first["Difference, points of 0–100"]
    assert first["Smallest that matters"] == "no agreed value found"
    usual = neck.set_index("Question").loc["daily life against usual care, about a year"]
    assert usual["Smallest that matters"] == table("mcid", "mcid_id")["npq_salter2006"]["threshold_low"]
    assert "read in: AHRQ review table" in neck.to_string()
    baby = conditions.answers("pregnancy-related back or pelvic pain").to_string()
    row = OUTCOMES["guerreiro2004-1"]
    assert f"{row['events_acu']} of {row['n_acu']} people against {row['events_ctl']} of {row['n_ctl']}" in baby


def test_links_set_the_explorer_to_questions_that_exist():
    links = re.findall(r'href="#explorer\?([^"]+)"', conditions.explorer_links()._repr_html_())
    asked = [parse_qs(link.replace("&amp;", "&")) for link in links]
    keys = ("condition", "comparator", "outcome", "window")
    found = {tuple(one[key][0] for key in keys) for one in asked}
    expected = {key for key, ids in held().items() if ids and key[0] in conditions.CONDITIONS}
    assert found == {key for key in expected if key[1] in conditions.COMPARED} and len(found) == len(links)


@pytest.mark.parametrize("condition", condition_tables.REVIEWS)
def test_the_latest_reviews_are_told(condition):
    years = {row["reference_key"]: int(row["year"] or 0) for row in table("references")}
    rows = [row for row in table("reviews") if row["condition_group"] == condition]
    chosen = condition_tables.REVIEWS[condition].split()
    assert max(years[row["reference_key"]] for row in rows) == max(
        years[row["reference_key"]] for row in rows if row["review_id"] in chosen
    )
    shown = condition_tables.reviews(condition)
    for name, text in zip(chosen, shown["It concludes"], strict=True):
        row = next(row for row in rows if row["review_id"] == name)
        assert text and row["conclusion_in_own_words"].replace("LBP", "low back pain").startswith(text[:36])
        assert not re.search(r"k/n|left blank|LBP|assumed 0|not Frontiers", text)
    assert "0.36" not in shown.to_string(), "a misprinted interval is shown"


def test_a_count_of_the_whole_review_is_not_told_as_the_trials_behind_a_number():
    counts = condition_tables.reviews("neck pain").iloc[:, 2]
    assert list(counts) == ["26 in all", "18 in all", "8", "2"]
    assert condition_tables.grades()["Result as printed"].str.contains("SMD −0.23.*synopsis").sum() == 1


def test_there_is_no_review_and_no_guideline_on_pregnancy_to_tell():
    assert not [row for row in table("reviews") if row["condition_group"].startswith("pregnancy")]
    named = [row["population"] for row in table("guidelines") if re.search(r"neck|pregnan", row["population"])]
    assert all("chronic" in population for population in named)


def test_reviews_in_sentences():
    reviews, grades = table("reviews", "review_id"), table("grade_judgements", "judgement_id")
    for name, row in {"trinh": reviews["trinh2016"], "tsa": reviews["tsa2025_neck"], "ji": reviews["ji2015-2"],
                      "lin": reviews["lin2024_acute"], "npq": grades["trinh_npq"]}.items():  # fmt: skip
        low, middle, high = (f"{float(row[key]):.2f}".replace("-", "−") for key in ("ci_low", "estimate", "ci_high"))
        assert FACTS[name] == f"{middle} ({low} to {high})"
    assert FACTS["trinh_sure"] == reviews["trinh2016"]["certainty"] == grades["trinh_pain"]["certainty"]
    assert len(condition_tables.grades()) == 4
    course = table("natural_course", "row_id")
    weeks = ("wallwork2024_acute-1", "wallwork2024_acute-2", "wallwork2024_acute-4")
    assert [FACTS[n] for n in ("acute_start", "acute_6", "acute_52")] == [course[n]["value"] for n in weeks]
    assert (FACTS["days_acu"], FACTS["days_ctl"], FACTS["hazard"]) == ("9", "14", "1.37 (0.95 to 1.96)")
    assert (FACTS["elden_acu"], FACTS["elden_ctl"]) == ("36", "41")


@pytest.mark.parametrize("condition", conditions.CONDITIONS)
def test_signs_are_in_the_words_of_the_list_and_nothing_is_softened(condition):
    flags, shown = table("red_flags", "flag_id"), condition_tables.danger(condition)
    by_sign = {row["sign"]: row for row in flags.values()}
    assert set(shown.Sign) == {flags[name]["sign"] for name in condition_tables.SIGNS[condition].split()}
    for one in shown.itertuples(index=False):
        row = by_sign[one.Sign]
        assert one[1].startswith(row["do"]) and not re.search(r"%|\brare", one[1])
        assert ("not yet signed off" in one[1]) == (
            "general clinical knowledge" in row["basis"] + row["source_as_printed"]
        )
    order = ["emergency now", "same day", "within days", "see clinician"]
    ranks = [order.index(by_sign[sign]["action"]) for sign in shown.Sign]
    assert ranks == sorted(ranks)


def test_cautions_are_in_the_words_of_the_safety_check():
    rows, shown = table("precautions", "precaution_id"), condition_tables.cautions()
    assert [row["advice"] for row in (rows[name] for name in condition_tables.CAUTIONS.split())] == [
        text.replace("\u2009%", " %") for text in shown["What to do"]
    ]


def test_pictures_hold_what_their_tables_say():
    drawn = condition_figures.map_figure()
    numbers = [n for trace in drawn.fig.data if trace.text is not None for n in trace.text]
    assert (numbers.count(1), numbers.count(2), len(numbers)) == (19, 2, 21)
    neck = condition_figures.neck_figure()
    (dots,) = (trace for trace in neck.fig.data if trace.mode == "markers")
    hollow = {name for name, kind in zip(dots.y, dots.marker.symbol, strict=True) if kind == "circle-open"}
    assert hollow == {"Zhao 2024: pain", "Chen 2021: daily life"}
    fading = condition_figures.fading_figure()
    (dots,) = (trace for trace in fading.fig.data if trace.mode == "markers")
    expected = [effect(name)[0] for name in ("shin2013-1", "shin2013-3", "shin2013-4")]
    assert list(dots.x) == pytest.approx(expected)
    for one in (drawn, neck, fading):
        assert one.says and one.fig.layout.meta["alt"] and len(one.table)
        json.dumps(one.fig.to_plotly_json(), default=str)


def test_a_text_that_has_changed_is_named():
    with pytest.raises(ValueError, match=r"outcomes.csv, row elden2008-2, column seen"):
        condition_tables._words("outcomes", "elden2008-2", "seen", "no such words")
