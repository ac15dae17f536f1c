"""Every number of the tables was met somewhere: in the fragment beside it, or where number_origins.csv says."""

import csv
import shutil
from collections import Counter
from decimal import Decimal

import pytest
from origins import Origins, calculate, cells, numbers_in, rounds_to
from reading import DATA, columns, resources, row_id, rows

NOT_KEPT = {
    "adverse_events": 20,
    "grade_judgements": 1,
    "medicine_harms": 1,
    "natural_course": 6,
    "option_harms": 1,
    "option_results": 8,
    "outcomes": 49,
    "reviews": 54,
}
"""Numbers whose fragment was lost, by table. This may shrink; a new number needs its fragment."""
NOTED = {
    "adverse_events": 5,
    "arms": 3,
    "medicine_harms": 1,
    "option_harms": 1,
    "option_results": 8,
    "outcomes": 122,
    "reviews": 4,
}
"""Numbers that only a reader's note tells, by table. This may shrink too."""


def test_every_number_was_met_somewhere():
    assert Origins().problems() == []


def test_the_numbers_looked_at_are_those_of_all_tables_with_fragments():
    looked_at = Counter(cell.table for cell in cells())
    numbers = {name for name, resource in resources().items() if "seen" in columns(resource)}
    with_numbers = {name for name in numbers if columns(resources()[name], "number", "integer")}
    assert set(looked_at) == with_numbers
    assert looked_at.total() > 2300
    assert looked_at["outcomes"] > 1000


@pytest.mark.parametrize(("origin", "known"), [("fragment not kept", NOT_KEPT), ("reader's note", NOTED)])
def test_no_more_numbers_lose_their_fragment(origin, known):
    assert dict(Counter(row["table"] for row in rows("number_origins") if row["origin"] == origin)) == known


def test_no_result_that_is_drawn_has_an_estimate_without_a_fragment():
    lost = {
        (row["row_id"], row["column"])
        for row in rows("number_origins")
        if row["table"] == "outcomes" and row["origin"] == "fragment not kept"
    }
    drawn = {row["row_id"] for row in rows("outcomes") if row["plottable"] == "yes"}
    figures = ("mean_acu", "sd_acu", "mean_ctl", "sd_ctl", "events_acu", "events_ctl", "diff")
    found = {name for name, column in lost if name in drawn and column in figures}
    assert found == {"thomas2006-1", *(f"bishop2016_easeback-{n}" for n in range(1, 9))}


@pytest.fixture(scope="module")
def before():
    """What is wrong with data/ as it is."""
    return Origins().problems()


@pytest.fixture
def folder(tmp_path):
    """A copy of data/ that a test may change."""
    return shutil.copytree(DATA, tmp_path / "data")


def change(folder, table, wanted, column, value):
    """Write one cell of a table anew; the number of rows changed must be one."""
    resource = resources(folder)[table]
    found = rows(table, folder)
    for row in found:
        if row_id(resource, row) == wanted:
            assert row[column] != value
            row[column] = value
            break
    else:
        pytest.fail(f"{table} has no row {wanted}")
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


CHANGES = [
    (("outcomes", "kerr2003-2", "mean_acu", "51.4"), "51.4: not in seen"),
    (("outcomes", "molsberger2002-3", "n_acu", "85"), "85: not in seen"),
    (("reviews", "mu2020_usual_pain", "ci_low", "-17.12"), "-17.12: not in seen"),
    (("pattern_shares", "kidney", "percent", "35"), "35: not in seen"),
    (("outcomes", "glazov2014-1", "diff_ci_high", "1.80"), "is 1.08459, not 1.80"),
    (("outcomes", "haake2007-1", "n_acu", "378"), "378 is not in the fragment"),
    (("outcomes", "shin2013-1", "timepoint_weeks", "1"), "no convention makes it 1"),
    (("arms", "kong2020-electro", "seen", "electroacupuncture"), "59: not in seen"),
]


@pytest.mark.parametrize(("cell", "found"), CHANGES)
def test_a_changed_number_is_caught(folder, before, cell, found):
    change(folder, *cell)
    new = [problem for problem in Origins(folder).problems() if problem not in before]
    assert any(found in problem for problem in new), new


ORIGIN_CHANGES = [
    (("outcomes.haake2007-1.n_acu", "row_id", "haake2007-99"), "there is no such number"),
    (("outcomes.haake2007-1.n_acu", "origin", "fragment not kept"), "a fragment, though none was kept"),
    (("outcomes.haake2007-1.n_acu", "fragment", "arms.seen: verum acupuncture (n=378)"), "does not stand there"),
    (("outcomes.haake2007-1.n_acu", "fragment", "a table"), "does not begin with the place"),
    (("outcomes.haake2007-1.n_acu", "origin", "reader's note"), "a fragment of a source is seen elsewhere"),
    (("outcomes.kerr2003-2.timepoint_weeks", "origin", "seen elsewhere"), "any other column is a reader's note"),
    (("outcomes.glazov2014-1.diff", "formula", "1.5 - 1.1"), "is 0.4, not 0.2"),
    (("outcomes.glazov2014-1.diff", "formula", "97.5 - 97.3"), "97.3, 97.5 not met anywhere"),
    (("outcomes.glazov2014-1.diff", "formula", "open('x')"), "is not allowed in a formula"),
    (("outcomes.glazov2014-1.diff", "formula", ""), "a formula goes with a derived number"),
]


@pytest.mark.parametrize(("cell", "found"), ORIGIN_CHANGES)
def test_a_changed_origin_is_caught(folder, before, cell, found):
    change(folder, "number_origins", *cell)
    new = [problem for problem in Origins(folder).problems() if problem not in before]
    assert any(found in problem for problem in new), new


def test_an_origin_that_is_not_needed_is_caught(folder):
    with (folder / "number_origins.csv").open("a", encoding="utf-8") as file:
        file.write("outcomes.kerr2003-2.n_acu,outcomes,kerr2003-2,n_acu,fragment not kept,,\n")
    assert any("kerr2003-2.n_acu: not needed: 26" in problem for problem in Origins(folder).problems())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("31,822 of 411 734 in 5 407 378", "31822 411734 5407378"),
        ("−3.7 to 13.9; ‐0.47; .20", "3.7 13.9 0.47 0.2"),
        ("Thirty-five trials, five in Chinese; a single one", "35 5 1"),
        ("fünf Studien, RR 1,11 (95% KI 1,06; 1,16)", "5 1.11 1.06 1.16"),
        ("SF-36, LI4, T1, n=59, 12-week, I2 = 7%, 1/40", "59 12 7 1 40"),
        ("95% CI 94.2 to 95.1", "94.2 95.1"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert numbers_in(text) == {Decimal(number) for number in numbers.split()}


def test_a_count_is_not_read_from_a_decimal():
    assert numbers_in("1.0 and 2.5 in 3", whole=True) == {Decimal(3)}


@pytest.mark.parametrize(
    ("formula", "value"), [("-(1.5 - 1.3) * 2", -0.4), ("sqrt(3**2 + 4**2) / 2", 2.5), ("3 * 52 / 12", 13.0)]
)
def test_formulas_are_calculated(formula, value):
    assert calculate(formula) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    "formula",
    ["__import__('os')", "exit()", "x + 1", "1 if 2 else 3", "[1][0]", "'a' * 3", "True + 1", "1 / 0", "sqrt(1, 2)",
     "1 +", "lambda: 1", "2 @ 3", "1 // 2", "sqrt(number=4)"],
)  # fmt: skip
def test_formulas_hold_arithmetic_only(formula):
    with pytest.raises(ValueError, match=r"not allowed|cannot be calculated"):
        calculate(formula)


@pytest.mark.parametrize(
    ("value", "text", "yes"),
    [(0.885, "0.89", True), (0.884, "0.89", False), (22.2, "22", True), (22.6, "22", False), (-6.93, "-6.9", True),
     (6.93, "-6.9", False), (13, "13", True)],
)  # fmt: skip
def test_rounding_follows_the_printed_decimals(value, text, yes):
    assert rounds_to(value, text) is yes
