"""The small drawings of questions: shapes and words pass, everything else is refused with file, element, attribute."""

import re
import shutil

import pytest

from widgets import data
from widgets.data import drawing, package

ROOT = package.DATA.parent


@pytest.fixture
def figures(tmp_path, monkeypatch):
    """A folder of drawings of our own."""
    folder = tmp_path / "data"
    (folder / "quiz").mkdir(parents=True)
    shutil.copytree(package.DATA / "quiz/figures", folder / "quiz/figures")
    monkeypatch.setattr(package, "DATA", folder)
    return folder / "quiz/figures"


def put(folder, inner, outer='viewBox="0 0 9 9"'):
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {outer}>{inner}</svg>'
    (folder / "own.svg").write_text(text, encoding="utf-8")


def test_a_drawing_is_plain_data(figures):
    put(figures, '<g fill="none"><path d="M0 0"/></g><text x="1">气 &lt;b&gt;<tspan>t</tspan> end</text>')
    assert data.read_drawing("own") == {
        "tag": "svg",
        "attributes": {"viewBox": "0 0 9 9"},
        "children": [
            {"tag": "g", "attributes": {"fill": "none"},
             "children": [{"tag": "path", "attributes": {"d": "M0 0"}, "children": []}]},
            {"tag": "text", "attributes": {"x": "1"},
             "children": ["气 <b>", {"tag": "tspan", "attributes": {}, "children": ["t"]}, " end"]},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("<script>alert(1)</script>", "own.svg: No element called 'script'"),
        ("<foreignObject/>", "No element called 'foreignObject'"),
        ('<image href="x.png"/>', "No element called 'image'"),
        ('<a href="x"/>', "No element called 'a'"),
        ('<g xmlns="http://www.w3.org/1999/xhtml"/>', "No element called"),
        ('<path onclick="alert(1)"/>', "element path: No attribute called 'onclick'"),
        ('<path style="fill:red"/>', "No attribute called 'style'"),
        ('<path fill="url(#a)"/>', "attribute fill: found 'url\\(#a\\)'; an address is not allowed"),
        ('<path fill="https://x"/>', "an address is not allowed"),
        ('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="y"/>', "No attribute called"),
        ("<path>", "not readable as XML"),
    ],
)
def test_what_is_no_shape_is_refused(figures, inner, message):
    put(figures, inner)
    with pytest.raises(data.DataError, match=message):
        data.read_drawing("own")


def test_a_file_that_is_no_drawing_is_refused(figures):
    put(figures, "", outer="")
    with pytest.raises(data.DataError, match="viewBox"):
        data.read_drawing("own")
    (figures / "own.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', encoding="utf-8")
    with pytest.raises(data.DataError, match="declaration"):
        data.read_drawing("own")
    with pytest.raises(ValueError, match=r"No drawing called 'two-line'. Did you mean 'two-lines'\?"):
        data.read_drawing("two-line")


def test_the_page_lets_the_same_pass():
    source = (ROOT / "widgets/quiz/figure.js").read_text(encoding="utf-8")
    tags = re.search(r'TAGS = "([^"]+)"', source)[1].split()
    attributes = "".join(re.findall(r'"([^"]*)"', source.split("ATTRIBUTES =")[1].split(".split")[0])).split()
    assert tags == drawing.TAGS
    assert attributes == drawing.ATTRIBUTES
    assert not {"script", "a", "use", "image", "style", "foreignObject", "animate"} & set(tags)
    assert not [name for name in attributes if name.startswith("on") or name in ("href", "style", "class", "id")]


@pytest.mark.parametrize("path", sorted((package.DATA / "quiz/figures").glob("*.svg")), ids=lambda path: path.stem)
def test_every_drawing_of_the_course_is_used_and_can_be_read(path):
    assert data.read_drawing(path.stem)["children"]
    quizzes = (package.DATA / "quiz").glob("*.yaml")
    assert any(f"svg: {path.stem}" in quiz.read_text(encoding="utf-8") for quiz in quizzes)
