"""What the names in a run folder mean, in plain words."""

from collections.abc import Mapping
from typing import Final

from placement.map.summary import Summary

TERMS: Final[Mapping[str, str]] = {
    "accelerators_capital": "accelerators",
    "facility_capital": "buildings and plant",
    "connection_capital": "grid connection",
    "grid_energy": "energy from the grid",
    "ppa": "power contracts (PPA)",
    "fixed_site": "fixed cost of a site",
    "network_and_levies": "network and levies",
    "electricity_tax": "electricity tax",
    "demand_charge": "charge on peak demand",
    "network_and_fibre": "data network and fibre",
    "residency_surcharge": "data residency",
    "unmet_demand": "demand not met, priced",
    "assignment": "cost of serving",
    "lost_compute": "compute stopped",
    "carbon_price": "carbon price",
    "heat_sold": "heat sold",
    "price_rise": "price rise by own load",
}
SUPPLIES: Final[Mapping[str, str]] = {
    "grid": "grid",
    "wind": "wind contract",
    "solar": "solar contract",
    "baseload": "baseload contract",
    "battery": "battery",
    "backup": "back-up generators",
}
CONTRACTS: Final = ("wind", "solar", "baseload")
"""Supplies under a power purchase agreement."""
FUNDERS: Final[Mapping[str, str]] = {
    "eu": "European Union",
    "state": "host states",
    "equity": "private equity",
    "loan": "loans",
}
ASSETS: Final[Mapping[str, str]] = {"facility": "buildings and plant", "connection": "grid connection"}
TABLES: Final[Mapping[str, str]] = {
    "hourly": "hourly prices and weather",
    "zones": "bidding zones",
    "case.toml": "settings of the case",
    "sites": "candidate sites",
    "states": "member states",
}


COLUMN_UNITS: Final[Mapping[str, str]] = {
    "eur_per_mwh_per_gw": "EUR/MWh per GW",
    "eur_per_mw_year": "EUR/MW a year",
    "eur_per_h100e_year": "EUR/H100e a year",
    "eur_per_h100eh": "EUR/H100e-h",
    "eur_per_mwh": "EUR/MWh",
    "eur_per_year": "EUR a year",
    "eur_per_mw": "EUR/MW",
    "eur_per_m3": "EUR/m\u00b3",
    "eur_per_h": "EUR/h",
    "eur_per_t": "EUR/t",
}
"""How the names of input columns end, the longer first."""


def column(name: str) -> str:
    """Return an input column in words, with its unit where its name ends with one."""
    for ending, unit in COLUMN_UNITS.items():
        if name.endswith(ending):
            return f"{plain(name.removesuffix(ending).strip('_'))}, {unit}"
    return plain(name).replace("it ", "IT ", 1) if name.startswith("it_") else plain(name)


def term(name: str) -> str:
    """Return a cost term in words."""
    return TERMS.get(name, plain(name))


def supply(name: str) -> str:
    """Return a source of power in words."""
    return SUPPLIES.get(name, plain(name))


def funder(name: str) -> str:
    """Return a funder in words; one that is not named after its kind keeps its name."""
    return FUNDERS.get(name, plain(name))


def asset(name: str) -> str:
    """Return what money is spent on; accelerators keep the name of their generation."""
    return ASSETS.get(name, name)


def plain(name: str) -> str:
    """Return a name of the tables with spaces."""
    return name.replace("_", " ")


def workload(name: str) -> str:
    """Return the name of a workload."""
    return plain(name)


def upper(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(items: list[str]) -> str:
    """Return "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def isolated(name: str) -> str:
    """Return a name that does not turn the words around it: right-to-left script is set apart (U+2068, U+2069)."""
    import unicodedata

    turned = any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in name)
    return f"\u2068{name}\u2069" if turned else name


def real_euros(summary: Summary) -> str:
    """Return which euros the run counts in."""
    year = summary.currency_year
    return "real EUR of the case's currency year" if year is None else f"real EUR of {year:.0f}"
