"""A solved run of the tutorial, and one of an abstract case."""

import shutil
from pathlib import Path

import pytest

from placement.imports import read_orlib, write_case
from placement.read import read_case
from placement.run import Manifest, write_run
from placement.solve import SolveOptions, solve_case

ORLIB = """ 2 3
 10 7.5
 20 0.
 4
 1.5 2
 5 3
 4.
 6 5 6
"""


def solved(case: Path, folder: Path) -> Path:
    options = SolveOptions(gap=0.01, threads=1)
    return write_run(solve_case(read_case(case), options), folder, Manifest(case, (), options))


@pytest.fixture(scope="session")
def tutorial_run(tutorial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return solved(tutorial, tmp_path_factory.mktemp("runs") / "tutorial")


@pytest.fixture(scope="session")
def abstract_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("abstract")
    (folder / "small.txt").write_text(ORLIB)
    (folder / "case").mkdir()
    write_case(read_orlib(folder / "small.txt", None), folder / "case", False, "small.txt")
    return solved(folder / "case", folder / "run")


@pytest.fixture
def run(tutorial_run: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(tutorial_run, tmp_path / "run"))
