"""A small suite for the tests of the batch: invented data, and a notebook that runs quickly."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from synthetic_data import Folder

PARAMETERS = """\
region: str = "654301"
period: str = "2025"
lang: str = "en"
data_dir: str = "../data"
target: float = None"""

ANSWER = """\
from IPython.display import display
text = f"Answer on {region} in {period}"
held = {
    "altay": 1,
    "kind": "answer",
    "lang": lang,
    "paragraphs": [[{"text": text, "name": True}]],  # a name: its digits are no figures
}
display({"application/vnd.altay+json": held, "text/plain": text}, raw=True)"""

TOML = """\
[suite]
data = "data"
notebooks = "notebooks"
languages = ["en", "zh-Hans"]
formats = ["html", "ipynb"]

[parameters.region]
type = "string"
table = "regions"
figures = "region"
help.en = "The place"
help.zh-Hans = "地区"

[parameters.period]
type = "period"
figures = "period"
help.en = "The period"
help.zh-Hans = "时期"

[parameters.lang]
type = "language"
help.en = "The language"
help.zh-Hans = "语言"

[parameters.data_dir]
type = "path"
help.en = "The data"
help.zh-Hans = "数据"

[parameters.target]
type = "number"
range = [0, 100]
unit = "%"
help.en = "A target"
help.zh-Hans = "目标"

[parameters.unused]
type = "integer"
help.en = "No notebook has it"
help.zh-Hans = "未使用"

[[reports]]
id = "first"
notebook = "first.ipynb"
parameters = { region = "654301", period = "2025" }
"""


class SyntheticSuite:
    """A folder with `reports.toml`, `notebooks/` and `data/` that hold, for tests to break."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notebooks = path / "notebooks"
        self.toml = path / "reports.toml"
        path.mkdir(parents=True)
        self.notebooks.mkdir()
        self.data = Folder(path / "data")
        self.toml.write_text(TOML, encoding="utf-8")
        self.notebook()

    def change(self, old: str, new: str) -> None:
        """Replace text of `reports.toml`, once."""
        text = self.toml.read_text(encoding="utf-8")
        assert old in text
        self.toml.write_text(text.replace(old, new, 1), encoding="utf-8")

    def notebook(
        self, *code: str, name: str = "first", parameters: str | None = PARAMETERS
    ) -> Path:
        """Write a notebook that gives an answer, after the given code."""
        cells = [
            new_markdown_cell(
                "# A title\n\nA question?", metadata={"tags": ["lang-en"]}, id="t-en"
            ),
            new_markdown_cell("# 标题\n\n问题？", metadata={"tags": ["lang-zh"]}, id="t-zh"),
        ]
        if parameters is not None:
            tags = {"tags": ["parameters"]}
            cells.append(new_code_cell(parameters, metadata=tags, id="parameters"))
        cells += [new_code_cell(line, id=f"code-{n}") for n, line in enumerate(code)]
        cells.append(new_code_cell(ANSWER, metadata={"tags": ["answer"]}, id="answer"))
        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new_notebook(cells=cells, metadata={"kernelspec": spec})
        file = self.notebooks / f"{name}.ipynb"
        nbformat.write(notebook, file)
        return file
