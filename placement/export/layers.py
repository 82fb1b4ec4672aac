"""The layers of a run for a map program: geometry in degrees (EPSG:4326), flat properties."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from placement.export.columns import SUFFIXES
from placement.export.source import BadRun, Source

Geometry: TypeAlias = dict[str, Any]
"""GeoJSON, longitude first."""
Shape: TypeAlias = Literal["Point", "LineString", "MultiPolygon"]
Value: TypeAlias = str | float | bool | None
GREECE = {"EL": "GR"}
"""Eurostat writes EL where ISO, and the outlines, write GR."""
_LAYERS = {"site": "sites", "candidate": "candidates", "region": "regions"}


@dataclass(frozen=True)
class Feature:
    """A shape and its properties."""

    geometry: Geometry
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class Layer:
    """Features of one shape; all have the same properties in the same order."""

    name: str
    shape: Shape
    features: tuple[Feature, ...]


def layers(source: Source) -> tuple[Layer, ...]:
    """Return the layers that have something with a place; an abstract run has none."""
    by_layer: dict[str, list[Mapping[str, Any]]] = {}
    for number, feature in enumerate(source.features, start=1):
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        if not isinstance(properties, Mapping):
            raise BadRun(f"{source.folder / 'plan.geojson'}, feature {number}: no properties. Solve the case again.")
        by_layer.setdefault(str(properties.get("layer")), []).append(feature)
    found = (
        *(_points(name, by_layer.get(layer, [])) for layer, name in _LAYERS.items()),
        _states(by_layer.get("state", [])),
        _lines(by_layer.get("region", []), by_layer.get("site", [])),
    )
    return tuple(layer for layer in found if layer.features)


def _points(name: str, features: Sequence[Mapping[str, Any]]) -> Layer:
    placed = [(feature["geometry"], flat(feature["properties"])) for feature in features if feature.get("geometry")]
    return Layer(name, "Point", _alike(placed))


def _states(features: Sequence[Mapping[str, Any]]) -> Layer:
    """Join the figures of each state with its outline; a state without an outline is left out."""
    shapes = _outlines()
    found = []
    for feature in features:
        properties = flat(feature["properties"])
        state = str(properties.get("state"))
        if shape := shapes.get(GREECE.get(state, state)):
            found.append((shape, properties))
    return Layer("states", "MultiPolygon", _alike(found))


def _outlines() -> dict[str, Geometry]:
    text = (files("placement.map") / "outlines.geojson").read_text(encoding="utf-8")
    shapes = {feature["properties"]["iso2"]: feature["geometry"] for feature in json.loads(text)["features"]}
    return {state: _multi(shape) for state, shape in shapes.items()}


def _multi(shape: Geometry) -> Geometry:
    if shape["type"] == "MultiPolygon":
        return shape
    return {"type": "MultiPolygon", "coordinates": [shape["coordinates"]]}


def _lines(regions: Sequence[Mapping[str, Any]], sites: Sequence[Mapping[str, Any]]) -> Layer:
    """Draw a line from each region to each site that serves it in the last stage, workload by workload."""
    at = {site["properties"].get("site"): site for site in sites if site.get("geometry")}
    found = []
    for region in regions:
        if not region.get("geometry"):
            continue
        for service in region["properties"].get("services") or ():
            if site := at.get(service.get("site")):
                found.append(_line(region, site, service))
    return Layer("service_lines", "LineString", _alike(found))


def _line(
    region: Mapping[str, Any], site: Mapping[str, Any], service: Mapping[str, Any]
) -> tuple[Geometry, dict[str, Value]]:
    ends = [region["geometry"]["coordinates"][:2], site["geometry"]["coordinates"][:2]]
    properties = {
        "region": region["properties"].get("region"),
        "region_name": region["properties"].get("name"),
        "site": service["site"],
        "site_name": site["properties"].get("name"),
        "workload": service.get("workload"),
        "share": service.get("share"),
        "rtt_ms": service.get("rtt_ms"),
    }
    return {"type": "LineString", "coordinates": ends}, properties


def _alike(rows: Sequence[tuple[Geometry, dict[str, Value]]]) -> tuple[Feature, ...]:
    names = list(dict.fromkeys(name for _, properties in rows for name in properties))
    return tuple(Feature(shape, {name: properties.get(name) for name in names}) for shape, properties in rows)


def flat(properties: Mapping[str, Any]) -> dict[str, Value]:
    """Return properties without anything nested: a value for each stage, supply or term gets a name of its own.

    `by_stage` [{stage: 2028-30, it_mw: 5}] becomes it_mw_2028_30; `supply_mwh_per_year` {wind: 5} becomes
    supply_wind_mwh_per_year. Services are a layer of their own, and the layer's name is no property.
    """
    found: dict[str, Value] = {}
    for key, value in properties.items():
        if key in ("layer", "services"):
            continue
        for name, item in _parts(key, value):
            found[_unused(name, found)] = item
    return found


def _parts(key: str, value: Any) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Mapping):
        suffix = next((f"_{unit}" for unit, _ in SUFFIXES if key.endswith(f"_{unit}")), "")
        yield from ((f"{key.removesuffix(suffix)}_{_slug(name)}{suffix}", _scalar(v)) for name, v in value.items())
    elif isinstance(value, list):
        prefix = key.removesuffix("by_stage")
        for number, entry in enumerate(value, start=1):
            stage = _slug(entry.get("stage", number)) if isinstance(entry, Mapping) else str(number)
            items = entry.items() if isinstance(entry, Mapping) else [("value", entry)]
            yield from ((f"{prefix}{name}_{stage}", _scalar(v)) for name, v in items if name != "stage")
    else:
        yield key, _scalar(value)


def _scalar(value: Any) -> Value:
    if value is None or isinstance(value, str | bool):
        return value
    return float(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)


def _slug(text: object) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(text).lower()).strip("_") or "unnamed"


def _unused(name: str, taken: Mapping[str, Value]) -> str:
    """Return the name, numbered where two stages or terms give the same: columns of a GeoPackage ignore case."""
    number, free = 1, name
    while free.lower() in {other.lower() for other in taken}:
        number += 1
        free = f"{name}_{number}"
    return free
