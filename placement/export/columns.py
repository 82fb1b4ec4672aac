"""What the columns of a run folder are called, and their units."""

import re
from typing import Final

# fmt: off
TEXT: Final = frozenset((
    "access_level", "accelerator", "asset", "chosen", "column", "cooling", "evidence", "funder", "kind", "limit",
    "name", "opened_stage", "region", "scope", "site", "site_type", "source", "stage", "state", "status", "supply",
    "table", "term", "terms", "text", "unit", "vintage", "workload", "zone",
))
# fmt: on
"""Columns of words: a name such as 007 stays as it is."""

_LABELS: Final = {
    "access_level": "Level of public access",
    "alive": "Accelerators in service",
    "asset": "Asset paid for",
    "bought": "Accelerators bought",
    "busy": "Accelerators busy",
    "capital_eur": "Capital, not discounted",
    "carbon_free_share": "Carbon-free power, hour by hour",
    "carbon_g_per_kwh": "Carbon intensity of the grid",
    "carbon_hourly_t_per_year": "Carbon, hourly-matched",
    "carbon_location_t_per_year": "Carbon, location-based",
    "carbon_market_t_per_year": "Carbon, market-based",
    "chosen": "In how many plans",
    "clean_charge_mw": "Battery charged with contracted power",
    "clean_discharge_mw": "Battery discharged, contracted power",
    "clean_level_mwh": "Battery level at the hour's start, contracted power",
    "cost_eur": "Cost, discounted",
    "day": "Typical day",
    "delivered_eur_per_mwh": "Delivered power price",
    "demand_h100e": "Demand",
    "electricity_tax_eur_per_mwh": "Electricity tax",
    "energy_mwh_per_year": "Energy",
    "energy_price_eur_per_mwh": "Energy price",
    "equity_eur": "Private equity",
    "eu_eur": "European Union",
    "eur": "Amount",
    "eur_per_year": "Amount a year",
    "facility_mean_mw": "Facility power, mean",
    "facility_mw": "Facility power",
    "facility_peak_mw": "Facility power, peak",
    "grant_eur_per_h100eh": "EU grant per hour sold",
    "grid_charge_mw": "Battery charged from the grid",
    "grid_discharge_mw": "Battery discharged, grid power",
    "grid_level_mwh": "Battery level at the hour's start, grid power",
    "h100e": "Compute",
    "forced_in_eur": "Dearer if the site must stand",
    "headroom_firm_mw": "Headroom, firm",
    "headroom_mw": "Headroom",
    "headroom_non_firm_mw": "Headroom, non-firm",
    "heat_mwh_per_year": "Heat sold",
    "heat_mw": "Heat sold",
    "it_draw_mw": "IT power drawn",
    "it_load_mw": "IT load",
    "it_mw": "IT power",
    "kind": "Kind of work",
    "lat": "Latitude",
    "lcoc_installed_eur_per_h100eh": "LCOC per hour installed",
    "lcoc_sold_eur_per_h100eh": "LCOC per hour sold",
    "leased_mw": "Leased (grid: peak import)",
    "levies_eur_per_mwh": "Levies",
    "loan_eur": "Loans",
    "lon": "Longitude",
    "lost_mw": "Compute stopped",
    "max_it_mw": "Site limit of IT power",
    "mean_rtt_ms": "Round trip, mean",
    "moved_mw": "Load moved",
    "network_eur_per_mwh": "Network charges",
    "opened_stage": "Opened in stage",
    "percent": "Within this much of the least cost",
    "ppa_share": "From power purchase agreements",
    "price_eur_per_mwh": "Market price",
    "public_money_budget_eur": "National public money, budget",
    "public_money_eur": "National public money",
    "pue_mean": "PUE, mean",
    "pue": "PUE",
    "ready_year": "Ready from",
    "rtt_ms": "Round trip",
    "screened": "In the siting model",
    "served_h100e": "Compute sold, average",
    "share": "Share of the demand",
    "siting_cost_eur": "Siting cost, discounted",
    "siting_estimate_eur_per_mw_year": "Least siting cost at this place, of IT power",
    "state_eur": "Member state",
    "temperature_c": "Temperature",
    "water_m3_per_year": "Water",
    "weight": "Stands for",
    "worst_rtt_ms": "Round trip, worst",
}
_UNITS: Final = {
    "accelerators": "number",
    "alive": "number",
    "blocks": "number",
    "bought": "number",
    "bound": "in the row's unit",
    "busy": "number",
    "day": "number",
    "hour": "hour of the day",
    "lat": "degrees north",
    "lon": "degrees east",
    "month": "1 to 12",
    "percent": "%",
    "period": "number",
    "pue": "facility over IT energy",
    "pue_mean": "facility over IT energy",
    "ready_year": "year",
    "share": "0 to 1",
    "slack": "in the row's unit",
    "value": "in the row's unit",
    "weight": "hours a year",
}
SUFFIXES: Final = (
    ("eur_per_mw_year", "EUR/MW a year"),
    ("eur_per_h100eh", "EUR/H100e-h"),
    ("eur_per_mwh", "EUR/MWh"),
    ("eur_per_year", "EUR a year"),
    ("mwh_per_year", "MWh a year"),
    ("m3_per_year", "m\u00b3 a year"),
    ("t_per_year", "t CO\u2082 a year"),
    ("g_per_kwh", "g CO\u2082/kWh"),
    ("share_of_siting_cost", "0 to 1"),
    ("h100e", "H100e"),
    ("share", "0 to 1"),
    ("eur", "EUR"),
    ("mwh", "MWh"),
    ("mw", "MW"),
    ("ms", "ms"),
    ("c", "\u00b0C"),
)


def unit(column: str) -> str:
    """Return the unit of a column's figures; empty for words and for what has none."""
    if column in TEXT:
        return ""
    named = (name for suffix, name in SUFFIXES if column == suffix or column.endswith(f"_{suffix}"))
    return _UNITS.get(column) or next(named, "")


def label(column: str) -> str:
    """Return a column's name in words, without its unit."""
    if column in _LABELS:
        return _LABELS[column]
    stem = column
    for suffix, _ in SUFFIXES:
        if column.endswith(f"_{suffix}") and suffix != "share":
            stem = column.removesuffix(f"_{suffix}")
            break
    words = re.sub(r"\bit\b", "IT", stem.replace("_", " ")).replace("h100e", "H100e")
    return words[:1].upper() + words[1:]


def heading(column: str) -> str:
    """Return the words with the unit, such as "IT power, MW"."""
    return ", ".join(part for part in (label(column), unit(column)) if part)
