"""The house style of figures: size, type, colours, and SVG that is the same each time.

Figures have a fixed size and constrained layout, real text in the packaged Noto Sans SC, a
fixed salt for ids and no date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["ACCENT", "FONT", "INK", "MUTED", "PALE", "WIDTH", "canvas", "to_png", "to_svg"]

FONT = "Noto Sans SC"
ACCENT = "#0f6a73"
INK = "#1f2933"
MUTED = "#5b6770"
PALE = "#c9d6d8"
WIDTH = 6.3
"""Width of a figure in inches: the text width of an A4 page."""

_STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.use": True,
    "figure.dpi": 72,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "font.family": [FONT],
    "font.size": 9,
    "axes.labelsize": 9,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 9,
    "text.color": INK,
    "xtick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.color": MUTED,
    "ytick.labelcolor": INK,
    "ytick.left": False,
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name with two dollar signs is a name
    "hatch.linewidth": 0.6,
}


@cache
def _register_font() -> None:
    from matplotlib import font_manager
    from pylopdf_fonts_zh_cn import sans_path

    font_manager.fontManager.addfont(str(sans_path()))


@contextmanager
def canvas(height: float, name: str) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure of the house style, whatever the user's own settings are.

    Parameters
    ----------
    height : float
        In inches.
    name : str
        Id of the figure; the salt of the ids in its SVG.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    _register_font()
    defaults: dict[Any, Any] = {
        k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith("backend")
    }
    with mpl.rc_context(defaults | _STYLE | {"svg.hashsalt": name}):
        figure = Figure(figsize=(WIDTH, height))
        FigureCanvasSVG(figure)
        yield figure, figure.subplots()


def to_svg(figure: Figure) -> str:
    """Render a figure of `canvas`, inside its context, as SVG without a date."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    _settle(figure)
    out = io.StringIO()
    assert isinstance(figure.canvas, FigureCanvasSVG)
    # Not by savefig, which draws twice: the layout is settled.
    figure.canvas.print_svg(out, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    text = out.getvalue()
    return text[text.index("<svg") :]


def to_png(figure: Figure) -> bytes:
    """Render a figure of `canvas`, inside its context, as a picture of 200 dots an inch."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=200, facecolor="white", metadata={"Software": None})
    return out.getvalue()


def _settle(figure: Figure) -> None:
    """Fix a constrained layout to digits that are the same in every process.

    A solver meets its terms in any order: the last bits of a constrained layout differ from process to process, and ids in the SVG are
    hashes of places.
    """
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    engine = figure.get_layout_engine()
    if not isinstance(engine, ConstrainedLayoutEngine):
        return
    # Only laid out, not drawn as well, as `draw_without_rendering` does.
    engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = (round(float(v), 5) for v in axes.get_position().bounds)
        axes.set_position((left, bottom, width, height))
