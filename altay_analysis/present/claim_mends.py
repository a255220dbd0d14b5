"""What would mend a claim that does not agree, and the usual slips that would account for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from altay_analysis.present.claim_words import SLIPS
from altay_analysis.present.claims import Claim, Claims, reference
from altay_analysis.present.runs import Run, Runs, date_run, name_run

if TYPE_CHECKING:
    from altay_analysis.audit.records import Slip

__all__ = ["ClaimMends"]

Change = Mapping[str, Any]

_SHOWN = 3
"""Values of one figure that are written out."""


class ClaimMends:
    """The changes with which a claim would agree, as runs of a page."""

    def __init__(self, claims: Claims, claim: Claim) -> None:
        self.claims, self.claim = claims, claim
        self.text = claims.text

    def nearest(self) -> Runs:
        """Say of each figure the nearest value that mends; none where a convention is the limit."""
        implied = self.claims.found[self.claim["id"]].readings[0].outcome.implied
        if implied or not self.claim["mends"]:
            return []
        return [
            self.text("This relation alone would hold with any one of: ",
                      "只就这一关系，改下列任何一个数字，即可相符："),
            *self._changes(self.claim["mends"]),
            self.text("; none is preferred.", "；应改哪一个，本报告不作判断。"),
        ]  # fmt: skip

    def slips(self) -> Runs:
        """Name the usual slips that would account for it, fewest candidates first."""
        slips: dict[str, list[Slip]] = {}
        named: dict[tuple[str, str], str] = {}
        for found in self.claims.found[self.claim["id"]].diagnosis:
            # Per mille printed as per cent is a power of ten too: it is said once.
            if named.setdefault((found.observation, found.to), found.slip) == found.slip:
                slips.setdefault(found.slip, []).append(found)
        if not slips:
            return []
        # A wrong sign falls on several figures at once: alone it may break other relations.
        kept = "per_mille" not in slips
        return [
            self.text(
                f"Would account for it{' and break no other relation that holds' if kept else ''}: ",
                f"可能成因{'（不使其他相符的关系变为不相符）' if kept else ''}：",
            ),
            *self.claims.listed([self._slip(*each) for each in slips.items()]),
            self.text(".", "。"),
        ]

    def _slip(self, slip: str, found: Sequence[Slip]) -> Runs:
        changes = [{"observation": each.observation, "to": each.to} for each in found]
        if slip == "per_mille":
            shown = self.claims.listed([self._other_sign(each.observation) for each in found])
        elif slip == "other_base":
            shown = self.claims.listed([self._based(each) for each in found[:_SHOWN]])
        else:
            shown = self._changes(changes, 1 if slip == "power_of_ten" else _SHOWN)
        return [
            self.text(*SLIPS[slip]),
            self.text(" (of ", "（共试"),
            {"text": str(found[0].tried)} | reference(self.claim),
            self.text(" tried): ", "种）："),
            *shown,
        ]

    def _other_sign(self, name: str) -> Runs:
        """Write the same digits behind the sign that may have been meant."""
        held = self.claims.observed[name]
        signs = ("%", "‰") if held.unit == "percent" else ("‰", "%")
        return [
            *self._named(name),
            {"text": f"{held.value}{signs[0]} → {held.value}{signs[1]}", "ref": name},
        ]

    def _based(self, slip: Slip) -> Runs:
        """Name the figure that would be the base."""
        other = self.claims.catalogue.observation(slip.other)
        name = self.claims.catalogue.name("indicators", other.indicator, self.claims.lang)
        number: Run = {"text": slip.to} | reference(self.claim)
        return [name_run(name), self.text(" (", "（"), number, self.text(")", "）")]

    def _named(self, name: str) -> Runs:
        return [
            name_run(self.claims.name(name)),
            self.text(" (", "（"),
            date_run(self.claims.period(name), self.claims.lang),
            self.text(") ", "）"),
        ]

    def _changes(self, changes: Sequence[Change], most: int = _SHOWN) -> Runs:
        """List changes of figures, those of one figure together."""
        names = dict.fromkeys(change["observation"] for change in changes)
        return self.claims.listed([self._change(name, changes, most) for name in names])

    def _change(self, name: str, changes: Sequence[Change], most: int) -> Runs:
        printed = self.claims.observed[name].value
        values = [str(change["to"]) for change in changes if change["observation"] == name]
        # Those that fit best come first; of a long list the others are counted.
        shown = sorted(values[:most], key=_size)
        return [
            *self._named(name),
            {"text": f"{printed} → {self._joined(shown)}", "ref": name},
            *self._more(len(values) - len(shown)),
        ]

    def _joined(self, values: Sequence[str]) -> str:
        return (" or " if self.claims.is_english else "、").join(values)

    def _more(self, count: int) -> Runs:
        if not count:
            return []
        number: Run = {"text": str(count)} | reference(self.claim)
        return [self.text(" or ", "等，另有"), number, self.text(" more", "种")]


def _size(value: str) -> Decimal:
    """Number that a value is to be put in order by; a range goes by its lower end."""
    return Decimal(value.partition("/")[0].partition(":")[0])
