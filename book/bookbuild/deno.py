"""Deno, as installed from PyPI: fetches what deno.lock names and bundles the widgets. No Node needed."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from deno import find_deno_bin
from sphinx.errors import ExtensionError


def run(root: Path, *arguments: str) -> str:
    """Run deno in `root` and return what it printed; raise ExtensionError with its message if it fails."""
    done = subprocess.run(
        [find_deno_bin(), *arguments], cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise ExtensionError(f"deno {' '.join(arguments)} failed in {root}:\n{done.stderr.strip()}")
    return done.stdout


def fetch(root: Path) -> Path:
    """Fetch the npm packages that `root`/deno.lock names, once for each state of it; return node_modules."""
    modules = root / "node_modules"
    wanted = hashlib.sha256((root / "deno.lock").read_bytes()).hexdigest()
    stamp = modules / ".fetched"
    if not stamp.is_file() or stamp.read_text() != wanted:
        run(root, "install", "--frozen", "--quiet")
        stamp.write_text(wanted)
    return modules


def bundle(root: Path, entry: Path, target: Path) -> None:
    """Link `entry` and what it imports into one classic script, so that a page needs no module loader."""
    run(root, "bundle", "--quiet", "--format", "iife", "--minify", "--platform", "browser",
        "--output", str(target), str(entry))  # fmt: skip
