"""Link a widget's JavaScript for a notebook: a module and all it imports become one, so no bundler is needed.

A widget's module is loaded from a blob: URL, which has no folder to import from. Each imported module becomes a
function that is called once and gives its exports, so its own names stay its own. (The static page uses deno's bundle.)
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const|class) ([A-Za-z_$][\w$]*)", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@cache
def link(path: Path) -> str:
    """The source of the module at `path`, after all that it imports; each module stands in it once.

    Raises ValueError for imports in a circle, and for forms of import and export other than `import { a, b as c } from
    "./x.js";`, `export function`, `export const` and `export class`. (The module at `path` itself may export as it
    likes.)
    """
    names: dict[Path, str] = {}
    linked: list[str] = []
    entry = _take(path.resolve(), names, linked, ())
    return "\n".join([*linked, entry])


def _take(path: Path, names: dict[Path, str], linked: list[str], above: tuple[Path, ...]) -> str:
    """The source at `path` with its imports as constants; what it imports is put into `linked` before."""
    source = path.read_text(encoding="utf8")

    def constant(match: re.Match) -> str:
        target = (path.parent / match[2]).resolve()
        if target in (path, *above):
            raise ValueError(f"{path.name}: imports {match[2]}, which imports it; modules may not go in a circle.")
        if target not in names:
            inner = _as_function(target, _take(target, names, linked, (path, *above)))
            names[target] = f"$module{len(names)}"
            linked.append(f"const {names[target]} = {inner};")
        return f"const {{{match[1].replace(' as ', ': ')}}} = {names[target]};"

    return IMPORT.sub(constant, source)


def _as_function(path: Path, source: str) -> str:
    """`source` as a function called once that gives what the module exports."""
    exported = [name for _, name in EXPORT.findall(source)]
    body = EXPORT.sub(r"\1 \2", source)
    if other := OTHER.search(body):
        raise ValueError(f"{path.name}: found {other[0]!r}; see widgets/_shared/link.py for what is allowed.")
    return f"(() => {{ // {path.name}\n{body}\nreturn {{ {', '.join(exported)} }};\n}})()"
