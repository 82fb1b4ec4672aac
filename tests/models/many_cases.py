"""Random cases with all there is, small enough to solve hundreds: places, hours, machines, demand and money by seed.

What a policy may say on top stands in `many_switches`, what is set relative to a first plan in `tightening`.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.bounds import SupplyKind
from models.case import Case, Cooling, Headroom, Hour, Link, Region, Stage, State, Workload
from tests.models.cases import (
    YEAR,
    tiny,
    with_accelerator,
    with_carbon,
    with_funders,
    with_generation,
    with_headroom,
    with_operation,
    with_site,
    with_state,
    with_supply,
    with_zone,
)

STAGES = (Stage("2030", 2030, 3), Stage("2033", 2033, 3), Stage("2036", 2036, 4))
CHAT = Workload("chat", "inference", max_rtt_ms=1_000.0, gbps_per_1000_h100e=2.0)
SEALED = Workload("sealed", "inference", resident=True)
ROUND_TRIPS_MS = (5.0, 10.0, 20.0, 30.0)
"""Few values, so that a limit set at one of them is met exactly by many links."""


@dataclass(frozen=True)
class Shape:
    """How large a case is; the products are kept alike, so that no case takes long."""

    sites: int
    stages: int
    coolings: int
    accelerators: int
    days: tuple[int, ...]
    """Hours of each typical day, a period each."""


SHAPES = (
    Shape(3, 1, 2, 2, (24,)),
    Shape(3, 1, 2, 3, (4,)),
    Shape(4, 1, 2, 2, (6,)),
    Shape(3, 1, 3, 3, (4,)),
    Shape(3, 2, 2, 2, (4,)),
    Shape(5, 1, 2, 2, (4,)),
    Shape(3, 1, 2, 2, (6, 6)),
    Shape(4, 1, 2, 3, (4,)),
    Shape(3, 3, 2, 2, (4,)),
    Shape(3, 1, 2, 2, (6,)),
    Shape(6, 1, 2, 2, (4,)),
    Shape(3, 1, 2, 3, (4, 4)),
    Shape(3, 2, 2, 2, (4,)),
    Shape(3, 1, 2, 2, (4, 4)),
    Shape(3, 1, 2, 3, (4,)),
    Shape(3, 1, 2, 2, (12,)),
    Shape(3, 1, 3, 2, (4,)),
    Shape(3, 2, 2, 3, (4,)),
)
"""One for each case of a chunk."""
DRY = Cooling("dry", 9e6, 1.08, 10.0, 0.012)
WET = Cooling("wet", 8e6, 1.10, 12.0, 0.004, wue_l_per_kwh=0.9, wue_threshold_c=6.0, heat_share=0.3)
LIQUID = Cooling("liquid", 11e6, 1.04, 14.0, 0.003, wue_l_per_kwh=0.2, wue_threshold_c=12.0, heat_share=0.6)


def flip(rng: np.random.Generator, chance: float = 0.5) -> bool:
    return bool(rng.random() < chance)


def between(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 3)


def many_case(seed: int) -> Case:
    """A case with no policy yet: no limit on round trips, none on the fleet."""
    rng, shape = np.random.default_rng([41, seed]), SHAPES[seed % len(SHAPES)]
    names = "abcdef"[: shape.sites]
    case = tiny(STAGES[: shape.stages], demand=0.0, **dict.fromkeys(names, 0.0))
    case = replace(case, discount_rate=0.05, policy=replace(case.policy, block_it_mw=10.0))
    case = with_operation(
        case,
        load_factor=between(rng, 0.8, 0.95),
        availability=0.95,
        utilisation=0.8,
        utilisation_first_year=0.6,
        it_upkeep_share=0.03,
        facility_upkeep_share=0.03,
        line_eur_per_km=1e6,
        water_eur_per_m3=2.0,
        staff_per_site=40.0,
        land_rent_share=0.05,
        transit_eur_per_gbps_year=2e5,
    )
    case = _machines(case, shape, rng)
    for site in names:
        case = _site(case, site, rng)
    case = _neighbours(case, rng)
    for zone in dict.fromkeys(str(s.zone) for s in case.sites.values()):
        case = _zone(case, zone, shape, rng)
    return _money(_demand(case, rng), rng)


def _machines(case: Case, shape: Shape, rng: np.random.Generator) -> Case:
    """Coolings and generations: one for all work, a dense one that comes late, a cheap one for inference."""
    second = (WET, LIQUID) if flip(rng, 0.7) else (LIQUID, WET)
    coolings = (DRY, *second)[: shape.coolings]
    names = [k.cooling for k in coolings]
    case = replace(case, cooling={k.cooling: k for k in coolings})
    supply = between(rng, 12_000, 30_000) if flip(rng, 0.3) else None
    case = with_accelerator(case, it_kw=1.6, price_eur=30_000.0, life_years=4.0, supply_per_stage=supply)
    case = with_accelerator(case, h100e_inference=1.2)
    case = replace(case, accelerator_cooling=tuple(("g", k) for k in names))
    late = case.stages[min(1, len(case.stages) - 1)].stage
    scarce = between(rng, 1_500, 6_000)
    dense = {"it_kw": 2.4, "price_eur": 58_000.0, "h100e_training": 2.6, "h100e_inference": 2.2, "life_years": 5.0}
    case = with_generation(case, "h", *names[1:], first_stage=late, supply_per_stage=scarce, **dense)
    if shape.accelerators > 2:
        lean = {"it_kw": 1.1, "price_eur": 21_000.0, "h100e_training": 0.5, "h100e_inference": 1.0}
        case = with_generation(case, "i", "dry", supply_per_stage=None, life_years=3.5, **lean)
    return case


def _site(case: Case, site: str, rng: np.random.Generator) -> Case:
    """Headroom of which a good part is off in the dear hours, so that the connection limits what runs there."""
    firm, later = between(rng, 5, 11), case.stages[-1].start_year
    tranches = [Headroom(site, 2030, firm, between(rng, 26, 34) - firm, between(rng, 1_500, 4_000))]
    if later > 2030 and flip(rng):
        tranches.append(Headroom(site, later, between(rng, 2, 12)))
    case = with_headroom(case, *tranches)
    winter, summer = between(rng, -3, 8), between(rng, 14, 26)
    months = {(site, m): winter if m in (1, 2, 3, 10, 11, 12) else summer for m in range(1, 13)}
    case = replace(case, climate={**case.climate, **months})
    return with_site(
        case,
        site,
        max_it_mw=between(rng, 25, 60),
        fixed_cost_eur_per_year=between(rng, 0, 2e6),
        fibre_eur_per_year=between(rng, 0, 3e5),
        connection_eur_per_mw=between(rng, 1e5, 3e5),
        line_km=float(rng.integers(0, 10)),
        land_eur_per_mw=between(rng, 0, 2e5),
        water_m3_per_year=between(rng, 5e4, 2e5) if flip(rng, 0.3) else None,
        design_temperature_c=summer + 6.0,
        heat_network_mw=between(rng, 0, 15),
        heat_price_eur_per_mwh=between(rng, 0, 15),
    )


def _neighbours(case: Case, rng: np.random.Generator) -> Case:
    """Now and then: two sites in one zone or one that is ready late, two zones in one state, compute that is given."""
    if flip(rng):
        case = with_site(case, "b", zone="a", state="A")
    elif flip(rng):
        case = with_site(case, "c", ready_year=case.stages[len(case.stages) // 2].start_year)
    if len(case.sites) > 3 and flip(rng):
        case = with_site(case, "d", state="C")
    if len(case.sites) > 4 and flip(rng):
        case = with_site(case, "e", capacity_h100e=between(rng, 500, 2_000), fixed_cost_eur_per_year=2e7)
    for state in case.states:
        premium, wage = between(rng, 0, 4), between(rng, 15, 50)
        case = with_state(case, state, country_premium_pp=premium, labour_eur_per_h=wage)
        case = with_state(case, state, construction_index=between(rng, 0.8, 1.2), peak_load_mw=between(rng, 500, 900))
    return case


def _zone(case: Case, zone: str, shape: Shape, rng: np.random.Generator) -> Case:
    """Prices and weather by typical day, carbon, and the leases on offer."""
    level, taxes = between(rng, 25, 90), {"levies_eur_per_mwh": 2.0, "electricity_tax_eur_per_mwh": 1.0}
    case = with_zone(case, zone, network_eur_per_mwh=5.0, demand_charge_eur_per_mw_year=2e4, **taxes)
    # where power is cheap it is dirty, so that a cap on carbon costs money
    case = with_carbon(case, zone, 650 - 6 * level + between(rng, -80, 80), between(rng, 0.1, 0.9))
    shared = flip(rng)
    rows = _hours(zone, level, shape.days, rng)
    for t in case.stages:
        own = rows if shared else tuple(replace(h, stage=t.stage) for h in _hours(zone, level, shape.days, rng))
        case = replace(case, hours={**case.hours, (t.stage, zone): own})
    leases: tuple[tuple[SupplyKind, float, float, dict[str, Any]], ...] = (
        ("wind", 0.6, 2e5, {"limit_mw": between(rng, 5, 40)}),
        ("solar", 0.75, 7e4, {}),
        ("baseload", 0.9, 8e5, {"limit_mw": between(rng, 4, 25)}),
        ("battery", 0.6, 8e4, {"efficiency": 0.85, "duration_h": 2.0, "limit_mw": 30.0}),
        ("backup", 0.95, 4e4, {"variable_eur_per_mwh": 220.0, "carbon_g_per_kwh": 650.0}),
    )
    for kind, chance, yearly, more in leases:
        if flip(rng, chance):
            case = with_supply(case, zone, kind, yearly * between(rng, 0.7, 1.3), **more)
    return case


def _hours(zone: str, level: float, days: tuple[int, ...], rng: np.random.Generator) -> tuple[Hour, ...]:
    """Typical days of unequal weight, of winter and summer in turn; valid in every stage."""
    shares = rng.dirichlet([4.0] * len(days))
    return tuple(
        Hour(
            stage="*",
            zone=zone,
            period=number,
            day=number,
            hour=hour,
            month=1 if number % 2 == 0 else 7,
            weight=YEAR * float(share) / count,
            price_eur_per_mwh=between(rng, 0.3, 2.2) * level,
            wind=between(rng, 0, 1),
            solar=between(rng, 0, 0.8) if abs(hour - (count - 1) / 2) < count / 4 else 0.0,
            temperature_anomaly_c=between(rng, -4, 6),
        )
        for number, (count, share) in enumerate(zip(days, shares, strict=True))
        for hour in range(count)
    )


def _demand(case: Case, rng: np.random.Generator) -> Case:
    """Training anywhere, chat with a round trip from every region, sealed work that stays within some states."""
    states = list(dict.fromkeys(s.state for s in case.sites.values()))
    regions = [Region(f"r{i}", f"r{i}", str(rng.choice(states))) for i in range(int(rng.integers(4, 9)))]
    links: dict[tuple[str, str], Link] = {}
    for r in regions:
        links |= _links(case, r.region, rng)
    wanted = {("train", "EU"): between(rng, 3_000, 9_000)}
    wanted |= {("chat", r.region): between(rng, 300, 1_200) for r in regions}
    wanted |= {("sealed", r.region): between(rng, 200, 900) for r in regions[:2]}
    growth = between(rng, 1.0, 1.3)
    demand = {(w, r, t.stage): n * growth**i for (w, r), n in wanted.items() for i, t in enumerate(case.stages)}
    accepted = {(c, d): between(rng, 0.0, 0.3) for c in states for d in states if c != d and flip(rng, 0.6)}
    accepted |= {(c, states[0]): 0.25 for c in states[1:]} | {(states[0], states[1]): 0.2}
    price: dict[str, Any] = {"unmet_eur_per_h100eh": between(rng, 2, 5), "unmet_fall_per_year": 0.1}
    priced = price | {"unmet_price_year": 2030, "coverage_share": 0.6} if flip(rng, 0.4) else {}
    workloads = {w.workload: replace(w, **priced) for w in (*case.workloads.values(), CHAT, SEALED)}
    return replace(
        case,
        regions={r.region: r for r in regions},
        links=links,
        demand=demand,
        workloads=workloads,
        residency=accepted,
        states={**case.states, **{c: case.states.get(c, State(c, c)) for c in states}},
    )


def _links(case: Case, region: str, rng: np.random.Generator) -> dict[tuple[str, str], Link]:
    """Two of the sites that are ready from the start are near, the others anywhere; some links cost money."""
    early = [s.site for s in case.sites.values() if s.ready_year <= case.stages[0].start_year]
    near = set(rng.choice(early, 2, replace=False))
    trips = {s: float(rng.choice(ROUND_TRIPS_MS[:2] if s in near else ROUND_TRIPS_MS)) for s in case.sites}
    return {(region, s): Link(region, s, trip, float(rng.choice([0.0, 0.0, 150.0]))) for s, trip in trips.items()}


def _money(case: Case, rng: np.random.Generator) -> Case:
    """Cheap public money, less of it than there is capital; private money for all of it."""
    grant = {"max_share": between(rng, 0.15, 0.35), "budget_eur": between(rng, 10e6, 90e6)}
    bank = {"budget_eur": between(rng, 50e6, 300e6)} if flip(rng, 0.3) else {}
    case = with_funders(
        case, union=("eu", 0.0, grant), host=("state", 0.04), bank=("loan", 0.05, bank), house=("equity", 0.10)
    )
    for state in case.states:
        if flip(rng):
            case = with_state(case, state, budget_eur=between(rng, 5e6, 80e6))
    return case
