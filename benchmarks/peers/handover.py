"""`python -m benchmarks.peers.handover [--instance NAME]`: from model rules to a model inside HiGHS, ours and linopy's.

Nothing is solved. The quickest of the repeats counts, which take turns.
"""

import argparse
import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import highspy

from benchmarks.peers import linopy_highs
from benchmarks.peers.csv_rows import write_rows
from benchmarks.peers.instances import chosen
from benchmarks.peers.report import HANDOVER_FILE, PAGE, RESULTS, write_page
from benchmarks.peers.result import Handover
from benchmarks.peers.run_peer import now, versions
from models.case import Case
from placement.imports import Instance, write_case
from placement.read import read_case
from placement.solve.formulate import build, formulate
from placement.solve.highs_problem import HighsProblem

INSTANCE = "capa-8000"
HandOver = Callable[[], highspy.Highs]


@dataclass(frozen=True, slots=True)
class Timed:
    """One handover, and the size of what came over."""

    seconds: float
    rows: int
    columns: int
    nonzeros: int


def ours(case: Case) -> highspy.Highs:
    """As the monolithic method does it."""
    _, form = formulate(build, case, ())
    return HighsProblem(form, threads=1).highs


def theirs(instance: Instance, single_source: bool) -> highspy.Highs:
    """As `Model.solve` with `io_api="direct"` does it."""
    highs: highspy.Highs = linopy_highs.build(instance, single_source).to_highspy()
    return highs


def timed(hand_over: HandOver) -> Timed:
    """Do it once."""
    gc.collect()  # what an earlier one left is not this one's to clear away
    started = perf_counter()
    highs = hand_over()
    seconds = perf_counter() - started
    return Timed(seconds, highs.getNumRow(), highs.getNumCol(), highs.getNumNz())


def imported(instance: Instance, single_source: bool) -> Case:
    """As a case."""
    with tempfile.TemporaryDirectory() as folder:
        write_case(instance, Path(folder), single_source, instance.name)
        return read_case(Path(folder))


def measure(name: str, repeats: int) -> list[Handover]:
    """Ours, then linopy's."""
    (published,) = chosen([name])
    instance = published.read()
    case = imported(instance, published.single_source)
    load = f"{os.getloadavg()[0]:.2f}"
    rounds = [
        (timed(lambda: ours(case)), timed(lambda: theirs(instance, published.single_source))) for _ in range(repeats)
    ]
    tools = (("ours", versions("placement", "pyomo", "highspy")), ("linopy", versions("linopy", "highspy")))
    return [
        described(instance.name, tool, version, load, [one[which] for one in rounds])
        for which, (tool, version) in enumerate(tools)
    ]


def described(name: str, tool: str, version: str, load: str, times: Sequence[Timed]) -> Handover:
    """The row of the file."""
    best = min(times, key=lambda one: one.seconds)
    return Handover(
        instance=name,
        tool=tool,
        measured_at=now(),
        load_before=load,
        version=version,
        repeats=str(len(times)),
        rows=str(best.rows),
        columns=str(best.columns),
        nonzeros=str(best.nonzeros),
        seconds=f"{best.seconds:.3f}",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, write, print the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.handover", description=__doc__)
    parser.add_argument("--instance", default=INSTANCE, metavar="NAME")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--results", type=Path, default=RESULTS, help=f"folder of {HANDOVER_FILE}")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args(arguments)
    write_rows(asked.results / HANDOVER_FILE, measure(asked.instance, asked.repeats))
    print(write_page(asked.results, asked.page))


if __name__ == "__main__":
    main()
