"""The file of excluded areas, feature by feature."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.case import Exclusion
from placement.json_file import KeyTwice, each_key_once
from placement.read.bytes_of import file_text
from placement.read.exclusions.bad_area import ADVICE, BadArea
from placement.read.exclusions.crs import declared
from placement.read.findings import Finding, shown
from placement.read.folders import display
from placement.read.notes import Note

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MOST_NOTES = 10
"""Mended areas that are told one by one."""


@dataclass(frozen=True)
class Areas:
    """What stands in the file."""

    exclusions: tuple[Exclusion, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()


def read_exclusions(path: Path) -> Areas:
    """The areas; none without the file."""
    if not (path.exists() or path.is_symlink()):
        return Areas()
    file = display(path)
    text = file_text(path)
    if isinstance(text, Finding):
        return Areas(findings=(text,))
    try:
        content = json.loads(text.text, object_pairs_hook=each_key_once)
        return _areas(file, *_features(content))
    except BadArea as bad:
        return Areas(findings=(Finding(file, None, None, bad.found, bad.expected, bad.advice),))
    except KeyTwice as twice:
        found = f'the key "{shown(twice.key)}" twice in one object'
        return Areas(findings=(Finding(file, None, None, found, "each key once", "Keep one of the two."),))
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        return Areas(findings=(Finding(file, row, None, "broken JSON", "a GeoJSON file", ADVICE),))


def _features(content: Any) -> tuple[list[Any], str | None]:
    """The features, and the coordinate reference system of the file. Raises BadArea."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        kind = content.get("type") if isinstance(content, dict) else None
        found = f"a {shown(kind)} without a list of features" if isinstance(kind, str) else "no list of features"
        raise BadArea(found, "a FeatureCollection")
    return features, declared(content, None)


def _areas(file: str, features: list[Any], crs: str | None) -> Areas:
    """Each feature as an area, or as a finding."""
    found = _Found(file)
    for number, feature in enumerate(features, start=1):
        try:
            found.add(number, feature, *_one(feature, crs))
        except BadArea as bad:
            what = f"{_name(number, feature)} with {bad.found}"
            found.findings.append(Finding(file, None, None, what, bad.expected, bad.advice))
    if not features:
        found.mended.append("no area stands in it")
    return Areas(tuple(found.exclusions), tuple(found.findings), found.notes())


@dataclass
class _Found:
    """What was read so far."""

    file: str
    exclusions: list[Exclusion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    moved: dict[str, list[BaseGeometry]] = field(default_factory=dict)

    def add(self, number: int, feature: Any, area: BaseGeometry, mended: list[str], crs: str | None) -> None:
        """One area, and what was mended in it."""
        self.exclusions.append(Exclusion(_given_name(feature) or f"area {number}", _geometry(area)))
        self.mended += [f"{_name(number, feature)}: {what}" for what in mended]
        if crs is not None:
            self.moved.setdefault(crs, []).append(area)

    def notes(self) -> tuple[Note, ...]:
        """Where areas were moved to, and what was mended: each, or the first few and how many more."""
        told = [_moved(*one) for one in self.moved.items()] + self.mended[:MOST_NOTES]
        rest = len(self.mended) - MOST_NOTES
        told += [f"{rest:,} more areas were mended alike"] if rest > 0 else []
        return tuple(Note(self.file, what) for what in told)


def _one(feature: Any, crs: str | None) -> tuple[BaseGeometry, list[str], str | None]:
    from placement.read.exclusions.area import area_of

    if not isinstance(feature, Mapping):
        raise BadArea("no geometry", "a feature with a Polygon or MultiPolygon")
    geometry = feature.get("geometry")
    own = declared(feature, crs)
    own = declared(geometry, own) if isinstance(geometry, Mapping) else own
    return *area_of(geometry, own), own


def _name(number: int, feature: Any) -> str:
    name = _given_name(feature)
    return f"feature {number} ({shown(name)})" if name else f"feature {number}"


def _given_name(feature: Any) -> str | None:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    return name if isinstance(name, str) and name.strip() else None


def _geometry(area: BaseGeometry) -> Mapping[str, Any]:
    from shapely.geometry import mapping

    found: Mapping[str, Any] = mapping(area)
    return found


def _moved(crs: str, areas: list[BaseGeometry]) -> str:
    """Where the areas of a declared system lie: whoever knows them sees whether its axes were read rightly."""
    from shapely import total_bounds

    west, south, east, north = total_bounds(areas)
    where = f"longitude {west:.4g} to {east:.4g}, latitude {south:.4g} to {north:.4g}"
    return f"coordinates of {shown(crs)} were turned into degrees: {where}"
