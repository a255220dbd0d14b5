"""Display objects: what a notebook hands to Jupyter and to the exporters (see docs)."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

from altay_analysis.present.runs import Runs, plain, to_html

__all__ = ["MIME", "Display"]

MIME = "application/vnd.altay+json"
_VERSION = 1


@dataclass(frozen=True)
class Display:
    """One display object.

    Attributes
    ----------
    kind : str
        One of the kinds of `docs/display-objects.md`.
    lang : str
        Language of its texts.
    content : dict
        The keys of its kind.
    svg : str
        The picture of a figure; empty for the other kinds.
    """

    kind: str
    lang: str
    content: dict[str, Any] = field(default_factory=dict)
    svg: str = ""

    def __repr__(self) -> str:
        return "\n".join(_lines(self.kind, self.content))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        data = {"altay": _VERSION, "kind": self.kind, "lang": self.lang, **self.content}
        bundle = {MIME: data, "text/html": self._html(), "text/plain": repr(self)}
        return bundle | ({"image/svg+xml": self.svg} if self.svg else {})

    def _html(self) -> str:
        body = _html(self.kind, self.content)
        return f'<div lang="{html.escape(self.lang)}">{self.svg}{body}</div>'


def _html(kind: str, content: dict[str, Any]) -> str:
    caption = f"<p><em>{to_html(content['caption'])}</em></p>" if "caption" in content else ""
    paragraphs = "".join(f"<p>{to_html(runs)}</p>" for runs in content.get("paragraphs", ()))
    items = "".join(_item_html(item) for item in content.get("items", content.get("facts", ())))
    listed = f"<ul>{items}</ul>" if items else ""
    table = _table_html(content) if "columns" in content else ""
    return f"{paragraphs}{listed}{caption}{table}" if kind != "figure" else caption


def _item_html(item: dict[str, Any]) -> str:
    anchor = f' id="ev-{html.escape(item["id"])}"' if "id" in item else ""
    fields = [item[key] for key in ("label", "title", "badge", "value", "detail") if key in item]
    more = "".join(f"<br>{to_html(runs)}" for runs in item.get("paragraphs", ()))
    named = html.escape(item["name"]) + ": " if "name" in item else ""
    return f"<li{anchor}>{named}{' · '.join(to_html(runs) for runs in fields)}{more}</li>"


def _table_html(table: dict[str, Any]) -> str:
    head = "".join(
        f'<th scope="col">{to_html(column["label"])}</th>' for column in table["columns"]
    )
    rows = "".join(_row_html(row) for row in table["rows"])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row_html(row: Any) -> str:
    is_evidence = isinstance(row, dict)
    anchor = f' id="ev-{html.escape(row["id"])}"' if is_evidence else ""
    cells: list[Runs] = row["cells"] if is_evidence else row
    return f"<tr{anchor}>{''.join(f'<td>{to_html(cell)}</td>' for cell in cells)}</tr>"


def _lines(kind: str, content: dict[str, Any]) -> list[str]:
    lines = [plain(runs) for runs in content.get("paragraphs", ())]
    for item in content.get("items", content.get("facts", ())):
        fields = [plain(item[k]) for k in ("label", "title", "value", "detail") if k in item]
        lines.append(": ".join([*([item["name"]] if "name" in item else []), *fields]))
    if "caption" in content:
        lines.append(plain(content["caption"]))
    for row in content.get("rows", ()):
        lines.append(" | ".join(plain(c) for c in (row["cells"] if isinstance(row, dict) else row)))
    return lines or [f"<{kind}>"]
