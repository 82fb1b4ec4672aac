"""Demand prices: bounds that hold whatever the prices, of the very costs of the model; a proof over all sites."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.build import build
from models.case import Case, Region, Workload
from placement.solve import Infeasible, NoPlanFound, SolveOptions, by_prices, solve_case
from placement.solve.answers import SolverTrouble
from placement.solve.by_prices import SiteBounds, site_bounds
from placement.solve.clock import Clock
from placement.solve.demand_prices import Service, best_bound, bound_at, services
from placement.solve.monolithic import solve_monolithic
from placement.solve.progress import never, silent
from placement.solve.standard_form import compile_model
from placement.solve.terms import Terms
from tests.models.cases import TWO_YEARS, with_operation, with_policy, with_site, with_workload
from tests.models.test_service import abstract

SEEDS = range(12)
SITES = "abcdefgh"
EXACT = 1e-7
Switch = Callable[[Case], Case]


def random_case(seed: int) -> Case:
    """Eight sites, six regions, two workloads, most pairs linked; one switch or another is on."""
    rng = np.random.default_rng([7, seed])
    capacity = {s: float(rng.integers(8, 25)) * 100 for s in SITES}
    fixed = {s: float(rng.integers(1, 30)) / 10 for s in SITES}
    cost = {(r, s): float(rng.integers(0, 2_000)) for r in "pqrstu" for s in SITES if rng.random() < 0.85}
    case = abstract(capacity, fixed, cost)
    case = with_operation(case, transit_eur_per_gbps_year=float(rng.integers(0, 3)) * 1e4)
    case = with_workload(case, "w", gbps_per_1000_h100e=float(rng.integers(0, 20)))
    switch: Switch = SWITCHES[seed % len(SWITCHES)]
    return switch(case)


def with_second_workload(case: Case) -> Case:
    """Another that may go unmet at a price, in some regions."""
    other = Workload("v", "training", coverage_share=0.3, unmet_eur_per_h100eh=0.15)
    demand = {**case.demand, **{("v", r, t.stage): 300.0 for r in "pq" for t in case.stages}}
    return replace(case, workloads={**case.workloads, "v": other}, demand=demand)


def in_two_stages(case: Case) -> Case:
    """The second has more demand, and site a is only ready then."""
    demand = {("w", r, "2030"): 600.0 for r in case.regions} | {("w", r, "2031"): 1_000.0 for r in case.regions}
    late = with_site(replace(case, stages=TWO_YEARS, demand=demand), "a", ready_year=2031)
    return replace(late, discount_rate=0.08)


def abroad(case: Case) -> Case:
    """Half of the sites stand in another state, at a surcharge for resident demand."""
    states = {**case.states, "B": replace(case.states["A"], state="B", name="B")}
    case = replace(with_workload(case, "w", resident=True), states=states, residency={("A", "B"): 0.01})
    for site in SITES[:4]:
        case = with_site(case, site, state="B")
    return replace(case, regions={r: Region(r, r, "A") for r in case.regions})


SWITCHES: tuple[Switch, ...] = (
    lambda case: case,
    lambda case: with_policy(case, max_sites=4),
    lambda case: with_policy(case, min_sites=6),
    lambda case: with_policy(case, single_source=True),
    with_second_workload,
    in_two_stages,
    abroad,
    lambda case: with_workload(case, "w", coverage_share=0.7),
    lambda case: with_policy(with_workload(case, "w", critical_share=0.3), n_minus_1=True),
)


def few_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first plan is sought among no more sites than the demand takes."""
    monkeypatch.setattr(by_prices, "FEW_SITES", 2)
    monkeypatch.setattr(by_prices, "TIMES_FEWEST", 1)


def optimum(case: Case, *one_of: str) -> float:
    """Infinite where there is no plan."""
    try:
        decided = solve_monolithic(case, Terms(0.0, None, 1, 0), Clock(None), silent, never, one_of)
    except Infeasible:
        return np.inf
    return decided.bound_meur


@pytest.mark.parametrize("seed", SEEDS)
def test_any_prices_give_a_bound(seed: int) -> None:
    case, rng = random_case(seed), np.random.default_rng(seed)
    stages, best = services(case), optimum(case)
    for _ in range(5):
        scale = rng.uniform(0.0, 3.0)
        prices = [scale * rng.uniform(0.0, 2.0, len(s.demand_h100e)) for s in stages]
        assert sum(bound_at(s, p).bound for s, p in zip(stages, prices, strict=True)) <= best * (1 + EXACT)


@pytest.mark.parametrize("seed", SEEDS)
def test_with_a_site_open_nothing_costs_less(seed: int) -> None:
    case = random_case(seed)
    bounds = site_bounds(services(case), case.sites)
    assert bounds.bound <= optimum(case) * (1 + EXACT)
    assert set(bounds.ranked) == set(case.sites)
    for site in case.sites:
        assert bounds.with_site[site] <= optimum(case, site) * (1 + EXACT)


@pytest.mark.parametrize("seed", SEEDS)
def test_costs_are_those_of_the_model(seed: int) -> None:
    case = random_case(seed)
    model = build(case)
    form = compile_model(model)
    cost = dict(zip(map(id, form.columns), form.cost.tolist(), strict=True))
    for service in services(case):
        t = service.stage
        assert [cost[id(model.OpenSite[s, t])] for s in service.sites] == pytest.approx(service.fixed.tolist())
        in_model = sorted(cost[id(x)] for (_, _, u), x in model.Serve.items() if u == t)
        assert in_model == pytest.approx(sorted(service.cost[np.isfinite(service.cost)].tolist()))
        in_model = sorted(cost.get(id(q), 0.0) for (_, u), q in model.Unmet.items() if u == t and q.ub > 0)
        assert in_model == pytest.approx(sorted(service.unmet[np.isfinite(service.unmet)].tolist()))


@pytest.mark.parametrize("gap", [0.05, 0.2, 0.5])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_wide_gap_claims_no_more_than_is_true(seed: int, gap: float, monkeypatch: pytest.MonkeyPatch) -> None:
    # sites are closed because no plan with them is better by the gap: such a plan may still be better
    few_first(monkeypatch)
    case = random_case(seed)
    best = optimum(case)
    if np.isfinite(best):
        decided = by_prices.solve_by_prices(case, Terms(gap, None, 1, 0), Clock(None), silent, never)
        assert decided.bound_meur <= best * (1 + EXACT)
        assert decided.objective_meur * (1 - gap) <= decided.bound_meur * (1 + EXACT)


@pytest.mark.parametrize("seed", range(18))
def test_the_proof_holds_every_site(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    few_first(monkeypatch)
    case = random_case(seed)
    best = optimum(case)
    options = SolveOptions(gap=0.0, threads=1, method="decomposed")
    if np.isinf(best):
        with pytest.raises(Infeasible):
            solve_case(case, options)
        return
    plan = solve_case(case, options)
    assert plan.summary["method"] == "decomposed"
    assert plan.status == "optimal"
    assert plan.summary["objective_eur"] == pytest.approx(1e6 * best, rel=1e-7)
    assert plan.summary["bound_eur"] <= 1e6 * best * (1 + EXACT)
    assert plan.summary["gap"] <= EXACT


def test_a_better_plan_outside_the_few_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    case = random_case(0)
    usual = by_prices.site_bounds
    best = solve_case(case, SolveOptions(gap=0.0, threads=1, method="monolithic"))
    chosen = set(best.sites["site"])

    def misled(stages: Any, names: Any, stop: Any) -> SiteBounds:
        found = usual(stages, names)
        worst_first = sorted(found.ranked, key=lambda s: s in chosen)
        return replace(found, ranked=tuple(worst_first), few=5)

    monkeypatch.setattr(by_prices, "site_bounds", misled)
    plan = solve_case(case, SolveOptions(gap=0.0, threads=1, method="decomposed"))
    assert plan.summary["objective_eur"] == pytest.approx(best.summary["objective_eur"])


def test_a_gap_lets_more_sites_be_closed() -> None:
    plan = solve_case(random_case(0), SolveOptions(gap=0.2, threads=1, method="decomposed"))
    assert plan.status == "optimal"
    assert plan.summary["gap"] <= 0.2
    assert plan.summary["bound_eur"] <= 1e6 * optimum(random_case(0)) * (1 + EXACT)


def test_a_site_that_is_never_ready_is_in_no_plan() -> None:
    case = with_site(random_case(0), "a", ready_year=2090)
    assert site_bounds(services(case), case.sites).with_site["a"] == np.inf
    plan = solve_case(case, SolveOptions(gap=0.0, threads=1, method="decomposed"))
    assert plan.summary["objective_eur"] == pytest.approx(1e6 * optimum(case))
    assert "a" not in set(plan.sites["site"])


@pytest.mark.parametrize(("stopped", "status"), [(True, "interrupted"), (False, "unproven")])
def test_an_open_question_is_no_proof(stopped: bool, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few_first(monkeypatch)
    case, asked = random_case(0), list[Any]()

    def first_alone(part: Case, terms: Terms, clock: Clock, report: Any, stop: Any, one_of: Any, enough: float) -> Any:
        asked.append(one_of)
        if one_of:
            raise NoPlanFound("no time", -np.inf)
        return solve_monolithic(part, terms, clock, report, stop, one_of, enough)

    monkeypatch.setattr(by_prices, "solve_monolithic", first_alone)
    plan = by_prices.solve_by_prices(
        case, Terms(0.0, None, 1, 0), Clock(None), silent, lambda: stopped and len(asked) > 1
    )
    assert len(asked) == 2
    assert plan.status == status
    assert plan.bound_meur == site_bounds(services(case), case.sites).bound


def test_prices_climb_to_the_relaxation() -> None:
    # one site serves both demands at 1 and 2 MEUR and costs 3: whole or not, all of it is paid
    service = Service(
        stage="s", sites=("a",), cost=np.array([[1.0], [2.0]]), demand_h100e=np.array([1.0, 1.0]),
        unmet=np.array([np.inf, np.inf]), capacity_h100e=np.array([2.0]), fixed=np.array([3.0]), least=1, most=1,
    )  # fmt: skip
    assert best_bound(service, 200).bound == pytest.approx(6.0, rel=1e-3)


def test_many_cases_ask_both_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above would prove little: a first plan among few sites, then what is left over."""
    few_first(monkeypatch)
    asked: list[bool] = []

    def counted(*args: Any) -> Any:
        asked.append(bool(args[5]))
        return solve_monolithic(*args)

    monkeypatch.setattr(by_prices, "solve_monolithic", counted)
    for seed in SEEDS:
        try:
            solve_case(random_case(seed), SolveOptions(gap=0.0, threads=1, method="decomposed"))
        except Infeasible:
            continue
    assert sum(asked) >= len(SEEDS) / 3


def test_a_stage_without_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    few_first(monkeypatch)
    case = with_workload(in_two_stages(random_case(0)), "w", coverage_share=0.0, unmet_eur_per_h100eh=0.5)
    for site in SITES:
        case = with_site(case, site, ready_year=2031)
    plan = solve_case(case, SolveOptions(gap=0.0, threads=1, method="decomposed"))
    assert plan.summary["objective_eur"] == pytest.approx(1e6 * optimum(case))


def test_trouble_with_the_second_question_keeps_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    few_first(monkeypatch)

    def troubled(*args: Any) -> Any:
        if args[5]:
            raise SolverTrouble("lost its way")
        return solve_monolithic(*args)

    monkeypatch.setattr(by_prices, "solve_monolithic", troubled)
    plan = by_prices.solve_by_prices(random_case(0), Terms(0.0, None, 1, 0), Clock(None), silent, never)
    assert plan.status == "unproven"


def test_a_first_question_cut_short_leaves_the_bound_of_the_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    few_first(monkeypatch)

    def cut_short(*args: Any) -> Any:
        return replace(solve_monolithic(*args), status="time_limit", bound_meur=-np.inf)

    monkeypatch.setattr(by_prices, "solve_monolithic", cut_short)
    case = random_case(0)
    plan = by_prices.solve_by_prices(case, Terms(0.0, None, 1, 0), Clock(None), silent, never)
    assert plan.status == "time_limit"
    assert plan.bound_meur == site_bounds(services(case), case.sites).bound


def test_pricing_ends_when_told_and_still_bounds() -> None:
    case = random_case(0)
    (service,) = services(case)
    stopped, found = best_bound(service, 600, lambda: True), best_bound(service, 600)
    assert stopped.bound < found.bound <= optimum(case) * (1 + EXACT)
