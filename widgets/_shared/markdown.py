"""Light Markdown of quiz texts, as pieces and as escaped HTML; markdown.js gives the same pieces in JavaScript.

What is read: *emphasis*, **strong**, ^superscript^, ~subscript~, [text](address) and a backslash before a mark that is
meant as itself. An address is https:, relative or a #place on the page; with any other, and wherever a mark has no
partner, the text stays as it is written. There is no HTML: "<" is a character like any other. Both languages are tested
on tests/widgets/markdown_cases.json.
"""

from __future__ import annotations

import re
from html import escape

from .language import mark_chinese

MARKS = (("**", "strong"), ("*", "em"), ("^", "sup"), ("~", "sub"))
ESCAPABLE = "\\*^~[]()"
SPACE = " \t\n"
DEEPEST = 4
THREE_STARS = re.compile(r"(?<!\*)\*{3}(?!\*)")
_TAIL = r"[A-Za-z0-9._~:/?#@!$&'*+,;=%-]*"
_ADDRESS = re.compile(
    rf"https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#]{_TAIL})?|#{_TAIL}|(\.{{1,2}}/)*[A-Za-z0-9_-][A-Za-z0-9._~/%-]*([?#]{_TAIL})?"
)


def allowed_address(address: str) -> bool:
    """Whether a link may lead there: https:, relative, or a place on the page."""
    return _ADDRESS.fullmatch(address) is not None


def parse(text: str, links: bool = True, depth: int = 0) -> list[dict]:
    """`text` as pieces: {"kind": "text", "text": …}, or a kind with "children", for a link also with "href"."""
    pieces, plain, at = [], "", 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text) and text[at + 1] in ESCAPABLE:
            plain, at = plain + text[at + 1], at + 2
            continue
        found = _span(text, at, links, depth) if depth < DEEPEST else None
        if found is None:
            plain, at = plain + text[at], at + 1
            continue
        if plain:
            pieces.append({"kind": "text", "text": plain})
        piece, at = found
        pieces.append(piece)
        plain = ""
    return [*pieces, {"kind": "text", "text": plain}] if plain else pieces


def plain(text: str) -> str:
    """`text` without its marks, for places that take no markup, such as the entries of a select."""

    def words(pieces: list[dict]) -> str:
        return "".join(piece["text"] if piece["kind"] == "text" else words(piece["children"]) for piece in pieces)

    return words(parse(text))


def to_html(text: str) -> str:
    """`text` as HTML in which nothing of it is markup but what its pieces say; Chinese is marked as Chinese."""
    return "".join(map(_html, parse(text)))


def _html(piece: dict) -> str:
    if piece["kind"] == "text":
        return mark_chinese(escape(piece["text"]))
    inner = "".join(map(_html, piece["children"]))
    if piece["kind"] == "link":
        return f'<a href="{escape(piece["href"])}" rel="noopener">{inner}</a>'
    return f"<{piece['kind']}>{inner}</{piece['kind']}>"


def _span(text: str, at: int, links: bool, depth: int) -> tuple[dict, int] | None:
    """The marked piece that begins at `at`, and where it ends; None when none begins there."""
    if links and text[at] == "[":
        return _link(text, at, depth)
    for mark, kind in MARKS:
        if not text.startswith(mark, at):
            continue
        start = at + len(mark)
        end = _close(text, mark, start)
        if _is_span(text, kind, start, end):
            return {"kind": kind, "children": parse(text[start:end], links, depth + 1)}, end + len(mark)
        return None
    return None


def _is_span(text: str, kind: str, start: int, end: int) -> bool:
    inner = text[start:end] if end > start else ""
    if not inner or inner[0] in SPACE or inner[-1] in SPACE:
        return False
    return kind in ("strong", "em") or not any(space in inner for space in SPACE)


def _link(text: str, at: int, depth: int) -> tuple[dict, int] | None:
    middle = _close(text, "](", at + 1)
    end = text.find(")", middle + 2) if middle > at + 1 else -1
    if end < 0 or not allowed_address(text[middle + 2 : end]):
        return None
    children = parse(text[at + 1 : middle], False, depth + 1)
    return {"kind": "link", "href": text[middle + 2 : end], "children": children}, end + 1


def _close(text: str, mark: str, start: int) -> int:
    """Where `mark` stands next, not behind a backslash, and for one star not as half of two; -1 for nowhere.

    Of three stars the last two end **strong**, so that the first one can end *emphasis* in it.
    """
    at = start
    while at < len(text):
        if text[at] == "\\" or (mark == "*" and text.startswith("**", at)):
            at += 2
        elif text.startswith(mark, at):
            return at + 1 if mark == "**" and THREE_STARS.match(text, at) else at
        else:
            at += 1
    return -1
