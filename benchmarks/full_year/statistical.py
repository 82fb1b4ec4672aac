"""A seeded statistical weather year for every zone."""

import numpy as np

from benchmarks.full_year.calendar import year_of
from benchmarks.full_year.price import load, prices
from benchmarks.full_year.sun import solar_output
from benchmarks.full_year.table import ZoneYears
from benchmarks.full_year.temperature import temperature_anomaly
from benchmarks.full_year.typical import ZoneClimates
from benchmarks.full_year.weather import Map
from benchmarks.full_year.wind import wind_output, wind_weather


def statistical_year(climates: ZoneClimates, hours: int, seed: int) -> ZoneYears:
    """The same seed and hours give the same year."""
    year, zones = year_of(hours), Map.of(climates.lat, climates.lon)
    for_wind, for_sun, for_heat, for_load = np.random.default_rng(seed).spawn(4)
    weather = wind_weather(for_wind, zones, year)
    wind = wind_output(weather, climates, year)
    solar = solar_output(for_sun, zones, weather, climates, year)
    anomaly_c = temperature_anomaly(for_heat, zones, climates, year)
    loads = load(for_load, zones, anomaly_c, climates, year)
    return ZoneYears(climates.zones, year, prices(wind, solar, loads, climates), wind, solar, anomaly_c)
