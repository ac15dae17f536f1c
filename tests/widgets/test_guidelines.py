"""The timeline and the numbers of the chapter on reviews, worked out anew from the tables as text."""

import csv
import re

import pytest

from widgets import guidelines, review_figures, timeline
from widgets.data import package


def table(name):
    with (package.DATA / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


REVIEWS = {row["review_id"]: row for row in table("reviews")}
GUIDELINES = {row["guideline_id"]: row for row in table("guidelines")}
JUDGEMENTS = {row["judgement_id"]: row for row in table("grade_judgements")}
YEARS = {row["reference_key"]: row["year"] for row in table("references")}
ASIDE = {"payer decision", "public information"}
MARK = {"for": "for", "conditional for": "conditional", "neutral": "open", "against": "against"}
FACTS = guidelines.facts()


@pytest.fixture(scope="module")
def lines():
    found = timeline.entries()
    return found.astype({"year": object}).where(found.notna(), None).to_dict("records")


def test_every_guideline_with_a_direction_is_on_the_line_and_no_other(lines):
    ours = [one for one in lines if one["group"] == "guideline"]
    expected = [
        (
            row["recommendation_in_own_words"],
            "aside" if row["kind"] in ASIDE else "lapsed" if row["lapsed"] else MARK[row["direction"]],
            row["reference_key"],
        )
        for row in GUIDELINES.values()
        if row["direction"]
    ]
    assert len(ours) == len(expected) + 1, "one more: the guideline of 2009, from practical.csv"
    for words, says, key in expected:
        (found,) = [one for one in ours if one["text"].startswith(words)]
        assert found["says"] == says
        assert str(found["year"] or "") == YEARS[key]
    assert not [one for one in ours if "VA/DoD" in one["who"]], "its wording was not seen"
    (old,) = [one for one in ours if one["year"] == 2009]
    assert (old["who"], old["says"]) == ("NICE", "lapsed")
    assert (old["for_whom"], old["tokens"]) == ("", "chronic acute"), "whom it was for was not seen"
    assert not [one for one in ours if "Lancet" in one["who"]], "its abstract does not name acupuncture"
    assert FACTS["guidelines_n"] == str(len(ours))
    assert FACTS["lapsed_n"] == "2" == str(len({(one["who"], one["year"]) for one in ours if one["says"] == "lapsed"}))


def expected_reviews():
    """For each reference, comparator and condition: the directions of its results."""
    found = {}
    for row in REVIEWS.values():
        reason = row["do_not_plot_reason"]
        if row["comparator"] == "another question" or reason.startswith("the same result"):
            continue
        if row["reference_key"] == "vickers2018" and row["comparator"] == "several pooled":
            continue  # the review keeps its controls apart: each has a lane of its own
        if re.search("left out|excluded", row["comparison"]) or ("contradict" in reason and not row["points_to"]):
            continue
        found.setdefault((row["reference_key"], row["comparator"], row["condition_group"]), set()).add(row["points_to"])
    return found


def test_reviews_stand_once_for_each_comparator_and_say_what_their_rows_say(lines):
    short = {"sham": "sham", "no treatment": "none", "usual care": "usual", "drug": "drug", "several pooled": "several"}
    expected = []
    for (key, comparator, condition), points in expected_reviews().items():
        told = points - {""}
        says = "words" if not told else "both" if len(told) > 1 else {"open": "open"}.get(*told, "for")
        expected.append((YEARS[key], short[comparator], condition, says))
    assert "favours the comparator" not in set().union(*expected_reviews().values())
    ours = [(str(one["year"] or ""), one["comparator"], one["condition"], one["says"])
            for one in lines if one["group"] == "review"]  # fmt: skip
    assert sorted(ours) == sorted(expected)


def test_a_line_tells_of_its_own_comparator_and_of_what_has_no_mark(lines):
    (mu,) = [one for one in lines if one["text"].startswith("Against sham, acupuncture may not reduce pain")]
    assert mu["says"] == "open" and "no treatment" not in mu["text"]
    (fang,) = [one for one in lines if one["who"].startswith("Fang") and one["comparator"] == "sham"]
    assert fang["says"] == "open" and "three months after treatment; its printed intervals contradict" in fang["text"]


def test_what_a_table_misprints_is_said_beside_it():
    sham, none = (guidelines.summary_of_findings(name) for name in ("sham", "no treatment"))
    assert sham["Result"].str.contains("−0.23 SD.*synopsis").sum() == 1
    assert sham.iloc[:, 1].str.contains("two summaries.*not printed beside").sum() == 1
    changes = re.findall(r"\d+", JUDGEMENTS["trinh_wl_npad"]["measure"])[:2]
    assert (
        none["Result"].str.contains(f"fell by {changes[0]}\u2009% against {changes[1]}\u2009%.*not points").sum() == 1
    )


def test_entries_are_in_order_and_their_words_are_for_readers(lines):
    years = [one["year"] for one in lines if isinstance(one["year"], int)]
    assert years == sorted(years)
    for one in lines:
        assert one["text"].endswith(".") and one["says"] in timeline.SAYS
        assert not re.search(r"unverified|k/n|[Ss]igns? (set|restored)|k_studies|LBP", one["text"]), one["text"]
        assert set(one["tokens"].split()) <= set(timeline._CONDITIONS)


def test_every_choice_of_the_list_has_a_rule_and_a_line(lines):
    html = timeline.timeline()._repr_html_()
    for name in ("group", "tokens", "comparator", "says"):
        values = re.findall(r'value="(\w+)"', re.search(rf'class="by-{name}".*?</select>', html)[0])
        assert values[0] == "all"
        for value in values[1:]:
            assert f'.by-{name} option[value="{value}"]:checked' in html
            assert any(value in one[name].split() for one in lines), f"nothing to show for {value}"
    assert html.count("<li ") == len(lines)
    assert "<script" not in html and " on" not in re.sub(r"<style>.*?</style>|>[^<]*<", "", html, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("name", "row_id", "column", "digits"),
    [("msk_sham", "vickers2012_sham_msk", "estimate", 2), ("msk_sham_low", "vickers2012_sham_msk", "ci_low", 2),
     ("msk_none_high", "vickers2012_none_msk", "ci_high", 2), ("pen", "vickers2018_penetrating", "estimate", 2),
     ("nonpen_high", "vickers2018_nonpen", "ci_high", 2), ("nonpen_ex_low", "vickers2018_nonpen_exVas", "ci_low", 2),
     ("usual", "mu2020_usual_pain", "estimate", 0), ("usual_low", "mu2020_usual_pain", "ci_high", 0),
     ("usual_high", "mu2020_usual_pain", "ci_low", 0), ("madsen_low", "madsen2009", "ci_high", 2),
     ("gap", "vickers2018_shamdiff", "estimate", 2), ("gap_ex_low", "vickers2018-13", "ci_high", 2),
     ("sham_none", "linde2010_sham_none", "estimate", 2), ("off_point", "lee2023_acu_sats_pain", "estimate", 2),
     ("yuan", "yuan2016_pain", "estimate", 2)],
)  # fmt: skip
def test_printed_numbers_are_those_of_the_rows(name, row_id, column, digits):
    turned = float(REVIEWS[row_id][column])
    turned = turned if "positive favours" in REVIEWS[row_id]["measure"] else -turned
    assert float(FACTS[name].replace("−", "-")) == pytest.approx(turned, abs=0.51 * 10**-digits)


def test_what_is_kept_after_a_year_is_what_the_review_prints():
    none = 1 - 4 * 0.011 / 0.5
    assert FACTS["none_share"] == f"{100 * none:.0f}" and FACTS["kept_none"] == "90"
    assert FACTS["sham_share"] == "50" and FACTS["lost_sham"] == "50"
    assert float(REVIEWS["macpherson2017"]["estimate"]) == 0.011 and "about 90%" in REVIEWS["macpherson2017"]["seen"]
    assert (FACTS["sham_share_low"], FACTS["sham_share_high"]) == ("0", "100")
    assert (FACTS["none_share_low"], FACTS["none_share_high"]) == ("70", "111")


def test_counts():
    rated = [row for row in JUDGEMENTS.values() if re.search(r"\b(low|moderate|high)\b", row["certainty"])]
    assert FACTS["rated_n"] == str(len(rated)) and FACTS["judged_n"] == str(len(JUDGEMENTS))
    for level in ("high", "moderate", "low"):
        assert FACTS[f"{level}_n"] == str(sum(row["certainty_grade"] == level for row in rated))
    assert FACTS["fades"] == "5" and FACTS["faded"] == "2"
    assert (FACTS["faded_low"], FACTS["faded_high"]) == ("−2", "7")


def test_no_finding_without_a_rating_and_no_table_with_two_comparators():
    words = {"sham": "sham|placebo$", "usual care": "^usual care$", "no treatment": "no treatment|waiting list"}
    for comparator, pattern in words.items():
        rows = [row for row in JUDGEMENTS.values()
                if re.search(r"\b(low|moderate|high)\b", row["certainty"]) and re.search(pattern, row["comparison"])
                and not re.search("pooled|none", row["comparison"])]  # fmt: skip
        shown = guidelines.summary_of_findings(comparator)
        sure = [text.split("; ")[0] for text in shown["How sure, and why not surer"]]
        assert sorted(sure) == sorted(row["certainty"] for row in rows), comparator
    assert not guidelines.summary_of_findings("usual care")["Result"].str.contains("no interval").any()
    with pytest.raises(ValueError, match="comparator is 'pot', allowed: sham, no treatment, usual care, several"):
        guidelines.summary_of_findings("pot")


@pytest.mark.parametrize("make", [review_figures.sham_kinds, review_figures.care_kinds])
def test_figures_draw_the_rows_as_printed(make):
    figure = make()
    for trace in figure.fig.data:
        for n, value in enumerate(trace.x):
            (row,) = [r for r in REVIEWS.values() if r["estimate"] and float(r["estimate"]) == value
                      and r["reference_key"] == "vickers2018" and r["plottable"] == "yes"]  # fmt: skip
            assert value + trace.error_x.array[n] == pytest.approx(float(row["ci_high"]))
            assert value - trace.error_x.arrayminus[n] == pytest.approx(float(row["ci_low"]))
    assert len(figure.table) == len(figure.fig.data[0].x)


def test_the_picture_holds_every_dated_text_once(lines):
    figure = review_figures.picture()
    dated = [one for one in lines if isinstance(one["year"], int)]
    assert sum(len(trace.x) for trace in figure.fig.data) == len(dated) == len(figure.table)
    assert {trace.name for trace in figure.fig.data} == set(timeline.SAYS.values())
    assert len({trace.marker.symbol for trace in figure.fig.data}) == len(timeline.SAYS)
    places = [place for trace in figure.fig.data for place in zip(trace.x, trace.y, strict=True)]
    assert len(places) == len(set(places)), "two marks in one place"


def test_a_changed_text_is_noticed():
    with pytest.raises(ValueError, match=r"practical.csv, row PF06, column seen: no"):
        guidelines._read("practical", "PF06", "seen", r"(\d+) dragons")
