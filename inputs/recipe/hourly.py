"""hourly.csv: 24 typical days x 24 hours per zone, the same in every stage."""

from dataclasses import dataclass

import numpy as np

from inputs.recipe.days import TypicalDay, typical_days
from inputs.recipe.facts import Facts, Series
from inputs.recipe.prices import SOLAR_LIMITS, WIND_LIMITS, Targets, at_level, calibrated, capture, targets
from inputs.recipe.shapes import Shapes, Weather, rescale
from inputs.recipe.tariffs import TARIFFS
from inputs.recipe.yields import SOLAR_FACTOR, WIND_FACTOR
from inputs.recipe.zones import day_ahead_level, zone_ids
from models.case import EVERY_STAGE, Hour

ATTEMPTS = 8


@dataclass(frozen=True)
class Profile:
    """A zone's typical days as series in the order of the table, with the hours each stands for."""

    zone: str
    level: float
    days: list[TypicalDay]
    weight: Series
    price: Series
    wind: Series
    solar: Series
    anomaly_c: Series

    @property
    def solar_capture(self) -> float:
        """Solar-weighted over mean price."""
        return capture(self.price, self.solar, self.weight)

    @property
    def wind_capture(self) -> float:
        """Wind-weighted over mean price."""
        return capture(self.price, self.wind, self.weight)

    @property
    def least_delivered(self) -> float:
        """Lowest delivered price, EUR/MWh."""
        tariff = TARIFFS[self.zone]
        return float(self.price.min()) + tariff.network_and_levies + tariff.tax


def _centred(anomaly: Series, weight: Series, days: list[TypicalDay]) -> Series:
    """Anomalies less their weighted mean in each month, so that the site's monthly mean stands."""
    month = np.repeat([d.month for d in days], 24)
    means = [np.average(anomaly[month == m], weights=weight[month == m]) for m in range(1, 13)]
    centred: Series = anomaly - np.array(means)[month - 1]
    return centred


def _profile(zone: str, level: float, shapes: Shapes, year: Series) -> Profile:
    days = typical_days(year, shapes.wind, shapes.solar)
    hours = np.concatenate([np.arange(24 * d.day_of_year, 24 * d.day_of_year + 24) for d in days])
    weight = np.repeat([float(d.days) for d in days], 24)
    return Profile(
        zone=zone,
        level=level,
        days=days,
        weight=weight,
        price=np.round(at_level(year[hours], level, weight), 2),
        wind=np.round(rescale(shapes.wind[hours], WIND_FACTOR[zone], weight), 4),
        solar=np.round(rescale(shapes.solar[hours], SOLAR_FACTOR[zone], weight), 4),
        anomaly_c=np.round(_centred(shapes.anomaly_c[hours], weight, days), 1),
    )


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def zone_profile(facts: Facts, weather: Weather, zone: str) -> Profile:
    """The typical days of a zone; where they miss a capture rate's limits, the year's target is moved by the miss."""
    level, shapes, goal = day_ahead_level(facts, zone), weather.shapes(zone), targets(facts, zone)
    aim = goal
    for _ in range(ATTEMPTS):
        profile = _profile(zone, level, shapes, calibrated(facts, zone, shapes, level, aim))
        if _within(profile.solar_capture, SOLAR_LIMITS) and _within(profile.wind_capture, WIND_LIMITS):
            return profile
        aim = Targets(aim.solar + goal.solar - profile.solar_capture, aim.wind + goal.wind - profile.wind_capture)
    raise ValueError(f"zone {zone}: no typical days with capture rates inside {SOLAR_LIMITS} and {WIND_LIMITS}")


def profiles(facts: Facts) -> list[Profile]:
    """The typical days of every zone."""
    weather = Weather(facts)
    return [zone_profile(facts, weather, zone) for zone in zone_ids()]


def hours(profile: Profile) -> list[Hour]:
    """The rows of one zone. Period = number of the typical day; day 1 of one."""
    rows: list[Hour] = []
    for index in range(len(profile.price)):
        rows.append(
            Hour(
                stage=EVERY_STAGE,
                zone=profile.zone,
                period=index // 24 + 1,
                day=1,
                hour=index % 24,
                month=profile.days[index // 24].month,
                weight=float(profile.weight[index]),
                price_eur_per_mwh=float(profile.price[index]) + 0.0,
                wind=float(profile.wind[index]),
                solar=float(profile.solar[index]),
                temperature_anomaly_c=float(profile.anomaly_c[index]) + 0.0,
            )
        )
    return rows
