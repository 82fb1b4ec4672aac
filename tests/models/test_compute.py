"""Compute: what is bought, what is alive, what it can do; each limit where it binds."""

from dataclasses import replace

import pytest

from models.case import Case, Stage
from tests.models.cases import (
    TWO_YEARS,
    energy_meur,
    tiny,
    with_accelerator,
    with_generation,
    with_operation,
    with_policy,
    with_site,
)
from tests.models.solving import Solve

SIX_YEARS = (Stage("2030", 2030, 3), Stage("2033", 2033, 3))


def test_world_supply_sends_the_rest_to_another_generation(solve: Solve) -> None:
    # 6,000 of 1 kW are on sale; the other 4,000 H100e need 2 kW each
    case = with_generation(with_accelerator(tiny(a=50), supply_per_stage=6_000), "h", it_kw=2.0, supply_per_stage=None)
    assert solve(case).objective_meur == pytest.approx(energy_meur(6 + 4 * 2, 50))


def test_world_supply_is_one_for_all_sites(solve: Solve) -> None:
    # b has room too, but the 6,000 are the world's: the rest, anywhere, is of the 2 kW kind
    case = with_site(with_accelerator(tiny(a=50, b=60), supply_per_stage=6_000), "a", max_it_mw=3)
    case = with_generation(case, "h", it_kw=2.0, supply_per_stage=None)
    # a: 3 MW of g; b: 3 MW of g and 4,000 of h at 2 kW
    assert solve(case).objective_meur == pytest.approx(energy_meur(3, 50) + energy_meur(3 + 8, 60))


def test_generation_waits_for_its_first_stage(solve: Solve) -> None:
    # h needs half the power and is on sale from 2031
    case = with_generation(tiny(TWO_YEARS, a=50), "h", it_kw=0.5, first_stage="2031")
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50) + energy_meur(5, 50))


def aging(case: Case) -> Case:
    """Lives of 5 years at 1,000 EUR each: 3,000 bought at the start are 2/3 alive over the second three years."""
    return with_accelerator(case, life_years=5.0, price_eur=1_000.0)


def test_dead_accelerators_are_replaced(solve: Solve) -> None:
    # 3,000 in the first stage; 2/3 x 3,000 + 1,000 new in the second. Charges of 1/5 of the price a year
    case = aging(tiny(SIX_YEARS, demand=3_000, a=50))
    first = 3.0 / 5
    second = (2 / 3 * 3.0 + 1.0) / 5
    expected = 3 * (first + second) + 6 * energy_meur(3, 50)
    assert solve(case).objective_meur == pytest.approx(expected)


def test_alive_accelerators_draw_power_though_idle(solve: Solve) -> None:
    # no demand in the second stage; 2/3 of the 3,000 are alive and draw
    case = aging(tiny(SIX_YEARS, demand=3_000, a=50))
    case = replace(case, demand={("train", "EU", "2030"): 3_000.0})
    assert solve(case).draw_mw("a", "2033") == pytest.approx(2)


def test_first_year_is_slower(solve: Solve) -> None:
    # over three years 0.9 x (0.8 x 3 - 0.3) / 3 = 0.63 of a new accelerator is busy: 6,300 busy are 10,000
    case = with_accelerator(tiny((Stage("2030", 2030, 3),), demand=6_300, a=50), life_years=3.0)
    case = with_operation(case, availability=0.9, utilisation=0.8, utilisation_first_year=0.5)
    assert solve(case).draw_mw("a") == pytest.approx(10)


def test_old_cohort_has_no_slow_year(solve: Solve) -> None:
    # bought for six years: second stage 0.9 x 0.8 = 0.72 busy, so 7,200 need no purchase; 6,300 in the first
    case = with_accelerator(tiny(SIX_YEARS, demand=6_300, a=50), life_years=6.0, price_eur=600.0)
    case = with_operation(case, availability=0.9, utilisation=0.8, utilisation_first_year=0.5)
    case = replace(case, demand={**case.demand, ("train", "EU", "2033"): 7_200.0})
    # 10,000 x 600 EUR over 6 years is 1 MEUR a year
    assert solve(case).objective_meur == pytest.approx(6 * (1.0 + energy_meur(10, 50)))


def test_gigafactory_minimum_in_accelerators(solve: Solve) -> None:
    # 2,000 would do; an open site has 5,000, and all of them draw
    case = with_policy(tiny(demand=2_000, a=50), gigafactory_minimum=5_000.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(5, 50))


def test_gigafactory_minimum_in_h100e(solve: Solve) -> None:
    # 2 H100e for training each: 5,000 H100e are 2,500 accelerators (3 for inference does not count)
    case = with_accelerator(tiny(demand=2_000, a=50), h100e_training=2.0, h100e_inference=3.0)
    case = with_policy(case, gigafactory_minimum=5_000.0, gigafactory_unit="h100e")
    assert solve(case).objective_meur == pytest.approx(energy_meur(2.5, 50))


def test_gigafactory_minimum_holds_in_every_stage(solve: Solve) -> None:
    # 5,000 live one year: bought anew for the second stage, where 2,000 would do
    case = with_policy(tiny(TWO_YEARS, demand=5_000, a=50), gigafactory_minimum=5_000.0)
    case = replace(case, demand={**case.demand, ("train", "EU", "2031"): 2_000.0})
    assert solve(case).objective_meur == pytest.approx(2 * energy_meur(5, 50))


def test_gigafactory_minimum_counts_the_alive(solve: Solve) -> None:
    # 2/3 of 5,000 are alive in the second stage: 5,000 / 3 more must be bought though 2,000 would do
    case = with_policy(aging(tiny(SIX_YEARS, demand=5_000, a=50)), gigafactory_minimum=5_000.0)
    case = replace(case, demand={**case.demand, ("train", "EU", "2033"): 2_000.0})
    assert solve(case).draw_mw("a", "2033") == pytest.approx(5)


def test_nameplate_fits_what_is_built_and_draws_less(solve: Solve) -> None:
    # 12,000 wanted; a is built to 10 MW of nameplate; at a load factor of 0.8 they draw 8 MW, the others 1.6
    case = with_operation(with_site(tiny(demand=12_000, a=50, b=60), "a", max_it_mw=10), load_factor=0.8)
    assert solve(case).objective_meur == pytest.approx(energy_meur(8, 50) + energy_meur(1.6, 60))


def test_accelerator_does_one_kind_of_work_at_a_time(solve: Solve) -> None:
    # 1 H100e for training and 2 for inference: 1,000 + 1,000 H100e are 1,000 + 500 accelerators
    case = with_accelerator(tiny(demand=1_000, a=50), h100e_inference=2.0)
    infer = replace(case.workloads["train"], workload="infer", kind="inference")
    case = replace(
        case,
        workloads={**case.workloads, "infer": infer},
        demand={**case.demand, ("infer", "EU", "2030"): 1_000.0},
    )
    assert solve(case).objective_meur == pytest.approx(energy_meur(1.5, 50))
