"""What widgets share: linking of modules, tables, figures, language marks."""

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


def test_link_makes_one_module_of_many(tmp_path):
    (tmp_path / "inner.js").write_text("const hidden = 1;\nexport const x = '气';\nexport function f() {}\n")
    (tmp_path / "middle.js").write_text('import { x as y } from "./inner.js";\nexport const z = y;\n')
    outer = 'import {\n  f,\n  x,\n} from "./inner.js";\nimport { z } from "./middle.js";\nexport default x;'
    (tmp_path / "outer.js").write_text(outer)
    linked = link(tmp_path / "outer.js")
    assert linked.count("气") == 1, "each module stands in it once"
    assert not re.search(r"^import|^export (?!default)", linked, re.MULTILINE)
    assert (
        "return { x, f };" in linked and "const { x: y } = $module0;" in linked and "const { z } = $module1;" in linked
    )


def test_link_refuses_what_it_does_not_know(tmp_path):
    (tmp_path / "one.js").write_text('import { b } from "./two.js";\nexport const a = b;\n')
    (tmp_path / "two.js").write_text('import { a } from "./one.js";\nexport const b = a;\n')
    with pytest.raises(ValueError, match=r"two.js: imports ./one.js, which imports it"):
        link(tmp_path / "one.js")
    for form in ("export { a };", "export default 1;", "export let c = 1;", 'import * as d from "./x.js";'):
        (tmp_path / "three.js").write_text(f"const a = 1;\n{form}\n")
        (tmp_path / "four.js").write_text('import { a } from "./three.js";\n')
        link.cache_clear()
        with pytest.raises(ValueError, match=r"three.js: found"):
            link(tmp_path / "four.js")


def test_the_quiz_module_is_whole():
    assert not re.search(r"^import\b", str(Quiz._esm), re.MULTILINE)
    assert len(str(Quiz._esm)) < 70_000
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


def test_a_folded_table_waits_under_its_words_with_its_source():
    soup = BeautifulSoup(
        Table(pd.DataFrame({"A": [1]}), caption="c", source="s", folded="a < b")._repr_html_(), "html.parser"
    )
    assert soup.details.summary.get_text() == "a < b" and not soup.details.has_attr("open")
    assert soup.details.table.caption.get_text() == "c" and soup.details.find("p", class_="pbp-source")


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
