"""A capacitated facility-location instance, whatever the format it was published in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Instance:
    """Open warehouses and serve customers from them at least cost.

    Shapes: m warehouses, n customers. Capacities and demands share a unit; so do all costs.
    """

    name: str
    capacity: NDArray[np.float64]
    """(m,)"""
    fixed_cost: NDArray[np.float64]
    """(m,): of an open warehouse."""
    demand: NDArray[np.float64]
    """(n,)"""
    cost: NDArray[np.float64]
    """(n, m): of serving all of the customer's demand from the warehouse."""
