"""Delivered power prices."""

import numpy as np

from models.case import Case
from models.derive import zone_series


def price_parts_eur_per_mwh(case: Case, zone: str, stage: str) -> dict[str, float]:
    """Yearly mean of what a MWh from the grid costs, part by part: day-ahead energy, network, levies, tax."""
    series, z = zone_series(case, stage, zone), case.zones[zone]
    return {
        "energy_price_eur_per_mwh": float(np.average(series.price_eur_per_mwh, weights=series.weight)),
        "network_eur_per_mwh": z.network_eur_per_mwh,
        "levies_eur_per_mwh": z.levies_eur_per_mwh,
        "electricity_tax_eur_per_mwh": z.electricity_tax_eur_per_mwh,
    }


def delivered_eur_per_mwh(case: Case, zone: str, stage: str) -> float:
    """Yearly mean of the delivered price: the sum of its parts."""
    return sum(price_parts_eur_per_mwh(case, zone, stage).values())
