"""Whether two costs differ by more than the proofs of their plans leave open. EUR, discounted."""

from math import isclose

ROUNDING = 1e-9
"""Relative differences below this are none."""
EURO_YEARS = ("currency_year", "base_year")
"""What a euro is: real money of one year, discounted to another. Euros of other years are not subtracted."""


def difference(before: float, now: float) -> float:
    """Return by how much a figure differs; 0 where it does by rounding alone."""
    return 0.0 if isclose(before, now, rel_tol=ROUNDING) else now - before


def significant(costs_eur: tuple[float, float], open_eur: tuple[float | None, float | None]) -> bool | None:
    """Whether the least costs of two cases differ for sure; None where the proof that tells it is missing.

    ``open_eur`` is how far the least cost of each may lie below its plan's. So each lies in a range, and the two differ
    for sure where the ranges do not meet: where even the least that the dearer one may cost is above the cheaper plan's
    cost.
    """
    change = difference(*costs_eur)
    if change == 0.0:
        return False
    allowed = open_eur[1 if change > 0.0 else 0]
    return None if allowed is None else abs(change) > allowed
