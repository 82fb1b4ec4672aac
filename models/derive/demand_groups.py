"""Regions that the same sites serve on the same terms, added together: exact, and far smaller."""

from dataclasses import dataclass
from functools import cached_property

from models.case import EU_POOL, Case
from models.derive.geography import RoundTrips, ServiceLink, service_links


@dataclass(frozen=True)
class DemandGroup:
    """Regions of one workload with equal links; a plan serves each in the group's proportions."""

    group: str
    """Its workload and first region, e.g. ``interactive/FI1B``."""
    workload: str
    links: tuple[ServiceLink, ...]
    """Links of the first region; sites, surcharges and costs are those of every member."""
    h100e: dict[str, float]
    """Busy H100e wanted, by stage."""
    regions: tuple[str, ...]
    whole: bool = False
    """Whether one site serves all of it (``single_source``); the Union's pool is nobody's in particular."""

    @cached_property
    def reached(self) -> frozenset[str]:
        """Sites that may serve it."""
        return frozenset(link.site for link in self.links)


def demand_groups(case: Case) -> tuple[DemandGroup, ...]:
    """Group the regions of each workload by the sites that may serve them and at what surcharge and cost.

    A region that one site serves as a whole is a group of its own.
    """
    groups: dict[tuple[object, ...], list[str]] = {}
    links: dict[tuple[str, str], tuple[ServiceLink, ...]] = {}
    trips = RoundTrips(case)
    for workload, region in dict.fromkeys((w, r) for w, r, _ in case.demand):
        found = service_links(case, case.workloads[workload], region, trips)
        links[workload, region] = found
        terms = tuple((link.site, link.surcharge_eur_per_h100eh, link.cost_eur_per_h100e_year) for link in found)
        alone = region if case.policy.single_source and region != EU_POOL else None
        groups.setdefault((workload, terms, alone), []).append(region)
    return tuple(
        DemandGroup(
            group=f"{workload}/{regions[0]}",
            workload=str(workload),
            links=links[str(workload), regions[0]],
            h100e={
                t.stage: sum(case.demand.get((str(workload), r, t.stage), 0.0) for r in regions) for t in case.stages
            },
            regions=tuple(regions),
            whole=alone is not None,
        )
        for (workload, _, alone), regions in groups.items()
    )
