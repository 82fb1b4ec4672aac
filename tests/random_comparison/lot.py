"""Draws by seed, in the words of a case."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


class Lot:
    """Numbers of few digits, so that a case can be read, and exact ties occur."""

    def __init__(self, *seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def chance(self, share: float) -> bool:
        return bool(self._rng.random() < share)

    def between(self, low: float, high: float) -> float:
        """To three digits; now and then a round one."""
        drawn = float(self._rng.uniform(low, high))
        return float(f"{drawn:.{1 if self.chance(0.2) else 3}g}") if drawn else 0.0

    def count(self, low: int, high: int) -> int:
        """Both ends included."""
        return int(self._rng.integers(low, high + 1))

    def of(self, items: Sequence[Item]) -> Item:
        return items[int(self._rng.integers(len(items)))]

    def often(self, *weighed: tuple[float, Item]) -> Item:
        """One of these, each by its weight."""
        weights = np.array([weight for weight, _ in weighed])
        return weighed[int(self._rng.choice(len(weighed), p=weights / weights.sum()))][1]

    def maybe(self, share: float, low: float, high: float) -> float | None:
        return self.between(low, high) if self.chance(share) else None

    def or_none(self, share: float, low: float, high: float) -> float:
        """A number, or 0 where the chance is against it."""
        return self.between(low, high) if self.chance(share) else 0.0
