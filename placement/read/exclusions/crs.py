"""The coordinate reference system that a file, a feature or a geometry declares, and the way from it to degrees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from placement.read.exclusions.bad_area import BadArea
from placement.read.findings import shown

if TYPE_CHECKING:
    from pyproj import Transformer

DEGREES = re.compile(
    r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(?:OGC[:/].*CRS84|EPSG[:/].*\b4326)", re.I
)
"""What GeoJSON means anyway. Files that declare EPSG:4326 have the longitude first, whatever its register says."""

ADVICE = (
    'Declare it as {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}}, '
    "or export the file in degrees (EPSG:4326)."
)


def declared(holder: Mapping[str, Any], inherited: str | None) -> str | None:
    """Name of the system: the holder's own, else the one above it; None for degrees. Raises BadArea."""
    crs = holder.get("crs")
    if crs is None:
        return inherited
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties if isinstance(properties, dict) else {}
    name = named.get("name") or (f"EPSG:{named['code']}" if isinstance(named.get("code"), int | str) else None)
    if not isinstance(name, str):
        raise BadArea("a crs that names no system", "the name of a coordinate reference system", ADVICE)
    return None if DEGREES.fullmatch(name.strip()) else name.strip()


@cache
def is_on_a_map(name: str) -> bool:
    """Whether its coordinates are lengths on a map, and no degrees. Raises BadArea."""
    from pyproj import CRS

    to_degrees(name)
    return bool(CRS.from_user_input(name).is_projected)


@cache
def to_degrees(name: str) -> Transformer:
    """The way from a system, its easting or longitude first, to degrees. Raises BadArea."""
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        system = CRS.from_user_input(name).to_2d()
        if not (system.is_projected or system.is_geographic):
            raise BadArea(f"the crs {shown(name)}", "a system on a map or in degrees", ADVICE)
        return Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    except ProjError as error:  # also what no database knows
        raise BadArea(f"the crs {shown(name)}", "a coordinate reference system that PROJ knows", ADVICE) from error
