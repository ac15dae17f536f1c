"""Random-effects pooling once more, from the formulas alone: for checks that share nothing with ours.

REML by halving the interval of its score equation; Hartung–Knapp and Wald; t quantiles by halving an integral.
"""

from __future__ import annotations

from functools import cache
from math import atan, exp, fsum, lgamma, log, pi, sqrt, tan
from statistics import NormalDist

import numpy as np


def pool(yi: list[float], vi: list[float], method: str = "REML", test: str = "hksj") -> dict[str, float]:
    """Estimate, intervals, tau², I², Q and k."""
    k = len(yi)
    if k == 1:
        half = NormalDist().inv_cdf(0.975) * sqrt(vi[0])
        return {"estimate": yi[0], "ci_low": yi[0] - half, "ci_high": yi[0] + half, "k": 1}
    w = [1 / v for v in vi]
    fixed = fsum(a * b for a, b in zip(w, yi, strict=True)) / fsum(w)
    q = fsum(a * (b - fixed) ** 2 for a, b in zip(w, yi, strict=True))
    c = fsum(w) - fsum(a * a for a in w) / fsum(w)
    tau2 = {"EE": lambda: 0.0, "DL": lambda: max(0.0, (q - (k - 1)) / c), "REML": lambda: reml(yi, vi)}[method]()
    w = [1 / (v + tau2) for v in vi]
    mean = fsum(a * b for a, b in zip(w, yi, strict=True)) / fsum(w)
    ratio = fsum(a * (b - mean) ** 2 for a, b in zip(w, yi, strict=True)) / (k - 1)
    scale = {"wald": 1.0, "hksj": ratio, "hksj-modified": max(1.0, ratio)}[test]
    se = sqrt(scale / fsum(w))
    half = se * (NormalDist().inv_cdf(0.975) if test == "wald" else t_quantile(k - 1))
    found = {"estimate": mean, "ci_low": mean - half, "ci_high": mean + half, "q": q, "k": k, "tau2": tau2}
    if method == "EE":
        return found | {"i2": 100 * max(0.0, (q - (k - 1)) / q) if q else 0.0}
    reach = t_quantile(k - 1) * sqrt(tau2 + se * se)
    typical = (k - 1) / c
    found |= {"i2": 100 * tau2 / (tau2 + typical)}
    return found | ({"pi_low": mean - reach, "pi_high": mean + reach} if k >= 5 else {})


def reml(yi: list[float], vi: list[float]) -> float:
    """The tau² with the highest restricted likelihood, on a fine grid and then between its neighbours."""
    y, v = np.array(yi), np.array(vi)

    def parts(tau2: float):
        w = 1 / (v + tau2)
        return w, (y - (w * y).sum() / w.sum()) ** 2

    def likelihood(tau2: float) -> float:
        w, squares = parts(tau2)
        return -0.5 * (log(w.sum()) - np.log(w).sum() + (w * squares).sum())

    def slope(tau2: float) -> float:
        w, squares = parts(tau2)
        return (w * w * squares).sum() - w.sum() + (w * w).sum() / w.sum()

    top = max(*vi, (max(yi) - min(yi)) ** 2, 1e-12) * 4
    grid = [0.0, *(top * exp(-20 + place / 10) for place in range(201))]
    best = max(range(len(grid)), key=lambda place: likelihood(grid[place]))
    low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
    if best == 0 and slope(0.0) <= 0:
        return 0.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return (low + high) / 2


@cache
def t_quantile(df: int, p: float = 0.975) -> float:
    """Where Student's t leaves 1 − p above it: Simpson's rule on the density, and halving."""
    constant = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * pi)

    def below(x: float) -> float:  # from 0 to x, with t = tan so that far tails cost nothing
        steps = 2000
        end = 2 * atan(x)
        parts = []
        for place in range(steps + 1):
            angle = end * place / steps
            t = tan(angle / 2)
            density = constant * (1 + t * t / df) ** (-(df + 1) / 2) * (1 + t * t) / 2
            parts.append(density * (1 if place in (0, steps) else 4 if place % 2 else 2))
        return 0.5 + fsum(parts) * end / steps / 3

    low, high = 0.0, 1000.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < p else (low, middle)
    return (low + high) / 2
