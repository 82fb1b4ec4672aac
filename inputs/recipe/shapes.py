"""Load, wind, solar and temperature of 2016 per zone, cleaned, in UTC: 8,760 hours, or 8,784 with the leap day.

Known faults and what is done: run-of-river (with infinities in NL) and offshore wind are not used; Malta's wind is all
zero and Cyprus and Malta have no load or temperature, so they borrow a neighbour's; low or faulty wind in SI, HR, SK
and everywhere else is rescaled to the stated capacity factor. 29 February is left out
unless it is asked for.
"""

from dataclasses import dataclass

import numpy as np

from inputs.recipe.facts import Facts, Series
from inputs.recipe.yields import SOLAR_FACTOR, WIND_FACTOR
from inputs.recipe.zones import state_of

CAPACITY_FACTORS = "electricity/dispaset_hourly_capacity_factors_2016_eu27.csv.gz"
LOADS = "electricity/dispaset_hourly_load_mw_2016_eu.csv.gz"
TEMPERATURES = "climate/dispaset_hourly_country_temperature_2016_c.csv.gz"

BORROWED = {"CY": "GR", "MT": "IT"}
"""State without load, temperature or usable wind -> the neighbour it borrows from (assumed)."""

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEAP_MONTH_DAYS = (31, 29, *MONTH_DAYS[2:])
LEAP_YEAR_HOURS = 8784


@dataclass(frozen=True)
class Shapes:
    """A zone's year: load over its mean, capacity factors, temperature less its monthly mean."""

    load: Series
    wind: Series
    solar: Series
    anomaly_c: Series


def rescale(shape: Series, mean: float, weights: Series | None = None) -> Series:
    """The shape times the factor that gives it this (weighted) mean, cut off at 1."""
    low, high = 0.0, 64.0
    for _ in range(60):
        middle = (low + high) / 2
        below = float(np.average(np.minimum(1.0, middle * shape), weights=weights)) < mean
        low, high = (middle, high) if below else (low, middle)
    scaled: Series = np.minimum(1.0, high * shape)
    return scaled


def monthly_anomaly(temperature: Series) -> Series:
    """Temperature less the mean of its month."""
    days = LEAP_MONTH_DAYS if len(temperature) == LEAP_YEAR_HOURS else MONTH_DAYS
    month_of_hour = np.repeat(np.arange(1, 13), [24 * count for count in days])
    means = np.array([temperature[month == month_of_hour].mean() for month in range(1, 13)])
    anomaly: Series = temperature - means[month_of_hour - 1]
    return anomaly


class Weather:
    """The three hourly tables, read once."""

    def __init__(self, facts: Facts, *, leap_day: bool = False) -> None:
        self._factors = facts.hourly(CAPACITY_FACTORS, leap_day=leap_day)
        self._loads = facts.hourly(LOADS, leap_day=leap_day)
        self._temperatures = facts.hourly(TEMPERATURES, leap_day=leap_day)

    def shapes(self, zone: str) -> Shapes:
        """The year of a zone; zones of one state share load and weather, each with its own yield."""
        state = state_of(zone)
        donor = BORROWED.get(state, state)
        load = self._loads[donor].to_numpy(dtype=float)
        wind = self._factors[f"{donor}_WTON"].to_numpy(dtype=float)
        solar = self._factors[f"{state}_PHOT"].to_numpy(dtype=float)
        return Shapes(
            load=load / load.mean(),
            wind=rescale(np.clip(wind, 0.0, 1.0), WIND_FACTOR[zone]),
            solar=rescale(np.clip(solar, 0.0, 1.0), SOLAR_FACTOR[zone]),
            anomaly_c=monthly_anomaly(self._temperatures[donor].to_numpy(dtype=float)),
        )
