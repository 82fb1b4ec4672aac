"""Environment: carbon, clean power, water, heat. Yearly sums in GWh, kt and thousand m3."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Set, Var, quicksum

from models.case import Policy
from models.derive import SupplyData
from models.notation import MILLION, THOUSAND, Linear, Relation, limit
from models.supply.connection import connection_mw
from models.supply.load import facility_mw, it_load_mw
from models.supply.sources import ppa_mw


def add_environment(m: ConcreteModel, policy: Policy, data: SupplyData) -> None:
    """Carbon, Water and Heat with their limits."""
    sells_heat = data.heat_share > 0 and bool((data.heat_demand_mw > 0).any())
    m.HEATING = Set(initialize=["heat"] if sells_heat else [])
    m.heat_demand_mw = Param(m.HOURS, initialize=dict(enumerate(data.heat_demand_mw.tolist())))
    m.heat_share = Param(initialize=data.heat_share)
    m.wue_l_per_kwh = Param(m.HOURS, initialize=dict(enumerate(data.wue_l_per_kwh.tolist())))
    m.matched_grid_share = Param(initialize=data.matched_grid_share)
    m.grid_g_per_kwh = Param(initialize=data.carbon_g_per_kwh)
    m.ACCOUNT = [policy.carbon_account]
    backup = data.supplies.get("backup")
    m.backup_g_per_kwh = Param(initialize=0.0 if backup is None else backup.carbon_g_per_kwh)
    m.Heat = Var(m.HEATING, m.HOURS, domain=NonNegativeReals)
    m.Carbon = Var(domain=NonNegativeReals)
    m.Water = Var(domain=NonNegativeReals)
    m.carbon_of_sources = Constraint(m.ACCOUNT, rule=carbon_of_sources)
    m.water_of_cooling = Constraint(rule=water_of_cooling)
    m.heat_is_recoverable = Constraint(m.HEATING, m.HOURS, rule=heat_is_recoverable)
    m.heat_is_wanted = Constraint(m.HEATING, m.HOURS, rule=heat_is_wanted)
    rules, shares = data.rules, policy.carbon_free_share
    m.carbon_free_share_met = Constraint(limit(shares), rule=carbon_free_share_met)
    m.water_within_permit = Constraint(limit(data.water_m3_per_year), rule=water_within_permit)
    m.heat_is_reused = Constraint(limit(rules.min_heat_reuse_share or None), rule=heat_is_reused)
    m.new_renewables_used = Constraint(limit(rules.min_new_renewable_share or None), rule=new_renewables_used)


def _yearly(m: ConcreteModel, power: dict[int, Linear], unit: float) -> Linear:
    """Sum over the year of an hourly power in MW, in MWh over ``unit``."""
    return quicksum(m.weight_h[h] / unit * power[h] for h in m.HOURS)


def heat_mw(m: ConcreteModel, hour: int) -> Linear:
    """Heat sold, MW."""
    return quicksum(m.Heat[q, hour] for q in m.HEATING)


def clean_mw(m: ConcreteModel, hour: int) -> Linear:
    """Power that counts as carbon-free in its hour, MW: PPA power, clean discharge, the grid's own clean share."""
    clean = quicksum(m.CleanDischarge[b, hour] - m.CleanCharge[b, hour] for b in m.BATTERIES)
    grid_to_load = m.GridImport[hour] - quicksum(m.GridCharge[b, hour] for b in m.BATTERIES)
    return ppa_mw(m, hour) + clean + m.matched_grid_share * grid_to_load


def carbon_of_sources(m: ConcreteModel, account: str) -> Relation:
    r"""$E = \sum_h W_h (c I^\ast_h + c_b B_h)$, kt a year.

    $I^\ast$ is all power through the connection in the location account, grid power alone in the hourly one.
    """
    counted = {"location": connection_mw, "hourly": _grid_mw}[account]
    backup = {h: quicksum(m.Backup[b, h] for b in m.BACKUPS) for h in m.HOURS}
    power = {h: m.grid_g_per_kwh * counted(m, h) + m.backup_g_per_kwh * backup[h] for h in m.HOURS}
    return m.Carbon == _yearly(m, power, MILLION)


def _grid_mw(m: ConcreteModel, hour: int) -> Linear:
    return m.GridImport[hour]


def water_of_cooling(m: ConcreteModel) -> Relation:
    r"""$A = \sum_h W_h \omega_h \ell_h$, thousand m3 a year (L/kWh times MWh is m3)."""
    return m.Water == _yearly(m, {h: m.wue_l_per_kwh[h] * it_load_mw(m, h) for h in m.HOURS}, THOUSAND)


def heat_is_recoverable(m: ConcreteModel, q: str, hour: int) -> Relation:
    r"""$Q_h \le \rho \ell_h$: only what the cooling hands over, MW."""
    return m.Heat[q, hour] <= m.heat_share * it_load_mw(m, hour)


def heat_is_wanted(m: ConcreteModel, q: str, hour: int) -> Relation:
    r"""$Q_h \le \bar Q_h$: the network's demand of the hour, MW."""
    return m.Heat[q, hour] <= m.heat_demand_mw[hour]


def carbon_free_share_met(m: ConcreteModel, share: float) -> Relation:
    r"""$\sum_h W_h Z_h \ge \varphi \sum_h W_h F_h$: matched hour by hour, GWh a year."""
    clean = _yearly(m, {h: clean_mw(m, h) for h in m.HOURS}, THOUSAND)
    return clean >= share * _yearly(m, {h: facility_mw(m, h) for h in m.HOURS}, THOUSAND)


def water_within_permit(m: ConcreteModel, permit_m3: float) -> Relation:
    r"""$A \le \bar A$, thousand m3 a year."""
    return m.Water <= permit_m3 / THOUSAND


def heat_is_reused(m: ConcreteModel, share: float) -> Relation:
    r"""$\sum_h W_h Q_h \ge \theta \sum_h W_h \ell_h$: a state's rule on heat reuse, GWh a year."""
    reused = _yearly(m, {h: heat_mw(m, h) for h in m.HOURS}, THOUSAND)
    return reused >= share * _yearly(m, {h: it_load_mw(m, h) for h in m.HOURS}, THOUSAND)


def new_renewables_used(m: ConcreteModel, share: float) -> Relation:
    r"""$\sum_h W_h (W^{wind}_h + W^{solar}_h) \ge \nu \sum_h W_h F_h$: a state's rule, GWh a year."""
    new = [p for p in ("wind", "solar") if p in m.PPAS]
    used = _yearly(m, {h: quicksum(m.PpaOutput[p, h] for p in new) for h in m.HOURS}, THOUSAND)
    return used >= share * _yearly(m, {h: facility_mw(m, h) for h in m.HOURS}, THOUSAND)
