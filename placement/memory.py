"""Memory: what a tree of processes takes, what this machine has left, and a watch that keeps to a limit. Linux only."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Final

from placement.end import end_at_once

PROC: Final = Path("/proc")
NEAR: Final = 0.85
"""From this share of the limit on, the best plan is written: that takes memory, too."""
LOOK_S: Final = 0.2
MOST_OF_THE_TIME: Final = 0.05
"""Share of the time that looking may take."""
STOPPED: Final = 4
"""Exit code where the limit is reached all the same."""


class Watch:
    """Whether the limit is near."""

    def __init__(self, limit: float) -> None:
        """Bytes."""
        self.limit = limit
        self._near = Event()

    def is_near(self) -> bool:
        """Whether it has been near."""
        return self._near.is_set()

    def or_near(self, stop: Callable[[], bool]) -> Callable[[], bool]:
        """Stop when asked, and near the limit."""
        return lambda: stop() or self.is_near()

    @property
    def reason(self) -> str:
        """In words."""
        return f"the memory limit of {shown(self.limit)} was nearly reached"

    def look(self) -> None:
        """Ask to stop near the limit; at the limit, end this process and those it has started."""
        used = used_by_tree(os.getpid())
        if used >= NEAR * self.limit:
            self._near.set()
        if used >= self.limit:
            end_at_once(STOPPED, f"The memory limit of {shown(self.limit)} was reached. Nothing was written.")


@contextmanager
def watched(limit: float | None) -> Iterator[Watch | None]:
    """Watch the memory of this process and those it starts, while the block lasts; None where there is no limit."""
    if limit is None:
        yield None
        return
    watch, over = Watch(limit), Event()

    def look() -> None:
        pause = 0.0
        while not over.wait(pause):
            started = perf_counter()
            watch.look()
            pause = max(LOOK_S, (perf_counter() - started) / MOST_OF_THE_TIME)

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        over.set()
        thread.join()


def used_by_tree(root: int) -> float:
    """Bytes of the process and all that descend from it; what they share counts once."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        parent = _parent(entry) if entry.name.isdigit() else None
        if parent is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return sum(map(_proportional, found))


def available() -> float | None:
    """Bytes that this process may still take: of the machine, its container and its own limit; None: nobody knows."""
    if sys.platform != "linux":
        return None
    limits = [_of_machine("MemAvailable"), _of_container(), _of_process()]
    return min((limit for limit in limits if limit is not None), default=None)


def of_machine() -> float | None:
    """Bytes of memory that this machine has; None: nobody knows."""
    return _of_machine("MemTotal") if sys.platform == "linux" else None


def shown(size: float) -> str:
    """In words: 3.2 GB."""
    return f"{size / 1e9:.3g} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _parent(entry: Path) -> int | None:
    with suppress(OSError):  # it has ended meanwhile
        return int((entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
    return None


def _proportional(pid: int) -> float:
    with suppress(OSError):  # it has ended meanwhile
        for line in (PROC / str(pid) / "smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1]) * 1024
    return 0.0


def _of_machine(name: str) -> float | None:
    with suppress(OSError):
        for line in (PROC / "meminfo").read_text(encoding="utf-8").splitlines():
            if line.startswith(f"{name}:"):
                return float(line.split()[1]) * 1024
    return None


def _of_container() -> float | None:
    """What the control group leaves (version 2); files that it keeps in memory can be dropped."""
    with suppress(OSError, ValueError):
        own = (PROC / "self" / "cgroup").read_text(encoding="utf-8").strip().rpartition(":")[2]
        group = Path("/sys/fs/cgroup") / own.lstrip("/")
        most = (group / "memory.max").read_text(encoding="utf-8").strip()
        if most != "max":
            files = dict(line.split() for line in (group / "memory.stat").read_text(encoding="utf-8").splitlines())
            used = int((group / "memory.current").read_text(encoding="utf-8")) - int(files["inactive_file"])
            return float(int(most) - used)
    return None


def _of_process() -> float | None:
    """What `ulimit -v` leaves."""
    if sys.platform == "win32":
        return None
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY:
        return None
    pages = int((PROC / "self" / "statm").read_text(encoding="utf-8").split()[0])
    return float(most - pages * resource.getpagesize())
