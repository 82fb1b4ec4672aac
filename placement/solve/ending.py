"""How a solve ended, by one rule for all methods."""

from placement.solve.clock import Clock
from placement.solve.decided import PlanStatus
from placement.solve.progress import Stop

ROUNDING = 1e-7
"""A gap of 0 is proven to this."""
LEFT_SHARE = 0.9
"""No plan is looked for that is better than the best one by no more than this share of the gap."""


def is_proven(objective: float, bound: float, gap: float) -> bool:
    """Whether a plan of cost ``objective`` is within the relative gap of the bound."""
    return objective - bound <= (gap + ROUNDING) * abs(objective)


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
