"""One formulation, two methods: on rich random cases each proves a bound that the other's plan respects."""

from itertools import chain, combinations

import pytest
from pyomo.environ import value

from models.case import Case
from tests.models.random_cases import SWITCHES, Switch, rich_case
from tests.models.solving import NO_PLAN, Answer, Solve

SEEDS = range(10)
WITHOUT_PLAN = {5}
IDLE = {"few sites", "gigafactory", "gigafactory in H100e", "lost compute", "renewable"}
"""Alone they do not bind in the one case that tries each; the seeds above try them in company."""
GAP = 1e-4
MONOLITHIC, DECOMPOSED = Solve("monolithic"), Solve("decomposed")


def answers(case: Case) -> tuple[Answer, Answer] | None:
    """Of both methods; None where both say that there is no plan."""
    try:
        one = MONOLITHIC(case, GAP)
    except NO_PLAN:
        with pytest.raises(NO_PLAN):
            DECOMPOSED(case, GAP)
        return None
    return one, DECOMPOSED(case, GAP)


def check_agreement(case: Case, found: tuple[Answer, Answer]) -> None:
    one, other = found
    assert one.objective_meur == pytest.approx(other.objective_meur, rel=2 * GAP)
    slack = 1e-6 * abs(one.objective_meur)
    assert one.bound_meur <= other.objective_meur + slack
    assert other.bound_meur <= one.objective_meur + slack
    for answer in found:
        check_survival(case, answer)


def check_survival(case: Case, answer: Answer) -> None:
    """Every set of critical demands has the compute it needs in reach, whichever site is lost; by enumeration."""
    if not case.policy.n_minus_1:
        return
    m = answer.decided.model
    for t in case.stages:
        compute = {
            s: sum(float(value(m.h100e[g, "inference"] * m.Busy[g, s, t.stage])) for g in m.GENERATIONS_AT[s, t.stage])
            for s, u in m.OPENINGS
            if u == t.stage
        }
        critical = {
            r: case.workloads[w].critical_share * h100e / 1e3
            for (w, r, u), h100e in case.demand.items()
            if u == t.stage and case.workloads[w].critical_share > 0
        }
        reach = {r: {s for s in compute if (case.links[r, s].rtt_ms or 0.0) <= 20.0} for r in critical}
        for lost in case.sites:
            for some in chain.from_iterable(combinations(critical, n) for n in range(1, len(critical) + 1)):
                rescuers = set().union(*(reach[r] for r in some)) - {lost}
                assert sum(compute[s] for s in rescuers) >= sum(critical[r] for r in some) - 1e-4


@pytest.mark.parametrize("seed", SEEDS)
def test_methods_agree_on_rich_cases(seed: int) -> None:
    case, _ = rich_case(seed)
    found = answers(case)
    assert (found is None) == (seed in WITHOUT_PLAN)
    if found is not None:
        check_agreement(case, found)


@pytest.fixture(scope="module")
def plain_meur() -> float:
    """The case of the next test with no switch on."""
    return DECOMPOSED(rich_case(100, share_on=0.0)[0], GAP).objective_meur


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_methods_agree_with_each_switch_alone(switch: Switch, plain_meur: float) -> None:
    plain, _ = rich_case(100, share_on=0.0)
    case = switch.on(plain)
    found = answers(case)
    assert found is not None
    check_agreement(case, found)
    # a switch that changes nothing would try nothing
    changes = found[0].objective_meur != pytest.approx(plain_meur, rel=5 * GAP)
    assert changes == (switch.name not in IDLE)


def test_seeds_try_every_switch_both_ways() -> None:
    chosen = [set(rich_case(seed)[1]) for seed in SEEDS]
    for switch in SWITCHES:
        assert {switch.name in names for names in chosen} == {True, False}
