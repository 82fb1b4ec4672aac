"""What every peer's process does: read the instance that the command line names, solve it, print a line of JSON."""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path

from placement.imports import Instance, read_holmberg, read_orlib

STARTED = time.perf_counter()
LEAST_S = 1.0
"""Some solvers take a limit of nothing for none."""


@dataclass(frozen=True, eq=False)
class Question:
    """An instance, and how it is to be solved."""

    instance: Instance
    single_source: bool
    """Whether one warehouse serves all of a customer."""
    time_limit_s: float

    def left_s(self) -> float:
        """Of the time limit, which counts from the start of the process."""
        return max(LEAST_S, self.time_limit_s - (time.perf_counter() - STARTED))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer found and proved."""

    status: str
    """`optimal`, `time_limit`, or the solver's own word."""
    objective: float | None
    bound: float | None
    build_s: float
    """Until the solver holds the model, where the interface tells; else until the model stands."""
    solve_s: float
    version: str


class Stopwatch:
    """Seconds since it was made, or last read."""

    def __init__(self) -> None:
        self._since = time.perf_counter()

    def lap_s(self) -> float:
        """Read it, and begin anew."""
        since, self._since = self._since, time.perf_counter()
        return self._since - since


def known(figure: float | None) -> float | None:
    """None for an infinity (1e20 is SCIP's), which JSON does not know."""
    return figure if figure is not None and isfinite(figure) and abs(figure) < 1e20 else None


def main(solve: Callable[[Question], Answer]) -> None:
    """Run one peer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path, metavar="INSTANCE_FILE")
    parser.add_argument("--format", choices=["orlib", "holmberg"], default="orlib", dest="kind")
    parser.add_argument("--capacity", type=float, help="of every warehouse, where the file leaves it open")
    parser.add_argument("--single-source", action="store_true")
    parser.add_argument("--time-limit", type=float, default=900.0, metavar="SECONDS")
    asked = parser.parse_args()
    read = read_holmberg(asked.file) if asked.kind == "holmberg" else read_orlib(asked.file, asked.capacity)
    answer = solve(Question(read, asked.single_source, asked.time_limit))
    print(json.dumps(asdict(answer)), flush=True)
