"""The cores of this machine."""

import os
import sys


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else (os.cpu_count() or 1)


def share_of_cores(worker: int, workers: int) -> list[int] | None:
    """Cores of one of the workers of this machine, so that none waits for another; None where it cannot be said."""
    if sys.platform != "linux":
        return None
    mine = sorted(os.sched_getaffinity(os.getpid()))
    if workers >= len(mine):
        return [mine[worker % len(mine)]]
    return mine[worker * len(mine) // workers : (worker + 1) * len(mine) // workers]


def take_share(worker: int, workers: int) -> int:
    """Keep this thread, and what it starts, to its share of the machine; how many cores that is."""
    mine = share_of_cores(worker, workers)
    if mine is None:
        return max(1, cores() // workers)
    os.sched_setaffinity(0, mine)
    return len(mine)
