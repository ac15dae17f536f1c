"""Reading built pages with Python's own HTML parser, apart from the code that wrote them."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

LOADS = {  # what a browser fetches by itself, or sends to
    "script": ["src"], "img": ["src", "srcset"], "source": ["src", "srcset"], "iframe": ["src", "srcdoc"],
    "frame": ["src"], "embed": ["src"], "object": ["data"], "video": ["src", "poster"], "audio": ["src"],
    "track": ["src"], "input": ["src"], "image": ["href", "xlink:href"], "use": ["href", "xlink:href"],
    "form": ["action"], "base": ["href"], "body": ["background"],
}  # fmt: skip
NAMES_ONLY = {"license", "canonical", "author", "me"}  # link relations that fetch nothing
RUNS = {"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript", "text/ecmascript"}


class Page(HTMLParser):
    """One page taken apart: every tag with its attributes in order, and the text of every script."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[dict[str, str], str]] = []
        self._open: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "script":
            self.scripts.append((self.tags[-1][1], ""))
        self._open = tag

    def handle_endtag(self, tag):
        self._open = None

    def handle_data(self, data):
        if self._open == "script":
            attrs, text = self.scripts.pop()
            self.scripts.append((attrs, text + data))

    @property
    def inline_scripts(self) -> list[str]:
        """The text of each script that stands in the page and that a browser would run."""
        return [
            text
            for attrs, text in self.scripts
            if "src" not in attrs and attrs.get("type", "").strip().lower() in RUNS and text
        ]

    @property
    def policy(self) -> dict[str, list[str]]:
        """The page policy: directive and its values."""
        metas = [
            a for tag, a in self.tags if tag == "meta" and a.get("http-equiv", "").lower() == "content-security-policy"
        ]
        parts = [part.split() for meta in metas for part in meta["content"].split(";") if part.strip()]
        return {name: values for name, *values in parts}


def script_hash(text: str) -> str:
    """The source expression by which a policy allows this inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def loaded_addresses(text: str) -> list[str]:
    """Every address in the page that a browser fetches without being asked, or that a form sends to."""
    found = []
    for tag, attrs in Page(text).tags:
        if tag == "link" and not set(attrs.get("rel", "").split()) <= NAMES_ONLY:
            found.append(attrs.get("href", ""))
        for name in LOADS.get(tag, ()):
            if name in attrs:
                found += (
                    [part.split()[0] for part in attrs[name].split(", ") if part.split()]
                    if "srcset" in name
                    else [attrs[name]]
                )
    return found
