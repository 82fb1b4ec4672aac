"""sites.csv: one row per site open in the last stage."""

from typing import Any

import pandas as pd

from models.derive import firm_headroom_mw, non_firm_headroom_mw
from placement.account.accounts import account_of
from placement.account.facts import Facts
from placement.account.investor import discounted_grant_eur
from placement.account.prices import price_parts_eur_per_mwh

COLUMNS = [
    "site",
    "name",
    "state",
    "zone",
    "lat",
    "lon",
    "site_type",
    "opened_stage",
    "cooling",
    "it_mw",
    "facility_peak_mw",
    "facility_mean_mw",
    "pue_mean",
    "accelerators",
    "h100e",
    "served_h100e",
    "headroom_firm_mw",
    "headroom_non_firm_mw",
    "delivered_eur_per_mwh",
    "energy_price_eur_per_mwh",
    "network_eur_per_mwh",
    "levies_eur_per_mwh",
    "electricity_tax_eur_per_mwh",
    "energy_mwh_per_year",
    "ppa_share",
    "carbon_free_share",
    "carbon_location_t_per_year",
    "carbon_market_t_per_year",
    "carbon_hourly_t_per_year",
    "water_m3_per_year",
    "heat_mwh_per_year",
    "capital_eur",
    "eu_eur",
    "state_eur",
    "equity_eur",
    "loan_eur",
    "grant_eur_per_h100eh",
    "lcoc_installed_eur_per_h100eh",
    "lcoc_sold_eur_per_h100eh",
    "cost_eur",
    "siting_cost_eur",
]


def site_table(facts: Facts) -> pd.DataFrame:
    """All columns of sites.csv; power, cooling, carbon and water are of the last stage."""
    rows = [
        _identity(facts, s) | _power(facts, s) | _compute(facts, s) | _money(facts, s)
        for s in facts.open_in(facts.last)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _identity(facts: Facts, name: str) -> dict[str, Any]:
    site = facts.case.sites[name]
    opened = next(t.stage for t in facts.case.stages if (name, t.stage) in facts.decisions.cooling)
    return {
        "site": name,
        "name": site.name,
        "state": site.state,
        "zone": site.zone,
        "lat": site.lat,
        "lon": site.lon,
        "site_type": site.site_type,
        "opened_stage": opened,
        "cooling": facts.decisions.cooling[name, facts.last] or None,
    }


def _power(facts: Facts, name: str) -> dict[str, Any]:
    option = facts.option(name, facts.last)
    if option is None:
        return {"it_mw": 0.0, "facility_peak_mw": 0.0, "facility_mean_mw": 0.0, "energy_mwh_per_year": 0.0}
    case, site, stage = facts.case, facts.case.sites[name], facts.case.stages[-1]
    account = account_of(facts, option)
    used = account.facility_mwh
    price = price_parts_eur_per_mwh(case, str(site.zone), facts.last)
    return {
        "it_mw": facts.built_mw(name, facts.last),
        "facility_peak_mw": facts.facility_peak_mw(name, facts.last),
        "facility_mean_mw": used / case.hours_per_year,
        "pue_mean": facts.supply[option].mean_pue,
        "headroom_firm_mw": firm_headroom_mw(case, site, stage),
        "headroom_non_firm_mw": non_firm_headroom_mw(case, site, stage),
        "delivered_eur_per_mwh": sum(price.values()),
        **price,
        "energy_mwh_per_year": used,
        "ppa_share": ratio(account.ppa_mwh, used),
        "carbon_free_share": ratio(account.clean_mwh, used),
        "carbon_location_t_per_year": account.carbon_location_t,
        "carbon_market_t_per_year": account.carbon_market_t,
        "carbon_hourly_t_per_year": account.carbon_hourly_t,
        "water_m3_per_year": account.water_m3,
        "heat_mwh_per_year": account.heat_mwh,
    }


def _compute(facts: Facts, name: str) -> dict[str, Any]:
    return {
        "accelerators": sum(facts.alive_in(name, facts.last).values()),
        "h100e": facts.h100e(name, facts.last),
        "served_h100e": facts.served_h100e(name, facts.last),
    }


def _money(facts: Facts, name: str) -> dict[str, Any]:
    """Capital and who paid, undiscounted over all stages; cost, LCOC, grant per hour and siting cost discounted."""
    stages = [t for s, t in facts.decisions.cooling if s == name]
    paid = {kind: facts.paid_eur(name, kind) for kind in ("eu", "state", "equity", "loan")}
    cost = facts.cost_eur(site=name)
    installed = facts.discounted_hours({t: facts.h100e(name, t) for t in stages})
    sold = facts.discounted_hours({t: facts.served_h100e(name, t) for t in stages})
    return {
        "capital_eur": sum(paid.values()),
        **{f"{kind}_eur": eur for kind, eur in paid.items()},
        "grant_eur_per_h100eh": ratio(discounted_grant_eur(facts, name), sold),
        "lcoc_installed_eur_per_h100eh": ratio(cost, installed),
        "lcoc_sold_eur_per_h100eh": ratio(cost, sold),
        "cost_eur": cost,
        "siting_cost_eur": cost - facts.yardstick_eur(facts.case.sites[name]),
    }


def ratio(part: float, whole: float) -> float | None:
    """Part over whole; None where there is no whole."""
    return part / whole if whole > 0 else None
