"""What every report of a run begins with, worked once before kernels are forked.

All of it is remembered by what it was made from (the bytes of the data, the figures of a
claim, the name of a font), so that a kernel takes up what it would have made itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

__all__ = ["work_ahead"]


def work_ahead(folders: Sequence[str] = (), *, audit: bool = False) -> None:
    """Read data, audit them where many reports will ask, and load the fonts of figures.

    What cannot be done here is for the run to say, which has it to do again.
    """
    from altay_analysis.audited import audited
    from altay_analysis.loading import load

    with suppress(Exception):
        _draw()
    with suppress(Exception):
        _write()
    for folder in folders:
        with suppress(Exception):
            catalogue = load(Path(folder))
            if audit:
                audited(catalogue)


def _write() -> None:
    """Write a number in both languages, whose conventions are read from files."""
    from altay_analysis.notation import number

    for lang in ("en", "zh-Hans"):
        number(Fraction(1), 0, lang)


def _draw() -> None:
    """Draw a figure of the house that nobody sees; without pyplot, which takes up a backend."""
    from altay_analysis.present.style import canvas, to_svg

    with canvas(1.0, "ahead") as (figure, axes):
        figure.set_layout_engine("constrained")
        axes.set_title("0")
        to_svg(figure)
