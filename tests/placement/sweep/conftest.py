"""A case that is solved in no time, sweeps of it in processes of their own, and a Dask cluster on loopback."""

import sys
from collections.abc import Callable, Iterator
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
from tests.placement.clusters import Cluster, running

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


def command(*arguments: object) -> list[str]:
    """The command line of a sweep."""
    return [sys.executable, "-m", "placement.cli", "sweep", *map(str, arguments)]


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
