"""The bench of `notebooks/explore.ipynb`: one choice, and all that is shown of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from altay_analysis.audit import AuditResult
from altay_analysis.audited import audited
from altay_analysis.bench.check import Check, check_lines
from altay_analysis.bench.data import load
from altay_analysis.bench.observations import Observations
from altay_analysis.bench.tokens import Read
from altay_analysis.bench.words import bounds_in_words
from altay_analysis.errors import UsageError
from altay_analysis.explorer.choice import Choice, chosen, rows, settled
from altay_analysis.explorer.page import ChoicePage
from altay_analysis.explorer.readings import (
    READING_NAMES,
    ReadingPage,
    claims_read_several_ways,
)
from altay_analysis.explorer.what_if import (
    NAMES,
    Growth,
    Target,
    Villages,
    WhatIf,
    WhatIfPage,
    figures_for,
    most_villages,
)
from altay_analysis.explorer.written import cell, command
from altay_analysis.periods import year
from altay_analysis.present.claim_text import power_text
from altay_analysis.present.claim_words import VERDICTS
from altay_analysis.present.display import Display
from altay_analysis.present.page import Page
from altay_analysis.present.runs import Runs
from altay_analysis.wording import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from altay_analysis.catalogue import Catalogue

__all__ = ["EXAMPLE", "Explorer", "Live", "explore"]

EXAMPLE = "196 / 427 = 45.90%\n1237.40 + 3933.42 = 5170.88\n超98%"
"""What stands in “check my figures” to begin with: lines of the main source."""

_WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Live:
    """What can be worked with where there is a kernel, and stands as it is on a page.

    JupyterLab shows the widget; an exporter, or a reader without a kernel, the display object.
    """

    display: Display
    widget: Callable[[], Any]

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        bundle = self.display._repr_mimebundle_(**options)
        return bundle | {_WIDGET: self.widget()._repr_mimebundle_()[_WIDGET]}

    def __repr__(self) -> str:
        return repr(self.display)


@dataclass(eq=False)
class Explorer:
    """A choice, what is found of it, and who is to hear when it changes."""

    catalogue: Catalogue
    choice: Choice
    lang: str
    data_dir: str | Path = "data"
    heard: list[Callable[[], None]] = field(default_factory=list)

    def choose(self, choice: Choice) -> None:
        """Take another choice, as far as it has figures, and tell who listens."""
        self.choice = settled(self.catalogue, choice)
        for tell in self.heard:
            tell()

    def observations(self) -> Observations:
        """Return the figures chosen: `.frame()` is a DataFrame, `.to_csv()` a file."""
        return Observations(self.catalogue, rows(self.catalogue, self.choice), self.lang)

    def audited(self, claims: Iterable[str]) -> AuditResult:
        """Judge claims, in the order given."""
        wanted = list(claims)
        found = {each.id: each for each in audited(self.catalogue, wanted).claims}
        return AuditResult(tuple(found[claim] for claim in wanted), {})

    def touching(self) -> list[str]:
        """Return ids of the claims that a chosen figure stands in."""
        terms = self.catalogue.claim_terms
        own = rows(self.catalogue, self.choice).index
        return list(dict.fromkeys(map(str, terms[terms["observation"].isin(own)]["claim"])))

    def page(self, *, judged: bool = False) -> ChoicePage:
        """Return the page of the choice; with what was found of its claims, if asked for."""
        found = self.audited(self.touching() if judged else ())
        return ChoicePage(self.catalogue, self.choice, found, self.lang)

    def what_if(self, kind: type[WhatIf], figure: str = "") -> WhatIf | None:
        """Return where a what-if begins; None where no figure can be asked of."""
        found = figures_for(self.catalogue, self.choice, kind)
        if not found:
            return None
        held = self.catalogue.observation(figure or found[0])
        if kind is Target:
            least = held.bounds.high or Fraction(100)
            wanted = min(Fraction(100), Fraction(5 * math.ceil((least + 10) / 5)))
            return Target(held.id, wanted, int(year(held.period)) + 3)
        if kind is Villages:
            return Villages(held.id, max(most_villages(self.catalogue, held.id) // 2, 1))
        return Growth(held.id, Fraction(5), 5)

    def what_if_page(self, asked: WhatIf) -> WhatIfPage:
        """Return what a what-if comes to."""
        return WhatIfPage(self.catalogue, asked, self.lang)

    def several(self) -> list[str]:
        """Return ids of the claims that can be read in several ways."""
        return claims_read_several_ways(self.catalogue, self.choice)

    def reading(self, claim: str, name: str) -> ReadingPage:
        """Return what one reading of a claim says."""
        return ReadingPage(self.catalogue, self.audited([claim]).claims[0], name, self.lang)

    def claim_page(self, claim: str) -> Display:
        """Return one claim with its verdict and working."""
        return ChoicePage(self.catalogue, self.choice, self.audited([claim]), self.lang).claims()

    def reading_pages(self, claim: str) -> list[ReadingPage]:
        """Return every reading of a claim."""
        found = self.audited([claim]).claims[0]
        return [self.reading(claim, each.reading.name) for each in found.readings]

    def masthead(self) -> Display:
        """Say what is chosen, and the date of the data."""
        return self.page().masthead()

    def choose_figures(self) -> Live:
        """Choose figures, and see what they can be."""
        from altay_analysis.explorer.widgets import chooser

        return Live(self.page().figure(), partial(chooser, self))

    def figures(self) -> Live:
        """See each figure as printed, what it can be, its source and how that stands; save them."""
        from altay_analysis.explorer.widgets import figures

        return Live(self.page().table_of_figures(), partial(figures, self))

    def claims(self) -> Live:
        """See the claims that the figures stand in, with verdict and working."""
        from altay_analysis.explorer.widgets import claims

        return Live(self.page(judged=True).claims(), partial(claims, self))

    def target(self) -> Live:
        """Ask what pace a share would need to reach a target."""
        return self._what_if(Target)

    def villages(self) -> Live:
        """Ask what the mean per village would be."""
        return self._what_if(Villages)

    def growth(self) -> Live:
        """Ask what a level would become if growth went on."""
        return self._what_if(Growth)

    def _what_if(self, kind: type[WhatIf]) -> Live:
        from altay_analysis.explorer.what_if_widgets import what_if

        asked = self.what_if(kind)
        said = [] if asked is None else self.what_if_page(asked).said()
        return Live(self._plain().sentences(said), partial(what_if, self, kind))

    def readings(self) -> Live:
        """Read an ambiguous claim one way and the other."""
        from altay_analysis.explorer.widgets import readings

        pages = [each for claim in self.several()[:1] for each in self.reading_pages(claim)]
        return Live(
            self._plain().sentences([each.said() for each in pages]), partial(readings, self)
        )

    def codebook(self) -> Live:
        """Look indicators up, in either language."""
        from altay_analysis.explorer.widgets import codebook

        return Live(self.page().definitions(), partial(codebook, self))

    def written(self) -> Live:
        """See the choice as a command and as a cell."""
        from altay_analysis.explorer.widgets import written

        said = [[{"text": line, "code": True, "name": True}] for line in self.lines() if line]
        return Live(self._plain().sentences(*([runs] for runs in said)), partial(written, self))

    def lines(self) -> tuple[str, str]:
        """Return the command that makes a report of the choice, and a cell that opens it."""
        report = command(self.catalogue, self.choice, self.lang)
        return report, cell(self.choice, self.lang)

    def check(self, text: str = EXAMPLE) -> Live:
        """Check figures of your own: a token or a relation a line."""
        from altay_analysis.explorer.check_widgets import checker

        return Live(self._checked(text), partial(checker, self, text))

    def _checked(self, text: str) -> Display:
        page = self._plain()
        heads = (("Line", "行", "left"), ("Found", "结果", "left"), ("Power", "检验功效", "right"))
        lines = [self._line(page, each) for each in check_lines(text)]
        caption = [page.text("Figures that were typed, checked.", "所输入的数字及核对结果。")]
        return page.table("checked", caption, heads, lines)

    def _line(self, page: Page, found: Any) -> list[Runs]:
        """One line as typed, and what was found of it: this table is where its numbers stand."""
        here = {"listed": "table:checked"}
        power, words = "—", page.text("", "")
        if isinstance(found, Check):
            power = "—" if found.power is None else power_text(found.power)
            words = page.text(*VERDICTS[found.verdict])
        elif isinstance(found, Read):
            said = (bounds_in_words(found.bounds, lang) for lang in ("en", "zh-Hans"))
            words = page.text(*said)
        else:
            words = {"text": found.words}
        typed = found.token if isinstance(found, Read) else found.text
        return [[{"text": typed} | here], [words | here], [{"text": power} | here]]

    def evidence(self) -> Display:
        """List every figure that was shown to begin with, and where it is printed."""
        asked = [self.what_if(kind) for kind in (Target, Villages, Growth)]
        pages: list[Page] = [self.what_if_page(each) for each in asked if each is not None]
        pages += [each for claim in self.several()[:1] for each in self.reading_pages(claim)]
        analyses = tuple(page.analysis for page in pages)
        found = self.audited(self.touching())
        names = NAMES | READING_NAMES
        return ChoicePage(self.catalogue, self.choice, found, self.lang, analyses, names).evidence()

    def sources(self) -> Display:
        """Say of each source how it stands, and what is not known of it."""
        return self.page().sources()

    def _plain(self) -> ChoicePage:
        return self.page()


def explore(  # noqa: PLR0913  # what to begin with, by all that can be chosen
    area: str = "collective_economy",
    *,
    indicators: Iterable[str] = (),
    regions: Iterable[str | int] = ("654301",),
    periods: Iterable[str | int] = (),
    lang: str = "en",
    data_dir: str | Path = "data",
    own: str | Path | None = None,
) -> Explorer:
    """Open the bench on a choice of figures.

    Parameters
    ----------
    area : str
        As in `indicators.csv`.
    indicators, regions, periods : iterable of str
        What to begin with; nothing given of a kind leaves all of it, also for the places.
    lang : str
        Language of the bench: en, zh-Hans or zh-Hant.
    data_dir : str or Path
        Folder of the tables, as seen from the notebook or from the project's root.
    own : str or Path, optional
        Folder of tables of your own, such as “check my figures” saves: read along with them.

    Returns
    -------
    Explorer
        Each of its parts is shown by a cell of its own: `choose_figures()`, `figures()`,
        `claims()`, `target()`, `villages()`, `growth()`, `readings()`, `check()`, `codebook()`,
        `written()`.
        `observations().frame()` is what is chosen, as a DataFrame.

    Raises
    ------
    UsageError
        Where an area, indicator, place, period or language is not known; DataError where the
        data do not hold.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> bench = aa.explore("primary_organisations")
    >>> len(bench.observations())
    8
    """
    if lang not in LANGUAGES:
        raise UsageError(f"lang {lang!r} is not known; give one of {', '.join(LANGUAGES)}")
    catalogue = load(data_dir, own=own)
    asked = chosen(catalogue, area, indicators, regions, periods)
    if rows(catalogue, asked).empty:
        raise UsageError(_nothing(asked))
    return Explorer(catalogue, settled(catalogue, asked), lang, data_dir)


def _nothing(asked: Choice) -> str:
    held = [", ".join(each) for each in (asked.indicators, asked.regions, asked.periods) if each]
    where = f" ({'; '.join(held)})" if held else ""
    return f"no figure of area {asked.area!r} is of this choice{where}; leave some of it out"
