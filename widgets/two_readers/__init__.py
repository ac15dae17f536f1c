"""TwoReaders: a table of two practitioners that the reader changes; its kappa, and what small studies make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import traitlets

from widgets._shared.base import CourseWidget
from widgets.two_readers.static import static_two_readers
from widgets.two_readers.study import Agreement, agreement_of, check, studies

RUNS = 200
BEGIN = {"A worked example": [40, 10, 20, 30]}


class TwoReaders(CourseWidget, folder=Path(__file__).parent):
    """Four counts to type, what agreement, luck and kappa come to, and 200 studies of a size drawn from the same table.

    >>> readers = TwoReaders(table=[40, 10, 20, 30])
    >>> readers.agreement.kappa  # 0.4; None if luck alone makes the two agree on everybody
    >>> readers.kappas  # one for each drawn study, NaN where a study has none

    `table`: people to whom both give the label, only the first, only the second, neither. `presets` are tables by the
    name a reader chooses, `sizes` the numbers of people that a study may have, by what stands beside them. Raises
    TraitError for a table that is none, TypeError for an unknown keyword. All of it is made up; no study is copied.
    """

    _made = False
    table = traitlets.List(traitlets.Int(), BEGIN["A worked example"], help="both, first, second, neither").tag(
        sync=True
    )
    people = traitlets.Int(48, help="how many people each drawn study has; one of `sizes`").tag(sync=True)
    presets = traitlets.Dict(help="tables to begin from, by name; read-only").tag(sync=True)
    sizes = traitlets.Dict(help="sizes of a study, by what stands beside them; read-only").tag(sync=True)
    runs = traitlets.Int(RUNS, min=40, max=1000, help="how many studies are drawn").tag(sync=True)
    seed = traitlets.Int(1, min=1, max=2**31, help="the draw; the same seed draws the same studies").tag(sync=True)

    def __init__(
        self, *, presets: Mapping[str, Sequence[int]] | None = None, sizes: Mapping[str, int] | None = None, **kwargs
    ):
        sizes = dict(sizes or {"48 people": 48})
        kwargs |= {"presets": {name: check(table) for name, table in (presets or BEGIN).items()}, "sizes": sizes}
        kwargs.setdefault("people", 48 if 48 in sizes.values() else next(iter(sizes.values())))
        super().__init__(**kwargs)
        self._made = True

    @traitlets.validate("table")
    def _is_a_table(self, proposal):
        try:
            return check(proposal["value"])
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None

    @traitlets.validate("people")
    def _known_size(self, proposal):
        allowed = list(self.sizes.values())
        if allowed and proposal["value"] not in allowed:
            raise traitlets.TraitError(f"people is {proposal['value']}, allowed is one of {allowed}.")
        return proposal["value"]

    @traitlets.validate("presets", "sizes")
    def _only_once(self, proposal):
        name = proposal["trait"].name
        if self._made and proposal["value"] != getattr(self, name):
            raise traitlets.TraitError(f"{name} can't be set after creation; make a new one.")
        return proposal["value"]

    @property
    def agreement(self) -> Agreement:
        """What the table says as it stands now."""
        return agreement_of(self.table)

    @property
    def kappas(self) -> list[float]:
        """Kappa in each of the studies that the picture shows."""
        return studies(self.table, self.people, self.runs, self.seed).tolist()

    def __repr__(self) -> str:
        return f"TwoReaders: {', '.join(map(str, self.table))}; studies of {self.people}"

    def static_html(self) -> str:
        """The table, its sum by hand, and the spread of the drawn studies in words."""
        return static_two_readers(self.table, self.agreement, self.people, self.kappas)
