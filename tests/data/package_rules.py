"""Keep what follows from the tables in step: hash, size and rows in datapackage.json, and book/references.bib.

`python tests/data/package_rules.py` says what is out of step; with `--refresh` it is written anew. `make lint` and
`make refresh` call it.
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
PACKAGE = DATA / "datapackage.json"
BIBLIOGRAPHY = ROOT / "book/references.bib"
HEAD = """% Made from data/references.csv by tests/data/package_rules.py (make refresh). A title in square brackets is
% ours, because the printed title was not seen.
"""
ENTRY_TYPES = {"journal article": "article", "systematic review": "article", "case report": "article", "book": "book"}
SPECIAL, ESCAPED = re.compile(r"(?<!\\)([&%#_])"), r"\\\1"
NAME = re.compile(r"(?P<surname>.+?) (?P<initials>[A-ZÄÖÜ]{1,4})")


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package_text() -> str:
    """datapackage.json as it should be for the files beside it."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    known = {resource["path"] for resource in package["resources"]}
    new = [path for path in sorted(DATA.glob("quiz/*.yaml")) if f"quiz/{path.name}" not in known]
    package["resources"] += map(quiz_resource, new)
    for resource in package["resources"]:
        content = (DATA / resource["path"]).read_bytes()
        resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
        resource["bytes"] = len(content)
        if "schema" in resource:
            resource["rows"] = len(read(DATA / resource["path"]))
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def quiz_resource(path: Path) -> dict:
    """How a quiz stands in datapackage.json."""
    words = f"Questions of the quiz “{yaml.safe_load(path.read_text(encoding='utf-8'))['title']}”"
    return {
        "name": f"quiz_{path.stem.replace('-', '_')}",
        "path": f"quiz/{path.name}",
        "title": words,
        "description": f"{words}.",
        "mediatype": "application/yaml",
        "encoding": "utf-8",
    }


def bib_authors(authors: str, kind: str) -> str:
    """Authors as BibTeX reads them; bodies in braces, so that they are not taken for first and last names."""
    if kind not in ENTRY_TYPES or not authors:
        return f"{{{authors}}}" if authors else ""
    people = re.split(r", | and ", authors)
    if people[-1] != "others" and any(len(person.split()) > 3 for person in people):
        return f"{{{authors}}}"
    found = [NAME.fullmatch(person) for person in people]
    names = [f"{f['surname']}, {f['initials']}" if f else p for p, f in zip(people, found, strict=True)]
    return " and ".join(names)


def entry(row: dict) -> str:
    """One reference as a BibTeX entry."""
    title = f"[{row['title']}]" if row["title_is_ours"] == "yes" else row["title"]
    kind = ENTRY_TYPES.get(row["kind"], "misc")
    if kind == "article" and not (row["container"] and row["authors"]):
        kind = "misc"
    pmid = f"PMID {row['pmid']}" if row["pmid"] and not row["doi"] else ""
    sort = row["kind"].capitalize() if not (row["doi"] or row["pmid"]) and row["kind"] != "journal article" else ""
    fields = {
        "author": bib_authors(row["authors"], row["kind"]),
        "title": f"{{{title}}}",
        "journal" if kind == "article" else "howpublished": row["container"],
        "year": row["year"],
        "volume": row["volume"] if kind == "article" else "",
        "pages": row["pages"] if kind == "article" else "",
        "doi": row["doi"],
        "note": ". ".join(filter(None, [pmid, sort, row["note"]])),
    }
    lines = [f"  {k} = {{{v if k == 'doi' else SPECIAL.sub(ESCAPED, v)}}}" for k, v in fields.items() if v]
    return f"@{kind}{{{row['reference_key']},\n" + ",\n".join(lines) + "\n}\n"


def bibliography_text() -> str:
    """book/references.bib as it should be for data/references.csv."""
    return "\n".join([HEAD, *(entry(row) for row in read(DATA / "references.csv"))])


def stale() -> list[str]:
    """The files that do not follow from the tables as they are."""
    wanted = {PACKAGE: package_text(), BIBLIOGRAPHY: bibliography_text()}
    return [path.relative_to(ROOT).as_posix() for path, text in wanted.items() if path.read_text("utf-8") != text]


def main() -> int:
    if "--refresh" in sys.argv:
        PACKAGE.write_text(package_text(), encoding="utf-8")
        BIBLIOGRAPHY.write_text(bibliography_text(), encoding="utf-8")
        return 0
    for path in stale():
        print(f"{path} does not follow from data/: run make refresh.")
    return 1 if stale() else 0


if __name__ == "__main__":
    sys.exit(main())
