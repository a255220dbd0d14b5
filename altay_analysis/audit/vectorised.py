"""The verdicts of many claims at once, kind by kind, without a loop over rows.

The same verdicts as `audit` gives, for panels of a million claims. float64 throughout, rounded
outward; a claim whose verdict lies within the error of that, and one of a form or kind that is
not worked in columns (several readings, constants, odd forms, `base`, `product`, `unit`), goes to
the exact path, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altay_analysis.audit.boxes import Boxes, Ends, Mask
from altay_analysis.audit.claims import Tables, build
from altay_analysis.audit.kinds import COUNTED
from altay_analysis.audit.panel import Panel, Rows
from altay_analysis.audit.records import Claim
from altay_analysis.audit.verdict import judge, judge_reading, refuting

__all__ = ["verdicts"]


@dataclass(frozen=True)
class _Answer:
    """What columns say of the claims of a kind: each mask marks what is sure."""

    apart: Mask
    meets: Mask
    outside: Mask
    inside: Mask

    @classmethod
    def of(cls, claimed: Boxes, computed: Boxes) -> _Answer:
        """Compare."""
        return cls(*claimed.parted(computed), *computed.inside(claimed))

    @property
    def unproved(self) -> _Answer:
        """The same, where what meets is compatible and no more."""
        return replace(self, outside=np.ones_like(self.meets), inside=np.zeros_like(self.meets))


_Worked = tuple[_Answer, Mask]
"""An answer, and the rows that have the form it is for."""


def verdicts(
    observations: pd.DataFrame,
    claims: pd.DataFrame,
    terms: pd.DataFrame,
    units: pd.DataFrame,
    indicators: pd.DataFrame,
) -> pd.DataFrame:
    """Judge every claim; the tables are those that `audit` takes.

    Returns
    -------
    DataFrame
        By claim id, in the order of `claims`: `kind`; `verdict`; `exact`, whether the exact path
        gave it.

    Raises
    ------
    UsageError
        Where a claim cannot be worked at all.
    """
    tables = Tables.of(observations, claims, terms, units, indicators)
    strangers = ~terms["claim"].isin(tables.claims.index)
    if strangers.any():
        build(replace(tables, claims=tables.claims.iloc[:0], terms=terms[strangers]))
    panel = Panel(tables)
    first = _answers(panel, panel.columns.boxes)
    cut = _answers(panel, panel.columns.cut)
    return _Settlement(panel, first, cut).table()


def _answers(panel: Panel, boxes: Boxes) -> _Answer:
    """Compare claimed and computed, for every claim of a kind that columns serve."""
    whole = _Answer(*(np.zeros(panel.size, np.bool_) for _ in range(4)))
    for kind, work in _WORK.items():
        rows = panel.rows(kind)
        if len(rows):
            answer, fits = work(panel, rows, boxes)
            for name in ("apart", "meets", "outside", "inside"):
                getattr(whole, name)[rows] = getattr(answer, name) & fits
    return whole


def _formed(panel: Panel, rows: Rows, *roles: str, many: str = "") -> Mask:
    """Claims that have each of these roles once, one of them many times, and no others."""
    counts = [panel.count(role, rows) for role in roles]
    fits = np.logical_and.reduce([count == 1 for count in counts] or [np.ones(len(rows), np.bool_)])
    rest = panel.terms_of[rows] - len(roles)
    found: Mask = fits & (rest == (panel.count(many, rows) if many else 0))
    return found & (rest > 0) if many else found


def _ratio(panel: Panel, rows: Rows, boxes: Boxes, *roles: str) -> tuple[Boxes, Boxes, Boxes, Mask]:
    """Claimed, over and under by their roles, and the rows where they can be divided."""
    claimed, over, under = (boxes.take(panel.at(role, rows)) for role in roles)
    fits = _formed(panel, rows, *roles) & (under.low.at - under.low.err > 0)
    endless = np.isinf(over.low.at) | np.isinf(over.high.at)
    fits &= ~(endless & np.isinf(under.high.at))
    return claimed, over, under, fits


def _share(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    claimed, part, whole, fits = _ratio(panel, rows, boxes, "claimed", "part", "whole")
    fits &= panel.one_dimension(rows, without="claimed")
    return _Answer.of(claimed, part.over(whole).kept(0, 1)), fits


def _growth(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    claimed, after, before, fits = _ratio(panel, rows, boxes, "claimed", "after", "before")
    fits &= panel.one_dimension(rows, without="claimed")
    return _Answer.of(claimed, after.over(before).shifted(-1).kept(-1, np.inf)), fits


def _multiple(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    claimed, after, before, fits = _ratio(panel, rows, boxes, "claimed", "after", "before")
    fits &= panel.one_dimension(rows, without="claimed")
    return _Answer.of(claimed, after.over(before).kept(0, np.inf)), fits


def _rate(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    """A rate by its base; or the base that it implies, near a printed one."""
    claimed, part, whole, fits = _ratio(panel, rows, boxes, "claimed", "part", "whole")
    printed = _Answer.of(claimed, part.over(whole))
    near, part, rate, also = _ratio(panel, rows, boxes, "near", "part", "claimed")
    also &= near.low.at - near.low.err > 0
    implied = _Answer.of(near.scaled(0.5, 2), part.over(rate)).unproved
    names = ("apart", "meets", "outside", "inside")
    both = (np.where(fits, getattr(printed, n), getattr(implied, n)) for n in names)
    return _Answer(*both), fits | also


def _difference(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    roles = ("claimed", "after", "before")
    claimed, after, before = (boxes.take(panel.at(role, rows)) for role in roles)
    fits = _formed(panel, rows, *roles) & panel.one_dimension(rows)
    return _Answer.of(claimed, after.plus(before.negated())), fits


def _threshold(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    claimed, value = (boxes.take(panel.at(role, rows)) for role in ("claimed", "value"))
    fits = _formed(panel, rows, "claimed", "value") & panel.one_dimension(rows)
    return _Answer.of(claimed, value), fits


def _order(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    upper, lower = (boxes.take(panel.at(role, rows)) for role in ("upper", "lower"))
    fits = _formed(panel, rows, "upper", "lower") & panel.one_dimension(rows)
    return _Answer.of(_from_nought(len(rows)), upper.plus(lower.negated())), fits


def _from_nought(size: int) -> Boxes:
    """Bounds from nought on, without an upper end."""
    zero, shut = np.zeros(size), np.zeros(size, np.bool_)
    return Boxes(Ends(zero, zero, shut), Ends(np.full(size, np.inf), zero, shut))


def _sum(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    claimed = boxes.take(panel.at("claimed", rows))
    fits = _formed(panel, rows, "claimed", many="part") & panel.one_dimension(rows)
    return _Answer.of(claimed, panel.total("part", rows, boxes)), fits


def _structure(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    one = _from_nought(len(rows)).kept(1, 1)
    fits = _formed(panel, rows, many="part") & panel.one_dimension(rows)
    return _Answer.of(one, panel.total("part", rows, boxes)), fits


def _whole(panel: Panel, rows: Rows, boxes: Boxes) -> _Worked:
    """A share of N things meets where a whole number lies between its ends times N."""
    claimed, whole = (boxes.take(panel.at(role, rows)) for role in ("claimed", "whole"))
    things = whole.low.at
    fits = _formed(panel, rows, "claimed", "whole")
    fits &= np.isin(_names(panel, "whole", rows), list(COUNTED)) & (things >= 1)
    fits &= (things == whole.high.at) & (whole.low.err == 0) & (np.floor(things) == things)
    things = np.where(fits, things, 1.0)
    capped = _names(panel, "claimed", rows) == "share"
    low, high = claimed.low.scaled(things), claimed.high.scaled(things)
    sure = _is_off(low.at, low.err) & _is_off(high.at, high.err)
    least = np.maximum(np.ceil(low.at), 0)
    most = np.where(capped, np.minimum(np.floor(high.at), things), np.floor(high.at))
    meets = sure & (least <= most)
    return _Answer(sure & ~meets, meets, meets, meets).unproved, fits


def _names(panel: Panel, role: str, rows: Rows) -> NDArray[np.object_]:
    """Dimension of the figure in a role."""
    return panel.columns.names[panel.columns.dimension[panel.at(role, rows)]]


def _is_off(at: NDArray[np.float64], err: NDArray[np.float64]) -> Mask:
    """Numbers that surely are not whole, or are without end."""
    with np.errstate(invalid="ignore"):
        found: Mask = np.abs(at - np.rint(at)) > err
    return found | np.isinf(at)


_WORK: Mapping[str, Callable[[Panel, Rows, Boxes], _Worked]] = {
    "share": _share,
    "sum": _sum,
    "difference": _difference,
    "growth": _growth,
    "multiple": _multiple,
    "threshold": _threshold,
    "order": _order,
    "whole": _whole,
    "structure": _structure,
    "rate": _rate,
}


class _Settlement:
    """Verdicts from what columns say, with cutting off, and the exact path for what is in doubt."""

    def __init__(self, panel: Panel, first: _Answer, cut: _Answer) -> None:
        self.panel, self.first, self.cut = panel, first, cut
        self.least, self.most = panel.rounded_source()
        proved = first.meets & (first.inside | first.outside)
        self.doubt: Mask = ~(first.apart | proved)
        self.asserted = (panel.tables.claims["asserted"] == "source").to_numpy(np.bool_)

    def table(self) -> pd.DataFrame:
        """Settle every claim."""
        first, refuted = self.first, self._refuted()
        verdict = np.where(first.inside, "confirmed", "compatible").astype(object)
        by_all = (self.most < 0) | ((self.least == self.most) & refuted[self.most])
        one = (self.least == self.most) & ~refuted[self.most]
        gone = first.apart & ~self.doubt
        verdict[gone & (by_all | (one & self.cut.apart))] = "broken"
        exact = self.doubt | (gone & ~by_all & ~(one & (self.cut.apart | self.cut.meets)))
        names = self._names(refuted)
        for row, claim in zip(np.flatnonzero(exact), self._claims(exact), strict=True):
            found = [judge_reading(claim.kind, each, names) for each in claim.readings]
            verdict[row] = judge(claim.kind, found)
        table = {"kind": self.panel.kinds, "verdict": verdict, "exact": exact}
        return pd.DataFrame(table, index=self.panel.tables.claims.index)

    def _refuted(self) -> Mask:
        """Sources whose own figures refute cutting off; the last place stands for none."""
        sources = self.panel.columns.source
        refuted = np.zeros((int(sources.max()) + 2) if len(sources) else 1, np.bool_)
        alone = self.asserted & (self.least == self.most)
        sure = alone & ~self.doubt & self.first.meets & self.cut.apart
        refuted[self.most[sure]] = True
        # Only where it would decide something is what is not sure worked exactly.
        asked = np.zeros_like(refuted)
        for ends in (self.least, self.most):
            known = ends < len(asked)
            asked[ends[known & (self.first.apart | self.doubt)]] = True
        asked &= ~refuted
        unsure = self.doubt | (self.first.meets & ~(self.cut.apart | self.cut.meets))
        exact = self.asserted & unsure & asked[self.most]
        found = refuting(self._claims(exact))
        refuted[self._codes(found)] = True
        return refuted

    def _claims(self, which: Mask) -> list[Claim]:
        """Build some claims for the exact path."""
        if not which.any():
            return []
        tables = self.panel.tables
        terms = tables.terms[which[self.panel.claim]]
        return list(build(replace(tables, claims=tables.claims[which], terms=terms)))

    def _codes(self, names: Iterable[str]) -> Rows:
        known = pd.unique(self.panel.tables.observations["source"].astype(str))
        return pd.Index(known).get_indexer(pd.Index(list(names), dtype=object))

    def _names(self, refuted: Mask) -> dict[str, None]:
        known = pd.unique(self.panel.tables.observations["source"].astype(str))
        return dict.fromkeys(str(name) for name in known[refuted[: len(known)]])
