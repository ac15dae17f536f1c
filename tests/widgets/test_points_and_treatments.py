"""The chapter "Points and treatments": its numbers and tables, worked out again from the CSV files alone."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from widgets import points_used, treatments

ROOT = Path(__file__).parents[2]
FACTS = points_used.facts()
COMPARED = ["sham", "no treatment or usual care", "another treatment", "several of these together"]


def rows(name):
    with (ROOT / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name):
    found = rows(name)
    return {one[next(iter(one))]: one for one in found}


OUTCOMES, REVIEWS, OPTIONS = table("outcomes"), table("reviews"), table("option_results")
SAMPLE = {
    one["point_code"]: [int(n) for n in re.findall(r"(\d+) of (\d+)", one["used_in_trials"])[0:3] for n in n]
    for one in rows("points")
    if "TARA article sample: " in one["used_in_trials"]
}


def test_every_number_is_used_and_every_number_used_is_known():
    cells = nbformat.read(ROOT / "chapters/patterns/points-and-treatments.ipynb", as_version=4).cells
    used = set(re.findall(r"\{glue:text\}`(\w+)`", "\n".join(cell.source for cell in cells)))
    assert used <= set(FACTS), used - set(FACTS)
    assert set(FACTS) <= used, set(FACTS) - used


def minus(text):
    return text.replace("−", "-")


@pytest.mark.parametrize(
    ("name", "source", "row_id", "columns", "digits"),
    [
        ("kong", OUTCOMES, "kong2020-1", ("diff", "diff_ci_low", "diff_ci_high"), 1),
        ("sterling", OUTCOMES, "sterling2015-1", ("diff", "diff_ci_low", "diff_ci_high"), 1),
        ("neck_ea", OUTCOMES, "li2025_ea_neck-1", ("diff", "diff_ci_low", "diff_ci_high"), 0),
        ("zhao", OUTCOMES, "zhao2024_neck-1", ("diff", "diff_ci_low", "diff_ci_high"), 0),
        ("zhao_two", OUTCOMES, "zhao2024_neck-3", ("diff", "diff_ci_low", "diff_ci_high"), 0),
        ("off", REVIEWS, "lee2023_acu_sats_pain", ("estimate", "ci_low", "ci_high"), 2),
        ("shams", REVIEWS, "lee2023_satv_sats_pain", ("estimate", "ci_low", "ci_high"), 2),
        ("usual", OPTIONS, "acupuncture-1", ("estimate", "ci_low", "ci_high"), 0),
        ("qigong", OPTIONS, "qigong-1", ("estimate", "ci_low", "ci_high"), 1),
        ("taichi", OPTIONS, "tai_chi-1", ("estimate", "ci_low", "ci_high"), 1),
    ],
)
def test_sizes_and_intervals(name, source, row_id, columns, digits):
    for key, column in zip((name, f"{name}_low", f"{name}_high"), columns, strict=True):
        assert float(minus(FACTS[key])) == pytest.approx(float(source[row_id][column]), abs=0.5 * 10**-digits + 1e-9)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("off_k", REVIEWS["lee2023_acu_sats_pain"]["k_studies"]), ("off_n", "4,379"),
        ("usual_k", OPTIONS["acupuncture-1"]["k_studies"]), ("usual_n", "1,054"),
        ("usual_sure", OPTIONS["acupuncture-1"]["certainty"]), ("wanted", "15"), ("qigong_wanted", "1.5"),
        ("uneven", "93"), ("zhao_wanted", "10"), ("zhao_n", table("trials")["zhao2024_neck"]["n_randomised"]),
        ("comachio_n", table("trials")["comachio2020"]["n_randomised"]), ("blodt_n", "127"), ("dry_of_100", "37"),
        ("twitch_k", "Six"), ("twitch", "2.0"), ("twitch_low", "0.3"), ("twitch_high", "3.8"),
        ("sterling_later", "−4.4"), ("neck_ea_groups", "three"), ("neck_ea_sessions", "ten"),
        ("neck_ea_wanted", "5"), ("patterns_n", str(len(rows("patterns")))),
    ],
)  # fmt: skip
def test_numbers_of_trials_and_reviews(name, expected):
    assert FACTS[name] == expected


def own_lists():
    found = {}
    for one in rows("pattern_points"):
        if one["role"] != "borrowed":
            found.setdefault(one["point_code"], set()).add(one["pattern_id"])
    return found


def test_points_of_the_sample():
    lists = own_lists()
    low = {code for code, counts in SAMPLE.items() if counts[0]}
    listed = {code for code in SAMPLE if code in lists}
    assert {FACTS["low_of"], FACTS["neck_of"], FACTS["pain_of"]} == {"7", "5", "48"}
    assert {counts[1::2] == [7, 5, 48] for counts in SAMPLE.values()} == {True}
    assert FACTS["counted_n"] == str(len(SAMPLE))
    assert FACTS["low_used"] == str(len(low))
    assert FACTS["neither"] == str(sum(counts[0] == counts[2] == 0 for counts in SAMPLE.values()))
    assert FACTS["both"] == str(len(low & listed))
    assert FACTS["low_only"] == str(len(low - listed))
    assert FACTS["list_only"] == str(len(listed - low))
    most = max(SAMPLE, key=lambda code: SAMPLE[code][4])
    assert (FACTS["most"], FACTS["most_pain"], FACTS["most_low"]) == (most, str(SAMPLE[most][4]), str(SAMPLE[most][0]))
    assert FACTS["top"].split(" and ") == sorted(c for c in SAMPLE if SAMPLE[c][0] == int(FACTS["top_n"]))
    assert FACTS["bl40_lists"] == str(len(lists["BL40"]))
    assert FACTS["gb21_neck"] == str(SAMPLE["GB21"][2])
    assert FACTS["st36"] == str(SAMPLE["ST36"][0])
    for one in points_used.point_counts().itertuples():
        assert [one.low_back, one.neck, one.pain] == SAMPLE[one.code][::2]
        assert one.patterns == len(lists.get(one.code, ()))


def test_points_drawn_are_those_with_two_trials_or_three_patterns():
    lists = own_lists()
    due = {code for code, counts in SAMPLE.items() if counts[0] >= 2 or len(lists.get(code, ())) >= 3}
    assert {code for trace in points_used.points_figure().fig.data for code in trace.y} == due


def test_items_of_the_arms():
    arms = rows("treatments")
    found = points_used.items().set_index("item")
    assert set(found.of) == {len(arms)} == {int(FACTS["groups_n"])}
    for column, words in points_used.ITEMS.items():
        assert found.arms[words] == sum(bool(one[column]) for one in arms)
    assert found.arms["a point by its code"] == sum(
        bool(re.search(r"[A-Z]{2}\d", one["item_2b_points"])) for one in arms
    )
    assert FACTS["groups_who"] == str(sum(bool(one["item_5_practitioner"]) for one in arms))
    assert list(found.arms) == sorted(found.arms, reverse=True)


def test_no_column_of_technique_is_shown():
    assert not {"item_2d_response_sought", "item_2g_needle_type"} & set(points_used.ITEMS)


def test_sham_groups_by_place():
    shams = [one for one in rows("arms") if one["role"] == "sham"]
    off = [one for one in shams if re.search(points_used.OFF_POINT, one["needling_detail"])]
    assert {one["study_id"] for one in off} == {
        "haake2007", "brinkhaus2006", "cho2013", "leibing2002", "molsberger2002", "vas2012", "vas2019_ear_pregnancy",
        "birch1998", "zhao2024_neck", "fu2009_neck", "liang2011_neck", "sahin2010_neck",
    }  # fmt: skip
    also = {"haake2007", "brinkhaus2006", "cho2013", "leibing2002", "fu2009_neck", "liang2011_neck", "sahin2010_neck"}
    assert FACTS["shams_n"] == str(len(shams))
    assert FACTS["shams_off"] == str(len(off))
    assert FACTS["shams_also"] == str(len(also))


# --- treatments ------------------------------------------------------------------------------------------------------


def test_treatments_stand_in_the_order_of_the_alphabet_everywhere():
    assert list(treatments.TREATMENTS) == sorted(treatments.TREATMENTS)
    assert ", ".join(treatments.care().Treatment).lower() == ", ".join(treatments.TREATMENTS).lower()
    names = list(treatments.evidence().Treatment)
    assert all(a <= b for a, b in pairwise(names))
    assert list(dict.fromkeys(treatments.held().treatment)) == list(treatments.TREATMENTS)


def test_nothing_is_claimed_for_treatments_without_a_row():
    held = treatments.held()
    empty = {name for name, found in held.groupby("treatment") if not found[["numbers", "words"]].to_numpy().sum()}
    assert empty == {"Cupping", "Herbs", "Moxa", "Tuina"}
    assert FACTS["empty_n"] == str(len(empty))
    lines = treatments.evidence().set_index("Treatment")
    assert {name for name in empty if lines["How big"][name] != treatments.NOTHING} == set()
    texts = " ".join(" ".join(one.values()) for name in ("outcomes", "option_results", "reviews") for one in rows(name))
    assert not re.search(r"moxibustion vs|cupping vs|tuina vs|herbs? vs", texts, re.IGNORECASE)


def test_sources_are_counted_once_for_each_question():
    trials, kinds = table("trials"), {"dry needling": "Dry needling", "electro": "Electroacupuncture"}
    against = {"sham": COMPARED[0], "no treatment": COMPARED[1], "usual care": COMPARED[1], "active": COMPARED[2],
               "drug": COMPARED[2]}  # fmt: skip
    for kind, name in kinds.items():
        seen = {}
        for one in OUTCOMES.values():
            if one["needling"] == kind:
                key = (against[one["comparator"]], trials[one["study_id"]]["reference_key"])
                seen[key] = seen.get(key, False) or one["plottable"] == "yes"
        seen |= {{"Dry needling": ("sham", "hu2018"), "Electroacupuncture": (COMPARED[2], "comachio2020")}[name]: False}
        found = treatments.held().query("treatment == @name").set_index("against")
        for comparator in COMPARED:
            these = [number for (where, _), number in seen.items() if where == comparator]
            assert (found.numbers[comparator], found.words[comparator]) == (sum(these), len(these) - sum(these))


def test_comparators_never_share_a_cell():
    assert list(treatments.AGAINST) == COMPARED
    words = [word for group in treatments.AGAINST.values() for word in group]
    assert len(words) == len(set(words))


def test_results_are_printed_as_they_stand_in_the_rows():
    lines = treatments.evidence()
    shown = " | ".join(lines["How big"])
    for text in ("−2.1 (−4.3 to 0.1)", "−7.3 (−12.3 to −2.2)", "−0.3 (−5.4 to 4.7)", "−0.33 (−0.52 to −0.15)",
                 "−10 (−17 to −3)", "−1.3 (−1.8 to −0.9)",
                 "−1.3 (−1.5 to −1.0)", "−1.07 (−1.64 to −0.49)"):  # fmt: skip
        assert text in shown
    g = ((-4.1) - (-0.7)) / (((23 * 3.9**2 + 22 * 2.8**2) / 45) ** 0.5) * (1 - 3 / (4 * 45 - 1))
    assert f"−{abs(g):.2f} (" in lines.loc[lines["How sure"].str.contains("Meng 2003"), "How big"].item()


def test_care_holds_the_words_of_the_precautions():
    care, precautions = treatments.care().set_index("Treatment"), table("precautions")
    for name, row_id in {"Herbs": "PC31", "Cupping": "PC30", "Moxa": "PC30", "Electroacupuncture": "PC04"}.items():
        assert precautions[row_id]["advice"][1:] in care["Mind this"][name]
    for name in ("Herbs", "Cupping", "Moxa"):
        assert "not yet signed off" in care["Mind this"][name]
    assert "no all-clear" in care["Mind this"]["Qigong, tai chi, tuina"]
    assert "of 100 people" in care["Harm that was counted"]["Needles by hand"]
    assert "sessions" in care["Harm that was counted"]["Dry needling"]
    assert "people" not in care["Harm that was counted"]["Dry needling"]


def test_every_caution_of_a_point_is_in_the_table():
    found = " ".join(treatments.beneath().Points)
    assert {one["point_code"] for one in rows("point_cautions") if one["kind"] != "other"} <= set(
        re.findall(r"[\w-]+", found)
    )
