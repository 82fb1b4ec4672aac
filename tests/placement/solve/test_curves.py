"""Worker processes price as this process does, and end with their context."""

import multiprocessing
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Case
from models.derive import site_options
from placement.read import read_case
from placement.solve import SolveOptions, curve_workers, curves, solve_case
from placement.solve.answers import SolverTrouble
from placement.solve.curve_workers import LocalWorkers, hire_here
from placement.solve.curves import Curves, key_of
from placement.solve.pricers import InProcess
from placement.solve.supply_cut import Ask
from placement.solve.zone_bound import zone_representatives
from tests.models.cases import tiny
from tests.models.random_cases import STAGES


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    return read_case(tutorial)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and no case too small for them."""
    monkeypatch.setattr(curve_workers, "SMALL", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_small_cases_start_no_process(case: Case) -> None:
    before = set(multiprocessing.active_children())
    with Curves(case, site_options(case)):
        assert set(multiprocessing.active_children()) == before


def test_processes_follow_what_the_solve_was_given(case: Case, workers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    options, started = site_options(case), list[int]()
    monkeypatch.setattr(curve_workers, "LocalWorkers", lambda case, options, count: started.append(count))
    assert isinstance(hire_here(case, options, threads=1), InProcess)
    for threads in (2, 5, None):
        hire_here(case, options, threads)
    assert started == [2, 2, 2], "no more than there are cores"
    monkeypatch.setattr(curve_workers, "cores", lambda: 64)
    for threads in (3, None):
        hire_here(case, options, threads)
    assert started[3:] == [3, curve_workers.MOST]
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    assert isinstance(hire_here(case, options), InProcess), "as a worker under Dask's nanny is"


def test_workers_price_the_same(case: Case, workers: None) -> None:
    options = site_options(case)
    points = [(o, Ask(x)) for o in options[::3] for x in (2.0, 15.0, 500.0)]
    with Curves(case, options) as shared:
        assert isinstance(shared._pricers, LocalWorkers)
        found = shared.price_all(points)
        zones = shared.zone_prices(list(zone_representatives(case, options).values()), lambda done: None)
        assert shared.count == len({key_of(case, o) for o, _ in points})
    own = Curves(case, options, hire=InProcess)
    here = own.price_all(points)
    assert [p.cost_meur is None for p in found] == [p.cost_meur is None for p in here]
    assert any(p.largest_mw is not None for p in found)
    for one, other in zip(found, here, strict=True):
        for mine, yours in ((one.cost_meur, other.cost_meur), (one.largest_mw, other.largest_mw)):
            assert mine == yours or mine == pytest.approx(yours, rel=1e-7)
        assert [c.option for c in one.cuts] == [c.option for c in other.cuts]
    expected = own.zone_prices(list(zone_representatives(case, options).values()), lambda done: None)
    for ours, theirs in zip(expected, zones, strict=True):
        for one_price, other_price in zip(ours, theirs, strict=True):
            assert other_price.power_meur_per_mw == pytest.approx(one_price.power_meur_per_mw)


def test_workers_write_out_the_same(case: Case, workers: None) -> None:
    points = [(o, Ask(2.0)) for o in site_options(case)[::3]]
    with Curves(case, site_options(case)) as shared:
        found = shared.plans(points)
    own = Curves(case, site_options(case), hire=InProcess)
    for one, other in zip(found, own.plans(points), strict=True):
        assert sum(one.terms_meur.values()) == pytest.approx(sum(other.terms_meur.values()))
        assert set(one.power.hourly) == set(other.power.hourly)


def test_slow_batches_say_how_far_they_are(case: Case, workers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "SLOW_S", 1e-4)
    told: list[tuple[int, int]] = []
    points = [(o, Ask(2.0)) for o in site_options(case)]
    with Curves(case, site_options(case)) as shared:
        shared.price_all(points, tell=lambda done, count: told.append((done, count)))
    assert told == sorted(told)
    assert len({count for _, count in told}) == 1
    assert 0 <= told[0][0] < told[0][1] <= len(points)


def is_gone(pid: int | None) -> bool:
    """Ask the system, not the process object: the executor's own thread may have reaped it, which it cannot tell."""
    assert pid is not None
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_workers_end_with_the_context(case: Case, workers: None) -> None:
    before, started = set(multiprocessing.active_children()), set()
    held: list[Curves] = []

    def break_off() -> None:
        with Curves(case, site_options(case)) as shared:
            held.append(shared)  # or its end would end them
            started.update(set(multiprocessing.active_children()) - before)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert len(started) == 2
    assert all(is_gone(process.pid) for process in started)


def test_a_killed_workers_programmes_are_priced_by_the_other(case: Case, workers: None) -> None:
    points = [(o, Ask(x)) for o in site_options(case) for x in (2.0, 15.0)]
    here = Curves(case, site_options(case), hire=InProcess)
    before = set(multiprocessing.active_children())
    with Curves(case, site_options(case)) as shared:
        shared.price_all(points[:4])
        first, second = sorted(set(multiprocessing.active_children()) - before, key=lambda p: p.pid or 0)
        first.kill()
        found, expected = shared.price_all(points[4:]), here.price_all(points[4:])
        assert len(found) == len(expected) == len(points) - 4
        for one, other in zip(found, expected, strict=True):
            assert (one.cost_meur or 0.0) == pytest.approx(other.cost_meur or 0.0, rel=1e-7)
        second.kill()
        with pytest.raises(SolverTrouble, match="all 2 processes that price supply have ended"):
            shared.plans(points[:2])
        terms = [sum(plan.terms_meur.values()) for plan in shared.plans(points[:2])]
        assert terms == pytest.approx([sum(plan.terms_meur.values()) for plan in here.plans(points[:2])])


def test_workers_change_no_plan(case: Case, workers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    small = tiny(STAGES, a=50, b=(30, 40, 60, 80))
    options = SolveOptions(method="decomposed", threads=2)
    with_workers = solve_case(small, options)
    monkeypatch.setattr(curve_workers, "SMALL", 10**9)
    without = solve_case(small, options)
    assert with_workers.summary["objective_eur"] == pytest.approx(without.summary["objective_eur"])


def test_stages_with_the_same_hours_share_a_programme() -> None:
    case = tiny(STAGES, a=50)
    assert key_of(case, ("a", "dry", "2033")) == ("a", "dry", "2033")
    case = replace(case, hours={(t.stage, "a"): case.hours["2030", "a"] for t in STAGES})
    assert key_of(case, ("a", "dry", "2033")) == ("a", "dry", "2030")
