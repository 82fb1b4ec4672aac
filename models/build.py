"""The siting model, put together in the order of docs/mathematics.md."""

from pyomo.environ import ConcreteModel, Objective, minimize, quicksum

from models.access import add_access
from models.capital import add_capital
from models.case import Case
from models.compute import add_compute
from models.cost import add_cost
from models.derive import DemandGroup, DemandPool, demand_groups, pooled_groups, supply_data, supply_rules, zone_series
from models.fleet import add_fleet
from models.funding import add_funding
from models.reach import add_reach
from models.service import add_service
from models.sets import add_sets
from models.siting import add_siting
from models.supply import (
    add_allowances,
    add_directions,
    add_supply,
    add_supply_blocks,
    add_supply_proxies,
    capped_resources,
)
from models.survival import LossCut, add_survival
from models.templates import templates


def build(case: Case, loss_cuts: tuple[LossCut, ...] = ()) -> ConcreteModel:
    """Build the whole model, every supply problem inside (the monolithic method).

    Raises ValueError (from Pyomo) where a limit is plainly impossible; `read` reports those first.
    """
    groups = demand_groups(case)
    m = _build_siting(case, groups, groups, loss_cuts)
    add_supply_blocks(m, case)
    _build_money(m, case, groups)
    return m


def build_master(
    case: Case,
    loss_cuts: tuple[LossCut, ...] = (),
    pools: tuple[DemandPool, ...] = (),
    groups: tuple[DemandGroup, ...] | None = None,
) -> ConcreteModel:
    """Build the model with each supply problem behind a cost variable, for cuts to bound (the decomposed method).

    The demand in ``pools`` is served as a whole, and only cuts (`models.reach`) see to who can reach whom.
    ``groups``: `demand_groups` of the case, found here unless given.
    Raises ValueError (from Pyomo) where a limit is plainly impossible.
    """
    apart = demand_groups(case) if groups is None else groups
    served = pooled_groups(case, apart, pools)
    m = _build_siting(case, apart, served, loss_cuts, pools)
    add_supply_proxies(m, case)
    _build_money(m, case, served)
    return m


def build_supply(case: Case, site: str, cooling: str, stage: str, directed: bool = False) -> ConcreteModel:
    """Build one site's supply problem alone; its IT draw and its allowances are left for the caller to set.

    ``directed``: with the choice of the battery's direction wherever it matters, a mixed-integer programme; without,
    the linear programme below it.
    """
    series = zone_series(case, stage, str(case.sites[site].zone))
    m = ConcreteModel(name=f"supply of {site}, {cooling}, {stage}")
    data = supply_data(case, case.sites[site], cooling, stage, series)
    with templates():
        m.terms = add_supply(m, supply_rules(case), data)
        if directed:
            add_directions(m, supply_rules(case), data)
        penalty = add_allowances(m, capped_resources(case.policy))
    m.total_cost = Objective(expr=quicksum(m.terms.values()) + penalty, sense=minimize)
    return m


def _build_siting(
    case: Case,
    groups: tuple[DemandGroup, ...],
    served: tuple[DemandGroup, ...],
    loss_cuts: tuple[LossCut, ...],
    pools: tuple[DemandPool, ...] = (),
) -> ConcreteModel:
    """``served``: the groups, those in pools put together."""
    m = ConcreteModel(name=case.name)
    add_sets(m, case, served)
    add_siting(m, case)
    add_compute(m, case)
    add_service(m, case, served, pools)
    add_reach(m, pools)
    add_survival(m, case, groups, loss_cuts)
    return m


def _build_money(m: ConcreteModel, case: Case, groups: tuple[DemandGroup, ...]) -> None:
    add_capital(m, case)
    add_funding(m, case)
    add_access(m, case, groups)
    add_fleet(m, case)
    add_cost(m, case, groups)
