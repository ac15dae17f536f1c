"""Places on the drawings of the point map: each follows the words of data/points.csv, measured on the drawing."""

import csv
import gzip
import json
import re
import subprocess
from math import dist
from pathlib import Path

import pytest
from deno import find_deno_bin

from widgets.data import package

ROOT = Path(__file__).parents[2]
WHOLE, WINDOWS = {"front", "back", "side"}, ("neck", "low-back")
# The parts of the body a region of points.csv may be drawn in, as words of the drawing's regions.
REGIONS = {
    "lumbar": "low back", "lumbar midline": "low back", "low back": "low back", "sacrum": "sacrum",
    "base of neck, midline": "neck", "neck under the skull": "neck", "back of neck": "neck",
    "top of shoulder": "shoulder", "upper back": "upper back", "mid back": "mid back", "buttock": "buttock",
    "both sides of the spine": "upper back|mid back|low back", "anywhere painful": "low back",
    "hand": "hand", "hand, little-finger side": "hand", "back of hand": "hand", "elbow": "elbow", "forearm": "forearm",
    "back of thigh": "thigh", "back of knee": "knee", "inner knee": "knee|lower leg", "calf": "lower leg",
    "outer front of the leg": "lower leg", "outer leg below knee": "knee|lower leg", "outer leg": "lower leg",
    "outer lower leg": "lower leg", "inner lower leg": "lower leg", "outer ankle": "ankle", "inner ankle": "ankle",
    "top of foot": "foot",
}  # fmt: skip
DUMP = """const { views } = await import(Deno.args[0] + "views.js"), { cun } = await import(Deno.args[0] + "cun.js");
console.log(JSON.stringify({ views, cun }));"""


def rows(table: str) -> list[dict]:
    """A table, read without our loader."""
    with (package.DATA / f"{table}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


POINTS = {row["point_code"]: row for row in rows("points")}
PLACES = rows("point_places")


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    """All views by name, and the facts on cun, as plain data."""
    script = tmp_path_factory.mktemp("dump") / "dump.js"
    script.write_text(DUMP, encoding="utf8")
    folder = (ROOT / "widgets/point_map").as_uri() + "/"
    ran = subprocess.run(
        [find_deno_bin(), "run", "--no-config", "-A", script, folder], capture_output=True, text=True, check=True
    )
    told = json.loads(ran.stdout)
    return {view["name"]: view for view in told["views"]} | {"cun": told["cun"]}


def where(code: str, view: str, side: str = "right", spot: str | None = None) -> tuple[float, float]:
    """The one place of a point in a view."""
    found = [
        p
        for p in PLACES
        if (p["point_code"], p["view"]) == (code, view) and p["side"] in (side, "midline") and spot in (None, p["spot"])
    ]
    assert len(found) == 1, (code, view, side, spot, found)
    return float(found[0]["x"]), float(found[0]["y"])


def mark(drawing: dict, view: str, name: str) -> tuple[float, float]:
    """A landmark of a view."""
    found = [one for one in drawing[view]["landmarks"] if one["name"] == name]
    assert len(found) == 1, (view, name)
    return found[0]["x"], found[0]["y"]


def back_cun(drawing: dict) -> float:
    """One cun on the back: the inner end of the shoulder-blade spine is 3 cun from the middle (SI14)."""
    assert "3 cun lateral" in POINTS["SI14"]["cun_reference"]
    assert "inner end of the shoulder-blade spine" in POINTS["SI14"]["location_in_own_words"]
    return mark(drawing, "back", "inner-end-of-the-shoulder-blade-spine")[0] / 3


def leg_cun(drawing: dict, view: str) -> float:
    """One cun on the lower leg: 8 cun are half of it (ST40)."""
    assert POINTS["ST40"]["cun_reference"].startswith("8 cun")
    assert "half way down the leg" in POINTS["ST40"]["location_in_own_words"]
    knee = mark(drawing, "side" if view == "side" else "back", "knee-crease")[1]
    return (mark(drawing, view, "outer-ankle-bone")[1] - knee) / 16


def test_every_point_told_in_words_has_a_place_on_a_whole_figure_and_no_other_has_one():
    told = {code for code, row in POINTS.items() if row["location_in_own_words"]}
    assert {p["point_code"] for p in PLACES} == told
    assert {p["point_code"] for p in PLACES if p["view"] in WHOLE} == told
    assert len(told) == 37


def test_each_place_names_the_words_it_follows_and_says_it_is_approximate():
    for p in PLACES:
        row = POINTS[p["point_code"]]
        assert p["basis"] in row["location_in_own_words"] or p["basis"] in row["cun_reference"], p["place_id"]
        assert p["approximate"] == "yes"
        assert p["how"] != "cun" or re.search(r"\bcun\b", p["basis"]), p["place_id"]
        assert (p["how"] == "example") == (row["cun_reference"] == "none"), p["place_id"]


CLOSE = {
    "hand": "hand|forearm", "foot": "ankle|top of foot", "leg": "knee|calf|leg|ankle|top of foot",
    "neck": "neck|shoulder|upper back", "low-back": "lumbar|low back|sacrum|buttock|anywhere painful",
}  # fmt: skip


@pytest.mark.parametrize("view", CLOSE)
def test_each_close_up_shows_the_points_of_its_part_of_the_body(view):
    shown = {p["point_code"] for p in PLACES if p["view"] == view}
    wanted = {code for code, row in POINTS.items() if re.search(rf"\b({CLOSE[view]})\b", row["region"])}
    assert wanted <= shown
    assert shown - wanted <= {"EX-B2"}  # both sides of the spine


def test_both_sides_are_drawn_alike():
    for p in PLACES:
        if p["view"] in ("front", "back", *WINDOWS) and p["side"] != "midline":
            twin = where(p["point_code"], p["view"], "left" if p["side"] == "right" else "right", p["spot"])
            assert twin == (-float(p["x"]), float(p["y"])), p["place_id"]
            seen_right = (float(p["x"]) > 0) == (p["view"] != "front")
            assert (p["side"] == "right") == seen_right, p["place_id"]
        elif p["side"] == "midline":
            assert float(p["x"]) == 0, p["place_id"]
        else:
            assert p["side"] == "left", p["place_id"]


@pytest.mark.parametrize("name", WINDOWS)
def test_a_closer_view_of_the_back_shows_what_lies_in_it_at_the_same_place(name, drawing):
    left, top, width, height = drawing[name]["viewBox"]
    key = ("point_code", "spot", "side", "x", "y")
    here = {tuple(p[k] for k in key) for p in PLACES if p["view"] == name}
    back = {
        tuple(p[k] for k in key)
        for p in PLACES
        if p["view"] == "back"
        and left <= float(p["x"]) <= left + width
        and top + 4 <= float(p["y"]) <= top + height - 4
    }
    assert here == back


def test_every_place_lies_in_the_region_its_point_is_told_for(drawing):
    for p in PLACES:
        x, y = float(p["x"]), float(p["y"])
        around = [
            region["title"]
            for region in drawing[p["view"]]["regions"]
            if region["box"][0] - 0.1 <= x <= region["box"][0] + region["box"][2] + 0.1
            and region["box"][1] - 0.1 <= y <= region["box"][1] + region["box"][3] + 0.1
        ]
        wanted = REGIONS[POINTS[p["point_code"]]["region"]]
        assert any(re.search(rf"\b({wanted})\b", title) for title in around), (p["place_id"], wanted, around)
        sided = [title for title in around if title.startswith(("left", "right"))]
        assert all(title.startswith(p["side"]) for title in sided), (p["place_id"], around)


def test_cun_beside_the_spine_agree_with_the_drawn_shoulder_blade(drawing):
    cun, checked = back_cun(drawing), 0
    for p in PLACES:
        told = re.search(r"([\d.]+)(?:-([\d.]+))? cun lateral", POINTS[p["point_code"]]["cun_reference"])
        if told and p["view"] in ("back", *WINDOWS):
            low, high = float(told[1]), float(told[2] or told[1])
            assert low - 0.05 <= abs(float(p["x"])) / cun <= high + 0.05, p["place_id"]
            checked += 1
    assert checked > 40
    assert dist(where("BL52", "back"), where("GV4", "back")) == pytest.approx(
        2 * dist(where("BL23", "back"), where("GV4", "back")), rel=0.02
    )


def test_points_told_by_a_vertebra_lie_at_the_lower_edge_of_its_drawn_bump(drawing):
    def edge(level: str) -> float:
        piece = next(part for part in drawing["back"]["parts"] if part["name"] == f"{level} spinous process")
        top = float(re.match(r"M\S+ (\S+?)[cs]", piece["d"])[1])
        return top + {"L": 8, "C": 7, "T": 5.6}[level[0]]

    for p in PLACES:
        row = POINTS[p["point_code"]]
        told = re.search(r"(?:level|below) ([TLC]\d+)\b", row["cun_reference"])
        level = p["spot"] if p["point_code"] == "EX-B2" else told and told[1]
        if level and p["view"] == "back":
            dip = 2 if "In the dip under" in row["location_in_own_words"] else 0
            assert float(p["y"]) == pytest.approx(edge(level) + dip, abs=0.15), p["place_id"]
    tip = mark(drawing, "back", "lower-tip-of-the-shoulder-blade")[1]
    assert where("BL17", "back")[1] == pytest.approx(tip, abs=2)  # level with the lower tip of the shoulder blade
    hips = mark(drawing, "back", "top-of-the-hip-bone")[1]
    assert where("BL25", "back")[1] == pytest.approx(hips, abs=3)  # level with the top of the hip bones


def test_the_chain_beside_the_spine_has_its_34_points():
    assert "34 points" in POINTS["EX-B2"]["location_in_own_words"]
    chain = [p for p in PLACES if (p["point_code"], p["view"]) == ("EX-B2", "back")]
    assert len(chain) == 34
    assert {p["spot"] for p in chain} == {f"T{n}" for n in range(1, 13)} | {f"L{n}" for n in range(1, 6)}


def test_cun_of_the_leg_agree_with_its_drawn_length(drawing):
    for view in ("front", "side"):
        cun, ankle = leg_cun(drawing, view), mark(drawing, view, "outer-ankle-bone")[1]
        side = "left" if view == "side" else "right"
        assert (ankle - where("ST40", view, side)[1]) / cun == pytest.approx(8, abs=0.25)
        if view == "side":
            assert (ankle - where("GB39", view, side)[1]) / cun == pytest.approx(3, abs=0.25)
    cun, ankle = leg_cun(drawing, "front"), mark(drawing, "front", "inner-ankle-bone")[1]
    assert (ankle - where("SP6", "front")[1]) / cun == pytest.approx(3, abs=0.25)
    assert (ankle - where("SP9", "front")[1]) / cun == pytest.approx(13, abs=0.25)
    eye = mark(drawing, "front", "outer-knee-eye")[1]
    assert (where("ST36", "front")[1] - eye) / cun == pytest.approx(3, abs=0.15)


def test_the_thigh_point_is_6_of_14_below_the_fold(drawing):
    assert POINTS["BL37"]["cun_reference"] == "6 cun below the gluteal fold; 1 cun above the BL36-BL40 midpoint"
    fold, crease = mark(drawing, "back", "gluteal-fold")[1], where("BL40", "back")[1]
    assert (where("BL37", "back")[1] - fold) / (crease - fold) * 14 == pytest.approx(6, abs=0.2)


def test_points_between_landmarks_lie_between_them(drawing):
    neck, tip = mark(drawing, "back", "c7"), mark(drawing, "back", "tip-of-the-shoulder")
    halfway = [(a + b) / 2 for a, b in zip(neck, tip, strict=True)]
    assert dist(where("GB21", "back"), halfway) < 4
    hip, hiatus = mark(drawing, "back", "hip-knob"), mark(drawing, "back", "sacral-hiatus")
    third = [a + (b - a) / 3 for a, b in zip(hip, hiatus, strict=True)]
    assert dist(where("GB30", "back"), third) < 2
    crease = mark(drawing, "back", "knee-crease")
    assert where("BL40", "back")[1] == pytest.approx(crease[1], abs=4)
    inner, outer = mark(drawing, "back", "inner-ankle-bone"), mark(drawing, "back", "outer-ankle-bone")
    middle = (abs(inner[0]) + outer[0]) / 2
    assert abs(inner[0]) < where("KI3", "back")[0] < middle < where("BL60", "back")[0] < outer[0]
    ankle = mark(drawing, "side", "outer-ankle-bone")
    below = where("BL62", "side", "left")
    assert abs(below[0] - ankle[0]) < 2 and below[1] > ankle[1] + 5


def test_two_thumb_widths_above_the_wrist(drawing):
    bars = {bar["name"]: bar for bar in drawing["cun"]["bars"]}
    thumb, crease = dist(bars["thumb"]["from"], bars["thumb"]["to"]), 0
    assert (crease - where("TE5", "hand", "left")[1]) / thumb == pytest.approx(2, abs=0.1)
    assert thumb * 0.245 == pytest.approx(back_cun(drawing), rel=0.12)  # the hand stands on the figure at this scale


def test_what_the_helper_says_of_cun_stands_in_the_tables(drawing):
    tables = {"points": POINTS, "glossary": {row["glossary_id"]: row for row in rows("glossary")}}
    assert set(drawing["cun"]["terms"]) <= set(tables["glossary"])
    for bar in drawing["cun"]["bars"] + drawing["cun"]["hand"]["bars"]:
        words = " ".join(tables[one["table"]][one["id"]][one["column"]] for one in bar["read"])
        numbers = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", words)}
        if bar["kind"] == "worked out":
            assert {14: (6, 1), 16: (8,)}[bar["parts"]] == tuple(n for n in (6, 1, 8) if n in numbers), bar[
                "name"
            ]  # (6 + 1) doubled, 8 doubled
        else:
            assert bar["parts"] in numbers, bar["name"]
    cun = {bar["name"]: dist(bar["from"], bar["to"]) / bar["parts"] for bar in drawing["cun"]["bars"]}
    assert cun["blade-back"] == pytest.approx(back_cun(drawing), rel=0.02)
    own = {bar["name"]: dist(bar["from"], bar["to"]) for bar in drawing["cun"]["hand"]["bars"]}
    assert own["four-fingers"] == 3 * own["thumb-joint"]
    assert cun["loin-back"] == cun["blade-back"]
    assert cun["outer-leg"] == pytest.approx(leg_cun(drawing, "side"), rel=0.03)


def test_all_drawings_weigh_little(tmp_path):
    out, source = tmp_path / "views.js", ROOT / "widgets/point_map/views.js"
    subprocess.run([find_deno_bin(), "bundle", "--no-config", "--quiet", "--minify", "-o", out, source], check=True)
    assert len(gzip.compress(out.read_bytes(), 9)) < 25_000


def test_no_word_on_how_to_needle_and_no_colour_in_the_drawings(drawing):
    text = json.dumps(drawing)
    assert not re.search(r"needl|insert|depth|angle|perpendicular|oblique|#[0-9a-f]{3,6}\b|rgb|fill|stroke", text, re.I)
