"""Trials with more than two arms, and which kinds of values may be pooled: what comes before an effect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ._check import Floats, at_least_one, need, numbers, positive

KINDS = ("post", "change", "adjusted_difference")


class Arm(NamedTuple):
    """Mean, standard deviation and number of people of one arm; float64 of one shape."""

    mean: Floats
    sd: Floats
    n: Floats


class Events(NamedTuple):
    """People with the event and people in all, of one arm; float64 of one shape."""

    events: Floats
    n: Floats


def combine_arms(  # noqa: PLR0913, PLR0917 - mean, SD and n of two arms
    mean1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, mean2: ArrayLike, sd2: ArrayLike, n2: ArrayLike
) -> Arm:
    """Two arms taken as one: the mean and SD that all their people together have. Scalars or arrays.

    For a trial with two acupuncture arms against one control. ValueError for an SD of 0 or less, and for fewer than
    one person. Cochrane Handbook, table 6.5.a.
    """
    where = "combine_arms"
    m1, s1, k1, m2, s2, k2 = numbers(where, mean1=mean1, sd1=sd1, n1=n1, mean2=mean2, sd2=sd2, n2=n2)
    positive(where, sd1=s1, sd2=s2)
    at_least_one(where, n1=k1, n2=k2)
    n = k1 + k2
    squares = (k1 - 1) * s1**2 + (k2 - 1) * s2**2 + k1 * k2 / n * (m1 - m2) ** 2
    return Arm(((k1 * m1 + k2 * m2) / n)[()], np.sqrt(squares / (n - 1))[()], n[()])


def combine_events(events1: ArrayLike, n1: ArrayLike, events2: ArrayLike, n2: ArrayLike) -> Events:
    """Two arms taken as one: events and people added. ValueError for more events than people."""
    where = "combine_events"
    e1, k1, e2, k2 = numbers(where, events1=events1, n1=n1, events2=events2, n2=n2)
    at_least_one(where, n1=k1, n2=k2)
    need(where, "events1", e1, (e1 >= 0) & (e1 <= k1), "0 to the number of people, n1")
    need(where, "events2", e2, (e2 >= 0) & (e2 <= k2), "0 to the number of people, n2")
    return Events((e1 + e2)[()], (k1 + k2)[()])


def split_control(n: int, parts: int) -> tuple[int, ...]:
    """Divide a control group of `n` people among `parts` comparisons that share it, as evenly as whole people allow.

    Mean and SD stay as they are; events are split like people. It only keeps people from being counted twice: the
    comparisons still depend on each other, so combining arms is better where it makes sense. ValueError unless n and
    parts are whole, parts at least 1 and n at least parts. Cochrane Handbook 23.3.4.
    """
    for name, value in (("n", n), ("parts", parts)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer):
            raise ValueError(f"split_control: {name} is {value!r}, allowed is a whole number.")
    if parts < 1:
        raise ValueError(f"split_control: parts is {parts}, allowed is 1 or more.")
    if n < parts:
        raise ValueError(f"split_control: n is {n}, allowed is one person or more for each of {parts} parts.")
    each, left = divmod(int(n), int(parts))
    return tuple(each + (place < left) for place in range(parts))


def pool_kinds(kinds: Iterable[str]) -> str:
    """The one kind of value behind the SMDs of a pool: "post" (final values), "change" or "adjusted_difference".

    ValueError where they are mixed: the SD of changes is not the SD of final values, so an SMD of one is not in the
    units of the other. Mean differences may be mixed. Cochrane Handbook 10.5.2.
    """
    found = list(kinds)
    if not found:
        raise ValueError("pool_kinds: no kind was given, allowed is one for each trial.")
    for place, kind in enumerate(found):
        if kind not in KINDS:
            raise ValueError(
                f"pool_kinds: kinds[{place}] is {kind!r}, allowed is one of {', '.join(map(repr, KINDS))}."
            )
    odd = next((place for place, kind in enumerate(found) if kind != found[0]), None)
    if odd is not None:
        raise ValueError(
            f"pool_kinds: kinds[{odd}] is {found[odd]!r} and kinds[0] is {found[0]!r}. Standardised mean differences "
            "of final values, of changes and of adjusted differences are in different units: pool each kind on its own "
            "or pool mean differences on one scale, where they may be mixed."
        )
    return found[0]
