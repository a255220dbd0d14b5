"""The template of a Word report: each block of a document as nodes of pandoc's tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from altay_analysis.exporters.docx_nodes import (
    Node,
    bookmark,
    field,
    grid,
    link,
    openxml,
    runs,
    span,
    styled,
    text,
    whole,
)
from altay_analysis.exporters.prose import settled

__all__ = ["report"]

Block = dict[str, Any]

_NUMBER = re.compile(r"(\D*)(\d+)(\D*)")
_MANY = 8
"""A table of more columns is set smaller."""
_BADGES = {"broken": "Badge Broken", "ambiguous": "Badge Open", "confirmed": "Badge Confirmed"}
_TOC = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_TOC_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_TAB = openxml("<w:r><w:tab/></w:r>")


def report(held: Block, addresses: Mapping[str, str]) -> list[Node]:
    """Return the whole of a document, from the title block to the line on how to ask.

    Parameters
    ----------
    addresses : mapping of str to str
        Data URI of each picture by its name.
    """
    nodes = [*_title_block(held)]
    template = _Template(held, addresses)
    for at, block in enumerate(held["blocks"]):
        if at == held["lead"]:
            nodes += _contents(held)
        nodes += template.block(block)
    if held["ours"] and held["meta"]["key"]:
        nodes.append(styled("Small Print", [text(_ask(held))]))
    return nodes


def _title_block(held: Block) -> list[Node]:
    words, meta = held["words"], held["meta"]
    facts = [(runs(fact["label"]), runs(fact["value"])) for fact in held["facts"]]
    facts += [([text(words["data_date"])], [text(meta["data_date"])])] if meta["data_date"] else []
    facts += [([text(words["key"])], [text(meta["key"])])] if meta["key"] else []
    lines = [[span(label, style="Fact Label"), _TAB, *value] for label, value in facts]
    last = [styled("Last Fact", line) for line in lines[-1:]]
    facts_shown = [*(styled("Fact", line) for line in lines[:-1]), *last]
    return [styled("Title", [text(held["title"])]), *facts_shown]


def _contents(held: Block) -> list[Node]:
    """Return the contents as the field that Word makes anew, without the pages it would count."""
    if len(held["contents"]) < 2:
        return []
    entries = []
    for entry in held["contents"]:
        number = [text(f"{entry['number']}\u2002")] if entry["number"] else []
        shown = link([*number, text(entry["text"])], entry["anchor"])
        entries.append((f"toc {entry['level'] - 1}", [shown]))
    entries[-1][1].append(openxml(_TOC_END))
    # Within the field: what stands before it is not kept on its page by all word processors.
    heading = styled("TOC Heading", [openxml(_TOC), text(held["words"]["contents"])])
    return [heading, *(styled(style, nodes) for style, nodes in entries)]


def _ask(held: Block) -> str:
    colon, stop = ("：", "。") if held["lang"] != "en" else (": ", ".")
    contact = f"{colon}{held['contact']}" if held["contact"] else ""
    return f"{held['words']['contact']}{contact}{stop}"


class _Template:
    """How each kind of block is shown."""

    def __init__(self, held: Block, addresses: Mapping[str, str]) -> None:
        self.words: dict[str, str] = held["words"]
        self.lang: str = held["lang"]
        self.addresses = addresses
        self.kinds: dict[str, Callable[[Block], list[Node]]] = {
            "answer": self.answer,
            "claims": lambda block: [n for item in block["items"] for n in self.claim(item)],
            "code": lambda block: [_code(block["source"])],
            "error": self.error,
            "evidence": self.evidence,
            "figure": self.figure,
            "heading": self.heading,
            "image": self.image,
            "key_figures": self.key_figures,
            "parameters": self.parameters,
            "prose": lambda block: settled(block["tree"], "docx", addresses),
            "sentences": lambda block: [_paragraph(runs(p)) for p in block["paragraphs"]],
            "table": self.table,
            "text": lambda block: [_code(block["text"])],
        }

    def block(self, block: Block) -> list[Node]:
        """Return the nodes of a block."""
        return self.kinds[block["kind"]](block)

    def heading(self, block: Block) -> list[Node]:
        """Return a heading; Word counts the numbers, as its styles say."""
        attributes = [bookmark(block["anchor"]), [], []]
        return [{"t": "Header", "c": [block["level"] - 1, attributes, [text(block["text"])]]}]

    def answer(self, block: Block) -> list[Node]:
        """Return the answer under its label."""
        *said, last = map(runs, block["paragraphs"] or [[]])
        first = [styled("Answer", nodes) for nodes in said]
        label = styled("Answer Label", [text(self.words["answer"])])
        return [label, *first, styled("Last Answer", last)]

    def key_figures(self, block: Block) -> list[Node]:
        """Return a line a key figure: the value, then what it is of."""
        lines = []
        for item in block["items"]:
            detail = [text("，" if self.lang != "en" else ", "), *runs(item["detail"])]
            value = [*runs(item["value"]), _TAB, *runs(item["label"])]
            lines.append(styled("Key Figure", value + (detail if item["detail"] else [])))
        return lines

    def figure(self, block: Block) -> list[Node]:
        """Return a picture, its caption, and the data behind it."""
        nodes = [self._picture(block["asset"], block["alt"], "Figure")]
        nodes.append(self._caption(block, "Figure", "Caption"))
        if block["data"]["rows"]:
            nodes.append(styled("Data Label", [text(self.words["data_of"].format(block["label"]))]))
            nodes.append(self._grid(block["data"]))
        return nodes

    def image(self, block: Block) -> list[Node]:
        """Return a picture that is not ours."""
        alt = block["alt"] or f"{self.words['output']}, {block['cell']}"
        return [self._picture(block["asset"], alt, "Figure")]

    def table(self, block: Block) -> list[Node]:
        """Return a table under its caption."""
        return [self._caption(block, "Table", "Table Caption"), self._grid(block)]

    def evidence(self, block: Block) -> list[Node]:
        """Return the evidence: each row a bookmark, each with links to where it is used."""
        heads = [
            [text(self.words["number"])],
            *(runs(c["label"], joined=False) for c in block["columns"]),
        ]
        rows = [
            [
                [span([text(str(row["number"]))], name=row["anchor"])],
                *(runs(cell, joined=False) for cell in row["cells"]),
                self._places(row["used"]) or [text(self.words["unused"])],
            ]
            for row in block["rows"]
        ]
        alignments = ["right", *(c["align"] for c in block["columns"]), "left"]
        heads.append([text(self.words["used"])])
        table = grid(heads, rows, alignments, style="Evidence Table")
        return [self._caption(block, "Table", "Table Caption"), table]

    def claim(self, item: Block) -> list[Node]:
        """Return a claim: its title with its verdict, its working, and where it is used."""
        opening, closing = ("〔", "〕") if self.lang != "en" else ("(", ")")
        badge = [text(opening), *runs(item["badge"]), text(closing)]
        style = _BADGES.get(item["verdict"], "Badge")
        title = [span(runs(item["title"]), name=item["anchor"]), text(" ")]
        nodes = [styled("Claim", [*title, span(badge, style=style)])]
        nodes += [styled("Claim Text", runs(paragraph)) for paragraph in item["paragraphs"]]
        if item["used"]:
            used = text(self.words["used"] + ("：" if self.lang != "en" else ": "))
            nodes.append(styled("Claim Used", [used, *self._places(item["used"])]))
        return nodes

    def parameters(self, block: Block) -> list[Node]:
        """Return the parameters as a table."""
        heads = [[text(self.words[f"parameter_{name}"])] for name in ("name", "value", "help")]
        rows = [
            [
                [{"t": "Code", "c": [["", [], []], item["name"]]}],
                runs(item["value"]),
                runs(item["help"]),
            ]
            for item in block["items"]
        ]
        return [grid(heads, rows, ["left"] * 3, style="Evidence Table", row_headers=True)]

    def error(self, block: Block) -> list[Node]:
        """Return what a cell ended with."""
        summary = {"t": "Code", "c": [["", [], []], block["summary"]]}
        return [_paragraph([text(f"{self.words['error']} "), summary]), _code(block["text"])]

    def _picture(self, asset: str, alt: str, style: str) -> Node:
        attributes = ["", [], [["width", "166mm"]]] if asset.endswith(".svg") else ["", [], []]
        image = {"t": "Image", "c": [attributes, [text(alt)], [self.addresses[asset], ""]]}
        return styled(style, [image])

    def _caption(self, block: Block, sequence: str, style: str) -> Node:
        before, number, after = _numbered(block["label"])
        counted = [
            text(before),
            field(f"SEQ {sequence} \\* ARABIC", number, "CaptionLabel"),
            text(after),
        ]
        label = span([span(counted, style="Caption Label")], name=block["anchor"])
        return styled(style, [label, text("\u2002"), *runs(block["caption"])])

    def _grid(self, block: Block) -> Node:
        columns = block["columns"]
        heads = [runs(column["label"], joined=False) for column in columns]
        rows = [[runs(cell, joined=False) for cell in row] for row in block["rows"]]
        for row, anchor in zip(rows, block.get("row_anchors", ()), strict=False):
            row[:1] = [[span(row[0], name=anchor)]] if anchor else row[:1]
        alignments = [column["align"] for column in columns]
        style = "Evidence Table" if len(columns) > _MANY else "Table"
        return grid(heads, rows, alignments, style=style, row_headers=block["row_headers"])

    def _places(self, used: Sequence[Mapping[str, str]]) -> list[Node]:
        nodes: list[Node] = []
        for place in used:
            nodes += [text("、" if self.lang != "en" else ", ")] if nodes else []
            nodes.append(link([text(whole(place["label"]))], place["anchor"]))
        return nodes


def _numbered(label: str) -> tuple[str, int, str]:
    found = _NUMBER.fullmatch(label)
    assert found is not None
    return found.group(1), int(found.group(2)), found.group(3)


def _paragraph(nodes: list[Node]) -> Node:
    return {"t": "Para", "c": nodes}


def _code(source: str) -> Node:
    return {"t": "CodeBlock", "c": [["", [], []], source]}
