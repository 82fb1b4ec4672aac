"""Cases that begin where a solved one ended: what is kept, what is handed out, and that it changes no answer."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from placement.solve import SolveOptions
from placement.solve.start import Start
from placement.sweep.cluster import Where
from placement.sweep.plan import SweepPlan, plan_sweep
from placement.sweep.run import Sweep, _neighbours, _task
from placement.sweep.solve_one import solve_one
from placement.sweep.store import Store

SPEC = "[one_at_a_time]\ndemand.scale = [0.9, 1.1, 1.2]\n"
OPTIONS = SolveOptions(threads=1)


@pytest.fixture
def plan(tutorial: Path, spec: Callable[[str], Path]) -> SweepPlan:
    """The tutorial and three other demands."""
    return plan_sweep(tutorial, spec(SPEC), (), OPTIONS)


@pytest.fixture
def asked(plan: SweepPlan, tmp_path: Path) -> Iterator[Sweep]:
    """A sweep of them, its store held."""
    found = Sweep(plan, OPTIONS, False, Where(1), Store(tmp_path / "store"), False, tmp_path / "out")
    with found.store.held():
        yield found


def key_of(plan: SweepPlan, name: str) -> str:
    return next(case.key for case in plan.cases if case.name == name)


def test_a_case_is_handed_the_start_of_the_nearest_that_left_one(asked: Sweep) -> None:
    near, far, new = (key_of(asked.plan, f"demand.scale={scale}") for scale in (1.1, 0.9, 1.2))
    none: dict[str, Any] = {"status": "infeasible", "reason": "", "summary": None, "sites": [], "has_power": False}
    found: dict[str, dict[str, Any]] = {near: none}
    found[far] = dict(found[near])
    by_far, by_near = zlib.compress(b"left by the far one"), zlib.compress(b"left by the near one")
    asked.store.put(far, found[far], by_far)
    assert _task(asked, _neighbours(asked, found), new).start == by_far
    asked.store.put(near, found[near], by_near)
    assert _task(asked, _neighbours(asked, found), new).start == by_near


def test_the_first_case_begins_with_nothing(asked: Sweep) -> None:
    assert _task(asked, _neighbours(asked, {}), asked.plan.keys[0]).start is None


def test_a_case_answers_the_same_from_a_start(asked: Sweep) -> None:
    base, other = key_of(asked.plan, "base"), key_of(asked.plan, "demand.scale=1.1")
    first = solve_one(asked.task(base), lambda: False)
    cold = solve_one(asked.task(other), lambda: False)
    asked.store.put(base, {key: value for key, value in first.items() if key != "start"}, first["start"])
    warm = solve_one(_task(asked, _neighbours(asked, {base: first}), other), lambda: False)
    assert warm["status"] == cold["status"] == "optimal"
    # each within its own gap of the same least cost
    assert warm["summary"]["bound_eur"] <= cold["summary"]["objective_eur"]
    assert cold["summary"]["bound_eur"] <= warm["summary"]["objective_eur"]
    assert set(Start.unpacked(warm["start"]).sites) == set(warm["sites"])


def test_a_case_without_a_plan_leaves_no_start(tutorial: Path, spec: Callable[[str], Path], tmp_path: Path) -> None:
    plan = plan_sweep(tutorial, spec("[one_at_a_time]\npolicy.capital_cap_eur = [1e6]\n"), (), OPTIONS)
    asked = Sweep(plan, OPTIONS, False, Where(1), Store(tmp_path / "store"), False, tmp_path / "out")
    found = solve_one(asked.task(plan.keys[1]), lambda: False)
    assert found["status"] == "infeasible"
    assert found.get("start") is None
