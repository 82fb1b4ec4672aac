"""What HiGHS does not know is never an answer, even where it leaves a point behind."""

import highspy
import pytest

from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem
from placement.solve.progress import never
from tests.placement.solve.forms import form

ANSWERS = {
    "kOptimal",
    "kInfeasible",
    "kObjectiveBound",
    "kTimeLimit",
    "kInterrupt",
    "kSolutionLimit",
    "kModelEmpty",
}
"""An optimum, a proof, or a limit that was set: each told for what it is."""
STATUSES = highspy.HighsModelStatus.__members__


@pytest.mark.parametrize("name", sorted(STATUSES.keys() - ANSWERS))
@pytest.mark.parametrize("whole", [True, False])
def test_any_other_status_is_trouble(name: str, whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = HighsProblem(form([1.0], [1.0], least=2.0, whole=whole), 1, 0)
    monkeypatch.setattr(problem, "_status", lambda: STATUSES[name])
    with pytest.raises(SolverTrouble, match="HiGHS ended with"):
        problem.run(never)


def test_unknown_and_solve_error_are_among_them() -> None:
    assert STATUSES.keys() - ANSWERS >= {"kUnknown", "kSolveError", "kUnbounded", "kIterationLimit", "kMemoryLimit"}
