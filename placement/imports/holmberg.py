"""The format of Holmberg, Rönnqvist and Yuan (1999), instances p1 to p71."""

from pathlib import Path

import numpy as np

from placement.imports.instance import Instance
from placement.imports.sensible import sensible
from placement.imports.tokens import Tokens


def read_holmberg(path: Path) -> Instance:
    """`m n`; m times `capacity fixed_cost`; n demands; m rows of n costs of serving all of a customer.

    Raises BadInstance.
    """
    tokens = Tokens(path)
    m, n = tokens.count("the number of warehouses"), tokens.count("the number of customers")
    warehouses = np.array([tokens.numbers(f"capacity and fixed cost of warehouse {i}", 2) for i in range(1, m + 1)])
    demand = tokens.numbers("the demand of customer {}", n)
    cost = np.array([tokens.numbers(f"warehouse {i}'s cost of serving customer {{}}", n) for i in range(1, m + 1)])
    tokens.end()
    return sensible(Instance(path.name, warehouses[:, 0], warehouses[:, 1], demand, cost.T), path)
