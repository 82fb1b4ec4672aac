"""Bars made of parts, lying or upright, with a limit marked on each where there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.layout import BAR, PAGE, UPRIGHT, beside, data, legend, room, shortened, space, whole

ROOM_FOR_TOTALS = 1.2
"""The axis reaches so far beyond the longest bar, so that its total has room beside it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar, in the unit of the axis."""

    bar: str
    part: str
    value: float
    says: str
    """What a reader who points at it is told."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A line across each bar, in the unit of the axis: a limit, or a peak."""

    at: Mapping[str, float]
    says: Mapping[str, str]


def stacked(
    pieces: Sequence[Piece],
    colours: Mapping[str, theme.Colour],
    axis: str,
    name: str,
    *,
    totals: Mapping[str, str] | None = None,
    marks: Marks | None = None,
    upright: bool = False,
) -> alt.TopLevelMixin:
    """Return one bar for each `bar` in order of appearance, its parts end to end; `axis` names the measure and unit."""
    short = shortened(piece.bar for piece in pieces)
    pieces, colours = _shortened(pieces, colours, short)
    totals = {short[bar]: text for bar, text in (totals or {}).items()}
    if marks:
        marks = Marks({short[b]: at for b, at in marks.at.items()}, {short[b]: says for b, says in marks.says.items()})
    bars, rows = list(dict.fromkeys(piece.bar for piece in pieces)), _end_to_end(pieces)
    ends = [row["end"] for row in rows] + [row["start"] for row in rows] + list((marks.at if marks else {}).values())
    more = 1.04 if not totals else 1.1 if upright else room(totals.values(), bars, ROOM_FOR_TOTALS)
    scale = alt.Scale(domain=[min(0.0, *ends), max(0.0, *ends) * more], nice=False)
    layers = [_parts(rows, bars, colours, axis, scale, upright=upright)]
    if marks:
        layers.append(_lines(marks, bars, upright=upright))
    if totals:
        layers.append(_texts(rows, totals, bars, upright=upright))
    return whole(layers, name, PAGE if upright else space(len(bars)))


def grouped(
    pieces: Sequence[Piece], colours: Mapping[str, theme.Colour], axis: str, name: str, texts: Mapping[str, str]
) -> alt.TopLevelMixin:
    """Return a lying bar for each piece, those of one `bar` together; `texts` by "bar/part" stand at the ends."""
    labels = [texts[f"{piece.bar}/{piece.part}"] for piece in pieces]
    pieces, colours = _shortened(pieces, colours, shortened(piece.bar for piece in pieces))
    rows = [
        {"bar": p.bar, "part": p.part, "value": p.value, "says": p.says, "text": text}
        for p, text in zip(pieces, labels, strict=True)
    ]
    bars, parts = list(dict.fromkeys(piece.bar for piece in pieces)), list(colours)
    longest = max(piece.value for piece in pieces)
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("bar:N", title=None, scale=alt.Scale(domain=bars, paddingInner=0.28), axis=_names()),
        yOffset=alt.YOffset("part:N", scale=alt.Scale(domain=parts)),
        x=alt.X(
            "value:Q",
            title=axis,
            scale=alt.Scale(domain=[0, longest * room(labels, bars, ROOM_FOR_TOTALS)], nice=False),
            axis=_MEASURE,
        ),
    )
    drawn = base.mark_bar(height=BAR * 0.5).encode(
        color=_colour(colours, beside(bars)), description=alt.Description("says:N")
    )
    words = base.mark_text(align="left", baseline="middle", dx=4, aria=False).encode(text=alt.Text("text:N"))
    return whole([drawn, words], name, space(len(bars) * max(2, len(parts) * 0.75)))


_MEASURE = alt.Axis(grid=True, domain=False, ticks=False, tickCount=5)


def _shortened(
    pieces: Sequence[Piece], colours: Mapping[str, theme.Colour], bars: Mapping[str, str]
) -> tuple[list[Piece], dict[str, theme.Colour]]:
    """Return the same with short names of bars and parts."""
    parts = shortened([*colours, *(piece.part for piece in pieces)])  # parts of size 0 may have no colour
    cut = [replace(piece, bar=bars[piece.bar], part=parts[piece.part]) for piece in pieces]
    return cut, {parts[part]: colour for part, colour in colours.items()}


def _end_to_end(pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """Lay the parts of each bar end to end from 0: what is negative goes the other way."""
    up: dict[str, float] = {}
    down: dict[str, float] = {}
    rows = []
    for piece in pieces:
        side = up if piece.value >= 0 else down
        start = side.get(piece.bar, 0.0)
        side[piece.bar] = start + piece.value
        rows.append({"bar": piece.bar, "part": piece.part, "start": start, "end": side[piece.bar], "says": piece.says})
    return rows


def _names() -> alt.Axis:
    return alt.Axis(domain=False, ticks=False, labelPadding=6)


def _band(bars: list[str], *, upright: bool) -> Any:
    scale = alt.Scale(domain=bars, padding=0.2)
    if upright:
        return alt.X("bar:N", title=None, scale=scale, axis=alt.Axis(labelAngle=0, domain=False, ticks=False))
    return alt.Y("bar:N", title=None, scale=scale, axis=_names())


def _colour(colours: Mapping[str, theme.Colour], width: float) -> alt.Color:
    scale = alt.Scale(domain=list(colours), range=[colour.light for colour in colours.values()])
    return alt.Color("part:N", scale=scale, legend=legend(list(colours), width=width))


def _parts(
    rows: list[dict[str, Any]],
    bars: list[str],
    colours: Mapping[str, theme.Colour],
    axis: str,
    scale: alt.Scale,
    *,
    upright: bool,
) -> alt.Chart:
    shown = [row for row in rows if row["start"] != row["end"]]
    base = alt.Chart(data(shown)).mark_bar(stroke=theme.PAPER.light, strokeWidth=0.7)
    colour, band = _colour(colours, UPRIGHT if upright else beside(bars)), _band(bars, upright=upright)
    if upright:
        ends = {"x": band, "y": alt.Y("start:Q", title=axis, scale=scale, axis=_MEASURE), "y2": alt.Y2("end:Q")}
    else:
        ends = {"y": band, "x": alt.X("start:Q", title=axis, scale=scale, axis=_MEASURE), "x2": alt.X2("end:Q")}
    chart: alt.Chart = base.encode(color=colour, description=alt.Description("says:N"), **ends)
    return chart


def _lines(marks: Marks, bars: list[str], *, upright: bool) -> alt.Chart:
    rows = [{"bar": bar, "at": at, "says": marks.says[bar]} for bar, at in marks.at.items()]
    band, says = _band(bars, upright=upright), alt.Description("says:N")
    ends = {"x": band, "y": alt.Y("at:Q")} if upright else {"y": band, "x": alt.X("at:Q")}
    chart: alt.Chart = (
        alt.Chart(data(rows))
        .mark_tick(color=theme.INK.light, thickness=2.5, size=BAR * 1.15, opacity=1)
        .encode(description=says, **ends)
    )
    return chart


def _texts(rows: list[dict[str, Any]], totals: Mapping[str, str], bars: list[str], *, upright: bool) -> alt.Chart:
    ends = {bar: max(row["end"] for row in rows if row["bar"] == bar) for bar in bars}
    values = [{"bar": bar, "end": ends[bar], "text": text} for bar, text in totals.items()]
    chart, text, band = alt.Chart(data(values)), alt.Text("text:N"), _band(bars, upright=upright)
    marked: alt.Chart
    if upright:
        marked = chart.mark_text(baseline="bottom", dy=-3, aria=False).encode(x=band, y=alt.Y("end:Q"), text=text)
    else:
        marked = chart.mark_text(align="left", baseline="middle", dx=4, aria=False)
        marked = marked.encode(y=band, x=alt.X("end:Q"), text=text)
    return marked
