"""What the typical days of the Europe case say of each zone: means, spreads, seasons, correlations.

Arrays have one entry per zone, in the order of ``zones``.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.europe_tables import EUROPE, read_table
from inputs.recipe.zones import state_of

Series = NDArray[np.float64]


@dataclass(frozen=True)
class ZoneClimates:
    """The statistics that a generated year has to meet."""

    zones: tuple[str, ...]
    lat: Series
    """Mean latitude and longitude of the zone's candidates, degrees."""
    lon: Series
    monthly_c: Series
    """(zone, month): mean over the zone's candidates, Celsius."""
    price: Series
    """Mean day-ahead price, EUR/MWh."""
    price_spread: Series
    """Standard deviation, EUR/MWh."""
    price_with_wind: Series
    """Correlation of price and wind output."""
    price_with_solar: Series
    wind: Series
    """Mean capacity factor."""
    wind_spread: Series
    wind_season: Series
    """(zone, 2): cosine and sine of the yearly wave over the mean."""
    solar: Series
    anomaly_spread_c: Series
    daily_swing_c: Series
    """Half the range of the mean daily course of temperature, Celsius."""


def typical_climates() -> ZoneClimates:
    """Read off the Europe case as it ships."""
    hourly = pd.read_csv(EUROPE / "hourly.csv")
    groups = {str(zone): rows for zone, rows in hourly.groupby("zone", sort=True)}
    places = _places(list(groups))
    return ZoneClimates(
        tuple(groups),
        places["lat"].to_numpy(),
        places["lon"].to_numpy(),
        places[list(range(1, 13))].to_numpy(),
        **_moments(list(groups.values())),
    )


def _places(zones: list[str]) -> pd.DataFrame:
    """Latitude, longitude and monthly means of each zone's candidates; a zone without any takes its state's."""
    sites = read_table("sites").astype({"lat": float, "lon": float})
    climate = read_table("climate").astype({"month": int, "temperature_c": float})
    monthly = climate.pivot_table(index="site", columns="month", values="temperature_c")
    table = sites[["site", "zone", "state", "lat", "lon"]].merge(monthly, left_on="site", right_index=True)
    figures = table.columns[3:]
    by_zone, by_state = (table.groupby(key)[list(figures)].mean() for key in ("zone", "state"))
    rows = [by_zone.loc[zone] if zone in by_zone.index else by_state.loc[state_of(zone)] for zone in zones]
    return pd.DataFrame(rows)


def _moments(zones: list[pd.DataFrame]) -> dict[str, Series]:
    found = [_of_zone(rows) for rows in zones]
    return {name: np.array([moments[name] for moments in found]) for name in found[0]}


def _of_zone(rows: pd.DataFrame) -> dict[str, float | Series]:
    w = rows["weight"].to_numpy()
    price, wind, solar = (rows[c].to_numpy() for c in ("price_eur_per_mwh", "wind", "solar"))
    anomaly = rows["temperature_anomaly_c"].to_numpy()
    course = [np.average(anomaly[rows["hour"] == h], weights=w[rows["hour"] == h]) for h in range(24)]
    return {
        "price": float(np.average(price, weights=w)),
        "price_spread": spread(price, w),
        "price_with_wind": correlation(price, wind, w),
        "price_with_solar": correlation(price, solar, w),
        "wind": float(np.average(wind, weights=w)),
        "wind_spread": spread(wind, w),
        "wind_season": _wave(wind, rows["month"].to_numpy(), w),
        "solar": float(np.average(solar, weights=w)),
        "anomaly_spread_c": spread(anomaly, w),
        "daily_swing_c": float(np.ptp(course)) / 2,
    }


def _wave(values: Series, month: NDArray[np.int64], weight: Series) -> Series:
    """Least-squares wave of one year through the monthly means, over the mean of the year."""
    means = np.array([np.average(values[month == m], weights=weight[month == m]) for m in range(1, 13)])
    phase = 2 * np.pi * (np.arange(12) + 0.5) / 12
    wave: Series = np.array([(means * np.cos(phase)).mean(), (means * np.sin(phase)).mean()]) * 2 / means.mean()
    return wave


def spread(values: Series, weight: Series) -> float:
    """Weighted standard deviation."""
    return float(np.sqrt(np.average((values - np.average(values, weights=weight)) ** 2, weights=weight)))


def correlation(one: Series, other: Series, weight: Series) -> float:
    """Weighted correlation."""
    a, b = (x - np.average(x, weights=weight) for x in (one, other))
    return float(np.average(a * b, weights=weight) / (spread(one, weight) * spread(other, weight)))
