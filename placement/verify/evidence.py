"""How much of the siting cost rests on which class of evidence: each term by the column that prices it."""

import numpy as np
import pandas as pd

from models.case import Source
from placement.verify.facts import Facts
from placement.verify.fields import FILE, Fields
from placement.verify.ledger import Ledger
from placement.verify.totals import Totals

PRICE_COLUMN = {
    "accelerators_capital": "funders.return_rate",  # siting decides only the return that funders ask there
    "facility_capital": "cooling.capital_eur_per_mw",
    "connection_capital": "sites.connection_eur_per_mw",
    "grid_energy": "hourly.price_eur_per_mwh",
    "network_and_levies": "zones.network_eur_per_mwh",
    "electricity_tax": "zones.electricity_tax_eur_per_mwh",
    "demand_charge": "zones.demand_charge_eur_per_mw_year",
    "ppa": "supplies.yearly_eur_per_mw",
    "battery": "supplies.yearly_eur_per_mw",
    "backup": "supplies.yearly_eur_per_mw",
    "lost_compute": "case.toml.policy.lost_compute_eur_per_mwh",
    "carbon_price": "case.toml.policy.carbon_price_eur_per_t",
    "water": "case.toml.operation.water_eur_per_m3",
    "heat_sold": "sites.heat_price_eur_per_mwh",
    "price_rise": "case.toml.policy.price_slope_eur_per_mwh_per_gw",
    "upkeep": "case.toml.operation.it_upkeep_share",
    "staff": "states.labour_eur_per_h",
    "fixed_site": "sites.fixed_cost_eur_per_year",
    "network_and_fibre": "sites.fibre_eur_per_year",
    "land": "sites.land_eur_per_mw",
    "residency_surcharge": "residency.surcharge_eur_per_h100eh",
    "assignment": "links.cost_eur_per_h100e_year",
    "unmet_demand": "workloads.unmet_eur_per_h100eh",
}
TABLE = "evidence.csv"
NOTHING = 1e-9
"""A part of the cost of no more than this share is rounding: a column that prices it may be named or left out."""
CLASSES = ("observed", "derived", "estimated", "assumed")


def check_evidence(fields: Fields, facts: Facts, totals: Totals) -> None:
    """Shares of the terms' sizes by class; a column without a source counts as assumed."""
    by_term = totals.costs.groupby(level="term").sum()
    if "accelerators_capital" in by_term.index:
        by_term["accelerators_capital"] -= float(totals.invariant.sum())
    _check_table(facts, totals, by_term, fields.ledger)
    sizes = by_term.abs()
    evidence = {f"{row.table}.{row.column}": row.evidence for row in facts.case.sources}
    classes = pd.Series([evidence.get(PRICE_COLUMN[str(t)], "assumed") for t in sizes.index], index=sizes.index)
    whole = float(sizes.sum())
    shares = sizes.groupby(classes).sum() / whole if whole > 0 else pd.Series(dtype=float)
    for name in CLASSES:
        fields.equal(f"evidence.siting_cost_share.{name}", float(shares.get(name, 0.0)), "share")
    found = fields.get("evidence.siting_cost_share")
    odd = [key for key in found if key not in CLASSES] if isinstance(found, dict) else []
    fields.ledger.require(not odd, "summary", f"{FILE}, evidence.siting_cost_share", " ".join(map(str, odd)), "no more")


def _check_table(facts: Facts, totals: Totals, by_term: pd.Series, ledger: Ledger) -> None:
    """evidence.csv: what each column prices; columns that price nothing are left out."""
    whole = float(by_term.abs().sum())
    rows = facts.run.evidence
    least = NOTHING * float(totals.costs.abs().sum())
    found = rows.set_index(rows["table"] + "." + rows["column"])
    found = found[found["eur"].abs() > least]
    wanted = {str(t): float(eur) for t, eur in by_term.items() if abs(eur) > least}
    columns = sorted({PRICE_COLUMN[t] for t in wanted})
    if not ledger.require(sorted(found.index) == columns, "evidence", TABLE, " ".join(found.index), " ".join(columns)):
        return
    stated = {f"{row.table}.{row.column}": row for row in facts.case.sources}
    for name in columns:
        row, place = found.loc[name], f"{TABLE}, {name}"
        terms = {t: eur for t, eur in wanted.items() if PRICE_COLUMN[t] == name}
        share = sum(map(abs, terms.values())) / whole
        ledger.equal("evidence", f"{place}, eur", row["eur"], sum(terms.values()), "EUR")
        ledger.equal("evidence", f"{place}, share_of_siting_cost", row["share_of_siting_cost"], share, "share")
        named = [term for term in row["terms"].split() if abs(by_term.get(term, np.inf)) > least]
        said = (*(row[column] for column in ("evidence", "source", "vintage")), sorted(named))
        right = (*_stated(stated.get(name)), sorted(terms))
        ledger.require(said == right, "evidence", place, str(said), str(right))


def _stated(source: Source | None) -> tuple[str, str, str]:
    """Class, source and vintage; a column without a source counts as assumed."""
    return ("assumed", "", "") if source is None else (source.evidence, source.source, source.vintage)
