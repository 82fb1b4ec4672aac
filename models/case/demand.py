"""Demand: workloads, what each region wants of them, where it may be served, and how far that is."""

from dataclasses import dataclass

from models.bounds import EurPerH100eYear, EurPerHour, Gbps, H100e, Kind, LongestMs, Ms, Share, YearOrNone

EU_POOL = "EU"
"""The region of demand that any site may serve: workloads with no latency limit, anywhere in the Union."""


@dataclass(frozen=True, slots=True)
class Workload:
    """A class of demand."""

    workload: str
    kind: Kind
    """Which H100e rating of an accelerator counts."""
    max_rtt_ms: LongestMs | None = None
    coverage_share: Share = 1.0
    """Least share of the workload's demand, over all regions, that must be served."""
    resident: bool = False
    """Bound by the ``residency`` table."""
    public_access: bool = False
    unmet_eur_per_h100eh: EurPerHour | None = None
    """Price of unmet demand; None forbids unmet demand beyond ``1 - coverage_share``, which is then free."""
    unmet_fall_per_year: Share = 0.0
    """Yearly fall of that price."""
    unmet_price_year: YearOrNone = 0
    """Year at which that price holds."""
    gbps_per_1000_h100e: Gbps = 0.0
    critical_share: Share = 0.0
    """Share of demand that must survive the loss of any one site (inference workloads only)."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Busy compute wanted: average H100e at work, i.e. H100e-hours sold per year / hours_per_year."""

    region: str
    """A region, or ``EU`` for a workload without latency and residency limits."""
    workload: str
    stage: str
    h100e: H100e


@dataclass(frozen=True, slots=True)
class Residency:
    """``accepted_state`` may process the resident demand of ``state``, at a surcharge."""

    state: str
    accepted_state: str
    surcharge_eur_per_h100eh: EurPerHour = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A measured or given pair; overrides the distance fit."""

    region: str
    site: str
    rtt_ms: Ms | None = None
    cost_eur_per_h100e_year: EurPerH100eYear = 0.0
