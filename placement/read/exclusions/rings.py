"""The rings of a geometry as arrays, each number looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placement.read.exclusions.bad_area import ADVICE, BadArea
from placement.read.findings import shown

LARGEST = 1e12
"""Beyond any coordinate on Earth, in any unit."""
POLYGONS = "a Polygon or MultiPolygon"


@dataclass(frozen=True)
class Part:
    """One polygon: its outer ring, then its holes, each closed."""

    rings: tuple[NDArray[np.float64], ...]
    closed: int
    """Rings that had to be closed."""


def parts_of(geometry: object) -> tuple[Part, ...]:
    """The polygons of a geometry. Raises BadArea."""
    if geometry is None:
        advice = "Remove the feature, or draw its area: an area without a place bars nothing."
        raise BadArea("no geometry (null)", POLYGONS, advice)
    if not isinstance(geometry, Mapping):
        raise BadArea("no geometry", POLYGONS)
    parts = tuple(_part(place, rings) for place, rings in _polygons(geometry))
    if not parts:
        raise BadArea("a geometry without coordinates", POLYGONS)
    return parts


def _polygons(geometry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Where each polygon stands, and its rings."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        yield "", coordinates
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        for number, rings in enumerate(coordinates, start=1):
            yield f"part {number}, ", rings
    else:
        raise BadArea(f"a geometry of type {shown(kind)}" if kind else "a geometry without a type", POLYGONS)


def _part(place: str, rings: Any) -> Part:
    if not isinstance(rings, list) or not rings:
        raise BadArea(f"{place}no rings", "a list of rings")
    read = [_ring(f"{place}ring {number}", ring) for number, ring in enumerate(rings, start=1)]
    return Part(tuple(ring for ring, _ in read), sum(closed for _, closed in read))


def _ring(place: str, positions: Any) -> tuple[NDArray[np.float64], bool]:
    """The ring, closed, and whether it had to be."""
    if not isinstance(positions, list):
        raise BadArea(f"{place} that is no list", "a list of points [lon, lat]")
    for number, position in enumerate(positions, start=1):
        if not _is_position(position):
            raise BadArea(f"{place}, point {number}: {_words(position)}", "two finite numbers [lon, lat]")
    ring = np.array([position[:2] for position in positions], dtype=float).reshape(-1, 2)
    open_ring = len(ring) > 0 and bool((ring[0] != ring[-1]).any())
    ring = np.vstack([ring, ring[:1]]) if open_ring else ring
    if len(ring) < 4:
        raise BadArea(f"{place} of fewer than three points", "a ring around an area", ADVICE)
    return ring, open_ring


def _is_position(position: Any) -> bool:
    """Whether it is a list of two finite numbers, and perhaps a height."""
    if not isinstance(position, list) or len(position) < 2:
        return False
    return all(type(number) in (int, float) and abs(number) <= LARGEST for number in position[:2])


def _words(position: Any) -> str:
    if not isinstance(position, list):
        return shown(position)
    return "[" + ", ".join(shown(number) for number in position[:3]) + "]"
