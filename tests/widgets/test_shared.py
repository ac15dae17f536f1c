"""What widgets share: linking of modules, tables, figures, language marks."""

import base64
import re

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
import pytest
from bs4 import BeautifulSoup

from widgets import Quiz, figures
from widgets._shared.base import CourseWidget
from widgets._shared.language import in_print, mark_chinese
from widgets._shared.link import link
from widgets.tables import Table


def test_link_leaves_no_relative_import(tmp_path):
    (tmp_path / "inner.js").write_text("export const x = '气';")
    (tmp_path / "outer.js").write_text('import { x } from "./inner.js";\nexport default x;')
    linked = link(tmp_path / "outer.js")
    encoded = re.search(r'from "data:text/javascript;base64,([^"]+)"', linked)[1]
    assert base64.b64decode(encoded).decode() == "export const x = '气';"


def test_the_quiz_module_is_whole():
    assert not re.search(r'from\s*"\.', str(Quiz._esm))
    assert "--pbp-accent" in str(Quiz._css)


def test_a_widget_without_static_form_says_so():
    class Bare(CourseWidget):
        _esm = "export default {}"

    with pytest.raises(NotImplementedError, match="Bare needs a static_html"):
        Bare()._repr_mimebundle_()


def test_table_escapes_and_names():
    frame = pd.DataFrame({"Name": ["<b>x</b>"], "气": [None]})
    soup = BeautifulSoup(Table(frame, caption="A & B", source="s")._repr_html_(), "html.parser")
    assert soup.caption.get_text() == "A & B"
    assert soup.tbody.th["scope"] == "row"
    assert soup.tbody.th.get_text() == "<b>x</b>"
    assert soup.tbody.td.get_text() == ""
    assert soup.thead.find("span", lang="zh").get_text() == "气"


def test_table_needs_a_caption():
    with pytest.raises(ValueError, match="caption"):
        Table(pd.DataFrame(), caption=" ")


def test_figure_needs_its_texts():
    with pytest.raises(ValueError, match="alt="):
        figures.Figure(go.Figure(), alt="", says="s", source="s", table=pd.DataFrame())


def test_page_form_names_colours_and_cannot_end_its_script():
    fig = go.Figure(go.Scatter(x=[1], y=["</script><img src=x>"], marker_color=figures.colours()["accent"]))
    fig.update_layout(meta={"alt": 'a "quote" <b>'})
    bundle = figures.PageRenderer().to_mimebundle(fig.to_dict())
    soup = BeautifulSoup(bundle["text/html"], "html.parser")
    assert soup.find("img") is None
    assert soup.select_one(".pbp-plot")["aria-label"] == 'a "quote" <b>'
    assert '"var(--pbp-accent)"' in bundle["text/html"]
    assert figures.colours()["accent"] in str(bundle[figures.MIME])  # a notebook gets plain colours


def test_a_plain_figure_comes_out_in_the_course_look():
    assert pio.renderers.default == "course"
    assert go.Figure().layout.template.layout.font.family.startswith("Source Sans")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes():
    text = figures.TOKENS.read_text(encoding="utf8")
    blocks = re.findall(r"\{([^{}]*)\}", text)
    return [dict(re.findall(r"--pbp-([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


@pytest.mark.parametrize("theme", themes(), ids=["day", "night", "night by system"])
def test_contrast_is_enough(theme):
    for ground in ("paper", "panel"):
        for ink in ("ink", "ink-soft", "accent", "jade", "amber"):
            assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
        assert contrast(theme["control"], theme[ground]) >= 3, ground
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    for hue in ("jade", "amber", "accent"):
        assert contrast(theme[hue], theme[f"{hue}-wash"]) >= 4.5, hue
        assert contrast(theme["ink"], theme[f"{hue}-wash"]) >= 4.5, hue


def test_both_nights_are_the_same():
    assert themes()[1] == themes()[2]


def test_marks_and_print_form():
    assert mark_chinese("a 气滞 b") == 'a <span lang="zh">气滞</span> b'
    assert in_print("6-12 of 40 %, BL-20") == "6–12 of 40\u2009%, BL-20"
