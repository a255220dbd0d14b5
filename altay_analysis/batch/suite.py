"""`reports.toml`: the batch as data, read into records with every mistake named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from altay_analysis.batch.nearest import shown, unknown
from altay_analysis.batch.parameters import TYPES, Parameter, Value, settle
from altay_analysis.errors import UsageError
from altay_analysis.wording import LANGUAGES

__all__ = ["FILE", "FORMATS", "STAR", "Report", "Suite", "fault", "read_suite"]

FILE = "reports.toml"
FORMATS = ("html", "pdf", "docx", "ipynb")
_USUAL = ("html", "pdf", "ipynb")
STAR = "*"
"""Of a grid: every value that stands in the figures, with those that are starred beside it."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Report:
    """One report, or, with a grid, one for each combination of the grid's values.

    Attributes
    ----------
    parameters : mapping of str to value
        Checked against what is declared.
    grid : mapping of str to tuple of values
        Empty once the report is expanded.
    family : str
        The id as it stands in the file: `economy-{region}-{period}`.
    starred : tuple of str
        Parameters of the grid whose values are taken from the figures, once it is expanded too.
    excepted : mapping of str to tuple of values
        Values of the grid that make no report.
    intervals : bool
        Whether its periods may be intervals where their declaration says that they may not.
    """

    id: str
    notebook: str
    parameters: Mapping[str, Value]
    grid: Mapping[str, tuple[Value, ...]]
    family: str
    starred: tuple[str, ...] = ()
    excepted: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    intervals: bool = False


@dataclass(frozen=True)
class Suite:
    """A folder with its declared parameters and reports; `data` is seen from it."""

    folder: Path
    data: str
    notebooks: Path
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    contact: str
    parameters: Mapping[str, Parameter]
    reports: tuple[Report, ...]


def read_suite(folder: Path) -> Suite:
    """Read a folder's `reports.toml`.

    Raises
    ------
    UsageError
        Where there is none, or where anything in it is not as it must be.
    """
    content = _parsed(folder / FILE)
    top = _table(content, FILE, {"suite", "parameters", "reports"})
    suite = _table(top.get("suite", {}), "suite", _SUITE_KEYS)
    declared = _table(top.get("parameters", {}), "parameters", None)
    parameters = {name: _parameter(name, held) for name, held in declared.items()}
    held = _of_type(top, "reports", list, "", [])
    reports = tuple(_report(entry, n, parameters) for n, entry in enumerate(held, start=1))
    if not reports:
        raise fault("reports", "has none; declare one as [[reports]]")
    return Suite(
        folder,
        _of_type(suite, "data", str, "suite", "data"),
        folder / _of_type(suite, "notebooks", str, "suite", "notebooks"),
        _names(suite, "languages", LANGUAGES, ("en", "zh-Hans")),
        _names(suite, "formats", FORMATS, _USUAL),
        _of_type(suite, "contact", str, "suite", ""),
        parameters,
        reports,
    )


_SUITE_KEYS = {"data", "notebooks", "languages", "formats", "contact"}
_PARAMETER_KEYS = {"type", "table", "figures", "range", "choices", "unit", "help"} | {
    "before",
    "after",
    "together",
    "intervals",
}
_REPORT_KEYS = {"id", "notebook", "parameters", "grid", "except", "intervals"}
_KINDS: Mapping[type, str] = {str: "text", list: "a list", bool: "true or false"}


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"no {FILE} in {str(file.parent.absolute())!r}; go to a folder that has one, "
            "or lay one down with: altay init DIR"
        ) from None
    except OSError as error:
        raise UsageError(f"{FILE} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(f"{FILE} line {line}: not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{FILE} is not TOML: {' '.join(str(error).split())}") from None


def _parameter(name: str, content: object) -> Parameter:
    place = f"parameters.{name}"
    if not _NAME.fullmatch(name):
        raise fault(place, "is no name; use letters, digits and '_'")
    held = _table(content, place, _PARAMETER_KEYS)
    kind = _of_type(held, "type", str, place)
    if kind not in TYPES:
        raise fault(f"{place}.type", unknown("type", kind, TYPES))
    low, high = _range(held, place)
    return Parameter(
        name,
        kind,
        _of_type(held, "table", str, place, ""),
        _of_type(held, "figures", str, place, ""),
        low,
        high,
        _choices(held, place),
        _of_type(held, "unit", str, place, ""),
        _help(held, place),
        _of_type(held, "before", str, place, ""),
        _of_type(held, "after", str, place, ""),
        _of_type(held, "together", str, place, ""),
        _of_type(held, "intervals", bool, place, True),
    )


def _range(held: Mapping[str, Any], place: str) -> tuple[float | None, float | None]:
    if "range" not in held:
        return None, None
    ends = held["range"]
    numbers = isinstance(ends, list) and [type(end) for end in ends if type(end) in (int, float)]
    if not numbers or len(ends) != 2 or len(numbers) != 2 or not ends[0] <= ends[1]:
        raise fault(f"{place}.range", f"{shown(ends)} is not two numbers in order: [0, 100]")
    if held["type"] not in ("integer", "number"):
        raise fault(f"{place}.range", "stands for a type that is no number; remove it")
    return ends[0], ends[1]


def _choices(held: Mapping[str, Any], place: str) -> tuple[str, ...]:
    choices = _of_type(held, "choices", list, place, [])
    if not all(isinstance(choice, str) for choice in choices):
        raise fault(f"{place}.choices", "holds what is not text; put each in quotation marks")
    if bool(choices) != (held["type"] == "choice"):
        raise fault(f"{place}.choices", "stands with the type choice, and only with it")
    return tuple(choices)


def _help(held: Mapping[str, Any], place: str) -> Mapping[str, str]:
    texts = _table(held.get("help", {}), f"{place}.help", {"en", "zh-Hans"})
    return {lang: _of_type(texts, lang, str, f"{place}.help") for lang in ("en", "zh-Hans")}


def _report(content: object, number: int, declared: Mapping[str, Parameter]) -> Report:
    held = _table(content, f"reports[{number}]", _REPORT_KEYS)
    name = _of_type(held, "id", str, f"reports[{number}]")
    place = f"reports.{name}"
    values = _table(held.get("parameters", {}), f"{place}.parameters", None)
    lists = _table(held.get("grid", {}), f"{place}.grid", None)
    _known(declared, [*values, *lists], place)
    if twice := set(values) & set(lists):
        raise fault(place, f"{min(twice)} stands in parameters and in grid; keep one")
    settled = {n: settle(declared[n], v, f"{FILE}, {place}") for n, v in values.items()}
    starred = tuple(_star(declared[n], place) for n, axis in lists.items() if axis == STAR)
    grid = {
        n: _axis(declared[n], axis, f"{place}.grid") for n, axis in lists.items() if axis != STAR
    }
    for field_ in _FIELD.findall(name):
        if field_ not in {*settled, *lists}:
            raise fault(f"{place}.id", unknown("field", field_, {*settled, *lists}))
    return Report(
        name,
        _of_type(held, "notebook", str, place),
        settled,
        grid,
        name,
        starred,
        _excepted(held, lists, declared, place),
        _of_type(held, "intervals", bool, place, False),
    )


def _star(parameter: Parameter, place: str) -> str:
    if not parameter.figures:
        what = f"is {STAR!r}, but its declaration names no column of the figures; list its values"
        raise fault(f"{place}.grid.{parameter.name}", what)
    return parameter.name


def _excepted(
    held: Mapping[str, Any],
    grid: Collection[str],
    declared: Mapping[str, Parameter],
    place: str,
) -> Mapping[str, tuple[Value, ...]]:
    lists = _table(held.get("except", {}), f"{place}.except", None)
    for name in lists:
        if name not in grid:
            raise fault(f"{place}.except", unknown("parameter of the grid", name, grid))
    return {n: _axis(declared[n], axis, f"{place}.except") for n, axis in lists.items()}


def _axis(parameter: Parameter, values: object, place: str) -> tuple[Value, ...]:
    if not isinstance(values, list) or not values:
        raise fault(f"{place}.{parameter.name}", "is not a list of values; write [...]")
    return tuple(settle(parameter, value, f"{FILE}, {place}") for value in values)


def _known(declared: Mapping[str, Parameter], names: Collection[str], place: str) -> None:
    for name in names:
        if name not in declared:
            raise fault(place, unknown("parameter", name, declared))
        if name == "lang":
            raise fault(place, "sets lang; languages stand in suite.languages and in --lang")


def _names(
    held: Mapping[str, Any], key: str, known: tuple[str, ...], default: tuple[str, ...]
) -> tuple[str, ...]:
    names = _of_type(held, key, list, "suite", list(default))
    for name in names:
        if name not in known:
            raise fault(f"suite.{key}", unknown(key.removesuffix("s"), name, known))
    if not names:
        raise fault(f"suite.{key}", f"is empty; name some of {', '.join(known)}")
    return tuple(dict.fromkeys(names))


def _table(content: object, place: str, known: set[str] | None) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise fault(place, f"is {shown(content)}, not a table")
    for key in content:
        if known is not None and key not in known:
            raise fault(place, unknown("key", key, known))
    return content


_NONE: Any = object()


def _of_type(
    held: Mapping[str, Any], key: str, kind: type, place: str, default: Any = _NONE
) -> Any:
    where = f"{place}.{key}" if place else key
    value = held.get(key, default)
    if value is _NONE:
        raise fault(where, f"is missing; give {_KINDS[kind]}")
    if not isinstance(value, kind):
        raise fault(where, f"is {shown(value)}, not {_KINDS[kind]}")
    return value


def fault(place: str, what: str) -> UsageError:
    """Return the error on a place of the file."""
    return UsageError(f"{FILE}, {place}: {what}")
