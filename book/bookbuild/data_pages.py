"""The package on the book's pages: data dictionary, unused trials, all sources, counts, and the files to download."""

from __future__ import annotations

import json
import zipfile
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from widgets import data, evidence, stats
from widgets.evidence.choose import READ_TWICE
from widgets.tables import Table

ARCHIVE = "point-by-point-data.zip"
PACKAGE_DATE = (2026, 1, 1, 0, 0, 0)  # the same in every archive, so that the same data give the same bytes


def raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def section(title: str, level_id: str) -> nodes.section:
    part = nodes.section(ids=[nodes.make_id(level_id)])
    part += nodes.title(title, title)
    return part


def paragraph(text: str, css: str = "") -> nodes.paragraph:
    return nodes.paragraph("", text, classes=[css] if css else [])


def download(name: str, text: str) -> nodes.paragraph:
    line = nodes.paragraph(classes=["pbp-download"])
    line += nodes.reference("", text, refuri=f"../data/{name}")
    return line


def _allowed(field: dict) -> str:
    """What a cell may hold, in words."""
    rules = field.get("constraints", {})
    words = []
    if "enum" in rules:
        order = " < ".join if field.get("categoriesOrdered") else " | ".join
        words.append(order(rules["enum"]))
    if "minimum" in rules:
        words.append(f"{rules['minimum']} or more")
    if "exclusiveMinimum" in rules:
        words.append(f"more than {rules['exclusiveMinimum']}")
    if "maximum" in rules:
        words.append(f"{rules['maximum']} or less")
    if "pattern" in rules:
        words.append(f"fits {rules['pattern']}")
    return ", ".join(words) + (" (required)" if rules.get("required") else "")


def columns_table(resource: dict) -> Table:
    """One line for each column of a table."""
    schema = resource["schema"]
    keys = {key["fields"][0]: key["reference"].get("resource") for key in schema.get("foreignKeys", [])}
    keys |= {key["field"]: key["reference"]["resource"] for key in resource.get("listForeignKeys", [])}
    lines = [
        {
            "Column": field["name"],
            "Meaning": field["description"],
            "Type": field["type"],
            "Unit": field.get("unit", ""),
            "Allowed": _allowed(field),
            "Points to": keys.get(field["name"], ""),
        }
        for field in schema["fields"]
    ]
    return Table(pd.DataFrame(lines), caption=f"Columns of {resource['name']}")


class DataDictionary(SphinxDirective):
    """Every table of data/ by theme: what it is, its rows, its columns folded, its file."""

    def run(self) -> list[nodes.Node]:
        resources = [data.describe(name) for name in data.tables()]
        result: list[nodes.Node] = []
        for theme in dict.fromkeys(resource["theme"] for resource in resources):
            part = section(theme, f"theme-{theme}")
            for resource in (r for r in resources if r["theme"] == theme):
                part += self.table(resource)
            result.append(part)
        return result

    def table(self, resource: dict) -> nodes.section:
        part = section(resource["title"], f"table-{resource['name']}")
        part += paragraph(resource["description"])
        facts = f"{resource['rows']:,} rows, {len(resource['schema']['fields'])} columns. "
        facts += f"Licence: {resource['licenses'][0]['name']}. "
        if "fragments" in resource:
            facts += f"Its numbers carry no fragment of their source: {resource['fragments']}."
        part += paragraph(facts)
        part += download(resource["path"], f"Download {resource['path']}")
        table = columns_table(resource)._repr_html_()
        part += raw(f"<details><summary>Columns of {escape(resource['name'])}</summary>{table}</details>")
        return part


class PackageDownload(SphinxDirective):
    """Links to the whole package and to its description."""

    def run(self) -> list[nodes.Node]:
        both = download(ARCHIVE, "Download the whole package (zip)")
        both += [nodes.Text(" · "), *download("datapackage.json", "datapackage.json")]
        return [both]


class UnusedTrials(SphinxDirective):
    """Every known trial without a result that may be drawn, and why."""

    def run(self) -> list[nodes.Node]:
        rows = evidence.results()
        usable = set(rows[rows.plottable == "yes"].study_id)
        reasons = (
            rows[rows.plottable == "no"].groupby("study_id").do_not_plot_reason.agg(lambda r: "; ".join(r.unique()))
        )
        trials = data.load("trials")
        trials = trials[~trials.study_id.isin(usable)].sort_values("n_randomised", ascending=False, kind="stable")
        shown = pd.DataFrame({
            "Trial": trials.label,
            "People": trials.n_randomised.map(lambda n: "not seen" if pd.isna(n) else f"{n:,}"),
            "Condition": trials.condition.astype(str),
            "Why no result of it is drawn": trials.study_id.map(reasons).fillna("no result with numbers was seen"),
        })  # fmt: skip
        return [raw(Table(shown, caption=f"{len(shown)} known trials whose results could not be used")._repr_html_())]


class PublishedPools(SphinxDirective):
    """Every published pool that was tried again on our rows: what comes out here, and why others cannot be computed."""

    def run(self) -> list[nodes.Node]:
        pools = data.load("published_pools")
        done, others = pools[pools.recomputable == "yes"], pools[pools.recomputable == "no"]
        again = pd.DataFrame([
            {
                "Pool": pool.what, "Measure": pool.measure,
                "Printed": interval(pool.printed_estimate, pool.printed_low, pool.printed_high),
                "Computed here": self.recomputed(pool), "Note": pool.reason,
            }
            for pool in done.itertuples()
        ])  # fmt: skip
        cannot = pd.DataFrame({
            "Pool": others.what, "Measure": others.measure,
            "Printed": [interval(p.printed_estimate, p.printed_low, p.printed_high) for p in others.itertuples()],
            "Why it cannot be computed again": others.reason,
        })  # fmt: skip
        table = Table(
            again, caption="Pools computed again from our rows (DerSimonian–Laird, Wald interval)"
        )._repr_html_()
        rest = Table(cannot, caption=f"{len(others)} pools that cannot be computed again")._repr_html_()
        return [
            raw(table),
            raw(f"<details><summary>The {len(others)} other pools, and why not</summary>{rest}</details>"),
        ]

    def recomputed(self, pool) -> str:
        rows = evidence.named(pool.outcome_rows.split("; "), "smd" if pool.measure.startswith("SMD") else "points")
        result = stats.pool(rows.yi, rows.vi, method="DL", test="wald")
        return interval(result.estimate, result.ci_low, result.ci_high)


def interval(estimate: float, low: float, high: float) -> str:
    """An estimate with its interval, two decimals, as it is printed."""
    return f"{estimate:.2f} ({low:.2f} to {high:.2f})".replace("-", "−")


def plural(kind: str) -> str:
    """A kind of source as a heading."""
    many = {"trial registry or protocol": "trial registries and protocols", "book": "books"}
    return many.get(kind, kind if kind in ("unpublished judgement",) else f"{kind}s").capitalize()


class AllSources(SphinxDirective):
    """Every reference by kind: citation, year, DOI or PMID; where there is neither, its kind is what is shown."""

    def run(self) -> list[nodes.Node]:
        references = data.load("references")
        result: list[nodes.Node] = []
        for kind in references.kind.cat.categories:
            keys = references[references.kind == kind].reference_key
            if keys.empty:
                continue
            part = section(f"{plural(kind)} ({len(keys)})", f"kind-{kind}")
            entries = nodes.bullet_list()
            for key in keys:
                entries += nodes.list_item("", self.entry(key), ids=[f"ref-{key}"])
            part += entries
            result.append(part)
        return result

    def entry(self, key: str) -> nodes.paragraph:
        source = data.row("references", key)
        before, found, _ = data.citation(key).partition(f"doi {source.doi}" if source.doi else "\0")
        line = nodes.paragraph("", before)
        if found:
            line += nodes.reference("", f"doi {source.doi}", refuri=f"https://doi.org/{source.doi}")
            line += nodes.Text(".")
        if source.note:
            line += nodes.Text(f" {source.note[0].upper()}{source.note[1:]}.")
        return line


@cache
def counts() -> dict[str, int]:
    """How much of everything the package holds, by the names that the role {count} knows."""
    load = data.load
    rows, trials, claims, references = load("outcomes"), load("trials"), load("claims"), load("references")
    asked, origins = evidence.questions(), load("number_origins")
    drawn = rows[rows.plottable == "yes"]
    return {
        "tables": len(data.tables()), "references": len(references), "trials": len(trials), "outcomes": len(rows),
        "plottable": len(drawn), "read_twice": int(drawn.second_look.isin(READ_TWICE).sum()),
        "questions": len(asked),
        "questions_one": int((asked.trials == 1).sum()),
        "questions_few": int(asked.trials.between(2, 4).sum()), "questions_five": int((asked.trials > 4).sum()),
        "reviews": len(load("reviews")), "claims": len(claims),
        "claims_twice": int((claims.second_look != "none yet").sum()),
        "claims_revised": int((claims.second_look == "revised").sum()),
        "derived": int((origins.origin == "derived").sum()),
        "not_kept": int((origins.origin == "fragment not kept").sum()),
        "references_doi": int((references.doi != "").sum()),
        "people": int(trials.groupby("cohort").n_randomised.max().sum()),
        "read_twice_corrected": int((drawn.second_look == "corrected").sum()),
        "notes": int((origins.origin == "reader's note").sum()),
    }  # fmt: skip


class Count(SphinxRole):
    """{count}`trials` shows one of `counts`."""

    def run(self):
        known = counts()
        if self.text not in known:
            raise ValueError(f"{{count}}`{self.text}`: allowed is one of {', '.join(known)}.")
        return [nodes.inline(self.rawtext, f"{known[self.text]:,}", classes=["pbp-value"])], []


def copy_package(app: Sphinx, exception: Exception | None) -> None:
    """Lay the package beside the pages, file by file and as one archive whose bytes follow from the data alone."""
    if exception or app.builder.format != "html":
        return
    source, target = Path(app.confdir, "data"), Path(app.outdir, "data")
    target.mkdir(exist_ok=True)
    package = json.loads((source / "datapackage.json").read_text(encoding="utf8"))
    names = ["datapackage.json", *(resource["path"] for resource in package["resources"])]
    with zipfile.ZipFile(target / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            content = (source / name).read_bytes()
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
            archive.writestr(
                zipfile.ZipInfo(f"point-by-point-data/{name}", PACKAGE_DATE), content, zipfile.ZIP_DEFLATED
            )


def setup(app: Sphinx) -> None:
    app.add_directive("package-download", PackageDownload)
    app.add_directive("data-dictionary", DataDictionary)
    app.add_directive("unused-trials", UnusedTrials)
    app.add_directive("published-pools", PublishedPools)
    app.add_directive("all-sources", AllSources)
    app.add_role("count", Count())
    app.connect("build-finished", copy_package)
