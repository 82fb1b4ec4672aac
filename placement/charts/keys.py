"""A legend above a chart that is laid out in pixels: squares and their words, from the top left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.layout import LETTER, WIDTH
from placement.charts.siting_marks import Row, by_pixels, texts

LINE = 20.0
"""Pixels from one line to the next."""
_SQUARE, _APART = 13.0, 16.0


@dataclass(frozen=True, slots=True)
class Key:
    """A colour and what it means; without a colour a hollow square with a dashed edge."""

    text: str
    colour: theme.Colour | None


def height(keys: Sequence[Key]) -> float:
    """Return how much room the legend takes, pixels."""
    return max((LINE * (line + 1) for _, line, _ in _placed(keys)), default=0.0)


def _placed(keys: Sequence[Key]) -> Iterator[tuple[float, int, Key]]:
    x, line = 0.0, 0
    for key in keys:
        width = _SQUARE + 6 + LETTER * len(key.text) + _APART
        if x and x + width - _APART > WIDTH:
            x, line = 0.0, line + 1
        yield x, line, key
        x += width


def keyed(keys: Sequence[Key]) -> Iterator[alt.Chart]:
    """Draw the legend."""
    placed = [(x, 2.0 + LINE * line, key) for x, line, key in _placed(keys)]
    for hollow in (False, True):
        rows = [_square(x, y, key) for x, y, key in placed if (key.colour is None) == hollow]
        if rows:
            style = {"stroke": theme.SOFT.light, "strokeDash": [3, 2]} if hollow else {"stroke": theme.RULE.light}
            yield rectangles(rows, aria=False, strokeWidth=1, **style)
    if placed:
        words: list[Row] = [{"x": x + _SQUARE + 6, "y": y + _SQUARE / 2, "text": key.text} for x, y, key in placed]
        yield texts(words, theme.SOFT, baseline="middle")


def _square(x: float, y: float, key: Key) -> Row:
    return {"x": x, "x2": x + _SQUARE, "y": y, "y2": y + _SQUARE, "fill": (key.colour or theme.PAPER).light}


def rectangles(rows: list[Row], **style: Any) -> alt.Chart:
    """Draw rectangles from rows of x, x2, y, y2 and, unless the style says otherwise, fill; and words, where given."""
    drawn: alt.Chart = by_pixels(rows).mark_rect(**style).encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    if "fill" in rows[0]:
        drawn = drawn.encode(fill=alt.Fill("fill:N", scale=None, legend=None))
    return drawn.encode(description=alt.Description("words:N")) if "words" in rows[0] else drawn


def cut(text: str, most: int) -> str:
    """Return a text of at most so many letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\u2026"
