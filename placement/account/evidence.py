"""How much of the siting cost rests on observed, derived, estimated and assumed numbers.

Each cost term is weighed by the column that prices it; the columns are listed here, the classes in ``sources``.
"""

from collections.abc import Mapping

import pandas as pd

from models.case import Case
from placement.account.facts import Facts

PRICED_BY: Mapping[str, tuple[str, str]] = {
    "accelerators_capital": ("funders", "return_rate"),
    "facility_capital": ("cooling", "capital_eur_per_mw"),
    "connection_capital": ("sites", "connection_eur_per_mw"),
    "grid_energy": ("hourly", "price_eur_per_mwh"),
    "network_and_levies": ("zones", "network_eur_per_mwh"),
    "electricity_tax": ("zones", "electricity_tax_eur_per_mwh"),
    "demand_charge": ("zones", "demand_charge_eur_per_mw_year"),
    "ppa": ("supplies", "yearly_eur_per_mw"),
    "battery": ("supplies", "yearly_eur_per_mw"),
    "backup": ("supplies", "yearly_eur_per_mw"),
    "lost_compute": ("case.toml", "policy.lost_compute_eur_per_mwh"),
    "carbon_price": ("case.toml", "policy.carbon_price_eur_per_t"),
    "water": ("case.toml", "operation.water_eur_per_m3"),
    "heat_sold": ("sites", "heat_price_eur_per_mwh"),
    "price_rise": ("case.toml", "policy.price_slope_eur_per_mwh_per_gw"),
    "upkeep": ("case.toml", "operation.it_upkeep_share"),
    "staff": ("states", "labour_eur_per_h"),
    "fixed_site": ("sites", "fixed_cost_eur_per_year"),
    "network_and_fibre": ("sites", "fibre_eur_per_year"),
    "land": ("sites", "land_eur_per_mw"),
    "residency_surcharge": ("residency", "surcharge_eur_per_h100eh"),
    "assignment": ("links", "cost_eur_per_h100e_year"),
    "unmet_demand": ("workloads", "unmet_eur_per_h100eh"),
}
"""The column that prices a term. Of the accelerators, siting decides only the return that funders ask there."""

CLASSES = ("observed", "derived", "estimated", "assumed")


COLUMNS = ("table", "column", "evidence", "source", "vintage", "terms", "eur", "share_of_siting_cost")


def siting_cost_by_term(facts: Facts, site: str | None = None) -> dict[str, float]:
    """Discounted EUR by term, of one site or the whole plan, without what the accelerators cost anywhere."""
    rows = [row for row in facts.decisions.costs if site is None or row.site == site]
    terms: dict[str, float] = dict.fromkeys((row.term for row in rows), 0.0)
    for row in rows:
        terms[row.term] += facts.discount[row.stage] * row.eur_per_year
    if "accelerators_capital" in terms:
        places = facts.case.sites.values() if site is None else [facts.case.sites[site]]
        terms["accelerators_capital"] -= sum(facts.yardstick_eur(place) for place in places)
    return terms


def evidence_table(facts: Facts) -> pd.DataFrame:
    """evidence.csv: the columns that price the siting cost, the heaviest first.

    ``eur`` is the siting cost that a column prices (discounted), ``share_of_siting_cost`` its size over all sizes.
    """
    by_column: dict[tuple[str, str], dict[str, float]] = {}
    for term, eur in siting_cost_by_term(facts).items():
        if eur != 0:
            by_column.setdefault(PRICED_BY[term], {})[term] = eur
    sources = {(row.table, row.column): row for row in facts.case.sources}
    total = sum(abs(eur) for terms in by_column.values() for eur in terms.values())
    rows = []
    for (table, column), terms in by_column.items():
        stated, size = sources.get((table, column)), sum(map(abs, terms.values()))
        what = (stated.evidence, stated.source, stated.vintage) if stated else ("assumed", None, None)
        rows.append((table, column, *what, " ".join(terms), sum(terms.values()), size / total))
    rows.sort(key=lambda row: -row[-1])
    return pd.DataFrame(rows, columns=list(COLUMNS))


def siting_cost_share(facts: Facts) -> dict[str, float]:
    """Share of the siting cost (of its terms' sizes) by class of evidence; a column without a source is ``assumed``."""
    classes = _classes(facts.case)
    sizes = {term: abs(eur) for term, eur in siting_cost_by_term(facts).items()}
    total = sum(sizes.values())
    shares = dict.fromkeys(CLASSES, 0.0)
    for term, size in sizes.items():
        shares[classes.get(PRICED_BY[term], "assumed")] += size / total if total > 0 else 0.0
    return shares


def _classes(case: Case) -> dict[tuple[str, str], str]:
    return {(row.table, row.column): row.evidence for row in case.sources}
