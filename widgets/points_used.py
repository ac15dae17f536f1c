"""What the chapter on points and treatments shows of trials: a course, its points, where the sham was.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own. Differences are treatment
minus comparator: below 0 is less pain. Counts of trials and counts of patterns are two things and never added up.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from widgets import patterns, treatments
from widgets._shared.language import signed, span
from widgets.courses import course_facts
from widgets.data import found_in, load, read_quiz, row
from widgets.figures import Figure, colours
from widgets.icon_array.rows import study
from widgets.point_map.prepare import points

# --- what we hold of a course ----------------------------------------------------------------------------------------

ITEMS = {
    "item_6b_control_description": "what the others got",
    "item_3b_frequency_and_duration": "how often, for how long",
    "item_3a_sessions": "how many sessions",
    "item_1a_style": "which style",
    "item_4a_other_interventions": "what came along with it",
    "item_2b_points": "something about the points",
    "item_2e_stimulation": "how it was stimulated",
    "item_4b_setting": "where it was",
    "item_1c_variation": "the same for all, or fitted",
    "item_5_practitioner": "who needled",
    "item_2f_retention_minutes": "how long needles stayed",
    "item_2a_needles_per_session": "how many needles",
    "item_1b_reasoning": "why these points",
}


def items() -> pd.DataFrame:
    """Of how many arms we hold each item of a treatment (STRICTA 2010); empty means not seen, not "not reported"."""
    table = load("treatments").astype(str)
    counts = [(words, int((table[column] != "").sum())) for column, words in ITEMS.items()]
    names_one = table.item_2b_points.str.contains(r"\b[A-Z]{2} ?\d+\b").sum()
    counts.insert(len(counts) - 3, ("a point by its code", int(names_one)))
    found = pd.DataFrame(counts, columns=["item", "arms"]).sort_values("arms", ascending=False, kind="stable")
    return found.assign(of=len(table)).reset_index(drop=True)


def items_figure() -> Figure:
    """How many of the needle arms in our table come with each item."""
    table = items()
    fig = go.Figure(
        go.Bar(
            x=table.arms, y=table["item"], orientation="h", text=table.arms, textposition="outside", cliponaxis=False,
            marker={"color": colours()["jade"]}, hovertemplate="%{y}: %{x}<extra></extra>",
        )
    )  # fmt: skip
    most = table.of.iloc[0]
    fig.update_xaxes(title={"text": f"groups, of {most}"}, range=[0, most * 1.12])
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_layout(height=480)
    told = "; ".join(f"{one['item']} {one.arms}" for _, one in table.iterrows())
    return Figure(
        fig,
        alt=f"Bars: of {most} treated groups in trials, how many come with each item in our files: {told}.",
        says="The bars shrink just where a reader would check a treatment: who needled, how many needles, what points.",
        source="counted from data/treatments.csv; mostly abstracts were read, so a gap may be ours and not the paper's",
        table=table.set_axis(["What we hold", "Groups", "Of"], axis=1),
        caption="Treated groups of trials with each item in our files",
    )


# --- points in trials, and on tradition's lists ----------------------------------------------------------------------


def point_counts() -> pd.DataFrame:
    """Each point that the sample of trials counted: trials that used it, and patterns that name it as their own.

    Columns: code, pinyin, low_back, neck, pain (trials that used it, of low_back_of, neck_of, pain_of) and patterns.
    """
    own = patterns.shared_points().set_index("Point").Patterns
    columns = ["low_back", "low_back_of", "neck", "neck_of", "pain", "pain_of"]
    rows = [
        {"code": one["code"], "pinyin": one["pinyin"]} | dict(zip(columns, one["sample"], strict=True))
        | {"patterns": int(own.get(one["code"], 0))}
        for one in points() if one["sample"]
    ]  # fmt: skip
    return pd.DataFrame(rows).sort_values(
        ["low_back", "patterns", "code"], ascending=[False, False, True], ignore_index=True
    )


def points_figure(least: int = 2) -> Figure:
    """Points that at least so many low back trials used, or patterns name: two counts, side by side, of two things."""
    table = point_counts()
    shown = table[(table.low_back >= least) | (table.patterns > least)]
    trials, every = int(table.low_back_of.iloc[0]), len(load("patterns"))
    fig = go.Figure()
    for column, name, symbol, colour in (
        ("low_back", f"trials, of {trials}", "circle", "jade"),
        ("patterns", f"patterns, of {every}", "diamond-open", "accent"),
    ):  # fmt: skip
        fig.add_scatter(
            x=shown[column], y=shown.code, mode="markers", name=name,
            marker={"symbol": symbol, "size": 11, "color": colours()[colour], "line": {"width": 2}},
            hovertemplate="%{y}: %{x}<extra></extra>",
        )  # fmt: skip
    fig.update_xaxes(title={"text": "how many use or name the point"}, range=[-0.4, 10.6], dtick=2)
    fig.update_yaxes(autorange="reversed")
    fig.update_layout(height=100 + 30 * len(shown), legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"})
    told = "; ".join(f"{one.code} {one.low_back} and {one.patterns}" for one in shown.itertuples())
    columns = ["Point", "Pinyin", "Low back trials", "of", "Neck trials", "of ", "Pain trials", "of  ", "Patterns"]
    return Figure(
        fig,
        alt=f"Two marks for each point, trials of low back pain and patterns that name it: {told}.",
        says="A disc counts trials, a diamond counts patterns of tradition. They are out of different numbers, so ask "
        "which points have many of both, or of one only.",
        source="data/points.csv (a sample of trials by the TARA project) and data/pattern_points.csv",
        table=table.set_axis(columns, axis=1),
        caption="Every point of the sample: trials that used it, patterns that name it",
    )


# --- the right point, or elsewhere -----------------------------------------------------------------------------------

OFF_POINT = r"non-acupuncture points|off-point|beside the points|non-specific (?:points|ear)|sham acupoints|irrelevant"
ON_POINT = r"same point|at verum points|trigger point"
ALSO = r"shallow|minimal|semi-blunt|current off"


def shams_by_place() -> pd.DataFrame:
    """Sham arms by where they were done, and how many off the points differ in something else as well."""
    arms = load("arms").query("role == 'sham'")
    text = arms.label + "; " + arms.needling_detail
    off = arms.needling_detail.str.contains(OFF_POINT)
    on = arms.needling_detail.str.contains(ON_POINT) & ~off
    also = off & text.str.contains(ALSO)
    rows = [
        ("Off the points, and nothing else told", int((off & ~also).sum())),
        ("Off the points, and also shallow, blunt or without current", int(also.sum())),
        ("On the same kind of points, skin not pierced or not told", int(on.sum())),
        ("A machine that was off, or the place not told", int((~off & ~on).sum())),
    ]
    return pd.DataFrame(rows, columns=["Where the sham was", "Groups"])


def right_point() -> pd.DataFrame:
    """What trials and one review say when the place of the needle differs: each against its own comparator."""
    off, on = row("reviews", "lee2023_acu_sats_pain"), row("reviews", "lee2023_satv_sats_pain")
    rows = [
        (study(one.reference_key), what, f"{treatments.plain(one.condition)}; {one.timepoint}",
         f"{span((one.estimate, one.ci_low, one.ci_high), 2)} SD", "not graded")
        for one, what in ((off, "needles at chosen points, against sham off the points"),
                          (on, "sham on chosen points, against sham off the points"))
    ]  # fmt: skip
    for row_id, what in (("zhao2024_neck-1", "more sensitive points, against sham points"),
                         ("zhao2024_neck-3", "more sensitive points, against less sensitive ones")):  # fmt: skip
        one = row("outcomes", row_id)
        size = f"{span((one['diff'], one.diff_ci_low, one.diff_ci_high))} points of 100"
        whom = f"{row('trials', one.study_id).condition_detail}; week {one.timepoint_weeks:.0f}"
        rows.append(("Zhao 2024", what, whom, size, "one trial, blinding not complete, not graded"))
    columns = ["Source", "What against what", "In whom, when", "Less pain (below 0)", "How sure"]
    return pd.DataFrame(rows, columns=columns)


# --- numbers in sentences --------------------------------------------------------------------------------------------


def _three(name: str, values: tuple[float, float, float], digits: int) -> dict[str, str]:
    """An estimate and its ends as they are printed."""
    return {key: signed(v, digits) for key, v in zip((name, f"{name}_low", f"{name}_high"), values, strict=True)}


def _points() -> dict[str, str]:
    """Points by how often the sample's trials used them, and the overlap with the lists of the patterns."""
    table, every = point_counts(), load("points")
    named = table.set_index("code")
    used, listed = table.low_back > 0, table.patterns > 0
    top = table[table.low_back == table.low_back.max()]
    most = table.loc[table.pain.idxmax()]
    return {
        "points_n": str(len(every)), "points_bare": str((every.name_en == "not stated").sum()),
        "counted_n": str(len(table)), "low_of": str(table.low_back_of[0]), "neck_of": str(table.neck_of[0]),
        "pain_of": str(table.pain_of[0]), "low_used": str(used.sum()),
        "neither": str(((table.low_back == 0) & (table.neck == 0)).sum()),
        "top": " and ".join(sorted(top.code)), "top_n": str(top.low_back.iloc[0]),
        "most": most.code, "most_pain": str(most.pain), "most_low": str(most.low_back),
        "both": str((used & listed).sum()), "low_only": str((used & ~listed).sum()),
        "list_only": str((~used & listed).sum()), "patterns_n": str(len(load("patterns"))),
        "bl40_lists": str(named.patterns["BL40"]),
        "gb21_neck": str(named.neck["GB21"]), "st36": str(named.low_back["ST36"]),
    }  # fmt: skip


def _results() -> dict[str, str]:
    """Sizes with their intervals as they are printed: below 0 is less pain or disability with the first treatment."""
    found = {}
    for name, row_id, digits in (
        ("kong", "kong2020-1", 1), ("sterling", "sterling2015-1", 1), ("zhao", "zhao2024_neck-1", 0),
        ("zhao_two", "zhao2024_neck-3", 0), ("neck_ea", "li2025_ea_neck-1", 0),
    ):  # fmt: skip
        one = row("outcomes", row_id)
        found |= _three(name, (one["diff"], one.diff_ci_low, one.diff_ci_high), digits)
        people = row("trials", one.study_id).n_randomised
        found |= {f"{name}_n": f"{people:.0f}"} if name != "zhao_two" else {}
    for name, review_id in (("off", "lee2023_acu_sats_pain"), ("shams", "lee2023_satv_sats_pain")):
        one = row("reviews", review_id)
        found |= _three(name, (one.estimate, one.ci_low, one.ci_high), 2)
    for name, result_id, digits in (
        ("usual", "acupuncture-1", 0),
        ("qigong", "qigong-1", 1),
        ("taichi", "tai_chi-1", 1),
    ):
        one = row("option_results", result_id)
        found |= _three(name, (one.estimate, one.ci_low, one.ci_high), digits)
    one = row("reviews", "lee2023_acu_sats_pain")
    usual, boyce = row("option_results", "acupuncture-1"), row("adverse_events", "boyce2020-1")
    return found | {
        "off_k": f"{one.k_studies:.0f}", "off_n": f"{one.n_participants:,.0f}",
        "usual_k": f"{usual.k_studies:.0f}", "usual_n": f"{usual.n_participants:,.0f}", "usual_sure": usual.certainty,
        "wanted": found_in("reviews", "cochrane2020-4", "conclusion_in_own_words", r"set (\d+) points on a 0-100")[0],
        "qigong_wanted": found_in("option_results", "qigong-1", "seen", r"MCID (\S+)")[0],
        "uneven": found_in("option_results", "tai_chi-4", "seen", r"I2 = (\d+)")[0],
        "zhao_wanted": found_in("trials", "zhao2024_neck", "risk_of_bias_note", r"difference (\d+) points")[0],
        "comachio_n": f"{row('trials', 'comachio2020').n_randomised:.0f}",
        "gattie_n": f"{row('trials', 'gattie2021').n_randomised:.0f}",
        "dry_of_100": f"{100 * boyce.events / boyce.denominator:.0f}",
        "dry_sessions": f"{boyce.denominator:,.0f}",
        "blodt_n": found_in("claims", "A1-35", "seen", r"^(\d+)")[0],
        "sterling_later": signed(row("outcomes", "sterling2015-3")["diff"], 1),
        "neck_ea_groups": treatments.groups_of("li2025_ea_neck"),
        "neck_ea_sessions": treatments.number_word(row("trials", "li2025_ea_neck").sessions),
        "neck_ea_wanted": f"{row('mcid', 'npq_salter2006').threshold_low:.0f}",
    } | _twitch()  # fmt: skip


def _twitch() -> dict[str, str]:
    """How much less pain there was at once where needles made the muscle twitch: studies, points, interval."""
    told = r"of (\d+) spinal-pain studies: .*MD -([\d.]+) points, 95% CI -([\d.]+) to -([\d.]+)"
    studies, *sizes = found_in("mechanisms", "M13", "key_evidence", told)
    size, high, low = (f"{float(one):.1f}" for one in sizes)
    return {"twitch_k": treatments.number_word(studies).capitalize(), "twitch": size, "twitch_low": low,
            "twitch_high": high}  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    table = items().set_index("item").arms
    shams = shams_by_place().set_index("Where the sham was").Groups
    course = course_facts()
    empty = [
        name for name, found in treatments.held().groupby("treatment") if not found[["numbers", "words"]].any(axis=None)
    ]
    return _points() | _results() | {
        "groups_n": str(items().of[0]), "groups_sessions": str(table["how many sessions"]),
        "groups_points": str(table["something about the points"]), "groups_who": str(table["who needled"]),
        "groups_coded": str(table["a point by its code"] or "none"), "lasting_middle": str(course["lasting_middle"]),
        "shams_n": str(shams.sum()), "shams_off": str(shams.iloc[:2].sum()), "shams_also": str(shams.iloc[1]),
        "empty_n": str(len(empty)), "treatments_n": str(len(treatments.TREATMENTS)),
        "questions_n": str(len(read_quiz("points")["items"])),
    }  # fmt: skip
