"""How the safety check reads answers. The same rules stand in rules.js; tests/widgets/safety_cases.json tries both.

"Not sure" counts as yes. The level is the most urgent one of all signs that count, and nothing else: another yes can
raise it and never lower it. The first three levels end the check; "see clinician" is advice that stays on top.
"""

from __future__ import annotations

from collections.abc import Mapping

from widgets.red_flags import URGENCY

ANSWERS = ("yes", "no", "not sure")
LEVELS = tuple(URGENCY)


def counts(answer: object) -> bool:
    """Whether this answer counts as yes."""
    return answer in ("yes", "not sure")


def counted(answers: Mapping[str, str], same: Mapping[str, str] | None = None) -> dict[str, str]:
    """The answers that count, by id. `same`: of a precaution that is a sign, the id of that sign, which counts, too."""
    found = {name: answer for name, answer in answers.items() if counts(answer)}
    return {same[name]: answer for name, answer in found.items() if name in (same or {})} | found


def level_of(actions: Mapping[str, str], answers: Mapping[str, str], same: Mapping[str, str] | None = None) -> str:
    """The most urgent level of the signs that count, or "" if none does. `actions`: level by the id of the sign."""
    found = counted(answers, same)
    return min((action for name, action in actions.items() if name in found), key=LEVELS.index, default="")


def ends(level: str) -> bool:
    """Whether this level ends the check with what to do and what to say."""
    return level in LEVELS[:3]
