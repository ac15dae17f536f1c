"""Where everything is drawn, as path data; layout.js is the same in JavaScript.

All drawings are stretched to their place. So dots are lines without length and round ends, which stay round, and
nothing here is text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, isnan, log10

from widgets._shared.cells import tidy
from widgets.trial_simulator.compare import COMPARISONS, SIGNIFICANT, put_in
from widgets.trial_simulator.trial import ready

GOLDEN = 0.6180339887498949
WIDTH, HEIGHT = 200, 400
FROM, TO, SPREAD = 16, 128, 56
"""left edges of the two clouds of dots, and how wide they are"""
MOST_LINES = 160
"""with more people in an arm, lines from start to end are a blur and left out"""
BINS, BAR, BARS_HIGH = 48, 10, 100
STRIP, STRIP_HIGH = 400, 40


def whole(value: float) -> int:
    return floor(value + 0.5)


def panel(arm: Mapping[str, Sequence[float]], worst: float) -> dict[str, str]:
    """The people of one arm, by kind: lines, start, lost (start of who dropped out), responds, stays."""
    paths = {"lines": "", "start": "", "lost": "", "responds": "", "stays": ""}
    few = len(arm["start"]) <= MOST_LINES
    for person, (start, end) in enumerate(zip(arm["start"], arm["end"], strict=True)):
        aside = (person + 1) * GOLDEN % 1 * SPREAD
        left, right = whole(FROM + aside), whole(TO + aside)
        top, bottom = (whole(HEIGHT * (1 - value / worst)) for value in (start, end))
        if not arm["stays"][person]:
            paths["lost"] += f"M{left} {top}h0"
            continue
        paths["start"] += f"M{left} {top}h0"
        paths["responds" if arm["responds"][person] else "stays"] += f"M{right} {bottom}h0"
        if few:
            paths["lines"] += f"M{left} {top}L{right} {bottom}"
    return paths


def mean_line(start: float, end: float, worst: float) -> str:
    """From the mean start to the mean end; empty when nobody stayed."""
    if isnan(start):
        return ""
    top, bottom = (whole(HEIGHT * (1 - value / worst)) for value in (start, end))
    return f"M{FROM + SPREAD // 2} {top}L{TO + SPREAD // 2} {bottom}"


def axis(low: float, high: float) -> dict:
    """The ends of an axis and its ticks: round numbers, with 0 among them."""
    low, high = min(low, 0.0), max(high, 0.0)
    rough = max(high - low, 1e-6) / 5
    power = 10 ** floor(log10(rough))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough * 0.999)
    first = floor(tidy(low / step))
    last = max(ceil(tidy(high / step)), first + 1)
    ticks = [tidy(number * step) for number in range(first, last + 1)]
    return {"low": ticks[0], "high": ticks[-1], "ticks": ticks}


def place(value: float, ends: Mapping, width: float) -> float:
    """How far from the left, cut at both ends."""
    share = (value - ends["low"]) / (ends["high"] - ends["low"])
    return min(max(share, 0.0), 1.0) * width


def strip(found: Mapping[str, float], put: float, ends: Mapping) -> dict[str, str]:
    """One comparison: interval, estimate, zero, and what was put in."""
    zero, truth = (whole(place(value, ends, STRIP)) for value in (0.0, put))
    paths = {"zero": f"M{zero} 0V{STRIP_HIGH}", "put": f"M{truth} 0V{STRIP_HIGH}", "interval": "", "estimate": ""}
    if not isnan(found["p"]):
        low, high, at = (whole(place(found[name], ends, STRIP)) for name in ("low", "high", "difference"))
        paths["interval"] = f"M{low} {STRIP_HIGH // 2}H{high}"
        paths["estimate"] = f"M{at} {STRIP_HIGH // 2}h0"
    return paths


def strip_axis(found: Sequence[Mapping[str, float]], settings: Mapping) -> dict:
    """An axis with room for all intervals as far as the scale goes, and for what was put in."""
    values = [put_in(settings, pair) for pair in COMPARISONS]
    values += [one[end] for one in found if not isnan(one["p"]) for end in ("low", "high")]
    return axis(max(min(values), -settings["scale_max"]), min(max(values), settings["scale_max"]))


def many_axis(settings: Mapping) -> dict:
    """An axis with room for nearly all estimates to come: what was put in, and four standard errors to each side."""
    known, sees = ready(settings), settings["guessed"] / 100
    change = ((1 - known.pull) * known.spread) ** 2 + known.noise**2 + settings["expectation"] ** 2 * sees * (1 - sees)
    error = (2 * change / (settings["people"] * (1 - settings["dropout"] / 100))) ** 0.5
    values = [put_in(settings, pair) for pair in COMPARISONS]
    return axis(min(values) - 4 * error, max(values) + 4 * error)


def count_bins(differences: Sequence[float], ps: Sequence[float], ends: Mapping) -> dict[str, list[int]]:
    """How many estimates lie in each bin: `works` are those with p < 0.05 below zero, `not` all others."""
    counts = {"works": [0] * BINS, "not": [0] * BINS}
    for difference, p in zip(differences, ps, strict=True):
        if not isnan(p):
            at = min(floor(place(difference, ends, BINS)), BINS - 1)
            counts["works" if p < SIGNIFICANT and difference < 0 else "not"][at] += 1
    return counts


def bars(counts: Mapping[str, Sequence[int]], highest: int) -> dict[str, str]:
    """Bars of what "works", and upon them those of all others."""
    paths = {"works": "", "not": ""}
    for at, (says, others) in enumerate(zip(counts["works"], counts["not"], strict=True)):
        middle, top = (whole(BARS_HIGH * (1 - sum_ / highest)) for sum_ in (says, says + others))
        if says:
            paths["works"] += f"M{at * BAR} {BARS_HIGH}V{middle}h{BAR}V{BARS_HIGH}Z"
        if others:
            paths["not"] += f"M{at * BAR} {middle}V{top}h{BAR}V{middle}Z"
    return paths
