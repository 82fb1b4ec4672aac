"""What a map of sites is drawn with: pixels of places, sizes of marks, and layers of symbols, rings and words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.theme import Colour

_CENTRE_LAT, _CENTRE_LON = math.radians(52), math.radians(10)
AREA_OF_SHAPE = {"circle": math.pi / 4, "square": 1.0, "diamond": 0.5}
"""Share of its bounding box that a shape of Vega fills."""

Row = dict[str, Any]
"""x, y and what a layer needs besides."""


@dataclass(frozen=True)
class Frame:
    """Pixels from plane coordinates of the unit sphere."""

    width: float
    height: float
    scale: float
    shift: tuple[float, float]

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place stands, x and y in pixels."""
        x, y = plane(lat, lon)
        return self.shift[0] + self.scale * x, self.shift[1] - self.scale * y


@dataclass(frozen=True)
class Radius:
    """The radius of a circle of a size, in pixels: its area is in proportion."""

    largest: float
    pixels: float

    def of(self, size: float) -> float:
        """Return the radius; a mark is never too small to see."""
        return max(2.5, self.pixels * math.sqrt(max(0.0, size) / self.largest)) if self.largest > 0 else 5.0

    def vega(self, size: float, shape: str) -> float:
        """Return Vega's size (area of the bounding box) of a shape with the area of that circle."""
        return bounding(self.of(size), shape)


def bounding(radius: float, shape: str) -> float:
    """Return Vega's size of a shape with the area of a circle of that radius."""
    return math.pi * radius**2 / AREA_OF_SHAPE[shape]


def plane(lat: float, lon: float) -> tuple[float, float]:
    """Project degrees by Lambert's azimuthal equal-area projection on the unit sphere."""
    phi, turn = math.radians(lat), math.radians(lon) - _CENTRE_LON
    north = math.sin(_CENTRE_LAT) * math.sin(phi) + math.cos(_CENTRE_LAT) * math.cos(phi) * math.cos(turn)
    k = math.sqrt(2 / max(1e-9, 1 + north))
    across = math.cos(_CENTRE_LAT) * math.sin(phi) - math.sin(_CENTRE_LAT) * math.cos(phi) * math.cos(turn)
    return k * math.cos(phi) * math.sin(turn), k * across


def by_pixels(rows: list[Row]) -> alt.Chart:
    """Return a chart whose x and y are pixels."""
    return alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None)
    )


def symbols(rows: list[Row], edge_width: float, *, aria: bool) -> alt.Chart:
    """Draw rows of x, y, size, shape, fill and words; the words are what a screen reader says of each."""
    style: Row = {
        "filled": True,
        "opacity": 1,
        "fillOpacity": 0.88,
        "stroke": theme.PAPER.light,
        "strokeWidth": edge_width,
        "aria": aria,
    }
    chart: alt.Chart = (
        by_pixels(rows)
        .mark_point(**style)
        .encode(
            size=alt.Size("size:Q", scale=None, legend=None),
            shape=alt.Shape("shape:N", scale=None, legend=None),
            fill=alt.Fill("fill:N", scale=None, legend=None),
            description="words:N",
        )
    )
    return chart


def rings(rows: list[Row], *, dashed: bool = True) -> alt.Chart:
    """Draw open circles from rows of x, y and size."""
    line: Row = {"stroke": theme.INK.light, "strokeWidth": 1.5, "strokeDash": [3, 2] if dashed else [1, 0]}
    marks = by_pixels(rows).mark_point(shape="circle", filled=False, opacity=1, aria=False, **line)
    chart: alt.Chart = marks.encode(size=alt.Size("size:Q", scale=None, legend=None))
    return chart


def texts(rows: list[Row], colour: Colour, **style: Any) -> alt.Chart:
    """Write rows of x, y and text."""
    given: Row = {
        "align": "left",
        "baseline": "bottom",
        "fontSize": theme.TEXT_SIZE,
        "color": colour.light,
        "aria": False,
    }
    chart: alt.Chart = by_pixels(rows).mark_text(**(given | style)).encode(text="text:N")
    return chart


def rules(boxes: Iterator[tuple[float, float, float, float]]) -> alt.Chart | None:
    """Draw thin lines from (x, y) to (x2, y2); None where there are none."""
    rows = [dict(zip(("x", "y", "x2", "y2"), box, strict=True)) for box in boxes]
    if not rows:
        return None
    line = by_pixels(rows).mark_rule(stroke=theme.SOFT.light, strokeWidth=0.8, aria=False)
    drawn: alt.Chart = line.encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    return drawn
