"""Battery: two levels, so that clean power stays known as clean.

That it does not charge and discharge in one hour is not a linear rule. These rows are those that are: for most hours
they are enough (docs/mathematics.md, "One way at a time"), and `models.supply.direction` sees to the others.
"""

from math import sqrt

from pyomo.environ import ConcreteModel, Constraint, Param

from models.derive import SupplyData
from models.notation import Linear, Relation
from models.supply.sources import BATTERY, ppa_mw


def add_battery(m: ConcreteModel, data: SupplyData) -> None:
    """Charging, discharging and levels of the leased battery."""
    battery = data.supplies.get(BATTERY)
    m.one_way_efficiency = Param(initialize=1.0 if battery is None else sqrt(battery.efficiency))
    m.duration_h = Param(initialize=0.0 if battery is None else battery.duration_h)
    m.next_hour = Param(m.HOURS, initialize=_next_in_period(data.series.period.tolist()), within=m.HOURS)
    m.clean_charge_is_ppa_power = Constraint(m.BATTERIES, m.HOURS, rule=clean_charge_is_ppa_power)
    m.grid_charge_is_grid_power = Constraint(m.BATTERIES, m.HOURS, rule=grid_charge_is_grid_power)
    m.one_way_within_power = Constraint(m.BATTERIES, m.HOURS, rule=one_way_within_power)
    m.clean_level_carries_over = Constraint(m.BATTERIES, m.HOURS, rule=clean_level_carries_over)
    m.grid_level_carries_over = Constraint(m.BATTERIES, m.HOURS, rule=grid_level_carries_over)
    m.levels_within_energy = Constraint(m.BATTERIES, m.HOURS, rule=levels_within_energy)


def _next_in_period(periods: list[int]) -> dict[int, int]:
    """The hour after each hour; the last hour of a period is followed by its first (cyclic)."""
    first: dict[int, int] = {}
    for h, p in enumerate(periods):
        first.setdefault(p, h)
    return {h: h + 1 if h + 1 < len(periods) and periods[h + 1] == p else first[p] for h, p in enumerate(periods)}


def clean_charge_is_ppa_power(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$C^c_h \le \sum_p W_{ph}$, MW."""
    return m.CleanCharge[b, hour] <= ppa_mw(m, hour)


def grid_charge_is_grid_power(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$C^g_h \le I_h$, MW."""
    return m.GridCharge[b, hour] <= m.GridImport[hour]


def charge_mw(m: ConcreteModel, b: str, hour: int) -> Linear:
    """What goes into the battery, MW."""
    return m.CleanCharge[b, hour] + m.GridCharge[b, hour]


def discharge_mw(m: ConcreteModel, b: str, hour: int) -> Linear:
    """What comes out of the battery, MW."""
    return m.CleanDischarge[b, hour] + m.GridDischarge[b, hour]


def one_way_within_power(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$C_h + D_h \le L_b$, MW: one of the two is 0, and the tightest linear rule that says so is on their sum."""
    return charge_mw(m, b, hour) + discharge_mw(m, b, hour) <= m.Lease[b]


def clean_level_carries_over(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$E^c_{h+1} = E^c_h + \eta C^c_h - D^c_h / \eta$, MWh, cyclic in each period; $\eta$ one way."""
    gain = m.one_way_efficiency * m.CleanCharge[b, hour] - m.CleanDischarge[b, hour] / m.one_way_efficiency
    return m.CleanLevel[b, m.next_hour[hour]] == m.CleanLevel[b, hour] + gain


def grid_level_carries_over(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$E^g_{h+1} = E^g_h + \eta C^g_h - D^g_h / \eta$, MWh, cyclic in each period; $\eta$ one way."""
    gain = m.one_way_efficiency * m.GridCharge[b, hour] - m.GridDischarge[b, hour] / m.one_way_efficiency
    return m.GridLevel[b, m.next_hour[hour]] == m.GridLevel[b, hour] + gain


def levels_within_energy(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$E^c_h + E^g_h \le \tau L_b$, MWh, $\tau$ the duration."""
    return m.CleanLevel[b, hour] + m.GridLevel[b, hour] <= m.duration_h * m.Lease[b]
