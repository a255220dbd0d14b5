"""`altay-docx`: each construct comes through into a real Word document that can be checked."""

from __future__ import annotations

import doctest
import io
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import nbformat
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from hostile import HOSTILE, notebook_full_of, shown_form
from lxml import etree
from office import printed

from altay_analysis.exporters import docx_nodes, docx_widths, export
from altay_analysis.exporters.cells import MIME

NOTEBOOKS = Path(__file__).parent / "notebooks"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def notebook(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}_synthetic.ipynb", as_version=4)


@cache
def made(lang: str) -> bytes:
    return export(notebook(f"every_construct_{lang}"), "docx", warn=pytest.fail)


def opened(raw: bytes) -> Document:
    return docx.Document(io.BytesIO(raw))


def part(raw: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return etree.fromstring(package.read(name))


def body(raw: bytes) -> Any:
    return part(raw, "word/document.xml")


def said(node: Any) -> str:
    """Return the text of a node; a hyphen that does not break is an element of its own."""
    parts = node.iter(f"{W}t", f"{W}noBreakHyphen")
    return "".join("-" if part.text is None else part.text for part in parts)


def styled(raw: bytes, style: str) -> list[str]:
    """Return the text of each paragraph of a style, fields included."""
    found = (p for p in body(raw).iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None)
    return [said(p) for p in found if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style]


def style_of(node: Any) -> str:
    """Return the style of a paragraph or a run."""
    found = node.find(f"{W}pPr/{W}pStyle")
    found = node.find(f"{W}rPr/{W}rStyle") if found is None else found
    return "" if found is None else str(found.get(f"{W}val"))


def with_rows(rows: list[Any], columns: int = 2) -> bytes:
    """Return a document whose one table of ours has these rows of texts."""
    nb = notebook("every_construct_en")
    for output in (output for cell in nb.cells for output in cell.get("outputs", ())):
        held = output.data[MIME]
        if held["kind"] == "table":
            head = {"label": [{"text": "Head"}], "align": "left"}
            held["columns"] = [head] * columns
            held["rows"] = [[[{"text": cell, "name": True}] for cell in row] for row in rows]
    return export(nb, "docx", warn=pytest.fail)


def instructions(raw: bytes) -> list[list[str]]:
    """Return the words of each field's instruction, of simple fields and of complex ones."""
    complex_ones = (node.text for node in body(raw).iter(f"{W}instrText"))
    return [value.split() for value in (*attributes(raw, "fldSimple", "instr"), *complex_ones)]


def attributes(raw: bytes, tag: str, name: str) -> Iterator[str]:
    for element in body(raw).iter(f"{W}{tag}"):
        if (value := element.get(f"{W}{name}")) is not None:
            yield value


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("en", [("How far it grew", 1), ("By village", 2), ("Claims", 1), ("Evidence", 1)]),
        ("zh-Hans", [("增长了多少", 1), ("各村", 2), ("核对", 1), ("依据", 1)]),
    ],
)
def test_headings_have_the_styles_that_word_knows(
    lang: str, headings: list[tuple[str, int]]
) -> None:
    """Sections are headings of their level, numbered by their style, under a Title."""
    opened_document = opened(made(lang))
    found = [
        (p.text, int(p.style.name[-1]))
        for p in opened_document.paragraphs
        if p.style.name.startswith("Heading")
    ]
    assert found == headings
    assert [p.text for p in opened_document.paragraphs if p.style.name == "Title"]
    numbered = opened_document.styles["Heading 1"].element.find(f"{W}pPr/{W}numPr/{W}numId")
    assert numbered.get(f"{W}val") == "1"


@each_language
def test_every_table_has_a_head_that_repeats_and_rows_that_are_whole(lang: str) -> None:
    """The first row of each table is its head on every page, and no row is cut."""
    tables = opened(made(lang)).tables
    assert len(tables) == 4
    for table in tables:
        settings = [row._tr.find(f"{W}trPr") for row in table.rows]
        assert [s.find(f"{W}tblHeader") is not None for s in settings] == [
            True,
            *[False] * (len(settings) - 1),
        ]
        assert all(s.find(f"{W}cantSplit") is not None for s in settings)
        assert all(cell.text.strip() for cell in table.rows[0].cells)


@pytest.mark.parametrize(
    ("lang", "alt"),
    [("en", "Two bars, the later one taller."), ("zh-Hans", "两根柱，后者较高。")],
)
def test_a_figure_is_a_picture_with_its_alt_text(lang: str, alt: str) -> None:
    """The alt text is where a screen reader looks; the picture is sharp enough to print."""
    from PIL import Image

    shape = opened(made(lang)).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == alt
    with zipfile.ZipFile(io.BytesIO(made(lang))) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        with Image.open(io.BytesIO(package.read(media[0]))) as picture:
            assert picture.width / shape.width.inches >= 200


@pytest.mark.parametrize(
    ("lang", "figure", "tables"),
    [("en", "Figure 1", ["Table 1", "Table 2"]), ("zh-Hans", "图1", ["表1", "表2"])],
)
def test_captions_are_captions_with_numbers_that_word_counts(
    lang: str, figure: str, tables: list[str]
) -> None:
    """A caption has the caption style and its number is a field of the sequence."""
    raw = made(lang)
    assert [text.split("\u2002")[0] for text in styled(raw, "Caption")] == [figure]
    assert [text.split("\u2002")[0] for text in styled(raw, "TableCaption")] == tables
    assert opened(raw).styles["Caption"].type == WD_STYLE_TYPE.PARAGRAPH
    fields = [value.split()[1] for value in attributes(raw, "fldSimple", "instr")]
    assert fields == ["Figure", "Table", "Table"]


def test_columns_are_as_wide_wherever_word_looks() -> None:
    """Grid and cells say the same widths, which sum to the table's, within the text's width."""
    for table in opened(made("en")).tables:
        size = table._tbl.find(f"{W}tblPr/{W}tblW")
        grid = [int(c.get(f"{W}w")) for c in table._tbl.find(f"{W}tblGrid")]
        assert size.get(f"{W}type") == "dxa"
        assert sum(grid) == int(size.get(f"{W}w")) <= 9412
        for row in table._tbl.tr_lst:
            cells = [cell.find(f"{W}tcPr/{W}tcW") for cell in row.findall(f"{W}tc")]
            assert [int(cell.get(f"{W}w")) for cell in cells] == grid


FIGURES = (
    "Value added, primary industry 52.34億元; Value added, secondary industry 254.09億元 (2023)"
)


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        pytest.param(
            [["Relation", "Figures", "Verdict"], *[["GDP: sum", FIGURES, "compatible"]] * 9],
            [5.0, 30.0, 6.0],
            id="text-takes-the-rest",
        ),
        pytest.param(
            [["编号", "数字", "判定"], *[["1", "第一产业增加值占地区生产总值的比重" * 4, "相符"]] * 9],
            [2.0, 30.0, 2.0],
            id="no-short-chinese-cell-breaks",
        ),
        pytest.param(
            [["Figure", "Source"], ["Births", "第\u00a060\u00a0条、" * 12]],
            [3.5, 5.0],
            id="a-space-that-does-not-break",
        ),
    ],
)  # fmt: skip
def test_a_column_has_room_for_its_words_and_text_has_the_rest(
    rows: list[list[str]], least: list[float]
) -> None:
    """No column is narrower than its longest word, however much text another holds."""
    given = [share * 55.3 - 1.06 for share in docx_widths.shares(rows, 55.3, 1.06)]
    assert all(width >= low for width, low in zip(given, least, strict=True)), given
    assert sum(given) + 1.06 * len(given) <= 55.4


def test_a_table_of_little_is_no_wider_than_it_needs() -> None:
    """Numbers are not spread over the page."""
    assert sum(docx_widths.shares([["Year", "Income"], ["2023", "848.13"]], 55.3, 1.06)) < 0.3


def test_a_long_row_may_be_parted_and_a_short_one_not() -> None:
    """A row of half a page leaves no gap before it; the last row is kept with the one before."""
    short, long = ["a", "b"], ["a", "word " * 300]
    table = opened(with_rows([*[short] * 20, long, short, short])).tables[1]._tbl
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.tr_lst]
    assert whole == [*[True] * 21, False, True, True]
    kept = [row.find(f".//{W}pPr/{W}keepNext") is not None for row in table.tr_lst]
    assert kept == [False, True, *[False] * 20, True, False]


def test_only_a_small_table_is_kept_on_one_page() -> None:
    """A table of few lines moves as one; one of more may begin where the page has room."""
    few, many = ([["a", "b"]] * rows for rows in (8, 30))
    tables = [opened(with_rows(rows)).tables[1]._tbl for rows in (few, many)]
    kept = [sum(row.find(f".//{W}keepNext") is not None for row in t.tr_lst[1:]) for t in tables]
    assert kept == [7, 2]


@each_language
def test_digits_of_a_quotation_are_no_chinese(lang: str) -> None:
    """A quotation's language is that of its characters; a word processor would break its digits."""
    assert not [value for value in attributes(made(lang), "lang", "val") if value[:2] == "zh"]


def test_a_date_and_a_sample_stay_on_one_line() -> None:
    """The hyphens of a date do not break, nor the spaces of `n = 3`."""
    raw = with_rows([["from 2024-01-31 to 2024-03", "n = 3"], ["s1.a-b 12-2024-5", "n is 3"]])
    cells = [cell for row in opened(raw).tables[1]._tbl.tr_lst[1:] for cell in row.iter(f"{W}tc")]
    assert [len(list(cell.iter(f"{W}noBreakHyphen"))) for cell in cells] == [3, 0, 0, 0]
    assert said(cells[0]) == "from 2024-01-31 to 2024-03"
    assert said(cells[1]) == "n\u00a0=\u00a03"


def test_a_number_stays_with_its_unit() -> None:
    """In the text a number that leads somewhere is not parted from its unit."""
    assert "12.374\u00a0million\u00a0yuan" in "".join(styled(made("en"), "LastAnswer"))


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", ["Figure 1", "Table 1", "1"]), ("zh-Hans", ["图1", "表1", "1"])]
)
def test_references_in_the_text_are_fields(lang: str, shown: list[str]) -> None:
    """Word counts a reference anew; until it does, what the export counted stands there."""
    raw = made(lang)
    fields = [field for field in instructions(raw) if field[0] == "REF"]
    names = set(attributes(raw, "bookmarkStart", "name"))
    assert [field[1] for field in fields] == ["fig_income", "table_villages", "sec_grew"]
    assert {field[1] for field in fields} <= names
    assert ["\\r" in field for field in fields] == [False, False, True]
    starts = [node.getparent() for node in body(raw).iter(f"{W}instrText") if " REF " in node.text]
    assert [said(start.getnext().getnext()) for start in starts] == shown


@each_language
def test_the_contents_are_a_block_that_word_can_make_anew(lang: str) -> None:
    """They stand in Word's own frame for contents, with their heading, and on one page."""
    (block,) = body(made(lang)).iter(f"{W}sdt")
    assert block.find(f".//{W}docPartGallery").get(f"{W}val") == "Table of Contents"
    listed = block.findall(f"{W}sdtContent/{W}p")
    assert [style_of(p) for p in listed] == ["TOCHeading", "TOC1", "TOC2", "TOC1", "TOC1"]
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in listed] == [*[True] * 4, False]
    assert "\\n" not in next(field for field in instructions(made(lang)) if field[0] == "TOC")


def test_a_link_within_the_document_is_not_underlined() -> None:
    """A number that leads to its evidence is told by colour; an address is underlined."""
    links = list(body(made("en")).iter(f"{W}hyperlink"))
    inner = {
        style_of(run) for link in links if link.get(f"{W}anchor") for run in link.iter(f"{W}r")
    }
    outer = {style_of(run) for link in links if not link.get(f"{W}anchor") for run in link}
    assert inner == {"InnerLink", ""}
    assert outer <= {"Hyperlink"}
    looks = {s.style_id: s.element for s in opened(made("en")).styles}
    assert looks["InnerLink"].find(f"{W}rPr/{W}u") is None
    assert looks["Hyperlink"].find(f"{W}rPr/{W}u") is not None


@pytest.mark.parametrize(
    ("verdict", "style", "sign"),
    [("broken", "BrokenMark", "≠"), ("ambiguous", "AmbiguousMark", "?")],
)
def test_a_mark_stands_behind_its_number_and_leads_to_the_claim(
    verdict: str, style: str, sign: str
) -> None:
    """A figure that does not agree, or is open, is marked wherever it stands in the document."""
    nb = notebook("every_construct_en")
    for output in (output for cell in nb.cells for output in cell.get("outputs", ())):
        if output.data[MIME]["kind"] == "claims":
            output.data[MIME]["items"][0] |= {"verdict": verdict, "figures": ["income"]}
    raw = export(nb, "docx", warn=pytest.fail)
    runs = [run for run in body(raw).iter(f"{W}r") if style_of(run) == style]
    marks = [run for run in runs if run.getparent().tag == f"{W}hyperlink"]
    assert len(marks) >= 6
    assert {said(run) for run in marks} == {sign}
    (target,) = {run.getparent().get(f"{W}anchor") for run in marks}
    claim = next(p for p in body(raw).iter(f"{W}p") if style_of(p) == "Claim")
    assert target in {mark.get(f"{W}name") for mark in claim.iter(f"{W}bookmarkStart")}


@each_language
def test_every_link_leads_to_a_bookmark(lang: str) -> None:
    """Each inner link has its bookmark; names are unique and such as Word allows."""
    names = list(attributes(made(lang), "bookmarkStart", "name"))
    anchors = set(attributes(made(lang), "hyperlink", "anchor"))
    assert len(anchors) > 10
    assert anchors <= set(names)
    assert len(names) == len(set(names))
    assert all(len(n) <= 40 and n[0].isalpha() and n.replace("_", "").isalnum() for n in names)


def test_a_number_leads_to_its_evidence_and_back() -> None:
    """The answer's number links to a row of the evidence, which links to the answer."""
    root = body(made("en"))
    answers = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None]
    answer = next(p for p in answers if "Answer" in p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
                  and p.find(f"{W}hyperlink") is not None)  # fmt: skip
    target = answer.find(f"{W}hyperlink").get(f"{W}anchor")
    marks = {m.get(f"{W}name") for m in answer.iter(f"{W}bookmarkStart")}
    row = next(
        r for r in root.iter(f"{W}tr")
        if target in {m.get(f"{W}name") for m in r.iter(f"{W}bookmarkStart")}
    )  # fmt: skip
    assert marks & {h.get(f"{W}anchor") for h in row.iter(f"{W}hyperlink")}


@pytest.mark.parametrize(
    ("lang", "tag", "east"), [("en", "en-GB", "zh-CN"), ("zh-Hant", "zh-TW", "zh-TW")]
)
def test_the_language_and_the_date_are_in_the_file(lang: str, tag: str, east: str) -> None:
    """Properties and styles name the language; the date is that of the data."""
    document = opened(made(lang))
    properties = document.core_properties
    assert properties.language == tag
    assert properties.created == properties.modified
    assert properties.created.date().isoformat() == "2026-06-10"
    assert properties.title == document.paragraphs[0].text
    defaults = part(made(lang), "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert defaults.get(f"{W}eastAsia") == east


def test_a_token_in_another_language_is_marked_as_such() -> None:
    """A printed token in an English report carries its own language, for Chinese fonts too."""
    marked = {lang.get(f"{W}eastAsia") for lang in body(made("en")).iter(f"{W}lang")}
    assert "zh-CN" in marked


def test_a_formula_is_a_formula() -> None:
    """Mathematics stays mathematics that Word can edit."""
    math = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
    assert len(list(body(made("en")).iter(math))) == 2


@each_language
def test_no_paragraph_is_without_a_style_of_ours(lang: str) -> None:
    """Each paragraph has a style that the reference document defines."""
    known = {s.style_id for s in opened(made(lang)).styles}
    assert set(attributes(made(lang), "pStyle", "val")) <= known
    assert set(attributes(made(lang), "rStyle", "val")) <= known
    assert set(attributes(made(lang), "tblStyle", "val")) <= known


@each_language
def test_equal_bytes_for_equal_input(lang: str) -> None:
    """The same notebook gives the same bytes, with no clock in the archive."""
    again = export(notebook(f"every_construct_{lang}"), "docx", warn=pytest.fail)
    assert again == made(lang)
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_text(hostile: str) -> None:
    """In each text field stands the string itself; no field, link or part is made of it."""
    raw = export(notebook_full_of(hostile), "docx", warn=pytest.fail)
    document = opened(raw)
    for style in ("LastAnswer", "Caption", "TableCaption", "TableText", "Fact"):
        seen = ["".join(unicodedata.normalize("NFKC", text).split()) for text in styled(raw, style)]
        assert any(shown_form(hostile) in text for text in seen), style
    assert "".join(unicodedata.normalize("NFKC", document.core_properties.title).split())
    outside = [r for r in document.part.rels.values() if r.is_external]
    assert all(r.target_ref.startswith(("http://", "https://", "mailto:")) for r in outside)
    assert {field[0] for field in instructions(raw)} <= {"SEQ", "TOC", "REF"}
    assert "".join(shown_form(hostile).split()) in "".join(
        unicodedata.normalize("NFKC", said(document.tables[-1]._tbl)).split()
    )


def test_a_foreign_notebook_comes_out_readable() -> None:
    """Code, streams, tables, pictures and errors of a stranger's notebook are all there."""
    raw = export(notebook("foreign"), "docx", warn=[].append)
    text = said(body(raw))
    assert "x" * 150 in text
    for words in ("printed", "22.5", "ValueError: no such area", "far (https://example.org/a.png)"):
        assert words in text
    assert len(opened(raw).inline_shapes) == 1


@pytest.mark.parametrize("module", [docx_nodes, docx_widths], ids=["nodes", "widths"])
def test_the_examples_hold(module: Any) -> None:
    """What the documentation of a function shows is what it gives."""
    assert doctest.testmod(module).failed == 0


def test_key_figures_stay_on_one_page() -> None:
    """Each but the last is kept with the next."""
    found = [p for p in body(made("en")).iter(f"{W}p") if style_of(p) == "KeyFigure"]
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in found] == [True, True, False]


def test_a_document_does_not_end_with_one_line_on_a_page() -> None:
    """The line on how to ask is kept with the table of the parameters before it."""
    nb = notebook("every_construct_en")
    nb.metadata["altay"]["key"] = "0123456789abcdef" * 4
    last = opened(export(nb, "docx", warn=pytest.fail))
    assert last.paragraphs[-1].style.name == "Small Print"
    parameters, evidence = last.tables[-1]._tbl.tr_lst, last.tables[-2]._tbl.tr_lst
    kept = [row.find(f".//{W}pPr/{W}keepNext") is not None for row in parameters]
    assert all(kept[1:])
    assert evidence[-1].find(f".//{W}pPr/{W}keepNext") is None


def test_a_bookmark_is_the_same_each_time_and_its_own() -> None:
    """Two anchors that Word's alphabet would make alike stay apart."""
    names = {docx_nodes.bookmark(name) for name in ("ev-a-b", "ev-a.b", "ev-a_b", f"ev-{'a' * 60}")}
    assert len(names) == 4


def test_nbconvert_knows_the_exporter_by_name(tmp_path: Path) -> None:
    """`jupyter nbconvert --to altay-docx` works on an executed notebook."""
    source = shutil.copy(
        NOTEBOOKS / "every_construct_en_synthetic.ipynb", tmp_path / "report.ipynb"
    )
    command = [sys.executable, "-m", "nbconvert", "--to", "altay-docx", str(source)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert (tmp_path / "report.docx").read_bytes() == made("en")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Villagecollectiveeconomy", "1Howfaritgrew", "Figure1", "1237.40万元", "Page1of"]),
        ("zh-Hans", ["村级集体经济", "1增长了多少", "图1", "表2", "第1页,共"]),
    ],
)
def test_a_word_processor_opens_it(lang: str, words: list[str], tmp_path: Path) -> None:
    """LibreOffice prints it: numbers of sections, captions, head and foot come out."""
    (file := tmp_path / "report.docx").write_bytes(made(lang))
    pdf = printed(file, tmp_path)
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler) is not installed; that it is printed was checked")
    done = subprocess.run([program, str(pdf), "-"], capture_output=True, check=True)
    text = "".join(unicodedata.normalize("NFKC", done.stdout.decode()).split())
    assert [word for word in words if word not in text] == []
