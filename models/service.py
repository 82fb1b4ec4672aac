"""Service: which site does whose work, and what is left undone."""

from pyomo.environ import Binary, ConcreteModel, Constraint, Param, Set, UnitInterval, Var, quicksum

from models.case import Case
from models.derive import DemandGroup, DemandPool, least_sites, must_serve_h100e
from models.notation import THOUSAND, Linear, Relation, stated
from models.templates import templates


def add_service(
    m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...], pools: tuple[DemandPool, ...] = ()
) -> None:
    """Serve, Unmet and the limits between them; compute in thousand H100e at work.

    ``groups`` has every demand once; those that are pools have their reach in `models.reach`.
    """
    pooled = {p.pool for p in pools}
    m.LINKS_APART = Set(dimen=3, initialize=[(g, s, t) for g, s, t in m.SERVICE_LINKS if g not in pooled])
    _add_service_parameters(m, case, groups)
    m.Serve = Var(m.SERVICE_LINKS, domain=UnitInterval)
    whole = {g.group for g in groups if g.whole}
    for g, s, t in m.SERVICE_LINKS:
        if g in whole:
            m.Serve[g, s, t].domain = Binary
    m.Unmet = Var(m.WANTED, bounds=lambda m, group, stage: (0.0, m.largest_unmet[group]))
    with templates(m.WANTED):  # the rules with an entry for each link, of which there are most
        m.demand_is_served_or_unmet = Constraint(m.WANTED, rule=demand_is_served_or_unmet)
    with templates(m.LINKS_APART):
        m.only_open_sites_serve = Constraint(m.LINKS_APART, rule=only_open_sites_serve)
    m.COVERED = Set(dimen=2, initialize=_targets(m, case))
    m.coverage_unit_kh100e = Param(
        m.COVERED,
        initialize={
            (w, t): min(1.0, sum(g.h100e[t] for g in groups if g.workload == w) / THOUSAND) for w, t in m.COVERED
        },
    )
    m.coverage_reached = Constraint(m.COVERED, rule=coverage_reached)
    m.work_within_compute = Constraint(m.POWERED_OPENINGS, m.KINDS, rule=work_within_compute)
    given = [(s, t) for s, t in m.OPENINGS if case.sites[s].capacity_h100e is not None]
    m.GIVEN_OPENINGS = Set(dimen=2, initialize=given)
    with templates(m.GIVEN_OPENINGS):
        m.work_within_given_capacity = Constraint(m.GIVEN_OPENINGS, rule=work_within_given_capacity)
    m.must_serve_kh100e = Param(m.STAGES, initialize={t: must_serve_h100e(case, t) / THOUSAND for t in m.STAGES})
    m.enough_sites_open = Constraint(list(least_sites(case).items()), rule=enough_sites_open)
    m.enough_capacity_open = Constraint(list(least_sites(case)), rule=enough_capacity_open)


def _add_service_parameters(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    workload = {g.group: case.workloads[g.workload] for g in groups}
    m.workload_of = Param(
        m.GROUPS, initialize={g: w.workload for g, w in workload.items()}, within=list(case.workloads)
    )
    m.kind_of = Param(m.GROUPS, initialize={g: w.kind for g, w in workload.items()}, within=m.KINDS)
    m.demand_kh100e = Param(
        m.WANTED, initialize={(g.group, t): g.h100e[t] / THOUSAND for g in groups for t in m.STAGES if g.h100e[t] > 0}
    )
    m.largest_unmet = Param(
        m.GROUPS,
        initialize={
            g: 0.0 if w.unmet_eur_per_h100eh is None and w.coverage_share == 1.0 else 1.0 for g, w in workload.items()
        },
    )
    m.coverage_share = Param(
        list(case.workloads), initialize={w.workload: w.coverage_share for w in case.workloads.values()}
    )
    m.capacity_kh100e = Param(
        m.SITES,
        initialize={s.site: s.capacity_h100e / THOUSAND for s in case.sites.values() if s.capacity_h100e is not None},
    )


def _targets(m: ConcreteModel, case: Case) -> list[tuple[str, str]]:
    """(workload, stage) with a coverage target and demand."""
    wanted = dict.fromkeys((m.workload_of[g], t) for g, t in m.WANTED)
    return [(w, t) for w, t in wanted if case.workloads[w].coverage_share > 0]


def served_kh100e(m: ConcreteModel, site: str, stage: str, groups: list[str]) -> Linear:
    """Compute that the site does for the groups, thousand H100e at work."""
    return quicksum(m.demand_kh100e[g, stage] * m.Serve[g, site, stage] for g in groups)


def groups_served(m: ConcreteModel, site: str, stage: str, kind: str) -> list[str]:
    """Groups of a kind of work that the site may serve."""
    return [g for g in m.SERVED_FROM[site, stage] if m.kind_of[g] == kind]


def demand_is_served_or_unmet(m: ConcreteModel, group: str, stage: str) -> Relation:
    r"""$\sum_s v_{rst} + q_{rt} = 1$."""
    served = sum(m.Serve[group, s, stage] for s in m.SERVERS[group, stage])
    return served + m.Unmet[group, stage] == 1.0


def only_open_sites_serve(m: ConcreteModel, group: str, site: str, stage: str) -> Relation:
    r"""The strong form: $v_{rst} \le o_{st}$."""
    return m.Serve[group, site, stage] <= m.OpenSite[site, stage]


def coverage_reached(m: ConcreteModel, workload: str, stage: str) -> Relation:
    r"""$\sum_r d_{rt} (1 - q_{rt}) \ge \gamma_w \sum_r d_{rt}$, thousand H100e.

    In shares of the workload's demand where that is less than a thousand: a solver's tolerance would be all of it.
    """
    groups = [g for g, t in m.WANTED if t == stage and m.workload_of[g] == workload]
    wanted = {g: m.demand_kh100e[g, stage] / m.coverage_unit_kh100e[workload, stage] for g in groups}
    unmet = quicksum(wanted[g] * m.Unmet[g, stage] for g in groups)
    return unmet <= (1.0 - m.coverage_share[workload]) * sum(wanted.values())


def work_within_compute(m: ConcreteModel, site: str, stage: str, kind: str) -> Relation:
    r"""$\sum_r d_{rt} v_{rst} \le \sum_g h_{g\kappa} w_{gs\kappa t}$, thousand H100e."""
    compute = quicksum(m.h100e[g, kind] * m.Work[g, site, stage, kind] for g in m.GENERATIONS_AT[site, stage])
    return stated(served_kh100e(m, site, stage, groups_served(m, site, stage, kind)) <= compute)


def enough_sites_open(m: ConcreteModel, stage: str, least: int) -> Relation:
    r"""$\sum_s o_{st} \ge N_t$, the fewest sites that carry the demand: implied, but not for fractions of sites."""
    return stated(quicksum(m.OpenSite[s, stage] for s in m.SITES_OPEN_IN[stage]) >= least)


def enough_capacity_open(m: ConcreteModel, stage: str) -> Relation:
    r"""$\sum_s \bar h_s o_{st} \ge \sum_w \gamma_w \sum_r d_{rt}$, thousand H100e: implied, for cover cuts."""
    capacity = quicksum(m.capacity_kh100e[s] * m.OpenSite[s, stage] for s in m.SITES_OPEN_IN[stage])
    return stated(capacity >= m.must_serve_kh100e[stage])


def work_within_given_capacity(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""$\sum_r d_{rt} v_{rst} \le \bar h_s o_{st}$ for a site whose compute is given, thousand H100e."""
    served = sum(m.demand_kh100e[g, stage] * m.Serve[g, site, stage] for g in m.SERVED_FROM[site, stage])
    return served <= m.capacity_kh100e[site] * m.OpenSite[site, stage]
