"""Ctrl-C during a solve: the first keeps the best plan so far, the second gives up."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

NOTICE = "\nStopping with the best plan so far. Press Ctrl-C again to give up without writing anything.\n"


@contextmanager
def stop_on_interrupt() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether the user has asked to stop.

    The second Ctrl-C raises `KeyboardInterrupt`, so that a run being written is cleaned away; the third has the
    system's own meaning and ends the process even where the solver does not return to Python.
    """
    asked = threading.Event()

    def handle(_signal: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            raise KeyboardInterrupt
        asked.set()
        os.write(2, NOTICE.encode())  # not print: the handler may interrupt a print

    previous = signal.signal(signal.SIGINT, handle)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, previous)
