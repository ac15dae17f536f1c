"""Exact intervals, the rule of three and the chapter's numbers, worked out anew without scipy or our loaders."""

import csv
import math

import pytest

from widgets import harms
from widgets.data import package
from widgets.stats.counts import chance_of_none, counted_rate, poisson_interval, rule_of_three, upper_limit


def at_most(count, mean):
    """The chance of `count` events or fewer when `mean` are expected, summed from the largest term."""
    log = [k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(count + 1)] if mean else [0.0]
    top = max(log)
    return math.exp(top) * math.fsum(math.exp(one - top) for one in log)


def solve(wanted, count, high):
    """The mean at which `at_most(count, mean)` is `wanted`, by halving."""
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(count, middle) > wanted else (low, middle)
    return (low + high) / 2


def exact(count, tail=0.025):
    reach = 10 * count + 50
    return (solve(1 - tail, count - 1, reach) if count else 0.0), solve(tail, count, reach)


def table(name):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = {row["event_id"]: row for row in table("adverse_events")}
COUNTED = [name for name, row in ROWS.items() if row["plottable"] == "yes" and row["events"] and row["denominator"]]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 10, 17, 74, 682, 2178])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_interval_solves_the_poisson_sums(count, level):
    low, high = exact(count, (1 - level) / 2)
    assert poisson_interval(count, level) == pytest.approx((low, high), rel=1e-8)
    assert upper_limit(count, level) == pytest.approx(solve(1 - level, count, 10 * count + 50), rel=1e-8)


def test_zero_is_told_from_one_side_and_from_two():
    assert upper_limit(0) == pytest.approx(-math.log(0.05)) == pytest.approx(3, abs=0.01)
    assert poisson_interval(0) == pytest.approx((0, -math.log(0.025)))
    found = counted_rate(0, 200)
    assert (found.rate, found.low, found.sides) == (0, 0, 1)
    assert found.high == pytest.approx(rule_of_three(200), rel=0.002)
    assert counted_rate(1, 200).sides == 2


@pytest.mark.parametrize("row_id", COUNTED)
def test_every_counted_row(row_id):
    events, of = float(ROWS[row_id]["events"]), float(ROWS[row_id]["denominator"])
    found = counted_rate(events, of)
    assert found.rate == events / of
    if events > 5000:  # the sum loses digits there; the normal form is close enough to notice a slip
        assert found.low * of == pytest.approx(events - 1.96 * events**0.5, rel=1e-3)
        assert found.high * of == pytest.approx(events + 1.96 * events**0.5, rel=1e-3)
    elif events:
        assert (found.low * of, found.high * of) == pytest.approx(exact(int(events)), rel=1e-7)
    else:
        assert found.high * of == pytest.approx(-math.log(0.05))


def test_chance_of_none_is_the_first_poisson_term():
    assert chance_of_none(1e-4, 200) == pytest.approx(at_most(0, 0.02))
    assert chance_of_none(0, 200) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: poisson_interval(-1), "events is -1, allowed is a whole number from 0"),
        (lambda: poisson_interval(1.5), "events is 1.5"),
        (lambda: poisson_interval(True), "events is True"),
        (lambda: poisson_interval(float("nan")), "events is nan"),
        (lambda: upper_limit(1, 1), "level is 1, allowed is a share"),
        (lambda: counted_rate(1, 0), "of is 0, allowed is a number above 0"),
        (lambda: counted_rate(1, float("inf")), "of is inf"),
        (lambda: rule_of_three(-3), "of is -3"),
        (lambda: chance_of_none(-0.1, 3), "rate is -0.1, allowed is 0 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def per_10_000(row_id):
    return 10_000 * float(ROWS[row_id]["events"]) / float(ROWS[row_id]["denominator"])


def test_numbers_of_the_chapter_follow_from_the_rows():
    facts = harms.facts()
    for name, row_id in {"zhao": "zhao2011-1", "furuse": "furuse2017-1"}.items():  # fmt: skip
        assert facts[name] == f"{per_10_000(row_id):,.0f}", name
        assert facts[f"{name}_events"] == f"{float(ROWS[row_id]['events']):,.0f}"
    assert facts["pool"] == f"{100 * float(ROWS['baumler2021-1']['rate']):.0f}"
    assert facts["serious"] == f"{float(ROWS['baumler2021-3']['rate']):.1f}"
    assert (facts["serious_low"], facts["serious_high"]) == (ROWS["baumler2021-3"]["ci_low"], "2.3")
    assert facts["serious_told"] == f"{per_10_000('macpherson2004-2'):.1f}"
    assert facts["by_doctor"] == ROWS["weidenhammer-zora-1"]["rate"]
    assert facts["furuse_patients"] == "2,180" and facts["furuse_per_patient"] == f"{100 * 847 / 2180:.0f}"


def test_the_slip():
    facts = harms.facts()
    right = 100 / 3974
    assert float(facts["slip_right"]) == pytest.approx(right, abs=0.0005)
    assert float(facts["slip_printed"]) == 0.003
    assert int(facts["slip_fold"]) == round(right / 0.003) == 8
    assert facts["slip_per_p"] == f"{10_000 / 384:.0f}"


def test_what_a_small_trial_can_miss():
    facts = harms.facts()
    assert facts["trial_three"] == "150"
    assert facts["trial_none"] == f"{100 * math.exp(-1.01e-4 * 200):.0f}" == "98"
    assert facts["needed"] == f"{round(3 / 1.01e-4, -3):,.0f}"
    sizes = sorted(float(row["n_randomised"]) for row in table("trials") if row["n_randomised"])
    assert facts["trials_sized"] == str(len(sizes))
    middle = (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) / 2
    assert facts["median_trial"] == f"{middle:.0f}"


@pytest.mark.parametrize(
    ("make", "per"),
    [(harms.any_per_patient, "patients"), (harms.any_per_treatment, "treatments"), (harms.nothing_seen, "patients"),
     (harms.serious_per_patient, "patients"), (harms.with_comparison, "patients"),
     (lambda: harms.one_bleed("patients"), "patients"), (lambda: harms.one_bleed("treatments"), "treatments")],
)  # fmt: skip
def test_each_picture_of_the_chapter_counts_one_thing(make, per):
    array = make()
    assert {array.per, *(option["per"] for option in array.options)} == {per}
    assert all(option["counted"] for option in array.options)


def test_gain_and_harm_share_a_frame_and_a_baseline():
    array = harms.with_comparison()
    assert [option["kind"] for option in array.options] == ["benefit", "harm"]
    gain = next(row for row in table("option_results") if row["result_id"] == "nsaids-5")
    assert "367 per 1000 vs 514 per 1000" in gain["seen"]
    assert array.options[0]["baseline"] == 0.367 and array.options[0]["rate"] == 0.514
    assert array.options[0]["low"] == pytest.approx(0.367 * float(gain["ci_low"]))


def test_surveys_are_large_and_say_what_they_count():
    shown = harms.surveys()
    assert len(shown) >= 10 and set(shown["Counted per"]) == {"patient", "treatment", "session"}
    assert min(int(n.replace(",", "")) for n in shown["How many"]) >= 1000
