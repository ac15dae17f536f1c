"""Small drawings of `data/quiz/figures/`: SVG files of which only shapes and words are taken, as plain data."""

from xml.etree import ElementTree

from widgets.data import package
from widgets.data.package import DataError, unknown

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 60_000
TAGS = ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"]
ATTRIBUTES = [
    "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d",
    "points", "transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-dasharray", "stroke-opacity", "opacity", "font-size", "font-weight", "font-style", "text-anchor",
]  # fmt: skip
"""widgets/quiz/figure.js lets the same pass when it makes nodes of them; a test compares the two lists."""


def read_drawing(name: str) -> dict:
    """The drawing `data/quiz/figures/<name>.svg` as {"tag", "attributes", "children"}; words are strings in children.

    Raises ValueError for a drawing that does not exist, DataError for one with anything but shapes and words.
    """
    folder = package.DATA / "quiz" / "figures"
    names = sorted(path.stem for path in folder.glob("*.svg"))
    if name not in names:
        raise ValueError(unknown("drawing", name, names))
    file, text = f"figures/{name}.svg", (folder / f"{name}.svg").read_text(encoding="utf-8")
    if len(text) > LARGEST or "<!" in text.replace("<!--", ""):
        raise DataError(f"{file}: found a declaration or more than {LARGEST} characters; allowed are shapes and words.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (see the import)
    except ElementTree.ParseError as error:
        raise DataError(f"{file}: not readable as XML: {error}.") from error
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        raise DataError(f"{file}: found {root.tag}; allowed is an svg element with a viewBox.")
    return _piece(file, root)


def _piece(file: str, node: ElementTree.Element) -> dict:
    tag = str(node.tag).removeprefix(SVG)
    if tag not in TAGS:
        raise DataError(f"{file}: " + unknown("element", tag, TAGS))
    for name, value in node.attrib.items():
        if name not in ATTRIBUTES:
            raise DataError(f"{file}, element {tag}: " + unknown("attribute", name, ATTRIBUTES))
        if "url" in value.lower() or ":" in value:
            raise DataError(f"{file}, element {tag}, attribute {name}: found {value!r}; an address is not allowed.")
    children: list = [node.text] if node.text and node.text.strip() else []
    for child in node:
        children.append(_piece(file, child))
        if child.tail and child.tail.strip():
            children.append(child.tail)
    return {"tag": tag, "attributes": dict(node.attrib), "children": children}
