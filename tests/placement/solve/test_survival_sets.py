"""N-1: the sets that a plan breaks are found, named in full and needed; solved plans break none."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

import networkx as nx
import numpy as np
import pytest

from models.case import Case, Workload
from models.derive import demand_groups
from placement.solve import SolveOptions, solve_case
from placement.solve.formulate import LossCut
from placement.solve.survival import broken_cuts, broken_families, first_cuts
from tests.models.cases import ONE_YEAR, tiny, with_policy, with_region
from tests.models.random_cases import STAGES

CHAT = Workload("chat", "inference", max_rtt_ms=20.0, critical_share=0.5)
NEAR, FAR = 10.0, 30.0


def random_case(seed: int, stages: int = 1) -> Case:
    """Four sites, three regions; each region reaches two sites or more."""
    rng = np.random.default_rng(seed)
    price = {s: float(rng.uniform(30, 90)) for s in "abcd"}
    case = tiny(STAGES[:stages], demand=0, **price)
    for region in "pqr":
        reached = set(rng.permutation(list("abcd"))[: rng.integers(2, 4)])
        rtt = {s: NEAR if s in reached else FAR for s in "abcd"}
        case = with_region(case, CHAT, region, float(rng.integers(2, 9)) * 1_000, "A", **rtt)
    batch = Workload("batch", "training")
    demand = {("batch", "EU", t.stage): float(rng.integers(1, 9)) * 1_000 for t in case.stages}
    case = replace(case, workloads={**case.workloads, "batch": batch}, demand={**case.demand, **demand})
    return with_policy(case, n_minus_1=True)


def critical(case: Case, stage: str) -> dict[str, float]:
    """H100e by region that must survive."""
    return {
        r: case.workloads[w].critical_share * h100e
        for (w, r, t), h100e in case.demand.items()
        if t == stage and case.workloads[w].critical_share > 0
    }


def in_reach(case: Case, region: str) -> set[str]:
    return {s for (r, s), link in case.links.items() if r == region and link.rtt_ms == NEAR}


def shortfall(case: Case, capacity: dict[str, float], lost: str, stage: str) -> float:
    """Critical demand that no routing carries without ``lost``, by a max-flow of this test's own."""
    wanted = critical(case, stage)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for r, h100e in wanted.items():
        graph.add_edge("from", f"region {r}", capacity=h100e)
        for s in in_reach(case, r) - {lost}:
            graph.add_edge(f"region {r}", f"site {s}")
    for s, h100e in capacity.items():
        graph.add_edge(f"site {s}", "to", capacity=h100e)
    return sum(wanted.values()) - float(nx.maximum_flow_value(graph, "from", "to"))


def short_sets(case: Case, capacity: dict[str, float], stage: str) -> list[tuple[str, set[str]]]:
    """(lost, regions) that ask for more than what is left in their reach, by trying all."""
    wanted = critical(case, stage)
    sets = chain.from_iterable(combinations(wanted, n) for n in range(1, len(wanted) + 1))
    return [
        (lost, set(some))
        for some in sets
        for lost in capacity
        if sum(capacity[s] for s in set().union(*(in_reach(case, r) for r in some)) - {lost} if s in capacity)
        < sum(wanted[r] for r in some) - 1e-3
    ]


@pytest.mark.parametrize("seed", range(30))
def test_broken_sets_are_found_and_none_invented(seed: int) -> None:
    case, rng = random_case(seed), np.random.default_rng(500 + seed)
    capacity = {s: float(rng.integers(0, 12)) * 1_000 for s in "abcd"[: rng.integers(2, 5)]}
    cuts = broken_cuts(case, demand_groups(case), {(s, "2030"): h100e for s, h100e in capacity.items()})
    assert bool(cuts) == bool(short_sets(case, capacity, "2030"))
    assert bool(cuts) == any(shortfall(case, capacity, lost, "2030") > 1e-3 for lost in capacity)
    assert not cuts or any(left_of(cut, capacity) < cut.critical_h100e for cut in cuts)
    for cut in cuts:
        assert is_a_promise(case, cut)


def left_of(cut: LossCut, capacity: dict[str, float]) -> float:
    return sum(capacity.get(s, 0.0) for s in cut.rescuers)


def is_a_promise(case: Case, cut: LossCut) -> bool:
    """Whether docs/mathematics.md asks for the cut: some set of regions has this demand and these rescuers."""
    wanted = critical(case, cut.stage)
    return any(
        set(cut.rescuers) == set().union(*(in_reach(case, r) for r in some)) - {cut.lost}
        and cut.critical_h100e == pytest.approx(sum(wanted[r] for r in some))
        for some in chain.from_iterable(combinations(wanted, n) for n in range(1, len(wanted) + 1))
    )


def test_first_cuts_are_promises_for_every_site_and_stage() -> None:
    case = random_case(3, stages=2)
    cuts = first_cuts(case, demand_groups(case))
    assert {(c.lost, c.stage) for c in cuts} == {(s, t.stage) for s in case.sites for t in case.stages}
    assert all(is_a_promise(case, cut) for cut in cuts)


def test_latency_hides_a_shortfall_from_the_aggregate() -> None:
    # 20,000 H100e stand at c, out of r's reach: the aggregate row is content, the least cut is {r}
    case = with_region(tiny(demand=0, a=50, b=60, c=10), CHAT, "r", 4_000, a=NEAR, b=NEAR, c=FAR)
    case = with_policy(with_region(case, CHAT, "q", 1_000, a=FAR, b=NEAR, c=NEAR), n_minus_1=True)
    capacity = {("a", "2030"): 4_000.0, ("c", "2030"): 20_000.0}
    groups = demand_groups(case)
    for cut in first_cuts(case, groups):
        assert sum(n for (s, _), n in capacity.items() if s in cut.rescuers) >= cut.critical_h100e
    cuts = broken_cuts(case, groups, capacity)
    assert ("a", ("b",), 2_000.0) in {(c.lost, c.rescuers, c.critical_h100e) for c in cuts}
    assert broken_cuts(case, groups, {**capacity, ("b", "2030"): 2_000.0}) == ()


def test_shortfall_of_rounding_is_none() -> None:
    case = random_case(1)
    need = sum(critical(case, "2030").values())
    enough = {(s, "2030"): need for s in "abcd"}
    assert broken_cuts(case, demand_groups(case), enough) == ()
    wanting = dict.fromkeys(enough, 0.0)
    assert broken_cuts(case, demand_groups(case), wanting) != ()


@pytest.mark.parametrize("seed", range(6))
def test_solved_plans_survive(seed: int) -> None:
    case = random_case(seed, stages=2)
    plan = solve_case(case, SolveOptions(method="decomposed", gap=1e-4, threads=1))
    for t in case.stages:
        bought = plan.accelerators[plan.accelerators["stage"] == t.stage]
        # one H100e each, a life of one year in stages of three, never idle: a third is there on average
        capacity = {str(s): float(n) / t.years for s, n in bought.groupby("site")["bought"].sum().items()}
        for lost in capacity:
            assert shortfall(case, capacity, lost, t.stage) <= 1e-3 * sum(critical(case, t.stage).values())
    # without the switch the same case is cheaper, or N-1 tried nothing
    free = solve_case(with_policy(case, n_minus_1=False), SolveOptions(method="decomposed", gap=1e-4, threads=1))
    assert free.summary["objective_eur"] <= plan.summary["objective_eur"] * (1 + 1e-4)


def test_a_small_demand_is_not_lost_in_the_rounding_of_a_large_one() -> None:
    """P wants 2 H100e beside 4 million of q; only a and c reach it, and c, open, has nothing."""
    case = tiny(ONE_YEAR, demand=0, a=50, b=50, c=50, d=50)
    case = with_region(case, CHAT, "p", 4.0, "A", a=NEAR, b=FAR, c=NEAR, d=FAR)
    case = with_policy(with_region(case, CHAT, "q", 8e6, "A", a=NEAR, b=NEAR, c=NEAR, d=NEAR), n_minus_1=True)
    capacity = {("a", "2030"): 4e6, ("b", "2030"): 4e6, ("c", "2030"): 0.0, ("d", "2030"): 4e6}
    (family,) = broken_families(case, demand_groups(case), capacity)
    assert [g.regions for g in family] == [("p",)]
    assert not broken_families(case, demand_groups(case), capacity | {("c", "2030"): 2.0})
