"""docs/speed.md, out of what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["written"]

_PAGE = (Path(__file__).parent / "page.md").read_text("utf-8")


def written(found: Mapping[str, Any]) -> str:
    """Return the page."""
    ours, plain = found["ours"]["median"], found["plain"]["median"]
    steps = found["steps_1"]
    total = sum(steps.values())
    without = found["stock_1"] - steps["webpdf"]
    rows = found["many"]
    first, last = rows[0], rows[-1]
    slope = (last["seconds"] - first["seconds"]) / (last["reports"] - first["reports"])
    start = first["seconds"] - slope * first["reports"]
    middle = rows[len(rows) // 2]
    line = start + slope * middle["reports"]
    off = abs(middle["seconds"] - line) / line
    spread = max(found[name]["most"] / found[name]["least"] - 1 for name in ("ours", "plain"))
    noise = (
        f" The machine was busy with other things: the same runs differed by up to {spread:.0%}."
        if spread > 0.15
        else ""
    )
    shares = ", ".join(f"{name} {part:.0f} s ({part / total:.0%})" for name, part in steps.items())
    return _PAGE.format(
        cores=found["cores"],
        reports=found["reports"],
        noise=noise + (" **A small run: its figures mean nothing.**" if found["small"] else ""),
        summary=_table(_summary(found)),
        defaults=_table(
            [
                ("ours", _seconds(found["ours"]), "1"),
                (
                    "stock, one after the other",
                    f"{found['stock_1']:.0f}",
                    f"{found['stock_1'] / ours:.1f}",
                ),
                (
                    "stock, two at a time",
                    f"{found['stock_2']:.0f}",
                    f"{found['stock_2'] / ours:.1f}",
                ),
                ("plain", _seconds(found["plain"]), f"{plain / ours:.2f}"),
                (
                    "ours, nothing changed",
                    f"{found['unchanged']['median']:.2f}",
                    f"{found['unchanged']['median'] / ours:.3f}",
                ),
            ]
        ),
        steps=shares,
        sample=(
            f" It was run on {found['sampled']} of the {found['reports']} reports, and its time "
            "scaled to all of them."
            if found["sampled"] < found["reports"]
            else ""
        ),
        without=without,
        without_ratio=without / ours,
        sampled=found["many_sampled"],
        many_stock=found["many_stock"]["median"],
        many=_table(
            [
                (
                    str(row["reports"]),
                    f"{row['seconds']:.1f}",
                    f"{row['seconds'] / row['reports']:.2f}",
                    f"{row['peak']:.0f} MB",
                    f"{row['main']:.0f} MB",
                )
                for row in rows
            ]
        ),
        slope=slope,
        start=start,
        off=off,
        dask_reports=found["dask_reports"],
        dask_one=found["dask"]["1"]["median"],
        dask_two=found["dask"]["2"]["median"],
        where=_table(_where(found["where"])),
    )


def _summary(found: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    ours, rows = found["ours"]["median"], found["many"]
    each = rows[-1]["seconds"] / rows[-1]["reports"]
    unchanged, dask = found["unchanged"]["median"], found["dask"]
    return [
        (
            f"the {found['reports']} default reports, cold, HTML and PDF",
            f"{ours:.1f} s",
            _against(found),
        ),
        (
            f"each of {rows[-1]['reports']} parameterised reports",
            f"{each:.2f} s",
            f"{found['many_stock']['median'] / each:.1f} times as fast as stock tools",
        ),
        (
            "against a plain script without notebooks",
            f"{found['plain']['median']:.1f} s",
            f"ours takes {ours / found['plain']['median']:.2f} times as long",
        ),
        ("nothing changed", f"{unchanged:.2f} s", f"{unchanged / ours:.1%} of the cold run"),
        (
            "two Dask workers against one",
            f"{dask['2']['median']:.1f} s",
            f"{dask['1']['median'] / dask['2']['median']:.2f} times as fast",
        ),
    ]


def _against(found: Mapping[str, Any]) -> str:
    one, two = (found[name] / found["ours"]["median"] for name in ("stock_1", "stock_2"))
    return f"{one:.1f} times as fast as stock one after the other, {two:.1f} as two at a time"


def _where(steps: Mapping[str, float]) -> list[tuple[str, str, str]]:
    everything = steps["all"]
    parts = sorted(
        ((name, part) for name, part in steps.items() if name not in ("all", "the rest")),
        key=lambda each: -each[1],
    )
    rows = [*parts, ("the rest", steps["the rest"]), ("all", everything)]
    return [(name, f"{part:.3f}", f"{part / everything:.0%}") for name, part in rows]


def _seconds(measured: Mapping[str, float]) -> str:
    return f"{measured['median']:.1f} ({measured['least']:.1f} to {measured['most']:.1f})"


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
