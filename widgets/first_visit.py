"""What the chapter on a first visit shows: what people felt, prices, who pays, training, and what else there is.

Everything is read from `data/` through `widgets.data`; nothing here holds a fact of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from widgets._shared.language import in_print
from widgets.courses import course_facts
from widgets.data import found_in, load, read_quiz, row

UNSIGNED = "General clinical knowledge, not yet signed off by a clinician"
COUNTED = ("months", "minutes", "sessions", "visits")  # kinds of costs.csv that name what is counted


def _as_of(reference_key: str) -> str:
    """The year of a source, or that it has none."""
    year = row("references", reference_key).year
    return "undated" if pd.isna(year) else str(year)


def _fact(fact_id: str) -> tuple[str, str, str]:
    """A row of practical.csv: the fact, the year of its source, and what kind of source that is."""
    fact = row("practical", fact_id)
    kind = str(row("references", fact.reference_key).kind)
    said = re.sub(r"^(US licensing|Germany|England|UK): (.)", lambda found: found[2].upper(), fact.fact_in_own_words)
    return in_print(said), _as_of(fact.reference_key), kind


def _cost(cost_id: str) -> tuple[str, str, str, str]:
    """A row of costs.csv: what it is, the amount with its unit, as of when, and the note."""
    cost = row("costs", cost_id)
    amount = cost.value_as_printed or f"{cost.value:.0f}"
    unit = f"{cost.kind} {cost.unit.removeprefix(cost.kind)}" if cost.kind in COUNTED else cost.unit
    when = cost.year_as_printed or str(cost.year)
    return cost["item"], in_print(f"{amount} {unit}".strip()), when, cost.note or cost.kind


def prices() -> pd.DataFrame:
    """What visits cost, by country, with the year or the word that there is none. Nothing is converted."""
    rows = []
    for country, ids in {
        "United States": "us_first us_follow",
        "United Kingdom": "uk_first uk_next",
    }.items():
        rows += [(country, *_cost(cost_id)) for cost_id in ids.split()]
    listed = []
    for fact_id in ("PF10", "PF11"):
        fact = row("practical", fact_id)
        what = fact.fact_in_own_words.split(":")[0].removeprefix("US ")
        low, high, middle = _numbers(fact_id)[:3]
        when = _as_of(fact.reference_key)
        listed.append(("United States", what, f"{low}–{high} USD, middle {middle}", when, "list prices of clinics"))
    return pd.DataFrame(listed + rows, columns=["Country", "What", "How much", "As of", "Mind"])


def coverage() -> pd.DataFrame:
    """Who pays for what, by country: dated facts, the undated ones named as such."""
    sources = {
        "United States": ("cms_start cms_def cms_12 cms_8 cms_20", "PF15 PF12"),
        "Germany": ("de_date de_scope de_10 de_15 de_repeat", "PF20 PF19"),
        "England": ("", "PF21"),
    }
    rows = []
    for country, (cost_ids, fact_ids) in sources.items():
        for what, amount, when, _ in map(_cost, cost_ids.split()):
            rows.append((country, f"{what[0].upper()}{what[1:]}: {amount}", when))
        rows += [(country, *_fact(fact_id)[:2]) for fact_id in fact_ids.split()]
    return pd.DataFrame(rows, columns=["Country", "Fact", "As of"])


def training() -> pd.DataFrame:
    """Training and licences, by country."""
    places = {
        "United States": "PF28 PF25 PF26 PF27 PF30",
        "United Kingdom": "PF31 PF32",
        "Wales": "PF33",
        "Germany": "PF19",
    }
    rows = [(place, *_fact(fact_id)) for place, ids in places.items() for fact_id in ids.split()]
    return pd.DataFrame(rows, columns=["Country", "Fact", "As of", "Kind of source"])


def tell_first(*levels: str) -> pd.DataFrame:
    """Precautions of these levels, in the words of precautions.csv: what to say, what to do, what it rests on."""
    table = load("precautions")
    unknown = set(levels) - set(table.level)
    if unknown or not levels:
        raise ValueError(f"tell_first: level {sorted(unknown)}; allowed: {sorted(set(table.level))}.")
    table = table[table.level.isin(levels)]
    unsigned = table.what_evidence_says_in_own_words.str.contains("sign-off")
    return pd.DataFrame({
        "If this fits": table["item"],
        "Do": table.advice.map(in_print),
        "Rests on": table.source_as_printed.mask(unsigned, UNSIGNED),
    })  # fmt: skip


def after_table() -> pd.DataFrame:
    """What people report, always of 100 people; one visit and a whole course are two questions."""
    ids = {
        "macpherson2005-2": "one visit, asked of the patients",
        "macpherson2005-3": "one visit, asked of the patients",
        "baumler2021-1": "a course, studies pooled",
        "witt2009-1": "a course, reported by the patients",
        "witt2009-3": "a course, reported by the patients",
        "witt2009-2": "a course, reported by the patients",
        "baumler2021-5": "a course, studies pooled",
    }
    table = load("adverse_events").set_index("event_id").loc[list(ids)]
    scale = [0.1 if "per 1000" in unit else 1 for unit in table.rate_unit]
    return pd.DataFrame({
        "What": table.event.str.capitalize(),
        "Of 100 people": [_of_100(rate, share) for rate, share in zip(table.rate, scale, strict=True)],
        "From, to": ["not seen" if pd.isna(lo) else f"{_of_100(lo, share)} to {_of_100(hi, share)}"
                     for lo, hi, share in zip(table.ci_low, table.ci_high, scale, strict=True)],
        "Counted over": list(ids.values()),
        "Where": table.country,
    }).reset_index(drop=True)  # fmt: skip


def _of_100(rate: float, share: float) -> str:
    """A rate per hundred (`share` 1) or per thousand (0.1) as of 100 people; one decimal where it is below one."""
    of_100 = rate * share
    return f"{of_100:.1f}" if 0 < of_100 < 1 else f"{of_100:.0f}"


# --- what else there is --------------------------------------------------------------------------------------------

_CHOICES = (
    "wait_and_see-1", "advice-7", "advice-9", "advice-1", "exercise-1", "exercise-3", "exercise-6", "exercise-7",
    "tai_chi-1", "tai_chi-4", "qigong-1", "qigong-2", "acupuncture-1", "acupuncture-6", "acupuncture-20",
)  # fmt: skip


def _size(result: pd.Series) -> str:
    """An estimate with its interval and scale, rounded to what the scale bears; words where no number was printed."""
    if pd.isna(result.estimate):
        words = "little or no difference" if "little or no difference" in result.seen else result.estimate_as_printed
        words = words.removesuffix(f", {_certainty(result)} certainty")  # it has a column of its own
        return in_print(f"{words} ({result.measure})" if result.measure.startswith("mean") else words)
    digits = 2 if re.match(r"SMD|0-5\b", result.scale) else 1 if re.match(r"0-10\b", result.scale) else 0
    if digits == 0 and abs(result.estimate) < 0.5:
        digits = 1  # a difference that was seen is not printed as none
    low, middle, high = (f"{n:.{digits}f}".replace("-", "−") for n in (result.ci_low, result.estimate, result.ci_high))
    better = str(result.direction).split()[0]
    unit = "SD" if result.scale == "SMD" else f"points, scale {in_print(result.scale)}"
    return f"{middle} ({low} to {high}) {unit}; {better} is better"


def _certainty(result: pd.Series) -> str:
    """The certainty in the source's words; some sources print it in one breath with the estimate."""
    if result.certainty != "see estimate":
        return result.certainty
    found = re.search(r"([\w ]+) certainty", result.estimate_as_printed)
    return found[1].strip() if found else ""


_PLAIN = {
    "LBP": "low back pain", "the excerpt": "what we read", "excerpt": "what we read", " (0-10)": "",
    "scale not printed in abstract": "our reading", "end of programme": "at the end of the programme",
    "not efficacious": "not effective", "efficacious, ": "", "RCT": "trial", "<=": "≤ ",
}  # fmt: skip


def _plain(text: str) -> str:
    """Words of the tables as a reader without training would have them."""
    for found, said in _PLAIN.items():
        text = text.replace(found, said)
    return in_print(text)


def choices(result_ids: Sequence[str] = _CHOICES) -> pd.DataFrame:
    """Pain with other choices, each against its own comparator. Not a ranking: the questions differ.

    `result_ids` are rows of option_results.csv, shown in this order.
    """
    options = load("options").set_index("option_id").option
    results = [row("option_results", result_id) for result_id in result_ids]
    return pd.DataFrame({
        "Choice": ["Tai chi or qigong" if "qigong" in r.comparison_detail else options[r.option_id] for r in results],
        "In whom": [_plain(r.condition) for r in results],
        "Against what": [_plain(r.comparison_detail) for r in results],
        "When": [_plain(r.timepoint) for r in results],
        "Pain": [_plain(_size(r)) for r in results],
        "How sure": [_plain(_certainty(r)) or "not stated" for r in results],
    })  # fmt: skip


def _numbers(fact_id: str) -> list[int]:
    """The whole numbers that were seen for a fact of practical.csv, in their order."""
    return [int(n) for n in re.findall(r"\d+", row("practical", fact_id).seen)]


def _practical_facts() -> dict[str, int | str]:
    """Sessions, time and money, from practical.csv and costs.csv."""
    numbers = {}
    for fact_id, names in {
        "PF06": "time_most time_most_pct time_nearly_pct time_nearly",
        "PF14": "cms_visits cms_days cms_more cms_most",
        "PF05": "older_low older_high older_weeks extra_low extra_high",
    }.items():
        numbers |= dict(zip(names.split(), _numbers(fact_id), strict=True))
    costs = load("costs")
    for name, cost_id in {"uk_acu": "rat_cost_acu", "uk_usual": "rat_cost_uc"}.items():
        numbers[name] = f"{row('costs', cost_id).value:.0f}"
    return numbers | {
        "haake_minutes": found_in("practical", "PF01", "seen", r"Ten (\d+)-minute")[0],
        "cherkin_minutes": found_in("practical", "PF03", "seen", r"(\d+) min")[0],
        "cho_low": found_in("practical", "PF04", "seen", r"(\d+) to")[0],
        "kept": _numbers("PF07")[0], "halved": _numbers("PF07")[-1], "plans": _numbers("PF11")[-1],
        "list_first": _numbers("PF10")[-1], "list_later": _numbers("PF11")[-2],
        "undated_costs": int(costs.year.isna().sum()), "costs_n": len(costs),
    }  # fmt: skip


def _harm_facts() -> dict[str, int | str]:
    """What people felt afterwards, of 100 people unless the name says otherwise."""
    harm = load("adverse_events").set_index("event_id")
    names = {
        "tired": "macpherson2005-2", "sore": "macpherson2005-3",
        "better_after": "white2001-7", "dry_any": "boyce2020-1", "serious": "baumler2021-3",
        "treatments_any": "baumler2021-2",
    }  # fmt: skip
    numbers = {name: f"{harm.rate[event_id]:.0f}" for name, event_id in names.items()}
    for name, digits in {"serious": 1, "treatments_any": 0}.items():
        event = harm.loc[names[name]]
        numbers |= {f"{name}_low": f"{event.ci_low:.{digits}f}", f"{name}_high": f"{event.ci_high:.{digits}f}"}
    return numbers | {
        "asked_n": f"{harm.denominator['macpherson2005-3']:,.0f}",
        "dry_n": f"{harm.denominator['boyce2020-4']:,.0f}", "dry_major": int(harm.events["boyce2020-4"]),
        "de_qi_n": found_in("mechanisms", "M20", "key_evidence", r"^(\d+)")[0],
        "de_qi_of": found_in("mechanisms", "M20", "key_evidence", r"of (\d+)")[0],
        "precautions_n": len(load("precautions")),
    }  # fmt: skip


def _choice_facts() -> dict[str, int | str]:
    """How big, against what, from option_results.csv and natural_course.csv."""
    numbers = {}
    for result_id, name, digits in (
        ("acupuncture-1", "usual", 0), ("exercise-1", "exercise", 0), ("exercise-3", "who_exercise", 2),
        ("tai_chi-1", "tai_chi", 1), ("qigong-1", "qigong", 1), ("advice-7", "active", 2),
    ):  # fmt: skip
        numbers |= _result(result_id, name, digits)
    course = load("natural_course").set_index("row_id").value
    for name, row_id in {
        "acute_start": "acute-1", "acute_six": "acute-2",
        "long_start": "persistent-1", "long_six": "persistent-2", "long_year": "persistent-4",
    }.items():  # fmt: skip
        numbers[name] = int(course[f"wallwork2024_{row_id}"])
    neck = row("reviews", "trinh2016")
    milder, serious = row("option_harms", "exercise-2"), row("option_harms", "exercise-1")
    return numbers | {
        "neck": f"{-neck.estimate:.2f}", "neck_low": f"{-neck.ci_high:.2f}", "neck_high": f"{-neck.ci_low:.2f}",
        "neck_trials": int(neck.k_studies), "neck_people": int(neck.n_participants),
        "milder": f"{milder.estimate:.2f}", "serious_ratio": f"{serious.estimate:.2f}",
        "wanted": int(row("mcid", "hayden_pain").threshold_low),
        "blodt_n": found_in("claims", "A1-35", "seen", r"^(\d+)")[0],
        "tai_chi_uneven": found_in("option_results", "tai_chi-4", "seen", r"I2 = (\d+)")[0],
        "qigong_wanted": found_in("option_results", "qigong-1", "seen", r"MCID (\S+)")[0],
    }  # fmt: skip


def _result(result_id: str, name: str, digits: int) -> dict[str, str]:
    """A result's size and interval without signs, the smaller first: for sentences that say the direction in words."""
    result = row("option_results", result_id)
    low, high = sorted(abs(n) for n in (result.ci_low, result.ci_high))
    numbers = {name: abs(result.estimate), f"{name}_low": low, f"{name}_high": high}
    counts = {f"{name}_trials": result.k_studies, f"{name}_people": result.n_participants}
    seen = {k: f"{int(n):,}" for k, n in counts.items() if pd.notna(n)}
    return {k: f"{n:.{digits}f}" for k, n in numbers.items()} | seen


def facts() -> dict[str, int | str]:
    """The numbers the chapter's sentences carry, by the names `glue` knows them under."""
    questions = {"questions_n": len(read_quiz("visit")["items"])}
    return course_facts() | _practical_facts() | _harm_facts() | _choice_facts() | questions
