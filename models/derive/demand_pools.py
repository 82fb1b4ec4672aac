"""Demand that costs the same from wherever it is served, added up over all its groups.

Who serves whom within a pool is a transport problem without cost: only whether it can be done matters, and that is
said by rows on subsets of the groups (`models.reach`), of which few ever bind.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from models.case import Case
from models.derive.demand_groups import DemandGroup
from models.derive.geography import ServiceLink


@dataclass(frozen=True)
class DemandPool:
    """The groups of one workload, none of which pays more for one site than for another."""

    pool: str
    """Its workload and the word pool, e.g. ``real-time/pool``."""
    members: tuple[DemandGroup, ...]

    def as_group(self, case: Case) -> DemandGroup:
        """The pool as one group, linked to every site that any member reaches."""
        reached = {link.site for g in self.members for link in g.links}
        return DemandGroup(
            group=self.pool,
            workload=self.members[0].workload,
            links=tuple(ServiceLink(s, None, 0.0, 0.0) for s in case.sites if s in reached),
            h100e={t.stage: sum(g.h100e[t.stage] for g in self.members) for t in case.stages},
            regions=tuple(r for g in self.members for r in g.regions),
        )


def demand_pools(groups: Iterable[DemandGroup]) -> tuple[DemandPool, ...]:
    """One pool for each workload of several groups whose links all cost nothing, and that sites may share."""
    members: dict[str, list[DemandGroup]] = {}
    for group in groups:
        members.setdefault(group.workload, []).append(group)
    return tuple(
        DemandPool(f"{workload}/pool", tuple(own))
        for workload, own in members.items()
        if len(own) > 1 and not any(g.whole or _costs(link) for g in own for link in g.links)
    )


def pooled_groups(case: Case, groups: Iterable[DemandGroup], pools: tuple[DemandPool, ...]) -> tuple[DemandGroup, ...]:
    """Every demand once: the pools as groups, and the groups in no pool."""
    pooled = {g.group for pool in pools for g in pool.members}
    return (*(g for g in groups if g.group not in pooled), *(pool.as_group(case) for pool in pools))


def _costs(link: ServiceLink) -> bool:
    return link.surcharge_eur_per_h100eh != 0.0 or link.cost_eur_per_h100e_year != 0.0
