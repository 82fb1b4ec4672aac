"""Known curves spare their programmes: within a solve, between equal sites, and from one solve to the next."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Case
from models.derive import site_options
from placement.read import read_case
from placement.solve import curve_shelf
from placement.solve.curve_cache import CurveCache
from placement.solve.curves import CHORD_TOLERANCE, Curves
from placement.solve.highs_problem import HighsProblem
from placement.solve.pricers import InProcess
from placement.solve.supply_cut import Ask, Option
from placement.solve.zone_bound import zone_representatives
from tests.models.cases import tiny, with_policy
from tests.models.random_cases import STAGES
from tests.placement.solve.supplies import programme, true_cost, value_of

OPTION: Option = ("es-andorra", "liquid-dry", "2031-33")


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    return read_case(tutorial)


@pytest.fixture
def no_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no programme may be solved."""

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a programme was solved: {arguments[1:]}")

    monkeypatch.setattr(HighsProblem, "run", refuse)


def cost_of(curves: Curves, option: Option, ask: Ask, within: float = CHORD_TOLERANCE) -> float:
    (answer,) = curves.price_all([(option, ask)], within)
    assert answer.cost_meur is not None
    return answer.cost_meur


def test_a_point_is_priced_once(case: Case) -> None:
    with Curves(case, site_options(case)) as curves:
        first = cost_of(curves, OPTION, Ask(10.0))
        assert isinstance(curves._pricers, InProcess)
        curves._pricers.end()
        assert cost_of(curves, OPTION, Ask(10.0)) == first
        assert not curves._pricers.programmes.kept
        assert (curves.count, curves.priced) == (1, 1)


def test_equal_sites_share_a_programme_and_each_gets_its_cuts() -> None:
    case = tiny(a=(30, 40, 60, 80), b=(30, 40, 60, 80))
    options = site_options(case)
    with Curves(case, options) as curves:
        here, there = curves.price_all([(option, Ask(5.0)) for option in options])
        assert (curves.count, curves.priced) == (2, 1)
    assert here.cost_meur == there.cost_meur
    assert [cut.option for cut in (*here.cuts, *there.cuts)] == list(options)
    assert replace(here.cuts[0], option=options[1]) == there.cuts[0]


def test_known_cuts_are_valid_and_serve_every_stage(case: Case) -> None:
    draws = [2.0, 9.0, 20.0, 40.0]
    with Curves(case, site_options(case)) as curves:
        assert curves.known_cuts() == []
        curves.price_all([(OPTION, Ask(x)) for x in draws])
        cuts = curves.known_cuts()
        assert curves.known_cuts([OPTION]) == [cut for cut in cuts if cut.option == OPTION]
    assert {cut.option[2] for cut in cuts} == {"2028-30", "2031-33"}
    for stage in ("2028-30", "2031-33"):
        option = (*OPTION[:2], stage)
        for draw, cost in true_cost(case, option, [*draws, 1.0, 15.0, 30.0]).items():
            heights = [value_of(cut, draw) for cut in cuts if cut.option == option]
            assert max(heights) <= cost + 1e-9 * abs(cost)
            if option == OPTION and draw in draws:
                assert max(heights) == pytest.approx(cost, rel=1e-7)


def test_asking_the_same_again_gets_it_exactly(case: Case) -> None:
    """A search that was given chords for all its points would otherwise ask for the same ones for ever."""
    most = programme(case, OPTION).largest_draw_mw(OPTION[2])
    near_the_limit = Ask(0.96 * most)  # where dearer sources have joined
    (true,) = true_cost(case, OPTION, [near_the_limit.it_draw_mw]).values()
    with Curves(case, site_options(case)) as curves:
        cost_of(curves, OPTION, Ask(0.99 * most))
        rough = cost_of(curves, OPTION, near_the_limit, within=1.0)
        assert rough > true * (1 + 1e-3)
        assert cost_of(curves, OPTION, near_the_limit, within=1.0) == pytest.approx(true, rel=1e-9)


def test_the_next_solve_prices_nothing_again(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    options = site_options(case)
    points = [(option, Ask(x)) for option in options[::2] for x in (3.0, 12.0, 500.0)]
    zones = list(zone_representatives(case, options).values())
    with Curves(case, options, CurveCache(tmp_path)) as curves:
        before = curves.price_all(points)
        prices = curves.zone_prices(zones, lambda done: None)
        cuts = set(curves.known_cuts())
    request.getfixturevalue("no_programme")
    told: list[int] = []
    with Curves(case, options, CurveCache(tmp_path)) as curves:
        assert set(curves.known_cuts()) == cuts
        again = curves.price_all(points)
        assert (curves.priced, curves.count > 0) == (0, True)
        same = curves.zone_prices(zones, told.append)
    assert [(p.cost_meur, p.largest_mw) for p in again] == [(p.cost_meur, p.largest_mw) for p in before]
    assert any(p.largest_mw is not None for p in again)
    for one, other in zip(prices, same, strict=True):
        assert [p.power_meur_per_mw.tobytes() for p in one] == [p.power_meur_per_mw.tobytes() for p in other]


def test_a_zone_is_kept_as_soon_as_it_is_priced(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curve_shelf, "_known_prices", {})
    zones = list(zone_representatives(case, site_options(case)).values())
    assert len(zones) > 1

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with Curves(case, site_options(case), CurveCache(tmp_path)) as curves, pytest.raises(KeyboardInterrupt):
        curves.zone_prices(zones, stop)
    told: list[int] = []
    with Curves(case, site_options(case), CurveCache(tmp_path)) as curves:
        curves.zone_prices(zones, told.append)
    assert told == list(range(1, len(zones) + 1))  # the first from the cache


def test_what_a_price_depends_on_is_priced_again(case: Case, tmp_path: Path) -> None:
    with Curves(case, site_options(case), CurveCache(tmp_path)) as curves:
        before = cost_of(curves, OPTION, Ask(10.0))
    dearer = with_policy(case, carbon_price_eur_per_t=50.0)
    with Curves(dearer, site_options(dearer), CurveCache(tmp_path)) as curves:
        assert cost_of(curves, OPTION, Ask(10.0)) > before
        assert curves.priced == 1


def test_cuts_in_carbon_serve_only_under_a_cap_on_it(case: Case, tmp_path: Path) -> None:
    capped = with_policy(case, carbon_cap_t_per_year=1e6)
    with Curves(capped, site_options(capped), CurveCache(tmp_path)) as curves:
        (free,) = curves.price_all([(OPTION, Ask(10.0, carbon_kt=1e3))])
        (tight,) = curves.price_all([(OPTION, Ask(10.0, carbon_kt=0.0))])
        assert free.cuts[-1].carbon_slope_meur_per_kt == 0.0
        assert tight.cuts[-1].carbon_slope_meur_per_kt < 0.0
        assert any(cut.carbon_slope_meur_per_kt for cut in curves.known_cuts())
    with Curves(case, site_options(case), CurveCache(tmp_path)) as curves:
        assert curves.known_cuts()
        assert not any(cut.carbon_slope_meur_per_kt for cut in curves.known_cuts())


def test_stages_with_equal_headroom_share_a_curve() -> None:
    case = tiny(STAGES, a=50)
    case = replace(case, hours={(t.stage, "a"): case.hours[STAGES[0].stage, "a"] for t in STAGES})
    with Curves(case, site_options(case)) as curves:
        curves.price_all([(("a", "dry", STAGES[0].stage), Ask(5.0))])
        (other,) = curves.price_all([(("a", "dry", STAGES[1].stage), Ask(5.0))])
        assert other.cost_meur is not None
        assert len(curves._book._curves) == 1
