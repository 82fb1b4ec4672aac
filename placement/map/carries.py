"""What a site carries of each workload's demand, and what of it no other site serves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from placement.map import numbers as show
from placement.map.reach import Served

LEAST = 0.005
"""Smaller shares are not told."""


@dataclass(frozen=True, slots=True)
class Carries:
    """Shares of the demand of all regions, by workload."""

    all: dict[str, float] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)
    """In regions that no other site serves with that workload."""


def carries(rows: Iterable[Served]) -> dict[str, Carries]:
    """Return what each site carries, by the `rows` of one stage; all demand counts, met or not."""
    demand: dict[str, float] = defaultdict(float)
    served: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        demand[row.workload] += row.h100e
        if row.site and row.h100e > 0:
            served[row.workload, row.region][row.site] += row.h100e
    found: dict[str, Carries] = defaultdict(Carries)
    for (workload, _), by_site in served.items():
        for site, h100e in by_site.items():
            share = h100e / demand[workload]
            _add(found[site].all, workload, share)
            if len(by_site) == 1:
                _add(found[site].alone, workload, share)
    return dict(found)


def share_words(shares: dict[str, float]) -> str:
    """Return the shares by workload, the largest first."""
    ranked = sorted(shares.items(), key=lambda part: (-part[1], part[0]))
    return ", ".join(f"{workload} {show.share(share)}" for workload, share in ranked if share >= LEAST)


def _add(shares: dict[str, float], workload: str, share: float) -> None:
    shares[workload] = shares.get(workload, 0.0) + share
