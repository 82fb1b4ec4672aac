"""Among plans of the same cost, the one whose work travels least.

Most links cost nothing, so who serves whom is a tie for the solver, and it breaks ties anyhow: a region may be served
from the far end of Europe beside a site of its own. Here each workload of each stage is dealt out anew: every region
gets as much, every site does as much and earns as much as before, and the round trips are as short as can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import linprog

from models.case import EU_POOL, Case
from models.derive import RoundTrips, ServiceLink, service_links
from placement.solve.answers import SolverTrouble
from placement.solve.supply_plan import clean

Serve: TypeAlias = Mapping[tuple[str, str, str, str], float]
"""(workload, region, site, stage) -> share of the region's demand."""


@dataclass(frozen=True, eq=False)
class Deal:
    """The links that one workload may use in one stage."""

    pairs: tuple[tuple[str, ServiceLink], ...]
    """(region, link)."""
    h100e: NDArray[np.float64]
    """What each link carries."""


def by_shortest_trips(case: Case, serve: Serve) -> dict[tuple[str, str, str, str], float]:
    """The same service with the least sum of H100e x round trip, workload by workload and stage by stage.

    Work that may stand anywhere, links without a known round trip, and cases with one site a region stay as they are.
    """
    found = dict(serve)
    if case.policy.single_source:
        return found
    trips = RoundTrips(case)
    for workload, stage in dict.fromkeys((w, t) for w, _, _, t in serve):
        own = {(r, s): share for (w, r, s, t), share in serve.items() if (w, t) == (workload, stage) and r != EU_POOL}
        deal = _deal(case, trips, workload, stage, own)
        if any(link.rtt_ms is None for _, link in deal.pairs) or len({s for _, s in own}) < 2:
            continue
        for r, s in own:
            del found[workload, r, s, stage]
        for (r, link), h100e in zip(deal.pairs, _dealt_anew(deal), strict=True):
            if (share := clean(h100e / case.demand[workload, r, stage])) > 0:
                found[workload, r, link.site, stage] = share
    return found


def _deal(case: Case, trips: RoundTrips, workload: str, stage: str, own: Mapping[tuple[str, str], float]) -> Deal:
    """All links from the regions served to the sites that serve any."""
    sites = {s for _, s in own}
    regions = dict.fromkeys(r for r, _ in own)
    links = {r: service_links(case, case.workloads[workload], r, trips) for r in regions}
    pairs = tuple((r, link) for r in regions for link in links[r] if link.site in sites)
    h100e = [own.get((r, link.site), 0.0) * case.demand[workload, r, stage] for r, link in pairs]
    return Deal(pairs, np.array(h100e))


def _dealt_anew(deal: Deal) -> NDArray[np.float64]:
    """H100e on each link: a transport problem, in shares of what each region gets.

    A region of a millionth of the demand is served as exactly as the others: its row is as large as theirs.
    """
    regions, sites = [r for r, _ in deal.pairs], [link.site for _, link in deal.pairs]
    place = _numbered(regions)
    own = np.array([place[r] for r in regions])
    gets = np.bincount(own, deal.h100e)[own]
    weight = sp.diags_array(gets / deal.h100e.sum())
    kept = [_sums(regions), _sums(sites) @ weight]
    for price in (
        [link.surcharge_eur_per_h100eh for _, link in deal.pairs],
        [link.cost_eur_per_h100e_year for _, link in deal.pairs],
    ):
        largest = max(map(abs, price))
        if largest > 0:
            kept.append(_sums(sites) @ weight @ sp.diags_array(np.array(price) / largest))
    rows = sp.vstack(kept, format="csr")
    trips = weight @ np.array([link.rtt_ms for _, link in deal.pairs])
    answer = linprog(trips, A_eq=rows, b_eq=rows @ (deal.h100e / gets), bounds=(0, None), method="highs")
    if answer.x is None:
        raise SolverTrouble(f"dealing out service by round trip: {answer.message}")
    return np.asarray(answer.x * gets, dtype=np.float64)


def _sums(names: Sequence[str]) -> sp.csr_array:
    """A row for each name with a 1 for each link that has it."""
    place = _numbered(names)
    return sp.csr_array((np.ones(len(names)), ([place[n] for n in names], range(len(names)))))


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(dict.fromkeys(names))}
