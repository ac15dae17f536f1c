"""The chapter on a first visit: every number it prints, worked out again from the CSV files alone."""

import csv
import math
import re
import statistics
from pathlib import Path

import pytest
import yaml

from widgets import courses, first_visit, red_flags

DATA = Path(__file__).parents[2] / "data"
FACTS = first_visit.facts()


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    key = next(iter(rows[0]))
    return {row[key]: row for row in rows}


@pytest.fixture(scope="module")
def plans():
    """Needle arms as (condition, study, fewest or None, most, weeks or None), worked out without the module."""
    arms, trials = table("arms"), table("trials")
    found = []
    for arm_id, treatment in table("treatments").items():
        arm = arms[arm_id]
        if arm["needling"] in {"laser", "acupressure", "injection"}:
            continue
        trial = trials[arm["study_id"]]
        words = treatment["item_3a_sessions"].removeprefix("up to ").split(",")[0].split(" ")[0]
        numbers = [int(n) for n in words.split("-")] if re.fullmatch(r"\d+(-\d+)?", words) else []
        least = None if treatment["item_3a_sessions"].startswith("up to") else min(numbers, default=None)
        weeks = float(trial["weeks"]) if trial["weeks"] else None
        found.append((trial["condition"], arm["study_id"], least, max(numbers, default=None), weeks))
    return found


def middle(plan):
    return plan[3] if plan[2] is None else (plan[2] + plan[3]) / 2


def test_counts_of_sessions(plans):
    known = [plan for plan in plans if plan[3] is not None]
    lasting = [plan for plan in known if plan[0] == "chronic low back pain"]
    neck = [plan for plan in known if plan[0] == "neck pain"]
    few = {plan[1] for plan in lasting if plan[3] <= 3}
    trials = table("trials")
    expected = {
        "arms_n": len(plans), "arms_known": len(known),
        "arms_drawn": sum(plan[4] is not None or plan[3] == 1 for plan in known),
        "arms_few": sum(plan[3] <= 3 for plan in known), "arms_once": sum(plan[3] == 1 for plan in known),
        "lasting_n": len(lasting), "lasting_few": sum(plan[3] <= 3 for plan in lasting),
        "lasting_few_trials": len(few), "lasting_few_people": sum(int(trials[study]["n_randomised"]) for study in few),
        "lasting_middle": statistics.median(middle(plan) for plan in lasting),
        "neck_n": len(neck), "neck_middle": statistics.median(middle(plan) for plan in neck),
        "neck_few": sum(plan[3] <= 3 for plan in neck),
    }  # fmt: skip
    assert {name: FACTS[name] for name in expected} == expected


def test_half_of_the_longer_plans(plans):
    longer = [middle(plan) for plan in plans if plan[3] is not None and plan[3] > 3]
    low, _, high = statistics.quantiles(longer, n=4, method="inclusive")
    assert (FACTS["longer_low"], FACTS["longer_high"]) == (round(low), round(high))


def test_the_words_of_figure_and_quiz_hold(plans):
    """What alt text and quiz say in fixed words: most marks lie at 5 to 15 sessions in 2 to 9 weeks; 24 is the most."""
    drawn = [plan for plan in plans if plan[3] is not None and (plan[4] is not None or plan[3] == 1)]
    inside = [plan for plan in drawn if plan[4] is not None and 5 <= middle(plan) <= 15 and 2 <= plan[4] <= 9]
    assert len(inside) > len(drawn) / 2
    assert max(plan[3] for plan in drawn) == 24
    assert (FACTS["lasting_few"], FACTS["lasting_few_trials"], FACTS["lasting_middle"]) == (4, 2, 10)


def test_what_was_not_seen():
    rows = table("treatments").values()
    assert not any(row["item_2a_needles_per_session"] or row["item_2d_response_sought"] for row in rows)
    assert FACTS["points_counted"] == FACTS["response_said"] == "none"
    names = ("adverse_events", "practical", "option_results", "precautions", "costs")
    assert {row["second_look"] for name in names for row in table(name).values()} == {"none yet"}


@pytest.mark.parametrize(
    ("text", "fewest_most"),
    [("10, with 5 more offered", (10, 10)), ("8-15", (8, 15)), ("12 offered (mean attendance 10)", (12, 12))],
)
def test_planned(text, fewest_most):
    assert courses.planned(text) == fewest_most


def test_planned_without_a_fewest_or_any_number():
    fewest, most = courses.planned("up to 15")
    assert math.isnan(fewest)
    assert most == 15
    assert all(math.isnan(number) for number in courses.planned("weekly implants, 8 weeks"))


def test_figure_draws_each_arm_once():
    figure = courses.courses_figure()
    assert sum(len(trace.x) for trace in figure.data) == FACTS["arms_drawn"]
    arms = courses.courses().query("drawn")
    for trace in figure.data:
        group = arms[arms.group == trace.name]
        assert all(abs(x - weeks) < 1 for x, weeks in zip(trace.x, group.weeks, strict=True))
        assert all(abs(y - number) <= 0.5 for y, number in zip(trace.y, group.middle, strict=True))
    assert len(courses.courses_table()) == FACTS["arms_n"]
    for number in ("lasting_middle", "lasting_few", "lasting_n", "arms_few", "arms_once"):
        assert str(FACTS[number]) in courses.courses_sentence()


@pytest.mark.parametrize(
    ("name", "file", "row", "column", "digits"),
    [
        ("tired", "adverse_events", "macpherson2005-2", "rate", 0),
        ("sore", "adverse_events", "macpherson2005-3", "rate", 0),
        ("serious", "adverse_events", "baumler2021-3", "rate", 0),
        ("serious_low", "adverse_events", "baumler2021-3", "ci_low", 1),
        ("serious_high", "adverse_events", "baumler2021-3", "ci_high", 1),
        ("treatments_any", "adverse_events", "baumler2021-2", "rate", 0),
        ("treatments_any_low", "adverse_events", "baumler2021-2", "ci_low", 0),
        ("treatments_any_high", "adverse_events", "baumler2021-2", "ci_high", 0),
        ("better_after", "adverse_events", "white2001-7", "rate", 0),
        ("dry_any", "adverse_events", "boyce2020-1", "rate", 0),
        ("dry_major", "adverse_events", "boyce2020-4", "events", 0),
        ("dry_n", "adverse_events", "boyce2020-4", "denominator", 0),
        ("usual", "option_results", "acupuncture-1", "estimate", 0),
        ("usual_low", "option_results", "acupuncture-1", "ci_high", 0),
        ("usual_high", "option_results", "acupuncture-1", "ci_low", 0),
        ("usual_trials", "option_results", "acupuncture-1", "k_studies", 0),
        ("usual_people", "option_results", "acupuncture-1", "n_participants", 0),
        ("exercise", "option_results", "exercise-1", "estimate", 0),
        ("exercise_low", "option_results", "exercise-1", "ci_high", 0),
        ("exercise_high", "option_results", "exercise-1", "ci_low", 0),
        ("exercise_people", "option_results", "exercise-1", "n_participants", 0),
        ("who_exercise", "option_results", "exercise-3", "estimate", 2),
        ("tai_chi", "option_results", "tai_chi-1", "estimate", 1),
        ("tai_chi_low", "option_results", "tai_chi-1", "ci_high", 1),
        ("tai_chi_high", "option_results", "tai_chi-1", "ci_low", 1),
        ("qigong", "option_results", "qigong-1", "estimate", 1),
        ("qigong_low", "option_results", "qigong-1", "ci_high", 1),
        ("qigong_high", "option_results", "qigong-1", "ci_low", 1),
        ("qigong_people", "option_results", "qigong-1", "n_participants", 0),
        ("active", "option_results", "advice-7", "estimate", 2),
        ("active_low", "option_results", "advice-7", "ci_low", 2),
        ("active_high", "option_results", "advice-7", "ci_high", 2),
        ("neck", "reviews", "trinh2016", "estimate", 2),
        ("neck_low", "reviews", "trinh2016", "ci_high", 2),
        ("neck_high", "reviews", "trinh2016", "ci_low", 2),
        ("uk_acu", "costs", "rat_cost_acu", "value", 0),
        ("uk_usual", "costs", "rat_cost_uc", "value", 0),
        ("wanted", "mcid", "hayden_pain", "threshold_low", 0),
        ("milder", "option_harms", "exercise-2", "estimate", 2),
        ("serious_ratio", "option_harms", "exercise-1", "estimate", 2),
        ("acute_start", "natural_course", "wallwork2024_acute-1", "value", 0),
        ("acute_six", "natural_course", "wallwork2024_acute-2", "value", 0),
        ("long_start", "natural_course", "wallwork2024_persistent-1", "value", 0),
        ("long_six", "natural_course", "wallwork2024_persistent-2", "value", 0),
        ("long_year", "natural_course", "wallwork2024_persistent-4", "value", 0),
    ],
)
def test_a_number_of_the_prose(name, file, row, column, digits):
    said = str(FACTS[name]).replace(",", "")
    assert said == f"{abs(float(table(file)[row][column])):.{digits}f}"


@pytest.mark.parametrize(
    ("fact_id", "said"),
    [
        ("PF01", "of {haake_minutes} minutes"),
        ("PF03", "about {cherkin_minutes} minutes"),
        ("PF04", "left {cho_low} to"),
        ("PF05", "{older_low} to {older_high} in {older_weeks} weeks; {extra_low} to {extra_high} extra"),
        ("PF10", "middle value {list_first}."),
        ("PF11", "middle value {list_later}, {plans} clinics"),
        ("PF14", "{cms_visits} visits in {cms_days} days"),
        ("PF14", "{cms_more} more if improving, at most {cms_most} a year"),
    ],
)
def test_a_practical_number_stands_in_the_fact(fact_id, said):
    """The module reads fragments as they were seen; the sentence in our own words has to say the same."""
    assert said.format(**FACTS) in table("practical")[fact_id]["fact_in_own_words"]


def test_numbers_that_stand_as_words_in_the_facts():
    assert "at least five weeks of treatment to reach four fifths" in table("practical")["PF06"]["fact_in_own_words"]
    assert "about eleven weeks for nine tenths" in table("practical")["PF06"]["fact_in_own_words"]
    names = ("time_most", "time_most_pct", "time_nearly", "time_nearly_pct", "kept", "halved")
    assert [FACTS[name] for name in names] == [5, 80, 11, 90, 90, 50]
    costs = table("costs").values()
    assert (FACTS["costs_n"], FACTS["undated_costs"]) == (len(costs), sum(not row["year"] for row in costs))


def test_no_cost_is_shown_without_its_date():
    for shown in (first_visit.prices(), first_visit.coverage(), first_visit.training()):
        assert shown["As of"].str.fullmatch(r"\d{4}|undated.*|year not printed").all()
        assert not shown.isna().any(axis=None)


def test_precautions_are_all_shown_and_unsigned_ones_say_so():
    levels = ("needs clinician's advice", "avoid", "extra care", "avoid at site")
    shown = first_visit.tell_first(*levels)
    rows = table("precautions").values()
    assert set(shown["If this fits"]) == {row["item"] for row in rows}
    unsigned = {row["item"] for row in rows if "sign-off" in row["what_evidence_says_in_own_words"]}
    assert set(shown[shown["Rests on"] == first_visit.UNSIGNED]["If this fits"]) == unsigned
    assert FACTS["precautions_n"] == len(rows)
    with pytest.raises(ValueError, match=r"level \['mild'\]; allowed: "):
        first_visit.tell_first("mild")


def test_signs_after_needling_are_never_softened():
    shown = red_flags.after_needling()
    rows = [row for row in table("red_flags").values() if row["context"] == "after needling"]
    assert sorted(shown["Sign"]) == sorted(row["sign"] for row in rows)
    for row in rows:
        line = shown[shown["Sign"] == row["sign"]].iloc[0]
        assert (line["When"], line["What to do"]) == (row["action"], row["do"])
    assert shown["When"].iloc[0] == "emergency now"


def test_choices_name_their_comparator_and_certainty():
    shown = first_visit.choices()
    assert not (shown == "").any(axis=None)
    pain = shown.set_index("Against what")["Pain"]
    assert pain["usual care"].startswith("−10 (−17 to −3) points")
    assert pain["sham needling"] == "little or no difference"
    small = shown[(shown["Against what"] == "placebo or sham only") & shown["In whom"].str.startswith("chronic")].iloc[
        0
    ]
    assert (small["Pain"], small["How sure"]) == ("small effect", "moderate")


def test_a_small_difference_is_not_printed_as_none_and_a_short_scale_keeps_its_decimals():
    shown = first_visit.choices(["paracetamol-1", "heat-1"])["Pain"]
    assert shown[0].startswith("0.5 (−2.0 to 3.0) points")
    assert shown[1].startswith("1.06 (0.68 to 1.45) points")


def test_the_quiz_repeats_the_chapter():
    quiz = yaml.safe_load((DATA / "quiz/visit.yaml").read_text("utf-8"))
    notebook = (DATA.parent / "chapters/safety/a-first-visit.ipynb").read_text("utf-8")
    assert all(sentence in notebook for sentence in quiz["objectives"].values())
    items = {item["id"]: item for item in quiz["items"]}
    assert FACTS["questions_n"] == len(items) >= 8
    assert items["price-of-a-plan"]["answer"] == FACTS["list_first"] + 9 * FACTS["list_later"]
    assert {item["objective"] for item in items.values()} == set(quiz["objectives"])
