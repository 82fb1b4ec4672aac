"""Hourly solar output: the sun's course over a tilted panel, times a clear-sky index that changes by the day."""

import numpy as np
from scipy.special import ndtr

from benchmarks.full_year.calendar import Year
from benchmarks.full_year.typical import ZoneClimates
from benchmarks.full_year.weather import Map, Series
from inputs.recipe.shapes import rescale

TILT_DEGREES = 30.0
CLOUD_MEMORY_DAYS, CLOUD_REACH_KM = 1.4, 400.0
CLOUD_WITH_WIND = 0.3
"""Windy days are cloudier: weight of the day's wind weather in its cloud."""

LEAST_CLEAR, CLEAR_POWER = 0.15, 0.7
"""Clear-sky index = least + (1 - least) u^power, u uniform: overcast to clear (assumed)."""


def clear_sky(climates: ZoneClimates, year: Year) -> Series:
    """(hour, zone): output under a clear sky, relative; panels face south at `TILT_DEGREES`.

    Declination by Cooper (1969), air mass 1 / sin(elevation), transmission 0.7^(air mass^0.678) by Meinel (1976).
    """
    lat, tilt = np.radians(climates.lat), np.radians(TILT_DEGREES)
    declination = np.radians(23.45) * np.sin(2 * np.pi * (284 + year.day_of_year + 1) / year.days)[:, None]
    angle = np.radians(15.0 * ((year.hour[:, None] + 0.5) + climates.lon / 15.0 - 12.0))
    height = np.sin(declination) * np.sin(lat) + np.cos(declination) * np.cos(lat) * np.cos(angle)
    facing = np.sin(declination) * np.sin(lat - tilt) + np.cos(declination) * np.cos(lat - tilt) * np.cos(angle)
    transmission = 0.7 ** (1.0 / np.maximum(height, 0.02)) ** 0.678
    output: Series = np.where(height > 0, np.maximum(0.0, facing) * transmission, 0.0)
    return output


def solar_output(
    generator: np.random.Generator, zones: Map, wind: Series, climates: ZoneClimates, year: Year
) -> Series:
    """(hour, zone), share of capacity; ``wind`` is the wind weather."""
    by_day = wind.reshape(year.days, 24, -1).mean(axis=1)
    own = zones.shared(generator, year.days, CLOUD_MEMORY_DAYS, CLOUD_REACH_KM)
    clearness = np.sqrt(1 - CLOUD_WITH_WIND**2) * own - CLOUD_WITH_WIND * by_day / by_day.std(axis=0)
    index = LEAST_CLEAR + (1 - LEAST_CLEAR) * ndtr(clearness) ** CLEAR_POWER
    raw = clear_sky(climates, year) * np.repeat(index, 24, axis=0)
    return np.column_stack([rescale(raw[:, z], climates.solar[z]) for z in range(raw.shape[1])])
