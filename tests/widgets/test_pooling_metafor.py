"""Everything the statistics compute beside R's metafor in one run: on the reference's sets and on random ones."""

import math
import warnings
from collections import Counter

import numpy as np
import pytest
from metafor_sets import LOOSE, random_sets, random_tables, reference_sets, run_metafor, tight

from widgets import stats as ours

pytestmark = pytest.mark.full

TESTS = ("wald", "hksj", "hksj-modified")
SAME = ("estimate", "se", "ci_low", "ci_high", "stat", "p", "tau2", "i2", "h2", "q")


def of_pools(yi, vi) -> dict[str, float]:
    found = {}
    for method in ("EE", "DL", "REML", "ML", "PM", "EB", "HE", "SJ"):
        for test in TESTS[:1] if method == "EE" else TESTS:
            fit = ours.pool(yi, vi, method, test)
            names = SAME if test == "wald" else (*SAME, "pi_low", "pi_high")
            found |= {f"pool.{method}.{test}.{name}": getattr(fit, name) for name in names}
    return found | dict(zip(("q_profile.0", "q_profile.1"), ours.q_profile(yi, vi), strict=True))


def of_sensitivity(yi, vi) -> dict[str, float]:
    egger = ours.egger(yi, vi)
    found = {f"egger.{name}": getattr(egger, name) for name in ("t", "p", "z", "p_mixed")}
    for test in ("wald", "hksj"):
        fill = ours.trim_and_fill(yi, vi, test=test)
        found |= {f"trim.{test}.{name}": getattr(fill, name) for name in ("k0", "estimate", "ci_low", "ci_high")}
        found[f"trim.{test}.left"] = float(fill.side == "left")
        for what, frame in (
            ("cumulative", ours.cumulative(yi, vi, test=test)),
            ("leave", ours.leave_one_out(yi, vi, test=test)),
        ):
            for name in ("estimate", "se", "tau2"):
                # With one trial metafor reports a tau² of 0, we none.
                values = frame[name].fillna(0) if name == "tau2" else frame[name]
                found |= {f"{what}.{test}.{name}.{place}": value for place, value in enumerate(values)}
    return found


def of_moderators(yi, vi, x, group) -> dict[str, float]:
    found = {}
    for method in ("REML", "DL", "PM"):
        for test in TESTS:
            fit, start = ours.meta_regression(yi, vi, x, method, test), f"regression.{method}.{test}"
            for name in ("estimate", "se", "ci_low", "ci_high", "stat", "p"):
                found |= {
                    f"{start}.{name}.0": getattr(fit.intercept, name),
                    f"{start}.{name}.1": getattr(fit.slope, name),
                }
            found |= {f"{start}.{name}": getattr(fit, name) for name in ("tau2", "qm", "p_qm", "p_qe")}
            # Where there is nothing to explain metafor compares two numbers of 1e-16 or reports 0, we nothing.
            found |= {f"{start}.q": fit.qe} | ({} if math.isnan(fit.r2) else {f"{start}.r2": fit.r2})
    if len(set(group)) > 1:
        for kind in ("separate", "common"):
            compared = ours.compare_subgroups(yi, vi, group, tau2=kind)
            wald = ours.compare_subgroups(yi, vi, group, test="wald", tau2=kind)
            assert wald.q_between == compared.q_between
            found |= {f"{kind}.q_between": compared.q_between, f"{kind}.p": compared.p}
        for place, one in enumerate(compared.groups):
            found |= {f"common.hksj.{name}.{place}": getattr(one, name) for name in SAME[:4]}
        found["common.hksj.tau2"] = compared.groups[0].tau2
    return found


def differences(truth: dict, found: dict) -> list[tuple]:
    """What differs by more than 1e-6, relative where the truth is above 1 and absolute below."""
    return [
        (name, value, truth[name])
        for name, value in found.items()
        if not abs(value - truth[name]) <= 1e-6 * max(1, abs(truth[name]))
    ]


@pytest.mark.parametrize("make", [reference_sets, random_sets])
def test_all_analyses(make):
    sets = make()
    truth = run_metafor(sets)
    counts: Counter[str] = Counter()
    wrong = []
    for name, one in sets.groupby("set", sort=False):
        yi, vi = one.yi.to_numpy(), one.vi.to_numpy()
        found = of_pools(yi, vi)
        found |= of_sensitivity(yi, vi) if len(yi) > 2 else {}
        found |= of_moderators(yi, vi, one.x.to_numpy(), one.group.to_list()) if len(yi) > 3 else {}
        wrong += [(name, *each) for each in differences(truth[name], found)]
        counts.update(what.split(".")[0] for what in found)
        unused = {what for what in truth[name] if what not in found}
        # Of the model with dummies, metafor also prints what we don't report.
        assert {what.rsplit(".", 1)[0] for what in unused} <= {"common.hksj", "common.hksj.stat", "common.hksj.p"} | {
            f"regression.{method}.{test}" for method in ("REML", "DL", "PM") for test in TESTS
        }, unused
    assert not wrong, wrong[:20]
    assert set(counts) == {
        "pool", "q_profile", "egger", "trim", "cumulative", "leave", "regression", "separate", "common",
    }  # fmt: skip
    assert counts["pool"] == len(truth) * (10 + 7 * (10 + 12 + 12))


def test_effect_measures():
    tables = random_tables()
    e1, n1, e2, n2 = (tables[name].to_numpy() for name in ("e1", "n1", "e2", "n2"))
    means = [tables[name].to_numpy() for name in ("m1", "s1", "n1", "m2", "s2", "n2")]
    truth = run_metafor(reference_sets()[:2], tables)["tables"]
    found = {"MD": ours.mean_difference(*means), "SMD": ours.hedges_g(*means)}
    rules = {"only0": "trials", "all": "all", "none": "none"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for theirs, rule in rules.items():
            for name, measure in (
                ("RR", ours.log_risk_ratio),
                ("OR", ours.log_odds_ratio),
                ("RD", ours.risk_difference),
            ):
                found[f"{name}.{theirs}"] = measure(e1, n1, e2, n2, zero_cells=rule)
    compared = nothing = 0
    for name, effect in found.items():
        for side in ("yi", "vi"):
            for place, value in enumerate(getattr(effect, side)):
                if np.isnan(value):  # metafor gives a number, or none, where trials say nothing; we never do
                    nothing += 1
                    continue
                assert value == pytest.approx(truth[f"{name}.{side}.{place}"], rel=1e-10, abs=1e-12), (name, place)
                compared += 1
    zero = (e1 == 0) | (e2 == 0) | (e1 == n1) | (e2 == n2)
    assert compared + nothing == len(found) * 2 * len(tables) == len(truth)
    assert 10 < zero.sum() < 50 and 0 < nothing < compared / 4


def test_the_file_of_tight_values_is_what_metafor_gives():
    truth = run_metafor(reference_sets())
    kept = {name: {what: one[what] for what in one if what.startswith(LOOSE)} for name, one in truth.items()}
    assert {name: set(one) for name, one in tight().items()} == {name: set(one) for name, one in kept.items()}
    for name, one in tight().items():
        assert not differences(kept[name], one)
