"""The numbers and tables of the chapter "When to be careful", worked out again from the CSV files."""

import csv

import pytest

from widgets import precautions


@pytest.fixture(scope="module")
def table(root):
    def read(name: str) -> list[dict]:
        with (root / f"data/{name}.csv").open(encoding="utf8", newline="") as file:
            return list(csv.DictReader(file))

    return read


def test_facts(table):
    facts, rows = precautions.facts(), table("precautions")
    flags = [row for row in table("red_flags") if row["flag_id"] != "RF38"]
    events = {row["event_id"]: row for row in table("adverse_events")}
    assert facts["precautions_n"] == len(rows) and facts["flags_n"] == len(flags)
    assert facts["unsourced_n"] == sum(not row["source_as_printed"] for row in rows)
    unsigned = [f for f in flags if f["basis"] != "source" or "general clinical knowledge" in f["source_as_printed"]]
    assert facts["unsigned_flags_n"] == len(unsigned)
    bleed = events["mcculloch2015-1"]
    share = 100 * int(bleed["events"]) / int(bleed["denominator"])
    assert facts["bleed_percent"] == pytest.approx(share)
    assert f"({facts['bleed_printed']}%)" in bleed["seen"]
    assert facts["bleed_factor"] == pytest.approx(share / float(facts["bleed_printed"]))
    assert facts["bleed_treatments"].replace(",", "") == bleed["denominator"]
    assert str(facts["bleed_more"]) == events["mcculloch2015-3"]["events"]
    assert facts["tired"] == float(events["macpherson2005-2"]["rate"])
    assert facts["tired_of"].replace(",", "") == events["macpherson2005-2"]["denominator"]
    assert str(facts["pregnancy_any"]) == events["park2014-1"]["rate"]
    assert str(facts["pregnancy_caused"]) == events["park2014-2"]["rate"]
    assert f"{facts['forbidden_trials']} trials (n={facts['forbidden_women']})" == events["carr2015-1"]["seen"]
    assert facts["forbidden_cohort"].replace(",", "") in events["carr2015-2"]["seen"]
    assert str(facts["delayed"]) == events["macpherson2004-3"]["events"]


def test_every_precaution_stands_under_one_topic(table):
    rows = table("precautions")
    shown = [item for topic in {row["topic"] for row in rows} for item in precautions.by_topic(topic)["If this is you"]]
    assert sorted(shown) == sorted(row["item"].replace("-", "-") for row in rows)
    with pytest.raises(ValueError, match="allowed are Medicines and bleeding"):
        precautions.by_topic("Medicine")


def test_professions_are_named_in_the_advice_of_their_rows(table):
    advice = {row["item"]: row["advice"].lower() for row in table("precautions")}
    shown = precautions.by_profession().set_index("Who")
    for who, word in {
        "Heart specialists": "cardiologist",
        "Pharmacist": "pharmacist",
        "Blood specialists": "blood",
    }.items():
        items = shown.loc[who, "Needs to know of"].split("; ")
        assert items and all(word in advice[item] or "haematology" in advice[item] for item in items), who
    assert shown["Rows"].max() == len(advice) == shown.iloc[-1]["Rows"]


def test_contradictions_are_told_as_the_table_tells_them(table):
    rows = {row["topic"]: row for row in table("article_conflicts")}
    shown = precautions.contradictions().set_index("Topic")
    assert {"Blood thinners", "Pacemaker", "Driving"} == set(shown.index)
    for topic, line in shown.iterrows():
        assert line["One says"] == rows[topic]["one_article_says"]
