"""The hours of 2016 from the data files that the recipe of the Europe case reads."""

from pathlib import Path

import numpy as np

from benchmarks.full_year.calendar import LEAP, year_of
from benchmarks.full_year.table import ZoneYears
from inputs.recipe.facts import Facts
from inputs.recipe.full_year import zone_years


def measured_year(data: Path, hours: int) -> ZoneYears:
    """All of 2016, or without 29 February."""
    found = zone_years(Facts(data), leap_day=hours == LEAP)
    return ZoneYears(
        zones=tuple(zone.zone for zone in found),
        year=year_of(hours),
        price_eur_per_mwh=np.column_stack([zone.price for zone in found]),
        wind=np.column_stack([zone.wind for zone in found]),
        solar=np.column_stack([zone.solar for zone in found]),
        temperature_anomaly_c=np.column_stack([zone.anomaly_c for zone in found]),
    )
