"""`altay audit --quick`: figures that a person types, checked at once and without any data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from altay_analysis.audit import AuditResult
from altay_analysis.bench.check import Check, Checks, Refused, check_lines
from altay_analysis.bench.tokens import Read
from altay_analysis.cli.terminal import print_json, refused
from altay_analysis.errors import UsageError

__all__ = ["quick"]


def quick(given: Sequence[str], form: str, *, strict: bool) -> int:
    """Print what is found of each line; return the exit code.

    Parameters
    ----------
    form : {"text", "json", "csv"}
        JSON and CSV are those of the whole audit; figures that stand alone are `tokens` there.

    Raises
    ------
    UsageError
        Where no line is given.
    """
    found = check_lines("\n".join(_lines(given)))
    if not found:
        raise UsageError("--quick has no line to check; give one, as '196 / 427 = 45.90%'")
    if form == "json":
        print_json(_plain(found))
    elif form == "csv":
        from altay_analysis.present.claim_csv import as_csv

        sys.stdout.write(as_csv(AuditResult(tuple(each.result for each in found.relations), {})))
    else:
        answered = [each for each in found if not isinstance(each, Refused)]
        if answered:
            print("\n\n".join(map(_text, answered)))
    wrong = [each for each in found if isinstance(each, Refused)]
    for each in wrong:
        refused(each.words, 2)
    if wrong:
        return 2
    return 1 if strict and any(each.verdict == "broken" for each in found.relations) else 0


def _lines(given: Sequence[str]) -> Iterator[str]:
    for text in given:
        yield sys.stdin.read() if text == "-" else text


def _plain(found: Checks) -> dict[str, Any]:
    tokens = [each.as_dict() for each in found if isinstance(each, Read)]
    return found.as_dict() | ({"tokens": tokens} if tokens else {})


def _text(found: Check | Read) -> str:
    return f"{found.text}\n{found.explain()}" if isinstance(found, Check) else repr(found)
