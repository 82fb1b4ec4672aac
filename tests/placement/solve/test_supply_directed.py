"""V of a battery that goes one way at a time: its true cost, the cuts that hold below it, and when it is asked for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.case import Case, Supply
from models.derive import site_options
from placement.read import read_case
from placement.solve import supply_one_way
from placement.solve.battery_ways import Ways
from placement.solve.curve_points import KnownCurve, Plane, Point
from placement.solve.supply_cut import Ask, SupplyCut
from placement.solve.supply_lp import PricedSupply, SupplyLp
from tests.models.cases import with_policy
from tests.models.random_cases import rich_case
from tests.models.test_battery_one_way import below_zero, wind_in_one_hour, with_battery
from tests.models.test_supply_battery import short_of_power
from tests.placement.solve.supplies import programme

EXACT = 1e-6
STAGE = "2030"


def never(*asked: Any) -> Any:
    """In place of the mixed-integer programme."""
    raise AssertionError("a mixed-integer programme was asked")


def one_way(lp: SupplyLp, stage: str, draw_mw: float) -> PricedSupply:
    priced = lp.price(stage, Ask(draw_mw, one_way=True))
    assert priced is not None
    return priced


def test_half_a_day_below_zero(tutorial: Path) -> None:
    # the tutorial with a summer day at -60 EUR/MWh until noon and 300 after; 3,505,599 EUR by a programme of others
    case = with_policy(read_case(tutorial), carbon_free_share=None)
    hours = {
        key: tuple(replace(h, price_eur_per_mwh=-60.0 if h.hour < 12 else 300.0) if h.month == 7 else h for h in rows)
        for key, rows in case.hours.items()
        if key[1] == "FI"
    }
    battery = Supply("FI", "battery", 60_000.0, 60.0, 0.8, 4.0)
    case = replace(case, hours={**case.hours, **hours}, supplies={**case.supplies, ("FI", "battery"): battery})
    lp = SupplyLp(case, "fi-vaasa", "liquid-dry", ["2028-30"])
    priced = one_way(lp, "2028-30", 8.5)
    assert priced.cost_meur == pytest.approx(3.505599, abs=1e-6)
    assert sum(lp.plan("2028-30", Ask(8.5)).terms_meur.values()) == pytest.approx(3.505599, abs=1e-6)
    linear = lp.price("2028-30", Ask(8.5))
    assert linear is not None
    assert linear.cost_meur < 3.4
    # nothing binds here but what grows with the load: V is a straight line, and its cut says so
    assert Plane.of(priced.cuts[-1]).at(Ask(17.0)) == pytest.approx(2 * 3.505599, abs=1e-5)


def some_cases() -> list[Case]:
    found = (below_zero(rich_case(seed)[0], np.random.default_rng(seed)) for seed in range(8))
    return [with_policy(case, carbon_cap_t_per_year=None, water_cap_m3_per_year=None) for case in found]


def test_cuts_hold_everywhere_and_touch_where_asked() -> None:
    higher = 0
    for case in some_cases():
        option = site_options(case)[0]
        lp = programme(case, option)
        priced = {x: p for x in (1.0, 2.5, 4.0) if (p := lp.price(option[2], Ask(x, one_way=True))) is not None}
        for x, at in priced.items():
            for cut in (cut for some in priced.values() for cut in some.cuts):
                assert Plane.of(cut).at(Ask(x)) <= at.cost_meur + EXACT * max(1.0, abs(at.cost_meur))
            linear = lp.price(option[2], Ask(x))
            assert linear is not None
            assert linear.cost_meur <= at.cost_meur + EXACT * max(1.0, abs(at.cost_meur))
            higher += at.cost_meur > linear.cost_meur + 1e-4 * abs(at.cost_meur)
    assert higher > 3, "nothing was tried"


def test_cuts_hold_under_other_allowances() -> None:
    tried = 0
    for case in some_cases():
        case = with_policy(case, carbon_cap_t_per_year=1e6)
        option = site_options(case)[0]
        lp = programme(case, option)
        asks = [(2.0, 3.0), (2.0, 6.0), (4.0, 6.0), (4.0, 12.0)]
        priced = {ask: p for ask in asks if (p := lp.price(option[2], Ask(ask[0], ask[1], one_way=True))) is not None}
        for ask, at in priced.items():
            for cut in (cut for some in priced.values() for cut in some.cuts if cut.of_cost):
                tried += cut.carbon_slope_meur_per_kt < 0.0
                assert Plane.of(cut).at(Ask(*ask)) <= at.cost_meur + EXACT * max(1.0, abs(at.cost_meur))
    assert tried > 3, "no cut hung on carbon"


def test_what_costs_nothing_needs_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    # a millionth of a EUR for each GWh burnt: whatever the linear programme does, not to burn costs next to nothing
    case = with_battery((50.0, -1e-9, 50.0, 50.0))
    lp = SupplyLp(case, "a", "dry", [STAGE])
    monkeypatch.setattr(supply_one_way, "DirectedSupply", never)
    monkeypatch.setattr(lp.battery, "goes_both_ways", lambda values: True)
    priced = lp.price(STAGE, Ask(8.0, one_way=True))
    assert priced is not None
    assert len(priced.cuts) == 1


def test_large_programmes_leave_it_to_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    case = some_cases()[0]
    option = site_options(case)[0]
    exact = one_way(programme(case, option), option[2], 4.0)
    monkeypatch.setattr(supply_one_way, "DirectedSupply", never)
    monkeypatch.setattr(supply_one_way, "LEFT_TO_THE_GAP", 1)
    rough = one_way(programme(case, option), option[2], 4.0)
    assert rough.cost_meur >= exact.cost_meur - EXACT
    highest = max(Plane.of(cut).at(Ask(4.0)) for cut in rough.cuts)
    assert highest <= exact.cost_meur + EXACT


def test_a_draw_that_only_burning_could_meet() -> None:
    lp = SupplyLp(wind_in_one_hour(0.3), "a", "dry", [STAGE])
    ask = Ask(5.0, one_way=True)
    assert lp.price(STAGE, Ask(5.0)) is not None
    assert lp.price(STAGE, ask) is None
    assert lp.least_too_large_mw(STAGE, ask) == pytest.approx(0.0, abs=1e-6)


def test_directions_are_found_where_those_at_hand_serve_no_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    # 10 MW of load, 8 of connection in the dear hour: a battery told to go the wrong way round serves no draw, and the
    # supply is asked for anew, with the least that is charged
    case = short_of_power((50, 50, 50, 51), 4.0)
    lp = SupplyLp(case, "a", "dry", [STAGE])
    expected = one_way(lp, STAGE, 10.0).cost_meur
    right, asked = lp.battery.ways, []

    def wrong_at_first(values: Any) -> Ways:
        asked.append(values)
        ways = right(values)
        return Ways(~ways.no_charge, ~ways.no_discharge) if len(asked) == 1 else ways

    monkeypatch.setattr(lp.battery, "goes_both_ways", lambda values: True)
    monkeypatch.setattr(lp.battery, "ways", wrong_at_first)
    monkeypatch.setattr(supply_one_way, "DirectedSupply", never)
    assert one_way(lp, STAGE, 10.0).cost_meur == pytest.approx(expected)
    assert len(asked) == 2


def test_a_known_curve_keeps_both_costs_apart() -> None:
    known = KnownCurve()
    known.points |= {
        Ask(4.0): Point(4.0),
        Ask(4.0, one_way=True): Point(5.0),
        Ask(9.0, one_way=True): Point(None, largest_mw=8.0),
    }
    known.planes[Plane.of(SupplyCut(("a", "dry", STAGE), 1.0, 0.0))] = None
    assert known.find(Ask(4.0), 0.0) == Point(4.0)
    assert known.find(Ask(4.0, one_way=True), 0.0) == Point(5.0)
    # between 0 and 4 the linear cost lies on a straight line; the other is not convex, and not known
    assert known.find(Ask(2.0), 0.0) == Point(2.0)
    assert known.find(Ask(2.0, one_way=True), 1.0) is None
    # what no battery that goes one way can meet, the linear programme may
    assert known.find(Ask(8.5, one_way=True), 0.0) == Point(None, largest_mw=8.0)
    assert known.find(Ask(8.5), 0.0) is None
