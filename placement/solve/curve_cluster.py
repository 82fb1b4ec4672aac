"""Supply programmes on the workers of a Dask cluster: how a solve outgrows one machine.

A worker that dies has its programmes solved by others; one that comes later is used. A programme that took several with
it is not sent again: who asks for it once more is answered by this process. Where nobody is left, this process finishes
what was asked, and `Crew.lost` says why: whoever runs the solve then stops it, as Ctrl-C would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic

from models.case import Case
from placement.cluster.connect import Where, connected
from placement.cluster.fit import other_versions, refuse_unfit, versions
from placement.solve.answers import WorkersLost
from placement.solve.crew import COUNT_S, Crew, Desks
from placement.solve.pricers import Found, InProcess, Job
from placement.solve.programmes import Key
from placement.solve.supply_cut import Option

if TYPE_CHECKING:
    from distributed import Future

LOOK_S = 0.2
"""How often the wait for an answer looks up."""
AHEAD = 2
"""Tasks that a worker has at once: one to work on, one to go on with."""
MOST_LOSSES = 4
"""A programme that so many workers were lost over is not sent again."""


@contextmanager
def crew(where: Where) -> Iterator[Crew]:
    """Yield the workers of an existing scheduler. Raises NoCluster where it, or one of them, cannot serve."""
    assert where.scheduler is not None, "the workers of this machine are no cluster"
    with connected(where) as client:
        refuse_unfit(client, partial(other_versions, versions()))
        yield Crew(client, where.scheduler)


class ClusterPricers:
    """A crew at work on one case."""

    def __init__(self, crew: Crew, case: Case, options: Sequence[Option]) -> None:
        """Nothing is sent before something is asked."""
        self._crew = crew
        self._here = InProcess(case, options)
        self._desks = Desks(crew, self._here.programmes)
        self._given_up: set[Key] = set()

    def answers(self, jobs: Sequence[Job[Found]], look_s: float) -> Generator[tuple[int, Found] | None, None, None]:
        """As they come from all workers; what is left when nobody is there any more is done here.

        Raises WorkersLost over a programme that several were lost over; asked for again, it is done here.
        """
        batch, looked = Batch(self._desks, jobs, self._given_up), monotonic()
        try:
            while batch.left and not self._crew.is_lost():
                answer = batch.wait()
                if answer is not None or monotonic() - looked > look_s:
                    looked = monotonic()
                    yield answer
        finally:
            batch.recall()
        for place in sorted(batch.left | batch.here):
            if place in batch.here:
                self._note(f"This process solved {jobs[place]}: {MOST_LOSSES} workers were lost over it.")
            yield place, jobs[place].do(self._here.programmes)

    def end(self) -> None:
        """Leave nothing on the workers."""
        self._desks.close()
        self._here.end()

    def _note(self, said: str) -> None:
        if said not in self._crew.notes:
            self._crew.notes.append(said)


@dataclass(frozen=True, eq=False)
class Task(Generic[Found]):
    """A job on its way."""

    number: int
    """A worker does its tasks in this order."""
    place: int
    worker: str
    future: Future[Found]


class Batch(Generic[Found]):
    """Jobs until each has its answer."""

    def __init__(self, desks: Desks, jobs: Sequence[Job[Found]], given_up: set[Key]) -> None:
        self._desks, self._jobs, self._given_up = desks, jobs, given_up
        self.here = {place for place, job in enumerate(jobs) if job.key in given_up}
        """Jobs that are not for workers."""
        self.left = set(range(len(jobs))) - self.here
        """Jobs without an answer from any."""
        self._sent = 0
        self._tasks: dict[Any, Task[Found]] = {}
        self._losses: Counter[int] = Counter()
        self._done: SimpleQueue[Future[Found]] = SimpleQueue()
        desks.start_waiting()
        self._deal()

    def wait(self) -> tuple[int, Found] | None:
        """The next answer; None: nothing came for a moment. Raises what a job raised."""
        if self._desks.follow():
            self._count_losses(self._take_back())
        self._send()
        try:
            task = self._tasks.pop(self._done.get(timeout=LOOK_S).key, None)
        except Empty:
            return None
        return None if task is None else self._read(task)

    def recall(self) -> None:
        """Nobody wants the answers any more."""
        for task in self._tasks.values():
            task.future.cancel()
        self._tasks = {}

    def _deal(self) -> None:
        sent = {task.place for task in self._tasks.values()}
        if self._desks.rota.workers:
            self._desks.rota.deal((place, self._jobs[place].key) for place in sorted(self.left - sent))

    def _send(self) -> None:
        busy = Counter(task.worker for task in self._tasks.values())
        for worker in self._desks.rota.workers:
            while busy[worker] < AHEAD and (place := self._desks.rota.take(worker, not busy[worker])) is not None:
                future = self._desks.submit(worker, self._jobs[place])
                self._sent += 1
                self._tasks[future.key] = Task(self._sent, place, worker, future)
                future.add_done_callback(self._done.put)
                busy[worker] += 1

    def _take_back(self) -> list[Task[Found]]:
        """Deal anew what is not on its way to somebody who is there, and return it."""
        lost = [task for task in self._tasks.values() if task.worker not in self._desks.rota.workers]
        for task in lost:
            del self._tasks[task.future.key]
            task.future.cancel()
        self._deal()
        return lost

    def _read(self, task: Task[Found]) -> tuple[int, Found] | None:
        from distributed import KilledWorker

        future = task.future
        if future.status == "finished":
            return self._fetch(task)
        seated = task.worker in self._desks.rota.workers
        if seated and self._desks.refused(task.worker):
            self._take_back()
            return None
        if future.status == "error" and not isinstance(future.exception(), KilledWorker):
            future.result()  # raises what the job raised
        self._lose(task)
        return None

    def _fetch(self, task: Task[Found]) -> tuple[int, Found] | None:
        """The answer, unless it was lost with its worker before it was here."""
        while True:
            try:
                answer = task.future.result(timeout=COUNT_S)
            except (CancelledError, OSError, TimeoutError):  # a large answer may take longer than that
                if task.worker in self._desks.crew.threads() and task.future.status != "cancelled":
                    continue
                self._lose(task)
                return None
            self.left.discard(task.place)
            return task.place, answer

    def _lose(self, task: Task[Found]) -> None:
        """The worker's programmes are gone, and mostly the worker too."""
        task.future.cancel()
        if task.worker in self._desks.rota.workers:
            self._desks.lose(task.worker)
        self._count_losses([task, *self._take_back()])

    def _count_losses(self, lost: Sequence[Task[Found]]) -> None:
        """Of each lost worker, count what it worked on: the first of its tasks; the others only waited for it."""
        first = {task.worker: task for task in sorted(lost, key=lambda task: task.number, reverse=True)}
        for task in first.values():
            self._losses[task.place] += 1
            if self._losses[task.place] >= MOST_LOSSES:
                self._give_up(self._jobs[task.place])

    def _give_up(self, job: Job[Found]) -> None:
        if job.key is not None:
            self._given_up.add(job.key)
        raise WorkersLost(f"{MOST_LOSSES} workers were lost over {job}: killed, or out of memory")
