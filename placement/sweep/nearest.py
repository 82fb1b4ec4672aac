"""Which solved case is most like one to solve: its solve is a good place to begin."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from placement.sweep.change import Change, Value
from placement.sweep.plan import Planned

UNCHANGED: Mapping[str, Value] = {"*": 1, "+": 0}
"""What a factor and an amount are in a case that has none; what a set value is there is not known."""


class Neighbours:
    """Cases as points: each parameter from 0 to 1 over the sweep, or as far apart as can be where it has no order."""

    def __init__(self, cases: Sequence[Planned]) -> None:
        """``cases``: each key once."""
        self._keys = [case.key for case in cases]
        self._place = {key: i for i, key in enumerate(self._keys)}
        parameters = list(dict.fromkeys(change.parameter for case in cases for change in case.changes))
        by_parameter = [{c.parameter: c for c in case.changes} for case in cases]
        columns = [column for p in parameters for column in _columns([found.get(p) for found in by_parameter])]
        self._points = np.array(columns, dtype=np.float64).reshape(len(columns), len(cases)).T
        self._solved = np.zeros(len(cases), dtype=bool)

    def add(self, key: str) -> None:
        """A case whose solve left something to begin with."""
        self._solved[self._place[key]] = True

    def nearest(self, key: str) -> str | None:
        """The solved case nearest to this one, the first of equals; None while there is none."""
        if not self._solved.any():
            return None
        distance = np.abs(self._points - self._points[self._place[key]]).sum(axis=1)
        return self._keys[int(np.argmin(np.where(self._solved, distance, np.inf)))]


def _columns(changes: Sequence[Change | None]) -> list[NDArray[np.float64]]:
    """One column for a parameter of numbers, one for each value of any other."""
    operator = next(change.operator for change in changes if change is not None)
    values = [UNCHANGED.get(operator) if change is None else change.value for change in changes]
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        numbers = np.array(values, dtype=np.float64)
        span = float(np.ptp(numbers))
        return [(numbers - numbers.min()) / span] if span > 0 else []
    given = [v for v in values if v is not None]
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in given):
        # The unchanged case may stand anywhere: in the middle it is as far from both ends.
        numbers = np.array([np.nan if v is None else v for v in values], dtype=np.float64)
        low, span = np.nanmin(numbers), float(np.nanmax(numbers) - np.nanmin(numbers))
        return [np.nan_to_num((numbers - low) / span if span > 0 else 0 * numbers, nan=0.5)]
    texts = [repr(v) for v in values]
    return [0.5 * np.array([text == each for text in texts], dtype=np.float64) for each in dict.fromkeys(texts)]
