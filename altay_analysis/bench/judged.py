"""What was found of a claim, as a notebook asks for it: verdict, bounds, power, what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from altay_analysis.audit import AuditResult, as_json
from altay_analysis.audit.records import ClaimResult, Comparison, Mend, ReadingResult, Slip
from altay_analysis.bench.rich import bundle
from altay_analysis.bench.verdict import verdict_grid
from altay_analysis.present.claim_text import Names, title
from altay_analysis.present.claim_working import explained

if TYPE_CHECKING:
    from altay_analysis.interval import Bounds

__all__ = ["Judged", "Verdict"]


class Judged:
    """A claim that was audited; what it is shown with is its children's."""

    result: ClaimResult

    @property
    def _names(self) -> Names:
        """What names the indicators of the figures."""
        raise NotImplementedError

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.result.id

    @property
    def text(self) -> str:
        """What the claim is about, in a line."""
        return title(self.result, self._names)

    @property
    def kind(self) -> str:
        """Kind of the relation: share, sum, growth and so on."""
        return self.result.claim.kind

    @property
    def verdict(self) -> str:
        """One of confirmed, compatible, broken, ambiguous, not checkable."""
        return self.result.verdict

    @property
    def power(self) -> Fraction | None:
        """Share of the values that could have been printed which the check would have refused."""
        return self.result.power

    @property
    def gap(self) -> Fraction | None:
        """Distance between printed and computed bounds of a broken claim, in its unit."""
        return self.result.gap

    @property
    def claimed(self) -> Bounds | None:
        """What the printed result can be, in its unit; None where several meanings are left."""
        return self._side("claimed")

    @property
    def computed(self) -> Bounds | None:
        """What the other figures allow, in the same unit."""
        return self._side("computed")

    @property
    def unit(self) -> str:
        """Unit of `claimed` and `computed`, as in units.csv."""
        return self._worst.unit.id if self._worst else ""

    @property
    def mends(self) -> tuple[Mend, ...]:
        """For each figure of a broken claim the nearest value that would mend it."""
        return self.result.mends

    @property
    def diagnosis(self) -> tuple[Slip, ...]:
        """Usual slips that would account for a broken claim."""
        return self.result.diagnosis

    @property
    def readings(self) -> tuple[ReadingResult, ...]:
        """What was found of each meaning that the words admit."""
        return self.result.readings

    @property
    def _worst(self) -> Comparison | None:
        return self.result.shown.outcome.worst if self.result.shown else None

    def _side(self, side: str) -> Bounds | None:
        if self._worst is None:
            return None
        held: Bounds = getattr(self._worst, side)
        return held.scaled(1 / self._worst.unit.factor)

    def as_dict(self) -> dict[str, Any]:
        """Return the claim as one of `altay audit --json`: plain values."""
        claim: dict[str, Any] = as_json(AuditResult((self.result,), {}))["claims"][0]
        return claim

    def explain(self) -> str:
        """Return the whole working, as `altay audit --claim` prints it."""
        return "\n".join(explained(self.result, self._names))

    def show(self, lang: str = "en") -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(verdict_grid(self.text, self.result, self._names, lang))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return verdict_grid(self.text, self.result, self._names, "en").as_text()


@dataclass(frozen=True, repr=False)
class Verdict(Judged):
    """What was found of a claim of the data.

    Attributes
    ----------
    result : ClaimResult
        What the audit found, exact: bounds are fractions in base units.
    catalogue : Catalogue
        Where the claim comes from, for names.
    """

    result: ClaimResult
    catalogue: Names

    @property
    def _names(self) -> Names:
        return self.catalogue
