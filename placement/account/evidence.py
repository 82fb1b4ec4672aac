"""How much of the siting cost rests on observed, derived, estimated and assumed numbers.

Each cost term is weighed by the column that prices it; the columns are listed here, the classes in ``sources``.
"""

from collections.abc import Mapping

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


def siting_cost_by_term(facts: Facts) -> dict[str, float]:
    """Discounted EUR by term, without what the accelerators cost anywhere."""
    terms: dict[str, float] = dict.fromkeys((row.term for row in facts.decisions.costs), 0.0)
    for row in facts.decisions.costs:
        terms[row.term] += facts.discount[row.stage] * row.eur_per_year
    invariant = sum(facts.yardstick_eur(site) for site in facts.case.sites.values())
    if "accelerators_capital" in terms:
        terms["accelerators_capital"] -= invariant
    return terms


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
