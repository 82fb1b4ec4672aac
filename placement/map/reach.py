"""Whom the sites serve and how well, last stage: states and regions served, round trips, demand met by region."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from placement.map.plan import Plan
from placement.map.records import Region


@dataclass(frozen=True, slots=True)
class Served:
    """A row of service.csv; `site` empty: unmet."""

    stage: str
    workload: str
    region: str
    site: str
    h100e: float


@dataclass(slots=True)
class Reach:
    """What one site serves: round trips in ms, each with the compute that takes it where the run says it."""

    regions: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    trips: list[tuple[float, float | None]] = field(default_factory=list)

    @property
    def worst_ms(self) -> float | None:
        """The longest round trip."""
        return max((trip for trip, _ in self.trips), default=None)

    @property
    def mean_ms(self) -> float | None:
        """The mean round trip, weighted by the compute served; None where that is unknown."""
        weighted = [(trip, h100e) for trip, h100e in self.trips if h100e is not None]
        whole = sum(h100e for _, h100e in weighted)
        if len(weighted) < len(self.trips) or whole <= 0:
            return None
        return sum(trip * h100e for trip, h100e in weighted) / whole


def reach(plan: Plan, rows: Iterable[Served]) -> dict[str, Reach]:
    """Return what each site serves, by the `rows` of the last stage."""
    compute = {(row.workload, row.region, row.site): row.h100e for row in rows}
    found: dict[str, Reach] = {}
    for region in plan.regions:
        for service in region.services:
            if not service.site:
                continue
            of_site = found.setdefault(service.site, Reach())
            of_site.regions.add(region.region)
            of_site.states.add(region.state)
            if service.rtt_ms is not None:
                key = (service.workload, region.region, service.site)
                of_site.trips.append((service.rtt_ms, compute.get(key)))
    return found


def met_share(regions: Iterable[Region], rows: Iterable[Served]) -> dict[str, Mapping[str, float]]:
    """Return the share of demand met, by region and workload, under "" of all workloads; `rows` of the last stage."""
    wanted: dict[str, dict[str, list[float]]] = {region.region: {} for region in regions}
    for row in rows:
        if row.region not in wanted:
            continue
        for workload in (row.workload, ""):
            sums = wanted[row.region].setdefault(workload, [0.0, 0.0])
            sums[0] += row.h100e if row.site else 0.0
            sums[1] += row.h100e
    return {
        region: {workload: met / whole for workload, (met, whole) in by_workload.items() if whole > 0}
        for region, by_workload in wanted.items()
        if by_workload
    }
