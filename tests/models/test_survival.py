"""N-1: the rest carries the critical share when any one site is lost."""

from dataclasses import replace

import pytest

from models.case import Case, Workload
from placement.solve.answers import Infeasible
from tests.models.cases import energy_meur, tiny, with_policy, with_region, with_site
from tests.models.solving import Solve
from tests.models.test_service import abstract

CHAT = Workload("chat", "inference", max_rtt_ms=20.0, critical_share=1.0)
BATCH = Workload("batch", "inference")


def with_batch(case: Case, h100e: float, workload: Workload = BATCH) -> Case:
    return replace(
        case,
        workloads={**case.workloads, workload.workload: workload},
        demand={**case.demand, (workload.workload, "EU", "2030"): h100e},
    )


def surviving(case: Case) -> Case:
    return with_policy(case, n_minus_1=True)


@pytest.mark.parametrize(("share", "at_b"), [(1.0, 10.0), (0.4, 4.0)])
def test_rest_carries_the_critical_share(solve: Solve, share: float, at_b: float) -> None:
    # lose a: b carries the share of 10 MW; lose b: a carries it; and together they carry all
    case = with_batch(tiny(demand=0, a=50, b=60), 10_000, replace(BATCH, critical_share=share))
    assert solve(case).objective_meur == pytest.approx(energy_meur(10, 50))
    at_a = max(10 - at_b, at_b)
    assert solve(surviving(case)).objective_meur == pytest.approx(energy_meur(at_a, 50) + energy_meur(at_b, 60))


def test_other_work_steps_aside(solve: Solve) -> None:
    # 4 MW of training may stop: a and b hold 4 MW each and nothing is bought for the loss alone
    case = with_batch(tiny(demand=4_000, a=50, b=60), 4_000, replace(BATCH, critical_share=1.0))
    assert solve(surviving(case)).objective_meur == pytest.approx(energy_meur(4, 50) + energy_meur(4, 60))


def test_latency_makes_it_bind(solve: Solve) -> None:
    # c has 20 MW of batch but is 30 ms from r: only b can stand in for a, and only a for b.
    # The aggregate row is content with 4 MW at a and 20 at c; the true answer has 4 at a, 4 at b and 16 at c
    case = with_region(tiny(demand=0, a=50, b=60, c=10), CHAT, "r", 4_000, a=10.0, b=10.0, c=30.0)
    case = with_batch(case, 20_000)
    assert solve(case).objective_meur == pytest.approx(energy_meur(4, 50) + energy_meur(20, 10))
    expected = energy_meur(4, 50) + energy_meur(4, 60) + energy_meur(16, 10)
    assert solve(surviving(case)).objective_meur == pytest.approx(expected)


def test_regions_share_a_rescuer(solve: Solve) -> None:
    # r reaches a and c, q reaches b and c. Lose a: c holds r's 4 MW; lose b: c holds q's 3 MW; not both at once.
    # Lose c: a holds 4, b holds 3. So a 4, b 3, c 4 though only 7 MW are at work
    case = with_region(tiny(demand=0, a=50, b=60, c=70), CHAT, "r", 4_000, a=10.0, b=30.0, c=10.0)
    case = with_region(case, CHAT, "q", 3_000, a=30.0, b=10.0, c=10.0)
    expected = energy_meur(4, 50) + energy_meur(3, 60) + energy_meur(4, 70)
    assert solve(surviving(case)).objective_meur == pytest.approx(expected)


def test_set_of_regions_makes_the_cut(solve: Solve) -> None:
    # lose c: r and q, 4 MW each, are both left with a alone, which must hold 8, though each of them alone needs 4
    case = with_region(tiny(demand=0, a=50, c=10), CHAT, "r", 4_000, a=10.0, c=10.0)
    case = with_region(case, CHAT, "q", 4_000, a=10.0, c=15.0)
    # c must stand in for a: 8 MW at c as well
    assert solve(surviving(case)).objective_meur == pytest.approx(energy_meur(8, 50) + energy_meur(8, 10))


def test_unmet_demand_is_critical_all_the_same(solve: Solve) -> None:
    # nothing need be served, but the loss of either site must leave 10 MW of compute
    case = with_batch(tiny(demand=0, a=50, b=60), 10_000, replace(BATCH, critical_share=1.0, coverage_share=0.0))
    assert solve(case).objective_meur == pytest.approx(0)
    assert solve(surviving(case)).objective_meur == pytest.approx(energy_meur(10, 50) + energy_meur(10, 60))


def test_given_capacity_rescues_whole(solve: Solve) -> None:
    # two demands of 1,000 at costs that one site serves best; any second open site of 2,000 or more is enough
    case = abstract(
        {"a": 2_000, "b": 2_000, "c": 1_500}, {"a": 1, "b": 3, "c": 2}, {(r, s): 0 for r in "pq" for s in "abc"}
    )
    case = replace(case, workloads={"w": Workload("w", "inference", critical_share=1.0)})
    assert solve(case).objective_meur == pytest.approx(1)
    # lose a: b (2,000) alone is enough; c (1,500) is not
    assert solve(surviving(case)).objective_meur == pytest.approx(1 + 3)


def test_sites_of_a_state_fail_one_at_a_time(solve: Solve) -> None:
    # the loss is of a site, not of a state
    case = with_site(with_batch(tiny(demand=0, a=50, b=60), 10_000, replace(BATCH, critical_share=1.0)), "b", state="A")
    assert solve(surviving(case)).objective_meur == pytest.approx(energy_meur(10, 50) + energy_meur(10, 60))


def test_critical_demand_without_rescue_is_no_plan(solve: Solve) -> None:
    # q can be served by a alone; the aggregate row does not see it, for r reaches b
    case = with_region(tiny(demand=0, a=50, b=60), CHAT, "r", 4_000, a=10.0, b=10.0)
    case = with_region(case, CHAT, "q", 4_000, a=10.0, b=30.0)
    with pytest.raises(Infeasible):
        solve(surviving(case))
