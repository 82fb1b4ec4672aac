"""Both methods against a few lines that try every set of open sites."""

import pytest

from tests.models.brute import least_cost_meur
from tests.models.random_cases import plain_case
from tests.models.solving import NO_PLAN, Solve

SEEDS = range(24)
GAP = 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_no_set_of_sites_is_cheaper(solve: Solve, seed: int) -> None:
    case = plain_case(seed)
    expected = least_cost_meur(case)
    if expected is None:
        with pytest.raises(NO_PLAN):
            solve(case)
    else:
        assert solve(case, GAP).objective_meur == pytest.approx(expected, rel=2 * GAP, abs=1e-6)


def test_seeds_are_worth_their_time() -> None:
    answers = [least_cost_meur(plain_case(seed)) for seed in SEEDS]
    assert sum(answer is None for answer in answers) < len(SEEDS) / 3
    assert len({round(answer, 6) for answer in answers if answer is not None}) > len(SEEDS) / 2
