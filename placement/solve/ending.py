"""How a solve ended, by one rule for all methods."""

from math import inf

from placement.solve.clock import Clock
from placement.solve.decided import PlanStatus
from placement.solve.progress import Stop

ROUNDING = 1e-7
"""A gap of 0 is proven to this."""
SEARCH_ROUNDING = 5e-8
"""A search goes on until its own figures are proven to this: writing the plan out may move its cost by the rest."""
MOST_ABOVE = 1e-5
"""Tolerances lift a bound above a plan's cost by this share at most."""
LEFT_SHARE = 0.9
"""No plan is looked for that is better than the best one by no more than this share of the gap."""


def is_proven(objective: float, bound: float, gap: float, rounding: float = ROUNDING) -> bool:
    """Whether a plan of cost ``objective`` is within the relative gap of the bound."""
    return objective - bound <= (gap + rounding) * abs(objective)


def bound_below(objective: float, bound: float, penalties: float = 0.0) -> float:
    """The bound, at most the cost of the plan; minus infinity where it is further above, and so no bound at all.

    ``penalties``: what those on allowances that are kept but for a hair may have added to it, MEUR.
    """
    return min(bound, objective) if bound - objective <= MOST_ABOVE * abs(objective) + penalties else -inf


def good_enough(objective: float, gap: float) -> float:
    """A bound from which on no better plan is worth looking for."""
    return objective - LEFT_SHARE * gap * abs(objective)


def ending(proven: bool, stop: Stop, clock: Clock) -> PlanStatus:
    """Whether the gap asked for is proven; if not, what stood in the way."""
    if proven:
        return "optimal"
    if stop():
        return "interrupted"
    return "time_limit" if clock.is_over() else "unproven"
