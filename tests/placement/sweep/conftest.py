"""A case that is solved in no time, sweeps in processes of their own, and a Dask cluster on loopback."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from placement.cli import main
from placement.imports import Instance, write_case
from placement.solve.options import SolveOptions
from placement.sweep.plan import SweepPlan, plan_sweep
from tests.placement.clusters import FRESH, Cluster, enter, running, wait_until

UNIT_COST = np.array([[4, 6, 9], [5, 4, 7], [6, 3, 4], [8, 5, 3], [10, 8, 4]])
DEMAND = np.array([80.0, 270.0, 250.0, 160.0, 180.0])
KUBO = Instance("flp", np.full(3, 500.0), np.full(3, 1000.0), DEMAND, UNIT_COST * DEMAND[:, None])
"""Kubo, Pedroso, Muramatsu and Rais (2012), capacitated facility location. Optimum 5610."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A case without power, solved in a hundredth of a second."""
    folder = tmp_path / "flp"
    folder.mkdir()
    write_case(KUBO, folder, False, "flp")
    return folder


@pytest.fixture
def spec(tmp_path: Path) -> Callable[[str], Path]:
    """Write a specification."""

    def write(text: str, name: str = "spec.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


Planned = Callable[..., SweepPlan]


@pytest.fixture
def planned(tutorial: Path, spec: Callable[[str], Path]) -> Planned:
    """The plan of a specification for the tutorial."""
    return lambda text, *common: plan_sweep(tutorial, spec(text), common, SolveOptions())


def run_sweep(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    """In a fresh process: the command line of a sweep, in a session of its own."""
    os.setsid()
    enter(environment, f"{folder}/stdout", f"{folder}/stderr")
    main(["sweep", *arguments], prog_name="placement")


class Started:
    """A sweep in a process of its own."""

    def __init__(self, folder: Path, arguments: Sequence[object]) -> None:
        self.folder = folder
        asked = list(map(str, arguments)), dict(os.environ), str(folder)
        self.process = FRESH.Process(target=run_sweep, args=asked)
        self.process.start()
        assert self.process.pid is not None
        self.pid = self.process.pid

    def wait_until(self, enough: Callable[[], bool]) -> None:
        """Until it is so; a process that ends before would never make it so."""
        wait_until(lambda: enough() or not self.process.is_alive())
        assert enough(), self.said()

    def end(self, code: int) -> tuple[str, str]:
        """Wait until it has ended, with this exit code; what it said on standard output and error."""
        self.process.join(100)
        assert self.process.exitcode == code, self.said()
        return self.said()

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.join()

    def said(self) -> tuple[str, str]:
        """On standard output and error, until now."""
        return (self.folder / "stdout").read_text("utf-8"), (self.folder / "stderr").read_text("utf-8")


Start = Callable[..., Started]


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start sweeps; whatever is left of them at the end is killed."""
    started: list[Started] = []

    def begin(*arguments: object) -> Started:
        started.append(Started(tmp_path_factory.mktemp("said"), arguments))
        return started[-1]

    yield begin
    for process in started:
        process.kill()


def sweep(*arguments: object, code: int = 0) -> str:
    """Run a sweep to its end, in this process; what it said."""
    done = CliRunner().invoke(main, ["sweep", *map(str, arguments)], prog_name="placement")
    assert done.exit_code == code, done.output
    return done.output


def rows(folder: Path) -> dict[str, dict[str, Any]]:
    """Rows of the results by name."""
    return {row["name"]: row for row in pq.read_table(folder / "results.parquet").to_pylist()}


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One for all tests that need no processes of the sweep's own."""
    with running(1) as found:
        yield found
