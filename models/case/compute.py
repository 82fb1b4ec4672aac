"""Compute: accelerators, and the cooling that suits them."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from models.bounds import (
    Celsius,
    EachH100e,
    EurPerMw,
    EurPerUnit,
    HeatCelsius,
    Kw,
    LitresPerKwh,
    PueSlope,
    Share,
    Units,
    Years,
)


@dataclass(frozen=True, slots=True)
class Accelerator:
    """A generation of accelerators."""

    accelerator: str
    it_kw: Kw
    """IT power of one accelerator with its share of CPU, network and storage."""
    price_eur: EurPerUnit
    life_years: Years
    first_stage: str
    supply_per_stage: Units | None
    """World supply open to the programme, accelerators per stage; None means no limit."""
    h100e_training: EachH100e
    h100e_inference: EachH100e
    rack_kw: Kw


@dataclass(frozen=True, slots=True)
class AcceleratorCooling:
    """``cooling`` suits the racks of ``accelerator``."""

    accelerator: str
    cooling: str


@dataclass(frozen=True, slots=True)
class Cooling:
    """A cooling technology with the facility around it.

    PUE(T) = pue_base + pue_slope_per_c * max(0, T - pue_threshold_c);
    WUE(T) = wue_l_per_kwh if T > wue_threshold_c else 0 (litres per kWh of IT energy).
    """

    cooling: str
    capital_eur_per_mw: EurPerMw
    """Facility capital per MW of IT power, before the state's construction index."""
    pue_base: Annotated[float, Ge(1), Le(3)]
    pue_threshold_c: Celsius
    pue_slope_per_c: PueSlope
    wue_l_per_kwh: LitresPerKwh = 0.0
    wue_threshold_c: Celsius = 0.0
    heat_share: Share = 0.0
    """Share of IT energy that leaves as saleable heat."""
    heat_c: HeatCelsius | None = None
