"""Every result of the trials with its trial, instrument, year, window of time and arms: one frame for all questions."""

from functools import cache

import pandas as pd

from widgets.data import load

TIME_NOT_SEEN = "time-not-seen"


def time_window(weeks: float) -> str:
    """The name of the window that this number of weeks from randomisation falls in. ValueError below 0."""
    for name, begin, end in _windows():
        if begin <= weeks and not end <= weeks:
            return name
    raise ValueError(f"time_window: weeks is {weeks}, allowed is 0 or more.")


@cache
def _windows() -> list[tuple[str, float, float]]:
    windows = load("time_windows")
    return list(zip(windows.window_id, windows.from_weeks, windows.to_weeks, strict=True))


def results() -> pd.DataFrame:
    """Every row of outcomes with its trial, instrument, year, window and arms; a fresh copy."""
    return _results().copy()


@cache
def records() -> tuple:
    """Every row of `results` as a plain record with the columns as its attributes, in the same order."""
    return tuple(_results().itertuples(index=False, name="Result"))


@cache
def _results() -> pd.DataFrame:
    trials = load("trials")[["study_id", "label", "condition", "cohort", "design", "reference_key"]]
    years = load("references").set_index("reference_key").year
    trials["year"] = trials.reference_key.map(years)
    instruments = load("instruments").rename(columns={"name": "instrument"})
    links = load("outcome_arms")
    rows = load("outcomes").rename(columns={"reference_key": "read_in_key", "where_in_it": "read_in"})
    rows = rows.merge(trials, on="study_id").merge(
        instruments[["instrument_id", "instrument", "measures", "scale_min", "scale_max", "lower_is_better"]],
        on="instrument_id",
    )
    rows["window"] = [time_window(weeks) if pd.notna(weeks) else TIME_NOT_SEEN for weeks in rows.timepoint_weeks]
    for side in ("first", "second"):
        arms = links[links.side == side].groupby("row_id").arm_id.agg(lambda ids: tuple(sorted(ids)))
        rows[f"{side}_arms"] = rows.row_id.map(arms).map(lambda ids: ids if isinstance(ids, tuple) else ())
    kinds = dict(zip(load("arms").arm_id, load("arms").needling.astype(str), strict=True))
    rows["sham_kind"] = [_sham_kind(*row, kinds) for row in zip(rows.comparator, rows.second_arms, strict=True)]
    order = {row_id: n for n, row_id in enumerate(load("outcomes").row_id)}
    return rows.sort_values("row_id", key=lambda ids: ids.map(order), ignore_index=True)


def _sham_kind(comparator: str, arms: tuple[str, ...], kinds: dict[str, str]) -> str:
    """What a sham was: penetrating, non-penetrating, a device switched off, not stated; empty for other controls."""
    if comparator != "sham":
        return ""
    found = sorted({kinds[arm].removeprefix("sham ").removeprefix("sham, ") for arm in arms})
    return " and ".join("placebo device" if kind == "none" else kind for kind in found)
