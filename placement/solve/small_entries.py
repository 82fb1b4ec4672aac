"""Entries of a mixed-integer problem that a solver cannot tell from nothing, left out until whole numbers are fixed.

HiGHS 1.15.1's presolve has proven false optima from a row with an entry of 1.6e-8 on a binary beside one of 0.4: with
1e-6 H100e of capacity, or of demand, beside hundreds. Such an entry moves the row by less than it may be broken by.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from placement.solve.standard_form import StandardForm

SMALL = 1e-6
"""All that is left out of a row moves it by no more than this share of what its largest entry does."""


@dataclass(frozen=True, eq=False)
class Entries:
    """Of a matrix."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]


def without_small(form: StandardForm) -> tuple[StandardForm, Entries]:
    """The form without them, and what was left out; columns without a bound keep theirs."""
    matrix = sp.coo_array(form.matrix)
    rows, columns, values = matrix.row.astype(np.int64), matrix.col.astype(np.int64), matrix.data
    reach = np.maximum(np.abs(form.lower), np.abs(form.upper))[columns]
    moves = np.abs(values) * np.where(np.isfinite(reach), reach, 1.0)
    largest = np.zeros(matrix.shape[0])
    np.maximum.at(largest, rows, moves)
    small = np.isfinite(reach) & (moves <= SMALL * largest[rows])
    each = np.maximum(np.bincount(rows[small], minlength=len(largest)), 1)
    small &= moves <= SMALL * (largest / each)[rows]
    left = replace(
        form, matrix=sp.csc_array((values[~small], (rows[~small], columns[~small])), shape=matrix.shape, dtype=float)
    )
    return left, Entries(rows[small], columns[small], values[small])
