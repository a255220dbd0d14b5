"""What a parameter may be: its type and its range, each value checked before a kernel starts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from altay_analysis.batch.nearest import shown, unknown
from altay_analysis.errors import UsageError
from altay_analysis.wording import LANGUAGES

__all__ = ["TYPES", "Parameter", "Value", "assignments", "relate", "settle"]

Value = str | int | float

_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LONGEST = 1000


@dataclass(frozen=True)
class Parameter:
    """One declared parameter, as `reports.toml` has it.

    Attributes
    ----------
    table : str
        Name of the table whose ids are the values, or empty.
    figures : str
        Column of `observations.csv` in which the value must stand, or empty.
    help : mapping of str to str
        What it means, by language: `en` and `zh-Hans`.
    before, after : str
        Another parameter than which the value must be earlier, or later; a 0 is not compared.
    together : str
        Another parameter that must be set where this one is.
    intervals : bool
        Whether a period may be an interval.
    """

    name: str
    type: str
    table: str = ""
    figures: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    together: str = ""
    intervals: bool = True


def assignments(given: Sequence[str]) -> dict[str, str]:
    """Return what `-p NAME=VALUE` says, each name once.

    Raises
    ------
    UsageError
        For a text without `=` or without a name, and for a name that is given twice.
    """
    found: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"-p {shown(text)} is not NAME=VALUE; write it as -p period=2025")
        if name.strip() in found:
            raise UsageError(f"-p {name.strip()} is given twice; give it once")
        found[name.strip()] = value
    return found


def settle(parameter: Parameter, value: object, place: str) -> Value:
    """Return a value in its parameter's type and inside its range.

    A whole number is taken where text is asked for, because plain papermill turns `654301`
    into one.

    Raises
    ------
    UsageError
        Where the value is not of the type or not in the range.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _wrong(parameter, value, place, "is not a plain value")
    return TYPES[parameter.type](parameter, value, place)


def _text(parameter: Parameter, value: Value, place: str) -> Value:
    if isinstance(value, float):
        raise _wrong(parameter, value, place, "is not text")
    text = str(value)
    if not text.strip() or len(text) > _LONGEST or not text.isprintable():
        limit = f"must be 1 to {_LONGEST} characters that can be shown"
        raise _wrong(parameter, value, place, limit)
    return text


def _integer(parameter: Parameter, value: Value, place: str) -> Value:
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}", value.strip()):
        value = int(value)
    if not isinstance(value, int):
        raise _wrong(parameter, value, place, "is not an integer")
    return _in_range(parameter, value, place)


def _number(parameter: Parameter, value: Value, place: str) -> Value:
    try:
        number = value if isinstance(value, int) else float(value)
    except ValueError:
        raise _wrong(parameter, value, place, "is not a number") from None
    if not math.isfinite(number):
        raise _wrong(parameter, value, place, "is not a finite number")
    return _in_range(parameter, number, place)


def _in_range(parameter: Parameter, value: float, place: str) -> Value:
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        unit = f" {parameter.unit}" if parameter.unit else ""
        ends = " and ".join(
            f"{word} {end:g}{unit}"
            for word, end in (("at least", low), ("at most", high))
            if end is not None
        )
        raise _wrong(parameter, value, place, f"is out of range: it must be {ends}")
    return value


def _period(parameter: Parameter, value: Value, place: str) -> Value:
    text = str(value)
    ends = text.split("/")
    if len(ends) > 2 or not all(map(_is_period, ends)) or (len(ends) == 2 and ends[0] > ends[1]):
        raise _wrong(parameter, value, place, "is not a period: write 2025, 2025-06 or 2021/2025")
    return text


def relate(
    declared: Mapping[str, Parameter], values: Mapping[str, object], *, intervals: bool = False
) -> None:
    """See that the values of a report stand to each other as their declarations ask.

    Parameters
    ----------
    intervals : bool
        Whether a period may be an interval whatever its declaration says.

    Raises
    ------
    UsageError
        Naming the first that does not, with the one that it is set against.
    """
    held = {name: str(value) for name, value in values.items() if value not in (0, 0.0, "", None)}
    for name, parameter in declared.items():
        if name not in held:
            continue
        if (
            "/" in held[name]
            and parameter.type == "period"
            and not (intervals or parameter.intervals)
        ):
            words = f"{name} {shown(held[name])} is an interval: give one period, such as 2025"
            raise UsageError(words)
        if parameter.together and parameter.together not in held:
            raise UsageError(f"{name} is given without {parameter.together}; give both, or neither")
        earlier, later = held.get(parameter.after), held.get(parameter.before)
        if later is not None and held[name] >= later:
            words = f"{name} {held[name]} is not before {parameter.before} {later}"
            raise UsageError(f"{words}; give an earlier one")
        if earlier is not None and held[name] <= earlier[: len(held[name])]:
            words = f"{name} {held[name]} is not after {parameter.after} {earlier}"
            raise UsageError(f"{words}; give a later one")


def _is_period(text: str) -> bool:
    if not _PERIOD.fullmatch(text) or not text.isascii():
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


def _language(parameter: Parameter, value: Value, place: str) -> Value:
    if value not in LANGUAGES:
        raise UsageError(f"{place}: {unknown(parameter.name, value, LANGUAGES)}")
    return value


def _choice(parameter: Parameter, value: Value, place: str) -> Value:
    if str(value) not in parameter.choices:
        raise UsageError(f"{place}: {unknown(parameter.name, value, parameter.choices)}")
    return str(value)


def _wrong(parameter: Parameter, value: object, place: str, limit: str) -> UsageError:
    return UsageError(f"{place}: {parameter.name} {shown(value)} {limit}")


TYPES: Mapping[str, Callable[[Parameter, Value, str], Value]] = {
    "string": _text,
    "integer": _integer,
    "number": _number,
    "period": _period,
    "language": _language,
    "path": _text,
    "choice": _choice,
}
"""Each type that a parameter may have, and what reads a value of it."""
