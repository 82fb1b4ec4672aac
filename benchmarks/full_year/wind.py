"""Hourly wind output: shared weather, mapped through a Weibull-like distribution of capacity factors."""

import numpy as np
from scipy.special import log_ndtr

from benchmarks.full_year.calendar import Year
from benchmarks.full_year.typical import ZoneClimates
from benchmarks.full_year.weather import Map, Series
from inputs.recipe.shapes import rescale

FRONT_MEMORY_H, SPELL_MEMORY_H, REACH_KM = 18.0, 96.0, 550.0
SPELL_SHARE = 0.35
"""Part of the variance with the long memory: weeks of calm and of storm."""


def wind_weather(generator: np.random.Generator, zones: Map, year: Year) -> Series:
    """(hour, zone), standard normal: high is windy."""
    fronts = zones.shared(generator, len(year), FRONT_MEMORY_H, REACH_KM)
    spells = zones.shared(generator, len(year), SPELL_MEMORY_H, 2 * REACH_KM)
    weather: Series = np.sqrt(1 - SPELL_SHARE) * fronts + np.sqrt(SPELL_SHARE) * spells
    return weather


def wind_output(weather: Series, climates: ZoneClimates, year: Year) -> Series:
    """(hour, zone), share of capacity.

    A Weibull quantile of shape k has about the typical days' spread over mean (k = (spread / mean)^-1.086, Justus
    1978); the season multiplies it, and one factor per zone brings the mean to the typical days' mean.
    """
    shape = (climates.wind_spread / climates.wind) ** -1.086
    quantile = (-log_ndtr(-weather)) ** (1.0 / shape)
    wave = np.column_stack([np.cos(year.phase), np.sin(year.phase)]) @ climates.wind_season.T
    raw = quantile * np.maximum(0.2, 1.0 + wave)
    return np.column_stack([rescale(raw[:, z], climates.wind[z]) for z in range(raw.shape[1])])
