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

import docx
import pdfua
import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import every_look, opened
from lxml import html
from office import printed

from altay_analysis.batch.grid import expand
from altay_analysis.batch.suite import read_suite

ROOT = Path(__file__).parent.parent
EVERY = [report.id for report in expand(read_suite(ROOT))]
GRID = [report for report in EVERY if report.startswith("elsewhere-")]
SAMPLE = ["elsewhere-320324-2019", "elsewhere-650100-2014-01--2014-06", "elsewhere-654300-2018"]
"""Of the reports on other places one with few figures, one of a half-year, one with many."""

REPORTS = [report for report in EVERY if report not in GRID or report in SAMPLE]
SNAPSHOTS = Path(__file__).parent / "snapshots"
LANGUAGES = ("en", "zh-Hans")
PAGES = [f"{lang}/{report}" for lang in LANGUAGES for report in REPORTS]
each_page = pytest.mark.parametrize("page", PAGES)


SUFFIXES = ("html", "pdf", "docx", "ipynb")


def build(folder: Path, *options: str) -> Path:
    """Make an edition with the command that users run."""
    command = [sys.executable, "-m", "altay_analysis", "report", "--out", str(folder), "--quiet"]
    done = subprocess.run(
        [*command, "--formats", ",".join(SUFFIXES), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / ("draft" if "--only" in options else "latest")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One edition of all reports, the whole grid over other places with them."""
    return build(tmp_path_factory.mktemp("shelf"), "--jobs", "2")


def test_two_builds_of_one_edition_are_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    """Built again in another folder, one by one, each output is the same to the byte."""
    only = [option for report in REPORTS for option in ("--only", report)]
    other = build(tmp_path / "another shelf 架", "--jobs", "1", *only)
    names = [f"{page}.{suffix}" for page in PAGES for suffix in ("html", "pdf", "docx")]
    same, differing, odd = filecmp.cmpfiles(edition, other, names, shallow=False)
    assert (sorted(same), differing, odd) == (sorted(names), [], [])


def test_the_ledger_names_every_output(edition: Path) -> None:
    """run.json lists each file of the edition with its hash, and every outcome."""
    ledger = (edition / "run.json").read_text("utf8")
    for page in (f"{lang}/{report}" for lang in LANGUAGES for report in EVERY):
        for suffix in SUFFIXES:
            assert (edition / f"{page}.{suffix}").is_file()
            assert f"{page}.{suffix}" in ledger
    assert json.loads(ledger)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_of_the_grid_are_as_long_as_their_figures_are_many(
    edition: Path, lang: str
) -> None:
    """A place with few figures has a few pages, and each page is about another place or period."""
    titles, lengths = set(), {}
    for report in GRID:
        tree = html.parse(io.BytesIO((edition / f"{lang}/{report}.html").read_bytes()))
        titles.add(tree.findtext(".//h1"))
        with pikepdf.open(edition / f"{lang}/{report}.pdf") as pdf:
            lengths[report] = len(pdf.pages)
    assert len(titles) == len(GRID)
    assert lengths["elsewhere-340828-2018"] <= 4 < lengths["elsewhere-654300-2018"] <= 15


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


@each_page
def test_every_link_of_the_pdf_resolves(edition: Path, page: str) -> None:
    """Each link within a PDF leads to one of its pages, and every number that links on the page does.

    A head of a table is repeated, and what is repeated holds no link.
    """
    linked = html.parse(io.BytesIO((edition / f"{page}.html").read_bytes())).xpath(
        "//a[starts-with(@href, '#ev-')][not(ancestor::*[@popover] or ancestor::thead)]"
    )
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        inside = {part.objgen for part in pdf.pages}
        notes = [note for part in pdf.pages for note in part.get("/Annots", [])]
        places = [note.Dest for note in notes if "/Dest" in note]
        named = pikepdf.NameTree(pdf.Root.Names.Dests)
        ends = [named[str(p)] if isinstance(p, pikepdf.String) else p for p in places]
        assert len(ends) >= len(linked) > 0
        assert {end[0].objgen for end in ends} <= inside


@each_page
def test_no_heading_stands_alone_at_the_foot_of_a_page(edition: Path, page: str) -> None:
    """Below each heading of a PDF there is room for two lines of its section."""
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        with pdf.open_outline() as outline:
            items = [item for top in outline.root for item in (top, *top.children)]
        places = [item.destination for item in items]
        heights = [float(place[3]) for place in places if place[1] == pikepdf.Name.XYZ]
        assert len(heights) == len(items)
        assert min(heights) > 110


WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


def run_together(pdf: Path) -> list[tuple[str, str]]:
    """Pairs of words that stand on one line of a page, one over the other."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = []
    for page in pages.split("<page ")[1:]:
        boxes = sorted((*map(float, each[:4]), each[4]) for each in WORD.findall(page))
        for at, (_, top, right, foot, word) in enumerate(boxes):
            for left, upper, _, lower, other in boxes[at + 1 :]:
                if left > right - 1:
                    break
                if min(foot, lower) - max(top, upper) > 0.6 * min(foot - top, lower - upper):
                    found.append((word, other))
    return found


@pytest.mark.parametrize("report", REPORTS)
def test_no_word_of_a_table_runs_into_the_next_column(edition: Path, report: str) -> None:
    """On no page of an English report does a word stand on another."""
    assert run_together(edition / "en" / f"{report}.pdf") == []


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_word(file: Path) -> None:
    """Hold that a Word document is whole: links, heads of tables, alt texts, title."""
    document = docx.Document(str(file))
    root = document.element.body
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    anchors = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    assert len(anchors) > 20
    assert anchors <= set(names)
    assert len(names) == len(set(names))
    for table in document.tables:
        heads = [row.find(f".//{W}tblHeader") is not None for row in table._tbl.tr_lst]
        assert heads == [True, *[False] * (len(heads) - 1)]
    assert all(len(s._inline.docPr.get("descr")) > 20 for s in document.inline_shapes)
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == [
        document.core_properties.title
    ]


@each_page
def test_the_word_document_is_whole(edition: Path, page: str) -> None:
    """Each number leads to a bookmark, tables have heads, pictures have alt texts."""
    check_word(edition / f"{page}.docx")


def test_a_word_processor_prints_a_report(edition: Path, tmp_path: Path) -> None:
    """LibreOffice opens a report and prints it as pages with its numbered sections."""
    pdf = printed(edition / "en/livelihood.docx", tmp_path)
    with pikepdf.open(pdf) as opened_pdf:
        assert 4 <= len(opened_pdf.pages) <= 12
    text = text_of(pdf)
    for words in ("1How many projects are done?", "Figure 1", "Table 1", "Report key", "300余件"):
        assert "".join(words.split()) in "".join(text.split())


def text_of(pdf: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext on the path")
    command = [program, "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_report_in_traditional_characters_is_as_whole(tmp_path: Path) -> None:
    """In zh-Hant too the PDF passes, the Word document is whole, and no word is simplified.

    Titles of sources are quoted as they stand there.
    """
    made = build(tmp_path, "--only", "livelihood", "--lang", "zh-Hant") / "zh-Hant"
    assert list(pdfua.validate(str(made / "livelihood.pdf")).findings) == []
    check_word(made / "livelihood.docx")
    text = text_of(made / "livelihood.pdf").replace(" ", "")
    assert "實事完成了多少" in text
    assert not {"实", "么", "数"} & set(re.sub("《[^》]*》", "", text))


def test_the_text_of_a_chinese_pdf_copies_out(edition: Path) -> None:
    """Names and printed tokens come back as they are read."""
    text = text_of(edition / "zh-Hans/collective-economy.pdf")
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


CUT = """() => [
    ...[...document.querySelectorAll('.table .scroll')].filter(
        frame => frame.scrollWidth > frame.clientWidth + 1),
    ...[...document.querySelectorAll('figure svg text')].filter(text => {
        const box = text.getBoundingClientRect();
        return text.textContent.trim() && box.width && (box.left < 0 || box.right > innerWidth);
    }),
].map(part => part.textContent)"""
"""Tables that scroll, and words of figures that are out of view."""


def looked_at(page: Path) -> None:
    """Hold that axe-core finds nothing, nothing is asked for, and all is in view, in every look."""
    asked: list[str] = []
    with opened(page) as shown:
        shown.on("request", lambda request: asked.append(request.url))
        for look in every_look(shown):
            found: dict[str, Any] = Axe().run(shown).response
            assert (look, found["violations"]) == (look, [])
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert (look, shown.evaluate(wide)) == (look, 0)
            assert (look, shown.evaluate(CUT)) == (look, [])
    assert asked == []


@pytest.mark.browser
@each_page
def test_axe_finds_nothing(edition: Path, page: str) -> None:
    """A page is accessible, by axe-core, narrow, zoomed and wide, in light and in dark."""
    looked_at(edition / f"{page}.html")


def test_the_index_counts_every_relation_of_the_audit(edition: Path) -> None:
    """As many relations are shown as there are claims, those that agree as well."""
    claims = (ROOT / "data/claims.csv").read_text("utf8").splitlines()[1:]
    index = html.parse(str(edition / "index.html"))
    heads = index.xpath("//section[@class='audit']//h2")
    assert len(heads) == len(LANGUAGES)
    assert {re.findall(r"\d+", head.text_content())[0] for head in heads} == {str(len(claims))}


@pytest.mark.browser
def test_axe_finds_nothing_on_the_index(edition: Path) -> None:
    """The index of an edition is as accessible as its reports."""
    looked_at(edition / "index.html")
