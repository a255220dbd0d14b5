"""The page that leads into an edition: reports by place, their key figures, and the verdicts.

It holds every language of the edition; a switch shows one, and without it all are to be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from altay_analysis.batch.highlights import KeyFigure
from altay_analysis.batch.ledger import Entry, Ledger
from altay_analysis.exporters.digits import apart
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


_WORDS = {
    "title": ("Altay indicators", "阿勒泰指标"),
    "about": (
        "Published figures about Altay City, each report with its evidence",
        "阿勒泰市已公布的数字，每份报告均附依据",
    ),
    "edition": ("Edition", "版本"),
    "against": ("set against {}", "与{}对比"),
    "places": ("Places", "地区"),
    "reports": ("Reports", "报告"),
    "relations": ("Relations checked between the figures", "数字间关系的核对"),
    "working": ("Each with its working", "各项核对过程"),
    "leads": (
        "Each number leads to its line of evidence. What was made from what, with hashes:",
        "每个数字均可追溯至其依据。各文件由何而来及其哈希值，见",
    ),
}


@dataclass(frozen=True)
class _Shown:
    """An edition in one language: its reports by place, and one that lists verdicts, if any."""

    lang: str
    places: dict[str, list[Entry]]
    audit: Entry | None


def index_page(ledger: Ledger, contact: str) -> bytes:
    """Return an edition's index, in the languages of its reports, without a script."""
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
    environment.filters |= {"size": size, "apart": apart}
    environment.globals |= {"given": _given, "link": _link, "own": _WORDS, "said": _said}
    environment.globals |= {"words": WORDS}
    page = environment.get_template("batch/index.html.j2").render(
        ledger=ledger,
        editions=_editions(ledger.reports),
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


def _given(entry: Entry) -> list[str]:
    """Return what tells a report from others of its place: the period in words, and parameters."""
    shown, against = entry.highlights.period, entry.highlights.against
    told = {"lang", "data_dir"}
    told |= {"region", "period"} if shown else set()
    told |= {"baseline_period"} if against else set()
    given = [f"{name} {value}" for name, value in entry.parameters.items() if name not in told]
    set_against = _said(_WORDS["against"], entry.lang).format(against) if against else ""
    return [words for words in (shown, set_against, *given) if words]


def _editions(entries: Iterable[Entry]) -> list[_Shown]:
    held = list(entries)
    langs = [lang for lang in _LANGUAGES if any(entry.lang == lang for entry in held)]
    return [_edition(lang, [entry for entry in held if entry.lang == lang]) for lang in langs]


def _edition(lang: str, entries: list[Entry]) -> _Shown:
    places: dict[str, list[Entry]] = {}
    for entry in entries:
        places.setdefault(entry.highlights.place, []).append(entry)
    audits = [entry for entry in entries if entry.highlights.verdicts]
    # That with most is the audit's own; the reports on places list some of the same.
    most = max(audits, key=lambda entry: sum(entry.highlights.verdicts.values()), default=None)
    return _Shown(lang, places, most)
