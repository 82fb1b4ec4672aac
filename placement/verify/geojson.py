"""plan.geojson says of sites, candidates, regions and states what the tables and inputs say."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.facts import Facts
from placement.verify.fields import is_number
from placement.verify.keys import check_feature_keys, same_keys
from placement.verify.ledger import Ledger
from placement.verify.rows import records, tuples
from placement.verify.tables import Json
from placement.verify.totals import Totals

FILE = "plan.geojson"
NOTHING = 1e-9
"""A figure of no more than this share of the site's cost or energy is rounding: named or not, it says nothing."""
Properties = Mapping[str, Any]


def check_geojson(facts: Facts, accounts: Accounts, totals: Totals, ledger: Ledger) -> None:
    """Compare every layer with what it should hold."""
    layers = _layers(facts.run.plan, ledger)
    if layers is None:
        return
    _sites(layers, facts, totals, ledger)
    _candidates(layers, facts, ledger)
    _regions(layers, facts, ledger)
    _states(layers, facts, ledger)


def _layers(plan: Json, ledger: Ledger) -> dict[str, dict[str, tuple[Properties, Any]]] | None:
    """Features by layer and name."""
    layers: dict[str, dict[str, tuple[Properties, Any]]] = {n: {} for n in ("site", "candidate", "region", "state")}
    ledger.require(plan.get("type") == "FeatureCollection", "geojson", f"{FILE}, type", str(plan.get("type")), "a map")
    same_keys("geojson", FILE, plan, ("type", "features"), ledger)
    features = plan.get("features")
    if not ledger.require(isinstance(features, list), "geojson", FILE, "no list of features", "a FeatureCollection"):
        return None
    for i, feature in enumerate(features or []):
        is_feature = isinstance(feature, Mapping) and feature.get("type") == "Feature"
        properties: Any = feature.get("properties") if is_feature else None
        layer: Any = properties.get("layer") if isinstance(properties, Mapping) else None
        named = isinstance(layer, str) and layer in layers and isinstance(properties.get(_name(layer)), str)
        if not ledger.require(named, "geojson", f"{FILE}, feature {i}", str(layer), "a layer and a name"):
            return None
        check_feature_keys(f"{FILE}, feature {i}", feature, ledger)
        known = properties[_name(layer)] in layers[layer]
        ledger.require(
            not known, "geojson", f"{FILE}, feature {i}", f"{layer} {properties[_name(layer)]} twice", "once"
        )
        layers[layer][properties[_name(layer)]] = (properties, feature.get("geometry"))
    return layers


def _name(layer: str) -> str:
    return "site" if layer == "candidate" else layer


def _same_names(layer: str, found: Mapping[str, Any], wanted: set[str], ledger: Ledger) -> list[str]:
    ledger.checked += len(wanted)
    for name in sorted(set(found) - wanted):
        ledger.fail("geojson", f"{FILE}, layer {layer}", name, "no such feature")
    for name in sorted(wanted - set(found)):
        ledger.fail("geojson", f"{FILE}, layer {layer}", "nothing", name)
    return sorted(wanted & set(found))


def _compare(place: str, found: Properties, wanted: Mapping[str, Any], ledger: Ledger) -> None:
    """Each wanted property: numbers within tolerance, the rest exactly; NaN stands for null."""
    for key, value in wanted.items():
        where = f"{place}, {key}"
        if key not in found:
            ledger.fail("geojson", where, "no such property", str(value))
        elif isinstance(value, (float, np.floating)) and np.isnan(value):
            ledger.require(found[key] is None, "geojson", where, str(found[key]), "null")
        elif isinstance(value, (int, float, np.floating)) and not isinstance(value, bool):
            if ledger.require(is_number(found[key]), "geojson", where, str(found[key]), f"{value:.6g}"):
                ledger.equal("geojson", where, found[key], float(value), "-", scale=1e-3)
        else:
            same = found[key] == value or (value == "" and found[key] is None)
            ledger.require(same, "geojson", where, str(found[key]), str(value))


def _point(place: str, geometry: Any, lat: float | None, lon: float | None, ledger: Ledger) -> None:
    if lat is None or lon is None:
        ledger.require(geometry is None, "geojson", f"{place}, geometry", str(geometry), "null: no coordinates")
        return
    is_point = isinstance(geometry, Mapping) and geometry.get("type") == "Point"
    found = geometry.get("coordinates") if is_point else None
    same = isinstance(found, list) and len(found) == 2 and bool(np.allclose(found, [lon, lat], rtol=0, atol=1e-9))
    ledger.require(same, "geojson", f"{place}, geometry", str(found), f"[{lon}, {lat}]")


def _sites(layers: Any, facts: Facts, totals: Totals, ledger: Ledger) -> None:
    """The columns of sites.csv (checked there) and the history of each site."""
    rows = facts.run.sites.set_index("site", drop=False)
    for name in _same_names("site", layers["site"], set(rows.index), ledger):
        found, geometry = layers["site"][name]
        place, case_site = f"{FILE}, site {name}", facts.case.sites[name]
        _compare(place, found, dict(rows.loc[name]), ledger)
        _point(place, geometry, case_site.lat, case_site.lon, ledger)
        _estimate(place, found, ledger)
        _by_stage(f"{place}, by_stage", found.get("by_stage"), _history(facts, totals, name), ledger)
        terms, energy, cost = _terms(totals, name), _energy(facts, name), float(dict(rows.loc[name])["cost_eur"])
        _named_figures(f"{place}, siting_terms_eur", found.get("siting_terms_eur"), terms, abs(cost), ledger)
        used = sum(energy.values())
        _named_figures(f"{place}, supply_mwh_per_year", found.get("supply_mwh_per_year"), energy, used, ledger)


def _estimate(place: str, found: Properties, ledger: Ledger) -> None:
    """The solver's estimate of siting cost needs its programmes: only its form is checked."""
    name = "siting_estimate_eur_per_mw_year"
    said = found.get(name, "nothing")
    ledger.require(said is None or is_number(said), "geojson", f"{place}, {name}", str(said), "a number or null")


def _by_stage(place: str, found: Any, wanted: list[dict[str, Any]], ledger: Ledger) -> None:
    """Figures of each stage, in order."""
    length = len(found) if isinstance(found, list) else 0
    if ledger.require(length == len(wanted), "geojson", place, f"{length} stages", f"{len(wanted)}"):
        for said, right in zip(found or [], wanted, strict=True):
            if same_keys("geojson", place, said, right, ledger):
                _compare(f"{place} {right['stage']}", said, right, ledger)


def _named_figures(place: str, found: Any, wanted: Mapping[str, float], scale: float, ledger: Ledger) -> None:
    """The same figures by name; one that is nothing beside ``scale`` may be named or left out."""
    said = {k: v for k, v in found.items() if not _is_nothing(v, scale)} if isinstance(found, Mapping) else {}
    wanted = {k: v for k, v in wanted.items() if not _is_nothing(v, scale)}
    if ledger.require(set(said) == set(wanted), "geojson", place, str(sorted(said)), str(sorted(wanted))):
        _compare(place, said, wanted, ledger)


def _is_nothing(value: object, scale: float) -> bool:
    return isinstance(value, (int, float)) and abs(value) <= NOTHING * scale


def _terms(totals: Totals, site: str) -> dict[str, float]:
    """Discounted siting cost of a site by term."""
    own = totals.costs[totals.costs.index.get_level_values("site") == site].groupby(level="term").sum().to_dict()
    if "accelerators_capital" in own:
        own["accelerators_capital"] -= float(totals.invariant.get(site, 0.0))
    return {str(term): float(eur) for term, eur in own.items()}


def _energy(facts: Facts, site: str) -> dict[str, float]:
    """MWh by supply in the last stage (supply.csv is checked against the hours)."""
    rows = facts.run.supply
    own = rows[(rows["site"] == site) & (rows["stage"] == facts.last) & (rows["energy_mwh_per_year"] > 0)]
    return {str(name): float(mwh) for name, mwh in tuples(own, "supply", "energy_mwh_per_year")}


def _history(facts: Facts, totals: Totals, site: str) -> list[dict[str, Any]]:
    rows = facts.plan[facts.plan["site"] == site]
    return [
        {
            "stage": stage,
            "it_mw": float(mw),
            "facility_peak_mw": 0.0 if np.isnan(peak) else float(mw * peak),
            "accelerators": float(totals.accelerators.get((stage, site), 0.0)),
            "h100e": float(totals.installed.get((stage, site), 0.0)),
            **_headroom(facts, site, stage, "headroom_"),
        }
        for stage, mw, peak in tuples(rows, "stage", "it_mw", "re_peak_pue")
    ]


def _headroom(facts: Facts, site: str, stage: str, prefix: str = "") -> dict[str, float]:
    firm, non_firm = facts.derived.connection(site, facts.stages[stage])
    return {f"{prefix}firm_mw": firm, f"{prefix}non_firm_mw": non_firm}


def _candidates(layers: Any, facts: Facts, ledger: Ledger) -> None:
    """Candidates as the inputs give them; an open site may stand among them or not."""
    opened = set(facts.run.sites["site"])
    closed = set(facts.case.sites) - opened
    found_names = set(layers["candidate"])
    for name in _same_names("candidate", layers["candidate"], closed | (opened & found_names), ledger):
        found, geometry = layers["candidate"][name]
        site = facts.case.sites[name]
        headroom = [{"stage": t, **_headroom(facts, name, t)} for t in facts.stages]
        wanted = {
            "name": site.name,
            "state": site.state,
            "zone": site.zone or "",
            "site_type": site.site_type,
            "ready_year": site.ready_year,
            "headroom_mw": sum(_headroom(facts, name, facts.last).values()),
            "max_it_mw": float("nan") if site.max_it_mw is None else site.max_it_mw,
        }
        _compare(f"{FILE}, candidate {name}", found, wanted, ledger)
        _point(f"{FILE}, candidate {name}", geometry, site.lat, site.lon, ledger)
        _by_stage(f"{FILE}, candidate {name}, headroom_by_stage", found.get("headroom_by_stage"), headroom, ledger)
        _estimate(f"{FILE}, candidate {name}", found, ledger)
        ledger.require(
            isinstance(found.get("screened"), bool),
            "geojson",
            f"{FILE}, candidate {name}, screened",
            str(found.get("screened")),
            "true or false",
        )


def _regions(layers: Any, facts: Facts, ledger: Ledger) -> None:
    rows = facts.service[facts.service["stage"] == facts.last]
    demand: dict[str, float] = dict.fromkeys(facts.case.regions, 0.0)
    for (_, region, stage), h100e in facts.case.demand.items():
        if stage == facts.last and region in demand:
            demand[region] += h100e
    for name in _same_names("region", layers["region"], set(facts.case.regions), ledger):
        found, geometry = layers["region"][name]
        record, place = facts.case.regions[name], f"{FILE}, region {name}"
        own = rows[(rows["region"] == name) & (rows["site"] != "") & (rows["share"] > 0)]
        timed = own[own["re_rtt_ms"].notna()]
        mean = np.average(timed["re_rtt_ms"], weights=timed["h100e"]) if timed["h100e"].sum() > 0 else np.nan
        wanted = {
            "name": record.name,
            "state": record.state,
            "demand_h100e": demand[name],
            "worst_rtt_ms": float(timed["re_rtt_ms"].max()) if len(timed) else np.nan,
            "mean_rtt_ms": float(mean),
        }
        _compare(place, found, wanted, ledger)
        _point(place, geometry, record.lat, record.lon, ledger)
        _services(place, found.get("services"), own, ledger)


def _services(place: str, found: Any, rows: pd.DataFrame, ledger: Ledger) -> None:
    listed = [s for s in found if isinstance(s, Mapping)] if isinstance(found, list) else []
    said = {(str(s.get("workload")), str(s.get("site"))): s for s in listed}
    wanted = {(r.workload, r.site): {"share": r.share, "rtt_ms": r.re_rtt_ms} for r in records(rows)}
    same = set(said) == set(wanted) and isinstance(found, list) and len(said) == len(found)
    if ledger.require(
        same, "geojson", f"{place}, services", str(sorted(map(str, said))), str(sorted(map(str, wanted)))
    ):
        for key, right in wanted.items():
            where = f"{place}, services {key[0]} {key[1]}"
            if same_keys("geojson", where, said[key], ("workload", "site", *right), ledger):
                _compare(where, said[key], right, ledger)


def _states(layers: Any, facts: Facts, ledger: Ledger) -> None:
    case, plan = facts.case, facts.plan
    kind = facts.run.funding["funder"].map({f: r.kind for f, r in case.funders.items()})
    public = facts.run.funding[kind == "state"]
    paid = public.groupby(public["site"].map({s: r.state for s, r in case.sites.items()}))["eur"].sum().to_dict()
    built = plan[plan["stage"] == facts.last].groupby("state")["it_mw"].sum().to_dict()
    for name in _same_names("state", layers["state"], set(case.states), ledger):
        found, geometry = layers["state"][name]
        _point(f"{FILE}, state {name}", geometry, None, None, ledger)
        zones = [z for z, r in case.zones.items() if r.state == name]
        priced = [facts.derived.delivered_price(facts.last, z) for z in zones if (facts.last, z) in case.hours]
        grams = [case.carbon[z].carbon_g_per_kwh for z in zones if z in case.carbon]
        budget = case.states[name].budget_eur
        wanted = {
            "name": case.states[name].name,
            "delivered_eur_per_mwh": float(np.mean(priced)) if priced else np.nan,
            "carbon_g_per_kwh": float(np.mean(grams)) if grams else np.nan,
            "it_mw": float(built.get(name, 0.0)),
            "public_money_eur": float(paid.get(name, 0.0)),
            "public_money_budget_eur": np.nan if budget is None else budget,
        }
        _compare(f"{FILE}, state {name}", found, wanted, ledger)
