"""The book's own Sphinx extension: an offline, strict book, with data on its pages.

Each module does one thing; this one says when. See book/how-this-is-made.md for the whole picture.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from . import assets, bench_page, data_nodes, data_pages, digests, mathml, outputs, progress


def _configure(app: Sphinx, config) -> None:
    config.template_bridge = "bookbuild.pages.PolicyBridge"
    config.nb_ipywidgets_js = {}  # our own host reads the widget state: no require.js, no html-manager
    digests.key_cache(app, config)
    root = Path(app.confdir)
    config.html_static_path.append(str(assets.make(root, Path(app.outdir).parent / ".assets")))


def setup(app: Sphinx) -> dict:
    # Before myst-nb freezes its own configuration at the default priority of 500.
    app.connect("config-inited", _configure, priority=100)
    app.connect("html-page-context", outputs.drop_scripts, priority=900)
    app.connect("build-finished", assets.tidy_output)
    app.connect("build-finished", outputs.write_front_door, priority=900)
    digests.setup(app)
    data_nodes.setup(app)
    data_pages.setup(app)
    mathml.setup(app)
    progress.setup(app)
    bench_page.setup(app)
    app.add_post_transform(outputs.WidgetsWithFallback)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
