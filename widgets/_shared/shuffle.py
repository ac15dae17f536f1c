"""The order in which a reader sees options: the same for the same seed; shuffle.js is the same in JavaScript."""

from __future__ import annotations

from collections.abc import Sequence

WORD = 0xFFFFFFFF


def shuffled(ids: Sequence[str], seed: int, key: str) -> list[str]:
    """`ids` in the order that `seed` gives to the question `key`: FNV-1a, mulberry32 and Fisher-Yates."""
    state = 0x811C9DC5 ^ (seed & WORD)
    for byte in key.encode():
        state = ((state ^ byte) * 0x01000193) & WORD
    mixed = list(ids)
    for last in range(len(mixed) - 1, 0, -1):
        state = (state + 0x6D2B79F5) & WORD
        value = ((state ^ (state >> 15)) * (state | 1)) & WORD
        value ^= (value + (((value ^ (value >> 7)) * (value | 61)) & WORD)) & WORD
        other = ((value ^ (value >> 14)) & WORD) * (last + 1) >> 32
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def mixed_up(ids: Sequence[str], seed: int, key: str) -> list[str]:
    """Like `shuffled`, but never in the order given: for steps that stand in their right order."""
    order = shuffled(ids, seed, key)
    return order if order != list(ids) else [*order[1:], *order[:1]]
