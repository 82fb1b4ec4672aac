"""What nobody waits for any more is left, in Python as inside HiGHS."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, active_count

import highspy
import numpy as np
import pytest

from placement.read import read_case
from placement.solve import NoPlanFound, SolveOptions, solve_case
from placement.solve import promptly as promptly_module
from placement.solve.answers import Infeasible
from placement.solve.clock import Clock
from placement.solve.options import Method
from placement.solve.progress import never
from placement.solve.promptly import LOOK_S, Abandoned, in_highs, or_no_plan, promptly, whole
from tests.placement.clusters import wait_until

SOON_S = 30.0
"""However slow the machine: what is left takes minutes otherwise."""


def busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(100))


def halted_after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def knapsacks(whole_numbers: bool, size: int) -> highspy.Highs:
    """Programmes that take HiGHS long; it calls nobody back meanwhile."""
    rng, highs = np.random.default_rng(0), highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.addVars(size, np.zeros(size), np.ones(size))
    for column in range(size):
        highs.changeColCost(column, -float(rng.integers(50, 100)))
        if whole_numbers:
            highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for _ in range(20 if whole_numbers else size):
        weights = rng.integers(1, 100, size).astype(float)
        highs.addRow(-highspy.kHighsInf, 0.4 * weights.sum(), size, np.arange(size, dtype=np.int32), weights)
    return highs


def test_work_that_ends_in_time_is_left_alone() -> None:
    assert promptly(lambda: busy(0.3), never) is None
    assert promptly(lambda: 7, halted_after(0.0), lambda: 100.0) == 7
    busy(0.3)


def test_python_is_left_where_it_is() -> None:
    begun = time.monotonic()
    with pytest.raises(Abandoned):
        promptly(lambda: busy(60), halted_after(0.1), lambda: 0.1)
    assert time.monotonic() - begun < SOON_S
    busy(0.6)  # nothing comes late


@pytest.mark.parametrize("whole_numbers", [True, False])
def test_a_run_of_highs_ends(whole_numbers: bool) -> None:
    highs = knapsacks(whole_numbers, 60 if whole_numbers else 1200)
    begun = time.monotonic()

    def run() -> None:
        with in_highs(highs):
            highs.run()

    with pytest.raises(Abandoned):
        promptly(run, halted_after(0.1), lambda: 0.1)
    assert time.monotonic() - begun < SOON_S
    assert highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit


def test_what_must_be_finished_is() -> None:
    done = []

    def work() -> None:
        with whole():
            busy(0.8)
            done.append(True)
        busy(60)

    with pytest.raises(Abandoned):
        promptly(work, halted_after(0.0), lambda: 0.0)
    assert done == [True]


def test_a_user_who_waits_on_is_waited_for() -> None:
    """Halted for a moment only."""
    begun = time.monotonic()
    promptly(lambda: busy(1.2), lambda: time.monotonic() - begun < 0.3, lambda: 0.6)


def test_an_inner_block_leaves_the_outer_one_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.solve.promptly.PATIENCE_S", 0.2)

    def work() -> str:
        with pytest.raises(NoPlanFound, match="stopped while waiting"):
            or_no_plan(lambda: busy(60), Clock(0.0), never, "waiting")
        busy(0.3)
        return "done"

    assert promptly(work, never) == "done"


def test_pyomo_keeps_its_voice() -> None:
    level = logging.getLogger("pyomo").level
    with pytest.raises(Abandoned):
        promptly(lambda: busy(60), halted_after(0.0), lambda: 0.0)
    assert logging.getLogger("pyomo").level == level


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Callable[[], bool]]:
    """Let a function never end; tells whether it has begun, which is when the user wants to stop."""

    def patch(name: str) -> Callable[[], bool]:
        begun = Event()

        def work(*_: object) -> None:
            begun.set()
            busy(100)

        monkeypatch.setattr(name, work)
        monkeypatch.setattr("placement.solve.promptly.PATIENCE_S", 0.2)
        return begun.is_set

    return patch


Stuck = Callable[[str], Callable[[], bool]]


@pytest.mark.parametrize(
    ("method", "phase", "said"),
    [
        ("decomposed", "placement.solve.programmes.zone_prices", "pricing zones"),
        ("decomposed", "models.build.add_siting", "building the model"),
        ("decomposed", "placement.solve.decomposed.relax", "relaxing"),
        ("decomposed", "placement.solve.decomposed.seek_first_plan", "no plan was found"),
        ("monolithic", "models.build.add_siting", "building the model"),
    ],
)
def test_stopping_holds_where_nothing_looks(
    method: Method, phase: str, said: str, tutorial: Path, stuck: Stuck
) -> None:
    stop = stuck(phase)
    with pytest.raises(NoPlanFound, match=said) as answer:
        solve_case(read_case(tutorial), SolveOptions(threads=1, method=method), stop=stop)
    assert "time limit" not in str(answer.value)


def test_a_proof_that_does_not_look_leaves_the_plan(tutorial: Path, stuck: Stuck) -> None:
    stop = stuck("placement.solve.decomposed.prove")
    plan = solve_case(read_case(tutorial), SolveOptions(threads=1, gap=0.0), stop=stop)
    assert plan.summary["status"] == "interrupted"


def test_reasons_are_not_sought_for_ever(tutorial: Path, stuck: Stuck) -> None:
    stop = stuck("placement.solve.why_infeasible.build_master")
    case = read_case(tutorial)
    case = replace(case, policy=replace(case.policy, n_minus_1=True, min_sites=None, max_sites=1))
    with pytest.raises(Infeasible, match="stopped before it was found which limits"):
        solve_case(case, SolveOptions(threads=1), stop=stop)


def test_the_limit_counts_from_when_the_user_began_to_wait(tutorial: Path) -> None:
    said = "^the time limit of 50 s was over: stopped while pricing zones, .*; give more time with --time-limit$"
    with pytest.raises(NoPlanFound, match=said):
        solve_case(read_case(tutorial), SolveOptions(time_limit_s=50.0), begun=time.perf_counter() - 100.0)


def test_nothing_is_raised_once_the_work_is_left() -> None:
    """Work that ends just as it is abandoned: one late exception would end this test, or the next."""
    for count in range(40):
        with suppress(Abandoned):
            promptly(partial(busy, LOOK_S - 0.002 + 0.0001 * count), halted_after(0.0), lambda: 0.0)
        busy(0.002)
    busy(2.5 * LOOK_S)


def test_an_end_that_comes_while_it_closes_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    closing, threads = promptly_module._close, active_count()

    def interrupted(worker: int, over: Event) -> None:
        monkeypatch.setattr(promptly_module, "_close", closing)
        raise Abandoned

    monkeypatch.setattr(promptly_module, "_close", interrupted)
    with pytest.raises(Abandoned):
        promptly(lambda: busy(0.01), halted_after(0.0), lambda: 100.0)
    wait_until(lambda: active_count() <= threads, 10)
