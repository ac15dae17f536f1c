"""The chapter "Do practitioners agree?": its numbers worked out anew from the CSV files, without our loaders."""

import csv
import re
from collections import Counter
from math import comb
from pathlib import Path

import nbformat
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from widgets import agreement_samples
from widgets import agreement_studies as agree

ROOT = Path(__file__).parents[2]
CHAPTER = nbformat.read(ROOT / "chapters/patterns/do-practitioners-agree.ipynb", as_version=4)
FACTS = agree.facts()


def table(name):
    with (ROOT / f"data/{name}.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {one[next(iter(one))]: one for one in rows}


STUDIES, COUNTS, SHARES, OUTCOMES = map(table, ("pattern_reliability", "pattern_counts", "pattern_shares", "outcomes"))


def test_every_number_is_used_and_every_number_used_is_known():
    used = set(re.findall(r"\{glue:text\}`(\w+)`", "\n".join(cell.source for cell in CHAPTER.cells)))
    assert used == set(FACTS)


@pytest.mark.parametrize(
    ("name", "study", "column"),
    [
        ("mean", "jacobson2019", "kappa"), ("lowest", "jacobson2019", "kappa_low"),
        ("highest", "jacobson2019", "kappa_high"), ("first", "macpherson2004_primary", "kappa"),
        ("first_low", "macpherson2004_primary", "kappa_low"), ("first_high", "macpherson2004_primary", "kappa_high"),
        ("first_n", "macpherson2004_primary", "patients_n"), ("second", "macpherson2004_secondary", "kappa"),
        ("second_low", "macpherson2004_secondary", "kappa_low"),
        ("second_high", "macpherson2004_secondary", "kappa_high"),
        ("second_n", "macpherson2004_secondary", "patients_n"), ("before_n", "sung_phase1", "patients_n"),
        ("after_n", "sung_phase3", "patients_n"), ("written_n", "birkeflet2014", "patients_n"),
        ("written_raters", "birkeflet2014", "raters"), ("twelve", "birkeflet2011_12", "kappa"),
        ("four", "birkeflet2011_4", "kappa"), ("before", "sung_phase1", "kappa"), ("after", "sung_phase3", "kappa"),
        ("strict_n", "zhang2004_more", "patients_n"), ("agree_low", "macpherson2004_range", "agreement_low"),
        ("agree_high", "macpherson2004_range", "agreement_high"), ("k_high", "macpherson2004_range", "kappa_high"),
    ],
)  # fmt: skip
def test_numbers_of_studies_stand_in_their_rows(name, study, column):
    assert FACTS[name] == STUDIES[study][column]


def test_rounded_and_counted_numbers():
    assert float(FACTS["strict"]) == round(float(STUDIES["zhang2004_more"]["agreement_pct"]))
    assert float(FACTS["loose"]) == round(float(STUDIES["zhang2004_less"]["agreement_pct"]))
    assert STUDIES["zhang2004_less"]["patients_n"] == STUDIES["zhang2004_more"]["patients_n"]
    not_drawn = [one for one in STUDIES.values() if one["plottable"] == "no"]
    assert (FACTS["rows_n"], FACTS["not_drawn"]) == (str(len(STUDIES)), str(len(not_drawn)))
    assert sum(one["kappa"] == "" for one in not_drawn) > len(not_drawn) / 2, "most print no kappa"
    drawn = [float(one["kappa"]) for one in STUDIES.values() if one["plottable"] == "yes" and one["kappa"]]
    assert max(float(one["kappa"]) for one in not_drawn if one["kappa"]) > max(drawn), "the highest is not drawn"
    assert f"{FACTS['reviewed']} studies, " in STUDIES["jacobson2019"]["what_was_tested"]


def test_the_mean_is_that_of_the_kappas_held():
    held = [
        one for one in STUDIES.values()
        if one["kappa"] and one["study_id"] != "jacobson2019"
        and "jacobson2019" in (one["reference_key"], *one["further_reference_keys"].split("; "))
    ]  # fmt: skip
    assert FACTS["held_n"] == str(len(held)) and "they come from" in CHAPTER.cells[2].source
    assert f"{sum(float(one['kappa']) for one in held) / len(held):.2f}" == FACTS["mean"], "have that same mean"
    studies = Counter(re.sub(r"_.*", "", one["study_id"]) for one in held)
    assert FACTS["held_studies"] == str(len(studies)) and max(studies.values()) == 2
    assert FACTS["held_twice"] == str(sum(count == 2 for count in studies.values()))


def test_answers_to_what_is_tried():
    answers = {"begin": (40, 10, 20, 30), "moved": (50, 0, 20, 30)}
    for name, table in answers.items():
        one, two = np.repeat([1, 1, 0, 0], table), np.repeat([1, 0, 1, 0], table)
        assert FACTS[f"{name}_kappa"] == f"{cohen_kappa_score(one, two):.2f}"
    assert FACTS["moved_luck"] == f"{(50 * 70 + 50 * 30) / 100:.0f}"
    gap = (float(FACTS["mean"]) ** 0.5) / 2
    assert (FACTS["gap_unit"], FACTS["gap_share"], FACTS["full_share"]) == (f"{gap:.2f}", f"{100 * gap:.0f}", "50")
    assert FACTS["worth_needed"] == f"{float(FACTS['moderate_low']) / gap:.0f}"
    for name in ("lowest", "mean", "highest"):
        assert FACTS[f"same_{name}"] == f"{50 + 50 * float(FACTS[name]):.0f}", "a label for half of all"


def test_pairs_of_the_seven():
    seven, five = (int(COUNTS[f"kalauokalani_{name}"]["value"]) for name in ("raters", "agreed"))
    answers = ["same"] * five + ["other"] * (seven - five), ["same"] * five + ["x", "y"]
    pairs = [sum(a == b for n, a in enumerate(one) for b in one[:n]) for one in answers]
    assert (FACTS["pairs_most"], FACTS["pairs_least"]) == tuple(map(str, pairs))
    assert FACTS["pairs"] == str(comb(seven, 2)) and FACTS["five_pct"] == f"{100 * five / seven:.0f}"


def test_other_back_judgements_are_not_in_the_data():
    """The chapter says that no row holds a kappa of anyone but practitioners of Chinese medicine."""
    words = re.compile(r"\bkappa\b(?!-)|inter-?rater", re.IGNORECASE)
    allowed = {"pattern_reliability", "pattern_counts", "patterns", "glossary", "references"}
    elsewhere = [path for path in (ROOT / "data").glob("*.csv") if path.stem not in allowed]
    lines = [line for path in elsewhere for line in path.read_text(encoding="utf8").splitlines() if words.search(line)]
    assert lines and all("macpherson2004" in line for line in lines), lines


def test_luck_by_its_definition():
    for agreed, label in ((0.8, 0.9), (0.8, 0.5), (0.65, 0.53)):
        apart, both = (1 - agreed) / 2, label - (1 - agreed) / 2
        shares = np.rint(1000 * np.array([both, apart, apart, agreed - both])).astype(int)
        one = np.repeat([1, 1, 0, 0], shares)
        two = np.repeat([1, 0, 1, 0], shares)
        assert agree.kappa_at(agreed, label) == pytest.approx(cohen_kappa_score(one, two), abs=1e-9)
    assert agree.kappa_at(0.65, 0.88) is None, "two who give it to 88 of 100 agree on at least 76"
    percent = float(SHARES["stagnation"]["percent"]) / 100
    assert FACTS["chance_pct"] == f"{100 * (percent**2 + (1 - percent) ** 2):.0f}"


def test_both_scales_fit_each_other():
    shown = agree.both_scales()
    assert len(shown) == 3
    for one in shown.to_dict("records"):
        row = next(row for row in STUDIES.values() if row["label"] == one["Study"])
        luck = float(one["Luck that would fit, of 100"]) / 100
        agreed = luck + float(row["kappa"]) * (1 - luck)
        assert 100 * agreed == pytest.approx(float(row["agreement_pct"]), abs=0.5)


def test_simulated_spread_is_near_theory():
    """With a label for half of all, kappa is about twice the agreement, less one: its spread follows from counting."""
    found = agreement_samples.spreads()
    large = found[found.people >= 87]
    for one in large.itertuples():
        half = 1.96 * ((1 - one.kappa**2) / one.people) ** 0.5
        assert (one.high - one.low) / 2 == pytest.approx(half, rel=0.12)
    middle = found.set_index(["name", "people"])
    assert middle.loc[("lowest", 27)].high > middle.loc[("highest", 27)].low, "with 27 people the lines overlap"
    assert middle.loc[("lowest", 400)].high < middle.loc[("mean", 400)].low
    assert middle.loc[("mean", 400)].high < middle.loc[("highest", 400)].low
    assert middle.loc[("mean", 27)].low < 0 and middle.loc[("mean", 27)].high > 0.6, "as the quiz says"


@pytest.mark.parametrize("right", [0.5, 0.7, 0.79, 0.9, 1])
def test_what_if_by_counting_people(right):
    """Two readers, each right for `right` of the people whatever the pattern: kappa, and the gap over a fixed set."""
    agreed = right**2 + (1 - right) ** 2
    kappa = (agreed - 0.5) / 0.5
    assert agreement_samples.right_share(kappa) == pytest.approx(right)
    tailored, fixed = right * 10, 0.5 * 10
    assert agreement_samples.gap_seen(kappa, 10) == pytest.approx(tailored - fixed)


def test_what_if_refuses_what_is_no_kappa():
    with pytest.raises(ValueError, match=r"kappa is -0\.1, allowed is 0 to 1"):
        agreement_samples.right_share(-0.1)


def test_trials_of_two_ways():
    shown = agree.two_ways()
    us, german = OUTCOMES["cherkin2009-8"], OUTCOMES["pach2013-1"]
    tailored, fixed = us["mean_acu"].lstrip("-"), OUTCOMES["cherkin2009-9"]["mean_acu"].lstrip("-")
    assert (FACTS["tailored"], FACTS["fixed"]) == (tailored, fixed)
    assert shown.Found[0] == f"fell by {tailored} and {fixed}"
    assert shown.Found[1].split()[-1] in OUTCOMES["cherkin2009-3"]["mean_ctl"], "pretend needling"
    assert shown.Found[2].endswith(us["mean_ctl"].lstrip("-")), "usual care"
    ends = [float(german[name]) / 56 for name in ("diff", "diff_ci_low", "diff_ci_high")]
    told = shown.Found[3].replace("−", "-")
    assert told.startswith("{:.1f} ({:.1f} to {:.1f})".format(*ends))


def test_presets_and_sizes_come_from_the_data():
    for value, name in ((FACTS["lowest"], "lowest"), (FACTS["mean"], "mean"), (FACTS["highest"], "highest")):
        both, first, second, neither = agree.presets()[f"Kappa {value}: {name} of the review"]
        assert both + first + second + neither == 1000 and both == neither and first == second
        assert 4 * both / 1000 - 1 == pytest.approx(float(value), abs=0.003)
    known = [one["patients_n"] for one in STUDIES.values()]
    assert [str(n) in known for n in agreement_samples.sizes().values()] == [True, True, True, True, False]
