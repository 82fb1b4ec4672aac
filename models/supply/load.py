"""Load: IT power by hour, what of it moves within the day, what is lost, and the facility around it."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Reals, Set, Var

from models.derive import SupplyData, SupplyRules
from models.notation import THOUSAND, Linear, Relation


def add_load(m: ConcreteModel, rules: SupplyRules, data: SupplyData) -> None:
    """ItDraw, Moved and Lost, MW."""
    count = len(data.series.weight)
    days: dict[tuple[int, int], list[int]] = {}
    for h in range(count):
        days.setdefault((int(data.series.period[h]), int(data.series.day[h])), []).append(h)
    m.HOURS = Set(dimen=1, initialize=range(count))
    m.DAYS = Set(dimen=2, initialize=list(days))
    m.HOURS_OF_DAY = Set(m.DAYS, initialize=days, within=m.HOURS)
    m.STOPPING = Set(dimen=1, initialize=["stopped"] if rules.lost_compute_eur_per_mwh is not None else [])
    m.weight_h = Param(m.HOURS, initialize=dict(enumerate(data.series.weight.tolist())))
    m.hours_per_year = Param(initialize=float(data.series.weight.sum()))
    m.pue = Param(m.HOURS, initialize=dict(enumerate(data.pue.tolist())))
    m.moved_share = Param(initialize=rules.moved_load_share)
    m.moved_up_share = Param(initialize=min(rules.moved_load_share, 1.0 / rules.load_factor - 1.0))
    m.ItDraw = Var(domain=NonNegativeReals)
    m.Moved = Var(m.HOURS, domain=Reals)
    m.Lost = Var(m.STOPPING, m.HOURS, domain=NonNegativeReals)
    m.moved_up_within_installed_power = Constraint(m.HOURS, rule=moved_up_within_installed_power)
    m.moved_down_within_share = Constraint(m.HOURS, rule=moved_down_within_share)
    m.daily_compute_is_kept = Constraint(m.DAYS, rule=daily_compute_is_kept)
    m.max_lost_share = Param(initialize=rules.max_lost_compute_share)
    m.lost_within_share = Constraint(m.STOPPING, rule=lost_within_share)
    m.lost_within_load = Constraint(m.STOPPING, m.HOURS, rule=lost_within_load)


def lost_mw(m: ConcreteModel, hour: int) -> Linear:
    """IT power of accelerators stopped in the hour, MW."""
    return sum(m.Lost[stopped, hour] for stopped in m.STOPPING)


def it_load_mw(m: ConcreteModel, hour: int) -> Linear:
    """IT power of the hour, MW: average draw, plus what is moved here, less what is lost."""
    return m.ItDraw + m.Moved[hour] - lost_mw(m, hour)


def facility_mw(m: ConcreteModel, hour: int) -> Linear:
    """Power of the whole site, MW: PUE times IT power."""
    return m.pue[hour] * it_load_mw(m, hour)


def moved_up_within_installed_power(m: ConcreteModel, hour: int) -> Relation:
    r"""$M_h \le \min(\mu, 1/\lambda - 1) x$: moved load fits the accelerators installed, MW."""
    return m.Moved[hour] <= m.moved_up_share * m.ItDraw


def moved_down_within_share(m: ConcreteModel, hour: int) -> Relation:
    r"""$M_h \ge -\mu x$: only a share of the load can wait, MW."""
    return m.Moved[hour] >= -m.moved_share * m.ItDraw


def daily_compute_is_kept(m: ConcreteModel, period: int, day: int) -> Relation:
    r"""$\sum_{h \in day} M_h = 0$, MWh (the hours of a day weigh the same)."""
    return sum(m.Moved[h] for h in m.HOURS_OF_DAY[period, day]) == 0.0


def lost_within_load(m: ConcreteModel, stopped: str, hour: int) -> Relation:
    r"""$\ell_h \le x + M_h$: no more can stop than runs, MW."""
    return m.Lost[stopped, hour] <= m.ItDraw + m.Moved[hour]


def lost_within_share(m: ConcreteModel, stopped: str) -> Relation:
    r"""$\sum_h W_h \ell_h \le \bar\ell \, x \sum_h W_h$, GWh a year: service is promised, so little of it may stop."""
    lost = sum(m.weight_h[h] / THOUSAND * m.Lost[stopped, h] for h in m.HOURS)
    return lost <= m.max_lost_share * m.hours_per_year / THOUSAND * m.ItDraw
