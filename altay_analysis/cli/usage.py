"""What is said of a command line that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from altay_analysis.batch.nearest import unknown

__all__ = ["in_words"]

_NOT_KNOWN = "No such command"


def in_words(error: Any) -> str:
    """Return one line for one of Typer's own errors of usage, whoever ships them.

    It names the option or the command, what was given, and where more is said.
    """
    context: Any = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "altay")
    words = " ".join(str(error.format_message()).split()).rstrip(".")
    if words.startswith(_NOT_KNOWN):
        words = _unknown_command(words, getattr(context.command, "commands", ()))
    elif refusal := _refusal(error.__cause__):
        words = f"{error.param.opts[0]} {refusal['input']!r} {_rule(refusal)}"
    return f"{words or 'a command is missing'} (see: {path} --help)"


def _unknown_command(words: str, known: Iterable[str]) -> str:
    # Typer may have a nearest name of its own behind it.
    given = words.removeprefix(_NOT_KNOWN).partition("'. ")[0].strip(" '")
    return unknown("command", given, known)


def _refusal(cause: Any) -> Mapping[str, Any] | None:
    """Why pydantic, by which Typer reads values, took none."""
    found = cause.errors() if hasattr(cause, "errors") else ()
    return found[0] if found else None


def _rule(refusal: Mapping[str, Any]) -> str:
    match refusal["type"]:
        case "greater_than_equal":
            return f"is too small; it must be at least {refusal['ctx']['ge']}"
        case "less_than_equal":
            return f"is too large; it must be at most {refusal['ctx']['le']}"
        case "int_parsing" | "int_from_float":
            return "is not a whole number; give one"
        case "float_parsing":
            return "is not a number; give one"
    return f"cannot be taken: {refusal['msg']}"
