"""Proving observations against the text that they were read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from altay_analysis.errors import DataError, Finding, UsageError
from altay_analysis.loading import examine
from altay_analysis.loading.sheet import Sheet

__all__ = ["prove"]


def prove(folder: Path, source: str, file: Path) -> list[Finding]:
    """Return where a source's observations and its text do not agree.

    Parameters
    ----------
    folder : Path
        The data folder; its tables must hold.
    source : str
        Id in `sources.csv`.
    file : Path
        The text, UTF-8. Its non-empty lines are counted from 1.

    Raises
    ------
    DataError
        Where the data folder does not hold.
    UsageError
        Where the source is not known or the file cannot be read.
    """
    examined = examine(folder)
    if examined.findings or examined.tables is None:
        raise DataError(str(folder), examined.findings)
    sheets = examined.tables.sheets
    ids = sheets["sources"].frame["id"].tolist()
    if source not in ids:
        known = ", ".join(ids[:20]) or "none"
        raise UsageError(f"source {source!r} is not in {sheets['sources'].file}; known: {known}")
    data = _bytes(file)
    findings = list(_hash_finding(sheets["sources"], source, file.name, data))
    return findings + list(_tokens(sheets["observations"], source, _lines(file, data)))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"text {str(file)!r} cannot be read ({error.strerror}); name the source's file"
        ) from None


def _lines(file: Path, data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"text {str(file)!r} is not UTF-8; name the source's file") from None
    return [line for line in text.split("\n") if line.strip()]


def _hash_finding(sources: Sheet, source: str, name: str, data: bytes) -> Iterator[Finding]:
    wrong = (sources.frame["id"] == source).to_numpy()
    expected = sources.frame["sha256"][wrong].iloc[0]
    actual = hashlib.sha256(data).hexdigest()
    if not expected:
        rule, remedy = f"is empty: nothing says that {name} is the text", f"enter {actual}"
    else:
        rule, remedy = f"is not the hash of {name}, {actual}", "take the file that the data name"
    if expected != actual:
        yield from sources.findings(wrong, "sha256", rule, remedy)


def _tokens(observations: Sheet, source: str, lines: Sequence[str]) -> Iterator[Finding]:
    of_source = (observations.frame["source"] == source).to_numpy()
    cells = observations.frame[["as_printed", "locator"]]
    rows = zip(*(cells[name][of_source].tolist() for name in cells), strict=True)
    absent = [not _stands(token, locator, lines) for token, locator in rows]
    wrong = of_source.copy()
    wrong[of_source] = absent

    def rule(place: int) -> str:
        return f"does not stand in line {cells['locator'].iloc[place]} of the text"

    def remedy(place: int) -> str:
        return _where(cells["as_printed"].iloc[place], lines)

    yield from observations.findings(wrong, "as_printed", rule, remedy)


def _where(token: str, lines: Sequence[str]) -> str:
    found = [str(place) for place, line in enumerate(lines, 1) if _holds(line, token)]
    if found:
        return f"it stands in line {', '.join(found)}: mend the locator"
    return "it stands nowhere in the text: mend the token or the source"


def _stands(token: str, locator: str, lines: Sequence[str]) -> bool:
    place = int(locator)
    return place <= len(lines) and _holds(lines[place - 1], token)


def _holds(line: str, token: str) -> bool:
    """Whether a token stands in a line by itself: 14個 does not stand in 114個."""
    before = r"(?<![0-9])(?<![0-9][.,])" if token[0].isdigit() else ""
    after = r"(?![0-9])(?![.,][0-9])" if token[-1].isdigit() else ""
    return re.search(before + re.escape(token) + after, line) is not None
