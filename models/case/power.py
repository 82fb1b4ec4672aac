"""Power: bidding zones, their carbon, their hours, and the ways to power a site besides the grid."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from models.bounds import (
    EurPerMwh,
    EurPerMwYear,
    GramsPerKwh,
    HourWeight,
    LeaseMw,
    Month,
    Number,
    Output,
    Part,
    Share,
    StorageHours,
    SupplyKind,
)


@dataclass(frozen=True, slots=True)
class Zone:
    """An electricity bidding zone; delivered price = day-ahead (hourly) + the three adders."""

    zone: str
    state: str
    network_eur_per_mwh: EurPerMwh = 0.0
    levies_eur_per_mwh: EurPerMwh = 0.0
    electricity_tax_eur_per_mwh: EurPerMwh = 0.0
    demand_charge_eur_per_mw_year: EurPerMwYear = 0.0


@dataclass(frozen=True, slots=True)
class Carbon:
    """Carbon of a zone's grid power (a table of its own: its sources are share-alike)."""

    zone: str
    carbon_g_per_kwh: GramsPerKwh
    carbon_free_share: Share


@dataclass(frozen=True, slots=True)
class Supply:
    """A way to power a site of the zone besides the grid. At most one row per zone and kind."""

    zone: str
    supply: SupplyKind
    yearly_eur_per_mw: EurPerMwYear
    """Yearly lease (PPA: expected output x price)."""
    limit_mw: LeaseMw | None = None
    """Largest lease per site; None means no limit."""
    efficiency: Part = 1.0
    """Battery: round trip."""
    duration_h: StorageHours = 4.0
    """Battery: energy over power."""
    variable_eur_per_mwh: EurPerMwh = 0.0
    """Backup: fuel and upkeep."""
    carbon_g_per_kwh: GramsPerKwh = 0.0


@dataclass(frozen=True, slots=True)
class Hour:
    """A representative hour of a zone. The weights of a stage add to ``hours_per_year``."""

    stage: str
    zone: str
    period: Number
    day: Number
    hour: Annotated[int, Ge(0), Le(23)]
    month: Month
    weight: HourWeight
    price_eur_per_mwh: Annotated[float, Ge(-500), Le(5000)]
    wind: Output
    solar: Output
    temperature_anomaly_c: Annotated[float, Ge(-40), Le(40)]
