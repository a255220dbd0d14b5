"""`reports.toml`: the batch as data, read into records with every mistake named."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from altay_analysis.batch.nearest import shown, unknown
from altay_analysis.batch.parameters import TYPES, Parameter, Value, settle
from altay_analysis.errors import UsageError
from altay_analysis.wording import LANGUAGES

__all__ = ["FILE", "FORMATS", "Report", "Suite", "expand", "named", "read_suite"]

FILE = "reports.toml"
FORMATS = ("html", "pdf", "docx", "ipynb")
_USUAL = ("html", "pdf", "ipynb")

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
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
    """

    id: str
    notebook: str
    parameters: Mapping[str, Value]
    grid: Mapping[str, tuple[Value, ...]]
    family: str


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
        raise _fault("reports", "has none; declare one as [[reports]]")
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


def expand(reports: Collection[Report]) -> tuple[Report, ...]:
    """Return each report of each grid, in order.

    Raises
    ------
    UsageError
        Where two have one id, or an id is not fit to name a file.
    """
    found: dict[str, Report] = {}
    for report in itertools.chain.from_iterable(map(_combinations, reports)):
        if report.id in found:
            raise _fault("reports", f"id {shown(report.id)} stands twice; make ids differ")
        found[report.id] = report
    return tuple(found.values())


def _combinations(report: Report) -> Iterator[Report]:
    for values in itertools.product(*report.grid.values()):
        chosen = dict(report.parameters) | dict(zip(report.grid, values, strict=True))
        yield named(Report("", report.notebook, chosen, {}, report.family))


def named(report: Report) -> Report:
    """Return a report with the id that its family and its parameters give it."""
    values = report.parameters
    name = _FIELD.sub(lambda field: str(values[field[1]]), report.family)
    if not _ID.fullmatch(name):
        rule = "use small letters, digits, '.', '_' and '-', 100 at most"
        raise _fault("reports", f"id {shown(name)} cannot name a file; {rule}")
    return replace(report, id=name)


_SUITE_KEYS = {"data", "notebooks", "languages", "formats", "contact"}
_PARAMETER_KEYS = {"type", "table", "figures", "range", "choices", "unit", "help"} | {
    "before",
    "after",
    "together",
    "intervals",
}
_REPORT_KEYS = {"id", "notebook", "parameters", "grid"}
_KINDS: Mapping[type, str] = {str: "text", list: "a list"}


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
        raise _fault(place, "is no name; use letters, digits and '_'")
    held = _table(content, place, _PARAMETER_KEYS)
    kind = _of_type(held, "type", str, place)
    if kind not in TYPES:
        raise _fault(f"{place}.type", unknown("type", kind, TYPES))
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
        raise _fault(f"{place}.range", f"{shown(ends)} is not two numbers in order: [0, 100]")
    if held["type"] not in ("integer", "number"):
        raise _fault(f"{place}.range", "stands for a type that is no number; remove it")
    return ends[0], ends[1]


def _choices(held: Mapping[str, Any], place: str) -> tuple[str, ...]:
    choices = _of_type(held, "choices", list, place, [])
    if not all(isinstance(choice, str) for choice in choices):
        raise _fault(f"{place}.choices", "holds what is not text; put each in quotation marks")
    if bool(choices) != (held["type"] == "choice"):
        raise _fault(f"{place}.choices", "stands with the type choice, and only with it")
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
        raise _fault(place, f"{min(twice)} stands in parameters and in grid; keep one")
    settled = {n: settle(declared[n], v, f"{FILE}, {place}") for n, v in values.items()}
    grid = {n: _axis(declared[n], axis, f"{place}.grid") for n, axis in lists.items()}
    for field in _FIELD.findall(name):
        if field not in settled | grid:
            raise _fault(f"{place}.id", unknown("field", field, settled | grid))
    return Report(name, _of_type(held, "notebook", str, place), settled, grid, name)


def _axis(parameter: Parameter, values: object, place: str) -> tuple[Value, ...]:
    if not isinstance(values, list) or not values:
        raise _fault(f"{place}.{parameter.name}", "is not a list of values; write [...]")
    return tuple(settle(parameter, value, f"{FILE}, {place}") for value in values)


def _known(declared: Mapping[str, Parameter], names: Collection[str], place: str) -> None:
    for name in names:
        if name not in declared:
            raise _fault(place, unknown("parameter", name, declared))
        if name == "lang":
            raise _fault(place, "sets lang; languages stand in suite.languages and in --lang")


def _names(
    held: Mapping[str, Any], key: str, known: tuple[str, ...], default: tuple[str, ...]
) -> tuple[str, ...]:
    names = _of_type(held, key, list, "suite", list(default))
    for name in names:
        if name not in known:
            raise _fault(f"suite.{key}", unknown(key.removesuffix("s"), name, known))
    if not names:
        raise _fault(f"suite.{key}", f"is empty; name some of {', '.join(known)}")
    return tuple(dict.fromkeys(names))


def _table(content: object, place: str, known: set[str] | None) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise _fault(place, f"is {shown(content)}, not a table")
    for key in content:
        if known is not None and key not in known:
            raise _fault(place, unknown("key", key, known))
    return content


_NONE: Any = object()


def _of_type(
    held: Mapping[str, Any], key: str, kind: type, place: str, default: Any = _NONE
) -> Any:
    where = f"{place}.{key}" if place else key
    value = held.get(key, default)
    if value is _NONE:
        raise _fault(where, f"is missing; give {_KINDS[kind]}")
    if not isinstance(value, kind):
        raise _fault(where, f"is {shown(value)}, not {_KINDS[kind]}")
    return value


def _fault(place: str, what: str) -> UsageError:
    return UsageError(f"{FILE}, {place}: {what}")
