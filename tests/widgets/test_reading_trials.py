"""The chapter on reading a trial: its numbers and tables worked out anew from the CSV files, without our loaders."""

import csv
import json
import re
from collections import Counter
from math import erf, exp, pi, sqrt
from pathlib import Path

import nbformat
import pytest

from widgets import reading_facts, reading_trials
from widgets.data import package
from widgets.reading_trials import read_interval

CHAPTER = Path(__file__).parents[2] / "chapters/evidence/how-to-read-a-trial.ipynb"


def table(name, key):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return {one[key]: one for one in csv.DictReader(file)}


OUTCOMES, ARMS, TRIALS = (table(*one) for one in (("outcomes", "row_id"), ("arms", "arm_id"), ("trials", "study_id")))
FACTS = reading_facts.facts()


def number(text):
    return float(text.replace(",", "").replace("−", "-"))


@pytest.mark.parametrize(
    ("low", "high", "smallest", "says"),
    [
        (-14, 4, 10, "not settled: no difference fits, and so does a worthwhile one"),
        (-10, 0, 10, "not settled: no difference fits, and so does a worthwhile one"),
        (-9, 4, 10, "not settled: no difference fits, and so does only a small one"),
        (-30, -14, 10, "better, by a worthwhile difference"),
        (-14, -10, 10, "better, by a worthwhile difference"),
        (-14, -2, 10, "better, by a worthwhile difference or by a small one"),
        (-9, -2, 10, "better, by only a small one"),
        (1, 30, 10, "the first arm did worse"),
    ],
)
def test_an_interval_in_words(low, high, smallest, says):
    assert read_interval(low, high, smallest) == says


@pytest.mark.parametrize(("low", "high", "smallest"), [(4, -14, 10), (-14, 4, 0), (float("nan"), 1, 10)])
def test_an_interval_that_is_none_is_refused(low, high, smallest):
    with pytest.raises(ValueError, match="allowed: low <= high"):
        read_interval(low, high, smallest)


@pytest.mark.parametrize(
    ("name", "row_id", "digits"),
    [
        ("d_sham", "haake2007-1", 0),
        ("d_usual", "haake2007-2", 0),
        ("art_sham", "brinkhaus2006-1", 0),
        ("art_wait", "brinkhaus2006-2", 0),
        ("debar_points", "debar2025-1", 1),
    ],
)
def test_differences_are_those_printed(name, row_id, digits):
    one = OUTCOMES[row_id]
    for end, column in (("", "diff"), ("_low", "diff_ci_low"), ("_high", "diff_ci_high")):
        assert number(FACTS[name + end]) == pytest.approx(abs(float(one[column])), abs=0.5 * 10**-digits + 1e-9)


def test_falls_and_shares_are_those_printed():
    for name, value in (("needle", 28.7), ("sham", 23.6), ("wait", 6.9)):
        assert number(FACTS[f"fall_{name}"]) == round(value)
    assert [FACTS[f"gerac_{arm}"] for arm in ("needle", "sham", "usual")] == ["47.6", "44.2", "27.4"]
    assert [FACTS[f"spine_{arm}"] for arm in ("indiv", "stand", "sham", "usual")] == ["4.4", "4.5", "4.4", "2.1"]
    assert [FACTS[f"debar_{arm}"] for arm in ("all", "more", "usual")] == ["39.1", "43.8", "29.4"]
    # On one scale the differences of the falls are the printed differences.
    assert number(FACTS["fall_needle"]) - number(FACTS["fall_sham"]) == number(FACTS["art_sham"])
    assert number(FACTS["fall_needle"]) - number(FACTS["fall_wait"]) == number(FACTS["art_wait"])


def test_shams_are_counted():
    arms = [one for one in ARMS.values() if one["role"] == "sham"]
    kinds = Counter(one["needling"] for one in arms)
    shown = reading_trials.shams()
    assert list(shown["Arms"]) == [kinds[kind] for kind in reading_trials.SHAMS]
    assert shown["Arms"].sum() == len(arms) == int(FACTS["sham_arms"])
    assert int(FACTS["not_told"]) == kinds["sham, type not stated"]
    for kind, example in zip(reading_trials.SHAMS, shown["Largest trial with it"], strict=True):
        sizes = [TRIALS[one["study_id"]]["n_randomised"] for one in arms if one["needling"] == kind]
        assert f"({max(int(size) for size in sizes if size):,} people)" in example


def test_sizes_of_trials():
    sizes = sorted(int(one["n_randomised"]) for one in TRIALS.values() if one["n_randomised"])
    assert int(FACTS["trials_sized"]) == len(sizes)
    assert int(FACTS["median"]) == (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) / 2


def test_gaps_between_shams_and_the_gain_over_usual_care_are_those_of_the_reviews():
    reviews = table("reviews", "review_id")
    named = {"apart": ("vickers2018-13", 2), "older": ("macpherson2014-2", 2), "over_care": ("mu2020_usual_pain", 0)}
    for name, (review_id, digits) in named.items():
        one = reviews[review_id]
        for end, column in (("", "estimate"), ("_low", "ci_low"), ("_high", "ci_high")):
            assert FACTS[name + end] == f"{abs(float(one[column])):.{digits}f}"
        assert float(one["ci_low"]) < float(one["estimate"]) < 0
        assert (float(one["ci_high"]) > 0) == (name != "over_care")  # "the other way", said of the gaps alone
    assert FACTS["over_care_grade"] == reviews["mu2020_usual_pain"]["certainty_grade"]


def test_both_kinds_of_smallest_difference_are_kept_apart():
    shown = reading_trials.scales().set_index("Scale")
    pain = shown.loc["Visual analogue scale for pain"]
    assert pain["Within one person"] == "15"
    assert pain["Between groups"] == "5–10 called small; 10–20 called moderate; set by reviews: 9, 10, 15, 20"
    preset = [float(one["threshold_low"]) for one in table("mcid", "mcid_id").values()
              if one["instrument_id"] == "pain-vas-0-100" and one["how_set"].startswith("preset")]  # fmt: skip
    assert reading_trials.marks() == sorted(preset)
    assert shown.loc["Hannover back function questionnaire", "Ends"].endswith("higher is better")
    assert shown.loc["Northwick Park Neck Pain Questionnaire", "Within one person"].endswith("of the start")


def test_falls_without_help_by_hand():
    """Start and end of people chosen at one level, by sums over a fine grid, cut at the ends of the scale."""
    mean, one = 56.0, 15.6
    spread, noise = one * sqrt(2), one * sqrt(1.5)

    def cut(middle):
        """The mean of a normal variable that stays within 0 and 100."""

        def share(x):
            return (1 + erf((x - middle) / noise / sqrt(2))) / 2

        def density(x):
            return exp(-(((x - middle) / noise) ** 2) / 2) / sqrt(2 * pi)

        return 100 * (1 - share(100)) + middle * (share(100) - share(0)) + noise * (density(0) - density(100))

    found = reading_trials.falls_by_entry().set_index("entry")
    for entry in (40, 60, 70):
        grid = [entry + (step + 0.5) * 0.02 for step in range(int((mean + 8 * spread - entry) / 0.02))]
        weights = [exp(-(((x - mean) / spread) ** 2) / 2) for x in grid]
        start = sum(w * min(x, 100) for w, x in zip(weights, grid, strict=True)) / sum(weights)
        end = sum(w * cut(mean + (x - mean) / 2) for w, x in zip(weights, grid, strict=True)) / sum(weights)
        assert (found.start[entry], found.end[entry]) == pytest.approx((start, end), abs=0.01)
    assert found.start[0] == pytest.approx(found.end[0], abs=0.001)


def test_small_trials_miss_and_overshoot():
    rows = reading_trials.by_size()
    assert list(rows.works) == sorted(rows.works) and list(rows.told) == sorted(rows.told, reverse=True)
    assert (
        rows["mean"] - rows["mean"].mean()
    ).abs().max() < 0.4  # the mean over all trials does not hang on their size
    for one in rows.itertuples():
        error = 20.2 * sqrt(2 / one.people)  # 20.2: SD of the change
        reach = (rows["mean"].mean() / error - 1.96) / sqrt(2)
        assert one.works == pytest.approx((1 + erf(reach)) / 2, abs=0.05)


@pytest.mark.parametrize("name", ["three_arms", "natural_course", "regression", "yardsticks", "small_trials"])
def test_each_figure_says_what_to_see_and_has_its_numbers(name):
    found = getattr(reading_trials, name)()
    alt = json.loads(found.fig.to_json())["layout"]["meta"]["alt"]
    assert len(alt) > 80 and len(found.table) >= 3
    assert "data/" in found.source or "TrialSimulator" in found.source


def test_every_number_is_used_and_every_number_used_is_known():
    cells = nbformat.read(CHAPTER, as_version=4).cells
    used = set(re.findall(r"\{glue:text\}`(\w+)`", "\n".join(one.source for one in cells)))
    assert used <= set(FACTS), used - set(FACTS)
    assert set(FACTS) <= used, set(FACTS) - used


def test_the_quiz_tells_of_simulations_what_the_chapter_tells():
    quiz = (package.DATA / "quiz/trial.yaml").read_text(encoding="utf8")
    assert f"about {FACTS['power_30']} made-up trials" in quiz and f"some {FACTS['told_30']} points" in quiz
    assert FACTS["fall_60"] == "10" and "it takes off ten points" in quiz
    assert f"reviews have set {FACTS['marks']} points" in quiz
