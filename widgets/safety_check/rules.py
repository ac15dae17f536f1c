"""How the safety check reads answers. The same rules stand in rules.js; tests/widgets/safety_cases.json tries both.

"Not sure" counts as yes. The level is the most urgent one of all signs that count, and nothing else: another yes can
raise it and never lower it. The first three levels end the check; "see clinician" is advice that stays on top.
"""

from __future__ import annotations

from collections.abc import Mapping

ANSWERS = ("yes", "no", "not sure")
LEVELS = ("emergency now", "same day", "within days", "see clinician")


def counts(answer: object) -> bool:
    """Whether this answer counts as yes."""
    return answer in ("yes", "not sure")


def level_of(actions: Mapping[str, str], answers: Mapping[str, str], same: Mapping[str, str] | None = None) -> str:
    """The most urgent level of the signs that count, or "" if none does.

    `actions`: level by the id of the sign; `same`: of a precaution that is a sign, the id of that sign.
    """
    ids = {(same or {}).get(name, name) for name, answer in answers.items() if counts(answer)}
    return min((actions[name] for name in ids if name in actions), key=LEVELS.index, default="")


def ends(level: str) -> bool:
    """Whether this level ends the check with what to do and what to say."""
    return level in LEVELS[:3]
