"""A smoke test of each kind of page in Debian's Firefox: it loads, complains of nothing, and the quiz answers."""

from __future__ import annotations

import shutil

import pytest
from browse import CHAPTER, DRAW, FLAGS, HOME, SEARCH, free_port
from marionette_driver import By, Wait
from marionette_driver.marionette import Marionette
from quiz_reader import feedback_of, of_kind, right_texts

# Read from the browser's own console, so that nothing is missed that happened while the page loaded.
COMPLAINTS = """
return Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & Ci.nsIScriptError.warningFlag))
  .filter((one) => /^content javascript|CSP|Content.Security/i.test(one.category))
  .map((one) => `${one.category}: ${one.errorMessage} (${one.sourceName}:${one.lineNumber})`);
"""
READY = """
return document.readyState === "complete" && ["light", "dark"].includes(document.documentElement.dataset.theme)
  && [...document.querySelectorAll(".pbp-widget")].every((one) => one.querySelector("[data-widget], .pbp-failed"));
"""


class Firefox:
    """Firefox with a profile of its own, as far as these tests drive it."""

    def __init__(self, binary: str, log: str):
        self.driver = Marionette(
            host="127.0.0.1", port=free_port(), bin=binary, headless=True, gecko_log=log,
            app_args=["-remote-allow-system-access"],  # to read the browser's console
            prefs={"network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
                   "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9,
                   "network.proxy.no_proxies_on": "127.0.0.1"},  # reaches nobody but the test's own server
        )  # fmt: skip
        self.driver.start_session()

    def open(self, url: str) -> None:
        with self.driver.using_context("chrome"):
            self.driver.execute_script("Services.console.reset();")
        self.driver.navigate(url)
        self.until(READY)

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, script_args=arguments, sandbox=None)

    def until(self, script: str, *arguments) -> None:
        Wait(self.driver, timeout=20).until(lambda _: self.run(script, *arguments), message=f"never true: {script}")

    def complaints(self) -> list[str]:
        with self.driver.using_context("chrome"):
            return self.driver.execute_script(COMPLAINTS)

    def find(self, css: str):
        return self.driver.find_element(By.CSS_SELECTOR, css)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    binary = shutil.which("firefox-esr")
    if binary is None:
        pytest.fail("Firefox is missing. Run: tests/install_tools.sh")
    browser = Firefox(binary, str(tmp_path_factory.mktemp("firefox") / "gecko.log"))
    yield browser
    browser.driver.cleanup()


@pytest.mark.parametrize("way", ["root", "file"])
@pytest.mark.parametrize("path", [HOME, FLAGS, CHAPTER, SEARCH])
def test_each_kind_of_page_loads_and_complains_of_nothing(firefox, bases, path, way):
    base = bases[way].url
    firefox.open(base + path)
    assert firefox.run("return document.querySelector('main h1').textContent.length") > 3
    assert not firefox.complaints()


def test_the_console_is_really_read(firefox, bases):
    """What shows that the test above can fail: an error and a refused script are both seen."""
    firefox.open(bases["root"].url + HOME)
    firefox.run("""
        setTimeout(() => { throw new Error("thrown on purpose"); });
        const one = document.createElement("script");
        one.textContent = "window.hacked = 1";
        document.body.append(one);
    """)
    Wait(firefox.driver, timeout=10).until(lambda _: len(firefox.complaints()) >= 2)
    found = " ".join(firefox.complaints())
    assert "thrown on purpose" in found and "script-src" in found
    assert firefox.run("return window.hacked") is None


@pytest.mark.parametrize("way", ["root", "file"])
def test_a_question_is_answered(firefox, bases, questions, way):
    item = of_kind(questions, "single")
    right = right_texts(item)[0]
    base = bases[way].url
    firefox.open(base + CHAPTER)
    firefox.run("localStorage.clear()")
    firefox.open(base + CHAPTER)
    form = next(
        form
        for form in firefox.driver.find_elements(By.CSS_SELECTOR, "[data-widget=quiz] form")
        if item["stem"] in form.find_element(By.TAG_NAME, "legend").text
    )
    next(one for one in form.find_elements(By.TAG_NAME, "label") if right in one.text).click()
    form.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    assert feedback_of(item, right) in form.find_element(By.CSS_SELECTOR, "[role=status]").text
    score = float(firefox.find("[data-widget=quiz] [data-field=score]").get_attribute("data-value"))
    assert abs(score - 1 / len(questions)) < 1e-9
    firefox.driver.refresh()
    firefox.until(READY)
    score = float(firefox.find("[data-widget=quiz] [data-field=score]").get_attribute("data-value"))
    assert abs(score - 1 / len(questions)) < 1e-9, "the answer did not survive a reload"
    assert not firefox.complaints()


@pytest.mark.parametrize("way", ["root", "file"])
def test_the_theme_can_be_switched(firefox, bases, way):
    base = bases[way].url
    firefox.open(base + HOME)
    seen = {}
    for _ in range(3):  # the switch goes round three modes
        firefox.run("document.querySelector('.theme-switch-button').click()")
        firefox.until(READY)
        theme = firefox.run("return document.documentElement.dataset.theme")
        seen[theme] = firefox.run("return getComputedStyle(document.documentElement).backgroundColor")
    assert set(seen) == {"light", "dark"} and seen["light"] != seen["dark"]
    assert not firefox.complaints()


def test_a_figure_is_drawn(firefox, bases):
    firefox.open(bases["file"].url + CHAPTER)
    firefox.until(f"return ({DRAW})()")
    assert firefox.run("return document.querySelectorAll('.pbp-plot svg.main-svg').length")
    assert not firefox.complaints()
