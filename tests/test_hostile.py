"""Hostile strings in the data, in parameters and in a notebook come out as text, everywhere."""

from __future__ import annotations

import csv
import inspect
import io
import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hostile import HOSTILE, IN_DATA, shown_form
from lxml import html
from nbformat.v4 import new_code_cell, new_notebook, new_output
from synthetic_suite import SyntheticSuite
from test_cli import Command
from test_exporters_hostile import assert_inert

import altay_analysis as aa
from altay_analysis.exporters import export
from altay_analysis.present.display import MIME, Display
from altay_analysis.present.page import Page

DATA = Path(__file__).parent.parent / "data"
IN_NAMES = {name: re.sub(r"\d", "x", text) for name, text in IN_DATA.items()}
"""What a name can hold: a digit that nothing vouches for is refused, not shown."""
ALL = " ".join([IN_NAMES["formula"], *IN_NAMES.values()])
"""Every hostile string that a table can hold, a formula first."""
TEXTS = {
    "claims": ("note",),
    "findings": ("reason",),
    "indicators": ("name_en", "name_zh", "definition_en", "base_en", "base_zh"),
    "observations": ("note",),
    "regions": ("name_en", "name_zh"),
    "sources": ("title", "publisher", "host", "note"),
}
"""The columns of free text; a token is of 16 characters at the most, and read."""
LONG = ("note", "reason", "definition_en")
"""Those that stand in no figure, and so hold every string at once; the others one each."""
PAGES = ("collective_economy", "livelihood")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own data, with hostile strings in each field of free text."""
    path = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(DATA, path)
    for table, columns in TEXTS.items():
        with (path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, names = list(reader), reader.fieldnames or ()
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            for row, text in zip(rows, itertools.cycle(IN_NAMES.values())):
                writer.writerow(row | {name: ALL if name in LONG else text for name in columns})
    return path


def page_of(name: str, folder: Path) -> Page:
    given = {"baseline_period": "2020"} if name == "collective_economy" else {}
    made: Page = getattr(aa, name)("654301", "2025", **given, data_dir=str(folder))
    return made


def displays(page: Page) -> list[Display]:
    """Every public part of a page that needs no argument, as a notebook shows it."""
    found = []
    for name, part in inspect.getmembers(type(page), inspect.isfunction):
        if not name.startswith("_") and len(inspect.signature(part).parameters) == 1:
            made = part(page)
            found += [made] if isinstance(made, Display) else []
    return found


@pytest.mark.parametrize("name", PAGES)
def test_hostile_data_are_text_on_the_page_and_in_the_notebook(name: str, folder: Path) -> None:
    """Names, titles, notes and tokens are shown as they stand; nothing in them works."""
    bundles = [part._repr_mimebundle_() for part in displays(page_of(name, folder))]
    cells = [new_code_cell(outputs=[new_output("display_data", b)]) for b in bundles]
    made = html.document_fromstring(export(new_notebook(cells=cells), "html", warn=pytest.fail))
    assert_inert(made)
    drawn = "".join(svg.text_content() for svg in made.xpath("//*[local-name()='svg']"))
    tables = "".join(table.text_content() for table in made.xpath("//table"))
    # The one drawing on livelihood has no name that the data bring.
    for text in (tables,) if name == "livelihood" else (drawn, tables):
        assert any(shown_form(hostile) in shown_form(text) for hostile in IN_NAMES.values())
    for bundle in bundles:
        assert_inert(html.document_fromstring(bundle["text/html"]))


def test_no_cell_of_the_evidence_file_is_a_formula(folder: Path) -> None:
    """A spreadsheet opens evidence.csv as text and numbers."""
    evidence = page_of("collective_economy", folder).evidence().content["csv"]
    cells = [cell for row in csv.reader(io.StringIO(evidence)) for cell in row]
    assert f"'{ALL}" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


@pytest.mark.parametrize("form", ["--json", "--csv", "plain"])
def test_the_audit_of_hostile_data_is_text(
    form: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON can be read; no cell is a formula; nothing steers a terminal."""
    code = Command(capsys)
    assert code("audit", "--data", str(folder), *([] if form == "plain" else [form])) == 0
    if form == "--json":
        claims = json.loads(code.out)["claims"]
        assert all(claim["verdict"] for claim in claims)
    elif form == "--csv":
        cells = [cell for row in csv.reader(io.StringIO(code.out)) for cell in row]
        assert f"'{ALL}" in cells
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    else:
        assert "\x1b" not in code.out
        assert IN_NAMES["script"] in code.out  # a name, in a bracket of rich's or not


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SyntheticSuite:
    suite = SyntheticSuite(tmp_path / "suite")
    monkeypatch.chdir(suite.path)
    return suite


@pytest.mark.parametrize("name", ["region", "period", "lang", "target", "data_dir"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_parameter_is_refused_on_one_plain_line(
    name: str, hostile: str, suite: SyntheticSuite, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the value quoted so that it steers no terminal, and nothing made."""
    altay = Command(capsys)
    assert altay("report", "-p", f"{name}={hostile}") == 2
    said = altay.one_line()
    assert not any(sign in said for sign in "\x00\x07\x1b\x9b\ud800\u202e\u2066")
    assert not (suite.path / "reports").exists()


def test_a_hostile_notebook_is_text_in_all_that_a_batch_writes(
    suite: SyntheticSuite, capsys: pytest.CaptureFixture[str]
) -> None:
    """Title, answer and output of a notebook are text in page, index, ledger, notebook and log."""
    text = re.sub(r"\d", "x", " ".join(HOSTILE.values()))
    sent = text.replace("\ud800", "")  # Jupyter itself sends no half of a pair
    held = {"altay": 1, "kind": "key_figures", "lang": "en", "items": [
        {part: [{"text": sent}] for part in ("label", "value", "detail")}]}  # fmt: skip
    source = (
        "import json\nfrom IPython.display import display\n"
        f"display({{{MIME!r}: json.loads({json.dumps(held)!r}), 'text/plain': ''}}, raw=True)"
    )
    file = suite.notebook(source)
    notebook = json.loads(file.read_text("utf8"))
    notebook["cells"][0]["source"] = f"# A {text}"
    file.write_text(json.dumps(notebook), encoding="utf8")  # ASCII: a lone surrogate is escaped
    altay = Command(capsys)
    assert altay("report", "--unattended", "--out", "shelf") == 0, altay.err
    edition = suite.path / "shelf" / "latest"
    for name in ("index.html", "en/first.html"):
        page = html.document_fromstring((edition / name).read_bytes())
        for switch in page.xpath("//fieldset"):
            switch.drop_tree()
        assert not page.xpath("//script | //iframe | //object | //form | //b | //@onclick")
        assert shown_form(IN_NAMES["script"]) in shown_form(page.text_content())
    assert json.loads((edition / "run.json").read_text("utf8"))
    assert nbformat.read(edition / "en" / "first.ipynb", as_version=4)
    log = next((suite.path / "shelf").rglob("*.jsonl")).read_text("utf8")
    events: list[Any] = [json.loads(line) for line in log.splitlines()]
    assert events[-1]["event"]
