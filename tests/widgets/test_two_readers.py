"""The table of two practitioners: its sums against scikit-learn, its draws against JavaScript, its words and limits."""

import json
from itertools import chain
from math import isnan
from pathlib import Path

import numpy as np
import pytest
import traitlets
from bs4 import BeautifulSoup
from sklearn.metrics import cohen_kappa_score

from widgets import TwoReaders
from widgets.two_readers.static import by_hand, drawn
from widgets.two_readers.study import agreement_of, middle, studies, table_for

CASES = json.loads(Path(__file__).with_name("two_readers_cases.json").read_text(encoding="utf8"))


def answers(table):
    """The table as two lists of answers, one entry for each person."""
    pairs = [(1, 1), (1, 0), (0, 1), (0, 0)]
    return zip(*chain.from_iterable([pair] * count for pair, count in zip(pairs, table, strict=True)), strict=True)


@pytest.mark.parametrize(
    "table", [[40, 10, 20, 30], [80, 10, 10, 0], [0, 10, 10, 80], [1, 2, 3, 4], [268, 232, 232, 268]]
)
def test_kappa_is_that_of_scikit_learn(table):
    assert agreement_of(table).kappa == pytest.approx(cohen_kappa_score(*answers(table)))


def test_the_worked_example_comes_out_as_the_chapter_says():
    found = agreement_of([40, 10, 20, 30])
    assert (found.people, found.observed) == (100, 0.7)
    assert found.by_chance == pytest.approx(0.5) and found.kappa == pytest.approx(0.4)
    assert "agree on 70. By luck alone it would be 50. Beyond luck: 20. Left to agree on: 50." in by_hand(found)


@pytest.mark.parametrize("wanted", [0, 0.07, 0.34, 0.59, 1])
@pytest.mark.parametrize("label", [0.28, 0.5, 0.88])
def test_a_table_for_a_kappa_has_it(wanted, label):
    table = table_for(wanted, label, 10_000)
    assert sum(table) == 10_000 and table[0] + table[1] == pytest.approx(10_000 * label, abs=1)
    assert cohen_kappa_score(*answers(table)) == pytest.approx(wanted, abs=0.001)


@pytest.mark.parametrize("case", CASES["studies"], ids=lambda one: str(one["table"]))
def test_draws_are_those_of_the_cases(case):
    found = studies(case["table"], case["people"], case["runs"], case["seed"])
    assert [None if isnan(one) else one for one in found.tolist()] == case["kappas"]
    assert list(middle(found)) == case["middle"]


@pytest.mark.parametrize("case", CASES["words"], ids=lambda one: str(one["table"]))
def test_words_are_those_of_the_cases(case):
    assert by_hand(agreement_of(case["table"])) == case["by_hand"]
    kappas = studies(case["table"], case["people"], case["runs"], 1).tolist()
    assert drawn(case["people"], kappas) == case["drawn"]


def test_large_studies_come_near_the_truth_and_small_ones_stray():
    truth = table_for(0.34)
    small, large = (studies(truth, people, 400) for people in (27, 2000))
    assert np.nanmean(large) == pytest.approx(0.34, abs=0.005)
    expected = ((1 - 0.34**2) / 2000) ** 0.5  # two equally common answers: kappa is 2 x agreement - 1
    assert np.nanstd(large) == pytest.approx(expected, rel=0.1)
    assert np.nanstd(small) > 7 * np.nanstd(large)


def test_nothing_left_to_agree_on_has_no_kappa():
    assert agreement_of([10, 0, 0, 0]).kappa is None
    assert "no kappa" in TwoReaders(table=[10, 0, 0, 0]).static_html()
    assert all(map(isnan, TwoReaders(table=[10, 0, 0, 0]).kappas))


@pytest.mark.parametrize("table", [[0, 0, 0, 0], [1, 2, 3], [1, 2, 3, -1], [1, 2, 3, 10_001]])
def test_what_is_no_table_is_refused(table):
    with pytest.raises(traitlets.TraitError, match="table is"):
        TwoReaders(table=table)


def test_only_known_sizes_and_fixed_presets():
    readers = TwoReaders(sizes={"six": 6, "many": 400})
    assert readers.people == 6
    with pytest.raises(traitlets.TraitError, match=r"people is 7, allowed is one of \[6, 400\]"):
        readers.people = 7
    with pytest.raises(traitlets.TraitError, match="presets can't be set"):
        readers.presets = {}
    with pytest.raises(TypeError, match="Did you mean 'people'"):
        TwoReaders(peple=3)


def test_static_form_has_the_whole_table():
    soup = BeautifulSoup(TwoReaders().static_html(), "html.parser")
    assert [int(cell.text) for cell in soup.select("tbody td")] == [40, 10, 50, 20, 30, 50, 60, 40, 100]
    assert "Kappa is the first divided by the second: 0.40." in soup.text
