"""What the explorer says of reviews and at its top: which review stands first, no notes for us, words before signs."""

from __future__ import annotations

import json
import re

import pytest

from widgets import StudyExplorer
from widgets.study_explorer.prepare import course
from widgets.study_explorer.sentences import headline_of


@pytest.fixture(scope="module")
def reviews():
    return course()["reviews"]


def test_the_largest_graded_review_of_the_question_stands_first_whatever_its_year(reviews):
    first, *others = reviews["chronic low back pain|usual care|pain"]
    assert (first["id"], first["main"], first["trials"], first["people"]) == ("mu2020_usual_pain", True, 5, 1054)
    assert [one["year"] for one in others if one["main"]] == [2023]
    assert first["line"] == (
        "A review of 5 trials finds 10 points less pain with acupuncture (from 17 to 3 less), measured: immediate "
        "(<7 days); certainty low."
    )
    turned = reviews["chronic low back pain|usual care|function"][0]["line"]  # printed on a scale where more is better
    assert "10 points less trouble with daily life with acupuncture (from 16 to 4 less)" in turned
    assert "finds −0.23 SD (−0.4 to −0.07)" in reviews["neck pain|sham|pain"][0]["line"]
    for found in reviews.values():
        for one in found[1:]:
            assert "line" not in one
        if "line" in found[0]:
            assert found[0]["match"] == "this question" and found[0]["certainty"] not in ("", "not stated")


def test_reviews_are_told_without_notes_for_us_and_without_misprints(reviews):
    every = [one for found in reviews.values() for one in found]
    ours = r"unverified|k/n|k is for|[Ss]igns? (set|restored)|left blank|assumed 0-10|inferred from|Frontiers|conflicts"
    for one in every:
        assert one["says"].endswith(".") and not re.search(ours, one["says"]), one["says"]
        assert one["says"][0].upper() == one["says"][0] and not re.search(r"(?<!\w)-\d", one["says"])
    shown = {one["id"]: one for one in every}
    assert shown["fang2024-4"]["printed"] == "MD: −6.06 (the intervals it prints contradict themselves)"
    assert "A scale of 0–10 is assumed." in shown["tsa2025_neck"]["says"] and shown["tsa2025_neck"]["whole"]
    assert {shown[name]["match"] for name in ("rizzo2025_pls", "su2021_acute_pain", "mu2020_overall")} == {"mixed"}
    assert {shown[name]["match"] for name in ("tsa2025_neck", "tsa2025_neck-2", "ernst1998_all")} == {"wider"}


def test_trials_are_named_not_identified():
    ids = {name for name in course()["studies"] if "_" in name}
    texts = [one for name in ("studies", "rows") for one in json.dumps(course()[name]).split('"')]
    said = [one for one in texts if " " in one and any(re.search(rf"\b{name}\b", one) for name in ids)]
    assert not said
    assert not [why for why in course()["reasons"] if any(name in why for name in ids)]
    assert any("patients with Fu 2009" in why for why in course()["reasons"])


def test_the_top_line_says_which_way():
    explorer = StudyExplorer()
    sham = {"condition": "chronic low back pain", "comparator": "sham", "outcome": "pain", "window": "6-13-weeks"}
    for name, value in sham.items():
        setattr(explorer, name, value)
    assert headline_of(explorer) == [
        "Three trials: 8 points less pain with acupuncture (from 17 less to 1 more)",
        "Too few to trust a pooled number.",
    ]
    assert "8 points less pain with acupuncture" in explorer.static_html()
    one = next(
        found
        for found in (StudyExplorer(comparator="usual care", outcome="pain", window=window, condition=sham["condition"])
                      for window in explorer.data["vocabularies"]["window"])
        if found.result and found.result.k == 1
    )  # fmt: skip
    assert headline_of(one)[0].startswith("One trial: ") and headline_of(one)[2].startswith("A review of 5 trials")
