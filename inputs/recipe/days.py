"""Typical days: two real days a month whose weighted mixture keeps the month's distribution.

For each month every pair of days and the best split of the month's days between them is tried; the pair wins whose
mixture comes closest to the month in means, in the distribution of hourly values (share of hours below each decile), in
price times output (capture rates) and in the mean daily profile.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from inputs.recipe.facts import Series
from inputs.recipe.shapes import MONTH_DAYS

DECILES = np.linspace(0.1, 0.9, 9)

MEAN_WEIGHT, PRODUCT_WEIGHT, DISTRIBUTION_WEIGHT, PROFILE_WEIGHT = 4.0, 8.0, 1.0, 0.25
"""How much a feature of each sort counts; features are in units of the month's spread (assumed)."""


@dataclass(frozen=True)
class TypicalDay:
    """A day of the year (0-based, of 365) that stands for ``days`` days of its month."""

    month: int
    day_of_year: int
    days: int


def _series_features(values: Series) -> list[Series]:
    """Features per day of one quantity; ``values`` is days x 24."""
    spread = float(values.std()) or 1.0
    thresholds = np.quantile(values, DECILES)
    below = [(values <= t).mean(axis=1, keepdims=True) * DISTRIBUTION_WEIGHT for t in thresholds]
    mean = values.mean(axis=1, keepdims=True) / spread * MEAN_WEIGHT
    return [mean, *below, values / spread * PROFILE_WEIGHT]


def _features(price: Series, wind: Series, solar: Series) -> Series:
    """Days x features."""
    parts = [f for values in (price, wind, solar) for f in _series_features(values)]
    for output in (wind, solar):
        product = price * output
        parts.append(product.mean(axis=1, keepdims=True) / (float(product.std()) or 1.0) * PRODUCT_WEIGHT)
    table: Series = np.hstack(parts)
    return table


def best_pair(features: Series) -> tuple[int, int, int]:
    """(first day, second day, days the first stands for) of least squared distance to the mean of all days."""
    count = len(features)
    target = features.mean(axis=0)
    pairs = np.array(list(combinations(range(count), 2)))
    one, two = features[pairs[:, 0]] - target, features[pairs[:, 1]] - target
    gap = one - two
    split = -(gap * two).sum(axis=1) / np.maximum((gap**2).sum(axis=1), 1e-12)
    days = np.clip(np.round(split * count), 1, count - 1)
    mixture = two + (days / count)[:, None] * gap
    best = int(np.argmin(np.round((mixture**2).sum(axis=1), 9)))
    return int(pairs[best, 0]), int(pairs[best, 1]), int(days[best])


def typical_days(price: Series, wind: Series, solar: Series) -> list[TypicalDay]:
    """The 24 typical days of a year of 8,760 hours."""
    chosen: list[TypicalDay] = []
    start = 0
    for month, count in enumerate(MONTH_DAYS, start=1):
        hours = slice(24 * start, 24 * (start + count))
        table = _features(*(values[hours].reshape(count, 24) for values in (price, wind, solar)))
        first, second, days = best_pair(table)
        chosen.append(TypicalDay(month, start + first, days))
        chosen.append(TypicalDay(month, start + second, count - days))
        start += count
    return chosen
