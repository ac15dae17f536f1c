"""The numbers of the chapter on 310 spines, worked out again from the file with plain Python and numpy."""

from collections import Counter
from functools import cache
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pytest
from reading import by_id, rows, told_in
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from scipy.stats import beta
from sklearn.model_selection import StratifiedKFold

from widgets import spines
from widgets.data import load

FILE = Path(__file__).parents[2] / "data/vertebral_column.csv"
ROWS = rows("vertebral_column")
MEASURES = [name for name in ROWS[0] if name not in ("patient_row", "class")]
X = np.array([[float(row[name]) for name in MEASURES] for row in ROWS])
LABELS = np.array([row["class"] for row in ROWS])
COUNTS = {"found": 186, "missed": 24, "false_alarms": 17, "cleared": 83}


@cache
def held_out() -> np.ndarray:
    """One held-out score for each person and group: three groups, penalty half the squared weights, by scipy."""
    names, scores = np.unique(LABELS), np.empty((len(LABELS), 3))
    for learn, test in StratifiedKFold(n_splits=5, shuffle=True, random_state=310).split(X, LABELS):
        middle, spread = X[learn].mean(axis=0), X[learn].std(axis=0)
        a, b = (np.c_[np.ones(len(part)), (X[part] - middle) / spread] for part in (learn, test))
        truth = (LABELS[learn, None] == names).astype(float)

        def loss(flat, a=a, truth=truth):
            weights = flat.reshape(a.shape[1], 3)
            slope = a.T @ (softmax(a @ weights, axis=1) - truth)
            slope[1:] += weights[1:]
            return -(truth * log_softmax(a @ weights, axis=1)).sum() + (weights[1:] ** 2).sum() / 2, slope.ravel()

        best = minimize(loss, np.zeros(a.shape[1] * 3), jac=True, method="BFGS", options={"gtol": 1e-8})
        scores[test] = softmax(b @ best.x.reshape(-1, 3), axis=1)
    return scores


def held_out_scores() -> np.ndarray:
    """How far from normal: 1 less the score for "Normal", the second in the alphabet."""
    return 1 - held_out()[:, 1]


def held_out_answers() -> pd.Series:
    """The group with the highest score."""
    return pd.Series(np.array(["Hernia", "Normal", "Slip"])[held_out().argmax(axis=1)])


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    table = load("vertebral_column")
    table["group"] = table["class"].cat.rename_categories({"Spondylolisthesis": "Slip"})
    return table


def test_what_the_chapter_says_of_the_file():
    assert Counter(LABELS.tolist()) == {"Normal": 100, "Hernia": 60, "Spondylolisthesis": 150}
    assert sum(LABELS[k] != LABELS[k - 1] for k in range(1, len(LABELS))) == 2, "the file is sorted by group"
    incidence, tilt, _, slope, _, degree = X.T
    assert np.abs(incidence - tilt - slope).max() < 1e-7
    assert np.linalg.matrix_rank(X, tol=1e-4) == 5, "six columns hold the news of five"
    first, second = np.argsort(degree)[::-1][:2]
    assert degree[first] > 2 * degree[second] and slope[first] == slope.max()
    assert not {"age", "sex", "pain"} & {word for name in ROWS[0] for word in name.split("_")}


def test_the_model_of_the_chapter_gives_these_counts():
    scores, answers = held_out_scores(), held_out_answers()
    called, ill = answers != "Normal", LABELS != "Normal"
    assert (called & ill).sum() == COUNTS["found"] and (called & ~ill).sum() == COUNTS["false_alarms"]
    assert spines.counts_of(answers, pd.Series(LABELS)) == COUNTS
    first, second = np.sort(held_out(), axis=1)[:, ::-1][:, :2].T
    assert (first - second).min() > 1e-4, "no two groups come so near that another machine could swap them"
    # no score lies so near a line that another machine could put it on the other side
    assert min(abs(scores - line).min() for line in spines.LINES) > 1e-5


def test_counts_at_a_line():
    score, ill = pd.Series([0.1, 0.5, 0.7, 0.9]), pd.Series([False, True, False, True])
    assert spines.counts_at(0.5, score, ill) == {"found": 2, "missed": 0, "false_alarms": 1, "cleared": 1}
    assert spines.counts_at(0.8, score, ill) == {"found": 1, "missed": 1, "false_alarms": 0, "cleared": 2}


def test_what_a_call_is_worth_by_counting_people():
    for base in (0.02, 0.1, 0.3, 210 / 310):
        many = 10_000_000
        found, alarms = many * base * 186 / 210, many * (1 - base) * 17 / 100
        assert spines.right_when_called(186 / 210, 83 / 100, base) == pytest.approx(found / (found + alarms))
    assert spines.right_when_called(186 / 210, 83 / 100, 210 / 310) == pytest.approx(186 / 203), "the file's own share"
    with pytest.raises(ValueError, match="base is 10, allowed is a share"):
        spines.right_when_called(0.9, 0.8, 10)
    with pytest.raises(ValueError, match="nobody is called"):
        spines.right_when_called(0, 1, 0.5)


def test_a_thousand_people():
    assert spines.of_thousand(COUNTS, 0.1) == {"found": 89, "missed": 11, "false_alarms": 153, "cleared": 747}
    table = spines.thousands(COUNTS, {"a": 0.02, "b": 210 / 310})
    assert table.drop(columns="Of 1,000 people").sum(axis=1).tolist() == [1000, 1000]


@pytest.mark.parametrize(("events", "of"), [(186, 210), (83, 100), (265, 310), (0, 20), (20, 20)])
def test_interval_of_a_share(events, of):
    low, share, high = spines.share_with_ends(events, of)
    assert share == events / of
    assert low == pytest.approx(beta.ppf(0.025, events, of - events + 1) if events else 0)
    assert high == pytest.approx(beta.ppf(0.975, events + 1, of - events) if events < of else 1)


def test_icons_hold_the_base_rates():
    array = spines.called_right(COUNTS, {"ten": 0.1, "file": 210 / 310})
    assert [one["rate"] for one in array.options] == pytest.approx([88.571 / (88.571 + 153), 186 / 203], abs=1e-4)
    assert all(one["low"] < one["rate"] < one["high"] for one in array.options)


def test_middles(people):
    shown = spines.middles(people).set_index("Measure")
    tilts = [float(row["pelvic_tilt_deg"]) for row in ROWS if row["class"] == "Hernia"]
    assert shown.loc["Pelvic tilt (°)", "Hernia"].split(" ")[0] == f"{median(tilts):.0f}"
    assert list(spines.middles(people[people["group"] != "Slip"]).columns) == ["Measure", "Normal", "Hernia"]


def test_the_figure_draws_each_person_once_and_says_the_counts(people):
    scores = held_out_scores()
    figure = spines.line_figure(pd.Series(scores), people["group"])
    drawn = sorted(round(float(x), 3) for trace in figure.data for x in trace.x)
    assert drawn == sorted(round(float(x), 3) for x in scores)
    (slider,) = figure.layout.sliders
    for step in slider.steps:
        line, words = float(step.label), step.args[0]["annotations[0].text"]
        assert step.args[0]["shapes[0].x0"] == step.args[0]["shapes[0].x1"] == pytest.approx(line)
        found = ((scores >= line) & (LABELS != "Normal")).sum()
        alarms = ((scores >= line) & (LABELS == "Normal")).sum()
        assert words == f"<b>Found {found}</b> of 210 diagnosed<br><b>False alarms {alarms}</b> of 100 normal"
    assert slider.steps[slider.active].label == "0.50"
    table = spines.line_table(pd.Series(scores), people["group"] != "Normal")
    assert (table["Found"] + table["Missed"]).eq(210).all() and table["Found"].is_monotonic_decreasing


def test_the_text_alternative_has_the_ends_of_the_scores(people):
    normal = held_out_scores()[LABELS == "Normal"]
    words = spines.line_alt(pd.Series(held_out_scores()), people["group"])
    assert f"normal people spread from {normal.min():.1f} to {normal.max():.1f}" in words


def test_the_case_of_the_quiz_adds_up():
    """The made-up program's share right is that of its two rates in a file like ours."""
    quiz = (FILE.parent / "quiz/spines.yaml").read_text("utf-8")
    assert (
        round(100 * (0.88 * 210 + 0.82 * 100) / 310) == 86 and "right for 86 of 100 people in a file like ours" in quiz
    )
    assert 44 + 171 == 215 and round(100 * 44 / 215) == 20 and "44 of the 215" in quiz


def test_tries_are_means_of_100():
    right = {key: [0.5, 0.7] for key in ("biggest", "slip_only", "no_slip", "five", "without_odd")}
    right["all"] = [0.8, 0.9]
    shown = spines.tries(right).set_index("What the model is given")["Right, of 100"]
    assert shown["All six"] == "85" and shown["The five others"] == "60" and len(shown) == 6


def test_facts(people):
    truth = people["group"].astype(str)
    right = {name: [0.7, 0.9] for name in spines.TOLD} | {"file_order": [0.03, 0.9]}
    others = [truth.to_numpy(), truth.where(truth != "Hernia", "Normal").to_numpy()]
    facts = spines.facts(people, right, held_out_answers(), others)
    assert (facts["hernia_found"], facts["hernia_as_normal"], facts["slip_found"]) == ("39", "20", "143")
    assert (facts["right_n"], facts["right_low"], facts["right_high"]) == ("265", "81", "89")
    assert (facts["cuts_n"], facts["cuts_hernia_low"], facts["cuts_hernia_high"]) == ("2", "0", "60")
    assert (facts["cuts_normal_low"], facts["cuts_slip_high"]) == ("100", "150")
    assert (facts["even_low"], facts["even_high"]) == ("15", "20")
    assert (facts["right_all"], facts["first_part"]) == ("80", "3")
    assert (facts["odd_row"], facts["odd_degree"], facts["mean_with"], facts["mean_without"]) == (
        "116",
        "419",
        "52",
        "49",
    )
    assert (facts["sens"], facts["ppv_outside"]) == ("89", "37")
    slopes, slips = X[:, 3], np.sort(X[LABELS == "Spondylolisthesis", 5])
    assert [facts[name] for name in ("odd_slope", "next_slope", "next_degree")] == [
        f"{value:.0f}" for value in (slopes.max(), np.sort(slopes)[-2], slips[-2])
    ]
    assert [facts[f"sd_{name}"] for name in ("with", "without")] == [
        f"{values.std(ddof=1):.0f}" for values in (slips, slips[:-1])
    ]
    assert facts["median_with"] == f"{np.median(slips):.0f}"
    assert (facts["outside_found"], facts["outside_missed"], facts["called_outside"]) == ("89", "11", "242")
    assert (facts["outside_cleared"], facts["normal_called_outside"], facts["outside_normal"]) == ("747", "758", "900")
    scans, odds = by_id("imaging_by_age"), by_id("imaging_with_vs_without_pain")["IP05"]
    for name, row_id in {"disc_at_40": "disk-protrusion-40", "slip_at_50": "spondylolisthesis-50"}.items():
        assert facts[name] == scans[row_id]["percent"]
        assert facts[name.split("_")[0] + "_scanned"] == scans[row_id]["n_scanned"]
    for name, column in {"odds": "odds_ratio", "odds_low": "ci_low", "odds_high": "ci_high"}.items():
        assert facts[name] == odds[column]
    assert told_in("310-spines") == set(facts)
