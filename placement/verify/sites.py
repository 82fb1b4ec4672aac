"""sites.csv: every column follows from the other tables and the inputs."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.facts import Facts, Floats
from placement.verify.funding import by_kind
from placement.verify.investor import discounted_grant
from placement.verify.ledger import Ledger
from placement.verify.rows import items
from placement.verify.schema import SITE_FIGURES
from placement.verify.totals import Totals

TEXT = ("name", "state", "zone", "site_type", "opened_stage", "cooling")
POWERED_FIGURES = [
    "pue_mean",
    "headroom_firm_mw",
    "headroom_non_firm_mw",
    "delivered_eur_per_mwh",
    "energy_price_eur_per_mwh",
    "network_eur_per_mwh",
    "levies_eur_per_mwh",
    "electricity_tax_eur_per_mwh",
    "ppa_share",
    "carbon_free_share",
    "carbon_location_t_per_year",
    "carbon_market_t_per_year",
    "carbon_hourly_t_per_year",
    "water_m3_per_year",
    "heat_mwh_per_year",
]
"""Figures that a site without power does not have."""
UNITS = {
    "eur": "EUR",
    "mw": "MW",
    "h100e": "H100e",
    "accelerators": "accelerators",
    "year": "a year",
    "share": "share",
    "h100eh": "EUR/H100e-hour",
    "mwh": "EUR/MWh",
}


def check_sites(facts: Facts, accounts: Accounts, totals: Totals, ledger: Ledger) -> None:
    """Compare each column of sites.csv with what it should be."""
    reported = facts.run.sites.set_index("site")
    wanted = expected_sites(facts, accounts, totals).reindex(reported.index)
    labels = pd.DataFrame({"site": reported.index})
    for column in TEXT:
        ledger.same_text("sites", f"sites.csv, column {column}", reported[column], wanted[column], labels)
    for column in ("lat", "lon", *SITE_FIGURES.split()):
        compare_figures(f"sites.csv, column {column}", column, reported[column], wanted[column], labels, ledger)


def compare_figures(
    where: str, column: str, found: pd.Series, wanted: pd.Series, labels: pd.DataFrame, ledger: Ledger
) -> None:
    """Two columns of figures agree, an empty cell only with an empty cell."""
    a, b = found.astype(float).to_numpy(), wanted.astype(float).to_numpy()
    both = ~(np.isnan(a) & np.isnan(b))
    unit = UNITS.get(column.rsplit("_", maxsplit=1)[-1], "-")
    ledger.equal("sites", where, a[both], b[both], unit, labels[both])


def expected_sites(facts: Facts, accounts: Accounts, totals: Totals) -> pd.DataFrame:
    """sites.csv as it should be, indexed by site; figures that do not exist are NaN."""
    here = (facts.plan["stage"] == facts.last).to_numpy()
    sites = facts.plan.loc[here, "site"].to_numpy()
    columns: dict[str, object] = {**_identity(facts, sites), **_power(facts, accounts, here)}
    columns |= _compute(facts, totals, sites) | _money(facts, totals, sites)
    table = pd.DataFrame(columns, index=sites)
    powered = table["cooling"] != ""
    table.loc[~powered, POWERED_FIGURES] = np.nan
    return table


def _identity(facts: Facts, sites: Floats) -> Mapping[str, object]:
    plan = facts.plan
    opened = plan.drop_duplicates("site").set_index("site")
    places = [facts.case.sites[s] for s in sites]
    return {
        "name": [p.name for p in places],
        "state": [p.state for p in places],
        "zone": [p.zone or "" for p in places],
        "lat": [np.nan if p.lat is None else p.lat for p in places],
        "lon": [np.nan if p.lon is None else p.lon for p in places],
        "site_type": [p.site_type for p in places],
        "opened_stage": opened["stage"].reindex(sites).to_numpy(),
        "cooling": opened["cooling"].reindex(sites).to_numpy(),
    }


def _power(facts: Facts, accounts: Accounts, here: npt.NDArray[np.bool_]) -> dict[str, object]:
    """Figures of the last stage; none where power is not modelled."""
    plan, hours = facts.plan[here], facts.case.hours_per_year
    columns: dict[str, object] = {
        "it_mw": plan["it_mw"].to_numpy(),
        "facility_peak_mw": (plan["re_peak_pue"] * plan["it_mw"]).to_numpy(),
        "facility_mean_mw": accounts.facility_mwh[here] / hours,
        "pue_mean": plan["re_mean_pue"].to_numpy(),
        "headroom_firm_mw": plan["re_firm"].to_numpy(),
        "headroom_non_firm_mw": plan["re_non_firm"].to_numpy(),
        **_prices(facts, list(plan["zone"])),
        "energy_mwh_per_year": accounts.facility_mwh[here],
        "ppa_share": _ratio(accounts.ppa_mwh[here], accounts.facility_mwh[here]),
        "carbon_free_share": _ratio(accounts.carbon_free_mwh[here], accounts.facility_mwh[here]),
        "carbon_location_t_per_year": accounts.location_t[here],
        "carbon_market_t_per_year": accounts.market_t[here],
        "carbon_hourly_t_per_year": accounts.hourly_t[here],
        "water_m3_per_year": accounts.water_m3[here],
        "heat_mwh_per_year": accounts.heat_mwh[here],
    }
    return columns


def _prices(facts: Facts, names: list[str]) -> dict[str, object]:
    """The delivered price and its parts; none where power is not modelled."""
    zones = [facts.case.zones.get(name) for name in names]
    adders = ("network_eur_per_mwh", "levies_eur_per_mwh", "electricity_tax_eur_per_mwh")
    return {
        "delivered_eur_per_mwh": [z and facts.derived.delivered_price(facts.last, z.zone) for z in zones],
        "energy_price_eur_per_mwh": [z and facts.derived.day_ahead_price(facts.last, z.zone) for z in zones],
        **{adder: [z and getattr(z, adder) for z in zones] for adder in adders},
    }


def _compute(facts: Facts, totals: Totals, sites: Floats) -> dict[str, object]:
    def last(series: pd.Series) -> Floats:
        found = {site: value for (stage, site), value in items(series) if stage == facts.last}
        return np.array([found.get(site, 0.0) for site in sites], dtype=float)

    return {
        "accelerators": last(totals.accelerators),
        "h100e": last(totals.installed),
        "served_h100e": last(totals.served),
    }


def _money(facts: Facts, totals: Totals, sites: Floats) -> dict[str, object]:
    paid = by_kind(facts).groupby(level="site").sum().reindex(sites).fillna(0.0)
    cost = totals.costs.groupby(level="site").sum().reindex(sites).fillna(0.0).to_numpy()
    installed = totals.installed_h100eh.reindex(sites).fillna(0.0).to_numpy()
    sold = totals.sold_h100eh.reindex(sites).fillna(0.0).to_numpy()
    invariant = totals.invariant.reindex(sites).fillna(0.0).to_numpy()
    grant = discounted_grant(facts).reindex(sites).fillna(0.0).to_numpy()
    return {
        "capital_eur": paid.sum(axis=1).to_numpy(),
        "eu_eur": paid["eu"].to_numpy(),
        "state_eur": paid["state"].to_numpy(),
        "equity_eur": paid["equity"].to_numpy(),
        "loan_eur": paid["loan"].to_numpy(),
        "grant_eur_per_h100eh": _ratio(grant, sold),
        "lcoc_installed_eur_per_h100eh": _ratio(cost, installed),
        "lcoc_sold_eur_per_h100eh": _ratio(cost, sold),
        "cost_eur": cost,
        "siting_cost_eur": cost - invariant,
    }


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part over whole; NaN where there is no whole."""
    ratio: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return ratio
