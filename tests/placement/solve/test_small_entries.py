"""Entries that a solver takes for nothing, but that its presolve has proven false optima from."""

from dataclasses import replace

import numpy as np
import pytest

from models.case import Case
from placement.solve import SolveOptions, solve_case
from placement.solve.highs_problem import HighsProblem
from placement.solve.small_entries import without_small
from tests.models.cases import with_policy, with_site, with_workload
from tests.models.solving import METHODS, Method
from tests.models.test_service import abstract
from tests.placement.solve.forms import form

TINY = (1e-6, 1e-5)
"""H100e, beside a demand of hundreds."""


def test_what_moves_a_row_by_less_than_its_tolerance_is_left_out() -> None:
    left, out = without_small(form([1.0, 1.0, 1.0], [4e-7, 0.5, 4e-7], least=0.0, upper=1.0, whole=True))
    assert left.matrix.toarray().tolist() == [[4e-7, 0.5, 4e-7]], "together they are more than a millionth of 0.5"
    left, out = without_small(form([1.0, 1.0, 1.0], [2e-7, 0.5, 2e-7], least=0.0, upper=1.0, whole=True))
    assert left.matrix.toarray().tolist() == [[0.0, 0.5, 0.0]]
    assert out.columns.tolist() == [0, 2]
    assert out.values.tolist() == [2e-7, 2e-7]


def test_what_a_large_amount_may_move_stays() -> None:
    for upper in (np.inf, 1e6):
        wide = form([1.0, 1.0], [1e-7, 0.5], least=0.0, upper=1.0, whole=True)
        left, out = without_small(replace(wide, upper=np.array([upper, 1.0])))
        assert not len(out.values)
        assert left.matrix.nnz == 2


def test_a_plan_keeps_every_row_as_it_stands() -> None:
    """1e-7 x + y >= 1 with x 1: y is 1 without the entry."""
    problem = HighsProblem(form([0.0, 1.0], [1e-7, 1.0], least=1.0, upper=1.0, whole=True), threads=1)
    assert problem.highs.getLp().a_matrix_.value_ == [1.0]
    problem.fix_integers(np.array([1.0, 1.0]))
    assert sorted(problem.highs.getLp().a_matrix_.value_) == [1e-7, 1.0]


DEMAND = {"p": 27.0, "q": 45.5, "r": 43.5, "s": 46.6}
LINKS = {("p", "a"): 51.5, ("p", "t"): 51.1, ("p", "b"): 1e8, ("q", "a"): 65.1, ("q", "t"): 58.7}
LINKS |= {("r", "a"): 0.0, ("r", "t"): 55.7, ("s", "a"): 59.4, ("s", "t"): 13.8, ("s", "b"): 77.2}


def tiny_and_dear(capacity: float) -> Case:
    """A and b carry some of the demand; t, dear, can do next to nothing. Nothing has to be served."""
    fixed, fibre = {"a": 435.0, "b": 418.0, "t": 1e6}, {"a": 99.1, "b": 46.3, "t": 82.5}
    case = abstract({"a": 86.3, "b": 141.0, "t": capacity}, dict.fromkeys("abt", 0.0), LINKS)
    for site, eur in fixed.items():
        case = with_site(case, site, fixed_cost_eur_per_year=eur, fibre_eur_per_year=fibre[site])
    case = replace(case, demand={key: DEMAND[key[1]] for key in case.demand})
    return with_policy(with_workload(case, "w", coverage_share=0.0), max_sites=3)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("capacity", TINY)
def test_a_dear_site_that_can_do_nothing_stays_closed(method: Method, capacity: float) -> None:
    """Presolve had opened it, and called that proven."""
    plan = solve_case(tiny_and_dear(capacity), SolveOptions(gap=1e-4, method=method))
    assert plan.status == "optimal"
    assert plan.summary["objective_eur"] == 0.0
