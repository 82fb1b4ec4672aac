"""Sizes that all charts share, so that they stand beside each other and shrink alike on a phone."""

from collections.abc import Iterable, Sequence
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


MOST_LETTERS = 27
"""Of a name beside a bar or in a legend."""


def shortened(names: Iterable[str]) -> dict[str, str]:
    """Return each name cut to `MOST_LETTERS`, no two alike. Vega would cut by measuring, which is slow."""
    short: dict[str, str] = {}
    for name in names:
        if name not in short:
            cut = name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}\u2026"
            again = sum(other.split("\u2009")[0] == cut for other in short.values())
            short[name] = f"{cut}\u2009({again + 1})" if again else cut
    return short


def space(bars: float) -> float:
    """Return the height that so many lying bars take, pixels."""
    return STEP * max(1.0, bars)


def legend(labels: list[str], *, least: int = 2) -> alt.Legend | None:
    """Return a legend above the chart in as many columns as fit; none for fewer than `least` kinds."""
    if len(labels) < least:
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
