"""The page that leads into an edition: reports by place, their key figures, and the verdicts.

It holds every language of the edition; a switch shows one, and without it all are to be seen.
"""

from __future__ import annotations

from collections import Counter
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
        "Published figures about Altay City and other places, each report with its evidence",
        "阿勒泰市及其他地区已公布的数字，每份报告均附依据",
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
class _Card:
    """A report with what is shown of it: no figure that a later one of its place shows."""

    entry: Entry
    title: str
    given: list[str]
    figures: list[KeyFigure]


@dataclass(frozen=True)
class _Group:
    """Reports on one place; or `alike`: those of one title, each named for its place."""

    name: str
    cards: list[_Card]
    alike: bool = False


@dataclass(frozen=True)
class _Shown:
    """An edition in one language, and the report that lists most verdicts, if any does.

    An audit that counts verdicts and nothing else has no card: the verdicts stand above all.
    """

    lang: str
    groups: list[_Group]
    audit: Entry | None
    alone: bool
    count: int


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
    environment.globals |= {"link": _link, "own": _WORDS, "said": _said, "title": _title}
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


def _title(entry: Entry) -> str:
    """Return the title of a report, in its language."""
    titles = entry.titles
    english = titles.get("en", entry.report)
    return _said((english, titles.get("zh-Hans", english)), entry.lang)


def _given(entry: Entry, place: str = "") -> list[str]:
    """Return what tells a report from others of its group: place, period and parameters."""
    shown, against = entry.highlights.period, entry.highlights.against
    told = {"lang", "data_dir"}
    told |= {"region", "period"} if shown else set()
    told |= {"baseline_period"} if against else set()
    given = [f"{name} {value}" for name, value in entry.parameters.items() if name not in told]
    set_against = _said(_WORDS["against"], entry.lang).format(against) if against else ""
    # What the name of the report ends with is not said once more.
    period = "" if place and entry.highlights.about.endswith(shown) else shown
    return [words for words in (place, period, set_against, *given) if words]


def _editions(entries: Iterable[Entry]) -> list[_Shown]:
    held = list(entries)
    langs = [lang for lang in _LANGUAGES if any(entry.lang == lang for entry in held)]
    return [_edition(lang, [entry for entry in held if entry.lang == lang]) for lang in langs]


def _edition(lang: str, entries: list[Entry]) -> _Shown:
    audits = [entry for entry in entries if entry.highlights.verdicts]
    # That with most is the audit's own; the reports on places list some of the same.
    most = max(audits, key=lambda entry: sum(entry.highlights.verdicts.values()), default=None)
    alone = most is not None and not any(figure.ref for figure in most.highlights.key_figures)
    shown = [entry for entry in entries if not (alone and entry is most)]
    return _Shown(lang, _groups(shown), most, alone, len(entries))


def _groups(entries: list[Entry]) -> list[_Group]:
    titles = Counter(_title(entry) for entry in entries if entry.highlights.about)
    grouped: dict[tuple[str, bool], list[Entry]] = {}
    for entry in entries:
        alike = titles[_title(entry)] > 1
        name = _title(entry) if alike else entry.highlights.place
        grouped.setdefault((name, alike), []).append(entry)
    return [
        _Group(name, _alike(held) if alike else _of_one_place(held), alike)
        for (name, alike), held in grouped.items()
    ]


def _alike(entries: list[Entry]) -> list[_Card]:
    return [
        _Card(
            entry,
            entry.highlights.about,
            _given(entry, entry.highlights.place),
            list(entry.highlights.key_figures),
        )
        for entry in entries
    ]


def _of_one_place(entries: list[Entry]) -> list[_Card]:
    cards = []
    for at, entry in enumerate(entries):
        later = {figure for each in entries[at + 1 :] for figure in each.highlights.key_figures}
        figures = [figure for figure in entry.highlights.key_figures if figure not in later]
        cards.append(_Card(entry, _title(entry), _given(entry), figures))
    return cards
