"""The decomposed method: what it proves is true, and a limit or an interruption keeps what was found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.case import Case
from placement.account import Plan
from placement.solve import Infeasible, NoPlanFound, Progress, SolveOptions, solve_case
from placement.solve import decomposed as steps
from placement.solve import settle as method
from placement.solve.answers import SolverTrouble
from placement.solve.clock import Clock
from placement.solve.decomposed import solve_decomposed
from placement.solve.master import Values
from placement.solve.progress import never, silent
from placement.solve.search import Search
from placement.solve.settle import settle_point
from placement.solve.terms import Terms
from tests.models.cases import ONE_YEAR, energy_meur, tiny, with_policy, with_site, with_workload
from tests.models.random_cases import rich_case
from tests.models.solving import Answer, Solve
from tests.placement.solve.supplies import SWITCHES

SEEDS = (0, 1, 2, 3)
TIGHT = 1e-6
PRICED = "plan priced"
"""The phase that is reported when a plan is known at true cost."""


def random_case(seed: int) -> Case:
    """A rich case with one switch, and fixed costs that make the siting matter."""
    case = SWITCHES[seed % 7].on(rich_case(seed, share_on=0.0)[0])
    return replace(
        case,
        sites={s: replace(x, fixed_cost_eur_per_year=x.fixed_cost_eur_per_year * 8) for s, x in case.sites.items()},
    )


def many_sites(count: int) -> Case:
    """More sites than the first plan is sought among, at 40 EUR/MWh and up; each holds 6 MW of the 20 wanted."""
    rng = np.random.default_rng(count)
    case = tiny(ONE_YEAR, demand=20_000, **{f"s{i:02d}": float(rng.uniform(40, 60)) for i in range(count)})
    for s in case.sites:
        case = with_site(case, s, max_it_mw=6.0, fixed_cost_eur_per_year=float(rng.uniform(0, 1e6)))
    return case


def decomposed(case: Case, gap: float, clock: Clock | None = None, **hooks: Any) -> Answer:
    report, stop = hooks.get("report", silent), hooks.get("stop", never)
    return Answer(solve_decomposed(case, Terms(gap, None, 1, 0), clock or Clock(None), report, stop))


@pytest.fixture(scope="module")
def optimum() -> Callable[[int], float]:
    """Optimum of a random case by the monolithic method, MEUR, solved once."""
    known: dict[int, float] = {}

    def find(seed: int) -> float:
        if seed not in known:
            known[seed] = Solve("monolithic")(random_case(seed), TIGHT).objective_meur
        return known[seed]

    return find


@pytest.mark.parametrize("gap", [0.3, 0.02, TIGHT])
@pytest.mark.parametrize("seed", SEEDS)
def test_bound_is_below_the_optimum_and_the_gap_is_met(seed: int, gap: float, optimum: Callable[[int], float]) -> None:
    best, answer = optimum(seed), decomposed(random_case(seed), gap)
    objective, room = answer.objective_meur, 2 * TIGHT * abs(best)
    assert answer.decided.status == "optimal"
    assert answer.bound_meur <= best + room
    assert objective >= best - room
    assert objective - answer.bound_meur <= gap * abs(objective) + room


@pytest.mark.parametrize("count", [13, 30])
def test_more_sites_than_the_first_plan_needs(count: int) -> None:
    case = many_sites(count)
    best, answer = Solve("monolithic")(case, TIGHT).objective_meur, decomposed(case, TIGHT)
    assert answer.objective_meur == pytest.approx(best, rel=3 * TIGHT)
    assert answer.bound_meur <= best * (1 + TIGHT)


def test_first_plan_among_few_sites_is_no_proof() -> None:
    # all must open: the few sites have no plan at all, and that is not said of the case
    case = with_policy(many_sites(14), min_sites=14)
    assert len(decomposed(case, 1e-4).open_sites()) == 14


def test_best_plan_stands_outside_the_few_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    # a alone holds 6 of 10 MW and leaves 4 unmet at 200 EUR/MWh: a plan, but its optimum bounds nothing
    monkeypatch.setattr(method, "FEW_SITES", 1)
    case = with_site(tiny(a=40, b=50, c=60), "a", max_it_mw=6.0)
    case = with_workload(case, "train", coverage_share=0.0, unmet_eur_per_h100eh=0.2)
    told: list[Progress] = []
    answer = decomposed(case, TIGHT, report=told.append)
    # the poor plan came first, or this tried nothing
    assert max(p.incumbent for p in told if p.incumbent) == pytest.approx(
        1e6 * (energy_meur(6, 40) + energy_meur(4, 200))
    )
    assert [answer.draw_mw(s) for s in "abc"] == pytest.approx([6.0, 4.0, 0.0])
    assert answer.objective_meur == pytest.approx(energy_meur(6, 40) + energy_meur(4, 50))
    assert answer.bound_meur <= answer.objective_meur * (1 + TIGHT)


def check_summary(plan: Plan, gap: float) -> None:
    s = plan.summary
    assert s["bound_eur"] <= s["objective_eur"]
    assert s["gap"] == pytest.approx((s["objective_eur"] - s["bound_eur"]) / s["objective_eur"])
    assert s["siting_gap"] == pytest.approx((s["objective_eur"] - s["bound_eur"]) / s["siting_cost_eur"])
    assert s["gap"] <= gap or s["status"] != "optimal"
    assert s["gap_on_screen"] is None
    assert s["screen"] is None


@pytest.mark.parametrize("name", ["monolithic", "decomposed"])
def test_summary_states_the_gap(name: Any) -> None:
    plan = solve_case(random_case(1), SolveOptions(gap=0.01, threads=1, method=name))
    check_summary(plan, 0.01)
    assert plan.status == plan.summary["status"] == "optimal"
    assert plan.summary["method"] == name


class Ending(Clock):
    """A clock whose limit passes when told."""

    over = False

    def is_over(self) -> bool:
        return self.over


def test_time_limit_keeps_the_plan(optimum: Callable[[int], float]) -> None:
    clock = Ending(None)

    def report(progress: Progress) -> None:
        clock.over |= progress.phase.startswith(PRICED) and progress.incumbent is not None

    answer = decomposed(random_case(2), 0.0, clock, report=report)
    assert answer.decided.status == "time_limit"
    assert answer.bound_meur <= optimum(2) * (1 + TIGHT)
    assert answer.objective_meur >= optimum(2) * (1 - TIGHT)


def test_stop_keeps_the_plan(optimum: Callable[[int], float]) -> None:
    told: list[float] = []

    def report(progress: Progress) -> None:
        if progress.phase.startswith(PRICED) and progress.incumbent is not None:
            told.append(progress.incumbent)

    plan = solve_case(random_case(2), SolveOptions(gap=0.0, threads=1, method="decomposed"), report, lambda: bool(told))
    assert plan.status == plan.summary["status"] == "interrupted"
    check_summary(plan, 0.0)
    assert plan.summary["bound_eur"] <= 1e6 * optimum(2) * (1 + TIGHT)
    # what was told is kept: the plan handed over costs no more
    assert plan.summary["objective_eur"] <= told[0] * (1 + TIGHT)
    assert plan.summary["objective_eur"] >= 1e6 * optimum(2) * (1 - TIGHT)


def test_first_plan_at_hand_is_finished_after_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []

    def stop_then_settle(search: Search, whole: Values) -> tuple[Values, float] | None:
        stopped.append(True)
        return settle_point(search, whole)

    monkeypatch.setattr(method, "settle_point", stop_then_settle)
    answer = decomposed(many_sites(20), TIGHT, stop=lambda: bool(stopped))
    assert answer.decided.status == "interrupted"
    assert answer.decided.bound_meur < answer.objective_meur


def test_trouble_in_the_proof_keeps_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble(*_: object) -> None:
        raise SolverTrouble("lost its way")

    monkeypatch.setattr(steps, "prove", trouble)
    answer = decomposed(many_sites(20), TIGHT)
    assert answer.decided.status == "unproven"
    assert answer.decided.bound_meur < answer.objective_meur
    assert answer.decided.log[-1].endswith("lost its way")


def test_trouble_before_any_plan_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble(*_: object) -> None:
        raise SolverTrouble("lost its way")

    monkeypatch.setattr(steps, "seek_first_plan", lambda *_: None)
    monkeypatch.setattr(steps, "improve", trouble)
    with pytest.raises(SolverTrouble, match="lost its way"):
        decomposed(many_sites(20), TIGHT)


@pytest.mark.parametrize("name", ["monolithic", "decomposed"])
def test_stopped_at_once_there_is_no_plan(name: Any) -> None:
    with pytest.raises(NoPlanFound):
        solve_case(random_case(2), SolveOptions(threads=1, method=name), stop=lambda: True)


def test_time_over_before_it_began() -> None:
    try:
        plan = solve_case(random_case(2), SolveOptions(gap=0.0, threads=1, method="decomposed", time_limit_s=1e-3))
    except NoPlanFound:
        return
    assert plan.status == "time_limit"


def test_progress_bounds_rise_and_incumbents_fall() -> None:
    seen: list[Progress] = []
    decomposed(random_case(1), 1e-4, report=seen.append)
    bounds = [p.bound for p in seen if p.bound is not None and not p.phase.startswith("proving")]
    plans = [p.incumbent for p in seen if p.incumbent is not None]
    assert bounds == pytest.approx(sorted(bounds), rel=1e-12)
    assert plans == pytest.approx(sorted(plans, reverse=True), rel=1e-12)
    assert [p.elapsed_s for p in seen] == sorted(p.elapsed_s for p in seen)
    for p in seen:
        if p.gap is not None:
            assert p.bound is not None
            assert p.incumbent is not None
            assert p.gap == pytest.approx((p.incumbent - p.bound) / abs(p.incumbent))


def test_infeasible_is_not_no_plan_found() -> None:
    with pytest.raises(Infeasible):
        decomposed(with_policy(random_case(1), max_sites=0), 1e-3)
