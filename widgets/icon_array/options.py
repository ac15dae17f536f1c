"""The options of an icon array: checked, brought to one denominator, and put into words."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from math import floor, isfinite

from widgets._shared.cells import cells, tidy
from widgets.stats.counts import counted_rate

DENOMINATORS = [100, 10_000]
PER = ["patients", "treatments", "sessions", "patient-years"]
KINDS = ["harm", "benefit", "neutral"]
FIELDS = ["label", "kind", "per", "rate", "interval", "interval_is", "events", "of", "baseline", "baseline_is",
          "counted", "source"]  # fmt: skip
MOST = 6
MOST_IN_A_SPAN = 2
"""Of so many options the lowest and the highest are all there are; of more, each is read out."""
WHERE = "IconArray"
NOT_SEEN = "no interval was seen"
WHY = {
    frozenset(["patients", "treatments"]): "One person has several treatments, so the same harm looks rarer per "
    "treatment than per patient.",
    frozenset(["patients", "sessions"]): "One person has several sessions, so the same harm looks rarer per session "
    "than per patient.",
    frozenset(
        ["treatments", "sessions"]
    ): "A session may hold more than one treatment, or other things beside needles, and the data do not say which.",
}
WHY_YEARS = "Patient-years grow with the length of watching, and heads or treatments do not."


def prepare(options: Sequence[Mapping], denominator: int, per: str) -> list[dict]:
    """The options as the page gets them. ValueError says which option and field, what was found, what is allowed."""
    if type(denominator) is not int or denominator not in DENOMINATORS:
        raise ValueError(f"{WHERE}: denominator is {denominator!r}, allowed is 100 or 10_000.")
    if isinstance(options, str) or not isinstance(options, Sequence) or not 1 <= len(options) <= MOST:
        raise ValueError(f"{WHERE}: options must be a list of 1 to {MOST} dicts; found {options!r:.80}.")
    _one_of("per", per, PER)
    _one_kind_of_denominator(options, per)
    ready = [_prepared(option, place, denominator, per) for place, option in enumerate(options, start=1)]
    labels = [option["label"] for option in ready]
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise ValueError(f"{WHERE}: the label {twice!r} stands twice; every option needs its own.")
    return ready


def _one_kind_of_denominator(options: Sequence[Mapping], per: str) -> None:
    """Refuse two kinds of denominator in one picture, and say why."""
    for place, option in enumerate(options, start=1):
        mine = option.get("per", per) if isinstance(option, Mapping) else per
        _one_of(f"options[{place}].per", mine, PER)
        if mine != per:
            name = option.get("label", f"option {place}")
            raise ValueError(
                f"{WHERE}: this picture counts per {per.removesuffix('s')}, and {name!r} is counted per "
                f"{mine.removesuffix('s')}. "
                f"{WHY.get(frozenset([mine, per]), WHY_YEARS)} One picture allows one kind; draw two."
            )


def _prepared(option: Mapping, place: int, denominator: int, per: str) -> dict:
    where = f"options[{place}]"
    if not isinstance(option, Mapping):
        raise ValueError(
            f"{WHERE}: {where} is {option!r:.80}, allowed is a dict with label and rate, or events and of."
        )
    for name in option:
        if name not in FIELDS:
            near = difflib.get_close_matches(str(name), FIELDS, n=1)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"{WHERE}: {where} has an unknown field {name!r}; allowed are {', '.join(FIELDS)}.{guess}")
    texts = {name: _text(f"{where}.{name}", option.get(name, "")) for name in ("label", "counted", "source")}
    if not texts["label"]:
        raise ValueError(f"{WHERE}: {where}.label is empty; allowed is a text that names the option.")
    kind = option.get("kind", "harm")
    _one_of(f"{where}.kind", kind, KINDS)
    shares = _shares(option, where)
    baseline = option.get("baseline")
    if baseline is not None:
        _share(f"{where}.baseline", baseline)
    ready = texts | shares | {
        "kind": kind, "per": per, "baseline": baseline,
        "baseline_is": _text(f"{where}.baseline_is", option.get("baseline_is", "without it")),
        "cells": cells(shares["rate"], shares["low"], shares["high"], baseline, denominator),
    }  # fmt: skip
    return ready | _words(ready, denominator)


def _shares(option: Mapping, where: str) -> dict:
    """The rate and its interval as shares from 0 to 1, from a rate or from a count."""
    counted = [name for name in ("events", "of") if option.get(name) is not None]
    if (option.get("rate") is None) == (not counted) or len(counted) == 1 or (counted and "interval" in option):
        raise ValueError(
            f"{WHERE}: {where} needs either rate (and interval), or events and of; found {sorted(option)}."
        )
    if counted:
        try:
            found = counted_rate(option["events"], option["of"])
        except (ValueError, TypeError, OverflowError) as error:
            raise ValueError(f"{WHERE}: {where}: {error}") from None
        rate, low, high, events, of = found.rate, found.low, min(1.0, found.high), option["events"], option["of"]
        is_ = "95 % exact Poisson interval" if found.sides == 2 else "one-sided 95 % limit, as nothing was counted"
    else:
        rate, events, of = option["rate"], None, None
        low, high = _two_ends(f"{where}.interval", option.get("interval"))
        is_ = option.get("interval_is", "95 % interval") if low is not None else NOT_SEEN
    for name, value in {"rate": rate, "interval[0]": low, "interval[1]": high}.items():
        if value is not None:
            _share(f"{where}.{name}", value)
    if low is not None and not low <= rate <= high:
        raise ValueError(f"{WHERE}: {where}.interval is ({low}, {high}), allowed is low ≤ rate {rate} ≤ high.")
    return {"rate": float(rate), "low": low, "high": high, "interval_is": _text(f"{where}.interval_is", is_),
            "events": None if events is None else int(events), "of": of}  # fmt: skip


def _two_ends(where: str, interval: object) -> tuple[float | None, float | None]:
    """Both ends of an interval, or two times None where none is given."""
    if interval is None:
        return None, None
    if isinstance(interval, (str, Mapping)) or not isinstance(interval, Sequence) or len(interval) != 2:
        raise ValueError(f"{WHERE}: {where} is {interval!r:.80}, allowed are two shares from 0 to 1, low and high.")
    low, high = interval
    if low is None or high is None:
        raise ValueError(f"{WHERE}: {where} is {interval!r}, allowed are two numbers; leave the field out for none.")
    return low, high


def _words(option: dict, denominator: int) -> dict:
    """What stands beside the picture: the number, the interval, what changes, and all of it as a sentence.

    With a baseline `more` is what changes, `against` the baseline in words, and `change` both with the number.
    """
    of = f"{grouped(denominator)} {option['per']}"
    scaled = option["rate"] * denominator
    head = "fewer than 1" if 0 < tidy(scaled) < 0.5 else number(scaled)
    if option["baseline"] is not None:  # whole cells, so that number, change and picture agree
        head = grouped(option["cells"]["count"])
    span = interval_words(option, denominator)
    small = f"{number(scaled)}; " if head == "fewer than 1" else ""
    more, against = _change(option)
    change = f"{more} of {grouped(denominator)} ({head}, {against})" if more else ""
    seen = ""
    if option["events"] is not None:
        seen = f" Counted: {grouped(option['events'])} in {grouped(option['of'])} {option['per']}."
    said = f"{change}; {span}" if change else f"{head} in {of} ({small}{span})"
    shown = "" if span == NOT_SEEN else small + span
    says = f"{option['label']}: {said}.{seen}"
    return {"number": head, "span": shown, "change": change, "more": more, "against": against, "says": says}


def overview(options: Sequence[Mapping], denominator: int, per: str) -> str:
    """One sentence on what all pictures show together."""
    of = f"{grouped(denominator)} {per}"
    if len(options) == 1:
        return options[0]["says"]
    return f"{_together(options, denominator, of)}{_unseen(options)}"


def _unseen(options: Sequence[Mapping]) -> str:
    """Said once below the pictures, not beside each: which intervals were not seen."""
    without = [option["label"] for option in options if option["low"] is None]
    if len(without) == len(options):
        return " Intervals for these shares were not seen."
    return f" Not seen: an interval for {', '.join(without)}." if without else ""


def _together(options: Sequence[Mapping], denominator: int, of: str) -> str:
    if any(option["change"] for option in options):
        said = [option["change"] or f"{option['number']} of {grouped(denominator)}" for option in options]
        return "; ".join(f"{option['label']}: {words}" for option, words in zip(options, said, strict=True)) + "."
    if all(option["rate"] == 0 for option in options):
        ends = "; ".join(
            f"{option['label']}: up to {number((option['high'] or 0) * denominator)}" for option in options
        )
        return f"Nothing was counted, and still there is room. In {of}: {ends}."
    mixed = len({option["kind"] for option in options}) > 1
    if mixed or (len(options) > MOST_IN_A_SPAN and any("," in option["label"] for option in options)):
        return f"In {of}: " + "; ".join(f"{option['label']}: {option['number']}" for option in options) + "."
    if len(options) > MOST_IN_A_SPAN:
        return ", ".join(f"{option['label']} {option['number']}" for option in options) + f", of {of}."
    low, high = (pick(options, key=lambda option: option["rate"]) for pick in (min, max))
    if low["number"] == high["number"]:
        return f"{low['number']} in {of}: {', '.join(option['label'] for option in options)}."
    return f"From {low['number']} ({low['label']}) to {high['number']} ({high['label']}) in {of}."


def interval_words(option: Mapping, denominator: int) -> str:
    """The interval per denominator, and what kind it is."""
    if option["low"] is None:
        return option["interval_is"]
    if option["interval_is"].startswith("one-sided"):
        return f"up to {number(option['high'] * denominator)}; {option['interval_is']}"
    return f"{number(option['low'] * denominator)} to {number(option['high'] * denominator)}; {option['interval_is']}"


def _change(option: Mapping) -> tuple[str, str]:
    if option["baseline"] is None:
        return "", ""
    base = option["cells"]["baseline"]
    more = option["cells"]["count"] - base
    words = f"{grouped(abs(more))} {'fewer' if more < 0 else 'more'}"
    return words, f"against {grouped(base)} {option['baseline_is']}"


def number(value: float) -> str:
    """A count per denominator as it is printed: whole from 10, one decimal from 1, two figures below."""
    value = tidy(value)
    if value == 0:
        return "0"
    if value >= 9.95:
        return grouped(floor(value + 0.5))
    digits = 1
    while value * 10**digits < 9.95 and digits < 6:
        digits += 1
    return f"{floor(value * 10**digits + 0.5) / 10**digits:.{digits}f}"


def grouped(value: float) -> str:
    """A whole number with commas between thousands."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def _share(place: str, value: object) -> None:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
    if not good or not 0 <= value <= 1:
        raise ValueError(f"{WHERE}: {place} is {value!r}, allowed is a share from 0 to 1, such as 0.086.")


def _one_of(place: str, value: object, allowed: list[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{WHERE}: {place} is {value!r}, allowed is one of {', '.join(map(repr, allowed))}.")


def _text(place: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{WHERE}: {place} is {value!r:.80}, allowed is a text.")
    return value.strip()
