"""plan.geojson says of sites, candidates, regions and states what the tables and inputs say."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.facts import Facts
from placement.verify.fields import is_number
from placement.verify.geojson_parts import FILE, Properties, by_stage, compare, named_figures, point, same_names
from placement.verify.keys import check_feature_keys, same_keys
from placement.verify.ledger import Ledger
from placement.verify.rows import records, tuples
from placement.verify.tables import Json
from placement.verify.totals import Totals


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


def _sites(layers: Any, facts: Facts, totals: Totals, ledger: Ledger) -> None:
    """The columns of sites.csv (checked there) and the history of each site."""
    rows = facts.run.sites.set_index("site", drop=False)
    for name in same_names("site", layers["site"], set(rows.index), ledger):
        found, geometry = layers["site"][name]
        place, case_site = f"{FILE}, site {name}", facts.case.sites[name]
        compare(place, found, dict(rows.loc[name]), ledger)
        point(place, geometry, case_site.lat, case_site.lon, ledger)
        _estimate(place, found, ledger)
        by_stage(f"{place}, by_stage", found.get("by_stage"), _history(facts, totals, name), ledger)
        terms, energy, cost = _terms(totals, name), _energy(facts, name), float(dict(rows.loc[name])["cost_eur"])
        named_figures(f"{place}, siting_terms_eur", found.get("siting_terms_eur"), terms, abs(cost), ledger)
        used = sum(energy.values())
        named_figures(f"{place}, supply_mwh_per_year", found.get("supply_mwh_per_year"), energy, used, ledger)


def _estimate(place: str, found: Properties, ledger: Ledger) -> None:
    """The solver's estimate of siting cost needs its programmes: only its form is checked."""
    name = "siting_estimate_eur_per_mw_year"
    said = found.get(name, "nothing")
    ledger.require(said is None or is_number(said), "geojson", f"{place}, {name}", str(said), "a number or null")


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
    for name in same_names("candidate", layers["candidate"], closed | (opened & found_names), ledger):
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
        compare(f"{FILE}, candidate {name}", found, wanted, ledger)
        point(f"{FILE}, candidate {name}", geometry, site.lat, site.lon, ledger)
        by_stage(f"{FILE}, candidate {name}, headroom_by_stage", found.get("headroom_by_stage"), headroom, ledger)
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
    for name in same_names("region", layers["region"], set(facts.case.regions), ledger):
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
        compare(place, found, wanted, ledger)
        point(place, geometry, record.lat, record.lon, ledger)
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
                compare(where, said[key], right, ledger)


def _states(layers: Any, facts: Facts, ledger: Ledger) -> None:
    case, plan = facts.case, facts.plan
    kind = facts.run.funding["funder"].map({f: r.kind for f, r in case.funders.items()})
    public = facts.run.funding[kind == "state"]
    paid = public.groupby(public["site"].map({s: r.state for s, r in case.sites.items()}))["eur"].sum().to_dict()
    built = plan[plan["stage"] == facts.last].groupby("state")["it_mw"].sum().to_dict()
    for name in same_names("state", layers["state"], set(case.states), ledger):
        found, geometry = layers["state"][name]
        point(f"{FILE}, state {name}", geometry, None, None, ledger)
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
        compare(f"{FILE}, state {name}", found, wanted, ledger)
