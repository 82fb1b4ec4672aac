"""Random small cases, by seed: plain ones that enumeration can solve, and rich ones with all there is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.bounds import SupplyKind
from models.case import Case, Cooling, Headroom, Stage, Workload
from tests.models.cases import (
    QUARTER,
    tiny,
    with_accelerator,
    with_carbon,
    with_cooling,
    with_funders,
    with_generation,
    with_headroom,
    with_hours,
    with_operation,
    with_policy,
    with_region,
    with_rules,
    with_site,
    with_state,
    with_supply,
    with_zone,
)

CHAT = Workload("chat", "inference", max_rtt_ms=20.0)
SEALED = Workload("sealed", "inference", resident=True)
STAGES = (Stage("2030", 2030, 3), Stage("2033", 2033, 3))


def flip(rng: np.random.Generator) -> bool:
    return bool(rng.random() < 0.5)


def plain_case(seed: int) -> Case:
    """One stage, up to six sites, linear power, accelerators and a line to pay; limits by chance."""
    rng = np.random.default_rng(seed)
    names = "abcdef"[: rng.integers(2, 7)]
    demand = float(rng.integers(0, 5_000))
    price: dict[str, Any] = {s: float(rng.uniform(20, 120)) for s in names}
    case = tiny(demand=demand, **price)
    case = with_operation(case, load_factor=0.8, availability=0.9, line_eur_per_km=1e6)
    case = with_cooling(with_accelerator(case, price_eur=5_000.0, life_years=5.0, h100e_inference=1.5), pue_base=1.15)
    for site in names:
        case = with_site(
            case,
            site,
            state=str(rng.choice(["A", "B", site.upper()])),
            max_it_mw=float(rng.integers(1, 9)) + 0.5,
            fixed_cost_eur_per_year=float(rng.uniform(0, 2e6)),
            line_km=float(rng.integers(0, 20)),
        )
        case = with_state(case, site.upper(), country_premium_pp=float(rng.uniform(0, 6)))
    case = with_funders(case, house=("equity", 0.08))
    for region in "pqr"[: rng.integers(0, 4)]:
        rtt = {s: float(rng.choice([10.0, 10.0, 30.0])) for s in names}
        critical = float(rng.choice([0.0, 0.5, 1.0]))
        chat = replace(CHAT, coverage_share=float(rng.choice([0.8, 1.0])), critical_share=critical)
        case = with_region(case, chat, region, float(rng.integers(500, 3_000)), "A", **rtt)
    if flip(rng):
        case = with_region(case, SEALED, "home", float(rng.integers(500, 3_000)), "A", **dict.fromkeys(names, 10.0))
        surcharge = {("A", c): float(rng.uniform(0, 0.05)) for c in case.states if c != "A" and flip(rng)}
        case = replace(case, residency=surcharge or {("A", "nowhere"): 0.0})
    return plain_policy(case, rng)


def plain_policy(case: Case, rng: np.random.Generator) -> Case:
    if flip(rng):
        priced = replace(case.workloads["train"], coverage_share=0.0, unmet_eur_per_h100eh=float(rng.uniform(0.1, 1)))
        case = replace(case, workloads={**case.workloads, "train": priced})
    chances: dict[str, Any] = {
        "max_sites": int(rng.integers(1, 4)),
        "min_sites": int(rng.integers(1, 3)),
        "max_sites_per_state": 1,
        "max_states": int(rng.integers(1, 3)),
        "min_states": int(rng.integers(1, 3)),
        "gigafactory_minimum": float(rng.integers(500, 2_000)),
        "n_minus_1": True,
        "price_slope_eur_per_mwh_per_gw": 500.0,
    }
    chosen = {name: value for name, value in chances.items() if rng.random() < 0.3}
    return with_policy(case, price_slope_step_mw=1.5, price_slope_steps=3, **chosen)


def rich_base(rng: np.random.Generator) -> Case:
    """Two stages, two to four sites, eight hours in two periods, supplies by chance, two coolings, two generations."""
    names = "abcd"[: rng.integers(2, 5)]
    case = tiny(STAGES, demand=float(rng.integers(2_000, 6_000)), **dict.fromkeys(names, 0.0))
    case = replace(case, discount_rate=0.06)
    case = with_operation(
        case,
        load_factor=0.85,
        availability=0.95,
        utilisation=0.8,
        utilisation_first_year=0.5,
        it_upkeep_share=0.03,
        facility_upkeep_share=0.03,
        line_eur_per_km=1e6,
        water_eur_per_m3=2.0,
    )
    case = with_cooling(case, capital_eur_per_mw=9e6, pue_base=1.1, pue_slope_per_c=0.01, pue_threshold_c=8.0)
    wet = Cooling("wet", 8e6, 1.12, 12.0, 0.004, wue_l_per_kwh=0.8, wue_threshold_c=9.0, heat_share=0.4)
    case = replace(case, cooling={**case.cooling, "wet": wet})
    case = with_accelerator(case, it_kw=1.6, price_eur=30_000.0, life_years=4.0, h100e_inference=1.2)
    case = replace(case, accelerator_cooling=(*case.accelerator_cooling, ("g", "wet")))
    case = with_generation(case, "h", "wet", it_kw=2.4, price_eur=60_000.0, h100e_training=2.5, first_stage="2033")
    for site in names:
        case = _rich_site(case, site, rng)
    for region in "pq":
        rtt = {s: 10.0 if s in "ab" else float(rng.choice([10.0, 30.0])) for s in names}
        case = with_region(case, replace(CHAT, coverage_share=0.8), region, float(rng.integers(300, 1_500)), "A", **rtt)
    return with_funders(
        case, union=("eu", 0.0, {"max_share": 0.2}), host=("state", 0.06), bank=("loan", 0.05), house=("equity", 0.10)
    )


def _rich_site(case: Case, site: str, rng: np.random.Generator) -> Case:
    price = np.round(rng.uniform(10, 140, 8), 2).tolist()
    shape = {"wind": rng.uniform(0, 1, 8).round(3).tolist(), "solar": [0, 0.6, 0.5, 0] * 2}
    anomaly = rng.uniform(-5, 12, 8).round(2).tolist()
    periods = (0, 0, 0, 0, 1, 1, 1, 1)
    case = with_hours(case, site, price, **shape, anomaly_c=anomaly, period=periods, day=periods)
    case = with_carbon(case, site, float(rng.uniform(0, 600)), float(rng.uniform(0, 1)))
    case = with_zone(
        case, site, network_eur_per_mwh=5.0, electricity_tax_eur_per_mwh=3.0, demand_charge_eur_per_mw_year=2e4
    )
    firm = float(rng.integers(4, 14))
    rows = [Headroom(site, 2030, firm, 6.0, float(rng.choice([0.0, 500.0, QUARTER / 2]))), Headroom(site, 2033, 5.0)]
    case = with_headroom(case, *rows)
    leases: list[tuple[SupplyKind, float, dict[str, Any]]] = [
        ("wind", 2e5, {"limit_mw": float(rng.integers(1, 20))}),
        ("solar", 1e5, {}),
        ("baseload", 6e5, {"limit_mw": 4.0}),
        ("battery", 9e4, {"efficiency": 0.85, "duration_h": 2.0}),
        ("backup", 4e4, {"variable_eur_per_mwh": 250.0, "carbon_g_per_kwh": 700.0}),
    ]
    for kind, yearly, more in leases:
        if flip(rng):
            case = with_supply(case, site, kind, yearly, **more)
    case = with_state(case, site.upper(), country_premium_pp=float(rng.uniform(0, 5)), peak_load_mw=400.0)
    return with_site(
        case,
        site,
        fixed_cost_eur_per_year=float(rng.uniform(0, 1e6)),
        ready_year=2000 if site in "ab" else int(rng.choice([2000, 2033])),
        connection_eur_per_mw=2e5,
        line_km=float(rng.integers(0, 10)),
        design_temperature_c=24.0,
        heat_network_mw=4.0,
        heat_price_eur_per_mwh=8.0,
    )


@dataclass(frozen=True)
class Switch:
    """A limit or rule that a rich case may have."""

    name: str
    on: Callable[[Case], Case]


def _policy(name: str, **changes: Any) -> Switch:
    return Switch(name, lambda case: with_policy(case, **changes))


def _rules(name: str, **changes: Any) -> Switch:
    return Switch(name, lambda case: with_rules(case, "A", **changes))


def _critical(case: Case) -> Case:
    chat = replace(case.workloads["chat"], critical_share=0.5)
    return with_policy(replace(case, workloads={**case.workloads, "chat": chat}), n_minus_1=True)


def _priced(case: Case) -> Case:
    rows = {
        name: replace(w, coverage_share=0.5, unmet_eur_per_h100eh=2.0, unmet_fall_per_year=0.1, unmet_price_year=2030)
        for name, w in case.workloads.items()
    }
    return replace(case, workloads=rows)


def _public(case: Case) -> Case:
    rows = {name: replace(w, public_access=name == "chat") for name, w in case.workloads.items()}
    return with_policy(replace(case, workloads=rows), access_levels=(0.0, 0.1, 0.3))


SWITCHES = (
    _policy("blocks", block_it_mw=1.7, min_it_mw=3.0),
    _policy("few sites", max_sites=2),
    _policy("many sites", min_sites=2),
    _policy("many states", min_states=2),
    _policy("gigafactory", gigafactory_minimum=2_500.0),
    _policy("gigafactory in H100e", gigafactory_minimum=3_500.0, gigafactory_unit="h100e"),
    _policy("state share", max_state_share=0.8),
    _policy("state peak", max_share_of_state_peak=0.025),
    _policy("clean", carbon_free_share=0.8),
    _policy("clean without the grid", carbon_free_share=0.5, grid_carbon_free_counts=False),
    _policy("carbon price", carbon_price_eur_per_t=40.0),
    _policy("hourly carbon price", carbon_price_eur_per_t=40.0, carbon_account="hourly"),
    _policy("moved load", moved_load_share=0.1),
    _policy("lost compute", lost_compute_eur_per_mwh=100.0),
    _policy("price rise", price_slope_eur_per_mwh_per_gw=600.0, price_slope_step_mw=3.0, price_slope_steps=4),
    _policy("match", state_match_ratio=1.0),
    _policy("private money", private_min_share=0.4, max_leverage=0.5),
    _policy("programme", programme_budget_eur=50e6),
    Switch("critical", _critical),
    Switch("unmet", _priced),
    Switch("public access", _public),
    _rules("PUE", max_pue=1.125),
    _rules("heat", min_heat_reuse_share=0.25),
    _rules("dispatchable", min_dispatchable_share=0.3),
    _rules("renewable", min_new_renewable_share=0.4),
)


def rich_case(seed: int, share_on: float = 0.3) -> tuple[Case, tuple[str, ...]]:
    """A rich case with each switch on by chance, and the names of those."""
    rng = np.random.default_rng(1_000 + seed)
    case = rich_base(rng)
    chosen = [switch for switch in SWITCHES if rng.random() < share_on]
    for switch in chosen:
        case = switch.on(case)
    return case, tuple(switch.name for switch in chosen)
