"""`datapackage.json`: what each table must look like, as the data themselves say it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altay_analysis.errors import Finding

__all__ = ["NEEDED", "PACKAGE", "TYPES", "Field", "Package", "Reference", "Table", "read_package"]

PACKAGE = "datapackage.json"

NEEDED = {
    "sources": "id title publisher host standing published retrieved sha256 script note",
    "regions": "id name_en name_zh level parent",
    "units": "id dimension factor symbol_en symbol_zh name_en name_zh",
    "indicators": "id area name_en name_zh unit kind granted_by",
    "observations": "id indicator region period period_basis value unit qualifier as_printed "
    "source locator note",
    "claims": "id kind asserted note",
    "claim_terms": "claim reading role observation constant",
    "findings": "claim judgement reason date status values",
    "glossary": "id kind zh_hans zh_hant en",
}
"""Tables and columns that the package reads; a data package that lacks one cannot serve."""

TYPES = ("string", "integer", "number", "date", "boolean")
CONSTRAINTS = (
    "required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"
)  # fmt: skip
_DAY = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T.*)?")


@dataclass(frozen=True)
class Field:
    """One column: its type and its constraints, as Table Schema names them."""

    name: str
    type: str
    constraints: Mapping[str, Any]


@dataclass(frozen=True)
class Reference:
    """A foreign key: columns here that must stand in columns of a table."""

    fields: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: its file, its columns in order, its key, and what it refers to."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in the order of the file."""
        return [field.name for field in self.fields]


@dataclass(frozen=True)
class Package:
    """The whole contract of a data folder.

    Attributes
    ----------
    created : str
        The data's date, YYYY-MM-DD.
    created_line : int
        Line on which it stands.
    licence : str
        Names of the licences of the tables.
    sha256 : str
        Hash of the file's bytes.
    """

    tables: Mapping[str, Table]
    created: str
    created_line: int
    licence: str
    sha256: str


def read_package(folder: Path) -> tuple[Package | None, list[Finding]]:
    """Read the contract; None where the tables cannot be checked against it."""
    try:
        data = (folder / PACKAGE).read_bytes()
        text = data.decode("utf-8-sig")
        content = json.loads(text)
    except FileNotFoundError:
        return None, [_wrong("", "is not there", "every data folder has one: put it back")]
    except OSError as error:
        return None, [_wrong("", f"cannot be read ({error.strerror})", "mend its permissions")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [_wrong("", "is not UTF-8", "save it as UTF-8", line)]
    except json.JSONDecodeError as error:
        shown = (error.doc.splitlines() or [""])[error.lineno - 1 : error.lineno]
        rule = f"is not JSON at column {error.colno} ({error.msg})"
        return None, [_wrong("".join(shown).strip(), rule, "mend the JSON", error.lineno)]
    except RecursionError:
        return None, [_wrong("", "is nested too deeply", "mend the JSON")]
    return _package(content, text, hashlib.sha256(data).hexdigest())


def _package(content: Any, text: str, sha256: str) -> tuple[Package | None, list[Finding]]:
    try:
        tables = {table.name: table for table in map(_table, content["resources"])}
        created = str(content.get("created", ""))
        licences = ", ".join(str(one["name"]) for one in content["licenses"])
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        rule = f"is not a data package: {type(error).__name__} at {str(error)[:60]}"
        return None, [_wrong("", rule, "give resources with schemas, licenses and created")]
    line = _line_of(text, '"created"')
    findings = list(_faults(tables))
    if not _DAY.fullmatch(created):
        remedy = "give the data's date, as 2026-11-24T00:00:00Z"
        findings.append(_wrong(created, "is not a date", remedy, line, "created"))
    package = Package(tables, created[:10], line, licences, sha256)
    return (None if findings else package), findings


def _table(resource: Any) -> Table:
    schema = resource["schema"]
    return Table(
        str(resource["name"]),
        str(resource["path"]),
        tuple(_field(field) for field in schema["fields"]),
        _names(schema.get("primaryKey", [])),
        tuple(_reference(key, resource["name"]) for key in schema.get("foreignKeys", [])),
    )


def _field(field: Any) -> Field:
    return Field(
        str(field["name"]), field.get("type", "string"), dict(field.get("constraints", {}))
    )


def _reference(key: Any, here: str) -> Reference:
    there = key["reference"]
    return Reference(_names(key["fields"]), there.get("resource") or here, _names(there["fields"]))


def _names(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _faults(tables: Mapping[str, Table]) -> Iterator[Finding]:
    for name, columns in NEEDED.items():
        declared = tables[name].columns if name in tables else []
        for column in columns.split():
            if column not in declared:
                rule = f"is not declared, and {name}.csv is read by it"
                yield _wrong(f"{name}.{column}", rule, "declare it", column="resources")
    for table in tables.values():
        if "/" in table.path or "\\" in table.path or table.path in ("", ".", ".."):
            yield _wrong(table.path, "is not a file of the folder", "name the file alone")
        for field in table.fields:
            yield from _field_faults(table.name, field)
        yield from _key_faults(table, tables)


def _field_faults(table: str, field: Field) -> Iterator[Finding]:
    place = f"{table}.{field.name}"
    if field.type not in TYPES:
        yield _wrong(f"{place}: {field.type}", "is a type not read here", f"use {_or(TYPES)}")
    for name, limit in field.constraints.items():
        if name not in CONSTRAINTS:
            rule, remedy = "is a constraint not read here", f"use {_or(CONSTRAINTS)}"
            yield _wrong(f"{place}: {name}", rule, remedy)
        elif not _fits(field.type, name, limit):
            remedy = f"mend the {name}"
            yield _wrong(f"{place}: {limit}", f"cannot be a {name}", remedy)


def _fits(kind: str, name: str, limit: Any) -> bool:
    if name == "pattern":
        try:
            re.compile(limit)
        except (re.error, TypeError):
            return False
        return True
    ordered = str if kind == "date" else (int, float)
    expected: dict[str, type | tuple[type, ...]] = {
        "required": bool, "unique": bool, "enum": list, "minLength": int, "maxLength": int
    }  # fmt: skip
    return isinstance(limit, expected.get(name, ordered))


def _key_faults(table: Table, tables: Mapping[str, Table]) -> Iterator[Finding]:
    named = [(table.name, column) for column in table.primary_key]
    for reference in table.references:
        named += [(table.name, column) for column in reference.fields]
        named += [(reference.table, column) for column in reference.targets]
    for name, column in named:
        if name not in tables or column not in tables[name].columns:
            rule = f"is named by a key of {table.name} but not declared"
            yield _wrong(f"{name}.{column}", rule, "mend the key or declare the column")


def _or(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}"


def _line_of(text: str, wanted: str) -> int:
    place = text.find(wanted)
    return text.count("\n", 0, max(place, 0)) + 1


def _wrong(
    value: str, rule: str, remedy: str, line: int | None = None, column: str | None = None
) -> Finding:
    return Finding(PACKAGE, line, column, value, rule, remedy)
