r"""Reach: what a pool of demands serves in all must be able to flow to regions through the sites that reach them.

Who serves whom is not in the model: by max-flow and min-cut a transport plan exists exactly when, for every set R of
groups and every way of measuring each site that reaches R either by the work it does for the pool or by being open,
$\sum_{r \in R} d_{rt} (1 - q_{rt})
\le \sum_{s \in M} d_t v_{st} + \sum_{s \in N(R) \setminus M} d_t(R \cap N(s)) o_{st}$.
Only the rows that a point breaks are ever written (`ReachCut`), found by one max-flow per pool and stage. In the
linear relaxation they are as strong as $v_{rst} \le o_{st}$ for every link.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyomo.environ import ConcreteModel, Constraint, Param, Var, quicksum

from models.derive import DemandPool
from models.notation import THOUSAND, Linear, Relation


@dataclass(frozen=True)
class ReachCut:
    """The served demand of ``groups`` fits through the sites that reach them."""

    pool: str
    stage: str
    groups: tuple[str, ...]
    by_work: frozenset[str]
    """Sites measured by the work they do for the pool; the others by being open."""


def add_reach(m: ConcreteModel, pools: tuple[DemandPool, ...]) -> None:
    """MemberUnmet[r, t] for the members of every pool, and what ties it to the pool; cuts come as they are found."""
    members = {g.group: (pool.pool, g) for pool in pools for g in pool.members}
    reach = {r: g.reached for r, (_, g) in members.items()}
    wanted = [(r, t) for r, (_, g) in members.items() for t in m.STAGES if g.h100e[t] > 0]
    m.reaching_sites = reach
    m.member_kh100e = Param(wanted, initialize={(r, t): members[r][1].h100e[t] / THOUSAND for r, t in wanted})
    m.MEMBERS_OF = {(p.pool, t): [g.group for g in p.members if g.h100e[t] > 0] for p in pools for t in m.STAGES}
    pooled = [(p, t) for (p, t), found in m.MEMBERS_OF.items() if found]
    m.MemberUnmet = Var(wanted, bounds=lambda m, r, t: (0.0, m.largest_unmet[members[r][0]]))
    m.unmet_of_pool_is_that_of_members = Constraint(pooled, rule=unmet_of_pool_is_that_of_members)
    m.pool_reached_kh100e = {(p, t): reached_kh100e(m, found, t) for (p, t), found in m.MEMBERS_OF.items()}
    m.pool_served_within_reach = Constraint(
        [(p, s, t) for p, s, t in m.SERVICE_LINKS if (p, t) in m.MEMBERS_OF], rule=pool_served_within_reach
    )


def reached_kh100e(m: ConcreteModel, groups: Iterable[str], stage: str) -> dict[str, float]:
    r"""$d_t(R \cap N(s))$ of every site: demand of those groups that it reaches, thousand H100e."""
    reached: dict[str, float] = {}
    for r in groups:
        wanted = float(m.member_kh100e[r, stage])
        for s in m.reaching_sites[r]:
            reached[s] = reached.get(s, 0.0) + wanted
    return reached


def unmet_of_pool_is_that_of_members(m: ConcreteModel, pool: str, stage: str) -> Relation:
    r"""$d_t q_t = \sum_r d_{rt} q_{rt}$, thousand H100e."""
    unmet = quicksum(m.member_kh100e[r, stage] * m.MemberUnmet[r, stage] for r in m.MEMBERS_OF[pool, stage])
    return unmet == m.demand_kh100e[pool, stage] * m.Unmet[pool, stage]


def pool_served_within_reach(m: ConcreteModel, pool: str, site: str, stage: str) -> Relation:
    r"""$d_t v_{st} \le d_t(N(s)) o_{st}$: a site serves at most the demand that it reaches, thousand H100e."""
    reached = m.pool_reached_kh100e[pool, stage].get(site, 0.0)
    return m.demand_kh100e[pool, stage] * m.Serve[pool, site, stage] <= reached * m.OpenSite[site, stage]


def room_within_reach(m: ConcreteModel, cut: ReachCut) -> Linear:
    r"""Right side less left side of the cut, at least 0 where it holds; thousand H100e."""
    served = quicksum(m.member_kh100e[r, cut.stage] * (1.0 - m.MemberUnmet[r, cut.stage]) for r in cut.groups)
    reached = reached_kh100e(m, cut.groups, cut.stage)
    servers = [s for s in m.SERVERS[cut.pool, cut.stage] if s in reached]
    work = quicksum(m.Serve[cut.pool, s, cut.stage] for s in servers if s in cut.by_work)
    opened = quicksum(reached[s] * m.OpenSite[s, cut.stage] for s in servers if s not in cut.by_work)
    return m.demand_kh100e[cut.pool, cut.stage] * work + opened - served
