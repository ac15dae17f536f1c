"""Notebook outputs on their way to a page: widgets keep their static form, unused scripts go, the front door opens."""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

VIEW = "application/vnd.jupyter.widget-view+json"
FRONT_DOOR = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Point by Point</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url={page}"><link rel="canonical" href="{page}"></head>
<body><main><h1>Point by Point</h1><p><a href="{page}">Open the book</a></p></main></body></html>
"""


class WidgetsWithFallback(SphinxPostTransform):
    """Keep, of a widget's output, the view and its HTML: the page shows the HTML until the widget runs."""

    default_priority = 3  # before myst-nb chooses one format of the bundle

    def run(self, **kwargs) -> None:
        for bundle in list(self.document.findall(nodes.container)):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            formats = {child["mime_type"]: child for child in bundle.children}
            if VIEW not in formats or "text/html" not in formats:
                continue
            mount = nodes.container(classes=["pbp-widget"])
            fallback = nodes.container(classes=["pbp-static"])
            fallback += formats["text/html"].children
            mount += formats[VIEW].children
            mount += fallback
            bundle.replace_self(mount)


def drop_scripts(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Drop the Thebe loader that the theme stack adds even when Thebe is off (twice, with a page error)."""

    def unwanted(script) -> bool:
        text = f"{getattr(script, 'filename', script)} {getattr(script, 'attributes', {})}".lower()
        return "thebe" in text

    context["script_files"] = [script for script in context["script_files"] if not unwanted(script)]


def write_front_door(app: Sphinx, exception: Exception | None) -> None:
    """Write index.html, which leads to the first page by itself, by a link, without JavaScript, and from disk."""
    if exception is None and app.builder.format == "html":
        page = escape(app.builder.get_target_uri(app.config.root_doc))
        Path(app.outdir, "index.html").write_text(FRONT_DOOR.format(page=page), encoding="utf8")
