"""The base class of the course's widgets: strict keywords, a stable repr, and a form that needs no script."""

from __future__ import annotations

import difflib
from pathlib import Path

import anywidget
import traitlets

from .link import link

TOKENS = Path(__file__).with_name("tokens.css")


class CourseWidget(anywidget.AnyWidget):
    """An anywidget that also renders as plain HTML, for pages without JavaScript, for print and for viewers.

    A subclass has a folder of its own with NAME.js and NAME.css beside its `__init__.py`.
    """

    _persist = traitlets.Dict(
        help="`key`, and the `fields` (trait names) that the static page keeps under it in localStorage"
    ).tag(sync=True)

    def __init_subclass__(cls, folder: Path | None = None, **kwargs):
        if folder:  # None where anywidget adds traits: that makes a subclass, too
            cls._esm = link(folder / f"{folder.name}.js")
            cls._css = TOKENS.read_text(encoding="utf8") + (folder / f"{folder.name}.css").read_text(encoding="utf8")
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs):
        known = [name for name in self.trait_names() if not name.startswith("_")]
        for name in kwargs:
            if name not in self.trait_names():
                near = difflib.get_close_matches(name, known, n=1)
                raise TypeError(
                    f"{type(self).__name__}() got an unknown keyword {name!r}."
                    + (f" Did you mean {near[0]!r}?" if near else "")
                )
        super().__init__(**kwargs)

    def static_html(self) -> str:
        """The widget as HTML that needs no script: shown before it runs, without JavaScript, and in print."""
        raise NotImplementedError(f"{type(self).__name__} needs a static_html()")

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.static_html()}, metadata
