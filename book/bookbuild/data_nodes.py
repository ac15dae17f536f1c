"""Data on the book's own pages: the red flags, the glossary, single values, and our drawings, as document nodes."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from widgets import data, red_flags
from widgets.red_flags import CONTEXT, GENERAL_NOTE, URGENCY

VERIFIED = {"yes": "", "partly": " (Partly verified.)", "no": " (Our own words, not verified.)"}
HAN = re.compile(r"([\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff（）、]*)")


def text_nodes(text: str) -> list[nodes.Node]:
    """`text` as nodes, Chinese characters marked with their language."""
    parts = []
    for index, part in enumerate(HAN.split(text)):
        if index % 2:
            parts.append(nodes.inline(part, part, classes=["language-zh"]))  # docutils: lang="zh"
        elif part:
            parts.append(nodes.Text(part))
    return parts


def paragraph(label: str, text: str, css: str) -> nodes.paragraph:
    node = nodes.paragraph(classes=[css])
    if label:
        node += [nodes.strong(label, label), nodes.Text(" ")]
    node += text_nodes(text)
    return node


class RedFlags(SphinxDirective):
    """Every row of red_flags.csv by urgency, signs after needling first; plain nodes, so it reads without a script."""

    def run(self) -> list[nodes.Node]:
        jump = nodes.paragraph(classes=["flag-jump"])
        jump += [nodes.reference("", title, refid=nodes.make_id(action)) for action, title in URGENCY.items()]
        result: list[nodes.Node] = [jump]
        rows = red_flags.signs()
        for action, title in URGENCY.items():
            section = nodes.section(ids=[nodes.make_id(action)], classes=["flags", nodes.make_id(action)])
            section += nodes.title(title, title)
            for context, heading in CONTEXT.items():
                group = rows[(rows.action == action) & (rows.context == context)]
                if len(group):
                    section += paragraph("", heading, "flag-context")
                    section += self.flags(group)
            result.append(section)
        result[-1] += self.note(data.row("red_flags", GENERAL_NOTE))
        return result

    def note(self, row) -> nodes.Node:
        box = paragraph("", f"{red_flags.general_note()} {row.note}", "flag-note")
        box["ids"] = ["flag-" + row.flag_id]
        box += nodes.inline("", f" Source: {row.source_as_printed}.", classes=["flag-source"])
        return box

    def flags(self, rows) -> nodes.bullet_list:
        items = nodes.bullet_list(classes=["flag-list"])
        for row in rows.itertuples():
            item = nodes.list_item(ids=["flag-" + row.flag_id])
            item += paragraph("", row.sign, "flag-sign")
            item += paragraph("", row.do, "flag-do")
            item += paragraph("", row.about, "flag-about")
            item += paragraph("", row.source, "flag-source" if row.signed else "flag-unsigned")
            items += item
        return items


class Glossary(SphinxDirective):
    """Every row of glossary.csv, by group and alphabet, with an id of its own to link to."""

    def run(self) -> list[nodes.Node]:
        result = []
        table = data.load("glossary")
        for group, rows in table.groupby("group", sort=True):
            section = nodes.section(ids=[nodes.make_id(f"terms-{group}")])
            section += nodes.title("", {"TCM": "Chinese medicine"}.get(group, group[0].upper() + group[1:]))
            terms = nodes.definition_list()
            for row in rows.sort_values("term", key=lambda s: s.str.lower()).itertuples():
                term = nodes.term("", row.term, ids=["term-" + row.glossary_id])
                if row.pinyin:
                    term += [nodes.Text(" "), nodes.emphasis(row.pinyin, row.pinyin)]
                if row.zh:
                    term += [nodes.Text(" "), *text_nodes(row.zh)]
                text = paragraph("", f"{row.definition_in_own_words}.{VERIFIED[row.verified.split()[0]]}", "term-text")
                terms += nodes.definition_list_item("", term, nodes.definition("", text))
            section += terms
            result.append(section)
        return result


class Drawing(SphinxDirective):
    """One of our SVG drawings in book/art, inline, so that it follows the theme."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.app.confdir, "book/art", self.arguments[0])
        self.env.note_dependency(str(path))
        return [nodes.raw("", path.read_text(encoding="utf8"), format="html")]


class Value(SphinxRole):
    """{value}`table:row:column` shows one value of data/; `|abs`, `|0`, `|2` and `|grouped` say how."""

    def run(self):
        address, *formats = self.text.split("|")
        table, key, column = address.split(":")
        value = data.row(table, key)[column]
        if formats:
            number = float(value)
            if "abs" in formats:
                number = abs(number)
            digits = next((int(f) for f in formats if f.isdigit()), 0)
            value = f"{number:,.{digits}f}".replace(",", "," if "grouped" in formats else "").replace("-", "−")
        return [nodes.inline(self.rawtext, str(value), classes=["pbp-value"])], []


class Source(SphinxRole):
    """{source}`table:row` shows who and when, linked to the DOI of the row's reference."""

    def run(self):
        reference = data.row("references", data.row(*self.text.split(":")).reference_key)
        name = f"{reference.authors.split()[0].rstrip(',')} {reference.year}"
        if not reference.doi:
            return [nodes.Text(name)], []
        return [nodes.reference("", name, refuri=f"https://doi.org/{reference.doi}")], []


def setup(app: Sphinx) -> None:
    app.add_directive("red-flags", RedFlags)
    app.add_directive("glossary-terms", Glossary)
    app.add_directive("drawing", Drawing)
    app.add_role("value", Value())
    app.add_role("source", Source())
