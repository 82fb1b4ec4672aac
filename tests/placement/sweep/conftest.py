"""A case that is solved in no time, and sweeps of it in processes of their own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from placement.imports import Instance, write_case

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


def command(*arguments: object) -> list[str]:
    """The command line of a sweep."""
    return [sys.executable, "-m", "placement.cli", "sweep", *map(str, arguments)]


def sweep(*arguments: object, code: int = 0) -> str:
    """Run a sweep to its end; what it said."""
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr
