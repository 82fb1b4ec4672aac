"""Hand cases to workers, a few ahead of what they can do at once, and take the results as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from queue import Empty, Queue
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from placement.cluster.cores import take_share
from placement.cluster.fit import Unfit, too_many_threads
from placement.solve.progress import Stop
from placement.sweep.solve_one import Task, describe, solve_one

if TYPE_CHECKING:
    from distributed import Client, Future

LOOK_S = 0.2
"""How often the wait for a result looks whether the user wants to stop."""
COUNT_S = 2.0
"""How often the workers are counted: some may have joined or gone."""


class ClusterLost(Exception):
    """The scheduler is gone in the middle of a sweep."""


class Refused(Exception):
    """A worker must not solve for the sweep; the message names it."""


def solve_batch(
    client: Client, keys: Iterable[str], task_of: Callable[[str], Task], stop: Stop
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (key, result) as results come in, until all are there or ``stop`` says so.

    A task is made when it is handed out, so that it may begin with what the results until then have taught.
    """
    waiting, flying = deque(keys), dict[Any, str]()
    done: Queue[Future[Any]] = Queue()
    workers, counted = _count(client), monotonic()
    futures: dict[Any, Future[Any]] = {}
    any_done = False
    try:
        while (waiting or flying) and not stop():
            if monotonic() - counted > COUNT_S:
                workers, counted = _count(client), monotonic()
            # More than a worker can do at once only when there are results to begin with.
            while waiting and len(flying) < (2 * workers if any_done else workers):
                key = waiting.popleft()
                future = client.submit(work, task_of(key), key=f"placement-{key[:12]}-{uuid4().hex}", pure=False)
                flying[future.key], futures[future.key] = key, future
                future.add_done_callback(done.put)
            try:
                future = done.get(timeout=LOOK_S)
            except Empty:
                continue
            key, any_done = flying.pop(future.key), True
            del futures[future.key]
            yield key, _result(future)
    finally:
        for future in futures.values():  # those that run see that nobody wants them any more
            future.cancel()


def _count(client: Client) -> int:
    """Workers there are now, at least one."""
    if client.status != "running":
        raise ClusterLost
    try:
        return max(1, len(client.nthreads()))
    except (OSError, TimeoutError) as error:  # the connection broke between the two
        raise ClusterLost from error


def _result(future: Future[Any]) -> dict[str, Any]:
    from distributed import KilledWorker

    if future.status == "finished":
        try:
            found: dict[str, Any] = future.result()
        except (CancelledError, OSError) as gone:  # the result was there, and the scheduler is not any more
            raise ClusterLost from gone
        return found
    if future.status != "error":
        raise ClusterLost
    error = future.exception()
    if isinstance(error, Unfit):
        raise Refused(f"{error} Put that right first, or begin another sweep in another folder.")
    if isinstance(error, KilledWorker):
        reason = "its worker process ended again and again while it was solved: killed, or out of memory"
        return failed(reason)
    return failed(describe(error) if error is not None else "no reason was given")


def failed(reason: str) -> dict[str, Any]:
    """A result that says why there is none."""
    return {"status": "failed", "reason": reason, "summary": None, "sites": [], "has_power": False, "seconds": None}


def work(task: Task) -> dict[str, Any]:
    """On a worker: solve one case, on this worker's own share of the machine's cores."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    count = take_share(int(worker.name), task.local_workers) if task.local_workers else None
    try:
        if (why := too_many_threads(worker.state.nthreads)) is not None:
            raise Unfit(why)
        return solve_one(task, lambda: worker.state.tasks[key].state != "executing", count)
    except Unfit as unfit:
        raise Unfit(f"Worker {worker.address}: {unfit}.") from unfit
