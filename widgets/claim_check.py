"""What the chapter on checking a claim shows in tables: six claims beside their sources, verdicts, and its numbers.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own. Differences are needles
minus comparator; shares of responders are in 100 people, and there more is better.
"""

from __future__ import annotations

import re

import pandas as pd

from widgets._shared.language import in_print
from widgets.data import citation, load, read_quiz, row
from widgets.evidence import named
from widgets.stats.counts import chance_of_none, rule_of_three

SIX = ("A2-11", "A5-04", "A3-01", "A2-22", "A4-33", "A4-25")
"""The claims the chapter checks, in its order."""

NOT_SAID = "not in the claim"
_QUESTIONS = ("Compared with what?", "In whom?", "How big?", "How sure?", "When?")


def _found(table: str, row_id: str, column: str, pattern: str) -> tuple[str, ...]:
    """The groups of a pattern in a text of a row; the error names the row when the text has changed."""
    text = row(table, row_id)[column]
    if not (match := re.search(pattern, text)):
        raise ValueError(f"{table}.csv, row {row_id}, column {column}: no {pattern!r} in {text!r}.")
    return match.groups()


def _sign(value: float, digits: int = 1) -> str:
    """A number with a minus sign that is one."""
    return f"{value:.{digits}f}".replace("-", "−")


def _span(found: pd.Series, low: str, high: str, digits: int = 1) -> str:
    return f"{_sign(found[low], digits)} to {_sign(found[high], digits)}"


def responders() -> dict[str, float]:
    """GERAC, of 100 people: who responded six months on with real needles, sham needles, conventional therapy."""
    shares = _found("outcomes", "haake2007-1", "note", r"([\d.]+), ([\d.]+), ([\d.]+) percent responded")
    return dict(zip(("real", "sham", "conventional"), map(float, shares), strict=True))


def older_adults() -> dict[str, float]:
    """DeBar 2025, of 100 people: 30 % less disability at six months with two courses of needles, and usual care."""
    standard, usual = _found("outcomes", "debar2025-3", "seen", r"^([\d.]+)%.*UMC \(([\d.]+)%\)")
    (extra,) = _found("outcomes", "debar2025-4", "seen", r"^([\d.]+)%")
    return {"standard": float(standard), "extra": float(extra), "usual": float(usual)}


def share_of_the_world() -> dict[str, float]:
    """Low back pain in 2020: millions of people, their share in 100, the interval of both; the last two are our sums.

    The interval of the share keeps fixed the number of people (`all`, millions) that count and share imply.
    """
    people, share = row("burden", "BU01"), float(row("burden", "BU10").value)
    everyone = 100 * people.value / share
    return {"people": float(people.value), "share": share, "all": float(everyone),
            "share_low": float(100 * people.ci_low / everyone),
            "share_high": float(100 * people.ci_high / everyone)}  # fmt: skip


def minor_effects() -> dict[str, int]:
    """The emergency-room trial: people with minor unwanted effects with morphine and with needles, in each group."""
    morphine, each, needles = _found("medicine_harms", "ajem2016-1", "event", r"morphine (\d+) of (\d+).* (\d+) of")
    return {"morphine": int(morphine), "needles": int(needles), "each": int(each)}


def six() -> pd.DataFrame:
    """The six claims, before they are checked: running number, article, and the claim in the words of claims.csv."""
    claims = [row("claims", claim_id) for claim_id in SIX]
    kinds = load("articles").set_index("article_id").kind
    return pd.DataFrame({
        "Claim": [str(place) for place in range(1, len(SIX) + 1)],
        "Who says it": [f"{claim.article}, {in_print(kinds[claim.article])}" for claim in claims],
        "What it says, in our words": [in_print(claim.claim_in_own_words) for claim in claims],
    })  # fmt: skip


def sheet(claim_id: str) -> pd.DataFrame:
    """A claim beside its source: for each question of the card what the claim says, and what the source says.

    Raises ValueError for a claim that is not one of the six.
    """
    if claim_id not in _SHEETS:
        raise ValueError(f"sheet: no sheet for {claim_id!r}; allowed are {', '.join(_SHEETS)}.")
    said, source = _SHEETS[claim_id]()
    table = pd.DataFrame({"Question": _QUESTIONS, "The claim": said, "The source": source})
    return table.map(in_print)


def sheet_source(claim_id: str) -> str:
    """Where the answers of a sheet stand: the rows, and the paper."""
    rows, keys = _ROWS[claim_id]
    return f"{rows}. {' '.join(citation(key) for key in keys)}"


_ROWS = {
    "A2-11": ("data/reviews.csv, row xiang2017_immediate-3; data/citation_faults.csv, row CF01", ["xiang2017"]),
    "A5-04": ("data/outcomes.csv, rows haake2007-1 to haake2007-3; data/trials.csv", ["haake2007"]),
    "A3-01": ("data/burden.csv, rows BU01 and BU10; data/claims.csv, row A3-01", ["gbd2023", "who2023"]),
    "A2-22": ("data/practical.csv, rows PF05 and PF06; data/treatments.csv", ["li2020", "debar2025"]),
    "A4-33": ("data/adverse_events.csv, rows baumler2021-3 and debar2025-1", ["baumler2021", "debar2025"]),
    "A4-25": ("data/outcomes.csv, rows debar2025-1, -3 and -4; data/trials.csv", ["debar2025"]),
}


def _morphine() -> tuple[list[str], list[str]]:
    pool = row("reviews", "xiang2017_immediate-3")
    drugs = _found("claims", "A2-11", "seen", r"injections: (\w+), (\w+), (\w+)")
    said = ["morphine", "people with chronic pain", "as good, or better", NOT_SAID, NOT_SAID]
    return said, [
        f"injections of three other drugs: {drugs[0]}, {drugs[1]} and {drugs[2]}",
        "people with pains of several kinds, short and long",
        f"{_sign(pool.estimate, 2)} SD (minus favours the needles)",
        f"{_span(pool, 'ci_low', 'ci_high', 2)}; {int(pool.k_studies)} trials; not graded in our files",
        "within 30 minutes of the first session",
    ]


def _almost_twice() -> tuple[list[str], list[str]]:
    of, usual, sham = responders(), row("outcomes", "haake2007-2"), row("outcomes", "haake2007-1")
    said = ["conventional therapy, for real and for sham needles", NOT_SAID, "almost twice as well", NOT_SAID, NOT_SAID]
    people = f"{int(row('trials', 'haake2007').n_randomised):,} people"
    return said, [
        "conventional therapy by the guideline; and, apart from that, real with sham",
        f"{people} in Germany, low back pain for at least six months",
        f"better: {of['real']:.1f} and {of['sham']:.1f} of 100, against {of['conventional']:.1f}",
        f"real − conventional {_sign(usual['diff'])} of 100 ({_span(usual, 'diff_ci_low', 'diff_ci_high')}); "
        f"real − sham {_sign(sham['diff'])} ({_span(sham, 'diff_ci_low', 'diff_ci_high')}); not graded in our files",
        "six months after the start",
    ]


def _eight_percent() -> tuple[list[str], list[str]]:
    world = share_of_the_world()
    then, now = _found("claims", "A3-01", "seen", r"\(([\d.]+)% in 1990, ([\d.]+)% in 2017")
    count = row("burden", "BU01")
    said = ["people worldwide", "low back pain, not defined", "more than 8 of 100", NOT_SAID, "each year"]
    return said, [
        "people worldwide",
        "pain between the lowest rib and the fold of the buttock, for a day or more",
        f"{world['share']:.1f} of 100 (2020); with ages evened out {float(then):.1f} in 1990, {float(now):.1f} in 2017",
        f"{count.value:.0f} million, {count.ci_low:.0f} to {count.ci_high:.0f} million; models, not a head count",
        "at one moment",
    ]


def _three_visits() -> tuple[list[str], list[str]]:
    said = ["nothing is named", "back pain", "will do", NOT_SAID, "after one to three visits"]
    more_low, more_high = _found("practical", "PF05", "seen", r"(\d+)-(\d+) maintenance")
    weeks, share, nearly, later = _found("practical", "PF06", "seen", r"(\d+) weeks; (\d+)%; (\d+)% (\d+) weeks")
    return said, [
        f"no row sets three visits against ten; {more_low}–{more_high} on top of a full course: no clear added gain",
        "people with long-lasting pain",
        f"{share} of 100 parts of the possible effect at week {weeks} or later; {nearly} at about week {later}",
        "a model laid over pooled trials; no interval and no grade in our files",
        f"after at least {weeks} weeks of treatment",
    ]


def _no_serious() -> tuple[list[str], list[str]]:
    pooled, trial = row("adverse_events", "baumler2021-3"), row("adverse_events", "debar2025-1")
    (studies,) = _found("adverse_events", "baumler2021-3", "denominator_as_printed", r"(\d+) studies")
    said = [NOT_SAID, NOT_SAID, "none", NOT_SAID, NOT_SAID]
    return said, [
        "in the pooled studies no group without needles was set beside; the trial had one, and its count is for all "
        "groups together",
        f"patients of {studies} studies; and the {int(trial.denominator)} older adults of the trial that A4 quotes",
        f"about {pooled.rate:.0f} of 10,000 patients; in that trial under 1 of 100, one perhaps from needles",
        f"{pooled.ci_low:.2f} to {pooled.ci_high:.2f} of 10,000; the studies differ widely; not graded",
        "while they were followed; how long is not in our files",
    ]


def _forty_percent() -> tuple[list[str], list[str]]:
    of, first, second = older_adults(), row("outcomes", "debar2025-3"), row("outcomes", "debar2025-4")
    said = ["the other group's number is given", "older adults (said just before)", "about 40 against 29 of 100",
            NOT_SAID, NOT_SAID]  # fmt: skip
    return said, [
        "usual medical care; no sham group",
        f"{int(row('trials', 'debar2025').n_randomised)} people of 65 and over in the US with chronic low back pain",
        f"{of['standard']:.1f}, with extra visits {of['extra']:.1f}, against {of['usual']:.1f} of 100",
        f"{first['diff']:.2f} times as many ({_span(first, 'diff_ci_low', 'diff_ci_high', 2)}), with extra visits "
        f"{second['diff']:.2f} ({_span(second, 'diff_ci_low', 'diff_ci_high', 2)}); nobody was blinded",
        "six months after the start",
    ]


_SHEETS = {"A2-11": _morphine, "A5-04": _almost_twice, "A3-01": _eight_percent,
           "A2-22": _three_visits, "A4-33": _no_serious, "A4-25": _forty_percent}  # fmt: skip


def in_columns(table: pd.DataFrame) -> pd.DataFrame:
    """A copy of a table with its numbers as texts, so that a minus sign is one."""
    return table.map(lambda value: f"{value:g}".replace("-", "−") if isinstance(value, float) else value)


_CHANGE = {
    "A2-11": "a trial of needles against morphine in chronic pain, followed for weeks",
    "A5-04": "the erratum to the paper, which we have not seen; or another large trial with the same three groups",
    "A3-01": "a survey that asks people for every day of a year",
    "A2-22": "a trial with three visits for one group and ten for the other, and equal results",
    "A4-33": "the infection might turn out to have another cause; the pooled count would still stand, and larger "
    "counts could move it",
    "A4-25": "a correction of the paper; and a trial with a sham group could change what the numbers mean",
}

MEANINGS = {
    "supported": "The source says so.",
    "supported with caveats": "True in the main, and something that matters is left out.",
    "overstated": "There is something in it, and less than is said.",
    "outdated": "It was so, and is no longer.",
    "unsupported": "No source we found bears it out.",
    "contradicted": "Good sources say something else.",
    "tradition, not testable": "A teaching of the tradition; no measurement can settle it.",
    "could not check": "We found nothing to check it with.",
}
"""What each verdict of claims.csv means, in the order from fair to open."""


def verdicts() -> pd.DataFrame:
    """The six claims with verdict, reason and what would change it."""
    claims = [row("claims", claim_id) for claim_id in SIX]
    return pd.DataFrame({
        "Claim": [f"{place}, {claim.claim_id}" for place, claim in enumerate(claims, start=1)],
        "Verdict": [claim.verdict for claim in claims],
        "Why": [in_print(claim.why_in_own_words) for claim in claims],
        "What would change it": [_CHANGE[claim.claim_id] for claim in claims],
    })  # fmt: skip


def verdict_words() -> pd.DataFrame:
    """Each verdict with its meaning and how many of all the claims have it."""
    counted = load("claims").verdict.value_counts()
    return pd.DataFrame({
        "Verdict": list(MEANINGS),
        "What it means": list(MEANINGS.values()),
        "Claims": [int(counted.get(verdict, 0)) for verdict in MEANINGS],
    })  # fmt: skip


def _shares_facts() -> dict[str, str]:
    real, sham, conventional = responders().values()
    standard, extra, usual = older_adults().values()
    rows = {"against_usual": "haake2007-2", "against_sham": "haake2007-1",
            "older_mean": "debar2025-1"}  # fmt: skip
    found = {"real": real, "sham": sham, "conventional": conventional, "twice": real / conventional,
             "sham_twice": sham / conventional, "more": standard - usual, "more_extra": extra - usual}  # fmt: skip
    for name, row_id in rows.items():
        result = row("outcomes", row_id)
        found |= {name: result["diff"], f"{name}_low": result.diff_ci_low, f"{name}_high": result.diff_ci_high}
    ratio = row("outcomes", "debar2025-3")
    ratios = {"ratio": ratio["diff"], "ratio_low": ratio.diff_ci_low, "ratio_high": ratio.diff_ci_high}
    return {name: _sign(value) for name, value in found.items()} | {k: f"{v:.2f}" for k, v in ratios.items()}


def _guided_facts() -> dict[str, str]:
    sham, none = row("outcomes", "brinkhaus2006-1"), row("outcomes", "brinkhaus2006-2")
    usual = row("reviews", "mu2020_usual_pain")
    return {
        "one_usual": _sign(-named(["leibing2002-2"]).yi.iloc[0], 0),
        "fell_real": _sign(-sham.mean_acu), "fell_sham": _sign(-sham.mean_ctl), "fell_none": _sign(-none.mean_ctl),
        "pool_usual": _sign(-usual.estimate), "pool_usual_low": _sign(-usual.ci_high),
        "pool_usual_high": _sign(-usual.ci_low), "pool_usual_k": str(int(usual.k_studies)),
        "relevant": _found("reviews", "cochrane2020-4", "conclusion_in_own_words", r"set (\d+) points")[0],
    }  # fmt: skip


def facts() -> dict[str, str]:
    """The numbers and verdicts the chapter's sentences carry, by the names `glue` knows them under."""
    pooled, seen = row("adverse_events", "baumler2021-3"), row("adverse_events", "debar2025-1").denominator
    change, claims, world = row("burden", "BU04"), load("claims"), share_of_the_world()
    low, high = row("mcid", "acp2007_moderate")[["threshold_low", "threshold_high"]]
    judged = {f"v_{name.lower().replace('-', '_')}": str(row("claims", name).verdict) for name in SIX}
    return _shares_facts() | _guided_facts() | judged | {
        **{name: str(value) for name, value in minor_effects().items()},
        "claims_n": str(len(claims)), "clear_n": str(int((claims.verdict == "supported").sum())),
        "twice_judged": str(int((claims.second_look != "none yet").sum())),
        "revised_n": str(int((claims.second_look == "revised").sum())),
        "people": f"{world['people']:.0f}", "share": f"{world['share']:.1f}", "all": f"{world['all'] / 1000:.1f}",
        "share_low": f"{world['share_low']:.1f}", "share_high": f"{world['share_high']:.1f}",
        "rate_change": f"{-change.value:.0f}",
        "serious": f"{pooled.rate:.1f}", "serious_low": f"{pooled.ci_low:.1f}", "serious_high": f"{pooled.ci_high:.1f}",
        "trial_n": f"{seen:.0f}", "trial_none": f"{100 * chance_of_none(pooled.rate / 10_000, seen):.0f}",
        "trial_three": f"{10_000 * rule_of_three(seen):.0f}", "least_rmdq": f"{low:.0f}", "most_rmdq": f"{high:.0f}",
        "ec_people": str(2 * minor_effects()["each"]), "haake_n": f"{int(row('trials', 'haake2007').n_randomised):,}",
        "questions_n": str(len(read_quiz("claim-check")["items"])),
        "steps_n": str(len(read_quiz("claim-guided")["items"])),
    }  # fmt: skip
