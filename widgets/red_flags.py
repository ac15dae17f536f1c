"""The red flags as pages and widgets show them: in the words of red_flags.csv, most urgent first."""

from __future__ import annotations

import re

import pandas as pd

from widgets.data import load, row

URGENCY = {
    "emergency now": "Emergency: go now",
    "same day": "The same day",
    "within days": "Within days",
    "see clinician": "Tell a clinician at your next visit",
}
"""How fast help is needed, most urgent first, with its heading."""
CONTEXT = {
    "after needling": "After needling",
    "general": "At any time",
    "pregnancy": "In pregnancy",
    "child": "In a child",
}
GENERAL_NOTE = "RF38"  # the row that is about all the others
UNSIGNED = "Act on it all the same: from general clinical knowledge, not yet signed off by a clinician."
EDITORIAL = re.compile(r"readers|teachers|article|^A\d names|barely change the odds|most informative")
"""Notes for us, not for someone who looks for help."""


def signs() -> pd.DataFrame:
    """Every sign, most urgent first, those after needling first among equals; without the general note.

    Columns: flag_id, sign, do, action, context, signed (whether a source stands behind it), about ("Think of: …" and
    what our files note), source (a sentence: the source, or that a clinician has not yet signed it off).
    """
    table = load("red_flags")
    table = table[table.flag_id != GENERAL_NOTE].copy()
    table["signed"] = is_signed(table)
    table["about"] = [f"Think of: {one.think_of}. {_note(one.note)}".strip() for one in table.itertuples()]
    table["source"] = ("Source: " + table.source_as_printed + ".").where(table.signed, UNSIGNED)
    order = table.action.map(list(URGENCY).index).astype(int), table.context.map(list(CONTEXT).index).astype(int)
    table = table.assign(_urgency=order[0], _context=order[1]).sort_values(["_urgency", "_context"], kind="stable")
    return table[["flag_id", "sign", "do", "action", "context", "signed", "about", "source"]].reset_index(drop=True)


def after_needling() -> pd.DataFrame:
    """The signs after needling that need help: sign, when, what to do, basis; the most urgent first."""
    rows = signs().query("context == 'after needling'")
    return pd.DataFrame({"Sign": rows.sign, "When": rows.action, "What to do": rows.do, "Basis": rows.source})


def general_note() -> str:
    """What is true of all signs: they need a doctor, no list is complete, and whom to phone when unsure."""
    note = row("red_flags", GENERAL_NOTE)
    text = note.sign.removeprefix("General note: ")
    return f"{text[0].upper()}{text[1:]} {note['do']}"


def is_signed(flags: pd.DataFrame) -> pd.Series:
    """Whether a source alone stands behind each row of red_flags.csv, with nothing from general knowledge."""
    return (flags.basis == "source") & ~flags.source_as_printed.str.contains("general clinical knowledge")


def _note(text: str) -> str:
    return " ".join(part for part in re.split(r"(?<=\.) ", text) if not EDITORIAL.search(part))
