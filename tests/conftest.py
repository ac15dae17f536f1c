"""Fixtures for all tests: where the repository is, and where the built book is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def site() -> Path:
    """The built book; PBP_SITE names another build than the repository's own."""
    place = Path(os.environ.get("PBP_SITE") or ROOT / "_build/html").resolve()
    if not (place / "index.html").is_file():
        pytest.fail(f"There is no built book in {place}. Run: make book")
    return place
