"""Public access tied to public money: one level per site. 10 MEUR of facility; the EU asks nothing, the rest 10 %."""

from dataclasses import replace

import pytest

from models.case import Case, Workload
from tests.models.cases import TWO_YEARS, annuity, tiny, with_cooling, with_funders, with_policy, with_site
from tests.models.solving import Solve

FREE = annuity(0.0, 20)
DEAR = annuity(0.10, 20)
PUBLIC = Workload("open", "training", public_access=True)


def shared(public: float, levels: tuple[float, ...], case: Case | None = None) -> Case:
    """10,000 H100e in every stage, of which so many for public access."""
    case = case or tiny(a=0)
    demand = {("train", "EU", t.stage): 10_000 - public for t in case.stages}
    demand |= {("open", "EU", t.stage): public for t in case.stages}
    case = replace(case, workloads={**case.workloads, "open": PUBLIC}, demand=demand)
    case = with_funders(with_cooling(case, capital_eur_per_mw=1e6), eu=("eu", 0.0), rest=("equity", 0.10))
    return with_policy(case, access_levels=levels)


@pytest.mark.parametrize(
    ("public", "level"),
    [
        (2_000, 0.2),  # exactly the level
        (3_000, 0.2),  # 30 % of public compute does not reach 0.5, and levels do not mix
        (5_000, 0.5),
        (1_000, 0.0),
    ],
)
def test_public_money_within_public_compute(solve: Solve, public: float, level: float) -> None:
    plan = solve(shared(public, (0.0, 0.2, 0.5)))
    assert plan.objective_meur == pytest.approx(10 * (level * FREE + (1 - level) * DEAR))


def test_without_levels_public_money_is_free(solve: Solve) -> None:
    assert solve(shared(1_000, ())).objective_meur == pytest.approx(10 * FREE)


def test_state_money_is_public_too(solve: Solve) -> None:
    case = with_funders(shared(2_000, (0.0, 0.2)), state=("state", 0.0), rest=("equity", 0.10))
    assert solve(case).objective_meur == pytest.approx(2 * FREE + 8 * DEAR)


def test_each_site_has_its_level(solve: Solve) -> None:
    # 5 MW each, 2,500 public H100e: all at one site, half of its compute, and half of its 5 MEUR are public
    case = with_site(with_site(tiny(a=0, b=0), "a", max_it_mw=5), "b", max_it_mw=5)
    plan = solve(shared(2_500, (0.0, 0.5), case))
    assert plan.objective_meur == pytest.approx(2.5 * FREE + 7.5 * DEAR)


def test_level_holds_in_every_stage(solve: Solve) -> None:
    # half public in the first year, a fifth in the second: the level is a fifth
    case = shared(5_000, (0.0, 0.2, 0.5), tiny(TWO_YEARS, a=0))
    case = replace(case, demand={**case.demand, ("train", "EU", "2031"): 8_000.0, ("open", "EU", "2031"): 2_000.0})
    assert solve(case).objective_meur == pytest.approx(2 * (2 * FREE + 8 * DEAR))


def test_a_closed_site_binds_nothing(solve: Solve) -> None:
    plan = solve(shared(2_000, (0.0, 0.2), with_site(tiny(a=0, b=90), "b", fixed_cost_eur_per_year=1e6)))
    assert plan.objective_meur == pytest.approx(2 * FREE + 8 * DEAR)
