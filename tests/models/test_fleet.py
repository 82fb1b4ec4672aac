"""Fleet: limits that bind all sites together. Caps on carbon and water stand with the rules of supply."""

from dataclasses import replace

import pytest

from tests.models.cases import (
    TWO_YEARS,
    energy_meur,
    tiny,
    with_cooling,
    with_operation,
    with_policy,
    with_site,
    with_state,
)
from tests.models.solving import Solve


def test_state_holds_its_share_of_built_power(solve: Solve) -> None:
    # 60 % of 10 MW in A; b takes the rest. Building more at b to raise the share does not pay
    case = with_operation(tiny(a=50, b=60), land_rent_share=1.0)
    case = with_site(case, "b", land_eur_per_mw=1e6)
    plan = solve(with_policy(case, max_state_share=0.6))
    assert plan.objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(4, 60) + 4)


def test_state_share_counts_all_sites_of_the_state(solve: Solve) -> None:
    case = with_site(with_site(tiny(a=50, b=55, c=60), "b", state="A"), "a", max_it_mw=4)
    plan = solve(with_policy(with_operation(case), max_state_share=0.6))
    # c must stand for 40 % of what is built; there is no rent, so c may build more than it uses
    assert plan.built_mw("a") + plan.built_mw("b") <= 0.6 * sum(plan.built_mw(s) for s in "abc") + 1e-6
    rent = with_site(with_operation(case, land_rent_share=1.0), "c", land_eur_per_mw=1e6)
    plan = solve(with_policy(rent, max_state_share=0.6))
    assert plan.objective_meur == pytest.approx(energy_meur(4, 50) + energy_meur(2, 55) + energy_meur(4, 60) + 4)


def test_state_share_holds_in_every_stage(solve: Solve) -> None:
    # 4,000 in 2030 call for 2 MW in each state; the rest of 10 MW a year later, 5 in each
    case = tiny(TWO_YEARS, a=50, b=60)
    case = replace(case, demand={**case.demand, ("train", "EU", "2030"): 4_000.0})
    case = with_site(with_operation(case, land_rent_share=1.0), "b", land_eur_per_mw=1e6)
    plan = solve(with_policy(case, max_state_share=0.5))
    assert plan.objective_meur == pytest.approx(energy_meur(2 + 5, 50) + energy_meur(2 + 5, 60) + 2 + 5)


def test_share_of_state_peak_is_of_the_facility_on_the_design_day(solve: Solve) -> None:
    # 5 % of 100 MW at a peak PUE of 1.25: 4 MW of IT
    case = with_site(with_cooling(tiny(a=50, b=60), pue_slope_per_c=0.025), "a", design_temperature_c=30.0)
    case = with_policy(with_state(case, "A", peak_load_mw=100.0), max_share_of_state_peak=0.05)
    assert solve(case).objective_meur == pytest.approx(energy_meur(4, 50) + energy_meur(6, 60))


def test_share_of_state_peak_counts_all_sites_of_the_state(solve: Solve) -> None:
    case = with_site(with_state(tiny(a=50, b=55, c=60), "A", peak_load_mw=100.0), "b", state="A")
    case = with_site(case, "a", max_it_mw=3)
    plan = solve(with_policy(case, max_share_of_state_peak=0.05))
    assert plan.objective_meur == pytest.approx(energy_meur(3, 50) + energy_meur(2, 55) + energy_meur(5, 60))


def test_state_without_peak_load_has_no_such_limit(solve: Solve) -> None:
    plan = solve(with_policy(tiny(a=50), max_share_of_state_peak=0.05))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50))


@pytest.mark.parametrize(
    ("step", "steps", "squared"),
    [
        (5.0, 10, 100.0),  # on a breakpoint: 10^2
        (4.0, 10, 104.0),  # half-way between 8 and 12: (64 + 144) / 2
        (4.0, 2, 104.0),  # beyond the last breakpoint at 8 the piece from 4 to 8 would be flatter: see the next
        (4.0, 1, 40.0),  # the one piece from 0 to 4 goes on: 4 x 10
    ],
)
def test_price_rises_with_the_load(solve: Solve, step: float, steps: int, squared: float) -> None:
    # 5 EUR/MWh per GW: 0.005 x L^2 x 8760
    if steps == 2:
        squared = 16 + (64 - 16) / 4 * (10 - 4)  # 88
    case = with_policy(
        tiny(a=50), price_slope_eur_per_mwh_per_gw=5.0, price_slope_step_mw=step, price_slope_steps=steps
    )
    plan = solve(case)
    assert plan.term_meur("price_rise") == pytest.approx(0.005 * squared * 8760 / 1e6)
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50) + 0.005 * squared * 8760 / 1e6)


def test_price_rise_is_of_the_facility_and_of_the_zone(solve: Solve) -> None:
    # PUE 1.2: 12 MW in one zone from two sites; equal prices and 0.1 MW steps
    case = with_cooling(with_site(tiny(a=50, b=50), "b", zone="a"), pue_base=1.2)
    case = with_site(with_site(case, "a", max_it_mw=5), "b", max_it_mw=5)
    case = with_policy(case, price_slope_eur_per_mwh_per_gw=5.0, price_slope_step_mw=4.0)
    assert solve(case).term_meur("price_rise") == pytest.approx(0.005 * 12**2 * 8760 / 1e6)


def test_price_rise_spreads_the_load(solve: Solve) -> None:
    # equal power in two zones: 5 MW each cost 2 x 25, not 100
    case = with_policy(tiny(a=50, b=50), price_slope_eur_per_mwh_per_gw=5.0, price_slope_step_mw=5.0)
    assert solve(case).term_meur("price_rise") == pytest.approx(0.005 * 2 * 25 * 8760 / 1e6)
