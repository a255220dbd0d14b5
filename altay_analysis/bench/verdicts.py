"""The verdicts of a catalogue's claims, as a table and as a plain frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altay_analysis.audit import AuditResult, ClaimResult, audit
from altay_analysis.bench.judged import Verdict
from altay_analysis.bench.rich import Cell, Grid, bundle
from altay_analysis.bench.words import bounds_in_words, said
from altay_analysis.errors import UsageError
from altay_analysis.present.claim_text import about, claimed_figure, power_text
from altay_analysis.present.claim_words import KINDS, VERDICTS

if TYPE_CHECKING:
    import pandas as pd

    from altay_analysis.catalogue import Catalogue

__all__ = ["Verdicts", "verdicts"]

_HEADS = (
    ("claim", "核对事项"),
    ("printed", "原文"),
    ("from the other figures", "由其余数字得出"),
    ("verdict", "结论"),
    ("power", "检验功效"),
)
_MOST_SHOWN = 40


@dataclass(frozen=True, eq=False)
class Verdicts:
    """What the audit found of each claim, in the order of claims.csv.

    Attributes
    ----------
    result : AuditResult
        The audit, exact: bounds are fractions in base units.
    """

    catalogue: Catalogue
    result: AuditResult
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.result.claims)

    def __iter__(self) -> Iterator[Verdict]:
        return (Verdict(each, self.catalogue) for each in self.result.claims)

    def __getitem__(self, id: str) -> Verdict:
        return self.claim(id)

    def frame(self) -> pd.DataFrame:
        """Return a plain DataFrame by claim.

        Columns are those of `altay audit --csv`: bounds of what is claimed and computed as
        float64 in `unit`, nan where there is no end or nothing to compute; figures, mends,
        slips and needs as text, parted by "; ".

        Examples
        --------
        >>> import altay_analysis as aa
        >>> frame = aa.verdicts(aa.load("data")).frame()
        >>> print(*frame.loc["s1.village_income_increase", ["verdict", "computed_low"]])
        broken 3933.47
        """
        from io import StringIO

        import pandas as pd

        from altay_analysis.present.claim_csv import as_csv

        text = StringIO(as_csv(self.result))
        numbers = [f"{s}_{e}" for s in ("claimed", "computed") for e in ("low", "high")]
        frame = pd.read_csv(text, index_col="id", dtype=str, keep_default_na=False)
        for column in ("power", "gap", *numbers):
            frame[column] = pd.to_numeric(frame[column])
        return frame

    def claim(self, id: str) -> Verdict:
        """Return what was found of one claim; `[id]` does the same.

        Raises
        ------
        UsageError
            Where there is none of that id.
        """
        try:
            return Verdict(self.result.claim(id), self.catalogue)
        except KeyError:
            raise UsageError(f"claim {id!r} is not among these; .frame() lists them") from None

    def explain(self, id: str) -> str:
        """Return a claim's whole working, as `altay audit --claim ID` prints it.

        Examples
        --------
        >>> import altay_analysis as aa
        >>> found = aa.verdicts(aa.load("data"))
        >>> print(found.explain("s1.village_income_increase").splitlines()[0])
        s1.village_income_increase  broken (the figures do not agree)
        """
        return self.claim(id).explain()

    def show(self, lang: str | None = None) -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(self._grid(lang or self.lang))

    def _grid(self, lang: str) -> Grid:
        order = ["broken", "ambiguous", "not checkable", "compatible", "confirmed"]
        found = sorted(self.result.claims, key=lambda each: order.index(each.verdict))
        shown = found[:_MOST_SHOWN]
        counts = {verdict: sum(each.verdict == verdict for each in found) for verdict in order}
        listed = ", ".join(f"{n} {said(VERDICTS[v], lang)}" for v, n in counts.items() if n)
        caption = said((f"{len(self)} claims: ", f"{len(self)}项核对："), lang) + listed
        more = len(found) - len(shown)
        words = (f"{more} more: .frame() has them all", f"另有{more}项：.frame() 给出全部")
        notes = [said(words, lang)] if more else []
        rows = [self._row(each, lang) for each in shown]
        return Grid([said(each, lang) for each in _HEADS], rows, caption, notes, lang)

    def _row(self, found: ClaimResult, lang: str) -> tuple[Cell, ...]:
        figure, compared = claimed_figure(found), about(found)
        name = self.catalogue.name("indicators", figure.indicator, lang) if figure else ""
        kind = said(KINDS[found.claim.kind], lang)
        computed = unit = ""
        if compared is not None and found.claim.kind not in ("whole", "order"):
            computed = bounds_in_words(compared.computed.scaled(1 / compared.unit.factor), lang)
            unit = self.catalogue.name("units", compared.unit.id, lang)
        place = f"{figure.source}, {figure.locator}" if figure else ""
        return (
            Cell(f"{name}: {kind}" if lang == "en" else f"{name}：{kind}", found.id),
            Cell(figure.as_printed if figure else "", place),
            Cell(computed, unit),
            Cell(said(VERDICTS[found.verdict], lang), mark=found.verdict),
            Cell(power_text(found.power)),
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return self._grid(self.lang).as_text()


def verdicts(
    catalogue: Catalogue,
    *,
    indicator: str | None = None,
    region: str | int | None = None,
    source: str | None = None,
    lang: str = "en",
) -> Verdicts:
    """Audit the claims of a catalogue; those that touch what is given, or all.

    Parameters
    ----------
    indicator, region, source
        A claim is kept where any of its figures has all of these.
    lang : str
        Language in which a notebook shows them.

    Raises
    ------
    UsageError
        Where an indicator or a region is not known.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> found = aa.verdicts(aa.load("data"), indicator="five_good_share", region=654301)
    >>> [(each.id, each.verdict) for each in found][0]
    ('s1.five_good_share', 'confirmed')
    """
    frames = (catalogue.observations, catalogue.claims, catalogue.claim_terms)
    found = audit(*frames, catalogue.units, catalogue.indicators)
    rows = catalogue.pick(indicator=indicator, region=region)
    held = set((rows if source is None else rows[rows["source"] == source]).index)
    every = indicator is None and region is None and source is None
    kept = [each for each in found.claims
            if every or any(figure.id in held for figure in each.claim.figures)]  # fmt: skip
    return Verdicts(catalogue, AuditResult(tuple(kept), found.refuting), lang)
