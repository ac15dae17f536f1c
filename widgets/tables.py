"""Tables that read well in a page, in print and with a screen reader."""

from __future__ import annotations

from html import escape

import pandas as pd

from widgets._shared.language import mark_chinese


class Table:
    """`frame` as an HTML table with a caption; the first column names the row, column names are the header.

    `source` (plain text) stands below. All text is escaped; Chinese characters are marked as Chinese. With `folded`, a
    few words, the table waits under these words until they are opened.
    """

    def __init__(self, frame: pd.DataFrame, caption: str, source: str = "", folded: str = ""):
        if not caption.strip():
            raise ValueError("Table() needs a caption: one line that says what the table shows; found an empty one")
        self.frame, self.caption, self.source, self.folded = frame, caption, source, folded

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.frame.to_string(index=False)}"

    def _repr_html_(self) -> str:
        def cell(value: object) -> str:
            return mark_chinese(escape("" if pd.isna(value) else str(value)))

        header = "".join(f'<th scope="col">{cell(name)}</th>' for name in self.frame.columns)
        rows = []
        for first, *others in self.frame.itertuples(index=False):
            named = zip(self.frame.columns[1:], others, strict=True)  # on a phone a cell names its own column
            cells = "".join(f'<td data-label="{escape(str(name))}">{cell(value)}</td>' for name, value in named)
            rows.append(f'<tr><th scope="row">{cell(first)}</th>{cells}</tr>')
        source = f'<p class="pbp-source">Source: {cell(self.source)}</p>' if self.source else ""
        table = (
            f'<table class="pbp-table"><caption>{cell(self.caption)}</caption>'
            f"<thead><tr>{header}</tr></thead><tbody>{''.join(rows)}</tbody></table>{source}"
        )
        if not self.folded:
            return table
        return f'<details class="pbp-behind"><summary>{cell(self.folded)}</summary>{table}</details>'
