"""A piece of page that a cell may end in, and text made safe for it."""

from __future__ import annotations

from html import escape

from widgets._shared.language import in_print, mark_chinese


class Html:
    """A piece of page: `_repr_html_` for the book and the notebook, `repr` for a terminal."""

    def __init__(self, html: str, text: str):
        self._html, self._text = html, text

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return self._text


def as_text(value: object) -> str:
    """A value made safe for a page, with Chinese characters marked as Chinese and ranges in print form."""
    return mark_chinese(escape(in_print(str(value))))
