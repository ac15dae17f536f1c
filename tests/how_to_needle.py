"""Words that tell how to needle: how deep, where to, with which movements, methods. No part of the course has them."""

import re

HOW_TO_NEEDLE = re.compile(
    r"perpendicular|obliqu|transvers\w+ (?:insert|needl)|\bangled?\b(?! of)|tangential|horizontally|slant"
    r"|\b(?:insert|needl|puncture)\w*[^.;|]{0,40}?\b(?:to|at) (?:a |the )?depth|depth of (?:insertion|needl|about|\d)"
    r"|\d\s?(?:mm|cm|cun|inch(?:es)?) (?:deep|in depth|depth)|\b(?:upwards?|downwards?|medially) (?:insert|needl)",
)
LENGTH = r"\d+(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d+(?:\.\d+)?)?\s?(?:mm|cm|cun|inch(?:es)?)\b"
LENGTH_OF_NEEDLE = re.compile(
    rf"\b(?:insert|needl|punctur|penetrat)\w*[^.;,|()]{{0,40}}?\b{LENGTH}(?! (?:off|lateral|below|above|from|on))"
    rf"|{LENGTH}[^.;,|()]{{0,15}}?\b(?:deep|depth|insertion|into)\b",
)
HAND_MOVEMENTS = re.compile(
    r"\btwirl|\blift\w* and thrust|\bthrust\w*\b|\b(?:insert|advance|push|rotate|aim|point|direct|withdraw) the needle"
    r"|\bneedle (?:tip|point)s? (?:toward|to|at|away)|\bneedle (?:is |should be )?(?:directed|aimed|pointed) ",
)
METHODS = re.compile(
    r"\b(?:reinforc|reduc)ing needle|\beven needle method|\bprick\w+\b(?! (?:pain|feeling|sensation))"
    r"|\bbleeding (?:[a-z]{2} ?\d|cupping)|\bwet \(bleeding\)",
)
TELLS = (HOW_TO_NEEDLE, LENGTH_OF_NEEDLE, HAND_MOVEMENTS, METHODS)
EXAMPLES = [
    "inserted to a depth of 20 mm", "needled 0.5-1 cun", "perpendicular insertion", "25 mm deep", "obliquely, 0.8 cun",
    "needle inserted at an angle", "insertion 1.5 cm", "15 mm into the muscle", "depth of insertion",
    "lifting and thrusting", "aim the needle away from the spine", "the needle tip towards the knee",
    "pricking BL40 or local points", "wet (bleeding) cupping", "reinforcing needle method", "even needle method",
    "bleeding BL40",
]  # fmt: skip
"""What the patterns have to find."""
LET_THROUGH = [
    "VAS 0-100 mm", "1.5 cun lateral to midline", "minimal needling (5.1 mm, -3.7 to 13.9)", "3 cun below the knee",
    "sham needling 1-2 cm off, current off", "no deep needles near the spine", "pain fell by 4 mm on a 100 mm scale",
    "a needle that breaks", "the point of a trial", "a pinprick is felt less", "a pricking pain",
    "you may feel a prick",
    "bleeding after cupping",
]  # fmt: skip
"""What they have to let through: places, scales, warnings."""


def told(text: str) -> list[str]:
    """Where `text` tells how to needle: each find with some words round it, in small letters."""
    text = text.lower()  # faster than patterns that ignore case
    finds = (found for pattern in TELLS for found in pattern.finditer(text))
    return [" ".join(text[max(0, found.start() - 60) : found.end() + 60].split()) for found in finds]
