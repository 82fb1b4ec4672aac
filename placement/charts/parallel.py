"""Parallel coordinates, lying: an axis for each parameter, one below the other, and a line down through them for each.

Long names have room above their axis, on a phone too. Pixels from the top left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.keys import Key, height, keyed
from placement.charts.layout import WIDTH
from placement.charts.siting_marks import Row, by_pixels, rules, texts

_STEP, _HEAD, _EDGE, _FOOT = 84.0, 30.0, 14.0, 22.0


@dataclass(frozen=True, slots=True)
class Axis:
    """A heading, and where words stand along it: share of the way from left to right, and text."""

    heading: str
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A case: its share of the way on each axis; it leaves out an axis where it has none."""

    at: tuple[float | None, ...]
    colour: theme.Colour | None
    """None: no plan; drawn dotted and grey."""
    words: str
    """What a reader who points at it is told."""


def parallel(axes: Sequence[Axis], lines: Sequence[Line], name: str, keys: Sequence[Key]) -> alt.TopLevelMixin:
    """Return the axes from top to bottom with their lines; `keys` is the legend."""
    top = height(keys) + _HEAD
    y = [top + _STEP * i for i in range(len(axes))]
    layers = [*keyed(keys), *_lines(lines, y), *_axes(axes, y)]
    return alt.layer(*layers, width=WIDTH, height=y[-1] + _FOOT, description=name)


def _x(share: float) -> float:
    return round(_EDGE + share * (WIDTH - 2 * _EDGE), 1)


def _lines(lines: Sequence[Line], y: Sequence[float]) -> Iterator[alt.Chart]:
    styles: dict[bool, dict[str, Any]] = {
        False: {"strokeWidth": 1, "strokeDash": [2, 3], "opacity": 0.75},
        True: {"strokeWidth": 1.3, "opacity": 0.75},
    }
    for planned, style in styles.items():
        rows = [
            row for i, line in enumerate(lines) if (line.colour is not None) == planned for row in _points(i, line, y)
        ]
        if rows:
            stroke = alt.Stroke("colour:N", scale=None, legend=None)
            marks = by_pixels(rows).mark_line(**style)
            yield marks.encode(order="y:Q", detail="line:N", stroke=stroke, description=alt.Description("words:N"))


def _points(number: int, line: Line, y: Sequence[float]) -> Iterator[Row]:
    look = {"line": number, "words": line.words, "colour": (line.colour or theme.GREY).light}
    return ({"x": _x(at), "y": y[i], **look} for i, at in enumerate(line.at) if at is not None)


def _axes(axes: Sequence[Axis], y: Sequence[float]) -> Iterator[alt.Chart]:
    lines = rules((_x(0), at, _x(1), at) for at in y)
    if lines is not None:
        yield lines
    heads: list[Row] = [{"x": 0.0, "y": at - 11, "text": axis.heading} for axis, at in zip(axes, y, strict=True)]
    yield from haloed(heads, align="left", fontWeight=600)
    for align in ("left", "center", "right"):
        rows = [row for axis, at in zip(axes, y, strict=True) for row in _ticks(axis, at) if row["align"] == align]
        if rows:
            yield from haloed(rows, align=align)


def _ticks(axis: Axis, y: float) -> Iterator[Row]:
    """Words at the ends of an axis stay within the picture."""
    for share, text in axis.ticks:
        align = {0.0: "left", 1.0: "right"}.get(share, "center")
        shift = {"left": -6.0, "right": 6.0, "center": 0.0}[align]
        yield {"x": _x(share) + shift, "y": y + 12, "text": text, "align": align}


def haloed(rows: list[Row], **style: Any) -> Iterator[alt.Chart]:
    """Write rows of x, y and text on a halo of the page's colour, so that no line crosses the words."""
    given: Row = {"baseline": "middle"} | style
    yield texts(rows, theme.PAPER, **given, stroke=theme.PAPER.light, strokeWidth=4)
    yield texts(rows, theme.INK, **given)
