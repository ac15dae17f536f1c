"""The atlas as HTML that needs no script: the healthy spine, the causes and the scans as tables."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd

from widgets._shared.html import as_text
from widgets._shared.language import in_print
from widgets.spine_atlas.scans import ESTIMATE
from widgets.tables import Table

FLAGS_PAGE = "../../book/red-flags.html"
UNKNOWN = "not known to this course"
MARK = "\u2009*"
SELECTED = (
    "Our table holds only findings that were more common with pain. Which others the review compared, and did not find "
    "so, it does not say."
)


def static_atlas(
    causes: list[dict], flags: dict[str, dict], scans: list[dict], against: list[dict], source: str
) -> str:
    """Picture and tables; the signs that need help come before the causes."""
    tables = [_causes(causes), _scans(scans, source), _against(against)]
    return (
        '<div class="pbp-atlas-static"><p class="title">Spine atlas</p>'
        f'<p>Red flags come first. <a href="{FLAGS_PAGE}">Is it an emergency? All red flags</a></p>{_first(flags)}'
        f"{healthy()}<p>A healthy spine. Schematic: drawn by rule from typical shapes, not from anyone’s scan.</p>"
        f"{''.join(tables)}</div>"
    )


def healthy() -> str:
    """The healthy picture, as tests/widgets/make_healthy_spine.js draws it."""
    return Path(__file__).with_name("healthy.svg").read_text(encoding="utf8").strip()


def _first(flags: dict[str, dict]) -> str:
    """The signs that belong to causes of this atlas, by how fast help is needed, without any number."""
    levels = dict.fromkeys(one["level"] for one in flags.values())
    return "".join(f"<p><strong>{as_text(level)}</strong></p><ul>{_signs(flags, level)}</ul>" for level in levels)


def _signs(flags: dict[str, dict], level: str) -> str:
    return "".join(
        f'<li data-flag="{escape(name)}">{as_text(one["sign"])}. <strong>{as_text(one["do"])}</strong> '
        f"<small>{as_text(one['source'])}</small></li>"
        for name, one in flags.items()
        if one["level"] == level
    )


def _causes(causes: list[dict]) -> str:
    rows = [
        {"Cause": one["title"], "Usual symptoms": one["symptoms"], "How common": one["share"] or UNKNOWN,
         "How it goes": one["course"] or one["link"] or UNKNOWN,
         "First care": " ".join(filter(None, [_sentence(one["care"] or UNKNOWN), one["checked"]]))}
        for one in causes
    ]  # fmt: skip
    frame = pd.DataFrame(rows).map(in_print)
    return Table(frame, "Causes of back and neck pain, as our data have them")._repr_html_()


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _scans(scans: list[dict], source: str) -> str:
    found = {(one["finding"], one["age"]): one for one in scans}
    rows = []
    for finding in dict.fromkeys(one["finding"] for one in scans):
        cells = {f"Age {age}": _cell(found[finding, age]) for age in sorted({one["age"] for one in scans})}
        rows.append({"Finding": finding} | cells)
    caption = (
        "Of 100 people without back pain, how many have a finding on a scan. * is a model’s guess: nobody of this age "
        "was scanned. All were read second-hand: 20 to 50 in a paper that quotes the table, 60 and over in a secondary "
        "file only."
    )
    return Table(pd.DataFrame(rows), caption, source)._repr_html_()


def _cell(scan: dict) -> str:
    return f"{scan['percent']:g}{MARK if scan['kind'] == ESTIMATE else ''}"


def _against(against: list[dict]) -> str:
    rows = [
        {"Finding": one["finding"],
         "Odds ratio (95 % interval)": f"{one['odds']:g} ({one['low']:g} to {one['high']:g})",
         "Who was scanned": in_print(one["people"])}
        for one in against
    ]  # fmt: skip
    caption = (
        "And the other side: findings that are more common with pain than without. 1 is no difference. " + SELECTED
    )
    sources = " ".join(dict.fromkeys(one["source"] for one in against))
    return Table(pd.DataFrame(rows), caption, sources)._repr_html_()
