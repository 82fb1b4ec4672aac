"""Sizes that all charts share, so that they stand beside each other and shrink alike on a phone."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import altair as alt

WIDTH = 420
"""Pixels. On a desk two such charts stand side by side, a little enlarged; on a phone the text stays readable."""
PAGE = 210
"""Height of a chart whose bars stand upright, pixels."""
BAR = 20
"""Thickness of a lying bar, pixels."""
STEP = 31
"""From one lying bar to the next, pixels."""
LETTER = 6.2
"""Mean width of a letter, pixels."""
SYMBOL = 34
"""A legend's square with the space around it, pixels."""


def space(bars: float) -> float:
    """Return the height that so many lying bars take, pixels."""
    return STEP * max(1.0, bars)


def legend(labels: list[str]) -> alt.Legend | None:
    """Return a legend above the chart in as many columns as fit; none for a single kind."""
    if len(labels) < 2:
        return None
    column = LETTER * max(len(label) for label in labels) + SYMBOL
    rows = ceil(len(labels) / max(1, int(WIDTH // column)))
    columns = ceil(len(labels) / rows)  # no row much shorter than the others
    return alt.Legend(orient="top", title=None, columns=columns, offset=6, rowPadding=4, columnPadding=16)


def whole(layers: Sequence[alt.Chart], name: str, height: float) -> alt.TopLevelMixin:
    """Return the layers as one chart of the common width; `name` is what a screen reader calls it."""
    fit: Any = {"type": "fit-x", "contains": "padding"}
    return alt.layer(*layers, width=WIDTH, height=height, description=name, autosize=fit)


def data(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Return rows as the data of a layer: as a tuple, for Altair copies every list and what is in it time and again."""
    return alt.InlineData(values=tuple(rows))
