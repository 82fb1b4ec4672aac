"""V(x, e, w): what a fleet cap leaves a site of carbon and water, elastic, with cuts that hold everywhere."""

from dataclasses import replace

import numpy as np
import pytest
from pyomo.environ import Constraint, value

from models.build import build_supply
from models.case import Case
from models.derive import site_options
from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import compile_model
from placement.solve.supply_cut import Ask, Option, SupplyCut
from placement.solve.supply_lp import PricedSupply, SupplyLp
from tests.models.cases import tiny, with_carbon, with_cooling, with_policy, with_supply
from tests.models.random_cases import STAGES, rich_case
from tests.placement.solve.supplies import EXACT, SWITCHES, programme

OPTION: Option = ("a", "dry", "2030")
KT_PER_MW = 0.4 * 8.76
"""Of grid power at 400 g/kWh, a year."""
GRID, CLEAN = 50 * 8760 / 1e6, 0.8
"""MEUR per MW and year."""
SEEDS = (*range(8), 9, 10)  # site a of case 8 has no power at all
WHOLE = {"carbon_cap_t_per_year": 1e9, "water_cap_m3_per_year": 1e9}
"""Caps on the fleet: their size does not matter here."""


def dirty_or_dear(limit_mw: float | None = None) -> Case:
    """A grid at 400 g/kWh and 0.438 MEUR/MW, and a clean contract at 0.8; a litre of water a kWh."""
    case = with_carbon(with_cooling(tiny(a=50), wue_l_per_kwh=1.0, wue_threshold_c=-60.0), "a", 400.0)
    case = with_supply(case, "a", "baseload", 1e6 * CLEAN, limit_mw=limit_mw)
    return with_policy(case, carbon_account="hourly", **WHOLE)


def priced(lp: SupplyLp, ask: Ask, stage: str = "2030") -> PricedSupply:
    found = lp.price(stage, ask)
    assert found is not None
    return found


def plane(cut: SupplyCut, ask: Ask) -> float:
    carbon, water = ask.carbon_kt or 0.0, ask.water_thousand_m3 or 0.0
    allowed = cut.carbon_slope_meur_per_kt * carbon + cut.water_slope_meur_per_thousand_m3 * water
    return cut.slope_meur_per_mw * ask.it_draw_mw + allowed + cut.intercept_meur


def test_ample_allowance_costs_nothing() -> None:
    found = priced(programme(dirty_or_dear(), OPTION), Ask(10.0, 100.0, 100.0))
    assert found.cost_meur == pytest.approx(10 * GRID)
    assert found.over_carbon_kt == found.over_water_thousand_m3 == 0.0
    (cut,) = found.cuts
    assert cut.slope_meur_per_mw == pytest.approx(GRID)
    assert cut.intercept_meur == pytest.approx(0.0, abs=1e-9)
    assert cut.carbon_slope_meur_per_kt == cut.water_slope_meur_per_thousand_m3 == 0.0


def test_binding_allowance_has_the_price_of_saving_carbon() -> None:
    # 5 of 10 MW fit under 17.52 kt of the grid, the others are clean: a kt less takes 1 / 3.504 MW from grid to clean
    found = priced(programme(dirty_or_dear(), OPTION), Ask(10.0, 5 * KT_PER_MW, None))
    assert found.cost_meur == pytest.approx(5 * GRID + 5 * CLEAN)
    assert found.over_carbon_kt == pytest.approx(0.0, abs=1e-9)
    (cut,) = found.cuts
    assert cut.carbon_slope_meur_per_kt == pytest.approx(-(CLEAN - GRID) / KT_PER_MW)
    assert cut.slope_meur_per_mw == pytest.approx(CLEAN)  # one MW more has to be clean
    assert cut.water_slope_meur_per_thousand_m3 == 0.0
    assert cut.intercept_meur == pytest.approx(0.0, abs=1e-9)


def test_too_small_an_allowance_is_overstepped_at_the_penalty() -> None:
    # 3 MW of clean power at most: the other 7 are over, at 100 MEUR a kt
    lp = programme(dirty_or_dear(limit_mw=3.0), OPTION)
    found = priced(lp, Ask(10.0, 0.0))
    assert found.over_carbon_kt == pytest.approx(7 * KT_PER_MW)
    assert found.cost_meur == pytest.approx(3 * CLEAN + 7 * GRID + 100.0 * 7 * KT_PER_MW)
    assert found.cuts[0].carbon_slope_meur_per_kt == pytest.approx(-100.0)
    dearer = priced(lp, Ask(10.0, 0.0, penalty=10.0))
    assert dearer.cost_meur == pytest.approx(3 * CLEAN + 7 * GRID + 1000.0 * 7 * KT_PER_MW)
    assert priced(lp, Ask(10.0, 0.0)).cost_meur == pytest.approx(found.cost_meur)


def test_what_no_supply_can_keep_is_cut_off_by_need() -> None:
    # 3 MW of clean power at most: x needs at least KT_PER_MW (x - 3) of carbon, whatever the penalty
    lp = programme(dirty_or_dear(limit_mw=3.0), OPTION)
    (need,) = [c for c in priced(lp, Ask(10.0, KT_PER_MW)).cuts if not c.of_cost]
    assert need.slope_meur_per_mw == pytest.approx(KT_PER_MW)
    assert need.carbon_slope_meur_per_kt == pytest.approx(-1.0)
    assert need.intercept_meur == pytest.approx(-3 * KT_PER_MW)
    assert priced(lp, Ask(10.0)).cost_meur == pytest.approx(10 * GRID)  # costs are costs again
    (kept,) = priced(lp, Ask(10.0, 7 * KT_PER_MW)).cuts
    assert kept.of_cost


def test_an_allowance_too_dear_for_the_penalty_is_no_need() -> None:
    # clean power costs more than a penalty of almost nothing: the allowance is passed, though it could be kept
    found = priced(programme(dirty_or_dear(), OPTION), Ask(10.0, 0.0, penalty=1e-6))
    assert found.over_carbon_kt == pytest.approx(10 * KT_PER_MW)
    assert all(c.of_cost for c in found.cuts)


def test_water_over_its_allowance() -> None:
    # nothing saves water here: 8.76 thousand m3 for each MW, at 10 MEUR a thousand
    found = priced(programme(dirty_or_dear(), OPTION), Ask(10.0, None, 50.0))
    assert found.over_water_thousand_m3 == pytest.approx(87.6 - 50.0)
    assert found.over_carbon_kt == 0.0
    assert found.cost_meur == pytest.approx(10 * GRID + 10.0 * 37.6)
    assert found.cuts[0].water_slope_meur_per_thousand_m3 == pytest.approx(-10.0)


def test_load_keeps_the_allowance_or_says_that_it_cannot() -> None:
    lp = programme(dirty_or_dear(limit_mw=3.0), OPTION)
    model = lp.load("2030", Ask(10.0, 8 * KT_PER_MW))
    assert value(model.Carbon) == pytest.approx(8 * KT_PER_MW)
    assert sum(float(value(term)) for term in model.terms.values()) == pytest.approx(8 * GRID + 2 * CLEAN)
    with pytest.raises(SolverTrouble, match="no supply"):
        lp.load("2030", Ask(10.0, 6 * KT_PER_MW))
    assert priced(lp, Ask(10.0, 6 * KT_PER_MW)).over_carbon_kt == pytest.approx(KT_PER_MW)  # elastic again


def test_largest_draw_asks_for_no_allowance() -> None:
    lp = programme(dirty_or_dear(limit_mw=3.0), OPTION)
    lp.price("2030", Ask(10.0, 0.0, 0.0))
    assert lp.largest_draw_mw("2030") == pytest.approx(100.0)
    assert priced(lp, Ask(10.0)).cost_meur == pytest.approx(10 * GRID)


def test_allowance_without_a_cap_is_refused() -> None:
    lp = programme(with_policy(dirty_or_dear(), carbon_cap_t_per_year=None, water_cap_m3_per_year=None), OPTION)
    assert not len(lp.model.OverAllowance)
    with pytest.raises(ValueError, match="no such fleet cap"):
        lp.price("2030", Ask(10.0, 1.0))


def random_case(seed: int) -> Case:
    """A rich case with one of the switches on, and both caps."""
    return with_policy(SWITCHES[seed % len(SWITCHES)].on(rich_case(seed, share_on=0.0)[0]), **WHOLE)


def random_asks(lp: SupplyLp, seed: int, stage: str, count: int = 12) -> list[Ask]:
    """Draws that can be met, with allowances from 0 to a little more than is wanted."""
    rng = np.random.default_rng(seed)
    asks = []
    for x in rng.uniform(0.0, 8.0, count).tolist():
        if lp.price(stage, Ask(x)) is not None:
            wanted = lp.load(stage, Ask(x))
            carbon, water = rng.uniform(0.0, 1.2, 2).tolist()
            asks.append(Ask(x, carbon * value(wanted.Carbon), water * value(wanted.Water)))
    return asks


@pytest.mark.parametrize("seed", SEEDS)
def test_cuts_hold_at_every_ask_of_every_stage(seed: int) -> None:
    case = random_case(seed)
    cooling = next(k for s, k, t in site_options(case) if (s, t) == ("a", "2033"))
    lp = SupplyLp(case, "a", cooling, [t.stage for t in STAGES])
    asks = [(t.stage, ask) for t in STAGES for ask in random_asks(lp, seed, t.stage)]
    found = {(t, ask): priced(lp, ask, t) for t, ask in asks}
    assert any(p.over_carbon_kt > 0 or p.over_water_thousand_m3 > 0 for p in found.values())
    assert any(p.cuts[0].carbon_slope_meur_per_kt < 0 for p in found.values())
    for (stage, ask), p in found.items():
        for cut in p.cuts:
            assert cut.intercept_meur <= 0.0
            assert cut.carbon_slope_meur_per_kt <= 0.0
            assert cut.water_slope_meur_per_thousand_m3 <= 0.0
            for (other, at), truth in found.items():
                if other != cut.option[2]:
                    continue
                over = truth.over_carbon_kt + truth.over_water_thousand_m3
                most, scale = (truth.cost_meur, abs(p.cost_meur)) if cut.of_cost else (over, 1.0)
                assert plane(cut, at) <= most + EXACT * max(1.0, abs(most), scale)
        own = next(cut for cut in p.cuts if cut.option[2] == stage and cut.of_cost)
        assert plane(own, ask) == pytest.approx(p.cost_meur, rel=1e-6, abs=1e-6)


def hard_cost(case: Case, option: Option, ask: Ask) -> float | None:
    """The same by plain limits in a model without allowances."""
    free = with_policy(case, carbon_cap_t_per_year=None, water_cap_m3_per_year=None)
    m = build_supply(free, *option)
    m.ItDraw.fix(ask.it_draw_mw)
    if ask.carbon_kt is not None:
        m.carbon_cap = Constraint(expr=m.Carbon <= ask.carbon_kt)
    if ask.water_thousand_m3 is not None:
        m.water_cap = Constraint(expr=m.Water <= ask.water_thousand_m3)
    return HighsProblem(compile_model(m), threads=1).run(lambda: False).objective


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_allowances_cost_what_hard_caps_cost(seed: int) -> None:
    case = random_case(seed)
    option = next(o for o in site_options(case) if o[0] == "a")
    lp = programme(case, option)
    kept = 0
    asks = random_asks(lp, seed, option[2])
    alone = [replace(a, carbon_kt=None) for a in asks] + [replace(a, water_thousand_m3=None) for a in asks]
    for ask in asks + alone:
        found, hard = priced(lp, ask, option[2]), hard_cost(case, option, ask)
        over = max(found.over_carbon_kt, found.over_water_thousand_m3)
        assert (hard is None) == (over > 1e-6)
        if hard is not None:
            kept += 1
            assert found.cost_meur == pytest.approx(hard, rel=1e-7, abs=1e-7)
    assert kept
