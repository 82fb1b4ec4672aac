"""A small plan to write, and its manifest."""

from pathlib import Path

import pytest

from placement.account import Plan
from placement.read import read_case
from placement.run import Manifest
from placement.solve import SolveOptions, solve_case

OVERRIDES = ("policy.block_it_mw=5", "policy.n_minus_1=false")
OPTIONS = SolveOptions(gap=0.01, threads=1)


@pytest.fixture(scope="session")
def plan(tutorial: Path) -> Plan:
    return solve_case(read_case(tutorial, OVERRIDES), OPTIONS)


@pytest.fixture(scope="session")
def manifest(tutorial: Path) -> Manifest:
    return Manifest(tutorial, OVERRIDES, OPTIONS, ("zones.csv: 1 row left out",))
