"""What the chapter on 310 spines shows: counts at a line between two answers, natural frequencies, figures, numbers.

The model itself is made in the chapter, where a reader sees it; the functions here take its answers. A score is a
share from 0 (looks normal) to 1 (looks diagnosed); counts are of people; shares run from 0 to 1. There is one model:
whoever it names hernia or slip, it calls diagnosed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from scipy.stats import binomtest

from widgets._shared.language import signed
from widgets.data import describe, number_in, read_quiz
from widgets.figures import colours
from widgets.icon_array import IconArray
from widgets.spine_atlas.scans import odds_with_ends

MEASURES = {
    "pelvic_incidence_deg": "Pelvic incidence (°)",
    "pelvic_tilt_deg": "Pelvic tilt (°)",
    "lumbar_lordosis_angle_deg": "Lumbar lordosis (°)",
    "sacral_slope_deg": "Sacral slope (°)",
    "pelvic_radius": "Pelvic radius",
    "degree_spondylolisthesis": "Degree of slip",
}
"""The six measures, by column, as figures and tables name them; the last two have no unit in the source."""
SYMBOLS = {"Normal": "circle-open", "Hernia": "diamond", "Slip": "x-thin-open"}
LOOK = {
    "category_orders": {"group": list(SYMBOLS)},
    "color_discrete_map": dict(zip(SYMBOLS, (colours()[name] for name in ("jade", "amber", "accent")), strict=True)),
}
"""Order and colour of the groups, the same in each figure; each has its symbol, so colour is not the only sign."""
LINES = [n / 20 for n in range(2, 19)]
"""Where the line between "normal" and "diagnosed" may lie: 0.10 to 0.90 in steps of 0.05."""
TOLD = ("all", "slip_only", "biggest", "without_odd", "row_number")
"""The tries whose share of right answers a sentence tells; a table has the others."""
OUTSIDE = 0.10
"""The what-if of the chapter: one in ten, after the WHO's nine in ten without a named cause (claims A3-03, A4-03)."""


# --- the file -----------------------------------------------------------------------------------------------------


def columns() -> pd.DataFrame:
    """Each column of vertebral_column.csv as datapackage.json describes it: name, what it is, unit."""
    fields = describe("vertebral_column")["schema"]["fields"]
    return pd.DataFrame({
        "Column": [field["name"] for field in fields],
        "What the file says it is": [field["description"].split(";")[0].rstrip(".") for field in fields],
        "Unit": [field.get("unit", "none given" if field["type"] == "number" else "") for field in fields],
    })  # fmt: skip


def middles(people: pd.DataFrame) -> pd.DataFrame:
    """The middle half of each measure in each group, as "median (lower quarter to upper quarter)"; whole numbers."""
    quarters = people.groupby("group", observed=True)[list(MEASURES)].quantile([0.25, 0.5, 0.75])

    def cell(group: str, name: str) -> str:
        low, middle, high = (_whole(quarters.loc[(group, q), name]) for q in (0.25, 0.5, 0.75))
        return f"{middle} ({low} to {high})"

    groups = [group for group in people["group"].cat.categories if (people["group"] == group).any()]
    cells = {group: [cell(group, name) for name in MEASURES] for group in groups}
    return pd.DataFrame({"Measure": list(MEASURES.values())} | cells)


def _whole(value: float) -> str:
    return signed(value)


def tries(right: Mapping[str, pd.Series]) -> pd.DataFrame:
    """What the model was given, and of how many of 100 unseen people it was right, on average over held-out parts."""
    names = {"biggest": "Nothing: always says slip", "slip_only": "Degree of slip alone", "no_slip": "The five others",
             "all": "All six", "five": "All but incidence", "without_odd": "All six, without the odd row"}  # fmt: skip
    shares = [_of_100(pd.Series(right[name]).mean()) for name in names]
    return pd.DataFrame({"What the model is given": names.values(), "Right, of 100": shares})


# --- what an answer is worth --------------------------------------------------------------------------------------


def counts_of(answers: pd.Series, truth: pd.Series) -> dict[str, int]:
    """How many people the named groups find, miss, alarm falsely and clear, with hernia and slip made one."""
    return counts_at(1, (answers.astype(str) != "Normal").astype(int), truth.astype(str) != "Normal")


def counts_at(line: float, score: pd.Series, diagnosed: pd.Series) -> dict[str, int]:
    """How many people a line through the scores finds, misses, alarms falsely and clears; at the line is above it."""
    called = score >= line
    return {"found": int((called & diagnosed).sum()), "missed": int((~called & diagnosed).sum()),
            "false_alarms": int((called & ~diagnosed).sum()), "cleared": int((~called & ~diagnosed).sum())}  # fmt: skip


def right_when_called(sensitivity: float, specificity: float, base: float) -> float:
    """The share of those called diagnosed who are (positive predictive value), at a base rate; all are shares."""
    _shares(sensitivity=sensitivity, specificity=specificity, base=base)
    found, alarms = base * sensitivity, (1 - base) * (1 - specificity)
    if found + alarms == 0:
        raise ValueError("right_when_called: nobody is called diagnosed, so there is no share of them.")
    return found / (found + alarms)


def of_thousand(counts: Mapping[str, int], base: float) -> dict[str, int]:
    """What the same model does among 1,000 people of whom a share `base` has a diagnosis: whole people."""
    _shares(base=base)
    sick = round(1000 * base)
    found = round(sick * counts["found"] / (counts["found"] + counts["missed"]))
    well = 1000 - sick
    alarms = round(well * counts["false_alarms"] / (counts["false_alarms"] + counts["cleared"]))
    return {"found": found, "missed": sick - found, "false_alarms": alarms, "cleared": well - alarms}


def _shares(**named: float) -> None:
    for name, value in named.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}, allowed is a share from 0 to 1.")


def share_with_ends(events: int, of: int) -> tuple[float, float, float]:
    """A share with the ends of its exact 95 % interval (Clopper–Pearson): low, share, high."""
    ends = binomtest(events, of).proportion_ci(0.95, method="exact")
    return float(ends.low), events / of, float(ends.high)


def called_right(counts: Mapping[str, int], bases: Mapping[str, float]) -> IconArray:
    """Of 100 people whom the model calls diagnosed, how many are, at each base rate of `bases` (label: share)."""
    sens = share_with_ends(counts["found"], counts["found"] + counts["missed"])
    spec = share_with_ends(counts["cleared"], counts["cleared"] + counts["false_alarms"])
    options = []
    for label, base in bases.items():
        low, rate, high = (right_when_called(se, sp, base) for se, sp in zip(sens, spec, strict=True))
        options.append({
            "label": label, "kind": "neutral", "rate": rate, "interval": (low, high),
            "interval_is": "both rates at the ends of their 95 % intervals",
            "counted": f"a what-if: {100 * base:.0f} of 100 have a diagnosis before the model speaks",
        })  # fmt: skip
    return IconArray(
        options, denominator=100, per="patients", title="Of 100 people whom the model calls diagnosed, how many are?",
        ask=f"Say {100 * OUTSIDE:.0f} of 100 people have a diagnosis. Of 100 called diagnosed, how many really are?",
    )  # fmt: skip


def thousands(counts: Mapping[str, int], bases: Mapping[str, float]) -> pd.DataFrame:
    """A table of 1,000 people at each base rate: who is found, missed, alarmed falsely, cleared."""
    rows = {label: of_thousand(counts, base) for label, base in bases.items()}
    return pd.DataFrame({
        "Of 1,000 people": list(rows),
        "Diagnosed, and called so": [one["found"] for one in rows.values()],
        "Diagnosed, and missed": [one["missed"] for one in rows.values()],
        "Normal, and called diagnosed": [one["false_alarms"] for one in rows.values()],
        "Normal, and called so": [one["cleared"] for one in rows.values()],
    })  # fmt: skip


# --- the figure with a line to move ---------------------------------------------------------------------------------


def line_table(score: pd.Series, diagnosed: pd.Series) -> pd.DataFrame:
    """The counts at each place of the line."""
    rows = [{"Line at": f"{line:.2f}", **counts_at(line, score, diagnosed)} for line in LINES]
    names = {"found": "Found", "missed": "Missed", "false_alarms": "False alarms", "cleared": "Rightly cleared"}
    return pd.DataFrame(rows).rename(columns=names)


_AXIS = (-0.03, 1.03)


def _at(line: float, score: pd.Series, diagnosed: pd.Series) -> str:
    n = counts_at(line, score, diagnosed)
    return (
        f"<b>Found {n['found']}</b> of {diagnosed.sum()} diagnosed<br>"
        f"<b>False alarms {n['false_alarms']}</b> of {(~diagnosed).sum()} normal"
    )


def line_figure(score: pd.Series, groups: pd.Series, start: float = 0.5) -> go.Figure:
    """Each person's score in a strip per group, and a slider that moves the line; both counts stand above."""
    diagnosed, c = groups != "Normal", colours()
    figure = go.Figure()
    for place, (name, symbol) in enumerate(SYMBOLS.items()):
        mine = score[groups == name]
        spread = [place + 0.6 * ((k * 0.618) % 1 - 0.5) for k in range(len(mine))]  # fixed, and evenly strewn
        figure.add_scatter(
            x=mine.round(3), y=spread, name=name, mode="markers",
            marker={"symbol": symbol, "size": 8, "color": LOOK["color_discrete_map"][name]},
            showlegend=False, hovertemplate=f"{name}: %{{x:.2f}}<extra></extra>",
        )  # fmt: skip
    figure.add_shape(
        type="line", x0=start, x1=start, y0=0, y1=1, yref="paper", line={"color": c["ink"], "width": 2, "dash": "dash"}
    )
    figure.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", align="left", showarrow=False,
        text=_at(start, score, diagnosed), font={"size": 16},
    )  # fmt: skip
    steps = [
        {"label": f"{line:.2f}", "method": "relayout", "args": [
            {"shapes[0].x0": line, "shapes[0].x1": line, "annotations[0].text": _at(line, score, diagnosed)}]}
        for line in LINES
    ]  # fmt: skip
    figure.update_xaxes(title="Score (0 normal, 1 diagnosed)", range=_AXIS)
    figure.update_yaxes(tickvals=[0, 1, 2], ticktext=list(SYMBOLS), range=[-0.6, 2.6], zeroline=False)
    wide = _AXIS[1] - _AXIS[0]
    slider = {
        "active": LINES.index(start), "steps": steps, "currentvalue": {"prefix": "Line at "}, "pad": {"t": 64},
        "bgcolor": c["line"], "activebgcolor": c["accent"], "bordercolor": c["control"], "tickcolor": c["control"],
        "x": (LINES[0] - _AXIS[0]) / wide, "len": (LINES[-1] - LINES[0]) / wide,  # the knob below the line
    }  # fmt: skip
    return figure.update_layout(height=520, margin={"l": 8, "r": 16, "t": 64, "b": 8}, sliders=[slider])


def line_alt(score: pd.Series, groups: pd.Series) -> str:
    """What the figure shows, in words, with the ends of the normal people's scores."""
    low, high = score[groups == "Normal"].agg(["min", "max"])
    return (
        "Strip plot of the model's score for each person in three groups: slips crowd near 1, normal people spread "
        f"from {low:.1f} to {high:.1f}, hernias over nearly as much, higher up. A dashed line at 0.50 parts those "
        "called normal from those called diagnosed."
    )


# --- numbers in sentences -------------------------------------------------------------------------------------------


def _of_100(share: float) -> str:
    return f"{100 * share:.0f}"


def _file(people: pd.DataFrame) -> dict[str, str]:
    """Counts of the file, and its extreme row beside the rest of its group."""
    counted = people["class"].value_counts()
    slipped = people.loc[people["class"] == "Spondylolisthesis", "degree_spondylolisthesis"]
    rest = slipped.drop(slipped.idxmax())
    extreme = people.loc[slipped.idxmax()]
    slopes = people["sacral_slope_deg"].drop(slipped.idxmax())
    return {
        "people_n": str(len(people)), "normal_n": str(counted["Normal"]), "hernia_n": str(counted["Hernia"]),
        "slip_n": str(counted["Spondylolisthesis"]), "diagnosed_n": str(len(people) - counted["Normal"]),
        "diagnosed_share": _of_100(1 - counted["Normal"] / len(people)),
        "odd_row": str(extreme["patient_row"]), "odd_degree": _whole(slipped.max()), "next_degree": _whole(rest.max()),
        "odd_slope": _whole(extreme["sacral_slope_deg"]), "next_slope": _whole(slopes.max()),
        "mean_with": _whole(slipped.mean()), "mean_without": _whole(rest.mean()),
        "median_with": _whole(slipped.median()),
        "sd_with": _whole(slipped.std()), "sd_without": _whole(rest.std()),
    }  # fmt: skip


def _elsewhere() -> dict[str, str]:
    """What other tables say on findings in people without pain, and the counter-evidence."""
    scans, pain = "imaging_by_age", odds_with_ends("IP05")
    return {
        "slip_at_50": f"{number_in(scans, 'spondylolisthesis-50', 'percent'):.0f}",
        "slip_scanned": f"{number_in(scans, 'spondylolisthesis-50', 'n_scanned'):.0f}",
        "disc_at_40": f"{number_in(scans, 'disk-protrusion-40', 'percent'):.0f}",
        "disc_scanned": f"{number_in(scans, 'disk-protrusion-40', 'n_scanned'):.0f}",
    } | dict(zip(("odds", "odds_low", "odds_high"), (f"{one:g}" for one in pain), strict=True))


def _right_by_group(answers: pd.Series, truth: pd.Series) -> dict[str, int]:
    """How many people of each group were named rightly."""
    return {group: int(((answers == truth) & (truth == group)).sum()) for group in SYMBOLS}


def _luck(others: Sequence[pd.Series], truth: pd.Series) -> dict[str, str]:
    """The fewest and the most that were named rightly in each group, over other cuts of the file."""
    each = pd.DataFrame([_right_by_group(pd.Series(answers), truth) for answers in others])
    ends = {"low": each.min(), "high": each.max()}
    return {"cuts_n": str(len(each))} | {
        f"cuts_{group.lower()}_{end}": str(counts[group]) for end, counts in ends.items() for group in SYMBOLS
    }


def facts(
    people: pd.DataFrame, right: Mapping[str, pd.Series], answers: pd.Series, others: Sequence[pd.Series]
) -> dict[str, str]:
    """The numbers of the chapter's sentences, by the names `glue` knows them under.

    `right`: name of a try, and the share answered rightly in each held-out part. `answers`: one held-out answer a
    person; `others`: the same in other cuts of the file.
    """
    truth = people["group"].astype(str)
    hit = answers == truth
    counts, named = counts_of(answers, truth), _right_by_group(answers, truth)
    outside = of_thousand(counts, OUTSIDE)
    sens = share_with_ends(counts["found"], counts["found"] + counts["missed"])
    spec = share_with_ends(counts["cleared"], counts["cleared"] + counts["false_alarms"])
    found = {f"right_{name}": _of_100(pd.Series(right[name]).mean()) for name in TOLD}
    whole = share_with_ends(int(hit.sum()), len(hit))
    even = (1 - spec[1]) / (1 - spec[1] + sens[1])  # the base rate at which a call is as often right as wrong
    called = {f"called_{name}": str(counts[name]) for name in ("found", "cleared")}
    return _file(people) | _elsewhere() | found | called | _luck(others, truth) | {
        "right_n": str(int(hit.sum())), "right_low": _of_100(whole[0]), "right_high": _of_100(whole[2]),
        "even_low": str(5 * math.floor(20 * even)), "even_high": str(5 * math.ceil(20 * even)),
        "first_part": _of_100(right["file_order"][0]),
        "hernia_found": str(named["Hernia"]),
        "hernia_as_normal": str(((answers == "Normal") & (truth == "Hernia")).sum()),
        "normal_as_hernia": str(((answers == "Hernia") & (truth == "Normal")).sum()),
        "slip_found": str(named["Slip"]),
        "hernia_share": _of_100(hit[truth == "Hernia"].mean()),
        "sens": _of_100(sens[1]), "sens_low": _of_100(sens[0]), "sens_high": _of_100(sens[2]),
        "spec_low": _of_100(spec[0]), "spec_high": _of_100(spec[2]),
        "ppv_outside": _of_100(right_when_called(sens[1], spec[1], OUTSIDE)),
        "outside": _of_100(OUTSIDE), "called_outside": str(outside["found"] + outside["false_alarms"]),
        **{f"outside_{name}": str(n) for name, n in outside.items()},
        "normal_called_outside": str(outside["missed"] + outside["cleared"]),
        "outside_normal": str(outside["false_alarms"] + outside["cleared"]),
        "questions_n": str(len(read_quiz("spines")["items"])),
    }  # fmt: skip
