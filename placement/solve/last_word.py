"""The whole model in one piece, asked where the decomposed method ends short of the gap and nobody stopped it.

Supply is not convex where a battery could earn by burning power: then cuts may leave a gap that nothing closes.
"""

from dataclasses import replace

from models.case import Case
from placement.solve.answers import Infeasible, NoPlanFound, SolverTrouble
from placement.solve.clock import Clock
from placement.solve.decided import Decided
from placement.solve.ending import bound_below, ending, is_proven
from placement.solve.monolithic import solve_monolithic
from placement.solve.progress import Report, Stop
from placement.solve.terms import Terms
from placement.solve.whole_size import whole_size

MOST_S = 300.0
"""It may take so long, where the user has set no limit or a later one."""
MOST_ROWS = 100_000.0
"""Of the whole model: larger ones take longer than whoever waits for the decomposed method would."""


def last_word(decided: Decided, case: Case, terms: Terms, clock: Clock, report: Report, stop: Stop) -> Decided:
    """The better plan and the better bound of both methods; the first one's alone where the whole model is large."""
    if decided.status != "unproven" or stop() or clock.is_over() or whole_size(case).rows > MOST_ROWS:
        return decided
    asked = "Short of the gap: the whole model is asked in one piece."
    short = Clock(min(MOST_S, clock.left_s() or MOST_S))
    try:
        whole = solve_monolithic(case, terms, short, report, stop)
    except Infeasible:  # by two ways, and yet there is a plan: which of the methods is wrong is not for us to say
        return replace(decided, log=(*decided.log, asked, "It has no plan there: one of the methods is wrong."))
    except (NoPlanFound, SolverTrouble) as trouble:
        return replace(decided, log=(*decided.log, asked, f"It ended without a plan: {trouble}"))
    best = whole if whole.objective_meur < decided.objective_meur else decided
    bound = bound_below(best.objective_meur, max(decided.bound_meur, whole.bound_meur))
    return replace(
        best,
        method="decomposed",
        status=ending(is_proven(best.objective_meur, bound, terms.gap), stop, clock),
        bound_meur=bound,
        log=(*decided.log, asked, *whole.log),
        start=decided.start,
    )
