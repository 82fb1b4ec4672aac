"""HiGHS has one number of threads at a time: the last solve's, whatever the process solved before."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from models.derive import site_options
from placement.read import read_case
from placement.solve import SolveOptions, solve_case
from placement.solve.crew import do
from placement.solve.highs_problem import threads_of_process
from placement.solve.pricers import Job
from placement.solve.programmes import Programmes
from placement.solve.supply_cut import Ask
from tests.models.cases import tiny
from tests.placement.clusters import FRESH

OPTIONS = SolveOptions(method="decomposed")


def system_threads() -> int:
    """Of this process, as the system counts them."""
    return len(os.listdir("/proc/self/task"))


def solves() -> list[int]:
    """In a process of its own: threads there are after solves with 1, 3 and 1."""
    case = tiny(a=50, b=(30, 40, 60, 80))
    found = []
    for threads in (1, 3, 1):
        assert solve_case(case, replace(OPTIONS, threads=threads)).status == "optimal"
        found.append(system_threads())
    return found


def kept_programme(tutorial: Path) -> list[tuple[float, int]]:
    """In a process of its own: cost and threads of a programme there, here after a solve with 3, and there again."""
    case = read_case(tutorial)
    programmes, option = Programmes(case, site_options(case)), site_options(case)[0]
    job = Job(None, Programmes.price, (option, Ask(20.0)))
    found = [(do(programmes, job).cost_meur or 0.0, system_threads())]
    threads_of_process(3)
    found.append((job.do(programmes).cost_meur or 0.0, system_threads()))
    return [*found, (do(programmes, job).cost_meur or 0.0, system_threads())]


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_every_solve_has_the_threads_it_asks_for() -> None:
    with ProcessPoolExecutor(1, FRESH) as fresh:
        one, three, again = fresh.submit(solves).result()
    assert three == one + 2
    assert again == one


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_a_programme_that_a_worker_keeps_goes_on_after_a_solve_with_more(tutorial: Path) -> None:
    with ProcessPoolExecutor(1, FRESH) as fresh:
        (cost, one), (same, three), (still, again) = fresh.submit(kept_programme, tutorial).result()
    assert cost == pytest.approx(same) == pytest.approx(still)
    assert (three, again) == (one + 2, one)
