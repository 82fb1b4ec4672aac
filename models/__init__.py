"""The mathematics of placement: the frozen `Case` and the Pyomo model built from it."""
