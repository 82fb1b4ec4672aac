"""Hourly temperature: the season between monthly means, the day's course, and spells of warmth and cold."""

import numpy as np

from benchmarks.full_year.calendar import Year
from benchmarks.full_year.typical import ZoneClimates
from benchmarks.full_year.weather import Map, Series

SPELL_MEMORY_H, REACH_KM = 96.0, 1000.0
WARMEST_HOUR = 15.0
"""Local solar time."""

SUMMER_SWING = 0.4
"""The day's swing is this much larger in July than on average, and smaller in January."""

LEAST_SPELL = 0.3
"""Spells have at least this part of the typical days' spread."""

LARGEST_C = 35.0
"""Bound of an anomaly, well inside what the case format takes."""


def temperature_anomaly(generator: np.random.Generator, zones: Map, climates: ZoneClimates, year: Year) -> Series:
    """(hour, zone), Celsius above the month's mean; each month's mean is zero."""
    known = _season_c(climates, year) - climates.monthly_c.T[year.month - 1] + _daily_course(climates, year)
    variance = climates.anomaly_spread_c**2 - known.var(axis=0)
    size = np.sqrt(np.maximum(variance, (LEAST_SPELL * climates.anomaly_spread_c) ** 2))
    spells = zones.shared(generator, len(year), SPELL_MEMORY_H, REACH_KM) * size
    return _centred(np.clip(known + spells, -LARGEST_C, LARGEST_C), year)


def _season_c(climates: ZoneClimates, year: Year) -> Series:
    """Monthly means joined by straight lines from mid-month to mid-month, round the year."""
    middles = (np.arange(12) + 0.5) / 12
    when = (np.arange(len(year)) + 0.5) / len(year)
    return np.column_stack([np.interp(when, middles, means, period=1.0) for means in climates.monthly_c])


def _daily_course(climates: ZoneClimates, year: Year) -> Series:
    local = year.hour[:, None] + 0.5 + climates.lon / 15.0
    size = climates.daily_swing_c * (1.0 - SUMMER_SWING * np.cos(year.phase))[:, None]
    course: Series = size * np.cos(2 * np.pi * (local - WARMEST_HOUR) / 24.0)
    return course


def _centred(anomaly: Series, year: Year) -> Series:
    means = np.array([anomaly[year.month == month].mean(axis=0) for month in range(1, 13)])
    centred: Series = anomaly - means[year.month - 1]
    return centred
