"""What the book depends on beside its notebooks: a change in widgets/ or data/ runs and builds again."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from sphinx.application import Sphinx


def digest(root: Path, *parts: str) -> str:
    """Twelve hex digits over the names and bytes of every file in `parts` (folders or files) of `root`."""
    result = hashlib.sha256()
    for part in parts:
        base = root / part
        files = sorted(base.rglob("*")) if base.is_dir() else [base]
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts:
                result.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return result.hexdigest()[:12]


def key_cache(app: Sphinx, config) -> None:
    """Give jupyter-cache a folder named after code, data and versions: alone it compares notebook cells only."""
    root = Path(app.confdir)
    outputs = digest(root, "widgets", "data", "requirements.txt")
    caches = Path(app.outdir).parent / ".jupyter_cache"
    if caches.is_dir():
        for old in caches.iterdir():
            if old.name != outputs:
                shutil.rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(caches / outputs)
    config.pbp_outputs_digest = outputs
    config.pbp_pages_digest = digest(root, "book/bookbuild", "book/assets", "book/site", "book/art", "book/templates")


def setup(app: Sphinx) -> None:
    # rebuild="env": every page is read again when data or widgets change; "html": only written again.
    app.add_config_value("pbp_outputs_digest", "", "env")
    app.add_config_value("pbp_pages_digest", "", "html")
