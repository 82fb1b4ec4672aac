"""A bound on sites of given capacity, from a price for each demand.

Where no site has power, a plan is who serves whom from which open sites. Price what each demand pays for being served
(its multiplier u) instead of demanding that it is: then every site stands alone. Open, it serves whom it earns
most with within its capacity, a fractional knapsack; the cheapest choice of sites follows by counting. Whatever
the prices, that is a lower bound on every plan (Lagrangian; Beasley 1988 for this problem), and says what each adds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.derive import DemandGroup, demand_groups, discount_factors, least_sites, ready_stages, unmet_price
from placement.solve.progress import Stop, never

Amounts = NDArray[np.float64]
FIRST_REACH = 0.05
"""The first step aims at a bound this share above the best one."""
LEAST_REACH = 1e-5
"""No step aims at less: the prices are good enough."""
PATIENCE = 8
"""Steps without a better bound before they get shorter."""
WORTHWHILE = 0.1
"""A bound better by this share of what was aimed at is worth the step."""
LEAST_SCALE_MEUR = 1e-9
"""Where the bound is about 0, steps aim by a share of this."""
SMOOTHING = 0.6
"""Share of the last direction that a step keeps."""


@dataclass(frozen=True, eq=False)
class Service:
    """Who may serve whom in one stage; n demands, m sites; money discounted, MEUR."""

    stage: str
    sites: tuple[str, ...]
    """(m): those that may be open."""
    cost: Amounts
    """(n, m): of serving all of the demand from the site; infinite where it may not."""
    demand_h100e: Amounts
    """(n)"""
    unmet: Amounts
    """(n): of leaving all of it unmet; infinite where that is barred."""
    capacity_h100e: Amounts
    """(m)"""
    fixed: Amounts
    """(m): of an open site."""
    least: int
    """Sites that any plan opens."""
    most: int


@dataclass(frozen=True, eq=False)
class StageBound:
    """What prices say of one stage."""

    bound: float
    """MEUR: no plan costs less in this stage."""
    added: Amounts
    """(m): what the bound rises by where the site has to be open."""
    surplus: Amounts
    """(n): share of each demand that is not served at these prices; a subgradient."""
    ranked: NDArray[np.int64]
    """Sites, the most useful first."""


def services(case: Case) -> tuple[Service, ...]:
    """Every stage of a case whose sites all have a given capacity."""
    groups, fewest = demand_groups(case), least_sites(case)
    return tuple(_service(case, t.stage, groups, fewest[t.stage]) for t in case.stages)


def _service(case: Case, stage: str, all_groups: tuple[DemandGroup, ...], fewest: int) -> Service:
    discount, hours = discount_factors(case)[stage], case.hours_per_year
    groups = [g for g in all_groups if g.h100e[stage] > 0]
    sites = [s for s in case.sites.values() if stage in {t.stage for t in ready_stages(case, s)}]
    number = {s.site: j for j, s in enumerate(sites)}
    cost = np.full((len(groups), len(sites)), np.inf)
    for i, g in enumerate(groups):
        transit = case.operation.transit_eur_per_gbps_year * case.workloads[g.workload].gbps_per_1000_h100e / 1e3
        for link in g.links:
            if link.site in number:
                each = link.surcharge_eur_per_h100eh * hours + link.cost_eur_per_h100e_year + transit
                cost[i, number[link.site]] = discount * g.h100e[stage] * each / 1e6
    return Service(
        stage=stage,
        sites=tuple(number),
        cost=cost,
        demand_h100e=np.array([g.h100e[stage] for g in groups]),
        unmet=np.array([discount * _unmet_meur(case, g, stage) for g in groups]),
        capacity_h100e=np.array([s.capacity_h100e or 0.0 for s in sites]),
        fixed=np.array([discount * (s.fixed_cost_eur_per_year + s.fibre_eur_per_year) / 1e6 for s in sites]),
        least=min(fewest, len(sites)),
        most=len(sites) if case.policy.max_sites is None else min(len(sites), case.policy.max_sites),
    )


def _unmet_meur(case: Case, group: DemandGroup, stage: str) -> float:
    """Cost a year of leaving all of the group unmet; infinite where it may not be."""
    w = case.workloads[group.workload]
    if w.unmet_eur_per_h100eh is None and w.coverage_share == 1.0:
        return np.inf
    return unmet_price(case, w.workload, stage) * case.hours_per_year * group.h100e[stage] / 1e6


def bound_at(service: Service, prices: Amounts) -> StageBound:
    r"""$\sum_i \min(u_i, e_i) + \min_S \sum_{j \in S} v_j$, with $v_j$ the cost of j open less what it earns at u."""
    value, served = _knapsacks(service, prices)
    order = np.argsort(value, kind="stable")
    count = int(np.clip((value < 0).sum(), service.least, service.most))
    chosen = order[:count]
    leaving = service.unmet < prices
    surplus = 1.0 - served[:, chosen].sum(axis=1) - leaving
    bound = float(np.minimum(prices, service.unmet).sum() + value[chosen].sum())
    # A site to be opened takes the place of the last one chosen, where no more than so many are worth opening.
    instead = max(0.0, float(value[chosen[-1]])) if count else 0.0
    if count == service.most and count:
        instead = float(value[chosen[-1]])
    return StageBound(bound, np.maximum(0.0, value - instead), surplus, order)


def _knapsacks(service: Service, prices: Amounts) -> tuple[Amounts, Amounts]:
    """(m): the cost of each site if open, less what it earns; (n, m): the shares it then serves."""
    earned = np.minimum(0.0, service.cost - prices[:, None])
    order = np.argsort(earned / service.demand_h100e[:, None], axis=0)
    sizes = service.demand_h100e[order]
    before = np.cumsum(sizes, axis=0) - sizes
    sorted_earned = np.take_along_axis(earned, order, axis=0)
    shares = np.clip((service.capacity_h100e - before) / sizes, 0.0, 1.0) * (sorted_earned < 0)
    served = np.zeros_like(shares)
    np.put_along_axis(served, order, shares, axis=0)
    return service.fixed + (sorted_earned * shares).sum(axis=0), served


def best_bound(service: Service, rounds: int, stop: Stop = never) -> StageBound:
    """A high bound, by smoothed subgradient steps of the prices towards a target that is moved as it is missed.

    Whenever it is stopped, what it has is a bound.
    """
    best = prices = _first_prices(service)
    found = at = bound_at(service, prices)
    reach, waited, direction = FIRST_REACH, 0, found.surplus
    for _ in range(rounds):
        direction = SMOOTHING * direction + (1.0 - SMOOTHING) * at.surplus
        length = float(direction @ direction)
        if length == 0.0 or reach < LEAST_REACH or stop():
            break
        aim = found.bound + reach * max(abs(found.bound), LEAST_SCALE_MEUR)
        prices = prices + (aim - at.bound) / length * direction
        at = bound_at(service, prices)
        waited = 0 if at.bound - found.bound > WORTHWHILE * (aim - found.bound) else waited + 1
        if at.bound > found.bound:
            best, found = prices, at
        if waited >= PATIENCE:
            reach, waited = reach / 2, 0
            prices, at, direction = best, found, found.surplus
    return found


def _first_prices(service: Service) -> Amounts:
    """What the second-nearest site costs, or the nearest where there is no other."""
    nearest = np.sort(service.cost, axis=1)[:, :2]
    return np.asarray(np.where(np.isfinite(nearest), nearest, 0.0).max(axis=1, initial=0.0))
