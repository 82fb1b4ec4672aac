"""Every hour of 2016 for a zone, at the level and with the capture rates of the typical days."""

from dataclasses import dataclass

from inputs.recipe.facts import Facts, Series
from inputs.recipe.prices import calibrated, targets
from inputs.recipe.shapes import Weather
from inputs.recipe.zones import day_ahead_level, zone_ids


@dataclass(frozen=True)
class ZoneYear:
    """A zone's whole year, hour by hour in UTC."""

    zone: str
    price: Series
    """EUR/MWh."""
    wind: Series
    """Share of capacity."""
    solar: Series
    anomaly_c: Series
    """Temperature less the mean of its month."""


def zone_years(facts: Facts, *, leap_day: bool) -> list[ZoneYear]:
    """All zones: 8,784 hours with the leap day, else 8,760."""
    weather = Weather(facts, leap_day=leap_day)
    return [_zone_year(facts, weather, zone) for zone in zone_ids()]


def _zone_year(facts: Facts, weather: Weather, zone: str) -> ZoneYear:
    shapes = weather.shapes(zone)
    level = day_ahead_level(facts, zone)
    price = calibrated(facts, zone, shapes, level, targets(facts, zone))
    return ZoneYear(zone, price, shapes.wind, shapes.solar, shapes.anomaly_c)
