"""Supply: connection, power purchase, back-up, lost and moved compute. One site, 10 MW of IT unless said otherwise."""

from typing import Any

import pytest

from models.bounds import SupplyKind
from models.case import Case, Headroom
from tests.models.cases import (
    QUARTER,
    YEAR,
    energy_meur,
    tiny,
    with_accelerator,
    with_cooling,
    with_headroom,
    with_hours,
    with_operation,
    with_policy,
    with_supply,
    with_zone,
)
from tests.models.solving import NO_PLAN, Solve

STAIRS = (20.0, 40.0, 60.0, 80.0)


def curtailed(case: Case, hours: float) -> Case:
    """6 MW firm at a, 4 MW more that are off for so many hours."""
    return with_headroom(case, Headroom("a", 2000, firm_mw=6.0, non_firm_mw=4.0, non_firm_hours=hours))


def with_backup(case: Case, **changes: float) -> Case:
    """Back-up at 1,000 EUR/MW a year and 200 EUR/MWh."""
    return with_supply(case, "a", "backup", 1_000.0, variable_eur_per_mwh=200.0, **changes)


def test_delivered_price_is_all_its_parts(solve: Solve) -> None:
    case = with_zone(tiny(a=50), "a", network_eur_per_mwh=7, levies_eur_per_mwh=3, electricity_tax_eur_per_mwh=20)
    plan = solve(case)
    assert plan.term_meur("grid_energy") == pytest.approx(energy_meur(10, 50))
    assert plan.term_meur("network_and_levies") == pytest.approx(energy_meur(10, 10))
    assert plan.term_meur("electricity_tax") == pytest.approx(energy_meur(10, 20))


def test_pue_multiplies_the_draw(solve: Solve) -> None:
    # 10 C + anomaly: PUE 1, 1, 1.1 and 1.3 at prices 20, 40, 60, 80
    case = with_hours(tiny(a=0), "a", STAIRS, anomaly_c=(0, 10, 14, 22))
    case = with_cooling(case, pue_slope_per_c=0.025)
    expected = energy_meur(10, 20 + 40 + 1.1 * 60 + 1.3 * 80, QUARTER)
    assert solve(case).objective_meur == pytest.approx(expected)


def test_firm_headroom_binds_in_a_hot_hour(solve: Solve) -> None:
    # PUE 1.25 in one hour: 10 MW of connection run 8 MW of IT, the other 2 go to b
    case = with_cooling(with_hours(tiny(a=0, b=90), "a", (50,) * 4, anomaly_c=(0, 0, 0, 20)), pue_slope_per_c=0.025)
    case = with_headroom(case, Headroom("a", 2000, firm_mw=10.0))
    expected = energy_meur(8, 50 * (1 + 1 + 1 + 1.25), QUARTER) + energy_meur(2, 90)
    assert solve(case).objective_meur == pytest.approx(expected)


@pytest.mark.parametrize(("hours", "at_b"), [(2190.0, 4.0), (1095.0, 2.0), (4380.0, 4.0)])
def test_non_firm_import_is_off_in_the_dearest_hours(solve: Solve, hours: float, at_b: float) -> None:
    # half of the dearest hour off: 6 + 4 x 1/2 MW. More hours off change nothing: the least hour decides
    case = curtailed(tiny(a=STAIRS, b=90), hours)
    assert solve(case).draw_mw("b") == pytest.approx(at_b)


def test_back_up_bridges_the_curtailed_hour(solve: Solve) -> None:
    # 4 MW of back-up in the dearest hour
    plan = solve(with_backup(curtailed(tiny(a=STAIRS), 2190.0)))
    expected = energy_meur(10, 20 + 40 + 60, QUARTER) + energy_meur(6, 80, QUARTER) + energy_meur(4, 200, QUARTER)
    assert plan.objective_meur == pytest.approx(expected + 4 * 1e-3)


def test_back_up_is_within_its_lease_limit(solve: Solve) -> None:
    # 3 MW of back-up: 9 MW of IT at a, the tenth at b
    case = with_backup(curtailed(tiny(a=STAIRS, b=500), 2190.0), limit_mw=3.0)
    assert solve(case).draw_mw("b") == pytest.approx(1)


def test_back_up_does_not_pass_the_connection(solve: Solve) -> None:
    # 4 MW of 10 come from back-up all year when it is cheaper: the demand charge is on 0 MW
    case = with_zone(tiny(a=50), "a", demand_charge_eur_per_mw_year=5_000.0)
    plan = solve(with_supply(case, "a", "backup", 1_000.0, variable_eur_per_mwh=10.0, limit_mw=4.0))
    assert plan.objective_meur == pytest.approx(energy_meur(6, 50) + 6 * 5e-3 + energy_meur(4, 10) + 4 * 1e-3)


def losing(case: Case, price: float, share: float) -> Case:
    return with_policy(case, lost_compute_eur_per_mwh=price, max_lost_compute_share=share)


def test_lost_compute_bridges_the_curtailed_hour(solve: Solve) -> None:
    # PUE 1.25 always: 8 MW of IT draw 10; 6 MW of import run 4.8, so 3.2 MW stop at 100 EUR/MWh of IT
    case = losing(with_cooling(curtailed(tiny(demand=8_000, a=STAIRS), 2190.0), pue_base=1.25), 100.0, 1.0)
    expected = energy_meur(10, 20 + 40 + 60, QUARTER) + energy_meur(6, 80, QUARTER) + energy_meur(3.2, 100, QUARTER)
    assert solve(case).objective_meur == pytest.approx(expected)


def test_lost_compute_within_its_share(solve: Solve) -> None:
    # 2 % of 10 MW x 8760 h are 1,752 MWh, 0.8 MW in the quarter; back-up (dearer) carries 3.2 MW
    case = losing(with_backup(curtailed(tiny(a=STAIRS), 2190.0)), 100.0, 0.02)
    expected = energy_meur(10, 20 + 40 + 60, QUARTER) + energy_meur(6, 80, QUARTER)
    expected += energy_meur(0.8, 100, QUARTER) + energy_meur(3.2, 200, QUARTER) + 3.2 * 1e-3
    assert solve(case).objective_meur == pytest.approx(expected)


def test_no_more_stops_than_runs(solve: Solve) -> None:
    # stopping at 10 EUR/MWh of IT beats power at 20 to 80: all stops, and no more than all
    assert solve(losing(tiny(a=STAIRS), 10.0, 1.0)).objective_meur == pytest.approx(energy_meur(10, 10))


def test_unpowered_load_without_a_price_of_stopping_is_no_plan(solve: Solve) -> None:
    with pytest.raises(NO_PLAN):
        solve(curtailed(tiny(a=STAIRS), 2190.0))


def moving(case: Case, load_factor: float) -> Case:
    return with_policy(with_operation(case, load_factor=load_factor), moved_load_share=0.1)


def test_moved_load_goes_to_cheap_hours(solve: Solve) -> None:
    # load factor 0.8: 8 MW drawn, room above. 0.8 MW leave the hours at 60 and 80 for those at 20 and 40
    expected = energy_meur(8, 200, QUARTER) - energy_meur(0.8, 60 + 80 - 20 - 40, QUARTER)
    assert solve(moving(tiny(a=STAIRS), 0.8)).objective_meur == pytest.approx(expected)


def test_moved_load_fits_the_installed_power(solve: Solve) -> None:
    # load factor 1 / 1.06: a cheap hour takes 6 % more, a dear hour gives 10 %. 12 % come; 10 % leave 80, 2 % leave 60
    x = 10 / 1.06
    saved = 0.10 * 80 + 0.02 * 60 - 0.06 * 20 - 0.06 * 40
    expected = energy_meur(x, 200 - saved, QUARTER)
    assert solve(moving(tiny(a=STAIRS), 1 / 1.06)).objective_meur == pytest.approx(expected)


def test_moved_load_stays_within_its_day(solve: Solve) -> None:
    # two days of two hours: 80 to 20 pays, 40 to 41 is another day's business
    case = with_hours(tiny(a=0), "a", (20, 80, 41, 40), day=(0, 0, 1, 1))
    expected = energy_meur(8, 181, QUARTER) - energy_meur(0.8, 80 - 20 + 41 - 40, QUARTER)
    assert solve(moving(case, 0.8)).objective_meur == pytest.approx(expected)


def test_days_of_two_periods_are_apart(solve: Solve) -> None:
    # the same day number in another period is another day: 20 and 80 cannot trade
    case = with_hours(tiny(a=0), "a", (20, 20, 80, 80), period=(0, 0, 1, 1))
    assert solve(moving(case, 0.8)).objective_meur == pytest.approx(energy_meur(8, 200, QUARTER))


def test_demand_charge_is_on_the_highest_hour(solve: Solve) -> None:
    # PUE 1.25 in the hot hour: 12.5 MW at 5,000 EUR/MW
    case = with_cooling(with_hours(tiny(a=0), "a", (50,) * 4, anomaly_c=(0, 0, 0, 20)), pue_slope_per_c=0.025)
    plan = solve(with_zone(case, "a", demand_charge_eur_per_mw_year=5_000.0))
    assert plan.term_meur("demand_charge") == pytest.approx(12.5 * 5e-3)


def test_demand_charge_is_on_contracted_power_too(solve: Solve) -> None:
    case = with_zone(tiny(a=100), "a", demand_charge_eur_per_mw_year=5_000.0)
    plan = solve(with_supply(case, "a", "baseload", 400_000.0))
    assert plan.objective_meur == pytest.approx(10 * 0.4 + 10 * 5e-3)


@pytest.mark.parametrize("kind", ["wind", "solar"])
@pytest.mark.parametrize(("yearly", "limit", "lease"), [(120_000, None, 10), (100_000, None, 20), (100_000, 15, 15)])
def test_ppa_is_leased_as_far_as_it_pays(
    solve: Solve, kind: SupplyKind, yearly: float, limit: float | None, lease: float
) -> None:
    # output 1 and 1/2 in two hours at 100 EUR/MWh. The first 10 MW save (1 + 1/2) x 2190 x 100 = 328,500 EUR/MW; the
    # next 10 only the half hour's 109,500, for the full hour is curtailed at 10 MW
    profile: dict[str, Any] = {kind: (1.0, 0.5, 0.0, 0.0)}
    case = with_supply(with_hours(tiny(a=0), "a", (100,) * 4, **profile), "a", kind, yearly, limit_mw=limit)
    plan = solve(case)
    used = 10 + lease / 2
    assert plan.lease_mw("a", kind) == pytest.approx(lease)
    assert plan.objective_meur == pytest.approx(lease * yearly / 1e6 + energy_meur(40 - used, 100, QUARTER))


def test_baseload_runs_every_hour(solve: Solve) -> None:
    # 400,000 EUR/MW a year against 876,000 for the grid; network and tax are paid on it all the same
    case = with_zone(tiny(a=100), "a", network_eur_per_mwh=10, electricity_tax_eur_per_mwh=2)
    plan = solve(with_supply(case, "a", "baseload", 400_000.0))
    assert plan.objective_meur == pytest.approx(10 * 0.4 + energy_meur(10, 12))


def test_ppa_comes_through_the_connection(solve: Solve) -> None:
    # PUE 1.25 in one hour and 10 MW of connection: contracts do not help, 8 MW of IT stay at a
    case = with_cooling(with_hours(tiny(a=0, b=90), "a", (50,) * 4, anomaly_c=(0, 0, 0, 20)), pue_slope_per_c=0.025)
    case = with_supply(with_headroom(case, Headroom("a", 2000, firm_mw=10.0)), "a", "baseload", 1_000.0)
    assert solve(case).draw_mw("b") == pytest.approx(2)


def test_supply_of_a_zone_is_its_own(solve: Solve) -> None:
    case = with_supply(tiny(a=50, b=60), "b", "baseload", 30 * YEAR)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 30))


def idle_beside_cheap_power(limit_mw: float) -> Case:
    """Site b must open but need draw nothing; contracts there are cheap, and limited."""
    case = with_supply(tiny(a=50, b=60), "b", "baseload", 55 * YEAR, limit_mw=limit_mw)
    return with_policy(case, min_sites=2)


def test_idle_open_site_pays_for_no_supply(solve: Solve) -> None:
    plan = solve(idle_beside_cheap_power(5.0))
    assert plan.open_sites() == {"a", "b"}
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50))


def test_idle_open_site_earns_nothing_by_a_cut() -> None:
    # a limit so small that it binds at every draw the cuts know: their intercepts are all below 0
    assert Solve("decomposed")(idle_beside_cheap_power(1.0)).objective_meur == pytest.approx(energy_meur(10, 50))


def test_more_power_per_accelerator_costs_in_proportion(solve: Solve) -> None:
    assert solve(with_accelerator(tiny(a=50), it_kw=2.05)).objective_meur == pytest.approx(energy_meur(20.5, 50))
