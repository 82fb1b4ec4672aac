"""End this process at once, whatever its threads do: nothing half-written stays, and no process that it has started."""

import multiprocessing
import os
import threading
from contextlib import suppress
from time import sleep
from typing import Final

from placement.aside import remove_mine
from placement.utf8 import in_utf8

SHOWN_AGAIN: Final = "\r\x1b[K\x1b[?25h"
"""On a terminal: an empty line, with the cursor that a live line hides."""

_ending = threading.Event()


def end_at_once(code: int, message: str) -> None:
    """Say why, and end with that exit code."""
    _ending.set()
    for process in multiprocessing.active_children():
        process.kill()
    remove_mine()
    write_error(f"{SHOWN_AGAIN if os.isatty(2) else ''}{message}")
    os._exit(code)


def wait_if_ending() -> None:
    """Do nothing any more where another thread is ending this process: what is said now would be of no use."""
    while _ending.is_set():
        sleep(1)


def write_error(text: str) -> None:
    """On standard error, whatever became of it; not by print, which another thread may be in."""
    with suppress(OSError):
        os.write(2, in_utf8(f"{text}\n"))
