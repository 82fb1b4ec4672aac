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
    """Cuts that the plan breaks; ``capacity`` is inference H100e at work by open (site, stage)."""
    return tuple(
        cut
        for stage in case.stages
        for lost in [s for s, t in capacity if t == stage.stage]
        if (cut := _worst_cut(case, groups, capacity, lost, stage.stage)) is not None
    )


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
