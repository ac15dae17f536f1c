"""The safety check's rules and words: levels from the data, never falling, easy to read, and never an all-clear."""

import csv
import itertools
import json
import random
import re
from pathlib import Path

import pytest
import textstat
import traitlets

from widgets import SafetyCheck
from widgets.safety_check.rules import counts, ends, level_of

HERE = Path(__file__).parent
LEVELS = ["emergency now", "same day", "within days", "see clinician"]
GENERAL_NOTE = "RF38"
# What would calm someone who should go, or allow and forbid where somebody else decides with the reader.
REASSURING = (
    r"\b(you are safe|is safe|harmless|all clear|don't worry|no danger|nothing to fear|you may|you may not"
    r"|you can go ahead)\b"
)


@pytest.fixture(scope="module")
def flags(root) -> dict[str, dict]:
    with (root / "data/red_flags.csv").open(encoding="utf8", newline="") as file:
        return {row["flag_id"]: row for row in csv.DictReader(file) if row["flag_id"] != GENERAL_NOTE}


@pytest.fixture(scope="module")
def precautions(root) -> list[dict]:
    with (root / "data/precautions.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def actions(flags) -> dict[str, str]:
    return {sign: row["action"] for sign, row in flags.items()}


def rank(level: str) -> int:
    """0 for no level, 4 for an emergency: written down apart from the code under test."""
    return 4 - LEVELS.index(level) if level else 0


def test_shared_cases():
    for case in json.loads((HERE / "safety_cases.json").read_text(encoding="utf8")):
        level = level_of(case["actions"], case["answers"], case.get("same"))
        assert (level, ends(level)) == (case["level"], case["ends"]), case["why"]


def test_each_sign_alone_and_not_sure_gives_its_own_level(actions):
    for sign, action in actions.items():
        assert level_of(actions, {sign: "yes"}) == level_of(actions, {sign: "not sure"}) == action
        assert level_of(actions, {sign: "no"}) == ""


def test_every_pair_gives_the_higher_level(actions):
    for (one, first), (other, second) in itertools.combinations(actions.items(), 2):
        level = level_of(actions, {one: "yes", other: "not sure"})
        assert rank(level) == max(rank(first), rank(second))


def test_random_sets_depend_on_the_highest_level_alone_and_never_fall(actions):
    draw = random.Random(20261121)  # noqa: S311 (no secret is drawn)
    signs = list(actions)
    for _ in range(100_000):
        answers = {sign: draw.choice(["yes", "no", "not sure", "no", "no"]) for sign in draw.sample(signs, 8)}
        level = level_of(actions, answers)
        found = [rank(actions[sign]) for sign, answer in answers.items() if answer != "no"]
        assert rank(level) == max(found, default=0)
        more = level_of(actions, answers | {draw.choice(signs): "yes"})
        assert rank(more) >= rank(level)


def test_only_yes_and_not_sure_count():
    assert [one for one in ("yes", "not sure", "no", "", None, "YES", True) if counts(one)] == ["yes", "not sure"]


def test_it_asks_every_sign_and_every_precaution_once(flags, precautions):
    check = SafetyCheck()
    asked = [name for step in check.steps for name in step["questions"]]
    assert sorted(asked) == sorted([*flags, *(row["precaution_id"] for row in precautions)])
    assert GENERAL_NOTE not in asked


def test_signs_come_by_urgency_after_the_first_question(flags):
    steps = SafetyCheck().steps
    assert steps[0]["questions"] == [] and "needles" in steps[0]["title"]
    after = [sign for sign, row in flags.items() if row["context"] == "after needling"]
    assert sorted(steps[1]["questions"]) == sorted(after)
    others = [flags[name]["action"] for step in steps[2:] for name in step["questions"] if name in flags]
    assert [LEVELS.index(action) for action in others] == sorted(LEVELS.index(action) for action in others)


def test_the_words_are_those_of_the_rows(flags, precautions):
    asked = {one["id"]: one for one in SafetyCheck().questions}
    for sign, row in flags.items():
        assert (asked[sign]["text"], asked[sign]["do"], asked[sign]["action"]) == (
            row["sign"],
            row["do"],
            row["action"],
        )
        signed = row["basis"] == "source" and "general clinical knowledge" not in row["source_as_printed"]
        assert ("not yet signed off" in asked[sign]["source"]) != signed
    for row in precautions:
        one = asked[row["precaution_id"]]
        assert (one["text"], one["advice"]) == (row["item"], row["advice"])
        assert one["decides"].startswith("Who decides with you: ") and one["whom"]
        assert one["same_sign"] == row["same_sign"]
        if re.search(r"midwife|maternity|doctor|clinician|cardiolog|haematolog|oncology|surgeon", row["advice"]):
            assert "clinician" in one["whom"], row["precaution_id"]
        known = row["what_evidence_says_in_own_words"] if row["source_as_printed"] else "not yet signed off"
        assert known in one["known"]


def grade(text: str) -> float:
    """Flesch and Kincaid's grade: medical nouns count as words of one syllable, lines and semicolons as full stops."""
    nouns = [word for word in (HERE / "medical_nouns.txt").read_text(encoding="utf8").split("\n")[1:] if word]
    plain = re.sub(rf"\b({'|'.join(nouns)})\b", "word", text, flags=re.IGNORECASE)
    return textstat.flesch_kincaid_grade(re.sub(r"[;:\n]\s*", ". ", plain))


def test_every_question_reads_at_grade_eight_or_below():
    hard = {}
    for one in SafetyCheck().questions:
        more = one["do"] if one["kind"] == "flag" else f"{one['advice']}\n{one['decides']}\n{one['known']}"
        found = grade(f"{one['text']}.\n{more}")
        hard |= {one["id"]: round(found, 1)} if found > 8 else {}
    assert not hard


def test_nothing_reassures_allows_or_forbids():
    check = SafetyCheck()
    texts = [str(value) for one in check.questions for value in one.values()] + [step["says"] for step in check.steps]
    for path in sorted(Path(SafetyCheck.__module__.replace(".", "/")).glob("*.js")):
        texts.append(path.read_text(encoding="utf8"))
    assert not [text for text in texts if re.search(REASSURING, text, re.IGNORECASE)]


def test_python_reads_what_was_answered():
    check = SafetyCheck(answers={"PC01": "yes", "RF24": "not sure", "RF01": "no"})
    assert check.level == "within days"
    assert list(check.ticked["id"]) == ["RF24", "PC01"]
    assert list(check.ticked["answer"]) == ["not sure", "yes"]
    assert repr(check) == "SafetyCheck: 3 answered, level 'within days'"
    assert repr(SafetyCheck()) == "SafetyCheck: 0 answered, level 'none ticked'"


def test_a_precaution_that_is_a_red_flag_counts_as_that_flag(flags, precautions):
    same = {row["precaution_id"]: row["same_sign"] for row in precautions if row["same_sign"]}
    assert same
    for precaution, sign in same.items():
        check = SafetyCheck(answers={precaution: "not sure"})
        assert check.level == flags[sign]["action"]
        assert list(check.ticked["id"]) == [sign, precaution]
        assert check.ticked["do"].iloc[0] == flags[sign]["do"]
        assert SafetyCheck(answers={precaution: "no"}).level == ""


@pytest.mark.parametrize(
    ("answers", "message"),
    [({"RF99": "yes"}, "no question 'RF99'"), ({"RF01": "maybe"}, "allowed are yes, no, not sure")],
)
def test_what_is_no_answer_is_refused(answers, message):
    with pytest.raises(traitlets.TraitError, match=message):
        SafetyCheck(answers=answers)


def test_an_unknown_keyword_is_refused():
    with pytest.raises(TypeError, match="Did you mean 'answers'"):
        SafetyCheck(answer={})


def test_without_a_script_it_is_a_checklist_in_the_same_order():
    check = SafetyCheck()
    listed = re.findall(r'data-question="([^"]+)">☐', check.static_html())
    assert listed == [name for step in check.steps for name in step["questions"]]


def test_nothing_is_kept():
    assert SafetyCheck()._persist == {}
