"""`altay`: each command parses, makes one call, and prints."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from altay_analysis import __version__
from altay_analysis.cli.authoring import lint, new_report
from altay_analysis.cli.claims import audit
from altay_analysis.cli.data import check, verify
from altay_analysis.cli.edition import init, report
from altay_analysis.cli.lab import lab
from altay_analysis.cli.listing import list_names
from altay_analysis.cli.running import INTERRUPTED
from altay_analysis.cli.schedule import schedule
from altay_analysis.cli.shelf import editions, prune
from altay_analysis.cli.shelf import verify as verify_edition
from altay_analysis.cli.terminal import refused
from altay_analysis.errors import AltayError

__all__ = ["app", "main"]

app = typer.Typer(
    name="altay",
    help="Published figures about Altay City as reports whose every number leads to its source.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
source = typer.Typer(help="The texts that the figures were read from.", no_args_is_help=True)
app.add_typer(source, name="source")
new = typer.Typer(help="Begin a report of your own.", no_args_is_help=True)
app.add_typer(new, name="new")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `altay`, and end with its exit code: no traceback reaches a user."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = typer.main.get_command(app)(
            args=arguments if arguments is None else list(arguments),
            prog_name="altay",
            standalone_mode=False,
        )
    except AltayError as error:
        code = refused(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        code = _unexpected(error)
    if code == INTERRUPTED:
        refused("interrupted; nothing was published", code)
    sys.exit(code or 0)


def _unexpected(error: Exception) -> int:
    # Typer's own errors of usage know how to say themselves, whoever ships them.
    if hasattr(error, "format_message"):
        from altay_analysis.cli.usage import in_words

        return refused(in_words(error), 2)
    if isinstance(error, BrokenPipeError):
        # Nobody reads on; what is buffered must not raise once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    return refused(f"internal error, {type(error).__name__}: {error}; please report it", 3)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"altay {__version__}")
        raise typer.Exit


@app.callback()
def altay(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
) -> None:
    """Published figures about Altay City as reports whose every number leads to its source."""


app.command()(init)
app.command()(report)
app.command()(lab)
app.command()(audit)
app.command()(check)
app.command("list")(list_names)
app.command("verify")(verify_edition)
app.command()(editions)
app.command()(prune)
app.command()(schedule)
app.command()(lint)
source.command()(verify)
new.command("report")(new_report)
