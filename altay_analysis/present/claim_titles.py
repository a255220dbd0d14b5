"""What relations are called on a page: which figure is held against what, and what sets it apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from altay_analysis.audit.bases import without_index
from altay_analysis.audit.records import Claim, Reading
from altay_analysis.wording import traditional

if TYPE_CHECKING:
    from altay_analysis.audit.figures import Figure
    from altay_analysis.catalogue import Catalogue

__all__ = ["Titles", "about", "small"]

_AGAINST = {
    "share": (", against part and whole", "：与部分、总体核对"),
    "sum": (", against the sum of the parts", "：与各部分之和核对"),
    "difference": (", against the difference of two figures", "：与两数之差核对"),
    "levels": (", against both levels", "：与前后两期水平核对"),
    "change": (", against the change", "：与增减量核对"),
    "meant": (", and what is meant", "：所指为何"),
    "each": (", against the level of each", "：与各自水平核对"),
    "twice": (", printed twice", "：前后两处核对"),
    "limit": (", against the exact figure", "：与所载确数核对"),
    "whole": (", from whole numbers", "：能否由整数得出"),
    "added": (", added up", "：合计"),
    "rate": (", against number and base", "：与数量、基数核对"),
    "quotient": (", against the quotient of two figures", "：与两数之比核对"),
    "implied": (", and the base that it implies", "：所隐含的基数"),
    "product": (", against the product", "：与乘积核对"),
    "between": (", between two others", "：介于另两个数字之间"),
    "greatest": (", no less than each of the others", "：不小于其余各项"),
}
"""What stands behind the name of the figure that a relation is about."""

_LOWER = ("{0}, no less than {1}", "{0}：不小于{1}")
_SHARES = ("Shares of {0}", "{0}的各项比重")
_TO = ("{0} to {1}", "{0}至{1}")
_CHANGES = ("Changes of the shares of {0}", "{0}的各项比重增减")
_ONE_BASE = ("{0} and {1}, on one base", "{0}、{1}：基数是否一致")
_NAMED = 2
"""Other figures that a title names where nothing else sets it apart."""


def about(claim: Claim) -> Figure | None:
    """Return the figure that a relation is about: the claimed one, of three in order the middle."""
    reading = claim.readings[0]
    held = reading.get("claimed")
    if held is not None and held.id:
        return held
    chain = reading.all("item")
    return chain[1] if len(chain) == 3 else next(iter(claim.figures), None)


def _is_at(claim: Claim, region: str) -> bool:
    held = about(claim)
    return held is not None and held.region == region


class Titles:
    """Titles of relations in one language.

    Parameters
    ----------
    catalogue : Catalogue
        Names of indicators and places.
    period : callable
        Words a period.
    """

    def __init__(self, catalogue: Catalogue, lang: str, period: Callable[[str], str]) -> None:
        self.catalogue, self.lang, self.period = catalogue, lang, period

    def of(self, claim: Claim) -> str:
        """Name a relation by the figure that it is about, and what that is held against."""
        reading = claim.readings[0]
        if claim.kind == "order":
            return self._order(reading)
        if claim.kind == "structure":
            return self._name_of_whole(reading) + self._say(_AGAINST["added"])
        if claim.kind == "base":
            return self._base(claim)
        held = about(claim)
        return self._named(held) + self._say(_AGAINST[_way(claim)])

    def apart(self, claims: Sequence[Claim], *, placed: bool, home: str = "") -> Mapping[str, str]:
        """Name some relations so that no two have one title.

        Parameters
        ----------
        placed : bool
            Whether each title names the place.
        home : str
            A place that no title need name; empty for none.
        """
        alike: dict[str, list[Claim]] = {}
        for claim in claims:
            alike.setdefault(self.of(claim), []).append(claim)
        found: dict[str, str] = {}
        for title, held in alike.items():
            for claim, marks in zip(held, self._marks(held, home if placed else None), strict=True):
                kept = ("; " if self.lang == "en" else "；").join(marks)
                behind = f" ({kept})" if self.lang == "en" else f"（{kept}）"
                found[claim.id] = title + (behind if kept else "")
        return found

    def _marks(self, held: Sequence[Claim], home: str | None) -> list[list[str]]:
        """Return for relations of one title what sets them apart, as little as will do.

        Each is marked with its place, but for one at home; with none where `home` is None.
        """
        found = [
            [self._place(each)] if home is not None and not _is_at(each, home) else []
            for each in held
        ]
        for mark in (self._place, self._when, self._others, self._tokens, lambda each: each.id):
            if len({tuple(marks) for marks in found}) == len(held):
                break
            words = [mark(each) for each in held]
            if len(set(words)) > 1:
                found = [marks if word in marks else [*marks, word]
                         for marks, word in zip(found, words, strict=True)]  # fmt: skip
        return found

    def _place(self, claim: Claim) -> str:
        held = about(claim)
        return self.catalogue.name("regions", held.region, self.lang) if held else ""

    def _when(self, claim: Claim) -> str:
        held = about(claim)
        return self.period(held.period) if held else ""

    def _others(self, claim: Claim) -> str:
        reading, held = claim.readings[0], about(claim)
        figures = reading.all("part") or [each for each in claim.figures if each != held]
        names = list(dict.fromkeys(map(self._named, figures)))
        return " + ".join([*names[:_NAMED], *["…"] * (len(names) > _NAMED)])

    def _tokens(self, claim: Claim) -> str:
        held = about(claim)
        return held.as_printed if held else ""

    def _order(self, reading: Reading) -> str:
        chain, lowers = reading.all("item"), reading.all("lower")
        if len(chain) == 3:
            return self._named(chain[1]) + self._say(_AGAINST["between"])
        if len(lowers) == 1:
            return self._say(_LOWER, self._named(reading.one("upper")), self._small(lowers[0]))
        return self._named((reading.all("upper") or chain)[0]) + self._say(_AGAINST["greatest"])

    def _name_of_whole(self, reading: Reading) -> str:
        """Name what the parts of a structure make: their base, where they have one."""
        parts = reading.all("part")
        side = "en" if self.lang == "en" else "zh"
        frame = self.catalogue.indicators
        changed = [part.indicator.removesuffix("_change") for part in parts]
        are_changes = all(c != p.indicator for c, p in zip(changed, parts, strict=True))
        bases = {str(frame[f"base_{side}"].get(each, "")) for each in changed}
        base = bases.pop()
        if base and not bases:
            words = _CHANGES if are_changes else _SHARES
            return self._say(words, base if self.lang != "zh-Hant" else traditional(base))
        return self._say(_TO, self._named(parts[0]), self._small(parts[-1]))

    def _base(self, claim: Claim) -> str:
        terms = claim.readings[0].terms
        rates = [t.figure for t in terms if without_index(t.role) in ("share", "growth")]
        if len(rates) > 1:
            *first, last = [self._named(rates[0]), *map(self._small, rates[1:])]
            joint = ", " if self.lang == "en" else "、"
            return self._say(_ONE_BASE, joint.join(first), last)
        return self._named(rates[0] if rates else about(claim)) + self._say(_AGAINST["implied"])

    def _named(self, figure: Figure | None) -> str:
        return self.catalogue.name("indicators", figure.indicator, self.lang) if figure else ""

    def _small(self, figure: Figure) -> str:
        """Name a figure within a title."""
        name = self._named(figure)
        return small(name) if self.lang == "en" else name

    def _say(self, words: tuple[str, str], *names: str) -> str:
        if self.lang == "en":
            return words[0].format(*names)
        template = traditional(words[1]) if self.lang == "zh-Hant" else words[1]
        return template.format(*names)


def small(name: str) -> str:
    """Write an English name as it stands within a sentence: the first letter small, where it may be.

    Examples
    --------
    >>> small("Value added"), small("GDP per head"), small("Party members")
    ('value added', 'GDP per head', 'Party members')
    """
    is_proper = name.startswith("Party") or not name[1:2].islower()
    return name if is_proper else name[0].lower() + name[1:]


def _way(claim: Claim) -> str:
    """What the figure of a claim is held against, as a key of `_AGAINST`."""
    reading = claim.readings[0]
    roles = {term.role for term in reading.terms}
    if claim.kind == "unit" or len(claim.readings) > 1:
        return "meant"
    if claim.kind in ("growth", "multiple"):
        return _grown(reading)
    if claim.kind == "rate":
        return "implied" if "near" in roles else "quotient" if "whole" in roles else "rate"
    if claim.kind != "threshold":
        return claim.kind
    if "each" in roles:
        return "each"
    return "twice" if reading.one("claimed").qualifier in ("exact", "rounded") else "limit"


def _grown(reading: Reading) -> str:
    """What growth is held against; of a count alone, what whole numbers allow."""
    if reading.get("change") is not None:
        return "change"
    after = reading.get("after")
    is_alone = reading.get("before") is None and after is not None and after.kind == "count"
    return "whole" if is_alone else "levels"
