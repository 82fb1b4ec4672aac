"""What plan.geojson says, typed. Every field but `layer` may be missing; the map then leaves it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from placement.map.fields import AsList, Number, Record, Text


class SiteStage(Record):
    """A chosen site in one stage."""

    stage: Text = ""
    it_mw: Number = None
    accelerators: Number = None
    h100e: Number = None


class Site(Record):
    """A chosen site: the columns of sites.csv (docs/run-format.md)."""

    site: Text = ""
    name: Text = ""
    state: Text = ""
    zone: Text = ""
    site_type: Text = ""
    opened_stage: Text = ""
    cooling: Text = ""
    lat: Number = None
    lon: Number = None
    it_mw: Number = None
    facility_peak_mw: Number = None
    facility_mean_mw: Number = None
    pue_mean: Number = None
    accelerators: Number = None
    h100e: Number = None
    served_h100e: Number = None
    headroom_firm_mw: Number = None
    headroom_non_firm_mw: Number = None
    delivered_eur_per_mwh: Number = None
    energy_mwh_per_year: Number = None
    ppa_share: Number = None
    carbon_free_share: Number = None
    carbon_location_t_per_year: Number = None
    carbon_market_t_per_year: Number = None
    carbon_hourly_t_per_year: Number = None
    water_m3_per_year: Number = None
    heat_mwh_per_year: Number = None
    capital_eur: Number = None
    eu_eur: Number = None
    state_eur: Number = None
    equity_eur: Number = None
    loan_eur: Number = None
    grant_eur_per_h100eh: Number = None
    lcoc_installed_eur_per_h100eh: Number = None
    lcoc_sold_eur_per_h100eh: Number = None
    cost_eur: Number = None
    siting_cost_eur: Number = None
    by_stage: Annotated[tuple[SiteStage, ...], AsList] = ()


class Candidate(Record):
    """A candidate location."""

    site: Text = ""
    name: Text = ""
    state: Text = ""
    zone: Text = ""
    site_type: Text = ""
    lat: Number = None
    lon: Number = None
    ready_year: Number = None
    headroom_mw: Number = None
    max_it_mw: Number = None
    screened: bool | None = None


class Service(Record):
    """Who serves a workload of a region; `site` empty: unmet."""

    workload: Text = ""
    site: Text = ""
    share: Number = None
    rtt_ms: Number = None


class Region(Record):
    """A region of demand, last stage."""

    region: Text = ""
    name: Text = ""
    state: Text = ""
    lat: Number = None
    lon: Number = None
    demand_h100e: Number = None
    worst_rtt_ms: Number = None
    mean_rtt_ms: Number = None
    services: Annotated[tuple[Service, ...], AsList] = ()


class State(Record):
    """A member state."""

    state: Text = ""
    name: Text = ""
    delivered_eur_per_mwh: Number = None
    carbon_g_per_kwh: Number = None
    it_mw: Number = None
    public_money_eur: Number = None
    public_money_budget_eur: Number = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The four layers, in the order of the file."""

    sites: tuple[Site, ...]
    candidates: tuple[Candidate, ...]
    regions: tuple[Region, ...]
    states: tuple[State, ...]


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
        sites=_in_order(map(Site.model_validate, by_layer["site"])),
        candidates=tuple(map(Candidate.model_validate, by_layer["candidate"])),
        regions=tuple(map(Region.model_validate, by_layer["region"])),
        states=tuple(map(State.model_validate, by_layer["state"])),
    )


def _in_order(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return the sites by opening stage, then the largest first: the order of all lists on the page."""
    return tuple(sorted(sites, key=lambda site: (site.opened_stage, -(site.it_mw or 0.0))))


def _coordinates(geometry: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return lat and lon of a point; abstract sites have no place and are not drawn."""
    if not geometry or geometry.get("type") != "Point":
        return {}
    lon, lat = geometry["coordinates"][:2]
    return {"lat": lat, "lon": lon}
