"""Problems of one row, for HiGHS."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from placement.solve.standard_form import StandardForm


def form(
    cost: Sequence[float], row: Sequence[float], *, least: float, upper: float = np.inf, whole: bool = False
) -> StandardForm:
    """Least cost of x in [0, upper] with row x at least ``least``."""
    count = len(cost)
    return StandardForm(
        cost=np.array(cost),
        offset=0.0,
        matrix=sp.csc_array(np.array([row])),
        row_lower=np.array([least]),
        row_upper=np.array([np.inf]),
        lower=np.zeros(count),
        upper=np.full(count, upper),
        integer=np.full(count, whole),
        columns=[],
        rows=[],
    )
