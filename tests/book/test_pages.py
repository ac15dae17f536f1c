"""The last step before a page is written, on small pages."""

import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).parents[2] / "book"))
from bookbuild import pages

STATE = (
    '{"state":{"m1":{"state":{"_anywidget_id":"widgets.quiz.Quiz","_esm":"CODE","_css":"CODE","_model_name":"AnyModel",'
    '"_persist":{"key":"k"},"items":[{"stem":"</script><b>气"}]}},"unseen":{"state":{"x":1}}}}'
).replace("</", "\\u003c/")


def page(body="", head=""):
    return f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body><main>{body}</main></body></html>'


def finished(body="", head=""):
    return BeautifulSoup(pages.finish(page(body, head), "../", {"quiz"}), "html.parser")


def widget(state=STATE):
    return (
        f'<script type="{pages.STATE}">{state}</script>'
        f'<div class="pbp-widget"><script type="{pages.VIEW}">{{"model_id": "m1"}}</script></div>'
    )


def test_widget_code_leaves_the_state():
    soup = finished(widget())
    text = soup.find(id="pbp-models").string
    assert "CODE" not in text
    assert "unseen" not in text
    assert '"_persist"' in text
    assert "<" not in text
    assert [tag["src"] for tag in soup.head.find_all("script")] == ["../_static/widgets/quiz.js", "../_static/book.js"]


def test_a_page_without_widgets_loads_no_widget():
    assert [tag["src"] for tag in finished().find_all("script")] == ["../_static/book.js"]


def test_an_unknown_widget_is_named():
    with pytest.raises(ValueError, match="nosuch"):
        finished(widget(STATE.replace("widgets.quiz.Quiz", "widgets.nosuch.X")))


def test_policy_comes_first_and_allows_this_pages_scripts_only():
    mine = "<script>let toggleHintShow = 'Click';</script>"
    soup = finished("<script>let injected = 1;</script>", head=mine)
    tags = [tag.name for tag in soup.head.find_all(True)]
    assert tags.index("meta", 1) < tags.index("script")
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.count("sha256-") == 1
    script = policy.split("script-src")[1].split(";")[0]
    assert "unsafe" not in script
    assert "data:" not in script
    assert "blob:" not in script


def test_data_blocks_get_no_hash():
    soup = finished('<script type="application/json">{}</script>')
    assert "sha256" not in soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]


@pytest.mark.parametrize(("code", "action"), [("window.print()", "print"), ("toggleFullScreen()", "fullscreen")])
def test_onclick_becomes_a_named_action(code, action):
    button = finished(f'<button onclick="{code}" title="x"><i class="fas fa-y"></i></button>').button
    assert "onclick" not in button.attrs
    assert button["data-action"] == action
    assert button["aria-label"] == "x"
    assert button.i["aria-hidden"] == "true"


def test_tables_are_mended():
    soup = finished('<div class="cell_output"><table><tr><th></th><th>a</th></tr></table></div>')
    assert len(soup.find_all("th")) == 1
    assert soup.find(class_="pbp-scroll")["tabindex"] == "0"


def test_what_no_page_needs_is_gone():
    soup = finished(head='<script src="_static/searchtools.js"></script><script src="x/sphinx-thebe.js"></script>')
    assert [tag["src"] for tag in soup.find_all("script")] == ["../_static/book.js"]
    search = finished('<div id="search-results"></div>', '<script src="_static/searchtools.js"></script>')
    assert "_static/searchtools.js" in [tag["src"] for tag in search.find_all("script")]
