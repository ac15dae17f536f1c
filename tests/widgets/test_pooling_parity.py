"""Python and JavaScript give the same, to 1e-9, on 1,000 made-up sets of trials; distributions as in scipy."""

import json
import math
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from scipy import special

from widgets import stats as ours

HERE = Path(__file__).resolve().parent
COUNT = 1000
EXACT = ("k", "method", "test", "level")
LOOSE = (
    "estimate", "se", "ci_low", "ci_high", "pi_low", "pi_high", "tau2", "i2", "h2", "q", "p_q", "stat", "p", "df",
)  # fmt: skip


def make_sets() -> list[dict]:
    """Sets of 1 to 40 trials; a third of them with variances up to 10⁸ apart, some with all effects alike."""
    rng = np.random.default_rng(2024)
    sets = []
    for place in range(COUNT):
        k = int(rng.integers(1, 41)) if place % 2 else int(rng.integers(1, 8))
        variances = 10 ** rng.uniform(-4, 4, k) if place % 3 == 0 else rng.uniform(0.2, 3, k) * 10 ** rng.uniform(-3, 3)
        between = rng.choice([0, 0.3, 3]) * np.median(variances)
        effects = rng.normal(rng.normal(0, 3), np.sqrt(variances + between))
        if place % 50 == 0:
            effects[:] = effects[0]
        method = ("REML", "REML", "DL", "EE")[place % 4]
        test = "wald" if method == "EE" else ("hksj", "hksj-modified", "wald")[place % 3]
        sets.append(
            {"effects": effects.tolist(), "variances": variances.tolist(), "method": method, "test": test,
             "level": [0.9, 0.95, 0.99][place % 7 % 3]}
        )  # fmt: skip
    return sets


# The same functions by their names in JavaScript, from scipy; df None is infinite.
SCIPY = {
    "tCdf": lambda t, df: special.stdtr(df, t),
    "tSurvival": lambda t, df: special.stdtr(df, -t),
    "tQuantile": lambda p, df: special.stdtrit(df, p),
    "normalCdf": special.ndtr,
    "normalQuantile": special.ndtri,
    "chi2Survival": lambda x, df: special.chdtrc(df, x),
    "chi2Cdf": lambda x, df: special.chdtr(df, x),
    "chi2Quantile": lambda p, df: special.chdtri(df, 1 - p),
    "logGamma": special.gammaln,
}


def make_values() -> list[tuple[str, list[float]]]:
    """Arguments for each function of distributions.js."""
    freedoms, shares = (1, 2, 3, 7, 12, 40, 300, 5000), (1e-4, 0.005, 0.025, 0.05, 0.2, 0.5, 0.9, 0.975, 0.995, 0.9999)
    found = [("normalQuantile", [p]) for p in shares] + [("normalCdf", [z]) for z in (-30, -5, -1, 0, 0.3, 2, 6)]
    found += [("logGamma", [z]) for z in (0.1, 0.5, 1, 2.5, 11, 13, 1e4)]
    for df in freedoms:
        for p in shares:
            found += [("tQuantile", [p, df]), ("chi2Quantile", [p, df])]
        for x in (0.01, 0.4, 1, 2.2, 9, 50, 400):
            found += [("tCdf", [x, df]), ("tSurvival", [x, df]), ("chi2Survival", [x, df]), ("chi2Cdf", [x, df])]
            found += [("tCdf", [-x, df])]
    return found


@pytest.fixture(scope="module")
def both() -> tuple[list[dict], list, dict]:
    """The sets, the arguments, and what JavaScript makes of them."""
    deno = shutil.which("deno")
    assert deno, "This test runs JavaScript and needs deno: `pip install -r requirements.txt` brings it"
    sets, values = make_sets(), make_values()
    done = subprocess.run(
        [deno, "run", "--no-check", "--quiet", str(HERE / "pool_sets.js")],
        input=json.dumps({"sets": sets, "values": values}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return sets, values, json.loads(done.stdout)


def same(mine: float, other: float | None, tolerance: float = 1e-9) -> bool:
    """Equal to `tolerance`, relative where above 1 and absolute below; JSON has null for NaN and infinity."""
    if other is None or not math.isfinite(mine):
        return other is None and not math.isfinite(mine)
    return abs(mine - other) <= tolerance * max(1, abs(mine))


def test_pools_agree(both):
    sets, _, found = both
    compared = 0
    for one, other in zip(sets, found["sets"], strict=True):
        effects, variances, method, test = (one[name] for name in ("effects", "variances", "method", "test"))
        mine, theirs = ours.pool(effects, variances, method, test, level=one["level"]), other["pool"]
        for name in EXACT:
            assert getattr(mine, name) == theirs[name]
        assert list(mine.notes) == theirs["notes"]
        for name in LOOSE:
            assert same(getattr(mine, name), theirs[name]), (name, one, getattr(mine, name), theirs[name])
            compared += 1
        assert all(map(same, mine.weights, theirs["weights"])) and len(mine.weights) == len(theirs["weights"])
        assert set(theirs) == {*EXACT, *LOOSE, "weights", "notes"}
    assert compared == COUNT * len(LOOSE)


def test_other_analyses_agree(both):
    sets, _, found = both
    compared = 0
    for one, other in zip(sets, found["sets"], strict=True):
        data, choice = (one["effects"], one["variances"]), (one["method"], one["test"])
        steps = ours.cumulative(*data, *choice, level=one["level"])
        assert all(map(same, steps.se, other["steps"])) and len(steps) == len(other["steps"])
        if len(data[0]) < 2:
            continue
        limits = ours.q_profile(*data, level=one["level"])
        assert all(map(same, limits, other["profile"])), (one, limits, other["profile"])
        left = ours.leave_one_out(*data, *choice, level=one["level"])
        assert all(map(same, left.change, other["left"])) and len(left) == len(other["left"])
        if len(data[0]) > 2:
            mine = ours.egger(*data)
            assert (mine.k, mine.df, mine.warning) == tuple(other["egger"][name] for name in ("k", "df", "warning"))
            if len(set(data[0])) > 1:
                assert same(mine.t, other["egger"]["t"], 1e-8) and same(mine.p, other["egger"]["p"])
        compared += 1
    assert compared > 0.9 * COUNT


def test_distributions_agree_with_scipy(both):
    _, values, found = both
    assert {name for name, _ in values} == set(SCIPY)
    for (name, numbers), other in zip(values, found["values"], strict=True):
        mine = float(SCIPY[name](*numbers))
        # scipy's t quantile itself is good to about 1e-11.
        assert abs(mine - other) <= 1e-10 * abs(mine) + 1e-14, (name, numbers, mine, other)
