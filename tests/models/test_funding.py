"""Funding: who pays. A facility of 1 MEUR/MW and 10 MW: 10 MEUR over 20 years; power is free, so cost is the charge.

A year's charge per MEUR: nothing asked 1/20 = 0.05; 5 % 0.0802; 10 % 0.1175; 12 % 0.1339.
"""

from dataclasses import replace
from typing import Any

import pytest

from models.bounds import FunderKind
from models.case import Case, Stage
from tests.models.cases import (
    TWO_YEARS,
    annuity,
    energy_meur,
    tiny,
    with_accelerator,
    with_cooling,
    with_funders,
    with_hours,
    with_operation,
    with_policy,
    with_rules,
    with_site,
    with_state,
    with_workload,
)
from tests.models.solving import Solve

FREE = annuity(0.0, 20)
DEAR = annuity(0.10, 20)
Row = tuple[FunderKind, float] | tuple[FunderKind, float, dict[str, Any]]
EQUITY: Row = ("equity", 0.10)


def financed(case: Case | None = None, **funders: Row) -> Case:
    """10 MEUR of facility for these funders to pay."""
    return with_funders(with_cooling(case or tiny(a=0), capital_eur_per_mw=1e6), **funders)


def test_annuity_figures() -> None:
    # a loan of 1,000 at 10 % over 20 years is repaid by 117.46 a year (any textbook's table)
    assert pytest.approx(0.117460, abs=1e-6) == DEAR
    assert annuity(0.0, 5) == 0.2


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.10])
def test_all_capital_is_paid_at_its_return(solve: Solve, rate: float) -> None:
    assert solve(financed(bank=("loan", rate))).objective_meur == pytest.approx(10 * annuity(rate, 20))


@pytest.mark.parametrize("kind", ["eu", "state", "loan", "equity"])
def test_funder_within_its_share(solve: Solve, kind: FunderKind) -> None:
    plan = solve(financed(cheap=(kind, 0.0, {"max_share": 0.3}), rest=("loan", 0.10)))
    assert plan.objective_meur == pytest.approx(3 * FREE + 7 * DEAR)


def test_share_is_of_each_site(solve: Solve) -> None:
    # a and b hold 5 MW each; b's facility is twice as dear, so cheap money at b alone would be 0.3 x 15 = 4.5 of 10
    case = with_state(tiny(a=0, b=0), "B", construction_index=2.0)
    case = with_site(with_site(case, "a", max_it_mw=5), "b", max_it_mw=5)
    case = with_operation(financed(case, cheap=("equity", 0.0, {"max_share": 0.5}), rest=EQUITY))
    case = with_state(case, "A", country_premium_pp=20.0)
    # at a 10 points of premium on both: 10 % and 20 %
    expected = 2.5 * (annuity(0.10, 20) + annuity(0.20, 20)) + 5 * (FREE + DEAR)
    assert solve(case).objective_meur == pytest.approx(expected)


def test_share_is_cumulative_over_stages(solve: Solve) -> None:
    # 5 MW in 2030, 5 more in 2031, a half share of cheap money. It is free to wait: but 2030 pays for itself,
    # 2.5 MEUR cheap in each. The charges: 5 MEUR in 2030, 10 MEUR in 2031
    case = tiny(TWO_YEARS, a=0)
    case = replace(case, demand={**case.demand, ("train", "EU", "2030"): 5_000.0})
    case = financed(case, cheap=("loan", 0.0, {"max_share": 0.5}), rest=EQUITY)
    assert solve(case).objective_meur == pytest.approx((2.5 + 5) * (FREE + DEAR))


def test_what_was_not_used_may_be_used_later(solve: Solve) -> None:
    # 8 MEUR of accelerators of two years in 2030, 2 MEUR of facility; in 2031 5 MW more of both. Cumulative shares let
    # equity's 50 % fall where its charge is least; with a single asset and stage it could not
    case = with_accelerator(tiny(a=0), price_eur=1_000.0, life_years=5.0)
    case = financed(case, cheap=("loan", 0.0, {"max_share": 0.5}), rest=EQUITY)
    # 10 MEUR of accelerators over 5 years and 10 of facility over 20: cheap money saves 0.0638 on the former,
    # 0.0675 on the latter, and so pays for the facility whole
    assert annuity(0.10, 5) - 0.2 < DEAR - FREE
    assert solve(case).objective_meur == pytest.approx(10 * annuity(0.10, 5) + 10 * FREE)


@pytest.mark.parametrize(("state_return", "eu"), [(0.12, 3.0), (0.25, 0.0)])
def test_state_matches_the_eu(solve: Solve, state_return: float, eu: float) -> None:
    # the EU's 3 MEUR for nothing call for 3 of the state's: worth it at 12 %, not at 25 %
    case = financed(eu=("eu", 0.0, {"max_share": 0.3}), state=("state", state_return), rest=EQUITY)
    plan = solve(with_policy(case, state_match_ratio=1.0))
    assert plan.objective_meur == pytest.approx(eu * (FREE + annuity(state_return, 20)) + (10 - 2 * eu) * DEAR)


def test_match_without_public_funders_asks_nothing(solve: Solve) -> None:
    plan = solve(with_policy(financed(rest=EQUITY), state_match_ratio=1.0))
    assert plan.objective_meur == pytest.approx(10 * DEAR)


def test_private_minimum(solve: Solve) -> None:
    case = with_policy(financed(eu=("eu", 0.0), bank=("loan", 0.05), rest=EQUITY), private_min_share=0.4)
    assert solve(case).objective_meur == pytest.approx(6 * FREE + 4 * annuity(0.05, 20))


def test_private_minimum_counts_equity(solve: Solve) -> None:
    case = with_policy(financed(eu=("eu", 0.0), rest=EQUITY), private_min_share=0.4)
    assert solve(case).objective_meur == pytest.approx(6 * FREE + 4 * DEAR)


def test_leverage(solve: Solve) -> None:
    case = with_policy(financed(bank=("loan", 0.02), other=("loan", 0.05), rest=EQUITY), max_leverage=0.7)
    assert solve(case).objective_meur == pytest.approx(7 * annuity(0.02, 20) + 3 * DEAR)


def test_funder_within_its_budget(solve: Solve) -> None:
    plan = solve(financed(eu=("eu", 0.0, {"budget_eur": 2.5e6}), rest=EQUITY))
    assert plan.objective_meur == pytest.approx(2.5 * FREE + 7.5 * DEAR)


def test_funder_budget_is_one_for_all_sites_and_stages(solve: Solve) -> None:
    case = with_site(with_site(tiny(a=0, b=0), "a", max_it_mw=5), "b", max_it_mw=5)
    plan = solve(financed(case, eu=("eu", 0.0, {"budget_eur": 2.5e6}), rest=EQUITY))
    assert plan.objective_meur == pytest.approx(2.5 * FREE + 7.5 * DEAR)


def test_state_within_its_own_budget(solve: Solve) -> None:
    # 5 MW in each state; A has 1 MEUR, B as much as it likes
    case = with_site(with_site(tiny(a=0, b=0), "a", max_it_mw=5), "b", max_it_mw=5)
    case = with_state(financed(case, state=("state", 0.0), rest=EQUITY), "A", budget_eur=1e6)
    assert solve(case).objective_meur == pytest.approx((1 + 5) * FREE + 4 * DEAR)


def test_programme_budget_is_eu_and_state_together(solve: Solve) -> None:
    case = financed(eu=("eu", 0.0, {"max_share": 0.3}), state=("state", 0.02, {"max_share": 0.4}), rest=EQUITY)
    plan = solve(with_policy(case, programme_budget_eur=5e6))
    assert plan.objective_meur == pytest.approx(3 * FREE + 2 * annuity(0.02, 20) + 5 * DEAR)


def test_capital_cap_leaves_demand_unmet(solve: Solve) -> None:
    # 7 MEUR build 7 MW; 3,000 H100e go unmet at 0.05 EUR an hour
    case = with_workload(financed(rest=EQUITY), coverage_share=0.0, unmet_eur_per_h100eh=0.05)
    plan = solve(with_policy(case, capital_cap_eur=7e6))
    assert plan.objective_meur == pytest.approx(7 * DEAR + energy_meur(3, 50))


def test_capital_cap_is_one_for_all_stages(solve: Solve) -> None:
    # accelerators of one year at 1,000 EUR: 10 MEUR a year. 15 MEUR buy one and a half years' worth
    case = with_accelerator(tiny(TWO_YEARS, a=0), price_eur=1_000.0)
    case = with_workload(case, coverage_share=0.0, unmet_eur_per_h100eh=1.0)
    assert solve(with_policy(case, capital_cap_eur=15e6)).objective_meur == pytest.approx(15 + 5_000 * 8760 / 1e6)


def test_country_premium_is_borne_by_equity_alone(solve: Solve) -> None:
    # 4 points of premium, half passed through: 10 % becomes 12 %; the loan stays at 5 %
    case = financed(bank=("loan", 0.05, {"max_share": 0.6}), rest=EQUITY)
    case = with_policy(with_state(case, "A", country_premium_pp=4.0), risk_pass_through=0.5)
    assert solve(case).objective_meur == pytest.approx(6 * annuity(0.05, 20) + 4 * annuity(0.12, 20))


def test_country_premium_decides_the_site(solve: Solve) -> None:
    # b's power costs 1 EUR/MWh more: 0.0088 MEUR a MW and year, less than 0.0165 for 2 points
    case = with_hours(tiny(a=0, b=0), "b", (1,) * 4)
    case = with_policy(with_state(financed(case, rest=EQUITY), "A", country_premium_pp=4.0), risk_pass_through=0.5)
    assert solve(case).objective_meur == pytest.approx(10 * DEAR + energy_meur(10, 1))


def test_construction_index_scales_the_facility(solve: Solve) -> None:
    case = with_state(financed(rest=EQUITY), "A", construction_index=1.3)
    assert solve(case).objective_meur == pytest.approx(13 * DEAR)


def test_connection_is_priced_at_the_design_day(solve: Solve) -> None:
    # peak PUE 1.25: 12.5 MW at 0.1 MEUR and 1,500 EUR of deposit; 2 km at 3 MEUR; 40 years
    case = with_site(tiny(a=0), "a", design_temperature_c=30.0, connection_eur_per_mw=1e5, line_km=2.0)
    case = with_operation(with_cooling(case, pue_slope_per_c=0.025), line_eur_per_km=3e6)
    case = with_rules(with_funders(case, rest=EQUITY), "A", connection_deposit_eur_per_mw=1_500.0)
    capital = 12.5 * (0.1 + 0.0015) + 6
    assert solve(case).objective_meur == pytest.approx(capital * annuity(0.10, 40))


def test_line_and_plant_are_bought_once(solve: Solve) -> None:
    # 5 MW in 2030, 5 more in 2031: the line once, each MW once; charges on 0.5 + 6 in 2030, 1 + 6 in 2031
    case = tiny(TWO_YEARS, a=0)
    case = replace(case, demand={**case.demand, ("train", "EU", "2030"): 5_000.0})
    case = with_site(case, "a", connection_eur_per_mw=1e5, line_km=2.0)
    case = with_funders(with_operation(case, line_eur_per_km=3e6), rest=EQUITY)
    assert solve(case).objective_meur == pytest.approx((6.5 + 7.0) * annuity(0.10, 40))


def test_charge_ends_with_the_asset(solve: Solve) -> None:
    # a facility of 4 years in two stages of three: charged 3 and 1 years
    case = tiny((Stage("2030", 2030, 3), Stage("2033", 2033, 3)), a=0)
    case = with_operation(with_accelerator(case, life_years=6.0), facility_life_years=4.0)
    assert solve(financed(case, rest=EQUITY)).objective_meur == pytest.approx(4 * 10 * annuity(0.10, 4))
