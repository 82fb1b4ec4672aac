"""N-1: with any one site lost, the rest can still carry the critical share within its latency.

By max-flow and min-cut that is one row for every lost site, stage and set of demands; only those that a plan
breaks are ever written (`LossCut`), found by a max-flow per lost site.
"""

from dataclasses import dataclass

from pyomo.environ import ConcreteModel, Constraint, quicksum

from models.case import Case
from models.derive import DemandGroup
from models.notation import THOUSAND, Linear, Relation, stated


@dataclass(frozen=True)
class LossCut:
    """When ``lost`` is gone, ``rescuers`` together must carry ``critical_h100e`` in ``stage``."""

    lost: str
    stage: str
    rescuers: tuple[str, ...]
    critical_h100e: float


def add_survival(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...], cuts: tuple[LossCut, ...]) -> None:
    """One row per cut, and two sites for every critical demand; ``groups`` as of the case, not pooled."""
    m.loss_cuts = cuts
    critical = [
        (g.group, t)
        for g in groups
        for t in m.STAGES
        if case.policy.n_minus_1 and case.workloads[g.workload].critical_share * g.h100e[t] > 0
    ]
    m.SITES_REACHING = {g.group: [link.site for link in g.links] for g in groups}
    m.critical_demand_has_two_sites = Constraint(critical, rule=critical_demand_has_two_sites)
    m.rest_carries_critical_demand = Constraint(range(len(cuts)), rule=rest_carries_critical_demand)


def critical_demand_has_two_sites(m: ConcreteModel, group: str, stage: str) -> Relation:
    r"""$\sum_{s \in N(r)} o_{st} \ge 2$: whichever site is lost, one is left.

    Whole plans keep it by the cuts; the relaxation would have a hundredth of a second site do.
    """
    reaching = [s for s in m.SITES_REACHING[group] if (s, stage) in m.OPENINGS]
    return stated(quicksum(m.OpenSite[s, stage] for s in reaching) >= 2.0)


def rescue_kh100e(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Inference compute of a site when all other work steps aside, thousand H100e."""
    modelled = quicksum(m.h100e[g, "inference"] * m.Busy[g, site, stage] for g in m.GENERATIONS_AT[site, stage])
    given = quicksum(m.capacity_kh100e[s] * m.OpenSite[s, stage] for s in [site] if s in m.capacity_kh100e)
    return modelled + given


def rescue_compute(m: ConcreteModel, cut: LossCut) -> Linear:
    """Compute of all rescuers of a cut, thousand H100e."""
    rescuers = [s for s in cut.rescuers if (s, cut.stage) in m.OPENINGS]
    return quicksum(rescue_kh100e(m, s, cut.stage) for s in rescuers)


def rest_carries_critical_demand(m: ConcreteModel, number: int) -> Relation:
    r"""$\sum_{s \in N(R) \setminus l} Y_{st} \ge \sum_{r \in R} \chi_w d_{rt}$, thousand H100e."""
    cut = m.loss_cuts[number]
    return stated(rescue_compute(m, cut) >= cut.critical_h100e / THOUSAND)
