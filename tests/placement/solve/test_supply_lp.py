"""V(x) of one site: convex, 0 at 0, with cuts that hold everywhere; HiGHS is not taken at its first word."""

import numpy as np
import pytest
from pyomo.environ import value

from models.case import Case, Headroom
from models.derive import site_options
from placement.solve import supply_lp
from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem, Outcome
from placement.solve.supply_cut import Ask
from placement.solve.supply_lp import RESTARTS, USUAL, SupplyLp
from tests.models.cases import tiny, with_cooling, with_headroom, with_site
from tests.models.random_cases import STAGES, rich_case
from tests.placement.solve.supplies import EXACT, SWITCHES, programme, value_of

DRAWS = [0.3, 1.0, 2.5, 4.0, 6.0, 9.0]
SEEDS = range(8)


def random_case(seed: int) -> Case:
    """A rich case with one of the switches on."""
    return SWITCHES[seed % len(SWITCHES)].on(rich_case(seed, share_on=0.0)[0])


def both_stages(seed: int) -> SupplyLp:
    """The first site's programme for two stages: it has 5 MW more in the second."""
    case = random_case(seed)
    cooling = next(k for s, k, t in site_options(case) if (s, t) == ("a", "2033"))
    return SupplyLp(case, "a", cooling, [t.stage for t in STAGES])


@pytest.mark.parametrize("seed", SEEDS)
def test_cuts_hold_at_every_draw_of_every_stage(seed: int) -> None:
    lp = both_stages(seed)
    stages = [t.stage for t in STAGES]
    priced = {(t, x): p for t in stages for x in DRAWS if (p := lp.price(t, Ask(x))) is not None}
    cuts = [cut for some in priced.values() for cut in some.cuts]
    assert {cut.option[2] for cut in cuts} == set(stages)
    for cut in cuts:
        for (t, x), at in priced.items():
            if t == cut.option[2]:
                assert value_of(cut, x) <= at.cost_meur + EXACT * max(1.0, abs(at.cost_meur))
        assert cut.intercept_meur <= 0.0


@pytest.mark.parametrize("seed", SEEDS)
def test_own_cut_touches(seed: int) -> None:
    lp = both_stages(seed)
    for x in DRAWS:
        priced = lp.price("2033", Ask(x))
        if priced is not None:
            own = next(cut for cut in priced.cuts if cut.option[2] == "2033")
            assert value_of(own, x) == pytest.approx(priced.cost_meur, rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_cost_is_convex_and_nothing_at_nothing(seed: int) -> None:
    case = random_case(seed)
    for option in site_options(case)[:3]:
        lp = programme(case, option)
        priced = [lp.price(option[2], Ask(x)) for x in np.linspace(0.0, 8.0, 9)]
        cost = np.array([p.cost_meur for p in priced if p is not None])
        assert cost[0] == pytest.approx(0.0, abs=1e-9)
        assert (np.diff(cost, 2) >= -1e-7 * np.abs(cost).max()).all()
        # what cannot be met at one draw cannot be met at a larger one
        assert [p is None for p in priced] == sorted(p is None for p in priced)


def tight() -> Case:
    """10 MW of connection in the first stage, 15 in the second; 1 MW of IT asks for 1.25 MW."""
    case = with_cooling(tiny(STAGES, a=50), pue_base=1.25)
    return with_headroom(case, Headroom("a", 2000, firm_mw=10.0), Headroom("a", 2033, firm_mw=5.0))


def test_a_draw_over_the_largest_by_rounding_is_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supply_lp, "USUAL", USUAL | {"primal_feasibility_tolerance": 1e-10})
    lp = SupplyLp(tight(), "a", "dry", ["2030"])
    most = lp.price("2030", Ask(8.0))
    assert most is not None
    over = lp.price("2030", Ask(8.0 * (1 + 2e-7)))
    assert over is not None
    assert over.cost_meur == pytest.approx(most.cost_meur, rel=1e-6)
    assert lp.load("2030", Ask(8.0 * (1 + 2e-7))).ItDraw.value == pytest.approx(8.0)
    assert lp.price("2030", Ask(8.0 * (1 + 2e-5))) is None


def test_largest_draw() -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030", "2033"])
    assert lp.largest_draw_mw("2030") == pytest.approx(8.0)
    assert lp.largest_draw_mw("2033") == pytest.approx(12.0)
    assert lp.price("2030", Ask(8.0)) is not None
    assert lp.price("2030", Ask(8.01)) is None
    # the same programme, the other stage: the headroom is that of the stage asked for
    after = lp.price("2033", Ask(8.01))
    assert after is not None
    assert after.cost_meur == pytest.approx(8.01 * 1.25 * 50 * 8760 / 1e6)


def test_largest_draw_can_be_priced() -> None:
    # the master is told x <= largest: a largest that cannot be priced would be told again and again
    tried = 0
    for seed in range(10):
        case = random_case(seed)
        for option in site_options(case)[:4]:
            lp = programme(case, option)
            if lp.price(option[2], Ask(40.0)) is None:
                tried += 1
                assert lp.price(option[2], Ask(lp.largest_draw_mw(option[2]))) is not None
    assert tried > 10


def test_price_after_largest_draw_is_the_same() -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030", "2033"])
    before = lp.price("2030", Ask(4.0))
    lp.largest_draw_mw("2033")
    assert lp.price("2030", Ask(4.0)) == before


def test_water_permit_is_a_limit() -> None:
    # a litre a kWh at all times: 8,760 m3 a year for every MW
    case = with_cooling(tiny(a=50), wue_l_per_kwh=1.0, wue_threshold_c=-60.0)
    case = with_site(case, "a", water_m3_per_year=3 * 8_760.0)
    assert programme(case, ("a", "dry", "2030")).largest_draw_mw("2030") == pytest.approx(3.0)


def failing(monkeypatch: pytest.MonkeyPatch, times: int, answer: Outcome | None = None) -> list[int]:
    """HiGHS has trouble (or gives a wrong answer) at its first runs; the list counts the runs."""
    runs, real = [0], HighsProblem.run

    def run(self: HighsProblem, *args: object, **kwargs: object) -> Outcome:
        runs[0] += 1
        if runs[0] > times:
            return real(self, *args, **kwargs)  # type: ignore[arg-type]
        if answer is not None:
            return answer
        raise SolverTrouble("HiGHS ended with 'Unknown'")

    monkeypatch.setattr(HighsProblem, "run", run)
    return runs


@pytest.mark.parametrize("times", range(1, len(RESTARTS)))
def test_trouble_is_tried_again(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030", "2033"])
    expected = lp.price("2030", Ask(4.0))
    assert expected is not None
    runs = failing(monkeypatch, times)
    found = lp.price("2030", Ask(4.0))
    assert found is not None
    assert found.cost_meur == pytest.approx(expected.cost_meur)
    assert [c.slope_meur_per_mw for c in found.cuts] == pytest.approx([c.slope_meur_per_mw for c in expected.cuts])
    assert runs[0] == times + 1


def test_trouble_to_the_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030"])
    failing(monkeypatch, len(RESTARTS))
    with pytest.raises(SolverTrouble, match="also after restarts"):
        lp.price("2030", Ask(4.0))


def test_infeasible_is_not_believed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030"])
    runs = failing(monkeypatch, 1, Outcome("infeasible", None, -np.inf, None))
    assert lp.price("2030", Ask(4.0)) is not None
    assert runs[0] == 3  # the largest draw, found in between, says that 4 MW can be met


def test_more_than_the_largest_draw_is_asked_of_one_algorithm(monkeypatch: pytest.MonkeyPatch) -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030"])
    runs = failing(monkeypatch, 0)
    assert lp.price("2030", Ask(9.0)) is None
    assert runs[0] == 2
    assert lp.price("2030", Ask(10.0)) is None
    assert runs[0] == 3  # the largest draw is known by now


def test_largest_draw_survives_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030"])
    failing(monkeypatch, 1)
    assert lp.largest_draw_mw("2030") == pytest.approx(8.0)


def test_programme_of_a_stage_alone_agrees_with_the_shared_one() -> None:
    case = random_case(3)
    cooling = next(k for s, k, t in site_options(case) if (s, t) == ("a", "2033"))
    shared = SupplyLp(case, "a", cooling, ["2030", "2033"])
    for stage in ("2033", "2030"):
        alone = SupplyLp(case, "a", cooling, [stage])
        for x in DRAWS:
            one, other = shared.price(stage, Ask(x)), alone.price(stage, Ask(x))
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert one.cost_meur == pytest.approx(other.cost_meur, rel=1e-7)


def test_loaded_model_holds_the_cost() -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030", "2033"])
    model = lp.load("2033", Ask(4.0))
    priced = lp.price("2033", Ask(4.0))
    assert priced is not None
    assert sum(float(value(term)) for term in model.terms.values()) == pytest.approx(priced.cost_meur)
    assert value(model.ItDraw) == pytest.approx(4.0)
    with pytest.raises(SolverTrouble):
        lp.load("2030", Ask(50.0))


def test_interior_points_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    case, _ = rich_case(3, share_on=0.0)
    option = next(o for o in site_options(case) if o[0] == "a")
    usual = programme(case, option)
    assert not usual.is_large
    monkeypatch.setattr(supply_lp, "LARGE", 0)
    large = programme(case, option)
    assert large.is_large
    for x in (1.0, 3.0, 5.0):
        one, other = usual.price(option[2], Ask(x)), large.price(option[2], Ask(x))
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert other.cost_meur == pytest.approx(one.cost_meur, rel=1e-6)
            (cut,) = (c for c in other.cuts if c.option == option)
            assert cut.slope_meur_per_mw * x + cut.intercept_meur == pytest.approx(one.cost_meur, rel=1e-6)


def test_a_plan_at_hand_is_not_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lp = SupplyLp(tight(), "a", "dry", ["2030", "2033"])
    priced = {(t, x): lp.price(t, Ask(x)) for t, x in (("2030", 4.0), ("2033", 6.0))}
    runs = failing(monkeypatch, 0)
    for (stage, x), known in priced.items():
        found = lp.plan(stage, Ask(x))
        assert known is not None
        assert sum(found.terms_meur.values()) == pytest.approx(known.cost_meur)
        assert found.power.hourly["it_load_mw"] == pytest.approx(x)
    assert runs[0] == 0
    assert lp.plan("2033", Ask(5.0)).power.hourly["it_load_mw"] == pytest.approx(5.0)
    assert runs[0] == 1
