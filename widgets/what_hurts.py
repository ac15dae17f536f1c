"""What the chapter "What hurts?" shows: names for how long, kinds of pain, what a list of flags can tell, numbers.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from widgets._shared.language import in_print
from widgets.burden import MILLIONS, with_ends
from widgets.data import found_in, number_in, read_quiz, row
from widgets.figures import Figure, colours
from widgets.pain_course import falls

MONTH = 52 / 12
END = 30.0
"""Where the figure of names stops, in weeks; what goes on is drawn to this edge."""
LOOKS = {"acute": "amber", "subacute": "jade", "chronic": "ink-soft"}
"""The colour of each name in the figure; its first letter stands in each bar."""


# --- how long ------------------------------------------------------------------------------------------------------


def names_of_time() -> pd.DataFrame:
    """Who calls pain of how many weeks what: `who`, `name`, `low`, `high` (weeks; infinite: and on), `said`, `kind`.

    `kind` is "definition", "review" or "trial". Months are turned into weeks as 3 months = 13 weeks.
    """
    acute, subacute, chronic = found_in(
        "article_conflicts", "AC21", "what_the_sources_support", r"acute under (\d+) .* to (\d+), chronic over (\d+)"
    )  # fmt: skip
    found_in(
        "glossary", "acute-chronic-pain", "definition_in_own_words", r"about (three) months \(A4 and WHO use 3 months\)"
    )
    line, forever = 3 * MONTH, float("inf")
    rows = [
        ("A4, WHO", "acute", 0, line, "under 3 months", "definition"),
        ("A4, WHO", "chronic", line, forever, "3 months or more", "definition"),
        ("US guideline", "acute", 0, int(acute), f"under {acute} weeks", "definition"),
        ("US guideline", "subacute", int(acute), int(subacute), f"{acute} to {subacute} weeks", "definition"),
        ("US guideline", "chronic", int(chronic), forever, f"over {chronic} weeks", "definition"),
    ]
    for course in ("costa2012_acute", "costa2012_persistent", "wallwork2024_acute", "wallwork2024_subacute",
                   "wallwork2024_persistent"):  # fmt: skip
        one = row("natural_course", f"{course}-1")
        start, end, unit = found_in(
            "natural_course", f"{course}-1", "duration_at_entry", r"^(?:(\d+)(?: weeks)? to )?<(\d+) (weeks|months)$"
        )
        low, high = float(start or 0), float(end) * (MONTH if unit == "months" else 1)
        name = str(one.condition).removesuffix(" LBP")
        who = f"Review {row('references', one.reference_key).year}"
        rows.append((who, name, low, high, in_print(one.duration_at_entry.replace("<", "under ")), "review"))
    return pd.DataFrame(rows + _trials(), columns=["who", "name", "low", "high", "said", "kind"])


def _trials() -> list[tuple]:
    """Trials of low back pain whose entry says how long, one for each limit: what they called it, and the limit."""
    rows = []
    for study in ("vas2012", "molsberger2002", "cho2013", "haake2007"):
        one = row("trials", study)
        sign, number, unit = found_in("trials", study, "condition_detail", r"([<>]=)(\d+) (weeks|months)")
        weeks = float(number) * (MONTH if unit == "months" else 1)
        low, high = (0.0, weeks) if sign == "<=" else (weeks, float("inf"))
        name = "acute" if str(one.condition).startswith("acute") else "chronic"
        said = f"{number} {unit} or {'less' if sign == '<=' else 'more'}"
        rows.append((one.label, name, low, high, said, "trial"))
    return rows


def names_at(weeks: float) -> pd.DataFrame:
    """What each source calls pain that has lasted `weeks` weeks; "not let in" where a study takes no such people."""
    if weeks < 0:
        raise ValueError(f"names_at: weeks is {weeks}; allowed is 0 or more.")
    table = names_of_time()
    shown = []
    for who, rows in table.groupby("who", sort=False):
        from_low = (rows.low < weeks) | ((rows.low == weeks) & ~rows.said.str.startswith("over"))
        ends_in = rows.said.str.contains(r"or less$|^\d+ to \d+ weeks$")
        hit = rows[from_low & ((weeks < rows.high) | ((weeks == rows.high) & ends_in))]
        shown.append((who, hit.name.iloc[0] if len(hit) else "not let in"))
    return pd.DataFrame(shown, columns=["Who", f"At {weeks:g} weeks"])


def names_figure() -> Figure:
    """Bands of weeks, one line for each source: two definitions, two reviews, four trials."""
    table, c = names_of_time(), colours()
    figure = go.Figure()
    for name, colour in LOOKS.items():
        part = table[table.name.replace("persistent", "chronic") == name]
        letter = name[0].upper()
        figure.add_bar(
            y=part.who, x=part.high.clip(upper=END) - part.low, base=part.low, orientation="h", customdata=part.said,
            name=f"{letter}: chronic or persistent" if name == "chronic" else f"{letter}: {name}",
            marker={"color": c[colour], "line": {"color": c["paper"], "width": 2}},
            text=[letter] * len(part), textposition="inside", insidetextanchor="middle", textangle=0,
            constraintext="none", textfont={"color": c["paper"], "size": 13},
            hovertemplate="%{y}: " + name + ", %{customdata}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(title="weeks of pain", range=[0, END], tickvals=[0, 4, 6, 12, 26], zeroline=False)
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=list(dict.fromkeys(table.who)))
    legend = {"orientation": "h", "y": -0.2, "yanchor": "top"}
    return Figure(
        figure.update_layout(height=430, barmode="overlay", bargap=0.35, legend=legend),
        alt="Bars for eight sources: acute ends at 2, 4, 6, 12 or 13 weeks, and chronic begins at 6, 12, 13 or 26.",
        says="No two lines are the same. Between 6 and 12 weeks one pain may be called acute, subacute or chronic. A "
        "bar that touches the right edge goes on.",
        source="data/glossary.csv, article_conflicts.csv, natural_course.csv and trials.csv",
        table=table[["who", "name", "said"]].set_axis(["Who", "Name", "How long"], axis=1),
        caption="What each source calls pain of how many weeks",
    )  # fmt: skip


# --- what kind -----------------------------------------------------------------------------------------------------

KINDS = {
    "C01": "Nonspecific",
    "C02": "From a nerve root: leg",
    "C20": "From a nerve root: arm",
    "C04": "Specific (one example: a narrow canal)",
    "C07": "Referred from a joint of the spine",
    "C18": "Referred from an inner organ",
}


def kinds() -> pd.DataFrame:
    """The kinds of pain with an example of each: what it means and how it is typically felt, from causes.csv."""
    rows = [(name, row("causes", key).in_own_words, row("causes", key).typical_symptoms) for key, name in KINDS.items()]
    return pd.DataFrame(rows, columns=["Kind", "What it means", "Often felt as"]).map(in_print)


# --- a list of flags as a test -------------------------------------------------------------------------------------


def any_flag() -> dict[str, int]:
    """The study of red flags in people with new back pain, in people: `of`, `ill`, `flagged`, `clear` (no flag).

    Which of the ill had a flag is not in our files; `ill_unflagged_most` is the most that can have had none. For
    teachers: never a person's risk.
    """
    text = r"of (\d+) acute .*\((\d+) fractures, (\d+) inflammatory, (\d+) cauda equina.* yet ([\d.]+)% had"
    of, *ill, share = found_in("causes", "C19", "prevalence_or_share", text)
    people, sick = int(of), sum(int(one) for one in ill)
    flagged = round(people * float(share) / 100)
    clear = people - flagged
    counted = {"of": people, "ill": sick, "flagged": flagged, "clear": clear}
    return counted | {"ill_unflagged_most": min(sick, clear)}


# --- numbers in sentences --------------------------------------------------------------------------------------------


POINTS = {
    "acute_start": "wallwork2024_acute-1", "acute_six": "wallwork2024_acute-2", "acute_year": "wallwork2024_acute-4",
    "long_start": "wallwork2024_persistent-1", "long_year": "wallwork2024_persistent-4",
    "old_acute_year": "costa2012_acute-4", "old_long_year": "costa2012_persistent-4",
    "well": "henschke2008-1", "days": "henschke2008-2", "off_days": "henschke2008-4", "back_work": "henschke2008-5",
    "again": "pengel2003-3",
}  # fmt: skip
"""Values of natural_course.csv by the names that sentences know them under."""
ENDS = {"old_acute": "old_acute_year", "old_long": "old_long_year", "days": "days", "off": "off_days"}
"""Intervals that sentences carry, and whose they are."""


def _course() -> dict[str, str]:
    """Means, shares and days of how pain goes, as they are printed."""
    told = {name: f"{number_in('natural_course', key, 'value'):.0f}" for name, key in POINTS.items()}
    for name, of in ENDS.items():
        for end in ("low", "high"):
            told[f"{name}_{end}"] = f"{number_in('natural_course', POINTS[of], f'ci_{end}'):.0f}"
    cohorts, people = found_in(
        "natural_course", "wallwork2024_acute-1", "n_participants_as_printed", r"(\d+) cohorts, (\d+) people"
    )
    return told | {
        "acute_sure": row("natural_course", POINTS["acute_start"]).certainty,
        "long_sure": row("natural_course", POINTS["long_start"]).certainty,
        "cohorts": cohorts, "followed": f"{int(people):,}",
        "old_cohorts": found_in("natural_course", "costa2012_acute-1", "note", r"^(\d+) cohorts")[0],
        "early": f"{falls().early[('wallwork2024', 'acute LBP')]:.0f}",
        "not_well": f"{100 - number_in('natural_course', POINTS['well'], 'value'):.0f}",
        "again_k": found_in("natural_course", "pengel2003-3", "n_participants_as_printed", r"^(\d+) studies")[0],
        "again_other": found_in("natural_course", "pengel2003-3", "note", r"about (\d+)%")[0],
        "matters": f"{number_in('mcid', 'ostelo_vas', 'threshold_low'):g}",
    }  # fmt: skip


def _kinds() -> dict[str, str]:
    """Shares of kinds, the odds of mood, and the sizes of two burdens."""
    named, blocks = r"About (\d+)% of chronic", r"^(\d+-\d+)%"
    low_mood = found_in("causes", "C17", "prevalence_or_share", r"OR ([\d.]+) \(([\d.]+)-([\d.]+)\)")
    told = {
        "nonspecific": found_in("causes", "C01", "prevalence_or_share", named)[0],
        "facet": in_print(found_in("causes", "C07", "prevalence_or_share", blocks)[0]),
        "mood": low_mood[0], "mood_low": low_mood[1], "mood_high": low_mood[2],
    }  # fmt: skip
    for name, key in {"back": "BU01", "neck": "BU12"}.items():
        ends = zip(("", "_low", "_high"), with_ends(key, MILLIONS), strict=True)
        told |= {name + end: f"{number:.0f}" for end, number in ends}
    return told


def facts() -> dict[str, str]:
    """The numbers the chapter's sentences carry, as they are printed, by the names `glue` knows them under."""
    flags = any_flag()
    return _course() | _kinds() | {f"flag_{name}": f"{value:,}" for name, value in flags.items()} | {
        "flag_share": found_in("causes", "C19", "prevalence_or_share", r"([\d.]+)% had at least one")[0],
        "flag_studies": found_in("claims", "A4-10", "seen", r"(\d+) studies")[0],
        "flags_studied": found_in("claims", "A4-10", "seen", r"(\d+) red flags")[0],
        "zero_high": f"{3 / flags['of'] * 1000:.1f}",
        "questions_n": str(len(read_quiz("what-hurts")["items"])),
    }  # fmt: skip
