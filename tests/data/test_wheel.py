"""The wheel carries every module and a copy of data/, and its loader finds that copy."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["tool"]["setuptools"]
LOAD = (
    "from widgets import data; "
    "print(data.package.DATA.name, len(data.load('trials')), data.read_quiz('patterns')['quiz'])"
)


def test_every_package_is_named():
    modules = {p.parent.relative_to(ROOT).as_posix() for p in (ROOT / "widgets").rglob("__init__.py")}
    folders = {p.parent.relative_to(ROOT).as_posix() for p in (ROOT / "data").rglob("*") if p.is_file()}
    wanted = {name.replace("/", ".") for name in modules}
    wanted |= {"widgets._" + name.replace("/", ".") for name in folders}
    assert set(SETUP["packages"]) == wanted


@pytest.mark.full
def test_a_wheel_brings_its_data(tmp_path):
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path / "wheel", ROOT], check=True, cwd=tmp_path)
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", tmp_path / "site", wheel], check=True)
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {LOAD}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert run.stdout.split() == ["_data", "99", "patterns"]
