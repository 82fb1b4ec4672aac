"""A heat map: a cell for each pair of two parameters' values, its colour and its figure. Pixels from the top left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import altair as alt

from placement.charts import theme
from placement.charts.keys import Key, cut, height, keyed, rectangles
from placement.charts.layout import LETTER, WIDTH
from placement.charts.siting_marks import Row, by_pixels, texts

Kind: TypeAlias = Literal["filled", "open"]
"""With a colour; hollow with a dashed edge, for what may be no effect."""
MOST_LETTERS = 20
"""Of a value beside its row."""
_TALLEST, _LOWEST = 34.0, 16.0
_STYLES: dict[Kind, dict[str, Any]] = {
    "filled": {"strokeWidth": 0},
    "open": {"stroke": theme.SOFT.light, "strokeDash": [3, 2], "strokeWidth": 1},
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Column and row, counted from the left and from the top."""

    column: int
    row: int
    kind: Kind
    colour: theme.Colour
    text: str
    words: str
    """What a reader who points at it is told."""
    ink: theme.Colour = theme.INK
    marked: bool = False
    """With a strong edge."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The values along the two sides, and what they are of."""

    columns: Sequence[str]
    rows: Sequence[str]
    across: str = ""
    down: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    wide: float
    high: float


def heat(cells: Sequence[Cell], sides: Sides, name: str, keys: Sequence[Key] = ()) -> alt.TopLevelMixin:
    """Return the map; `keys` is its legend."""
    frame = _frame(sides, keys)
    bottom = frame.top + frame.high * len(sides.rows) + (38 if sides.across else 20)
    rows = [_row(cell, frame) for cell in cells]
    layers = [*keyed(keys), *_cells(rows), *_figures(rows, frame.wide), *_sides(sides, frame)]
    return alt.layer(*layers, width=WIDTH, height=bottom, description=name)


def _frame(sides: Sides, keys: Sequence[Key]) -> _Frame:
    top = height(keys) + (6.0 if keys else 0.0) + (18.0 if sides.down else 0.0)
    left = LETTER * max(min(len(label), MOST_LETTERS) for label in sides.rows) + 12
    wide = (WIDTH - left) / len(sides.columns)
    return _Frame(left, top, wide, min(_TALLEST, max(_LOWEST, wide * 0.75)))


def _row(cell: Cell, frame: _Frame) -> Row:
    x, y = frame.left + cell.column * frame.wide, frame.top + cell.row * frame.high
    ends = {"x": x + 1, "x2": x + frame.wide - 1, "y": y + 1, "y2": y + frame.high - 1}
    middle = {"middle": (x + frame.wide / 2, y + frame.high / 2)}
    look = {"fill": cell.colour.light, "ink": cell.ink.light, "kind": cell.kind, "marked": cell.marked}
    return {**ends, **middle, **look, "text": cell.text, "words": cell.words}


def _cells(rows: list[Row]) -> Iterator[alt.Chart]:
    for kind, style in _STYLES.items():
        shown = [_plain(row) for row in rows if row["kind"] == kind]
        if shown:
            yield rectangles(shown, **style)
    marked = [{end: row[end] for end in ("x", "x2", "y", "y2")} for row in rows if row["marked"]]
    if marked:
        yield rectangles(marked, filled=False, stroke=theme.INK.light, strokeWidth=2.5, aria=False)


def _plain(row: Row) -> Row:
    return {name: row[name] for name in ("x", "x2", "y", "y2", "fill", "words")}


def _figures(rows: list[Row], wide: float) -> Iterator[alt.Chart]:
    """Write the figures, where all fit; a reader who points at a cell is told more."""
    if wide < max((LETTER * len(row["text"]) + 4 for row in rows), default=0.0):
        return
    written = [
        {"x": row["middle"][0], "y": row["middle"][1], "text": row["text"], "ink": row["ink"]}
        for row in rows
        if row["text"]
    ]
    marks = by_pixels(written).mark_text(align="center", baseline="middle", aria=False)
    yield marks.encode(text="text:N", color=alt.Color("ink:N", scale=None, legend=None))


def _sides(sides: Sides, frame: _Frame) -> Iterator[alt.Chart]:
    below = frame.top + frame.high * len(sides.rows) + 10
    longest = max(LETTER * (len(text) + 1) for text in sides.columns)
    every = max(1, round(longest / frame.wide + 0.5))
    columns: list[Row] = [
        {"x": frame.left + frame.wide * (i + 0.5), "y": below, "text": cut(text, MOST_LETTERS)}
        for i, text in enumerate(sides.columns)
        if not i % every
    ]
    yield texts(columns, theme.INK, align="center", baseline="middle")
    middles = [frame.top + frame.high * (i + 0.5) for i in range(len(sides.rows))]
    rows: list[Row] = [
        {"x": frame.left - 8, "y": y, "text": cut(text, MOST_LETTERS)}
        for y, text in zip(middles, sides.rows, strict=True)
    ]
    yield texts(rows, theme.INK, align="right", baseline="middle")
    titles: list[Row] = [{"x": frame.left, "y": below + 20, "text": f"{sides.across} \u2192"}] if sides.across else []
    titles += [{"x": 0.0, "y": frame.top - 9, "text": f"\u2193 {sides.down}"}] if sides.down else []
    if titles:
        yield texts(titles, theme.SOFT, baseline="middle")
