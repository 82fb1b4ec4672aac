"""Demand that no open site can reach in time, or only one."""

from collections.abc import Iterator, Sequence

from models.case import EU_POOL, Case, Workload
from models.derive import round_trip_ms
from models.derive.geography import residency_surcharge
from placement.read.findings import some
from placement.read.impossible.bounds import Bounds
from placement.read.impossible.capacity import site_resources
from placement.read.impossible.text import Impossible, exceeds


def demand_out_of_reach(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """Workloads whose regions out of reach hold more demand than coverage lets go unmet."""
    for stage in case.stages:
        working = _working(case, bounds, stage.stage)
        for workload in case.workloads.values():
            demand = _by_region(case, workload.workload, stage.stage)
            lost = [r for r in demand if sites_in_reach(case, workload, r, working, 1) == 0]
            must = workload.coverage_share * sum(demand.values())
            can = sum(h100e for region, h100e in demand.items() if region not in lost)
            if lost and exceeds(must, can):
                where = f"{len(lost)} regions ({some(lost)}{_nearest(case, lost[0], working)})"
                yield Impossible(
                    f"no site in reach of workload {workload.workload} in stage {stage.stage} for {where}",
                    f"{must:,.0f} busy H100e in reach (coverage_share {workload.coverage_share:.4g}), not {can:,.0f}",
                    "Add a site nearer to them, raise max_rtt_ms, accept more states in residency, "
                    "or lower coverage_share.",
                )


def critical_without_second_site(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """With any one site lost, another must be in reach of critical demand."""
    for stage in case.stages if case.policy.n_minus_1 else ():
        working = _working(case, bounds, stage.stage)
        for workload in case.workloads.values():
            if workload.critical_share == 0:
                continue
            demand = _by_region(case, workload.workload, stage.stage)
            few = [r for r in demand if sites_in_reach(case, workload, r, working, 2) < 2]
            if few:
                yield Impossible(
                    f"critical demand of workload {workload.workload} in stage {stage.stage} "
                    f"with fewer than two sites in reach, in {len(few)} regions ({some(few)})",
                    "two sites in reach of each, so that any one may be lost (n_minus_1)",
                    "Add sites near them, raise max_rtt_ms, set critical_share to 0, or switch n_minus_1 off.",
                )


def sites_in_reach(case: Case, workload: Workload, region: str, sites: Sequence[str], enough: int) -> int:
    """How many of the sites may serve the region, counted up to ``enough``."""
    count = 0
    for site in sites:
        if region == EU_POOL or _in_reach(case, workload, region, site):
            count += 1
            if count == enough:
                break
    return count


def _in_reach(case: Case, workload: Workload, region_name: str, site_name: str) -> bool:
    """The service links of ``docs/mathematics.md``, one pair at a time, so that the search can stop early."""
    region, site = case.regions[region_name], case.sites[site_name]
    if residency_surcharge(case, workload, region, site) is None:
        return False
    rtt = round_trip_ms(case, region, site)
    if workload.max_rtt_ms is None:
        return rtt is not None or (region_name, site_name) in case.links
    return rtt is not None and rtt <= workload.max_rtt_ms


def _by_region(case: Case, workload: str, stage: str) -> dict[str, float]:
    return {r: h100e for (w, r, t), h100e in case.demand.items() if w == workload and t == stage and h100e > 0}


def _working(case: Case, bounds: Bounds, stage: str) -> list[str]:
    """Sites that can serve anything in the stage."""
    at = next(t for t in case.stages if t.stage == stage)
    names = [s for s, t in bounds.openings if t == stage] + [s for s, t in bounds.given if t == stage]
    resources = site_resources(case, bounds, at)
    return [name for name, r in zip(names, resources, strict=True) if r.training > 0 or r.inference > 0]


def _nearest(case: Case, region: str, sites: Sequence[str]) -> str:
    """The nearest site to a region, for the message."""
    if region == EU_POOL:
        return ""
    trips = ((round_trip_ms(case, case.regions[region], case.sites[site]), site) for site in sites)
    best = min(((rtt, site) for rtt, site in trips if rtt is not None), default=None)
    return "" if best is None else f"; nearest to {region} is {best[1]} at {best[0]:.1f} ms"
