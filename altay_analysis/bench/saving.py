"""A typed relation saved as a claim in a folder of one's own: whole, and checked, or not at all.

The claim has a source of its own, so that what else is saved beside it changes nothing in how
it is judged.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from altay_analysis.audit.figures import Figure
from altay_analysis.bench.verdict import RoleNames
from altay_analysis.errors import DataError, UsageError
from altay_analysis.loading import load
from altay_analysis.loading.folders import found_folder
from altay_analysis.loading.schema import read_package
from altay_analysis.relations import Relation, claim_of, notes_of
from altay_analysis.units import known_unit

if TYPE_CHECKING:
    from altay_analysis.loading.schema import Package

__all__ = ["save"]

Row = Mapping[str, str]
_AREA = "own"
_KINDS = ("count", "amount", "share", "rate", "growth", "change", "multiple")


def save(  # noqa: PLR0913  # where a claim goes, and of what it is
    relation: Relation,
    folder: Path,
    *,
    region: str,
    period: str,
    id: str,
    source: Mapping[str, str],
    data_dir: str | Path,
) -> str:
    """Add a relation's rows to the tables of an own folder; return the id of the claim.

    Raises
    ------
    DataError
        Where data and folder would not hold together: nothing is written then.
    UsageError
        Where a folder or a column of the source is not known, or the id is taken.
    """
    base = found_folder("data_dir", data_dir)
    package, faults = read_package(base)
    if package is None:
        raise DataError(str(base), faults)
    held = {table: _read(folder / file.path) for table, file in package.tables.items()}
    taken = [row["id"] for table in ("sources", "claims") for row in held[table]]
    if id in taken:
        raise UsageError(f"id {id!r} stands already in {str(folder)!r}; give another, or none")
    name = id or _free(taken)
    claim = claim_of(relation, name)
    fresh = dict(_rows(relation, name, region, period, source, package))
    fresh["units"] = [row for row in _units(claim.figures) if row["id"] not in _known(base, held)]
    _written(base, folder, package, fresh)
    return name


def _free(taken: Sequence[str]) -> str:
    used = set(taken)
    return next(name for n in range(1, len(used) + 2) if (name := f"own{n}") not in used)


def _rows(  # the same
    relation: Relation, name: str, region: str, period: str, source: Row, package: Package
) -> Iterator[tuple[str, list[Row]]]:
    claim, notes = claim_of(relation, name), notes_of(relation, name)
    unknown = sorted(set(source) - set(package.tables["sources"].columns))
    if unknown:
        known = ", ".join(package.tables["sources"].columns)
        raise UsageError(f"source has no column {unknown[0]!r}; its columns are {known}")
    typed = {"note": f"Typed by hand: {relation.text}", "text_seen": "cut", "standing": "repost"}
    yield "sources", [typed | dict(source) | {"id": name}]
    yield "indicators", [_indicator(each, relation) for each in claim.figures]
    yield (
        "observations",
        [_observation(each, region, period, notes[each.id]) for each in claim.figures],
    )
    row = {"id": name, "kind": claim.kind, "asserted": claim.asserted, "note": relation.text}
    yield "claims", [row]
    yield (
        "claim_terms",
        [
            {"claim": name, "reading": each.name, "role": term.role, "observation": term.figure.id}
            for each in claim.readings
            for term in each.terms
        ],
    )


def _indicator(figure: Figure, relation: Relation) -> Row:
    names = {lang: RoleNames().name("indicators", figure.id, lang) for lang in ("en", "zh-Hans")}
    kind = figure.kind if figure.kind in _KINDS else "amount"
    return {
        "id": figure.id,
        "area": _AREA,
        "name_en": f"{names['en']} of {figure.source}",
        "name_zh": f"{figure.source}的{names['zh-Hans']}",
        "definition_en": f"A figure of the typed relation {relation.text}.",
        "definition_zh": f"所录关系式 {relation.text} 中的数字。",
        "unit": figure.unit.id,
        "kind": kind,
    }


def _observation(figure: Figure, region: str, period: str, note: str) -> Row:
    return {
        "id": figure.id,
        "indicator": figure.id,
        "region": region,
        "period": period,
        "period_basis": "inferred",
        "value": figure.value,
        "unit": figure.unit.id,
        "qualifier": figure.qualifier,
        "as_printed": figure.as_printed,
        "source": figure.source,
        "locator": str(figure.locator),
        "note": note,
    }


def _units(figures: Sequence[Figure]) -> Iterator[Row]:
    """Yield a row for each unit, as units.csv has it."""
    for id in dict.fromkeys(figure.unit.id for figure in figures):
        unit = known_unit(id)
        words = id.replace("_", " ")
        factor = f"{float(unit.factor):.10f}".rstrip("0").rstrip(".")
        yield {"id": id, "dimension": unit.dimension, "factor": factor,
               "name_en": words, "name_zh": words}  # fmt: skip


def _known(base: Path, held: Mapping[str, Sequence[Row]]) -> set[str]:
    return {row["id"] for row in [*_read(base / "units.csv"), *held["units"]]}


def _read(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _written(
    base: Path, folder: Path, package: Package, fresh: Mapping[str, Sequence[Row]]
) -> None:
    """Add rows to the files; where data and folder do not hold with them, put all back."""
    there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    files = {table: folder / package.tables[table].path for table, rows in fresh.items() if rows}
    before = {file: file.read_bytes() if file.exists() else None for file in files.values()}
    try:
        for table, file in files.items():
            _append(file, package.tables[table].columns, fresh[table])
        load(base, folder)
    except BaseException:
        for file, data in before.items():
            file.unlink(missing_ok=True) if data is None else file.write_bytes(data)
        if not there:
            folder.rmdir()
        raise


def _append(file: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    if not file.exists():
        writer.writeheader()
    writer.writerows(rows)
    held = file.read_bytes() if file.exists() else b""
    gap = b"" if not held or held.endswith(b"\n") else b"\n"
    file.write_bytes(held + gap + out.getvalue().encode())
