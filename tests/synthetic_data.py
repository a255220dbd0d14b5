"""A small data folder of invented rows that hold, for tests to break."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"

TEXT = """First line, with 900 households.

![]()
占比45.90%,其中196個;共114個;
  \t
增至14個,突破20萬元,翻兩番
"""
"""The invented text of source T1: four lines that are not empty."""

ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        {"id": "T1", "host": "invented", "standing": "official", "published": "2026-01-05",
         "retrieved": "2026-02-01", "address": "https://example.org/a", "script": "zh-Hant",
         "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "text_seen": "whole"},
        {"id": "T2", "standing": "press", "published": "2025", "text_seen": "cut"},
    ],
    "regions": [
        {"id": "100000", "name_en": "China", "name_zh": "中国", "level": "country"},
        {"id": "650000", "name_en": "Region", "name_zh": "自治区", "level": "province",
         "parent": "100000"},
        {"id": "654301", "name_en": "City", "name_zh": "城市", "level": "county",
         "parent": "650000"},
    ],
    "units": [
        {"id": unit, "dimension": dimension, "factor": factor, "name_en": unit, "name_zh": unit}
        for unit, dimension, factor in [
            ("item", "item", "1"), ("percent", "share", "0.01"), ("permille", "share", "0.001"),
            ("yuan", "money", "1"), ("10k_yuan", "money", "10000"), ("times", "multiple", "1"),
            ("designation", "designation", "1"),
        ]
    ],
    "indicators": [
        {"id": name, "area": area, "name_en": name.title(), "name_zh": "个体户",
         "definition_en": "Invented.", "definition_zh": "虚构。", "unit": unit, "kind": kind,
         "granted_by": grant}
        for name, area, unit, kind, grant in [
            ("sites", "first", "item", "count", ""), ("part", "first", "percent", "share", ""),
            ("income", "second", "10k_yuan", "amount", ""),
            ("gain", "second", "percent", "growth", ""),
            ("grown", "second", "times", "multiple", ""),
            ("honour", "second", "designation", "designation", "national"),
        ]
    ],
    "observations": [
        {"id": f"t1.{indicator}", "indicator": indicator, "region": "654301", "period": period,
         "period_basis": "printed", "value": value, "unit": unit, "qualifier": qualifier,
         "as_printed": token, "source": "T1", "locator": locator, "note": note}
        for indicator, period, value, unit, qualifier, token, locator, note in [
            ("sites", "2025", "196", "item", "exact", "196個", "3", ""),
            ("part", "2025-12", "45.90", "percent", "rounded", "45.90%", "3", "Two\nlines, here"),
            ("income", "2020/2025", "20", "10k_yuan", "over", "突破20萬元", "4", ""),
            ("gain", "2025-12-31", "-3.5", "percent", "rounded", "下降3.5%", "1", ""),
            ("grown", "2024-07/2025-06", "4", "times", "times_at_least", "翻兩番", "4", ""),
            ("honour", "2025", "true", "designation", "designation", "全國示范區", "1", ""),
        ]
    ],
    "claims": [{"id": "c1", "kind": "share", "asserted": "source", "note": ""}],
    "claim_terms": [
        {"claim": "c1", "role": "part", "observation": "t1.sites"},
        {"claim": "c1", "role": "whole", "constant": "427"},
    ],
    "findings": [
        {"claim": "c1", "judgement": "holds", "reason": "worked out", "date": "2026-03-01",
         "status": "open"},
    ],
    "glossary": [
        {"id": "city", "kind": "place", "zh_hans": "阿勒泰地区", "zh_hant": "阿勒泰州",
         "en": "Altay"},
        {"id": "village", "kind": "term", "zh_hans": "贫困村庄", "en": "village"},
    ],
}  # fmt: skip


class Folder:
    """A data folder of synthetic rows, under the real `datapackage.json`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DATA / "datapackage.json", path / "datapackage.json")
        package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
        self.columns = {
            table["name"]: [field["name"] for field in table["schema"]["fields"]]
            for table in package["resources"]
        }
        self.rows = {name: [dict(row) for row in rows] for name, rows in ROWS.items()}
        for name in self.rows:
            self.save(name)
        self.text = path.parent / "text_synthetic.txt"
        self.text.write_text(TEXT, encoding="utf-8", newline="")

    def file(self, table: str) -> Path:
        """Path of a table's file."""
        return self.path / f"{table}.csv"

    def save(self, table: str) -> None:
        """Write a table's rows to its file."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, self.columns[table], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows[table])
        self.file(table).write_text(out.getvalue(), encoding="utf-8", newline="")

    def put(self, table: str, row: int, **cells: str) -> int:
        """Change cells of a row, counted from 0, and return the line on which the row starts."""
        self.rows[table][row].update(cells)
        self.save(table)
        return self.line(table, row)

    def add(self, table: str, **cells: str) -> int:
        """Add a row, and return the line on which it starts."""
        self.rows[table].append(cells)
        self.save(table)
        return self.line(table, len(self.rows[table]) - 1)

    def line(self, table: str, row: int) -> int:
        """Physical line on which a row starts, the header being line 1."""
        before = self.rows[table][:row]
        return 2 + row + sum(cell.count("\n") for cells in before for cell in cells.values())

    def rewrite(self, table: str, old: bytes, new: bytes) -> None:
        """Replace bytes of a table's file, once."""
        data = self.file(table).read_bytes()
        assert old in data
        self.file(table).write_bytes(data.replace(old, new, 1))

    def package(self, old: str, new: str) -> None:
        """Replace text of `datapackage.json`, once."""
        path = self.path / "datapackage.json"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
