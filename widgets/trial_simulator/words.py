"""What a simulation says in words: what was put in, what came out, and that it is a simulation. As words.js."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, isnan

MINUS = "\u2212"
THIN = "\u2009"
WITH = {"usual care": "with usual care", "waiting list": "on the waiting list"}
AGAINST = {"usual care": "usual care", "waiting list": "the waiting list"}


def fixed(value: float, digits: int = 1) -> str:
    """So many decimals, a half away from zero, with a proper minus sign; no minus before a zero."""
    if isnan(value):
        return "–"
    rounded = floor(abs(value) * 10**digits + 0.5) / 10**digits
    return f"{MINUS if value < 0 < rounded else ''}{rounded:.{digits}f}"


def p_words(p: float) -> str:
    if isnan(p):
        return "p not known"
    return "p\u00a0<\u00a00.001" if p < 0.001 else f"p\u00a0=\u00a0{fixed(p, 3)}"


def share_words(share: float) -> str:
    """A share of trials in hundreds; nearly none and nearly all are told from none and all."""
    if share in (0, 1):
        return "none of 100" if share == 0 else "100 of 100"
    whole = floor(share * 100 + 0.5)
    return {0: "fewer than 1 of 100", 100: "more than 99 of 100"}.get(whole, f"{whole} of 100")


def by_words(difference: float, measure: str) -> str:
    """A difference as more or less of what is measured."""
    return f"{fixed(abs(difference))} points {'more' if difference > 0 else 'less'} {measure}"


def end_words(value: float) -> str:
    return f"{fixed(abs(value))} {'more' if value > 0 else 'less'}"


def sure_words(found: Mapping[str, float]) -> str:
    """Interval and p of a comparison."""
    low, high = end_words(found["low"]), end_words(found["high"])
    return f"95{THIN}% interval from {low} to {high}; {p_words(found['p'])}"


def helps_words(points: float, measure: str = "") -> str:
    """What something does to the measure, by the points that it takes off."""
    if fixed(points) == "0.0":
        return "does nothing"
    return f"{'takes off' if points > 0 else 'adds'} {fixed(abs(points))}{measure and f' points of {measure}'}"


def put_in_words(settings: Mapping, measure: str) -> str:
    """The truth of this simulation."""
    lost = ""
    if settings["guessed"] > 0:
        lost = f", but not for {fixed(settings['guessed'], 0)} of 100 in the sham arm, who see through it"
    needle, treated = settings["specific"], settings["expectation"]
    return (
        f"Put in: the needle itself {helps_words(needle, measure)}; "
        f"being treated {helps_words(treated, measure * (fixed(needle) == '0.0'))}{lost}."
    )


def one_says(settings: Mapping, found: Mapping[str, Mapping], measure: str, comparator: str) -> str:
    """One trial in one sentence. `found`: difference, low, high and p by comparison."""
    head = f"Simulation, not a real trial. {put_in_words(settings, measure)} Trial {settings['trial']:,}"
    sham, usual = found["needle-sham"], found["needle-usual"]
    if isnan(sham["p"]) or isnan(usual["p"]):
        return f"{head} lost too many people to compare its arms."
    return (
        f"{head} found {by_words(sham['difference'], measure)} with the needle than with the sham "
        f"({sure_words(sham)}), and {by_words(usual['difference'], measure)} than {WITH[comparator]} "
        f"({sure_words(usual)})."
    )


def many_says(settings: Mapping, shares: Mapping[str, float], measure: str, comparator: str) -> str:
    """Many trials in one sentence. `shares`: how often a comparison says "works", by comparison; `trials`: how many."""
    sham, usual = share_words(shares["needle-sham"]), share_words(shares["needle-usual"])
    return (
        f"Simulation. {put_in_words(settings, measure)} Of {int(shares['trials']):,} made-up trials of this one "
        f"truth, {sham} said “works” against the sham, and {usual} against {AGAINST[comparator]}."
    )
