"""Pictures and tables of the chapter on low back pain: one for each story, and early trials against a later one."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from widgets import stories
from widgets._shared.language import in_print
from widgets.data import citation, load, row
from widgets.evidence import comparisons, missing_from
from widgets.figures import Figure, colours
from widgets.icon_array import IconArray

RESULTS = ("haake2007-1", "brinkhaus2006-1", "cherkin2009-8", "debar2025-1")
"""The row of each of NAMES that its story begins with."""
LESS_PAIN = "← less pain with needles"


def gerac_of_100() -> IconArray:
    """Responders of 100 at six months in GERAC's three groups; the reader guesses the first before looking."""
    options = [
        {"label": name.capitalize(), "kind": "neutral", "rate": share / 100, "source": citation("haake2007"),
         "counted": "responders at six months, as printed; the differences and their intervals stand below"}
        for name, share in stories.gerac().items()
    ]  # fmt: skip
    return IconArray(
        options,
        denominator=100,
        title="GERAC: who responded, of 100 in each group",
        ask="Of 100 people with needles at chosen points, how many responded after half a year?",
    )


def art_falls() -> Figure:
    """Above: by how much pain fell in ART's groups. Below: the two differences with their intervals."""
    falls, c = stories.art(), colours()
    ids = {"against<br>sham": "brinkhaus2006-1", "against<br>waiting": "brinkhaus2006-2"}
    found = {name: stories.difference(row_id) for name, row_id in ids.items()}
    figure = make_subplots(rows=2, cols=1, row_heights=[0.55, 0.45], vertical_spacing=0.3)
    names = [name.replace(" ", "<br>") for name in falls]
    figure.add_bar(
        x=list(falls.values()), y=names, orientation="h", row=1, col=1, text=[f"{fall:.0f}" for fall in falls.values()],
        marker={"color": [c["accent"], c["jade"], c["ink-soft"]], "pattern": {"shape": ["", "/", "."]}},
        textposition="outside", cliponaxis=False, hovertemplate="%{x:.1f} points<extra></extra>",
    )  # fmt: skip
    _intervals(figure, found, row=2, col=1)
    figure.update_xaxes(title="fall in pain in 8 weeks<br>points of 100", range=[0, 36], row=1, col=1)
    figure.update_xaxes(title=LESS_PAIN + "<br>points of 100", range=[-34, 8], zeroline=True, row=2, col=1)
    figure.update_yaxes(range=[2.6, -0.6], row=1, col=1)
    figure.update_yaxes(range=[1.6, -0.6], row=2, col=1)
    figure.update_layout(height=520, showlegend=False, margin={"l": 8, "r": 12, "t": 8, "b": 8})
    table = pd.DataFrame({
        "Group": [name.capitalize() for name in falls],
        "Fall in pain, points of 100": [f"{fall:.1f}" for fall in falls.values()],
        "Difference from needles (95 % interval)": ["", *(stories.span(one, 1) for one in found.values())],
    })  # fmt: skip
    (s, w), f = (stories.difference(row_id)[0] for row_id in ids.values()), list(falls.values())
    return Figure(
        figure,
        alt=f"Bars: pain fell by {f[0]:.0f} points with needles, {f[1]:.0f} with sham needles, {f[2]:.0f} on a waiting "
        f"list. Below, two intervals: {-s:.0f} points less pain than sham, reaching past no difference, and {-w:.0f} "
        "points less than waiting, all of it on the side of needles.",
        says="Look at the middle bar: most of the fall came with sham needles too. The interval against sham reaches "
        "past 0; the one against waiting does not.",
        source="data/outcomes.csv, rows brinkhaus2006-1 and -2",
        table=table,
        caption="ART: fall in pain in each group, and the differences",
    )


def debar_differences() -> Figure:
    """DeBar's two courses against the same usual care: points of the RMDQ (0–24) at six months."""
    ids = {"standard<br>course": "debar2025-1", "with extra<br>visits": "debar2025-2"}
    found = {name: stories.difference(row_id) for name, row_id in ids.items()}
    worth = row("mcid", "acp2007_moderate").threshold_low
    figure = go.Figure()
    _intervals(figure, found)
    figure.add_vline(x=-worth, line={"dash": "dash", "width": 1, "color": colours()["ink"]})
    figure.add_annotation(x=-worth, y=1, yref="paper", yanchor="bottom", showarrow=False,
                          text=f"“moderate” from {worth:.0f}")  # fmt: skip
    figure.update_xaxes(title="← less disability with needles<br>points of 24", range=[-4.2, 1], zeroline=True)
    figure.update_yaxes(range=[1.6, -0.6])
    figure.update_layout(height=280, showlegend=False, margin={"l": 8, "r": 12, "t": 32, "b": 8})
    shares = list(stories.debar().values())
    table = pd.DataFrame({
        "Course": ["Standard", "With extra visits"],
        "Difference from usual care, points of 24 (95 % interval)": [stories.span(one, 1) for one in found.values()],
        "Responders of 100, adjusted": [f"{share:.1f}" for share in shares[:2]],
        "Responders of 100 with usual care": f"{shares[2]:.1f}",
    })  # fmt: skip
    first, second = (one[0] for one in found.values())
    return Figure(
        figure,
        alt=f"Two intervals against usual care: {-first:.1f} points less disability with the standard course and "
        f"{-second:.1f} with extra visits. Both leave out no difference; both middles lie short of a dashed line at "
        f"{worth:.0f} points, and one interval crosses it.",
        says=f"Both intervals leave out 0. Both middles fall short of the dashed line at {worth:.0f} points, where one "
        "review lets “moderate” begin. The two share one control group, so they are not two trials.",
        source="data/outcomes.csv, rows debar2025-1 to -4; data/mcid.csv, row acp2007_moderate",
        table=table,
        caption="DeBar 2025: differences in disability, and responders",
    )


def _intervals(figure: go.Figure, found: dict[str, tuple[float, float, float]], **place: int) -> None:
    """Dots with their intervals, one for each name; `place` is the part of a figure with several parts."""
    middle = [one[0] for one in found.values()]
    figure.add_scatter(
        x=middle, y=list(found), mode="markers", marker={"symbol": "square", "size": 10, "color": colours()["accent"]},
        error_x={"array": [high - mid for mid, _, high in found.values()], "width": 6, "color": colours()["accent"],
                 "arrayminus": [mid - low for mid, low, _ in found.values()]},
        text=[stories.span(one, 1) for one in found.values()], hovertemplate="%{text}<extra></extra>", **place,
    )  # fmt: skip


def early_and_later() -> Figure:
    """Pain against sham on one scale: four early trials, their pool, one later trial, and two that can't be drawn."""
    table, found = stories.early()
    trials = {one.label.replace(" ", "<br>", 1): stories.ends(one.yi, one.vi) for one in table.itertuples()}
    pooled = (found.estimate, found.ci_low, found.ci_high)
    later = stories.difference(stories.LATER)
    figure, c = go.Figure(), colours()
    _intervals(figure, trials)
    marks = (("Their pool", pooled, "diamond", "ink"), ("ART<br>2006", later, "circle", "jade"))
    for name, values, symbol, colour in marks:
        _intervals(figure, {name: values})
        figure.data[-1].update(marker={"symbol": symbol, "size": 13, "color": c[colour]}, error_x={"color": c[colour]})
    absent = ["GERAC<br>2007", "Cherkin<br>2009"]
    for name in absent:
        figure.add_annotation(x=-11, y=name, text="another scale: no mark", showarrow=False,
                              bgcolor=c["paper"], font={"color": c["ink-soft"]})  # fmt: skip
    order = [*trials, "Their pool", "ART<br>2006", *absent]
    figure.update_xaxes(title=LESS_PAIN + "<br>points of 100", range=[-32, 10], zeroline=True)
    figure.update_yaxes(categoryorder="array", categoryarray=order, range=[len(order) - 0.4, -0.6])
    figure.add_hline(y=4.5, line={"dash": "dot", "width": 1, "color": c["ink-soft"]})
    figure.update_layout(height=560, showlegend=False, margin={"l": 8, "r": 12, "t": 8, "b": 8})
    return Figure(
        figure,
        alt=f"Four early trials lie close together near {-found.estimate:.0f} points less pain with needles than with "
        f"sham. Their pool is narrow and far from 0. ART lies at {-later[0]:.0f} points, with an interval that holds "
        "both 0 and the early pool. GERAC and Cherkin have no mark, because what we read of them is on other scales.",
        says="The early four agree strikingly well. ART, with its wide interval, fits with them and with 0. The "
        "two largest sham trials have a name and no mark.",
        source="data/outcomes.csv (the early four as a Cochrane review entered them); data/published_pools.csv",
        table=_early_table(table, pooled, later),
        caption="Early and later trials against sham",
    )


def _early_table(table: pd.DataFrame, pooled: tuple, later: tuple) -> pd.DataFrame:
    """The numbers behind the picture of early and later trials, with people in the two groups."""
    lines = [
        (one.label, f"{one.n_acu + one.n_ctl}", stories.span(stories.ends(one.yi, one.vi), 1))
        for one in table.itertuples()
    ]
    lines.append(("Pool of these four", f"{(table.n_acu + table.n_ctl).sum()}", stories.span(pooled, 1)))
    lines.append((stories.NAMES["brinkhaus2006"], "not seen for 8 weeks", stories.span(later, 1)))
    gerac = row("outcomes", "haake2007-1")
    lines.append((stories.NAMES["haake2007"], f"{gerac.n_acu + gerac.n_ctl:.0f}", "responders: another scale"))
    people = cherkin_groups().People.astype(int).iloc[:3].sum()
    lines.append((stories.NAMES["cherkin2009"], f"{people}", "disability, no interval seen"))
    return pd.DataFrame(lines, columns=["Trial", "People", "Difference in pain, points of 100 (95 % interval)"])


# --- tables -----------------------------------------------------------------------------------------------------------


def gerac_differences() -> pd.DataFrame:
    """GERAC's three differences in responders, in people of 100; above 0 favours the group named first."""
    rows = {"haake2007-1": "Needles against sham", "haake2007-2": "Needles against usual care",
            "haake2007-3": "Sham against usual care"}  # fmt: skip
    return pd.DataFrame({
        "Compared": rows.values(),
        "More responders, of 100": [stories.signed(stories.difference(row_id)[0], 1) for row_id in rows],
        "From, to": [" to ".join(stories.signed(end, 1) for end in stories.difference(row_id)[1:]) for row_id in rows],
        "People": [f"{row('outcomes', row_id).n_acu + row('outcomes', row_id).n_ctl:,.0f}" for row_id in rows],
    })  # fmt: skip


def cherkin_groups() -> pd.DataFrame:
    """Cherkin's four groups: people, fall of the RMDQ in points of 23, and that no interval was seen."""
    people = load("arms").query("study_id == 'cherkin2009'").n_randomised
    falls = stories.cherkin()
    return pd.DataFrame({
        "Group": [name.capitalize() for name in falls],
        "People": [f"{n:.0f}" for n in people],
        "Better by, points of 23": [f"{fall:.1f}" for fall in falls.values()],
        "95 % interval": "not seen",
    })  # fmt: skip


def not_pooled() -> pd.DataFrame:
    """The four trials: people, what each reported, and whether it stands in the pool of pain against sham, and why."""
    inside = comparisons(**stories.view("sham"))
    missing = missing_from(inside).set_index("study_id").why
    there = set(inside.study_id)
    answer = ["yes" if name in there else f"no: {missing.get(name, 'it had no sham group')}" for name in stories.NAMES]
    trials = load("trials").set_index("study_id")
    return pd.DataFrame({
        "Trial": stories.NAMES.values(),
        "People": [f"{trials.n_randomised[name]:,.0f}" for name in stories.NAMES],
        "Against": [", ".join(_controls(name)) for name in stories.NAMES],
        "Its main result here": [_result(row_id) for row_id in RESULTS],
        "In the pool of pain against sham?": answer,
    })  # fmt: skip


def _result(row_id: str) -> str:
    """What a row measured, and when."""
    found = row("outcomes", row_id)
    return in_print(f"{row('instruments', found.instrument_id)['name']}; {found.timepoint_weeks:.0f} weeks")


def _controls(study_id: str) -> list[str]:
    arms = load("arms").query("study_id == @study_id and role != 'acupuncture'")
    return list(dict.fromkeys(arms.role.astype(str)))


def over_time(comparator: str) -> pd.DataFrame:
    """Pain against one comparator by window of time: each trial's difference in points of 100, nothing pooled."""
    lines = []
    for window in load("time_windows").itertuples():
        if window.window_id == "time-not-seen":
            continue
        asked = {
            "condition": stories.CONDITION,
            "comparator": comparator,
            "outcome": "pain",
            "window": window.window_id,
        }
        found = comparisons(**asked)
        each = [
            f"{one.label}, week {one.timepoint_weeks:.0f}: {stories.span(stories.ends(one.yi, one.vi), 0)}"
            for one in found.itertuples()
        ]
        lines.append((window.label, len(found), "; ".join(each) or "no trial in our tables that may be drawn"))
    return pd.DataFrame(lines, columns=["When", "Trials", "Difference in pain, points of 100"])
