"""Rows of data/adverse_events.csv as options of an icon array; what may not be drawn is refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from widgets.data import citation, row

TABLE = "adverse_events"
UNIT = re.compile(r"(%|per ([\d,]+)) ")


def option_of(row_id: str, label: str | None = None) -> dict:
    """One row as an option: from its count where there is one, else from the printed rate and interval.

    Raises ValueError for a row that does not exist, and for one that may not be drawn, with the reason that it gives.
    """
    found = row(TABLE, row_id)
    if found.plottable != "yes":
        raise ValueError(f"IconArray: the row {row_id!r} may not be drawn: {found.do_not_plot_reason}.")
    option = {
        "label": label or f"{study(found.reference_key)}: {found.event}",
        "kind": "harm",
        "per": str(found.denominator_kind),
        "counted": _counted(found),
        "source": citation(found.reference_key),
    }
    if pd.notna(found.events) and pd.notna(found.denominator):
        return option | {"events": int(found.events), "of": int(found.denominator)}
    scale = scale_of(row_id, found.rate_unit)
    if pd.isna(found.ci_low):
        raise ValueError(
            f"IconArray: the row {row_id!r} has neither a count nor an interval; allowed are rows with one."
        )
    interval = (found.ci_low / scale, found.ci_high / scale)
    return option | {"rate": found.rate / scale, "interval": interval, "interval_is": "95 % interval as printed"}


def options_of(row_ids: Sequence[str], labels: Mapping[str, str] | None = None) -> list[dict]:
    """The rows as options, in this order; `labels` gives some of them, by row id, a label of your own."""
    if isinstance(row_ids, str) or not row_ids:
        raise ValueError(f"IconArray: row_ids is {row_ids!r}, allowed is a list of ids such as ['witt2009-1'].")
    unknown = set(labels or {}) - set(row_ids)
    if unknown:
        raise ValueError(f"IconArray: labels names {sorted(unknown)}, allowed are the row ids {list(row_ids)}.")
    return [option_of(row_id, (labels or {}).get(row_id)) for row_id in row_ids]


def scale_of(row_id: str, unit: str) -> int:
    """What a printed rate counts to: "% patients" is 100, "per 1000 patients" 1,000."""
    match = UNIT.match(unit)
    if not match:
        raise ValueError(f"IconArray: the row {row_id!r} has the unit {unit!r}; allowed is '% …' or 'per 1000 …'.")
    return int(match[2].replace(",", "")) if match[2] else 100


def study(key: str) -> str:
    """First author and year of a source, or its title where no author was seen."""
    source = row("references", key)
    first = re.split(r"\s+[A-Z]+(?:,|$| and )", source.authors)[0] if source.authors else source.title
    return f"{first} {source.year}" if pd.notna(source.year) else first


def _counted(found: pd.Series) -> str:
    """Who counted what, as the row says it."""
    cycles = "; the source counts treatment cycles, and one person may have had several" * ("cycles" in found.rate_unit)
    return f"{found.design} ({found.country}){cycles}"
