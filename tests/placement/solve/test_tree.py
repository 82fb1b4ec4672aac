"""The tree by itself: made to branch on cases that would else be settled in one programme."""

from typing import Any, Literal

import pytest

from models.case import Case
from placement.solve import branch, relax
from placement.solve.answers import Infeasible
from tests.models.cases import tiny, with_funders, with_policy, with_site, with_workload
from tests.models.random_cases import rich_case
from tests.models.solving import Solve

GAP = 1e-5


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """No set is small enough to be settled at once, and the relaxation begins on two sites."""
    monkeypatch.setattr(branch, "FEW_LEFT", 0)
    monkeypatch.setattr(relax, "FIRST_SITES", 2)


def objective(case: Case, method: Literal["monolithic", "decomposed"]) -> float | None:
    try:
        return Solve(method)(case, GAP).objective_meur
    except Infeasible:
        return None


@pytest.mark.parametrize("seed", range(20))
def test_the_tree_finds_what_the_whole_model_does(seed: int) -> None:
    case, _ = rich_case(seed)
    one, other = objective(case, "monolithic"), objective(case, "decomposed")
    assert (one is None) == (other is None)
    if one is not None:
        assert other == pytest.approx(one, rel=GAP)


def test_no_plan_though_the_relaxation_has_one() -> None:
    # 10 MW of demand, sites of 4 MW or nothing, connections for 10.8 MW: two and a half sites, and no whole number
    prices: Any = dict.fromkeys("abcdefghijklmn", 50)
    case = with_policy(tiny(**prices), min_it_mw=4.0, capital_cap_eur=10.8e6)
    case = with_funders(with_workload(case, "train", coverage_share=1.0), bank=("loan", 0.03))
    for name in case.sites:
        case = with_site(case, name, max_it_mw=4.0, connection_eur_per_mw=1e6)
    assert objective(case, "decomposed") is None
    assert objective(with_policy(case, capital_cap_eur=12e6), "decomposed") is not None
