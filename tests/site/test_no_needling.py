"""No word of the built book tells how deep, in which direction or with which movements to needle.

Pages with all that is embedded in them, scripts, downloads (also those in the archive), sources and the search index.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from how_to_needle import told

WORDS = {".html", ".md", ".ipynb", ".csv", ".json", ".yaml", ".svg", ".txt", ".R"}
OTHERS = {".css", ".woff2", ".png", ".po", ".mo", ".inv", ".buildinfo"}
"""Files without words of ours: looks, fonts, pictures, the theme's own translations, Sphinx's list of names."""
NOT_OURS = re.compile(
    r"^_static/(?:vendor|scripts|locales|styles)/|^_static/[\w.-]*(?:sphinx|doctools|language|search)"
)
"""Scripts of the theme and of plotly."""
FINE = re.compile(
    r"\bfa-angle-(?:left|right)\b|tests for a slant between small and large trials"
    r"|item 2c, depth of insertion, is left out on purpose|more than an angle\b|an angle is not a diagnosis"
    r"|which angle \W{1,3}matters most|which-angle-matters|lumbar lordosis angle|pelvis shape angle"
)
"""What the book says with such words: icons, funnels, the angles of bones, and that depths are left out."""
LITERAL = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
TAG = re.compile(r"<[^<>]*>")
ATTRIBUTE = re.compile(r"=\s*(\"[^\"<>]*\"|'[^'<>]*')")
ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
STEMS = re.compile(r"perpendicular|obliqu|tangenti|twirl|thrust")
"""What the search index would hold: it has single words, cut short."""


def words_of(name: str, content: bytes) -> str:
    """The words of a file of the book, in small letters, without what is fine: of a script, its texts."""
    text = content.decode("utf8") if Path(name).suffix in WORDS | {".js"} and name != "searchindex.js" else ""
    if name.endswith(".js"):
        text = "\n".join(one for one in LITERAL.findall(text) if " " in one)
    if name.endswith((".html", ".svg")):  # words with marks between them, and those that stand in the marks
        text = TAG.sub(" ", text) + "\n" + "\n".join(ATTRIBUTE.findall(text))
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return FINE.sub(" ", html.unescape(text).lower())


def finds(folder: Path) -> list[str]:
    """Every place of the book that tells how to needle."""
    seen: set[bytes] = set()
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    found = [one for path in files for one in in_file(path, path.relative_to(folder).as_posix(), seen)]
    return sorted(set(found)) + in_index(folder)


def in_file(path: Path, name: str, seen: set[bytes]):
    """What a file of the book tells, or one in an archive; nothing for what was `seen` already."""
    if NOT_OURS.search(name) or (path.suffix or path.name) in OTHERS:
        return
    parts = [(name, path.read_bytes())]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            parts = [(f"{name}/{inner}", archive.read(inner)) for inner in archive.namelist()]
    for place, content in parts:
        if content not in seen:
            seen.add(content)
            yield from (f"{place}: {words}" for words in told(words_of(place, content)))


def in_index(folder: Path) -> list[str]:
    """Stems of such words in the search index, and phrases in its titles."""
    source = (folder / "searchindex.js").read_text(encoding="utf8")
    index = json.loads(source.removeprefix("Search.setIndex(").removesuffix(")"))
    stems = [f"searchindex.js: {stem}" for stem in [*index["terms"], *index["titleterms"]] if STEMS.search(stem)]
    titles = [*index["titles"], *index["alltitles"], *index["indexentries"]]
    return stems + [f"searchindex.js: {words}" for title in titles for words in told(title)]


def test_every_kind_of_file_is_known(site):
    kinds = {one.suffix or one.name for one in site.rglob("*") if one.is_file()}
    assert not kinds - WORDS - OTHERS - {".js", ".zip"}


def test_nothing_tells_how_to_needle(site):
    assert finds(site) == []


def in_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("point-by-point-data/planted.csv", "BL23,needled 1.5 cun")


PLANTED = {
    "page": ("book/index.html", "<p>BL23: 0.8 cun <b>deep</b></p>"),
    "entities": ("book/index.html", "<p>needled 1&#46;5&nbsp;cun</p>"),
    "embedded state": ("book/index.html", '<script type="application/json">{"a":"inserted \\u0031 cun"}</script>'),
    "attribute": ("book/index.html", '<i title="perpendicular"></i>'),
    "widget": ("_static/widgets/quiz.js", ';x="needle inserted at an angle";'),
    "template": ("_static/widgets/quiz.js", ";x=`obliquely, 0.8 cun`;"),
    "table": ("data/points.csv", "X1,lifting and thrusting"),
    "download": ("data/quiz/patterns.yaml", "# 25 mm deep"),
    "source": ("_sources/book/index.md", "needled 0.5-1 cun"),
    "archive": ("data/point-by-point-data.zip", in_zip),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_what_is_planted_is_found(site, tmp_path, kind):
    name, what = PLANTED[kind]
    path = tmp_path / Path(name).name
    shutil.copy(site / name, path)
    if callable(what):
        what(path)
    else:
        path.write_bytes(path.read_bytes() + what.encode())
    assert list(in_file(path, name, set()))


def test_a_word_in_the_search_index_is_found(site, tmp_path):
    text = (site / "searchindex.js").read_text(encoding="utf8")
    text = text.replace('"terms": {', '"terms": {"perpendicular": 1, ', 1)
    (tmp_path / "searchindex.js").write_text(text, encoding="utf8")
    assert in_index(tmp_path) == ["searchindex.js: perpendicular"]
