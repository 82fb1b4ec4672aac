"""What stands on top of the day-ahead price, and what PPAs cost, per zone.

Network and levies are one range per group in the planner's conditions; each figure below lies inside its group's range,
and day-ahead + network + levies + tax inside the group's delivered range (the recipe prints it). Class `assumed`,
except Finland's tax of 22.4 EUR/MWh from 1 July 2026 (read).
"""

from dataclasses import dataclass

LEVIES_SHARE = 0.25
"""Share of `network and levies` that is levies (assumed)."""


@dataclass(frozen=True)
class Tariff:
    """Adders and PPA prices of a zone, EUR/MWh."""

    network_and_levies: float
    tax: float
    wind_ppa: float
    solar_ppa: float


TARIFFS = {
    "SE1": Tariff(5.0, 33.0, 36.0, 50.0),
    "SE2": Tariff(5.5, 33.0, 37.0, 50.0),
    "SE3": Tariff(6.0, 33.0, 42.0, 50.0),
    "SE4": Tariff(6.5, 33.0, 45.0, 48.0),
    "FI": Tariff(5.5, 22.4, 40.0, 50.0),
    "FR": Tariff(6.5, 5.0, 77.0, 45.0),
    "ES": Tariff(8.0, 2.5, 52.0, 35.0),
    "PT": Tariff(8.5, 2.5, 52.0, 36.0),
    "DK1": Tariff(13.0, 1.0, 48.0, 48.0),
    "DK2": Tariff(13.0, 1.0, 52.0, 48.0),
    "EE": Tariff(12.0, 1.0, 58.0, 50.0),
    "LV": Tariff(10.0, 1.0, 58.0, 50.0),
    "LT": Tariff(9.0, 1.0, 58.0, 50.0),
    "BE": Tariff(14.0, 2.5, 80.0, 50.0),
    "NL": Tariff(16.0, 2.5, 78.0, 48.0),
    "LU": Tariff(14.0, 1.0, 80.0, 50.0),
    "AT": Tariff(14.0, 10.0, 80.0, 48.0),
    "BG": Tariff(10.0, 2.0, 70.0, 42.0),
    "CZ": Tariff(14.0, 1.5, 80.0, 48.0),
    "GR": Tariff(13.0, 5.0, 68.0, 42.0),
    "HR": Tariff(12.0, 2.0, 75.0, 45.0),
    "HU": Tariff(14.0, 2.0, 80.0, 45.0),
    "PL": Tariff(18.0, 1.5, 72.0, 50.0),
    "RO": Tariff(12.0, 2.0, 68.0, 43.0),
    "SI": Tariff(13.0, 3.0, 85.0, 48.0),
    "SK": Tariff(18.0, 1.5, 82.0, 47.0),
    "DE": Tariff(18.0, 20.5, 77.0, 45.0),
    "IE": Tariff(22.0, 1.0, 75.0, 60.0),
    "IT-NORD": Tariff(20.0, 1.0, 82.0, 50.0),
    "IT-CNOR": Tariff(20.0, 1.0, 80.0, 50.0),
    "IT-CSUD": Tariff(20.0, 1.0, 78.0, 48.0),
    "IT-SUD": Tariff(20.0, 1.0, 75.0, 46.0),
    "IT-SICI": Tariff(20.0, 1.0, 75.0, 45.0),
    "IT-SARD": Tariff(20.0, 1.0, 75.0, 46.0),
    "CY": Tariff(25.0, 1.0, 85.0, 45.0),
    "MT": Tariff(20.0, 1.0, 85.0, 50.0),
}

GROUPS = {
    "SE1-2": (("SE1", "SE2"), (55.0, 58.0)),
    "SE3-4": (("SE3", "SE4"), (82.0, 98.5)),
    "FI": (("FI",), (67.0, 70.0)),
    "FR": (("FR",), (70.0, 83.0)),
    "ES, PT": (("ES", "PT"), (75.0, 82.0)),
    "DK, Baltics": (("DK1", "DK2", "EE", "LV", "LT"), (92.0, 102.0)),
    "BE, NL": (("BE", "NL"), (93.0, 115.0)),
    "AT, central and eastern, GR": (
        ("AT", "BG", "CZ", "GR", "HR", "HU", "PL", "RO", "SI", "SK"), (110.0, 135.0)),
    "DE": (("DE",), (115.0, 140.0)),
    "IE, IT": (("IE", "IT-NORD", "IT-CNOR", "IT-CSUD", "IT-SUD", "IT-SICI", "IT-SARD"), (130.0, 150.0)),
}  # fmt: skip
"""Group -> (zones, range of the delivered price, EUR/MWh). Luxembourg, Cyprus and Malta are in no group."""
