"""Public access tied to public money: one level per site, so that no variables multiply.

Public money <= sigma x capital and public compute >= sigma x compute would multiply the share by capital. With a list
of levels, capital and compute are split by level (all of it at the chosen one), and each product is linear.
"""

from pyomo.environ import Binary, ConcreteModel, Constraint, NonNegativeReals, Param, Var, quicksum

from models.case import Case
from models.derive import DemandGroup, it_bound_mw
from models.funding import PUBLIC, capital_by_stage, funders_of, paid_by_stage
from models.notation import THOUSAND, Linear, Relation
from models.service import served_kh100e


def add_access(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    """AccessLevel, CapitalAtLevel and ComputeAtLevel for every powered site, where the case lists levels."""
    last = case.stages[-1].stage
    m.LEVELS = list(case.policy.access_levels)
    sites = [s for s, t in m.POWERED_OPENINGS if t == last] if m.LEVELS else []
    openings = [(s, t) for s, t in m.POWERED_OPENINGS if m.LEVELS]
    public = {g.group for g in groups if case.workloads[g.workload].public_access}
    m.PUBLIC_GROUPS = sorted(public)
    m.LAST_STAGE = last
    m.largest_capital_meur = Param(sites, initialize={s: _largest_capital_meur(m, case, s) for s in sites})
    m.largest_service_kh100e = Param(
        m.STAGES, initialize={t: sum(g.h100e[t] for g in groups) / THOUSAND for t in m.STAGES}
    )
    m.AccessLevel = Var(sites, m.LEVELS, domain=Binary)
    m.CapitalAtLevel = Var(sites, m.LEVELS, domain=NonNegativeReals)
    m.ComputeAtLevel = Var(openings, m.LEVELS, domain=NonNegativeReals)
    m.one_access_level = Constraint(sites, rule=one_access_level)
    m.capital_split_by_level = Constraint(sites, rule=capital_split_by_level)
    m.capital_at_chosen_level = Constraint(sites, m.LEVELS, rule=capital_at_chosen_level)
    m.compute_split_by_level = Constraint(openings, rule=compute_split_by_level)
    m.compute_at_chosen_level = Constraint(openings, m.LEVELS, rule=compute_at_chosen_level)
    m.public_money_within_access = Constraint(sites, rule=public_money_within_access)
    m.public_compute_matches_access = Constraint(openings, rule=public_compute_matches_access)


def _largest_capital_meur(m: ConcreteModel, case: Case, site: str) -> float:
    """A bound on all capital of a site: its largest plant and line, and every stage's IT power bought anew."""
    stage = {t.stage: t for t in case.stages}
    dearest_per_mw = max((g.price_eur / g.it_kw / THOUSAND for g in case.accelerators.values()), default=0.0)
    total = float(m.line_meur[site])
    for s, k, t in m.OPTIONS:
        if s == site:
            bound = it_bound_mw(case, case.sites[s], case.cooling[k], stage[t])
            plant = m.facility_meur_per_mw[s, k] + m.connection_meur_per_mw[s] * m.peak_pue[s, k]
            # Alive is a share of what is bought, so a cohort that dies within the stage may exceed the built power.
            least_alive = min((m.alive_share[g, t, t] for g in m.GENERATIONS_WITH[s, k, t]), default=1.0)
            total += bound * (plant + dearest_per_mw / least_alive)
    return total


def public_money_meur(m: ConcreteModel, site: str) -> Linear:
    """EU and state money at the site over all stages, MEUR."""
    return paid_by_stage(m, funders_of(m, PUBLIC), site, m.LAST_STAGE)


def one_access_level(m: ConcreteModel, site: str) -> Relation:
    r"""$\sum_l z_{sl} = o_{sT}$: an open site has one level, a closed one none."""
    return quicksum(m.AccessLevel[site, level] for level in m.LEVELS) == m.OpenSite[site, m.LAST_STAGE]


def capital_split_by_level(m: ConcreteModel, site: str) -> Relation:
    r"""$\sum_l K_{sl} = \sum_{a,t} K_{sat}$, MEUR."""
    return quicksum(m.CapitalAtLevel[site, level] for level in m.LEVELS) == capital_by_stage(m, site, m.LAST_STAGE)


def capital_at_chosen_level(m: ConcreteModel, site: str, level: float) -> Relation:
    r"""$K_{sl} \le \bar K_s z_{sl}$, MEUR."""
    return m.CapitalAtLevel[site, level] <= m.largest_capital_meur[site] * m.AccessLevel[site, level]


def compute_split_by_level(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""$\sum_l Y_{slt}$ is all compute the site serves, thousand H100e."""
    served = served_kh100e(m, site, stage, list(m.SERVED_FROM[site, stage]))
    return quicksum(m.ComputeAtLevel[site, stage, level] for level in m.LEVELS) == served


def compute_at_chosen_level(m: ConcreteModel, site: str, stage: str, level: float) -> Relation:
    r"""$Y_{slt} \le \bar D_t z_{sl}$, thousand H100e."""
    return m.ComputeAtLevel[site, stage, level] <= m.largest_service_kh100e[stage] * m.AccessLevel[site, level]


def public_money_within_access(m: ConcreteModel, site: str) -> Relation:
    r"""Public money $\le \sum_l \sigma_l K_{sl}$, MEUR."""
    return public_money_meur(m, site) <= quicksum(level * m.CapitalAtLevel[site, level] for level in m.LEVELS)


def public_compute_matches_access(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""Public compute $\ge \sum_l \sigma_l Y_{slt}$, thousand H100e."""
    public = [g for g in m.SERVED_FROM[site, stage] if g in m.PUBLIC_GROUPS]
    owed = quicksum(level * m.ComputeAtLevel[site, stage, level] for level in m.LEVELS)
    return served_kh100e(m, site, stage, public) >= owed
