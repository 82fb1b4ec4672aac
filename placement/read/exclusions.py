"""``exclusions.geojson``: polygons in which no site may stand."""

import json
from pathlib import Path
from typing import Any

from models.case import Exclusion
from placement.read.bytes_of import file_text
from placement.read.findings import Finding
from placement.read.folders import display

ADVICE = "Give a GeoJSON FeatureCollection of polygons with rings of [lon, lat]."


def read_exclusions(path: Path) -> tuple[tuple[Exclusion, ...], list[Finding]]:
    """The polygons; none without the file."""
    if not (path.exists() or path.is_symlink()):
        return (), []
    file = display(path)
    text = file_text(path)
    if isinstance(text, Finding):
        return (), [text]
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        return (), [Finding(file, row, None, "broken JSON", "a GeoJSON file", ADVICE)]
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        return (), [Finding(file, None, None, "no list of features", "a FeatureCollection", ADVICE)]
    exclusions: list[Exclusion] = []
    findings: list[Finding] = []
    for number, feature in enumerate(features, start=1):
        one = _exclusion(file, number, feature)
        if isinstance(one, Finding):
            findings.append(one)
        else:
            exclusions.append(one)
    return tuple(exclusions), findings


def _exclusion(file: str, number: int, feature: Any) -> Exclusion | Finding:
    """One feature; shapely judges the rings."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        found = f"feature {number} without a polygon"
        return Finding(file, None, None, found, "features of type Polygon or MultiPolygon", ADVICE)
    try:
        polygon = shape(geometry)
        valid = polygon.is_valid and not polygon.is_empty
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError, OverflowError):
        valid = False
    if not valid:
        found = f"feature {number} with rings that are no valid polygon"
        advice = "Close the rings, keep them from crossing themselves; coordinates are [lon, lat]."
        return Finding(file, None, None, found, "valid polygons", advice)
    properties = feature.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return Exclusion(str(name or f"area {number}"), geometry)
