"""Supply priced by worker processes of a Dask cluster on loopback: the same answers, whoever dies on the way."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from distributed import Future

from models.case import Case
from models.derive import site_options
from placement.account import Plan
from placement.cluster.connect import Where
from placement.read import read_case
from placement.solve import NoPlanFound, SolveOptions, crew, curve_cluster, last_word, solve_case
from placement.solve.crew import Crew, Desks
from placement.solve.curve_cluster import ClusterPricers
from placement.solve.curves import Curves
from placement.solve.pricers import InProcess, Job
from placement.solve.programmes import Key, Programmes
from placement.solve.progress import Progress
from placement.solve.supply_cut import Ask, Option
from placement.solve.zone_bound import zone_representatives
from tests.models.random_cases import rich_case
from tests.placement.clusters import Cluster, end_process, running, wait_until

OPTIONS = SolveOptions(method="decomposed", threads=1)
FINE = SolveOptions(method="decomposed", threads=1, gap=0.0)
"""A gap that takes the tutorial more prices after its first plan."""


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    return read_case(tutorial)


@pytest.fixture(scope="module")
def optimum(case: Case) -> float:
    """Of the tutorial, by this process alone."""
    return float(solve_case(case, FINE, hire=InProcess).summary["objective_eur"])


@pytest.fixture
def two() -> Iterator[Cluster]:
    """Two workers, to be killed."""
    with running(2) as cluster:
        yield cluster


@contextmanager
def hired(cluster: Cluster) -> Iterator[Crew]:
    with curve_cluster.crew(Where(0, cluster.address)) as found:
        yield found


def solve(case: Case, found: Crew, options: SolveOptions = OPTIONS, report: Callable[[Progress], None] = print) -> Plan:
    """As the command line does."""
    return solve_case(case, options, report, found.or_lost(lambda: False), partial(ClusterPricers, found))


def points_of(options: Sequence[Option]) -> list[tuple[Option, Ask]]:
    return [(option, Ask(draw)) for option in options for draw in (2.0, 15.0, 500.0)]


class AtTask:
    """Does something once, when the so-and-so-many-th task of a kind is sent."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, work: Any, act: Callable[[str], None]) -> None:
        self.left, self.work, self.act, self.submit = number, work, act, Desks.submit
        patch.setattr(Desks, "submit", lambda desks, worker, job: self.send(desks, worker, job))

    def send(self, desks: Desks, worker: str, job: Job[Any]) -> Future[Any]:
        sent: Future[Any] = self.submit(desks, worker, job)
        self.left -= job.work is self.work
        if self.left == 0 and job.work is self.work:
            self.act(worker)
        return sent


def test_workers_answer_as_this_process_does(case: Case, two: Cluster) -> None:
    options = site_options(case)
    zones = list(zone_representatives(case, options).values())
    points = points_of(options[::3])
    with hired(two) as found, Curves(case, options, hire=partial(ClusterPricers, found)) as there:
        here = Curves(case, options, hire=InProcess)
        assert there.price_all(points) == here.price_all(points)
        for ours, theirs in zip(here.zone_prices(zones, print), there.zone_prices(zones, print), strict=True):
            assert [p.power_meur_per_mw.tolist() for p in theirs] == [p.power_meur_per_mw.tolist() for p in ours]
        plans = there.plans(points[::3]), here.plans(points[::3])
        assert [plan.terms_meur for plan in plans[0]] == [plan.terms_meur for plan in plans[1]]
        pricers = there._pricers
        assert isinstance(pricers, ClusterPricers)
        kept = pricers._desks.rota._kept
        assert all(kept.values()), "both have some"
        assert sum(map(len, kept.values())) == there.count
        assert not two.is_clean()
    assert found.notes == []
    wait_until(two.is_clean)


def test_a_killed_workers_programmes_are_priced_elsewhere(
    case: Case, two: Cluster, optimum: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[str] = []

    def kill(worker: str) -> None:
        killed.append(worker)
        two.kill(worker)

    AtTask(monkeypatch, 3, Programmes.price, kill)
    with hired(two) as found:
        plan = solve(case, found, FINE)
    assert len(killed) == 1
    assert plan.status == "optimal"
    assert plan.summary["objective_eur"] == pytest.approx(optimum, rel=1e-6)
    assert found.notes == [f"Worker {killed[0]} was lost; others did its work."]
    assert not found.is_lost()


def test_a_worker_killed_while_zones_are_priced(
    case: Case, two: Cluster, optimum: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    AtTask(monkeypatch, 1, Programmes.zone_prices, two.kill)
    with hired(two) as found:
        plan = solve(case, found, FINE)
    assert plan.summary["objective_eur"] == pytest.approx(optimum, rel=1e-6)
    assert len(found.notes) == 1


def test_a_worker_that_its_nanny_starts_again_is_waited_for(
    case: Case, optimum: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(0) as cluster:
        cluster.add_worker(nanny=True)
        cluster.wait_for(1)
        AtTask(monkeypatch, 3, Programmes.price, cluster.kill)
        with hired(cluster) as found:
            plan = solve(case, found, FINE)
    assert plan.summary["objective_eur"] == pytest.approx(optimum, rel=1e-6)
    assert ["lost" in note for note in found.notes] == [True, False], found.notes
    assert "came later, and was used" in found.notes[1]


def test_newcomers_are_used_if_they_are_fit(case: Case, tmp_path: Path) -> None:
    options = site_options(case)
    other = tmp_path / "other.py"
    other.write_text("import placement.cluster.fit as f\nf.__version__ = '0.0.1'\n", encoding="utf-8")
    points = points_of(options)
    here = Curves(case, options, hire=InProcess).price_all(points)
    with running(1) as cluster, hired(cluster) as found:
        with Curves(case, options, hire=partial(ClusterPricers, found)) as there:
            assert there.price_all(points[:9]) == here[:9]
            cluster.add_worker()
            cluster.add_worker("--preload", other)
            cluster.add_worker(threads=2)
            cluster.wait_for(4)
            time.sleep(crew.COUNT_S)
            later = there.price_all(points[9:])
            for one, same in zip(later, here[9:], strict=True):
                assert (one.cost_meur or 0.0) == pytest.approx(same.cost_meur or 0.0, rel=1e-9)
            pricers = there._pricers
            assert isinstance(pricers, ClusterPricers)
            assert len(pricers._desks.rota.workers) == 2
            assert all(pricers._desks.rota._kept.values())
        notes = sorted(note.split(" ", 2)[2] for note in found.notes)
    assert notes[0] == "came later, and was used."
    assert any("was not used: it has placement 0.0.1, needed is placement" in note for note in notes)
    assert any("was not used: it would work on 2 things at once" in note for note in notes)


@pytest.mark.parametrize("scheduler", [False, True])
def test_when_nobody_is_left_the_best_plan_stands(
    two: Cluster, monkeypatch: pytest.MonkeyPatch, scheduler: bool
) -> None:
    """Killed once a first plan is known, of a case that asks for more supply after it."""
    case = rich_case(3)[0]
    optimum = solve_case(case, FINE, hire=InProcess).summary["objective_eur"]
    monkeypatch.setattr(crew, "PATIENCE_S", 1.0)
    killed: list[float] = []

    def kill(progress: Progress) -> None:
        if progress.incumbent is not None and not killed:
            killed.append(progress.incumbent)
            two.scheduler.kill() if scheduler else two.kill_all()

    with hired(two) as found:
        plan = solve(case, found, FINE, kill)
    assert killed
    assert plan.status == "interrupted"
    assert optimum * (1 - 1e-6) <= plan.summary["objective_eur"] <= killed[0] * (1 + 1e-6)
    said = f"The scheduler at {two.address} is gone." if scheduler else f"{two.address} has had no worker for 1 s."
    assert found.lost == said


def test_when_nobody_is_left_before_a_plan_there_is_none(
    case: Case, two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "PATIENCE_S", 1.0)
    AtTask(monkeypatch, 1, Programmes.zone_prices, lambda worker: two.kill_all())
    with hired(two) as found, pytest.raises(NoPlanFound):
        solve(case, found)
    assert found.is_lost()


def fail(_programmes: Programmes) -> None:
    raise ZeroDivisionError("as it would here")


class DeadlyToWorkers:
    """One programme ends any worker that is asked for it, from the first job that is meant; not so this process."""

    def __init__(self, patch: pytest.MonkeyPatch, meant: Callable[[Job[Any]], bool]) -> None:
        self.key: Key | None = None
        self.meant, self.submit = meant, Desks.submit
        patch.setattr(curve_cluster, "MOST_LOSSES", 1)
        patch.setattr(Desks, "submit", lambda desks, worker, job: self.send(desks, worker, job))

    def send(self, desks: Desks, worker: str, job: Job[Any]) -> Future[Any]:
        if self.key is None and self.meant(job):
            self.key = job.key
        deadly = self.key is not None and job.key == self.key
        return self.submit(desks, worker, replace(job, work=end_process) if deadly else job)


def test_what_ends_its_workers_in_the_writing_out_is_done_here(
    case: Case, two: Cluster, optimum: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = DeadlyToWorkers(monkeypatch, lambda job: job.work is Programmes.plan)
    with hired(two) as found:
        plan = solve(case, found, FINE)
    assert plan.status == "optimal"
    assert plan.summary["objective_eur"] == pytest.approx(optimum, rel=1e-6)
    assert deadly.key is not None
    site, cooling, _ = deadly.key
    assert found.notes[-1].startswith(f"This process solved the supply of site {site}, cooling {cooling}, stage ")
    assert found.notes[-1].endswith(": 1 workers were lost over it.")


def test_a_worker_that_dies_before_it_has_the_case(case: Case, two: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the count of the workers and the sending: the scheduler does not know it any more."""
    count, killed = Crew.threads, list[str]()

    def counted(found: Crew) -> Mapping[str, int]:
        threads = count(found)
        if not killed:
            killed.append(next(iter(threads)))
            two.kill(killed[0])
            two.wait_for(1)
        return threads

    monkeypatch.setattr(Crew, "threads", counted)
    options = site_options(case)
    with hired(two) as found, Curves(case, options, hire=partial(ClusterPricers, found)) as there:
        assert there.price_all(points_of(options[:1])) == Curves(case, options, hire=InProcess).price_all(
            points_of(options[:1])
        )
    assert killed
    assert found.notes == [], "it never was one of ours, and the other was there from the start"


def test_a_fault_on_a_worker_is_a_fault_here(case: Case, two: Cluster) -> None:
    with hired(two) as found:
        pricers = ClusterPricers(found, case, site_options(case))
        with pytest.raises(ZeroDivisionError, match="as it would here"):
            list(pricers.answers([Job(None, fail, ())], 1.0))
        pricers.end()
    wait_until(two.is_clean)


def keep_100_mb(programmes: Programmes) -> int:
    """As a large programme does; how many are kept."""
    programmes._built["large", str(len(programmes.kept)), ""] = np.ones(100 * 2**17)  # type: ignore[assignment]
    return len(programmes.kept)


def test_a_worker_near_its_memory_limit_gives_programmes_back(case: Case) -> None:
    """They are built again when they are needed; it neither stops nor dies."""
    with running(0) as cluster:
        cluster.add_worker("--memory-limit", "900MB", nanny=True)
        cluster.wait_for(1)
        with hired(cluster) as found:
            pricers = ClusterPricers(found, case, site_options(case))
            kept = []
            for _ in range(10):
                kept += [answer[1] for answer in pricers.answers([Job(None, keep_100_mb, ())], 1.0) if answer]
                time.sleep(0.3)  # Dask looks at the memory five times a second
            pricers.end()
    assert len(kept) == 10
    assert max(kept) < 9, "or it held more than its limit"
    assert found.notes == []


def test_what_ends_its_workers_ends_the_proof_and_the_plan_is_written(
    two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a case that asks for more supply after its first plan; nobody asks the whole model afterwards."""
    monkeypatch.setattr(last_word, "MOST_ROWS", -1.0)
    case = rich_case(3)[0]
    optimum = solve_case(case, FINE, hire=InProcess).summary["objective_eur"]
    known: list[float] = []
    deadly = DeadlyToWorkers(monkeypatch, lambda job: bool(known))

    def hear(progress: Progress) -> None:
        known.extend([progress.incumbent] if progress.incumbent is not None else [])

    with hired(two) as found:
        plan = solve(case, found, FINE, hear)
    assert plan.status == "unproven"
    assert optimum * (1 - 1e-6) <= plan.summary["objective_eur"] <= known[0] * (1 + 1e-6)
    assert deadly.key is not None
    assert any(f"1 workers were lost over the supply of site {deadly.key[0]}" in line for line in plan.log)
