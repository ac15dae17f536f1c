"""The table of two practitioners on paper: four counts, the sum by hand, and what the drawn studies found."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from widgets._shared.language import signed
from widgets.two_readers.study import Agreement, middle

NO_KAPPA = "Luck alone makes the two agree on everybody, so nothing is left to agree on: this table has no kappa."


def static_two_readers(table: Sequence[int], found: Agreement, people: int, kappas: Sequence[float]) -> str:
    """The widget without a script, for a page, for print and for viewers."""
    both, first, second, neither = table
    lines = [
        ("A gives the label", both, first, both + first),
        ("A does not", second, neither, second + neither),
        ("Together", both + second, first + neither, found.people),
    ]
    names = ("B gives the label", "B does not", "Together")
    head = "".join(f'<th scope="col">{name}</th>' for name in ("How many people", *names))
    body = "".join(f'<tr><th scope="row">{name}</th>{_cells(names, counts)}</tr>' for name, *counts in lines)
    return (
        '<div class="pbp-two-readers-static"><table class="pbp-table"><caption>Two practitioners, A and B, one label'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<p>{by_hand(found)}</p><p>{drawn(people, kappas)}</p></div>"
    )


def _cells(names: Sequence[str], counts: Sequence[int]) -> str:
    """Cells that name their own column, for a phone."""
    pairs = zip(names, counts, strict=True)
    return "".join(f'<td data-label="{name}">{count}</td>' for name, count in pairs)


def _tenths(value: float) -> str:
    """A number of people in 100, with a decimal only where there is one."""
    return signed(value, 1).removesuffix(".0")


def by_hand(found: Agreement) -> str:
    """The sum of kappa, step by step, in people of 100."""
    same, luck = 100 * found.observed, 100 * found.by_chance
    text = f"Of 100 people A and B agree on {_tenths(same)}. By luck alone it would be {_tenths(luck)}. "
    if found.kappa is None:
        return text + NO_KAPPA
    return text + (
        f"Beyond luck: {_tenths(same - luck)}. Left to agree on: {_tenths(100 - luck)}. "
        f"Kappa is the first divided by the second: {signed(found.kappa, 2)}."
    )


def drawn(people: int, kappas: Sequence[float]) -> str:
    """What the drawn studies came to."""
    none = sum(map(isnan, kappas))
    text = f"{len(kappas)} made-up studies of {people} people each, drawn from this table: "
    if none == len(kappas):
        return text + "none has a kappa."
    low, high = middle(kappas)
    text += f"the middle 95 of 100 found a kappa from {signed(low, 2)} to {signed(high, 2)}."
    return text + (f" {none} found none, as both gave everybody the same label." if none else "")
