"""Measure pooling: one REML and Hartung–Knapp fit of 13 trials beside other libraries, and how time grows with trials.

Writes _build/bench-pooling.json and _build/bench-pooling.html and prints a table. Times depend on the machine, which is
named; the ratios hardly do. A library without that fit is timed on its nearest, and the table says so.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

# One thread: else a busy second core makes long dot products slower by a factor that changes from run to run.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import numpy as np  # noqa: E402
import plotly.graph_objects as go  # noqa: E402
from bench import machine  # noqa: E402

from widgets.stats import pool  # noqa: E402

CASES = json.loads((ROOT / "data/reference/metafor_reference.json").read_text(encoding="utf8"))["cases"]
SIZES = (2, 5, 13, 50, 200, 1000, 5000, 20_000, 100_000)
TARGETS = {"ours, Python": 300, "ours, JavaScript": 5}
METAFOR = """
suppressMessages(library(metafor))
d <- commandArgs(trailingOnly = TRUE)
yi <- as.numeric(strsplit(d[1], ",")[[1]]); vi <- as.numeric(strsplit(d[2], ",")[[1]])
one <- function() { r <- rma(yi, vi, test = "knha"); c(r$tau2, predict(r)$pi.lb) }
invisible(one())
times <- replicate(15, system.time(for (i in 1:20) one())[["elapsed"]] / 20 * 1e6)
cat(median(times), one(), as.character(packageVersion("metafor")))
"""


class Row(NamedTuple):
    """One line of the table: time of one fit in µs, tau² and lower prediction limit on the BCG trials, and a remark."""

    name: str
    fit: str
    microseconds: float
    tau2: float
    pi_low: float | None
    remark: str


def timed(call: Callable[[], object], seconds: float = 0.6) -> float:
    """Median time of one call in µs, over batches that take about `seconds` in all."""
    start = time.perf_counter()
    call()
    once = max(time.perf_counter() - start, 1e-6)
    count = max(1, min(200, int(seconds / 15 / once)))
    batches = []
    for _ in range(15):
        start = time.perf_counter()
        for _ in range(count):
            call()
        batches.append((time.perf_counter() - start) / count * 1e6)
    return statistics.median(batches)


def needed(module: str, package: str):
    """A library to compare with; ends with what to install where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise SystemExit(f"bench needs {package}: `python -m pip install {package}`") from None


def javascript(asked: list) -> list[float]:
    """Times of pools in deno, in µs."""
    deno = shutil.which("deno") or sys.exit("bench needs deno: `pip install -r requirements.txt` brings it")
    script = Path(__file__).with_suffix(".js")
    done = subprocess.run(
        [deno, "run", "--no-check", "--quiet", str(script)], input=json.dumps(asked), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def ours(yi: np.ndarray, vi: np.ndarray) -> list[Row]:
    """Our rows: the fit that the course shows, and DerSimonian–Laird to compare with what has no other."""
    rows = []
    times = javascript([[yi.tolist(), vi.tolist(), {"method": method}] for method in ("REML", "DL")])
    for method, script in zip(("REML", "DL"), times, strict=True):
        fit, kind = pool(yi, vi, method), f"{method}, Hartung–Knapp"
        mark = "" if method == "REML" else f", {method}"
        python = timed(lambda method=method: pool(yi, vi, method))
        rows.append(Row(f"ours, Python{mark}", kind, python, fit.tau2, fit.pi_low, "all but the Q-profile interval"))
        rows.append(Row(f"ours, JavaScript{mark}", kind, script, fit.tau2, fit.pi_low, "the same, in deno"))
    profile = timed(lambda: pool(yi, vi).tau2_ci_low)
    fit = pool(yi, vi)
    return [*rows, Row("ours, Python, Q-profile too", "REML, Hartung–Knapp", profile, fit.tau2, fit.pi_low, "")]


def of_statsmodels(yi: np.ndarray, vi: np.ndarray) -> Row:
    """statsmodels has no REML: DerSimonian–Laird, with its Hartung–Knapp interval."""
    combine = needed("statsmodels.stats.meta_analysis", "statsmodels").combine_effects

    def fit(y, v):
        found = combine(y, v, method_re="chi2", use_t=True)
        return found.tau2, found.conf_int()

    hine = CASES["hine1989_RDpct"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        below = fit(np.array(hine["yi"]), np.array(hine["vi"]))[0]
    remark = "no REML, no prediction interval"
    if below < 0:
        remark += f"; its tau² goes negative: {below:.2f} on hine1989".replace("-", "−")
    return Row("statsmodels", "DL, Hartung–Knapp", timed(lambda: fit(yi, vi)), fit(yi, vi)[0], None, remark)


def of_pymare(yi: np.ndarray, vi: np.ndarray) -> Row:
    """PyMARE's REML with the statistics of its summary."""
    estimators, pymare = needed("pymare.estimators", "PyMARE"), needed("pymare", "PyMARE")

    def fit():
        data = pymare.Dataset(y=yi, v=vi)
        summary = estimators.VarianceBasedLikelihoodEstimator(method="REML").fit_dataset(data).summary()
        summary.get_fe_stats()
        return float(np.squeeze(summary.tau2))

    return Row("PyMARE", "REML, Hartung–Knapp", timed(fit), fit(), None, "no prediction interval")


def of_pimeta(yi: np.ndarray, vi: np.ndarray) -> Row:
    """pimeta's port of rma(), with its prediction interval."""
    pimeta = needed("pimeta", "pimeta")

    def fit():
        found = pimeta.rma(yi, vi, method="REML", test="knha")
        return found, pimeta.predict(found)

    found, predicted = fit()
    normal = getattr(predicted, "pi_dist", "") == "norm"
    remark = "prediction and its interval normal after Hartung–Knapp" if normal else ""
    return Row("pimeta", "REML, Hartung–Knapp", timed(fit), float(found.tau2), float(predicted.pi_lb), remark)


def of_metafor(yi: np.ndarray, vi: np.ndarray) -> Row:
    """metafor's rma() and predict(), timed inside R."""
    rscript = shutil.which("Rscript") or sys.exit("bench needs R: on Debian `apt-get install r-cran-metafor`")
    data = [",".join(f"{one:.17g}" for one in values) for values in (yi, vi)]
    done = subprocess.run([rscript, "-e", METAFOR, *data], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit("bench needs metafor: on Debian `apt-get install r-cran-metafor`\n" + done.stderr[-500:])
    duration, tau2, low, version = done.stdout.split()
    remark = "the reference, with its default stopping rule"
    return Row(f"metafor {version} (R)", "REML, Hartung–Knapp", float(duration), float(tau2), float(low), remark)


def growth() -> dict[str, list[float]]:
    """Time of one fit in µs by number of trials, in Python and JavaScript, on made-up trials."""
    rng = np.random.default_rng(1)
    variances = [rng.uniform(0.5, 2, k) for k in SIZES]
    sets = [(rng.normal(0, np.sqrt(1 + vi)), vi) for vi in variances]
    return {
        "Python": [timed(lambda one=one: pool(*one)) for one in sets],
        "JavaScript": javascript([[yi.tolist(), vi.tolist(), {}] for yi, vi in sets]),
    }


def draw(times: dict[str, list[float]], place: Path) -> None:
    """Growth on logarithmic axes, as a page that opens from disk."""
    figure = go.Figure(layout={"title": "One REML and Hartung–Knapp fit"})
    for (name, values), dash in zip(times.items(), ("solid", "dash"), strict=True):
        milliseconds = [value / 1000 for value in values]
        figure.add_scatter(x=SIZES, y=milliseconds, name=name, mode="lines+markers", line={"dash": dash})
    figure.update_xaxes(type="log", title="trials").update_yaxes(type="log", title="milliseconds")
    figure.write_html(place, include_plotlyjs="directory")


def main() -> None:
    """Measure, write, print."""
    yi, vi = (np.array(CASES["bcg_logRR"][name]) for name in ("yi", "vi"))
    rows = [*ours(yi, vi), *(library(yi, vi) for library in (of_statsmodels, of_pymare, of_pimeta, of_metafor))]
    times = growth()
    result = {
        "machine": machine(),
        "fits": [row._asdict() for row in rows],
        "growth": {"trials": SIZES, "microseconds": times},
    }
    place = ROOT / "_build"
    place.mkdir(exist_ok=True)
    (place / "bench-pooling.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    draw(times, place / "bench-pooling.html")
    show(result["machine"], rows, times)


def show(where: str, rows: list[Row], times: dict[str, list[float]]) -> None:
    """Print the tables, with the targets beside."""
    print(f"\n{where}; medians; BCG trials, k = 13\n")
    print(f"{'':29}{'fit':21}{'µs':>9}{'× ours':>8}  {'tau²':>9}{'PI low':>9}  remark")
    base = rows[0].microseconds
    for row in rows:
        low = f"{row.pi_low:.5f}".replace("-", "−") if row.pi_low is not None else "none"
        target = f"target {TARGETS[row.name]}; " if row.name in TARGETS else ""
        ratio = row.microseconds / base
        numbers = f"{row.microseconds:>9,.1f}{ratio:>8.3g}  {row.tau2:>9.6f}{low:>9}"
        print(f"{row.name:29}{row.fit:21}{numbers}  {target}{row.remark}")
    print(f"\n{'trials':>8}" + "".join(f"{name + ', ms':>16}" for name in times))
    for size, *values in zip(SIZES, *times.values(), strict=True):
        print(f"{size:>8,}" + "".join(f"{value / 1000:>16.3f}" for value in values))


if __name__ == "__main__":
    main()
