"""Optimal is said of the cost as written out, and infeasible by two ways: no plan is proven to be what it is not."""

from dataclasses import replace
from typing import Any

import highspy
import numpy as np
import pytest

from models.case import Case, Workload
from models.derive import demand_groups, demand_pools
from placement.solve import SolveOptions, last_word, solve_case
from placement.solve import decomposed as method
from placement.solve.answers import PlanDoesNotHold, SolverTrouble
from placement.solve.decided import Decided, PlanStatus
from placement.solve.ending import bound_below
from placement.solve.hand_over import hand_over
from placement.solve.highs_problem import HighsProblem
from placement.solve.least_cut import least_cut
from placement.solve.part import MasterPart
from placement.solve.reach import PoolUse, ReachTable
from placement.solve.search import Search
from placement.solve.settle import settle_among
from tests.models.cases import ONE_YEAR, energy_meur, tiny, with_policy, with_region
from tests.models.solving import METHODS, Method, Solve
from tests.placement.solve.forms import form

NEAR, FAR = 10.0, 100.0
LIVE = Workload("live", "inference", max_rtt_ms=50.0)
WITH_EVERY_LINK = "once more with every link"
TRUE_COST = energy_meur(1, 100) + energy_meur(1, 10)


def one_for_each(**live: Any) -> Case:
    """A, dear, alone reaches p; b and c, cheap, both reach q; all three are open. 1 MW of demand in either."""
    case = with_policy(tiny(ONE_YEAR, demand=0.0, a=100, b=10, c=10), min_sites=3)
    workload = replace(LIVE, **live)
    case = with_region(case, workload, "p", 1000.0, a=NEAR, b=FAR, c=FAR)
    return with_region(case, workload, "q", 1000.0, a=FAR, b=NEAR, c=NEAR)


def pool_of(case: Case) -> ReachTable:
    return ReachTable(demand_pools(demand_groups(case))[0], tuple(case.sites))


def test_an_open_site_that_does_no_work_does_not_serve_the_one_group_it_alone_reaches() -> None:
    table = pool_of(one_for_each())
    use = PoolUse(np.zeros(2), np.array([0.0, 1000.0, 1000.0]), np.ones(3))
    (cut,) = table.broken("2030", use)
    assert len(cut.groups) == 1
    assert cut.by_work == {"a"}
    assert not list(table.broken("2030", replace(use, work_h100e=np.array([1000.0, 500.0, 500.0]))))


@pytest.mark.parametrize("how", METHODS)
def test_a_group_of_one_open_site_is_served_by_it(how: Method) -> None:
    answer = Solve(how)(one_for_each())
    assert answer.objective_meur == pytest.approx(TRUE_COST)
    assert not any(WITH_EVERY_LINK in line for line in answer.decided.log), "the rows of reach say it themselves"


@pytest.mark.parametrize(
    "live", [{}, {"coverage_share": 0.0, "unmet_eur_per_h100eh": 1.0}], ids=["forbidden", "priced"]
)
def test_a_plan_that_costs_more_as_written_out_goes_back(live: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any row of reach a search takes its plan for cheaper, or for one at all: what is said is true still."""
    monkeypatch.setattr(ReachTable, "broken", lambda *_: iter(()))
    case = one_for_each(**live)
    plan = solve_case(case, SolveOptions(gap=1e-6, method="decomposed"))
    assert plan.status == "optimal"
    assert plan.summary["objective_eur"] == pytest.approx(1e6 * TRUE_COST)
    assert plan.summary["bound_eur"] == pytest.approx(1e6 * TRUE_COST, rel=2e-6)
    assert any(WITH_EVERY_LINK in line for line in plan.log)


def test_a_bound_that_a_plan_has_refuted_is_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handed on, it would end the second search before that has proven anything."""
    factors = iter([2.0])

    def with_another_bound(search: Search) -> Any:
        search.bound *= next(factors, 1.0)
        return hand_over(search)

    monkeypatch.setattr(method, "hand_over", with_another_bound)
    plan = solve_case(one_for_each(), SolveOptions(gap=1e-6, method="decomposed"))
    assert any("is no bound" in line for line in plan.log)
    assert plan.status == "optimal"
    assert plan.summary["bound_eur"] == pytest.approx(1e6 * TRUE_COST, rel=2e-6)


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decomposed method has the last word."""
    monkeypatch.setattr(last_word, "MOST_ROWS", -1.0)


@pytest.mark.usefixtures("_alone")
def test_a_plan_that_nothing_mends_is_not_called_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReachTable, "broken", lambda *_: iter(()))

    def no_way(*_: object, **__: object) -> None:
        raise SolverTrouble("no way")

    again = method._look_for_plan
    calls: list[Search] = []

    def look_once(search: Search, *rest: Any) -> Any:
        calls.append(search)
        return again(search, *rest) if len(calls) == 1 else no_way()

    monkeypatch.setattr(method, "_look_for_plan", look_once)
    plan = solve_case(one_for_each(coverage_share=0.0, unmet_eur_per_h100eh=0.02), SolveOptions(gap=1e-6))
    assert len(calls) == 2, "the search was sent back"
    assert plan.status == "unproven"
    assert plan.summary["gap"] > 1e-3
    assert plan.summary["bound_eur"] <= 1e6 * (energy_meur(1, 20) + energy_meur(1, 10)) + 1.0


def prove_half(monkeypatch: pytest.MonkeyPatch, status: PlanStatus) -> None:
    """The decomposed method proves half of what it could, and calls it ``status``."""

    def weak(*asked: Any) -> Decided:
        decided = method.solve_decomposed(*asked)
        return replace(decided, bound_meur=0.5 * decided.objective_meur, status=status)

    monkeypatch.setattr("placement.solve.solve.solve_decomposed", weak)


def test_the_status_is_that_of_the_cost_in_the_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a method says: a cost that the accounts put above the gap is not proven."""
    prove_half(monkeypatch, "optimal")
    plan = solve_case(one_for_each(), SolveOptions(gap=1e-6, method="decomposed"))
    assert plan.status == "unproven"
    assert plan.summary["gap"] == pytest.approx(0.5)


def test_the_whole_model_closes_a_gap_that_the_decomposed_method_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_half(monkeypatch, "unproven")
    plan = solve_case(one_for_each(), SolveOptions(gap=1e-6, method="decomposed"))
    assert plan.status == "optimal"
    assert plan.summary["method"] == "decomposed"
    assert plan.summary["bound_eur"] == pytest.approx(1e6 * TRUE_COST, rel=2e-6)
    assert any("the whole model is asked" in line for line in plan.log)


@pytest.mark.usefixtures("_alone")
def test_a_large_whole_model_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_half(monkeypatch, "unproven")
    assert solve_case(one_for_each(), SolveOptions(gap=1e-6, method="decomposed")).status == "unproven"


def test_a_bound_far_above_a_plan_is_no_bound() -> None:
    assert bound_below(100.0, 90.0) == 90.0
    assert bound_below(100.0, 100.0005) == 100.0
    assert bound_below(100.0, 101.0) == -np.inf
    assert bound_below(100.0, 101.0, penalties=1.0) == 100.0


def test_dust_is_served_whatever_carries_it() -> None:
    """Of 1,000 H100e all but 8e-17 are unmet: no shortfall, and no row that is written again and again."""
    table = pool_of(one_for_each())
    unmet = np.full(2, 1.0 - 8e-17)
    assert not list(table.broken("2030", PoolUse(unmet, np.zeros(3), np.ones(3))))
    assert least_cut(np.array([8e-14]), np.array([[0.0]]), np.array([1.0]), 1000.0) is None
    assert least_cut(np.array([1.0]), np.array([[0.0]]), np.array([1.0]), 1000.0) is not None


def test_many_small_demands_are_not_short_by_rounding() -> None:
    demand = np.full(3000, 1.0 / 3.0)
    assert least_cut(demand, np.tile(demand[:, None], 2), np.array([500.0, 500.0])) is None


# ---- infeasible ------------------------------------------------------------------------------------------------------


class Denying(HighsProblem):
    """Calls whatever it is asked with presolve infeasible, as HiGHS 1.15.1 calls some models."""

    again = 0

    def _status(self) -> highspy.HighsModelStatus:
        return super()._status() if self.again else highspy.HighsModelStatus.kInfeasible

    def _run_without_presolve(self) -> None:
        self.again += 1
        super()._run_without_presolve()


@pytest.mark.parametrize("whole", [False, True])
def test_presolve_alone_makes_nothing_infeasible(whole: bool) -> None:
    """X + y >= 3, both at most 2, cost x + 2y: 4 at (2, 1)."""
    problem = Denying(form([1.0, 2.0], [1.0, 1.0], least=3.0, upper=2.0, whole=whole), threads=1)
    outcome = problem.run(lambda: False)
    assert (outcome.status, problem.again) == ("optimal", 1)
    assert outcome.objective == pytest.approx(4.0)
    assert outcome.bound == pytest.approx(4.0)


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_infeasible_is_so_by_two_ways(whole: bool) -> None:
    problem = Denying(form([1.0, 2.0], [1.0, 1.0], least=5.0, upper=2.0, whole=whole), threads=1)
    assert problem.run(lambda: False).status == "infeasible"
    assert problem.again == 1


def test_an_optimum_that_breaks_a_row_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = HighsProblem(form([1.0, 2.0], [1.0, 1.0], least=3.0, upper=2.0), threads=1)
    monkeypatch.setattr(problem, "_broken", lambda: 1e-3)
    with pytest.raises(SolverTrouble, match=r"breaks a row by 0\.001"):
        problem.run(lambda: False)


def test_sites_of_the_best_plan_are_never_called_infeasible(monkeypatch: pytest.MonkeyPatch) -> None:
    case = one_for_each()
    found: list[Search] = []
    whole = hand_over

    def keep(search: Search) -> Any:
        found.append(search)
        return whole(search)

    monkeypatch.setattr(method, "hand_over", keep)
    Solve("decomposed")(case)
    (search,) = found
    monkeypatch.setattr(MasterPart, "open_all", lambda part, stage: setattr(part, "_contradicts", True))
    with pytest.raises(SolverTrouble, match="finds no plan on a, b, c, where one is known"):
        settle_among(search, ["a", "b", "c"], "trying", exactly=True)


def test_a_plan_that_holds_in_no_way_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.solve.hand_over.settle_point", lambda *_: None)
    with pytest.raises(PlanDoesNotHold):
        Solve("decomposed")(one_for_each())
