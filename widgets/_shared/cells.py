"""Which cells of a square of 100 or 10,000 are drawn how, and the lines that draw them: the same rule as cells.js."""

from __future__ import annotations

from math import floor

Run = tuple[str, int, int]
"""A mark, and the cells it takes: from the first up to, not including, the last. Cells are numbered along the rows."""

# Each mark is drawn in layers over its cells: colour, length and height as shares of a cell.
LAYERS = {
    "rest": [("dot", 0.3, 0.3)],
    "full": [("mark", 0.8, 0.8)],
    "open": [("mark", 0.8, 0.8), ("hole", 0.5, 0.5)],
    "added": [("mark", 0.8, 0.8), ("hole", 0.16, 0.8), ("hole", 0.8, 0.16)],
    "avoided": [("mark", 0.8, 0.8), ("hole", 0.56, 0.56), ("mark", 0.24, 0.24)],
}


def tidy(value: float) -> float:
    """`value` without the dust of binary fractions, so that 2.4999999999999996 counts as a half."""
    return floor(value * 1e6 + 0.5) / 1e6


def cells(rate: float, low: float | None, high: float | None, baseline: float | None, denominator: int) -> dict:
    """How many cells stand for each number: the nearest whole number, a half up.

    An upper end above zero has one cell at least, so that no picture of "fewer than 1" looks like none.
    """

    def whole(share: float) -> int:
        return floor(tidy(share * denominator) + 0.5)

    count = whole(rate)
    return {
        "count": count,
        "low": count if low is None else whole(low),
        "high": count if high is None else max(whole(high), int(high > 0)),
        "baseline": None if baseline is None else whole(baseline),
    }


def runs(found: dict, denominator: int) -> list[Run]:
    """The marks in order of the cells: what stays, is added or avoided, what the interval leaves open, the rest."""
    count, base = found["count"], found["baseline"]
    if base is None:
        marks = [("full", 0, count), ("open", count, max(count, found["high"]))]
    elif count < base:
        marks = [("full", 0, count), ("avoided", count, base)]
    else:
        marks = [("full", 0, base), ("added", base, count)]
    marks.append(("rest", marks[-1][2], denominator))
    return [run for run in marks if run[2] > run[1]]


def line(first: int, last: int, width: int, length: float) -> str:
    """Path data for the cells from `first` up to `last`: a stretch for each row, to be dashed `length` a cell."""
    pieces = []
    for row in range(first // width, (last - 1) // width + 1):
        start, end = max(first, row * width) - row * width, min(last, (row + 1) * width) - row * width
        pieces.append(f"M{short(start + (1 - length) / 2)} {row}.5h{short(end - start - 1 + length)}")
    return "".join(pieces)


def outline(first: int, last: int, width: int) -> str:
    """Path data round the cells from `first` up to `last`; empty for none."""
    if last <= first:
        return ""
    top, left = divmod(first, width)
    bottom, right = divmod(last - 1, width)
    right += 1
    if top == bottom:
        return f"M{left} {top}H{right}V{top + 1}H{left}Z"
    return f"M{left} {top}H{width}V{bottom}H{right}V{bottom + 1}H0V{top + 1}H{left}Z"


def short(value: float) -> str:
    """At most two decimals and no idle zeros, as both languages print it."""
    return f"{floor(value * 100 + 0.5) / 100:.2f}".rstrip("0").rstrip(".")
