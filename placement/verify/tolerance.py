"""How far two numbers may lie apart, and why.

Numbers that are arithmetic on other numbers of the run (a cost, a total, a price copied from the
inputs) carry only rounding of doubles and of the text of a CSV file: one part in a million is far above
that and far below anything a planner would act on. Numbers that a solver kept within a limit carry its
feasibility tolerance: 1e-7 to 1e-6 on rows in MW, million EUR and thousands of accelerators, which
unscaling may multiply by ten. So a limit is met within 1e-5 of its scale.
"""

SAME_REL = 1e-6
"""Two numbers that must be equal: relative to the larger of them."""

LIMIT_REL = 1e-5
"""A limit: relative to the larger of the value, the bound and the scale that the caller gives."""

HOURLY_REL = 1e-6
"""One hour of dispatch: relative to the largest power of the site (its rows are solved at fixed draw)."""

FLOOR = {
    "EUR": 10.0,
    "EUR a year": 1.0,
    "MW": 1e-5,
    "MWh": 1e-4,
    "MWh a year": 1e-2,
    "accelerators": 1e-2,
    "H100e": 1e-2,
    "t a year": 1e-3,
    "m3 a year": 1e-1,
    "ms": 1e-6,
    "share": 1e-6,
}
"""Least difference that counts, by unit: the solver's 1e-6 in its own unit (MW, million EUR, thousands), times ten."""

OTHER_FLOOR = 1e-9


def floor(unit: str) -> float:
    """Least difference that counts in a unit."""
    return FLOOR.get(unit, OTHER_FLOOR)
