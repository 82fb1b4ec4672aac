"""What was decided, in the user's units: EUR, MW, accelerators, H100e."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Hourly: TypeAlias = NDArray[np.float64]
"""One figure per representative hour, in the order of the hourly table."""

Option: TypeAlias = tuple[str, str, str]
"""(site, cooling, stage)."""


@dataclass(frozen=True, eq=False)
class SitePower:
    """The supply of one open (site, cooling, stage)."""

    peak_import_mw: float
    leases_mw: Mapping[str, float]
    hourly: Mapping[str, Hourly]
    """MW (levels MWh) by column of dispatch.parquet that the optimiser decides."""


@dataclass(frozen=True, slots=True)
class CostRow:
    """One term in one stage at one site; ``site`` is empty where the term belongs to none."""

    term: str
    stage: str
    site: str
    eur_per_year: float


@dataclass(frozen=True, eq=False)
class Decisions:
    """The plan in numbers; only what is open and not zero."""

    cooling: Mapping[tuple[str, str], str]
    """(site, stage) of every open site -> its cooling; empty text for a site without power."""
    blocks: Mapping[Option, int]
    it_draw_mw: Mapping[Option, float]
    bought: Mapping[tuple[str, str, str, str], float]
    """(accelerator, site, cooling, stage) -> accelerators."""
    alive: Mapping[tuple[str, str, str, str], float]
    busy: Mapping[tuple[str, str, str, str], float]
    """(accelerator, site, kind, stage) -> busy accelerators at that kind of work."""
    serve: Mapping[tuple[str, str, str, str], float]
    """(workload, region, site, stage) -> share of the region's demand."""
    unmet: Mapping[tuple[str, str, str], float]
    """(workload, region, stage) -> share of the region's demand."""
    pay_eur: Mapping[tuple[str, str, str, str], float]
    """(funder, site, asset, stage) -> EUR."""
    access_level: Mapping[str, float]
    power: Mapping[Option, SitePower]
    costs: tuple[CostRow, ...]
