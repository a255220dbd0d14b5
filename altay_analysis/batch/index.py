"""The page that leads into an edition: key figures, and each report by language and format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from altay_analysis.batch.highlights import KeyFigure
from altay_analysis.batch.ledger import Entry, Ledger
from altay_analysis.exporters.words import WORDS
from altay_analysis.present.claim_words import VERDICTS
from altay_analysis.wording import traditional

__all__ = ["INDEX", "index_page", "size"]

INDEX = "index.html"
_LANGUAGES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
_FORMATS = {
    "html": ("Page", "网页"),
    "pdf": ("PDF", "PDF"),
    "docx": ("Word", "Word"),
    "ipynb": ("Notebook", "笔记本"),
}


@dataclass(frozen=True)
class _Row:
    """One report in all its languages."""

    report: str
    titles: tuple[str, str]
    entries: tuple[Entry, ...]


def index_page(ledger: Ledger, contact: str) -> bytes:
    """Return an edition's index, in English and Chinese, without a script."""
    from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined

    # The index looks as the reports do, because it has their style.
    looks = PackageLoader("altay_analysis.exporters", "templates/altay_html")
    own = PackageLoader("altay_analysis.batch")
    environment = Environment(
        loader=PrefixLoader({"report": looks, "batch": own}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"size": size}
    environment.globals |= {"said": _said, "link": _link, "words": WORDS}
    page = environment.get_template("batch/index.html.j2").render(
        ledger=ledger,
        rows=list(_rows(ledger.reports)),
        checked=list(_checked(ledger.reports)),
        contact=contact.strip(),
        languages=_LANGUAGES,
        formats=_FORMATS,
        verdicts=VERDICTS,
    )
    return page.encode()


def size(count: int) -> str:
    """Word a file's size.

    Examples
    --------
    >>> size(512), size(178_400), size(2_340_000)
    ('512 B', '178 kB', '2.3 MB')
    """
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1e6:.1f} MB"


def _said(words: tuple[str, str], lang: str) -> str:
    """Return English or Chinese words in a language of the reports."""
    if lang == "en":
        return words[0]
    return traditional(words[1]) if lang == "zh-Hant" else words[1]


def _link(entry: Entry, figure: KeyFigure) -> str:
    """Return where a key figure's evidence stands; empty where there is no page, or no line."""
    page = entry.outputs.get("html")
    return f"{page.path}#ev-{figure.ref}" if page and figure.ref else ""


def _rows(entries: Iterable[Entry]) -> Iterator[_Row]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.report, []).append(entry)
    for report, held in grouped.items():
        titles = held[0].titles
        english = titles.get("en", report)
        yield _Row(report, (english, titles.get("zh-Hans", english)), tuple(held))


def _checked(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the first entry of each report that lists verdicts."""
    seen: set[str] = set()
    for entry in entries:
        if entry.highlights.verdicts and entry.report not in seen:
            seen.add(entry.report)
            yield entry
