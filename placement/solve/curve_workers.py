"""Supply programmes on worker processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from time import sleep
from typing import Any, cast

import highspy

from models.case import Case
from placement.cluster.cores import cores
from placement.solve.answers import WorkersLost
from placement.solve.pricers import Found, InProcess, Job, Pricers
from placement.solve.programmes import Programmes
from placement.solve.supply_cut import Option

_ASKING_TO_STOP = (
    (signal.SIGINT, signal.SIGTERM) if sys.platform == "win32" else (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
)
HEARTBEAT_S = 0.2
"""How often a worker looks whether its parent lives."""
SMALL = 20_000
"""Options x hours below which starting workers costs more than it saves (about a second)."""
MOST = 8
"""More processes than this were never measured to help."""


def hire_here(case: Case, options: Sequence[Option], threads: int | None = None) -> Pricers:
    """Worker processes where the work is worth them, at most ``threads`` of them; else this process alone.

    A daemon may not start processes.
    """
    count = min(cores(), threads or MOST, MOST)
    hours = max((len(rows) for rows in case.hours.values()), default=0)
    large = len(options) * hours > SMALL
    if count > 1 and large and not multiprocessing.current_process().daemon:
        return LocalWorkers(case, options, count)
    return InProcess(case, options)


class LocalWorkers:
    """Processes of this machine. A programme stays with one, whichever the others are."""

    def __init__(self, case: Case, options: Sequence[Option], count: int) -> None:
        """Start them."""
        before = set(multiprocessing.active_children())
        highspy.Highs.resetGlobalScheduler(True)  # a fork beside its threads may hang
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._wanted = context.Value("Q", 0, lock=False)
        with _unheard():
            self._workers = [_start_worker(context, partial(_begin, case, options, self._wanted)) for _ in range(count)]
        self._processes = set(multiprocessing.active_children()) - before
        self._alive = list(self._workers)
        self._here = InProcess(case, options)

    def answers(self, jobs: Sequence[Job[Found]], look_s: float) -> Generator[tuple[int, Found] | None, None, None]:
        """As they come from all of them; what a killed one had is done by the others.

        Raises WorkersLost when the last is killed; who goes on asking is then answered by this process.
        """
        if not self._alive:
            yield from self._here.answers(jobs, look_s)
            return
        left = dict(enumerate(jobs))
        try:
            while left:
                yield from self._round(left, look_s)
                if left and not self._alive:
                    count = len(self._workers)
                    raise WorkersLost(f"all {count} processes that price supply have ended: killed, or out of memory")
        finally:
            self._wanted.value += 1  # nobody waits any more for what was sent and is not done

    def _round(self, left: dict[int, Job[Found]], look_s: float) -> Generator[tuple[int, Found] | None, None, None]:
        """Send every job once; those that are answered are left no more."""
        done: SimpleQueue[Future[Found | None]] = SimpleQueue()
        sent = {future: (place, worker) for place, job in left.items() for worker, future in self._submit(place, job)}
        for future in sent:
            future.add_done_callback(done.put)
        waiting = len(sent)
        while waiting:
            came = _next(done, look_s)
            if came is None:
                yield None
                continue
            waiting -= 1
            place, worker = sent[came]
            if isinstance(came.exception(), BrokenProcessPool):
                self._bury(worker)
            else:
                del left[place]
                yield place, cast(Found, came.result())

    def _submit(self, place: int, job: Job[Found]) -> Iterator[tuple[ProcessPoolExecutor, Future[Found | None]]]:
        """To the same worker as ever, or else to one that is there; to none, where none could be reached."""
        number = place if job.key is None else sum(map(ord, "".join(job.key)))
        worker = self._workers[number % len(self._workers)]
        if worker not in self._alive and self._alive:
            worker = self._alive[number % len(self._alive)]
        try:
            yield worker, worker.submit(_do, self._wanted.value, job)
        except BrokenProcessPool:
            self._bury(worker)

    def _bury(self, worker: ProcessPoolExecutor) -> None:
        if worker in self._alive:
            self._alive.remove(worker)

    def end(self) -> None:
        """Kill them: nothing is left to lose, and one forked beside threads may wait for ever on its way out."""
        for process in self._processes:
            process.kill()
        # The thread that minds a worker ends with it: one left to the end of Python may write to a closed pipe.
        for worker in self._workers:
            worker.shutdown(wait=True, cancel_futures=True)


def _next(done: SimpleQueue[Future[Found | None]], look_s: float) -> Future[Found | None] | None:
    try:
        return done.get(timeout=look_s)
    except Empty:
        return None


_programmes: Programmes | None = None
"""In a worker process: its programmes."""
_wanted: Any = None
"""In a worker process: the number of the batch whose answers somebody waits for."""


def _start_worker(context: Any, begin: Callable[[], None]) -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(1, context, initializer=begin)
    pool.submit(_ready).result()
    return pool


@contextmanager
def _unheard() -> Iterator[None]:
    """Nothing asks this thread to stop while it starts processes: they would hear it as this one does."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ASKING_TO_STOP)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(case: Case, options: Sequence[Option], wanted: Any) -> None:
    global _programmes, _wanted
    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    for number in _ASKING_TO_STOP:
        signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKING_TO_STOP)
    Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    _programmes, _wanted = Programmes(case, options), wanted


def _leave_with(parent: int) -> None:
    """End this worker when its parent is gone: a killed parent cannot tell it to."""
    while os.getppid() == parent:
        sleep(HEARTBEAT_S)
    os._exit(1)


def _ready() -> bool:
    return True


def _do(batch: int, job: Job[Found]) -> Found | None:
    """The answer; None where nobody waits for it any more."""
    assert _programmes is not None
    return job.do(_programmes) if batch == _wanted.value else None
