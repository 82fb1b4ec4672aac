"""How a figure spreads along a parameter: of the cases in each slice the middle one, the half around it, nearly all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import altair as alt

from placement.charts import theme
from placement.charts.layout import data

WIDTH, HEIGHT = 290, 150
"""Pixels: three stand side by side on a desk."""
Ticks: TypeAlias = Sequence[tuple[float, str]]
"""Where words stand below, and the words."""
KINDS = {"outer": theme.PALE, "inner": theme.LESS[1]}


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a parameter's range; the figures of its cases at shares of 10, 25, 50, 75 and 90 %."""

    start: float
    end: float
    shares: tuple[float, float, float, float, float]
    words: str
    """What a reader who points at it is told."""


def spread(
    slices: Sequence[Slice],
    ticks: Ticks,
    axes: tuple[str, str],
    range_: tuple[float, float],
    name: str,
) -> alt.TopLevelMixin:
    """Return the slices side by side; `ticks` stand below, `axes` names both, `range_` is that of the figure."""
    across = alt.Scale(domain=[slices[0].start, slices[-1].end], nice=False)
    axis = alt.Axis(labels=False, ticks=False, domain=False, grid=False, titlePadding=22)
    x = alt.X("start:Q", title=axes[0], scale=across, axis=axis)
    scale = alt.Scale(domain=list(range_), zero=False, nice=False)
    y = alt.Y("low:Q", title=axes[1], scale=scale, axis=alt.Axis(domain=False, ticks=False, tickCount=4))
    colour = alt.Scale(domain=list(KINDS), range=[paint.light for paint in KINDS.values()])
    fill = alt.Fill("kind:N", scale=colour, legend=None)
    bands = [row for one in slices for row in _bands(one)]
    boxes = alt.Chart(data(bands)).mark_rect(strokeWidth=0).encode(x=x, x2=alt.X2("end:Q"), y=y, y2=alt.Y2("high:Q"))
    middles = [{"start": one.start, "end": one.end, "low": one.shares[2]} for one in slices]
    lines = alt.Chart(data(middles)).mark_rule(color=theme.INK.light, strokeWidth=2, aria=False)
    layers = [
        boxes.encode(fill=fill, description=alt.Description("words:N")),
        lines.encode(x=x, x2=alt.X2("end:Q"), y=y),
        *(_tick(at, text, across) for at, text in ticks),
    ]
    fit: Any = {"type": "fit-x", "contains": "padding"}
    return alt.layer(*layers, width=WIDTH, height=HEIGHT, description=name, autosize=fit)


def _bands(one: Slice) -> list[dict[str, Any]]:
    low, quarter, _, three, high = one.shares
    outer, inner = KINDS
    return [
        {"start": one.start, "end": one.end, "kind": outer, "low": low, "high": high, "words": one.words},
        {"start": one.start, "end": one.end, "kind": inner, "low": quarter, "high": three, "words": one.words},
    ]


def _tick(at: float, text: str, scale: alt.Scale) -> alt.Chart:
    """Write a tick's words: what the case calls a value is text, never an expression of Vega's."""
    low, high = scale.domain
    style: dict[str, Any] = {"align": "left" if at <= low else "right" if at >= high else "center"}
    marks = alt.Chart(data([{"start": at, "text": text}])).mark_text(baseline="top", dy=6, aria=False, **style)
    drawn: alt.Chart = marks.encode(x=alt.X("start:Q", scale=scale), y=alt.value(HEIGHT), text="text:N")
    return drawn
