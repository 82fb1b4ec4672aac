"""What is known of a curve says V only where that is surely so."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.case import Case
from placement.read import read_case
from placement.solve.curve_points import CHORD_TOLERANCE, KnownCurve, Plane, Point, upper_envelope
from placement.solve.supply_cut import Ask, Option, is_same
from tests.placement.solve.supplies import programme

OPTION: Option = ("es-andorra", "liquid-dry", "2031-33")


def line(slope: float, intercept: float) -> Plane:
    return Plane(slope, intercept, 0.0, 0.0)


def curve(*points: tuple[float, float], lines: tuple[Plane, ...] = ()) -> KnownCurve:
    known = KnownCurve()
    known.points = {Ask(x): Point(cost) for x, cost in points}
    known.planes = dict.fromkeys(lines)
    return known


def cost(known: KnownCurve, draw: float, within: float = 0.0) -> float | None:
    found = known.find(Ask(draw), within)
    return None if found is None else found.cost_meur


def test_a_point_is_found_but_for_rounding() -> None:
    known = curve((10.0, 5.0))
    assert known.find(Ask(10.0 * (1 + 1e-10)), 0.0) == Point(5.0)
    assert known.find(Ask(10.0 * (1 + 1e-8)), 0.0) is None


def test_a_chord_close_to_a_tangent_is_an_answer() -> None:
    known = curve((10.0, 10.0), (20.0, 30.0), lines=(line(1.9999, -9.999), line(1.0, 0.0)))
    assert cost(known, 15.0, 1e-3) == pytest.approx(20.0)
    assert cost(known, 15.0, 1e-5) is None  # 1.9999 x 15 - 9.999 = 19.9995 is 2.5e-5 below


def test_a_straight_piece_is_exact() -> None:
    known = curve((10.0, 10.0), (20.0, 30.0), lines=(line(2.0, -10.0),))
    assert cost(known, 15.0) == pytest.approx(20.0)


def test_there_is_no_chord_beyond_the_last_point() -> None:
    assert curve((10.0, 10.0), lines=(line(1.0, 0.0),)).find(Ask(10.5), 1.0) is None


def test_every_curve_begins_at_0() -> None:
    assert cost(curve((10.0, 10.0), lines=(line(1.0, 0.0),)), 4.0) == pytest.approx(4.0)


def test_more_than_the_largest_is_known_to_be_too_much() -> None:
    known = curve()
    known.points[Ask(50.0)] = Point(None, largest_mw=30.0)
    assert known.find(Ask(40.0), 0.0) == Point(None, largest_mw=30.0)
    assert known.find(Ask(40.0, carbon_kt=1.0), 0.0) == Point(None, largest_mw=30.0)
    assert known.find(Ask(29.0), 0.0) is None


def test_an_allowance_makes_another_point() -> None:
    known = curve((10.0, 5.0), (20.0, 10.0), lines=(line(0.5, 0.0),))
    for ask in (Ask(10.0, carbon_kt=1.0), Ask(15.0, water_thousand_m3=0.0)):
        assert known.find(ask, 1.0) is None
    known.points[Ask(10.0, 1.0)] = Point(6.0, over_carbon_kt=0.1)
    assert known.find(Ask(10.0, 1.0), 0.0) == Point(6.0, 0.1)
    assert known.find(Ask(10.0, 1.0, penalty=2.0), 0.0) is None


def test_a_penalty_without_an_allowance_is_nothing() -> None:
    assert is_same(Ask(1.0, penalty=2.0), Ask(1.0))
    assert not is_same(Ask(1.0, 0.0), Ask(1.0))


def test_a_plane_that_falls_with_an_allowance_says_nothing_without_one() -> None:
    known = curve(lines=(Plane(5.0, 0.0, -1.0, 0.0),))
    assert known.highest(Ask(10.0)) is None
    assert known.highest(Ask(10.0, carbon_kt=2.0)) is not None


lines_of_curves = st.lists(
    st.tuples(st.floats(-5, 5), st.floats(-50, 0)).map(lambda numbers: line(*numbers)), min_size=1, max_size=12
)


@given(lines_of_curves, st.floats(0, 100))
def test_the_envelope_is_as_high_as_all(lines: list[Plane], draw: float) -> None:
    kept = upper_envelope(lines)
    assert set(kept) <= set(lines)
    highest = max(plane.at(Ask(draw)) for plane in lines)
    assert max(plane.at(Ask(draw)) for plane in kept) == pytest.approx(highest, rel=1e-6, abs=1e-6)


@given(lines_of_curves)
def test_the_envelope_does_not_depend_on_the_order(lines: list[Plane]) -> None:
    assert upper_envelope(lines) == upper_envelope(reversed(lines))


def test_lines_a_hair_apart_give_one_row() -> None:
    many = [line(1.0 + 1e-13 * i, -1e-13 * i) for i in range(5)]
    assert len(upper_envelope([*many, line(2.0, -10.0)])) <= 3


@pytest.fixture(scope="module")
def tutorial_case(tutorial: Path) -> Case:
    return read_case(tutorial)


def kinked(case: Case) -> Case:
    """Little headroom, so that dearer sources join one by one."""
    return replace(case, headroom=tuple(replace(row, firm_mw=9.0, non_firm_mw=0.0) for row in case.headroom))


def test_chords_bound_v_from_above_and_planes_from_below(tutorial_case: Case) -> None:
    lp, known, stage = programme(kinked(tutorial_case), OPTION), KnownCurve(), OPTION[2]
    most = lp.largest_draw_mw(stage)
    for share in (0.3, 0.5, 0.52, 0.8, 1.0):
        found = lp.price(stage, Ask(share * most))
        assert found is not None
        known.points[Ask(share * most)] = Point(found.cost_meur)
        known.planes |= dict.fromkeys(Plane.of(cut) for cut in found.cuts)
    answered = 0
    for i in range(1, 40):
        ask = Ask(i / 40 * most)
        found = lp.price(stage, ask)
        assert found is not None
        below = known.highest(ask)
        assert below is not None
        assert below.at(ask) <= found.cost_meur * (1 + 1e-9)
        loose, strict = known.find(ask, 1.0), known.find(ask, CHORD_TOLERANCE)
        assert loose is not None
        assert loose.cost_meur is not None
        assert loose.cost_meur >= found.cost_meur * (1 - 1e-9)
        if strict is not None:
            answered += 1
            assert strict.cost_meur == pytest.approx(found.cost_meur, rel=CHORD_TOLERANCE)
    assert 0 < answered < 39
