"""IconArray: how many of 100 or of 10,000, as cells one can count; options side by side, in one kind of denominator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import traitlets

from widgets._shared.base import CourseWidget
from widgets.icon_array.options import DENOMINATORS, PER, overview, prepare
from widgets.icon_array.rows import options_of
from widgets.icon_array.static import legend, numbers, static_icon_array


class IconArray(CourseWidget, folder=Path(__file__).parent):
    """Options side by side, each as a square of `denominator` cells with its number and interval beside it.

    >>> IconArray(
    ...     [{"label": "Faint", "events": 6, "of": 31_822}, {"label": "Seizure", "events": 1, "of": 31_822}],
    ...     per="treatments",
    ... )
    >>> array = IconArray.from_rows(["witt2009-1", "zhao2011-1"], title="Any harm", ask="How many of 10,000?")
    >>> array.selection  # the label of the option that the reader reads out
    >>> array.guess  # what the reader typed before looking; None without `ask`, or before

    An option is a dict: `label`; `events` and `of`, which give an exact Poisson interval, or `rate` (a share from 0 to
    1) with `interval` (low, high) and `interval_is` (what kind); `kind` "harm" (the default), "benefit" or "neutral";
    `baseline` (a share) with `baseline_is` ("with a placebo"), to show what is added or avoided; `per`, `counted` (by
    whom, over what time), `source`. `per` is the one kind of denominator of the picture: "patients", "treatments",
    "sessions" or "patient-years"; without it, that of the first option. `ask` is a question to guess at before looking.

    Raises ValueError for an option that breaks a rule, and for two kinds of denominator in one picture.
    """

    _made = False  # what follows from the options is fixed from then on
    title = traitlets.Unicode(help="the heading").tag(sync=True)
    ask = traitlets.Unicode(help="a question; the reader guesses before the picture shows").tag(sync=True)
    per = traitlets.Enum(PER, help="what is counted; one kind in one picture").tag(sync=True)
    denominator = traitlets.Enum(DENOMINATORS, 10_000, help="how many cells a picture has").tag(sync=True)
    options = traitlets.List(traitlets.Dict(), help="the prepared options; read-only after creation").tag(sync=True)
    legend = traitlets.List(help="mark and meaning of each kind of cell; made from the options").tag(sync=True)
    table = traitlets.Dict(help="the numbers behind the pictures; made from the options").tag(sync=True)
    says = traitlets.Unicode(help="what the pictures show together; made from the options").tag(sync=True)
    selection = traitlets.Unicode(help="the label of the option that is read out; empty for none").tag(sync=True)
    guess = traitlets.Float(
        None, allow_none=True, min=0, help="the reader's guess per `denominator`; None before, and for none"
    ).tag(sync=True)
    opened = traitlets.Bool(False, help="with `ask`: whether the picture shows").tag(sync=True)

    def __init__(
        self,
        options: Sequence[Mapping],
        *,
        denominator: int = 10_000,
        per: str | None = None,
        title: str = "How many?",
        **kwargs,
    ):
        first = options[0] if options and isinstance(options, Sequence) else {}
        per = per or (first.get("per", "patients") if isinstance(first, Mapping) else "patients")
        ready = prepare(options, denominator, per)
        behind = numbers(ready, denominator, per)
        table = {"columns": list(behind.columns), "rows": behind.astype(str).to_numpy().tolist()}
        kwargs |= {"table": table, "legend": legend(ready, denominator), "says": overview(ready, denominator, per)}
        super().__init__(options=ready, denominator=denominator, per=per, title=title, **kwargs)
        self._made = True

    @classmethod
    def from_rows(cls, row_ids: Sequence[str], *, labels: Mapping[str, str] | None = None, **kwargs) -> IconArray:
        """Rows of data/adverse_events.csv by their ids; `labels` gives some of them, by id, a label of your own.

        Raises ValueError for a row that does not exist or may not be drawn, and for rows counted in different things.
        """
        return cls(options_of(row_ids, labels), **kwargs)

    @traitlets.validate("selection")
    def _known_option(self, proposal):
        labels = [option["label"] for option in self.options]
        if proposal["value"] not in ("", *labels):
            raise traitlets.TraitError(
                f"selection is {proposal['value']!r}, allowed is '' or one of {', '.join(map(repr, labels))}."
            )
        return proposal["value"]

    @traitlets.validate("options", "denominator", "per")
    def _only_once(self, proposal):
        name = proposal["trait"].name
        if self._made and proposal["value"] != getattr(self, name):
            raise traitlets.TraitError(
                f"{name} can't be set after creation, as all numbers follow from it; make a new one."
            )
        return proposal["value"]

    def __repr__(self) -> str:
        return f"IconArray of {self.denominator:,} {self.per}: {'; '.join(one['says'] for one in self.options)}"

    def static_html(self) -> str:
        """The pictures, and the table with all numbers."""
        return static_icon_array(self.title, self.says, self.options, self.denominator, self.per)
