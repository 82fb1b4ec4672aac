"""The progress of a solve, on stderr: a live line on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, Protocol, cast

from placement.cli.amounts import money, seconds
from placement.cli.streams import Lenient, tell
from placement.rounded import down, gap_percent

if TYPE_CHECKING:
    from rich.text import Text

    from placement.solve.progress import Progress

QUIET_S: Final = 5.0
"""Plain lines: least time between two of the same phase, seconds."""


class Display(Protocol):
    """Shows how far the solve is."""

    def phase(self, name: str) -> None:
        """Tell that a phase without a bound has begun."""

    def report(self, progress: Progress) -> None:
        """Tell how far the solve is."""


class PlainLines:
    """One line per phase, and at most one every `QUIET_S` within a phase."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Write lines by `say`."""
        self._say = say
        self._clock = clock
        self._shown: tuple[str, float] | None = None

    def phase(self, name: str) -> None:
        """Say the phase's name."""
        self._show(name, name)

    def report(self, progress: Progress) -> None:
        """Say the phase with what is known, unless one was said a moment ago."""
        self._show(progress.phase, f"{describe(progress)}, {seconds(progress.elapsed_s)}")

    def _show(self, phase: str, line: str) -> None:
        now = self._clock()
        if self._shown is None or self._shown[0] != phase or now - self._shown[1] >= QUIET_S:
            self._shown = (phase, now)
            self._say(line)


class LiveLine:
    """One line that rich redraws; its clock runs while the solver is silent."""

    def __init__(self) -> None:
        """Start the clock."""
        self._started = time.monotonic()
        self._line = "start"

    def phase(self, name: str) -> None:
        """Show the phase's name."""
        self._line = name

    def report(self, progress: Progress) -> None:
        """Show the phase with what is known."""
        self._line = describe(progress)

    def __rich__(self) -> Text:
        """Return the line as it stands now."""
        from rich.text import Text

        return Text(f"{self._line}, {seconds(time.monotonic() - self._started)}", no_wrap=True, overflow="ellipsis")


@contextmanager
def progress_display() -> Iterator[Display]:
    """Yield the display that suits stderr."""
    if not sys.stderr.isatty():
        yield PlainLines(tell)
        return
    from rich.console import Console
    from rich.live import Live

    line = LiveLine()
    with Live(line, console=Console(file=cast("IO[str]", Lenient())), refresh_per_second=4, transient=True):
        yield line


def describe(progress: Progress) -> str:
    """Return phase, bound, best plan and gap, as far as they are known."""
    known = [
        ("cost at least", None if progress.bound is None else money(progress.bound, down)),
        ("best plan", None if progress.incumbent is None else money(progress.incumbent)),
        ("gap", None if progress.gap is None else gap_percent(progress.gap)),
    ]
    doing = [part for part in (progress.phase, progress.detail) if part]
    return ", ".join([*doing, *(f"{name} {value}" for name, value in known if value is not None)])
