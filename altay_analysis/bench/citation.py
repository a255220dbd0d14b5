"""How to cite a report: its title, the date of its data and its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from altay_analysis.bench.words import said
from altay_analysis.errors import UsageError

if TYPE_CHECKING:
    from altay_analysis.batch.ledger import Entry, Ledger

__all__ = ["Citation", "cite"]

_SUITE = ("Altay indicators", "阿勒泰指标")


@dataclass(frozen=True)
class Citation:
    """A report as it is cited.

    Attributes
    ----------
    report, title, lang : str
        Its id, its title and its language.
    data_date : str
        The date of its data, which dates its numbers.
    key : str
        What the report was made from, 8 hex: two reports of one key have the same numbers.
    edition : str
        Name of the edition that it stands in.
    """

    report: str
    title: str
    lang: str
    data_date: str
    key: str
    edition: str

    @property
    def text(self) -> str:
        """The citation as a line."""
        en = f"{_SUITE[0]}: {self.title}. Data of {self.data_date}, report key {self.key}"
        zh = f"{_SUITE[1]}：《{self.title}》，数据日期 {self.data_date}，报告标识 {self.key}"
        edition = said((f", edition {self.edition}.", f"，版次 {self.edition}。"), self.lang)
        return said((en, zh), self.lang) + edition

    @property
    def bibtex(self) -> str:
        """The citation as an entry for BibTeX."""
        year = self.data_date[:4]
        return (
            f"@techreport{{altay-{self.report}-{self.key},\n"
            f"  title = {{{self.title}}},\n"
            f"  institution = {{{_SUITE[0]}}},\n"
            f"  year = {{{year}}},\n"
            f"  number = {{{self.key}}},\n"
            f"  note = {{Data of {self.data_date}, edition {self.edition}, {self.lang}}}\n"
            "}"
        )

    def __repr__(self) -> str:
        return self.text


def cite(report: str, *, lang: str = "en", shelf: str | Path = "reports") -> Citation:
    """Return how a report of the latest edition is cited.

    A number is cited with its line of evidence besides: "No. 4 of the evidence".

    Parameters
    ----------
    report : str
        Its id, as `altay list reports` has it.
    lang : str
        The language of the report that is cited.
    shelf : str or Path
        The shelf that editions stand on; `altay report` makes one.

    Raises
    ------
    UsageError
        Where no edition stands there, or the report is not in it.

    Examples
    --------
    >>> Citation("economy", "Economy", "en", "2026-11-24", "1a2b3c4d", "2026-11-24-5e6f")
    Altay indicators: Economy. Data of 2026-11-24, report key 1a2b3c4d, edition 2026-11-24-5e6f.
    """
    ledger = _latest(Path(shelf))
    held = {(each.report, each.lang): each for each in ledger.reports}
    if (report, lang) not in held:
        known = ", ".join(f"{name} ({language})" for name, language in held)
        raise UsageError(
            f"report {report!r} ({lang}) is not in {ledger.edition}; there are: {known}"
        )
    return _citation(ledger, held[report, lang])


def _latest(shelf: Path) -> Ledger:
    from altay_analysis.batch.ledger import LEDGER, read_ledger

    file = shelf / "latest" / LEDGER
    if not file.exists() and not shelf.is_absolute():
        file = Path("..") / file
    found = read_ledger(file.parent)
    if found is None:
        raise UsageError(f"no edition stands in {str(shelf)!r}; make one with: altay report")
    return found


def _citation(ledger: Ledger, entry: Entry) -> Citation:
    language = "en" if entry.lang == "en" else "zh-Hans"
    title = said((entry.titles.get(language, entry.report),) * 2, entry.lang)
    key = entry.key[:8]
    return Citation(entry.report, title, entry.lang, ledger.data_date, key, ledger.edition)
