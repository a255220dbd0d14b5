"""The page that leads into an edition: its reports by language and format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from altay_analysis.batch.ledger import Entry, Ledger

__all__ = ["INDEX", "index_page"]

INDEX = "index.html"
_LANGUAGES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
_FORMATS = {"html": "HTML", "pdf": "PDF", "ipynb": "Notebook"}


@dataclass(frozen=True)
class _Row:
    """One report in all its languages."""

    report: str
    title_en: str
    title_zh: str
    entries: tuple[Entry, ...]


def index_page(ledger: Ledger, contact: str) -> bytes:
    """Return an edition's index, in English and Chinese, without a script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("altay_analysis.batch"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    template = environment.get_template("index.html.j2")
    page = template.render(
        ledger=ledger,
        rows=list(_rows(ledger.reports)),
        contact=contact.strip(),
        languages=_LANGUAGES,
        formats=_FORMATS,
    )
    return page.encode()


def _rows(entries: Iterable[Entry]) -> Iterable[_Row]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.report, []).append(entry)
    for report, held in grouped.items():
        titles = held[0].titles
        yield _Row(report, titles.get("en", report), titles.get("zh-Hans", ""), tuple(held))
