"""Sets of trials for comparison with R's metafor, and the one way to run it; imports nothing of the course's."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parents[1] / "data/reference/metafor_reference.json"
TIGHT = HERE / "metafor_tight.csv"
MISSING = "This test compares with R's metafor and needs it: on Debian `apt-get install r-base-core r-cran-metafor`"
# Where metafor's default stopping rules (1e-4 for PM and Q-profile, 1e-5 inside trimfill) leave errors above 1e-6.
LOOSE = ("pool.PM.", "q_profile", "trim.")


def reference() -> dict:
    """The cases of the reference file, by name."""
    return json.loads(REFERENCE.read_text(encoding="utf8"))["cases"]


def reference_sets() -> pd.DataFrame:
    """Effects and variances of the reference, with a moderator and groups made up from the trials' order."""
    return pd.concat([_frame(name, case["yi"], case["vi"]) for name, case in reference().items()])


def random_sets(count: int = 30, seed: int = 20240611) -> pd.DataFrame:
    """Made-up sets of 2 to 30 trials, some with no variance between trials, some with a lot."""
    rng = np.random.default_rng(seed)
    frames = []
    for place in range(count):
        k = int(rng.integers(2, 31)) if place > 5 else 2 + place // 2
        vi = rng.uniform(0.5, 2, k) * 10 ** rng.uniform(-1, 1, k) * 10 ** rng.uniform(-3, 3)
        between = rng.choice([0, 0.1, 1, 10]) * np.median(vi)
        frames.append(_frame(f"random{place}", rng.normal(rng.normal(), np.sqrt(vi + between)), vi))
    return pd.concat(frames)


def random_tables(count: int = 60, seed: int = 7) -> pd.DataFrame:
    """Made-up arms of trials: counts, with zero cells in plenty, and means."""
    rng = np.random.default_rng(seed)
    n1, n2 = rng.integers(3, 120, count), rng.integers(3, 120, count)
    e1, e2 = rng.binomial(n1, rng.choice([0.02, 0.3, 0.98], count)), rng.binomial(n2, rng.choice([0.02, 0.3], count))
    m1, m2 = rng.normal(40, 10, count), rng.normal(45, 10, count)
    s1, s2 = rng.uniform(5, 30, count), rng.uniform(5, 30, count)
    return pd.DataFrame({"e1": e1, "n1": n1, "e2": e2, "n2": n2, "m1": m1, "s1": s1, "m2": m2, "s2": s2})


def _frame(name: str, yi, vi) -> pd.DataFrame:
    k = len(yi)
    x = [2000 + (7 * place) % 11 + place / 4 for place in range(k)]
    group = [("a", "b", "b")[place % 3] for place in range(k)]
    return pd.DataFrame({"set": name, "yi": yi, "vi": vi, "x": x, "group": group})


def run_metafor(sets: pd.DataFrame, tables: pd.DataFrame | None = None) -> dict[str, dict[str, float]]:
    """What metafor finds, by set and name; AssertionError that says what to install where it is missing."""
    rscript = shutil.which("Rscript")
    assert rscript, MISSING
    with tempfile.TemporaryDirectory() as folder:
        command = [rscript, str(HERE / "metafor_more.R")]
        for name, frame in (("sets", sets), ("tables", tables)):
            if frame is not None:
                frame.to_csv(f"{folder}/{name}.csv", index=False, float_format="%.17g")
                command.append(f"{folder}/{name}.csv")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "there is no package called" not in done.stderr, MISSING
    assert done.returncode == 0, done.stderr[-2000:]
    return read_long(done.stdout)


def read_long(text: str) -> dict[str, dict[str, float]]:
    """A table of set, what, value as a dictionary of dictionaries."""
    frame = pd.read_csv(io.StringIO(text))
    return {name: dict(zip(part.what, part.value, strict=True)) for name, part in frame.groupby("set", sort=False)}


def tight() -> dict[str, dict[str, float]]:
    """What metafor finds with tight stopping rules on the reference's sets, where its own leave errors above 1e-6."""
    return read_long(TIGHT.read_text(encoding="utf8"))


def write_tight() -> None:
    """Make metafor_tight.csv anew: `python tests/widgets/metafor_sets.py`."""
    lines = ["set,what,value"]
    for name, values in run_metafor(reference_sets()).items():
        lines += [f"{name},{what},{value:.15g}" for what, value in values.items() if what.startswith(LOOSE)]
    TIGHT.write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    write_tight()
