"""A map of sites without a browser: the member states' outlines, a mark for each site, its name beside it, a legend.

Equal-area projection around 52 N 10 E, as on the interactive map. The area of a mark stands for its size, whatever its
shape. Pixels throughout, origin at the top left.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import altair as alt

from placement.charts import theme
from placement.charts.siting_labels import LINE, Mark, place_labels
from placement.charts.siting_legend import Entry, Kind, Sizes, drawn, legend, round_sizes
from placement.charts.siting_marks import Frame, Radius, Row, plane, rings, rules, symbols, texts

NOTICE = "Screening result, not a connection offer."
_MARGIN = 14.0
_LARGEST = 17.0
"""Radius of the largest circle on a map 640 pixels wide."""

__all__ = ["NOTICE", "Kind", "Place", "Sizes", "round_sizes", "siting_map"]


@dataclass(frozen=True)
class Place:
    """A site on the map; ``size`` and ``ring`` in the unit of the map."""

    name: str
    lat: float
    lon: float
    size: float
    kind: Kind
    words: str
    """What a screen reader and the tooltip say."""
    ring: float | None = None
    """Another size to show as a dashed ring."""


def siting_map(
    places: Sequence[Place],
    sizes: Sizes,
    *,
    words: str,
    kinds: Sequence[Kind] = (),
    width: int = 640,
    dots: Iterable[tuple[float, float]] = (),
) -> alt.TopLevelMixin:
    """Draw sites, and ``dots`` (latitude and longitude of candidates), on the outlines; ``words`` describe the map.

    The legend lists ``kinds``, or those that the places have.
    """
    dotted = list(dots)
    frame = _frame(width, [*((place.lat, place.lon) for place in places), *dotted])
    radius = _radius(places, width)
    shown = kinds or tuple(dict.fromkeys(place.kind for place in places))
    ringed = any(place.ring is not None for place in places)
    entries = legend(shown, sizes, radius, candidates=bool(dotted), ringed=ringed)
    layers = [
        _land(frame),
        *([symbols(_dots(frame, dotted), 0.5, aria=False)] if dotted else []),
        *_marks(frame, places, radius),
        *_names(frame, places, radius, entries),
        *drawn(entries),
        texts([{"x": 0.0, "y": frame.height, "text": NOTICE}], theme.SOFT),
    ]
    return alt.layer(*layers, width=frame.width, height=frame.height, description=words)


def _radius(places: Sequence[Place], width: int) -> Radius:
    largest = max((max(place.size, place.ring or 0.0) for place in places), default=0.0)
    return Radius(largest, _LARGEST * max(0.7, width / 640))


@lru_cache(maxsize=1)
def _outlines() -> str:
    """Return the outlines of the member states (GeoJSON text, degrees)."""
    return (files("placement.map") / "outlines.geojson").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _edge() -> tuple[tuple[float, float], ...]:
    """Return the corners of the box around all outlines, in plane coordinates."""
    shapes = json.loads(_outlines())["features"]
    points = [plane(*place) for shape in shapes for place in _corners(shape["geometry"]["coordinates"])]
    return (min(x for x, _ in points), min(y for _, y in points)), (
        max(x for x, _ in points),
        max(y for _, y in points),
    )


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Return latitude and longitude of every corner of a shape."""
    if isinstance(coordinates[0], int | float):
        yield coordinates[1], coordinates[0]
    else:
        for part in coordinates:
            yield from _corners(part)


def _frame(width: int, others: list[tuple[float, float]]) -> Frame:
    """Fit the outlines and all places into the width."""
    points = [*_edge(), *(plane(*place) for place in others)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    scale = (width - 2 * _MARGIN) / (right - left)
    height = scale * (high - low) + 2 * _MARGIN + LINE  # below: the notice
    return Frame(width, height, scale, (_MARGIN - scale * left, _MARGIN + scale * high))


def _land(frame: Frame) -> alt.Chart:
    """Return the outlines; Vega projects them with the same scale and shift as we do the sites."""
    # as text: Altair would copy a parsed GeoJSON, number by number, at every step
    data = alt.InlineData(values=_outlines(), format=alt.JsonDataFormat(type="json", property="features"))
    paint: Row = {"fill": theme.LAND.light, "stroke": theme.COAST.light, "strokeWidth": 0.7}
    shape = alt.Chart(data).mark_geoshape(**paint, aria=False, clip=False)  # a clip would get an id that never repeats
    shift: Row = {"scale": frame.scale, "translate": list(frame.shift)}
    drawn: alt.Chart = shape.project(type="azimuthalEqualArea", rotate=[-10, -52, 0], **shift)
    return drawn


def _dots(frame: Frame, places: list[tuple[float, float]]) -> list[Row]:
    style = {"size": 12, "shape": "circle", "fill": theme.SOFT.light, "words": ""}
    return [{"x": x, "y": y, **style} for x, y in (frame.at(*place) for place in places)]


def _marks(frame: Frame, places: Sequence[Place], radius: Radius) -> Iterator[alt.Chart]:
    """Draw the largest first, so that no mark hides a smaller one; rings above them all."""
    ranked = sorted(places, key=lambda place: -place.size)
    if ranked:
        yield symbols([_row(frame, p, radius.vega(p.size, p.kind.shape)) for p in ranked], 1.5, aria=True)
    ringed = [_row(frame, p, radius.vega(p.ring, "circle")) for p in ranked if p.ring is not None]
    if ringed:
        yield rings(ringed)


def _row(frame: Frame, place: Place, size: float) -> Row:
    x, y = frame.at(place.lat, place.lon)
    return {
        "x": x,
        "y": y,
        "size": size,
        "shape": place.kind.shape,
        "fill": place.kind.colour.light,
        "words": place.words,
    }


def _names(frame: Frame, places: Sequence[Place], radius: Radius, taken: Sequence[Entry]) -> Iterator[alt.Chart]:
    """Write the names on a halo of the page's colour, with a thin line to the marks that they stand apart from."""
    marks = [Mark(*frame.at(p.lat, p.lon), _reach(p, radius), p.name) for p in places]
    labels = list(place_labels(marks, [entry.box for entry in taken], (0, 0, frame.width, frame.height - LINE)))
    lines = rules(label.line for label in labels if label.line)
    if lines is not None:
        yield lines
    rows: list[Row] = [{"x": label.left, "y": label.top, "text": label.text} for label in labels]
    if rows:
        yield texts(rows, theme.PAPER, baseline="top", stroke=theme.PAPER.light, strokeWidth=3, fontWeight=600)
        yield texts(rows, theme.INK, baseline="top", fontWeight=600)


def _reach(place: Place, radius: Radius) -> float:
    """Return how far a mark reaches from its middle; a diamond's corners reach farther than a circle's edge."""
    own = radius.of(place.size) * {"circle": 1.0, "square": 0.9, "diamond": 1.26}[place.kind.shape]
    return max(own, radius.of(place.ring) if place.ring is not None else 0.0) + 1
