"""`altay lab`: the notebooks in JupyterLab."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["lab"]


def lab(
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            metavar="N",
            help="Port to listen on, 0 for any that is free; else 8888, or the next free one.",
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address, and open no browser.")
    ] = False,
) -> None:
    """Open the notebooks in JupyterLab, on this machine alone, from a page that lists them."""
    from altay_analysis.batch.suite import read_suite
    from altay_analysis.lab.server import refuse_taken, serve
    from altay_analysis.lab.start_page import bring_up_to_date

    root = Path.cwd()
    notebooks = root / read_suite(Path()).notebooks
    refuse_taken(port)
    bring_up_to_date(notebooks)
    serve(root, notebooks, port=port, browser=not no_browser, tell=partial(print, flush=True))
