"""How far a sweep is: a live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.text import Text

QUIET_S: Final = 10.0
"""Plain lines: least time between two, seconds."""


class Count:
    """Counts cases as they come in."""

    def __init__(self, of: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Start the clock."""
        self.of = of
        self._clock = clock
        self._statuses: Counter[str] = Counter()
        self._solved = 0
        self._started = clock()
        self._first: float | None = None
        """When the first case was solved: the time until then is mostly that of starting the workers."""

    @property
    def done(self) -> int:
        """Cases whose result is there."""
        return self._statuses.total()

    def tell(self, status: str, solved_now: bool) -> None:
        """One more case is there."""
        self._statuses[status] += 1
        if solved_now:
            self._solved += 1
            self._first = self._first or self._clock()

    def line(self) -> str:
        """Where the sweep stands, in words."""
        parts = [f"{self.done:,} of {self.of:,} cases"]
        parts += [f"{n:,} {status}" for status, n in sorted(self._statuses.items()) if status != "optimal"]
        taken = self._clock() - (self._first or self._started)
        if self._solved > 1 and taken > 0:
            a_second = (self._solved - 1) / taken
            parts += [f"{a_second * 60:,.3g} a minute", f"{duration((self.of - self.done) / a_second)} left"]
        return ", ".join(parts)

    def __rich__(self) -> Text:
        """The line, for a terminal."""
        from rich.text import Text

        return Text(f"{self.line()}, {duration(self._clock() - self._started)}", no_wrap=True, overflow="ellipsis")


@contextmanager
def counting(of: int, say: Callable[[str], None], terminal: Any) -> Iterator[Callable[[str, bool], None]]:
    """Yield who hears of each case, and shows it: on the terminal if it is one, else by lines."""
    count = Count(of)
    if terminal.isatty():
        from rich.console import Console
        from rich.live import Live

        with Live(count, console=Console(file=terminal), refresh_per_second=4, transient=True):
            yield count.tell
        return
    yield _lines(count, say)


def _lines(count: Count, say: Callable[[str], None]) -> Callable[[str, bool], None]:
    said = [time.monotonic()]

    def tell(status: str, solved_now: bool) -> None:
        count.tell(status, solved_now)
        if count.done == count.of or time.monotonic() - said[0] >= QUIET_S:
            said[0] = time.monotonic()
            say(count.line())

    return tell


def duration(seconds: float) -> str:
    """A time to the second, minute or hour, as long as it is."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02d} min"
