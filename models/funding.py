"""Funding: who pays for which asset, within caps, matches and budgets; million EUR."""

from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Set, Var, quicksum

from models.bounds import FunderKind
from models.case import Case
from models.notation import MILLION, Linear, Relation, limit, stated

PUBLIC: tuple[FunderKind, ...] = ("eu", "state")
PRIVATE: tuple[FunderKind, ...] = ("equity", "loan")


def add_funding(m: ConcreteModel, case: Case) -> None:
    """Pay[f, s, a, t] and its limits; assignment of funders to assets is free."""
    policy, funders = case.policy, case.funders.values()
    m.FUNDERS_OF_KIND = {kind: [f.funder for f in funders if f.kind == kind] for kind in (*PUBLIC, *PRIVATE)}
    m.EARLIER = Set(m.STAGES, initialize={t: list(m.STAGES)[: i + 1] for i, t in enumerate(m.STAGES)})
    m.Pay = Var(m.FUNDERS, m.CAPITAL, domain=NonNegativeReals)
    m.capital_is_paid = Constraint(m.CAPITAL, rule=capital_is_paid)
    shares = [(f.funder, f.max_share) for f in funders if f.max_share < 1.0]
    m.funder_within_share = Constraint(m.POWERED_OPENINGS, shares, rule=funder_within_share)
    m.state_matches_eu = Constraint(m.POWERED_OPENINGS, limit(policy.state_match_ratio or None), rule=state_matches_eu)
    m.private_minimum_met = Constraint(m.POWERED_OPENINGS, limit(policy.private_min_share), rule=private_minimum_met)
    m.loans_within_leverage = Constraint(m.POWERED_OPENINGS, limit(policy.max_leverage), rule=loans_within_leverage)
    _add_budgets(m, case)


def _add_budgets(m: ConcreteModel, case: Case) -> None:
    policy = case.policy
    budgets = [(f.funder, f.budget_eur / MILLION) for f in case.funders.values() if f.budget_eur is not None]
    states = [(c.state, c.budget_eur / MILLION) for c in case.states.values() if c.budget_eur is not None]
    m.funder_within_budget = Constraint(budgets, rule=funder_within_budget)
    m.state_within_budget = Constraint(states, rule=state_within_budget)
    m.programme_within_budget = Constraint(limit(_meur(policy.programme_budget_eur)), rule=programme_within_budget)
    m.capital_within_cap = Constraint(limit(_meur(policy.capital_cap_eur)), rule=capital_within_cap)


def _meur(eur: float | None) -> float | None:
    return None if eur is None else eur / MILLION


def paid_by_stage(m: ConcreteModel, funders: list[str], site: str, stage: str) -> Linear:
    """Money of the funders at the site, all assets, cumulative to the stage, MEUR."""
    return quicksum(
        m.Pay[f, site, a, u]
        for u in m.EARLIER[stage]
        if (site, u) in m.POWERED_OPENINGS
        for a in m.ASSETS
        for f in funders
    )


def capital_by_stage(m: ConcreteModel, site: str, stage: str) -> Linear:
    """Capital of the site, all assets, cumulative to the stage, MEUR."""
    stages = [u for u in m.EARLIER[stage] if (site, u) in m.POWERED_OPENINGS]
    return quicksum(m.Capital[site, a, u] for u in stages for a in m.ASSETS)


def money(m: ConcreteModel, funders: list[str]) -> Linear:
    """Money of the funders at all sites, assets and stages, MEUR."""
    return quicksum(m.Pay[f, c] for f in funders for c in m.CAPITAL)


def funders_of(m: ConcreteModel, kinds: tuple[FunderKind, ...]) -> list[str]:
    """Funders of the given kinds."""
    return [f for kind in kinds for f in m.FUNDERS_OF_KIND[kind]]


def capital_is_paid(m: ConcreteModel, site: str, asset: str, stage: str) -> Relation:
    r"""$\sum_f \pi_{fsat} = K_{sat}$, MEUR."""
    return quicksum(m.Pay[f, site, asset, stage] for f in m.FUNDERS) == m.Capital[site, asset, stage]


def funder_within_share(m: ConcreteModel, site: str, stage: str, funder: str, share: float) -> Relation:
    r"""$\sum_{a,u \le t} \pi_{fsau} \le \bar\sigma_f \sum_{a,u \le t} K_{sau}$, MEUR."""
    return paid_by_stage(m, [funder], site, stage) <= share * capital_by_stage(m, site, stage)


def state_matches_eu(m: ConcreteModel, site: str, stage: str, ratio: float) -> Relation:
    r"""The host state at least matches: state money $\ge \mu$ EU money, cumulative, MEUR."""
    state = paid_by_stage(m, funders_of(m, ("state",)), site, stage)
    return stated(state >= ratio * paid_by_stage(m, funders_of(m, ("eu",)), site, stage))


def private_minimum_met(m: ConcreteModel, site: str, stage: str, share: float) -> Relation:
    r"""Equity and loans $\ge \underline\sigma$ capital, cumulative, MEUR."""
    return paid_by_stage(m, funders_of(m, PRIVATE), site, stage) >= share * capital_by_stage(m, site, stage)


def loans_within_leverage(m: ConcreteModel, site: str, stage: str, share: float) -> Relation:
    r"""Loans $\le \bar\lambda$ capital, cumulative, MEUR."""
    return paid_by_stage(m, funders_of(m, ("loan",)), site, stage) <= share * capital_by_stage(m, site, stage)


def funder_within_budget(m: ConcreteModel, funder: str, budget_meur: float) -> Relation:
    r"""$\sum_{s,a,t} \pi_{fsat} \le B_f$, MEUR."""
    return stated(money(m, [funder]) <= budget_meur)


def state_within_budget(m: ConcreteModel, state: str, budget_meur: float) -> Relation:
    r"""Money of kind state at the sites of the state $\le B_c$, MEUR."""
    own = [(s, a, t) for s, a, t in m.CAPITAL if s in m.SITES_OF[state]]
    return stated(quicksum(m.Pay[f, c] for f in funders_of(m, ("state",)) for c in own) <= budget_meur)


def programme_within_budget(m: ConcreteModel, budget_meur: float) -> Relation:
    r"""EU and state money together $\le B$, MEUR."""
    return stated(money(m, funders_of(m, PUBLIC)) <= budget_meur)


def capital_within_cap(m: ConcreteModel, cap_meur: float) -> Relation:
    r"""$\sum_{s,a,t} K_{sat} \le \bar K$, MEUR."""
    return stated(quicksum(m.Capital[c] for c in m.CAPITAL) <= cap_meur)
