"""Sources: the grid, power purchase agreements, and back-up, and the balance of power."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Param, Set, Var

from models.bounds import SupplyKind
from models.derive import SupplyData
from models.notation import Linear, Relation
from models.supply.load import facility_mw

PPAS: tuple[SupplyKind, ...] = ("wind", "solar", "baseload")
BACKUP: SupplyKind = "backup"
BATTERY: SupplyKind = "battery"


def add_sources(m: ConcreteModel, data: SupplyData) -> None:
    """GridImport, PpaOutput, Backup and their leases, MW. The battery's flows are declared here for the balance."""
    output = {"wind": data.series.wind, "solar": data.series.solar}
    m.SUPPLIES = Set(dimen=1, initialize=list(data.supplies))
    m.PPAS = Set(dimen=1, initialize=[p for p in PPAS if p in data.supplies])
    m.BACKUPS = Set(dimen=1, initialize=[BACKUP] if BACKUP in data.supplies else [])
    m.BATTERIES = Set(dimen=1, initialize=[BATTERY] if BATTERY in data.supplies else [])
    m.output_share = Param(
        m.PPAS,
        m.HOURS,
        initialize={(p, h): float(output[p][h]) if p in output else 1.0 for p in m.PPAS for h in m.HOURS},
    )
    m.GridImport = Var(m.HOURS, domain=NonNegativeReals)
    m.PpaOutput = Var(m.PPAS, m.HOURS, domain=NonNegativeReals)
    m.Backup = Var(m.BACKUPS, m.HOURS, domain=NonNegativeReals)
    m.Lease = Var(m.SUPPLIES, bounds=lambda m, supply: (0.0, data.supplies[supply].limit_mw))
    for name in ("CleanCharge", "GridCharge", "CleanDischarge", "GridDischarge", "CleanLevel", "GridLevel"):
        m.add_component(name, Var(m.BATTERIES, m.HOURS, domain=NonNegativeReals))
    m.ppa_output_within_lease = Constraint(m.PPAS, m.HOURS, rule=ppa_output_within_lease)
    m.backup_within_lease = Constraint(m.BACKUPS, m.HOURS, rule=backup_within_lease)
    m.power_balances = Constraint(m.HOURS, rule=power_balances)


def ppa_mw(m: ConcreteModel, hour: int) -> Linear:
    """PPA output used in the hour, MW."""
    return sum(m.PpaOutput[p, hour] for p in m.PPAS)


def battery_net_mw(m: ConcreteModel, hour: int) -> Linear:
    """Discharge less charge of the battery, MW."""
    return sum(
        m.CleanDischarge[b, hour] + m.GridDischarge[b, hour] - m.CleanCharge[b, hour] - m.GridCharge[b, hour]
        for b in m.BATTERIES
    )


def power_balances(m: ConcreteModel, hour: int) -> Relation:
    r"""$I_h + \sum_p W_{ph} + B_h + D_h - C_h = F_h$: sources meet the facility in every hour, MW."""
    backup = sum(m.Backup[b, hour] for b in m.BACKUPS)
    return m.GridImport[hour] + ppa_mw(m, hour) + backup + battery_net_mw(m, hour) == facility_mw(m, hour)


def ppa_output_within_lease(m: ConcreteModel, ppa: str, hour: int) -> Relation:
    r"""$W_{ph} \le c_{ph} L_p$: pay as produced, the rest is curtailed, MW; a baseload contract has $c = 1$."""
    return m.PpaOutput[ppa, hour] <= m.output_share[ppa, hour] * m.Lease[ppa]


def backup_within_lease(m: ConcreteModel, backup: str, hour: int) -> Relation:
    r"""$B_h \le L_b$, MW."""
    return m.Backup[backup, hour] <= m.Lease[backup]
