"""PointMap in Python: what it tells is what the tables say, cautions are never lost, wrong values are refused."""

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest
import traitlets
from bs4 import BeautifulSoup
from deno import find_deno_bin
from how_to_needle import told
from make_point_map_points import TARGET, text

from widgets import PointMap
from widgets.data import package
from widgets.point_map import find, prepare

HERE = Path(__file__).parent
CASES = json.loads((HERE / "point_map_cases.json").read_text("utf8"))
REASSURING = r"\b(you are safe|harmless|all clear|don't worry|no danger|is safe|safe to needle|rare)\b"


def rows(table: str) -> list[dict]:
    """A table, read without our loader."""
    with (package.DATA / f"{table}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def points() -> PointMap:
    return PointMap()


@pytest.fixture(scope="module")
def by_code(points) -> dict[str, dict]:
    return {one["code"]: one for one in points.points}


def test_every_point_is_told_in_the_words_of_its_row(by_code):
    columns = {"zh": "name_zh", "pinyin": "pinyin", "name": "name_en", "area": "region",
               "where": "location_in_own_words", "cun": "cun_reference"}  # fmt: skip
    assert sorted(by_code) == sorted(row["point_code"] for row in rows("points"))
    for row in rows("points"):
        one = by_code[row["point_code"]]
        for ours, theirs in columns.items():
            assert one[ours] == row[theirs].replace("not stated", ""), (row["point_code"], ours)
        assert (one["articles"] == "") == (row["in_articles"] in ("", "no"))
        assert one["articles"] in ("", row["in_articles"])
        keys = list(filter(None, [row["reference_key"], *row["further_reference_keys"].split("; ")]))
        assert one["sources"] == keys
        assert one["checked"] or row["verified"] == "yes"


def test_a_caution_of_the_table_is_never_lost(by_code):
    for row in rows("points"):
        kinds = [one["kind"] for one in by_code[row["point_code"]]["cautions"]]
        old = row["needling_caution"].lower()
        assert bool(kinds) == (old not in ("", "none specific seen")), row["point_code"]
        for words, kind in (("lung|pleura|pneumo", "lung"), ("pregnan", "pregnancy"), ("kidney", "kidney"),
                            ("cord|spinal canal", "spinal cord"), ("nerve", "nerve"), ("artery|vein", "artery"),
                            ):  # fmt: skip
            if re.search(words, old):
                assert kind in kinds, (row["point_code"], kind)
    assert all("pneumothorax" in c["text"] for one in by_code.values() for c in one["cautions"] if c["kind"] == "lung")


def test_cautions_are_the_rows_the_lung_first(by_code):
    order = list(prepare.KINDS)
    assert set(order) == {row["kind"] for row in rows("point_cautions")}
    for code, one in by_code.items():
        mine = [row for row in rows("point_cautions") if row["point_code"] == code]
        mine.sort(key=lambda row: order.index(row["kind"]))
        assert [c["text"] for c in one["cautions"]] == [row["why_a_trained_person"] for row in mine]
        for caution, row in zip(one["cautions"], mine, strict=True):
            assert bool(caution["basis"]) == (not row["reference_key"])
            assert "sign-off" in caution["basis"] or row["reference_key"] in caution["sources"]


def test_lung_and_cord_name_the_signs_after_needling_and_pregnancy_its_precaution(points, by_code):
    flags = {row["flag_id"]: row for row in rows("red_flags")}
    advice = {row["precaution_id"]: row["advice"] for row in rows("precautions")}
    for one in by_code.values():
        for caution in one["cautions"]:
            assert (caution["flag"] == "RF32") == (caution["kind"] == "lung")
            assert (caution["flag"] == "RF33") == (caution["kind"] == "spinal cord")
            assert (caution["precaution"] == "PC07") == (caution["kind"] == "pregnancy")
    assert set(points.facts["flags"]) == {"RF32", "RF33"}
    for name, flag in points.facts["flags"].items():
        assert (flag["sign"], flag["do"]) == (flags[name]["sign"], flags[name]["do"])
        assert flags[name]["action"] == "emergency now"
    for name, precaution in points.facts["precautions"].items():
        assert precaution["advice"] == advice[name]


def test_nothing_tells_how_to_needle_and_nothing_reassures(points, root):
    texts = [json.dumps([points.points, points.facts], ensure_ascii=False), points.static_html(), PointMap.__doc__]
    texts += [path.read_text(encoding="utf8") for path in sorted((root / "widgets/point_map").rglob("*.js"))]
    for one in texts:
        words = "\n".join(line for line in one.splitlines() if not line.strip().startswith(("//", "/*", "*")))
        assert not [found for found in told(words) if "angle" not in found], one[:80]
        assert not re.search(REASSURING, words, re.IGNORECASE), re.search(REASSURING, words, re.IGNORECASE)
    state = json.dumps([points.points, points.facts])
    assert not re.search(r"\bdeep|\bdepth|pricked|long needle|shallow", state, re.IGNORECASE)


def test_patterns_that_name_a_point_are_those_of_the_table(by_code):
    patterns = {row["pattern_id"]: row for row in rows("patterns")}
    for code, one in by_code.items():
        named = [row for row in rows("pattern_points") if row["point_code"] == code]
        assert [p["id"] for p in one["patterns"]] == [row["pattern_id"] for row in named]
        for mine, row in zip(one["patterns"], named, strict=True):
            assert mine["name"] == patterns[row["pattern_id"]]["name_en"]
            assert all(part in mine["remark"] for part in (row["note"], prepare.ROLES.get(row["role"], row["role"])))


def test_trials_are_counted_as_the_table_says_and_none_is_made_up(points, by_code):
    for row in rows("points"):
        one = by_code[row["point_code"]]
        numbers = re.match(r"TARA article sample: (\d+) of (\d+) .*?; (\d+) of (\d+) neck .*?; (\d+) of (\d+)",
                           row["used_in_trials"])  # fmt: skip
        assert one["sample"] == ([int(n) for n in numbers.groups()] if numbers else [])
        assert one["also"] in row["used_in_trials"]
    cells = [row["item_2b_points"] for row in rows("treatments")]
    for code, one in by_code.items():
        assert bool(one["trials"]) == any(re.search(rf"\b{code}\b", cell) for cell in cells)
    assert points.facts["trials"]["groups"] == len(cells)


def test_a_trial_that_names_a_point_would_be_told(monkeypatch):
    monkeypatch.setattr(prepare, "_listed", lambda: (("haake2007", "BL23; BL25"), ("kerr2003", "BL2; ashi")))
    assert prepare.trials_with("BL23") == ["haake2007"] and prepare.trials_with("BL2") == ["kerr2003"]
    assert prepare.facts()["trials"]["labels"] == {"haake2007": "Haake 2007"}, "codes that the course does not have"


def test_used_for_is_a_count_of_trials_or_a_pattern_of_such_pain(by_code):
    applies = {row["pattern_id"]: row["applies_to"] for row in rows("patterns")}
    for code, one in by_code.items():
        named = [row for row in rows("pattern_points") if row["point_code"] == code and row["role"] != "borrowed"]
        neck = [r for r in named if r["role"] == "neck form" or (
            applies[r["pattern_id"]] in ("neck", "both") and r["note"] != "back")]  # fmt: skip
        back = [r for r in named if r["role"] != "neck form" and applies[r["pattern_id"]] in ("low back", "both")]
        sample = one["sample"] or [0] * 6
        assert ("low back" in one["used"]) == (sample[0] > 0 or bool(back)), code
        assert ("neck" in one["used"]) == (sample[2] > 0 or bool(neck)), code
        assert ("articles" in one["used"]) == bool(one["articles"])


def test_places_are_those_of_the_table_and_every_region_is_known(points, by_code):
    for code, one in by_code.items():
        mine = [row for row in rows("point_places") if row["point_code"] == code]
        assert [(p["view"], p["x"], p["y"], p["side"]) for p in one["places"]] == [
            (row["view"], float(row["x"]), float(row["y"]), row["side"]) for row in mine
        ]
        assert bool(mine) == bool(one["where"]), "what is told in words is drawn, and nothing else"
    known = [area for areas in prepare.REGIONS.values() for area in areas]
    assert len(known) == len(set(known)) and set(known) == {row["region"] for row in rows("points")}


@pytest.mark.parametrize(("given", "code"), CASES["codes"])
def test_codes_are_read_in_any_spelling(given, code):
    assert find.code_of(given) == code


@pytest.mark.parametrize(("given", "code"), CASES["first"])
def test_search_finds_first_what_was_meant(points, given, code):
    assert next(iter(points.search(given)), None) == code


@pytest.mark.parametrize(("given", "codes"), CASES["has"])
def test_search_finds_all_that_fit(points, given, codes):
    assert sorted(points.search(given)) == sorted(codes)


def test_a_point_is_set_by_any_of_its_names_and_the_picture_shows_it():
    assert PointMap(point="ub 23").point == PointMap(point="肾俞").point == PointMap(point="Shènshù").point == "BL23"
    assert PointMap(point="BL23").view == "back" and PointMap(point="LR3").view == "front"
    assert PointMap(point="BL23", view="low-back").view == "low-back"
    assert PointMap(point="SP10").view == "back", "a point that is not drawn"
    asked = PointMap(point="BL23", mode="find", channel="Bladder")
    assert repr(asked) == "PointMap: point 'BL23', view 'back', mode 'find'"
    assert asked.shown["pinyin"] == "Shènshù" and PointMap().shown.empty
    assert list(asked.table["code"]) == [one["code"] for one in asked.points]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"point": "BL231"}, r"point is 'BL231'\. Did you mean 'BL23'"),
        ({"point": "Shenshou"}, r"point is 'Shenshou'"),
        ({"point": "!!"}, r"point is '!!'"),
        ({"point": None}, "expected a unicode string"),
        (
            {"view": "rear"},
            r"view is 'rear'.* Allowed are 'front', 'back', 'side', 'hand', 'foot', 'leg', 'neck', 'low-b",
        ),
        ({"point": 3}, "'point' trait of a PointMap instance expected a unicode string, not the int 3"),
        ({"channel": "bladder"}, r"channel is 'bladder'. Did you mean 'Bladder'\?"),
        ({"region": "Low back"}, r"region is 'Low back'. Did you mean 'Low back and sacrum'\?"),
        ({"used": "back"}, r"used is 'back'. Did you mean 'low back'\? Allowed are '', 'low back', 'neck', 'articles'"),
        ({"mode": "quiz"}, "mode is 'quiz'. Allowed are 'look', 'find', 'name'"),
        ({"answers": {"find:BL2": {"right": True}}}, "answers: no question 'find:BL2'"),
        ({"answers": {"find:ASHI": {"right": True}}}, "answers: no question 'find:ASHI'"),
        ({"answers": {"find:BL23": {"right": "yes"}}}, r"answers\['find:BL23'\]: found"),
        ({"answers": {"find:BL23": True}}, r"answers\['find:BL23'\]: found True"),
    ],
)
def test_what_is_not_allowed_is_refused(wrong, message):
    with pytest.raises(traitlets.TraitError, match=message):
        PointMap(**wrong)
    found = PointMap()
    (name, value), before = next(iter(wrong.items())), found.get_state()
    with pytest.raises(traitlets.TraitError, match=message):
        setattr(found, name, value)
    assert found.get_state() == before


def test_an_unknown_keyword_is_refused_and_facts_cannot_be_put_in(points):
    with pytest.raises(TypeError, match=r"unknown keyword 'chanel'\. Did you mean 'channel'"):
        PointMap(chanel="Bladder")
    with pytest.raises(TypeError, match="takes no 'points': it is read from data/"):
        PointMap(points=[])
    with pytest.raises(traitlets.TraitError, match="points can't be set"):
        points.points = []
    with pytest.raises(traitlets.TraitError, match="facts can't be set"):
        points.facts = {}


def test_answers_are_read_back_as_a_table_and_a_score():
    found = PointMap()
    assert found.responses.empty and found.score == 0.0
    assert list(found.responses.columns) == ["task", "point", "answer", "right", "tries"]
    found.answers = {"name:BL23": {"right": True, "said": "BL23", "tries": 2},
                     "find:GB21": {"right": False, "said": "back: neck", "tries": "many", "extra": 1}}  # fmt: skip
    assert found.responses.values.tolist() == [
        ["find", "GB21", "back: neck", False, 1], ["name", "BL23", "BL23", True, 2],
    ]  # fmt: skip
    assert found.score == 0.5


def test_without_a_script_there_are_figures_and_every_point_with_its_cautions(points, by_code):
    soup = BeautifulSoup(points.static_html(), "html.parser")
    words = soup.get_text(" ")
    assert "Nobody should needle themselves" in words
    assert words.index("Nobody should needle") < words.index("Emergency department now") < words.index("Shènshù")
    assert soup.select_one("a[href='../../book/red-flags.html']")
    lines = {line["data-point"]: line for line in soup.select("tr[data-point]")}
    assert sorted(lines) == sorted(by_code)
    for code, one in by_code.items():
        kinds = [each["data-caution"] for each in lines[code].select("li[data-caution]")]
        assert kinds == [caution["kind"] for caution in one["cautions"]]
        for each in ("where", "zh", "pinyin"):
            assert not one[each] or one[each].split("（")[0].replace("-", "–") in lines[code].get_text().replace(
                "-", "–"
            )
    drawn = {text.get_text() for text in soup.select("svg text")}
    for view in ("front", "back"):
        assert {
            row["point_code"] for row in rows("point_places") if row["view"] == view and row["how"] != "example"
        } <= drawn


def test_the_figures_are_what_the_page_would_draw(root):
    """tests/widgets/make_point_figures.js writes them; run that again after a change of the drawings or places."""
    made = "import { figures } from './tests/widgets/make_point_figures.js'; await Deno.stdout.write(new TextEncoder().encode(figures()));"  # noqa: E501
    done = subprocess.run([find_deno_bin(), "eval", made], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == (root / "widgets/point_map/figures.svg").read_text(encoding="utf8")


def test_the_points_of_the_script_tests_are_these():
    """Run tests/widgets/make_point_map_points.py after a change of points.csv or point_places.csv."""
    assert TARGET.read_text(encoding="utf8") == text()


def test_views_are_those_of_the_drawings(root):
    made = (
        "import { VIEWS as all } from './widgets/point_map/places.js'; console.log(all.map((one) => one.name).join());"
    )
    done = subprocess.run([find_deno_bin(), "eval", made], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip().split(",") == prepare.VIEWS


def test_colours_come_through_the_shared_properties(root):
    style = (root / "widgets/point_map/point_map.css").read_text(encoding="utf8")
    drawing = (root / "widgets/point_map/figures.svg").read_text(encoding="utf8")
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", style, re.IGNORECASE)
    assert not re.search(r'(fill|stroke|style)="', drawing)


def test_what_the_page_needs_is_synced_and_explained(points):
    own = [name for name in vars(PointMap) if name in points.traits(sync=True) and name[0] != "_"]
    assert {"point", "view", "channel", "region", "used", "find", "mode", "answers"} < set(own)
    assert all(points.traits()[name].help for name in own)
