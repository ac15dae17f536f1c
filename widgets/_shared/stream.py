"""Random numbers that can be drawn again: the same from the same seed, here and in stream.js.

The numbers are counter-based (Philox4x32-10: Salmon, Moraes, Dror and Shaw 2011): the numbers of person 7 of trial 300
are a function of seed, trial and person alone. So they stay the same when others are added, and need no order.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

WORD = np.uint64(0xFFFFFFFF)
MULTIPLY = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (0x9E3779B9, 0xBB67AE85)
HALF = np.uint64(32)


def philox(counter: tuple, key: tuple[int, int]) -> tuple[np.ndarray, ...]:
    """Four words of 32 bits for each counter. `counter`: four words, or arrays of them; `key`: two words."""
    c0, c1, c2, c3 = (np.asarray(part, np.uint64) for part in counter)
    for number in range(10):
        k0, k1 = (np.uint64((start + number * step) & 0xFFFFFFFF) for start, step in zip(key, WEYL, strict=True))
        low, high = MULTIPLY[0] * c0, MULTIPLY[1] * c2
        c0, c1, c2, c3 = (high >> HALF) ^ c1 ^ k0, high & WORD, (low >> HALF) ^ c3 ^ k1, low & WORD
    return c0, c1, c2, c3


def share(word: np.ndarray) -> np.ndarray:
    """A word of 32 bits as a share above 0 and below 1."""
    return (np.asarray(word, float) + 0.5) / 2**32


def standard_normal(p: np.ndarray) -> np.ndarray:
    """The value that a standard normal variable stays below with probability `p`, above 0 and below 1."""
    return ndtri(p)
