"""Finding a point by what people type: codes in several spellings, English, pinyin with or without tones, characters.

find.js is the same for the page; both are tested against tests/widgets/point_map_cases.json.
"""

from __future__ import annotations

import re
import unicodedata

ALIASES = {
    "ub": "bl", "b": "bl", "du": "gv", "dm": "gv", "g": "gb", "tb": "te", "th": "te", "tw": "te", "sj": "te",
    "ren": "cv", "rn": "cv", "liv": "lr", "lv": "lr", "k": "ki", "s": "st",
}  # fmt: skip
"""Other letters in use for the same channels; our reading."""
CODE = re.compile(r"([a-z]+)0*(\d+)")
SHORTEST = 3  # letters of a word in the long texts


def plain(text: str) -> str:
    """Lower case, without tone marks, spaces and signs: letters, digits and Chinese characters are left."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(one))
    return "".join(re.findall(r"[a-z0-9\u3400-\u9fff]", bare))


def code_of(text: str) -> str:
    """The plain code that a text may mean: "UB 23", "bl-23" and "BL023" are "bl23"."""
    bare = plain(text)
    found = CODE.fullmatch(bare)
    return f"{ALIASES.get(found[1], found[1])}{found[2]}" if found else bare


def rank(point: dict, text: str) -> int:
    """How a point fits: 0 called so, 1 a name begins so, 2 a name has it, 3 its place or caution has it, 4 none."""
    asked, code = plain(text), code_of(text)
    if not asked:
        return 4
    letters = re.sub(r"\d", "", asked) or asked  # tones written as numbers
    own, pinyin, zh = plain(point["code"]), plain(point["pinyin"]), plain(point["zh"])
    english = plain(point["name"])
    names = [own, pinyin, zh, english]
    if code == own or letters == pinyin or asked in (zh, english, plain(point["name"].split("(")[0])):
        return 0
    if own.startswith(code) or any(name.startswith(asked) for name in names[1:] if name):
        return 1
    if any(asked in name for name in names[1:]):
        return 2
    cautions = (text for one in point["cautions"] for text in (one["kind"], one["text"]))
    texts = (point["channel"], point["area"], point["where"], *cautions)
    return 3 if len(asked) >= SHORTEST and any(asked in plain(one) for one in texts) else 4


def found(points: list[dict], text: str) -> list[str]:
    """The codes of the points that fit, the best first; all of them for an empty text."""
    if not plain(text):
        return [point["code"] for point in points] if not text.strip() else []
    ranked = [(rank(point, text), point["code"]) for point in points]
    return [code for best in range(4) for fits, code in ranked if fits == best]
