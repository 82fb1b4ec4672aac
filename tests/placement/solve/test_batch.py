"""Whose fault it is that a worker was lost: of what it worked on, not of what only waited there."""

from collections.abc import Callable
from typing import Any

import pytest

from placement.solve import curve_cluster
from placement.solve.answers import WorkersLost
from placement.solve.curve_cluster import Batch
from placement.solve.pricers import Job
from placement.solve.programmes import Key, Programmes
from placement.solve.rota import Rota


class FakeFuture:
    """A task that ends when the test says so."""

    def __init__(self, key: int) -> None:
        self.key, self.status, self.told = key, "pending", print

    def add_done_callback(self, told: Callable[..., None]) -> None:
        self.told = told

    def end(self, status: str) -> None:
        self.status = status
        self.told(self)

    def result(self, timeout: float) -> int:
        return self.key

    def cancel(self) -> None:
        """It is gone anyway."""


class FakeDesks:
    """One worker at a time, that dies when the test says so."""

    def __init__(self) -> None:
        self.rota, self.sent, self.unfit, self.changed = Rota(), list[FakeFuture](), False, False
        self.rota.join("worker")

    def submit(self, worker: str, job: Job[Any]) -> FakeFuture:
        self.sent.append(FakeFuture(len(self.sent)))
        return self.sent[-1]

    def follow(self) -> bool:
        changed, self.changed = self.changed, False
        return changed

    def lose(self, worker: str) -> None:
        """Another comes at once."""
        self.rota.lose(worker)
        self.rota.join(f"{worker}'")

    def refused(self, worker: str) -> bool:
        if self.unfit:
            self.lose(worker)
        return self.unfit

    def start_waiting(self) -> None:
        """It does not wait."""


def keys(count: int) -> list[Key]:
    return [(f"s{i}", "dry", "2030") for i in range(count)]


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> FakeDesks:
    monkeypatch.setattr(curve_cluster, "LOOK_S", 0.0)
    monkeypatch.setattr(curve_cluster, "MOST_LOSSES", 2)
    return FakeDesks()


def batch_of(desks: FakeDesks, count: int, given_up: set[Key]) -> Batch[Any]:
    jobs = [Job(key, Programmes.price, (key,)) for key in keys(count)]
    return Batch(desks, jobs, given_up)  # type: ignore[arg-type]


def test_what_waited_at_lost_workers_is_not_to_blame(desks: FakeDesks) -> None:
    """Four workers die, each at another programme; all but the first have waited at the one before."""
    batch = batch_of(desks, 5, set())
    for place in range(4):
        assert batch.wait() is None
        desks.lose(desks.rota.workers[0])
        desks.changed = True
        assert batch.wait() is None, "none is given up"
        desks.sent[-2].end("finished")
        answer = batch.wait()
        assert answer is not None
        assert answer[0] == place


def test_who_hears_first_of_what_waited_blames_what_was_worked_on(desks: FakeDesks) -> None:
    given_up: set[Key] = set()
    batch = batch_of(desks, 3, given_up)
    batch.wait()
    desks.sent[1].end("cancelled")
    assert batch.wait() is None
    batch.wait()
    desks.sent[-1].end("cancelled")
    with pytest.raises(WorkersLost, match="2 workers were lost over the supply of site s0, cooling dry, stage 2030: "):
        batch.wait()
    assert given_up == {keys(1)[0]}
    assert batch_of(desks, 3, given_up).here == {0}, "and no worker gets it again"


def test_a_worker_that_is_refused_is_not_lost(desks: FakeDesks) -> None:
    batch = batch_of(desks, 3, set())
    desks.unfit = True
    for _ in range(4):
        batch.wait()
        desks.sent[-1].end("error")
        assert batch.wait() is None
    desks.unfit = False
    batch.wait()
    desks.sent[-2].end("finished")
    assert batch.wait() is not None
