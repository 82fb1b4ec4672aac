"""plan.geojson: all that the map draws, in one file."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from models.case import Site
from models.derive import firm_headroom_mw, non_firm_headroom_mw
from placement.account.evidence import siting_cost_by_term
from placement.account.facts import Facts
from placement.account.prices import delivered_eur_per_mwh
from placement.account.tables import supplied_mwh

Feature = dict[str, Any]


SERVED = ("workload", "site", "share", "rtt_ms")
"""What a region's feature says of each service it gets."""
Served = tuple[Any, ...]
"""`SERVED`, and the H100e."""


def feature_collection(
    facts: Facts, sites: pd.DataFrame, service: pd.DataFrame, screened: set[str], estimates: Mapping[str, float]
) -> dict[str, Any]:
    """Sites, candidates, regions and states.

    ``screened`` are the candidates that entered the siting model; ``estimates`` the siting cost of a full-size
    gigafactory, EUR a year per MW of IT power, where it was estimated.
    """
    features = [
        *_sites(facts, sites, estimates),
        *_candidates(facts, screened, estimates),
        *_regions(facts, service),
        *_states(facts),
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(properties: dict[str, Any], lat: float | None, lon: float | None) -> Feature:
    placed = lat is not None and lon is not None
    geometry = {"type": "Point", "coordinates": [lon, lat]} if placed else None
    return {"type": "Feature", "geometry": geometry, "properties": {k: _plain(v) for k, v in properties.items()}}


def _plain(value: Any) -> Any:
    """JSON has no NaN and no numpy."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and np.isnan(value) else value


def _sites(facts: Facts, sites: pd.DataFrame, estimates: Mapping[str, float]) -> Iterator[Feature]:
    for row in sites.to_dict(orient="records"):
        name = str(row["site"])
        place = facts.case.sites[name]
        properties = {
            "layer": "site",
            **{str(k): v for k, v in row.items()},
            "siting_estimate_eur_per_mw_year": estimates.get(name),
            "siting_terms_eur": siting_cost_by_term(facts, name),
            "supply_mwh_per_year": _energy(facts, name),
            "by_stage": _history(facts, name),
        }
        yield _feature(properties, place.lat, place.lon)


def _energy(facts: Facts, name: str) -> dict[str, float]:
    """MWh in the last stage by supply, the sources of supply.csv that gave any."""
    option = facts.option(name, facts.last)
    return {} if option is None else {kind: mwh for kind, mwh in supplied_mwh(facts, option).items() if mwh > 0}


def _history(facts: Facts, name: str) -> list[dict[str, Any]]:
    place = facts.case.sites[name]
    return [
        {
            "stage": t.stage,
            "it_mw": facts.built_mw(name, t.stage),
            "facility_peak_mw": facts.facility_peak_mw(name, t.stage),
            "accelerators": sum(facts.alive_in(name, t.stage).values()),
            "h100e": facts.h100e(name, t.stage),
            "headroom_firm_mw": firm_headroom_mw(facts.case, place, t),
            "headroom_non_firm_mw": non_firm_headroom_mw(facts.case, place, t),
        }
        for t in facts.case.stages
        if (name, t.stage) in facts.decisions.cooling
    ]


def _candidates(facts: Facts, screened: set[str], estimates: Mapping[str, float]) -> Iterator[Feature]:
    opened = set(facts.open_in(facts.last))
    for site in facts.case.sites.values():
        if site.site not in opened:
            properties = _candidate(facts, site, site.site in screened, estimates.get(site.site))
            yield _feature(properties, site.lat, site.lon)


def _candidate(facts: Facts, site: Site, screened: bool, estimate: float | None) -> dict[str, Any]:
    headroom = [
        (t.stage, firm_headroom_mw(facts.case, site, t), non_firm_headroom_mw(facts.case, site, t))
        for t in facts.case.stages
    ]
    return {
        "layer": "candidate",
        "site": site.site,
        "name": site.name,
        "state": site.state,
        "zone": site.zone,
        "site_type": site.site_type,
        "ready_year": site.ready_year,
        "headroom_mw": sum(headroom[-1][1:]),
        "headroom_by_stage": [dict(zip(("stage", "firm_mw", "non_firm_mw"), row, strict=True)) for row in headroom],
        "max_it_mw": site.max_it_mw,
        "screened": screened,
        "siting_estimate_eur_per_mw_year": estimate,
    }


def _regions(facts: Facts, service: pd.DataFrame) -> Iterator[Feature]:
    last = service[(service["stage"] == facts.last) & service["site"].notna()]
    served: dict[str, list[Served]] = {}
    for row in last[["region", *SERVED, "h100e"]].itertuples(index=False, name=None):  # a table for each is far slower
        served.setdefault(str(row[0]), []).append(row[1:])
    demand: dict[str, float] = {}
    for (_, r, t), h100e in facts.case.demand.items():
        if t == facts.last:
            demand[r] = demand.get(r, 0.0) + h100e
    for region in facts.case.regions.values():
        rows = served.get(region.region, [])
        timed = [(float(rtt), float(h100e)) for *_, rtt, h100e in rows if not pd.isna(rtt)]
        trips, weights = [rtt for rtt, _ in timed], [h100e for _, h100e in timed]
        properties = {
            "layer": "region",
            "region": region.region,
            "name": region.name,
            "state": region.state,
            "demand_h100e": demand.get(region.region, 0.0),
            "services": [{k: _plain(v) for k, v in zip(SERVED, row, strict=False)} for row in rows],
            "worst_rtt_ms": max(trips, default=None),
            "mean_rtt_ms": float(np.average(trips, weights=weights)) if sum(weights) > 0 else None,
        }
        yield _feature(properties, region.lat, region.lon)


def _states(facts: Facts) -> Iterator[Feature]:
    case = facts.case
    for c in case.states.values():
        zones = [z.zone for z in case.zones.values() if z.state == c.state]
        priced = [delivered_eur_per_mwh(case, z, facts.last) for z in zones if (facts.last, z) in case.hours]
        grams = [case.carbon[z].carbon_g_per_kwh for z in zones if z in case.carbon]
        own = [s for s in facts.open_in(facts.last) if case.sites[s].state == c.state]
        properties = {
            "layer": "state",
            "state": c.state,
            "name": c.name,
            "delivered_eur_per_mwh": float(np.mean(priced)) if priced else None,
            "carbon_g_per_kwh": float(np.mean(grams)) if grams else None,
            "it_mw": sum(facts.built_mw(s, facts.last) for s in own),
            "public_money_eur": sum(facts.paid_eur(s, "state") for s in own),
            "public_money_budget_eur": c.budget_eur,
        }
        yield _feature(properties, None, None)
