"""The frozen `Case`: everything the mathematics reads, in the units of the input tables.

Each class below is one input table (a row per instance), those of `models.settings` sections of ``case.toml``. The
annotations are the schema: the reader validates against them, so a limit stands in one place.
Money is real EUR of ``Case.currency_year``; power MW; energy MWh; temperature degrees Celsius.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from annotated_types import Ge, Le

from models.bounds import (
    Anything,
    BillionEur,
    Budget,
    Celsius,
    EachH100e,
    EurPerH100eYear,
    EurPerHour,
    EurPerMw,
    EurPerMwh,
    EurPerMwYear,
    EurPerUnit,
    EurPerYear,
    Evidence,
    FunderKind,
    Gbps,
    GramsPerKwh,
    H100e,
    HeatCelsius,
    HourWeight,
    Index,
    Kind,
    Km,
    Kw,
    LeaseMw,
    LitresPerKwh,
    LongestMs,
    M3PerYear,
    Million,
    Month,
    Ms,
    Mw,
    Number,
    Output,
    Part,
    PeakMw,
    Points,
    PueSlope,
    Rate,
    Share,
    StorageHours,
    SupplyKind,
    Units,
    Year,
    YearHours,
    YearOrNone,
    Years,
)
from models.settings import Operation, Policy, SolveSettings, StateRules

EU_POOL = "EU"
"""The region of demand that any site may serve: workloads with no latency limit, anywhere in the Union."""

EVERY_STAGE = "*"
"""In ``hourly.stage`` and ``demand.stage``: the row holds for every stage."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An investment period: investment at its start, the same yearly operation through its years."""

    stage: str
    start_year: Year
    years: Annotated[int, Ge(1), Le(60)]


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


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays."""

    funder: str
    kind: FunderKind
    return_rate: Rate
    max_share: Share = 1.0
    """Largest share of a site's capital, cumulative over stages."""
    budget_eur: Budget | None = None
    """All sites and stages together (private equity: appetite); None means no limit."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A fact of law or programme. ``applied`` rows set the policy field of the same name.

    Scope ``EU`` names a field of `Policy`; scope of a state names a field of `StateRules`.
    """

    rule: str
    scope: str
    value: Anything
    unit: str
    status: str
    effective: str
    source: str
    applied: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the numbers of a column come from."""

    table: str
    column: str
    evidence: Evidence
    source: str
    vintage: str
    licence: str


@dataclass(frozen=True, slots=True)
class Link:
    """A measured or given pair; overrides the distance fit."""

    region: str
    site: str
    rtt_ms: Ms | None = None
    cost_eur_per_h100e_year: EurPerH100eYear = 0.0


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A polygon in which no site may stand: rings of (lon, lat)."""

    name: str
    geometry: Mapping[str, Any]
    """GeoJSON geometry, Polygon or MultiPolygon."""


@dataclass(frozen=True)
class Case:
    """A checked case. Every key is consistent; tables keep the order of their files."""

    name: str
    currency_year: int
    base_year: int
    """Costs are discounted to the start of this year."""
    discount_rate: Rate
    social_rate: Rate
    hours_per_year: float
    stages: tuple[Stage, ...]
    policy: Policy
    operation: Operation
    solve: SolveSettings
    states: Mapping[str, State]
    zones: Mapping[str, Zone]
    carbon: Mapping[str, Carbon]
    sites: Mapping[str, Site]
    headroom: tuple[Headroom, ...]
    climate: Mapping[tuple[str, int], float]
    """(site, month) -> mean temperature in Celsius."""
    regions: Mapping[str, Region]
    workloads: Mapping[str, Workload]
    demand: Mapping[tuple[str, str, str], float]
    """(workload, region, stage) -> busy H100e, scaled by ``[demand] scale``."""
    residency: Mapping[tuple[str, str], float]
    """(state, accepted state) -> surcharge in EUR per H100e-hour; empty accepts every pair at none."""
    accelerators: Mapping[str, Accelerator]
    accelerator_cooling: tuple[tuple[str, str], ...]
    cooling: Mapping[str, Cooling]
    supplies: Mapping[tuple[str, str], Supply]
    """(zone, kind)."""
    hours: Mapping[tuple[str, str], tuple[Hour, ...]]
    """(stage, zone) -> hours in order; stages that share rows share the tuple itself."""
    funders: Mapping[str, Funder]
    state_rules: Mapping[str, StateRules]
    links: Mapping[tuple[str, str], Link]
    """(region, site)."""
    rules: tuple[Rule, ...] = ()
    sources: tuple[Source, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    demand_note: str = ""
    """The demand scenario in words."""
    notes: tuple[str, ...] = ()
    """What was mended in reading the files: rows left out, areas made valid."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def headroom_of(self) -> Mapping[str, tuple[Headroom, ...]]:
        """Tranches of every site that has any, in the order of their file."""
        found: dict[str, list[Headroom]] = {}
        for row in self.headroom:
            found.setdefault(row.site, []).append(row)
        return {site: tuple(rows) for site, rows in found.items()}
