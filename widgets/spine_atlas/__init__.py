"""SpineAtlas: a drawn spine; what each cause of back and neck pain changes in it, and what scans show without pain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import traitlets

from widgets._shared.base import CourseWidget
from widgets.data.package import unknown
from widgets.spine_atlas.causes import DRAWABLE, causes, finders, flags, name_of
from widgets.spine_atlas.scans import against, scan_source, scans
from widgets.spine_atlas.static import static_atlas

LAYERS = ["bones", "discs", "nerves", "ligaments", "muscles"]


class SpineAtlas(CourseWidget, folder=Path(__file__).parent):
    """A spine from the side and from above; choose a cause to see what it changes, beside the healthy picture.

    >>> atlas = SpineAtlas(cause="disc_herniation", age=50)
    >>> atlas.cause  # what the reader looks at; "" for the healthy spine
    >>> atlas.names  # every cause by its name; id and name of data/causes.csv ("C03", "Disc herniation") do, too
    >>> atlas.scan  # a DataFrame: of 100 people of this age without pain, how many have each finding
    >>> atlas.shown  # what stands on the page for this cause, as a Series

    `amount` is how far the drawing has gone, 0 (healthy) to 100; for a slipped vertebra, 100 is a slip by half of the
    vertebra below. `region` is where the pictures near by look, "lumbar" or "cervical", if the cause is found there.
    `find` narrows the list: "part:disc", "region:lumbar" or "symptom:stiffness". Everything can be set after creation,
    and read again when the reader has changed it.

    Raises TypeError for an unknown keyword, TraitError for a value that is not allowed. All facts come from data/.
    """

    _made = False
    cause = traitlets.Unicode(help="the name of the cause that is shown; empty for the healthy spine").tag(sync=True)
    find = traitlets.Unicode(help="what narrows the list of causes; empty for the whole list").tag(sync=True)
    region = traitlets.Unicode("lumbar", help="where the pictures near by look: lumbar or cervical").tag(sync=True)
    amount = traitlets.Int(60, help="how far the drawing has gone, 0 to 100").tag(sync=True)
    age = traitlets.Int(50, help="the age of the scans; one of those that the table has").tag(sync=True)
    layers = traitlets.List(traitlets.Unicode(), LAYERS, help="the layers of the drawing that show").tag(sync=True)
    causes = traitlets.List(traitlets.Dict(), help="what is told of each cause; read-only").tag(sync=True)
    flags = traitlets.Dict(help="the signs that come first, by id; read-only").tag(sync=True)
    finders = traitlets.List(traitlets.Dict(), help="by what a cause can be found; read-only").tag(sync=True)
    scans = traitlets.List(traitlets.Dict(), help="findings without pain, by age; read-only").tag(sync=True)
    scan_source = traitlets.Unicode(help="where the scans come from; read-only").tag(sync=True)
    against = traitlets.List(traitlets.Dict(), help="the counter-evidence; read-only").tag(sync=True)

    def __init__(self, **kwargs):
        found = causes()
        facts = {"causes": found, "flags": flags(), "finders": finders(found), "scans": scans(),
                 "scan_source": scan_source(), "against": against()}  # fmt: skip
        for name in facts:
            if name in kwargs:
                raise TypeError(f"SpineAtlas() takes no {name!r}: it is read from data/.")
        super().__init__(**facts, **kwargs)
        self._made = True

    @traitlets.validate("causes", "flags", "finders", "scans", "scan_source", "against")
    def _only_once(self, proposal):
        if self._made and proposal["value"] != getattr(self, proposal["trait"].name):
            raise traitlets.TraitError(f"{proposal['trait'].name} can't be set: it is read from data/.")
        return proposal["value"]

    @traitlets.validate("cause")
    def _known_cause(self, proposal):
        known = {one["id"].lower(): one["name"] for one in self.causes or causes()}
        value = proposal["value"] and name_of(proposal["value"])
        value = known.get(value, value) or proposal["value"]
        return value and _one_of("cause", value, [*known.values()])

    @traitlets.validate("find")
    def _known_find(self, proposal):
        return _one_of("find", proposal["value"], ["", *(one["id"] for one in self.finders or finders(causes()))])

    @traitlets.validate("region")
    def _known_region(self, proposal):
        return _one_of("region", proposal["value"], DRAWABLE)

    @traitlets.validate("amount")
    def _within(self, proposal):
        if isinstance(proposal["value"], bool) or not 0 <= proposal["value"] <= 100:
            raise traitlets.TraitError(f"amount is {proposal['value']}, allowed is a whole number from 0 to 100.")
        return proposal["value"]

    @traitlets.validate("age")
    def _measured_age(self, proposal):
        ages = sorted({one["age"] for one in self.scans or scans()})
        if proposal["value"] not in ages:
            raise traitlets.TraitError(
                f"age is {proposal['value']}, allowed are {', '.join(map(str, ages))}: the table has these ages and "
                "nothing in between."
            )
        return proposal["value"]

    @traitlets.validate("layers")
    def _known_layers(self, proposal):
        for name in proposal["value"]:
            _one_of("layer", name, LAYERS)
        return [name for name in LAYERS if name in proposal["value"]]

    @property
    def names(self) -> list[str]:
        """Every cause by its name, in the order of data/causes.csv."""
        return [one["name"] for one in self.causes]

    @property
    def shown(self) -> pd.Series:
        """What is told of the chosen cause; empty for the healthy spine."""
        found = next((one for one in self.causes if one["name"] == self.cause), {})
        return pd.Series(found, dtype=object)

    @property
    def scan(self) -> pd.DataFrame:
        """Of 100 people of this age without back pain, how many have each finding: finding, percent, kind, people."""
        frame = pd.DataFrame(one for one in self.scans if one["age"] == self.age)
        return frame[["finding", "percent", "kind", "people", "note"]].reset_index(drop=True)

    def __repr__(self) -> str:
        return f"SpineAtlas: cause {self.cause or 'none, the healthy spine'!r}, age {self.age}"

    def static_html(self) -> str:
        """The healthy spine, the signs that come first, and everything told here as tables."""
        return static_atlas(self.causes, self.flags, self.scans, self.against, self.scan_source)


def _one_of(trait: str, value: str, allowed: Sequence[str]) -> str:
    if value in allowed:
        return value
    raise traitlets.TraitError(unknown(trait, value, [one for one in allowed if one]))
