"""The stories' numbers worked out anew from the files, without our loaders, scipy or the pool under test."""

import csv
import math
import re
from urllib.parse import parse_qs

import pytest

from widgets import StudyExplorer, stories, story_figures
from widgets.data import package


def table(name):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = {row["row_id"]: row for row in table("outcomes")}
TRIALS = {row["study_id"]: row for row in table("trials")}
EARLY = ["kerr2003-2", "leibing2002-1", "mendelson1983-2", "molsberger2002-3"]


def number(row_id, name):
    return float(ROWS[row_id][name])


def by_hand():
    """The early pool with weights 1/variance: Q is below its degrees of freedom, so tau² is 0."""
    effects, variances = [], []
    for name in EARLY:
        effects.append(number(name, "mean_acu") - number(name, "mean_ctl"))
        variances.append(sum(number(name, f"sd_{arm}") ** 2 / number(name, f"n_{arm}") for arm in ("acu", "ctl")))
    weights = [1 / one for one in variances]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    q = sum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))
    return mean, 1 / sum(weights), q


def test_the_early_pool_is_the_published_one():
    mean, variance, q = by_hand()
    half = 1.959964 * math.sqrt(variance)
    assert q < len(EARLY) - 1
    found = stories.early()[1]
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx((mean, mean - half, mean + half), abs=1e-5)
    printed = next(row for row in table("published_pools") if row["pool_id"] == stories.EARLY_POOL)
    assert sorted(printed["outcome_rows"].split("; ")) == EARLY
    for name, value in (("printed_estimate", mean), ("printed_low", mean - half), ("printed_high", mean + half)):
        assert round(value, 2) == float(printed[name])
    facts = stories.facts()
    assert facts["early_printed"] == facts["early_again"] == "−10.21 (−14.99 to −5.44)"
    assert int(facts["early_n"]) == sum(number(name, f"n_{arm}") for name in EARLY for arm in ("acu", "ctl"))


def test_chance_agrees_so_closely_in_few_of_a_thousand():
    q = by_hand()[2]  # chi² with 3 degrees of freedom, in closed form
    below = math.erf(math.sqrt(q / 2)) - math.sqrt(2 * q / math.pi) * math.exp(-q / 2)
    assert stories.closer_by_chance() == pytest.approx(below, rel=1e-9)
    assert stories.facts()["early_closer"] == f"{1000 * below:.0f}"


def test_the_gap_to_the_later_trial_holds_zero_and_its_interval_holds_the_early_pool():
    mean, variance, _ = by_hand()
    low, middle, high = (number("brinkhaus2006-1", name) for name in ("diff_ci_low", "diff", "diff_ci_high"))
    half = 1.96 * math.sqrt(variance + ((high - low) / 3.92) ** 2)
    assert stories.gap() == pytest.approx((mean - middle, mean - middle - half, mean - middle + half), abs=1e-3)
    assert stories.gap()[1] < 0 < stories.gap()[2]
    assert low < mean < 0 < high  # what the chapter says of ART


def test_printed_shares_and_falls_fit_the_rows():
    needle, sham, usual = stories.gerac().values()
    for row_id, gained in (("1", needle - sham), ("2", needle - usual), ("3", sham - usual)):
        assert gained == pytest.approx(number(f"haake2007-{row_id}", "diff"), abs=0.051)
    assert list(stories.art().values()) == [
        -number("brinkhaus2006-1", "mean_acu"), -number("brinkhaus2006-1", "mean_ctl"),
        -number("brinkhaus2006-2", "mean_ctl"),
    ]  # fmt: skip
    tailored, fixed, simulated, care = (-fall for fall in stories.cherkin().values())
    assert (tailored, care) == (number("cherkin2009-8", "mean_acu"), number("cherkin2009-8", "mean_ctl"))
    assert fixed == number("cherkin2009-9", "mean_acu")
    assert simulated == number("cherkin2009-3", "mean_ctl")
    standard, extra, usual = stories.debar().values()
    assert standard / usual == pytest.approx(number("debar2025-3", "diff"), abs=0.01)
    assert extra / usual == pytest.approx(number("debar2025-4", "diff"), abs=0.01)


def test_groups_of_cherkin_stand_in_the_order_of_the_falls():
    arms = [row for row in table("arms") if row["study_id"] == "cherkin2009"]
    assert [row["role"] for row in arms] == ["acupuncture", "acupuncture", "sham", "usual care"]
    assert [row["n_randomised"] for row in arms] == list(story_figures.cherkin_groups().People)
    for row in ROWS.values():  # the chapter says why there is no picture
        assert row["study_id"] != "cherkin2009" or row["plottable"] == "no"


FACTS = stories.facts()
SIGNS = {  # the sentence's direction holds only while the data have this sign: +1 both ends above 0, -1 below, 0 across
    "haake2007-1": 0, "haake2007-2": 1, "haake2007-3": 1, "brinkhaus2006-1": 0, "brinkhaus2006-2": -1,
    "brinkhaus2006-4": 0, "brinkhaus2006-5": 0, "brinkhaus2006-10": 1, "debar2025-1": -1, "debar2025-2": -1,
    "witt2006-1": 1,
}  # fmt: skip
NAMED = {
    "gerac_vs_sham": "haake2007-1", "gerac_vs_usual": "haake2007-2", "gerac_shams": "haake2007-3",
    "art_vs_sham": "brinkhaus2006-1", "art_vs_waiting": "brinkhaus2006-2", "art_half": "brinkhaus2006-4",
    "art_year": "brinkhaus2006-5", "art_bodily": "brinkhaus2006-10", "debar_sa": "debar2025-1",
    "debar_ea": "debar2025-2", "witt_function": "witt2006-1",
}  # fmt: skip


@pytest.mark.parametrize("row_id", SIGNS)
def test_directions_said_in_words(row_id):
    low, high = number(row_id, "diff_ci_low"), number(row_id, "diff_ci_high")
    assert (low > 0) - (high < 0) == SIGNS[row_id]


@pytest.mark.parametrize("name", NAMED)
def test_sizes_are_those_of_the_rows(name):
    digits = len(FACTS[name].partition(".")[2])
    for end, column in (("", "diff"), ("_low", "diff_ci_low"), ("_high", "diff_ci_high")):
        assert FACTS[name + end] == f"{abs(number(NAMED[name], column)):.{digits}f}"


def test_other_numbers_of_the_sentences():
    for name, study in {"gerac": "haake2007", "art": "brinkhaus2006", "cherkin": "cherkin2009", "debar": "debar2025",
                        "carlsson": "carlsson2001", "witt": "witt2006", "cho": "cho2013",
                        "molsberger": "molsberger2002"}.items():  # fmt: skip
        assert FACTS[f"{name}_n"].replace(",", "") == TRIALS[study]["n_randomised"]
    a, n, b, m = (number("carlsson2001-2", name) for name in ("events_acu", "n_acu", "events_ctl", "n_ctl"))
    gained, half = a / n - b / m, 1.96 * math.sqrt(a * (n - a) / n**3 + b * (m - b) / m**3)
    assert [FACTS[f"carlsson{end}"] for end in ("", "_low", "_high")] == [
        f"{100 * one:.0f}" for one in (gained, gained - half, gained + half)
    ]
    assert FACTS["debar_of_100"] == f"{100 / 24:.1f}"
    clear = [row for row in ROWS.values() if row["study_id"] == "brinkhaus2006" and row["timepoint_weeks"] == "52"]
    assert FACTS["art_year_scores"] == str(len(clear))
    assert FACTS["art_year_clear"] == str(sum(float(r["diff_ci_low"]) * float(r["diff_ci_high"]) > 0 for r in clear))
    assert (
        f"only {FACTS['molsberger_asked']} of {FACTS['molsberger_n']}" in TRIALS["molsberger2002"]["risk_of_bias_note"]
    )
    left = int(FACTS["cho_n"]) - int(FACTS["cho_left"])
    assert f"{left}/{FACTS['cho_n']}" in TRIALS["cho2013"]["risk_of_bias_note"]
    assert sum(int(TRIALS[name]["n_randomised"]) for name in stories.NAMES) == int(FACTS["four_n"].replace(",", ""))
    network = next(row for row in table("reviews") if row["review_id"] == "lee2023_acu_sats_pain")
    for end, column in (("", "estimate"), ("_low", "ci_low"), ("_high", "ci_high")):
        assert float(network[column]) < 0 and float(FACTS[f"network{end}"]) == -float(network[column])
    assert (FACTS["kept"], FACTS["lost"], FACTS["wanted"], FACTS["rmdq_moderate"]) == ("90", "50", "15", "2")
    lines = [float(row["threshold_low"]) for row in table("mcid")
             if row["kind"] == "between-group difference" and row["instrument_id"] == "pain-vas-0-100"
             and "acute" not in row["condition"] and row["threshold_low"]]  # fmt: skip
    assert (FACTS["line_low"], FACTS["line_high"]) == (f"{min(lines):.0f}", f"{max(lines):.0f}")


def test_what_is_left_of_arts_later_differences_when_the_start_is_allowed_for():
    start, sham = int(FACTS["art_start"]), int(FACTS["art_start_sham"])
    assert FACTS["art_start_gap"] == str(sham - start)
    for when, row_id in (("half", "brinkhaus2006-4"), ("year", "brinkhaus2006-5")):
        assert f"Baseline VAS {start} vs {sham}" in ROWS[row_id]["note"] and ROWS[row_id]["value_kind"] == "post"
        left = (number(row_id, "mean_acu") - start) - (number(row_id, "mean_ctl") - sham)
        assert left < 0 and FACTS[f"art_{when}_left"] == f"{-left:.0f}"
        week = ROWS[row_id]["timepoint_weeks"]
        assert f"P={FACTS[f'art_{when}_p'].lstrip('0')} at {week} weeks" in ROWS["brinkhaus2006-3"]["note"]
    assert ROWS["brinkhaus2006-10"]["value_kind"] == "post"  # bodily pain: of the same table of final scores
    assert {ROWS[f"brinkhaus2006-{n}"]["copy_url"] for n in (5, 10)} == {ROWS["brinkhaus2006-4"]["copy_url"]}


def test_how_rough_the_loss_in_a_year_is():
    """Said in words: against sham from none to twice the loss; against no needles from none to over three times."""
    reviews = {row["review_id"]: row for row in table("reviews")}
    sham, none = reviews["macpherson2017-2"], reviews["macpherson2017"]
    assert float(sham["ci_low"]) == 0 and float(sham["ci_high"]) == pytest.approx(2 * float(sham["estimate"]))
    assert float(none["ci_low"]) < 0 and 3 < float(none["ci_high"]) / float(none["estimate"]) < 4


def test_each_trial_in_the_table_of_time_has_its_week():
    half = story_figures.over_time("sham").set_index("When").loc["14 to 38 weeks (about 6 months)"]
    assert half["Trials"] == 2
    for row_id in ("molsberger2002-4", "brinkhaus2006-4"):
        row = ROWS[row_id]
        label = TRIALS[row["study_id"]]["label"]
        assert f"{label}, week {row['timepoint_weeks']}: " in half["Difference in pain, points of 100"]
    assert FACTS["molsberger_week"] == ROWS["molsberger2002-4"]["timepoint_weeks"]
    assert float(FACTS["molsberger_week"]) / (52 / 12) == pytest.approx(4, abs=0.1)  # "at about four months"


def test_who_is_missing_is_counted_from_the_files():
    sham = {row["study_id"] for row in table("arms") if row["role"] == "sham"}
    sham |= {row["study_id"] for row in ROWS.values() if row["comparator"] == "sham"}
    known = [row for name, row in TRIALS.items() if name in sham and row["condition"] == stories.CONDITION]
    missing = [row for row in known if row["study_id"] not in ("kerr2003", "leibing2002", "brinkhaus2006")]
    assert FACTS["missing_k"] == str(len(missing)) and FACTS["inside_k"] == "3"
    people = sum(int(row["n_randomised"] or 0) for row in missing)
    assert FACTS["missing_n"] == f"{people:,}"
    answers = list(story_figures.not_pooled()["In the pool of pain against sham?"])
    assert [answer.split(":")[0] for answer in answers] == ["no", "yes", "no", "no"]


def test_links_open_a_question_that_has_trials():
    page = stories.views(*stories.VIEWS)._repr_html_()
    links = re.findall(r'href="#explorer\?([^"]+)">[^<]+</a> \((\d+) trials?\)', page)
    assert len(links) == len(stories.VIEWS)
    for fragment, many in links:
        asked = {name: values[0] for name, values in parse_qs(fragment.replace("&amp;", "&")).items()}
        explorer = StudyExplorer(**asked)
        assert explorer.name == "explorer" and len(explorer.selection) == int(many) > 0


def test_changed_text_is_noticed():
    with pytest.raises(ValueError, match=r"outcomes.csv, row haake2007-1, column seen"):
        stories._read("outcomes", "haake2007-1", "seen", r"(\d+) geese")
