"""The chapter on structures and scans: its seven causes, sums and numbers, worked out anew from the CSV files."""

import re
from fractions import Fraction

import pytest
from reading import by_id, rows, told_in

from widgets import structures

CAUSES, CLAIMS = by_id("causes"), by_id("claims")
COMPARED = by_id("imaging_with_vs_without_pain")
SCANS = {(row["finding"], int(row["age"])): row for row in rows("imaging_by_age")}
FACTS = structures.facts()


def test_every_number_is_used_and_every_number_used_is_known():
    assert told_in("structures-and-scans") == set(FACTS)


def points(row):
    return row["percent"] + ("\u2009*" if row["n_scanned"] == "0" else "")


def share(odds_ratio, base):
    """Counted out: of a crowd with the finding, those with pain stand to the others as the odds say."""
    odds = Fraction(odds_ratio) * Fraction(base) / (100 - Fraction(base))
    return float(100 * odds / (odds + 1))


def test_the_seven_are_the_structural_causes_that_the_clinic_makes_a_claim_about():
    """By words: a claim of A3 on causes that names the cause, or what it is."""
    words = {"C02": "sciatica", "C03": "disc herniation", "C04": "spinal stenosis", "C05": "spondylolisthesis",
             "C06": "spondylosis", "C07": "facet", "C08": "degenerative disc disease", "C13": "arthritis of",
             "C20": "radiculopathy|arm pain", "C22": "years|elderly"}  # fmt: skip
    claims = " ".join(
        row["claim_in_own_words"].lower()
        for row in CLAIMS.values()
        if row["article"] == "A3" and row["topic"] == "causes"
    )
    structural = [name for name, row in CAUSES.items() if row["kind"] == "structural"]
    assert structures.seven() == [name for name in structural if re.search(words[name], claims)]
    assert len(structures.seven()) == 7
    assert all("A3" in CAUSES[name]["in_articles"] for name in structures.seven())
    assert structures.others() == [CAUSES[n]["name"] for n in structural if n not in structures.seven()]
    assert FACTS["others_n"] == str(len(structural) - 7)
    assert FACTS["also_a4"] == str(sum("A4" in CAUSES[name]["in_articles"] for name in structures.seven()))


def test_the_finding_beside_a_cause_is_the_one_its_own_row_speaks_of():
    frame = structures.scans_of_the_seven().set_index("Nearest finding")
    words = {
        "Disc protrusion": "protrusion",
        "Disc degeneration": "disc degeneration",
        "Facet degeneration": "facet wear",
        "Spondylolisthesis": "scans without pain",
    }
    for finding, word in words.items():
        lines = frame.loc[[finding]]
        for line in lines.itertuples():
            cause = next(row for row in CAUSES.values() if row["name"] == line.Cause)
            assert word in cause["prevalence_or_share"].lower()
        for age in (20, 50, 80):
            found = SCANS[finding.replace("Disc", "Disk"), age]
            assert set(lines[f"Age {age}"]) == {points(found)}
    rows = [row for row in COMPARED.values() if row["odds_ratio"]]
    for finding in frame.index:
        same = next((row for row in rows if row["finding"] == finding), None)
        odds = "–" if same is None else "{:.2f} ({:.2f} to {:.2f})".format(
            *(float(same[name]) for name in ("odds_ratio", "ci_low", "ci_high"))
        )  # fmt: skip
        assert set(frame.loc[[finding], "Odds ratio, up to 50"]) == {odds}
    assert list(frame.index).count("none in our tables") == 2
    assert (frame["Odds ratio, up to 50"] != "–").sum() == 3 and FACTS["both_n"] == "three"


def test_all_ages_are_the_table():
    frame = structures.all_ages().set_index("Finding")
    assert frame.size == len(SCANS) == int(FACTS["cells"])
    for (finding, age), row in SCANS.items():
        assert frame.loc[finding.replace("Disk", "Disc"), f"Age {age}"] == points(row)


@pytest.mark.parametrize("base", [0.5, 5, 10, 30, 90])
def test_an_odds_ratio_becomes_people(base):
    frame = structures.shares(base).set_index("finding")
    rows = [row for row in COMPARED.values() if row["odds_ratio"]]
    assert list(frame.index) == [row["finding"] for row in rows]
    for row in rows:
        for ours, theirs in {"share": "odds_ratio", "low": "ci_low", "high": "ci_high"}.items():
            assert frame.loc[row["finding"], ours] == pytest.approx(share(row[theirs], str(base)))
    assert structures.share_with(1, base) == pytest.approx(base)


@pytest.mark.parametrize("base", [0, 100, -1])
def test_a_base_that_is_no_share_is_refused(base):
    with pytest.raises(ValueError, match="allowed is a number between 0 and 100"):
        structures.shares(base)


def test_figures_draw_the_rows_and_mark_what_is_estimated():
    fig = structures.by_age().fig
    assert len(fig.data) == 4
    for trace, finding in zip(fig.data, structures.DRAWN, strict=True):
        for age, percent, symbol in zip(trace.x, trace.y, trace.marker.symbol, strict=True):
            row = SCANS[finding, int(age)]
            assert float(percent) == float(row["percent"])
            assert symbol.endswith("-open") == (row["n_scanned"] == "0")
            assert (age > 55) == row["value_kind"].startswith("read in a secondary file")
    drawn = structures.with_the_finding().fig.data[0]
    for finding, x, plus, minus in zip(drawn.y, drawn.x, drawn.error_x.array, drawn.error_x.arrayminus, strict=True):
        row = next(one for one in COMPARED.values() if one["finding"] == finding)
        assert (x, x + plus, x - minus) == pytest.approx(
            tuple(share(row[name], "10") for name in ("odds_ratio", "ci_high", "ci_low"))
        )


def test_what_stands_beside_the_figures_is_what_they_draw():
    shown = structures.with_the_finding()
    assert [line.x0 for line in shown.fig.layout.shapes] == [structures.BASE]
    printed = shown.table["With pain, of 100 with the finding"]
    for text, one in zip(printed, structures.shares().itertuples(), strict=True):
        assert text == f"{one.share:.0f} ({one.low:.0f} to {one.high:.0f})"
    alt = structures.by_age().fig.layout.meta["alt"]
    for finding, name in structures.DRAWN.items():
        assert f"{name}: from {SCANS[finding, 20]['percent']} of 100 at 20 to {SCANS[finding, 80]['percent']}" in alt
    second_hand = "read in a secondary file"
    first = [age for (_, age), row in SCANS.items() if not row["value_kind"].startswith(second_hand)]
    assert max(first) < structures.by_age().fig.layout.shapes[0].x0 < 60


def test_numbers_in_sentences_are_those_of_the_rows():
    scans = {"worn_20": ("Disk degeneration", 20), "worn_80": ("Disk degeneration", 80),
             "protrusion_20": ("Disk protrusion", 20), "height_20": ("Disk height loss", 20)}  # fmt: skip
    for name, key in scans.items():
        assert FACTS[name] == SCANS[key]["percent"]
    for name, key in {"or_bulge": "IP01", "or_crack": "IP02", "or_worn": "IP06"}.items():
        for end, column in {"": "odds_ratio", "_low": "ci_low", "_high": "ci_high"}.items():
            assert float(FACTS[name + end]) == float(COMPARED[key][column])
    for name, key in {"with_bulge": "IP01", "with_worn": "IP06"}.items():
        for end, column in {"": "odds_ratio", "_low": "ci_low", "_high": "ci_high"}.items():
            if name + end in FACTS:
                assert FACTS[name + end] == f"{share(COMPARED[key][column], '10'):.0f}"
    assert int(FACTS["free_worn"]) == 100 - int(FACTS["with_worn"])
    assert float(FACTS["odds_worn"]) == pytest.approx(22.4) and float(FACTS["odds_worn_sum"]) == pytest.approx(112.4)
    assert [FACTS["from_5"], FACTS["from_30"]] == [f"{share('2.24', base):.0f}" for base in ("5", "30")] == ["11", "49"]
    scanned = [row["n_scanned"] for row in SCANS.values()]
    assert FACTS["estimates"] == str(scanned.count("0"))
    assert FACTS["measured"] == str(len(scanned) - scanned.count("0"))
    assert FACTS["compared_n"] == "six" and sum(bool(row["odds_ratio"]) for row in COMPARED.values()) == 6
    assert all(float(row["ci_low"]) > 1 for row in COMPARED.values() if row["odds_ratio"]), "only what differs is held"
    assert FACTS["second_hand"] == str(scanned.count("")) == str(sum(age >= 60 for _, age in SCANS))
    assert FACTS["fewest"] == str(min(int(n) for n in scanned if n not in ("", "0")))
    assert SCANS["Disk height loss", 20]["n_scanned"] == FACTS["fewest"]


@pytest.mark.parametrize(
    ("name", "text", "printed"),
    [
        ("shrinks", CAUSES["C03"]["natural_history"], "pooled 63%"),
        ("shrinks_low", CAUSES["C03"]["natural_history"], "CI 49-"),
        ("shrinks_high", CAUSES["C03"]["natural_history"], "-77;"),
        ("shrinks_n", CAUSES["C03"]["natural_history"], "2219 patients"),
        ("shrinks_b", CAUSES["C03"]["natural_history"], "another meta-analysis 70.39% overall"),
        ("loose", CAUSES["C03"]["natural_history"], "87.77% for loose fragments"),
        ("protrusions", CAUSES["C03"]["natural_history"], "37.53% for protrusions"),
        ("worse_low", CAUSES["C04"]["natural_history"], "10-20% worse"),
        ("worse_high", CAUSES["C04"]["natural_history"], "10-20% worse"),
        ("narrow_gone", CAUSES["C04"]["natural_history"], "cohort: 54% no longer"),
        ("facet_low", CAUSES["C07"]["prevalence_or_share"], "15-45%"),
        ("facet_high", CAUSES["C07"]["prevalence_or_share"], "15-45%"),
        ("unnamed", CLAIMS["A3-03"]["seen"], "about 90%"),
        ("people", CLAIMS["A4-11"]["seen"], "3110 pain-free"),
        ("studies", COMPARED["IP06"]["population"], "14 studies"),
        ("compared", COMPARED["IP06"]["population"], "3097 people"),
        ("compared_free", COMPARED["IP06"]["population"], "(1193 pain-free"),
        ("compared_pain", COMPARED["IP06"]["population"], "1904 with pain"),
        ("neck_people", COMPARED["IP07"]["population"], "1211 pain-free"),
        ("neck", COMPARED["IP07"]["population"], "87.6% overall"),
        ("neck_men", COMPARED["IP07"]["population"], "73.3% of men"),
        ("neck_women", COMPARED["IP07"]["population"], "78.0% of women"),
        ("neck_cord", COMPARED["IP07"]["population"], "cord compression 5.3%"),
    ],
)
def test_numbers_read_in_texts_stand_there(name, text, printed):
    assert printed in text
    numbers = [round(float(one)) for one in re.findall(r"\d+(?:\.\d+)?", printed)]
    assert int(FACTS[name].replace(",", "")) in numbers
