"""Every cost term by stage and site, recomputed from the tables of the plan and the raw inputs."""

import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.capital import facility_eur
from placement.verify.facts import PPA, Facts
from placement.verify.fleet import price_rise
from placement.verify.ledger import Ledger
from placement.verify.money import alive_share, annuity, asset_life, discount_factors, required_return, stage_pairs
from placement.verify.rows import tuples
from placement.verify.supply import flow_mw

KEY = ["term", "stage", "site"]
CAPITAL_TERMS = ["accelerators_capital", "facility_capital", "connection_capital"]
SiteCost = dict[str, pd.Series]
"""Yearly EUR by (stage, site), for each term."""


def check_costs(facts: Facts, costs: pd.Series, ledger: Ledger) -> None:
    """costs.csv agrees term by term, and discounts as the case says."""
    rows = facts.run.costs
    ledger.same_series("costs", "costs.csv, eur_per_year", rows.set_index(KEY)["eur_per_year"], costs, "EUR a year")
    factor = rows["stage"].map(discount_factors(facts.case, facts.case.discount_rate)).astype(float)
    ledger.equal("discounting", "costs.csv, eur", rows["eur"], factor * rows["eur_per_year"], "EUR", rows[KEY])


def recompute(facts: Facts, accounts: Accounts) -> pd.Series:
    """Yearly EUR by (term, stage, site)."""
    running = {**_power(facts), **_environment(facts, accounts), **_place(facts), **_served(facts)}
    by_site = _together({**_capital(facts, None), **running})
    fleet = {"unmet_demand": _unmet(facts), "price_rise": price_rise(facts).groupby(level="stage").sum()}
    together = pd.concat(list(fleet.values()), keys=list(fleet), names=["term", "stage"])
    no_site = pd.MultiIndex.from_tuples([(term, stage, "") for term, stage in together.index], names=KEY)
    every: pd.Series = pd.concat([by_site, pd.Series(together.to_numpy(dtype=float), index=no_site)])
    return every


def with_return(facts: Facts, yearly: pd.Series, rate: float) -> pd.Series:
    """The same costs, had every funder asked for ``rate``."""
    capital = yearly.index.get_level_values("term").isin(CAPITAL_TERMS)
    every: pd.Series = pd.concat([yearly[~capital], _together(_capital(facts, rate))])
    return every


def _together(terms: SiteCost) -> pd.Series:
    parts = [series.rename_axis(["stage", "site"]) for series in terms.values()]
    if not parts:
        return pd.Series([], dtype=float, index=pd.MultiIndex.from_tuples([], names=KEY))
    found: pd.Series = pd.concat(parts, keys=list(terms), names=KEY)
    return found


def discounted(facts: Facts, yearly: pd.Series, rate: float) -> pd.Series:
    """The same, in money of the start of the base year."""
    factors = discount_factors(facts.case, rate)
    return yearly * [factors[stage] for stage in yearly.index.get_level_values("stage")]


def _capital(facts: Facts, rate: float | None) -> SiteCost:
    """Annuities on what is alive of each purchase."""
    case = facts.case
    found: SiteCost = {}
    for u, t in stage_pairs(case):
        rows = facts.run.funding[facts.run.funding["stage"] == u.stage]
        if rows.empty:
            continue
        charge = [
            eur
            * alive_share(life := asset_life(case, a), u, t)
            * annuity(required_return(case, f, s) if rate is None else rate, life)
            for s, a, f, eur in tuples(rows, "site", "asset", "funder", "eur")
        ]
        term = rows["asset"].map(lambda a: a if a in ("facility", "connection") else "accelerators") + "_capital"
        yearly = rows.assign(charge=charge, term=term.astype(object), stage=t.stage)
        for name, part in yearly.groupby("term"):
            series = part.groupby(["stage", "site"])["charge"].sum()
            found[str(name)] = found[str(name)].add(series, fill_value=0.0) if name in found else series
    return found


def _power(facts: Facts) -> SiteCost:
    """Energy through the connection, leases, back-up and lost compute."""
    case, plan, hours = facts.case, facts.plan, facts.hours
    zones = [case.zones.get(z) for z in plan["zone"]]
    adder = [z.network_eur_per_mwh + z.levies_eur_per_mwh if z else 0.0 for z in zones]
    tax = [z.electricity_tax_eur_per_mwh if z else 0.0 for z in zones]
    demand = [z.demand_charge_eur_per_mw_year if z else 0.0 for z in zones]
    through = facts.yearly(flow_mw(facts))
    lost = case.policy.lost_compute_eur_per_mwh or 0.0
    fuel = _tariff(facts, "backup", "variable_eur_per_mwh") * facts.yearly(hours["backup_mw"])
    amounts = {
        "grid_energy": facts.yearly(hours["re_price_eur_per_mwh"] * hours["grid_mw"]),
        "network_and_levies": through * adder,
        "electricity_tax": through * tax,
        "demand_charge": plan["lease_grid"] * demand,
        "ppa": sum(_lease_cost(facts, kind) for kind in PPA),
        "battery": _lease_cost(facts, "battery"),
        "backup": _lease_cost(facts, "backup") + fuel,
        "lost_compute": lost * facts.yearly(hours["lost_mw"]),
    }
    return {name: facts.by_site(values) for name, values in amounts.items()}


def _lease_cost(facts: Facts, kind: str) -> pd.Series:
    return _tariff(facts, kind, "yearly_eur_per_mw") * facts.plan[f"lease_{kind}"]


def _tariff(facts: Facts, kind: str, figure: str) -> pd.Series:
    """A figure of the zone's supply in the order of the plan; 0 where the zone has none."""
    offers = {zone: supply for (zone, k), supply in facts.case.supplies.items() if k == kind}
    prices = {
        "yearly_eur_per_mw": {z: s.yearly_eur_per_mw for z, s in offers.items()},
        "variable_eur_per_mwh": {z: s.variable_eur_per_mwh for z, s in offers.items()},
    }
    return facts.plan["zone"].map(prices[figure]).astype(float).fillna(0.0)


def _environment(facts: Facts, accounts: Accounts) -> SiteCost:
    case = facts.case
    heat_price = [case.sites[s].heat_price_eur_per_mwh for s in facts.plan["site"]]
    carbon = case.policy.carbon_price_eur_per_t * accounts.carbon(case.policy.carbon_account)
    return {
        "carbon_price": facts.by_site(carbon),
        "water": facts.by_site(case.operation.water_eur_per_m3 * accounts.water_m3),
        "heat_sold": facts.by_site(-accounts.heat_mwh * heat_price),
    }


def _place(facts: Facts) -> SiteCost:
    """Upkeep, staff, the open site itself, land."""
    case, plan, ops = facts.case, facts.plan, facts.case.operation
    price = facts.cohorts["accelerator"].map({g: a.price_eur for g, a in case.accelerators.items()}).astype(float)
    keys = [facts.cohorts["stage"], facts.cohorts["site"]]
    it = ops.it_upkeep_share * (price * facts.cohorts["re_alive"]).groupby(keys).sum()
    plant = facts.by_site(ops.facility_upkeep_share * facility_eur(facts) * plan["it_mw"])
    wage = plan["state"].map({c: s.labour_eur_per_h for c, s in case.states.items()}).astype(float)
    people = ops.staff_per_mw * plan["it_mw"] + (ops.staff_per_site if case.cooling else 0.0)
    places = [case.sites[s] for s in plan["site"]]
    return {
        "upkeep": plant.add(it, fill_value=0.0),
        "staff": facts.by_site(people * ops.hours_per_staff_year * wage),
        "fixed_site": facts.by_site([p.fixed_cost_eur_per_year for p in places]),
        "land": facts.by_site(ops.land_rent_share * plan["it_mw"] * [p.land_eur_per_mw for p in places]),
    }


def _served(facts: Facts) -> SiteCost:
    """Fibre, transit, surcharges across borders, link costs."""
    case = facts.case
    rows = facts.service[facts.service["site"] != ""]
    h100e = rows["re_demand"] * rows["share"]
    gbps = rows["workload"].map({n: w.gbps_per_1000_h100e for n, w in case.workloads.items()}).astype(float) / 1000.0
    keys = [rows["stage"], rows["site"]]
    transit = (case.operation.transit_eur_per_gbps_year * gbps * h100e).groupby(keys).sum()
    fibre = facts.by_site([case.sites[s].fibre_eur_per_year for s in facts.plan["site"]])
    return {
        "network_and_fibre": fibre.add(transit, fill_value=0.0),
        "residency_surcharge": (rows["re_surcharge"] * case.hours_per_year * h100e).groupby(keys).sum(),
        "assignment": (rows["re_link_cost"] * h100e).groupby(keys).sum(),
    }


def _unmet(facts: Facts) -> pd.Series:
    """Price of demand left unmet, at the middle of each stage."""
    rows = facts.service[facts.service["site"] == ""]
    price = []
    for stage_name, name in tuples(rows, "stage", "workload"):
        stage, workload = facts.stages[stage_name], facts.case.workloads[name]
        years = stage.start_year + (stage.years - 1) / 2 - workload.unmet_price_year
        price.append((workload.unmet_eur_per_h100eh or 0.0) * (1.0 - workload.unmet_fall_per_year) ** years)
    eur = rows["re_demand"] * rows["share"] * price * facts.case.hours_per_year
    return eur.groupby(rows["stage"]).sum()
