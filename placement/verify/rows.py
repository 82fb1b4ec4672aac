"""Rows of a table one by one. The stubs of pandas give every cell the union of all types; here a cell is Any."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows with their columns as attributes."""
    return iter(frame.itertuples())


def tuples(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The named columns of each row."""
    picked: Any = frame[list(columns)].itertuples(index=False, name=None)
    return iter(picked)


def items(series: pd.Series) -> Iterator[tuple[Any, float]]:
    """Keys (a tuple where the index has several levels) and numbers of a series."""
    return ((key, float(value)) for key, value in series.items())


def lookup(series: pd.Series) -> dict[Any, float]:
    """The same as a mapping."""
    return dict(items(series))
