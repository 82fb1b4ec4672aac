"""Hourly prices from residual load: they fall with wind and sun as on the typical days, and rise with load.

With standardised wind, sun and load (the latter freed of what wind and sun explain), price = mean + spread (b_w wind +
b_s sun + b_l load). b_w and b_s solve the two equations that the typical days' correlations of price with wind and
with sun give; b_l takes the rest of the variance. Prices are not below the recipe's floor.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.full_year.calendar import Year
from benchmarks.full_year.typical import ZoneClimates
from benchmarks.full_year.weather import Map, Series
from inputs.recipe.prices import at_level

LOAD_MEMORY_H, LOAD_REACH_KM, LOAD_NOISE = 24.0, 800.0, 0.05
PEAK_HOURS, PEAK_WIDTH_H = (8.5, 19.0), 3.0
EVENING, WEEKEND, HEATING_PER_C = 0.25, -0.12, -0.01
"""Size of the day's peaks and of Saturday and Sunday over mean load, and per degree above the month (assumed)."""

FIRST_WEEKDAY = 2
"""The first of January is a Wednesday (0 is Monday)."""

SPREAD_ROUNDS = 12


def load(generator: np.random.Generator, zones: Map, anomaly_c: Series, climates: ZoneClimates, year: Year) -> Series:
    """(hour, zone), relative to its mean."""
    local = (year.hour[:, None] + 0.5 + climates.lon / 15.0) % 24.0
    peaks = sum(EVENING * np.exp(-(((local - at) / PEAK_WIDTH_H) ** 2)) for at in PEAK_HOURS)
    weekend: NDArray[np.bool_] = (year.day_of_year + FIRST_WEEKDAY) % 7 >= 5
    noise = LOAD_NOISE * zones.shared(generator, len(year), LOAD_MEMORY_H, LOAD_REACH_KM)
    total: Series = 1.0 + peaks + WEEKEND * weekend[:, None] + HEATING_PER_C * anomaly_c + noise
    return total


def prices(wind: Series, solar: Series, loads: Series, climates: ZoneClimates) -> Series:
    """(hour, zone), EUR/MWh."""
    return np.column_stack(
        [_zone_prices(wind[:, z], solar[:, z], loads[:, z], climates, z) for z in range(wind.shape[1])]
    )


def _zone_prices(wind: Series, solar: Series, loads: Series, climates: ZoneClimates, z: int) -> Series:
    weather = np.column_stack([_standard(wind), _standard(solar)])
    wanted = np.array([climates.price_with_wind[z], climates.price_with_solar[z]])
    weights = np.linalg.solve(weather.T @ weather / len(weather), wanted)
    explained = float(weights @ wanted)
    if explained >= 1.0:
        raise ValueError(f"zone {climates.zones[z]}: wind and sun would explain more than all of the price")
    rest = loads - loads.mean()
    rest = rest - weather @ np.linalg.lstsq(weather, rest, rcond=None)[0]
    shape = weather @ weights + np.sqrt(1.0 - explained) * _standard(rest)
    return _with_spread(shape, float(climates.price[z]), float(climates.price_spread[z]))


def _with_spread(shape: Series, level: float, wanted: float) -> Series:
    """Prices of this mean and spread above the floor; the floor takes some spread, so it is widened."""
    scale = wanted
    price = at_level(level + scale * shape, level)
    for _ in range(SPREAD_ROUNDS):
        scale *= wanted / float(price.std())
        price = at_level(level + scale * shape, level)
    return price


def _standard(values: Series) -> Series:
    standard: Series = (values - values.mean()) / values.std()
    return standard
