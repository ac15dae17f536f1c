"""What PatternCase tells, read from `data/`: patterns, points, signs, red flags, causes, cases. No fact of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from widgets import red_flags
from widgets.data import citation, load, read_cases, row

AREAS = ("neck", "low back")
RULE_COLUMNS = ("rule_id", "pattern_id", "part", "words", "met_by")


def facts() -> dict:
    """All that the page is given, apart from the rules."""
    found = read_cases()
    warnings = _warnings()
    used = {flag for case in found["cases"] for flag in case["danger"]["flags"]} | {
        w["flag"] for w in warnings.values()
    }
    return {
        "note": found["note"],
        "topics": found["topics"],
        "cases": [_case(case) for case in found["cases"]],
        "patterns": [_pattern(one) for one in load("patterns").itertuples()],
        "points": _points(),
        "signs": _signs(),
        "flags": {flag: told for flag, told in _flags().items() if flag in used},
        "warnings": warnings,
        "causes": _causes(found["cases"]),
        "urgency": red_flags.URGENCY,
        "help": red_flags.general_note(),
        "agreement": agreement(),
    }


def rules_table() -> pd.DataFrame:
    """The course's rules as a table to look at and to change: data/pattern_signs.csv without its sources."""
    return load("pattern_signs")[list(RULE_COLUMNS)].astype("str")


def as_rules(rules: pd.DataFrame | Sequence[Mapping]) -> list[dict]:
    """Rules as the page has them, from a table like `rules_table()` or from dicts of either form.

    Raises ValueError, which names the rule, for a column that is missing and for a pattern or sign that does not exist.
    """
    rows = rules.to_dict("records") if isinstance(rules, pd.DataFrame) else list(rules)
    patterns, signs = set(load("patterns").pattern_id), set(load("case_signs").sign_id)
    made = [_rule(one) for one in rows]
    if not made:
        raise ValueError("rules: found none; at least one is needed.")
    for one in made:
        if one["pattern"] not in patterns:
            raise ValueError(f"rules, {one['id']}: no pattern {one['pattern']!r}; allowed are P01 to P{len(patterns)}.")
        if wrong := sorted(set(one["met_by"]) - signs):
            raise ValueError(f"rules, {one['id']}: no sign {wrong[0]!r}; load('case_signs') lists those there are.")
        if not one["met_by"]:
            raise ValueError(f"rules, {one['id']}: met_by is empty; a rule needs a sign that meets it.")
    return made


def _rule(one: Mapping) -> dict:
    if not isinstance(one, Mapping):
        raise ValueError(f"rules: found {one!r}; allowed is a row with {', '.join(RULE_COLUMNS)}.")
    found = {}
    for short, column in {"id": "rule_id", "pattern": "pattern_id", "part": "part", "words": "words"}.items():
        if column not in one and short not in one:
            raise ValueError(f"rules: a rule has no {column}; needed are {', '.join(RULE_COLUMNS)}.")
        found[short] = str(one[column] if column in one else one[short])
    met = one.get("met_by", "")
    return found | {"met_by": [sign for sign in (met.split("; ") if isinstance(met, str) else list(met)) if sign]}


def _points_kappa() -> list[str]:
    """Lowest and highest kappa for points, as the study with computer-made cases prints them for its two groups."""
    told = [
        str(row("pattern_reliability", f"simulated2015_{group}").other_numbers) for group in ("correct", "incorrect")
    ]
    seen = [number for one in told for number in re.findall(r"kappa for points ([\d.]+) to ([\d.]+)", one)[0]]
    return [min(seen, key=float), max(seen, key=float)]


def agreement() -> dict:
    """The measured range of kappa, and what one study saw when seven practitioners met one person."""
    pooled = row("pattern_reliability", "jacobson2019")
    counts = load("pattern_counts").set_index("count_id").value
    seen = {
        key: int(counts[f"kalauokalani_{key}"]) for key in ("raters", "agreed", "points", "shared", "fewest", "most")
    }
    return {
        "low": float(pooled.kappa_low), "mean": float(pooled.kappa), "high": float(pooled.kappa_high),
        "plan": [seen["fewest"], seen["most"]], "universe": int(counts["macpherson_points"]),
        "points_kappa": _points_kappa(), "experts": int(row("pattern_reliability", "simulated2015_correct").raters),
        "computer": citation("simulated2015"),
        "beside": f"When {seen['raters']} acupuncturists really saw one person with chronic low back pain, "
        f"{seen['agreed']} gave the same label; of {seen['points']} points {seen['shared']} were chosen twice or more.",
        "source": citation("kalauokalani2001"), "from": citation("jacobson2019"), "trial": citation("macpherson2004"),
    }  # fmt: skip


def _case(case: dict) -> dict:
    flags = case["danger"]["flags"]
    actions = [str(row("red_flags", flag).action) for flag in flags] + [
        case["danger"].get("raised_to", "see clinician")
    ]
    case["danger"] = {
        "asked": case["danger"]["asked"],
        "flags": sorted(flags, key=lambda flag: list(red_flags.URGENCY).index(str(row("red_flags", flag).action))),
        "when": min(actions, key=list(red_flags.URGENCY).index) if flags else "",
        "do": case["danger"].get("do", ""),
    }
    case["answer"].setdefault("looks_like", [])
    return case


def _pattern(one) -> dict:
    used = load("pattern_points")
    used = used[used.pattern_id == one.pattern_id]
    looked = {"yes": "all signs seen in the sources", "partly": "signs seen in part only"}.get(
        one.verified, one.verified
    )
    sources = f"{citation(one.reference_key)} Rests on: {one.source_kind}. {looked[0].upper()}{looked[1:]}."
    return {
        "id": one.pattern_id, "name": one.name_en, "pinyin": one.pinyin, "zh": one.name_zh, "kind": str(one.type),
        "principle": one.principle, "points": _by_area(used), "source": sources,
        "roles": {p.point_code: p.role for p in used.itertuples() if p.role not in ("named", "base")},
    }  # fmt: skip


def _by_area(used: pd.DataFrame) -> dict[str, list[str]]:
    """The points of a pattern for each area; where no row is for the area itself and all others are, all of them."""
    areas = [_area(p.role, p.note) for p in used.itertuples()]
    found = {}
    for area in AREAS:
        own = [code for code, of in zip(used.point_code, areas, strict=True) if of in ("", area)]
        found[area] = own or list(used.point_code)
    return found


def _area(role: str, note: object) -> str:
    """Which area a row of pattern_points.csv is for, by its role and its note; "" where it says nothing."""
    if role == "neck form":
        return "neck"
    return "low back" if str(note).startswith(("back", "low back")) else ""


def _points() -> dict[str, str]:
    """The name of each point that a pattern names, by its code; where no name was read, the code stands alone."""
    used = list(dict.fromkeys(load("pattern_points").point_code))
    known = load("points").set_index("point_code")
    order = sorted(used, key=list(known.index).index)
    names = {code: known.loc[code] for code in order}
    return {code: f"{p.pinyin} {p.name_zh}" if p.pinyin != "not stated" else "" for code, p in names.items()}


def _signs() -> dict[str, dict]:
    split = {"opposite": "opposite_signs", "warnings": "warning_ids"}
    return {
        one.sign_id: {"topic": str(one.topic), "sign": one.sign}
        | {key: getattr(one, column).split("; ") if getattr(one, column) else [] for key, column in split.items()}
        for one in load("case_signs").itertuples()
    }


def _flags() -> dict[str, dict]:
    return {
        one.flag_id: {"sign": one.sign, "do": one.do, "action": str(one.action), "source": one.source}
        for one in red_flags.signs().itertuples()
    }


def _warnings() -> dict[str, dict]:
    """Signs of patterns that may be red flags, by their id; without those that only the general note answers."""
    table = load("pattern_red_flags").merge(load("red_flags")[["flag_id", "action"]], on="flag_id")
    when = table.raised_to.astype("str").where(table.raised_to.notna(), table.action.astype("str"))
    return {
        one.warning_id: {"flag": one.flag_id, "sign": one.pattern_sign, "when": str(at)}
        for one, at in zip(table.itertuples(), when, strict=True)
    }


def _causes(cases: Sequence[Mapping]) -> dict[str, dict]:
    used = sorted({cause for case in cases for cause in case["western"]["causes"]})
    table = {name: row("causes", name) for name in used}
    return {
        name: {"name": c["name"], "words": c.in_own_words, "typical": c.typical_symptoms, "care": c.western_first_line,
               "source": citation(c.reference_key)}
        for name, c in table.items()
    }  # fmt: skip
