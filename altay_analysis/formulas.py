"""Named formulas over observations: how each derived number comes from printed ones.

A formula takes each operand once and is monotone in each over its box, so that its extremes
lie at corners. Operands of one dimension are brought to the unit of the first of them, shares
to fractions of one; the result is in the unit that the formula names.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from altay_analysis.errors import UsageError
from altay_analysis.quantity import (
    Bounds,
    Far,
    Number,
    Quantity,
    Unit,
    box_bounds,
    convert,
)

__all__ = ["FORMULAS", "Estimate", "Formula", "derive"]

_ROOT_PLACES = 15
_HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Formula:
    """A named formula.

    Attributes
    ----------
    name : str
        Its name, the key in `FORMULAS`.
    roles : tuple of str
        The operands, in order.
    shown : str
        The formula with the roles in braces, as a reader sees it.
    evaluate : callable
        Takes one number a role, in the order of `roles`.
    unit : str
        Unit of the result; empty for the unit of the first operand.
    low, high : Fraction or None
        Closed constraints that hold for the result, in its unit.
    whole : bool
        Whether the result is a number of whole things.
    slack : Fraction
        By how much the result can exceed what `evaluate` gives: a root is cut off.
    """

    name: str
    roles: tuple[str, ...]
    shown: str
    evaluate: Callable[..., Number]
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    whole: bool = False
    slack: Fraction = Fraction(0)


def _root(number: Number, degree: Number) -> Fraction:
    """Root of a number, cut off after fifteen decimal places."""
    if isinstance(number, Far) or isinstance(degree, Far) or degree.denominator != 1:
        raise ZeroDivisionError("a root needs a number and a whole degree")
    scale = 10**_ROOT_PLACES
    power = int(degree)
    scaled = number.numerator * scale**power // number.denominator
    low, high = 0, 1 << (scaled.bit_length() // power + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**power <= scaled else (low, middle - 1)
    return Fraction(low, scale)


def _ceiling(number: Number) -> Number:
    return number if isinstance(number, Far) else Fraction(math.ceil(number))


_ALL = (
    Formula("difference", ("after", "before"), "{after} − {before}", lambda b, a: b - a),
    Formula(
        "gap",
        ("after", "before", "printed"),
        "{after} − {before} − {printed}",
        lambda b, a, p: b - a - p,
    ),
    Formula(
        "growth",
        ("after", "before"),
        "({after} ÷ {before} − 1) × 100",
        lambda b, a: (b / a - 1) * _HUNDRED,
        unit="percent",
        low=Fraction(-100),
    ),
    Formula(
        "grown",
        ("before", "rate", "years"),
        "{before} × (1 + {rate})^{years}",
        lambda a, r, n: a * (1 + r) ** int(n),
        low=Fraction(0),
    ),
    Formula(
        "multiple",
        ("after", "before"),
        "{after} ÷ {before}",
        lambda b, a: b / a,
        unit="times",
        low=Fraction(0),
    ),
    Formula(
        "annual_growth",
        ("after", "before", "years"),
        "(({after} ÷ {before})^(1 ÷ {years}) − 1) × 100",
        lambda b, a, n: (_root(b / a, n) - 1) * _HUNDRED,
        unit="percent",
        low=Fraction(-100),
        slack=_HUNDRED / 10**_ROOT_PLACES,
    ),
    Formula(
        "share",
        ("part", "whole"),
        "{part} ÷ {whole} × 100",
        lambda a, b: a / b * _HUNDRED,
        unit="percent",
        low=Fraction(0),
        high=_HUNDRED,
    ),
    Formula(
        "ratio",
        ("over", "under"),
        "{over} ÷ {under}",
        lambda a, b: a / b,
        unit="ratio",
        low=Fraction(0),
    ),
    Formula(
        "rest",
        ("whole", "part"),
        "{whole} − {part}",
        lambda b, a: b - a,
        low=Fraction(0),
        whole=True,
    ),
    Formula(
        "part",
        ("whole", "share"),
        "{whole} × {share}",
        lambda b, r: b * r,
        low=Fraction(0),
    ),
    Formula(
        "whole_part",
        ("whole", "share"),
        "{whole} × {share}",
        lambda b, r: b * r,
        low=Fraction(0),
        whole=True,
    ),
    Formula(
        "open",
        ("whole", "share"),
        "{whole} × (1 − {share})",
        lambda b, r: b * (1 - r),
        low=Fraction(0),
        whole=True,
    ),
    Formula(
        "most_villages",
        ("total", "floor"),
        "{total} ÷ {floor}",
        lambda b, a: b / a,
        unit="village",
        low=Fraction(1),
        whole=True,
    ),
    Formula(
        "before_points",
        ("level", "rise"),
        "{level} − {rise}",
        lambda b, r: (b - r) * _HUNDRED,
        unit="percent",
        low=Fraction(0),
        high=_HUNDRED,
    ),
    Formula(
        "before_relative",
        ("level", "rise"),
        "{level} ÷ (1 + {rise})",
        lambda b, r: b / (1 + r) * _HUNDRED,
        unit="percent",
        low=Fraction(0),
        high=_HUNDRED,
    ),
    Formula(
        "before_growth",
        ("level", "rise"),
        "{level} ÷ (1 + {rise})",
        lambda b, r: b / (1 + r),
    ),
    Formula(
        "points_between",
        ("after", "before"),
        "{after} − {before}",
        lambda b, a: (b - a) * _HUNDRED,
        unit="percentage_point",
    ),
    Formula(
        "points_a_year",
        ("after", "before", "years"),
        "({after} − {before}) ÷ {years}",
        lambda b, a, n: (b - a) / n * _HUNDRED,
        unit="percentage_point",
    ),
    Formula(
        "needed",
        ("whole", "share"),
        "⌈{whole} × {share}⌉",
        lambda b, r: _ceiling(b * r),
        whole=True,
    ),
    Formula(
        "reach_a_session",
        ("reach", "sessions"),
        "{reach} ÷ {sessions}",
        lambda b, n: b / n,
        unit="person_time",
        low=Fraction(0),
    ),
    Formula("mean", ("total", "number"), "{total} ÷ {number}", lambda b, n: b / n),
)
FORMULAS: Mapping[str, Formula] = {formula.name: formula for formula in _ALL}
"""Every named formula by its name."""


@dataclass(frozen=True)
class Estimate:
    """A derived number: its quantity, the formula and what it came from.

    Attributes
    ----------
    id : str
        Its own id, under which the evidence lists it.
    quantity : Quantity
        Value (the formula at the printed values), bounds and unit.
    formula : str
        Key in `FORMULAS`.
    operands : tuple of (str, str)
        Role and id of each operand, in the formula's order.
    """

    id: str
    quantity: Quantity
    formula: str
    operands: tuple[tuple[str, str], ...]


def derive(
    estimate: str,
    formula: str,
    operands: Mapping[str, tuple[str, Quantity]],
    units: Mapping[str, Unit],
) -> Estimate:
    """Evaluate a named formula over the bounds of its operands.

    Parameters
    ----------
    estimate : str
        Id of the result.
    formula : str
        Key in `FORMULAS`.
    operands : mapping of str to (str, Quantity)
        Role -> id and quantity. An id that stands in two roles is one operand: x − x is 0.
    units : mapping of str to Unit
        Units by id.

    Raises
    ------
    UsageError
        Where the roles are not the formula's, or operands of one dimension are asked of two.
    """
    rule = FORMULAS[formula]
    if set(operands) != set(rule.roles):
        raise UsageError(
            f"formula {formula} takes {', '.join(rule.roles)}, not {', '.join(operands)}"
        )
    based = {role: _based(operands, role, rule, units) for role in rule.roles}
    ids = list(dict.fromkeys(operands[role][0] for role in rule.roles))
    places = [ids.index(operands[role][0]) for role in rule.roles]
    boxes = [next(based[r].bounds for r in rule.roles if operands[r][0] == i) for i in ids]
    bounds = box_bounds(
        lambda *numbers: rule.evaluate(*(numbers[place] for place in places)),
        boxes,
        low=rule.low,
        high=rule.high,
        whole=rule.whole,
    )
    quantity = Quantity(_central(rule, based), _slackened(bounds, rule), _unit(rule, based))
    return Estimate(estimate, quantity, formula, tuple((r, operands[r][0]) for r in rule.roles))


def _based(
    operands: Mapping[str, tuple[str, Quantity]],
    role: str,
    rule: Formula,
    units: Mapping[str, Unit],
) -> Quantity:
    """Bring an operand to the result's unit, or to the first operand's; a share to a fraction."""
    quantity = operands[role][1]
    unit = units[quantity.unit]
    if unit.dimension == "share":
        return Quantity(
            None if quantity.value is None else quantity.value * unit.factor,
            quantity.bounds.scaled(unit.factor),
            "fraction",
        )
    lead = rule.unit or operands[rule.roles[0]][1].unit
    same = lead in units and units[lead].dimension == unit.dimension
    if same:
        return convert(quantity, lead, units)
    first = operands[rule.roles[0]][1].unit
    return convert(quantity, first, units) if units[first].dimension == unit.dimension else quantity


def _central(rule: Formula, based: Mapping[str, Quantity]) -> Fraction | None:
    values = [based[role].value for role in rule.roles]
    if any(value is None for value in values):
        return None
    try:
        found = rule.evaluate(*values)
    except ZeroDivisionError:
        return None
    return None if isinstance(found, Far) else found


def _slackened(bounds: Bounds, rule: Formula) -> Bounds:
    if bounds.high is None or not rule.slack:
        return bounds
    return Bounds(bounds.low, bounds.high + rule.slack, bounds.low_end, bounds.high_end)


def _unit(rule: Formula, based: Mapping[str, Quantity]) -> str:
    return rule.unit or based[rule.roles[0]].unit
