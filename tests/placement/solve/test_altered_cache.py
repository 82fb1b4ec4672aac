"""A cache that somebody altered, seals and all: what it says is worked out again, and costs time at most."""

import json
import shutil
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.case import Case
from models.derive import site_options
from placement.read import read_case
from placement.solve import SolveOptions, curve_shelf, solve_case
from placement.solve.claims import Claim, holds
from placement.solve.curve_cache import NAMED_BY, CurveCache
from placement.solve.curve_points import Plane
from placement.solve.curve_records import name_of_duals
from placement.solve.curves import CacheMisled, Curves
from placement.solve.pricers import InProcess
from placement.solve.programmes import Programmes
from placement.solve.supply_cut import Ask, Option
from placement.solve.supply_lp import SupplyLp
from placement.solve.zone_bound import zone_representatives
from tests.models.cases import tiny, with_policy
from tests.placement.solve.supplies import value_of

OPTION: Option = ("es-andorra", "liquid-dry", "2031-33")
DRAWS = (5.0, 20.0, 500.0)
"""MW; the last is more than any supply meets."""
EXACT = SolveOptions(gap=1e-6, threads=1, method="decomposed")
Row = tuple[Any, ...]
Alter = Callable[[str, Row], Row]
"""Gives the table and a row without its seal, and takes the row to write in its place."""


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    return read_case(tutorial)


@pytest.fixture(scope="module")
def kept(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the tutorial."""
    folder = tmp_path_factory.mktemp("kept")
    with Curves(case, site_options(case), CurveCache(folder), InProcess) as curves:
        ask(curves)
    return folder


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    curve_shelf._known_to_hold.clear()
    curve_shelf._known_prices.clear()


def ask(curves: Curves) -> NDArray[np.float64]:
    """Costs, the largest draw, and what power costs in each zone in all hours."""
    zones = list(zone_representatives(curves.case, curves.options).values())
    prices = curves.zone_prices(zones, lambda done: None)
    answers = curves.price_all([(OPTION, Ask(x)) for x in DRAWS])
    costs = [a.cost_meur for a in answers[:-1]]
    power = [float(p.power_meur_per_mw.sum()) for found in prices for p in found]
    return np.array([*costs, answers[-1].largest_mw, *power], dtype=np.float64)


same = partial(np.testing.assert_allclose, rtol=1e-9)


def altered(kept: Path, folder: Path, alter: Alter) -> CurveCache:
    """A copy with rows altered, and sealed again as by a script that has the key."""
    shutil.copytree(kept, folder)
    cache = CurveCache(folder)
    with cache._transaction() as db:
        for table in NAMED_BY:
            rows = [row[:-1] for row in db.execute(f"SELECT * FROM {table}").fetchall()]
            db.execute(f"DELETE FROM {table}")
            cache._insert(db, table, [alter(table, row) for row in rows])
    return CurveCache(folder)


def times(factor: float, which: Sequence[str]) -> Alter:
    """Multiply the numbers of records by a factor: of points their ``cost`` or ``largest``, ``planes``, ``duals``."""

    def scaled(text: str, places: Sequence[int]) -> str:
        numbers = json.loads(text)
        return json.dumps([factor * n if i in places and n is not None else n for i, n in enumerate(numbers)])

    def other(duals: bytes) -> bytes:
        return zlib.compress((factor * np.frombuffer(zlib.decompress(duals))).tobytes())

    renamed: dict[str, str] = {}

    def alter(table: str, row: Row) -> Row:
        match table:
            case "points":
                places = [place for name, place in (("cost", 0), ("largest", 3)) if name in which]
                return (*row[:2], scaled(row[2], places), row[3])
            case "planes" if "planes" in which:
                return (row[0], scaled(row[1], range(4)), row[2])
            case "prices" if "zones" in which:
                return (row[0], other(row[1]))
        return row

    def alter_duals(table: str, row: Row) -> Row:
        if table == "duals":
            return (renamed.get(row[0], row[0]), other(row[1]))
        row = alter(table, row)
        if table in ("points", "planes") and row[-1]:
            renamed[row[-1]] = name_of_duals(row[-1].encode())
            return (*row[:-1], renamed[row[-1]])
        return row

    return alter_duals if "duals" in which else alter


@pytest.mark.parametrize("factor", [2.0, 1.001])
@pytest.mark.parametrize("which", [["planes"], ["planes", "cost"], ["planes", "cost", "duals", "zones"]])
def test_bounds_that_stand_too_high_are_priced_anew(
    case: Case, kept: Path, tmp_path: Path, factor: float, which: list[str]
) -> None:
    with Curves(case, site_options(case), None, InProcess) as curves:
        truth = ask(curves)
    with Curves(case, site_options(case), altered(kept, tmp_path / "a", times(factor, which)), InProcess) as curves:
        same(ask(curves), truth)
        (note,) = curves.notes()
        assert "not as they were written" in note
    with Curves(case, site_options(case), CurveCache(tmp_path / "a"), InProcess) as curves:
        same(ask(curves), truth)
        assert curves.notes() == (), "they are gone"


@pytest.mark.parametrize("factor", [2.0, 0.5])
@pytest.mark.parametrize("which", ["cost", "largest"])
def test_a_point_lies_on_a_plane_that_holds(case: Case, kept: Path, tmp_path: Path, factor: float, which: str) -> None:
    """But a largest draw that is too large cuts nothing off, and is asked about no more than that."""
    with Curves(case, site_options(case), None, InProcess) as curves:
        truth = ask(curves)
    with Curves(case, site_options(case), altered(kept, tmp_path / "a", times(factor, [which])), InProcess) as curves:
        found = ask(curves)
    largest = len(DRAWS) - 1
    same(np.delete(found, largest), np.delete(truth, largest))
    assert found[largest] >= truth[largest] * (1 - 1e-9)


def test_what_is_too_low_all_along_is_contradicted_by_the_plan(case: Case, kept: Path, tmp_path: Path) -> None:
    """Half of all duals bounds costs as well, only lower; points on half the planes then look right."""
    low = times(0.5, ["planes", "cost", "duals"])
    with Curves(case, site_options(case), altered(kept, tmp_path / "a", low), InProcess) as curves:
        (told,) = curves.price_all([(OPTION, Ask(DRAWS[0]))])
        with pytest.raises(CacheMisled, match="other costs"):
            curves.plans([(OPTION, Ask(DRAWS[0]))])
    with Curves(case, site_options(case), CurveCache(tmp_path / "a"), InProcess) as curves:
        (true,) = curves.price_all([(OPTION, Ask(DRAWS[0]))])
        assert true.cost_meur is not None
        assert told.cost_meur == pytest.approx(0.5 * true.cost_meur)
        curves.plans([(OPTION, Ask(DRAWS[0]))])


def test_a_plan_that_comes_late_is_kept_though_the_cache_misled(case: Case, kept: Path, tmp_path: Path) -> None:
    cache = altered(kept, tmp_path / "a", times(0.5, ["planes", "cost", "duals"]))
    with Curves(case, site_options(case), cache, InProcess, lambda: True) as curves:
        (told,) = curves.price_all([(OPTION, Ask(DRAWS[0]))])
        (plan,) = curves.plans([(OPTION, Ask(DRAWS[0]))])
    assert told.cost_meur == pytest.approx(0.5 * sum(plan.terms_meur.values()))


def test_a_whole_solve_from_an_altered_cache_ends_at_the_truth(tmp_path: Path) -> None:
    case = tiny(a=(30, 40, 60, 80), b=(35, 45, 50, 70))
    true = solve_case(case, EXACT)
    solve_case(case, replace(EXACT, cache=str(tmp_path / "kept")))
    everything = ["planes", "cost", "duals", "largest", "zones"]
    for factor in (2.0, 0.5):
        folder = tmp_path / str(factor)
        altered(tmp_path / "kept", folder, times(factor, everything))
        plan = solve_case(case, replace(EXACT, cache=str(folder)))
        assert plan.summary["status"] == "optimal"
        assert plan.summary["objective_eur"] == pytest.approx(true.summary["objective_eur"], rel=2e-6)
        assert plan.summary["bound_eur"] <= true.summary["objective_eur"] * (1 + 1e-9)
        assert any("anew" in line for line in plan.log)


def test_what_a_process_has_checked_it_checks_once(
    case: Case, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it takes most of its time in a sweep, whose cases share most of their supply."""
    shutil.copytree(kept, tmp_path / "a")
    with Curves(case, site_options(case), CurveCache(tmp_path / "a"), InProcess) as curves:
        first = ask(curves)
    for work in ("check", "check_zone"):
        monkeypatch.setattr(Programmes, work, lambda *asked: pytest.fail("checked again"))
    with Curves(case, site_options(case), CurveCache(tmp_path / "a"), InProcess) as curves:
        same(ask(curves), first)


def test_trouble_with_the_file_ends_the_cache_and_not_the_solve(
    case: Case, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(kept, tmp_path / "a")
    cache = CurveCache(tmp_path / "a")
    cache.file.write_bytes(b"a shopping list, long enough to be no header of a database " * 20)
    with Curves(case, site_options(case), cache, InProcess) as curves, Curves(case, curves.options) as plain:
        same(ask(curves), ask(plain))
        (note,) = curves.notes()
    assert "went on without its cache" in note
    assert str(cache.file) in note


@pytest.mark.parametrize("kind", ["cost", "need"])
def test_a_claim_holds_for_its_own_duals_and_no_higher_plane(case: Case, kind: str) -> None:
    capped = with_policy(case, carbon_cap_t_per_year=1e6, water_cap_m3_per_year=1e6)
    programme = SupplyLp(capped, OPTION[0], OPTION[1], [OPTION[2]])
    priced = programme.price(OPTION[2], Ask(20.0, carbon_kt=0.0, water_thousand_m3=0.0))
    assert priced is not None
    duals = priced.duals[kind == "cost"]
    (plane,) = (Plane.of(cut) for cut in priced.cuts if cut.of_cost == (kind == "cost"))
    claim = Claim("cost" if kind == "cost" else "need", plane, duals)
    assert holds(programme, OPTION[2], claim)
    up = 1 + 1e-3
    higher = [
        replace(plane, slope_meur_per_mw=plane.slope_meur_per_mw * up),
        replace(plane, intercept_meur=plane.intercept_meur + 0.01),
        replace(plane, carbon_slope_meur_per_kt=plane.carbon_slope_meur_per_kt / up),
        replace(plane, carbon_slope_meur_per_kt=0.0),
        replace(plane, carbon_slope_meur_per_kt=1.0),
    ]
    for other in higher:
        assert not holds(programme, OPTION[2], replace(claim, plane=other)), other
    for content in (b"", b"no zlib", zlib.compress(b"short"), zlib.compress(bytes(10**7))):
        assert not holds(programme, OPTION[2], replace(claim, duals=content))


def test_whatever_holds_is_below_the_curve(case: Case) -> None:
    """Weak duality: any duals will do, and what they are said to give is checked, however they came about."""
    programme = SupplyLp(case, OPTION[0], OPTION[1], [OPTION[2]])
    random = np.random.default_rng(0)
    priced = programme.price(OPTION[2], Ask(15.0))
    assert priced is not None
    plane, duals = Plane.of(priced.cuts[0]), np.frombuffer(zlib.decompress(priced.duals[True]))
    draws = np.array([1.0, 15.0, 25.0])
    costs = np.array([found.cost_meur for x in draws if (found := programme.price(OPTION[2], Ask(float(x))))])
    held = 0
    for scale in (0.0, 0.5, 0.9, 0.99, 1.0, 1.01, 2.0):
        for lift in random.uniform(0.0, 2.0, 20):
            other = Plane(plane.slope_meur_per_mw * lift, plane.intercept_meur * scale, 0.0, 0.0)
            if holds(programme, OPTION[2], Claim("cost", other, zlib.compress((scale * duals).tobytes()))):
                held += 1
                heights = np.array([value_of(other.cut(OPTION), float(x)) for x in draws])
                assert (heights <= costs + 1e-4).all()
    assert held > 10
