"""N-1: find what a plan leaves uncarried when one site is lost, by a max-flow for each lost site."""

from collections.abc import Mapping

from models.case import Case
from models.derive import DemandGroup
from placement.account.survival import critical_h100e, routable_h100e
from placement.solve.formulate import LossCut

RELATIVE_SHORTFALL = 1e-6
"""Shortfalls below this share of the demand are the solver's feasibility tolerance, not a finding."""


def first_cuts(case: Case, groups: tuple[DemandGroup, ...]) -> tuple[LossCut, ...]:
    """The aggregate rows: when a site is lost, the others carry all critical demand, wherever it is."""
    return tuple(_cut(case, groups, lost, stage.stage) for stage in case.stages for lost in case.sites)


def broken_cuts(
    case: Case, groups: tuple[DemandGroup, ...], capacity: Mapping[tuple[str, str], float]
) -> tuple[LossCut, ...]:
    """Cuts that the plan breaks, each for every site that could be lost and every stage.

    ``capacity`` is inference H100e at work by open (site, stage). A set of demands that falls short when one site
    is lost would fall short again with a like site in its place: so the set is ruled out for all at once.
    """
    short: dict[frozenset[str], tuple[DemandGroup, ...]] = {}
    for lost, stage in capacity:
        found = _short_groups(case, groups, capacity, lost, stage)
        if found:
            short.setdefault(frozenset(g.group for g in found), found)
    return tuple(
        _cut(case, found, lost, stage.stage)
        for found in short.values()
        for stage in case.stages
        for lost in _linked(case, found)
    )


def _short_groups(
    case: Case, groups: tuple[DemandGroup, ...], capacity: Mapping[tuple[str, str], float], lost: str, stage: str
) -> tuple[DemandGroup, ...]:
    """Groups that together ask for more than the sites they reach can carry without ``lost``."""
    critical = tuple(g for g in groups if critical_h100e(case, g, stage) > 0)
    wanted = sum(critical_h100e(case, g, stage) for g in critical)
    carried, short = routable_h100e(case, critical, capacity, lost, stage)
    if carried >= wanted * (1.0 - RELATIVE_SHORTFALL):
        return ()
    return tuple(g for g in critical if g.group in short)


def _linked(case: Case, groups: tuple[DemandGroup, ...]) -> list[str]:
    linked = {link.site for g in groups for link in g.links}
    return [s for s in case.sites if s in linked]


def _cut(case: Case, groups: tuple[DemandGroup, ...], lost: str, stage: str) -> LossCut:
    critical = tuple(g for g in groups if critical_h100e(case, g, stage) > 0)
    return LossCut(
        lost=lost,
        stage=stage,
        rescuers=tuple(s for s in _linked(case, critical) if s != lost),
        critical_h100e=sum(critical_h100e(case, g, stage) for g in critical),
    )
