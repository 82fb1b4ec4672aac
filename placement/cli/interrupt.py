"""Ctrl-C, SIGTERM and SIGHUP: the first during a solve keeps the best plan so far, the second ends all at once.

A thread of its own hears them: Python's own handlers wait until the solver returns, which may take minutes.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from types import FrameType
from typing import Final

from placement.cli.exits import ExitCode
from placement.end import end_at_once, write_error

NOTICE: Final = (
    "Stopping. The best plan so far is kept, if there is one. Press Ctrl-C again to give up without writing anything."
)
APART_S: Final = 0.05
"""Signals nearer than that are one: `timeout` sends its own twice, to the process and to its group."""


@dataclass
class _Stop:
    """What is to be stopped at the first signal."""

    notice: str
    asked: threading.Event = field(default_factory=threading.Event)
    at: float = 0.0


_stops: list[_Stop] = []
_listening = threading.Event()


@contextmanager
def stop_on_interrupt(notice: str = NOTICE) -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether the user has asked to stop; the second time ends this process at once."""
    stop = _Stop(notice)
    with listening():
        _stops.append(stop)
        try:
            yield stop.asked.is_set
        finally:
            _stops.remove(stop)


@contextmanager
def listening() -> Iterator[None]:
    """Hear signals while the block lasts; outside `stop_on_interrupt` the first ends this process at once."""
    if _listening.is_set():
        yield
        return
    end = start_listening()
    try:
        yield
    finally:
        end()


def start_listening() -> Callable[[], None]:
    """Hear signals, as `listening` does, until the function that is returned is called; a process need not."""
    reading, writing = os.pipe()
    if sys.platform != "win32":  # there Python asks for none, and before 3.12 has no way to it
        os.set_blocking(writing, False)
    ear = threading.Thread(target=_listen, args=(reading,), daemon=True)
    ear.start()
    told = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    previous = {number: signal.signal(number, _heard_elsewhere) for number in _numbers()}
    _listening.set()

    def end() -> None:
        _listening.clear()
        for number, handler in previous.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(told)
        os.write(writing, b"\0")
        ear.join()
        os.close(writing)
        os.close(reading)

    return end


def _numbers() -> list[signal.Signals]:
    """Signals that ask to stop; not SIGHUP where it is ignored, as under nohup."""
    found = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        found.append(signal.SIGHUP)
    return found


def _heard_elsewhere(_signal: int, _frame: FrameType | None) -> None:
    """The listening thread hears it."""


def _listen(reading: int) -> None:
    while number := os.read(reading, 1)[0]:
        _hear(number, monotonic())


def _hear(number: int, now: float) -> None:
    stop = _stops[-1] if _stops else None
    if stop is not None and not stop.asked.is_set():
        stop.at = now
        stop.asked.set()
        write_error(f"\n{stop.notice}")
    elif stop is None or (now - stop.at > APART_S and not _is_hangup(number)):
        end_at_once(ExitCode.ABORTED, "Given up.")


def _is_hangup(number: int) -> bool:
    """A terminal that goes sends it, and then its shell once more: nobody asks to lose the plan."""
    return sys.platform != "win32" and number == signal.SIGHUP
