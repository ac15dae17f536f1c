"""What the safety check asks: signs and precautions in the words of data/, and in which order they come."""

from __future__ import annotations

from widgets import red_flags
from widgets.data import load

GATE = "needling"
LONGEST_STEP = 6
UNKNOWN = "Known: we hold no source for this. It is general clinical knowledge, not yet signed off by a clinician."
TITLES = {
    "emergency now": "Signs that need help now",
    "same day": "Signs that need help today",
    "within days": "Signs that need an appointment within days",
    "see clinician": "Signs to tell your doctor of",
}
SAYS = {
    "after needling": "Look at these first. One sign is enough to act.",
    "emergency now": "One of these is enough to go now. “Not sure” counts as yes.",
    "same day": "One of these is enough to get help today. “Not sure” counts as yes.",
    "within days": "One of these is enough to ask for an appointment within days.",
    "see clinician": "These are not urgent, and not nothing.",
}


def questions() -> list[dict]:
    """Every sign, most urgent first, then every precaution under its topic; the general note is no question."""
    flags = [
        {"id": one.flag_id, "kind": "flag", "text": one.sign, "action": str(one.action), "do": one.do,
         "about": one.about, "context": str(one.context), "source": one.source}
        for one in red_flags.signs().itertuples()
    ]  # fmt: skip
    return flags + [_precaution(one) for one in _precautions().itertuples()]


def steps() -> list[dict]:
    """The gate, the signs after needling, the other signs by urgency, the precautions by topic; ids by step."""
    found = [{"id": GATE, "title": "Have you had needles or cups in the last days or weeks?", "questions": [],
              "says": "Acupuncture, dry needling or cupping. Say yes also if your pain is older."}]  # fmt: skip
    signs = red_flags.signs()
    after = signs[signs.context == "after needling"]
    found.append({"id": "after-needling", "title": "Signs after needling", "says": SAYS["after needling"],
                  "questions": list(after.flag_id), "after_needling": True})  # fmt: skip
    others = signs[signs.context != "after needling"]
    for action, title in TITLES.items():
        ids = list(others[others.action == action].flag_id)
        parts = [ids[start : start + LONGEST_STEP] for start in range(0, len(ids), LONGEST_STEP)]
        for number, part in enumerate(parts, start=1):
            which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            found.append({"id": f"{action.replace(' ', '-')}-{number}", "title": title + which, "says": SAYS[action],
                          "questions": part})  # fmt: skip
    for topic, rows in _precautions().groupby("topic", sort=False, observed=True):
        found.append({"id": topic.lower().replace(" ", "-").replace(",", ""), "title": topic,
                      "says": "Does one of these fit you? It is not about danger now, but about what to settle first.",
                      "questions": list(rows.precaution_id)})  # fmt: skip
    return found


def _precautions():
    return load("precautions").sort_values("topic", kind="stable")


def _precaution(one) -> dict:
    sourced = bool(one.source_as_printed)
    known = f"Known: {one.what_evidence_says_in_own_words}" if sourced else UNKNOWN
    return {"id": one.precaution_id, "kind": "precaution", "text": one.item, "known": known, "advice": one.advice,
            "decides": f"Who decides with you: {one.who_decides}", "same_sign": one.same_sign,
            "whom": one.whom_to_ask.split("; "), "ask_first": one.level == "needs clinician's advice",
            "source": f"Source: {one.source_as_printed}." if sourced else ""}  # fmt: skip
