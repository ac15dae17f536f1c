"""TrialSimulator in Python: what it refuses and why, what it gives, presets from data/, its form without a script."""

from __future__ import annotations

import csv
import re

import numpy as np
import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup
from scipy.stats import ttest_ind

from widgets import TrialSimulator
from widgets.trial_simulator.compare import compare, summarise
from widgets.trial_simulator.presets import _numbers, presets, table
from widgets.trial_simulator.settings import FIELDS
from widgets.trial_simulator.trial import ARMS, Arm, draw
from widgets.trial_simulator.words import one_says


@pytest.fixture(scope="module")
def cells(root):
    def cell(table_name: str, key: str, row_id: str, column: str) -> str:
        with (root / f"data/{table_name}.csv").open(encoding="utf8", newline="") as file:
            return next(row[column] for row in csv.DictReader(file) if row[key] == row_id)

    return cell


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"preset": "haake"}, r"preset is 'haake', allowed is one of 'gerac', 'cherkin-2009', 'null-needle'"),
        ({"people": 9}, r"people is 9, allowed is 10 to 500 \(people\)"),
        ({"specific": 41}, r"specific is 41, allowed is -40 to 40 \(points on a scale from 0 to 100\)"),
        ({"preset": "cherkin-2009", "specific": 20}, r"specific is 20, allowed is -9.2 to 9.2 .*from 0 to 23"),
        ({"expectation": -1}, r"expectation is -1, allowed is 0 to 40"),
        ({"within_sd": 0}, r"within_sd is 0, allowed is 1 to 40"),
        ({"natural": float("nan")}, r"natural is nan"),
        ({"entry": 90, "baseline_mean": 30}, r"fewer than 1 of 100 people would be let in; allowed is an entry level"),
        ({"scale_max": 0}, r"scale_max is 0, allowed is 1 to 1000"),
        ({"scale_max": 50}, r"baseline_mean is 56, allowed is 2.5 to 47.5 \(points on a scale from 0 to 50\)"),
        ({"comparator": "nothing"}, r"comparator"),
        ({"seed": -1}, r"seed"),
        ({"people": "many"}, r"expected an int"),
    ],
)
def test_what_is_refused_is_named_with_what_is_allowed(changes, message):
    with pytest.raises(traitlets.TraitError, match=message):
        TrialSimulator(**changes)


def test_an_unknown_keyword_raises():
    with pytest.raises(TypeError, match=r"unknown keyword 'entrie'. Did you mean 'entry'\?"):
        TrialSimulator(entrie=40)


def test_a_refused_change_leaves_all_as_it_was():
    simulator = TrialSimulator()
    before = simulator.settings
    with pytest.raises(traitlets.TraitError, match="allowed is 0 to 90"):
        simulator.entry = 99
    with pytest.raises(traitlets.TraitError, match="can't be set after creation"):
        simulator.presets = {}
    with pytest.raises(traitlets.TraitError, match="preset is 'x'"):
        simulator.preset = "x"
    assert simulator.settings == before and simulator.preset == "gerac"


def test_setting_a_preset_sets_all_and_keywords_win_over_it():
    simulator = TrialSimulator(preset="null-needle", people=50, expectation=3.0)
    assert (simulator.people, simulator.expectation, simulator.specific) == (50, 3.0, 0.0)
    simulator.preset = "cherkin-2009"
    chosen = presets()["cherkin-2009"]
    assert {name: simulator.settings[name] for name in chosen["settings"]} == chosen["settings"]
    assert simulator.measure == "disability"
    simulator.preset = "gerac"
    assert simulator.scale_max == 100 and simulator.entry == 40


def test_what_a_page_sends_arrives():
    simulator = TrialSimulator()
    simulator.set_state({"entry": 60.0, "people": 30, "trial": 4, "ran": True})
    assert (simulator.entry, simulator.people, simulator.trial, simulator.ran) == (60, 30, 4, True)
    known = presets()["cherkin-2009"]
    simulator.set_state({"preset": "cherkin-2009", **known["settings"], "measure": "disability"})
    assert simulator.scale_max == 23 and simulator.people == known["settings"]["people"]


def test_result_is_welchs_test_on_the_dots():
    simulator = TrialSimulator(dropout=15, seed=3, people=40)
    dots = simulator.dots
    assert len(dots) == 3 * 40 and dots["end"].isna().sum() == (~dots["stayed"]).sum() > 0
    kept = dots[dots["stayed"]]
    changes = {arm: group["end"] - group["start"] for arm, group in kept.groupby("arm")}
    for name, found in simulator.result.iterrows():
        first, second = name.split("-")
        wanted = ttest_ind(changes[first], changes[second], equal_var=False)
        low, high = wanted.confidence_interval(0.95)
        assert found["p"] == pytest.approx(wanted.pvalue, rel=1e-10)
        assert (found["low"], found["high"]) == pytest.approx((low, high), rel=1e-10)
        assert found["says_works"] == (wanted.pvalue < 0.05 and wanted.statistic < 0)
    arms = simulator.arms
    assert list(arms.index) == ARMS
    for arm, group in dots.groupby("arm"):
        assert arms.loc[arm, "responders"] == pytest.approx(group["responder"].mean())
        better = group["end"] <= (1 - simulator.responder / 100) * group["start"]
        assert (better & group["stayed"]).sum() == group["responder"].sum()
        assert arms.loc[arm, "mean_change"] == pytest.approx(changes[arm].mean())


def test_run_begins_with_the_trial_drawn():
    simulator = TrialSimulator(people=30, seed=11)
    many = simulator.run(4).query("trial == 1").set_index("comparison")
    for column in ("difference", "low", "high", "p"):
        assert np.allclose(many[column], simulator.result[column], rtol=1e-13)
    simulator.trial = 3
    third = simulator.run(4).query("trial == 3").set_index("comparison")
    assert np.allclose(third["difference"], simulator.result["difference"], rtol=1e-13)
    told = simulator.run(200)
    works = told.groupby("comparison")["says_works"].mean()
    assert works.to_dict() == pytest.approx(simulator.summary(200)["works"].to_dict())
    assert simulator.verdicts(200).sum() == pytest.approx(1)
    for wrong in (0, 1.5, 10**6, True):
        with pytest.raises(ValueError, match="trials is"):
            simulator.run(wrong)


def test_the_same_luck_for_the_same_person():
    few, many = TrialSimulator(people=20, seed=5), TrialSimulator(people=50, seed=5)
    for arm in ARMS:
        one, other = (dots[dots["arm"] == arm] for dots in (few.dots, many.dots))
        assert np.array_equal(one["start"], other["start"][:20]) and np.array_equal(one["end"], other["end"][:20])
    helped = TrialSimulator(people=20, seed=5, specific=few.specific + 4)
    gone = (few.dots["end"] - helped.dots["end"]).to_numpy()
    assert np.allclose(gone[20:], 0) and np.all((gone[:20] <= 4 + 1e-9) & (gone[:20] >= 0))
    assert not few.dots.equals(TrialSimulator(people=20, seed=6).dots)


def test_too_few_people_and_no_spread():
    shape = (1, 3)

    def arm(ends, stays=(True, True, True)):
        people = Arm(np.full(shape, 50.0), np.array([ends], float), np.array([stays]), np.zeros(shape, bool))
        return summarise(people)

    same = compare(arm([40, 40, 40]), arm([50, 50, 50]))
    assert (same.p[0], same.low[0], same.high[0]) == (0, -10, -10)
    assert compare(arm([50, 50, 50]), arm([50, 50, 50])).p[0] == 1
    few = compare(arm([40, 41, 42]), arm([50, 50, 50], (True, False, False)))
    assert np.isnan(few.p[0]) and np.isnan(few.low[0])
    nobody = arm([50, 50, 50], (False, False, False))
    assert np.isnan(nobody.mean_end[0]) and nobody.stayed[0] == 0
    lost = {name: {"difference": 0.0, "low": 0.0, "high": 0.0, "p": np.nan} for name in ("needle-sham", "needle-usual")}
    says = one_says(TrialSimulator().settings | {"trial": 2}, lost, "pain", "usual care")
    assert says.endswith(" Trial 2 lost too many people to compare its arms.")


def test_presets_hold_the_figures_of_the_rows(cells):
    gerac, cherkin, null = (presets()[name] for name in ("gerac", "cherkin-2009", "null-needle"))
    printed = re.findall(r"[\d.]+(?=%)", cells("outcomes", "row_id", "haake2007-1", "seen"))[:2]
    printed.append(re.findall(r"[\d.]+(?=%)", cells("outcomes", "row_id", "haake2007-2", "seen"))[0])
    assert printed == ["47.6", "44.2", "27.4"]
    assert float(printed[0]) - float(printed[1]) == pytest.approx(
        float(cells("outcomes", "row_id", "haake2007-1", "diff"))
    )
    found = TrialSimulator(preset="gerac").long_run["responders"] * 100
    assert list(found) == pytest.approx([float(value) for value in printed], abs=0.3)
    changes = [float(cells("outcomes", "row_id", f"cherkin2009-{n}", "mean_acu")) for n in (3, 4)]
    changes += [float(cells("outcomes", "row_id", f"cherkin2009-{n}", "mean_ctl")) for n in (3, 8)]
    assert changes == [-4.4, -4.5, -4.4, -2.1]
    found = TrialSimulator(preset="cherkin-2009").long_run["mean_change"]
    assert list(found) == pytest.approx([np.mean(changes[:2]), *changes[2:]], abs=0.05)
    assert gerac["settings"]["people"] == 387 and cherkin["settings"]["people"] in (159, 160)
    assert cherkin["settings"]["scale_max"] == 23 and gerac["settings"]["baseline_mean"] == float(
        cells("natural_course", "row_id", "wallwork2024_persistent-1", "value")
    )
    assert null["settings"] == gerac["settings"] | {"specific": 0.0}


@pytest.mark.parametrize("name", ["gerac", "cherkin-2009", "null-needle"])
def test_a_preset_says_that_it_is_none_of_the_trial_and_what_is_assumed(name):
    preset = presets()[name]
    assert preset["is"].startswith(("A simulation, not the trial.", "A made-up truth"))
    assert any("assumed" in where for _, where in preset["origins"])
    assert "doi" in preset["source"] or "PMID" in preset["source"]
    assert all(isinstance(value, (int, float)) and not hasattr(value, "item") for value in preset["settings"].values())
    assert list(table(name).columns) == ["Setting", "From"]


def test_a_row_that_no_longer_says_it_is_named():
    with pytest.raises(ValueError, match="the row 'a-1' no longer says"):
        _numbers("nothing here", r"(\d+)%", "a-1")


def test_every_trait_of_our_own_is_described():
    own = {name for name in vars(TrialSimulator) if not name.startswith("_")}
    traits = {name: one for name, one in TrialSimulator().traits(sync=True).items() if name in own}
    assert all(one.help for one in traits.values())
    assert {field["name"] for field in FIELDS} < set(traits)


def test_it_says_what_it_is():
    assert repr(TrialSimulator(seed=7)) == "TrialSimulator from 'gerac': trial 1 of seed 7, 387 an arm"


def test_without_a_script_there_are_drawings_tables_and_two_sentences():
    simulator = TrialSimulator(preset="gerac", seed=7, trials=200, dropout=5)
    soup = BeautifulSoup(simulator.static_html(), "html.parser")
    assert len(soup.select(".panel svg[role=img]")) == 3 and len(soup.select(".bars svg[role=img]")) == 3
    captions = [one.get_text() for one in soup.select("caption")]
    assert len(captions) == 5 and captions[0] == "Simulated trial 1: its arms, in points"
    texts = [one.get_text() for one in soup.select(".says")]
    assert texts[0].startswith("Simulation, not a real trial. Put in: the needle itself takes off 1.7 points of pain; ")
    assert (
        texts[1].startswith("Simulation. Put in: the needle itself takes off 1.7")
        and "Of 200 made-up trials" in texts[1]
    )
    assert soup.select_one(".what").get_text().startswith("Begun from the preset “GERAC shape”, with other settings.")
    starts = sum(path["d"].count("h0") for path in soup.select(".panel .start, .panel .lost"))
    assert starts == 3 * simulator.people, "every person is drawn"
    ends = sum(path["d"].count("h0") for path in soup.select(".panel .responds, .panel .stays"))
    assert ends == simulator.dots["stayed"].sum()
    assert TrialSimulator(trials=100).static_html().count("A simulation, not the trial.") == 1
    row = next(one for one in soup.select("tr") if one.th and one.th.get_text() == "Needle against sham")
    shown = float(row.select("td")[1].get_text().replace("−", "-"))
    assert shown == pytest.approx(simulator.result.loc["needle-sham", "difference"], abs=0.05)


def test_markup_stays_text():
    evil = "<img src=x onerror=alert(1)>"
    html = TrialSimulator(title=evil, measure=evil, people=10, trials=100).static_html()
    assert "<img" not in html and "&lt;img" in html


def test_frames_have_the_columns_that_are_promised():
    simulator = TrialSimulator(people=20)
    assert list(simulator.result.columns) == ["put_in", "difference", "low", "high", "p", "says_works"]
    assert isinstance(simulator.verdicts(100), pd.Series)
    drawn = draw(simulator.settings, "needle", range(1, 2))
    assert np.array_equal(drawn.start[0], simulator.dots.query("arm == 'needle'")["start"])
