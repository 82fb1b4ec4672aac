"""The third voice where the answer is plain arithmetic (see `tests.models.cases`), rule by rule where it binds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from models.case import Case, Headroom, Workload
from tests.models.cases import (
    TWO_YEARS,
    annuity,
    energy_meur,
    tiny,
    with_accelerator,
    with_carbon,
    with_cooling,
    with_funders,
    with_headroom,
    with_operation,
    with_policy,
    with_region,
    with_rules,
    with_site,
    with_state,
    with_supply,
    with_workload,
    with_zone,
)
from tests.third_voice.voice import ask

NEAR = 1e-6
CHAT = Workload("chat", "inference", critical_share=0.5)


def cost(case: Case) -> float | None:
    answer = ask(case)
    if answer is not None:
        assert answer.bound == pytest.approx(answer.cost, rel=1e-5, abs=1e-6)
    return None if answer is None else answer.cost


def at(case: Case, meur: float) -> None:
    assert cost(case) == pytest.approx(meur, rel=NEAR, abs=1e-7)


def test_power_is_bought_where_it_is_cheap() -> None:
    at(tiny(a=50, b=40), energy_meur(10, 40))


def test_two_years_are_discounted() -> None:
    case = replace(tiny(TWO_YEARS, a=50), discount_rate=0.1)
    at(case, energy_meur(10, 50) * (1 / 1.1 + 1 / 1.21))


def test_a_site_of_blocks_and_a_limit_on_it() -> None:
    """10 MW are asked for, 6 fit; blocks of 4 leave 4, and the rest stands at the dearer site."""
    case = with_policy(with_site(tiny(a=40, b=50), "a", max_it_mw=6.0), block_it_mw=4.0)
    at(case, energy_meur(4, 40) + energy_meur(6, 50))


@pytest.mark.parametrize("limit", [{"max_sites": 0}, {"min_sites": 3}, {"max_states": 0}, {"min_states": 3}])
def test_counts_that_no_plan_keeps(limit: dict[str, Any]) -> None:
    assert cost(with_policy(tiny(a=50, b=40), **limit)) is None


def test_unmet_demand_has_its_price() -> None:
    """At 1 cent an H100e-hour, 10,000 H100e unmet cost 0.876 million EUR: less than the power; half must be served."""
    case = with_workload(tiny(a=50), unmet_eur_per_h100eh=0.01, coverage_share=0.5)
    at(case, energy_meur(5, 50) + 0.01 * 5_000 * 8760 / 1e6)


def test_unmet_demand_in_the_middle_of_a_stage() -> None:
    fall: dict[str, Any] = {"unmet_fall_per_year": 0.5, "unmet_price_year": 2029}
    case = with_workload(tiny(a=5_000), unmet_eur_per_h100eh=1.0, coverage_share=0.0, **fall)
    at(case, 0.5 * 10_000 * 8760 / 1e6)


def test_capital_is_paid_back_at_the_cheapest_return_within_its_share() -> None:
    case = with_accelerator(tiny(a=0), price_eur=1e4, life_years=2.0)
    case = with_funders(case, bank=("loan", 0.05, {"max_share": 0.4}), house=("equity", 0.1))
    at(case, 100 * (0.4 * annuity(0.05, 2) + 0.6 * annuity(0.1, 2)))


def test_equity_bears_its_part_of_the_premium() -> None:
    case = with_state(with_accelerator(tiny(a=0), price_eur=1e4, life_years=2.0), "A", country_premium_pp=4.0)
    at(with_funders(case, house=("equity", 0.1)), 100 * annuity(0.12, 2))


def test_facility_and_line() -> None:
    case = with_cooling(with_site(tiny(a=0), "a", line_km=5.0), capital_eur_per_mw=2e6)
    case = with_operation(case, line_eur_per_km=1e6, facility_upkeep_share=0.1)
    case = with_operation(case, facility_life_years=10.0, connection_life_years=20.0)
    at(case, 20 / 10 + 0.1 * 20 + 5 / 20)


def test_lost_site_needs_another() -> None:
    """Half of 10,000 must survive: with two sites 5,000 accelerators at the second, idle but for a loss."""
    case = with_region(tiny(demand=0.0, a=50, b=50), CHAT, "r", 10_000, a=1.0, b=1.0)
    dear = with_accelerator(case, price_eur=1e4)
    at(dear, energy_meur(10, 50) + 100)
    at(with_policy(dear, n_minus_1=True), energy_meur(10, 50) + 100)
    one = with_site(with_policy(dear, n_minus_1=True), "b", max_it_mw=4.0)
    assert cost(one) is None


def test_one_source_for_a_region() -> None:
    case = with_region(tiny(demand=0.0, a=40, b=50), replace(CHAT, critical_share=0.0), "r", 10_000, a=1.0, b=1.0)
    case = with_site(case, "a", max_it_mw=6.0)
    at(case, energy_meur(6, 40) + energy_meur(4, 50))
    at(with_policy(case, single_source=True), energy_meur(10, 50))


def test_residency_and_its_surcharge() -> None:
    case = with_region(tiny(demand=0.0, a=50, b=0), Workload("x", "inference", resident=True), "r", 1_000, a=1.0, b=1.0)
    at(replace(case, residency={("A", "B"): 0.001}), 0.001 * 1_000 * 8760 / 1e6)
    at(replace(case, residency={("B", "A"): 0.0}), energy_meur(1, 50))


def test_curtailed_power_is_off_when_it_is_dear() -> None:
    """Of 10 MW, 4 are off in the dearest quarter of the year: what is asked for cannot run, 6 MW can."""
    case = with_headroom(tiny(a=(10, 20, 30, 40)), Headroom("a", 2000, 6.0, 4.0, 2190.0))
    assert cost(case) is None
    at(replace(case, demand={("train", "EU", "2030"): 6_000.0}), energy_meur(6, 25))


def test_lost_compute_bridges_a_curtailed_hour() -> None:
    case = with_headroom(tiny(a=0), Headroom("a", 2000, 6.0, 4.0, 2190.0))
    at(with_policy(case, lost_compute_eur_per_mwh=100.0, max_lost_compute_share=0.1), 4 * 2190 * 100 / 1e6)
    assert cost(with_policy(case, lost_compute_eur_per_mwh=100.0, max_lost_compute_share=0.09)) is None


def test_load_moves_within_its_day() -> None:
    """A fifth of 10 MW may move: from the two dear hours into the two cheap ones, as far as the racks take it."""
    case = with_operation(tiny(a=(10, 10, 50, 50), demand=8_000), load_factor=0.8)
    moved = with_policy(case, moved_load_share=0.2)
    draw = 8 * 0.8
    at(moved, draw * 2190 * (1.2 * 20 + 0.8 * 100) / 1e6)


@pytest.mark.parametrize("price", [(0, 100, 100, 100), (-100, 100, 100, 100)])
def test_a_battery_gives_back_what_it_took_but_for_its_losses(price: Sequence[float]) -> None:
    case = with_supply(tiny(a=price), "a", "battery", 0.0, limit_mw=10.0, efficiency=0.5, duration_h=1e3)
    at(case, 2190 * (price[0] * 20 + 100 * (30 - 5)) / 1e6)


def test_a_battery_that_could_burn() -> None:
    """With all four hours below nothing, every MW charged must come out again in an hour that would rather buy."""
    case = with_supply(tiny(a=-100), "a", "battery", 0.0, limit_mw=10.0, efficiency=0.5, duration_h=1e3)
    case = with_site(case, "a", max_it_mw=10.0)
    # two hours in at 10 MW and one out at 10: 2 x 20 + 0 + 10 = 50 MW in four hours, instead of 40
    at(case, -100 * 2190 * 50 / 1e6)


def test_carbon_has_its_price_and_cap() -> None:
    case = with_carbon(tiny(a=0, b=10), "a", 500.0)
    at(with_policy(case, carbon_price_eur_per_t=10.0), energy_meur(10, 5))
    capped = with_policy(case, carbon_cap_t_per_year=4 * 8760 * 0.5)
    at(capped, energy_meur(6, 10))


def test_clean_power_is_matched_hour_by_hour() -> None:
    case = with_supply(with_carbon(tiny(a=0), "a", 0.0, 0.2), "a", "baseload", 8760.0)
    at(with_policy(case, carbon_free_share=0.6), 5 * 8760 / 1e6)
    at(with_policy(case, carbon_free_share=0.6, grid_carbon_free_counts=False), 6 * 8760 / 1e6)


def test_what_a_state_asks_of_a_site() -> None:
    case = with_supply(tiny(a=0), "a", "backup", 1e5)
    # the back-up runs, which takes its part off the peak: 10 MW = 1.3 times the peak
    at(with_rules(case, "A", min_dispatchable_share=0.3), 0.1 * 3 / 1.3)
    warm = with_cooling(with_site(tiny(a=0), "a", heat_network_mw=1.0), heat_share=1.0)
    warm = with_operation(warm, heat_full_demand_c=20.0, heat_no_demand_c=30.0)
    at(with_rules(warm, "A", min_heat_reuse_share=0.1), 0.0)
    assert cost(with_rules(warm, "A", min_heat_reuse_share=0.11)) is None


def test_load_drives_its_price_up_in_straight_pieces() -> None:
    """Between 8 and 12 MW the chord of the square: at 10 MW 104 instead of 100."""
    steps: dict[str, Any] = {"price_slope_step_mw": 4.0, "price_slope_steps": 3}
    at(with_policy(tiny(a=0), price_slope_eur_per_mwh_per_gw=1_000.0, **steps), 104 * 8760 / 1e6)


def test_public_money_asks_for_public_compute() -> None:
    """Half of the compute is public: the level of 0.5 lets half of the capital be public, at no return."""
    case = with_accelerator(tiny(demand=5_000, a=0), price_eur=1e4)
    case = with_region(case, Workload("open", "inference", public_access=True), "r", 5_000, a=1.0)
    case = with_funders(case, union=("eu", 0.0), house=("equity", 0.1))
    at(with_policy(case, access_levels=(0.0, 0.5)), 50 + 50 * 1.1)
    at(with_policy(case, access_levels=(0.0, 0.6)), 100 * 1.1)


def test_a_site_of_given_compute_beside_one_with_power() -> None:
    case = with_site(with_zone(tiny(a=50, b=0), "a"), "b", capacity_h100e=4_000.0, fixed_cost_eur_per_year=1e6)
    at(case, energy_meur(6, 50) + 1.0)


def test_a_site_without_public_money_has_no_level_of_access() -> None:
    case = with_site(tiny(a=0), "a", capacity_h100e=10_000.0, fixed_cost_eur_per_year=1e6)
    at(with_policy(case, access_levels=(0.5,)), 1.0)
    assert cost(with_policy(tiny(a=0), access_levels=(0.5,))) is None


def test_shares_of_a_state() -> None:
    case = with_cooling(tiny(a=50, b=40), capital_eur_per_mw=20e6)
    at(with_policy(case, max_state_share=0.6), 10 + energy_meur(6, 40) + energy_meur(4, 50))
    peak = with_policy(with_state(tiny(a=50, b=40), "B", peak_load_mw=100.0), max_share_of_state_peak=0.03)
    at(peak, energy_meur(3, 40) + energy_meur(7, 50))
