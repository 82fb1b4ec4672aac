"""Environment: carbon, clean power, water, heat. Yearly sums in GWh, kt and thousand m3."""

from collections.abc import Callable

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Set, Var

from models.derive import SupplyData, SupplyRules
from models.notation import MILLION, THOUSAND, Linear, Relation, limit
from models.supply.connection import connection_mw
from models.supply.load import facility_mw, it_load_mw
from models.supply.sources import ppa_mw


def add_environment(m: ConcreteModel, rules: SupplyRules, data: SupplyData) -> None:
    """Carbon, Water and Heat with their limits."""
    sells_heat = data.heat_share > 0 and bool((data.heat_demand_mw > 0).any())
    m.HEATING = Set(dimen=1, initialize=["heat"] if sells_heat else [])
    m.NEW_RENEWABLES = Set(dimen=1, initialize=[p for p in ("wind", "solar") if p in data.supplies])
    m.heat_demand_mw = Param(m.HOURS, initialize=dict(enumerate(data.heat_demand_mw.tolist())))
    m.heat_share = Param(initialize=data.heat_share)
    m.wue_l_per_kwh = Param(m.HOURS, initialize=dict(enumerate(data.wue_l_per_kwh.tolist())))
    m.matched_grid_share = Param(initialize=data.matched_grid_share)
    m.grid_g_per_kwh = Param(initialize=data.carbon_g_per_kwh)
    backup = data.supplies.get("backup")
    m.backup_g_per_kwh = Param(initialize=0.0 if backup is None else backup.carbon_g_per_kwh)
    m.Heat = Var(m.HEATING, m.HOURS, domain=NonNegativeReals)
    m.Carbon = Var(domain=NonNegativeReals)
    m.Water = Var(domain=NonNegativeReals)
    m.carbon_of_sources = Constraint(rule=CARBON_OF_SOURCES[rules.carbon_account])
    m.water_of_cooling = Constraint(rule=water_of_cooling)
    m.heat_is_recoverable = Constraint(m.HEATING, m.HOURS, rule=heat_is_recoverable)
    m.heat_is_wanted = Constraint(m.HEATING, m.HOURS, rule=heat_is_wanted)
    m.carbon_free_share_met = Constraint(limit(rules.carbon_free_share), rule=carbon_free_share_met)
    m.water_within_permit = Constraint(limit(data.water_m3_per_year), rule=water_within_permit)
    m.heat_is_reused = Constraint(limit(data.rules.min_heat_reuse_share or None), rule=heat_is_reused)
    m.new_renewables_used = Constraint(limit(data.rules.min_new_renewable_share or None), rule=new_renewables_used)


def _yearly(m: ConcreteModel, power: Callable[[ConcreteModel, int], Linear], unit: float) -> Linear:
    """Sum over the year of an hourly power in MW, in MWh over ``unit``."""
    return sum(m.weight_h[h] / unit * power(m, h) for h in m.HOURS)


def heat_mw(m: ConcreteModel, hour: int) -> Linear:
    """Heat sold, MW."""
    return sum(m.Heat[q, hour] for q in m.HEATING)


def new_renewable_mw(m: ConcreteModel, hour: int) -> Linear:
    """PPA power of new wind and solar, MW."""
    return sum(m.PpaOutput[p, hour] for p in m.NEW_RENEWABLES)


def clean_mw(m: ConcreteModel, hour: int) -> Linear:
    """Power that counts as carbon-free in its hour, MW: PPA power, clean discharge, the grid's own clean share."""
    clean = sum(m.CleanDischarge[b, hour] - m.CleanCharge[b, hour] for b in m.BATTERIES)
    grid_to_load = m.GridImport[hour] - sum(m.GridCharge[b, hour] for b in m.BATTERIES)
    return ppa_mw(m, hour) + clean + m.matched_grid_share * grid_to_load


def backup_mw(m: ConcreteModel, hour: int) -> Linear:
    """Power of the back-up, MW."""
    return sum(m.Backup[b, hour] for b in m.BACKUPS)


def carbon_by_location(m: ConcreteModel) -> Relation:
    r"""$E = \sum_h W_h (c (I_h + \sum_p W_{ph}) + c_b B_h)$, kt a year: all power through the connection counts."""
    return m.Carbon == _yearly(
        m, lambda m, h: m.grid_g_per_kwh * connection_mw(m, h) + m.backup_g_per_kwh * backup_mw(m, h), MILLION
    )


def carbon_by_hour(m: ConcreteModel) -> Relation:
    r"""$E = \sum_h W_h (c I_h + c_b B_h)$, kt a year: the power of a PPA is clean in its hour."""
    return m.Carbon == _yearly(
        m, lambda m, h: m.grid_g_per_kwh * m.GridImport[h] + m.backup_g_per_kwh * backup_mw(m, h), MILLION
    )


CARBON_OF_SOURCES = {"location": carbon_by_location, "hourly": carbon_by_hour}
"""By carbon account."""


def water_of_cooling(m: ConcreteModel) -> Relation:
    r"""$A = \sum_h W_h \omega_h \ell_h$, thousand m3 a year (L/kWh times MWh is m3)."""
    return m.Water == _yearly(m, lambda m, h: m.wue_l_per_kwh[h] * it_load_mw(m, h), THOUSAND)


def heat_is_recoverable(m: ConcreteModel, q: str, hour: int) -> Relation:
    r"""$Q_h \le \rho \ell_h$: only what the cooling hands over, MW."""
    return m.Heat[q, hour] <= m.heat_share * it_load_mw(m, hour)


def heat_is_wanted(m: ConcreteModel, q: str, hour: int) -> Relation:
    r"""$Q_h \le \bar Q_h$: the network's demand of the hour, MW."""
    return m.Heat[q, hour] <= m.heat_demand_mw[hour]


def carbon_free_share_met(m: ConcreteModel, share: float) -> Relation:
    r"""$\sum_h W_h Z_h \ge \varphi \sum_h W_h F_h$: matched hour by hour, GWh a year."""
    return _yearly(m, clean_mw, THOUSAND) >= share * _yearly(m, facility_mw, THOUSAND)


def water_within_permit(m: ConcreteModel, permit_m3: float) -> Relation:
    r"""$A \le \bar A$, thousand m3 a year."""
    return m.Water <= permit_m3 / THOUSAND


def heat_is_reused(m: ConcreteModel, share: float) -> Relation:
    r"""$\sum_h W_h Q_h \ge \theta \sum_h W_h \ell_h$: a state's rule on heat reuse, GWh a year."""
    return _yearly(m, heat_mw, THOUSAND) >= share * _yearly(m, it_load_mw, THOUSAND)


def new_renewables_used(m: ConcreteModel, share: float) -> Relation:
    r"""$\sum_h W_h (W^{wind}_h + W^{solar}_h) \ge \nu \sum_h W_h F_h$: a state's rule, GWh a year."""
    return _yearly(m, new_renewable_mw, THOUSAND) >= share * _yearly(m, facility_mw, THOUSAND)
