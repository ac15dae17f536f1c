"""The point map as HTML that needs no script: the front and the back with their points, and every point as a table."""

from __future__ import annotations

from html import escape
from pathlib import Path

from widgets._shared.html import as_text

NEVER = (
    "Nobody should needle themselves, or anyone else, by this map. Its places are approximate, and some lie over the "
    "lung or near the spinal cord. Needling is for a trained person."
)
FLAGS_PAGE = "../../book/red-flags.html"
NO_CAUTION = "No special caution in our sources. That does not make it a place to needle."
BARE = (
    "We read only the code of this point, so we know of no caution for it. That is no all-clear: a bare point may lie "
    "over the lung or stand on a list to avoid in pregnancy."
)
UNKNOWN = "not in our data"


def static_map(points: list[dict], facts: dict) -> str:
    """What nobody should do, the pictures, and a table by region with the cautions first."""
    tables = "".join(_table(region, points, facts) for region in facts["regions"])
    flags = "".join(
        f'<li data-flag="{escape(name)}">{as_text(one["sign"])}. <strong>{as_text(one["do"])}</strong></li>'
        for name, one in facts["flags"].items()
    )
    return (
        f'<div class="pbp-points-static"><p class="title">Point map</p><p class="never"><strong>{NEVER}</strong></p>'
        f"<p>After needling, these need help now:</p><ul>{flags}</ul>"
        f'<p><a href="{FLAGS_PAGE}">Is it an emergency? All red flags</a></p>'
        f"{figures()}<p>Our drawing. Each place is approximate; where a point lies on both sides, one is named.</p>"
        f"{tables}</div>"
    )


def figures() -> str:
    """The front and the back with their points, as tests/widgets/make_point_figures.js draws them."""
    path = Path(__file__).with_name("figures.svg")
    return path.read_text(encoding="utf8").strip()


def _table(region: str, points: list[dict], facts: dict) -> str:
    rows = "".join(_row(one, facts) for one in points if one["region"] == region)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Point", "Name", "Place in words", "Care"))
    return (
        f'<table class="pbp-table"><caption>{as_text(region)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(one: dict, facts: dict) -> str:
    names = " ".join(filter(None, [f"<i>{as_text(one['pinyin'])}</i>" if one["pinyin"] else "", as_text(one["zh"])]))
    english = as_text(one["name"]) if one["name"] else UNKNOWN
    where = as_text(one["where"]) or UNKNOWN
    cun = f". Measured: {as_text(one['cun'])}" if one["cun"] and not one["cun"].startswith("none") else ""
    care = [
        f'<li data-caution="{escape(caution["kind"])}"><strong>{as_text(facts["kinds"][caution["kind"]])}:</strong> '
        f"{as_text(caution['text'])} {as_text(caution['basis'])}</li>"
        for caution in one["cautions"]
    ]
    told = f"<ul>{''.join(care)}</ul>" if care else (NO_CAUTION if one["name"] else BARE)
    cells = [("Name", f"{english}. {names}"), ("Place in words", where + cun), ("Care", told)]
    body = "".join(f'<td data-label="{label}">{text}</td>' for label, text in cells)
    return f'<tr data-point="{escape(one["code"])}"><th scope="row">{escape(one["code"])}</th>{body}</tr>'
