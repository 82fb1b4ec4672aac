"""The format of OR-Library's capacitated warehouse location (Beasley 1988, files cap41 to capc)."""

from pathlib import Path

import numpy as np

from placement.imports.instance import Instance
from placement.imports.sensible import sensible
from placement.imports.tokens import BadInstance, Tokens

LEFT_OPEN = "capacity"
"""Stands in capa, capb and capc where the number is given apart."""


def read_orlib(path: Path, capacity: float | None) -> Instance:
    """`m n`; m times `capacity fixed_cost`; then of each customer its demand and the m costs of serving all of it.

    ``capacity`` stands wherever the file has the word capacity. Raises BadInstance.
    """
    tokens = Tokens(path)
    m, n = tokens.count("the number of warehouses"), tokens.count("the number of customers")
    warehouses = [_warehouse(tokens, i, capacity) for i in range(1, m + 1)]
    if capacity is not None and not any(left_open for _, _, left_open in warehouses):
        raise BadInstance(f"{path}: gives every capacity itself.\n    Leave --capacity out.")
    rows = [tokens.numbers(f"of customer {j} the demand, then {m} costs", 1 + m) for j in range(1, n + 1)]
    tokens.end()
    table = np.array(rows)
    found = Instance(
        name=path.stem if capacity is None else f"{path.stem}-{capacity:g}",
        capacity=np.array([held for held, _, _ in warehouses]),
        fixed_cost=np.array([cost for _, cost, _ in warehouses]),
        demand=table[:, 0],
        cost=table[:, 1:],
    )
    return sensible(found, path)


def _warehouse(tokens: Tokens, number: int, given: float | None) -> tuple[float, float, bool]:
    """Capacity, fixed cost, and whether the file leaves the capacity open."""
    held = tokens.number_or_word(f"the capacity of warehouse {number}", LEFT_OPEN)
    if held is None and given is None:
        raise tokens.wrong_last(
            "a number", "This file leaves the capacity to you: give one with --capacity, e.g. 8000."
        )
    cost = tokens.number(f"the fixed cost of warehouse {number}")
    return (given if held is None else held) or 0.0, cost, held is None
