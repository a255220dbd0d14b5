"""Make the synthetic notebooks of this folder again: `python tests/notebooks/make_synthetic.py`.

Three hold each construct of the contract of display objects, one a language; the fourth
is a stranger's.
"""

from __future__ import annotations

import base64
import io
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

MIME = "application/vnd.altay+json"
CHINESE_FIGURE = "村级集体经济收入"


def runs(text: str, **keys: Any) -> list[dict[str, Any]]:
    """Return one run as a list of runs."""
    return [{"text": text, **keys}]


def shown(held: dict[str, Any], lang: str, **forms: str) -> NotebookNode:
    """Return a cell's output that holds one display object."""
    data = {MIME: {"altay": 1, "lang": lang, **held}, "text/plain": held["kind"], **forms}
    return new_output("display_data", data=data)


def ours(lang: str = "en") -> NotebookNode:
    """Return a report with each construct of the contract once, in one language."""
    zh = lang != "en"
    nb = new_notebook(cells=[*_opening(lang, zh), *_income(lang, zh), *_closing(lang, zh)])
    nb.metadata["altay"] = {
        "report": "synthetic-report",
        "key": "0123456789abcdef" * 4,
        "parameters": {"lang": lang},
        "data_date": "2026-06-10",
    }
    return nb


def _md(id: str, lang: str, text: str) -> NotebookNode:
    return new_markdown_cell(text, id=f"{id}-{lang}", metadata={"tags": [f"lang-{lang}"]})


def _cell(id: str, *outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    return new_code_cell(
        "hidden_code()", id=id, outputs=list(outputs), metadata={"tags": list(tags)}
    )


def _opening(lang: str, zh: bool) -> list[NotebookNode]:
    masthead = {
        "kind": "masthead",
        "data_date": "2026-06-10",
        "contact": "",
        "facts": [
            {
                "label": runs("地区" if zh else "Region"),
                "value": runs("阿勒泰市" if zh else "Altay City"),
            },
            {"label": runs("时期" if zh else "Period"), "value": runs("2024", date=True)},
            {
                "label": runs("来源" if zh else "Source"),
                "value": runs("《合成资料》", lang="zh-Hans"),
            },
        ],
    }
    answer = {
        "kind": "answer",
        "paragraphs": [
            [
                {
                    "text": "2024年，村级集体经济收入为"
                    if zh
                    else "In 2024 the collective income was ",
                    "date": True,
                },
                {"text": "1237.40万元" if zh else "12.374 million yuan", "ref": "income"},
                {"text": "，增长" if zh else ", a growth of "},
                {"text": "45.9%", "ref": "growth", "mark": "broken"},
                {"text": "（" if zh else " ("},
                {"text": "?", "xref": "fig:income"},
                {"text": "，" if zh else ", "},
                {"text": "?", "xref": "table:villages"},
                {"text": "，" if zh else ", "},
                {"text": "?", "xref": "sec:grew"},
                {"text": "）。" if zh else ")."},
            ]
        ],
    }
    tiles = {
        "kind": "key_figures",
        "items": [
            {
                "label": runs(f"收入 {n}" if zh else f"Income {n}", name=True),
                "value": runs(f"{n}237.40", ref="income"),
                "detail": runs("万元，按刊载" if zh else "10,000 yuan, as printed", name=True),
            }
            for n in (1, 2, 3)
        ],
    }
    return [
        _md("title", "en", "# Village collective economy\n\nDid the income grow?"),
        _md("title", "zh", "# 村级集体经济\n\n收入增长了吗？说明“依据”何在。"),
        _cell("params", tags=("parameters",)),
        _cell("load", shown(masthead, lang)),
        _cell("answer", shown(answer, lang), tags=("answer",)),
        _cell("tiles", shown(tiles, lang), tags=("key-figures",)),
    ]


def _income(lang: str, zh: bool) -> list[NotebookNode]:
    caption = runs("收入（万元）" if zh else "Income, 10,000 yuan", name=True)
    columns = [
        {"label": runs("年份" if zh else "Year"), "align": "left"},
        {"label": runs("收入" if zh else "Income"), "align": "right"},
    ]
    rows = [
        [runs("2023", date=True), runs("848.13", ref="base")],
        [runs("2024", date=True), runs("1237.40", ref="income")],
    ]
    figure = {
        "kind": "figure",
        "id": "income",
        "caption": caption,
        "alt": "两根柱，后者较高。" if zh else "Two bars, the later one taller.",
        "data": {"columns": columns, "rows": rows, "row_headers": True},
    }
    table = {
        "kind": "table",
        "id": "villages",
        "caption": runs("各村收入" if zh else "Income by village"),
        "columns": columns,
        "rows": [
            [runs(f"村 {n}", lang="zh-Hans", name=True), runs(f"{n * 7}.50", ref="base")]
            for n in range(1, 60)
        ],
        "row_headers": True,
    }
    sentences = {
        "kind": "sentences",
        "paragraphs": [
            [{"text": "收入为" if zh else "The income of "}, {"text": "1237.40", "ref": "income"}]
        ],
    }
    return [
        _md(
            "grew",
            "en",
            "## How far it grew\n\nProse with a note[^1] and $a/b - 1$, *so*.\n\n[^1]: The note.\n\n$$\\frac{b}{a} - 1$$",
        ),
        _md(
            "grew",
            "zh",
            "## 增长了多少\n\n正文有注释[^1]与公式 $a/b - 1$。发展经济，“引号”，——破折号。\n\n[^1]: 注释在此。\n\n$$\\frac{b}{a} - 1$$",
        ),
        _cell("sentences", shown(sentences, lang)),
        _cell("figure", shown(figure, lang, **{"image/svg+xml": drawing()})),
        _md("villages", "en", "### By village\n\n- one\n- two"),
        _md("villages", "zh", "### 各村\n\n- 一\n- 二"),
        _cell("table", shown(table, lang)),
    ]


def _closing(lang: str, zh: bool) -> list[NotebookNode]:
    claims = {
        "kind": "claims",
        "items": [
            {
                "id": "growth-claim",
                "title": runs("增长45.9%" if zh else "Growth of 45.9 %", ref="growth"),
                "verdict": "broken",
                "badge": runs("不相符" if zh else "broken"),
                "paragraphs": [
                    [{"text": "见 " if zh else "See "}, {"text": "848.13", "ref": "base"}]
                ],
            }
        ],
    }
    heads = (
        ("按刊载", "下限", "上限", "单位", "来源")
        if zh
        else ("As printed", "Low", "High", "Unit", "Source")
    )
    evidence = {
        "kind": "evidence",
        "id": "evidence",
        "caption": runs("数字的依据" if zh else "Where each figure stands"),
        "columns": [{"label": runs(head), "align": "left"} for head in heads],
        "rows": [
            _row("income", "1237.40万元"),
            _row("base", "848.13万元"),
            _row("growth", "45.9%", "income"),
        ],
        "row_headers": False,
        "csv": "id,as_printed\nincome,1237.40万元\nbase,848.13万元\ngrowth,45.9%\n",
    }
    parameters = {
        "kind": "parameters",
        "items": [
            {
                "name": "region",
                "value": runs("654301"),
                "help": runs("地区代码" if zh else "Code of the region"),
            }
        ],
    }
    return [
        _md("claims", "en", "## Claims\n"),
        _md("claims", "zh", "## 核对\n"),
        _cell("claims", shown(claims, lang)),
        _md("evidence", "en", "## Evidence"),
        _md("evidence", "zh", "## 依据"),
        _cell("rows", shown(evidence, lang), tags=("evidence",)),
        _cell("parameters-shown", shown(parameters, lang)),
    ]


def _row(id: str, printed: str, ref: str | None = None) -> dict[str, Any]:
    address = "https://example.org/synthetic/a/long/address/that/does/not/break/by/itself.html"
    unit = runs("10k_yuan") if ref is None else runs("1237.40", ref=ref)
    return {
        "id": id,
        "cells": [
            runs(printed, lang="zh-Hans"),
            runs("1237.395"),
            runs("1237.405"),
            unit,
            runs(address),
        ],
    }


@cache
def drawing() -> str:
    """Return a matplotlib figure as SVG whose text is text."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    style = {"svg.fonttype": "none", "svg.hashsalt": "altay", "font.family": ["Noto Sans SC"]}
    with mpl.rc_context(style):
        _known_fonts()
        figure = Figure(figsize=(6, 3), layout="constrained")
        axes = figure.subplots()
        axes.bar(["2023", "2024"], [848.13, 1237.4], color="#0b5c73", hatch="/")
        axes.set_title(CHINESE_FIGURE)
        axes.set_ylabel("万元")
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


@cache
def _known_fonts() -> None:
    import pylopdf_fonts_zh_cn
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(pylopdf_fonts_zh_cn.sans_path()))


@cache
def dot() -> str:
    """Return a small PNG in base64."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (120, 60), "#0b5c73").save(out, format="PNG")
    return base64.b64encode(out.getvalue()).decode()


def foreign() -> NotebookNode:
    """Return an executed notebook that holds no display object of ours."""
    picture = new_output("display_data", data={"image/png": dot()})
    frame = (
        "<style>.x{}</style><table class='dataframe'><thead><tr><th></th><th>area</th></tr></thead>"
        "<tbody><tr><th>0</th><td>22.5</td></tr></tbody></table><script>alert(1)</script>"
    )
    table = new_output("execute_result", data={"text/html": frame, "text/plain": "area 22.5"})
    error = new_output(
        "error",
        ename="ValueError",
        evalue="no such area",
        traceback=["\x1b[0;31mValueError\x1b[0m: no such area"],
    )
    long_line = "value = " + " + ".join(["a_rather_long_name"] * 14) + "  # " + "x" * 150
    return new_notebook(
        cells=[
            new_markdown_cell(
                "# A stranger\n\nMaths $e^{i\\pi}$, ![far](https://example.org/a.png).", id="md-1"
            ),
            new_markdown_cell(
                "### Deep\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n$$\\int_0^1 x\\,dx$$", id="md-2"
            ),
            new_code_cell(long_line, id="long", outputs=[new_output("stream", text="printed\n")]),
            new_code_cell("plot()", id="plot", outputs=[picture]),
            new_code_cell("frame", id="frame", outputs=[table]),
            new_code_cell("fail()", id="fail", outputs=[error]),
        ]
    )


if __name__ == "__main__":
    here = Path(__file__).parent
    for each in ("en", "zh-Hans", "zh-Hant"):
        nbformat.write(ours(each), here / f"every_construct_{each}_synthetic.ipynb")
    nbformat.write(foreign(), here / "foreign_synthetic.ipynb")
