"""How the parts of a question are worded: on a control, and inside a sentence."""

from __future__ import annotations

PEOPLE = {
    "low back pain, duration mixed or not stated": "people with low back pain of mixed or unstated duration",
    "mixed pain": "people with pain in several places",
}
COMPARATORS = {
    "sham": "a sham",
    "no treatment": "no treatment",
    "usual care": "usual care",
    "drug": "a medicine",
    "active": "another active treatment",
}
OUTCOMES = {
    "pain": "pain",
    "function": "trouble with daily life",
    "response": "a response to treatment",
    "quality of life": "loss of quality of life",
    "global improvement": "overall improvement",
    "work": "trouble at work",
    "symptom still present": "symptoms still present",
}
OUTCOME_LABELS = {"function": "function (trouble with daily life)", "response": "response (how many got better)"}
COMPARATOR_LABELS = {"sham": "a sham (needles or a device)", "drug": "a medicine", "active": "another active treatment"}
WHEN = {
    "same-day": "on the same day or in the first days",
    "1-5-weeks": "1 to 5 weeks after the start",
    "6-13-weeks": "6 to 13 weeks after the start",
    "14-38-weeks": "14 to 38 weeks after the start",
    "39-77-weeks": "about a year after the start",
    "78-weeks-on": "78 weeks after the start or later",
}
MEASURE_LABELS = {
    "points": "points on a 0–100 scale",
    "smd": "standard deviations (SMD)",
    "rr": "risk ratio (RR)",
    "or": "odds ratio (OR)",
    "rd": "risk difference (RD)",
}
POOLED_AS = {"points": "MD", "smd": "SMD", "rr": "RR", "or": "OR", "rd": "RD"}
"""What `pool` calls each measure."""
MODELS = {"REML": "random effects (REML)", "DL": "random effects (DerSimonian–Laird)", "EE": "common effect"}
INTERVALS = {
    "hksj": "Hartung–Knapp",
    "hksj-modified": "Hartung–Knapp, never narrower than Wald",
    "wald": "Wald (normal)",
}
ORDERS = {"year": "by year", "effect": "by effect", "precision": "by precision"}
TABS = {
    "forest": "Forest",
    "funnel": "Funnel",
    "cumulative": "By year",
    "leave-one-out": "Leave one out",
    "table": "Table",
    "network": "Network",
}


def words_of(kind: str, value: str) -> str:
    """A value of the vocabularies as it stands inside a sentence."""
    if kind == "condition":
        return PEOPLE.get(value, f"people with {value}")
    return {"comparator": COMPARATORS, "outcome": OUTCOMES, "window": WHEN}[kind].get(value, value)
