"""What may stand in one pool: nobody twice, no needles beside pressure or light, and what the evidence warns of.

The warnings are those under "Mind these before plotting or pooling" in the description of the evidence.
"""

from functools import cache

import pytest
from reading import by_id

from widgets import evidence

KEYS = ["condition", "comparator", "outcome", "window"]
NO_NEEDLES = {"laser", "injection", "acupressure", "none"}
READ_TWICE = ("agrees", "corrected")
ROWS, TRIALS, ARMS = by_id("outcomes"), by_id("trials"), by_id("arms")
WINDOWS = by_id("time_windows")
ARMS_OF = {name: {"first": [], "second": []} for name in ROWS}
for link in by_id("outcome_arms").values():
    ARMS_OF[link["row_id"]][link["side"]].append(link["arm_id"])


def question_of(row):
    """Condition, comparator, outcome and window of a row, by the tables alone."""
    weeks, window = row["timepoint_weeks"], "time-not-seen"
    for name, ends in WINDOWS.items() if weeks else ():
        if ends["from_weeks"] and float(ends["from_weeks"]) <= float(weeks) < float(ends["to_weeks"] or "inf"):
            window = name
    return TRIALS[row["study_id"]]["condition"], row["comparator"], row["outcome"], window


def ask(question, **how):
    """What the trials answer."""
    return evidence.comparisons(**dict(zip(KEYS, question, strict=True)), **how)


@cache
def pools():
    """Every question with a result that may be drawn, in every measure; with rows read once where there are any."""
    once = {question_of(row) for row in ROWS.values() if row["plottable"] == "yes" and row["second_look"] == "none yet"}
    questions = evidence.questions(unread=True)[KEYS].itertuples(index=False, name=None)
    asked = [(question, unread) for question in questions for unread in (False, True) if not unread or question in once]
    return [
        (
            question,
            measure,
            unread,
            evidence.comparisons(**dict(zip(KEYS, question, strict=True)), measure=measure, unread=unread),
        )
        for question, unread in asked
        for measure in evidence.MEASURES
    ]


def ids(table):
    """The rows behind an answer, those that were combined one by one."""
    return [row_id for entry in table.row_id for row_id in entry.split(" + ")]


def measures_with(*row_ids):
    """In which measures one of these rows stands in a pool."""
    return {measure for _, measure, _, table in pools() if set(ids(table)) & set(row_ids)}


def cohorts(names):
    return {TRIALS[name]["cohort"] for name in names}


def test_every_question_is_asked_and_none_that_has_no_answer():
    for unread in (False, True):
        wanted = {}
        for row in ROWS.values():
            read = unread or row["second_look"] in READ_TWICE
            if row["plottable"] == "yes" and row["needling"] not in NO_NEEDLES and row["timepoint_weeks"] and read:
                wanted.setdefault(question_of(row), set()).add(TRIALS[row["study_id"]]["cohort"])
        found = evidence.questions(unread=unread).set_index(KEYS)
        assert dict(found.known) == {key: len(names) for key, names in wanted.items()}
        largest = {key: max(len(ask(key, measure=m, unread=unread)) for m in evidence.MEASURES) for key in wanted}
        assert dict(found.trials) == largest


def test_no_row_stands_in_a_pool_that_may_not_be_drawn_or_was_read_once():
    for question, measure, unread, table in pools():
        for row_id in ids(table):
            assert ROWS[row_id]["plottable"] == "yes", (question, measure, row_id)
            assert unread or ROWS[row_id]["second_look"] in READ_TWICE, (question, measure, row_id)
            assert question_of(ROWS[row_id]) == question, (measure, row_id)


def test_nobody_is_counted_twice():
    for question, measure, _, table in pools():
        arms = [arm for entry in table.arms for arm in entry]
        linked = {arm for name in ids(table) for side in ARMS_OF[name].values() for arm in side}
        assert sorted(arms) == sorted(linked), (question, measure)
        assert len(cohorts(table.study_id)) == len(table), (question, measure)


def test_every_pool_has_needles_only():
    assert {name for *_, table in pools() for name in ids(table) if ROWS[name]["needling"] in NO_NEEDLES} == set()


@pytest.mark.parametrize("kind", sorted(NO_NEEDLES - {"none"}))
def test_what_is_no_needle_stands_alone_when_it_is_asked_for(kind):
    known = [name for name, row in ROWS.items() if row["needling"] == kind and row["plottable"] == "yes"]
    found = []
    for question in {question_of(ROWS[name]) for name in known if ROWS[name]["timepoint_weeks"]}:
        found += ids(ask(question, needling=(kind,), unread=True))
    assert set(found) <= set(known)
    assert len(found) == len(set(found))
    assert bool(found) == any(ROWS[name]["timepoint_weeks"] for name in known)


def test_every_row_of_a_question_is_in_or_left_out_with_a_reason():
    of_question = {}
    for name, row in ROWS.items():
        of_question.setdefault(question_of(row), []).append(name)
    for question, measure, _, table in pools():
        left_out = table.attrs["left_out"]
        assert sorted(ids(table) + [entry["row_id"] for entry in left_out]) == sorted(of_question[question]), measure
        assert all(entry["why"].strip() for entry in left_out)
        assert all(ROWS[entry["row_id"]]["study_id"] == entry["study_id"] for entry in left_out)


def test_a_known_trial_is_in_the_pool_or_missing_from_it_and_never_both():
    for question, measure, unread, table in pools():
        if unread:
            continue
        condition, comparator = question[:2]
        missing = evidence.missing_from(table)
        compared = {row["study_id"] for row in ROWS.values() if row["comparator"] == comparator}
        compared |= {arm["study_id"] for arm in ARMS.values() if arm["role"] == comparator}
        known = {study for study in compared if TRIALS[study]["condition"] == condition}
        inside = cohorts(ROWS[name]["study_id"] for name in ids(table))
        assert not cohorts(missing.study_id) & inside, (question, measure)
        assert set(missing.study_id) == {study for study in known if TRIALS[study]["cohort"] not in inside}
        assert all(str(why).strip() for why in missing.why)
        people = list(missing.n_randomised.dropna())
        assert people == sorted(people, reverse=True)


SHAM = {
    "sham penetrating": "penetrating", "sham non-penetrating": "non-penetrating", "sham device off": "device off",
    "sham, type not stated": "type not stated", "none": "placebo device",
}  # fmt: skip


def test_every_answer_against_sham_says_what_the_sham_was():
    for question, measure, _, table in pools():
        for row in table.itertuples():
            shams = {ARMS[arm]["needling"] for name in row.row_id.split(" + ") for arm in ARMS_OF[name]["second"]}
            told = " and ".join(sorted(SHAM.get(kind, kind) for kind in shams)) if question[1] == "sham" else ""
            assert row.sham_kind == told, (question, measure, row.row_id)


SHARED = [
    ("cherkin2009",), ("debar2025",), ("eucker2024_acuity",), ("bishop2016_easeback",), ("leibing2002",),
    ("molsberger2002",), ("giles1999",), ("giles2003", "muller2005"), ("hsieh2006_acupressure",), ("chen2021_neck",),
    ("zhao2024_neck",), ("fu2009_neck", "liang2011_neck"), ("glazov2014",), ("haake2007",), ("irnich2001",),
    ("macpherson2015",), ("brinkhaus2006",), ("carlsson2001",),
]  # fmt: skip
"""Trials in which results share an arm, and trials that may share people."""
NO_ANSWER = [
    "kennedy2008-1", "pach2013-1", "comachio2020-1", "liu2019_sciatica_dose-1", "tsukayama2002-1", "mendelson1983-1",
    "vas2014_auriculopressure-1", "eisenberg2007-1", "eisenberg2007-2", "haake2007-3", "macpherson2015-2",
    "li2025_ea_neck-4", "cherkin2009-5", "hsieh2006_acupressure-1", "hsieh2006_acupressure-2", "zhao2024_neck-3",
]  # fmt: skip
"""Rows whose first arm is no acupuncture, that compare two ways of needling, or whose numbers cannot be trusted."""


@pytest.mark.parametrize("trials", SHARED, ids=lambda trials: trials[0])
def test_results_that_share_people_never_stand_in_one_pool(trials):
    assert set(trials) <= set(TRIALS)
    counts = [sum(ROWS[name]["study_id"] in trials for name in ids(table)) for *_, table in pools()]
    assert max(counts) <= 1


@pytest.mark.parametrize("row_id", NO_ANSWER)
def test_rows_that_answer_no_question_stand_in_no_pool(row_id):
    assert row_id in ROWS
    assert measures_with(row_id) == set()


def test_responders_without_counts_give_differences_and_no_ratios():
    assert measures_with("haake2007-1") == measures_with("haake2007-2") == {"rd"}
    assert measures_with("zhu2024_stenosis-2", "zhu2024_stenosis-3") == {"rd"}


def test_ratios_that_were_printed_stay_ratios():
    ratios = {name for name, row in ROWS.items() if row["value_kind"] in ("risk_ratio", "hazard_ratio")}
    assert measures_with("debar2025-3", "debar2025-4") == {"rr"}
    assert measures_with(*ratios) == {"rr"}


def test_medians_directions_and_standardised_differences_are_never_pooled():
    kinds = ("median_change", "median_difference", "median_post", "difference_p_only", "direction_only", "smd")
    assert measures_with(*(name for name, row in ROWS.items() if row["value_kind"] in kinds)) == set()


def test_pain_scales_without_a_name_give_standardised_differences_only():
    assert measures_with("meng2003-3", "meng2003-4") == {"smd"}
    assert list(evidence.named(["yeung2003-1"], "smd").row_id) == ["yeung2003-1"]
    scales = by_id("instruments")
    without_ends = {name for name, row in ROWS.items() if not scales[row["instrument_id"]]["scale_max"]}
    assert "points" not in measures_with(*without_ends)


FROM_COCHRANE = [
    "kerr2003-2", "leibing2002-1", "leibing2002-2", "mendelson1983-2", "molsberger2002-3", "molsberger2002-6",
    "carlsson2001-4", "meng2003-3", "yeung2003-1", "giles1999-1", "giles1999-2", "giles2003-2", "giles2003-3",
]  # fmt: skip
FROM_AHRQ = [f"brinkhaus2006-{n}" for n in range(4, 11)] + ["neck_nsaid_pilot-1", "neck_nsaid_pilot-2"]


@pytest.mark.parametrize(
    ("row_id", "review"),
    [(name, "Cochrane review") for name in FROM_COCHRANE] + [(name, "AHRQ review") for name in FROM_AHRQ],
)
def test_figures_read_in_a_review_say_so_and_credit_the_trial(row_id, review):
    measure = "rr" if ROWS[row_id]["plottable_from"] == "events" else "smd"
    answer = evidence.named([row_id], measure).iloc[0]
    assert review in answer.read_in
    assert answer.reference_key == TRIALS[ROWS[row_id]["study_id"]]["reference_key"]
    assert ROWS[row_id]["reference_key"] != answer.reference_key


def test_the_tables_say_what_is_special_about_single_trials():
    origins = by_id("number_origins")
    for name in ("kvorning2004-1.events_acu", "kvorning2004-2.events_ctl", "witt2006_neck-1.diff_ci_low"):
        assert origins[f"outcomes.{name}"]["origin"] == "derived", name
    assert TRIALS["mendelson1983"]["design"] == "crossover"
    assert {ROWS[f"brinkhaus2006-{n}"]["value_kind"] for n in range(4, 11)} == {"post"}
    assert TRIALS["eucker2024_acuity"]["condition"] == "mixed pain"
    assert TRIALS["bishop2016_easeback"]["condition"] == "pregnancy-related back or pelvic pain"
    assert {ROWS[f"{name}-1"]["needling"] for name in ("msat_whiplash2020", "kwon2024_msat", "shin2013")} == {
        "motion-style"
    }
    assert {ROWS[f"{name}-1"]["comparator"] for name in ("msat_whiplash2020", "kwon2024_msat")} == {"active"}
    assert TRIALS["giles2003"]["cohort"] == TRIALS["muller2005"]["cohort"]
    assert ["mock TENS" in ARMS[arm]["label"] for arm in ARMS_OF["carlsson2001-4"]["second"]] == [True]


def test_intervals_that_contradict_themselves_are_not_drawn():
    for table in ("reviews", "grade_judgements"):
        of_fang = [row for row in by_id(table).values() if row["reference_key"] == "fang2024"]
        assert [row["plottable"] for row in of_fang if row["estimate"] == "-0.12"] == ["no"]
        assert not [row for row in of_fang if row["plottable"] == "yes" and not row["ci_low"]]
    of_irnich = [row for row in ROWS.values() if row["study_id"] == "irnich2001"]
    assert [row["plottable"] for row in of_irnich] == ["no", "no"]
    assert all("contradict" in row["do_not_plot_reason"] for row in of_irnich)
