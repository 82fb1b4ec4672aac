"""A programme in units that suit HiGHS, whose tolerances are absolute: small costs and small rows are lifted."""

from dataclasses import replace
from math import ceil, log10

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from placement.solve.standard_form import StandardForm

LARGEST_COST = 1e3
"""The largest cost of a unit of anything is to be so much at least."""
DUST = 1e-13
"""A cost this near (relative) to a whole number is one."""


def cost_factor(form: StandardForm) -> float:
    """A power of 10 that lifts small costs: HiGHS takes sums that differ by less than 1e-6 for one.

    Small ones are counted in EUR: where those are whole, HiGHS sees that the total is.
    """
    largest = float(np.abs(form.cost).max(initial=0.0))
    if largest == 0.0:
        return 1.0
    in_eur = 1e6 * largest
    return 1e6 if 1 <= in_eur <= 10 * LARGEST_COST else float(10.0 ** max(0, ceil(log10(LARGEST_COST / largest))))


def lifted(form: StandardForm, factor: float) -> StandardForm:
    """The form with costs in MEUR / factor, and no row whose largest entry is below 1/2: rows hold to 1e-6."""
    rows = form.matrix.tocsr()
    largest = np.maximum.reduceat(np.abs(rows.data), rows.indptr[:-1])
    lift = 2.0 ** np.maximum(0.0, -np.ceil(np.log2(largest)))
    return replace(
        form,
        cost=_without_dust(form.cost * factor),
        offset=form.offset * factor,
        matrix=sp.csc_array(sp.diags_array(lift) @ rows),
        row_lower=form.row_lower * lift,
        row_upper=form.row_upper * lift,
    )


def _without_dust(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Costs a rounding error away from whole are whole."""
    whole = np.round(costs)
    return np.asarray(np.where(np.abs(costs - whole) <= DUST * np.abs(whole), whole, costs))
