"""Which way each review result is said to point: as its printed interval says, or its words where none is printed.

Recomputed from the tables as text; what a row's numbers can't say is listed here with the reason.
"""

import re

import pytest
from reading import by_id

ROWS = by_id("reviews")
ANOTHER = "another question"
SAME = re.compile(r"the same result stands in row (\S+)")
HIGHER = re.compile(r"higher better|positive favours acupuncture")
EXCEPTIONS = {"lin2024_acute-2": "the source does not name the outcome, so nobody knows whether lower is better"}
"""Rows with a printed interval that is not followed."""
IN_WORDS = {
    "vickers2018_overall": "0.2 SD better than sham, 0.5 SD better than none: both the same way",
    "vickers2018": "half a standard deviation better",
    "vickers2018-2": "a fifth of a standard deviation better, small but real",
    "yu2023_who-2": "less pain; its other row prints the upper end too",
    "xiang2020": "less pain, read as moderate evidence",
    "fang2024-3": "no lasting advantage; p is 0.63",
    "lee2013_acute-3": "too inconsistent to settle",
    "yu2023_sham_pain": "little or no difference",
    "mu2020": "no pain relief that people would notice, and no better back function",
    "rizzo2025_pls": "pain and function both better, against every comparator it names",
    "cashin2025": "inconclusive",
}
"""Rows without a readable interval whose words say it."""


def twin(name):
    """The row that prints the same result, or the row itself."""
    same = SAME.fullmatch(ROWS[name]["do_not_plot_reason"])
    return same[1] if same else name


def by_interval(name):
    """Which way the printed interval points; None where none can be read or trusted."""
    row = ROWS[twin(name)]
    if row["plottable"] != "yes" or not (row["ci_low"] and row["ci_high"]):
        return None
    low, high = float(row["ci_low"]), float(row["ci_high"])
    ratio = re.match(r"(RR|OR|HR)\b", row["measure"])
    none = 1 if ratio else 0
    if low <= none <= high:
        return "open"
    higher_is_better = bool(ratio or HIGHER.search(row["measure"]) or HIGHER.search(row["outcome"]))
    return "favours acupuncture" if (low > none) == higher_is_better else "favours the comparator"


@pytest.mark.parametrize("name", ROWS)
def test_a_result_points_where_its_interval_does(name):
    row = ROWS[name]
    if row["comparator"] == ANOTHER:
        assert row["points_to"] == "", "acupuncture and a control are not compared here"
    elif name in EXCEPTIONS:
        assert row["points_to"] == ""
        assert by_interval(name) is not None
    elif (expected := by_interval(name)) is not None:
        assert row["points_to"] == expected, (row["measure"], row["ci_low"], row["ci_high"])
    else:
        assert bool(row["points_to"]) == (name in IN_WORDS), row["conclusion_in_own_words"]


def test_the_lists_of_special_rows_hold_nothing_else():
    assert not set(EXCEPTIONS) & set(IN_WORDS)
    for name in IN_WORDS:
        assert by_interval(name) is None, f"{name} has an interval: no words are needed"
        assert ROWS[name]["comparator"] != ANOTHER


def test_ratios_are_of_people_who_got_better():
    of_ratios = {row["outcome"].split()[0] for row in ROWS.values() if re.match(r"(RR|OR|HR)\b", row["measure"])}
    assert of_ratios == {"response", "improvement", "effectiveness"}
