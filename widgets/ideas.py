"""What the chapter on the ideas of Chinese medicine shows: words that build pattern names, channels, two readings.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own.
"""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from widgets.data import found_in, load, read_quiz, row
from widgets.figures import Figure, colours
from widgets.pain_course import NEWER, falls

WORDS = {
    "stuck": ("[瘀滞郁阻痹]", "wrong"), "too little": ("虚", "wrong"),
    "qi": ("气", "flow"), "blood": ("血", "flow"), "yin": ("阴", "flow"), "yang": ("阳", "flow"),
    "wind": ("风", "weather"), "cold": ("寒", "weather"), "damp": ("湿", "weather"), "heat": ("热", "weather"),
    "phlegm": ("痰", "weather"),
    "liver": ("肝", "place"), "kidney": ("肾", "place"), "channel": ("经络", "place"),
}  # fmt: skip
"""A word of the pattern names: the characters that say it, as in the glossary, and what kind of word it is."""

KINDS = {
    "wrong": ("what is wrong", "square", 21, "accent-wash", "accent"),
    "flow": ("what moves or feeds", "circle", 22, "jade-wash", "jade"),
    "weather": ("weather, and what builds up", "hexagon2", 23, "amber-wash", "amber"),
    "place": ("where", "diamond", 20, "panel", "ink-soft"),
}
"""A kind of word: what the legend says, then symbol, its size, wash and line in the figure."""

FAMILIES = {
    "excess": "EXCESS: something is there that should not be",
    "mixed": "A BIT OF BOTH",
    "deficiency": "DEFICIENCY: something is lacking",
}
EXAMPLE = "P08"
"""The pattern that the chapter follows from the story to the plan: cold-damp."""


# --- words that build names ------------------------------------------------------------------------------------------


def names() -> pd.DataFrame:
    """Every pattern with the words in its Chinese name: id, English name, `characters`, `family`, `words`, `glyphs`.

    What stands in brackets in the Chinese name is another name for the same, and is left out.
    """
    rows = load("patterns")
    characters = rows.name_zh.str.replace(r"（.*?）", "", regex=True)
    found = [{word: "".join(re.findall(sign, name)) for word, (sign, _) in WORDS.items()} for name in characters]
    glyphs = [{word: signs for word, signs in one.items() if signs} for one in found]
    family = rows.type.astype("str").str.split().str[0]
    return pd.DataFrame({
        "pattern_id": rows.pattern_id, "name_en": rows.name_en, "characters": characters,
        "family": family, "words": [list(one) for one in glyphs], "glyphs": glyphs,
    })  # fmt: skip


def word_counts() -> dict[str, int]:
    """In how many of the pattern names each word stands."""
    counted = names().words.explode().value_counts()
    return {word: int(counted.get(word, 0)) for word in WORDS}


def weather_only() -> list[str]:
    """The names that say neither that something is stuck nor that there is too little of it."""
    table = names()
    return list(table.name_en[[not {"stuck", "too little"} & set(words) for words in table.words]])


def _lines() -> tuple[pd.DataFrame, list[tuple[float, str]]]:
    """The names with their height `y` in the figure, family by family, and the heights of the families' headings."""
    parts, headings, y = [], [], 0.0
    table = names()
    for family, heading in FAMILIES.items():
        part = table[table.family == family]
        headings.append((y, heading))
        parts.append(part.assign(y=[y + 1.25 + 1.35 * n for n in range(len(part))]))
        y += 1.35 * len(part) + 1.05
    return pd.concat(parts), headings


def words_figure() -> Figure:
    """The pattern names taken apart: a line for each name, a column for each word, the character where they meet."""
    lines, headings = _lines()
    c, columns = colours(), list(WORDS)
    marks = [
        (columns.index(word), line.y, signs, word, line.name_en)
        for line in lines.itertuples()
        for word, signs in line.glyphs.items()
    ]
    marks = pd.DataFrame(marks, columns=["x", "y", "signs", "word", "name"])
    fig = go.Figure()
    for kind, (label, symbol, size, wash, edge) in KINDS.items():
        part = marks[[WORDS[word][1] == kind for word in marks.word]]
        fig.add_scatter(
            x=part.x, y=part.y, mode="markers+text", name=label, text=part.signs, customdata=part[["name", "word"]],
            textfont={"size": [15 if len(s) == 1 else 10 for s in part.signs], "color": c["ink"]},
            marker={"symbol": symbol, "size": size, "color": c[wash], "line": {"color": c[edge], "width": 1.2}},
            hovertemplate="%{customdata[0]}: %{text}, %{customdata[1]}<extra></extra>",
        )  # fmt: skip
    told = {"x": 0, "xref": "paper", "xanchor": "left", "showarrow": False}
    for line in lines.itertuples():
        fig.add_annotation(y=line.y - 0.66, text=line.name_en, font={"size": 13, "color": c["ink"]}, **told)
    for y, heading in headings:
        fig.add_annotation(y=y, text=f"<b>{heading}</b>", font={"size": 11, "color": c["ink-soft"]}, **told)
    ticks = {"tickvals": list(range(len(columns))), "ticktext": columns, "tickangle": -90, "tickfont": {"size": 13}}
    fig.update_xaxes(side="top", range=[-0.55, len(columns) - 0.3], zeroline=False, fixedrange=True, **ticks)
    fig.update_yaxes(visible=False, range=[lines.y.max() + 0.6, -0.5], fixedrange=True)
    legend = {"orientation": "h", "y": -0.01, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False}
    fig.update_layout(height=960, margin={"l": 4, "r": 4, "t": 8, "b": 8}, legend=legend)
    return Figure(
        fig,
        alt="A grid of pattern names against the words in them. Each name holds one to four characters; most hold one "
        "for stuck or one for too little.",
        says=words_sentence(),
        source="data/patterns.csv, the names in Chinese; the words as in data/glossary.csv",
        table=words_table(),
        caption="The pattern names, taken apart",
    )


def words_sentence() -> str:
    """What to see in the figure of words, counted from the names."""
    counts = word_counts()
    return (
        f"{len(WORDS)} words carry the sense of all {len(names())} names. “Stuck” stands in {counts['stuck']} of them, "
        f"“too little” in {counts['too little']}; the other {len(weather_only())} name only a kind of weather."
    )


def words_table() -> pd.DataFrame:
    """Each pattern with its name in characters and the words in it."""
    table = names()
    said = [", ".join(f"{signs} {word}" for word, signs in one.items()) for one in table.glyphs]
    return pd.DataFrame({"Pattern": table.name_en, "Characters": table.characters, "Words in it": said})


def aims() -> pd.DataFrame:
    """Each pattern with what tradition says the treatment is for; collaterals are printed as the channels they are."""
    table = load("patterns")[["name_en", "principle"]].set_axis(["The name", "The aim"], axis=1)
    return table.assign(**{"The aim": table["The aim"].str.replace("collaterals", "channels")})


# --- points and channels ---------------------------------------------------------------------------------------------


def channels() -> pd.DataFrame:
    """The points of our list by channel, most points first: how many, and one of them.

    Codes that were read in the pattern rows only, with nothing about their place, are left out.
    """
    known = load("points").query("channel != 'not stated'")
    lines = []
    for channel, points in known.groupby(known.channel.astype("str"), sort=False):
        first = points.iloc[0]
        name = {"Extra": "none: extra points", "none": "none: no fixed place"}.get(channel, channel)
        example = f"{first.point_code} {first.pinyin} {first.name_zh}"
        lines.append((name, len(points), example))
    table = pd.DataFrame(lines, columns=["Channel", "Entries in our list", "One of them"])
    return table.sort_values("Entries in our list", ascending=False, kind="stable", ignore_index=True)


def _off_channel() -> tuple[int, int]:
    """How many entries of our list lie on no channel, and how many it has; an entry may be a row of points."""
    table = channels()
    off = table[table.Channel.str.startswith("none")]
    return int(off["Entries in our list"].sum()), int(table["Entries in our list"].sum())


# --- one story, two readings -----------------------------------------------------------------------------------------


def two_readings() -> pd.DataFrame:
    """One sore back, asked the same questions twice: as Chinese medicine tells it, and as it is measured and tested."""
    told, cause = row("patterns", EXAMPLE), row("causes", "C01")
    both = load("pattern_reliability").set_index("study_id").loc["macpherson2004_range"]
    lasting = falls().loc[NEWER, "persistent LBP"]
    (care,) = found_in("causes", "C01", "western_first_line", r"^(.*); needling may be offered")
    (sure,) = found_in("causes", "C01", "western_first_line", r"\(all (conditional, .*? certainty)\)")
    points = ", ".join(re.findall(r"[A-Z]{2}\d+", told.points_text)[:3])
    heat = str(told.adjuncts).split(" over ", 1)[0].split(";")[0].replace("moxa", "heat from mugwort (moxa)")
    called = str(cause["name"]).replace(" or neck", "")  # Ida's neck is well
    care = care.replace("NSAIDs", "anti-inflammatory medicines (NSAIDs)")
    lines = [
        ("What is asked?", "How it began, how it feels, what changes it.",
         "First: is there a sign of danger? Then: a nerve root, a disease, an injury?"),
        ("What is looked at?", f"The tongue: {told.tongue}. The pulse: {told.pulse}.",
         "Tests. In most lasting low back pain they name no tissue."),
        ("What is it called?", f"Cold-damp ({told.name_zh.removesuffix('腰痛')}).", f"{called}."),
        ("What does that name say?", "Cold and wet weather has settled in the back.", f"{cause.in_own_words}."),
        ("And the rain?", f"It belongs to the name. Worse with: {told.worse_with.split(';')[0]}.",
         "We hold no study of weather and back pain."),
        ("Would a second person say the same?",
         f"Not known for this name. For three others in a UK trial: kappa {both.kappa_low:.0f} to {both.kappa_high} "
         "(0 is luck, 1 a perfect match).",
         "We hold no number for this."),
        ("What follows?", f"{_sentence(told.principle)} Points such as {points}; {heat}.",
         f"{care}. Needles may be offered. All of it: {sure} (WHO 2023)."),
        ("How will it go?", "Our sources do not say.",
         f"In people with lasting pain the mean fell from {lasting[0]:.0f} to {lasting[52]:.0f} of 100 points in a "
         "year. Most had some care. Certainty very low."),
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=["The question", "In Chinese medicine", "Measured and tested"])


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def facts() -> dict[str, int | str]:
    """The numbers the chapter's sentences carry beside those of `patterns.facts`, by the names `glue` knows them."""
    off, known = _off_channel()
    counts = word_counts()
    traditions = load("claims").query("kind == 'tradition'")
    return {
        "words_n": len(WORDS),
        "stuck_n": counts["stuck"],
        "little_n": counts["too little"],
        "weather_n": len(weather_only()),
        "off_n": off,
        "extra_n": off - 1,  # the one left is Ashi, which has no fixed place
        "points_n": known,
        "row_n": found_in("glossary", "huatuo-jiaji", "definition_in_own_words", r"(\d+) extra points")[0],
        "planes": found_in("mechanisms", "M15", "key_evidence", r"(\d+)% of acupoints")[0],
        "tradition_n": len(traditions),
        "untestable_n": int((traditions.verdict.astype("str") == "tradition, not testable").sum()),
        "questions_n": len(read_quiz("ideas")["items"]),
    }
