"""A page with widgets of our own, run by the built book's host and scripts: for what no chapter shows."""

from __future__ import annotations

from browse import READY, Visit
from own_quiz import as_json

from widgets._shared.base import CourseWidget

PATH = "chapters/own.html"
HEAD = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>Own</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'; style-src 'self'
'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'">
<link rel="stylesheet" href="../_static/tokens.css"><link rel="stylesheet" href="../_static/widgets/{name}.css">
<style>body {{ margin: 0; background: var(--pbp-paper); color: var(--pbp-ink); font-family: var(--pbp-sans) }}
main {{ box-sizing: border-box; max-width: 60rem; margin: auto; padding: 0.75rem }}</style>
<script defer src="../_static/widgets/{name}.js"></script><script defer src="../_static/book.js"></script></head>"""


def state_of(widget: CourseWidget) -> dict:
    """What the book's build embeds of a widget: its own traits that a page may have."""
    own = vars(type(widget).__mro__[1])  # anywidget makes a subclass for the instance
    names = [name for name in widget.traits(sync=True) if name in own and name not in ("_esm", "_css")]
    names += ["_persist"] if widget._persist else []
    name = type(widget).__mro__[1].__module__.split(".")[-1]
    return {"_anywidget_id": f"widgets.{name}.{type(widget).__name__}"} | {one: getattr(widget, one) for one in names}


def open_own(visit: Visit, widget: CourseWidget, theme: str = "light", ready: str | None = READY):
    """A page with this widget, under the book's page policy."""
    state = state_of(widget)
    name = state["_anywidget_id"].split(".")[1]
    mount = (
        f'<main><h1>Own</h1><h2>Here</h2><div class="pbp-widget"><script type="application/json">{{"model_id": "m"}}'
        f'</script><div class="pbp-static">{widget.static_html()}</div></div></main>'
        f'<script id="pbp-models" type="application/json">{as_json({"m": state})}</script>'
    )
    page = f"{HEAD.format(name=name, theme=theme)}<body>{mount}</body></html>"
    visit.context.route(f"**/{PATH}", lambda route: route.fulfill(body=page, content_type="text/html"))
    return visit.open(PATH, ready)
