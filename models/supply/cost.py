"""What supply costs in a year, term by term, million EUR."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr import LinearExpression
from pyomo.environ import ConcreteModel

from models.bounds import SupplyKind
from models.derive import SupplyData, SupplyRules
from models.notation import MILLION, THOUSAND, Linear
from models.supply.sources import BACKUP, BATTERY

SupplyTerms: TypeAlias = Mapping[str, Linear]
"""Yearly cost by term, MEUR."""


def supply_terms(m: ConcreteModel, rules: SupplyRules, data: SupplyData) -> SupplyTerms:
    """The supply terms of docs/mathematics.md, each a linear expression in MEUR a year."""
    hours = data.series.weight
    price, stopping = data.series.price_eur_per_mwh, rules.lost_compute_eur_per_mwh or 0.0
    connection = m.GridImport, m.PpaOutput
    return {
        "grid_energy": _energy_meur(hours * price, m.GridImport),
        "network_and_levies": _energy_meur(hours * data.network_and_levies_eur_per_mwh, *connection),
        "electricity_tax": _energy_meur(hours * data.electricity_tax_eur_per_mwh, *connection),
        "demand_charge": data.demand_charge_eur_per_mw_year / MILLION * m.PeakImport,
        "ppa": sum(_lease_meur(m, data, p) for p in m.PPAS),
        "battery": sum(_lease_meur(m, data, BATTERY) for _ in m.BATTERIES),
        "backup": sum(_backup_meur(m, data) for _ in m.BACKUPS),
        "lost_compute": _energy_meur(hours * stopping, m.Lost),
        "carbon_price": rules.carbon_price_eur_per_t / THOUSAND * m.Carbon,
        "water": rules.water_eur_per_m3 / THOUSAND * m.Water,
        "heat_sold": _energy_meur(-hours * data.heat_price_eur_per_mwh, m.Heat),
    }


def _energy_meur(eur_per_mw: NDArray[np.float64], *powers: Any) -> Linear:
    r"""$\sum_h W_h r_h P_h$ over hourly powers P in MW (of each kind, where there are kinds) at ``eur_per_mw`` W r."""
    variables = [v for power in powers for v in power.values()]
    coefficients = np.tile(eur_per_mw / MILLION, len(variables) // len(eur_per_mw))
    return LinearExpression(linear_coefs=coefficients.tolist(), linear_vars=variables)


def _lease_meur(m: ConcreteModel, data: SupplyData, supply: SupplyKind) -> Linear:
    return data.supplies[supply].yearly_eur_per_mw / MILLION * m.Lease[supply]


def _backup_meur(m: ConcreteModel, data: SupplyData) -> Linear:
    """Lease and fuel of the back-up, MEUR a year."""
    fuel = _energy_meur(data.series.weight * data.supplies[BACKUP].variable_eur_per_mwh, m.Backup)
    return _lease_meur(m, data, BACKUP) + fuel
