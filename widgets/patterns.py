"""What the chapter on patterns shows: one card per pattern, tables, how patterns overlap, what the articles say.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own.
"""

import re
from html import escape
from itertools import combinations

import pandas as pd

from widgets._shared.html import Html, as_text
from widgets.agreement import chance_agreement, kappa
from widgets.data import load, read_cases, read_quiz, row
from widgets.red_flags import GENERAL_NOTE, is_signed

UNLISTED_WHEN = "not on our list: ask now"
UNLISTED_DO = (
    "Do not read this as a pattern. Our list of red flags has no line for it. Phone a doctor or your medical advice "
    "line now and say what you saw. (Not yet signed off by a clinician.)"
)
UNSIGNED = " (General clinical knowledge, not yet signed off by a clinician.)"
URGENCY = (UNLISTED_WHEN, "emergency now", "same day", "within days", "see clinician")
BORROWED = "borrowed"  # the role of a point taken over from another pattern's set: not counted as its own


# --- one pattern ---------------------------------------------------------------------------------------------------

_CARD = {
    "Applies to": "applies_to",
    "Kind": "type",
    "Pain": "pain",
    "Worse with": "worse_with",
    "Better with": "better_with",
    "Other signs": "other_signs",
    "Tongue": "tongue",
    "Pulse": "pulse",
    "Aim of treatment": "principle",
    "Named beside needles": "adjuncts",
}


def card(pattern_id: str) -> Html:
    """The facts of one pattern as a definition list: warnings first, then signs, aim, points, code and sources."""
    pattern = row("patterns", pattern_id)
    entries = [("Doctor first, if …", _warnings(pattern_id))]
    entries += [(label, as_text(pattern[column] or "not seen")) for label, column in _CARD.items()]
    code = f"{pattern.icd11_code}: {pattern.icd11_title}. Match: {pattern.icd11_match}"
    entries += [
        ("Points named", _points(pattern_id)),
        ("ICD-11 code", as_text(code)),
        ("In the articles", as_text(pattern.in_articles)),
        ("Rests on", as_text(f"{pattern.source_kind}. Signs seen in these sources: {pattern.verified}")),
        ("How far two people agree", as_text(pattern.reliability_note)),
    ]
    html = (
        f'<div class="pattern-card" data-pattern="{escape(pattern_id)}">{_definitions(entries[:1])}'
        f"<details><summary>Signs, points and sources</summary>{_definitions(entries[1:])}</details></div>"
    )
    return Html(html, f"{pattern.name_en} ({pattern.pinyin}, {pattern.name_zh}), {pattern.icd11_code}")


def _definitions(entries: list[tuple[str, str]]) -> str:
    """A definition list of those entries that have something to say."""
    body = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in entries if value)
    return f"<dl>{body}</dl>"


def _flagged() -> pd.DataFrame:
    """Each sign of a pattern that may be a red flag, the most urgent first, with `when` to act and what to do (`todo`).

    The words are those of red_flags.csv, apart from signs that our list does not have.
    """
    names = load("patterns")[["pattern_id", "name_en"]]
    table = load("pattern_red_flags").merge(names, on="pattern_id").merge(load("red_flags"), on="flag_id")
    unlisted, raised = table.flag_id == GENERAL_NOTE, table.raised_to.notna()
    table = table.astype({"action": "str", "raised_to": "str", "basis": "str"})
    unsigned = is_signed(table).map({False: UNSIGNED, True: ""})
    table["when"] = table.action.mask(raised, table.raised_to).mask(unlisted, UNLISTED_WHEN)
    told = table["do"].mask(raised, "This sign: " + table.raised_to + ". The list says: " + table["do"])
    table["todo"] = (told + unsigned).mask(unlisted, UNLISTED_DO)
    table["sign"] = table.sign.mask(unlisted, "none")
    return table.sort_values("when", key=lambda when: when.map(URGENCY.index), kind="stable", ignore_index=True)


def _warnings(pattern_id: str) -> str:
    """A list of this pattern's signs that may be red flags, each with what to do, the most urgent first."""
    flagged = _flagged()
    lines = []
    for flag in flagged[flagged.pattern_id == pattern_id].itertuples():
        when = f"<strong>{as_text(flag.when[0].upper() + flag.when[1:])}</strong>"
        fits = "" if flag.flag_id == GENERAL_NOTE else f" if it is this: {as_text(flag.sign)}"
        lines.append(f"<li>“{as_text(flag.pattern_sign)}”. {when}{fits}. {as_text(flag.todo)}</li>")
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _points(pattern_id: str) -> str:
    """The points of one pattern with their names, and in brackets what is special about each."""
    used = load("pattern_points")
    lines = []
    for point in used[used.pattern_id == pattern_id].itertuples():
        known = row("points", point.point_code)
        name = f" <i>{escape(known.pinyin)}</i> {as_text(known.name_zh)}" if known.pinyin != "not stated" else ""
        remarks = [r for r in (point.role if point.role != "named" else "", point.note) if r]
        bracket = f" ({as_text('; '.join(remarks))})" if remarks else ""
        lines.append(f"<li>{escape(point.point_code)}{name}{bracket}</li>")
    return f'<ul class="points">{"".join(lines)}</ul>'


def warning_signs() -> pd.DataFrame:
    """Each sign that a pattern lists and that may be a red flag, with what to do, the most urgent first."""
    columns = {
        "pattern_sign": "Sign in a pattern",
        "name_en": "Pattern",
        "sign": "As a red flag",
        "when": "When",
        "todo": "Do",
    }
    return _flagged()[list(columns)].rename(columns=columns)


def comparison_table() -> pd.DataFrame:
    """One line per pattern, side by side."""
    columns = {
        "name_en": "Pattern", "type": "Kind", "pain": "Pain",
        "tongue": "Tongue", "pulse": "Pulse", "icd11_code": "ICD-11",
    }  # fmt: skip
    return load("patterns")[list(columns)].rename(columns=columns)


def _own_points() -> pd.DataFrame:
    """pattern_points without the borrowed rows, with the pattern's English name."""
    used = load("pattern_points")
    names = load("patterns")[["pattern_id", "name_en"]]
    return used[used.role != BORROWED].merge(names, on="pattern_id")


def shared_points() -> pd.DataFrame:
    """How many of the patterns name each point as their own, most shared first."""
    own = _own_points()
    table = own.groupby("point_code", as_index=False).agg(
        patterns=("pattern_id", "nunique"), which=("name_en", ", ".join)
    )
    table = table.merge(load("points")[["point_code", "pinyin"]], on="point_code")
    table = table.sort_values(["patterns", "point_code"], ascending=[False, True], ignore_index=True)
    names = {"point_code": "Point", "pinyin": "Pinyin", "patterns": "Patterns", "which": "Which"}
    return table[list(names)].rename(columns=names)


def overlap(at_least: int = 1) -> pd.DataFrame:
    """Each pair of patterns with at least so many points in common, and which; borrowed sets are left out."""
    if at_least < 1:
        raise ValueError(f"overlap: at_least is {at_least}, allowed is 1 or more.")
    sets = _own_points().groupby("name_en", sort=False).point_code.agg(set)
    pairs = [
        {"Pattern": a, "And": b, "Shared": len(sets[a] & sets[b]), "Points of both": len(sets[a] | sets[b]),
         "Which": ", ".join(sorted(sets[a] & sets[b]))}
        for a, b in combinations(sets.index, 2)
    ]  # fmt: skip
    table = pd.DataFrame(pairs).query("Shared >= @at_least")
    return table.sort_values("Shared", ascending=False, kind="stable", ignore_index=True)


def _column(table: str, column: str, prefix: str = "") -> dict[str, float | int]:
    """A column of numbers by the table's ids, whole numbers as such."""
    frame = load(table)
    numbers = [int(n) if n == int(n) else float(n) for n in frame[column]]
    return dict(zip(prefix + frame.iloc[:, 0], numbers, strict=True))


def _trial_facts() -> dict[str, float | int | str]:
    """What two trials found when points were fitted to the person; improvements on RMDQ count as positive here."""
    rows = load("outcomes").merge(load("instruments")[["instrument_id", "scale_max"]], on="instrument_id")
    rows = rows.set_index("row_id")
    tailored, fixed, pach = (rows.loc[i] for i in ("cherkin2009-8", "cherkin2009-9", "pach2013-1"))
    # The abstract names four arms in one sentence: tailored, fixed, simulated, usual care. A second person read it.
    simulated = float(re.findall(r"\d\.\d", tailored.seen)[2])
    days = pach.timepoint_weeks * 7  # the area under the diary, divided by its days, is points of 100
    return {
        "tailored": -tailored.mean_acu, "fixed": -fixed.mean_acu, "arms_gap": tailored.mean_acu - fixed.mean_acu,
        "simulated": simulated, "usual": -tailored.mean_ctl,
        "weeks": int(tailored.timepoint_weeks), "scale_max": int(tailored.scale_max),
        "pach_diff": pach["diff"] / days, "pach_high": pach.diff_ci_high / days,
        "pach_low": f"{pach.diff_ci_low / days:.1f}".replace("-", "−"),
    }  # fmt: skip


def _training_facts(rows: pd.DataFrame) -> dict[str, float]:
    """Agreement with training, from the rows of pattern_reliability by their ids."""
    return {
        "trained_pair": rows.loc["mist2011"].agreement_pct,
        "practice_before": rows.loc["sung_phase1"].kappa,
        "practice_after": rows.loc["sung_phase3"].kappa,
    }


def facts() -> dict[str, float | int | str]:
    """The numbers the chapter's sentences carry, by the names `glue` knows them under."""
    numbers = _column("pattern_counts", "value") | _column("pattern_shares", "percent", "share_")
    rows = load("pattern_reliability").set_index("study_id")
    numbers |= {f"trial_{i}": int(row("trials", i).n_randomised) for i in ("cherkin2009", "pach2013")}
    numbers |= _trial_facts() | _training_facts(rows)
    moderate = row("mcid", "acp2007_moderate")
    both, pooled = rows.loc["macpherson2004_range"], rows.loc["jacobson2019"]
    chance = chance_agreement(numbers["share_stagnation"] / 100)
    cases = read_cases()["cases"]
    shared = shared_points().set_index("Point")["Patterns"]
    numbers |= {
        "patterns_n": len(load("patterns")), "questions_n": len(read_quiz("patterns")["items"]),
        "share_n": int(load("pattern_shares").patients_n.iloc[0]),
        "shares_sum": sum(numbers[f"share_{k}"] for k in ("stagnation", "kidney", "bi")),
        "bl40_n": int(shared["BL40"]), "bl23_n": int(shared["BL23"]),
        "k_low": both.kappa_low, "k_high": both.kappa_high,
        "agree_low": int(both.agreement_low), "agree_high": int(both.agreement_high),
        "pooled_k": pooled.kappa, "pooled_pct": pooled.agreement_pct,
        "pooled_k_low": pooled.kappa_low, "pooled_k_high": pooled.kappa_high,
        "cases_n": len(cases), "cases_doctor_n": sum(bool(case["danger"]["flags"]) for case in cases),
        "chance_pct": 100 * chance, "kappa_example": kappa(both.agreement_high / 100, chance),
        "moderate_low": int(moderate.threshold_low), "moderate_high": int(moderate.threshold_high),
        "moderate_max": int(row("instruments", moderate.instrument_id).scale_max),
        "rows_n": len(rows), "rows_not_drawn": int((rows.plottable == "no").sum()),
    }  # fmt: skip
    return {name: float(n) if hasattr(n, "dtype") else n for name, n in numbers.items()}  # glue prints plain numbers
