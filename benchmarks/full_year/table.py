"""hourly.parquet: every hour of the year, of weight 1, the same in every stage.

A period is a month and a day a day of it: so a battery's level comes back to where it began each month. A battery of
a few hours gains nothing from a longer cycle, and twelve short chains are easier on the optimiser than one long one.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.full_year.calendar import Year
from benchmarks.full_year.weather import Series
from models.case import EVERY_STAGE


@dataclass(frozen=True)
class ZoneYears:
    """(hour, zone) arrays of a year, in the order of ``zones``."""

    zones: tuple[str, ...]
    year: Year
    price_eur_per_mwh: Series
    wind: Series
    solar: Series
    temperature_anomaly_c: Series


def hourly_table(years: ZoneYears) -> pd.DataFrame:
    """The rows of the table, zone by zone; ``+ 0.0`` takes the sign from a rounded zero."""
    count, year = len(years.zones), years.year
    return pd.DataFrame(
        {
            "stage": EVERY_STAGE,
            "zone": np.repeat(years.zones, len(year)),
            "period": np.tile(year.month, count),
            "day": np.tile(year.day, count),
            "hour": np.tile(year.hour, count),
            "month": np.tile(year.month, count),
            "weight": 1.0,
            "price_eur_per_mwh": np.round(years.price_eur_per_mwh, 2).T.ravel() + 0.0,
            "wind": np.round(years.wind, 4).T.ravel(),
            "solar": np.round(years.solar, 4).T.ravel(),
            "temperature_anomaly_c": np.round(years.temperature_anomaly_c, 1).T.ravel() + 0.0,
        }
    )


def write_hourly(table: pd.DataFrame, folder: Path) -> None:
    """Write it small: whole numbers in few bytes, zstd."""
    narrow = table.astype({"period": "int16", "day": "int16", "hour": "int16", "month": "int16"})
    narrow.to_parquet(folder / "hourly.parquet", index=False, compression="zstd")
