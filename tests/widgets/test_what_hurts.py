"""The chapter "What hurts?": every number it prints, worked out again from the CSV files alone."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
import yaml
from reading import by_id, told_in

from widgets import pain_course, what_hurts

ROOT = Path(__file__).parents[2]
FACTS = what_hurts.facts()


COURSE, CAUSES = by_id("natural_course"), by_id("causes")


def test_every_number_is_used_and_every_number_used_is_known():
    assert told_in("what-hurts") == set(FACTS)


@pytest.mark.parametrize(
    ("name", "row_id", "column"),
    [
        ("acute_start", "wallwork2024_acute-1", "value"), ("acute_six", "wallwork2024_acute-2", "value"),
        ("acute_year", "wallwork2024_acute-4", "value"), ("acute_sure", "wallwork2024_acute-1", "certainty"),
        ("long_start", "wallwork2024_persistent-1", "value"), ("long_year", "wallwork2024_persistent-4", "value"),
        ("long_sure", "wallwork2024_persistent-1", "certainty"),
        ("old_acute_year", "costa2012_acute-4", "value"), ("old_acute_low", "costa2012_acute-4", "ci_low"),
        ("old_acute_high", "costa2012_acute-4", "ci_high"), ("old_long_year", "costa2012_persistent-4", "value"),
        ("old_long_low", "costa2012_persistent-4", "ci_low"), ("old_long_high", "costa2012_persistent-4", "ci_high"),
        ("well", "henschke2008-1", "value"), ("days", "henschke2008-2", "value"),
        ("days_low", "henschke2008-2", "ci_low"), ("days_high", "henschke2008-2", "ci_high"),
        ("off_days", "henschke2008-4", "value"), ("off_low", "henschke2008-4", "ci_low"),
        ("off_high", "henschke2008-4", "ci_high"), ("back_work", "henschke2008-5", "value"),
        ("again", "pengel2003-3", "value"),
    ],
)  # fmt: skip
def test_numbers_of_the_course(name, row_id, column):
    assert FACTS[name] == COURSE[row_id][column]


def test_numbers_that_are_worked_out():
    assert FACTS["early"] == f"{100 * (56 - 26) / (56 - 21):.0f}"
    assert int(FACTS["not_well"]) == 100 - int(COURSE["henschke2008-1"]["value"])
    assert (
        COURSE["wallwork2024_acute-1"]["n_participants_as_printed"]
        .replace("9224", "9,224")
        .startswith(f"{FACTS['cohorts']} cohorts, {FACTS['followed']} people")
    )
    burden = by_id("burden")
    for name, key in {"back": "BU01", "neck": "BU12"}.items():
        assert [FACTS[name], FACTS[f"{name}_low"], FACTS[f"{name}_high"]] == [
            burden[key][column] for column in ("value", "ci_low", "ci_high")
        ]
        assert burden[key]["period"] == "2020"


def test_numbers_that_stand_in_texts():
    shares = {key: CAUSES[key]["prevalence_or_share"] for key in ("C01", "C07", "C17", "C19")}
    assert shares["C01"].startswith(f"About {FACTS['nonspecific']}% of chronic cases in primary care")
    assert shares["C07"].startswith(FACTS["facet"].replace("–", "-") + "%")
    assert f"OR {FACTS['mood']} ({FACTS['mood_low']}-{FACTS['mood_high']})" in shares["C17"]
    assert f"about {FACTS['again_other']}% recurrence" in COURSE["pengel2003-3"]["note"]
    assert COURSE["pengel2003-3"]["n_participants_as_printed"] == f"{FACTS['again_k']} studies"
    claims = by_id("claims")
    assert claims["A4-10"]["seen"] == f"{FACTS['flag_studies']} studies; {FACTS['flags_studied']} red flags"
    assert by_id("mcid")["ostelo_vas"]["threshold_as_printed"] in ("", FACTS["matters"])
    assert by_id("mcid")["ostelo_vas"]["threshold_low"] == FACTS["matters"]


def test_flags_in_a_crowd():
    """1,172 people, 80.4 % with a flag, 8 + 2 + 1 ill; the two extremes are all there can be."""
    assert (
        "of 1172 acute" in CAUSES["C19"]["prevalence_or_share"] and "yet 80.4%" in CAUSES["C19"]["prevalence_or_share"]
    )
    assert what_hurts.any_flag() == {
        "of": 1172, "ill": 11, "flagged": 942, "clear": 230, "ill_unflagged_most": 11,
    }  # fmt: skip
    assert FACTS["flag_share"] == "80.4" and FACTS["zero_high"] == f"{3000 / 1172:.1f}"


def expected_names():
    """Who, name and limits in weeks, typed here from the texts of data/."""
    month = 52 / 12
    forever = float("inf")
    return {
        ("A4, WHO", "acute"): (0, 3 * month), ("A4, WHO", "chronic"): (3 * month, forever),
        ("US guideline", "acute"): (0, 4), ("US guideline", "subacute"): (4, 12),
        ("US guideline", "chronic"): (12, forever),
        ("Review 2012", "acute"): (0, 12), ("Review 2012", "persistent"): (12, 52),
        ("Review 2024", "acute"): (0, 6), ("Review 2024", "subacute"): (6, 12), ("Review 2024", "persistent"): (12, 52),
        ("Vas 2012", "acute"): (0, 2), ("Molsberger 2002", "chronic"): (6, forever),
        ("Cho 2013", "chronic"): (3 * month, forever), ("Haake 2007", "chronic"): (6 * month, forever),
    }  # fmt: skip


def test_names_of_time():
    found = what_hurts.names_of_time()
    limits = {(one.who, one.name): (one.low, one.high) for one in found.itertuples(index=False)}
    assert set(limits) == set(expected_names()) and len(limits) == len(found)
    for key, ends in expected_names().items():
        assert limits[key] == pytest.approx(ends)
    assert (
        "acute under 4 weeks, subacute 4 to 12, chronic over 12"
        in (by_id("article_conflicts")["AC21"]["what_the_sources_support"])
    )


def test_how_long_is_told_in_the_words_of_the_rows():
    shown = what_hurts.names_figure().table.set_index(["Who", "Name"])["How long"]
    courses = {("Review 2012", "acute"): "costa2012_acute", ("Review 2012", "persistent"): "costa2012_persistent",
               ("Review 2024", "acute"): "wallwork2024_acute", ("Review 2024", "subacute"): "wallwork2024_subacute",
               ("Review 2024", "persistent"): "wallwork2024_persistent"}  # fmt: skip
    for key, course in courses.items():
        assert shown[key].replace("under ", "<") == COURSE[f"{course}-1"]["duration_at_entry"]
    trials = by_id("trials")
    for key, study in {("Vas 2012", "acute"): "vas2012", ("Molsberger 2002", "chronic"): "molsberger2002",
                       ("Cho 2013", "chronic"): "cho2013", ("Haake 2007", "chronic"): "haake2007"}.items():  # fmt: skip
        limit = shown[key].removesuffix(" or less").removesuffix(" or more")
        sign = "<=" if shown[key].endswith("less") else ">="
        assert sign + limit in trials[study]["condition_detail"]
    assert len(shown) == len(courses) + 4 + 5, "and the five names of the two definitions"


@pytest.mark.parametrize("weeks", [0, 3.9, 4, 8, 12.5, 13, 26, 60])
def test_names_at(weeks):
    found = what_hurts.names_at(weeks).set_index("Who").iloc[:, 0].to_dict()
    for who in found:
        hits = [name for (of, name), (low, high) in expected_names().items() if of == who and low <= weeks < high]
        assert [found[who]] == (hits or ["not let in"])
    assert len(found) == 8


def test_names_at_where_a_source_prints_or_less_to_and_over():
    two, twelve = (what_hurts.names_at(weeks).set_index("Who").iloc[:, 0] for weeks in (2, 12))
    assert two["Vas 2012"] == "acute" and twelve["US guideline"] == "subacute"
    assert what_hurts.names_at(4).set_index("Who").iloc[:, 0]["US guideline"] == "subacute"


def test_what_the_chapter_says_of_eight_weeks():
    found = list(what_hurts.names_at(8).iloc[:, 1])
    counted = {name: found.count(name) for name in found}
    assert counted == {"acute": 2, "subacute": 2, "chronic": 1, "not let in": 3}


def test_names_refuse_less_than_no_time():
    with pytest.raises(ValueError, match="0 or more"):
        what_hurts.names_at(-1)


def test_every_line_falls_most_early_and_the_newer_review_ends_higher():
    """What the sentence under the figure says."""
    lines = {}
    for row in COURSE.values():
        if row["outcome"] == "mean pain":
            lines.setdefault(row["course_id"], []).append(float(row["value"]))
    for values in lines.values():
        steps = [before - after for before, after in pairwise(values)]
        assert steps[0] == max(steps)
    for kind in ("acute", "persistent"):
        assert lines[f"wallwork2024_{kind}"][3] > lines[f"costa2012_{kind}"][3]
    shown = pain_course.course_figure()
    assert len(shown.fig.data) == len(shown.table) == len(lines) == 5
    assert sorted(tuple(line.y) for line in shown.fig.data) == sorted(map(tuple, lines.values()))


def test_intervals_are_drawn_only_where_both_ends_were_seen():
    for line in pain_course.course_figure().fig.data:
        assert line.error_y.visible == line.name.startswith("2012")


def test_the_course_is_drawn_and_tabled_with_its_numbers():
    shown = pain_course.course_figure()
    low, high = shown.fig.layout.yaxis.range
    for line in shown.fig.data:
        assert all(low < y < high for y in line.y)
    ends = {(float(row["value"]), float(row["ci_low"]), float(row["ci_high"])) for row in COURSE.values()
            if row["outcome"] == "mean pain" and row["ci_low"] and row["ci_high"]}  # fmt: skip
    for line in shown.fig.data:
        if line.error_y.visible:
            drawn = zip(line.y, line.error_y.arrayminus, line.error_y.array, strict=True)
            assert {(y, y - down, y + up) for y, down, up in drawn if down} <= ends
    for told in shown.table.itertuples(index=False):
        assert f"{told[0]}: {told[1]}, then {told[4]}" in shown.fig.layout.meta["alt"]
        for cell in told[1:5]:
            numbers = [float(n) for n in re.findall(r"[\d.]+", str(cell))]
            assert len(numbers) == 1 or any(numbers == [round(n) for n in one] for one in ends)


def test_the_bars_of_names_lie_where_the_names_do():
    for bars in what_hurts.names_figure().fig.data:
        for who, base, wide, letter in zip(bars.y, bars.base, bars.x, bars.text, strict=True):
            hits = [ends for (of, name), ends in expected_names().items() if of == who
                    and (name.replace("persistent", "chronic"))[0].upper() == letter]  # fmt: skip
            assert any((base, base + wide) == pytest.approx((low, min(high, what_hurts.END))) for low, high in hits)


def test_the_picture_of_a_year():
    array = pain_course.one_year_on()
    assert [one["rate"] for one in array.options] == [0.72] and array.denominator == 100
    assert array.options[0]["low"] is None and "973 people" in array.options[0]["counted"]


def test_kinds_are_the_words_of_the_data():
    found = what_hurts.kinds()
    for key, (_, means, felt) in zip(what_hurts.KINDS, found.itertuples(index=False), strict=True):
        assert means == CAUSES[key]["in_own_words"] and felt == CAUSES[key]["typical_symptoms"]


def test_the_quiz_counts_as_the_chapter_does():
    quiz = (ROOT / "data/quiz/what-hurts.yaml").read_text(encoding="utf8")
    items = {item["id"]: item for item in yaml.safe_load(quiz)["items"]}
    assert items["early-share"]["answer"] == round(100 * (56 - 26) / (56 - 21))
    assert f"{FACTS['well']} of 100 were fully recovered" in quiz and f"{FACTS['not_well']} of 100 were not" in quiz
    assert f"{FACTS['off_days']} days, with an interval from {FACTS['off_low']} to {FACTS['off_high']}" in quiz
    assert len(items) == int(FACTS["questions_n"])


def test_objectives_are_those_of_the_chapter():
    first = "\n".join(
        cell.source for cell in nbformat.read(ROOT / "chapters/causes/what-hurts.ipynb", as_version=4).cells[:3]
    )
    quiz = yaml.safe_load((ROOT / "data/quiz/what-hurts.yaml").read_text(encoding="utf8"))
    for sentence in quiz["objectives"].values():
        assert sentence in first
    assert {item["objective"] for item in quiz["items"]} == set(quiz["objectives"])


def test_no_percentage_stands_where_a_reader_looks_for_help():
    """What the study of flags counted stands in a folded box for teachers, and nowhere before it or after it."""
    source = "\n".join(
        cell.source for cell in nbformat.read(ROOT / "chapters/causes/what-hurts.ipynb", as_version=4).cells
    )
    box = re.search(r":::\{admonition\} For teachers:.*?\n:class: dropdown\n.*?\n:::", source, re.DOTALL)[0]
    assert "No one may take comfort" in box
    assert not re.findall(r"glue:text\}`(flag|zero)", source.replace(box, ""))
