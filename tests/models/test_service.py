"""Service: who may serve whom, what may stay unmet, and what a site can do."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.build import build
from models.case import EU_POOL, Case, Link, Region, Stage, Workload
from models.derive import least_sites
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import compile_model
from tests.models.cases import (
    TWO_YEARS,
    YEAR,
    energy_meur,
    tiny,
    with_operation,
    with_policy,
    with_region,
    with_site,
    with_workload,
)
from tests.models.solving import NO_PLAN, Solve

CHAT = Workload("chat", "inference", max_rtt_ms=20.0)


def test_latency_keeps_demand_near(solve: Solve) -> None:
    # a is cheap and 30 ms away, b 10 ms; training goes to a
    case = with_region(tiny(demand=4_000, a=50, b=60), CHAT, "r", 6_000, a=30.0, b=10.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(4, 50) + energy_meur(6, 60))


def test_round_trip_at_the_limit_serves(solve: Solve) -> None:
    case = with_region(tiny(demand=4_000, a=50, b=60), CHAT, "r", 6_000, a=20.0, b=10.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50))


def test_round_trip_follows_distance(solve: Solve) -> None:
    # a quarter of the meridian is 10,007.6 km: 5 + 0.002 x 10,007.6 = 25.02 ms, out of reach; b stands at the region
    case = with_operation(tiny(demand=0, a=50, b=60), rtt_intercept_ms=5.0, rtt_slope_ms_per_km=0.002)
    case = with_site(with_site(case, "a", lat=90.0, lon=0.0), "b", lat=0.0, lon=0.0)
    case = with_region(case, CHAT, "r", 6_000)
    case = replace(case, regions={"r": Region("r", "r", "A", lat=0.0, lon=0.0)})
    assert solve(case).objective_meur == pytest.approx(energy_meur(6, 60))
    nearer = with_workload(case, "chat", max_rtt_ms=25.1)
    assert solve(nearer).objective_meur == pytest.approx(energy_meur(6, 50))


def resident(case: Case) -> Case:
    """1,000 H100e of state A that the residency table binds; a is in A and dear, b in B."""
    sealed = Workload("sealed", "inference", resident=True)
    return with_region(case, sealed, "r", 1_000, a=10.0, b=10.0)


def test_residency_keeps_demand_at_home(solve: Solve) -> None:
    # the table accepts only C, where nothing stands
    case = replace(resident(tiny(demand=0, a=60, b=50)), residency={("A", "C"): 0.0})
    assert solve(case).objective_meur == pytest.approx(energy_meur(1, 60))


def test_residency_table_absent_accepts_every_state(solve: Solve) -> None:
    assert solve(resident(tiny(demand=0, a=60, b=50))).objective_meur == pytest.approx(energy_meur(1, 50))


@pytest.mark.parametrize(("surcharge", "price"), [(0.006, 56.0), (0.014, 60.0)])
def test_residency_surcharge_is_weighed(solve: Solve, surcharge: float, price: float) -> None:
    # 1 kW for an hour: 0.006 EUR an H100e-hour is as 6 EUR/MWh. 50 + 6 < 60 < 50 + 14
    case = replace(resident(tiny(demand=0, a=60, b=50)), residency={("A", "B"): surcharge})
    assert solve(case).objective_meur == pytest.approx(energy_meur(1, price))


def test_coverage_lets_the_rest_go_free(solve: Solve) -> None:
    case = with_workload(tiny(a=50), coverage_share=0.6)
    assert solve(case).objective_meur == pytest.approx(energy_meur(6, 50))


def test_coverage_is_over_all_regions(solve: Solve) -> None:
    # r reaches a, q the dear b: covering 70 % of 10,000 means all of r's 6,000 and 1,000 of q
    chat = replace(CHAT, coverage_share=0.7)
    case = with_region(tiny(demand=0, a=50, b=90), chat, "r", 6_000, a=10.0, b=10.0)
    case = with_region(case, chat, "q", 4_000, a=30.0, b=10.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(1, 90))


@pytest.mark.parametrize(("unmet", "paid"), [(0.04, 40.0), (0.06, 50.0)])
def test_unmet_demand_at_a_price(solve: Solve, unmet: float, paid: float) -> None:
    # serving costs 0.05 EUR an H100e-hour
    case = with_workload(tiny(a=50), coverage_share=0.0, unmet_eur_per_h100eh=unmet)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, paid))


def test_unmet_price_holds_beyond_coverage(solve: Solve) -> None:
    case = with_workload(tiny(a=50), coverage_share=0.3, unmet_eur_per_h100eh=0.04)
    assert solve(case).objective_meur == pytest.approx(energy_meur(3, 50) + energy_meur(7, 40))


def test_unmet_price_falls(solve: Solve) -> None:
    # 0.04 in 2028 falls by a tenth a year: at the middle of 2030-32, in 2031, 0.04 x 0.9^3
    case = with_workload(
        tiny((Stage("2030", 2030, 3),), a=50),
        coverage_share=0.0,
        unmet_eur_per_h100eh=0.04,
        unmet_fall_per_year=0.1,
        unmet_price_year=2028,
    )
    assert solve(case).objective_meur == pytest.approx(3 * 10_000 * YEAR * 0.04 * 0.9**3 / 1e6)


def test_demand_out_of_reach_is_no_plan(solve: Solve) -> None:
    with pytest.raises(NO_PLAN):
        solve(with_region(tiny(demand=0, a=50), CHAT, "r", 1_000, a=30.0))


def abstract(capacity: dict[str, float], fixed_meur: dict[str, float], cost: dict[tuple[str, str], float]) -> Case:
    """No power, no accelerators: sites with a given compute, regions of 1,000 H100e with a cost per H100e-year."""
    free: dict[str, Any] = dict.fromkeys(capacity, 0.0)
    case = tiny(demand=0, **free)
    case = replace(case, demand={}, cooling={}, accelerators={}, accelerator_cooling=(), funders={})
    for site, h100e in capacity.items():
        case = with_site(case, site, capacity_h100e=h100e, fixed_cost_eur_per_year=1e6 * fixed_meur[site])
    for region in dict.fromkeys(r for r, _ in cost):
        case = with_region(case, Workload("w", "inference"), region, 1_000)
    links = {(r, s): Link(r, s, None, eur) for (r, s), eur in cost.items()}
    return replace(case, links=links)


def test_given_capacity_binds(solve: Solve) -> None:
    # a holds 1,500 of 2,000 H100e, b 1,800: both open. EUR per H100e and year:
    # p at a 100, q at a 200; p at b 400, q at b 600. Moving p to b costs 300 each, q 400. Fixed: 1 + 2 MEUR
    case = abstract(
        {"a": 1_500, "b": 1_800}, {"a": 1, "b": 2}, {("p", "a"): 100, ("q", "a"): 200, ("p", "b"): 400, ("q", "b"): 600}
    )
    expected = 1 + 2 + (500 * 100 + 500 * 400 + 1_000 * 200) / 1e6
    assert solve(case).objective_meur == pytest.approx(expected)


def test_a_site_without_cooling_never_closes_either(solve: Solve) -> None:
    # all demand is of 2030; the site is paid for in 2031 as well
    case = abstract({"a": 1_500}, {"a": 1}, {("p", "a"): 0})
    case = replace(case, stages=TWO_YEARS)
    assert solve(case).objective_meur == pytest.approx(2)


def test_without_a_link_there_is_no_service(solve: Solve) -> None:
    case = abstract({"a": 5_000, "b": 5_000}, {"a": 1, "b": 2}, {("p", "a"): 0, ("q", "b"): 0})
    assert solve(case).objective_meur == pytest.approx(3)


def test_strong_form_closes_the_relaxation() -> None:
    # two demands of 1,000 at a site of 8,000: the weak form would open a quarter of it, the strong form all
    case = abstract({"a": 8_000}, {"a": 1}, {("p", "a"): 0, ("q", "a"): 0})
    form = compile_model(build(case))
    relaxed = HighsProblem(replace(form, integer=np.zeros_like(form.integer))).run(lambda: False)
    assert relaxed.objective == pytest.approx(1.0)


def split_pair(**policy: Any) -> Case:
    """`test_given_capacity_binds`: at best q is split between a, full, and b."""
    case = abstract(
        {"a": 1_500, "b": 1_800}, {"a": 1, "b": 2}, {("p", "a"): 100, ("q", "a"): 200, ("p", "b"): 400, ("q", "b"): 600}
    )
    return with_policy(case, **policy)


def test_single_source_splits_no_region(solve: Solve) -> None:
    # p at b for 400 and q at a for 200, or the other way about for 600 and 100
    assert solve(split_pair(single_source=True)).objective_meur == pytest.approx(1 + 2 + 0.4 + 0.2)


def test_single_source_without_room_is_no_plan(solve: Solve) -> None:
    small = with_site(with_site(split_pair(), "a", capacity_h100e=1_200), "b", capacity_h100e=900)
    assert solve(small).objective_meur < 4
    with pytest.raises(NO_PLAN):
        solve(with_policy(small, single_source=True))


def test_single_source_serves_a_region_wholly_or_not_at_all(solve: Solve) -> None:
    # 1,500 of 2,000 must be served: b alone does, with half of q; whole, both regions must be, and a opens too
    case = with_workload(split_pair(), "w", coverage_share=0.75)
    case = with_site(case, "a", capacity_h100e=1_200)
    assert solve(case).objective_meur == pytest.approx(2 + 0.4 + 0.3)
    assert solve(with_policy(case, single_source=True)).objective_meur == pytest.approx(1 + 2 + 0.4 + 0.2)
    # half of it: p alone, by a
    half = with_policy(with_workload(case, "w", coverage_share=0.5), single_source=True)
    assert solve(half).objective_meur == pytest.approx(1 + 0.1)


def test_single_source_lets_the_pool_of_the_union_be_shared(solve: Solve) -> None:
    case = abstract({"a": 1_500, "b": 1_800}, {"a": 1, "b": 2}, {})
    pooled = replace(
        case,
        workloads={"w": Workload("w", "inference")},
        demand={("w", EU_POOL, t.stage): 3_000.0 for t in case.stages},
    )
    assert solve(with_policy(pooled, single_source=True)).objective_meur == pytest.approx(3)


def test_as_many_sites_open_as_carry_the_demand() -> None:
    # 2,000 wanted of sites that hold 1,500: four thirds of one would do for the relaxation
    case = abstract({"a": 1_500, "b": 1_500}, {"a": 1, "b": 1}, {(r, s): 0 for r in "pq" for s in "ab"})
    form = compile_model(build(case))
    relaxed = HighsProblem(replace(form, integer=np.zeros_like(form.integer))).run(lambda: False)
    assert relaxed.objective == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("sizes", "coverage", "least"),
    [((5, 5, 5), 1.0, 2), ((10, 1, 1), 1.0, 1), ((5, 4, 0), 1.0, 4), ((5, 5, 5), 0.5, 1)],
)
def test_fewest_sites(sizes: tuple[float, ...], coverage: float, least: int) -> None:
    # 10 wanted; of 5, 4 and 0 not even all are enough: one more than there are
    case = abstract({f"s{i}": size for i, size in enumerate(sizes)}, dict.fromkeys(("s0", "s1", "s2"), 1.0), {})
    case = replace(
        case,
        workloads={"w": Workload("w", "inference", coverage_share=coverage)},
        demand={("w", EU_POOL, "2030"): 10.0},
    )
    assert set(least_sites(case).values()) == {least}


def test_nothing_wanted_and_no_site_ever_ready(solve: Solve) -> None:
    case = tiny(a=50, demand=0.0)
    late = {name: replace(site, ready_year=2099) for name, site in case.sites.items()}
    assert solve(replace(case, sites=late)).objective_meur == 0.0


@pytest.mark.parametrize(("h100e", "unit"), [(1e-4, 1e-7), (500.0, 0.5), (4_000.0, 1.0)])
def test_coverage_of_a_small_workload_is_in_shares(h100e: float, unit: float) -> None:
    """In thousands, all of 1e-4 H100e would be within the tolerance of a solver."""
    chat = replace(CHAT, coverage_share=0.9, unmet_eur_per_h100eh=1.0)
    m = build(with_region(tiny(demand=4_000, a=50), chat, "r", h100e, a=10.0))
    form = compile_model(m)
    row = {id(rule): i for i, rule in enumerate(form.rows)}[id(m.coverage_reached["chat", "2030"])]
    values = form.matrix.tocsr()[[row]].data
    assert values.tolist() == pytest.approx([h100e / 1e3 / unit])
    assert form.row_upper[row] == pytest.approx(0.1 * values[0])
