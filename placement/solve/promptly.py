"""Leave what nobody waits for any more, wherever it is: in a loop of ours, in Pyomo's, or inside HiGHS.

Searches look at the clock and at the user's wish themselves. Building a large model, or a programme of a full year, is
one call that does not: once there has been time enough to end well, a thread of its own ends the HiGHS run and raises
`Abandoned` in the thread that works.
"""

import ctypes
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread, get_ident
from time import monotonic
from typing import Final, TypeVar

import highspy

from placement.solve.answers import NoPlanFound
from placement.solve.clock import Clock
from placement.solve.progress import Stop

Done = TypeVar("Done")
LOOK_S: Final = 0.25
"""How often it is looked whether somebody still waits."""
AGAIN_S: Final = 1.0
"""How long what was told to end may take before it is told again."""
PATIENCE_S: Final = 3.0
"""How long what is about to be found is waited for, once the time is over."""


class Abandoned(BaseException):
    """Nobody waits for what was being done. No Exception: what handles its own faults is not to take it for one."""


_lock = Lock()
_pyomo = logging.getLogger("pyomo")
_running: dict[int, highspy.Highs] = {}
"""By thread: HiGHS while it runs, where no exception can be raised."""
_ended: set[int] = set()
"""Threads whose run was ended from outside."""
_kept: set[int] = set()
"""Threads that are finishing what must be finished."""


def promptly(work: Callable[[], Done], halted: Stop, patience_s: Callable[[], float] = lambda: PATIENCE_S) -> Done:
    """What the work gives; raises Abandoned once it has been ``halted`` for longer than the patience lasts.

    No context manager: on the way into `__exit__` it could be raised before anything there could see to it.
    """
    worker, over, told = get_ident(), Event(), _pyomo.level
    Thread(target=_watch, args=(worker, halted, patience_s, over), daemon=True).start()
    try:
        try:
            return work()
        finally:
            _close(worker, over)
    except Abandoned:
        _close(worker, over)  # it may have come within the first
        raise
    finally:
        _pyomo.setLevel(told)


def or_no_plan(work: Callable[[], Done], clock: Clock, stop: Stop, doing: str) -> Done:
    """`promptly`, where there is no plan yet: raises NoPlanFound, with what was being done."""
    try:
        return promptly(work, lambda: stop() or clock.is_over())
    except Abandoned as late:
        raise NoPlanFound(f"stopped while {doing}, before any plan was found") from late


@contextmanager
def in_highs(highs: highspy.Highs) -> Iterator[None]:
    """A run of HiGHS, which only HiGHS itself can end. Raises Abandoned where it was ended so."""
    worker, ended = get_ident(), False
    try:
        with _lock:
            _running[worker] = highs
        yield
    finally:  # while it is among those that run, nothing is raised here
        with _lock:
            _running.pop(worker, None)
            ended = worker in _ended
            _ended.discard(worker)
    if ended:
        raise Abandoned


@contextmanager
def whole() -> Iterator[None]:
    """What is begun here is finished: leaving it half done would leave something behind."""
    worker = get_ident()
    nested = worker in _kept
    try:
        with _lock:
            _kept.add(worker)
            _raise_in(worker, None)  # it is raised again afterwards
        yield
    finally:
        if not nested:
            _kept.discard(worker)


def _close(worker: int, over: Event) -> None:
    with _lock:
        over.set()
        _raise_in(worker, None)  # what was on its way comes too late


def _watch(worker: int, halted: Stop, patience_s: Callable[[], float], over: Event) -> None:
    since: float | None = None
    while not over.wait(LOOK_S):
        if not halted():
            since = None
            continue
        since = since or monotonic()
        if monotonic() - since >= patience_s():
            with _lock:
                if not over.is_set() and worker not in _kept:
                    _end(worker)
            over.wait(AGAIN_S)


def _end(worker: int) -> None:
    """End what the thread does now; called again and again until it has left the block."""
    highs = _running.get(worker)
    if highs is None:
        _pyomo.setLevel(logging.CRITICAL + 1)  # it tells as an error what it is interrupted by
        _raise_in(worker, Abandoned)
    else:
        _ended.add(worker)
        highs.setOptionValue("time_limit", 0.0)  # a run reads it as it goes


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise in another thread at its next step of Python; None takes back what has not been raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if error is None else ctypes.py_object(error)
    )
