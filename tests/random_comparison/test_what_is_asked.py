"""The comparison itself: what it calls wrong, and that its cases hold what they are drawn for."""

from collections.abc import Iterable
from dataclasses import fields

import pytest

from models.case import Case
from models.settings import Policy
from placement.solve import branch, relax
from tests.random_comparison.agreement import disagreements
from tests.random_comparison.instead import instead
from tests.random_comparison.random_case import random_case
from tests.random_comparison.voices import FORCED_TREE, Said

PLAN = Said("optimal", 1e8, 1e8)
NONE = Said("infeasible", bound=float("inf"))
HUNDRED = range(1_000, 1_100)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [random_case(seed) for seed in HUNDRED]


def wrong(**said: Said) -> list[str]:
    return list(disagreements(said))


def test_a_plan_and_a_proof_that_there_is_none() -> None:
    assert wrong(a=PLAN, b=NONE) == ["a has a plan at 100000000.00 EUR, b says infeasible"]


def test_a_bound_above_the_plan_of_another() -> None:
    assert wrong(a=PLAN, b=Said("stopped", 1.1e8, 1.001e8)) == [
        "a has a plan at 100000000.00 EUR, b says none below 100100000.00"
    ]
    assert wrong(a=PLAN, b=Said("stopped", 1.1e8, 0.9e8)) == []


def test_optimal_within_its_own_gap_only() -> None:
    assert wrong(a=Said("optimal", 1e8, 0.9998e8)) == ["a: optimal, at 100000000.00 with a bound of 99980000.00"]
    assert wrong(a=Said("optimal", 1e8, 0.9999e8)) == []


def test_what_is_wrong_with_one_alone_is_told() -> None:
    assert wrong(a=Said("optimal", 1e8, 1e8, ("coverage differs",))) == ["a: coverage differs"]


def test_two_without_a_plan_agree() -> None:
    assert wrong(a=NONE, b=NONE) == []


def _fail_in_a_forced_tree() -> None:
    with instead(*FORCED_TREE):
        assert (relax.FIRST_SITES, branch.FEW_LEFT) == (1, 0)
        raise KeyError


def test_the_tree_is_forced_only_for_a_while() -> None:
    before = relax.FIRST_SITES, branch.FEW_LEFT
    with pytest.raises(KeyError):
        _fail_in_a_forced_tree()
    assert before == (relax.FIRST_SITES, branch.FEW_LEFT)


def test_a_seed_is_one_case_for_good() -> None:
    assert random_case(1_003) == random_case(1_003)
    assert random_case(1_003) != random_case(1_004)


def test_every_switch_of_the_policy_is_in_some_case_and_none_is_in_most(cases: list[Case]) -> None:
    neutral = Policy()
    for switch in ({f.name for f in fields(Policy)}) - {"max_lost_compute_share", "risk_pass_through", "block_it_mw"}:
        on = sum(getattr(case.policy, switch) != getattr(neutral, switch) for case in cases)
        assert on >= 2, switch
        assert on <= 40 or switch.startswith("price_slope_step"), switch


def _share(found: Iterable[bool]) -> float:
    told = list(found)
    return sum(told) / len(told)


def test_what_the_cases_are_drawn_for(cases: list[Case]) -> None:
    assert _share(len(c.sites) <= 3 for c in cases) > 0.6
    assert max(len(c.sites) for c in cases) == 6
    abstract = [c for c in cases if not c.cooling]
    powered = [c for c in cases if c.cooling]
    given = [any(s.capacity_h100e is not None for s in c.sites.values()) for c in powered]
    assert len(abstract) >= 5
    assert sum(given) >= 5
    assert _share(_priced_beside_forbidden(c) for c in cases) > 0.2
    assert _share(any(h.price_eur_per_mwh < 0 for rows in c.hours.values() for h in rows) for c in powered) > 0.2
    assert all(4 <= len([h for h in rows if h.day == 0]) <= 6 for c in powered for rows in c.hours.values())


def _priced_beside_forbidden(case: Case) -> bool:
    prices = [(w.unmet_eur_per_h100eh, w.coverage_share) for w in case.workloads.values()]
    return any(price is not None for price, _ in prices) and any(price is None for price, _ in prices)
