"""A stated screen of candidates: the sites that look cheapest, and enough others to reach every region.

A screen may drop the best site, so a plan on a screen carries ``gap_on_screen``, never ``gap``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.case import Case, Site
from models.derive import RoundTrips, it_bound_mw, ready_stages, service_links
from placement.solve.siting_estimate import cost_meur_per_mw
from placement.solve.zone_bound import Bounds

SITES_PER_STATE = 4
EARLY_SHARE = 0.4
"""Share of the screen kept for sites that can be full size in the first stage."""
REACH_SHARE = 0.3
"""Share of the screen kept for reaching regions within the tightest round trip."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Which sites entered the siting model."""

    sites: tuple[str, ...]
    of_sites: int
    note: str


def with_sites(case: Case, sites: tuple[str, ...]) -> Case:
    """The case with these sites alone."""
    kept = set(sites)
    return replace(
        case,
        sites={name: site for name, site in case.sites.items() if name in kept},
        headroom=tuple(row for row in case.headroom if row.site in kept),
        links={key: link for key, link in case.links.items() if key[1] in kept},
    )


def screen_sites(case: Case, count: int, bounds: Bounds) -> Screen:
    """Choose ``count`` candidates by a yearly cost estimate per MW, readiness and reach."""
    cost = {case.sites[s]: c for s, c in cost_meur_per_mw(case, bounds).items()}
    ranked = sorted(cost, key=lambda s: cost[s])
    early = [s for s in ranked if _full_size_in(case, s, 0)]
    chosen: list[Site] = []
    room = {c: min(SITES_PER_STATE, 2 * _full_sites_by_peak(case, c)) for c in case.states}
    _take(chosen, early, round(EARLY_SHARE * count), dict.fromkeys(room, count))
    _take(chosen, [s for s in ranked if _full_size_in(case, s, -1)], count - round(REACH_SHARE * count), room)
    _reach(case, chosen, ranked, count)
    _take(chosen, [s for s in ranked if _full_size_in(case, s, -1)], count, dict.fromkeys(room, count))
    _take(chosen, ranked, count, dict.fromkeys(room, count))
    kept = {s.site for s in chosen}
    return Screen(
        sites=tuple(name for name in case.sites if name in kept),
        of_sites=len(case.sites),
        note="Chosen by estimated yearly cost per MW, readiness and reach",
    )


def _take(chosen: list[Site], ranked: list[Site], until: int, per_state: Mapping[str, int]) -> None:
    """Add the best of ``ranked`` until so many are chosen, not too many of one state."""
    for site in ranked:
        if len(chosen) >= until:
            return
        if site not in chosen and sum(s.state == site.state for s in chosen) < per_state.get(site.state, 0):
            chosen.append(site)


def _reach(case: Case, chosen: list[Site], ranked: list[Site], until: int) -> None:
    """Add the site that reaches most demand not yet reached within the limited round trips, again and again."""
    stage = case.stages[-1].stage
    wanted = {
        (w, r): h100e
        for (w, r, t), h100e in case.demand.items()
        if t == stage and case.workloads[w].max_rtt_ms is not None
    }
    reach: dict[str, set[tuple[str, str]]] = {s.site: set() for s in ranked}
    trips = RoundTrips(case)
    for w, r in wanted:
        for link in service_links(case, case.workloads[w], r, trips):
            if link.site in reach:
                reach[link.site].add((w, r))
    left = set(wanted) - set().union(*(reach[s.site] for s in chosen))
    able = [s for s in ranked if _full_size_in(case, s, -1)]
    while left and len(chosen) < until:
        best = max(able, key=lambda s: sum(wanted[d] for d in reach[s.site] & left), default=None)
        if best is None or not reach[best.site] & left:
            return
        chosen.append(best)
        left -= reach[best.site]


def _full_size_in(case: Case, site: Site, stage_number: int) -> bool:
    """Whether the site can hold the least gigafactory in the stage."""
    stage = case.stages[stage_number]
    if stage not in ready_stages(case, site):
        return False
    largest = max((it_bound_mw(case, site, k, stage) for k in case.cooling.values()), default=0.0)
    return largest >= _least_it_mw(case) and _full_sites_by_peak(case, site.state) > 0


def _least_it_mw(case: Case) -> float:
    """IT power of the least gigafactory."""
    in_h100e = case.policy.gigafactory_unit == "h100e"
    kw = min(g.it_kw / (g.h100e_training if in_h100e else 1.0) for g in case.accelerators.values())
    return max(case.policy.gigafactory_minimum * kw / 1e3, case.policy.min_it_mw)


def _full_sites_by_peak(case: Case, state: str) -> int:
    """How many least gigafactories fit the state's share of its peak load, cooling aside."""
    peak, share, least = case.states[state].peak_load_mw, case.policy.max_share_of_state_peak, _least_it_mw(case)
    if peak is None or share is None or least == 0:
        return SITES_PER_STATE
    return int(share * peak // least)
