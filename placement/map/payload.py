"""The data that the page's script reads: places, card texts, scales and services, as compact JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from placement.map import cards, scales
from placement.map import numbers as show
from placement.map.plan import Plan, Region, Site

GREECE = {"EL": "GR"}
"""Eurostat writes EL where ISO, and our outlines, write GR."""


def payload(plan: Plan) -> dict[str, Any]:
    """Return everything the script draws."""
    names = {state.state: state.name or state.state for state in plan.states}
    workloads = sorted({service.workload for region in plan.regions for service in region.services})
    return {
        "sites": _sites(plan, names),
        "candidates": _candidates(plan, names),
        "regions": _regions(plan, names, workloads),
        "states": _states(plan),
        "workloads": workloads,
        "scales": _scales(plan),
    }


def _layer(deck: cards.Cards, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    filled = [{**item, "values": values} for item, values in zip(items, deck.values, strict=True)]
    return {"lines": deck.lines, "items": filled}


def _sites(plan: Plan, names: Mapping[str, str]) -> dict[str, Any]:
    items = (
        {
            "id": site.site,
            "name": site.name or site.site,
            "under": cards.place(site.state, names, site.zone, site.site_type),
            "at": _at(site.lat, site.lon),
            "mw": site.it_mw,
            "colour": site.lcoc_sold_eur_per_h100eh,
            "stages": _stages(site),
            "state": site.state,
            "opens": site.opened_stage,
        }
        for site in plan.sites
    )
    return _layer(cards.cards(cards.SITE, plan.sites), items)


def _stages(site: Site) -> list[list[str]]:
    return [[s.stage, show.count(s.it_mw), show.count(s.accelerators), show.count(s.h100e)] for s in site.by_stage]


def _candidates(plan: Plan, names: Mapping[str, str]) -> dict[str, Any]:
    items = (
        {
            "id": candidate.site,
            "name": candidate.name or candidate.site,
            "under": cards.place(candidate.state, names, candidate.zone, candidate.site_type),
            "at": _at(candidate.lat, candidate.lon),
            "screened": candidate.screened is not False,
        }
        for candidate in plan.candidates
    )
    return _layer(cards.cards(cards.CANDIDATE, plan.candidates), items)


def _regions(plan: Plan, names: Mapping[str, str], workloads: list[str]) -> dict[str, Any]:
    site_index = {site.site: index for index, site in enumerate(plan.sites)}
    items = (
        {
            "id": region.region,
            "name": region.name or region.region,
            "under": ", ".join(
                part for part in (f"Region {region.region}", names.get(region.state, region.state)) if part
            ),
            "at": _at(region.lat, region.lon),
            "demand": region.demand_h100e,
            "mean": region.mean_rtt_ms,
            "worst": region.worst_rtt_ms,
            "services": _services(region, site_index, workloads),
        }
        for region in plan.regions
    )
    return _layer(cards.cards(cards.REGION, plan.regions), items)


def _services(region: Region, site_index: Mapping[str, int], workloads: list[str]) -> list[list[Any]]:
    """Return [workload, site or -1 where unmet, share, round trip] per service."""
    return [
        [workloads.index(s.workload), site_index.get(s.site, -1), _rounded(s.share, 4), _rounded(s.rtt_ms, 1)]
        for s in region.services
    ]


def _states(plan: Plan) -> dict[str, Any]:
    items = (
        {
            "id": GREECE.get(state.state, state.state),
            "name": state.name or state.state,
            "under": "Member state",
            "at": None,
            "price": state.delivered_eur_per_mwh,
            "carbon": state.carbon_g_per_kwh,
            # No money is a statement of its own ("none"), not the low end of the scale.
            "money": state.public_money_eur or None,
        }
        for state in plan.states
    )
    return _layer(cards.cards(cards.STATE, plan.states), items)


def _scales(plan: Plan) -> dict[str, Any]:
    money = [state.public_money_eur or None for state in plan.states]
    billions = max((value for value in money if value is not None), default=0.0) >= 1e9
    drawn = {
        "site": scales.scale(
            "LCOC sold", "EUR/H100e-h", [s.lcoc_sold_eur_per_h100eh for s in plan.sites], scales.SITES
        ),
        "price": scales.scale(
            "Delivered power price", "EUR/MWh", [s.delivered_eur_per_mwh for s in plan.states], scales.PRICE
        ),
        "carbon": scales.scale(
            "Carbon intensity", "g CO\u2082/kWh", [s.carbon_g_per_kwh for s in plan.states], scales.CARBON
        ),
        "money": scales.scale(
            "National public money", "EUR bn" if billions else "EUR M", money, scales.MONEY, 1e9 if billions else 1e6
        ),
        "rtt": scales.scale("Round trip", "ms", _round_trips(plan), scales.ROUND_TRIP),
    }
    return {key: value.as_json() for key, value in drawn.items() if value is not None}


def _round_trips(plan: Plan) -> list[float | None]:
    """Return all round trips: one scale holds for every workload, so that colours compare."""
    regions = [value for region in plan.regions for value in (region.mean_rtt_ms, region.worst_rtt_ms)]
    return regions + [service.rtt_ms for region in plan.regions for service in region.services]


def _at(lat: float | None, lon: float | None) -> list[float] | None:
    return None if lat is None or lon is None else [round(lat, 4), round(lon, 4)]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
