"""accelerators, cooling and supplies."""

from inputs.recipe.facts import Facts
from inputs.recipe.tariffs import TARIFFS
from inputs.recipe.yields import SOLAR_FACTOR, WIND_FACTOR
from inputs.recipe.zones import day_ahead_level, zone_ids
from models.case import Accelerator, AcceleratorCooling, Cooling, Supply

ACCELERATORS = (
    Accelerator("H200", 1.4, 35_000.0, 5.0, "2028-30", 100_000.0, 1.2, 1.2, 40.0),
    Accelerator("GB300", 2.05, 56_000.0, 5.0, "2028-30", 500_000.0, 2.5, 2.5, 132.0),
    Accelerator("VR200", 3.2, 106_000.0, 5.0, "2031-33", 120_000.0, 5.0, 5.0, 210.0),
    Accelerator("successor-2034", 2.05, 136_000.0, 5.0, "2034-36", 450_000.0, 6.4, 6.4, 250.0),
)
"""The successor doubles VR200's H100e at the same power, in a package of GB300's size, at VR200's price per H100e
(assumed: that price fell by only 5 % from GB300 to VR200). Supply per stage is assumed: it makes the second stage mix
GB300 and VR200."""

ACCELERATOR_COOLING = (
    AcceleratorCooling("H200", "air"),
    *(
        AcceleratorCooling(accelerator, cooling)
        for accelerator in ("GB300", "VR200", "successor-2034")
        for cooling in ("liquid-dry", "liquid-adiabatic", "liquid-heat-recovery")
    ),
)
"""Above 40 kW a rack needs direct liquid; air is for 8-GPU nodes."""

COOLING = (
    Cooling("air", 11_000_000.0, 1.15, 2.0, 0.0100, 0.0, 0.0, 0.0, None),
    Cooling("liquid-dry", 11_000_000.0, 1.07, 2.0, 0.0065, 0.0, 0.0, 0.0, None),
    Cooling("liquid-adiabatic", 10_900_000.0, 1.07, 2.0, 0.0050, 0.3, 16.0, 0.0, None),
    Cooling("liquid-heat-recovery", 11_400_000.0, 1.08, 2.0, 0.0065, 0.0, 0.0, 0.6, 60.0),
)
"""Facility 11 MEUR/MW; PUE of the dry cooler fitted by eye between the ranges of mean and peak of three climates; WUE
inside 0.1-0.4; differences between technologies assumed."""

HICP_2026 = {2015: 1.31, 2020: 1.25}
"""Euro-area consumer prices of 2026 over those of the year (assumed)."""

DISCOUNT = 0.07
"""Return inside lease charges of batteries and back-up (assumed)."""

BATTERY_HOURS = 4.0
BASELOAD_PREMIUM = 14.0
"""Baseload PPA above the zone's day-ahead level, EUR/MWh (middle of 8-20; taken as a premium on day-ahead: assumed)."""

BACKUP_EUR_PER_MWH = 300.0
BACKUP_G_PER_KWH = 700.0
"""Gas oil with its carbon cost in an open-cycle turbine or engine (assumed)."""

LIMIT_MW = {"wind": 600.0, "solar": 600.0, "baseload": 300.0, "battery": 300.0}
IRISH_LIMIT_MW = 2_000.0
"""Largest lease per site (assumed); Ireland's wind and solar larger, for 80 % new renewables, and its battery too."""


def crf(rate: float, years: float) -> float:
    """Yearly charge that repays 1 over ``years``."""
    return rate / (1 - float((1 + rate) ** -years))


def battery_eur_per_mw(facts: Facts) -> float:
    """Yearly charge of a 4 h battery, figures for 2030 in EUR of 2020."""
    tech, index = facts.technology, HICP_2026[2020] * 1000
    inverter = tech["battery inverter", "investment"] * index
    storage = tech["battery storage", "investment"] * BATTERY_HOURS * index
    charge = inverter * (crf(DISCOUNT, tech["battery inverter", "lifetime"]) + tech["battery inverter", "FOM"] / 100)
    return round(charge + storage * crf(DISCOUNT, tech["battery storage", "lifetime"]), -2)


def backup_eur_per_mw(facts: Facts) -> float:
    """Yearly charge of an open-cycle turbine, figures for 2030 in EUR of 2015."""
    tech = facts.technology
    capital = tech["OCGT", "investment"] * HICP_2026[2015] * 1000
    return round(capital * (crf(DISCOUNT, tech["OCGT", "lifetime"]) + tech["OCGT", "FOM"] / 100), -2)


def _ppa(price: float, factor: float) -> float:
    return round(price * factor * 8760, 0)


def zone_supplies(facts: Facts, zone: str) -> list[Supply]:
    """PPAs, battery and back-up of one zone."""
    tariff = TARIFFS[zone]
    limit = {kind: IRISH_LIMIT_MW if zone == "IE" and kind != "baseload" else mw for kind, mw in LIMIT_MW.items()}
    baseload = _ppa(day_ahead_level(facts, zone) + BASELOAD_PREMIUM, 1.0)
    efficiency = facts.technology["battery inverter", "efficiency"]
    return [
        Supply(zone, "wind", _ppa(tariff.wind_ppa, WIND_FACTOR[zone]), limit["wind"]),
        Supply(zone, "solar", _ppa(tariff.solar_ppa, SOLAR_FACTOR[zone]), limit["solar"]),
        Supply(zone, "baseload", baseload, limit["baseload"]),
        Supply(zone, "battery", battery_eur_per_mw(facts), limit["battery"], efficiency, BATTERY_HOURS),
        Supply(zone, "backup", backup_eur_per_mw(facts), None, 1.0, 4.0, BACKUP_EUR_PER_MWH, BACKUP_G_PER_KWH),
    ]


def supplies(facts: Facts) -> list[Supply]:
    """All zones."""
    return [row for zone in zone_ids() for row in zone_supplies(facts, zone)]
