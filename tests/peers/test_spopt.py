"""The p-median and the maximal cover of spopt (PySAL), solved by CBC: special cases of our service."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from models.case import Case, Link, Workload
from placement.solve import SolveOptions, solve_case
from placement.solve.options import Method
from tests.models.cases import YEAR, with_policy
from tests.models.test_service import abstract

pulp: Any = pytest.importorskip("pulp", reason="PuLP comes with spopt, and that with the extra [peers]")
locate: Any = pytest.importorskip("spopt.locate", reason="spopt comes with the extra [peers]")

pytestmark = pytest.mark.filterwarnings("ignore:.*PuLP 4:DeprecationWarning")  # spopt builds as of PuLP 3

SEEDS = range(10)
METHODS: tuple[Method, ...] = ("monolithic", "decomposed")
SAME = 1e-6
AMPLE = 1e6


@dataclass(frozen=True, eq=False)
class Instance:
    """Customers and candidate places in a square of 100 by 100."""

    distance: Any
    """[customer, place]."""
    weight: Any
    """Of each customer."""
    capacity: Any
    """Of each place; four may just about hold all that the customers weigh."""
    places: int
    """How many may open."""


def random_instance(seed: int) -> Instance:
    rng = np.random.default_rng(seed)
    customers, places = rng.uniform(0, 100, (25, 2)), rng.uniform(0, 100, (9, 2))
    weight = rng.integers(10, 100, 25).astype(float)
    return Instance(
        distance=np.linalg.norm(customers[:, None] - places[None], axis=2),
        weight=weight,
        capacity=rng.uniform(0.2, 0.45, 9) * weight.sum(),
        places=int(rng.integers(3, 5)),
    )


def our_case(instance: Instance, workload: Workload, capacity: Any, links: dict[tuple[str, str], Link]) -> Case:
    """Places as sites that cost nothing, customers as regions."""
    sites = {f"s{j}": float(size) for j, size in enumerate(capacity)}
    case = abstract(sites, dict.fromkeys(sites, 0.0), {key: 0.0 for key in links})
    demand = {("w", f"r{i}", "2030"): float(weight) for i, weight in enumerate(instance.weight)}
    return replace(case, workloads={"w": workload}, demand=demand, links=links)


def cost_links(instance: Instance) -> dict[tuple[str, str], Link]:
    """A unit of demand pays its distance."""
    return {
        (f"r{i}", f"s{j}"): Link(f"r{i}", f"s{j}", None, float(distance))
        for (i, j), distance in np.ndenumerate(instance.distance)
    }


def trip_links(instance: Instance) -> dict[tuple[str, str], Link]:
    """Distance is a round trip."""
    return {key: Link(*key, row.cost_eur_per_h100e_year) for key, row in cost_links(instance).items()}


def our_eur(case: Case, method: Method) -> float:
    plan = solve_case(case, SolveOptions(gap=0.0, threads=1, method=method))
    assert plan.status == "optimal"
    return float(plan.summary["objective_eur"])


def solved(model: Any) -> Any:
    """By spopt, to optimality."""
    return model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0.0))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", SEEDS)
def test_p_median(seed: int, method: Method) -> None:
    one = random_instance(seed)
    case = our_case(one, Workload("w", "inference"), np.full(9, AMPLE), cost_links(one))
    case = with_policy(case, max_sites=one.places, min_sites=one.places)
    other = solved(locate.PMedian.from_cost_matrix(one.distance, one.weight, p_facilities=one.places))
    assert our_eur(case, method) == pytest.approx(other.problem.objective.value(), rel=SAME)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", SEEDS)
def test_p_median_with_capacities(seed: int, method: Method) -> None:
    """Spopt's customers go to one place each."""
    one = random_instance(seed)
    case = our_case(one, Workload("w", "inference"), one.capacity, cost_links(one))
    case = with_policy(case, max_sites=4, min_sites=4, single_source=True)
    other = locate.PMedian.from_cost_matrix(one.distance, one.weight, p_facilities=4, facility_capacities=one.capacity)
    assert our_eur(case, method) == pytest.approx(solved(other).problem.objective.value(), rel=SAME)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", SEEDS)
def test_maximal_cover(seed: int, method: Method) -> None:
    """What is out of reach is unmet, at a price of 1 per H100e and year."""
    one, radius = random_instance(seed), 22.0
    workload = Workload("w", "inference", max_rtt_ms=radius, coverage_share=0.0, unmet_eur_per_h100eh=1.0 / YEAR)
    case = with_policy(our_case(one, workload, np.full(9, AMPLE), trip_links(one)), max_sites=one.places)
    other = solved(locate.MCLP.from_cost_matrix(one.distance, one.weight, radius, p_facilities=one.places))
    uncovered = one.weight.sum() - other.problem.objective.value()
    assert 0.0 < uncovered < one.weight.sum()
    assert our_eur(case, method) == pytest.approx(uncovered, rel=SAME)
