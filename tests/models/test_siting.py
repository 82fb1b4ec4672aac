"""Siting: each limit where it binds. Cheap site a at 50 EUR/MWh, dear site b at 60; 10 MW are wanted."""

from dataclasses import replace

import pytest

from models.build import build
from models.case import Case, Cooling, Headroom
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import compile_model
from tests.models.cases import (
    TWO_YEARS,
    energy_meur,
    tiny,
    with_accelerator,
    with_cooling,
    with_generation,
    with_headroom,
    with_hours,
    with_operation,
    with_policy,
    with_site,
    with_workload,
)
from tests.models.solving import NO_PLAN, Solve


def rented(case: Case, site: str = "a") -> Case:
    """Land so that each MW built, used or not, costs 0.1 MEUR a year."""
    return with_operation(with_site(case, site, land_eur_per_mw=1e6), land_rent_share=0.1)


def test_unlimited_case_takes_the_cheap_site(solve: Solve) -> None:
    plan = solve(tiny(a=50, b=60))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50))
    assert plan.draw_mw("a") == pytest.approx(10)


def test_max_sites_forbids_the_second(solve: Solve) -> None:
    # a holds 6 MW only; one site must then be b, whole
    case = with_site(tiny(a=50, b=60), "a", max_it_mw=6)
    assert solve(case).objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(4, 60))
    plan = solve(with_policy(case, max_sites=1))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 60))
    assert plan.open_sites() == {"b"}


def test_max_sites_holds_in_every_stage(solve: Solve) -> None:
    # one site through both years: a is ready in the second only, so b serves both
    case = with_site(tiny(TWO_YEARS, a=50, b=60), "a", ready_year=2031)
    assert solve(with_policy(case, max_sites=1)).objective_meur == pytest.approx(2 * energy_meur(10, 60))


def test_min_sites_opens_an_idle_one(solve: Solve) -> None:
    case = with_site(tiny(a=50, b=60), "b", fixed_cost_eur_per_year=1e6)
    plan = solve(with_policy(case, min_sites=2))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50) + 1.0)
    assert plan.open_sites() == {"a", "b"}


def test_min_sites_asks_in_the_last_stage_alone(solve: Solve) -> None:
    case = with_site(tiny(TWO_YEARS, a=50, b=60), "b", fixed_cost_eur_per_year=1e6)
    plan = solve(with_policy(case, min_sites=2))
    assert plan.objective_meur == pytest.approx(2 * energy_meur(10, 50) + 1.0)


def test_max_sites_per_state_sends_the_second_abroad(solve: Solve) -> None:
    # a and b both stand in A and hold 6 MW each; c in C
    case = tiny(a=50, b=55, c=70)
    case = with_site(with_site(with_site(case, "b", state="A", max_it_mw=6), "a", max_it_mw=6), "c", max_it_mw=6)
    assert solve(case).objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(4, 55))
    plan = solve(with_policy(case, max_sites_per_state=1))
    assert plan.objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(4, 70))


def test_max_states_keeps_sites_together(solve: Solve) -> None:
    case = tiny(a=50, b=60, c=55)
    case = with_site(with_site(with_site(case, "b", state="A", max_it_mw=6), "a", max_it_mw=6), "c", max_it_mw=6)
    assert solve(case).objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(4, 55))
    plan = solve(with_policy(case, max_states=1))
    assert plan.objective_meur == pytest.approx(energy_meur(6, 50) + energy_meur(4, 60))


def test_min_states_needs_a_real_host(solve: Solve) -> None:
    case = with_site(tiny(a=50, b=60), "b", fixed_cost_eur_per_year=2e6)
    plan = solve(with_policy(case, min_states=2))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50) + 2.0)
    assert plan.open_sites() == {"a", "b"}


def test_blocks_are_whole(solve: Solve) -> None:
    # 10 MW in blocks of 4 MW: 12 MW are built, at 0.1 MEUR of rent each
    plan = solve(with_policy(rented(tiny(a=50)), block_it_mw=4.0))
    assert plan.built_mw("a") == pytest.approx(12)
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50) + 1.2)


def test_open_site_builds_its_minimum(solve: Solve) -> None:
    plan = solve(with_policy(rented(tiny(demand=2_000, a=50)), min_it_mw=5.0))
    assert plan.objective_meur == pytest.approx(energy_meur(2, 50) + 0.5)


def test_site_bound_holds_whole_blocks(solve: Solve) -> None:
    # 11 MW of bound hold two blocks of 4 MW; the other 2 MW go to b
    case = with_policy(with_site(tiny(a=50, b=60), "a", max_it_mw=11), block_it_mw=4.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(8, 50) + energy_meur(2, 60))


def test_design_day_fits_the_connection(solve: Solve) -> None:
    # PUE is 1 all year but 1 + 0.025 x (30 - 20) = 1.25 on the design day: 10 MW of connection hold 8 MW of IT
    case = with_site(with_cooling(tiny(a=50, b=60), pue_slope_per_c=0.025), "a", design_temperature_c=30.0)
    case = with_headroom(case, Headroom("a", 2000, firm_mw=6.0), Headroom("a", 2000, non_firm_mw=4.0, firm_mw=0.0))
    assert solve(case).objective_meur == pytest.approx(energy_meur(8, 50) + energy_meur(2, 60))


def test_tranche_counts_from_its_year(solve: Solve) -> None:
    # 4 MW now, 4 MW more in the second year; the rest at b
    case = tiny(TWO_YEARS, a=50, b=60)
    case = with_headroom(case, Headroom("a", 2030, firm_mw=4.0), Headroom("a", 2031, firm_mw=4.0))
    expected = energy_meur(4, 50) + energy_meur(6, 60) + energy_meur(8, 50) + energy_meur(2, 60)
    assert solve(case).objective_meur == pytest.approx(expected)


def test_empty_headroom_takes_the_estimate(solve: Solve) -> None:
    case = with_site(tiny(a=50, b=60), "a", estimated_firm_mw=3.0)
    case = with_headroom(case, Headroom("a", 2030, firm_mw=None))
    assert solve(case).objective_meur == pytest.approx(energy_meur(3, 50) + energy_meur(7, 60))


def test_site_waits_for_its_ready_year_and_none_closes(solve: Solve) -> None:
    # a is ready in 2031. b serves 2030, cannot close, and so pays its fixed cost in 2031 as well
    case = tiny(TWO_YEARS, a=50, b=60)
    case = with_site(with_site(case, "a", ready_year=2031), "b", fixed_cost_eur_per_year=0.1e6)
    plan = solve(case)
    assert plan.objective_meur == pytest.approx(energy_meur(10, 60) + energy_meur(10, 50) + 2 * 0.1)
    assert plan.open_sites("2030") == {"b"}
    assert plan.open_sites("2031") == {"a", "b"}


def test_blocks_are_kept(solve: Solve) -> None:
    # 10 MW in 2030, 4 MW in 2031: the rent is on 10 MW in both
    case = rented(tiny(TWO_YEARS, a=50))
    case = replace(case, demand={**case.demand, ("train", "EU", "2031"): 4_000.0})
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50) + energy_meur(4, 50) + 2 * 1.0)


def with_wet(case: Case) -> Case:
    """A second cooling, of PUE 1.1 in any weather; the first becomes 1 up to 20 C and 0.05 more a degree."""
    case = with_cooling(case, pue_slope_per_c=0.05)
    wet = Cooling("wet", 0.0, 1.1, 20.0, 0.0)
    return replace(
        case, cooling={**case.cooling, "wet": wet}, accelerator_cooling=(*case.accelerator_cooling, ("g", "wet"))
    )


def test_cooling_is_kept(solve: Solve) -> None:
    # dry: PUE 1 in 2030, 1 + 0.05 x (30 - 20) = 1.5 in 2031. Changing would cost 1 + 1.1, dry 2.5, wet 2.2
    case = with_hours(with_wet(tiny(TWO_YEARS, a=50)), "a", (50,) * 4, stage="2031", anomaly_c=(20,) * 4)
    assert solve(case).objective_meur == pytest.approx(2.2 * energy_meur(10, 50))


def test_site_has_one_cooling(solve: Solve) -> None:
    # g suits dry, h suits wet, 5,000 of each on sale: 10,000 need two sites, each with a fixed cost of 1 MEUR
    case = with_generation(
        with_accelerator(tiny(a=50, b=50), supply_per_stage=5_000), "h", "wet", supply_per_stage=5_000
    )
    case = replace(case, cooling={**case.cooling, "wet": Cooling("wet", 0.0, 1.0, 20.0, 0.0)})
    for site in ("a", "b"):
        case = with_site(case, site, fixed_cost_eur_per_year=1e6)
    plan = solve(case)
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50) + 2.0)
    assert plan.open_sites() == {"a", "b"}


def test_no_room_is_an_answer(solve: Solve) -> None:
    with pytest.raises(NO_PLAN):
        solve(with_site(tiny(a=50), "a", max_it_mw=9))
    partly = with_workload(with_site(tiny(a=50), "a", max_it_mw=9), coverage_share=0.9)
    assert solve(partly).objective_meur == pytest.approx(energy_meur(9, 50))


def test_cooling_is_kept_though_nothing_is_built() -> None:
    # blocks that stay imply it; the rule alone must forbid the change of an empty site
    model = build(with_wet(tiny(TWO_YEARS, demand=0, a=50)))
    model.UseCooling["a", "dry", "2030"].fix(1)
    model.UseCooling["a", "wet", "2031"].fix(1)
    assert HighsProblem(compile_model(model)).run(lambda: False).status == "infeasible"
