"""StudyExplorer: ask the trials a question, see the answer as a forest plot, and see what is missing from it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import traitlets

from widgets._shared.base import CourseWidget
from widgets.data import load
from widgets.data.package import unknown
from widgets.evidence import NEEDLES, comparisons
from widgets.stats import Pooled, pool
from widgets.study_explorer import demonstration, wording
from widgets.study_explorer.own import checked, own
from widgets.study_explorer.prepare import course
from widgets.study_explorer.static import static_explorer

ANY = "any needles"
ASKED = ("condition", "comparator", "outcome", "window")


class StudyExplorer(CourseWidget, folder=Path(__file__).parent):
    """The trials on one question: which there are, what they say together, and what is not in it.

    >>> explorer = StudyExplorer(condition="chronic low back pain", comparator="sham", outcome="pain")
    >>> explorer.selection  # the trials that count now, as a DataFrame
    >>> explorer.result  # what `pool` says of them; None where there is none
    >>> explorer.excluded = ["kerr2003-2"]  # as if the reader had ticked that trial out
    >>> StudyExplorer(frame, measure="smd")  # your own trials: label, yi, vi, and more columns if you have them

    Without `studies` these are the course's own trials, and a part of the question that is not given is the one with
    the most trials. A table of your own needs `label`, `yi` and `vi`; it may have `year`, `n_acu`, `n_ctl`,
    `study_id`, `row_id`, `cohort` (trials that share people), `measure`, `condition`, `comparator`, `outcome`,
    `window`, `needling`, `instrument`, `doi`, `pmid`, `arms`, `sham`, `sessions`, `funding`, `registration`, `design`,
    `country`, `seen`, `note` and `source`; other columns are left alone. Ratios come as logs. `lower_is_better` says
    which direction of your own measure is good.

    Two questions are never merged, and acupressure never stands with needles. Raises ValueError for a table that breaks
    a rule, TraitError for a choice that does not exist, TypeError for an unknown keyword.
    """

    name = traitlets.Unicode("explorer", help="its name in links; give two on one page two names").tag(sync=True)
    title = traitlets.Unicode("Explore the trials", help="the heading").tag(sync=True)
    note = traitlets.Unicode(help="a warning that stands above everything").tag(sync=True)
    folded = traitlets.Bool(False, help="whether it stands closed under its heading").tag(sync=True)
    data = traitlets.Dict(help="the trials as the page needs them; made from `studies`").tag(sync=True)
    labels = traitlets.Dict(help="the words of the controls; made from the vocabularies").tag(sync=True)
    condition = traitlets.Unicode(help="what people have").tag(sync=True)
    comparator = traitlets.Unicode(help="what acupuncture is compared with").tag(sync=True)
    outcome = traitlets.Unicode(help="what was measured").tag(sync=True)
    window = traitlets.Unicode(help="when it was measured: one window of time").tag(sync=True)
    needles = traitlets.Unicode(ANY, help="a kind of needling, or any with needles").tag(sync=True)
    measure = traitlets.Enum(list(wording.POOLED_AS), "points", help="what effects are measured in").tag(sync=True)
    model = traitlets.Enum(list(wording.MODELS), "REML", help="random effects or a common effect").tag(sync=True)
    interval = traitlets.Enum(
        list(wording.INTERVALS), "hksj", help="kind of interval; a common effect always has Wald's"
    ).tag(sync=True)
    year_from = traitlets.Int(None, allow_none=True, help="no trial before this year").tag(sync=True)
    year_to = traitlets.Int(None, allow_none=True, help="no trial after this year").tag(sync=True)
    smallest = traitlets.Int(0, min=0, help="no trial with fewer people in both groups").tag(sync=True)
    unread = traitlets.Bool(False, help="also results that no second person has read").tag(sync=True)
    excluded = traitlets.List(traitlets.Unicode(), help="ids of results ticked out (row_id)").tag(sync=True)
    order = traitlets.Enum(list(wording.ORDERS), "year", help="how the trials are sorted").tag(sync=True)
    tab = traitlets.Enum(list(wording.TABS), "forest", help="the picture in front").tag(sync=True)

    def __init__(self, studies: pd.DataFrame | None = None, *, lower_is_better: bool = True, **kwargs):
        if studies is None:
            self._frame, data = None, course()
        else:
            measure = kwargs.get("measure", "points")
            self._frame = checked(studies, measure if measure in wording.POOLED_AS else "points")
            data = own(self._frame, "points", bool(lower_is_better))
        words = {"measure": wording.MEASURE_LABELS, "model": wording.MODELS, "interval": wording.INTERVALS,
                 "order": wording.ORDERS, "tab": wording.TABS}  # fmt: skip
        self._ready = False
        super().__init__(data=data, labels=words, **(_usual(data, kwargs) | kwargs))
        self._ready = True

    @classmethod
    def demonstration(cls, **kwargs) -> StudyExplorer:
        """Sixteen trials on nausea after surgery, folded, to learn the tool with: a methods example, not back pain."""
        words = {"name": "example", "title": demonstration.TITLE, "note": demonstration.NOTE, "folded": True}
        return cls(demonstration.nausea(), **(words | kwargs))

    @traitlets.validate("condition", "comparator", "outcome", "window", "needles")
    def _in_vocabulary(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        allowed = self.data.get("vocabularies", {}).get(name)
        if allowed and value not in allowed:
            raise traitlets.TraitError("StudyExplorer: " + unknown(name, value, allowed))
        return value

    @traitlets.validate("measure")
    def _has_measure(self, proposal):
        allowed = self.data.get("measures")
        if allowed and proposal["value"] not in allowed:
            raise traitlets.TraitError("StudyExplorer: " + unknown("measure", proposal["value"], allowed))
        return proposal["value"]

    @traitlets.validate("excluded")
    def _known_results(self, proposal):
        known = {row["id"] for row in self.data.get("rows", [])}
        for name in proposal["value"]:
            if known and name not in known:
                raise traitlets.TraitError("StudyExplorer: " + unknown("result", name, sorted(known)))
        return proposal["value"]

    @property
    def selection(self) -> pd.DataFrame:
        """The results that count now, one row each, with effects `yi` and variances `vi`; a fresh copy."""
        table = self._own_rows() if self._frame is not None else self._course_rows()
        people = self._people(table)
        keep = ~table.row_id.isin(self.excluded)
        if self.year_from is not None:
            keep &= (table.year >= self.year_from).fillna(False)
        if self.year_to is not None:
            keep &= (table.year <= self.year_to).fillna(False)
        if self.smallest:
            keep &= (people >= self.smallest).fillna(False)
        attrs = table.attrs
        table = table[keep.astype(bool)].reset_index(drop=True)
        table.attrs = attrs
        return table

    @property
    def result(self) -> Pooled | None:
        """What `pool` says of the selection with the model and interval chosen; None where nothing is selected."""
        table = self.selection
        if table.empty:
            return None
        test = "wald" if self.model == "EE" else self.interval
        measure = wording.POOLED_AS[self.measure]
        return pool(table.yi, table.vi, self.model, test, labels=list(table.label), measure=measure)

    def _course_rows(self) -> pd.DataFrame:
        return comparisons(
            **{name: getattr(self, name) for name in ASKED},
            measure=self.measure,
            needling=NEEDLES if self.needles == ANY else [self.needles],
            unread=self.unread,
        )

    def _own_rows(self) -> pd.DataFrame:
        table = self._frame[self._frame.measure == self.measure]
        for name in ASKED:
            table = table[table[name] == getattr(self, name)]
        if self.needles != ANY:
            table = table[table.needling == self.needles]
        return table.drop_duplicates("cohort").sort_values(["year", "label"], ignore_index=True)

    def _people(self, table: pd.DataFrame) -> pd.Series:
        """People in both groups; where that was not seen, people randomised."""
        both = table.n_acu + table.n_ctl
        if self._frame is not None:
            return both
        randomised = load("trials").set_index("study_id").n_randomised
        return both.fillna(table.study_id.map(randomised).astype("Int64"))

    def __repr__(self) -> str:
        asked = ", ".join(f"{name}={getattr(self, name)!r}" for name in (*ASKED, "measure"))
        return f"StudyExplorer({asked}): {len(self.selection)} trials"

    def static_html(self) -> str:
        """The questions with their numbers of trials, and the trials of the one in front, as tables."""
        return static_explorer(self)


def _usual(data: dict, given: dict) -> dict:
    """The question, of those that fit what was given, with the most trials, and the measure that has them."""
    best, most = {}, -1
    for question in data["questions"]:
        if any(given.get(name, question[name]) != question[name] for name in ASKED):
            continue
        for key, view in question["views"].items():
            measure, kind, unread = [*key.split("|"), "", ""][:3]
            fits = given.get("measure", measure) == measure and given.get("needles", ANY) == kind and unread == "0"
            if fits and len(view["rows"]) > most:
                most, best = len(view["rows"]), {name: question[name] for name in ASKED} | {"measure": measure}
    return best or {name: data["vocabularies"][name][0] for name in ASKED} | {"measure": data["measures"][0]}
