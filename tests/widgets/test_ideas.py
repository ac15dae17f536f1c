"""Words of pattern names, channels and two readings, worked out anew from the CSV files as text."""

import csv
import re
from collections import Counter

import pytest

from widgets import ideas, voices
from widgets.data import package


def table(name, key):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


PATTERNS, GLOSSARY = table("patterns", "pattern_id"), table("glossary", "glossary_id")
POINTS, CLAIMS = table("points", "point_code"), table("claims", "claim_id")

SAYS = {
    "qi": "qi", "blood": "blood-tcm-sense", "yin": "yin-and-yang", "yang": "yin-and-yang", "wind": "wind-cold",
    "cold": "cold-damp", "damp": "damp-heat", "heat": "damp-heat", "phlegm": "damp-phlegm",
    "liver": "liver-qi-stagnation", "kidney": "kidney-qi-deficiency", "channel": "meridian-channel",
    "too little": "deficiency-pattern",
}  # fmt: skip
STUCK = {"瘀": "blood-stasis", "滞": "qi-stagnation", "郁": "liver-qi-stagnation", "痹": "bi-painful-obstruction"}


@pytest.mark.parametrize("word", SAYS)
def test_the_glossary_has_the_character_in_a_term_of_that_meaning(word):
    entry = GLOSSARY[SAYS[word]]
    assert re.search(ideas.WORDS[word][0], entry["zh"])
    assert word in entry["term"] + entry["definition_in_own_words"].lower()


def test_every_character_for_stuck_stands_for_something_held_up():
    signs = ideas.WORDS["stuck"][0].strip("[]")
    assert set(signs) == {*STUCK, "阻"}
    for sign, entry in STUCK.items():
        assert sign in GLOSSARY[entry]["zh"]
    assert "阻" in PATTERNS["P05"]["name_zh"] and "open" in PATTERNS["P05"]["principle"]


@pytest.mark.parametrize("english", ["qi", "blood", "yin", "yang", "wind", "cold", "damp", "heat", "phlegm", "liver"])
def test_words_of_the_english_name_are_words_of_the_chinese_one(english):
    found = {line.pattern_id for line in ideas.names().itertuples() if english in line.words}
    assert found == {i for i, one in PATTERNS.items() if re.search(rf"\b{english}\b", one["name_en"].lower())}


def test_too_little_is_deficiency_and_stuck_is_not():
    for line in ideas.names().itertuples():
        assert ("too little" in line.words) == ("deficiency" in line.name_en.lower())
        assert not {"too little", "stuck"} <= set(line.words)


def test_counts_of_words_in_the_sentence_below_the_figure():
    bare = [re.sub("（.*?）", "", one["name_zh"]) for one in PATTERNS.values()]
    stuck = sum(bool(set("瘀滞郁阻痹") & set(name)) for name in bare)
    little = sum("虚" in name for name in bare)
    facts = ideas.facts()
    assert (facts["stuck_n"], facts["little_n"], facts["weather_n"]) == (stuck, little, len(bare) - stuck - little)
    for number in (stuck, little, len(bare) - stuck - little):
        assert re.search(rf"\b{number}\b", ideas.words_sentence())
    assert ideas.weather_only() == ["Wind-cold", "Cold-damp", "Damp-heat"]


def test_the_figure_draws_every_word_of_every_name_once():
    drawn = Counter()
    for trace in ideas.words_figure().fig.data:
        drawn.update((name, word, signs) for (name, word), signs in zip(trace.customdata, trace.text, strict=True))
    told = Counter(
        (line.name_en, word, signs) for line in ideas.names().itertuples() for word, signs in line.glyphs.items()
    )
    assert drawn == told
    heights = [mark.y for mark in ideas.words_figure().fig.layout.annotations]
    assert len(heights) == len(set(heights)) == len(PATTERNS) + len(ideas.FAMILIES)


def test_every_point_with_a_known_channel_is_counted_once():
    known = [one["channel"] for one in POINTS.values() if one["channel"] != "not stated"]
    shown = ideas.channels()
    assert shown["Entries in our list"].sum() == len(known) == ideas.facts()["points_n"]
    for channel, count in Counter(known).items():
        name = {"Extra": "none: extra points", "none": "none: no fixed place"}.get(channel, channel)
        assert shown.set_index("Channel").loc[name, "Entries in our list"] == count
    off = sum(channel in ("Extra", "none") for channel in known)
    assert f"A row of {ideas.facts()['row_n']} extra points" in GLOSSARY["huatuo-jiaji"]["definition_in_own_words"]
    assert POINTS["EX-B2"]["name_zh"] == GLOSSARY["huatuo-jiaji"]["zh"]
    assert ideas.facts()["off_n"] == off and ideas.facts()["extra_n"] == known.count("Extra")


def test_the_two_readings_carry_the_rows_of_the_data():
    shown = ideas.two_readings().set_index("The question")
    told, tested = shown["In Chinese medicine"], shown["Measured and tested"]
    cold_damp, cause = PATTERNS["P08"], table("causes", "cause_id")["C01"]
    assert cold_damp["tongue"] in told["What is looked at?"] and cold_damp["pulse"] in told["What is looked at?"]
    assert told["What follows?"].lower().startswith(cold_damp["principle"])
    assert all(re.search(rf"\b{code}\b", cold_damp["points_text"]) for code in ("BL23", "GV3", "BL40"))
    assert "Points such as BL23, GV3, BL40; heat from mugwort (moxa), cupping" in told["What follows?"]
    assert tested["What does that name say?"] == cause["in_own_words"] + "."
    assert "conditional, low or very low certainty" in tested["What follows?"]
    rows = table("natural_course", "row_id")
    start, end = rows["wallwork2024_persistent-1"], rows["wallwork2024_persistent-4"]
    assert (end["timepoint"], end["certainty"]) == ("52 weeks", "very low")
    assert f"from {start['value']} to {end['value']} of 100" in tested["How will it go?"]
    kappa = table("pattern_reliability", "study_id")["macpherson2004_range"]
    assert f"kappa {kappa['kappa_low']} to {kappa['kappa_high']}" in told["Would a second person say the same?"]


def test_claims_of_the_tradition_are_counted():
    told = [one for one in CLAIMS.values() if one["kind"] == "tradition"]
    untestable = [one for one in told if one["verdict"] == "tradition, not testable"]
    facts = ideas.facts()
    assert (facts["tradition_n"], facts["untestable_n"]) == (len(told), len(untestable))


def test_the_reader_of_voices_marks_each_sentence_and_has_every_voice_in_each_list():
    reader = voices.reader()
    for item in reader.items:
        right = {pair["left"]: pair["right"] for pair in item["pairs"]}
        assert set(right.values()) == {"tradition", "evidence", "slide"}
        reader.answers = reader.answers | {item["id"]: {"answer": right, "checked": True}}
    assert reader.score == 1
    assert sum(len(item["left"]) for item in reader.items) == 10


def test_numbers_in_the_sentences_are_those_of_the_data():
    texts = " ".join(entry["text"] for item in voices.reader().items for entry in item["left"])
    share = table("pattern_shares", "share_id")["stagnation"]["percent"]
    mechanisms = table("mechanisms", "mechanism_id")
    assert texts.count(f"{share} of 100") == 2
    assert f"{re.search(r'([0-9]+)%', mechanisms['M15']['key_evidence'])[1]} of 100 points" in texts
    assert f"{re.search(r'([0-9]+) of [0-9]+ hip', mechanisms['M20']['key_evidence'])[1]} people" in texts
