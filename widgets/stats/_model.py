"""The random-effects model yi ~ N(Xb, vi + tau²) at a given tau²: what all estimators of tau² and all fits need.

Notation as in Viechtbauer 2005: W = diag(1/(vi + tau²)), P = W − WX(X'WX)⁻¹X'W. Inside, everything is in units of the
smallest variance, so that neither tiny nor huge numbers overflow; `unit` leads back.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ._check import Floats


class Moments(NamedTuple):
    """Quadratic forms and traces at one tau²."""

    q: float  # y'Py
    ypp: float  # y'PPy
    yppp: float  # y'PPPy
    trace: float  # of P
    trace2: float  # of PP


class Fit(NamedTuple):
    """Coefficients, their covariance with the weights taken as known, y'Py, and the weights; in the caller's units."""

    coefficients: Floats
    covariance: Floats
    q: float
    weights: Floats


class Mean:
    """The model with a mean only, in formulas that stay exact when one trial outweighs the others 10¹²-fold.

    Effects are counted from that of the most precise trial, and sums "of all but trial i" are never got by subtracting
    a dominant weight from the total.
    """

    def __init__(self, yi: Floats, vi: Floats):
        self.k, self.p, self.df = len(yi), 1, len(yi) - 1
        self.best = best = int(vi.argmin())
        self.unit, self.origin = float(vi[best]), float(yi[best])
        self.scale = self.unit**0.5
        self.y, self.v = (yi - self.origin) / self.scale, vi / self.unit
        self.ones = np.ones(self.k)
        self.others = self.ones.copy()
        self.others[best] = 0.0

    @property
    def spread(self) -> float:
        """Sum of squares about the unweighted mean."""
        centred = self.y - self.y @ self.ones / self.k
        return float(centred @ centred)

    def _all_but_each(self, values: Floats) -> tuple[float, Floats]:
        """The sum of `values`, and for each trial the sum of the others'."""
        total = float(values @ self.ones)
        rest = total - values
        rest[self.best] = values @ self.others
        return total, rest

    def at(self, tau2: float) -> Moments:
        """Quadratic forms and traces at `tau2` (in units of the smallest variance)."""
        w = 1 / (self.v + tau2)
        total, rest = self._all_but_each(w)
        residual = self.y - w @ self.y / total
        u = w * residual
        swing = u - w @ u / total
        diagonal = w * rest
        squares = w * w
        _, rest2 = self._all_but_each(squares)
        return Moments(
            float(u @ residual),
            float(u @ u),
            float(w * swing @ swing),
            float(diagonal @ self.ones) / total,
            float(diagonal @ diagonal + squares @ rest2) / total**2,
        )

    def quadratic(self, tau2: float) -> tuple[float, float]:
        """y'Py and y'PPy only: Cochran's Q with weights at `tau2`, and minus its slope."""
        w = 1 / (self.v + tau2)
        residual = self.y - w @ self.y / (w @ self.ones)
        u = w * residual
        return float(u @ residual), float(u @ u)

    def log_likelihoods(self, tau2: Floats, restricted: bool) -> Floats:
        """Log likelihood (restricted or not, up to a constant) at each of `tau2`; about 20,000 numbers at a time."""
        rows = max(1, 20_000 // self.k)
        parts = []
        for start in range(0, len(tau2), rows):
            w = 1 / (self.v + tau2[start : start + rows, None])
            total, wy = w @ self.ones, w @ self.y
            q = w @ (self.y * self.y) - wy * wy / total
            parts.append(np.log(w) @ self.ones - (np.log(total) if restricted else 0) - q)
        return np.concatenate(parts) / 2

    def weight_sums(self, tau2: float) -> tuple[float, float]:
        """Sum of the weights and of their squares at `tau2`."""
        w = 1 / (self.v + tau2)
        return float(w @ self.ones), float(w @ w)

    def variance_trace(self) -> float:
        """Trace of P V for equal weights."""
        return float(self.v @ self.ones) * self.df / self.k

    def fit(self, tau2: float) -> Fit:
        """Mean, its variance, y'Py and weights at `tau2`, which is in the caller's units."""
        w = 1 / (self.v + tau2 / self.unit)
        total = w @ self.ones
        mean = w @ self.y / total
        residual = self.y - mean
        return Fit(
            np.array([self.origin + mean * self.scale]),
            np.array([[self.unit / total]]),
            float(w * residual @ residual),
            w / self.unit,
        )


class Regression:
    """The model with moderators; X of shape (k, p) and full rank is replaced inside by an orthonormal basis."""

    def __init__(self, yi: Floats, vi: Floats, x: Floats):
        self.k, self.p = x.shape
        self.df = self.k - self.p
        self.unit = float(vi.min())
        self.scale = self.unit**0.5
        self.x, r = np.linalg.qr(x)
        self.back = np.linalg.inv(r)
        # With an intercept (or groups) in X, effects are counted from the most precise trial's, as in `Mean`.
        level = self.x.T @ np.ones(self.k)
        has_level = np.abs(self.x @ level - 1).max() < 1e-8
        self.origin = yi[vi.argmin()] * (self.back @ level) if has_level else np.zeros(self.p)
        self.y = (yi - yi[vi.argmin()] * has_level) / self.scale
        self.v = vi / self.unit

    @property
    def spread(self) -> float:
        """Sum of squares about the unweighted regression."""
        residual = self.y - self.x @ (self.x.T @ self.y)
        return float(residual @ residual)

    def _solve(self, w: Floats) -> tuple[Floats, Floats, Floats]:
        """(X'WX)⁻¹, coefficients of the basis, residuals."""
        inverse = np.linalg.inv((self.x.T * w) @ self.x)
        basis = inverse @ (self.x.T @ (w * self.y))
        return inverse, basis, self.y - self.x @ basis

    def at(self, tau2: float) -> Moments:
        """As `Mean.at`."""
        w = 1 / (self.v + tau2)
        inverse, _, residual = self._solve(w)
        u = w * residual
        xwu = self.x.T @ (w * u)
        second = inverse @ ((self.x.T * w**2) @ self.x)
        third = inverse @ ((self.x.T * w**3) @ self.x)
        return Moments(
            float(u @ residual),
            float(u @ u),
            float(w * u @ u - xwu @ inverse @ xwu),
            float(w.sum() - np.trace(second)),
            float(w @ w - 2 * np.trace(third) + np.trace(second @ second)),
        )

    def quadratic(self, tau2: float) -> tuple[float, float]:
        """As `Mean.quadratic`."""
        w = 1 / (self.v + tau2)
        residual = self._solve(w)[2]
        u = w * residual
        return float(u @ residual), float(u @ u)

    def log_likelihoods(self, tau2: Floats, restricted: bool) -> Floats:
        """As `Mean.log_likelihoods`."""
        values = []
        for one in tau2:
            w = 1 / (self.v + one)
            inverse, _, residual = self._solve(w)
            extra = np.linalg.slogdet(inverse)[1] if restricted else 0.0
            values.append((np.log(w).sum() + extra - w * residual @ residual) / 2)
        return np.array(values)

    weight_sums = Mean.weight_sums

    @property
    def ones(self) -> Floats:
        """A one for each trial."""
        return np.ones(self.k)

    def variance_trace(self) -> float:
        """Trace of P V for equal weights."""
        return float(self.v @ (1 - (self.x**2).sum(axis=1)))

    def fit(self, tau2: float) -> Fit:
        """Coefficients of the given X, their covariance, y'Py and weights at `tau2`, which is in the caller's units."""
        w = 1 / (self.v + tau2 / self.unit)
        inverse, basis, residual = self._solve(w)
        covariance = self.back @ inverse @ self.back.T * self.unit
        coefficients = self.origin + self.back @ basis * self.scale
        return Fit(coefficients, covariance, float(w * residual @ residual), w / self.unit)


Model = Mean | Regression
