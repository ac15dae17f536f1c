"""The written cases as plain HTML: for a page without JavaScript and for paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from widgets._shared.html import as_text
from widgets.pattern_case.rules import state_of


def static_cases(facts: Mapping, rules: Sequence[Mapping]) -> str:
    """Every case with its findings; a red flag is shown at once, a pattern in a folded block."""
    cases = "".join(_case(one, facts, rules) for one in facts["cases"])
    return (
        f'<div class="pbp-cases"><p><strong>Cases to think with.</strong> {as_text(facts["note"])} Warning signs come '
        f"first, in every case.</p>{cases}<p>{as_text(facts['help'])}</p></div>"
    )


def _case(case: Mapping, facts: Mapping, rules: Sequence[Mapping]) -> str:
    asks = {topic["id"]: topic["ask"] for topic in facts["topics"]}
    danger = _danger(case, facts) if case["danger"]["flags"] else ""
    lines = [("danger", case["danger"]["asked"])] + [(f["topic"], f["says"]) for f in case["findings"]]
    listed = "".join(f"<li><strong>{as_text(asks[topic])}:</strong> {as_text(says)}</li>" for topic, says in lines)
    return (
        f'<details data-case="{escape(case["id"])}"><summary>{as_text(case["title"])}</summary>'
        f"<p>{as_text(case['person'])} (made up): “{as_text(case['says'])}”</p>{danger}<ul>{listed}</ul>"
        f"{'' if danger else _answer(case, facts, rules)}{_western(case, facts)}</details>"
    )


def _danger(case: Mapping, facts: Mapping) -> str:
    flags = "".join(
        f"<li>{as_text(facts['flags'][flag]['sign'])}. {as_text(facts['flags'][flag]['do'])} "
        f"<small>{as_text(facts['flags'][flag]['source'])}</small></li>"
        for flag in case["danger"]["flags"]
    )
    when = facts["urgency"][case["danger"]["when"]]
    return (
        f"<p><strong>To a doctor first. {as_text(when)}.</strong></p>"
        f"<p><strong>{as_text(case['danger']['do'])}</strong></p><p>What the list says of each sign, on its own:</p>"
        f"<ul>{flags}</ul>"
        f"<p>{as_text(case['answer']['why'])}</p>"
    )


def _answer(case: Mapping, facts: Mapping, rules: Sequence[Mapping]) -> str:
    found = [sign for finding in case["findings"] for sign in finding["signs"]]
    names = {one["id"]: one for one in facts["patterns"]}
    parts = []
    for pattern in (names[name] for name in case["answer"]["patterns"]):
        met = [
            rule["words"]
            for rule in rules
            if rule["pattern"] == pattern["id"] and state_of(rule, facts["signs"], found, ()) == "met"
        ]
        codes = "; ".join(f"{code} {facts['points'][code]}".strip() for code in pattern["points"][case["area"]])
        parts.append(
            f"<p><strong>{as_text(pattern['name'])}</strong> ({as_text(pattern['pinyin'])}, {as_text(pattern['zh'])}). "
            f"Listed signs that were found: {as_text('; '.join(met))}. Aim: {as_text(pattern['principle'])}. "
            f"Points named: {as_text(codes)}. <small>{as_text(pattern['source'])}</small></p>"
        )
    return (
        f"<details><summary>The reference answer, as tradition tells it</summary>{''.join(parts)}"
        f"<p>{as_text(case['answer']['why'])}</p></details>"
    )


def _western(case: Mapping, facts: Mapping) -> str:
    causes = "; ".join(facts["causes"][cause]["name"] for cause in case["western"]["causes"])
    says = as_text(case["western"]["says"])
    first = "First: what the red flags say, above. " if case["danger"]["flags"] else ""
    return f"<p><strong>A Western reading:</strong> {first}{says} <small>({as_text(causes)})</small></p>"
