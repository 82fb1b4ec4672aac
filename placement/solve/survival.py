"""N-1: find what a plan leaves uncarried when one site is lost, by a max-flow for each lost site."""

from collections.abc import Mapping

import networkx as nx

from models.case import Case
from models.derive import DemandGroup
from placement.solve.formulate import LossCut

RELATIVE_SHORTFALL = 1e-6
"""Shortfalls below this share of the demand are the solver's feasibility tolerance, not a finding."""


def critical_h100e(case: Case, group: DemandGroup, stage: str) -> float:
    """Demand of a group that must survive the loss of any one site."""
    return case.workloads[group.workload].critical_share * group.h100e[stage]


def first_cuts(case: Case, groups: tuple[DemandGroup, ...]) -> tuple[LossCut, ...]:
    """The aggregate rows: when a site is lost, the others carry all critical demand, wherever it is."""
    return tuple(_cut(case, groups, lost, stage.stage) for stage in case.stages for lost in case.sites)


def broken_cuts(
    case: Case, groups: tuple[DemandGroup, ...], capacity: Mapping[tuple[str, str], float]
) -> tuple[LossCut, ...]:
    """Cuts that the plan breaks; ``capacity`` is inference H100e at work by open (site, stage)."""
    return tuple(
        cut
        for stage in case.stages
        for lost in [s for s, t in capacity if t == stage.stage]
        if (cut := _worst_cut(case, groups, capacity, lost, stage.stage)) is not None
    )


def routable_h100e(
    case: Case, groups: tuple[DemandGroup, ...], capacity: Mapping[tuple[str, str], float], lost: str, stage: str
) -> tuple[float, set[str]]:
    """Critical demand that the other sites can carry, and the groups on the short side of a least cut."""
    graph = nx.DiGraph()
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


def _worst_cut(
    case: Case, groups: tuple[DemandGroup, ...], capacity: Mapping[tuple[str, str], float], lost: str, stage: str
) -> LossCut | None:
    critical = tuple(g for g in groups if critical_h100e(case, g, stage) > 0)
    wanted = sum(critical_h100e(case, g, stage) for g in critical)
    carried, short = routable_h100e(case, critical, capacity, lost, stage)
    if carried >= wanted * (1.0 - RELATIVE_SHORTFALL):
        return None
    return _cut(case, tuple(g for g in critical if g.group in short), lost, stage)


def _cut(case: Case, groups: tuple[DemandGroup, ...], lost: str, stage: str) -> LossCut:
    critical = [g for g in groups if critical_h100e(case, g, stage) > 0]
    linked = {link.site for g in critical for link in g.links}
    return LossCut(
        lost=lost,
        stage=stage,
        rescuers=tuple(s for s in case.sites if s in linked and s != lost),
        critical_h100e=sum(critical_h100e(case, g, stage) for g in critical),
    )
