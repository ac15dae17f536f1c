"""The same page as it would be with the stock tools: html-manager and require.js instead of our host."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import anywidget
from bs4 import BeautifulSoup
from ipywidgets.embed import embed_data

from widgets import Quiz

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "tests/node_modules"
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def write(site: Path, chapter: str) -> str:
    """Write the stock twin of the built page `chapter` beside it and return its name."""
    place = site / "_static/stock"
    place.mkdir(exist_ok=True)
    shutil.copy(MODULES / "requirejs/require.js", place)
    shutil.copytree(MODULES / "@jupyter-widgets/html-manager/dist", place / "html-manager", dirs_exist_ok=True)
    shutil.copy(Path(anywidget.__file__).parent / "nbextension/index.js", place / "anywidget.js")

    soup = BeautifulSoup((site / chapter).read_text(encoding="utf8"), "html.parser")
    way = "../" * chapter.count("/") + "_static/stock/"
    for tag in soup.select("script[src*='book.js'], script[src*='widgets/'], link[href*='widgets/'], #pbp-models"):
        tag.decompose()
    soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"}).decompose()
    data = embed_data(views=[Quiz("patterns")], drop_defaults=False)
    soup.find("script", type=VIEW).string = json.dumps(data["view_specs"][0])
    paths = {"anywidget": way + "anywidget"}
    for text, attributes in (
        (json.dumps(data["manager_state"]).replace("<", "\\u003c"), {"type": STATE}),
        (f"var require = {json.dumps({'paths': paths, 'baseUrl': '.'})}", {}),
        ("", {"src": way + "require.js", "defer": ""}),
        ("", {"src": way + "html-manager/embed-amd.js", "defer": ""}),
    ):
        tag = soup.new_tag("script", attrs=attributes)
        tag.string = text
        soup.body.append(tag)
    name = chapter.replace(".html", ".stock.html")
    (site / name).write_text(str(soup), encoding="utf8")
    return name


def remove(site: Path, name: str) -> None:
    """Take the stock twin out of the built book again."""
    (site / name).unlink(missing_ok=True)
    shutil.rmtree(site / "_static/stock", ignore_errors=True)
