"""Link a widget's JavaScript for a notebook: its relative imports become data: URLs, so no bundler is needed.

A widget's module is loaded from a blob: URL, which has no folder to import from. (The static page uses deno's bundle.)
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*)(["'])(\.{1,2}/[^"']+)\2""")


@cache
def link(path: Path) -> str:
    """The source of the module at `path`, each relative import replaced by a data: URL of the module it names."""

    def url(match: re.Match) -> str:
        source = link((path.parent / match[3]).resolve())
        return f'{match[1]}"data:text/javascript;base64,{base64.b64encode(source.encode()).decode()}"'

    return IMPORT.sub(url, path.read_text(encoding="utf8"))
