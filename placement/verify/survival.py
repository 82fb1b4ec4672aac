"""N-1: with any one site lost, the rest can still carry the critical demand within its links."""

from collections.abc import Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from placement.verify.book import Limit
from placement.verify.facts import Facts, surcharge
from placement.verify.rows import lookup

Capacity = dict[str, float]
Demands = dict[frozenset[str], float]
"""Critical H100e by the set of open sites that may serve it."""


def check_survival(facts: Facts) -> list[Limit]:
    """For every stage and lost site: what can be routed against what must be."""
    if not facts.case.policy.n_minus_1:
        return []
    limits = []
    for stage in facts.stages:
        capacity = _capacity(facts, stage)
        demands = _critical(facts, stage, capacity)
        needed = sum(demands.values())
        if not capacity:  # no site can be lost, and none carries anything either
            limits.append(Limit("n_minus_1", "", stage, 0.0, needed, "H100e", "lower", listed=False))
        for lost in capacity:
            left = {site: h100e for site, h100e in capacity.items() if site != lost}
            limits.append(
                Limit("n_minus_1", lost, stage, routable(demands, left), needed, "H100e", "lower", listed=needed > 0)
            )
    return limits


def routable(demands: Demands, capacity: Capacity) -> float:
    """Largest demand that the sites can carry: a transport problem, solved as a linear programme."""
    arcs = [(i, site) for i, linked in enumerate(demands) for site in sorted(linked & capacity.keys())]
    if not arcs:
        return 0.0
    sites = {site: j + len(demands) for j, site in enumerate(capacity)}
    rows = [i for i, _ in arcs] + [sites[site] for _, site in arcs]
    columns = [*range(len(arcs)), *range(len(arcs))]
    matrix = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(demands) + len(sites), len(arcs)))
    needed = sum(demands.values())  # more than all of it no site carries; beside a huge site it would be rounding
    carried = (min(max(h100e, 0.0), needed) for h100e in capacity.values())  # a false table may hold less than none
    limits = np.array([*demands.values(), *carried])
    scale = max(float(limits.max()), np.finfo(float).tiny)
    result = linprog(-np.ones(len(arcs)), A_ub=matrix.tocsr(), b_ub=limits / scale, method="highs")
    return float(-result.fun * scale)


def _capacity(facts: Facts, stage: str) -> Capacity:
    """H100e for inference at each open site when all else steps aside: all that its accelerators can do."""
    rows = facts.cohorts[facts.cohorts["stage"] == stage]
    rating = {g: a.h100e_inference for g, a in facts.case.accelerators.items()}
    busy = lookup((rows["re_busy"] * rows["accelerator"].map(rating).astype(float)).groupby(rows["site"]).sum())
    sites: Iterable[str] = facts.plan.loc[facts.plan["stage"] == stage, "site"]
    return {s: busy.get(s, 0.0) + (facts.case.sites[s].capacity_h100e or 0.0) for s in sites}


def _critical(facts: Facts, stage: str, sites: Iterable[str]) -> Demands:
    demands: Demands = {}
    for (workload, region, when), h100e in facts.case.demand.items():
        share = facts.case.workloads[workload].critical_share
        if when != stage or share * h100e <= 0:
            continue
        linked = frozenset(s for s in sites if may_serve(facts, workload, region, s))
        demands[linked] = demands.get(linked, 0.0) + share * h100e
    return demands


def may_serve(facts: Facts, workload: str, region: str, site: str) -> bool:
    """Whether round trip and residency allow the pair."""
    if region not in facts.case.regions:
        return True
    rtt, most = facts.derived.round_trip(region, site), facts.case.workloads[workload].max_rtt_ms
    if np.isnan(rtt) and ((region, site) not in facts.case.links or most is not None):
        return False
    return (most is None or rtt <= most) and not np.isnan(surcharge(facts.case, workload, region, site))
