"""What a page shows of a line of evidence in place, where a number stands.

Each number that refers gets a `chip`: the short name of its line, which opens the line's short
form. There is one short form a line, however many numbers share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from altay_analysis.exporters.blocks import Runs, spots

__all__ = ["short_forms"]

Block = dict[str, Any]

_SIGNS = {
    "broken": "≠",
    "ambiguous": "?",
    "not checkable": "–",
    "compatible": "≈",
    "confirmed": "=",
}
_PARAGRAPHS = 3
"""Of a claim's working, as many as say what was checked, on which figures, with what result."""
_CLOSING = ".,;:!?)’”」』】》，。、；：！？）%％"
_WHOLE = 24  # a number of no more stays on one line with its chip; a Chinese character is two


def short_forms(document: Block, words: Mapping[str, str]) -> list[Block]:
    """Give each number that refers its chip, and return the short forms that chips open.

    Parameters
    ----------
    document : dict
        Numbered: runs have their targets, evidence rows and claims their anchors.
    words : mapping of str to str
        The exporters' words in the document's language.
    """
    lines = {line["target"]: line for line in _lines(document["blocks"], words)}
    opened: dict[str, None] = {}
    for runs, within in _places(document):
        for run in runs:
            line = lines.get(run.get("target", ""))
            # Within a claim a reference to the claim itself would open what is being read.
            if line is None or line["target"] == within:
                continue
            run["chip"] = {key: line[key] for key in ("opens", "sign", "said")}
            run["whole"] = _width(run["text"]) <= _WHOLE
            opened[line["target"]] = None
        _glue(runs)
    return [line for target, line in lines.items() if target in opened]


def _glue(runs: Runs) -> None:
    """Move what closes a phrase to the chip before it: no line begins with it."""
    for run, after in pairwise(runs):
        if "chip" in run and "target" not in after:
            rest = after["text"].lstrip(_CLOSING)
            run["tail"] = after["text"][: len(after["text"]) - len(rest)]
            after["text"] = rest


def _places(document: Block) -> Iterator[tuple[Runs, str]]:
    """Yield the runs of the body, each with the anchor of the claim that they stand in."""
    for fact in document["facts"]:
        yield from ((runs, "") for runs, anchored in spots(fact) if anchored)
    for block in document["blocks"]:
        if block["kind"] == "claims":
            for item in block["items"]:
                yield from ((runs, item["anchor"]) for runs, anchored in spots(item) if anchored)
            continue
        rows = _target_rows(block)
        for anchor, row in rows.items():
            yield from ((runs, anchor) for runs in row)
        own = {id(runs) for row in rows.values() for runs in row}
        yield from (
            (runs, "") for runs, anchored in spots(block) if anchored and id(runs) not in own
        )


def _target_rows(block: Block) -> dict[str, list[Runs]]:
    """Return the rows of a table that are targets, by their anchors."""
    anchors = block.get("row_anchors") or ()
    return {
        anchor: row for anchor, row in zip(anchors, block.get("rows", ()), strict=False) if anchor
    }


def _lines(blocks: list[Block], words: Mapping[str, str]) -> Iterator[Block]:
    for block in blocks:
        if block["kind"] == "evidence":
            yield from (_line(row, block, words) for row in block["rows"])
        elif block["kind"] == "claims":
            yield from (_claim(item, words) for item in block["items"])
        elif block["kind"] == "table":
            for anchor, row in _target_rows(block).items():
                yield _row(anchor, row, block, words)


def _line(row: Block, block: Block, words: Mapping[str, str]) -> Block:
    labels = row["labels"] or [column["label"] for column in block["columns"]]
    return {
        "target": row["anchor"],
        "opens": f"in-{row['id']}",
        "sign": str(row["number"]),
        "said": words["evidence_number"].format(row["number"]),
        "title": row["cells"][0] if row["cells"] else [],
        "facts": list(zip(labels[1:], row["cells"][1:], strict=True)),
        "paragraphs": [],
        "whole_line": words["evidence_line"].format(row["number"]),
    }


def _row(anchor: str, row: list[Runs], block: Block, words: Mapping[str, str]) -> Block:
    said = words["table_line"].format(block["label"])
    labels = [column["label"] for column in block["columns"]]
    return {
        "target": anchor,
        "opens": anchor.replace("ev-", "in-", 1),
        "sign": "i",
        "said": said,
        "title": row[0] if row else [],
        "facts": list(zip(labels[1:], row[1:], strict=True)),
        "paragraphs": [],
        "whole_line": said,
    }


def _claim(item: Block, words: Mapping[str, str]) -> Block:
    return {
        "target": item["anchor"],
        "opens": f"in-{item['id']}",
        "sign": _SIGNS.get(item["verdict"], "§"),
        "said": "".join(run["text"] for run in item["badge"]),
        "title": item["title"],
        "facts": [],
        "verdict": item["verdict"],
        "badge": item["badge"],
        "paragraphs": item["paragraphs"][:_PARAGRAPHS],
        "whole_line": words["verdict_line"],
    }


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
