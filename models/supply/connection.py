"""Connection: what may flow in from the grid, and the peak that is billed."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Var

from models.derive import SupplyData
from models.notation import Linear, Relation, limit
from models.supply.sources import ppa_mw


def add_connection(m: ConcreteModel, data: SupplyData) -> None:
    """PeakImport, and the limits of the connection, MW."""
    m.headroom_mw = Param(m.HOURS, initialize=dict(enumerate(data.headroom_mw.tolist())))
    m.PeakImport = Var(domain=NonNegativeReals)
    m.grid_import_within_headroom = Constraint(m.HOURS, rule=grid_import_within_headroom)
    m.peak_covers_import = Constraint(m.HOURS, rule=peak_covers_import)
    share = data.rules.min_dispatchable_share
    m.dispatchable_matches_peak = Constraint(limit(share if share > 0 else None), rule=dispatchable_matches_peak)


def connection_mw(m: ConcreteModel, hour: int) -> Linear:
    """Power through the connection, MW: off-site PPA power comes the same way as grid power."""
    return m.GridImport[hour] + ppa_mw(m, hour)


def grid_import_within_headroom(m: ConcreteModel, hour: int) -> Relation:
    r"""$I_h + \sum_p W_{ph} \le H_h$: firm headroom, and non-firm while it is on, MW."""
    return connection_mw(m, hour) <= m.headroom_mw[hour]


def peak_covers_import(m: ConcreteModel, hour: int) -> Relation:
    r"""$\hat I \ge I_h + \sum_p W_{ph}$: the demand charge is on the highest hour, MW."""
    return m.PeakImport >= connection_mw(m, hour)


def dispatchable_matches_peak(m: ConcreteModel, share: float) -> Relation:
    r"""$L_{backup} + L_{battery} \ge \delta \hat I$: a state's rule on dispatchable capacity, MW."""
    dispatchable = sum(m.Lease[b] for b in m.BACKUPS) + sum(m.Lease[b] for b in m.BATTERIES)
    return dispatchable >= share * m.PeakImport
