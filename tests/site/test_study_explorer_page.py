"""The study explorer on its page: numbers against a recomputation of our own, keyboard, hostile names."""

from __future__ import annotations

import csv
import io
import json
import random

import numpy as np
import pandas as pd
import pytest
from explorer_page import ASKED, PAGE, agree, choose, explorer, open_own, read
from plain_pool import pool
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import StudyExplorer

EVIL = "<img src=x onerror=window.hacked=1>"


def views(page) -> list[dict]:
    """Every question, measure, kind of treatment and "unread too or not" that has a trial, from the page's own data."""
    text = page.locator("#pbp-models").evaluate("(one) => one.textContent")
    data = next(state["data"] for state in json.loads(text).values() if state["data"]["source"] == "course")
    found = []
    for question in data["questions"]:
        for key, view in question["views"].items():
            measure, needles, unread = [*key.split("|"), "", ""][:3]
            if view["rows"]:
                asked = {name: question[name] for name in ASKED} | {"needles": needles, "measure": measure}
                ids = sorted(data["rows"][place]["id"] for place in view["rows"])
                found.append((asked, unread == "1", ids))
    return found


def check(root) -> list[str]:
    """What the page shows is what the rows say by plain arithmetic; which trials counted."""
    found = read(root)
    counted = [row for row in found["rows"] if row["included"]]
    if counted:
        agree(found, pool([row["yi"] for row in counted], [row["vi"] for row in counted]))
    words = {1: "One trial on its own is no pooled result", 2: "too few", 3: "too few", 4: "too few"}
    assert words.get(len(counted), "trials compared") in found["says"]
    return sorted(row["row"] for row in counted)


def walk(page, chosen: slice) -> None:
    root = explorer(page)
    every = views(page)
    assert len(every) > 120 and {unread for _, unread, _ in every} == {True, False}
    assert {asked["measure"] for asked, *_ in every} == {"points", "smd", "rr", "rd"}
    assert len({asked["needles"] for asked, *_ in every}) > 5
    root.locator("summary", has_text="Years, sizes").click()
    for asked, unread, ids in every[chosen]:
        root.get_by_label("Also numbers that no second").set_checked(unread)
        choose(root, **asked)
        assert check(root) == ids, asked
        expect(root.locator("[data-study]")).to_have_count(len(ids))


def test_some_views_against_a_recomputation(page_at):
    visit = page_at(PAGE)
    walk(visit.page, slice(3, None, 13))
    assert not visit.faults()


@pytest.mark.full
def test_every_view_against_a_recomputation(page_at):
    visit = page_at(PAGE)
    walk(visit.page, slice(None))
    assert not visit.faults()


def leave_out(page, times: int, seed: int) -> None:
    root = explorer(page, 1)
    chosen = random.Random(seed)  # noqa: S311 - not for secrets
    boxes = root.locator("[data-study] input[type=checkbox]")
    models = [("REML", "hksj"), ("REML", "hksj-modified"), ("DL", "wald"), ("EE", "wald"), ("REML", "wald")]
    for place in range(times):
        model, interval = models[place % len(models)]
        choose(root, model=model) if model == "EE" else choose(root, model=model, interval=interval)
        out = set(chosen.sample(range(16), chosen.randint(0, 14)))
        boxes.evaluate_all(
            "(all, out) => all.forEach((one, n) => one.checked === out.includes(n) && one.click())", list(out)
        )
        found = read(root)
        counted = [row for row in found["rows"] if row["included"]]
        assert len(counted) == 16 - len(out)
        agree(found, pool([row["yi"] for row in counted], [row["vi"] for row in counted], model, interval))


def test_random_exclusions_against_a_recomputation(page_at):
    leave_out(page_at(PAGE).page, 8, seed=1)


@pytest.mark.full
def test_thirty_random_exclusions_against_a_recomputation(page_at):
    leave_out(page_at(PAGE).page, 30, seed=2)


def test_the_example_has_an_interval_without_and_a_prediction_with_no_effect(page_at):
    fields = read(explorer(page_at(PAGE).page, 1))["fields"]
    assert (fields["k"], fields["n"]) == (16, 1826)
    assert fields["ci_high"] < 0 < fields["pi_high"]
    expect(explorer(page_at(PAGE).page, 1).locator(".note")).to_contain_text("nothing about back or neck pain")


def test_what_is_missing_and_where_reviews_differ_stand_beside_the_result(page_at):
    root = explorer(page_at(PAGE).page)
    found = read(root)["fields"]
    assert (found["missing"], found["missing_people"]) == (17, 2865)
    first = root.locator(".missing li").first
    expect(first).to_contain_text("Haake 2007")
    first.locator("summary").click()
    expect(first.locator("dl")).to_contain_text("10.1001/")
    expect(root.locator("[data-field=difference]")).to_contain_text("Why this may be: ours rests on three trials")
    expect(root.locator("[data-review]")).to_have_count(5)
    expect(root.locator("[data-review]").first).to_contain_text("33 trials, 8,270 people in the whole review")
    expect(root.locator("[data-review]", has_text="Probably reduces")).to_contain_text("mixes sham with other care")
    expect(root.locator("[data-review]").last).to_contain_text("a wider question than this")


def test_long_lists_and_statistics_are_folded(page_at):
    root = explorer(page_at(PAGE).page)
    expect(root.locator("[data-missing]")).to_have_count(17)
    assert sum(one.is_visible() for one in root.locator("[data-missing]").all()) == 5
    expect(root.locator(".further > summary")).to_have_text("and 12 more")
    root.locator(".further > summary").click()
    assert all(one.is_visible() for one in root.locator("[data-missing]").all())
    assert not root.locator("[data-field=tau2]").is_visible() and read(root)["fields"]["tau2"] is not None
    root.locator("summary", has_text="Statistics").click()
    assert root.locator("[data-field=tau2]").is_visible()
    source = root.locator("[data-review]").first.locator("details")
    assert not source.locator("p").is_visible()
    expect(source.locator("summary")).to_have_text("Mu J, Furlan AD, Lam WY and others (2020)")


def test_the_example_stands_folded_and_says_that_it_is_not_back_pain(page_at):
    visit = page_at(PAGE)
    one = visit.page.locator("[data-widget=study-explorer]").nth(1)
    assert not one.is_visible()
    title = "Not back pain: a methods example (nausea after surgery)"
    fold = visit.page.locator(".pbp-study-explorer-fold > summary:visible", has_text=title)
    fold.click()
    expect(one.locator("[data-study]").first).to_be_visible()
    assert one.locator("svg.plot").first.bounding_box()["width"] > 200
    fold.click()
    assert not one.is_visible() and not visit.faults()
    page = visit.open(PAGE + "#example?model=EE")
    expect(page.locator("[data-widget=study-explorer]").nth(1)).to_be_visible()


def test_a_question_with_nothing_says_what_is_known(page_at):
    root = explorer(page_at(PAGE).page)
    choose(root, condition="whiplash", comparator="no treatment")
    expect(root.locator("[data-field=headline]")).to_have_text("No usable trial")
    expect(root.locator("[data-field=says]")).to_contain_text("No usable trial compared acupuncture with no treatment")
    expect(root.locator("select[name=comparator] option:checked")).to_contain_text("none usable")


def test_the_trials_are_there_once_whichever_tab_is_in_front(page_at):
    root = explorer(page_at(PAGE).page, 1)
    before = read(root)["rows"]
    assert len(before) == 16
    for name in ("Funnel", "By year", "Leave one out", "Table", "Network"):
        root.get_by_role("tab", name=name).click()
        assert read(root)["rows"] == before, name
        assert root.get_by_role("checkbox", name="Count").count() == 0, "hidden from those who listen"
    choose(root, measure="rr", model="EE")
    root.get_by_role("tab", name="Forest").click()
    assert read(root)["rows"] == before and root.get_by_role("checkbox", name="Count").count() == 16


def test_by_keyboard_alone(page_at):
    page = page_at(PAGE).page
    root = explorer(page)
    root.locator("select[name=condition]").focus()
    page.keyboard.press("Tab")
    expect(root.locator("select[name=comparator]")).to_be_focused()
    root.get_by_role("tab", name="Forest").focus()
    for name in ("Funnel", "By year", "Leave one out", "Table", "Network", "Forest"):
        page.keyboard.press("ArrowRight")
        expect(root.get_by_role("tab", name=name)).to_be_focused()
        expect(root.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    tick = root.get_by_role("checkbox", name="Count Leibing 2002")
    tick.focus()
    page.keyboard.press("Space")
    expect(tick).to_be_focused()
    expect(tick).not_to_be_checked()
    assert read(root)["fields"]["k"] == 2
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(root.locator(".drawer").first).to_be_visible()
    for words in ("Arms", "Sham", "Sessions", "Funding", "Registration", "Numbers as seen", "Second look", "DOI"):
        expect(root.locator(".drawer").first).to_contain_text(words)


def test_every_tab_of_the_example_draws(page_at):
    visit = page_at(PAGE)
    root = explorer(visit.page, 1)
    root.get_by_role("tab", name="Funnel").click()
    expect(root.locator("svg.funnel circle")).to_have_count(16)
    root.get_by_role("tab", name="By year").click()
    expect(root.locator(".panel li")).to_have_count(16)
    root.get_by_role("tab", name="Leave one out").click()
    expect(root.locator(".panel li").first).to_contain_text("without")
    root.get_by_role("tab", name="Table").click()
    expect(root.locator(".panel tbody tr")).to_have_count(16)
    root = explorer(visit.page)
    root.get_by_role("tab", name="Funnel").click()
    expect(root.locator(".panel")).to_contain_text("from 10 trials on")
    root.get_by_role("tab", name="Network").click()
    expect(root.locator("svg.network .gap").first).to_be_attached()
    expect(root.locator(".panel")).to_contain_text("acupuncture and sham needling: 20 trials")
    assert not visit.faults()


OTHER_LOOKS = [pytest.param(theme, width, marks=pytest.mark.full) for theme, width in (("dark", 1280), ("light", 390))]


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390), *OTHER_LOOKS])
def test_axe_finds_nothing_before_and_after_use(page_at, axe, theme, width):
    page = page_at(PAGE, theme=theme, width=width).page
    found = violations(page, axe)
    assert not found, report(found)
    for name, place in (("Network", 0), ("Funnel", 1)):
        explorer(page, place).get_by_role("tab", name=name).click()
    page.evaluate("() => document.querySelectorAll('.pbp-study-explorer details').forEach((one) => one.open = true)")
    found = violations(page, axe)
    assert not found, report(found)


def test_on_a_phone_bars_stand_under_names_and_all_can_be_hit(page_at):
    page = page_at(PAGE, width=390).page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    line = explorer(page).locator("[data-study] .line").first
    name, plot = line.locator(".opener").bounding_box(), line.locator("svg.plot").bounding_box()
    assert plot["y"] >= name["y"] + name["height"] - 4 and plot["width"] > 220
    small = page.evaluate("""() => [...document.querySelectorAll(
        "[data-widget=study-explorer] :is(input, button, summary, select)")]
        .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
        .filter((box) => box.width < 24 || box.height < 24).length""")
    assert small == 0


def test_markup_in_every_text_is_text(visit_with):
    texts = dict.fromkeys(["condition", "comparator", "outcome", "window", "needling", "instrument", "note", "seen",
                           "sham", "arms", "funding", "doi", "source"], EVIL)  # fmt: skip
    frame = pd.DataFrame({"label": [f"=HYPERLINK(1){EVIL}", EVIL], "yi": [-0.1, 0.2], "vi": [0.1, 0.2]}).assign(**texts)
    visit = visit_with()
    page = open_own(visit, StudyExplorer(frame, title=EVIL, note=EVIL, measure="rr"))
    root = explorer(page)
    root.locator(".opener").first.click()
    root.locator("summary", has_text="Take it away").click()
    for name in ("By year", "Leave one out", "Table", "Network", "Forest"):
        root.get_by_role("tab", name=name).click()
        assert root.locator(".panel", has_text=EVIL[:20]).count(), name
    for place in ("h3", ".note", ".says", ".opener", ".drawer", ".code"):
        assert root.locator(place, has_text=EVIL).count(), place
    with page.expect_download() as kept:
        root.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(kept.value.path().read_text(encoding="utf8"))))
    assert any(row["label"].startswith("'=HYPERLINK") for row in rows)
    assert not page.locator("img").count() and not page.evaluate("() => window.hacked") and not visit.faults()


def test_one_row_and_ten_thousand(visit_with):
    rng = np.random.default_rng(1)
    many = pd.DataFrame({"label": [f"T{n}" for n in range(10_000)], "yi": rng.normal(-0.2, 0.4, 10_000)})
    many = many.assign(vi=rng.uniform(0.01, 0.2, 10_000), year=rng.integers(1990, 2024, 10_000))
    page = open_own(visit_with(), StudyExplorer(many, measure="smd"))
    root = explorer(page)
    found = read(root)
    assert found["fields"]["k"] == 10_000 and len(found["rows"]) == 100
    agree(found, pool(list(many.yi), list(many.vi)))
    root.locator("[data-study] input[type=checkbox]").first.click()
    assert read(root)["fields"]["k"] == 9_999
    expect(root.get_by_role("button", name="Draw all 10,000 trials")).to_be_visible()
    page = open_own(visit_with(), StudyExplorer(many.iloc[:1], measure="smd"))
    found = read(explorer(page))
    agree(found, pool([many.yi[0]], [many.vi[0]]))
    assert found["headline"].startswith("One trial: ")
