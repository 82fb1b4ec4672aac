"""The least cut of a two-sided network: demands on the left, sites on the right, and what may flow between them."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

Amounts = NDArray[np.float64]
Chosen = NDArray[np.bool_]
UNITS = 10**9
"""All demand in the integers that the max-flow counts in (32 bits)."""
RELATIVE_SHORTFALL = 1e-6
"""Shortfalls below this share of all demand are the solver's feasibility tolerance, not a finding."""


def least_cut(
    demand: Amounts, through: Amounts, capacity: Amounts, whole: float | None = None
) -> tuple[Chosen, Chosen] | None:
    """Demands that fall short together, and the sites whose capacity stops them; None where all demand flows.

    ``through``: the most that may flow from each demand (row) to each site (column). Of a demand on the short side the
    cut counts ``through`` to the sites that are not chosen, and of the chosen sites their capacity. ``whole``: what
    shortfalls are measured by, where ``demand`` is a part of it alone; that part may be dust.
    """
    total = float(demand.sum())
    whole = total if whole is None else whole
    if total <= RELATIVE_SHORTFALL * whole or total <= 0:
        return None
    n, m = through.shape
    source, sink, scale = n + m, n + m + 1, UNITS / total
    rows, columns = np.nonzero(through)
    flows = np.concatenate([demand, np.minimum(through[rows, columns], demand[rows]), np.minimum(capacity, total)])
    start = np.concatenate([np.full(n, source), rows, n + np.arange(m)])
    end = np.concatenate([np.arange(n), n + columns, np.full(m, sink)])
    # Demand is rounded down and what carries it up: rounding alone leaves nothing short.
    units = np.concatenate([np.floor(scale * flows[:n]), np.ceil(scale * flows[n:])]).astype(np.int32)
    network = sp.csr_array((units, (start, end)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(network, source, sink)
    if int(units[:n].sum()) - flow.flow_value <= RELATIVE_SHORTFALL * scale * whole:
        return None
    left = (network - flow.flow).tocsr()
    left.data = np.maximum(left.data, 0)
    left.eliminate_zeros()
    inside = np.zeros(sink + 1, dtype=bool)
    inside[breadth_first_order(left, source, return_predecessors=False)] = True
    return inside[:n], inside[n:source]
