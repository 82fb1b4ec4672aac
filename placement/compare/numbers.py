"""Differences of numbers, for humans: always with a sign and a unit, and nothing where there is nothing to compare."""

import math
from collections.abc import Callable

from placement.account.difference import ROUNDING
from placement.map import numbers as show

LEAST_SHARE = 1e-4
"""Smaller relative changes are not written out: they would read 0.00 %."""
MINUS = "\u2212"
NO_CHANGE = "no change"
HARDLY = "hardly any"
"""A difference too small for the digits shown."""

Shown = Callable[[float | None], str]
"""How a number is written, with its unit."""


def difference(base: float | None, other: float | None) -> float | None:
    """Return other - base; None where either is missing, 0 where they differ by rounding alone."""
    if base is None or other is None:
        return None
    return 0.0 if math.isclose(base, other, rel_tol=ROUNDING, abs_tol=1e-12) else other - base


def relative(base: float | None, change: float | None) -> float | None:
    """Return the change as a share of the base's size; None where the base is 0 or either is missing."""
    return None if not base or change is None else change / abs(base)


def signed(value: float | None, text: Shown) -> str:
    """Return a difference as text with its sign; a difference of 0 is "no change"."""
    if value is None:
        return ""
    if value == 0:
        return NO_CHANGE
    size = text(abs(value))
    written = any(digit in size.replace("H100e", "") for digit in "123456789")
    return f"{'+' if value > 0 else MINUS}{size}" if written else HARDLY


def percent(value: float | None) -> str:
    """Return a relative change in per cent with its sign; nothing where there is none."""
    return "" if value is None or abs(value) < LEAST_SHARE else signed(value, show.share)


def points(value: float | None) -> str:
    """Return a difference of two shares in percentage points."""
    if value is None:
        return ""
    size = value * 100
    return show.plain(size, "points", 1 if abs(size) >= 0.95 else 2)


def count(value: float | None) -> str:
    """Return a number of things, whole; a decimal only where rounding would hide the number."""
    return show.plain(value, "", 0 if value is None or abs(value) >= 1 else 2)


def rate(value: float | None) -> str:
    """Return a difference of costs per H100e-hour."""
    return show.plain(value, "EUR/H100e-h", 4)


def times(value: float | None) -> str:
    """Return a ratio with two decimals."""
    return show.plain(value, "", 2)
