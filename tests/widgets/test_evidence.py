"""Answers of the trials: every effect computed again from the CSV by plain arithmetic, signs, arms, and clear errors.

That nobody is counted twice, and what may stand in one pool, is tested in tests/data/test_pools.py.
"""

import csv
import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm, t

from widgets import evidence, stats
from widgets.evidence.choose import effect
from widgets.evidence.results import records

DATA = Path(__file__).resolve().parents[2] / "data"
KEYS = ["condition", "comparator", "outcome", "window"]
Z = norm.ppf(0.975)


def read(table, key):
    """A table by its ids, as text."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


ROWS, SCALES = read("outcomes", "row_id"), read("instruments", "instrument_id")


@cache
def answers():
    """Every question with a result that may be drawn, in every measure, rows read once included."""
    questions = evidence.questions(unread=True)[KEYS].to_dict("records")
    return [
        (measure, evidence.comparisons(**question, measure=measure, unread=True))
        for question in questions
        for measure in evidence.MEASURES
    ]


def figures(row, *names):
    return [float(row[name]) for name in names]


def turned(row):
    """1 where lower is better, −1 where higher is."""
    return -1 if SCALES[row["instrument_id"]]["lower_is_better"] == "no" else 1


def half_width(row, of=float):
    """Half of the printed interval, in standard errors of a normal one."""
    return (of(float(row["diff_ci_high"])) - of(float(row["diff_ci_low"]))) / (2 * Z)


def points(row):
    """Difference and variance on 0–100."""
    low, high = figures(SCALES[row["instrument_id"]], "scale_min", "scale_max")
    factor = 100 / (high - low)
    if row["plottable_from"] == "arms":
        m1, s1, n1, m2, s2, n2 = figures(row, "mean_acu", "sd_acu", "n_acu", "mean_ctl", "sd_ctl", "n_ctl")
        return turned(row) * (m1 - m2) * factor, (s1**2 / n1 + s2**2 / n2) * factor**2
    return turned(row) * float(row["diff"]) * factor, (half_width(row) * factor) ** 2


def correction(df):
    """Hedges' J, by the gamma function written out as a product of logarithms."""
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def smd(row):
    """Hedges' g and its variance."""
    n1, n2 = figures(row, "n_acu", "n_ctl")
    df = n1 + n2 - 2
    if row["plottable_from"] == "arms":
        m1, s1, m2, s2 = figures(row, "mean_acu", "sd_acu", "mean_ctl", "sd_ctl")
        d = (m1 - m2) / math.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / df)
    else:
        error = half_width(row) * Z / t.ppf(0.975, df)
        d = float(row["diff"]) / (error / math.sqrt(1 / n1 + 1 / n2))
    g = d * correction(df)
    return turned(row) * g, 1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2))


def counts(row):
    """Events and others of both groups; none is 0, so no rule for zeros is needed."""
    a, n1, c, n2 = figures(row, "events_acu", "n_acu", "events_ctl", "n_ctl")
    assert min(a, n1 - a, c, n2 - c) > 0
    return a, n1 - a, c, n2 - c


def risk_ratio(row):
    if row["plottable_from"] == "events":
        a, b, c, d = counts(row)
        return math.log((a / (a + b)) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return math.log(float(row["diff"])), half_width(row, math.log) ** 2


def odds_ratio(row):
    a, b, c, d = counts(row)
    return math.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def risk_difference(row):
    if row["plottable_from"] == "events":
        a, b, c, d = counts(row)
        return a / (a + b) - c / (c + d), a * b / (a + b) ** 3 + c * d / (c + d) ** 3
    return float(row["diff"]) / 100, (half_width(row) / 100) ** 2


BY_HAND = {"points": points, "smd": smd, "rr": risk_ratio, "or": odds_ratio, "rd": risk_difference}


@pytest.mark.parametrize(("measure", "least"), [("points", 55), ("smd", 40), ("rr", 6), ("or", 4), ("rd", 8)])
def test_every_effect_is_what_the_csv_gives_by_hand(measure, least):
    found = [row for name, table in answers() if name == measure for row in table.itertuples()]
    assert len(found) >= least
    for row in found:
        yi, vi = BY_HAND[measure](ROWS[row.row_id])
        assert row.yi == pytest.approx(yi, rel=1e-9, abs=1e-12), row
        assert row.vi == pytest.approx(vi, rel=1e-9), row


def test_every_answer_carries_its_people_scale_and_source():
    trials, years = read("trials", "study_id"), read("references", "reference_key")
    for _, table in answers():
        for row in table.itertuples():
            written = ROWS[row.row_id]
            trial = trials[written["study_id"]]
            assert (str(row.n_acu), str(row.n_ctl)) == (written["n_acu"] or "<NA>", written["n_ctl"] or "<NA>")
            assert (row.study_id, row.label, row.cohort) == (written["study_id"], trial["label"], trial["cohort"])
            assert row.instrument == SCALES[written["instrument_id"]]["name"]
            assert row.reference_key == trial["reference_key"]
            assert str(row.year) == (years[trial["reference_key"]]["year"] or "<NA>")


def test_kinds_of_values_are_not_mixed_in_an_smd():
    for measure, table in answers():
        assert measure != "smd" or len(set(table.value_kind)) <= 1, table.row_id


def test_a_question_without_an_answer_keeps_its_columns_and_their_types():
    asked = {"condition": "whiplash", "comparator": "no treatment", "outcome": "work", "window": "same-day"}
    full = evidence.comparisons(condition="neck pain", comparator="sham", window="1-5-weeks")
    empty = evidence.comparisons(**asked)
    assert len(full) and not len(empty)
    assert list(empty.columns) == list(full.columns)
    for name in ("yi", "vi", "n_acu", "n_ctl"):
        assert empty[name].dtype == full[name].dtype, name
    assert list(evidence.missing_from(empty).columns) == ["study_id", "label", "n_randomised", "why"]


def test_signs_say_whom_a_result_favours():
    for measure, table in answers():
        more_is_better = measure in ("rr", "or", "rd") and table.attrs["outcome"] != "symptom still present"
        assert table.attrs["favours_acupuncture"] == ("positive" if more_is_better else "negative")
        assert table.attrs["unit"] == evidence.MEASURES[measure]
    for name in ("witt2006-1", "thomas2006-2", "brinkhaus2006-6", "brinkhaus2006-10", "brinkhaus2006-1"):
        assert evidence.named([name]).yi[0] < 0, name
    assert evidence.named(["giles2003-2"]).yi[0] > 0
    assert evidence.named(["debar2025-3"], "rr").yi[0] == pytest.approx(math.log(1.33))
    assert evidence.named(["haake2007-2"], "rd").yi[0] == pytest.approx(0.202)


def test_arms_that_share_a_control_are_combined_by_the_formula_of_the_handbook():
    names = ["cherkin2009-6", "cherkin2009-7"]  # two kinds of needling against one usual care, RMDQ 0–23
    found = effect([row for row in records() if row.row_id in names], "points")
    (n1, m1, s1), (n2, m2, s2) = (figures(ROWS[name], "n_acu", "mean_acu", "sd_acu") for name in names)
    n, mean = n1 + n2, (n1 * m1 + n2 * m2) / (n1 + n2)
    sd = math.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2 + n1 * n2 / n * (m1 - m2) ** 2) / (n - 1))
    nc, mc, sc = figures(ROWS[names[0]], "n_ctl", "mean_ctl", "sd_ctl")
    assert found["yi"] == pytest.approx((mean - mc) * 100 / 23, rel=1e-12)
    assert found["vi"] == pytest.approx((sd**2 / n + sc**2 / nc) * (100 / 23) ** 2, rel=1e-12)
    assert (found["n_acu"], found["n_ctl"]) == (n, nc)
    assert sorted(found["row_id"].split(" + ")) == names
    assert len(found["arms"]) == 3


def test_a_published_pool_comes_out_as_printed():
    table = evidence.named(["kerr2003-2", "leibing2002-1", "mendelson1983-2", "molsberger2002-3"])
    found = stats.pool(table.yi, table.vi, method="DL", test="wald")
    yi, vi = np.array([points(ROWS[name]) for name in table.row_id]).T
    weights = 1 / vi
    middle = (weights * yi).sum() / weights.sum()
    q = (weights * (yi - middle) ** 2).sum()
    tau2 = max(0, (q - 3) / (weights.sum() - (weights**2).sum() / weights.sum()))
    weights = 1 / (vi + tau2)
    middle, half = (weights * yi).sum() / weights.sum(), Z / math.sqrt(weights.sum())
    assert [round(value, 2) for value in (middle, middle - half, middle + half)] == [-10.21, -14.99, -5.44]
    assert (round(q, 3), tau2) == (0.035, 0)
    by_stats = (found.estimate, found.ci_low, found.ci_high, found.q, found.tau2)
    assert by_stats == pytest.approx((middle, middle - half, middle + half, q, tau2), rel=1e-9, abs=1e-12)


ASKED = {"condition": "chronic low back pain", "comparator": "sham", "outcome": "pain", "window": "6-13-weeks"}


@pytest.mark.parametrize("other", ["laser", "injection", "acupressure"])
def test_needles_are_not_asked_for_together_with_what_is_no_needle(other):
    with pytest.raises(ValueError, match=other):
        evidence.comparisons(**ASKED, needling=(*evidence.NEEDLES, other))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"condition": "chronic lower back pain"}, r"No condition called .* Did you mean 'chronic low back pain'\?"),
        ({"comparator": "shame"}, r"No comparator called 'shame'. Did you mean 'sham'\?"),
        ({"outcome": "pains"}, r"No outcome called 'pains'. Did you mean 'pain'\?"),
        ({"window": "6-13-week"}, r"No window called '6-13-week'. Did you mean '6-13-weeks'\?"),
        ({"window": "time-not-seen"}, r"No window called 'time-not-seen'"),
        ({"measure": "point"}, r"No measure called 'point'. Did you mean 'points'\?"),
        ({"needling": ["manuel"]}, r"No needling called 'manuel'. Did you mean 'manual'\?"),
    ],
)
def test_unknown_words_are_told_with_the_nearest(change, message):
    with pytest.raises(ValueError, match=message):
        evidence.comparisons(**(ASKED | change))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: evidence.named(["kerr2003"]), r"No row_id called 'kerr2003'. Did you mean 'kerr2003-\d'\?"),
        (lambda: evidence.named(["kennedy2008-1"]), r"kennedy2008-1 cannot be used: "),
        (lambda: evidence.named(["haake2007-1"], "rr"), r"haake2007-1 cannot be used: no counts of people"),
        (lambda: evidence.named(["debar2025-3"]), r"debar2025-3 cannot be used: printed only as a ratio"),
        (lambda: evidence.named(["yeung2003-1"]), r"yeung2003-1 cannot be used: the ends of its scale are not known"),
        (lambda: evidence.review_conclusions("neck pains", "sham"), r"Did you mean 'neck pain'\?"),
        (lambda: evidence.review_conclusions("neck pain", "sahm"), r"Did you mean 'sham'\?"),
        (lambda: evidence.time_window(-1), r"weeks is -1, allowed is 0 or more"),
    ],
)
def test_other_questions_tell_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("weeks", [0, 0.4, 1, 5.9, 6, 13, 13.5, 26, 38.9, 39, 52, 77.9, 78, 104, 500])
def test_every_time_falls_in_one_window(weeks):
    inside = [
        name
        for name, window in read("time_windows", "window_id").items()
        if window["from_weeks"] and float(window["from_weeks"]) <= weeks < float(window["to_weeks"] or "inf")
    ]
    assert inside == [evidence.time_window(weeks)]


@pytest.mark.parametrize(
    ("condition", "also"),
    [("neck pain", []), ("chronic low back pain", ["low back pain, duration mixed or not stated"]), ("mixed pain", [])],
)
def test_conclusions_of_reviews_come_latest_first_and_say_how_well_they_match(condition, also):
    years = {key: int(row["year"] or 0) for key, row in read("references", "reference_key").items()}
    about = {}
    for name, row in read("reviews", "review_id").items():
        if row["condition_group"] in (condition, *also) and row["comparator"] in ("sham", "several pooled"):
            exact = (row["condition_group"], row["comparator"]) == (condition, "sham")
            about[name] = "this question" if exact else "wider"
    found = evidence.review_conclusions(condition, "sham")
    assert dict(zip(found.review_id, found.match, strict=True)) == about
    order = [(-years[key], match) for key, match in zip(found.reference_key, found.match, strict=True)]
    assert order == sorted(order)


def test_answers_are_the_callers_own():
    table, rows = evidence.comparisons(**ASKED), evidence.results()
    before = table.copy()
    table.attrs["left_out"].clear()
    table.loc[:, "yi"] = 0.0
    rows.loc[:, "plottable"] = "no"
    again = evidence.comparisons(**ASKED)
    assert again.equals(before)
    assert again.attrs == before.attrs
    assert (evidence.results().plottable == "yes").any()
