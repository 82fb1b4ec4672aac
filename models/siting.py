"""Siting: which sites open when, how they are cooled, how many blocks are built."""

from math import floor

from pyomo.environ import Binary, ConcreteModel, Constraint, NonNegativeIntegers, Param, Var, quicksum

from models.case import Case
from models.derive import it_bound_mw
from models.notation import Linear, Relation, limit, stated


def add_siting(m: ConcreteModel, case: Case) -> None:
    """OpenSite, UseCooling, Blocks and their limits."""
    stage = {t.stage: t for t in case.stages}
    m.block_it_mw = Param(initialize=case.policy.block_it_mw)
    m.min_it_mw = Param(initialize=case.policy.min_it_mw)
    m.largest_blocks = Param(
        m.OPTIONS,
        initialize={
            (s, k, t): whole_blocks(
                it_bound_mw(case, case.sites[s], case.cooling[k], stage[t]), case.policy.block_it_mw
            )
            for s, k, t in m.OPTIONS
        },
    )
    m.OpenSite = Var(m.OPENINGS, domain=Binary)
    m.UseCooling = Var(m.OPTIONS, domain=Binary)
    m.Blocks = Var(m.OPTIONS, domain=NonNegativeIntegers)
    m.one_cooling_when_open = Constraint(m.POWERED_OPENINGS, rule=one_cooling_when_open)
    m.site_stays_open = Constraint(m.SUCCESSIVE_OPENINGS, rule=site_stays_open)
    m.cooling_is_kept = Constraint(m.SUCCESSIVE_OPTIONS, rule=cooling_is_kept)
    m.blocks_are_kept = Constraint(m.SUCCESSIVE_OPTIONS, rule=blocks_are_kept)
    m.built_within_site_bound = Constraint(m.OPTIONS, rule=built_within_site_bound)
    m.built_above_minimum = Constraint(m.OPTIONS, rule=built_above_minimum)
    _add_counts(m, case)


def _add_counts(m: ConcreteModel, case: Case) -> None:
    """Limits on the number of sites and of states that host one."""
    policy, last = case.policy, case.stages[-1].stage
    counts_states = policy.min_states is not None or policy.max_states is not None
    m.HOST_STATES = [c for c in m.STATES if len(m.SITES_OF[c]) > 0] if counts_states else []
    m.StateHosts = Var(m.HOST_STATES, domain=Binary)
    hosting = [(c, s) for c in m.HOST_STATES for s in m.SITES_OF[c] if (s, last) in m.OPENINGS]
    m.at_most_max_sites = Constraint(m.STAGES, limit(policy.max_sites), rule=at_most_max_sites)
    m.at_least_min_sites = Constraint([last], limit(policy.min_sites), rule=at_least_min_sites)
    m.at_most_max_sites_per_state = Constraint(
        m.STATES, m.STAGES, limit(policy.max_sites_per_state), rule=at_most_max_sites_per_state
    )
    m.open_site_makes_a_host = Constraint(hosting, [last], rule=open_site_makes_a_host)
    m.host_has_an_open_site = Constraint(m.HOST_STATES, [last], rule=host_has_an_open_site)
    m.at_most_max_states = Constraint(limit(policy.max_states), rule=at_most_max_states)
    m.at_least_min_states = Constraint(limit(policy.min_states), rule=at_least_min_states)


def whole_blocks(power_mw: float, block_it_mw: float) -> int:
    """How many whole blocks fit; forgiving of rounding in the last digits."""
    return floor(power_mw / block_it_mw + 1e-9)


def built_mw(m: ConcreteModel, site: str, cooling: str, stage: str) -> Linear:
    """IT power built by the stage, MW: block size times blocks (cumulative)."""
    return m.block_it_mw * m.Blocks[site, cooling, stage]


def site_built_mw(m: ConcreteModel, site: str, stage: str) -> Linear:
    """IT power built at a site under any cooling, MW."""
    return quicksum(built_mw(m, site, k, stage) for k in m.COOLINGS_AT[site, stage])


def open_sites_of(m: ConcreteModel, state: str, stage: str) -> list[str]:
    """Sites of the state that may be open in the stage."""
    return [s for s in m.SITES_OF[state] if (s, stage) in m.OPENINGS]


def one_cooling_when_open(m: ConcreteModel, site: str, stage: str) -> Relation:
    r"""An open site has one cooling technology: $\sum_k u_{skt} = o_{st}$."""
    return quicksum(m.UseCooling[site, k, stage] for k in m.COOLINGS_AT[site, stage]) == m.OpenSite[site, stage]


def site_stays_open(m: ConcreteModel, site: str, before: str, stage: str) -> Relation:
    r"""A site never closes: $o_{st} \ge o_{s,t-1}$."""
    return m.OpenSite[site, stage] >= m.OpenSite[site, before]


def cooling_is_kept(m: ConcreteModel, site: str, cooling: str, before: str, stage: str) -> Relation:
    r"""Cooling is kept once chosen: $u_{skt} \ge u_{sk,t-1}$."""
    return m.UseCooling[site, cooling, stage] >= m.UseCooling[site, cooling, before]


def blocks_are_kept(m: ConcreteModel, site: str, cooling: str, before: str, stage: str) -> Relation:
    r"""What is built stays: $b_{skt} \ge b_{sk,t-1}$."""
    return m.Blocks[site, cooling, stage] >= m.Blocks[site, cooling, before]


def built_within_site_bound(m: ConcreteModel, site: str, cooling: str, stage: str) -> Relation:
    r"""Built IT power within the site: $b_{skt} \le \lfloor \bar P_{skt} / \beta \rfloor u_{skt}$.

    $\beta$    block_it_mw   MW
    $\bar P$   it bound      MW   the site's own bound, and the design day within the connection
    """
    return m.Blocks[site, cooling, stage] <= m.largest_blocks[site, cooling, stage] * m.UseCooling[site, cooling, stage]


def built_above_minimum(m: ConcreteModel, site: str, cooling: str, stage: str) -> Relation:
    r"""An open site is worth opening: $\beta b_{skt} \ge \underline P u_{skt}$, MW."""
    return built_mw(m, site, cooling, stage) >= m.min_it_mw * m.UseCooling[site, cooling, stage]


def at_most_max_sites(m: ConcreteModel, stage: str, max_sites: int) -> Relation:
    r"""$\sum_s o_{st} \le \bar N$."""
    return stated(quicksum(m.OpenSite[s, stage] for s in m.SITES_OPEN_IN[stage]) <= max_sites)


def at_least_min_sites(m: ConcreteModel, last: str, min_sites: int) -> Relation:
    r"""In the last stage $\sum_s o_{st} \ge \underline N$."""
    return stated(quicksum(m.OpenSite[s, last] for s in m.SITES_OPEN_IN[last]) >= min_sites)


def at_most_max_sites_per_state(m: ConcreteModel, state: str, stage: str, max_sites: int) -> Relation:
    r"""$\sum_{s \in c} o_{st} \le \bar n$; a state without candidates cannot break it."""
    return stated(quicksum(m.OpenSite[s, stage] for s in open_sites_of(m, state, stage)) <= max_sites)


def open_site_makes_a_host(m: ConcreteModel, state: str, site: str, last: str) -> Relation:
    r"""$o_{sT} \le h_c$ for every site of the state."""
    return m.OpenSite[site, last] <= m.StateHosts[state]


def host_has_an_open_site(m: ConcreteModel, state: str, last: str) -> Relation:
    r"""$h_c \le \sum_{s \in c} o_{sT}$."""
    return m.StateHosts[state] <= quicksum(m.OpenSite[s, last] for s in open_sites_of(m, state, last))


def at_most_max_states(m: ConcreteModel, max_states: int) -> Relation:
    r"""$\sum_c h_c \le \bar C$, in the last stage (and so before: sites never close)."""
    return stated(quicksum(m.StateHosts[c] for c in m.HOST_STATES) <= max_states)


def at_least_min_states(m: ConcreteModel, min_states: int) -> Relation:
    r"""$\sum_c h_c \ge \underline C$, in the last stage."""
    return stated(quicksum(m.StateHosts[c] for c in m.HOST_STATES) >= min_states)
