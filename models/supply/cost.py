"""What supply costs in a year, term by term, million EUR."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from pyomo.environ import ConcreteModel, quicksum

from models.case import Operation, Policy
from models.derive import SupplyData
from models.notation import MILLION, THOUSAND, Linear
from models.supply.connection import connection_mw
from models.supply.environment import heat_mw
from models.supply.load import lost_mw
from models.supply.sources import BACKUP, BATTERY

SupplyTerms: TypeAlias = Mapping[str, Linear]
"""Yearly cost by term, MEUR."""


def supply_terms(m: ConcreteModel, policy: Policy, operation: Operation, data: SupplyData) -> SupplyTerms:
    """The supply terms of docs/mathematics.md, each a linear expression in MEUR a year."""
    price = data.series.price_eur_per_mwh
    stopping = policy.lost_compute_eur_per_mwh or 0.0
    imported = _yearly_mwh(m, connection_mw)
    return {
        "grid_energy": quicksum(m.weight_h[h] * float(price[h]) / MILLION * m.GridImport[h] for h in m.HOURS),
        "network_and_levies": data.network_and_levies_eur_per_mwh / MILLION * imported,
        "electricity_tax": data.electricity_tax_eur_per_mwh / MILLION * imported,
        "demand_charge": data.demand_charge_eur_per_mw_year / MILLION * m.PeakImport,
        "ppa": quicksum(data.supplies[p].yearly_eur_per_mw / MILLION * m.Lease[p] for p in m.PPAS),
        "battery": quicksum(data.supplies[BATTERY].yearly_eur_per_mw / MILLION * m.Lease[b] for b in m.BATTERIES),
        "backup": quicksum(_backup_cost(m, data, b) for b in m.BACKUPS),
        "lost_compute": stopping / MILLION * _yearly_mwh(m, lost_mw),
        "carbon_price": policy.carbon_price_eur_per_t / THOUSAND * m.Carbon,
        "water": operation.water_eur_per_m3 / THOUSAND * m.Water,
        "heat_sold": -data.heat_price_eur_per_mwh / MILLION * _yearly_mwh(m, heat_mw),
    }


def _yearly_mwh(m: ConcreteModel, power: Callable[[ConcreteModel, int], Linear]) -> Linear:
    return quicksum(m.weight_h[h] * power(m, h) for h in m.HOURS)


def _backup_cost(m: ConcreteModel, data: SupplyData, b: str) -> Linear:
    """Lease and fuel of the back-up, MEUR a year."""
    supply = data.supplies[BACKUP]
    fuel = quicksum(m.weight_h[h] * supply.variable_eur_per_mwh / MILLION * m.Backup[b, h] for h in m.HOURS)
    return supply.yearly_eur_per_mw / MILLION * m.Lease[b] + fuel
