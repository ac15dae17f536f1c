"""PointMap: where acupuncture points are said to lie, what lies beneath them, and who uses them; with a quiz."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import traitlets

from widgets._shared.base import CourseWidget
from widgets.point_map import find as finding
from widgets.point_map.prepare import USED, VIEWS, facts, frame_of, has_place, points
from widgets.point_map.static import static_map

MODES = ["look", "find", "name"]
COLUMNS = ["task", "point", "answer", "right", "tries"]


class PointMap(CourseWidget, folder=Path(__file__).parent):
    """A map of acupuncture points: choose one to read of it, or let the map ask.

    >>> points = PointMap(point="BL23", view="back")
    >>> points.point  # what the reader looks at or is asked for: the code; "" for none
    >>> points.search("shenshu")  # ["BL23"]; also "UB 23", "Shènshù", "肾俞", "kidney"
    >>> points.shown  # what is told of the point, as a Series
    >>> points.responses  # a DataFrame: one row for each question answered
    >>> points.score  # right answers among them, from 0 to 1

    `view` is a picture: front, back, side, hand, foot, leg, neck or low-back; left out, it is one that shows the point.
    `channel`, `region` and `used` ("low back", "neck", "articles") narrow the list. `mode` is "look", "find" (the map
    names a point and asks where it lies) or "name" (it shows a place and asks which point lies there).

    Places are approximate. Nothing here says how to needle: nobody should needle themselves.
    Raises TypeError for an unknown keyword, TraitError for a value that is not allowed. All facts come from data/.
    """

    _made = False
    point = traitlets.Unicode(help="the code of the point that is shown or asked for; empty for none").tag(sync=True)
    view = traitlets.Unicode("back", help="the picture that is shown").tag(sync=True)
    channel = traitlets.Unicode(help="the channel whose points are listed; empty for all").tag(sync=True)
    region = traitlets.Unicode(help="the region whose points are listed; empty for all").tag(sync=True)
    used = traitlets.Unicode(help='"low back", "neck" or "articles" narrows the list; empty for all').tag(sync=True)
    find = traitlets.Unicode(help="what is searched for; empty for all").tag(sync=True)
    mode = traitlets.Unicode("look", help="look, find or name").tag(sync=True)
    answers = traitlets.Dict(help='what the reader answered, by "find:BL23" or "name:BL23"').tag(sync=True)
    points = traitlets.List(traitlets.Dict(), help="what is told of each point; read-only").tag(sync=True)
    facts = traitlets.Dict(help="what is told beside the points; read-only").tag(sync=True)
    aliases = traitlets.Dict(help="other letters for the same channels; read-only").tag(sync=True)

    def __init__(self, **kwargs):
        given = {"points": points(), "facts": facts(), "aliases": finding.ALIASES}
        for name in given:
            if name in kwargs:
                raise TypeError(f"PointMap() takes no {name!r}: it is read from data/.")
        if isinstance(kwargs.get("point"), str) and kwargs["point"] and "view" not in kwargs:
            kwargs["view"] = _view_of(given["points"], _code(given["points"], kwargs["point"]))
        super().__init__(**given, _persist={"key": "point_map", "fields": ["answers"]}, **kwargs)
        self._made = True

    @traitlets.validate("points", "facts", "aliases")
    def _only_once(self, proposal):
        if self._made and proposal["value"] != getattr(self, proposal["trait"].name):
            raise traitlets.TraitError(f"{proposal['trait'].name} can't be set: it is read from data/.")
        return proposal["value"]

    @traitlets.validate("point")
    def _known_point(self, proposal):
        return _code(self.points or points(), proposal["value"])

    @traitlets.validate("view")
    def _known_view(self, proposal):
        return _one_of("view", proposal["value"], VIEWS)

    @traitlets.validate("channel")
    def _known_channel(self, proposal):
        return _one_of("channel", proposal["value"], ["", *(self.facts or facts())["channels"]])

    @traitlets.validate("region")
    def _known_region(self, proposal):
        return _one_of("region", proposal["value"], ["", *(self.facts or facts())["regions"]])

    @traitlets.validate("used")
    def _known_use(self, proposal):
        return _one_of("used", proposal["value"], ["", *USED])

    @traitlets.validate("mode")
    def _known_mode(self, proposal):
        return _one_of("mode", proposal["value"], MODES)

    @traitlets.validate("answers")
    def _valid_answers(self, proposal):
        """Keep answers to known questions; refuse what is none."""
        codes = {one["code"] for one in self.points or points() if has_place(one)}
        kept = {}
        for name, answer in proposal["value"].items():
            task, _, code = name.partition(":")
            if task not in MODES[1:] or code not in codes:
                raise traitlets.TraitError(f"answers: no question {name!r}; questions are such as 'find:BL23'.")
            if not isinstance(answer, dict) or not isinstance(answer.get("right"), bool):
                raise traitlets.TraitError(f"answers[{name!r}]: found {answer!r}; allowed is a dict with right=True or "
                                           "False, said (a text) and tries (a whole number).")  # fmt: skip
            tries = answer.get("tries", 1)
            kept[name] = {"right": answer["right"], "said": str(answer.get("said", "")),
                          "tries": tries if isinstance(tries, int) and tries > 0 else 1}  # fmt: skip
        return kept

    def search(self, text: str) -> list[str]:
        """The codes that a search finds, the best first: by code, English, pinyin, characters, a caution."""
        return finding.found(self.points, text)

    @property
    def table(self) -> pd.DataFrame:
        """Every point: code, names, channel, region, place in words, cun."""
        return frame_of(self.points)

    @property
    def shown(self) -> pd.Series:
        """What is told of the chosen point; empty for none."""
        found = next((one for one in self.points if one["code"] == self.point), {})
        return pd.Series(found, dtype=object)

    @property
    def responses(self) -> pd.DataFrame:
        """One row an answered question: task (find or name), point, what was answered, right, tries."""
        rows = [
            (*name.split(":"), one["said"], one["right"], one["tries"]) for name, one in sorted(self.answers.items())
        ]
        return pd.DataFrame(rows, columns=COLUMNS)

    @property
    def score(self) -> float:
        """The share of answered questions that were right in the end; 0 while none is answered."""
        return float(self.responses["right"].mean()) if self.answers else 0.0

    def __repr__(self) -> str:
        return f"PointMap: point {self.point or 'none'!r}, view {self.view!r}, mode {self.mode!r}"

    def static_html(self) -> str:
        """The front and back with their points, what nobody should do, and every point as a table by region."""
        return static_map(self.points, self.facts)


def _view_of(every: list[dict], code: str) -> str:
    """A picture that shows the point, the whole body first."""
    places = next(one["places"] for one in every if one["code"] == code)
    return min((place["view"] for place in places), key=VIEWS.index, default="back")


def _code(every: list[dict], text: str) -> str:
    """The code that a text means. Raises TraitError where it means none."""
    if not isinstance(text, str) or not text.strip():
        return text
    fits = [one["code"] for one in every if finding.rank(one, text) == 0]
    if fits:
        return fits[0]
    codes = [one["code"] for one in every]
    near = finding.found(every, text)[:3] or difflib.get_close_matches(text.upper(), codes, n=3)
    guess = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    raise traitlets.TraitError(f"point is {text!r}.{guess} Known are {', '.join(codes)}.")


def _one_of(trait: str, value: str, allowed: Sequence[str]) -> str:
    if value in allowed:
        return value
    near = difflib.get_close_matches(value, allowed, n=1, cutoff=0.5)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    raise traitlets.TraitError(f"{trait} is {value!r}.{guess} Allowed are {', '.join(map(repr, allowed))}.")
