"""The workers of a Dask cluster, each with the programmes of one case: who is there, who came, who was lost."""

from __future__ import annotations

import math
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from placement.cluster.fit import Unfit, other_versions, reason_of, too_many_threads, versions
from placement.solve.highs_problem import threads_of_process
from placement.solve.pricers import Found, Job
from placement.solve.programmes import Key, Programmes
from placement.solve.progress import Stop
from placement.solve.rota import Rota

if TYPE_CHECKING:
    from distributed import Client, Future

COUNT_S = 1.0
"""How often the workers are counted: some may have come or gone."""
PATIENCE_S = 60.0
"""How long a solve waits for a worker when the last has gone: a nanny restarts its own within seconds."""


@dataclass
class Crew:
    """The workers of a scheduler, for one solve."""

    client: Client
    address: str
    notes: list[str] = field(default_factory=list)
    """Workers that were lost, came later or were not used, in words."""
    lost: str | None = None
    """Why nobody is left; None: somebody is, as far as is known."""

    def is_lost(self) -> bool:
        """Whether nobody is left."""
        return self.lost is not None

    def or_lost(self, stop: Stop) -> Stop:
        """Stop when asked, and when nobody is left."""
        return lambda: stop() or self.is_lost()

    def threads(self) -> Mapping[str, int]:
        """Threads of each worker there is; nobody where the scheduler is gone."""
        try:
            found: Mapping[str, int] = self.client.nthreads() if self.client.status == "running" else {}
        except (OSError, TimeoutError):
            found = {}
        if self.client.status != "running":
            self.lost = self.lost or f"The scheduler at {self.address} is gone."
        return found


class Desks:
    """The crew's places of work for one case. It goes to each worker once, and becomes programmes that stay there.

    They are results that this client wants: where it closes or dies, the scheduler has them freed.
    """

    def __init__(self, crew: Crew, programmes: Programmes) -> None:
        """Nothing is sent yet."""
        self.crew, self.rota = crew, Rota()
        self._client = crew.client
        self._packed = pickle.dumps(programmes, protocol=pickle.HIGHEST_PROTOCOL)
        self._desks: dict[str, Future[Programmes]] = {}
        self._unused: set[str] = set()
        self._travelling: list[tuple[Future[bytes], list[Future[Programmes]]]] = []
        self._errands: list[Future[None]] = []
        self._counted = -math.inf
        self._begun = False
        self._known: set[str] = set()
        self._seen = monotonic()

    def follow(self) -> bool:
        """Count the workers, now and then: let go of those that are lost, seat newcomers. Whether anything changed."""
        now = monotonic()
        if now - self._counted < COUNT_S:
            return False
        self._counted = now
        threads = self.crew.threads()
        if not self._begun:
            self._known |= set(threads)
        gone = [worker for worker in self.rota.workers if worker not in threads]
        for worker in gone:
            self.lose(worker)
        new = [worker for worker in threads if worker not in self.rota.workers and self._may(worker, threads[worker])]
        seated = bool(new) and self._seat(new)
        late = [worker for worker in new if seated and worker not in self._known]
        self.crew.notes += [f"Worker {worker} came later, and was used." for worker in late]
        self._begun = True
        self._wait(now)
        return bool(gone) or seated

    def lose(self, worker: str) -> None:
        """The worker is gone; or what it held is, with the worker that had the case: then it is seated anew."""
        self._leave(worker)
        if worker in self.crew.threads():
            self._known.add(worker)
            return
        self._known.discard(worker)
        if not self.crew.is_lost():
            self.crew.notes.append(f"Worker {worker} was lost; others did its work.")

    def refused(self, worker: str) -> bool:
        """Whether the worker could not make its programmes; it is then left out for good."""
        desk = self._desks[worker]
        if desk.status != "error":
            return False
        self._leave_out(worker, reason_of(desk.exception()))
        self._leave(worker)
        return True

    def submit(self, worker: str, job: Job[Found]) -> Future[Found]:
        """Send a job to the worker, and to no other."""
        return self._submit(worker, do, self._desks[worker], job)

    def start_waiting(self) -> None:
        """From here on somebody has to be there."""
        self._seen = monotonic()

    def close(self) -> None:
        """Free what the workers hold."""
        held = [*self._desks.values(), *self._errands, *(case for case, _ in self._travelling)]
        if held and self._client.status == "running":
            self._client.cancel(held)
        self._desks, self._travelling, self._errands = {}, [], []

    def _may(self, worker: str, threads: int) -> bool:
        if worker not in self._unused and (why := too_many_threads(threads)) is not None:
            self._leave_out(worker, why)
        return worker not in self._unused

    def _leave(self, worker: str) -> None:
        self.rota.lose(worker)
        del self._desks[worker]
        self._counted = -math.inf

    def _leave_out(self, worker: str, why: str) -> None:
        self._unused.add(worker)
        self.crew.notes.append(f"Worker {worker} was not used: {why}.")

    def _seat(self, workers: Sequence[str]) -> bool:
        """Whether the case could be sent; if not, one of them was lost meanwhile, and the next count knows it."""
        try:
            case = self._client.scatter(self._packed, workers=workers, hash=False)
        except (OSError, TimeoutError, KeyError):  # the scheduler looks a worker up that it has no more
            return False
        for worker in workers:
            self._desks[worker] = self._submit(worker, begin, versions(), case)
            for other, keys in self.rota.join(worker).items():
                self._errands.append(self._submit(other, forget, self._desks[other], keys))
        self._travelling.append((case, [self._desks[worker] for worker in workers]))
        return True

    def _wait(self, now: float) -> None:
        """Let go of what has arrived; say when there was nobody for too long."""
        self._travelling = [pair for pair in self._travelling if any(desk.status == "pending" for desk in pair[1])]
        self._errands = [errand for errand in self._errands if errand.status == "pending"]
        if self.rota.workers:
            self._seen = now
        elif now - self._seen > PATIENCE_S and self.crew.lost is None:
            self.crew.lost = f"{self.crew.address} has had no worker for {PATIENCE_S:.0f} s."

    def _submit(self, worker: str, work: Any, *arguments: Any) -> Future[Any]:
        name = f"placement-{work.__name__}-{uuid4().hex}"
        return self._client.submit(work, *arguments, key=name, pure=False, workers=[worker], fifo_timeout="0s")


def begin(needed: Mapping[str, str], packed: bytes) -> Programmes:
    """On a worker: its own programmes. Raises Unfit before it reads what another version may have written."""
    if (why := other_versions(needed)) is not None:
        raise Unfit(why)
    found: Programmes = pickle.loads(packed)
    return found


def do(programmes: Programmes, job: Job[Found]) -> Found:
    """On a worker: one job, with one thread, whatever else the worker has been used for."""
    threads_of_process(1)
    return job.do(programmes)


def forget(programmes: Programmes, keys: Sequence[Key]) -> None:
    """On a worker: free programmes that a newcomer has now."""
    programmes.forget(keys)
