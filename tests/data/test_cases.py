"""The written cases: what breaks a rule is refused with case and field."""

import json
import re

import pytest
import yaml
from reading import DATA

from widgets.data import DataError, cases, read_cases


def broken(change, tmp_path):
    """Read cases that `change` has changed."""
    found = yaml.safe_load((DATA / "cases.yaml").read_text("utf-8"))
    change({case["id"]: case for case in found["cases"]}, found)
    (tmp_path / "cases.yaml").write_text(yaml.safe_dump(found, allow_unicode=True), "utf-8")
    schema = json.loads((DATA / "cases_schema.json").read_text("utf-8"))
    (tmp_path / "cases_schema.json").write_text(json.dumps(schema), "utf-8")
    return cases._checked(tmp_path)


def put(case, field, value):
    return lambda by_id, _: by_id[case].__setitem__(field, value)


CHANGES = {
    "twice": (lambda by_id, found: found["cases"].append(by_id["ana"]), "case ana, field id: stands twice"),
    "not fiction": (put("ana", "written_for_the_course", False), "written_for_the_course of case ana"),
    "no findings": (put("ana", "findings", []), "field findings of case ana"),
    "an unknown sign": (lambda by_id, _: by_id["ana"]["findings"][0].update(signs=["story-cold"]), "No sign called"),
    "a sign elsewhere": (lambda by_id, _: by_id["ana"]["findings"][0].update(signs=["phlegm"]), "under 'belly'"),
    "an unknown topic": (lambda by_id, _: by_id["ana"]["findings"][0].update(topic="nose"), "No topic called 'nose'"),
    "an unknown flag": (lambda by_id, _: by_id["ines"]["danger"].update(flags=["RF99"]), "No row called 'RF99'"),
    "an unknown cause": (lambda by_id, _: by_id["ana"]["western"].update(causes=["C99"]), "No row called 'C99'"),
    "a flag unasked": (lambda by_id, _: by_id["ines"]["danger"].update(flags=["RF02"]), "asking has to bring"),
    "a pattern beside a flag": (
        lambda by_id, _: by_id["ines"]["answer"].update(patterns=["P10"]), "never both or neither"
    ),
    "no answer": (lambda by_id, _: by_id["ana"]["answer"].update(patterns=[]), "never both or neither"),
    "no order": (lambda by_id, _: by_id["ines"]["danger"].pop("do"), "case ines, field danger.do"),
    "an order without a flag": (lambda by_id, _: by_id["ana"]["danger"].update(do="Phone."), "field danger.do"),
    "an area that is none": (put("ana", "area", "knee"), "field area of case ana"),
    "no look-alike": (lambda by_id, _: by_id["ines"]["answer"].pop("looks_like"), "which pattern could hide"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_breaks_a_rule_is_refused(name, tmp_path):
    change, says = CHANGES[name]
    with pytest.raises(DataError, match=says):
        broken(change, tmp_path)


def test_the_cases_are_handed_out_as_copies():
    read_cases()["cases"].clear()
    assert len(read_cases()["cases"]) >= 16


def test_no_title_or_first_words_give_the_pattern_away():
    for case in read_cases()["cases"]:
        text = f"{case['title']} {case['person']} {case['says']}"
        assert not re.search(r"\bqi\b|stasis|stagnation|deficien|yin\b|yang\b|kidney|liver|bi\b|phlegm", text, re.I), (
            text
        )
