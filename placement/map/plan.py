"""What plan.geojson says: its four layers. Every field but `layer` may be missing; the map then leaves it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from placement.map.fields import Row, typed
from placement.map.records import Candidate, Region, Site, State


@dataclass(frozen=True, slots=True)
class Plan:
    """The four layers, in the order of the file."""

    sites: tuple[Site, ...]
    candidates: tuple[Candidate, ...]
    regions: tuple[Region, ...]
    states: tuple[State, ...]

    @property
    def has_places(self) -> bool:
        """Whether anything has coordinates: without them there is nothing to draw a map of."""
        return any(spot.lat is not None for layer in (self.sites, self.candidates, self.regions) for spot in layer)

    @property
    def state_names(self) -> dict[str, str]:
        """The names of the member states by code."""
        return {state.state: state.name or state.state for state in self.states}


_LAYERS = ("site", "candidate", "region", "state")


def read_plan(plan_geojson: Mapping[str, Any]) -> Plan:
    """Type the features of plan.geojson. A layer the map does not know is an error."""
    by_layer: dict[str, list[dict[str, Any]]] = {layer: [] for layer in _LAYERS}
    for number, feature in enumerate(plan_geojson.get("features") or (), start=1):
        properties = {**_coordinates(feature.get("geometry")), **(feature.get("properties") or {})}
        layer = properties.get("layer")
        if layer not in by_layer:
            raise ValueError(
                f"plan.geojson, feature {number}, property layer: found {layer!r}, "
                f"expected one of {', '.join(_LAYERS)}. Solve the case again with this version."
            )
        by_layer[layer].append(properties)
    return Plan(
        sites=_in_order(_records(Site, by_layer["site"])),
        candidates=_records(Candidate, by_layer["candidate"]),
        regions=_records(Region, by_layer["region"]),
        states=_records(State, by_layer["state"]),
    )


def _records(kind: type[Row], found: Iterable[dict[str, Any]]) -> tuple[Row, ...]:
    where = f"plan.geojson, layer {kind.__name__.lower()}"
    return tuple(typed(kind, properties, f"{where}, entry {i}") for i, properties in enumerate(found, start=1))


def _in_order(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return the sites by opening stage, then the largest first: the order of all lists on the page.

    Who opens earlier stands in more stages; names of stages may come in any order.
    """

    def place(site: Site) -> tuple[int, str, float, float, str]:
        return -len(site.by_stage), site.opened_stage, -(site.it_mw or 0.0), -(site.h100e or 0.0), site.site

    return tuple(sorted(sites, key=place))


def _coordinates(geometry: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return lat and lon of a point; abstract sites have no place and are not drawn."""
    if not geometry or geometry.get("type") != "Point":
        return {}
    lon, lat = geometry["coordinates"][:2]
    return {"lat": lat, "lon": lon}
