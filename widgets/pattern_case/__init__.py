"""PatternCase: made-up people to learn to think in patterns with, and a look at how shaky that is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import traitlets

from widgets._shared.base import CourseWidget
from widgets.pattern_case.practitioners import World, practitioners, spread
from widgets.pattern_case.prepare import as_rules, facts, rules_table
from widgets.pattern_case.rules import STATES, bars, counted
from widgets.pattern_case.scoring import score
from widgets.pattern_case.static import static_cases
from widgets.pattern_case.work import read_work

KEY = "pattern-case"


class Rules(traitlets.List):
    """A list of rules that is also taken as a table; what is no rule is refused with its name."""

    def validate(self, obj, value):
        try:
            return super().validate(obj, as_rules(value))
        except (ValueError, TypeError) as error:
            raise traitlets.TraitError(str(error)) from error


class PatternCase(CourseWidget, folder=Path(__file__).parent):
    """Ask a made-up person, mark which finding speaks for which pattern, commit, and compare.

    >>> case = PatternCase(case="tomas")
    >>> case.path  # what the reader asked, in order: ["danger", "story", "tongue"]
    >>> case.marks  # which patterns each finding was marked for
    >>> case.bars  # a DataFrame: signs met, contradicted, missing and not asked, by pattern
    >>> case.full_bars  # the same with everything asked, the best first
    >>> case.choice, case.score  # what the reader committed to, and how it scores, part by part
    >>> case.seven, case.spread  # seven simulated practitioners, and how far they spread

    All cases are in `case.names`; every one is made up for the course. The rules that count signs are data:

    >>> rules = PatternCase.rules_table()
    >>> rules = rules[rules.part != "pulse"]  # what if nobody felt a pulse?
    >>> PatternCase(case="tomas", rules=rules)

    `kappa` is how well the simulated practitioners agree, within the range that studies measured; `seed` draws others.
    Raises TypeError for an unknown keyword, TraitError for a value that is not allowed. No field takes a reader's own
    signs, and nothing tells how to place a needle.
    """

    _made = False
    case = traitlets.Unicode(help="the id of the case that is open").tag(sync=True)
    work = traitlets.Dict(help="by case: path, marks and choice of the reader").tag(sync=True)
    rules = Rules(traitlets.Dict(), help="which findings count as which sign of which pattern").tag(sync=True)
    kappa = traitlets.Float(help="agreement of the simulated practitioners, within the measured range").tag(sync=True)
    seed = traitlets.Int(1, min=0, max=2**31 - 1, help="which seven are drawn").tag(sync=True)
    facts = traitlets.Dict(help="what data/ says; read-only").tag(sync=True)

    def __init__(self, case: str | None = None, **kwargs):
        if "facts" in kwargs:
            raise TypeError("PatternCase() takes no 'facts': they are read from data/.")
        known = facts()
        fields = ["work"] if case else ["work", "case"]
        kwargs = {"rules": rules_table(), "kappa": known["agreement"]["mean"]} | kwargs
        first = {"facts": known, "case": case or known["cases"][0]["id"], "_persist": {"key": KEY, "fields": fields}}
        super().__init__(**first, **kwargs)
        self._made = True

    rules_table = staticmethod(rules_table)

    @traitlets.validate("facts")
    def _only_once(self, proposal):
        if self._made and proposal["value"] != self.facts:
            raise traitlets.TraitError("facts can't be set: they are read from data/.")
        return proposal["value"]

    @traitlets.validate("case")
    def _known_case(self, proposal):
        value, ids = proposal["value"], self.names
        if value in ids:
            return value
        near = difflib.get_close_matches(value, ids, n=1)
        guess = f" Did you mean {near[0]!r}?" if near else ""
        raise traitlets.TraitError(f"case is {value!r}.{guess} Allowed are {', '.join(ids)}.")

    @traitlets.validate("work")
    def _valid_work(self, proposal):
        return {name: read_work(name, one, self._known) for name, one in proposal["value"].items()}

    @traitlets.validate("kappa")
    def _measured_kappa(self, proposal):
        low, high = (self._known["agreement"][end] for end in ("low", "high"))
        if not low <= proposal["value"] <= high:
            raise traitlets.TraitError(
                f"kappa is {proposal['value']}, allowed is {low} to {high}: the range that studies measured."
            )
        return proposal["value"]

    @property
    def _known(self) -> dict:
        return self.facts or facts()  # traits are set in any order

    @property
    def _case(self) -> dict:
        return next(one for one in self.facts["cases"] if one["id"] == self.case)

    @property
    def _work(self) -> dict:
        return self.work.get(self.case, {"path": [], "marks": {}, "choice": None})

    @property
    def _points(self) -> dict[str, list[str]]:
        return {one["id"]: one["points"][self._case["area"]] for one in self.facts["patterns"]}

    @property
    def names(self) -> list[str]:
        """The ids of all cases, in their order."""
        return [one["id"] for one in self._known["cases"]]

    @property
    def path(self) -> list[str]:
        """What was asked in this case, in order."""
        return list(self._work["path"])

    @property
    def marks(self) -> dict[str, list[str]]:
        """By finding, the patterns it was marked for; an empty list means that it speaks for none."""
        return {topic: list(patterns) for topic, patterns in self._work["marks"].items()}

    @property
    def choice(self) -> dict | None:
        """What was committed to: doctor, patterns, principle (of which pattern), points; None before."""
        return self._work["choice"]

    @property
    def score(self) -> dict[str, float]:
        """The parts of the score and their `total`, each from 0 to 1; empty before a commitment.

        Without a `total` where the reader left the pattern open and sent someone without a red flag to a doctor.
        """
        if self.choice is None:
            return {}
        judged = {"findings": self._case["findings"], "flags": self._case["danger"]["flags"],
                  "patterns": self._case["answer"]["patterns"]}  # fmt: skip
        return score(judged, self.rules, self._points, self._work)

    @property
    def bars(self) -> pd.DataFrame:
        """By pattern, how many signs are met, contradicted, missing and not asked, by the rules in force."""
        return self._bars(*counted(self._case["findings"], self.path, self.marks))

    @property
    def full_bars(self) -> pd.DataFrame:
        """The bars with everything asked, the best first by `share`: signs met less contradicted, of all signs."""
        return self._full(self._case)

    @property
    def leaders(self) -> pd.DataFrame:
        """With everything asked, the pattern that leads in each case; of several with the same share, all.

        Where no pattern has more signs met than contradicted, "none".
        """
        rows = []
        for one in self.facts["cases"]:
            frame = self._full(one)
            best = frame["share"].max()
            rows.append((one["id"], ", ".join(frame["name"][frame["share"] == best]) if best > 0 else "none"))
        return pd.DataFrame(rows, columns=["case", "leads"])

    def _full(self, case: Mapping) -> pd.DataFrame:
        found = [sign for finding in case["findings"] for sign in finding["signs"]]
        frame = self._bars(found, [topic["id"] for topic in self.facts["topics"]])
        share = (frame["met"] - frame["contradicted"]) / frame[list(STATES)].sum(axis=1)
        return frame.assign(share=share).sort_values("share", ascending=False, kind="stable", ignore_index=True)

    def _bars(self, found: list[str], asked: list[str]) -> pd.DataFrame:
        counts = bars(self.rules, self.facts["signs"], found, asked)
        names = {one["id"]: one["name"] for one in self.facts["patterns"]}
        rows = [(pattern, names[pattern], *counts[pattern].values()) for pattern in names if pattern in counts]
        return pd.DataFrame(rows, columns=["pattern", "name", *STATES])

    @property
    def seven(self) -> pd.DataFrame:
        """A simulation: what seven made-up practitioners say of this case; empty where a doctor comes first."""
        return pd.DataFrame(self._seven, columns=["pattern", "points"])

    @property
    def spread(self) -> dict[str, int]:
        """How far the simulated seven spread; empty where a doctor comes first."""
        return spread(self._seven) if self._seven else {}

    @property
    def _seven(self) -> list[dict]:
        answer = self._case["answer"]["patterns"]
        if not answer:
            return []
        known = self.facts["agreement"]
        world = World(self._points, tuple(known["plan"]), known["universe"])
        return practitioners(self.case, answer, world, self.kappa, self.seed)

    def __repr__(self) -> str:
        parts: Mapping[str, float] = self.score
        told = f"score {parts['total']:.2f}" if "total" in parts else "sent to a doctor, pattern left open"
        told = told if parts else f"{len(self.path)} asked, not committed"
        return f"PatternCase: {self.case!r}, {told}"

    def static_html(self) -> str:
        """Every case with its findings, and the reference folded away; where a doctor comes first, that is open."""
        return static_cases(self.facts, self.rules)
