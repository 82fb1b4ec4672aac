"""Clean power, carbon, water, heat and the states' rules, each where it binds. 10 MW of IT."""

import pytest

from models.case import Case
from tests.models.cases import (
    YEAR,
    energy_meur,
    tiny,
    with_carbon,
    with_cooling,
    with_hours,
    with_operation,
    with_policy,
    with_rules,
    with_site,
    with_supply,
    with_temperature,
)
from tests.models.solving import NO_PLAN, Solve

DEAR = 1_000_000.0
"""EUR per MW and year of a baseload contract: 1 MEUR, above the grid's 0.876 at 100 EUR/MWh."""


def with_baseload(case: Case, yearly: float = DEAR) -> Case:
    return with_supply(case, "a", "baseload", yearly)


@pytest.mark.parametrize(("counts", "contracted"), [(True, 6.0), (False, 8.0)])
def test_carbon_free_share(solve: Solve, counts: bool, contracted: float) -> None:
    # 80 % of 10 MW; the grid is half clean: b + (10 - b) / 2 >= 8 gives 6; where it does not count, 8
    case = with_baseload(with_carbon(tiny(a=100), "a", 300.0, 0.5))
    plan = solve(with_policy(case, carbon_free_share=0.8, grid_carbon_free_counts=counts))
    assert plan.objective_meur == pytest.approx(contracted + energy_meur(10 - contracted, 100))


def test_carbon_free_share_is_of_the_facility(solve: Solve) -> None:
    # PUE 1.2: 12 MW of facility, half of it clean
    case = with_cooling(with_baseload(tiny(a=100)), pue_base=1.2)
    plan = solve(with_policy(case, carbon_free_share=0.5))
    assert plan.objective_meur == pytest.approx(6 + energy_meur(6, 100))


def test_back_up_is_not_clean(solve: Solve) -> None:
    case = with_supply(with_baseload(tiny(a=100)), "a", "backup", 0.0, variable_eur_per_mwh=90.0)
    plan = solve(with_policy(case, carbon_free_share=0.5))
    assert plan.objective_meur == pytest.approx(5 + energy_meur(5, 90))


def dirty_and_clean() -> Case:
    """A at 50 EUR/MWh and 500 g/kWh (10 MW: 43,800 t), b at 70 and carbon-free; contracts at a for 55 EUR/MWh."""
    return with_baseload(with_carbon(tiny(a=50, b=70), "a", 500.0), 55 * YEAR)


def test_carbon_cap_in_the_location_account(solve: Solve) -> None:
    # contracts do not change the grid: half of the load must leave a
    plan = solve(with_policy(dirty_and_clean(), carbon_cap_t_per_year=21_900.0))
    assert plan.objective_meur == pytest.approx(energy_meur(5, 50) + energy_meur(5, 70))


@pytest.mark.parametrize("short_t", [1e-4, 3e-4, 5e-4, 9.9e-4])
def test_carbon_cap_short_by_less_than_the_solver_sees(solve: Solve, short_t: float) -> None:
    # 10 MW at 300 g/kWh: 26,280 t. Less than a kilogram is within HiGHS's tolerance for rows
    case = with_carbon(with_carbon(tiny(a=50, b=60), "a", 300.0), "b", 300.0)
    assert solve(with_policy(case, carbon_cap_t_per_year=26_280 - short_t)).objective_meur == pytest.approx(
        energy_meur(10, 50), rel=1e-6
    )
    with pytest.raises(NO_PLAN):
        solve(with_policy(case, carbon_cap_t_per_year=26_270.0))


def test_carbon_cap_in_the_hourly_account(solve: Solve) -> None:
    # contracted power counts as clean: half of a's load is contracted
    case = with_policy(dirty_and_clean(), carbon_cap_t_per_year=21_900.0, carbon_account="hourly")
    assert solve(case).objective_meur == pytest.approx(energy_meur(5, 50) + energy_meur(5, 55))


def test_carbon_cap_counts_back_up(solve: Solve) -> None:
    # cheap back-up of 1,000 g/kWh at a carbon-free a: 21,900 t are 2.5 MW
    case = with_supply(tiny(a=50), "a", "backup", 0.0, variable_eur_per_mwh=10.0, carbon_g_per_kwh=1_000.0)
    plan = solve(with_policy(case, carbon_cap_t_per_year=21_900.0))
    assert plan.objective_meur == pytest.approx(energy_meur(2.5, 10) + energy_meur(7.5, 50))


def test_carbon_cap_is_one_for_the_fleet(solve: Solve) -> None:
    # a and b both at 500 g/kWh, c carbon-free: 5 MW at a, none at b
    case = with_carbon(with_carbon(tiny(a=50, b=60, c=70), "a", 500.0), "b", 500.0)
    plan = solve(with_policy(case, carbon_cap_t_per_year=21_900.0))
    assert plan.objective_meur == pytest.approx(energy_meur(5, 50) + energy_meur(5, 70))


@pytest.mark.parametrize(("account", "tonnes"), [("location", 43_800.0), ("hourly", 21_900.0)])
def test_carbon_price(solve: Solve, account: str, tonnes: float) -> None:
    # half of the load is contracted because half must be clean; 10 EUR/t
    case = with_baseload(with_carbon(tiny(a=100), "a", 500.0))
    case = with_policy(case, carbon_free_share=0.5, carbon_price_eur_per_t=10.0, carbon_account=account)
    plan = solve(case)
    assert plan.term_meur("carbon_price") == pytest.approx(tonnes * 10 / 1e6)
    assert plan.objective_meur == pytest.approx(5 + energy_meur(5, 100) + tonnes * 10 / 1e6)


def thirsty(case: Case) -> Case:
    """1 L/kWh of IT above 5 C at a (10 C all year): 10 MW take 87,600 m3. PUE 1.1 is not to count."""
    return with_cooling(case, pue_base=1.1, wue_l_per_kwh=1.0, wue_threshold_c=5.0)


def test_water_permit(solve: Solve) -> None:
    case = with_site(thirsty(tiny(a=50, b=60)), "a", water_m3_per_year=43_800.0)
    assert solve(case).objective_meur == pytest.approx(1.1 * (energy_meur(5, 50) + energy_meur(5, 60)))


def test_water_cap_is_one_for_the_fleet(solve: Solve) -> None:
    # a and b evaporate, c at 0 C does not
    case = with_temperature(thirsty(tiny(a=50, b=60, c=70)), "c", 0.0)
    plan = solve(with_policy(case, water_cap_m3_per_year=43_800.0))
    assert plan.objective_meur == pytest.approx(1.1 * (energy_meur(5, 50) + energy_meur(5, 70)))


def test_water_has_a_price(solve: Solve) -> None:
    # warm in one hour of four: 21,900 m3 at 2 EUR
    case = with_operation(thirsty(with_temperature(tiny(a=50), "a", 0.0)), water_eur_per_m3=2.0)
    case = with_hours(case, "a", (50,) * 4, anomaly_c=(0, 0, 0, 6))
    plan = solve(case)
    assert plan.term_meur("water") == pytest.approx(21_900 * 2 / 1e6)
    assert plan.objective_meur == pytest.approx(1.1 * energy_meur(10, 50) + 0.0438)


def heating(case: Case, network_mw: float, price: float = 10.0) -> Case:
    """At 5 C the network asks for half: (15 - 5) / (15 + 5). Half of the IT energy can be sold."""
    case = with_temperature(with_cooling(case, heat_share=0.5), "a", 5.0)
    return with_site(case, "a", heat_network_mw=network_mw, heat_price_eur_per_mwh=price)


@pytest.mark.parametrize(("network_mw", "heat_mw"), [(8.0, 4.0), (20.0, 5.0)])
def test_heat_is_what_is_wanted_and_recoverable(solve: Solve, network_mw: float, heat_mw: float) -> None:
    plan = solve(heating(tiny(a=50), network_mw))
    assert plan.term_meur("heat_sold") == pytest.approx(-energy_meur(heat_mw, 10))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50) - energy_meur(heat_mw, 10))


def test_heat_must_be_reused(solve: Solve) -> None:
    # the network takes 2 MW in any hour: at 40 % reuse 5 MW of IT stay at a, unpaid
    case = with_rules(heating(tiny(a=50, b=60), 4.0, price=0.0), "A", min_heat_reuse_share=0.4)
    assert solve(case).objective_meur == pytest.approx(energy_meur(5, 50) + energy_meur(5, 60))


def test_heat_reuse_without_a_network_bars_the_site(solve: Solve) -> None:
    case = with_rules(tiny(a=50, b=60), "A", min_heat_reuse_share=0.4)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 60))


@pytest.mark.parametrize("kind", ["backup", "battery"])
def test_dispatchable_power_matches_the_peak(solve: Solve, kind: str) -> None:
    # half of 10 MW of peak import, at 1,000 EUR/MW; prices are flat, so nothing else asks for it
    case = with_rules(tiny(a=50), "A", min_dispatchable_share=0.5)
    case = with_supply(case, "a", kind, 1_000.0, variable_eur_per_mwh=500.0, efficiency=0.8)  # type: ignore[arg-type]
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50) + 5 * 1e-3)


def test_new_renewables_are_wind_and_sun(solve: Solve) -> None:
    # 30 % of 10 MW from wind at 1 MEUR/MW; a cheaper baseload contract does not count, and serves the rest
    case = with_hours(tiny(a=0), "a", (100,) * 4, wind=(1, 1, 1, 1))
    case = with_baseload(with_supply(case, "a", "wind", DEAR), 800_000.0)
    case = with_rules(case, "A", min_new_renewable_share=0.3)
    assert solve(case).objective_meur == pytest.approx(3 * 1.0 + 7 * 0.8)


def test_rules_end_at_the_border(solve: Solve) -> None:
    case = with_rules(tiny(a=50, b=60), "B", min_dispatchable_share=0.5, min_new_renewable_share=0.3)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50))


@pytest.mark.parametrize(("limit", "price"), [(1.03, 60.0), (1.05, 50.0)])
def test_mean_pue_bars_a_site(solve: Solve, limit: float, price: float) -> None:
    # PUE 1, 1, 1, 1.16: 1.04 in the mean
    case = with_hours(tiny(a=0, b=60), "a", (50,) * 4, anomaly_c=(0, 0, 0, 18))
    case = with_cooling(case, pue_slope_per_c=0.02)
    expected = energy_meur(10, 60) if price == 60 else energy_meur(10, 50 * 1.04)
    assert solve(with_rules(case, "A", max_pue=limit)).objective_meur == pytest.approx(expected)
