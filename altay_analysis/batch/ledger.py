"""`run.json`: what an edition holds, from what it was made, and how to read it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from altay_analysis.batch.data import digest
from altay_analysis.batch.highlights import Highlights
from altay_analysis.batch.parameters import Value

__all__ = ["LEDGER", "Entry", "Ledger", "Output", "edition_digest", "read_ledger"]

LEDGER = "run.json"
_VERSION = 1


@dataclass(frozen=True)
class Output:
    """One file of an edition; `path` is seen from the edition's folder."""

    path: str
    sha256: str
    bytes: int
    linked: bool = False


@dataclass(frozen=True)
class Entry:
    """One report in one language.

    Attributes
    ----------
    components : mapping of str to str
        What the key is made of, by name.
    outputs : mapping of str to Output
        By format.
    titles : mapping of str to str
        Title of the notebook by language, for the index.
    highlights : Highlights
        Key figures and verdicts, in the language of the report.
    """

    report: str
    lang: str
    key: str
    notebook: str
    parameters: Mapping[str, Value]
    components: Mapping[str, str]
    outcome: str
    seconds: float
    outputs: Mapping[str, Output]
    titles: Mapping[str, str] = field(default_factory=dict)
    highlights: Highlights = field(default_factory=Highlights)


@dataclass(frozen=True)
class Ledger:
    """One edition.

    Attributes
    ----------
    data : mapping of str to mapping
        Hash of each file, by the digest of its folder.
    others : tuple of Output
        Files beside the reports: the index.
    """

    edition: str
    data_date: str
    made: str
    seconds: float
    package: str
    versions: Mapping[str, str]
    data: Mapping[str, Mapping[str, str]]
    reports: tuple[Entry, ...]
    others: tuple[Output, ...] = ()

    def entry(self, report: str, lang: str) -> Entry | None:
        """Return the entry of a report in a language, if there is one."""
        return self._by_name.get((report, lang))

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Entry]:
        return {(entry.report, entry.lang): entry for entry in self.reports}

    @property
    def pairs(self) -> dict[str, str]:
        """Key of each output, by its path."""
        return {out.path: entry.key for entry in self.reports for out in entry.outputs.values()}

    @property
    def files(self) -> tuple[Output, ...]:
        """Every file of the edition, but for the ledger."""
        return (*(out for entry in self.reports for out in entry.outputs.values()), *self.others)

    def text(self) -> str:
        """Return the ledger as JSON."""
        content = {"altay": _VERSION, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def edition_digest(pairs: Mapping[str, str]) -> str:
    """Return the hash that names an edition: of its sorted (path, key) pairs, 8 hex digits."""
    return digest(sorted(pairs.items()))[:8]


def read_ledger(folder: Path) -> Ledger | None:
    """Return an edition's ledger, or None where there is none that can be read."""
    try:
        content = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        if content.pop("altay") != _VERSION:
            return None
        entries = tuple(map(_entry, content.pop("reports")))
        others = tuple(Output(**held) for held in content.pop("others", ()))
        return Ledger(reports=entries, others=others, **content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _entry(content: dict[str, Any]) -> Entry:
    outputs = {name: Output(**held) for name, held in content.pop("outputs").items()}
    shown = Highlights.read(content.pop("highlights"))
    return Entry(outputs=outputs, highlights=shown, **content)
