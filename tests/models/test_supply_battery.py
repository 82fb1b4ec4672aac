"""Battery: power, energy, losses, the cycle within a period, and what counts as clean.

10 MW of IT under 12 MW of connection, of which 4 MW are off in the one hour at 51 EUR/MWh (the others 50): 2 MW are
missing there. One way the battery keeps 0.9, there and back 0.81. Prices are so flat that trading never pays.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from models.case import Case, Headroom
from placement.solve.answers import Infeasible
from tests.models.cases import (
    QUARTER,
    energy_meur,
    tiny,
    with_carbon,
    with_headroom,
    with_hours,
    with_policy,
    with_supply,
)
from tests.models.solving import Solve

YEARLY = 0.2
"""MEUR per MW of battery."""


def short_of_power(price: Sequence[float], duration_h: float, **hours: Any) -> Case:
    case = with_hours(tiny(a=0), "a", price, **hours)
    case = with_headroom(case, Headroom("a", 2000, firm_mw=8.0, non_firm_mw=4.0, non_firm_hours=QUARTER))
    return with_supply(case, "a", "battery", 1e6 * YEARLY, efficiency=0.81, duration_h=duration_h)


def power_meur(charge_mw: float) -> float:
    """10 MW in three hours at 50, 8 MW in the one at 51, and what is charged, at 50."""
    return energy_meur(30 + charge_mw, 50, QUARTER) + energy_meur(8, 51, QUARTER)


def test_battery_bridges_with_its_losses(solve: Solve) -> None:
    # 2 MW out take 2 / 0.81 = 2.469 in, over hours with 2 MW to spare; the power of discharge sets the lease
    plan = solve(short_of_power((50, 50, 50, 51), 4.0))
    assert plan.lease_mw("a", "battery") == pytest.approx(2)
    assert plan.objective_meur == pytest.approx(2 * YEARLY + power_meur(2 / 0.81))


def test_energy_may_set_the_lease(solve: Solve) -> None:
    # before discharge the level is 2 / 0.9 MWh; at half an hour's energy per MW that is 4.444 MW
    plan = solve(short_of_power((50, 50, 50, 51), 0.5))
    assert plan.objective_meur == pytest.approx(2 / 0.9 / 0.5 * YEARLY + power_meur(2 / 0.81))


def test_charge_may_set_the_lease(solve: Solve) -> None:
    # two hours short of 1.4 MW and 2 of 4 with room: 2.8 / 0.81 = 3.457 in two hours, 1.728 MW each, beat 1.4 out
    case = with_hours(tiny(a=0), "a", (50, 50, 51, 51))
    rows = Headroom("a", 2000, firm_mw=8.6, non_firm_mw=4.0, non_firm_hours=2 * QUARTER)
    case = with_supply(with_headroom(case, rows), "a", "battery", 1e6 * YEARLY, efficiency=0.81)
    charge = 2.8 / 0.81
    expected = charge / 2 * YEARLY + energy_meur(20 + charge, 50, QUARTER) + energy_meur(2 * 8.6, 51, QUARTER)
    assert solve(case).objective_meur == pytest.approx(expected)


def test_level_is_cyclic(solve: Solve) -> None:
    # the missing hour is the first: the level is carried over from the last
    plan = solve(short_of_power((51, 50, 50, 50), 4.0))
    assert plan.objective_meur == pytest.approx(2 * YEARLY + power_meur(2 / 0.81))


def test_level_stays_within_its_period(solve: Solve) -> None:
    # the missing hour has one other hour in its period, with 2 MW to spare: 2 x 0.81 = 1.62 MW out. Losing compute is
    # dear: only the other 2 - 1.62 = 0.38 MW stop, though the other period had power to store
    case = short_of_power((50, 51, 50, 50), 4.0, period=(0, 0, 1, 1))
    plan = solve(with_policy(case, lost_compute_eur_per_mwh=10_000.0, max_lost_compute_share=1.0))
    assert plan.term_meur("lost_compute") == pytest.approx(energy_meur(0.38, 10_000, QUARTER))
    assert plan.lease_mw("a", "battery") == pytest.approx(2)


def test_lease_limit_binds(solve: Solve) -> None:
    case = with_supply(
        short_of_power((50, 50, 50, 51), 4.0), "a", "battery", 1e6 * YEARLY, efficiency=0.81, limit_mw=1.5
    )
    case = with_policy(case, lost_compute_eur_per_mwh=10_000.0, max_lost_compute_share=1.0)
    assert solve(case).term_meur("lost_compute") == pytest.approx(energy_meur(0.5, 10_000, QUARTER))


def half_clean(wind_yearly: float) -> Case:
    """Wind in the first hour alone, a dirty grid at 50, half of the 40 MWh of a day to be clean."""
    case = with_hours(tiny(a=0), "a", (50,) * 4, wind=(1, 0, 0, 0))
    case = with_supply(case, "a", "wind", wind_yearly)
    case = with_supply(case, "a", "battery", 10_000.0, efficiency=0.81, duration_h=100.0)
    return with_policy(case, carbon_free_share=0.5)


def test_clean_power_is_stored_to_count(solve: Solve) -> None:
    # 10 MWh direct, 10 MWh from the battery, which took 10 / 0.81 = 12.346 MW in the first hour
    charge = 10 / 0.81
    expected = (10 + charge) * 0.2 + charge * 0.01 + energy_meur(20, 50, QUARTER)
    assert solve(half_clean(200_000.0)).objective_meur == pytest.approx(expected)


def test_grid_power_does_not_come_out_clean(solve: Solve) -> None:
    # wind limited to 10 MW leaves nothing to charge clean: 10 of 40 MWh are clean, so no plan is half clean
    case = with_supply(half_clean(200_000.0), "a", "wind", 200_000.0, limit_mw=10.0)
    quarter_clean = with_policy(case, carbon_free_share=0.25)
    assert solve(quarter_clean).objective_meur == pytest.approx(10 * 0.2 + energy_meur(30, 50, QUARTER))
    with pytest.raises(Infeasible):
        solve(case)


def test_stored_grid_power_loses_its_clean_share(solve: Solve) -> None:
    # the grid is half clean, and the price invites trading: charge at 10, discharge at 90. What is charged counts
    # for nothing, going in or coming out. 40 MWh of load are to be 45 % clean: 18 = (import - charge) / 2 leaves 4 MWh
    # of discharge and no more
    case = with_carbon(with_hours(tiny(a=0), "a", (10, 10, 10, 90)), "a", 0.0, 0.5)
    case = with_supply(case, "a", "battery", 1.0, efficiency=0.81, duration_h=100.0)
    charge = 4 / 0.81
    expected = energy_meur(30 + charge, 10, QUARTER) + energy_meur(6, 90, QUARTER)
    plan = solve(with_policy(case, carbon_free_share=0.45))
    assert plan.objective_meur == pytest.approx(expected, abs=1e-4)


def test_battery_trades_where_it_pays(solve: Solve) -> None:
    # without a clean share all of the dear hour comes from the cheap ones: 10 MW out, 12.346 in
    case = with_supply(
        with_hours(tiny(a=0), "a", (10, 10, 10, 90)), "a", "battery", 1.0, efficiency=0.81, duration_h=100.0
    )
    expected = energy_meur(30 + 10 / 0.81, 10, QUARTER)
    assert solve(case).objective_meur == pytest.approx(expected, abs=1e-4)
