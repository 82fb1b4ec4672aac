"""A case of tiny costs has the plan of the same case in larger money: no absolute tolerance may stand in its way."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Case
from placement.imports import read_orlib, write_case
from placement.read import read_case
from placement.solve import SolveOptions, solve_case
from placement.solve.options import Method

INSTANCE = """6 8
39 1110  50 1680  42 1110  57 960  33 1560  52 2640
17  1380 1560 1170 1740 300 600
29  210 1410 150 1740 1650 1320
18  660 930 1080 210 690 840
6   630 1200 1230 1770 420 1080
13  930 870 1680 1020 510 120
21  1560 1770 1080 1770 30 180
20  1410 1620 780 1380 1590 1530
17  1290 1230 30 1200 960 1590
"""
OPTIMUM = 8172.307692307692
"""Of a model written apart."""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "small.txt").write_text(INSTANCE)
    (tmp_path / "case").mkdir()
    write_case(read_orlib(tmp_path / "small.txt", None), tmp_path / "case", single_source=False, source="ours")
    return read_case(tmp_path / "case")


def in_money(case: Case, unit: float) -> Case:
    sites = {n: replace(s, fixed_cost_eur_per_year=unit * s.fixed_cost_eur_per_year) for n, s in case.sites.items()}
    links = {n: replace(k, cost_eur_per_h100e_year=unit * k.cost_eur_per_h100e_year) for n, k in case.links.items()}
    return replace(case, sites=sites, links=links)


@pytest.mark.parametrize("method", ["decomposed", "monolithic"])
@pytest.mark.parametrize("unit", [1e4, 1.0, 1e-6, 1e-8])
def test_the_plan_does_not_depend_on_the_unit_of_money(case: Case, unit: float, method: Method) -> None:
    plan = solve_case(in_money(case, unit), SolveOptions(method=method))
    assert plan.summary["objective_eur"] == pytest.approx(unit * OPTIMUM, rel=1e-9)
    assert plan.summary["bound_eur"] == pytest.approx(unit * OPTIMUM, rel=1e-7)
    assert plan.costs["eur_per_year"].sum() == pytest.approx(unit * OPTIMUM, rel=1e-9)
