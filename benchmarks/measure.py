"""Run a command as a process of its own: wall time, peak memory, what it printed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

PLACEMENT = (sys.executable, "-m", "placement.cli")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of one command."""

    seconds: float
    peak_mb: float
    exit_code: int
    stdout: str


def measure(command: Sequence[str]) -> Measured:
    """Run the command once; its progress stays on our stderr."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stdout:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=stdout)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # wait4 has reaped it
        stdout.seek(0)
        return Measured(seconds, usage.ru_maxrss * _RSS_UNIT / 1e6, process.returncode, stdout.read())


def show(title: str, rows: Sequence[tuple[str, Sequence[Measured]]]) -> None:
    """Print a table: a row per command, least, median and largest time over its runs."""
    table = Table(title=title)
    for heading in ("command", "runs", "least s", "median s", "largest s", "peak MB", "exit"):
        table.add_column(heading, justify="left" if heading == "command" else "right", no_wrap=True)
    for name, runs in rows:
        times = [run.seconds for run in runs]
        figures = [f"{figure:.2f}" for figure in (min(times), median(times), max(times))]
        exits = ",".join(sorted({str(run.exit_code) for run in runs}))
        table.add_row(name, str(len(runs)), *figures, f"{max(run.peak_mb for run in runs):.0f}", exits)
    Console(width=110).print(table)
