"""Hours in which a battery could earn by charging and discharging at once, so that its losses burn power."""

import numpy as np
from numpy.typing import NDArray

from models.derive.supply_data import SupplyData
from models.derive.supply_rules import SupplyRules

NEW_RENEWABLES = ("wind", "solar")
PPAS = (*NEW_RENEWABLES, "baseload")


def burning_hours(rules: SupplyRules, data: SupplyData) -> tuple[int, ...]:
    """Numbers of the hours in which charging and discharging at once could pay; everywhere else it never does.

    docs/mathematics.md ("One way at a time") proves that outside these hours a plan that does both can be turned into
    one that does not, at no cost.
    """
    battery = data.supplies.get("battery")
    if battery is None:
        return ()
    found = _shares_may_shift(rules, data)
    if battery.efficiency < 1.0:
        found |= _grid_pays(rules, data) | _contracts_count(data)
    return tuple(np.flatnonzero(found).tolist())


def _grid_pays(rules: SupplyRules, data: SupplyData) -> NDArray[np.bool_]:
    """Grid power and its carbon cost less than nothing."""
    charges = data.network_and_levies_eur_per_mwh + data.electricity_tax_eur_per_mwh
    carbon = rules.carbon_price_eur_per_t * data.carbon_g_per_kwh / 1e3
    return np.asarray(data.series.price_eur_per_mwh + charges + carbon < 0.0)


def _contracts_count(data: SupplyData) -> NDArray[np.bool_]:
    """Output of new wind and solar is owed, and there is some: burnt, it would still count as used."""
    output = {"wind": data.series.wind, "solar": data.series.solar}
    blows = [output[kind] > 0.0 for kind in NEW_RENEWABLES if kind in data.supplies]
    owed = data.rules.min_new_renewable_share > 0.0
    found = np.zeros(len(data.series.weight), dtype=bool)
    for some in blows:
        found |= some & owed
    return found


def _shares_may_shift(rules: SupplyRules, data: SupplyData) -> NDArray[np.bool_]:
    """Hours of a period whose days weigh differently, where clean power is owed.

    Clean power taken in on a light day and given back on a heavy one counts for more, and grid power given back
    meanwhile keeps the battery's level.
    """
    series, uneven = data.series, np.zeros(len(data.series.weight), dtype=bool)
    if rules.carbon_free_share is None or not any(kind in data.supplies for kind in PPAS):
        return uneven
    for period in np.unique(series.period):
        hours = series.period == period
        uneven[hours] = np.ptp(series.weight[hours]) > 0.0
    return uneven
