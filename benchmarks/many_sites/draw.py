"""Places drawn around those of the Europe case, so that states, zones, prices and climates fit where they stand."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SPREAD_DEGREES = 0.5
"""Standard deviation of a drawn place around the one it is drawn from, latitude and longitude."""

LAT_RANGE, LON_RANGE = (34.6, 69.0), (-9.5, 34.0)


def laps(generator: np.random.Generator, count: int, of: int) -> NDArray[np.int64]:
    """``count`` indices below ``of``: every one once, in random order, before any comes again."""
    rounds = -(-count // of)
    return np.concatenate([generator.permutation(of) for _ in range(rounds)])[:count]


def scattered(generator: np.random.Generator, places: pd.DataFrame) -> pd.DataFrame:
    """The rows with latitude and longitude moved by some tens of kilometres, as text."""
    moved = {}
    for column, (low, high) in (("lat", LAT_RANGE), ("lon", LON_RANGE)):
        there = places[column].astype(float) + generator.normal(0.0, SPREAD_DEGREES, len(places))
        moved[column] = text(np.clip(there.to_numpy(), low, high), 4)
    return places.assign(**moved)


def varied(generator: np.random.Generator, column: pd.Series, spread: float, decimals: int = 0) -> list[str]:
    """The figures of a column, each times a log-normal factor of this spread, as text."""
    figures = column.astype(float).to_numpy()
    return text(figures * generator.lognormal(0.0, spread, len(figures)), decimals)


def text(figures: NDArray[np.float64], decimals: int) -> list[str]:
    """Plain numbers for a table."""
    return [f"{figure:.{decimals}f}" for figure in figures]
