"""A notebook as one plain document: what it says, block by block, in order.

The document is JSON: `title`, `lang`, `ours`, `meta`, `facts`, `place`, `contact`,
`evidence_csv`, `blocks`, `assets` (pictures by name) and `problems` (what PDF/UA would
refuse). Each block has its `kind` and its `cell`, the words by which a message names where it
came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nbformat import NotebookNode

from altay_analysis.errors import ReportError
from altay_analysis.exporters.blocks import object_block
from altay_analysis.exporters.cells import held_object, place
from altay_analysis.exporters.foreign import Assets, foreign_blocks
from altay_analysis.exporters.prose import Node, Source, headings_apart, read, wordless_pictures
from altay_analysis.exporters.words import WORDS

__all__ = ["document"]

Block = dict[str, Any]

_LANGUAGE_SUFFIX = re.compile(r"-(?:en|zh)$")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass
class _Reading:
    """What has been read of a notebook so far."""

    lang: str
    ours: bool
    blocks: list[Block] = field(default_factory=list)
    assets: Assets = field(default_factory=Assets)


def document(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Flatten the notebook into `resources["altay"]`.

    Raises
    ------
    ReportError
        If a display object does not keep the contract; the message names its cell.
    """
    reading = _Reading(resources["altay_lang"], resources["altay_ours"])
    for cell in nb.cells:
        reading.blocks += _blocks_of(cell, reading)
    blocks = _headings_settled(_prose_read(reading.blocks, reading.assets))
    resources["altay"] = _assembled(blocks, reading, nb, resources)
    return nb, resources


def _blocks_of(cell: NotebookNode, reading: _Reading) -> list[Block]:
    if cell.cell_type == "markdown":
        return [_markdown(cell, reading)]
    if cell.cell_type != "code":
        return []
    shown = [] if reading.ours or not cell.source.strip() else [_code(cell)]
    for output in cell.get("outputs", []):
        if held := held_object(output):
            shown.append(object_block(held, output.data, place(cell), reading.assets))
        # In a report of ours a stream is a kernel's chatter: a warning, a progress bar.
        elif not (reading.ours and output.output_type == "stream"):
            shown += foreign_blocks(output, place(cell), reading.assets)
    return shown


def _markdown(cell: NotebookNode, reading: _Reading) -> Block:
    traditional = reading.lang == "zh-Hant" and "lang-zh" in cell.metadata.get("tags", ())
    pictures = reading.assets.of_markdown(cell.source, cell.get("attachments", {}))
    return {
        "kind": "prose",
        "cell": place(cell),
        "id": _LANGUAGE_SUFFIX.sub("", _NOT_IN_ID.sub("-", cell.id)),
        "source": Source(cell.source, "markdown", traditional, pictures),
    }


def _code(cell: NotebookNode) -> Block:
    return {"kind": "code", "cell": place(cell), "source": cell.source, "language": "python"}


def _prose_read(blocks: list[Block], assets: Assets) -> list[Block]:
    """Put in place of each prose block its headings and what stands between them."""
    sources = [block["source"] for block in blocks if block["kind"] == "prose"]
    trees = iter(read(sources))
    done: list[Block] = []
    for block in blocks:
        if block["kind"] != "prose":
            done.append(block)
            continue
        tree = next(trees)
        if wordless_pictures(tree):
            what = "an image in the text has no alt text"
            assets.problem(block["cell"], what, "put words in its brackets: ![words](…)")
        done += _parts(block, tree)
    return done


def _parts(block: Block, tree: list[Node]) -> list[Block]:
    parts: list[Block] = []
    headings = 0
    for part in headings_apart(tree):
        if isinstance(part, list):
            parts.append({"kind": "prose", "cell": block["cell"], "tree": part})
            continue
        if not _visible(part[1]):
            continue
        headings += 1
        name = block.get("id", "output")
        anchor = name if headings == 1 else f"{name}-{headings}"
        parts.append(
            {
                "kind": "heading",
                "cell": block["cell"],
                "id": anchor,
                "level": part[0],
                "text": part[1],
            }
        )
    return parts


def _visible(text: str) -> bool:
    return any(sign.isprintable() and not sign.isspace() for sign in text)


def _headings_settled(blocks: list[Block]) -> list[Block]:
    """Take the title out, and bring the other headings to levels 2 and deeper, none skipped."""
    above, titled = 1, False
    settled: list[Block] = []
    for block in blocks:
        if block["kind"] != "heading":
            settled.append(block)
        elif block["level"] == 1 and not titled:
            titled = True
            settled.append({**block, "kind": "title"})
        else:
            above = min(max(block["level"], 2), above + 1, 6)
            settled.append({**block, "level": above})
    return settled


def _assembled(
    blocks: list[Block], reading: _Reading, nb: NotebookNode, resources: Any
) -> dict[str, Any]:
    held = nb.metadata.get("altay", {})
    mastheads = [block for block in blocks if block["kind"] == "masthead"]
    masthead = mastheads[0] if mastheads else {}
    titles = [block["text"] for block in blocks if block["kind"] == "title" and block["text"]]
    fallback = str(resources.get("metadata", {}).get("name") or "Notebook")
    sheets = [block["csv"] for block in blocks if block["kind"] == "evidence"]
    body = [block for block in blocks if block["kind"] not in ("masthead", "title")]
    title = titles[0] if titles else fallback
    if about := masthead.get("about"):
        title = WORDS[reading.lang]["about"].format(title, about)
    return {
        "title": title,
        "lang": reading.lang,
        "ours": reading.ours,
        "meta": {
            "data_date": _date(held.get("data_date") or masthead.get("data_date")),
            "key": str(held.get("key") or "")[:8],
            "report": str(held.get("report") or ""),
        },
        "facts": masthead.get("facts", []),
        "facts_cell": masthead.get("cell", ""),
        "place": masthead.get("place", ""),
        "contact": str(held.get("contact") or masthead.get("contact", "")),
        "evidence_csv": sheets[0] if sheets else "",
        "blocks": [*_answer_first(body), *_made_with(body, held, WORDS[reading.lang])],
        "assets": reading.assets.held,
        "problems": reading.assets.problems,
    }


def _made_with(body: list[Block], held: Any, words: dict[str, str]) -> list[Block]:
    """Return a last section of the parameters, unless the notebook itself shows them."""
    listed = held.get("made_with")
    if not listed or any(block["kind"] == "parameters" for block in body):
        return []
    cell = "metadata.altay.made_with"
    items = [
        {
            "name": str(item.get("name", "")),
            "value": [{"text": str(item.get("value", ""))}],
            "help": [{"text": str(item.get("help", ""))}],
        }
        for item in listed
    ]
    heading = {"kind": "heading", "cell": cell, "id": "made-with", "level": 2}
    return [
        {**heading, "text": words["made_with"]},
        {"kind": "parameters", "cell": cell, "items": items},
    ]


def _date(value: Any) -> str:
    text = str(value or "")
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ReportError(f"data_date is {text!r}, not a date as 2026-06-10; mend it") from error


def _answer_first(blocks: list[Block]) -> list[Block]:
    """Move an answer that comes later than the first section to before it."""
    sections = [at for at, block in enumerate(blocks) if block["kind"] == "heading"]
    if not sections:
        return blocks
    lead, rest = blocks[: sections[0]], blocks[sections[0] :]
    late = [block for block in rest if block["kind"] == "answer"]
    return [*lead, *late, *(block for block in rest if block["kind"] != "answer")]
