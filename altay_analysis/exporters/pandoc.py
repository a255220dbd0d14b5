"""The calls of pandoc: a whole notebook's prose at once, for a start costs 25 ms."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from altay_analysis.errors import MachineryError

__all__ = ["READERS", "markup", "trees", "word"]

Node = dict[str, Any]

READERS = {
    "html": "html-native_divs-native_spans",
    "markdown": (
        "commonmark+autolink_bare_uris+footnotes+pipe_tables+strikeout+tex_math_dollars-raw_html"
    ),
}

_ENVIRONMENT = re.compile(
    r"(?:\A|(?<=\n\n))\\begin\{([a-z]+\*?)\}.*?\\end\{\1\}(?=[ \t]*(?:\n\n|\s*\Z))", re.DOTALL
)
# What begins a note, and all that may belong to it.
_NOTE_HEAD = r"[ \t>*+\-\d.)]*\[\^[^\n]+?\]:"
_NOTE = re.compile(
    rf"^{_NOTE_HEAD}(?P<body>.*?)(?=\n[ \t]*\n(?![ \t])|\n{_NOTE_HEAD}|\Z)",
    re.DOTALL | re.MULTILINE,
)
_SECONDS = 60
_MEMORY = ("+RTS", "-M1g", "-RTS")


@lru_cache(maxsize=64)
def trees(texts: tuple[str, ...], reader: str) -> str:
    """Return pandoc's blocks of each text, as JSON (a list of lists): cached, so frozen."""
    if not texts:
        return "[]"
    mark = _mark("".join(texts))
    with TemporaryDirectory(prefix="altay-prose-") as folder:
        (border := Path(folder) / "border.md").write_text(f"{mark}\n", encoding="utf-8")
        names = []
        for at, text in enumerate(texts):
            (name := Path(folder) / f"{at}.md").write_text(_readable(text), encoding="utf-8")
            names += [str(name), str(border)]
        # A scope a file, so that a footnote or a link of one cell is not another's.
        output = _pandoc("--file-scope", f"--from={READERS[reader]}", "--to=json", *names)
    apart: list[list[Node]] = [[]]
    for node in json.loads(output)["blocks"]:
        if node["t"] in ("Para", "Plain") and node["c"] == [{"t": "Str", "c": mark}]:
            apart.append([])
        else:
            apart[-1].append(node)
    return json.dumps(apart[:-1])


@lru_cache(maxsize=64)
def markup(pieces: str, to: str) -> tuple[list[str], str]:
    """Return each piece (JSON: lists of blocks) as markup of `to`, and the notes of them all."""
    mark = _mark(pieces)
    border = {"t": "RawBlock", "c": [to, mark]}
    blocks = [node for piece in json.loads(pieces) for node in (*piece, border)]
    tree = json.dumps({"pandoc-api-version": _api(), "meta": {}, "blocks": blocks})
    options = {"html": ["--mathml", "--syntax-highlighting=none"], "typst": []}[to]
    output = _pandoc("--from=json", f"--to={to}", "--wrap=none", *options, given=tree)
    *written, notes = output.split(mark)
    return [piece.strip("\n") for piece in written], notes.strip("\n")


def word(blocks: list[Node], reference: bytes) -> bytes:
    """Return blocks as a Word document in the styles of a reference document."""
    tree = json.dumps({"pandoc-api-version": _api(), "meta": {}, "blocks": blocks})
    with TemporaryDirectory(prefix="altay-word-") as folder:
        (looks := Path(folder) / "reference.docx").write_bytes(reference)
        options = ("--syntax-highlighting=none", f"--reference-doc={looks}", "--output=-")
        return _done("--from=json", "--to=docx", *options, given=tree)


def _pandoc(*arguments: str, given: str = "") -> str:
    return _done(*arguments, given=given).decode()


def _done(*arguments: str, given: str) -> bytes:
    command = [_program(), *_MEMORY, "--sandbox", *arguments]
    try:
        done = subprocess.run(
            command, input=given.encode(), capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        message = f"pandoc did not end within {_SECONDS} s; shorten the longest markdown cell"
        raise MachineryError(message) from error
    except subprocess.CalledProcessError as error:
        reason = " ".join(error.stderr.decode(errors="replace").split())
        raise MachineryError(f"pandoc ended with {error.returncode}: {reason}") from error
    return done.stdout


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


@cache
def _api() -> list[int]:
    empty = _pandoc("--from=commonmark", "--to=json")
    version: list[int] = json.loads(empty)["pandoc-api-version"]
    return version


def _mark(text: str) -> str:
    # A text cannot hold its own hash, so no cell can pretend to end.
    return f"altayborder{sha256(text.encode()).hexdigest()}"


def _readable(text: str) -> str:
    """Return the text with bare LaTeX environments in `$$`, as Jupyter shows them.

    A note that refers to a note is cut off from it: one that came back to itself would
    never end.
    """
    displayed = _ENVIRONMENT.sub(lambda found: f"$${found.group()}$$", text)
    return _NOTE.sub(_without_notes, displayed)


def _without_notes(note: re.Match[str]) -> str:
    opening = note.group()[: note.start("body") - note.start()]
    return opening + note.group("body").replace("[^", "\\[^")
