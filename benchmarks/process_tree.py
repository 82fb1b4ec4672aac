"""Run a command and watch the whole tree of its processes: time, memory, when it said what on stderr. Linux only."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placement.memory import used_by_tree

LEAST_S, MOST_S, PART = 0.3, 5.0, 0.01
"""Between two looks at the memory: a hundredth of the time so far within these bounds, so that looking costs little.

A peak that is shorter may be missed."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One run of one command."""

    seconds: float
    peak_mb: float
    """Largest memory of all its processes together; what they share counts once (proportional set size)."""
    exit_code: int
    stdout: str
    said: tuple[tuple[float, str], ...]
    """Lines of stderr with the seconds since the start."""


class Memory(threading.Thread):
    """Looks at a tree of processes until it is told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._over = threading.Event()
        self.peak_mb = 0.0

    def run(self) -> None:
        """Keep the largest sum."""
        started = time.perf_counter()
        while True:
            self.peak_mb = max(self.peak_mb, used_by_tree(self._root) / 1e6)
            pause = min(MOST_S, max(LEAST_S, PART * (time.perf_counter() - started)))
            if self._over.wait(pause):
                return

    def stop(self) -> None:
        """End it."""
        self._over.set()
        self.join()


def watch(command: Sequence[str]) -> Watched:
    """Run the command once; what it says on stderr goes on to ours."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stdout:
        started = time.perf_counter()
        with subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
            memory = Memory(process.pid)
            memory.start()
            said = tuple((time.perf_counter() - started, line) for line in _lines(process))
            exit_code = process.wait()
        seconds = time.perf_counter() - started
        memory.stop()
        stdout.seek(0)
        return Watched(seconds, memory.peak_mb, exit_code, stdout.read(), said)


def _lines(process: "subprocess.Popen[str]") -> Iterator[str]:
    assert process.stderr is not None
    for line in process.stderr:
        sys.stderr.write(line)
        yield line.rstrip("\n")
