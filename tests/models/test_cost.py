"""Cost: one case in which every term has an amount known by hand, and their discounted sum is the objective."""

from dataclasses import replace

import pytest
from pyomo.environ import value

from models.case import Case, Link, Stage, Workload
from tests.models.cases import (
    annuity,
    energy_meur,
    tiny,
    with_accelerator,
    with_carbon,
    with_cooling,
    with_funders,
    with_operation,
    with_policy,
    with_region,
    with_rules,
    with_site,
    with_state,
    with_supply,
    with_temperature,
    with_workload,
    with_zone,
)
from tests.models.solving import Solve

THREE_YEARS = (Stage("2030", 2030, 3),)
RATE = 0.1
DISCOUNT = 1.1**-3 + 1.1**-4 + 1.1**-5
"""Three payments at the ends of 2030, 2031 and 2032, in money of the start of 2028."""

BACKUP_MW = 5.1
"""Half of the peak: 10 MW of built nameplate at load factor 0.85 draw 8.5 MW, at PUE 1.2 10.2 MW of facility."""

AMOUNTS = {
    # price x accelerators x annuity: 10,000 at 50,000 EUR, 5 years
    "accelerators_capital": 500 * annuity(0.08, 5),
    # 12 MW in blocks of 4 at 10 MEUR, index 1.1
    "facility_capital": 12 * 10 * 1.1 * annuity(0.08, 20),
    # peak PUE 1.2 + 0.02 x (35 - 20) = 1.5: 18 MW at 0.2 MEUR + 1,500 EUR; 10 km at 3 MEUR
    "connection_capital": (18 * 0.2015 + 30) * annuity(0.08, 40),
    "grid_energy": energy_meur(10.2, 50),
    "network_and_levies": energy_meur(10.2, 7 + 3),
    "electricity_tax": energy_meur(10.2, 20),
    "demand_charge": 10.2 * 0.06,
    "ppa": 0.0,
    "battery": 0.0,
    "backup": BACKUP_MW * 0.03,
    "lost_compute": 0.0,
    # 10.2 MW x 8760 h x 0.3 t/MWh at 20 EUR
    "carbon_price": 10.2 * 8760 * 0.3 * 20 / 1e6,
    # 0.5 m3/MWh of IT at 2 EUR
    "water": 8.5 * 8760 * 0.5 * 2 / 1e6,
    # 15 % of the IT energy at 12 EUR/MWh
    "heat_sold": -energy_meur(0.15 * 8.5, 12),
    # one breakpoint at 10.2 MW: 5 EUR/MWh per GW
    "price_rise": 0.005 * 10.2**2 * 8760 / 1e6,
    # 3.5 % of 500 MEUR and 3 % of 132 MEUR
    "upkeep": 0.035 * 500 + 0.03 * 132,
    # 0.5 x 12 + 80 people, 1,700 h at 40 EUR
    "staff": 86 * 1_700 * 40 / 1e6,
    "fixed_site": 1.25,
    # fibre; 2 Gbps per 1,000 H100e on the region's 1,000, 5,000 EUR each
    "network_and_fibre": 0.8 + 2 * 5_000 / 1e6,
    # 12 MW at 0.2 MEUR, 5 % a year
    "land": 12 * 0.2 * 0.05,
    # 1,000 H100e of B in A at 0.01 EUR
    "residency_surcharge": 1_000 * 8760 * 0.01 / 1e6,
    "assignment": 1_000 * 30 / 1e6,
    # 2,000 of training unmet at 0.5 EUR, falling 10 % a year from 2029 to the middle of the stage, 2031
    "unmet_demand": 2_000 * 8760 * 0.5 * 0.9**2 / 1e6,
}


def everything() -> Case:
    """8,000 busy H100e at a of 10,000 wanted; availability 0.9, utilisation 0.9 and 0.87 in the first year."""
    case = with_temperature(tiny(THREE_YEARS, demand=9_000, a=50), "a", 10.0)
    case = replace(case, base_year=2028, discount_rate=RATE)
    case = with_region(case, Workload("sealed", "inference", resident=True, gbps_per_1000_h100e=2.0), "r", 1_000, "B")
    case = replace(case, links={("r", "a"): Link("r", "a", 10.0, 30.0)}, residency={("B", "A"): 0.01})
    case = with_workload(
        case, coverage_share=7 / 9, unmet_eur_per_h100eh=0.5, unmet_fall_per_year=0.1, unmet_price_year=2029
    )
    return _money(_power(_size(case)))


def _size(case: Case) -> Case:
    # 0.8 busy of each: 0.9 x (0.9 x 3 - 0.0333) / 3, so that 8,000 busy are 10,000
    first = 0.9 - (0.9 * 0.9 * 3 - 0.8 * 3) / 0.9
    case = with_operation(
        case, load_factor=0.85, availability=0.9, utilisation=0.9, utilisation_first_year=first, land_rent_share=0.05
    )
    return with_policy(case, block_it_mw=4.0)


def _power(case: Case) -> Case:
    case = with_zone(
        case,
        "a",
        network_eur_per_mwh=7,
        levies_eur_per_mwh=3,
        electricity_tax_eur_per_mwh=20,
        demand_charge_eur_per_mw_year=60_000,
    )
    case = with_carbon(case, "a", 300.0)
    case = with_cooling(
        case, pue_base=1.2, pue_slope_per_c=0.02, wue_l_per_kwh=0.5, wue_threshold_c=0.0, heat_share=0.15
    )
    case = with_site(case, "a", design_temperature_c=35.0, heat_network_mw=100.0, heat_price_eur_per_mwh=12.0)
    case = with_supply(case, "a", "backup", 30_000.0, variable_eur_per_mwh=400.0)
    case = with_rules(case, "A", min_dispatchable_share=0.5, connection_deposit_eur_per_mw=1_500.0)
    case = with_operation(case, water_eur_per_m3=2.0)
    return with_policy(case, carbon_price_eur_per_t=20.0, price_slope_eur_per_mwh_per_gw=5.0, price_slope_step_mw=10.2)


def _money(case: Case) -> Case:
    case = with_accelerator(case, price_eur=50_000.0, life_years=5.0)
    case = with_cooling(case, capital_eur_per_mw=10e6)
    case = with_site(
        case,
        "a",
        connection_eur_per_mw=2e5,
        line_km=10.0,
        fixed_cost_eur_per_year=1.25e6,
        fibre_eur_per_year=0.8e6,
        land_eur_per_mw=2e5,
    )
    case = with_state(case, "A", construction_index=1.1, labour_eur_per_h=40.0)
    case = with_operation(
        case,
        line_eur_per_km=3e6,
        it_upkeep_share=0.035,
        facility_upkeep_share=0.03,
        staff_per_mw=0.5,
        staff_per_site=80.0,
        transit_eur_per_gbps_year=5_000.0,
    )
    return with_funders(case, bank=("loan", 0.08))


def test_every_term_has_its_amount(solve: Solve) -> None:
    plan = solve(everything())
    found = {name: plan.term_meur(name) for name in AMOUNTS}
    assert found == pytest.approx(AMOUNTS)


def test_no_term_is_left_out(solve: Solve) -> None:
    plan = solve(everything())
    assert {name for name, _, _ in plan.amounts()} == set(AMOUNTS)


def test_objective_is_the_discounted_sum(solve: Solve) -> None:
    plan = solve(everything())
    expected = DISCOUNT * sum(AMOUNTS.values())
    assert plan.objective_meur == pytest.approx(expected)
    assert float(value(plan.decided.model.total_cost)) == pytest.approx(expected)
    assert plan.bound_meur == pytest.approx(expected, rel=1e-6)


def test_each_stage_has_its_discount(solve: Solve) -> None:
    # two years, 10 % a year: what is paid at their ends, 1/1.1 and 1/1.21
    case = tiny((Stage("2030", 2030, 1), Stage("2031", 2031, 1)), a=50)
    case = replace(case, discount_rate=RATE)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50) * (1 / 1.1 + 1 / 1.21))
