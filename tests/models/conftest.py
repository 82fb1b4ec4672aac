"""Every limit is tried with both methods."""

import pytest

from tests.models.solving import METHODS, Solve


@pytest.fixture(params=METHODS)
def solve(request: pytest.FixtureRequest) -> Solve:
    """The monolithic and the decomposed method in turn."""
    return Solve(request.param)
