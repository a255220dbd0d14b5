"""Check my figures: a relation that a person types, judged at once.

Neither a data folder nor pandas is needed. The verdict, power and diagnosis are those of
`altay audit`; nothing is worked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altay_analysis.audit import AuditResult, as_json, audit_claim
from altay_analysis.audit.records import ClaimResult
from altay_analysis.bench.judged import Judged
from altay_analysis.bench.rich import Grid, bundle
from altay_analysis.bench.tokens import Read, reading_of
from altay_analysis.bench.verdict import RoleNames
from altay_analysis.errors import RelationError, UsageError
from altay_analysis.present.claim_text import Names
from altay_analysis.relations import Relation, Token, claim_of, read_line

__all__ = ["Check", "Checks", "Refused", "check", "check_lines"]


@dataclass(frozen=True, repr=False)
class Check(Judged):
    """A typed relation and what was found of it.

    Attributes
    ----------
    relation : Relation
        The line as it was read.
    result : ClaimResult
        What the audit found, exact: bounds are fractions in base units.
    """

    relation: Relation
    result: ClaimResult

    @property
    def text(self) -> str:
        """The line as typed."""
        return self.relation.text

    @property
    def _names(self) -> Names:
        return RoleNames()

    def save(  # where it goes, and of what it is
        self,
        folder: str | Path,
        *,
        region: str | int,
        period: str | int,
        id: str = "",
        source: Mapping[str, str] | None = None,
        data_dir: str | Path = "data",
    ) -> str:
        """Save the relation as a claim in one's own data folder; return the claim's id.

        Parameters
        ----------
        folder : str or Path
            The own folder; made where it is not there. Rows are added to its tables.
        region, period
            Of what place and time the figures are.
        id : str
            Id of the claim, and of the source that it makes; the next free `ownN` if empty.
        source : mapping of str to str, optional
            Columns of `sources.csv` that are known: title, publisher, address, standing …
        data_dir : str or Path
            The data that the own folder is checked with.

        Returns
        -------
        str
            Id of the claim: `aa.verdicts(aa.load(own=folder)).claim(id)` has the same verdict.

        Raises
        ------
        DataError
            Where the folder would not hold with it: nothing is written then.
        """
        from altay_analysis.bench.saving import save

        return save(
            self.relation,
            Path(folder),
            region=str(region),
            period=str(period),
            id=id,
            source=source or {},
            data_dir=data_dir,
        )


@dataclass(frozen=True)
class Refused:
    """A line that cannot be read.

    Attributes
    ----------
    words : str
        What was expected, and where.
    place : int
        Character at which reading stopped, from 0.
    """

    text: str
    words: str
    place: int

    def show(self, lang: str = "en") -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        return bundle(Grid((), (), self.words, lang=lang))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Checks(Sequence[Any]):
    """What was found of each line of a text: a `Check`, a `Read` or a `Refused`."""

    lines: tuple[Check | Read | Refused, ...]

    def __getitem__(self, place: Any) -> Any:
        return self.lines[place]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def relations(self) -> tuple[Check, ...]:
        """The lines that relate figures."""
        return tuple(each for each in self.lines if isinstance(each, Check))

    def as_dict(self) -> dict[str, Any]:
        """Return the relations as `altay audit --json` does: `{"claims": [...]}`."""
        found = tuple(each.result for each in self.relations)
        return as_json(AuditResult(found, {}))

    def show(self, lang: str = "en") -> dict[str, str]:
        """Return what a notebook shows, in a language, as a mime bundle."""
        shown = [each.show(lang) for each in self.lines]
        return {key: "\n".join(each[key] for each in shown) for key in ("text/html", "text/plain")}

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self.show()

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.lines))


def check(text: str, *, id: str = "check") -> Check:
    """Check a relation between printed figures.

    Parameters
    ----------
    text : str
        One line, as `docs/quick.md` has it: `196 / 427 = 45.90%`, `1237.40万元 -> 5170.88万元 =
        317.88%`, `8.4% + 40.9% + 50.7% = 100%`, `45.90% of 427`.
    id : str
        Id of the claim in the JSON; its figures are `id.part` and so on.

    Raises
    ------
    RelationError
        Where the line cannot be read: the message shows the place and what was expected.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> found = aa.check("1237.40 + 3933.42 = 5170.88")
    >>> found.verdict, [(mend.observation, mend.to) for mend in found.mends][0]
    ('broken', ('check.claimed', '5170.83'))
    >>> float(aa.check("51.4% of 4160").power)
    0.0
    """
    read = read_line(text)
    if isinstance(read, Token):
        raise RelationError(
            f"{read.text!r} is a figure alone; relate it to others, as 196 / 427 = 45.90%, "
            "or read it with aa.read"
        )
    return _checked(read, id)


def check_lines(text: str) -> Checks:
    r"""Check a text of several lines, a relation or a figure a line; empty lines are skipped.

    A line that cannot be read is answered in its place, and stops nothing.

    Examples
    --------
    >>> import altay_analysis as aa
    >>> found = aa.check_lines("196 / 427 = 45.90%\n超98%\n196 / = 45.90%")
    >>> [type(line).__name__ for line in found]
    ['Check', 'Read', 'Refused']
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Checks(tuple(_line(line, f"check{n}") for n, line in enumerate(lines, start=1)))


def _line(line: str, id: str) -> Check | Read | Refused:
    try:
        read = read_line(line)
        return reading_of(read.text) if isinstance(read, Token) else _checked(read, id)
    except RelationError as error:
        return Refused(line, str(error), error.place)


def _checked(relation: Relation, id: str) -> Check:
    try:
        return Check(relation, audit_claim(claim_of(relation, id)))
    except RelationError:
        raise
    except UsageError as error:
        remedy = "write the figures in one unit, or leave units out"
        raise RelationError(f"cannot check {relation.text!r}: {error}; {remedy}") from None
