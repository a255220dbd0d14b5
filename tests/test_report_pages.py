"""The reports themselves: an edition as users make it, opened as readers open it."""

from __future__ import annotations

import filecmp
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import every_look, opened
from lxml import html

from altay_analysis.batch.suite import read_suite

ROOT = Path(__file__).parent.parent
REPORTS = [report.id for report in read_suite(ROOT).reports]
SNAPSHOTS = Path(__file__).parent / "snapshots"
LANGUAGES = ("en", "zh-Hans")
PAGES = [f"{lang}/{report}" for lang in LANGUAGES for report in REPORTS]
each_page = pytest.mark.parametrize("page", PAGES)


def build(folder: Path) -> Path:
    """Make an edition with the command that users run."""
    command = [sys.executable, "-m", "altay_analysis", "report", "--out", str(folder), "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "latest"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One edition of all reports."""
    return build(tmp_path_factory.mktemp("shelf"))


def test_two_builds_of_one_edition_are_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    """Built again in another folder, each page and each PDF is the same to the byte."""
    other = build(tmp_path / "another shelf 架")
    names = [f"{page}.{suffix}" for page in PAGES for suffix in ("html", "pdf")]
    same, differing, odd = filecmp.cmpfiles(edition, other, names, shallow=False)
    assert (sorted(same), differing, odd) == (sorted(names), [], [])


def test_the_ledger_names_every_output(edition: Path) -> None:
    """run.json lists each file of the edition with its hash, and every outcome."""
    ledger = (edition / "run.json").read_text("utf8")
    for page in PAGES:
        for suffix in ("html", "pdf", "ipynb"):
            assert (edition / f"{page}.{suffix}").is_file()
            assert f"{page}.{suffix}" in ledger
    assert json.loads(ledger)


@each_page
def test_pdfua_finds_nothing(edition: Path, page: str) -> None:
    """Each PDF passes the machine-checkable part of PDF/UA-1."""
    assert list(pdfua.validate(str(edition / f"{page}.pdf")).findings) == []


@each_page
def test_the_pdf_claims_what_it_is(edition: Path, page: str) -> None:
    """Tagged, in its language, PDF/UA-1 and PDF/A-3a, with an outline and the evidence."""
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        xmp = str(pdf.open_metadata())
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(page[:2])
        assert "pdfuaid" in xmp
        assert "pdfaid" in xmp
        assert len(pdf.open_outline().root)
        assert "evidence.csv" in pdf.attachments


@each_page
def test_every_figure_of_the_pdf_has_an_alt_text(edition: Path, page: str) -> None:
    """Each Figure of the structure has text that says what is seen."""
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        figures = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert all(len(str(figure.get("/Alt", ""))) > 20 for figure in figures)


def test_the_text_of_a_chinese_pdf_copies_out(edition: Path) -> None:
    """Names and printed tokens come back as they are read."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on the path")
    command = ["pdftotext", "-layout", str(edition / "zh-Hans/collective-economy.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for words in ("阿勒泰市", "村集体经济", "翻兩番", "不相符"):
        assert words in text.replace(" ", "")


@each_page
def test_every_link_within_the_page_resolves(edition: Path, page: str) -> None:
    """Each number's link leads to an element of the same page."""
    tree = html.parse(io.BytesIO((edition / f"{page}.html").read_bytes()))
    ids = set(tree.xpath("//@id"))
    targets = {str(href)[1:] for href in tree.xpath("//a/@href") if str(href).startswith("#")}
    assert targets
    assert targets <= ids
    assert len(tree.xpath("//@id")) == len(ids)


def words(page: Path) -> str:
    """What a page says, a block a line, without what changes with every change of code."""
    tree = html.parse(io.BytesIO(page.read_bytes()))
    for apart in tree.xpath("//style | //*[local-name()='svg'] | //button | //*[@popover]"):
        apart.drop_tree()
    blocks = tree.xpath("//h1|//h2|//h3|//p|//dt|//dd|//li|//th|//td|//caption|//figcaption")
    lines = [" ".join(block.text_content().split()) for block in blocks]
    return re.sub(r"\b[0-9a-f]{8}\b", "(key)", "\n".join(filter(None, lines))) + "\n"


@each_page
def test_a_page_says_what_it_said(edition: Path, page: str) -> None:
    """The words of each report are those of its snapshot.

    `ALTAY_SNAPSHOTS=write make test ARGS="tests/test_report_pages.py -n 0"` takes them anew.
    """
    found, kept = words(edition / f"{page}.html"), SNAPSHOTS / f"{page}.txt"
    if os.environ.get("ALTAY_SNAPSHOTS") == "write":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(found, "utf8")
    assert found == kept.read_text("utf8")


@each_page
def test_a_page_is_small_and_whole(edition: Path, page: str) -> None:
    """One file under 300 kB, with a policy, and without script."""
    raw = (edition / f"{page}.html").read_bytes()
    assert len(raw) < 300_000
    assert b"Content-Security-Policy" in raw
    assert b"<script" not in raw.lower()


def looked_at(page: Path) -> None:
    """Hold that axe-core finds nothing, nothing is asked for, and the page fits, in every look."""
    asked: list[str] = []
    with opened(page) as shown:
        shown.on("request", lambda request: asked.append(request.url))
        for look in every_look(shown):
            found: dict[str, Any] = Axe().run(shown).response
            assert (look, found["violations"]) == (look, [])
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert (look, shown.evaluate(wide)) == (look, 0)
    assert asked == []


@pytest.mark.browser
@each_page
def test_axe_finds_nothing(edition: Path, page: str) -> None:
    """A page is accessible, by axe-core, narrow, zoomed and wide, in light and in dark."""
    looked_at(edition / f"{page}.html")


@pytest.mark.browser
def test_axe_finds_nothing_on_the_index(edition: Path) -> None:
    """The index of an edition is as accessible as its reports."""
    looked_at(edition / "index.html")
