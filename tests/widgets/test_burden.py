"""Burden, shares and links, worked out anew from the CSV files as text."""

import re
from itertools import permutations

import pytest
import yaml
from reading import by_id, told_in

from widgets import burden, ordinary_care
from widgets.data import package

ROWS, CAUSES = by_id("burden"), by_id("causes")
FACTS = burden.facts()


def test_every_number_is_used_and_every_number_used_is_known():
    assert told_in("more-than-a-structure") == set(FACTS) | set(ordinary_care.facts())
    assert not set(FACTS) & set(ordinary_care.facts()), "one name, one number"


def span(row_id):
    return tuple(float(ROWS[row_id][name]) for name in ("value", "ci_low", "ci_high"))


def test_shares_taken_one_after_the_other_come_to_the_same_in_any_order():
    parts = [span(row_id)[0] for row_id in ("BU07", "BU08", "BU09")]
    totals = set()
    for order in permutations(parts):
        left = 100.0
        for part in order:
            left -= left * part / 100
        totals.add(round(100 - left, 9))
    assert len(totals) == 1
    assert burden.together(parts) == pytest.approx(totals.pop())
    assert FACTS["combined"] == f"{burden.together(parts):.1f}"
    assert FACTS["added"] == f"{sum(parts):.1f}"


def test_nothing_and_everything():
    assert burden.together([]) == 0
    assert burden.together([12.5]) == pytest.approx(12.5)
    assert burden.together([100, 30]) == pytest.approx(100)


@pytest.mark.parametrize(("ratio", "others", "expected"), [(1, 20, 20), (2, 50, 200 / 3), (1.59, 20, 28.4436)])
def test_odds_as_people_of_100(ratio, others, expected):
    assert burden.of_100(ratio, others) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("others", [0, 100, -3])
def test_no_people_or_all_have_no_odds(others):
    with pytest.raises(ValueError, match="others is"):
        burden.of_100(1.5, others)


def test_the_bars_of_people_are_the_rows():
    bars, lines = burden.people().fig.data
    assert list(bars.x) == list(lines.x) == [span(row_id)[0] for row_id in ("BU01", "BU02", "BU12")]
    assert [x + up for x, up in zip(lines.x, lines.error_x.array, strict=True)] == [694, 933, 253]
    assert [x - down for x, down in zip(lines.x, lines.error_x.arrayminus, strict=True)] == [554, 759, 163]


def test_an_unverified_projection_is_not_drawn():
    assert ROWS["BU16"]["verified"].startswith("no")
    drawn = burden.people()
    assert float(ROWS["BU16"]["value"]) not in list(drawn.fig.data[0].x)
    assert ROWS["BU16"]["value"] not in drawn.table.to_string()


def test_the_bars_of_shares_are_the_rows_and_the_sums():
    *risks, whole, lines = burden.shares().fig.data
    parts = [span(row_id)[0] for row_id in ("BU08", "BU07", "BU09")]
    assert [one.x[0] for one in risks] == parts
    assert [one.x[1] for one in risks] == parts, "the plain sum is made of whole parts"
    left = 100.0
    for one, part in zip(risks, parts, strict=True):
        assert one.x[2] == pytest.approx(left * part / 100)
        left *= 1 - part / 100
    assert sum(one.x[2] for one in risks) == pytest.approx(float(FACTS["combined"]), abs=0.05)
    assert list(whole.x) == [span("BU06")[0]]
    drawn = [(x, x - down, x + up) for x, down, up in
             zip(lines.x, lines.error_x.arrayminus, lines.error_x.array, strict=True)]  # fmt: skip
    for one, row_id in zip(drawn, ("BU08", "BU07", "BU09", "BU06"), strict=True):
        assert one == pytest.approx(span(row_id))


def test_the_plain_sum_lies_inside_the_interval_of_the_whole_as_the_chapter_says():
    assert span("BU06")[1] < float(FACTS["combined"]) < float(FACTS["added"]) < span("BU06")[2]


def test_links_are_read_from_the_texts():
    for name, cause, word in (
        ("Signs of depression", "C17", "new episode"), ("Obesity", "C14", "new pain"), ("Smoking", "C15", "new pain"),
    ):  # fmt: skip
        text = CAUSES[cause]["prevalence_or_share"].split(word)[1]
        assert list(burden.link_sizes()[name]) == [float(n) for n in re.findall(r"\d\.\d+", text)[:3]]


def test_links_overlap_and_lie_above_one_as_the_chapter_says():
    found = burden.link_sizes().values()
    assert min(low for _, low, _ in found) > 1
    assert max(low for _, low, _ in found) < min(high for _, _, high in found)


def test_four_rounds_in_100_people():
    shown = burden.rounds()
    assert list(shown["For the year"]) == ["2010", "2017", "2019", "2020"]
    for row_id, line in zip(("BU20", "BU19", "BU17", "BU13"), shown["Of 100 people"], strict=True):
        by = 1 if ROWS[row_id]["unit"] == "%" else 1000
        assert float(line) == pytest.approx(float(ROWS[row_id]["value"]) / by, abs=0.0501)


def test_what_is_not_known_is_said_to_be_not_known():
    shown = burden.known().set_index("Said to matter")
    assert not (shown == "").any(axis=None)
    assert list(shown.index[shown["Open"] == "All of it"]) == ["Sleep", "What you believe about your back"]
    assert shown.loc["Sleep", "Kind of evidence"] == "Not known"
    every = " ".join(" ".join(row.values()) for row in CAUSES.values())
    assert len(re.findall(r"sleep", every, re.IGNORECASE)) == 1, "a figure on sleep would change the table"
    assert "sleep" in CAUSES["C17"]["typical_symptoms"]
    for cause in ("C16", "C21"):
        assert CAUSES[cause]["prevalence_or_share"].lower().startswith("no share found")


def test_the_quiz_repeats_the_chapter_and_the_numbers():
    quiz = yaml.safe_load((package.DATA / "quiz/more-than.yaml").read_text("utf-8"))
    notebook = (package.DATA.parent / "chapters/causes/more-than-a-structure.ipynb").read_text("utf-8")
    assert all(sentence in notebook for sentence in quiz["objectives"].values())
    items = {item["id"]: item for item in quiz["items"]}
    assert FACTS["questions_n"] == str(len(items))
    assert {item["objective"] for item in items.values()} == set(quiz["objectives"])
    assert items["two-shares"]["answer"] == 100 - 60 * 75 / 100
    assert str(round(span("BU08")[0])) in items["what-a-share-says"]["stem"]
    assert str(round(span("BU06")[0])) in items["the-rest"]["stem"]
    assert ROWS["BU20"]["value"] in items["neck-rounds"]["stem"]


def test_the_tables_behind_the_figures_are_the_rows():
    for shown, row_id in zip(burden.people().table.itertuples(index=False), ("BU01", "BU02", "BU12"), strict=True):
        assert [float(n) for n in shown[1:4]] == list(span(row_id))
    shown = burden.shares().table
    for line, row_id in zip(shown.drop([3, 4]).itertuples(index=False), ("BU08", "BU07", "BU09", "BU06"), strict=True):
        assert [float(n) for n in line[1:4]] == list(span(row_id))
    assert list(shown["Of 100"][3:5]) == [FACTS["added"], FACTS["combined"]]
    for name, *numbers in burden.links().table.itertuples(index=False):
        assert tuple(map(float, numbers)) == burden.link_sizes()[name]


def test_the_links_are_drawn_with_their_intervals():
    (drawn,) = burden.links().fig.data
    ends = zip(drawn.x, drawn.error_x.arrayminus, drawn.error_x.array, strict=True)
    for (x, down, up), one in zip(ends, burden.link_sizes().values(), strict=True):
        assert (x, x - down, x + up) == pytest.approx(one)


def test_the_alternative_of_the_shares_names_the_interval_of_the_row():
    _, low, high = span("BU09")
    assert f"interval from {low:.0f} to {high:.0f}." in burden.shares().fig.layout.meta["alt"]


def test_four_rounds_have_their_ends():
    for row_id, shown in zip(("BU20", "BU19", "BU17", "BU13"), burden.rounds()["From, to"], strict=True):
        by = 1 if ROWS[row_id]["unit"] == "%" else 1000
        ends = [float(ROWS[row_id][end]) / by for end in ("ci_low", "ci_high")]
        assert [float(n) for n in shown.split(" to ")] == pytest.approx(ends, abs=0.0501)


def test_numbers_in_sentences():
    why = by_id("claims")["A3-01"]["why_in_own_words"]
    assert f"{FACTS['share_1990']} % in 1990" in why and f"{FACTS['share_2017']} % in 2017" in why
    assert f"worse recovery (RR {FACTS['worse']})" in CAUSES["C17"]["natural_history"]
    assert f"{FACTS['reviews_n']} reviews" in CAUSES["C10"]["prevalence_or_share"]
    assert f"{FACTS['trunk_k']} studies" in CAUSES["C12"]["natural_history"]
    assert FACTS["in_13"] == f"{float(ROWS['BU10']['value']):.0f}"
    assert f"{FACTS['more_cases']}% more cases" in ROWS["BU10"]["note"]
    fell = [-float(FACTS[name]) for name in ("fell_by", "fell_most", "fell_least")]
    assert fell == list(span("BU04"))
    change = [float(FACTS[f"neck_change{end}"].replace("−", "-")) for end in ("", "_low", "_high")]
    assert change == list(span("BU15"))
    assert float(FACTS["left_over"]) == pytest.approx(float(FACTS["added"]) - span("BU06")[0], abs=0.05)
    assert FACTS["made_up"] == "28", "1.59 times the odds of 20 in 100, as counted above"
