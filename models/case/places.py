"""Where: member states, candidate sites with their grid and climate, regions of demand, excluded areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import Ge, Le

from models.bounds import (
    BillionEur,
    Budget,
    Celsius,
    EurPerHour,
    EurPerMw,
    EurPerMwh,
    EurPerYear,
    H100e,
    Index,
    Km,
    M3PerYear,
    Million,
    Month,
    Mw,
    PeakMw,
    Points,
    Year,
    YearHours,
    YearOrNone,
)


@dataclass(frozen=True, slots=True)
class State:
    """A member state."""

    state: str
    name: str
    country_premium_pp: Points = 0.0
    """Country risk premium on private equity, percentage points."""
    construction_index: Index = 1.0
    """Cost of the non-IT plant, relative to the reference (1.0)."""
    labour_eur_per_h: EurPerHour = 0.0
    budget_eur: Budget | None = None
    """The state's own money for gigafactories over all stages; None means no limit."""
    peak_load_mw: PeakMw | None = None
    gdp_billion_eur: BillionEur | None = None
    population_million: Million | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A candidate location."""

    site: str
    name: str
    state: str
    zone: str | None = None
    lat: Annotated[float, Ge(-90), Le(90)] | None = None
    lon: Annotated[float, Ge(-180), Le(180)] | None = None
    site_type: str = "city-area"
    ready_year: YearOrNone = 0
    """First year in which the site can be energised."""
    max_it_mw: Mw | None = None
    fixed_cost_eur_per_year: EurPerYear = 0.0
    fibre_eur_per_year: EurPerYear = 0.0
    connection_eur_per_mw: EurPerMw = 0.0
    line_km: Km = 0.0
    """Length of new line to the 380 kV node, km."""
    land_eur_per_mw: EurPerMw = 0.0
    water_m3_per_year: M3PerYear | None = None
    """Yearly water permit; None means no limit."""
    design_temperature_c: Celsius | None = None
    """99th percentile of dry-bulb temperature: sizes connection and cooling plant."""
    estimated_firm_mw: Mw | None = None
    """Stated estimate of firm headroom, used where ``headroom.firm_mw`` is empty."""
    heat_network_mw: Mw = 0.0
    """Peak demand of a heat network that would take the site's heat."""
    heat_price_eur_per_mwh: EurPerMwh = 0.0
    capacity_h100e: H100e | None = None
    """Compute the site offers without accelerators being modelled (abstract cases)."""


@dataclass(frozen=True, slots=True)
class Headroom:
    """A dated tranche of grid connection. Tranches of a site add up."""

    site: str
    year: Year
    firm_mw: Mw | None = None
    """Empty takes the site's ``estimated_firm_mw``; 0 means none."""
    non_firm_mw: Mw = 0.0
    non_firm_hours: YearHours = 0.0
    """Hours a year in which the non-firm part is curtailed: the dearest hours of the zone."""


@dataclass(frozen=True, slots=True)
class Climate:
    """Monthly mean dry-bulb temperature of a site."""

    site: str
    month: Month
    temperature_c: Annotated[float, Ge(-60), Le(60)]


@dataclass(frozen=True, slots=True)
class Region:
    """Where demand arises (NUTS-2)."""

    region: str
    name: str
    state: str
    lat: Annotated[float, Ge(-90), Le(90)] | None = None
    lon: Annotated[float, Ge(-180), Le(180)] | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A polygon in which no site may stand: rings of (lon, lat)."""

    name: str
    geometry: Mapping[str, Any]
    """GeoJSON geometry, Polygon or MultiPolygon."""
