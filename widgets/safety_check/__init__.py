"""SafetyCheck: red flags first, then what to settle before a needle; it ends with what to do and what to say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import traitlets

from widgets import data, red_flags
from widgets._shared.base import CourseWidget
from widgets.safety_check.prepare import GATE, questions, steps
from widgets.safety_check.rules import ANSWERS, counted, level_of
from widgets.safety_check.static import static_check


class SafetyCheck(CourseWidget, folder=Path(__file__).parent):
    """A check for readers with back or neck pain who think of needles, or had some.

    >>> check = SafetyCheck()
    >>> check.level  # "emergency now", "same day", "within days", "see clinician", or "" while no sign counts
    >>> check.ticked  # a DataFrame: id, kind, text, answer, what to do

    It takes no medical arguments: what it asks stands in data/red_flags.csv and data/precautions.csv. `answers` may be
    set, {"RF01": "no", "needling": "not sure"}; an unknown id or answer raises. Nothing is kept after the page closes.
    """

    questions = traitlets.List(traitlets.Dict(), help="signs and precautions; read-only").tag(sync=True)
    steps = traitlets.List(traitlets.Dict(), help="which are asked together, in order; read-only").tag(sync=True)
    answers = traitlets.Dict(help='by id, and "needling": yes, no or not sure').tag(sync=True)
    own_words = traitlets.Unicode(help="what the reader wrote to say it in their own words").tag(sync=True)
    names = traitlets.Dict(help="the heading of each level").tag(sync=True)
    help_line = traitlets.Unicode(help="whom to phone when unsure").tag(sync=True)

    def __init__(self, **kwargs):
        super().__init__(
            questions=questions(),
            steps=steps(),
            names=red_flags.URGENCY,
            help_line=data.row("red_flags", red_flags.GENERAL_NOTE)["do"],
            **kwargs,
        )

    @traitlets.validate("answers")
    def _valid_answers(self, proposal):
        known = {GATE, *(one["id"] for one in self.questions)}
        for name, answer in proposal["value"].items():
            if name not in known:
                raise traitlets.TraitError(f"answers: no question {name!r}; known are {', '.join(sorted(known))}")
            if answer not in ANSWERS:
                raise traitlets.TraitError(f"answers[{name!r}]: found {answer!r}; allowed are {', '.join(ANSWERS)}")
        return proposal["value"]

    @property
    def level(self) -> str:
        """The most urgent level of all signs answered yes or not sure; "" while none is, which clears nobody."""
        actions = {one["id"]: one["action"] for one in self.questions if one["kind"] == "flag"}
        return level_of(actions, self.answers, self._same)

    @property
    def ticked(self) -> pd.DataFrame:
        """What counts so far, most urgent first: id, kind ("flag" or "precaution"), text, answer, do.

        A precaution that is a sign of danger stands there as that sign, too.
        """
        found = counted(self.answers, self._same)
        rows = [
            (one["id"], one["kind"], one["text"], found[one["id"]], one.get("do") or one["advice"])
            for one in self.questions  # signs first, the most urgent at the top
            if one["id"] in found
        ]
        return pd.DataFrame(rows, columns=["id", "kind", "text", "answer", "do"])

    @property
    def _same(self) -> dict[str, str]:
        return {one["id"]: one["same_sign"] for one in self.questions if one.get("same_sign")}

    def __repr__(self) -> str:
        return f"SafetyCheck: {len(self.answers)} answered, level {self.level or 'none ticked'!r}"

    def static_html(self) -> str:
        """The same signs and precautions in the same order, as a checklist that needs no script."""
        return static_check(self.questions, self.steps)
