"""In the long run a simulation shows what theory says: closed forms, and another simulation that shares no code."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import nct, norm
from scipy.stats import t as student

from widgets import TrialSimulator
from widgets.trial_simulator.many import run_many
from widgets.trial_simulator.theory import long_run
from widgets.trial_simulator.trial import ARMS, draw

# Far from both ends of the scale, so that nothing is cut off and closed forms hold.
FREE = {"people": 500, "baseline_mean": 500.0, "baseline_sd": 12.0, "within_sd": 9.0, "entry": 510.0, "natural": 0.0,
        "expectation": 0.0, "specific": 0.0, "guessed": 0.0, "dropout": 0.0, "responder": 3.0, "scale_max": 1000.0,
        "seed": 20}  # fmt: skip
CUT = FREE | {"baseline_mean": 56.0, "baseline_sd": 16.0, "within_sd": 14.0, "entry": 40.0, "natural": 6.0,
              "expectation": 20.0, "specific": 12.0, "guessed": 35.0, "dropout": 12.0, "responder": 33.0,
              "scale_max": 100.0}  # fmt: skip
TRIALS = range(1, 201)


def near(values: np.ndarray, truth: float, errors: float = 4.5) -> None:
    """The mean of independent values lies within some standard errors of the truth."""
    values = np.asarray(values, float).ravel()
    error = values.std(ddof=1) / np.sqrt(values.size)
    assert abs(values.mean() - truth) < errors * error, (values.mean(), truth, error)


def test_regression_to_the_mean_is_that_of_a_truncated_normal():
    people = draw(FREE, "usual", TRIALS)
    spread = np.hypot(12, 9)
    a = (510 - 500) / spread
    inverse_mills = norm.pdf(a) / norm.sf(a)
    start = 500 + spread * inverse_mills
    near(people.start, start)
    near(people.end, 500 + 12**2 / spread**2 * (start - 500))
    near(people.end - people.start, -(9**2) / spread * inverse_mills)
    assert people.start.min() >= 510
    variance = spread**2 * (1 + a * inverse_mills - inverse_mills**2)
    near((people.start - start) ** 2, variance)


def test_without_an_entry_level_nothing_regresses():
    people = draw(FREE | {"entry": 0.0}, "usual", TRIALS)
    near(people.start, 500)
    near(people.end - people.start, 0)
    near((people.end - people.start) ** 2, 2 * 9**2)
    near((people.start - 500) * (people.end - 500), 12**2)


def test_effects_come_out_as_they_were_put_in():
    settings = FREE | {"natural": 3.0, "expectation": 8.0, "specific": 2.0, "guessed": 25.0}
    ends = {arm: draw(settings, arm, TRIALS) for arm in ARMS}
    fall = -(9**2) / 15 * norm.pdf(10 / 15) / norm.sf(10 / 15)
    for arm, helped in {"needle": 13.0, "sham": 3 + 8 * 0.75, "usual": 3.0}.items():
        near(ends[arm].end - ends[arm].start, fall - helped)
    near(draw(settings | {"dropout": 20.0}, "sham", TRIALS).stays, 0.8)


def other_simulation(settings: dict, helped: float, share: float, rng) -> tuple[np.ndarray, np.ndarray]:
    """The story itself, by another generator: usual levels, days, an entry level, and the ends of the scale."""
    size = 600_000
    level = rng.normal(settings["baseline_mean"], settings["baseline_sd"], size)
    day = level + rng.normal(0, settings["within_sd"], size)
    joins = (day >= settings["entry"]) | (settings["entry"] == 0)
    level, day = level[joins], day[joins]
    taken = settings["natural"] + helped + settings["expectation"] * (rng.random(level.size) < share)
    end = level + rng.normal(0, settings["within_sd"], level.size) - taken
    return np.clip(day, 0, settings["scale_max"]), np.clip(end, 0, settings["scale_max"])


@pytest.mark.parametrize(("arm", "helped", "share"), [("needle", 12.0, 1.0), ("sham", 0.0, 0.65), ("usual", 0.0, 0.0)])
@pytest.mark.parametrize("entry", [0.0, 40.0])
def test_theory_and_people_agree_with_the_story_told_otherwise(arm, helped, share, entry):
    settings = CUT | {"entry": entry}
    start, end = other_simulation(settings, helped, share, np.random.default_rng(8))
    theory = long_run(settings, arm)
    near(start, theory.mean_start)
    near(end, theory.mean_end)
    better = (start > 0) & ((start - end) * 100 >= settings["responder"] * start)
    near(better * 0.88, theory.responders)
    people = draw(settings, arm, TRIALS)
    near(people.start, theory.mean_start)
    near(people.end, theory.mean_end)
    near(people.responds, theory.responders)


def test_theory_is_an_integral():
    settings, spread = CUT | {"dropout": 0.0}, np.hypot(16, 14)
    tail = norm.sf(40, 56, spread)

    def ends(first):
        middle = 56 + 16**2 / spread**2 * (first - 56) - 6
        noise = np.sqrt(16**2 * 14**2 / spread**2 + 14**2)
        mean = quad(lambda x: norm.sf(x, middle, noise), 0, 100)[0]  # of a value kept from 0 to 100
        return mean * norm.pdf(first, 56, spread) / tail

    assert long_run(settings, "usual").mean_end == pytest.approx(quad(ends, 40, 56 + 8 * spread)[0], rel=1e-5)


def test_intervals_hold_the_truth_and_errors_are_as_rare_as_said():
    settings = FREE | {"people": 60, "expectation": 4.0}
    found = run_many(settings, 4000)
    null, real = found["needle-sham"], found["needle-usual"]
    near((null.low <= 0) & (null.high >= 0), 0.95)
    near((real.low <= -4) & (real.high >= -4), 0.95)
    near(null.p < 0.05, 0.05)
    near(null.difference, 0)
    near(real.difference, -4)


def test_power_is_that_of_a_noncentral_t():
    settings = FREE | {"people": 60, "specific": 5.0, "entry": 0.0}
    found = run_many(settings, 4000)["needle-sham"]
    sd, df = np.sqrt(2) * 9, 118
    shift = 5 / (sd * np.sqrt(2 / 60))
    near((found.p < 0.05) & (found.difference < 0), nct.sf(student.isf(0.025, df), df, shift))


def test_a_null_needle_works_against_usual_care_and_hardly_against_sham():
    found = TrialSimulator(preset="null-needle", seed=4).summary(2000)
    assert found.loc["needle-usual", "works"] > 0.99
    assert abs(found.loc["needle-sham", "works"] - 0.025) < 4 * np.sqrt(0.025 * 0.975 / 2000)


def test_a_sham_that_is_seen_through_makes_an_idle_needle_work():
    blind = TrialSimulator(preset="null-needle", guessed=0).summary(300).loc["needle-sham", "works"]
    seen = TrialSimulator(preset="null-needle", guessed=60).summary(300).loc["needle-sham", "works"]
    assert blind < 0.1
    assert seen > 0.8


def test_persons_trials_and_arms_do_not_echo_each_other():
    people = {arm: draw(FREE | {"entry": 0.0}, arm, TRIALS).start for arm in ARMS}
    near((people["needle"] - 500) * (people["sham"] - 500), 0)
    usual = people["usual"] - 500
    near(usual[:, 1:] * usual[:, :-1], 0)
    near(usual[1:] * usual[:-1], 0)
    seeds = [draw(FREE | {"seed": seed}, "usual", range(1, 2)).start.mean() for seed in range(5)]
    assert len(set(seeds)) == 5
