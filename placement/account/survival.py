"""N-1 arithmetic on plain numbers: what the rest can carry when a site is lost."""

from __future__ import annotations

from collections.abc import Mapping

from models.case import Case
from models.derive import DemandGroup
from models.derive.finance import busy_share
from placement.account.facts import Facts

Capacity = Mapping[tuple[str, str], float]
"""Inference H100e at work by open (site, stage), all other work stepping aside."""


def critical_h100e(case: Case, group: DemandGroup, stage: str) -> float:
    """Demand of a group that must survive the loss of any one site."""
    return case.workloads[group.workload].critical_share * group.h100e[stage]


def routable_h100e(
    case: Case, groups: tuple[DemandGroup, ...], capacity: Capacity, lost: str, stage: str
) -> tuple[float, set[str]]:
    """Critical demand that the other sites can carry (max flow), and the groups on the short side of a least cut."""
    import networkx as nx  # slow to import, and many cases ask for no such thing

    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(["demand", "compute"])
    for (site, t), h100e in capacity.items():
        if t == stage and site != lost:
            graph.add_edge(("site", site), "compute", capacity=h100e)
    for group in groups:
        graph.add_edge("demand", ("group", group.group), capacity=critical_h100e(case, group, stage))
        for link in group.links:
            if graph.has_node(("site", link.site)):
                graph.add_edge(("group", group.group), ("site", link.site))
    carried, (short, _) = nx.minimum_cut(graph, "demand", "compute")
    return float(carried), {node[1] for node in short if isinstance(node, tuple) and node[0] == "group"}


def rescue_h100e(facts: Facts) -> dict[tuple[str, str], float]:
    """Inference compute at work of every open (site, stage)."""
    case, stages = facts.case, {t.stage: t for t in facts.case.stages}
    capacity = {(s, t): case.sites[s].capacity_h100e or 0.0 for s, t in facts.decisions.cooling}
    for (g, s, _, u), count in facts.decisions.bought.items():
        generation = case.accelerators[g]
        for t in case.stages:
            if t.start_year >= stages[u].start_year and (s, t.stage) in capacity:
                busy = busy_share(case, generation, stages[u], t) * count
                capacity[s, t.stage] += generation.h100e_inference * busy
    return capacity
