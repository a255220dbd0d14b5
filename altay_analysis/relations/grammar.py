"""One line as typed -> a relation between printed figures, or a figure alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from altay_analysis.errors import RelationError, TokenError
from altay_analysis.printed import Printed, read
from altay_analysis.relations.signs import NAMES, Sign, signs

__all__ = ["LONGEST", "Relation", "Token", "read_line", "refused"]

LONGEST = 1000
"""Characters that a line has at the most."""

_MOST_FIGURES = 40
_TYPED = re.compile("(?<=[0-9]) (?=[千百十万萬亿億])")
_JOINING = ("by", "plus", "minus", "times", "to", "of")
_ORDERS = ("at_least", "at_most")
_PAIRS = ("by", "minus", "to", "of")
"""Signs that stand between two figures, and no more."""


@dataclass(frozen=True)
class Token:
    """A printed figure in a line.

    Attributes
    ----------
    text : str
        As typed, without the spaces around it.
    place : int
        Where it begins in the line, from 0.
    """

    text: str
    place: int
    printed: Printed


@dataclass(frozen=True)
class Relation:
    """A line that relates figures.

    Attributes
    ----------
    sign : str
        What joins the operands: `by`, `plus`, `minus`, `times`, `to`, `whole` (a percentage of
        whole things), `at_least`.
    operands : tuple of Token
        In the order of the formula; the greatest first for `at_least`.
    claimed : Token or None
        The printed result; None of an order.
    """

    text: str
    sign: str
    operands: tuple[Token, ...]
    claimed: Token | None = None


def read_line(line: str) -> Relation | Token:
    """Read a line.

    Parameters
    ----------
    line : str
        A relation, or one printed figure.

    Raises
    ------
    RelationError
        Where it cannot be read; the message shows the place and what was expected there.

    Examples
    --------
    >>> found = read_line("196个 / 427个 = 45.90%")
    >>> found.sign, [each.text for each in found.operands], found.claimed.text
    ('by', ['196个', '427个'], '45.90%')
    """
    text = line.strip()
    shift = len(line) - len(line.lstrip())
    if not text:
        raise RelationError("the line is empty; write a figure, or a relation as 196 / 427 = 45.9%")
    if len(line) > LONGEST:
        raise RelationError(f"a line of {len(line)} characters is over {LONGEST}; shorten it")
    try:
        return _Line(text).read()
    except RelationError as error:
        error.place += shift
        raise


def refused(text: str, place: int, what: str) -> RelationError:
    """Return the error that shows a line, a place in it and what was expected there.

    Examples
    --------
    >>> print(refused("196 / = 45.90%", 6, "a figure is missing"))
    cannot read '196 / = 45.90%' at character 7 (= 45.90%): a figure is missing
    """
    shown = text if len(text) <= 80 else f"{text[:77]}…"
    rest = text[place : place + 16].strip()
    where = f"at character {place + 1} ({rest})" if rest else "at its end"
    return RelationError(f"cannot read {shown!r} {where}: {what}", place)


class _Line:
    """One line, its signs, and what stands between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = signs(text)

    def read(self) -> Relation | Token:
        equals = [each for each in self.signs if each.name == "equals"]
        if len(equals) > 1:
            raise self._fault(equals[1].start, "one = only; write each relation on its own line")
        firm = [each for each in self.signs if not each.tight and each.name != "equals"]
        if not equals and not firm:
            return self._alone()
        # A hyphen or a slash without spaces is a token's own where another sign joins the figures.
        joined = firm or [each for each in self.signs if each.name != "equals"]
        if equals:
            return self._equation(equals[0], joined)
        return self._unequal(joined)

    def _alone(self) -> Token:
        try:
            typed = _TYPED.sub("", self.text)
            return Token(typed, 0, read(typed))
        except TokenError as error:
            if not self.signs:
                raise RelationError(str(error)) from None
        end = len(self.text)
        raise self._fault(end, "= and the printed result were expected, as 196 / 427 = 45.90%")

    def _equation(self, equals: Sign, joined: Sequence[Sign]) -> Relation:
        before = [each for each in joined if each.end <= equals.start]
        behind = [each for each in joined if each.start >= equals.end]
        if before and behind:
            what = "one side of = is a single printed figure; write the other side as a relation"
            raise self._fault(behind[0].start, what)
        if not joined:
            what = "a sign between two figures was expected: / + - × ->"
            raise self._fault(equals.start, what)
        left, right = (0, equals.start), (equals.end, len(self.text))
        sides = (left, right) if before else (right, left)
        tokens = self._tokens(*sides[0], joined)
        claimed = self._token(*sides[1])
        return self._joined(joined, tokens, claimed)

    def _joined(self, joined: Sequence[Sign], tokens: list[Token], claimed: Token) -> Relation:
        names = list(dict.fromkeys(each.name for each in joined))
        if len(names) > 1:
            other = next(each for each in joined if each.name != names[0])
            what = f"{NAMES[names[0]]} and {NAMES[names[1]]} stand in one relation; part it in two"
            raise self._fault(other.start, what)
        if names[0] not in _JOINING:
            raise self._fault(joined[0].start, f"{NAMES[names[0]]} cannot stand with =")
        if names[0] in _PAIRS and len(tokens) > 2:
            what = f"{NAMES[names[0]]} stands between two figures; write another relation for more"
            raise self._fault(joined[1].start, what)
        return Relation(self.text, "by" if names[0] == "of" else names[0], tuple(tokens), claimed)

    def _unequal(self, joined: Sequence[Sign]) -> Relation:
        names = [each.name for each in joined]
        tokens = self._tokens(0, len(self.text), joined)
        if set(names) <= set(_ORDERS) and len(set(names)) == 1:
            ordered = tokens if names[0] == "at_least" else tokens[::-1]
            return Relation(self.text, "at_least", tuple(ordered))
        if names == ["of", "whose"]:
            return Relation(self.text, "by", tuple(tokens[:2]), tokens[2])
        if names == ["of"] and tokens[0].printed.unit is not None:
            return Relation(self.text, "whole", (tokens[1],), tokens[0])
        if names == ["whose"]:
            return Relation(self.text, "whole", (tokens[0],), tokens[1])
        what = "= and the printed result were expected, as 196 / 427 = 45.90%"
        raise self._fault(len(self.text), what)

    def _tokens(self, start: int, end: int, joined: Sequence[Sign]) -> list[Token]:
        inside = [each for each in joined if start <= each.start < end]
        if len(inside) >= _MOST_FIGURES:
            raise self._fault(inside[-1].start, f"at most {_MOST_FIGURES} figures stand together")
        begins = [start, *(each.end for each in inside)]
        ends = [*(each.start for each in inside), end]
        return [self._token(*pair) for pair in zip(begins, ends, strict=True)]

    def _token(self, start: int, end: int) -> Token:
        held = self.text[start:end]
        place = start + len(held) - len(held.lstrip())
        # A space before 万 is the typist's, and no token has one.
        token = _TYPED.sub("", held.strip())
        if not token:
            raise self._fault(min(place, len(self.text)), "a printed figure was expected")
        try:
            return Token(token, place, read(token))
        except TokenError as error:
            words = str(error).removeprefix("cannot read the token ")
            raise self._fault(place, words) from None

    def _fault(self, place: int, what: str) -> RelationError:
        return refused(self.text, place, what)
