"""Writes simulator_cases.json, on which both languages are tested, from the Python side.

The words of `philox` are not ours: they are the known answers that come with Random123 1.09 (kat_vectors).
`standard_normal` is mpmath's, to 19 digits. Run it after a rule has changed, and look at what has changed.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from widgets.trial_simulator import layout, words
from widgets.trial_simulator.compare import COMPARISONS, compare, name_of, put_in, summarise
from widgets.trial_simulator.many import run_many, sum_up, verdicts
from widgets.trial_simulator.settings import FIELDS, let_in, limits
from widgets.trial_simulator.trial import ARMS, draw

PLACE = Path(__file__).with_name("simulator_cases.json")
PHILOX = [
    [[0, 0, 0, 0], [0, 0], ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]],
    [[0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"]],
    [[0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0],
     ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"]],
]  # fmt: skip
NORMAL = [
    [0.5, 0.0],
    [0.975, 1.959963984540053856],
    [0.3, -0.524400512708040816],
    [0.075, -1.439531470938455935],
    [0.001, -3.090232306167813535],
    [0.9251, 1.440238267527963859],
    [1e-11, -6.706023155495136296],
    [1e-13, -7.348796102800677513],
    [0.9999999998835847, 6.337957754553789252],
]
BASE = {"people": 12, "baseline_mean": 56.0, "baseline_sd": 15.6, "within_sd": 15.6, "entry": 40.0, "natural": 5.6,
        "expectation": 8.8, "specific": 1.7, "guessed": 0.0, "dropout": 0.0, "responder": 33.0, "scale_max": 100.0,
        "seed": 7, "trial": 1, "measure": "pain", "comparator": "usual care"}  # fmt: skip
TRIALS = {
    "all at once": BASE | {"guessed": 30.0, "dropout": 20.0, "trial": 3},
    "everybody is let in, short scale": BASE | {"scale_max": 23.0, "baseline_mean": 10.6, "baseline_sd": 3.75,
        "within_sd": 3.75, "entry": 0.0, "natural": 2.2, "expectation": 2.5, "specific": 0.1, "people": 30,
        "measure": "disability"},
    "few are let in": BASE | {"entry": 88.0, "seed": 2**31 - 1, "trial": 1_000_000},
    "all end at the floor": BASE | {"expectation": 40.0, "specific": 40.0, "natural": 40.0, "within_sd": 1.0},
    "nobody differs": BASE | {"baseline_sd": 0.0, "specific": -3.0, "guessed": 100.0, "comparator": "waiting list"},
    "many drop out": BASE | {"dropout": 50.0, "people": 10, "trial": 2},
}  # fmt: skip


def plain(value):
    """Without numpy, and with None for what is not a number."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value


def trial_case(settings: dict) -> dict:
    number = settings["trial"]
    arms = {arm: draw(settings, arm, range(number, number + 1)) for arm in ARMS}
    sums = {arm: summarise(one) for arm, one in arms.items()}
    people = {arm: {name: getattr(one, name)[0].tolist() for name in ("start", "end", "stays", "responds")}
              for arm, one in arms.items()}  # fmt: skip
    told = {arm: {"stayed": int(one.stayed[0])} | {name: float(getattr(one, name)[0]) for name in (
        "mean_start", "mean_end", "mean_change", "sd_change", "responders")} for arm, one in sums.items()}  # fmt: skip
    found, put = {}, {}
    for pair in COMPARISONS:
        one = compare(sums[pair[0]], sums[pair[1]])
        found[name_of(pair)] = {name: float(getattr(one, name)[0]) for name in ("difference", "low", "high", "p")}
        put[name_of(pair)] = put_in(settings, pair)
    ends = layout.strip_axis(list(found.values()), settings)
    return {
        "settings": settings, "let_in": let_in(settings), "people": people, "summaries": told, "comparisons": found,
        "put_in": put, "says": words.one_says(settings, found, settings["measure"], settings["comparator"]),
        "axis": ends, "many_axis": layout.many_axis(settings),
        "panel": layout.panel(people["sham"], settings["scale_max"]),
        "mean_line": layout.mean_line(told["sham"]["mean_start"], told["sham"]["mean_end"], settings["scale_max"]),
        "strip": layout.strip(found["needle-sham"], put["needle-sham"], ends),
    }  # fmt: skip


def many_case(settings: dict, trials: int) -> dict:
    found = run_many(settings, trials)
    sums = {name: sum_up(one).__dict__ for name, one in found.items()}
    ends = layout.many_axis(settings)
    counts = layout.count_bins(found["needle-sham"].difference, found["needle-sham"].p, ends)
    return {
        "settings": settings, "trials": trials, "verdicts": verdicts(found), "sums": sums,
        "p": {name: one.p.tolist() for name, one in found.items()}, "counts": counts, "bars": layout.bars(counts, 9),
        "says": words.many_says(settings, {name: one["works"] for name, one in sums.items()} | {"trials": trials},
                                settings["measure"], settings["comparator"]),
    }  # fmt: skip


def cases() -> dict:
    numbers = [0.0, -0.04, -0.05, 2.25, 12.449, -7.0, float("nan")]
    return plain({
        "philox": PHILOX,
        "standard_normal": NORMAL,
        "trials": {name: trial_case(settings) for name, settings in TRIALS.items()},
        "many": {name: many_case(TRIALS[name] | {"trial": 1}, 30) for name in ("all at once", "many drop out")},
        "axes": [[low, high, layout.axis(low, high)]
                 for low, high in ((-5.5, 0.2), (-14.2, -2.0), (1.0, 1.5), (0.0, 0.0), (-0.31, 0.07), (-80.0, 40.0))],
        "fixed": [[value, words.fixed(value)] for value in numbers],
        "shares": [[share, words.share_words(share)] for share in (0.0, 0.001, 0.0449, 0.996, 0.5, 1.0)],
        "ps": [[p, words.p_words(p)] for p in (0.0, 0.0009, 0.001, 0.0345, 1.0, float("nan"))],
        "limits": [[field["name"], worst, limits(field, worst)] for worst in (100.0, 23.0) for field in FIELDS],
    })  # fmt: skip


if __name__ == "__main__":
    PLACE.write_text(json.dumps(cases(), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf8")
