"""What the point map tells of each point, in the words of data/: names, place, care, patterns, trials, sources."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pandas as pd

from widgets import red_flags
from widgets.data import citation, load, row

VIEWS = ["front", "back", "side", "hand", "foot", "leg", "neck", "low-back"]
NOT_STATED = "not stated"
REGIONS = {
    "Neck and shoulder": ["neck under the skull", "back of neck", "base of neck, midline", "top of shoulder"],
    "Upper and mid back": ["upper back", "mid back", "both sides of the spine"],
    "Low back and sacrum": ["lumbar", "lumbar midline", "low back", "sacrum"],
    "Hip and thigh": ["buttock", "back of thigh"],
    "Knee and lower leg": ["back of knee", "inner knee", "outer leg below knee", "outer front of the leg", "outer leg",
                           "calf", "inner lower leg", "outer lower leg"],
    "Ankle and foot": ["outer ankle", "inner ankle", "top of foot"],
    "Arm and hand": ["elbow", "forearm", "hand", "back of hand", "hand, little-finger side"],
    "No fixed place": ["anywhere painful"],
    "Place not in our data": [""],
}  # fmt: skip
"""Regions of points.csv, put together by us."""
KINDS = {
    "lung": "Lung (pneumothorax)",
    "spinal cord": "Spinal cord or canal",
    "pregnancy": "Pregnancy",
    "artery": "Blood vessel",
    "kidney": "Kidney",
    "nerve": "Nerve",
    "other": "What lies beneath",
}
USED = {
    "low back": "Used for the low back",
    "neck": "Used for the neck",
    "articles": "Named in the popular articles",
}
SAMPLE = re.compile(
    r"TARA article sample: (\d+) of (\d+) low-back/pelvic pain trials with listed points; (\d+) of (\d+) neck trials; "
    r"(\d+) of (\d+) pain trials overall(?:\. )?"
)
TECHNIQUE = re.compile(r"\bdepth\b", re.IGNORECASE)
UNTITLED = "[A further study of this point, told without its title]"
CUN = ["cun-b-cun", "finger-cun-f-cun"]
NECK_ROLE = "neck form"
ROLES = {"named": "", "base": "in the basic set"}
"""How a role is told; the others as the table has them."""
BORROWED = "borrowed"


@cache
def _all_points() -> tuple[dict, ...]:
    frame = load("points").astype(object).fillna("")
    patterns, cautions, places = _patterns(), _cautions(), _places()
    return tuple(_point(one, patterns, cautions, places) for one in frame.itertuples())


def points() -> list[dict]:
    """Every point of data/points.csv, by region and then as the table has them."""
    order = list(REGIONS)
    return sorted((dict(one) for one in _all_points()), key=lambda one: order.index(one["region"]))


def _point(one, patterns: dict, cautions: dict, places: dict) -> dict:
    code, stated = one.point_code, one.name_en != NOT_STATED
    told = one.used_in_trials
    sample = SAMPLE.search(told)
    counts = [int(number) for number in sample.groups()] if sample else []
    named = patterns.get(code, [])
    keys = list(filter(None, [one.reference_key, *one.further_reference_keys.split("; ")]))
    return {
        "code": code, "name": one.name_en if stated else "", "zh": one.name_zh if stated else "",
        "pinyin": one.pinyin if stated else "", "channel": _channel(one.channel), "area": one.region,
        "region": _region(one.region), "where": one.location_in_own_words, "cun": one.cun_reference,
        "cautions": cautions.get(code, []), "patterns": named, "sample": counts, "also": SAMPLE.sub("", told).strip(),
        "trials": trials_with(code), "articles": "" if one.in_articles in ("", "no") else one.in_articles,
        "used": _used(counts, named, one.in_articles), "sources": keys, "places": places.get(code, []),
        "checked": _checked(one.verified, one.note, stated),
    }  # fmt: skip


def _channel(text: str) -> str:
    return {NOT_STATED: "", "none": "Outside the channels", "Extra": "Extra points (outside the channels)"}.get(
        text, text
    )


def _region(area: str) -> str:
    return next(name for name, areas in REGIONS.items() if area in areas)


def _checked(verified: str, note: str, stated: bool) -> str:
    """What of the row was not met at its source, in a sentence; "" where all of it was."""
    if not stated:
        return f"Only the code of this point was read: {verified} ({note})."
    return "" if verified == "yes" else f"Not all of this was met at the source: {verified}."


def _used(sample: list[int], named: list[dict], articles: str) -> list[str]:
    """For what a point is used: in the sample of trials, or named for a pattern of such pain."""
    back = bool(sample and sample[0]) or any("low back" in one["for"] for one in named)
    neck = bool(sample and sample[2]) or any("neck" in one["for"] for one in named)
    return [name for name, is_so in zip(USED, (back, neck, articles not in ("", "no")), strict=True) if is_so]


def _patterns() -> dict[str, list[dict]]:
    """The patterns that name each point."""
    table = load("pattern_points").merge(load("patterns")[["pattern_id", "name_en", "name_zh", "pinyin", "applies_to"]])
    found: dict[str, list[dict]] = {}
    for one in table.astype(object).fillna("").itertuples():
        remarks = [ROLES.get(one.role, one.role), one.note]
        found.setdefault(one.point_code, []).append({
            "id": one.pattern_id, "name": one.name_en, "zh": one.name_zh, "pinyin": one.pinyin,
            "remark": "; ".join(filter(None, remarks)), "anchor": _anchor(one.name_en, one.applies_to, one.pinyin),
            "for": _aim(one.role, one.note, one.applies_to),
        })  # fmt: skip
    return found


def _aim(role: str, note: str, applies_to: str) -> list[str]:
    """For which pain a pattern names a point; a point borrowed from another pattern counts there."""
    if role == NECK_ROLE:
        return ["neck"]
    if role == BORROWED or applies_to not in ("low back", "neck", "both"):
        return []
    if applies_to == "both":
        return ["low back"] if note == "back" else ["low back", "neck"]
    return [applies_to]


def _anchor(name: str, applies_to: str, pinyin: str) -> str:
    """The id that the book gives to the heading of a pattern, which says so where it tells a neck form."""
    heading = f"{name} {'a neck form' if applies_to == 'neck' else ''} {pinyin}".lower()
    bare = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _cautions() -> dict[str, list[dict]]:
    """What lies near each point, the lung first."""
    table = load("point_cautions").astype(object).fillna("")
    order = list(KINDS)
    found: dict[str, list[dict]] = {}
    for one in table.itertuples():
        keys = list(filter(None, [one.reference_key, *one.further_reference_keys.split("; ")]))
        found.setdefault(one.point_code, []).append({
            "kind": one.kind, "text": one.why_a_trained_person, "flag": one.flag_id, "precaution": one.precaution_id,
            "basis": "" if one.basis == "source" else _sentence(one.basis), "sources": keys,
        })  # fmt: skip
    for rows in found.values():
        rows.sort(key=lambda one: order.index(one["kind"]))
    return found


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _places() -> dict[str, list[dict]]:
    """Where each point is drawn: view, x, y, side of the person, what was estimated, and whether it is an example."""
    found: dict[str, list[dict]] = {}
    for one in load("point_places").astype(object).fillna("").itertuples():
        place = {"view": one.view, "x": one.x, "y": one.y, "side": one.side}
        found.setdefault(one.point_code, []).append(place | _remarks(one))
    return found


def _remarks(one) -> dict:
    """What only some places have."""
    return ({"estimate": one.our_estimate} if one.our_estimate else {}) | (
        {"example": True} if one.how == "example" else {}
    )


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    """The points that the course's own table of treatments lists, by trial."""
    table = load("treatments").merge(load("arms")[["arm_id", "study_id"]], on="arm_id")
    return tuple((one.study_id, one.item_2b_points) for one in table.itertuples() if one.item_2b_points)


def trials_with(code: str) -> list[str]:
    """The ids of the trials in data/treatments.csv that name this code among their points."""
    named = re.compile(rf"\b{re.escape(code)}\b")
    return list(dict.fromkeys(study for study, text in _listed() if named.search(text)))


def facts() -> dict:
    """What stands beside the points: names of kinds and filters, precautions, signs of danger, trials, sources."""
    every = points()
    keys = {key for one in every for key in [*one["sources"], *(k for c in one["cautions"] for k in c["sources"])]}
    flags = red_flags.signs().set_index("flag_id")
    needed = {c["flag"]: c["precaution"] for one in every for c in one["cautions"] if c["flag"]}
    return {
        "kinds": KINDS, "used": USED, "regions": [one for one in REGIONS if any(p["region"] == one for p in every)],
        "channels": sorted({one["channel"] for one in every if one["channel"]}),
        "flags": {name: {"sign": flags.sign[name], "do": flags["do"][name]} for name in sorted(needed)},
        "precautions": _precautions(every), "sources": {key: _source(key) for key in sorted(keys)},
        "trials": _trials(), "cun": _cun(),
    }  # fmt: skip


def _source(key: str) -> str:
    """The source as readers are shown it; one whose title tells how to needle stands here without the title."""
    title = row("references", key).title
    return citation(key).replace(title, UNTITLED) if TECHNIQUE.search(title) else citation(key)


def _precautions(every: list[dict]) -> dict[str, dict]:
    names = sorted({c["precaution"] for one in every for c in one["cautions"] if c["precaution"]})
    table = {name: row("precautions", name) for name in names}
    return {name: {"item": one["item"], "advice": one.advice} for name, one in table.items()}


def _trials() -> dict:
    """What the course's own trials say of points: how many groups, how many of them name one, where to look."""
    codes = [re.escape(code) for code in load("points").point_code]
    named = [study for study, text in _listed() if re.search(rf"\b({'|'.join(codes)})\b", text)]
    labels = load("trials").set_index("study_id")["label"]
    return {
        "groups": len(load("treatments")), "naming": len(set(named)),
        "labels": {study: str(labels[study]) for study in set(named)},
        "source": citation("tara-ontology"),
    }  # fmt: skip


def _cun() -> list[dict]:
    """What the glossary says of the cun."""
    table = load("glossary").set_index("glossary_id").loc[CUN]
    return [
        {"id": one.Index, "term": one.term, "zh": one.zh, "pinyin": one.pinyin, "text": one.definition_in_own_words,
         "source": citation(one.reference_key)}
        for one in table.itertuples()
    ]  # fmt: skip


def has_place(point: dict) -> bool:
    """Whether a point is drawn where it lies: a point without a fixed place has examples only."""
    return any("example" not in place for place in point["places"])


def frame_of(every: list[dict]) -> pd.DataFrame:
    """The points as a table for Python."""
    columns = ["code", "name", "zh", "pinyin", "channel", "region", "where", "cun"]
    return pd.DataFrame([{name: one[name] for name in columns} for one in every], columns=columns)
