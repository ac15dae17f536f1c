"""Checks shared by the statistics: each error names the argument, what was found, what is allowed, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def numbers(where: str, **values: ArrayLike) -> list[Floats]:
    """Each of `values` as float64; ValueError names the first entry that is not a finite number."""
    arrays = []
    for name, value in values.items():
        try:
            array = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"{where}: {name} is {value!r}, allowed are finite numbers.") from None
        if not np.isfinite(array).all():
            need(where, name, array, np.isfinite(array), "a finite number")
        arrays.append(array)
    return arrays


def need(where: str, name: str, values: ArrayLike, good: ArrayLike, allowed: str) -> None:
    """ValueError for the first entry of `values` that is not `good`, with its position unless it is a scalar."""
    if np.all(good):
        return
    value, fine = np.broadcast_arrays(values, good)
    first = tuple(int(axis[0]) for axis in np.nonzero(np.atleast_1d(~fine)))
    place = f"[{', '.join(map(str, first))}]" if fine.ndim else ""
    raise ValueError(f"{where}: {name}{place} is {_plain(np.atleast_1d(value)[first])}, allowed is {allowed}.")


def _plain(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def positive(where: str, **values: Floats) -> None:
    """ValueError unless every entry is above 0."""
    for name, value in values.items():
        need(where, name, value, value > 0, "a number above 0")


def at_least_one(where: str, **values: Floats) -> None:
    """ValueError unless every entry, a number of people, is 1 or more."""
    for name, value in values.items():
        need(where, name, value, value >= 1, "1 person or more")


def share(where: str, level: float) -> None:
    """ValueError unless `level` lies strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"{where}: level is {level!r}, allowed is a share above 0 and below 1, such as 0.95.")


def one_of(where: str, name: str, value: object, allowed: Iterable[str]) -> None:
    """ValueError unless `value` is one of `allowed`; suggests the nearest."""
    options = list(allowed)
    if value in options:
        return
    near = difflib.get_close_matches(str(value).lower(), [option.lower() for option in options], n=1)
    guess = next((f" Did you mean {option!r}?" for option in options if near and option.lower() == near[0]), "")
    raise ValueError(f"{where}: {name} is {value!r}, allowed is one of {', '.join(map(repr, options))}.{guess}")


def trials(where: str, effects: ArrayLike, variances: ArrayLike, least: int = 1) -> tuple[Floats, Floats]:
    """Effects and variances as two float64 vectors of one length, at least `least`; the variances above 0."""
    yi, vi = numbers(where, effects=effects, variances=variances)
    for name, array in (("effects", yi), ("variances", vi)):
        if array.ndim != 1:
            raise ValueError(f"{where}: {name} has {array.ndim} dimensions, allowed is one: a number for each trial.")
    if len(yi) != len(vi):
        raise ValueError(
            f"{where}: {len(yi)} effects and {len(vi)} variances were given; allowed is one variance for each effect."
        )
    if len(yi) < least:
        raise ValueError(f"{where}: {len(yi)} trials were given, allowed are {least} or more.")
    if not (vi > 0).all():
        positive(where, variances=vi)
    return yi, vi


def names(where: str, labels: Sequence[str] | None, k: int) -> tuple[str, ...]:
    """One label for each of `k` trials; without any, "trial 1", "trial 2", …"""
    if labels is None:
        return tuple(f"trial {place}" for place in range(1, k + 1))
    found = tuple(str(label) for label in labels)
    if len(found) != k:
        raise ValueError(f"{where}: {len(found)} labels were given for {k} trials; allowed is one for each.")
    return found
