"""PatternCase: rules and scores by shared cases, a simulation that has the kappa it is set to, cases with sources."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from widgets import PatternCase
from widgets.pattern_case.practitioners import World, practitioners, spread
from widgets.pattern_case.rules import STATES, bars, counted
from widgets.pattern_case.scoring import score

ROOT = Path(__file__).parents[2]
SHARED = json.loads(Path(__file__).with_name("pattern_case_cases.json").read_text(encoding="utf8"))
WRITTEN = yaml.safe_load((ROOT / "data/cases.yaml").read_text(encoding="utf8"))
CASES = {case["id"]: case for case in WRITTEN["cases"]}


def rows(name: str) -> dict[str, dict]:
    with (ROOT / f"data/{name}.csv").open(encoding="utf8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


PATTERNS, SIGNS, RULES, FLAGS = (rows(name) for name in ("patterns", "case_signs", "pattern_signs", "red_flags"))


def listed(text: str) -> list[str]:
    return text.split("; ") if text else []


# --- the shared cases ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", SHARED["states"], ids=lambda case: case["says"])
def test_rules_count_as_in_the_shared_cases(case):
    found = bars(SHARED["rules"], SHARED["signs"], case["found"], case["asked"])
    assert {pattern: [bar[state] for state in STATES] for pattern, bar in found.items()} == case["bars"]


@pytest.mark.parametrize("case", SHARED["counted"], ids=lambda case: str(case["path"]))
def test_a_finding_counts_once_it_was_asked_for_and_marked(case):
    assert counted(SHARED["findings"], case["path"], case["marks"]) == (case["found"], case["asked"])


@pytest.mark.parametrize("case", SHARED["scores"], ids=lambda case: case["says"])
def test_scores_are_those_of_the_shared_cases(case):
    found = score(case["case"], SHARED["rules"], SHARED["points"], case["work"])
    assert found == pytest.approx(case["score"])


@pytest.mark.parametrize("case", SHARED["simulations"], ids=lambda case: f"{case['name']}-{case['seed']}")
def test_the_seven_are_those_of_the_shared_cases(case):
    world = World(SHARED["points"], tuple(case["plan"]), case["universe"])
    assert practitioners(case["name"], case["answer"], world, case["kappa"], case["seed"]) == case["seen"]


@pytest.mark.parametrize("case", SHARED["spreads"])
def test_spread_is_that_of_the_shared_cases(case):
    assert spread(case["seen"]) == case["spread"]


# --- the simulation ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kappa", [0.07, 0.34, 0.59])
def test_the_seven_agree_with_the_kappa_that_is_set(kappa):
    """Cohen's kappa of raters over many people whose shared readings are spread evenly, computed from the labels."""
    names = [f"P{n:02}" for n in range(1, 15)]
    world = World({name: ["a", "b"] for name in names}, (1, 1), 5)
    people = [
        [one["pattern"] for one in practitioners(f"person {n}", [names[n % 14]], world, kappa, 5)] for n in range(350)
    ]
    pairs = [pair for labels in people for pair in combinations(labels, 2)]
    agree = sum(a == b for a, b in pairs) / len(pairs)
    shares = Counter(label for labels in people for label in labels)
    luck = sum((n / (7 * len(people))) ** 2 for n in shares.values())
    assert (agree - luck) / (1 - luck) == pytest.approx(kappa, abs=0.05)
    assert luck == pytest.approx(1 / 14, abs=0.005)


@given(st.sampled_from(sorted(CASES)), st.floats(0.07, 0.59), st.integers(0, 2**31 - 1))
@settings(max_examples=25, deadline=None)
def test_every_draw_is_a_plan(case, kappa, seed):
    widget = SHARED_WIDGET
    widget.case, widget.kappa, widget.seed = case, kappa, seed
    if CASES[case]["danger"]["flags"]:
        assert widget.seven.empty and widget.spread == {}
        return
    assert len(widget.seven) == 7
    for points in widget.seven["points"]:
        assert 5 <= len(points) == len(set(points)) <= 14
    told = widget.spread
    assert 1 <= told["patterns"] <= 7 and told["pairs"] <= told["of_pairs"] == 21


SHARED_WIDGET = PatternCase(case="marek")


def test_range_and_plan_are_those_of_the_studies():
    reliability, counts = rows("pattern_reliability"), rows("pattern_counts")
    known = PatternCase().facts["agreement"]
    pooled = reliability["jacobson2019"]
    assert [known[k] for k in ("low", "mean", "high")] == [
        float(pooled[k]) for k in ("kappa_low", "kappa", "kappa_high")
    ]
    assert known["plan"] == [int(counts[f"kalauokalani_{k}"]["value"]) for k in ("fewest", "most")]
    assert known["universe"] == int(counts["macpherson_points"]["value"])
    fragment = counts["kalauokalani_fewest"]["seen"]
    assert f"{known['plan'][0]}-{known['plan'][1]} points" in fragment


# --- the written cases ---------------------------------------------------------------------------------------------


def test_there_are_enough_cases_for_every_pattern_and_for_danger():
    answers = [case["answer"]["patterns"] for case in CASES.values()]
    assert len(CASES) >= 16
    assert {pattern for answer in answers for pattern in answer if len(answer) == 1} == set(PATTERNS)
    assert sum(len(answer) == 2 for answer in answers) >= 3
    assert sum(bool(case["danger"]["flags"]) for case in CASES.values()) >= 3
    assert all(case["written_for_the_course"] is True for case in CASES.values())
    assert "made up" in WRITTEN["note"] and "none is yours" in WRITTEN["note"]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule["rule_id"])
def test_a_rule_has_the_words_of_its_pattern(rule):
    assert rule["words"] in PATTERNS[rule["pattern_id"]][rule["part"]]
    assert set(listed(rule["met_by"])) <= set(SIGNS) and rule["met_by"]
    assert rule["source"] == f"patterns:{rule['pattern_id']}"


def test_every_sign_stands_in_a_pattern_and_opposites_go_both_ways():
    assert {sign for rule in RULES.values() for sign in listed(rule["met_by"])} == set(SIGNS)
    for name, sign in SIGNS.items():
        for other in listed(sign["opposite_signs"]):
            assert name in listed(SIGNS[other]["opposite_signs"])


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_reference_follows_from_the_rules(case):
    """Recomputed from the tables: a pattern of the answer, or the one that could hide the danger, leads."""
    found = {sign for finding in case["findings"] for sign in finding["signs"]}
    shares = {}
    for pattern in PATTERNS:
        own = [set(listed(rule["met_by"])) for rule in RULES.values() if rule["pattern_id"] == pattern]
        against = [{o for sign in met for o in listed(SIGNS[sign]["opposite_signs"])} for met in own]
        states = [1 if met & found else -1 if no & found else 0 for met, no in zip(own, against, strict=True)]
        shares[pattern] = sum(states) / len(own)
    wanted = case["answer"]["patterns"] or case["answer"]["looks_like"]
    assert set(sorted(shares, key=shares.get, reverse=True)[: len(wanted)]) == set(wanted)
    told = SHARED_WIDGET
    told.case = case["id"]
    assert dict(told.full_bars[["pattern", "share"]].itertuples(index=False)) == pytest.approx(shares)


@pytest.mark.parametrize("case", [c for c in CASES.values() if c["danger"]["flags"]], ids=lambda case: case["id"])
def test_where_a_doctor_comes_first_nothing_is_softened(case):
    flags = case["danger"]["flags"]
    assert case["answer"]["patterns"] == []
    assert {f for finding in case["findings"] for f in finding.get("flags", [])} == set(flags)
    widget = PatternCase(case["id"])
    told = next(one for one in widget.facts["cases"] if one["id"] == case["id"])["danger"]
    order = ["emergency now", "same day", "within days", "see clinician"]
    most = min((FLAGS[flag]["action"] for flag in flags), key=order.index)
    assert order.index(told["when"]) <= order.index(most)
    assert all(widget.facts["flags"][flag]["do"] == FLAGS[flag]["do"] for flag in flags)
    assert all(widget.facts["flags"][flag]["sign"] == FLAGS[flag]["sign"] for flag in flags)
    widget.work = {case["id"]: {"path": ["danger"], "choice": {"patterns": case["answer"]["looks_like"]}}}
    assert widget.score == {"safety": 0.0, "total": 0.0}
    widget.work = {case["id"]: {"choice": {"doctor": True}}}
    assert widget.score == {"safety": 1.0, "total": 1.0}


ORDERS = {"emergency now": r"emergency department now|ambulance", "same day": r"\btoday\b"}


@pytest.mark.parametrize("case", [c for c in CASES.values() if c["danger"]["flags"]], ids=lambda case: case["id"])
def test_the_order_is_no_weaker_than_the_strongest_flag(case):
    order, do = ["emergency now", "same day", "within days", "see clinician"], case["danger"]["do"]
    rows = [FLAGS[flag] for flag in case["danger"]["flags"]]
    actions = [row["action"] for row in rows] + [case["danger"].get("raised_to", "see clinician")]
    most = min(actions, key=order.index)
    assert re.search(ORDERS[most], do, re.I)
    assert not re.search(r"same day|within|appointment|tomorrow|next visit|if ", do, re.I), (
        "one order, and no way round"
    )
    if any(row["do"].startswith("Call an ambulance") for row in rows):
        assert "call an ambulance" in do.lower()
    case_facts = next(one for one in PatternCase().facts["cases"] if one["id"] == case["id"])
    assert case_facts["danger"]["do"] == do
    assert "C19" in case["western"]["causes"]
    told = PatternCase().static_html().split(f'data-case="{case["id"]}"')[1].split("data-case=")[0]
    assert told.index(do) < min(told.index(row["do"]) for row in rows if row["do"] != do)
    assert "First: what the red flags say, above." in told


def test_a_doctor_for_someone_without_a_flag_is_safe_and_has_no_total():
    case = PatternCase("tomas", work={"tomas": {"choice": {"doctor": True}}})
    assert case.score == {"safety": 1.0} and "left open" in repr(case)


def test_points_are_those_for_the_place_of_the_pain():
    """Recomputed from the notes of pattern_points.csv."""
    table = list(csv.DictReader((ROOT / "data/pattern_points.csv").open(encoding="utf8")))
    known = {one["id"]: one["points"] for one in PatternCase().facts["patterns"]}
    for pattern in PATTERNS:
        own = [row for row in table if row["pattern_id"] == pattern]
        neck = {row["point_code"] for row in own if row["role"] == "neck form"}
        back = {row["point_code"] for row in own if row["note"].split(":")[0] in ("back", "low back")}
        every = {row["point_code"] for row in own}
        assert set(known[pattern]["neck"]) == (every - back or every)
        assert set(known[pattern]["low back"]) == (every - neck or every)
    assert known["P04"]["neck"] == ["GB20", "GV14"] and known["P06"]["neck"] == ["NECK-JIAJI"]
    assert known["P04"]["low back"] == ["BL23", "GV3", "BL40", "BL25", "SP9", "BL58"]
    assert known["P06"]["low back"] == ["LI4", "LR3", "BL17", "BL40"]
    case = PatternCase("nora", work={"nora": {"choice": {"patterns": ["P04"], "points": ["BL23", "BL40"]}}})
    assert case.score["points"] == 0
    case.work = {"nora": {"choice": {"patterns": ["P04"], "points": ["GB20", "GV14"]}}}
    assert case.score["points"] == 1


def test_the_range_of_kappa_for_points_is_that_of_the_rows_and_the_seven_agree_better_at_the_mean():
    """Kappa with each point's own luck, over many people: the harder of two ways to count."""
    known, reliability = PatternCase().facts, rows("pattern_reliability")
    low, high = known["agreement"]["points_kappa"]
    printed = " ".join(reliability[f"simulated2015_{group}"]["other_numbers"] for group in ("correct", "incorrect"))
    assert low in printed and high in printed and float(low) < float(high)
    sets = {one["id"]: one["points"]["low back"] for one in known["patterns"]}
    world = World(sets, tuple(known["agreement"]["plan"]), known["agreement"]["universe"])
    seen = [
        practitioners(f"person {n}", [list(sets)[n % 14]], world, known["agreement"]["mean"], 3) for n in range(140)
    ]
    pairs = [pair for people in seen for pair in combinations(people, 2)]
    both = sum(len(set(a["points"]) & set(b["points"])) for a, b in pairs) / len(pairs)
    shares = [
        n / (7 * len(seen)) for n in Counter(p for people in seen for one in people for p in one["points"]).values()
    ]
    base, luck = sum(shares), sum(share**2 for share in shares)
    assert (both - luck) / (base - luck) > float(high)


def test_leaders_name_none_where_nothing_leads():
    rules = PatternCase.rules_table()
    leads = PatternCase(rules=rules[rules["part"].isin(["tongue", "pulse"])]).leaders.set_index("case")["leads"]
    assert leads["hugo"] == "none" and leads["olga"] != "none"
    assert (PatternCase().leaders["leads"] != "none").all()


def test_a_more_urgent_action_is_one_that_the_pattern_table_has():
    raised = {(row["flag_id"], row["raised_to"]) for row in rows("pattern_red_flags").values() if row["raised_to"]}
    for case in CASES.values():
        if action := case["danger"].get("raised_to"):
            assert any((flag, action) in raised for flag in case["danger"]["flags"]), case["id"]


@pytest.mark.parametrize("case", [c for c in CASES.values() if not c["danger"]["flags"]], ids=lambda case: case["id"])
def test_a_case_with_a_pattern_has_been_asked_about_danger(case):
    assert case["danger"]["asked"].startswith("No line of the list fits.")
    assert not any("flags" in finding for finding in case["findings"])


# --- the widget in Python ------------------------------------------------------------------------------------------


def test_what_the_reader_did_is_read_back():
    case = PatternCase(case="tomas")
    assert case.path == [] and case.marks == {} and case.choice is None and case.score == {}
    work = {"path": ["danger", "tongue", "pulse"], "marks": {"tongue": ["P08"]}}
    choice = {"patterns": ["P08"], "principle": "P08", "points": ["BL23", "SP9"]}
    case.work = {"tomas": work | {"choice": choice}}
    assert case.path == ["danger", "tongue", "pulse"]
    assert case.marks == {"tongue": ["P08"]}
    assert case.score["pattern"] == case.score["principle"] == case.score["safety"] == 1
    named = {row["point_code"] for row in csv.DictReader((ROOT / "data/pattern_points.csv").open(encoding="utf8"))
             if row["pattern_id"] == "P08"}  # fmt: skip
    assert case.score["points"] == pytest.approx(2 * 2 / (2 + len(named)))
    bar = case.bars.set_index("pattern").loc["P08"]
    assert bar["met"] == 1 and bar["missing"] == 0  # the pulse was asked for and not marked: it waits
    assert "tomas" in repr(case)


def test_rules_can_be_changed():
    rules = PatternCase.rules_table()
    case = PatternCase(case="tomas", rules=rules[rules["part"] != "pulse"])
    assert len(case.rules) == (rules["part"] != "pulse").sum() < len(RULES)
    assert case.full_bars["pattern"][0] == "P08"
    case.rules = [{"rule_id": "mine", "pattern_id": "P03", "part": "pain", "words": "mine", "met_by": "pain-cold"}]
    assert list(case.full_bars["pattern"]) == ["P03"]
    case.work = {"tomas": {"path": ["pain"], "marks": {"pain": []}}}
    assert case.bars.loc[0, "met"] == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"case": "tomass"}, "Did you mean 'tomas'"),
        ({"kappa": 0.9}, "allowed is 0.07 to 0.59"),
        ({"seed": -1}, "seed"),
        ({"rules": []}, "at least one"),
        ({"rules": [{"rule_id": "x"}]}, "has no pattern_id"),
        ({"rules": [{"rule_id": "x", "pattern_id": "P99", "part": "pain", "words": "x", "met_by": "phlegm"}]}, "'P99'"),
        (
            {"rules": [{"rule_id": "x", "pattern_id": "P01", "part": "pain", "words": "x", "met_by": "flegm"}]},
            "'flegm'",
        ),
        ({"work": {"nobody": {}}}, "no 'nobody'"),
        ({"work": {"ana": {"path": ["tong"]}}}, "Did you mean 'tongue'"),
        ({"work": {"ana": {"marks": {"pain": "P01"}}}}, "allowed is a list"),
        ({"work": {"ana": {"choice": {"patterns": ["P01", "P02", "P03"]}}}}, "at most 2"),
        ({"work": {"ana": {"choice": {"doctor": "yes"}}}}, "True or False"),
    ],
)
def test_what_is_not_allowed_is_said(wrong, says):
    with pytest.raises(TraitError, match=re.escape(says)):
        PatternCase(**wrong)


def test_unknown_keywords_and_facts_are_refused():
    with pytest.raises(TypeError, match="Did you mean 'kappa'"):
        PatternCase(kapa=0.3)
    with pytest.raises(TypeError, match="read from data/"):
        PatternCase(facts={})
    with pytest.raises(TraitError, match="read from data/"):
        PatternCase().facts = {}


def test_the_page_keeps_the_work_under_one_key():
    assert PatternCase()._persist == {"key": "pattern-case", "fields": ["work", "case"]}
    assert PatternCase(case="ana")._persist == {"key": "pattern-case", "fields": ["work"]}


def test_the_static_form_has_every_case_and_no_technique():
    html = PatternCase().static_html()
    assert re.findall(r'data-case="(\w+)"', html) == list(CASES)
    danger = html.split('data-case="ines"')[1].split("data-case=")[0]
    assert danger.index("To a doctor first") < danger.index(FLAGS["RF02"]["do"]) < danger.index("Western reading")
    assert "Points named" not in danger
    text = html + json.dumps(PatternCase().facts)
    assert not re.search(
        r"moxa(?! in)|reducing|reinforcing|prick|wet cup|perpendicular|oblique|\bmm\b|deep needl", text, re.I
    )
