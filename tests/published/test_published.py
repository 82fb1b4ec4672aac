"""`placement solve` finds what others have published, and proves it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from placement.imports import Instance, write_case
from placement.read import read_case
from placement.solve import SolveOptions, solve_case
from placement.solve.options import Method
from tests.published.instances import Published, parameters

SAME = 1e-6
PROVEN = 1e-9

KUBO = Instance(
    name="flp",
    capacity=np.full(3, 500.0),
    fixed_cost=np.full(3, 1000.0),
    demand=np.array([80.0, 270.0, 250.0, 160.0, 180.0]),
    cost=np.array([[4, 6, 9], [5, 4, 7], [6, 3, 4], [8, 5, 3], [10, 8, 4]])
    * np.array([80.0, 270.0, 250.0, 160.0, 180.0])[:, None],
)
"""Kubo, Pedroso, Muramatsu and Rais (2012), Mathematical Optimization: Solving Problems using Gurobi and Python,
capacitated facility location; also in the examples of PySCIPOpt (flp.py). Optimum 5610."""

FRONTLINE = Instance(
    name="facility",
    capacity=np.array([20.0, 22.0, 17.0, 19.0, 18.0]),
    fixed_cost=np.array([12000.0, 15000.0, 17000.0, 13000.0, 16000.0]),
    demand=np.array([15.0, 18.0, 14.0, 20.0]),
    cost=np.array(
        [
            [4000, 2000, 3000, 2500, 4500],
            [2500, 2600, 3400, 3000, 4000],
            [1200, 1800, 2600, 4100, 3000],
            [2200, 2600, 3100, 3700, 3200],
        ]
    )
    * np.array([15.0, 18.0, 14.0, 20.0])[:, None],
)
"""Frontline Systems' facility location, in thousands of units; also the facility examples of Gurobi. Optimum 210500."""

TINY: list[tuple[Instance, float]] = [(KUBO, 5610.0), (FRONTLINE, 210500.0)]


def check(instance: Instance, optimum: float, single_source: bool, folder: Path, **options: Any) -> None:
    """Import, read, solve to a gap of 0."""
    write_case(instance, folder, single_source, instance.name)
    plan = solve_case(read_case(folder), SolveOptions(**options))
    assert plan.status == "optimal"
    assert plan.summary["objective_eur"] == pytest.approx(optimum, rel=SAME)
    assert plan.summary["bound_eur"] == pytest.approx(optimum, rel=SAME)
    assert plan.summary["gap"] <= PROVEN


@pytest.mark.parametrize("method", ["monolithic", "decomposed"])
@pytest.mark.parametrize(("instance", "optimum"), TINY, ids=[i.name for i, _ in TINY])
def test_tiny(instance: Instance, optimum: float, method: Method, tmp_path: Path) -> None:
    check(instance, optimum, False, tmp_path, method=method)


@pytest.mark.parametrize("one", parameters(large=False))
def test_published(one: Published, tmp_path: Path) -> None:
    check(one.read(), one.optimum, one.single_source, tmp_path)


@pytest.mark.parametrize("one", parameters(large=False, only=("cap44", "p4")))
def test_published_by_demand_prices(one: Published, tmp_path: Path) -> None:
    check(one.read(), one.optimum, one.single_source, tmp_path, method="decomposed")


@pytest.mark.parametrize("one", parameters(large=True, only=("capa-14000",)))
def test_published_and_large(one: Published, tmp_path: Path) -> None:
    check(one.read(), one.optimum, one.single_source, tmp_path)
