"""A battery charges or discharges in an hour, never both: by hand where both would pay, and the proof where it cannot.

10 MW of IT, every hour a period of its own unless said otherwise: what is charged in an hour can only be given back in
the same hour, so that a battery is of no use but to burn power.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.case import Case
from models.derive import site_options
from models.supply import direction
from placement.solve.answers import Infeasible
from placement.solve.formulate import build_supply
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import compile_model
from tests.models.cases import (
    YEAR,
    energy_meur,
    tiny,
    with_carbon,
    with_hours,
    with_policy,
    with_rules,
    with_site,
    with_supply,
    with_zone,
)
from tests.models.random_cases import SWITCHES, rich_case
from tests.models.solving import Answer, Solve

CHEAP = 1.0
"""EUR a year per MW of battery: burning pays at once."""
GAP = 1e-4
ALONE = (0, 1, 2, 3)
"""Periods of an hour each."""


def with_battery(price: tuple[float, ...], period: tuple[int, ...] = ALONE, **hours: Any) -> Case:
    case = with_site(with_hours(tiny(a=0), "a", price, period=period, **hours), "a", max_it_mw=10.0)
    return with_supply(case, "a", "battery", CHEAP, efficiency=0.81, duration_h=100.0)


def never_both_ways(plan: Answer) -> bool:
    """Of every open site, hour by hour."""
    for supplied in plan.decided.supply.values():
        hourly = supplied.power.hourly
        charge = hourly["clean_charge_mw"] + hourly["grid_charge_mw"]
        discharge = hourly["clean_discharge_mw"] + hourly["grid_discharge_mw"]
        if np.minimum(charge, discharge).max() > 1e-6:
            return False
    return True


def test_power_is_not_burnt_at_prices_below_zero(solve: Solve) -> None:
    # 100 EUR for each MWh taken: the 90 MW of connection to spare would earn, were the battery to burn them
    plan = solve(with_battery((-100.0,) * 4))
    assert plan.objective_meur == pytest.approx(energy_meur(10, -100))
    assert never_both_ways(plan)


def test_losses_from_hour_to_hour_are_real(solve: Solve) -> None:
    # two hours a period: full load comes out in one hour, 10 / 0.81 go in in the other, and those losses are paid
    plan = solve(with_battery((-100.0,) * 4, (0, 0, 1, 1)))
    assert plan.objective_meur == pytest.approx(energy_meur((10 + 10 / 0.81) / 2, -100) + 10 / 0.81 * CHEAP / 1e6)
    assert never_both_ways(plan)


def test_charges_on_the_way_may_outweigh_a_price_below_zero(solve: Solve) -> None:
    # delivered, power costs 10 EUR/MWh in every hour
    case = with_zone(with_battery((-100.0,) * 4), "a", network_eur_per_mwh=110.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 10))


def test_a_price_of_carbon_may_outweigh_a_price_below_zero(solve: Solve) -> None:
    # 1,000 g/kWh at 110 EUR/t are 110 EUR/MWh
    case = with_policy(with_carbon(with_battery((-100.0,) * 4), "a", 1_000.0), carbon_price_eur_per_t=110.0)
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 10))


def wind_in_one_hour(owed: float) -> Case:
    case = with_battery((50.0,) * 4, wind=(1, 0, 0, 0))
    return with_rules(with_supply(case, "a", "wind", 1_000.0), "A", min_new_renewable_share=owed)


def test_burnt_wind_does_not_count_as_used(solve: Solve) -> None:
    # of 40 MWh a day, the one hour of wind can use 10: a quarter, and no more by burning what is over
    plan = solve(wind_in_one_hour(0.25))
    assert plan.objective_meur == pytest.approx(energy_meur(10, 50, 0.75 * YEAR) + 10 * 1e-3)
    with pytest.raises(Infeasible):
        solve(wind_in_one_hour(0.3))


def clean_from_light_day_to_heavy(owed: float) -> Case:
    """Wind in the first hour, of weight 1 in 10; in the second hour of the period, of weight 9, no clean power."""
    case = with_battery((50.0, 50.0), (0, 0), wind=(1, 0), day=(0, 1))
    weight = (0.1 * YEAR, 0.9 * YEAR)
    hours = tuple(replace(h, weight=w) for h, w in zip(case.hours["2030", "a"], weight, strict=True))
    case = replace(case, hours={("2030", "a"): hours})
    return with_policy(with_supply(case, "a", "wind", 1_000.0), carbon_free_share=owed)


def test_clean_power_does_not_push_grid_power_out_of_the_battery(solve: Solve) -> None:
    # clean from hour to hour, all day: 10 + 10 / 0.81 MW of wind
    plan = solve(clean_from_light_day_to_heavy(1.0))
    assert plan.objective_meur == pytest.approx((10 + 10 / 0.81) * 1e-3 + 10 / 0.81 * CHEAP / 1e6)
    assert never_both_ways(plan)


# ---- random cases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [3, 4, 7, 8])
def test_methods_agree_below_zero(seed: int) -> None:
    case = below_zero(rich_case(seed)[0], np.random.default_rng(seed))
    one, other = Solve("monolithic")(case, GAP), Solve("decomposed")(case, GAP)
    assert one.objective_meur == pytest.approx(other.objective_meur, rel=2 * GAP)
    assert max(one.bound_meur, other.bound_meur) <= one.objective_meur * (1 + 1e-6)
    assert never_both_ways(one)
    assert never_both_ways(other)


# ---- the proof: outside the hours named by `burning_hours` no choice is needed -------------------------------------


def below_zero(case: Case, rng: np.random.Generator) -> Case:
    """Many prices below zero, batteries everywhere, and days of one period that weigh differently."""
    hours = {}
    for key, rows in case.hours.items():
        weight = rng.choice([0.5, 1.0, 1.5], 2)
        weight = np.repeat(weight * YEAR / (4 * weight.sum()), 4)
        fall = rng.uniform(30, 90)
        hours[key] = tuple(
            replace(h, price_eur_per_mwh=h.price_eur_per_mwh - fall, period=0, weight=float(w))
            for h, w in zip(rows, weight, strict=True)
        )
    for zone in case.zones:
        most = float(rng.choice([3.0, 8.0]))
        case = with_supply(case, zone, "battery", 4e4, efficiency=0.8, duration_h=2.0, limit_mw=most)
    return replace(case, hours=hours)


def least_meur(case: Case, draw_mw: float) -> float | None:
    """Of the first option, with the choice of direction in it; None where nothing meets the draw."""
    model = build_supply(case, *site_options(case)[0], directed=True)
    problem = HighsProblem(compile_model(model), threads=1, listens=False)
    problem.set("mip_rel_gap", 1e-9)
    draw = problem.form.column_of()[id(model.ItDraw)]
    problem.highs.changeColBounds(draw, draw_mw, draw_mw)
    return problem.run(lambda: False).objective


def every_hour(rules: object, data: object) -> range:
    """In place of `burning_hours`."""
    return range(8)


@pytest.mark.parametrize("seed", range(22))
def test_where_burning_never_pays_no_choice_is_needed(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = below_zero(SWITCHES[seed % len(SWITCHES)].on(rich_case(seed)[0]), np.random.default_rng(seed))
    chosen = least_meur(case, 4.0)
    monkeypatch.setattr(direction, "burning_hours", every_hour)
    everywhere = least_meur(case, 4.0)
    assert chosen == (None if everywhere is None else pytest.approx(everywhere, rel=1e-6, abs=1e-6))
