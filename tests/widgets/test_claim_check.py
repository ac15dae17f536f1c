"""The chapter on checking a claim: its numbers worked out anew from the CSV files, without the code under test."""

import csv
import re
from statistics import median

import pytest

from widgets import claim_check, claim_pictures, stories
from widgets.data import package


def table(name):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {next(iter(row.values())): row for row in rows}


OUTCOMES, CLAIMS, BURDEN = table("outcomes"), table("claims"), table("burden")
HARMS = {row["event_id"]: row for row in table("adverse_events").values()}
FACTS = claim_check.facts() | claim_pictures.visit_facts()


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


def test_gerac_is_what_the_fragments_of_the_paper_say():
    of = dict(zip(("real", "sham", "conventional"), stories.gerac().values(), strict=True))
    real, sham = map(float, re.findall(r"([\d.]+)%", OUTCOMES["haake2007-1"]["seen"])[:2])
    conventional = float(re.match(r"([\d.]+)%", OUTCOMES["haake2007-2"]["seen"])[1])
    assert of == {"real": real, "sham": sham, "conventional": conventional}
    assert number(FACTS["twice"]) == pytest.approx(real / conventional, abs=0.05)
    assert number(FACTS["sham_twice"]) == pytest.approx(sham / conventional, abs=0.05)
    assert number(FACTS["against_usual"]) == pytest.approx(real - conventional, abs=0.051)
    assert number(FACTS["against_sham"]) == pytest.approx(real - sham, abs=0.051)
    for fact, row in {
        "against_usual": "haake2007-2",
        "against_sham": "haake2007-1",
        "older_mean": "debar2025-1",
    }.items():
        ends = [number(FACTS[f"{fact}_{end}"]) for end in ("low", "high")]
        assert ends == [float(OUTCOMES[row]["diff_ci_low"]), float(OUTCOMES[row]["diff_ci_high"])]


def test_older_adults_and_what_is_added():
    of = dict(zip(("standard", "extra", "usual"), stories.debar().values(), strict=True))
    note = OUTCOMES["debar2025-3"]["note"]
    assert [of["standard"], of["usual"]] == [float(n) for n in re.findall(r"([\d.]+)%", note)]
    assert of["extra"] == float(re.findall(r"([\d.]+)%", OUTCOMES["debar2025-4"]["note"])[0])
    assert number(FACTS["more"]) == pytest.approx(of["standard"] - of["usual"])
    assert number(FACTS["more_extra"]) == pytest.approx(of["extra"] - of["usual"])
    assert of["standard"] / of["usual"] == pytest.approx(number(FACTS["ratio"]), abs=0.005)


def test_share_of_the_world_and_its_interval():
    people, share = (float(BURDEN[key]["value"]) for key in ("BU01", "BU10"))
    assert number(FACTS["all"]) == pytest.approx(people / share / 10, abs=0.05)
    for end, column in {"share_low": "ci_low", "share_high": "ci_high"}.items():
        assert number(FACTS[end]) == pytest.approx(share * float(BURDEN["BU01"][column]) / people, abs=0.05)


def test_morphine_trial_counts():
    row = next(r for r in table("medicine_harms").values() if r["event_id"] == "ajem2016-1")
    shares = [float(n) for n in row["rate_as_printed"].split(" and ")]
    counts = claim_check.minor_effects()
    assert [100 * counts[name] / counts["each"] for name in ("morphine", "needles")] == pytest.approx(shares, abs=0.1)
    assert number(FACTS["ec_people"]) == float(
        re.search(r"(\d+) people", table("citation_faults")["CF01"]["fault_in_own_words"])[1]
    )


def test_a_zero_in_a_trial():
    rate, people = float(HARMS["baumler2021-3"]["rate"]) / 10_000, float(HARMS["debar2025-1"]["denominator"])
    assert number(FACTS["trial_none"]) == pytest.approx(100 * (1 - rate) ** people, abs=0.5)
    assert number(FACTS["trial_three"]) == pytest.approx(10_000 * 3 / people, abs=0.5)
    shown = claim_pictures.zero_table().set_index("People watched").astype(float)
    for name, column in zip(("ci_low", "rate", "ci_high"), shown.columns, strict=True):
        share = float(HARMS["baumler2021-3"][name]) / 10_000
        for size, none in shown[column].items():
            assert none == pytest.approx(100 * (1 - share) ** number(size), abs=0.6)


def test_visits_in_trials():
    trials, treatments = table("trials"), table("treatments")
    kinds = {"manual", "electro", "dry needling", "auricular", "press or intradermal needle", "motion-style",
             "combination", "needles, kind not stated"}  # fmt: skip
    seen = {}
    for arm in table("arms").values():
        trial, text = trials[arm["study_id"]], treatments.get(arm["arm_id"], {}).get("item_3a_sessions", "")
        asked = arm["role"] == "acupuncture" and arm["needling"] in kinds and "low back pain" in trial["condition"]
        if asked and text:
            seen.setdefault(arm["study_id"], int(re.search(r"\d+", text)[0]))
    chronic = [n for study, n in seen.items() if trials[study]["condition"].startswith("chronic")]
    few = [study for study, n in seen.items() if n <= 3]
    timed = [(r["study_id"], float(r["timepoint_weeks"])) for r in OUTCOMES.values() if r["timepoint_weeks"]]
    soon = sum(max((weeks for name, weeks in timed if name == study), default=9) <= 1 for study in few)
    wanted = {"visits_n": len(seen), "few_n": len(few), "chronic_n": len(chronic), "few_soon": soon,
              "few_chronic": sum(n <= 3 for n in chronic), "chronic_middle": median(chronic)}  # fmt: skip
    assert {name: number(FACTS[name]) for name in wanted} == wanted
    assert sorted(claim_pictures.visits()["Visits"]) == sorted(seen.values())


def test_no_trial_sets_few_visits_against_many():
    """The chapter says so; a new trial that does would have to change the sentence."""
    arms, by_trial = table("arms"), {}
    for arm_id, one in table("treatments").items():
        if one["item_3a_sessions"] and arms[arm_id]["role"] == "acupuncture":
            first = int(re.search(r"\d+", one["item_3a_sessions"])[0])
            by_trial.setdefault(arms[arm_id]["study_id"], set()).add(first)
    assert [study for study, counts in by_trial.items() if len(counts) > 1] == []


def test_made_up_year_has_two_in_pain_in_every_week_and_eight_in_the_year():
    spells = list(claim_pictures.made_up_year().itertuples(index=False, name=None))
    for week in range(1, 53):
        assert len({person for person, first, last in spells if first <= week <= last}) == 2
    people = {person for person, _, _ in spells}
    assert len(people) == 8
    assert all(1 <= person <= claim_pictures.MADE_UP_PEOPLE for person in people)


def test_guided_claim():
    sham, none = OUTCOMES["brinkhaus2006-1"], OUTCOMES["brinkhaus2006-2"]
    assert number(FACTS["fell_real"]) == -float(sham["mean_acu"]) == -float(none["mean_acu"])
    assert number(FACTS["fell_sham"]) == -float(sham["mean_ctl"])
    assert number(FACTS["fell_none"]) == -float(none["mean_ctl"])
    one = OUTCOMES["leibing2002-2"]
    assert number(FACTS["one_usual"]) == pytest.approx(10 * (float(one["mean_ctl"]) - float(one["mean_acu"])))
    pool = table("reviews")["mu2020_usual_pain"]
    shown = [number(FACTS[name]) for name in ("pool_usual", "pool_usual_low", "pool_usual_high")]
    assert shown == pytest.approx([-float(pool[name]) for name in ("estimate", "ci_high", "ci_low")], abs=0.05)


def test_verdicts_are_those_of_the_claims():
    shown = claim_check.verdicts()
    assert list(shown["Verdict"]) == [CLAIMS[name]["verdict"] for name in claim_check.SIX]
    for name in claim_check.SIX:
        assert FACTS["v_" + name.lower().replace("-", "_")] == CLAIMS[name]["verdict"]
    words = claim_check.verdict_words().set_index("Verdict")["Claims"].to_dict()
    assert words == {v: sum(c["verdict"] == v for c in CLAIMS.values()) for v in words}
    assert sum(words.values()) == len(CLAIMS) == number(FACTS["claims_n"])
    looks = [claim["second_look"] for claim in CLAIMS.values()]
    assert number(FACTS["twice_judged"]) == len(looks) - looks.count("none yet")
    assert number(FACTS["revised_n"]) == looks.count("revised")


@pytest.mark.parametrize("claim_id", claim_check.SIX)
def test_sheets_answer_every_question_from_both_sides(claim_id):
    sheet = claim_check.sheet(claim_id)
    assert list(sheet.columns) == ["Question", "The claim", "The source"]
    assert len(sheet) == 5
    assert (sheet != "").all(axis=None)
    assert not re.search(r"(?<![\w.])-\d|nan|None", " ".join(sheet.to_numpy().ravel()))
    assert "data/" in claim_check.sheet_source(claim_id)


def test_a_sheet_for_another_claim_is_refused():
    with pytest.raises(ValueError, match="no sheet for 'A1-01'; allowed are A2-11"):
        claim_check.sheet("A1-01")


def test_numbers_in_columns_have_minus_signs():
    rows = claim_pictures.load("outcomes").query("study_id == 'haake2007'")[["row_id", "diff_ci_low"]]
    shown = claim_check.in_columns(rows)
    assert list(shown["diff_ci_low"]) == ["−3.7", "13.4", "10.1"]
    assert list(shown["row_id"]) == list(rows["row_id"])


@pytest.mark.parametrize("make", [claim_pictures.visits_figure, claim_pictures.year_figure, claim_pictures.zero_figure])
def test_figures_have_words_and_a_table(make):
    figure = make()
    assert figure.says.endswith(".")
    assert len(figure.fig.layout.meta["alt"]) > 60
    assert len(figure.table) > 3


def test_pictures_show_the_shares_as_people():
    assert [option["cells"]["count"] for option in claim_pictures.gerac().options] == [48, 44, 27]
    assert [option["cells"]["count"] for option in claim_pictures.older_adults().options] == [39, 44]
    assert all(option["per"] == "patients" for option in claim_pictures.gerac().options)
