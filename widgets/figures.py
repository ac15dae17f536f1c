"""Plotly figures in the course's look: a template, a page form that follows the theme, and a table behind each."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
from IPython.display import HTML, display
from plotly.io.base_renderers import PlotlyRenderer

from widgets._shared.base import TOKENS
from widgets.tables import Table

MIME = "application/vnd.plotly.v1+json"
BEHIND = "The numbers behind this figure"


@cache
def colours() -> dict[str, str]:
    """The course's colours by day, by name without `--pbp-`: {"ink": "#22201c", …}, read from tokens.css."""
    by_day = TOKENS.read_text(encoding="utf8").split("}", 1)[0]
    return dict(re.findall(r"--pbp-([\w-]+): (#[0-9a-f]{6})", by_day))


def course_template() -> go.layout.Template:
    """Ink on paper: no box, few lines, room for labels, symbols and dashes beside colours."""
    c = colours()
    axis = {
        "gridcolor": c["line"], "linecolor": c["control"], "zerolinecolor": c["control"],
        "ticks": "", "automargin": True, "title": {"standoff": 12},
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "colorway": [c["accent"], c["jade"], c["amber"], c["ink-soft"]],
            "font": {"family": "Source Sans, system-ui, sans-serif", "size": 15, "color": c["ink"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
            "hoverlabel": {"bgcolor": c["paper"], "bordercolor": c["control"], "font": {"color": c["ink"]}},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


class PageRenderer(PlotlyRenderer):
    """Plotly's own data for notebooks, and beside it the HTML that the static page draws from.

    In the HTML a colour of the course is given by name, so that the page can follow its theme.
    `layout.meta["alt"]` is the text alternative.
    """

    def to_mimebundle(self, fig_dict: dict) -> dict:
        """The figure in both forms; `fig_dict` is what plotly hands to every renderer."""
        spec = super().to_mimebundle(fig_dict)[MIME]
        text = json.dumps({"data": spec["data"], "layout": spec["layout"]}, separators=(",", ":"))
        for name, value in colours().items():
            text = text.replace(f'"{value}"', f'"var(--pbp-{name})"')
        text = text.replace("<", "\\u003c")  # so that no text in a figure can end the script element
        height = spec["layout"].get("height", 450)
        alt = (spec["layout"].get("meta") or {}).get("alt", "Figure; the numbers are in the text.")
        html = (
            f'<div class="pbp-figure"><div class="pbp-plot" role="img" aria-label="{escape(alt)}" '
            f'style="min-height:{int(height)}px"><script type="{MIME}">{text}</script></div></div>'
        )
        return {MIME: spec, "text/html": html}


def use_course_template() -> None:
    """Make every plotly figure, also a plain one, appear in the course's look (done when `widgets` is imported)."""
    pio.templates["course"] = course_template()
    pio.templates.default = "course"
    pio.renderers["course"] = PageRenderer()
    pio.renderers.default = "course"


class Figure:
    """A plotly figure with its text alternative, the sentence that says what to see, and the table behind it.

    `alt` describes the picture to someone who can't see it, `says` is one sentence below it, `source` names where
    the numbers come from, `table` (a DataFrame) holds them under `caption`.
    """

    def __init__(  # noqa: PLR0913 - what every figure needs, by keyword
        self, fig: go.Figure, *, alt: str, says: str, source: str, table: pd.DataFrame, caption: str = BEHIND
    ):
        for name, text in {"alt": alt, "says": says, "source": source, "caption": caption}.items():
            if not text.strip():
                raise ValueError(f"Figure() needs {name}=: a sentence; found an empty text")
        self.fig, self.says, self.source, self.table, self.caption = fig, says, source, table, caption
        fig.update_layout(meta={"alt": alt})

    def __repr__(self) -> str:
        return f"Figure: {self.says}"

    def _ipython_display_(self) -> None:
        pio.show(self.fig)
        table = Table(self.table, caption=self.caption, source=self.source)._repr_html_()
        display(HTML(
            f'<p class="pbp-says">{escape(self.says)}</p>'
            f'<details class="pbp-behind"><summary>The numbers behind this figure</summary>{table}</details>'
        ))  # fmt: skip
