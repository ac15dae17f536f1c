"""The causes of data/causes.csv as the atlas shows them: what is drawn, what is told, and which signs come first."""

from __future__ import annotations

import re

from widgets.data import DataError, citation, load, row
from widgets.red_flags import URGENCY, signs
from widgets.spine_atlas import words

PARTS = {
    "vertebra": "Vertebra",
    "disc": "Disc",
    "facet": "Facet joint",
    "canal": "Canal, with cord or nerves",
    "root": "Nerve root",
    "ligament": "Ligament",
    "muscle": "Muscle",
}
REGIONS = {"cervical": "Neck", "thoracic": "Upper back", "lumbar": "Low back"}
WHERE = {"cervical": r"cervical|neck|any", "thoracic": r"thoracic|any", "lumbar": r"lumbar|low back|any"}
DRAWABLE = ("lumbar", "cervical")

# What is changed in the picture, what the picture says, and what the slider changes ("" for no slider).
DRAWN: dict[str, tuple[list[str], str, str]] = {
    "C02": (["root"], "A root is drawn swollen, and the way of the pain down the leg. What squeezes or inflames it "
            "differs, so nothing else is changed", "How swollen the root is"),
    "C03": (["disc", "root"], "The soft core pushes through the ring of the disc", "How far the core is out"),
    "C04": (["canal", "ligament", "disc"], "The canal is drawn narrower, by disc, ligament and joints. What narrows "
            "it in one person or another is not known here", "How narrow the canal is"),
    "C05": (["vertebra"], "One vertebra slides on the next. The crack in the arch (spondylolysis) is drawn because our "
            "table lists it beside the slip; how often the two go together is not known here",
            "Slipped by"),
    "C06": (["disc", "facet", "ligament"], "Disc, joints and ligaments are drawn worn", "How much wear"),
    "C07": (["facet"], "The small joints are marked. Their shape stays as it is, because the data speak of pain there, "
            "not of a shape", ""),
    "C08": (["disc"], "The disc is drawn dry, thin and cracked", "How thin the disc is"),
    "C09": (["vertebra", "muscle", "ligament"], "A broken vertebra is drawn; muscles and ligaments are marked, which "
            "may be strained", "How far it is pressed in"),
    "C12": (["muscle"], "The muscles are marked. They are said to be too weak, and that has no shape to draw", ""),
    "C13": (["facet"], "The facet joints are drawn rough", "How rough the joints are"),
    "C16": (["muscle"], "The muscles are marked, because worry is said to tighten them. Tightness has no shape to "
            "draw", ""),
    "C20": (["root"], "A root in the neck is drawn swollen, and the way of the pain down the arm",
            "How swollen the root is"),
    "C22": (["disc", "facet"], "Wear is drawn on disc and joints", "How much wear"),
}  # fmt: skip
REACHED = {"C03": "It presses on a root"}  # what the drawing shows once it has gone far enough
NOT_DRAWN = {
    "C01": "There is nothing to draw: no tissue that tests can name as the source. The picture stays healthy",
    "C18": "The spine stays healthy in this picture: the pain comes from an inner organ and is felt in the back",
    "C19": "No picture: several quite different diseases stand together here, and no drawing tells them apart",
}
NO_STRUCTURE = "No picture: this is not a changed part of the spine that one could draw. The picture stays healthy"
URGENT = {"C09": ["course"], "C18": [], "C19": ["what"]}
"""Causes that are dangers themselves, and what is not told of them beside how often, so that nobody waits for it."""
LEFT_OUT = "Left out here on purpose: how often it happens changes nothing about what to do. Look at the signs above"
ONE_IS_ENOUGH = "For you, one sign is enough to act."
LINKS = ["C05", "C13"]  # their rows tell of a link with pain where others tell how it goes
SYMPTOMS: dict[str, tuple[str, str, list[str]]] = {  # label, what to look for in the words of the data, signs first
    "leg": ("Pain into the buttock or leg", r"\bleg\b|buttock|below the knee", ["RF03", "RF27"]),
    "arm": ("Pain into the shoulder or arm", r"\barm\b|shoulder", ["RF07", "RF15", "RF27"]),
    "numbness": ("Numbness or tingling", r"numb|tingling", ["RF01", "RF03", "RF15", "RF27"]),
    "weakness": ("Weakness", r"\bweak(ness)?\b", ["RF03", "RF15", "RF13", "RF27"]),
    "walking": ("Worse on standing or walking", r"standing or walking", ["RF03", "RF15"]),
    "sitting": ("Worse with sitting", r"sitting", []),
    "stiffness": ("Stiffness", r"stiff", ["RF30"]),
    "ache": ("An ache", r"\bache\b", []),
    "injury": ("After an injury", r"injury|trauma", ["RF14", "RF23", "RF26"]),
    "headache": ("Headache or a tight neck", r"headache|tight neck", ["RF08", "RF09", "RF10", "RF20"]),
    "bladder": ("Change of bladder or bowel", r"bladder|urinary|gut", ["RF01", "RF02", "RF13", "RF18"]),
    "fever": ("Fever or weight loss", r"fever|weight loss", ["RF10", "RF11", "RF12", "RF18", "RF24"]),
    "night": ("Pain at night", r"night pain", ["RF17"]),
    "unmoved": ("Pain that moving does not change", r"not changed by movement", ["RF05", "RF06", "RF17", "RF18"]),
    "mood": ("Low mood or poor sleep", r"low mood|poor sleep", []),
}
NONE_FOUND = re.compile(r"^(share )?not found|^no share found$|^none paired in articles$", re.IGNORECASE)


def listed(ids: str) -> list[str]:
    """The ids of a cell that holds several."""
    return ids.split("; ") if ids else []


def name_of(title: str) -> str:
    """The name by which Python knows a cause: its title without what stands in brackets, words joined by _."""
    plain = re.sub(r"\s*\([^)]*\)", "", title).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def causes() -> list[dict]:
    """Every cause as the page gets it. Raises DataError for two that Python would know by the same name."""
    table, known = load("causes"), {}
    for one in table.itertuples():
        if (name := name_of(one.name)) in known:
            raise DataError(
                f"causes.csv, row {one.cause_id}, column name: found {one.name!r}, known as {name!r} like that of row "
                f"{known[name]}; every cause needs a name of its own."
            )
        known[name] = one.cause_id
    return [_cause(one) for one in table.itertuples()]


def flags() -> dict[str, dict]:
    """The signs that the atlas shows, by id: first those for an ambulance, then the rest by how fast help is needed."""
    asked = {one for _, _, ids in SYMPTOMS.values() for one in ids}
    for flag in asked:
        row("red_flags", flag)  # raises for a sign that the table has lost: none may drop out in silence
    wanted = asked | {one for ids in load("causes").red_flag_ids for one in listed(ids)}
    found = [one for one in signs().itertuples() if one.flag_id in wanted]
    found.sort(key=lambda one: (list(URGENCY).index(str(one.action)), not one.do.startswith("Call an ambulance")))
    return {
        one.flag_id: {"sign": one.sign, "do": one.do, "level": URGENCY[str(one.action)], "source": one.source,
                      "now": str(one.action) == "emergency now"}
        for one in found
    }  # fmt: skip


def finders(found: list[dict]) -> list[dict]:
    """By what a cause can be found: a part, a region or a symptom, each with the ids of the causes it leads to."""
    groups = [("part", PARTS, "Part"), ("region", REGIONS, "Region")]
    made = [
        {"id": f"{kind}:{key}", "group": group, "label": label, "flags": [],
         "causes": [one["id"] for one in found if key in one[f"{kind}s"]]}
        for kind, names, group in groups
        for key, label in names.items()
    ]  # fmt: skip
    for key, (label, pattern, first) in SYMPTOMS.items():
        ids = [one["id"] for one in found if re.search(pattern, one["symptoms"])]
        made.append({"id": f"symptom:{key}", "group": "Symptom", "label": label, "flags": first, "causes": ids})
    return made


def _cause(one) -> dict:
    parts, drawn, slider = DRAWN.get(one.cause_id, ([], NOT_DRAWN.get(one.cause_id, NO_STRUCTURE), ""))
    regions = [key for key, pattern in WHERE.items() if re.search(pattern, one.spine_region)]
    course = words.course_of_most(one.natural_history) if one.cause_id == "C01" else _known(one.natural_history)
    linked = one.cause_id in LINKS
    ready = {
        "id": one.cause_id, "name": name_of(one.name), "title": one.name, "kind": str(one.kind),
        "what": words.SAID.get(one.cause_id, one.in_own_words), "where": words.place(one.spine_region),
        "regions": regions, "symptoms": one.typical_symptoms, "share": _known(one.prevalence_or_share),
        "course": "" if linked else course, "link": course if linked else "", "care": _care(one.western_first_line),
        "tradition": _known(one.tcm_related_patterns), "parts": parts,
        "drawn": drawn, "reached": REACHED.get(one.cause_id, ""), "slider": slider, "pictured": bool(parts),
        "flags": listed(one.red_flag_ids), "urgent": one.cause_id in URGENT, "in_articles": one.in_articles,
        "claims": [_claim(claim_id) for claim_id in listed(one.claim_ids)],
        "checked": words.remark(one.verified), "sources": _sources(one),
    }  # fmt: skip
    if one.cause_id in URGENT:
        ready["claims"] = [claim | {"why": ONE_IS_ENOUGH} for claim in ready["claims"]]
    untold = dict.fromkeys(URGENT.get(one.cause_id, []), "")
    return ready | untold | ({"share": LEFT_OUT} if one.cause_id in URGENT else {})


def _known(text: str) -> str:
    return "" if not text or NONE_FOUND.match(text) else words.readable(text)


def _care(text: str) -> str:
    return words.care(text) if _known(text) else ""


def _claim(claim_id: str) -> dict:
    found = row("claims", claim_id)
    return {"id": claim_id, "claim": found.claim_in_own_words, "verdict": str(found.verdict),
            "why": found.why_in_own_words}  # fmt: skip


def _sources(one) -> list[str]:
    keys = [one.reference_key, *listed(one.further_reference_keys)]
    keys = [words.NEWER, *keys] if one.cause_id == "C01" else keys
    return [citation(key) for key in keys if key]
