"""N-1: find what a plan leaves uncarried when one site is lost, by a max-flow for each lost site."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import numpy as np

from models.case import Case
from models.derive import DemandGroup
from placement.account.survival import critical_h100e
from placement.solve.formulate import LossCut
from placement.solve.least_cut import RELATIVE_SHORTFALL, Amounts, Chosen, least_cut

Family: TypeAlias = tuple[DemandGroup, ...]
"""Demands that must survive together, whatever site they lose and in whatever stage."""


def first_cuts(case: Case, groups: Family) -> tuple[LossCut, ...]:
    """The aggregate rows: when a site is lost, the others carry all critical demand, wherever it is."""
    return family_cuts(case, groups, case.sites)


def family_cuts(case: Case, family: Family, lost: Iterable[str]) -> tuple[LossCut, ...]:
    """The rows of a family for the loss of each site, in every stage in which it has critical demand."""
    cuts = (_cut(case, family, site, stage.stage) for site in lost for stage in case.stages)
    return tuple(cut for cut in cuts if cut.critical_h100e > 0)


def broken_cuts(case: Case, groups: Family, capacity: Mapping[tuple[str, str], float]) -> tuple[LossCut, ...]:
    """Cuts that the plan breaks, each for every site that could be lost and every stage.

    ``capacity`` is inference H100e at work by open (site, stage). A set of demands that falls short when one site
    is lost would fall short again with a like site in its place: so the set is ruled out for all at once.
    """
    return tuple(
        cut
        for found in broken_families(case, groups, capacity)
        for cut in family_cuts(case, found, linked(case, found))
    )


def broken_families(case: Case, groups: Family, capacity: Mapping[tuple[str, str], float]) -> tuple[Family, ...]:
    """Sets of demands that fall short when some site is lost; the capacity may be that of a relaxation."""
    short: dict[frozenset[str], Family] = {}
    for stage in dict.fromkeys(t for _, t in capacity):
        critical = tuple(g for g in groups if critical_h100e(case, g, stage) > 0)
        sites = [s for s, t in capacity if t == stage]
        wanted = np.array([critical_h100e(case, g, stage) for g in critical])
        reach = np.array([[s in g.reached for s in sites] for g in critical], dtype=float)
        left = np.array([capacity[s, stage] for s in sites])
        for i in range(len(sites) if len(critical) else 0):
            others = np.where(np.arange(len(sites)) == i, 0.0, left)
            for inside in _short(wanted, reach, others):
                family = tuple(g for g, is_short in zip(critical, inside, strict=True) if is_short)
                short.setdefault(frozenset(g.group for g in family), family)
    return tuple(short.values())


def _short(wanted: Amounts, reach: Amounts, capacity: Amounts) -> Iterator[Chosen]:
    """Demands that fall short together, and each that does alone: a small one is lost in the rounding of them all."""
    found = least_cut(wanted, reach * wanted[:, None], capacity)
    if found is not None:
        yield found[0]
    alone = wanted - reach @ capacity > RELATIVE_SHORTFALL * wanted
    for j in np.flatnonzero(alone):
        yield np.arange(len(wanted)) == j


def linked(case: Case, groups: Family) -> list[str]:
    """Sites that any of the groups reaches, in the order of the case."""
    reached = frozenset().union(*(g.reached for g in groups))
    return [s for s in case.sites if s in reached]


def _cut(case: Case, groups: Family, lost: str, stage: str) -> LossCut:
    critical = tuple(g for g in groups if critical_h100e(case, g, stage) > 0)
    return LossCut(
        lost=lost,
        stage=stage,
        rescuers=tuple(s for s in linked(case, critical) if s != lost),
        critical_h100e=sum(critical_h100e(case, g, stage) for g in critical),
    )
