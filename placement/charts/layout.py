"""Sizes that all charts share, so that they stand beside each other and shrink alike on a phone."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

import altair as alt

from placement.charts import theme

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
LEGEND_LETTER = 5.8
"""The same of a legend, whose words are mostly small letters."""
UPRIGHT = WIDTH - 45
"""Width beside the axis of upright bars, pixels."""
DIGIT = theme.DIGIT_WIDTH * theme.TEXT_SIZE
"""Width of a digit, pixels."""
APART = 8
"""Between a figure or a name and its bar, with some to spare, pixels."""
SYMBOL = 34
"""A legend's square with the space around it, pixels."""
COLUMNS_APART = 16
"""Of that, what stands before the next column, pixels."""


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


def beside(names: Iterable[str]) -> float:
    """Return how much width is left beside the longest name of a lying bar, pixels."""
    return max(WIDTH / 3, WIDTH - LETTER * max(map(len, names), default=0) - 2 * APART)


def room(figures: Iterable[str], names: Iterable[str], least: float) -> float:
    """Return how far the axis reaches beyond the longest bar, so that a figure has room beside it: a factor."""
    wanted = DIGIT * max(map(len, figures), default=0) + APART
    return max(least, 1 / (1 - min(0.6, wanted / beside(names))))


def legend(labels: list[str], *, least: int = 2, width: float = WIDTH) -> alt.Legend | None:
    """Return a legend above the chart in as many columns as `width` holds; none for fewer than `least` kinds."""
    if len(labels) < least:
        return None
    most = next((columns for columns in range(len(labels), 1, -1) if _wide(labels, columns) <= width), 1)
    columns = ceil(len(labels) / ceil(len(labels) / most))  # no row much shorter than the others
    return alt.Legend(orient="top", title=None, columns=columns, offset=6, rowPadding=4, columnPadding=COLUMNS_APART)


def _wide(labels: list[str], columns: int) -> float:
    """Return the width of a legend whose columns are as wide as the longest label in each, pixels."""
    longest = (max(map(len, labels[column::columns])) for column in range(columns))
    return sum(LEGEND_LETTER * letters + SYMBOL for letters in longest) - COLUMNS_APART


def whole(layers: Sequence[alt.Chart], name: str, height: float) -> alt.TopLevelMixin:
    """Return the layers as one chart of the common width; `name` is what a screen reader calls it."""
    fit: Any = {"type": "fit-x", "contains": "padding"}
    return alt.layer(*layers, width=WIDTH, height=height, description=name, autosize=fit)


def data(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Return rows as the data of a layer: as a tuple, for Altair copies every list and what is in it time and again."""
    return alt.InlineData(values=tuple(rows))
