"""One formulation, two methods: they agree on random cases, most of which lie on limits of four kinds.

tests/random_comparison asks a third model of a hundred other cases, and as many more as one has time for.
"""

from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from models.case import Case
from models.settings import Policy
from placement.account import Plan, Proof, draw_up
from placement.run import Manifest, write_run
from placement.solve import SolveOptions
from placement.solve.answers import Infeasible
from placement.solve.extract import extract
from placement.solve.highs_problem import HighsProblem
from placement.verify import verify_plan
from tests.models.many_cases import many_case
from tests.models.many_switches import CHUNK, with_chances
from tests.models.solving import Answer, Solve
from tests.models.tightening import KINDS, Relaxed, binding, relax, tighten

PARTS = range(4)
"""Each for a process of its own, and each of enough cases to count in."""
PART = 2 * CHUNK
LEAST_WITH_A_PLAN = 29
"""Of the cases of a part: 116 in all."""
LEAST_EACH_WAY = 3
"""In how many of them every field of the policy is on, and off: 12 in all."""
GAP = 1e-5
ROUNDING = 1e-7
"""What a bound may lie above the other method's objective, as a share of it."""
SMALLER_PROGRAMMES = ("mip_heuristic_run_rins", "mip_heuristic_run_rens", "mip_heuristic_run_root_reduced_cost")
"""Heuristics of HiGHS that solve smaller programmes: half of the time of programmes as small as these."""
MONOLITHIC, DECOMPOSED = Solve("monolithic"), Solve("decomposed")


@dataclass(frozen=True, eq=False)
class Tried:
    """A case that has a plan."""

    case: Case
    relaxed: Relaxed
    monolithic: Answer
    decomposed: Answer


def drawn(seed: int) -> tuple[Case, Relaxed | None]:
    """The case of a seed, with limits that bind where its relaxation has a plan at all."""
    case, _ = with_chances(many_case(seed), seed)
    relaxed = relax(case)
    return (case if relaxed is None else tighten(case, relaxed, seed)), relaxed


def answer(solve: Solve, case: Case) -> Answer | None:
    """None where the method says that no plan meets every limit."""
    try:
        return solve(case, GAP)
    except Infeasible:
        return None


def tried(seed: int) -> Tried | None:
    """Both methods on the case of a seed; what goes wrong names it."""
    try:
        return both(seed)
    except Exception as error:
        error.add_note(f"seed {seed}: drawn({seed}) gives the case")
        raise


def both(seed: int) -> Tried | None:
    """None where both methods say that there is no plan."""
    case, relaxed = drawn(seed)
    one, other = answer(MONOLITHIC, case), answer(DECOMPOSED, case)
    if one is None or other is None or relaxed is None:
        assert one is None, "only the monolithic method finds a plan, or the relaxation has none"
        assert other is None, "only the decomposed method finds a plan, or the relaxation has none"
        return None
    check_agreement(one, other)
    return Tried(case, relaxed, one, other)


def check_agreement(one: Answer, other: Answer) -> None:
    """Each plan is within the gap of the other, and neither method proves a bound above the other's plan."""
    assert one.objective_meur == pytest.approx(other.objective_meur, rel=GAP)
    slack = ROUNDING * abs(one.objective_meur)
    assert one.bound_meur <= other.objective_meur + slack, "the monolithic bound is too high"
    assert other.bound_meur <= one.objective_meur + slack, "the decomposed bound is too high"


def plan_of(case: Case, found: Answer) -> Plan:
    decided = found.decided
    proof = Proof(decided.status, decided.method, 1e6 * decided.bound_meur, {})
    return draw_up(case, extract(decided.case, decided), proof, set(case.sites), {}, decided.log)


def check_run(case: Case, found: Answer, folder: Path) -> None:
    """The independent recomputation finds nothing wrong with the plan as it is written."""
    inputs = folder / "case"
    inputs.mkdir()
    run = write_run(plan_of(case, found), folder / "run", Manifest(inputs, (), SolveOptions()))
    assert [str(failure) for failure in verify_plan(case, run).failures] == []


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is proven with or without those heuristics; `test_methods_agree` runs with them."""
    usual = HighsProblem.__init__

    def without(self: HighsProblem, *args: Any, **options: Any) -> None:
        usual(self, *args, **options)
        for name in SMALLER_PROGRAMMES:
            self.set(name, False)

    monkeypatch.setattr(HighsProblem, "__init__", without)


@pytest.mark.parametrize("part", PARTS)
def test_methods_agree(part: int, tmp_path: Path) -> None:
    found = [t for seed in range(PART * part, PART * (part + 1)) if (t := tried(seed)) is not None]
    assert len(found) >= LEAST_WITH_A_PLAN
    check_policies_vary([t.case.policy for t in found])
    bound = Counter(kind for t in found for kind in binding(t.case, t.decomposed.decided, t.relaxed))
    for kind in KINDS:
        assert 2 * bound[kind] >= len(found), f"{kind} binds in {bound[kind]} of {len(found)} cases"
    check_run(found[0].case, found[0].decomposed, tmp_path)


def check_policies_vary(policies: list[Policy]) -> None:
    """Each field is tried at its default and away from it."""
    usual = Policy()
    for field in fields(Policy):
        on = sum(getattr(policy, field.name) != getattr(usual, field.name) for policy in policies)
        assert LEAST_EACH_WAY <= on <= len(policies) - LEAST_EACH_WAY, f"{field.name} is on in {on} cases"


def test_the_parts_are_enough() -> None:
    assert len(PARTS) * LEAST_WITH_A_PLAN >= 100
    assert len(PARTS) * LEAST_EACH_WAY >= 10
