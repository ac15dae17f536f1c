"""A simulated trial as HTML that needs no script: the same drawings, computed in Python, and their tables."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import numpy as np
import pandas as pd

from widgets._shared.html import as_text
from widgets.tables import Table
from widgets.trial_simulator import layout
from widgets.trial_simulator.compare import COMPARISONS, Summary, compare, name_of, put_in, summarise
from widgets.trial_simulator.many import run_many, sum_up, verdicts
from widgets.trial_simulator.settings import FIELDS
from widgets.trial_simulator.trial import ARMS, Arm, draw
from widgets.trial_simulator.words import AGAINST, fixed, many_says, one_says, p_words, share_words

ARM_NAMES = {"needle": "Needle", "sham": "Sham"}
LEGEND = [
    ("start", "a person at the start"), ("responds", "at the end: a responder"), ("stays", "at the end: no responder"),
    ("lost", "dropped out"), ("mean", "mean of the arm"), ("entry", "let in from here up"),
]  # fmt: skip
BEGUN = "Begun from the preset “{label}”, with other settings. A simulation, never a trial that was held."
FIXED = 'vector-effect="non-scaling-stroke"'


def static_simulator(title: str, settings: dict, preset: dict, trials: int) -> str:
    """One trial with every person, many trials, what was put in, and where a preset's numbers come from.

    `settings` are those of a trial, with `trial`, `measure` and `comparator`.
    """
    measure, comparator = settings["measure"], settings["comparator"]
    people = {arm: draw(settings, arm, range(settings["trial"], settings["trial"] + 1)) for arm in ARMS}
    sums = {arm: summarise(one) for arm, one in people.items()}
    found = {}
    for pair in COMPARISONS:
        one = compare(sums[pair[0]], sums[pair[1]])
        found[name_of(pair)] = {name: float(getattr(one, name)[0]) for name in ("difference", "low", "high", "p")}
    panels = "".join(_panel(arm, people[arm], sums[arm], settings, comparator) for arm in ARMS)
    return (
        f'<div class="pbp-trial pbp-trial-static"><p class="title">{as_text(title)}</p>'
        f'<p class="what">{as_text(about(settings, preset))}</p>'
        f'<div class="people">{_scale(settings, measure)}<div class="panels">{panels}</div></div>{_legend()}'
        f'<p class="says">{as_text(one_says(settings, found, measure, comparator))}</p>'
        f"{_arms_table(sums, settings, comparator)}{_comparisons_table(settings, found, measure, comparator)}"
        f"{_many(settings, trials, comparator)}{_put_in(settings)}{_origins(preset)}</div>"
    )


def names(comparator: str) -> dict[str, str]:
    return ARM_NAMES | {"usual": comparator.capitalize()}


def pair_name(pair: tuple[str, str], comparator: str) -> str:
    return f"{ARM_NAMES[pair[0]]} against {AGAINST[comparator] if pair[1] == 'usual' else 'sham'}"


def _path(kind: str, d: str) -> str:
    return f'<path class="{kind}" d="{d}" {FIXED}/>' if d else ""


def _panel(arm: str, people: Arm, found: Summary, settings: Mapping, comparator: str) -> str:
    drawn = {name: getattr(people, name)[0] for name in ("start", "end", "stays", "responds")}
    paths = layout.panel(drawn, settings["scale_max"])
    start, end = float(found.mean_start[0]), float(found.mean_end[0])
    height = layout.HEIGHT * (1 - settings["entry"] / settings["scale_max"])
    limit = _path("entry", f"M0 {layout.whole(height)}H{layout.FROM + layout.SPREAD + 12}") * (settings["entry"] > 0)
    inner = "".join(_path(kind, d) for kind, d in paths.items()) + _path("hole", paths["stays"]) + limit
    inner += _path("halo", line := layout.mean_line(start, end, settings["scale_max"])) + _path("mean", line)
    count = f"{names(comparator)[arm]}: {len(drawn['start'])} people"
    words = f"{count}, mean {fixed(start)} at the start, {fixed(end)} at the end."
    return (
        f'<div class="panel" data-arm="{arm}"><div class="name">{escape(names(comparator)[arm])}</div>'
        f'<svg viewBox="0 0 {layout.WIDTH} {layout.HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}">{inner}</svg><p class="ends"><span>start</span><span>end</span></p>'
        f'<p class="means">{fixed(start)} → {fixed(end)}</p></div>'
    )


def _scale(settings: Mapping, measure: str) -> str:
    worst = f"{settings['scale_max']:g}"
    return f'<p class="scale" aria-hidden="true"><span>{worst}</span><span>{as_text(measure)}</span><span>0</span></p>'


def _legend() -> str:
    entries = []
    for kind, words in LEGEND:
        d = {"mean": "M2 10H18", "entry": "M1 10H19"}.get(kind, "M10 10h0")
        inner = _path(kind, d) + _path("hole", d) * (kind == "stays")
        entries.append(f'<li><svg viewBox="0 0 20 20" aria-hidden="true">{inner}</svg>{words}</li>')
    return f'<ul class="legend">{"".join(entries)}</ul>'


def _arms_table(sums: Mapping[str, Summary], settings: Mapping, comparator: str) -> str:
    frame = pd.DataFrame([
        {"Arm": names(comparator)[arm], "People": str(one.people), "Stayed": str(int(one.stayed[0])),
         "Mean at start": fixed(float(one.mean_start[0])), "Mean at end": fixed(float(one.mean_end[0])),
         "Mean change": fixed(float(one.mean_change[0])),
         "Responders": f"{fixed(100 * float(one.responders[0]))} of 100"}
        for arm, one in sums.items()
    ])  # fmt: skip
    return Table(frame, f"Simulated trial {settings['trial']}: its arms, in points")._repr_html_()


def _comparisons_table(settings: Mapping, found: Mapping, measure: str, comparator: str) -> str:
    rows = []
    for pair in COMPARISONS:
        one = found[name_of(pair)]
        low, high = fixed(one["low"]), fixed(one["high"])
        rows.append({
            "Comparison": pair_name(pair, comparator), "Put in": fixed(put_in(settings, pair)),
            "Difference": fixed(one["difference"]), "95 % interval": f"{low} to {high}",
            "p": p_words(one["p"]).removeprefix("p\u00a0").removeprefix("=\u00a0"),
        })  # fmt: skip
    caption = f"Differences in the change of {measure}, in points: below 0 favours the first"
    return Table(pd.DataFrame(rows), caption)._repr_html_()


def _many(settings: dict, trials: int, comparator: str) -> str:
    found = run_many(settings, trials)
    sums = {name: sum_up(one) for name, one in found.items()}
    shares = {name: one.works for name, one in sums.items()} | {"trials": trials}
    ends = layout.many_axis(settings)
    counts = {name: layout.count_bins(one.difference, one.p, ends) for name, one in found.items()}
    highest = max(1, *(int((np.array(one["works"]) + one["not"]).max()) for one in counts.values()))
    rows, drawn = [], ""
    for pair in COMPARISONS:
        name, called, put = name_of(pair), pair_name(pair, comparator), put_in(settings, pair)
        one = sums[name]
        words = f"{called}: estimates of the simulated trials; {share_words(one.works)} say “works”."
        lines = {
            kind: layout.place(at, ends, layout.BINS * layout.BAR)
            for kind, at in (("zero", 0.0), ("around", put), ("put", put))
        }
        drawn += _bars(called, words, layout.bars(counts[name], highest), lines)
        rows.append({
            "Comparison": called, "Put in": fixed(put), "Mean estimate": fixed(one.mean),
            "SD of estimates": fixed(one.sd), "Says “works”": share_words(one.works),
            "Mean of those": fixed(one.mean_works), "p < 0.05 either way": share_words(one.significant),
        })  # fmt: skip
    both = "; ".join(f"{VERDICT_WORDS[name].format(usual=AGAINST[comparator])}: {share_words(share)}"
                     for name, share in verdicts(found).items())  # fmt: skip
    ticks = "".join(f"<span>{fixed(tick, 0) if tick == int(tick) else fixed(tick)}</span>" for tick in ends["ticks"])
    table = Table(pd.DataFrame(rows), f"{trials:,} simulated trials of the same truth, in points")._repr_html_()
    return (
        f'<div class="many">{drawn}<p class="ticks" aria-hidden="true">{ticks}</p></div>'
        f'<p class="says">{as_text(many_says(settings, shares, settings["measure"], comparator))}</p>'
        f"<p>The needle “works” {as_text(both)}.</p>{table}"
    )


VERDICT_WORDS = {
    "both": "against both", "usual only": "against {usual} only", "sham only": "against the sham only",
    "neither": "against neither",
}  # fmt: skip


def _bars(name: str, words: str, paths: Mapping[str, str], lines: Mapping[str, float]) -> str:
    """One histogram, with upright lines at these places."""
    width = layout.BINS * layout.BAR
    inner = "".join(_path(kind, d) for kind, d in paths.items())
    inner += "".join(_path(kind, f"M{layout.whole(at)} 0V{layout.BARS_HIGH}") for kind, at in lines.items())
    return (
        f'<div class="bars"><span class="name">{escape(name)}</span><svg viewBox="0 0 {width} {layout.BARS_HIGH}" '
        f'preserveAspectRatio="none" role="img" aria-label="{escape(words)}">{inner}</svg></div>'
    )


def _put_in(settings: Mapping) -> str:
    rows = [{"Setting": field["label"], "Put in": f"{settings[field['name']]:g}", "Unit": field["unit"]}
            for field in FIELDS]  # fmt: skip
    rows.append({"Setting": "Seed", "Put in": str(settings["seed"]), "Unit": ""})
    return Table(pd.DataFrame(rows), "What was put into this simulation")._repr_html_()


def _origins(preset: Mapping) -> str:
    frame = pd.DataFrame(preset["origins"], columns=["Setting", "From"])
    return Table(frame, f"{preset['label']}: where its numbers come from", preset["source"])._repr_html_()


def about(settings: Mapping, preset: Mapping) -> str:
    """What this simulation is: that of the preset, or no longer."""
    if all(settings[name] == value for name, value in preset["settings"].items()):
        return preset["is"]
    return BEGUN.format(label=preset["label"])
