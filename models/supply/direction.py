"""Direction: in an hour in which burning power could pay, the battery charges or discharges, by a choice."""

import numpy as np
from pyomo.environ import Binary, ConcreteModel, Constraint, Param, Set, Var

from models.derive import SupplyData, SupplyRules, burning_hours
from models.notation import Relation
from models.supply.battery import charge_mw, discharge_mw
from models.supply.sources import BATTERY


def add_directions(m: ConcreteModel, rules: SupplyRules, data: SupplyData) -> None:
    """Charging, for every hour of `burning_hours`."""
    hours = burning_hours(rules, data)
    battery = data.supplies.get(BATTERY)
    most_mw = np.inf if battery is None or battery.limit_mw is None else battery.limit_mw
    up = 1.0 + min(rules.moved_load_share, 1.0 / rules.load_factor - 1.0)
    most_charge_mw = np.minimum(data.headroom_mw, most_mw)
    most_discharge_mw = np.minimum(data.pue * up * data.most_it_draw_mw, most_mw)
    m.BURNING_HOURS = Set(dimen=1, initialize=hours, within=m.HOURS)
    m.most_charge_mw = Param(m.BURNING_HOURS, initialize={h: float(most_charge_mw[h]) for h in hours})
    m.most_discharge_mw = Param(m.BURNING_HOURS, initialize={h: float(most_discharge_mw[h]) for h in hours})
    m.Charging = Var(m.BATTERIES, m.BURNING_HOURS, domain=Binary)
    m.charge_while_charging = Constraint(m.BATTERIES, m.BURNING_HOURS, rule=charge_while_charging)
    m.discharge_while_not_charging = Constraint(m.BATTERIES, m.BURNING_HOURS, rule=discharge_while_not_charging)


def charge_while_charging(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$C_h \le H_h z_h$, MW: what is charged comes through the connection."""
    return charge_mw(m, b, hour) <= m.most_charge_mw[hour] * m.Charging[b, hour]


def discharge_while_not_charging(m: ConcreteModel, b: str, hour: int) -> Relation:
    r"""$D_h \le \bar F_h (1 - z_h)$, MW: what is discharged without charging serves the facility, at most all of it."""
    return discharge_mw(m, b, hour) <= m.most_discharge_mw[hour] * (1 - m.Charging[b, hour])
