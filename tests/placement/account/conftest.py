"""One plan of the tutorial with much switched on."""

from pathlib import Path

import pytest

from models.case import Case
from placement.account import Plan
from placement.read import read_case
from placement.solve import SolveOptions, solve_case

BUSY = (
    "policy.block_it_mw=5",
    "policy.n_minus_1=false",
    "policy.carbon_price_eur_per_t=30",
    "policy.min_sites=3",
    "hourly.*.price_eur_per_mwh*2",
)


@pytest.fixture(scope="session")
def busy_case(tutorial: Path) -> Case:
    return read_case(tutorial, BUSY)


@pytest.fixture(scope="session")
def plan(busy_case: Case) -> Plan:
    return solve_case(busy_case, SolveOptions(gap=0.01, threads=1))
