"""The trial simulator on a page: the same numbers as Python, by mouse and by keyboard, on a phone, without a script."""

from __future__ import annotations

import pytest
from browse import LOOKS
from own_widgets import PATH, open_own, state_of
from playwright.sync_api import expect
from test_accessibility import report, violations

from widgets import TrialSimulator

EVIL = "<img src=x onerror=window.hacked=1>"
SMALL = {"people": 40, "seed": 5, "trials": 200, "guessed": 20, "dropout": 10}


def value(place, name: str, nth: int = 0) -> float:
    return float(place.locator(f"[data-field={name}]").nth(nth).get_attribute("data-value"))


def setting(page, name: str):
    return page.locator(f"input[name={name}]")


def type_in(page, name: str, text: str) -> None:
    setting(page, name).fill(text)
    setting(page, name).press("Enter")


def run_many(page) -> None:
    page.get_by_role("button", name="Run ").click()
    page.locator("[data-done]").wait_for()


def agrees(page, simulator: TrialSimulator) -> None:
    """The page shows what Python finds for these settings."""
    expect(page.locator("[data-field=says]")).to_contain_text(f"Trial {simulator.trial} found")
    for arm, row in simulator.arms.iterrows():
        panel = page.locator(f".panel[data-arm={arm}]")
        for field, column in (("mean-start", "mean_start"), ("mean-end", "mean_end"), ("responders", "responders")):
            assert value(panel, field) == pytest.approx(row[column], rel=1e-12), (arm, field)
    for name, row in simulator.result.iterrows():
        pair = page.locator(f".differences [data-comparison={name}]")
        for field in ("difference", "low", "high", "p"):
            assert value(pair, field) == pytest.approx(row[field], rel=1e-10), (name, field)
        assert value(pair, "put-in") == pytest.approx(row["put_in"])


@pytest.mark.parametrize("preset", ["gerac", "cherkin-2009", "null-needle"])
def test_a_trial_shows_what_python_finds(visit_with, preset):
    visit = visit_with()
    simulator = TrialSimulator(preset=preset, seed=9)
    page = open_own(visit, simulator)
    agrees(page, simulator)
    dots = "(kinds) => kinds.map((kind) => [...document.querySelectorAll(`.pbp-running .panel .${kind}`)]" \
        ".map((path) => path.getAttribute('d').split('h0').length - 1).reduce((a, b) => a + b, 0))"  # fmt: skip
    start, lost, responds, stays = page.evaluate(dots, ["start", "lost", "responds", "stays"])
    known = simulator.dots
    assert (start + lost, lost) == (len(known), (~known["stayed"]).sum())
    assert (responds, responds + stays) == (known["responder"].sum(), known["stayed"].sum())
    assert not visit.faults()


def test_many_trials_say_what_python_says(visit_with):
    visit = visit_with()
    simulator = TrialSimulator(preset="gerac", **SMALL)
    page = open_own(visit, simulator)
    expect(page.get_by_role("heading", name="Many trials")).to_be_hidden()
    run_many(page)
    for name, row in simulator.summary().iterrows():
        assert value(page.locator(f".estimates [data-comparison={name}]"), "works") == pytest.approx(row["works"])
    for name, share in simulator.verdicts().items():
        assert value(page.locator(f"[data-verdict='{name}']"), "verdict") == pytest.approx(share)
    says = page.locator("[data-field=many-says]")
    expect(says).to_contain_text(
        "Simulation. Put in: the needle itself takes off 1.7 points of pain; being treated takes off 8.8"
    )
    expect(says).to_contain_text(", but not for 20 of 100 in the sham arm, who see through it. Of 200 made-up trials")
    page.get_by_text("Many trials as a table").click()
    expect(page.get_by_role("table", name="200 simulated trials")).to_be_visible()
    type_in(page, "specific", "12")  # another truth: the trials are run again
    simulator.specific = 12
    expect(says).to_contain_text("the needle itself takes off 12.0 points of pain")
    assert value(page.locator(".estimates [data-comparison=needle-sham]"), "works") == pytest.approx(
        simulator.summary().loc["needle-sham", "works"]
    )
    assert not visit.faults()


def test_the_page_stays_awake_while_many_trials_run(visit_with):
    page = open_own(visit_with(), TrialSimulator(preset="gerac", people=500, trials=5000))
    page.evaluate("""() => {
      window.frames_seen = 0;
      const count = () => {
        window.frames_seen += 1;
        if (!document.querySelector("[data-done]")) requestAnimationFrame(count);
      };
      document.querySelector(".buttons").addEventListener("click", () => requestAnimationFrame(count));
    }""")
    page.get_by_role("button", name="Run 5,000 trials").click()
    page.locator("[data-done='5000']").wait_for()
    assert page.evaluate("() => window.frames_seen") > 3


def test_settings_by_keyboard_and_by_number(visit_with):
    visit = visit_with()
    simulator = TrialSimulator(preset="gerac", **SMALL)
    page = open_own(visit, simulator)
    setting(page, "specific-range").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(setting(page, "specific")).to_have_value("3.5")
    simulator.specific = 3.5
    expect(page.locator("[data-field=says]")).to_contain_text("the needle itself takes off 3.5 points of pain")
    agrees(page, simulator)
    type_in(page, "entry", "60")
    simulator.entry = 60
    expect(setting(page, "entry-range")).to_have_attribute("aria-valuetext", "60 points")
    expect(page.locator("[data-widget] .panel path.entry").first).to_have_attribute("d", "M0 160H84")
    page.wait_for_timeout(400)
    agrees(page, simulator)
    page.get_by_role("button", name="Draw another trial").click()
    simulator.trial = 2
    agrees(page, simulator)
    expect(page.locator("[data-field=trial]")).to_have_attribute("data-value", "2")


def test_what_is_not_allowed_is_said_and_changes_nothing(visit_with):
    simulator = TrialSimulator(preset="gerac", **SMALL)
    page = open_own(visit_with(), simulator)
    note = page.locator("[data-field=note]")
    for name, text, message in (
        ("people", "3", "People in each arm: allowed is a number from 10 to 500."),
        ("people", "20.5", "People in each arm: allowed is a whole number from 10 to 500."),
        ("expectation", "", "Effect of being treated: allowed is a number from 0 to 40."),
        ("entry", "91", "Let in from: allowed is a number from 0 to 90."),
    ):
        type_in(page, name, text)
        expect(note).to_have_text(message)
        expect(setting(page, name)).to_have_attribute("aria-invalid", "true")
    agrees(page, simulator)
    page.get_by_text("More: spread").click()
    type_in(page, "entry", "80")
    expect(page.locator("[data-field=about]")).to_contain_text("Begun from")  # drawn, before the next is typed
    type_in(page, "baseline_mean", "5")
    expect(note).to_contain_text("So few people reach this entry level")
    type_in(page, "people", "50")
    expect(note).to_be_empty()
    expect(setting(page, "baseline_mean")).to_have_value("56")
    expect(setting(page, "entry")).to_have_attribute("aria-invalid", "false")


def test_a_preset_sets_all_and_says_what_it_is(visit_with):
    page = open_own(visit_with(), TrialSimulator(preset="gerac"))
    about, back = page.locator("[data-field=about]"), page.get_by_role("button", name="Back to the preset")
    expect(about).to_contain_text("A simulation, not the trial. GERAC printed 47.6, 44.2, 27.4 responders of 100")
    expect(back).to_be_hidden()
    page.get_by_role("radio", name="Cherkin 2009 shape").check()
    expect(about).to_contain_text("lower by 4.4, 4.5, 4.4, 2.1 points")
    expect(page.locator("[data-field=says]")).to_contain_text("disability")
    agrees(page, TrialSimulator(preset="cherkin-2009"))
    expect(setting(page, "specific")).to_have_attribute("max", "9.2")
    type_in(page, "people", "77")
    expect(about).to_have_text(
        "Begun from the preset “Cherkin 2009 shape”, with other settings. A simulation, never a trial that was held."
    )
    back.click()
    expect(setting(page, "people")).to_have_value("160")
    expect(page.get_by_role("radio", name="Cherkin 2009 shape")).to_be_focused()


def test_every_control_has_a_name_and_is_described(visit_with):
    page = open_own(visit_with(), TrialSimulator())
    page.get_by_text("More: spread").click()
    inputs = page.locator("[data-widget=trial_simulator] input").all()
    assert len(inputs) == 3 + 2 * 11 + 1
    for one in inputs:
        assert one.get_attribute("name")
        label = "(node) => node.labels[0]?.textContent ?? node.closest('.field').firstChild.textContent"
        expect(one).to_have_accessible_name(one.evaluate(label))
        if one.get_attribute("type") != "radio":
            assert one.evaluate("(node) => document.getElementById(node.getAttribute('aria-describedby')).textContent")


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_all_fits_and_axe_finds_nothing(visit_with, axe, theme, width):
    page = open_own(visit_with(theme=theme, width=width), TrialSimulator(preset="cherkin-2009", **SMALL), theme)
    assert not (found := violations(page, axe)), report(found)
    run_many(page)
    page.evaluate("() => document.querySelectorAll('.pbp-trial details').forEach((one) => one.open = true)")
    assert not (found := violations(page, axe)), report(found)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    small = page.evaluate("""() => [...document.querySelectorAll(".pbp-trial :is(input, button, summary)")]
        .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
        .filter((box) => box.width < 24 || box.height < 24).length""")
    assert small == 0


def test_without_a_script_there_are_drawings_and_tables(visit_with):
    visit = visit_with(javascript=False)
    simulator = TrialSimulator(**SMALL)
    page = open_own(visit, simulator, ready=None)
    static = page.locator(".pbp-trial-static")
    expect(static.locator(".panel svg")).to_have_count(3)
    expect(static.get_by_role("table")).to_have_count(5)
    expect(static).to_contain_text("Simulation, not a real trial")


def test_markup_in_texts_is_text(visit_with):
    visit = visit_with()
    page = open_own(visit, TrialSimulator(title=EVIL, measure=EVIL, **SMALL))
    run_many(page)
    expect(page.locator("[data-widget=trial_simulator] h3")).to_have_text(EVIL)
    assert not page.locator("img").count()
    assert not page.evaluate("() => window.hacked") and not visit.faults()


def test_it_fails_alone(visit_with):
    visit = visit_with()
    visit.replace(
        "**/widgets/trial_simulator.js", "(globalThis.pointByPoint ??= {}).trial_simulator = { render() { throw 1; } };"
    )
    page = open_own(visit, TrialSimulator(**SMALL))
    expect(page.locator(".pbp-failed")).to_have_count(1)
    expect(page.locator(".pbp-trial-static table").first).to_be_visible()


def test_shown_many_from_the_start(visit_with):
    simulator = TrialSimulator(preset="null-needle", ran=True, **SMALL)
    assert state_of(simulator)["ran"] is True and PATH.endswith(".html")
    page = open_own(visit_with(), simulator)
    page.locator("[data-done='200']").wait_for()
    expect(page.locator("[data-field=many-says]")).to_contain_text(
        "the needle itself does nothing; being treated takes off 8.8 points of pain"
    )
