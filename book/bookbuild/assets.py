"""Scripts, styles and fonts of the static page, made once for each state of their sources."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from . import deno, fonts
from .digests import digest

PLOTLY = "plotly.js-cartesian-dist-min/plotly-cartesian.min.js"
REGISTER = "import widget from {path!r};\n(globalThis.pointByPoint ??= {{}})[{name!r}] = widget;\n"
THEME_LEFTOVERS = (
    "scripts/fontawesome.js*",
    "**/*.map",
    "vendor/fontawesome/webfonts/*.ttf",
    "sphinx-thebe*",
    "*macros.html",
)


def widget_names(root: Path) -> list[str]:
    """The widgets, by the names of their folders: each has a NAME.js of its own name."""
    return sorted(p.stem for p in (root / "widgets").glob("*/*.js") if p.stem == p.parent.name)


def make(root: Path, target: Path) -> Path:
    """Fill `target` with book.js, one script and style a widget, plotly, fonts and tokens; return it."""
    wanted = digest(root, "widgets", "book/site", "book/bookbuild", "deno.lock", "requirements.txt")
    stamp = target / ".made"
    if stamp.is_file() and stamp.read_text() == wanted:
        return target
    shutil.rmtree(target, ignore_errors=True)
    modules = deno.fetch(root)
    (target / "widgets").mkdir(parents=True)
    deno.bundle(root, root / "book/site/main.js", target / "book.js")
    for name in ("figures", "progress"):
        deno.bundle(root, root / f"book/site/{name}.js", target / f"{name}.js")
    for name in widget_names(root):
        entry = target / f"{name}.entry.js"
        entry.write_text(REGISTER.format(path=(root / f"widgets/{name}/{name}.js").as_uri(), name=name))
        deno.bundle(root, entry, target / f"widgets/{name}.js")
        entry.unlink()
        shutil.copy(root / f"widgets/{name}/{name}.css", target / f"widgets/{name}.css")
    shutil.copy(root / "widgets/_shared/tokens.css", target)
    (target / "vendor").mkdir()
    shutil.copy(modules / PLOTLY, target / "vendor/plotly.min.js")
    fonts.make(modules, target / "fonts")
    stamp.write_text(wanted)
    return target


def tidy_output(app: Sphinx, exception: Exception | None) -> None:
    """Take out what the theme ships and no page asks for; keep of the icon font the icons in use."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    for pattern in THEME_LEFTOVERS:
        for path in static.glob(pattern):
            path.unlink()
    sheet = static / "styles/pydata-sphinx-theme.css"
    pages = [*Path(app.outdir).rglob("*.html"), *static.glob("scripts/*.js"), static / "book.js"]
    used = {name for page in pages for name in re.findall(r"\bfa-([a-z][\w-]*)", page.read_text())}
    letters: set[int] = set()

    def keep(rule: re.Match) -> str:
        if used.isdisjoint(re.findall(r"fa-([\w-]+):", rule[1])):
            return ""
        letters.add(int(rule[2], 16))
        return rule[0]

    # The copied sheet is whole at each build: Sphinx copies the theme's files anew.
    text = re.sub(r'((?:\.fa-[\w-]+:before,?)+)\{content:"\\([0-9a-f]+)"\}', keep, sheet.read_text())
    sheet.write_text(text)
    for font in (static / "vendor/fontawesome/webfonts").glob("*.woff2"):
        if not fonts.cut(font, font, letters):
            font.unlink()
