"""What a case decides besides its tables: policy, operation, the rules of states, and how it asks to be solved.

An optional field that is ``None`` switches its limit off.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le

from models.bounds import (
    BlockMw,
    Budget,
    Celsius,
    Count,
    EurPerGbpsYear,
    EurPerKm,
    EurPerM3,
    EurPerMw,
    EurPerMwh,
    EurPerTonne,
    H100e,
    LargestPue,
    M3PerYear,
    Ms,
    MsPerKm,
    Mw,
    Part,
    PriceSlope,
    Ratio,
    Seconds,
    Share,
    Staff,
    StaffPerMw,
    StepMw,
    TonnesPerYear,
    YearHours,
    YearlyShare,
    Years,
)


@dataclass(frozen=True, slots=True)
class StateRules:
    """National conditions (from ``rules`` with the state as scope)."""

    max_pue: LargestPue | None = None
    """Largest yearly mean PUE of a new site."""
    min_heat_reuse_share: Share = 0.0
    """Least share of IT energy sold as heat."""
    connection_deposit_eur_per_mw: EurPerMw = 0.0
    """Paid with the connection, per MW of facility peak."""
    min_dispatchable_share: Ratio = 0.0
    """Back-up plus battery power over peak import."""
    min_new_renewable_share: Share = 0.0
    """Wind and solar PPA energy used over the facility's energy, yearly."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and switches: ``[policy]`` of case.toml, or ``rules`` rows of scope EU."""

    max_sites: Count | None = None
    min_sites: Count | None = None
    """Sites open in the last stage, at least."""
    max_sites_per_state: Count | None = None
    max_states: Count | None = None
    min_states: Count | None = None
    block_it_mw: BlockMw = 10.0
    min_it_mw: Mw = 0.0
    """Least built IT power of an open site."""
    gigafactory_minimum: H100e = 0.0
    """Least size of an open site in every stage, in the next field's unit."""
    gigafactory_unit: Literal["accelerators", "h100e"] = "accelerators"
    max_state_share: Share | None = None
    """Largest share of built IT power in one state, every stage."""
    max_share_of_state_peak: Ratio | None = None
    """Facility peak of all new sites in a state over the state's peak load."""
    carbon_cap_t_per_year: TonnesPerYear | None = None
    carbon_account: Literal["location", "hourly"] = "location"
    """Which account the cap and the carbon price bind."""
    carbon_price_eur_per_t: EurPerTonne = 0.0
    """On top of the emissions price inside wholesale prices."""
    water_cap_m3_per_year: M3PerYear | None = None
    capital_cap_eur: Budget | None = None
    """All capital of all sites and stages."""
    carbon_free_share: Share | None = None
    """Least hourly-matched carbon-free share of each site's facility energy."""
    grid_carbon_free_counts: bool = True
    """Whether the zone's own carbon-free share counts towards it."""
    moved_load_share: Share = 0.0
    """Share of the IT draw that may move within its day."""
    lost_compute_eur_per_mwh: EurPerMwh | None = None
    """Price of stopping accelerators, per MWh of IT energy; None forbids it."""
    max_lost_compute_share: Share = 0.02
    """Largest share of a site's yearly IT energy that may be lost: what is served must really run."""
    price_slope_eur_per_mwh_per_gw: PriceSlope = 0.0
    """Rise of a zone's price with the fleet's new load in it."""
    price_slope_step_mw: StepMw = 200.0
    """Breakpoints of its piecewise-linear cost."""
    price_slope_steps: Annotated[int, Ge(1), Le(100)] = 10
    risk_pass_through: Share = 0.5
    """Share of the country premium that reaches private equity."""
    state_match_ratio: Ratio = 0.0
    """Host state's money over the EU's, per site, at least."""
    private_min_share: Share | None = None
    """Equity and loans over capital, per site, at least."""
    max_leverage: Share | None = None
    """Loans over capital, per site, at most."""
    programme_budget_eur: Budget | None = None
    """EU and state money together, all sites and stages."""
    access_levels: tuple[Share, ...] = ()
    """Levels sigma of public access tied to public money; empty switches it off."""
    n_minus_1: bool = False
    single_source: bool = False
    """Whether one site serves all of a region's demand of a workload, if it is served at all: stage by stage."""


@dataclass(frozen=True, slots=True)
class Operation:
    """``[operation]``: utilisation, upkeep, staff, network, water. Fleet-wide figures."""

    load_factor: Part = 0.85
    """Average over nameplate IT power."""
    availability: Part = 0.95
    utilisation: Part = 0.8
    utilisation_first_year: Part = 0.5
    it_upkeep_share: YearlyShare = 0.035
    """Yearly, of the price of the accelerators alive."""
    facility_upkeep_share: YearlyShare = 0.03
    """Yearly, of the capital of the facility."""
    facility_life_years: Years = 20.0
    connection_life_years: Years = 40.0
    line_eur_per_km: EurPerKm = 0.0
    staff_per_mw: StaffPerMw = 0.5
    """Full-time staff per MW of built IT power."""
    staff_per_site: Staff = 80.0
    hours_per_staff_year: YearHours = 1700.0
    land_rent_share: YearlyShare = 0.05
    """Yearly rent over land value."""
    transit_eur_per_gbps_year: EurPerGbpsYear = 0.0
    water_eur_per_m3: EurPerM3 = 0.0
    rtt_intercept_ms: Ms = 6.31
    rtt_slope_ms_per_km: MsPerKm = 0.0171
    heat_full_demand_c: Celsius = -5.0
    """At or below it a heat network asks for all of ``heat_network_mw``."""
    heat_no_demand_c: Celsius = 15.0


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """``[solve]``: how the case asks to be solved; command-line options override."""

    gap: Share = 0.0005
    time_limit_s: Seconds | None = None
    screen_sites: Annotated[int, Ge(1), Le(1_000_000)] | None = None
    """Candidates that enter the siting model; None means all."""
