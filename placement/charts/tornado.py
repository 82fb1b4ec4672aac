"""A tornado: what each change makes of a figure, to the left where it gets less, to the right where it gets more.

A change that may be none is a hollow bar with a dashed edge. Pixels from the top left, but for the measure itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import altair as alt

from placement.charts import theme
from placement.charts.keys import Key, cut, height, keyed
from placement.charts.layout import LETTER, WIDTH, data
from placement.charts.parallel import haloed
from placement.charts.siting_marks import Row, texts

Kind: TypeAlias = Literal["sure", "open", "none"]
"""More than the proofs leave open; perhaps nothing; no figure at all."""
MOST_LABEL, MOST_HEAD = 22, 62
"""Letters of a value beside its bar, and of a heading."""
_HEAD, _ROW, _BAR, _GAP = 19.0, 18.0, 12.0, 7.0
_ROUNDS = 12
_MOST_ROOM = 0.45
"""Of the width, on either side, for the figures at the ends of the bars."""
_HOLLOW: dict[str, Any] = {"fill": theme.PAPER.light, "stroke": theme.SOFT.light, "strokeDash": [3, 2]}


@dataclass(frozen=True, slots=True)
class Bar:
    """A change, in the unit of the axis."""

    label: str
    value: float
    text: str
    words: str
    """What a reader who points at it is told."""
    kind: Kind
    within: tuple[float, float] | None = None
    """Between which values it surely lies, drawn as a thin line."""


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one heading."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What bars to the left and to the right mean, and their colours; what hollow ones mean."""

    words: tuple[str, str]
    colours: tuple[theme.Colour, theme.Colour] = (theme.LESS[0], theme.MORE[2])
    open: str = "not significant"


def tornado(groups: Sequence[Group], axis: str, name: str, look: Look) -> alt.TopLevelMixin:
    """Return the groups from top to bottom."""
    keys = _keys([bar for group in groups for bar in group.bars], look)
    top = height(keys) + (4.0 if keys else 0.0)
    heads, rows = _laid(groups, look, top)
    tall = top + sum(_HEAD + _ROW * len(group.bars) + _GAP for group in groups)
    left = LETTER * max(len(row["label"]) for row in rows) + 14
    scale = alt.Scale(domain=_reach(rows, WIDTH - left), range=[left, WIDTH], nice=False)
    x = alt.X("value:Q", title=axis, scale=scale, axis=alt.Axis(grid=True, domain=False, ticks=False, tickCount=4))
    layers = [
        *_middle(rows, x),
        *_bars(rows, x),
        *_whiskers(rows, scale),
        *_figures(rows, x),
        texts([{"x": 6.0, "y": row["y"], "text": row["label"]} for row in rows], theme.INK, baseline="middle"),
        *haloed(heads, fontWeight=600),
        *keyed(keys),
    ]
    return alt.layer(*layers, width=WIDTH, height=tall, description=name)


def _keys(bars: Sequence[Bar], look: Look) -> list[Key]:
    signs = {bar.value > 0 for bar in bars if bar.kind == "sure"}
    keys = [Key(look.words[more], look.colours[more]) for more in (False, True) if more in signs and look.words[more]]
    return [*keys, Key(look.open, None)] if any(bar.kind == "open" for bar in bars) else keys


def _laid(groups: Sequence[Group], look: Look, top: float) -> tuple[list[Row], list[Row]]:
    """Return headings and bars, each with its place."""
    heads, rows, y = [], [], top
    for group in groups:
        heads.append({"x": 0.0, "y": y + _HEAD / 2 + 1, "text": cut(group.heading, MOST_HEAD)})
        y += _HEAD
        for bar in group.bars:
            rows.append(_row(bar, y, look))
            y += _ROW
        y += _GAP
    return heads, rows


def _row(bar: Bar, top: float, look: Look) -> Row:
    low, high = bar.within or (bar.value, bar.value)
    place = {"y": top + _ROW / 2, "top": top + (_ROW - _BAR) / 2, "bottom": top + (_ROW + _BAR) / 2}
    words = {"label": cut(bar.label, MOST_LABEL), "text": bar.text, "words": bar.words}
    fill = look.colours[bar.value > 0].light
    return {**place, **words, "value": bar.value, "zero": 0.0, "low": low, "high": high, "kind": bar.kind, "fill": fill}


def _reach(rows: list[Row], pixels: float) -> list[float]:
    """Return the ends of the axis: the bars, and room for the figures beside them."""
    low, high = min(0.0, *(row["low"] for row in rows)), max(0.0, *(row["high"] for row in rows))
    high = high if high > low else 1.0
    ends = [low, high]
    for _ in range(_ROUNDS):  # the wider the room, the shorter the bars, and the less room they need
        pixel = (ends[1] - ends[0]) / pixels
        words = [(row, min(_MOST_ROOM * pixels, LETTER * len(row["text"]) + 10) * pixel) for row in rows]
        left = [row["low"] - room for row, room in words if row["value"] < 0]
        right = [row["high"] + room for row, room in words if row["value"] >= 0]
        ends = [min([low, *left]), max([high, *right])]
    return ends


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def _middle(rows: list[Row], x: alt.X) -> Iterator[alt.Chart]:
    """Draw the line of no change beside the bars; it leaves the headings free."""
    parts = [{"value": 0.0, "top": row["y"] - _ROW / 2, "bottom": row["y"] + _ROW / 2} for row in rows]
    marks = alt.Chart(data(parts)).mark_rule(color=theme.INK.light, strokeWidth=1, aria=False)
    yield marks.encode(x=x, y=_y("top"), y2=alt.Y2("bottom:Q"))


def _bars(rows: list[Row], x: alt.X) -> Iterator[alt.Chart]:
    ends: dict[str, Any] = {"x": x, "x2": alt.X2("zero:Q"), "y": _y("top"), "y2": alt.Y2("bottom:Q")}
    words = alt.Description("words:N")
    sure = [row for row in rows if row["kind"] == "sure"]
    if sure:
        fill = alt.Fill("fill:N", scale=None, legend=None)
        yield alt.Chart(data(sure)).mark_bar().encode(**ends, fill=fill, description=words)
    hollow = [row for row in rows if row["kind"] == "open"]
    if hollow:
        yield alt.Chart(data(hollow)).mark_bar(**_HOLLOW).encode(**ends, description=words)


def _whiskers(rows: list[Row], scale: alt.Scale) -> Iterator[alt.Chart]:
    shown = [row for row in rows if row["low"] != row["high"]]
    if shown:
        marks = alt.Chart(data(shown)).mark_rule(color=theme.INK.light, strokeWidth=1.2, aria=False)
        yield marks.encode(x=alt.X("low:Q", scale=scale), x2=alt.X2("high:Q"), y=_y("y"))


def _figures(rows: list[Row], x: alt.X) -> Iterator[alt.Chart]:
    """Write each figure at the end of its bar; grey where it may be no effect."""
    for side, align, dx in (("high", "left", 5), ("low", "right", -5)):
        for ink, kinds in ((theme.INK, ("sure",)), (theme.SOFT, ("open", "none"))):
            ends = [
                {"value": row[side], "y": row["y"], "text": row["text"]}
                for row in rows
                if (row["value"] >= 0) == (side == "high") and row["kind"] in kinds
            ]
            if ends:
                style: dict[str, Any] = {"align": align, "dx": dx, "color": ink.light}
                marks = alt.Chart(data(ends)).mark_text(baseline="middle", aria=False, **style)
                yield marks.encode(x=x, y=_y("y"), text="text:N")
