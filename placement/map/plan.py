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
    for number, feature in enumerate(_listed(plan_geojson.get("features")), start=1):
        where = f"plan.geojson, feature {number}"
        known = _object(where, feature)
        geometry, own = (_object(f"{where}, {part}", known.get(part)) for part in ("geometry", "properties"))
        properties = {**_coordinates(where, geometry), **own}
        layer = properties.get("layer")
        if not isinstance(layer, str) or layer not in by_layer:
            raise ValueError(
                f"{where}, property layer: found {layer!r}, "
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


def _coordinates(where: str, geometry: Mapping[str, Any]) -> dict[str, Any]:
    """Return lat and lon of a point; abstract sites have no place and are not drawn."""
    if geometry.get("type") != "Point":
        return {}
    found = geometry.get("coordinates")
    if not isinstance(found, list) or len(found) < 2:
        raise ValueError(
            f"{where}, coordinates: found {found!r}, expected longitude and latitude. Solve the case again."
        )
    return {"lat": found[1], "lon": found[0]}


def _listed(found: Any) -> list[Any]:
    if found is not None and not isinstance(found, list):
        raise ValueError(
            f"plan.geojson, features: found {type(found).__name__}, expected a list. Solve the case again."
        )
    return found or []


def _object(where: str, found: Any) -> Mapping[str, Any]:
    if found is not None and not isinstance(found, Mapping):
        raise ValueError(f"{where}: found {type(found).__name__}, expected an object. Solve the case again.")
    return found or {}
