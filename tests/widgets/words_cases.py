"""The cases of words_cases.json, in which Python and JavaScript must say the same; run as a script, it writes them."""

from __future__ import annotations

import json
import math
from itertools import product
from pathlib import Path
from types import SimpleNamespace

from widgets.stats.headline import headline
from widgets.stats.words import Context, summary

FILE = Path(__file__).with_name("words_cases.json")
BASE = {
    "outcome": "pain",
    "comparator": "sham acupuncture",
    "people": "people with chronic low back pain",
    "when": "8 weeks after the start",
    "unit": "points on a 0–100 scale",
    "lower_is_better": True,
    "smallest_important": None,
    "missing_trials": None,
    "missing_people": None,
    "largest_missing": None,
    "review_says": None,
}
POOLED = {"ci_low": -17.0, "estimate": -8.5, "ci_high": 0.5, "pi_low": -20.5, "pi_high": 2.5, "k": 3, "level": 0.95}
CONTEXTS = [
    {},
    {"lower_is_better": False, "smallest_important": 5, "missing_trials": 0},
    {"unit": "points on the RMDQ", "missing_trials": 1, "missing_people": 1162, "largest_missing": "A (1,162 people)"},
    {"smallest_important": 1.25, "missing_trials": 17, "review_says": "Little or no difference. "},
    {"missing_people": 2865, "missing_trials": None, "review_says": "NICE", "outcome": "loss of quality of life"},
]
EACH = [[-28.0, -6.0], [-0.28, -0.06], [-0.28, 0.06, 0.001], [-12.0, 0.2, 0.0]]
NUMBERS = [
    {},
    {"k": 1, "pi_low": math.nan, "pi_high": math.nan, "ci_low": -9.5, "estimate": -4.5, "ci_high": 0.125},
    {"k": 5, "ci_low": -2.5, "estimate": -1.5, "ci_high": -0.5, "pi_low": -3.125, "pi_high": 1.005},
    {"k": 11, "ci_low": 0.015, "estimate": 0.125, "ci_high": 0.375, "level": 0.9},
    {"k": 1234, "ci_low": -0.004, "estimate": -0.001, "ci_high": 0.003, "pi_low": -0.4, "pi_high": 0.4},
    {"k": 2, "ci_low": -156.0, "estimate": -17.0, "ci_high": 121.0},
    {"k": 3, "ci_low": -2.0, "estimate": 0.002, "ci_high": 1.0},
    {"k": 6, "ci_low": 1234.5, "estimate": 2345.5, "ci_high": 3456.5, "pi_low": -1.0, "pi_high": 9999.5},
]


def cases() -> list[dict]:
    """Every measure with every set of numbers, with the contexts in turn."""
    found = []
    for place, (measure, numbers) in enumerate(product(("MD", "SMD", "RD", "RR", "OR"), 2 * NUMBERS)):
        context = CONTEXTS[place % len(CONTEXTS)]
        pooled = POOLED | numbers | {"measure": measure}
        if measure in ("RR", "OR", "SMD", "RD") and pooled["ci_high"] > 100:
            continue
        said, asked = SimpleNamespace(**pooled), Context(**(BASE | context))
        each = EACH[place % len(EACH)]
        plain = {
            name: None if isinstance(value, float) and math.isnan(value) else value for name, value in pooled.items()
        }
        found.append(
            {
                "pooled": plain,
                "context": BASE | context,
                "each": each,
                "says": summary(said, asked),
                "headline": headline(said, asked, each),
            }
        )
    return found


if __name__ == "__main__":
    FILE.write_text(json.dumps(cases(), ensure_ascii=False, indent=0) + "\n", encoding="utf8")
