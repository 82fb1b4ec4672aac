"""Time: what has passed, what is left, and how long each phase took."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Clock:
    """Started with a solve; knows its limit."""

    def __init__(self, limit_s: float | None, begun: float | None = None) -> None:
        """Start now, or when it was ``begun`` to wait (by `perf_counter`); ``limit_s`` None means no limit."""
        self._start = perf_counter() if begun is None else begun
        self._limit_s = limit_s
        self.seconds: dict[str, float] = {}

    def without_limit(self) -> "Clock":
        """The same clock for work that is finished in any case."""
        clock = Clock(None)
        clock._start, clock.seconds = self._start, self.seconds
        return clock

    def elapsed_s(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self._start

    def left_s(self) -> float | None:
        """Seconds left, at least a tenth; None without a limit."""
        return None if self._limit_s is None else max(0.1, self._limit_s - self.elapsed_s())

    def is_over(self) -> bool:
        """Whether the limit has passed."""
        return self._limit_s is not None and self.elapsed_s() >= self._limit_s

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time of a block to a phase."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start
