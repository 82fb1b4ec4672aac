"""The whole model in one: small cases are lifted over HiGHS's absolute tolerances."""

from dataclasses import replace

import numpy as np
import pytest

from models.build import build
from models.case import Case
from placement.solve.clock import Clock
from placement.solve.lift import cost_factor, lifted
from placement.solve.monolithic import solve_monolithic
from placement.solve.progress import never, silent
from placement.solve.standard_form import StandardForm, compile_model
from placement.solve.terms import Terms
from tests.models.solving import Answer
from tests.models.test_service import abstract


def small(seed: int, demand: float = 1.0) -> Case:
    """Ten sites for six regions; a plan costs some 10 EUR, and good plans are cents apart."""
    rng = np.random.default_rng(seed)
    sites, regions = "abcdefghij", "pqrstu"
    fixed = {s: float(rng.integers(200, 400)) / 100 / 1e6 for s in sites}
    cost = {(r, s): float(rng.integers(0, 300)) / 100 / demand for r in regions for s in sites}
    case = abstract(dict.fromkeys(sites, 2 * demand), fixed, cost)
    return replace(case, demand=dict.fromkeys(case.demand, demand))


def cheapest_eur(case: Case) -> float:
    """Over all sets of three sites or more: 6 regions at 2 a site, by matching twice the sites."""
    from itertools import combinations

    from scipy.optimize import linear_sum_assignment

    regions, sites = list(case.regions), list(case.sites)
    demand = next(iter(case.demand.values()))
    cost = np.array([[case.links[r, s].cost_eur_per_h100e_year * demand for s in sites] for r in regions])
    fixed = np.array([s.fixed_cost_eur_per_year for s in case.sites.values()])
    found = []
    for count in range(3, len(sites) + 1):
        for some in combinations(range(len(sites)), count):
            twice = cost[:, list(some) * 2]
            rows, columns = linear_sum_assignment(twice)
            found.append(float(twice[rows, columns].sum() + fixed[list(some)].sum()))
    return min(found)


@pytest.mark.parametrize("demand", [1.0, 0.01, 5000.0])
@pytest.mark.parametrize("seed", range(4))
def test_cents_decide_where_all_of_it_is_little(seed: int, demand: float) -> None:
    case = small(seed, demand)
    found = Answer(solve_monolithic(case, Terms(0.0, None, 1, 0), Clock(None), silent, never))
    assert 1e6 * found.objective_meur == pytest.approx(cheapest_eur(case), rel=1e-9)
    assert 1e6 * found.bound_meur == pytest.approx(cheapest_eur(case), rel=1e-9)


def form(largest_cost: float) -> StandardForm:
    base = compile_model(build(small(0)))
    return replace(base, cost=base.cost / np.abs(base.cost).max() * largest_cost)


@pytest.mark.parametrize(
    ("largest_meur", "factor"), [(5e-6, 1e6), (0.007, 1e6), (0.02, 1e5), (2.2, 1e3), (500.0, 10.0), (5000.0, 1.0)]
)
def test_the_largest_cost_is_a_thousand_or_all_is_in_eur(largest_meur: float, factor: float) -> None:
    assert cost_factor(form(largest_meur)) == pytest.approx(factor)


def test_nothing_that_costs_anything() -> None:
    assert cost_factor(replace(form(1.0), cost=np.zeros_like(form(1.0).cost))) == 1.0


def test_whole_amounts_in_eur_are_whole() -> None:
    base = form(1.0)
    cents = replace(base, cost=np.full_like(base.cost, 0.0001234))
    assert lifted(cents, 1e6).cost == pytest.approx(123.4)
    whole = replace(base, cost=np.full_like(base.cost, 0.000123))
    assert set(lifted(whole, 1e6).cost.tolist()) == {123.0}


def test_small_rows_are_lifted_and_others_are_not() -> None:
    base = compile_model(build(small(0, 0.01)))
    large = lifted(base, 1.0)
    before, after = (abs(f.matrix.tocsr()).max(axis=1).toarray().ravel() for f in (base, large))
    assert before.min() < 1e-3
    assert after.min() >= 0.5
    assert after[before >= 0.5] == pytest.approx(before[before >= 0.5])
    scale = after / before
    assert np.log2(scale) == pytest.approx(np.round(np.log2(scale)))
    finite = np.isfinite(base.row_upper)
    assert large.row_upper[finite] == pytest.approx((base.row_upper * scale)[finite])
