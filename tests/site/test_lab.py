"""The widgets in a real JupyterLab with a real kernel: click in the browser, read in Python, and back."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from browse import Base, Visit, free_port
from playwright.sync_api import expect
from quiz_answers import right
from quiz_reader import Reader, of_kind, partial_answer, right_answer, right_texts

CELLS = [
    'from widgets import Quiz\nquiz = Quiz("patterns")\nquiz',
    'import json\nprint("READ", json.dumps({"score": quiz.score, "rows": quiz.responses.to_dict("records")}))',
    "quiz.answers = {item: {'answer': answer} for item, answer in json.loads(ANSWERS).items()}\nprint('WRITTEN')",
]

SAFETY_CELLS = [
    "from widgets import SafetyCheck\ncheck = SafetyCheck()\ncheck",
    "print('READ', check.level, sorted(check.answers.items()))",
    "check.answers = {'needling': 'no', 'RF01': 'no'}\nprint('WRITTEN')",
]

EXPLORER_CELLS = [
    "from widgets import StudyExplorer\nexplorer = StudyExplorer.demonstration()\nexplorer",
    "print('READ', explorer.result.k, len(explorer.selection), explorer.excluded, explorer.model)",
    "explorer.excluded = []\nexplorer.model = 'DL'\nprint('WRITTEN')",
]

SIMULATOR_CELLS = [
    "from widgets import TrialSimulator\nsimulator = TrialSimulator(people=30, seed=3)\nsimulator",
    "found = simulator.result.loc['needle-sham', 'difference']\nprint('READ', simulator.people, f'{found:.9f}')",
    "simulator.preset = 'cherkin-2009'\nprint('WRITTEN')",
]

ATLAS_CELLS = [
    "from widgets import SpineAtlas\natlas = SpineAtlas(cause='disc_herniation', age=50)\natlas",
    "print('READ', atlas.cause, atlas.age, atlas.find, atlas.amount)",
    "atlas.cause = 'C04'\natlas.age = 80\nprint('WRITTEN')",
]

OWN_FOLDERS = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR",
               "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]  # fmt: skip


def write_notebook(path: Path, sources: list[str]) -> None:
    cells = [nbformat.v4.new_code_cell(text) for text in sources]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, path)


def wait_for_server(process: subprocess.Popen, url: str, log: Path) -> None:
    """Return when the server answers; fail with its own words when it dies or takes too long."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (our own server)
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)  # nothing to await from outside but the answer itself
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory, questions):
    """JupyterLab on a folder of its own, with settings, data and runtime of its own; gives base and token."""
    home = tmp_path_factory.mktemp("lab")
    (home / "work").mkdir()
    answers = repr(json.dumps({name: right(item) for name, item in questions.items()}))
    write_notebook(home / "work/quiz.ipynb", [cell.replace("ANSWERS", answers) for cell in CELLS])
    write_notebook(home / "work/safety.ipynb", SAFETY_CELLS)
    write_notebook(home / "work/explorer.ipynb", EXPLORER_CELLS)
    write_notebook(home / "work/simulator.ipynb", SIMULATOR_CELLS)
    write_notebook(home / "work/atlas.ipynb", ATLAS_CELLS)
    token, port, log = secrets.token_hex(16), free_port(), home / "log.txt"
    own = {name: str(home / name.lower()) for name in OWN_FOLDERS}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0",
        f"--ServerApp.port={port}", f"--ServerApp.root_dir={home / 'work'}", "--LabApp.news_url=None",
    ]  # fmt: skip
    if os.name == "posix" and os.getuid() == 0:
        command.append("--allow-root")
    with log.open("w") as out:
        environment = os.environ | own | {"JUPYTER_TOKEN": token}
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=out, stderr=out)
    base = Base("lab", f"http://127.0.0.1:{port}/")
    try:
        wait_for_server(process, f"{base.url}api/status?token={token}", log)
        yield base, token
    finally:
        process.terminate()  # the server ends its kernels, too
        process.wait(timeout=20)


def run_cell(page, number: int) -> str:
    """Run the cell and wait until the kernel is through with it; its output as text."""
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)
    return cell.locator(".jp-OutputArea").inner_text()


def open_notebook(visit_with, lab, name: str) -> Visit:
    """The notebook in the lab, its kernel ready, its first cell run."""
    base, token = lab
    visit = visit_with(base)
    visit.context.set_default_timeout(60_000)
    page = visit.open(f"lab/workspaces/{Path(name).stem}/tree/{name}?token={token}", ready=None)
    # The kernel's own word: the notebook's indicator is idle before a kernel is even there.
    expect(page.locator("#jp-main-statusbar", has_text=re.compile(r"\| Idle"))).to_be_visible(timeout=60_000)
    run_cell(page, 0)
    return visit


@pytest.mark.full
def test_the_safety_check_talks_to_python(visit_with, lab):
    visit = open_notebook(visit_with, lab, "safety.ipynb")
    page = visit.page
    check = page.locator("[data-widget=safety_check]")
    check.get_by_label("Not sure").check()
    check.get_by_role("button", name="Next").click()
    check.locator("fieldset[data-question=RF33]").get_by_label("Yes").check()
    assert "READ emergency now [('RF33', 'yes'), ('needling', 'not sure')]" in run_cell(page, 1)
    assert "WRITTEN" in run_cell(page, 2)
    expect(check.locator("fieldset[data-question=needling] input:checked")).to_have_value("no")
    assert "READ  [('RF01', 'no'), ('needling', 'no')]" in run_cell(page, 1)


@pytest.mark.full
def test_the_explorer_talks_to_python(visit_with, lab):
    page = open_notebook(visit_with, lab, "explorer.ipynb").page
    page.locator(".pbp-study-explorer-fold > summary:visible").click()
    one = page.locator("[data-widget=study-explorer]")
    one.get_by_role("checkbox", name="Count Dundee 1986").uncheck()
    assert "READ 15 15 ['Dundee 1986'] REML" in run_cell(page, 1)
    assert "WRITTEN" in run_cell(page, 2)
    expect(one.locator("[data-field=k]")).to_have_attribute("data-value", "16")
    expect(one.locator("select[name=model]")).to_have_value("DL")


@pytest.mark.full
def test_the_atlas_talks_to_python(visit_with, lab):
    page = open_notebook(visit_with, lab, "atlas.ipynb").page
    atlas = page.locator("[data-widget=spine_atlas]")
    atlas.get_by_label("Cause", exact=True).select_option(label="Sciatica (radicular leg pain)")
    atlas.get_by_label("Find a cause").select_option("part:root")
    atlas.locator("input[id$=-age]").fill("20")
    assert "READ sciatica 20 part:root 60" in run_cell(page, 1)
    assert "WRITTEN" in run_cell(page, 2)
    expect(atlas.locator("[data-field=cause]")).to_have_attribute("data-value", "spinal_stenosis")
    expect(atlas.locator("[data-field=age]")).to_have_attribute("data-value", "80")
    assert not atlas.locator("a.emergency").count(), "a notebook has no page of red flags to lead to"


def test_the_simulator_talks_to_python(visit_with, lab):
    visit = open_notebook(visit_with, lab, "simulator.ipynb")
    page = visit.page
    simulator = page.locator("[data-widget=trial_simulator]")
    people = simulator.locator("input[name=people]")
    people.fill("44")
    people.press("Enter")
    difference = simulator.locator(".differences [data-comparison=needle-sham] [data-field=difference]")
    read = run_cell(page, 1)
    shown = float(difference.get_attribute("data-value"))
    assert f"READ 44 {shown:.9f}" in read, "the same stream in kernel and page"
    assert "WRITTEN" in run_cell(page, 2)
    expect(simulator.locator("input[name=people]")).to_have_value("160")
    expect(simulator.locator("[data-field=says]")).to_contain_text("points of disability; being treated takes off")


def test_answers_go_from_browser_to_python_and_back(visit_with, lab, questions):
    visit = open_notebook(visit_with, lab, "quiz.ipynb")
    page = visit.page
    reader = Reader(page.locator(".jp-CodeCell").first)
    reader.expect_score(0, len(questions))
    expect(reader.quiz.locator("[data-field=where]")).to_have_text("Your answers go to Python in this notebook.")

    single = of_kind(questions, "single")
    reader.answer(single, right_texts(single))
    reader.expect_feedback_for(single, right_texts(single))
    matching = of_kind(questions, "matching")
    part, worth = partial_answer(matching)
    reader.answer(matching, part)
    read = json.loads(run_cell(page, 1).split("READ", 1)[1])
    assert abs(read["score"] - (1 + worth) / len(questions)) < 1e-9
    rows = {row["item"]: row for row in read["rows"]}
    assert list(rows) == list(questions)
    assert rows[single["id"]]["correct"] is True and rows[single["id"]]["answer"] == ", ".join(right(single))
    assert abs(rows[matching["id"]]["score"] - worth) < 1e-9 and not rows[matching["id"]]["correct"]
    assert rows[matching["id"]]["answer"].startswith(
        "; ".join(f"{p['left']}: {p['right']}" for p in matching["pairs"][:2])
    )
    assert {row["item"] for row in rows.values() if row["checked"]} == {single["id"], matching["id"]}

    assert "WRITTEN" in run_cell(page, 2)
    reader.expect_score(len(questions), len(questions))
    multiple = of_kind(questions, "multiple")
    for text in right_texts(multiple):
        expect(reader.input(multiple, text)).to_be_checked()
    reader.expect_feedback_for(multiple, right_texts(multiple))
    assert reader.result(matching) == 1
    steps = of_kind(questions, "ordering")
    assert reader.shown(steps) == right_answer(steps)
    assert not visit.refused
