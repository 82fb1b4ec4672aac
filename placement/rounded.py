"""Figures of a proof as people read them: never better than what is proven.

A gap, and money that a plan may cost too much, are rounded up; a lower bound is rounded down. All other figures go to
the nearest. Decimals are those of the number as written, so 0.0021 is 0.21 %, not a hair above it.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from math import isfinite
from typing import TypeAlias

Rounding: TypeAlias = Callable[[float, int], float]
"""A number to so many decimals: `up`, `down`, or Python's own `round` for the nearest."""

_WIDE = Context(prec=400)
"""Room for every float to some decimals: the largest has 309 digits before its point."""
_SMALLEST = 1e-4
"""Smaller shares are told as less than this."""


def up(value: float, decimals: int) -> float:
    """Return the least number of so many decimals that is not below `value`."""
    return _towards(ROUND_CEILING, value, decimals)


def down(value: float, decimals: int) -> float:
    """Return the largest number of so many decimals that is not above `value`."""
    return _towards(ROUND_FLOOR, value, decimals)


def _towards(way: str, value: float, decimals: int) -> float:
    if not isfinite(value):
        return value
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(step, rounding=way, context=_WIDE))


def gap_percent(share: float | None) -> str:
    """Return a gap in per cent, rounded up: 0.21 % for 0.002004; nothing where there is none."""
    if share is None:
        return ""
    if 0 < share < _SMALLEST:
        return "less than 0.01 %"
    size = abs(share)
    decimals = 2 if size <= 0.01 else 1 if size <= 0.1 else 0
    percent = float(Decimal(repr(up(share, decimals + 2))).scaleb(2))
    return f"{percent:,.{decimals}f} %" if percent else "0 %"
