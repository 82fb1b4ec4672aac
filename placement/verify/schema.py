"""The columns of a run's tables: docs/run-format.md as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a run."""

    file: str
    key: tuple[str, ...]
    """Columns that name a row; no two rows share them."""
    text: tuple[str, ...]
    numbers: tuple[str, ...]
    may_be_empty: frozenset[str] = frozenset()
    """Columns in which an empty cell means "none"."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns."""
        return self.text + self.numbers


def _table(file: str, key: str, text: str, numbers: str, may_be_empty: str = "") -> Table:
    return Table(file, tuple(key.split()), tuple(text.split()), tuple(numbers.split()), frozenset(may_be_empty.split()))


SITE_FIGURES = """it_mw facility_peak_mw facility_mean_mw pue_mean accelerators h100e served_h100e headroom_firm_mw
    headroom_non_firm_mw delivered_eur_per_mwh energy_price_eur_per_mwh network_eur_per_mwh levies_eur_per_mwh
    electricity_tax_eur_per_mwh energy_mwh_per_year ppa_share carbon_free_share
    carbon_location_t_per_year carbon_market_t_per_year carbon_hourly_t_per_year water_m3_per_year heat_mwh_per_year
    capital_eur eu_eur state_eur equity_eur loan_eur grant_eur_per_h100eh lcoc_installed_eur_per_h100eh
    lcoc_sold_eur_per_h100eh cost_eur siting_cost_eur"""

SITES = _table(
    "sites.csv",
    "site",
    "site name state zone site_type opened_stage cooling",
    "lat lon " + SITE_FIGURES,
    "zone cooling lat lon " + SITE_FIGURES,
)
CAPACITY = _table(
    "capacity.csv",
    "stage site cooling",
    "stage site cooling",
    "blocks it_mw facility_peak_mw it_draw_mw",
    "cooling blocks it_mw facility_peak_mw it_draw_mw",
)
ACCELERATORS = _table(
    "accelerators.csv",
    "stage site cooling accelerator",
    "stage site cooling accelerator",
    "bought alive",
)
WORK = _table("work.csv", "stage site accelerator kind", "stage site accelerator kind", "busy")
SERVICE = _table(
    "service.csv",
    "stage workload region site",
    "stage workload region site",
    "share h100e rtt_ms",
    "site rtt_ms",
)
SUPPLY = _table("supply.csv", "stage site cooling supply", "stage site cooling supply", "leased_mw energy_mwh_per_year")
DISPATCH = _table(
    "dispatch.parquet",
    "stage site cooling period day hour",
    "stage site cooling",
    """period day hour month weight price_eur_per_mwh temperature_c pue headroom_mw it_load_mw moved_mw lost_mw
    facility_mw grid_mw wind_mw solar_mw baseload_mw backup_mw clean_charge_mw grid_charge_mw clean_discharge_mw
    grid_discharge_mw clean_level_mwh grid_level_mwh heat_mw""",
)
FUNDING = _table("funding.csv", "stage site asset funder", "stage site asset funder", "eur")
ACCESS = _table("access.csv", "site", "site", "access_level")
LIMITS = _table("limits.csv", "limit scope stage", "limit scope stage unit", "value bound slack", "scope stage unit")
COSTS = _table("costs.csv", "term stage site", "term stage site", "eur_per_year eur", "site")
EVIDENCE = _table(
    "evidence.csv",
    "table column",
    "table column evidence source vintage terms",
    "eur share_of_siting_cost",
    "source vintage",
)

ALWAYS = (SITES, CAPACITY, ACCELERATORS, WORK, SERVICE, SUPPLY, DISPATCH, FUNDING, LIMITS, COSTS, EVIDENCE)
OTHER_FILES = ("summary.json", "plan.geojson", "manifest.json", "map.html", "solver.log")
