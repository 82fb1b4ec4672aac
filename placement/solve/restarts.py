"""A linear programme in trouble is solved anew before that is a fault."""

import numpy as np

from placement.solve.answers import SolverTrouble
from placement.solve.highs_problem import HighsProblem, Outcome, Watch, unwatched
from placement.solve.progress import Stop

LADDER = ("choose", "choose", "ipx")
"""From the last basis, then from none, then by interior points."""


def run_restarting(
    problem: HighsProblem,
    stop: Stop,
    watch: Watch = unwatched,
    time_limit_s: float | None = None,
    enough: float = np.inf,
) -> Outcome:
    """`HighsProblem.run`, a linear one on every rung of the ladder. Raises SolverTrouble of the last one."""
    rungs = LADDER if problem.linear else LADDER[:1]
    try:
        for solver in rungs[:-1]:
            problem.set("solver", solver)
            try:
                return problem.run(stop, watch, time_limit_s, enough)
            except SolverTrouble:
                problem.highs.clearSolver()
        problem.set("solver", rungs[-1])
        return problem.run(stop, watch, time_limit_s, enough)
    finally:
        problem.set("solver", LADDER[0])
