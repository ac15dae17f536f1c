"""The last step before a page is written: widgets get their scripts, names and roles are mended, the policy is set."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.jinja2glue import BuiltinTemplateLoader

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
# The theme's own inline scripts, to the letter: no other script in a page, wherever it came from, is allowed.
THEME_SCRIPTS = [
    re.compile(pattern)
    for pattern in (
        r'document\.documentElement\.dataset\.mode = localStorage\.getItem\("mode"\) \|\| "auto";\s*'
        r'document\.documentElement\.dataset\.theme = localStorage\.getItem\("theme"\) \|\| "auto";',
        r"let toggle(HintShow|HintHide|OpenOnPrint) = '[\w ]*';",
        r"var togglebuttonSelector = '[\w .,-]*';",
        r"DOCUMENTATION_OPTIONS\.pagename = '[\w/-]*';",
        r"DOCUMENTATION_OPTIONS\.search_as_you_type = (true|false);",
    )
]
IDLE_SCRIPTS = ("kernelName =", "// Activate the search field")  # Thebe's; and a focus that reading needs not
UNUSED = ("thebe", "scripts/fontawesome.js")  # the icon font does what the 1.5 MB of icon script would
NEEDED_FOR = {  # what the stack loads on every page, and what a page must have for it to be of use
    "_static/searchtools.js": "#search-results",
    "_static/language_data.js": "#search-results",
    "searchindex.js": "#search-results",
    "_static/sphinx-design": "[class*=sd-]",
    "_static/design-tabs.js": ".sd-tab-set",
    "_static/clipboard": ".highlight",
    "_static/copybutton": ".highlight",
    "_static/togglebutton": ".toggle, .dropdown.admonition, details.hide",
    "_static/mystnb": ".cell",
    "_static/exercise": ".exercise",
}
FIRST = "documentation_options.js"  # inline scripts read it; every other script can wait for the page
POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)


class PolicyBridge(BuiltinTemplateLoader):
    """Sphinx's own template loader; every page it renders is finished here."""

    def init(self, builder, theme=None, dirs=None) -> None:
        super().init(builder, theme, dirs)
        self.names = {path.stem for path in Path(builder.confdir).glob("widgets/*/*.js")}

    def render(self, template: str, context: dict) -> str:
        html = super().render(template, context)
        if "<html" not in html or "content_root" not in context:
            return html
        return finish(html, context["content_root"], self.names)


def finish(html: str, root: str, widgets: set[str]) -> str:
    """Return the page `html` as it is to be written; `root` is the way from it to the book's folder."""
    soup = BeautifulSoup(html, "html.parser")
    _mount_widgets(soup, root, widgets)
    _mend(soup)
    _set_policy(soup)
    if soup.select_one(".pbp-hero"):  # a class costs a browser less than :has() on a long page
        soup.body["class"] = [*soup.body.get("class", []), "pbp-home"]
    return str(soup)


def _add_script(soup: BeautifulSoup, address: str) -> None:
    """Load a script before the theme's: deferred scripts run in order, and readers wait for widgets."""
    ours = soup.head.find_all("script", attrs={"data-pbp": True})
    place = ours or soup.head.find_all("title") or soup.head.find_all("meta")
    tag = soup.new_tag("script", attrs={"defer": "", "src": address, "data-pbp": ""})
    place[-1].insert_after("\n", tag)


def _mount_widgets(soup: BeautifulSoup, root: str, widgets: set[str]) -> None:
    """Load the scripts and styles of this page's widgets, and take their code out of the embedded state."""
    used: set[str] = set()
    for tag in soup.find_all("script", type=STATE):
        document = json.loads(tag.string)
        shown = {json.loads(view.string)["model_id"] for view in soup.find_all("script", type=VIEW)}
        models = {key: model["state"] for key, model in document["state"].items() if key in shown}
        for state in models.values():
            used.add(state.get("_anywidget_id", "").split(".")[1])  # widgets.quiz.Quiz -> quiz
            for key in [k for k in state if k.startswith("_") and k not in ("_anywidget_id", "_persist")]:
                del state[key]
        text = json.dumps(models, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
        mount = soup.new_tag("script", attrs={"type": "application/json", "id": "pbp-models"})
        mount.string = text
        tag.replace_with(mount)
    if missing := used - widgets:
        raise ValueError(f"no widgets/NAME/NAME.js for the widgets {sorted(missing)}; there are {sorted(widgets)}")
    for name in sorted(used):
        style = {"rel": "stylesheet", "href": f"{root}_static/widgets/{name}.css"}
        soup.head.append(soup.new_tag("link", attrs=style))
        _add_script(soup, f"{root}_static/widgets/{name}.js")
    for part, script in ((".pbp-plot", "figures"), (".pbp-progress", "progress")):
        if soup.select_one(part):
            _add_script(soup, f"{root}_static/{script}.js")
    _add_script(soup, f"{root}_static/book.js")


def _mend(soup: BeautifulSoup) -> None:
    """Mend what the stack gets wrong for the policy and for assistive technology."""
    _drop_unused(soup)
    for tag in soup.find_all(onclick=True):  # attributes cannot be hashed; book.js listens instead
        tag["data-action"] = "print" if "print" in tag["onclick"] else "fullscreen"
        del tag["onclick"]
    for icon in soup.select("i[class*=fa-], span[class*=fa-]"):
        icon["aria-hidden"] = "true"
        icon.attrs.pop("title", None)
    for button in soup.select("button[title]:not([aria-label]), a.btn[title]:not([aria-label])"):
        button["aria-label"] = button["title"]
    for entry in soup.select("[role=list] > [role=doc-biblioentry]"):
        entry["role"] = "listitem"  # the role that the list around it asks for
    for section in soup.select("#exercise-content, #solution-content"):  # the same id in every exercise
        del section["id"]
    for summary in soup.select("summary[aria-label]"):  # its own words say it better
        del summary["aria-label"]
    for number, formula in enumerate(soup.select(".pbp-formula[role]"), start=1):
        formula["aria-label"] = f"Formula {number}, scrolls sideways"
    for number, holder in enumerate(soup.select(".pst-scrollable-table-container"), start=1):  # may be focused
        holder["role"], holder["aria-label"] = "region", f"Table {number}, may scroll sideways"
    _mend_tables(soup)
    _fold_references(soup)


def _fold_references(soup: BeautifulSoup) -> None:
    """A chapter's list of references waits under a fold: on a phone it is as long as the chapter's first half."""
    for entries in soup.select("#references .citation-list"):
        fold = entries.wrap(soup.new_tag("details", attrs={"class": "pbp-behind"}))
        summary = soup.new_tag("summary")
        summary.string = f"The {len(entries.select('.citation'))} references of this chapter"
        fold.insert(0, summary)


def _drop_unused(soup: BeautifulSoup) -> None:
    """Take out scripts and styles that this page has no use for; let the other scripts wait until it is read."""
    unneeded = [part for part, use in NEEDED_FOR.items() if not soup.select_one(use)]
    for tag in soup.select("script[src], link[href], script[type='text/x-thebe-config']"):
        address = tag.get("src") or tag.get("href") or "thebe"
        if any(part in address for part in (*UNUSED, *unneeded)):
            tag.decompose()
        elif tag.name == "script" and FIRST not in address and not soup.select_one("#search-results"):
            tag["defer"] = ""


def _mend_tables(soup: BeautifulSoup) -> None:
    """No empty header cell (pandas' corner above the index); a wide table scrolls, by keyboard too."""
    for cell in soup.find_all("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
    named = Counter()
    for table in soup.select(".cell_output table"):
        caption = table.caption.get_text(" ", strip=True) if table.caption else "Table"
        named[caption] += 1
        label = caption if named[caption] == 1 else f"{caption} ({named[caption]})"  # regions need names of their own
        box = {"class": "pbp-scroll", "tabindex": "0", "role": "region", "aria-label": label}
        table.wrap(soup.new_tag("div", attrs=box))


def _set_policy(soup: BeautifulSoup) -> None:
    """Allow the theme's own inline scripts by their hashes, and nothing else that stands in the page."""
    hashes = []
    for tag in soup.find_all("script", src=False):
        text = (tag.string or "").strip()
        if text.startswith(IDLE_SCRIPTS):
            tag.decompose()
        elif any(script.fullmatch(text) for script in THEME_SCRIPTS):
            digest = hashlib.sha256(tag.string.encode()).digest()
            hashes.append(f" 'sha256-{base64.b64encode(digest).decode()}'")
    policy = soup.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy"})
    policy["content"] = POLICY.format(hashes="".join(dict.fromkeys(hashes)))
    charset = soup.head.find("meta", charset=True)
    charset.insert_after(policy) if charset else soup.head.insert(0, policy)
