"""What a kept bound is checked by: the duals of the programme that gave it, as a few bytes.

Any duals bound a programme from below (weak duality), whoever made them: so a bound from a cache is never believed,
but worked out again from its duals and the programme as it is now. A sum of products, where the solve took seconds.
"""

import zlib
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from placement.solve.standard_form import StandardForm

Numbers: TypeAlias = NDArray[np.float64]
ROUNDING, SHARE_OF_TERMS = 1e-9, 1e-7
"""A reduced cost is 0 within the first and this share of the terms that it is the sum of."""
FAST = 1


def packed_duals(duals: Numbers) -> bytes:
    """As bytes, to the last bit."""
    return zlib.compress(np.ascontiguousarray(duals, dtype="<f8").tobytes(), FAST)


def unpacked_duals(content: bytes, rows: int, most: int = 1) -> Numbers | None:
    """Duals of programmes with so many rows, a line each, ``most`` of them; None for anything else."""
    unpacker = zlib.decompressobj()
    largest = 8 * rows * most
    try:
        found = unpacker.decompress(content, largest + 1)
    except zlib.error:
        return None
    whole = 0 < len(found) <= largest and unpacker.eof and len(found) % (8 * rows) == 0
    if not whole:
        return None
    duals = np.frombuffer(found, "<f8").reshape(-1, rows)
    return duals if bool(np.isfinite(duals).all()) else None


def least_cost(form: StandardForm, duals: Numbers) -> tuple[float, float]:
    r"""A bound on the form's optimum, minus infinity where the duals give none; and the size of its terms.

    $\sum_i y_i b_i + \sum_j \min_{l_j \le x_j \le u_j} (c_j - a_j y) x_j$, with b the bound of a row on the side
    that its dual presses against.
    """
    reduced = form.cost - form.matrix.T @ duals
    terms = np.abs(form.cost) + abs(form.matrix).T @ np.abs(duals)
    reduced = np.where(np.abs(reduced) > ROUNDING + SHARE_OF_TERMS * terms, reduced, 0.0)
    pressing = np.where(np.abs(duals) > ROUNDING, duals, 0.0)
    columns, rows = _products(reduced, form.lower, form.upper), _products(pressing, form.row_lower, form.row_upper)
    parts = np.concatenate([columns, rows])
    if not np.isfinite(parts).all():
        return -np.inf, 0.0
    return float(parts.sum()), float(np.abs(parts).sum())


def _products(weights: Numbers, lower: Numbers, upper: Numbers) -> Numbers:
    """The least of weight x over each range."""
    at = np.where(weights > 0, lower, upper)
    return np.multiply(weights, at, where=weights != 0, out=np.zeros_like(weights))
