"""One feature as a valid area in degrees, within Europe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from placement.read.europe import LAT, LON
from placement.read.exclusions.bad_area import BadArea
from placement.read.exclusions.crs import is_on_a_map, to_degrees
from placement.read.exclusions.rings import Part, parts_of
from placement.read.findings import shown

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

EUROPE = f"an area in Europe (longitude {LON[0]:g} to {LON[1]:g}, latitude {LAT[0]:g} to {LAT[1]:g})"
NOT_DECLARED = "Remove the crs where the coordinates are in degrees, or name the system that they are in."
NOT_DEGREES = (
    'Give degrees [lon, lat]; for metres name their system in "crs", or export the file in degrees (EPSG:4326).'
)
PIECES = 100
"""Pieces of an edge as long as its area: straight lines of a map are none in degrees."""


def area_of(geometry: object, crs: str | None) -> tuple[BaseGeometry, list[str]]:
    """The area, and what was mended. Raises BadArea."""
    from shapely import is_valid, is_valid_reason, make_valid

    parts = parts_of(geometry)
    closed = sum(part.closed for part in parts)
    mended = [] if closed == 0 else ["an open ring was closed" if closed == 1 else f"{closed} open rings were closed"]
    area = _drawn(parts)
    if crs is not None:
        area = _in_degrees(area, crs)
    _need_degrees(area)
    if not is_valid(area):
        mended.append(f"{_in_words(is_valid_reason(area))}: made valid")
        area = make_valid(area, method="structure", keep_collapsed=False)  # what is covered twice stays covered
    if area.is_empty or area.area == 0:
        raise BadArea("rings that enclose nothing", "an area")
    return area, mended + _need_europe(area)


def _drawn(parts: Sequence[Part]) -> BaseGeometry:
    from shapely import MultiPolygon, Polygon

    polygons = [Polygon(part.rings[0], list(part.rings[1:])) for part in parts]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _in_degrees(area: BaseGeometry, crs: str) -> BaseGeometry:
    from shapely import segmentize, transform

    way = to_degrees(crs)

    def moved(points: Any) -> Any:
        return np.column_stack(way.transform(points[:, 0], points[:, 1]))

    west, south, east, north = area.bounds
    if is_on_a_map(crs) and max(-west, east) <= 180 and max(-south, north) <= 90:
        numbers = f"{west:.6g} to {east:.6g} and {south:.6g} to {north:.6g}, which look like degrees"
        raise BadArea(numbers, f"coordinates of the declared crs {shown(crs)}", NOT_DECLARED)
    longest = max(east - west, north - south) / PIECES
    found = transform(segmentize(area, longest) if longest > 0 else area, moved)
    if not np.isfinite(found.bounds).all():
        raise BadArea(
            f"points where {shown(crs)} has no place on Earth", "coordinates in the declared crs", NOT_DEGREES
        )
    return found


def _need_degrees(area: BaseGeometry) -> None:
    west, south, east, north = area.bounds
    for what, value, most in (("longitude", west, 180), ("longitude", east, 180), ("latitude", south, 90),
                              ("latitude", north, 90)):  # fmt: skip
        if abs(value) > most:
            raise BadArea(f"the {what} {value:.10g}", f"degrees from -{most} to {most}", NOT_DEGREES)


def _need_europe(area: BaseGeometry) -> list[str]:
    """A note on parts elsewhere. Raises BadArea where nothing is in Europe, or all of it were the other way round."""
    from shapely import box, get_parts, intersects, transform

    europe = box(LON[0], LAT[0], LON[1], LAT[1])
    swapped = europe.covers(transform(area, lambda points: points[:, ::-1])) and not europe.covers(area)
    if swapped or not area.intersects(europe):
        west, south, east, north = area.bounds
        found = f"longitude {west:.6g} to {east:.6g}, latitude {south:.6g} to {north:.6g}"
        advice = (
            "It looks like lat and lon are swapped." if swapped else "Correct it, or remove it: no site can be there."
        )
        raise BadArea(found, EUROPE, advice)
    outside = int((~intersects(get_parts(area), europe)).sum())
    return [f"{outside} of its parts outside Europe, where no site can be"] if outside else []


def _in_words(reason: str) -> str:
    """``Self-intersection[21.5 62.7]`` as ``self-intersection at 21.5 62.7``."""
    what, _, where = reason.partition("[")
    return what.strip().lower() + (f" at {where.rstrip(']')}" if where else "")
