"""The figures of the data as they were printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from altay_analysis.catalogue import Observation
from altay_analysis.loading import load
from altay_analysis.printed import read

CATALOGUE = load(Path(__file__).parent.parent / "data")
FIGURES = [
    CATALOGUE.observation(name)
    for name in CATALOGUE.observations.index[CATALOGUE.observations["source"] == "S1"]
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_each_figure_of_the_article_is_read_from_its_token_alone(figure: Observation) -> None:
    """No note settles a figure of S1: value, unit and qualifier are what the token says."""
    found = read(figure.as_printed)
    assert (found.value, found.unit, found.qualifier) == (
        figure.value,
        figure.unit,
        figure.qualifier,
    )
    assert (figure.note, found.doubt) == ("", None)


def test_the_article_has_thirty_nine_figures() -> None:
    """Every figure that the article prints is an observation, once."""
    assert len(FIGURES) == 39
    assert len({figure.indicator for figure in FIGURES}) == 38
