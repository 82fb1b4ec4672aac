"""Whether two costs differ by more than the proofs of their plans leave open. EUR, discounted."""

from math import isclose

ROUNDING = 1e-9
"""Relative differences below this are none."""


def significant(costs_eur: tuple[float, float], open_eur: tuple[float | None, float | None]) -> bool | None:
    """Whether the least costs of two cases differ for sure; None where the proof that tells it is missing.

    ``open_eur`` is how far the least cost of each may lie below its plan's. So each lies in a range, and the two differ
    for sure where the ranges do not meet: where even the least that the dearer one may cost is above the cheaper plan's
    cost.
    """
    one, other = costs_eur
    if isclose(one, other, rel_tol=ROUNDING):
        return False
    allowed = open_eur[0 if one > other else 1]
    return None if allowed is None else abs(other - one) > allowed
