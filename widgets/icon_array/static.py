"""An icon array as HTML that needs no script: the same squares, drawn in Python, and the table behind them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from widgets._shared.cells import LAYERS, line, outline, runs, short
from widgets._shared.html import as_text
from widgets.icon_array.options import grouped, number
from widgets.tables import Table

FEW = 30
"""Up to so many cells of 10,000 get a ring, because on a phone they are specks."""
FIXED = 'vector-effect="non-scaling-stroke"'
WORDS = {
    "full": "counted",
    "open": "open: up to the upper end of the interval",
    "added": "added",
    "avoided": "avoided",
    "rest": "all others",
}


def static_icon_array(title: str, says: str, options: list[dict], denominator: int, per: str) -> str:
    """All pictures with their numbers, then one table."""
    pictures = "".join(_picture(option, denominator) for option in options)
    table = Table(numbers(options, denominator, per), f"{title}: in {grouped(denominator)} {per}")._repr_html_()
    return (
        f'<div class="pbp-icon-array pbp-icon-array-static"><p class="title">{as_text(title)}</p>'
        f'<div class="pictures{" single" * (len(options) == 1)}">{pictures}</div>{_key(options, denominator)}'
        f'<p class="says">{as_text(says)}</p>{table}</div>'
    )


def legend(options: list[dict], denominator: int) -> list[list[str]]:
    """The marks that the pictures have, each with its meaning."""
    found = {run[0] for option in options for run in runs(option["cells"], denominator)}
    based = any(option["baseline"] is not None for option in options)
    words = WORDS | ({"full": "there anyway"} if based else {})
    words |= {"rest": "all others; a row is 100"} if denominator > 100 else {}
    entries = [[mark, words[mark]] for mark in words if mark in found]
    if any(option["low"] is not None and option["cells"]["low"] < option["cells"]["high"] for option in options):
        entries.append(["interval", "from the lower to the upper end of the interval"])
    if any(lens(option["cells"], 10 if denominator == 100 else 100) for option in options):
        entries.append(["ring", "the few marked cells, enlarged below"])
    return entries


def _key(options: list[dict], denominator: int) -> str:
    entries = "".join(f"<li>{swatch(mark)}{escape(words)}</li>" for mark, words in legend(options, denominator))
    return f'<ul class="legend">{entries}</ul>'


def swatch(mark: str) -> str:
    """One cell of the legend."""
    if mark in LAYERS:
        inner = _layers(mark, 0, 1, 1)
    elif mark == "interval":
        inner = '<path class="interval" d="M.1 .1H.9V.9H.1Z" vector-effect="non-scaling-stroke"/>'
    else:
        inner = (
            '<rect class="ring" x=".05" y=".25" width=".9" height=".5" rx=".25" vector-effect="non-scaling-stroke"/>'
        )
    return f'<svg viewBox="0 0 1 1" aria-hidden="true">{inner}</svg>'


def numbers(options: list[dict], denominator: int, per: str) -> pd.DataFrame:
    """The table behind the pictures: one row an option, numbers per denominator."""
    rows = []
    for option in options:
        low, high = (None if option[end] is None else option[end] * denominator for end in ("low", "high"))
        rows.append({
            "Option": option["label"],
            f"In {grouped(denominator)}": number(option["rate"] * denominator),
            "From": "" if low is None else number(low),
            "To": "" if high is None else number(high),
            "Interval": "" if low is None else option["interval_is"],
            "Before": "" if option["baseline"] is None else number(option["baseline"] * denominator),
            "Events": "" if option["events"] is None else grouped(option["events"]),
            per.capitalize(): "" if option["of"] is None else grouped(option["of"]),
            "Who counted, and how": option["counted"],
            "Source": option["source"],
        })  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame[[name for name in frame.columns if frame[name].astype(str).str.strip().any()]]


def _picture(option: Mapping, denominator: int) -> str:
    of = f" in {grouped(denominator)} {as_text(option['per'])}"
    said = f"<b>{as_text(option['number'])}</b>{of}"
    if option["change"]:
        said = f"<b>{as_text(option['more'])}</b>{as_text(option['change'].removeprefix(option['more']))}"
    span = f" ({as_text(option['span'])})" if option["span"] else ""
    return (
        f'<div class="option" data-kind="{escape(option["kind"])}"><p class="name">{as_text(option["label"])}</p>'
        f"{svg(option, denominator)}<p>{said}{span}</p></div>"
    )


def svg(option: Mapping, denominator: int) -> str:
    """The square of cells as SVG: a few paths, whatever the number of cells."""
    width = 10 if denominator == 100 else 100
    edge = width / 40
    paths = "".join(_layers(mark, first, last, width) for mark, first, last in runs(option["cells"], denominator))
    found = option["cells"]
    if round_ := outline(found["low"], found["high"], width) if option["low"] is not None else "":
        paths += f'<path class="interval" d="{round_}" vector-effect="non-scaling-stroke"/>'
    paths += lens(found, width)
    return (
        f'<svg viewBox="{-edge} {-edge} {width + 2 * edge} {width + 2 * edge}" role="img" '
        f'aria-label="{escape(option["says"])}">{paths}</svg>'
    )


def _layers(mark: str, first: int, last: int, width: int) -> str:
    return "".join(
        f'<path class="{colour}" d="{line(first, last, width, length)}" stroke-width="{height}" '
        f'stroke-dasharray="{length} {round(1 - length, 2)}"/>'
        for colour, length, height in LAYERS[mark]
    )


def lens(found: Mapping, width: int) -> str:
    """Where few of 10,000 cells are marked: a ring round them, and the same cells enlarged, ten in a row."""
    marked = max(found["count"], found["high"], found["baseline"] or 0)
    if width == 10 or not 0 < marked <= FEW:
        return ""
    rows = -(-marked // 10)
    cells = "".join(_layers(mark, first, last, 10) for mark, first, last in runs(found, 10 * rows))
    return (
        f'<rect class="ring" x="-1.5" y="-1.5" width="{marked + 3}" height="4" rx="2" {FIXED}/>'
        f'<path class="ring" d="M{short(marked / 2)} 2.5V10" {FIXED}/>'
        f'<rect class="glass" x="-1" y="10" width="84" height="{8 * rows + 4}" rx="2" {FIXED}/>'
        f'<g transform="translate(1 12) scale(8)">{cells}</g>'
    )
