"""A number as people type it; typed_number.js is the same in JavaScript, tested on the same cases.

Read are a point or a comma as decimal mark, any of the minus signs, spaces (also thin and no-break ones) or apostrophes
between groups of three digits, and the question's unit behind the number. "1,000" has two readings and so has none.
"""

from __future__ import annotations

import re

LONGEST = 40
BLANKS = " \t\r\n\u00a0\u2009\u202f"
_MINUS = re.compile("[\u2212\u2012\u2013\ufe63\uff0d]")
_NUMBER = re.compile(rf"([+-]?)[{BLANKS}]*([0-9.,'\u2019{BLANKS}]*[0-9.,])(.*)", re.DOTALL)
_GROUPS = (  # each with what parts its groups, and its decimal mark
    (rf"[0-9]{{1,3}}(?:[{BLANKS}'\u2019][0-9]{{3}})+(?:[.,][0-9]+)?", rf"[{BLANKS}'\u2019]"),
    (r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}", ","),
    (r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}", r"\."),
)
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_SIMPLE = re.compile(r"[0-9]+[.,]?[0-9]*|[.,][0-9]+")
_OF_HUNDRED = ("%", "percent", "per cent", "of 100")


def read_number(typed: str, unit: str = "") -> float | None:
    """The number that `typed` says, or None when it says none that is clear."""
    text = _MINUS.sub("-", typed.strip(BLANKS))
    found = _NUMBER.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or not _is_unit(found[3], unit):
        return None
    digits = _plain_digits(found[2])
    return None if digits is None else float(f"{'-' if found[1] == '-' else ''}{digits}")


def _plain_digits(text: str) -> str | None:
    """`text` without groups and with a point as decimal mark; None when it is no number, or two."""
    if _TWO_READINGS.fullmatch(text):
        return None
    for pattern, parting in _GROUPS:
        if re.fullmatch(pattern, text):
            return re.sub(parting, "", text).replace(",", ".")
    return text.replace(",", ".") if _SIMPLE.fullmatch(text) else None


def _is_unit(rest: str, unit: str) -> bool:
    """Whether what stands behind the number is nothing or the unit, in upper or lower case."""
    said, wanted = rest.strip(BLANKS).lower(), unit.strip(BLANKS).lower()
    return said in ("", wanted) or (wanted in _OF_HUNDRED and said in _OF_HUNDRED)
