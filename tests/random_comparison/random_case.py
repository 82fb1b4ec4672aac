"""A tiny case by its seed: with power, abstract, or some sites of either kind."""

from dataclasses import replace

from models.case import Case, Headroom, Hour, Site, Stage, State
from models.settings import Operation, Policy, SolveSettings
from tests.random_comparison import machines, places
from tests.random_comparison.choices import policy
from tests.random_comparison.lot import Lot
from tests.random_comparison.places import YEAR
from tests.random_comparison.wants import Wants, wants

TOWARDS_FULL = (0.01, 0.3)
"""Demand in all, as a share of a guess at what all sites can do."""
FIRM_MW, H100E_PER_MW = 25.0, 350.0
"""The guess of a site's power, and of what it can do with it."""


def random_case(seed: int) -> Case:
    lot = Lot(13, seed)
    abstract = lot.chance(0.12)
    case = _abstract(lot, f"random-{seed}") if abstract else _powered(lot, f"random-{seed}")
    return replace(case, policy=policy(lot, abstract))


def _site_count(lot: Lot) -> int:
    return lot.often((0.12, 1), (0.25, 2), (0.33, 3), (0.15, 4), (0.09, 5), (0.06, 6))


def _abstract(lot: Lot, name: str) -> Case:
    stages, states = places.stages(lot), places.states(lot)
    sites = {}
    for i in range(_site_count(lot)):
        site = places.site(lot, f"s{i}", lot.of(list(states)), None, stages[-1].start_year)
        sites[site.site] = replace(site, fixed_cost_eur_per_year=lot.or_none(0.9, 1e4, 1e7))
    much = sum(s.capacity_h100e or 0.0 for s in sites.values()) * lot.between(*TOWARDS_FULL)
    asked = wants(lot, list(states), list(sites.values()), stages, much)
    return _case(lot, name, stages, states, sites, asked)


def _powered(lot: Lot, name: str) -> Case:
    stages, states = places.stages(lot), places.states(lot)
    zones = {z: places.zone(lot, z, c) for c in states for z in (c.lower(), f"{c.lower()}2")}
    sites: dict[str, Site] = {}
    headroom: list[Headroom] = []
    for i in range(_site_count(lot)):
        state = lot.of(list(states))
        at = lot.often((0.75, state.lower()), (0.25, f"{state.lower()}2"))
        sites[f"s{i}"] = places.site(lot, f"s{i}", state, at, stages[-1].start_year)
        headroom += places.headroom(lot, f"s{i}", stages[-1].start_year)
    much = len(sites) * FIRM_MW * H100E_PER_MW * lot.between(*TOWARDS_FULL)
    asked = wants(lot, list(states), list(sites.values()), stages, much)
    case = _case(lot, name, stages, states, sites, asked)
    used = list(dict.fromkeys(s.zone for s in sites.values() if s.zone is not None))
    supplies = [places.supplies(lot, z) for z in used]
    generations, cools = machines.accelerators(lot, stages), machines.coolings(lot)
    return replace(
        case,
        zones={z: zones[z] for z in used},
        carbon={z: places.carbon(lot, z) for z in used},
        headroom=tuple(headroom),
        climate={key: c for s in sites for key, c in places.climate(lot, s).items()},
        accelerators=generations,
        cooling=cools,
        accelerator_cooling=machines.pairs(lot, list(generations), list(cools)),
        supplies={key: row for found in supplies for key, row in found.items()},
        hours=_hours(lot, used, stages),
        funders=machines.funders(lot),
        state_rules={c: places.rules(lot) for c in states if lot.chance(0.3)},
    )


def _hours(lot: Lot, zones: list[str], stages: tuple[Stage, ...]) -> dict[tuple[str, str], tuple[Hour, ...]]:
    """Of a zone, the same hours in every stage or others in each."""
    found: dict[tuple[str, str], tuple[Hour, ...]] = {}
    for z in zones:
        shared = places.hours(lot, z, "*") if lot.chance(0.6) else None
        for t in stages:
            found[t.stage, z] = places.hours(lot, z, t.stage) if shared is None else shared
    return found


def _case(
    lot: Lot, name: str, stages: tuple[Stage, ...], states: dict[str, State], sites: dict[str, Site], asked: Wants
) -> Case:
    """Without power yet."""
    return Case(
        name=name,
        currency_year=2026,
        base_year=lot.often((0.5, 2030), (0.5, 2028)),
        discount_rate=lot.often((0.2, 0.0), (0.8, lot.between(0, 0.1))),
        social_rate=0.035,
        hours_per_year=YEAR,
        stages=stages,
        policy=Policy(),
        operation=machines.operation(lot) if lot.chance(0.9) else Operation(),
        solve=SolveSettings(),
        states=states,
        zones={},
        carbon={},
        sites=sites,
        headroom=(),
        climate={},
        regions=asked.regions,
        workloads=asked.workloads,
        demand=asked.demand,
        residency=asked.residency,
        accelerators={},
        accelerator_cooling=(),
        cooling={},
        supplies={},
        hours={},
        funders={},
        state_rules={},
        links=asked.links,
    )
