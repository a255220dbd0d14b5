"""Numbers for sections, figures and tables; links to evidence, and back from it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from nbformat import NotebookNode

from altay_analysis.exporters.blocks import MARKS, Runs, spots
from altay_analysis.exporters.words import WORDS

__all__ = ["number"]

Block = dict[str, Any]

_NUMBERED_LEVELS = 2  # sections and subsections: 1, 1.1


def number(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Number the document of `resources` and resolve each `ref` and `xref` in it.

    A run that refers gets a `target`; one that an evidence row links back to has an
    `anchor`. An evidence row and a claim get `used`: an entry for each place in the
    report, with the `label` of the place and the `anchor` of the first run there.
    """
    document = resources["altay"]
    words = WORDS[document["lang"]]
    _number_sections(document["blocks"], document["ours"])
    _number_floats(document["blocks"], words)
    _Links(document, words).resolve()
    sections = [at for at, block in enumerate(document["blocks"]) if block["kind"] == "heading"]
    document["lead"] = sections[0] if sections else len(document["blocks"])
    document["contents"] = [
        {key: block[key] for key in ("anchor", "number", "text", "level")}
        for block in document["blocks"]
        if block["kind"] == "heading" and block["level"] <= _NUMBERED_LEVELS + 1
    ]
    return nb, resources


def _number_sections(blocks: list[Block], numbered: bool) -> None:
    counts = [0] * _NUMBERED_LEVELS
    taken: set[str] = set()
    for block in blocks:
        if block["kind"] != "heading":
            continue
        block["anchor"] = _free(f"sec-{block['id']}", taken)
        depth = block["level"] - 2
        block["number"] = ""
        if numbered and depth < _NUMBERED_LEVELS:
            counts[depth:] = [counts[depth] + 1] + [0] * (_NUMBERED_LEVELS - depth - 1)
            block["number"] = ".".join(str(count) for count in counts[: depth + 1])


def _free(name: str, taken: set[str]) -> str:
    free, again = name, 2
    while free in taken:
        free, again = f"{name}-{again}", again + 1
    taken.add(free)
    return free


def _number_floats(blocks: list[Block], words: dict[str, str]) -> None:
    counts = {"figure": 0, "table": 0}
    for block in blocks:
        if block["kind"] not in ("figure", "table", "evidence"):
            continue
        kind = "figure" if block["kind"] == "figure" else "table"
        counts[kind] += 1
        prefix = "fig" if kind == "figure" else "table"
        block["anchor"] = f"{prefix}-{block['id']}"
        block["label"] = words[kind].format(counts[kind])


class _Links:
    """The references of one document while they are resolved."""

    def __init__(self, document: Block, words: dict[str, str]) -> None:
        self.document = document
        self.words = words
        self.targets = self._targets()
        self.marks = _marks(document["blocks"])
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.used: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.places: dict[int, str] = {}

    def resolve(self) -> None:
        """Resolve every run, then tell each evidence row and claim where it is used."""
        facts: Block = {"kind": "facts", "items": self.document["facts"]}
        section = ""
        self._block(facts, self.words["title_block"])
        for block in self.document["blocks"]:
            if block["kind"] == "heading":
                section = block["number"]
            self.places[id(block)] = self._place(block, section)
            self._block(block, self.places[id(block)])
        for block in self.document["blocks"]:
            self._tell(block)

    def _targets(self) -> dict[str, tuple[str, str]]:
        targets: dict[str, tuple[str, str]] = {}
        for block in self.document["blocks"]:
            kind = block["kind"]
            if kind in ("figure", "table", "evidence"):
                space = "fig" if kind == "figure" else "table"
                targets[f"{space}:{block['id']}"] = (block["anchor"], block["label"])
            elif kind == "heading":
                shown = self.words["section"].format(block["number"] or block["text"])
                targets.setdefault(f"sec:{block['id']}", (block["anchor"], shown))
        return targets

    def _place(self, block: Block, section: str) -> str:
        kind = block["kind"]
        if kind in ("answer", "key_figures", "parameters"):
            return self.words[kind]
        if kind in ("figure", "table", "evidence"):
            return str(block["label"])
        return self.words["place"].format(section) if section else self.words["report"]

    def _block(self, block: Block, place: str) -> None:
        for runs, anchored in spots(block):
            self._runs(runs, place, anchored)
            # A working speaks of its own verdict, and a head is repeated over pages.
            if anchored and block["kind"] != "claims":
                for run in runs:
                    if not run.get("aside"):
                        run.update(self.marks.get(run.get("ref", ""), {}))
        if block["kind"] == "evidence":
            for at, row in enumerate(block["rows"], start=1):
                row["number"] = at
                if row["cells"] and row["cells"][0]:
                    row["cells"][0][-1] |= self.marks.get(row["id"], {})
                for runs in row["cells"]:
                    self._runs(runs, self.words["row"].format(at), True)

    def _runs(self, runs: Runs, place: str, anchored: bool) -> None:
        for run in runs:
            if "xref" in run:
                run["target"], run["text"] = self.targets[run["xref"]]
            if "listed" in run:
                run["target"] = self.targets[run["listed"]][0]
            if "ref" in run:
                run["target"] = f"ev-{run['ref']}"
                if anchored:
                    self.counts[run["ref"]] += 1
                    run["anchor"] = f"use-{run['ref']}-{self.counts[run['ref']]}"
                    self.used[run["ref"]].setdefault(place, run["anchor"])

    def _used_elsewhere(self, item: Block, own: str, used: dict[str, str]) -> dict[str, str]:
        """Places that speak of a claim or mark a figure of it, but for its own section."""
        # Also of a figure that leads to another claim, which it stands in too.
        held = item["figures"] if item["verdict"] in MARKS else []
        for places in (self.used[name] for name in held):
            used = {**places, **used}
        order = dict.fromkeys([self.words["title_block"], *self.places.values()])
        return {place: used[place] for place in order if place in used and place != own}

    def _tell(self, block: Block) -> None:
        listed = {"evidence": "rows", "claims": "items"}.get(block["kind"])
        for item in block[listed] if listed else ():
            item["anchor"] = f"ev-{item['id']}"
            used = dict(self.used[item["id"]])
            if block["kind"] == "claims":
                used = self._used_elsewhere(item, self.places[id(block)], used)
            item["used"] = [{"label": place, "anchor": at} for place, at in used.items()]
        if block["kind"] == "table":
            block["row_anchors"] = [f"ev-{name}" if name else "" for name in block["row_ids"]]


def _marks(blocks: list[Block]) -> dict[str, dict[str, str]]:
    """Return for each figure of a verdict that is shown in full its mark, and where that leads."""
    items = [item for block in blocks if block["kind"] == "claims" for item in block["items"]]
    marks: dict[str, dict[str, str]] = {}
    # What is broken is set last: it stands before what is ambiguous.
    for verdict in reversed(MARKS):
        for item in reversed([each for each in items if each["verdict"] == verdict]):
            mark = {"mark": verdict, "mark_target": f"ev-{item['id']}"}
            marks |= dict.fromkeys(item["figures"], mark)
    return marks
