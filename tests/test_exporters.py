"""What both exporters share: the language, what is refused, numbers and links."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode

from altay_analysis.errors import ReportError
from altay_analysis.exporters import TAGS, export
from altay_analysis.exporters.cells import MIME, language
from altay_analysis.exporters.checks import check
from altay_analysis.exporters.document import document
from altay_analysis.exporters.numbering import number
from altay_analysis.exporters.prose import Source, read, write
from altay_analysis.exporters.showable import clean
from altay_analysis.exporters.words import WORDS

NOTEBOOKS = Path(__file__).parent / "notebooks"


def ours(lang: str = "en") -> NotebookNode:
    return nbformat.read(NOTEBOOKS / f"every_construct_{lang}_synthetic.ipynb", as_version=4)


def flattened(nb: NotebookNode) -> dict[str, Any]:
    resources: dict[str, Any] = {}
    for step in (language, document, check, number):
        nb, resources = step(nb, resources)
    return resources["altay"]


def held(nb: NotebookNode, kind: str) -> dict[str, Any]:
    """Return the first display object of a kind, to be changed in place."""
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.get("data", {}).get(MIME, {}).get("kind") == kind:
                return output.data[MIME]
    raise LookupError(kind)


def of_kind(doc: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for block in doc["blocks"] if block["kind"] == kind]


def test_tags_are_the_closed_list_of_the_contract() -> None:
    """The tags are those that docs/display-objects.md lists, and no others."""
    text = (Path(__file__).parents[1] / "docs" / "display-objects.md").read_text(encoding="utf-8")
    listed = text.split("## Tags of cells")[1].split(": a closed list")[0]
    assert {word for word in listed.split("`") if word.strip(", \n")} == TAGS


def test_importing_the_package_does_not_import_nbconvert() -> None:
    """The names are there without nbconvert being loaded."""
    code = "import sys, altay_analysis.exporters; print('nbconvert' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_words_are_the_same_in_each_language() -> None:
    """Each language has every word of the exporters, with as many gaps."""
    gaps = {
        lang: {key: word.count("{}") for key, word in words.items()}
        for lang, words in WORDS.items()
    }
    assert gaps["en"] == gaps["zh-Hans"] == gaps["zh-Hant"]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Village collective economy"),
        ("zh-Hans", "村级集体经济"),
        ("zh-Hant", "村級集體經濟"),
    ],
)
def test_one_language_is_kept(lang: str, title: str) -> None:
    """Only the report's language stays, and simplified prose turns traditional for zh-Hant."""
    doc = flattened(ours(lang))
    assert (doc["lang"], doc["title"]) == (lang, title)
    assert len(of_kind(doc, "heading")) == 4


@pytest.mark.parametrize("owner", ["altay", "papermill"])
def test_language_is_read_from_parameters_where_no_object_says(owner: str) -> None:
    """A notebook without display objects takes its language from its parameters."""
    nb = nbformat.v4.new_notebook(metadata={owner: {"parameters": {"lang": "zh-Hans"}}})
    assert language(nb, {})[1]["altay_lang"] == "zh-Hans"


def test_traditional_conversion_leaves_code_and_mathematics() -> None:
    """Code, formulas and addresses keep their characters; prose does not."""
    source = Source("经济 `经济` $经济$ <https://example.org/经济>", traditional=True)
    markup, _ = write(read([source]), "html", {})
    assert "經濟 <code>经济</code>" in markup[0]
    assert 'href="https://example.org/经济"' in markup[0]


def test_parameters_and_code_are_dropped_from_ours() -> None:
    """A report of ours shows neither its parameters cell nor any code."""
    assert "hidden_code" not in json.dumps(flattened(ours())["blocks"])


def test_sections_figures_and_tables_are_numbered() -> None:
    """Sections count 1, 1.1, 2; figures and tables count for themselves."""
    doc = flattened(ours())
    assert [block["number"] for block in of_kind(doc, "heading")] == ["1", "1.1", "2", "3"]
    labels = [
        block["label"] for kind in ("figure", "table", "evidence") for block in of_kind(doc, kind)
    ]
    assert labels == ["Figure 1", "Table 1", "Table 2"]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["Figure 1", "Table 1", "Section 1"]),
        ("zh-Hans", ["图1", "表1", "第 1 节"]),
        ("zh-Hant", ["圖1", "表1", "第 1 節"]),
    ],
)
def test_cross_references_read_as_numbers(lang: str, shown: list[str]) -> None:
    """An xref becomes the number of what it names, in the report's language."""
    runs = of_kind(flattened(ours(lang)), "answer")[0]["paragraphs"][0]
    assert [run["text"] for run in runs if "xref" in run] == shown


def test_every_place_that_uses_a_figure_is_listed_in_its_row() -> None:
    """An evidence row lists each place once, in the order of the report."""
    rows = {row["id"]: row for row in of_kind(flattened(ours()), "evidence")[0]["rows"]}
    places = [place["label"] for place in rows["income"]["used"]]
    assert places == ["Answer", "Key figures", "§\u00a01", "Figure 1", "No.\u00a03"]


def test_every_link_back_meets_an_anchor() -> None:
    """Each link back from evidence or a claim leads to a run that is there."""
    text = json.dumps(flattened(ours()))
    for back in json.loads(text)["blocks"]:
        for item in back.get("rows", []) if back["kind"] == "evidence" else []:
            assert all(text.count(f'"{place["anchor"]}"') == 2 for place in item["used"])


def test_a_table_head_holds_no_anchor() -> None:
    """A head is repeated over pages, so no link back ends in it."""
    nb = ours()
    held(nb, "table")["columns"][0]["label"] = [{"text": "Year", "ref": "base"}]
    run = of_kind(flattened(nb), "table")[0]["columns"][0]["label"][0]
    assert run["target"] == "ev-base"
    assert "anchor" not in run


def test_a_late_answer_moves_before_the_first_section() -> None:
    """The answer comes first on the page wherever its cell stands."""
    nb = ours()
    answer = next(cell for cell in nb.cells if cell.id == "answer")
    nb.cells = [cell for cell in nb.cells if cell.id != "answer"] + [answer]
    kinds = [block["kind"] for block in flattened(nb)["blocks"]]
    assert kinds.index("answer") < kinds.index("heading")


def _unknown_ref(nb: NotebookNode) -> None:
    held(nb, "sentences")["paragraphs"][0][0]["ref"] = "nowhere"


def _unknown_xref(nb: NotebookNode) -> None:
    held(nb, "answer")["paragraphs"][0][0]["xref"] = "fig:nowhere"


def _no_alt(nb: NotebookNode) -> None:
    held(nb, "figure")["alt"] = " "


def _twice(nb: NotebookNode) -> None:
    held(nb, "claims")["items"][0]["id"] = "income"


def _bad_id(nb: NotebookNode) -> None:
    held(nb, "table")["id"] = "Not An Id"


def _no_caption(nb: NotebookNode) -> None:
    del held(nb, "figure")["caption"]


def _strange_kind(nb: NotebookNode) -> None:
    held(nb, "table")["kind"] = "pie"


def _uneven(nb: NotebookNode) -> None:
    held(nb, "table")["rows"][0].pop()


def _no_runs(nb: NotebookNode) -> None:
    held(nb, "sentences")["paragraphs"] = ["text"]


FAULTS = [
    (_unknown_ref, "(id sentences): ref 'nowhere'"),
    (_unknown_xref, "(id answer): xref 'fig:nowhere'"),
    (_no_alt, "(id figure): figure 'income' has no alt text"),
    (_twice, "(id rows): id 'income' stands in cell"),
    (_bad_id, "(id table): id 'Not An Id'"),
    (
        _no_caption,
        "(id figure): a display object of kind 'figure' does not hold: KeyError('caption')",
    ),
    (_strange_kind, "(id table): kind 'pie'"),
    (_uneven, "(id table): row 1 has 1 cells, the table 2 columns"),
    (_no_runs, "(id sentences): a display object of kind 'sentences' does not hold"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS, ids=[f[0].__name__[1:] for f in FAULTS])
def test_a_fault_is_one_line_that_names_the_cell(fault: Any, words: str) -> None:
    """What the contract forbids is refused with one line: the cell, the fault, the remedy."""
    nb = ours()
    fault(nb)
    with pytest.raises(ReportError) as refusal:
        flattened(nb)
    message = str(refusal.value)
    assert words in message
    assert message.startswith("cell ")
    assert "\n" not in message


def test_export_leaves_the_notebook_as_it_was() -> None:
    """Exporting changes nothing in the notebook that it is given."""
    nb = ours()
    before = deepcopy(nb)
    export(nb, "html", warn=pytest.fail)
    assert nb == before


def test_notes_of_two_cells_stay_apart() -> None:
    """The same label of a note in two cells means two notes."""
    markup, notes = write(
        read([Source("a[^1]\n\n[^1]: first"), Source("b[^1]\n\n[^1]: second")]), "html", {}
    )
    assert 'href="#fn1"' in markup[0]
    assert 'href="#fn2"' in markup[1]
    assert notes.index("first") < notes.index("second")


def test_a_note_within_itself_ends() -> None:
    """A note that refers to itself is text, not an endless tree."""
    markup, _ = write(read([Source("a[^1]\n\n[^1]: n[^1]\n[^2]: m")]), "typst", {})
    assert markup == [r"a#footnote[n\[^1\]]"]


@given(st.text(max_size=200))
def test_clean_text_holds_nothing_unshowable(text: str) -> None:
    """A cleaned text can be encoded, and holds no control but tab and line end."""
    cleaned = clean(text)
    cleaned.encode()
    assert all(sign in "\t\n" or not ("\x00" <= sign < " ") for sign in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("15\u202e51", "15\ufffd51"),
        ("\x1b[0;31mred\x1b[0m", "red"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
    ids=["nul", "surrogate", "bidi", "ansi", "line-ends"],
)
def test_what_no_page_can_show_becomes_the_replacement_character(dirty: str, shown: str) -> None:
    """Controls, surrogates and bidi overrides show as U+FFFD; a terminal's colours go."""
    assert clean({"k": [dirty]}) == {"k": [shown]}
