"""zones.csv and carbon.csv, and each zone's day-ahead level."""

from inputs.recipe.facts import Facts
from inputs.recipe.tariffs import LEVIES_SHARE, TARIFFS
from models.case import Carbon, Zone

SWEDEN_LEVELS = {"SE1": 17.0, "SE2": 19.0, "SE3": 44.0, "SE4": 59.0}
"""Day-ahead levels, EUR/MWh (assumed: an average of 43 hides about 17 to 59)."""

SPREADS = {
    "DK1": -1.5, "DK2": 2.0, "IT-NORD": 0.5, "IT-CNOR": 0.0, "IT-CSUD": -0.5, "IT-SUD": -3.0, "IT-SICI": -1.0,
    "IT-SARD": -4.0,
}  # fmt: skip
"""Zone less its state's mean, EUR/MWh (assumed)."""

BAND_ID = "nonhousehold_price_bandID_exVAT"
"""Eurostat price of 2-20 GWh a year without VAT: the only figure for Cyprus and Malta, adders included."""

CARBON_ZONE = {
    "SE1": "SE-SE1", "SE2": "SE-SE2", "SE3": "SE-SE3", "SE4": "SE-SE4", "DK1": "DK-DK1", "DK2": "DK-DK2",
    "IT-NORD": "IT-NO", "IT-CNOR": "IT-CNO", "IT-CSUD": "IT-CSO", "IT-SUD": "IT-SO", "IT-SICI": "IT-SIC",
    "IT-SARD": "IT-SAR",
}  # fmt: skip
"""Our zone -> Electricity Maps zone where the names differ."""


def state_of(zone: str) -> str:
    """The member state of a zone."""
    return zone[:2]


def day_ahead_level(facts: Facts, zone: str) -> float:
    """Mean day-ahead price of 2025, EUR/MWh, held through all stages."""
    if zone in SWEDEN_LEVELS:
        return SWEDEN_LEVELS[zone]
    state = state_of(zone)
    if state in facts.day_ahead:
        return round(facts.day_ahead[state] + SPREADS.get(zone, 0.0), 2)
    tariff = TARIFFS[zone]
    return round(facts.indicator(BAND_ID, state, "2025-S2") - tariff.network_and_levies - tariff.tax, 2)


def zone_row(zone: str) -> Zone:
    """A zone's adders. The demand charge is part of the network charge per MWh, so its own column is 0."""
    tariff = TARIFFS[zone]
    levies = round(tariff.network_and_levies * LEVIES_SHARE, 2)
    return Zone(
        zone=zone,
        state=state_of(zone),
        network_eur_per_mwh=round(tariff.network_and_levies - levies, 2),
        levies_eur_per_mwh=levies,
        electricity_tax_eur_per_mwh=tariff.tax,
        demand_charge_eur_per_mw_year=0.0,
    )


def carbon_row(facts: Facts, zone: str) -> Carbon:
    """Consumption-based carbon of 2025."""
    grams, free = facts.zone_carbon[CARBON_ZONE.get(zone, zone)]
    return Carbon(zone=zone, carbon_g_per_kwh=grams, carbon_free_share=free / 100)


def zone_ids() -> list[str]:
    """All zones, alphabetically."""
    return sorted(TARIFFS)
