"""Delivered power prices."""

import numpy as np

from models.case import Case
from models.derive import zone_series


def delivered_eur_per_mwh(case: Case, zone: str, stage: str) -> float:
    """Yearly mean of the delivered price: day-ahead plus network, levies and tax."""
    series, z = zone_series(case, stage, zone), case.zones[zone]
    day_ahead = float(np.average(series.price_eur_per_mwh, weights=series.weight))
    return day_ahead + z.network_eur_per_mwh + z.levies_eur_per_mwh + z.electricity_tax_eur_per_mwh
