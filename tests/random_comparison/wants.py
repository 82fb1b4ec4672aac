"""What is asked for: workloads, regions, demand, who accepts whose, and links."""

from dataclasses import dataclass

from models.bounds import Kind
from models.case import EU_POOL, Link, Region, Site, Stage, Workload
from tests.random_comparison.lot import Lot


@dataclass(frozen=True)
class Wants:
    """The tables of demand."""

    workloads: dict[str, Workload]
    regions: dict[str, Region]
    demand: dict[tuple[str, str, str], float]
    residency: dict[tuple[str, str], float]
    links: dict[tuple[str, str], Link]


def wants(lot: Lot, states: list[str], sites: list[Site], stages: tuple[Stage, ...], in_all: float) -> Wants:
    """Demand of about so many H100e in all. In most cases it costs nothing who serves whom."""
    free = lot.chance(0.6)
    regions = {f"r{i}": _region(lot, f"r{i}", states) for i in range(lot.often((0.15, 1), (0.45, 2), (0.4, 3)))}
    workloads = {f"w{i}": _workload(lot, f"w{i}") for i in range(lot.often((0.4, 1), (0.4, 2), (0.2, 3)))}
    demand: dict[tuple[str, str, str], float] = {}
    for w in workloads.values():
        of_all = w.max_rtt_ms is None and not w.resident and lot.chance(0.35)
        asking = [EU_POOL] if of_all else [r for r in regions if lot.chance(0.85)] or ["r0"]
        for r in asking:
            much = in_all / len(workloads) / len(asking) * lot.between(0.4, 1.6)
            demand |= {(w.workload, r, t.stage): _in_stage(lot, much, i) for i, t in enumerate(stages)}
    accepted = {
        (c, d): 0.0 if free else lot.or_none(0.6, 0, 0.5) for c in states for d in states if c != d and lot.chance(0.5)
    }
    links = {key: row for r in regions for key, row in _links(lot, r, sites, free).items()}
    return Wants(workloads, regions, demand, accepted if lot.chance(0.7) else {}, links)


def _in_stage(lot: Lot, much: float, i: int) -> float:
    return 0.0 if lot.chance(0.04) else float(f"{much * lot.between(0.8, 1.3) ** i:.4g}")


def _region(lot: Lot, name: str, states: list[str]) -> Region:
    return Region(name, name, lot.of(states), lot.between(38, 65), lot.between(-8, 27))


def _workload(lot: Lot, name: str) -> Workload:
    """Unmet demand of it is forbidden, free up to a share, or priced."""
    kind: Kind = lot.of(("training", "inference"))
    near = lot.maybe(0.5, 15, 40)
    unmet = lot.often((0.2 if near else 0.5, "forbidden"), (0.1, "free"), (0.5, "priced"))
    return Workload(
        workload=name,
        kind=kind,
        max_rtt_ms=near,
        coverage_share=1.0 if unmet == "forbidden" else lot.often((0.8, lot.between(0, 1)), (0.1, 0.0), (0.1, 1.0)),
        resident=lot.chance(0.25),
        public_access=lot.chance(0.3),
        unmet_eur_per_h100eh=lot.often((0.8, lot.between(0.3, 6)), (0.2, 1e2)) if unmet == "priced" else None,
        unmet_fall_per_year=lot.or_none(0.4, 0, 0.3),
        unmet_price_year=lot.count(2028, 2032),
        gbps_per_1000_h100e=lot.or_none(0.5, 0, 5),
        critical_share=lot.or_none(0.35, 0.05, 1) if kind == "inference" else 0.0,
    )


def _links(lot: Lot, region: str, sites: list[Site], free: bool) -> dict[tuple[str, str], Link]:
    """One site at least is near; of others there may be no row, or one that does not say how far."""
    nearest, found = lot.of(sites).site, {}
    for site in (s.site for s in sites):
        cost = 0.0 if free else lot.or_none(0.5, 0, 3_000)
        if site == nearest or lot.chance(0.4):
            found[region, site] = Link(region, site, lot.between(4, 15), cost)
        elif lot.chance(0.7):
            found[region, site] = Link(region, site, lot.maybe(0.7, 15, 60), cost)
    return found
