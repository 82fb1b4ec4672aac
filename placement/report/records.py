"""Rows of a run's tables (docs/run-format.md), typed. Every field may be missing; the report then leaves it out."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from placement.map.fields import AsList, AsObject, Number, Record
from placement.map.text import clean


@cache
def _clean(text: str) -> str:
    """Clean a text once: the same few thousand names fill the tables."""
    return clean(text)


def _text(value: Any) -> str:
    return "" if value is None else _clean(str(value))


Text = Annotated[str, BeforeValidator(_text)]


class SiteStage(Record):
    """A chosen site in one stage."""

    stage: Text = ""
    it_mw: Number = None
    facility_peak_mw: Number = None
    accelerators: Number = None
    h100e: Number = None
    headroom_firm_mw: Number = None
    headroom_non_firm_mw: Number = None


class Site(Record):
    """A chosen site: the columns of sites.csv, and what plan.geojson says more of it."""

    site: Text = ""
    name: Text = ""
    state: Text = ""
    zone: Text = ""
    opened_stage: Text = ""
    cooling: Text = ""
    it_mw: Number = None
    facility_peak_mw: Number = None
    facility_mean_mw: Number = None
    pue_mean: Number = None
    accelerators: Number = None
    h100e: Number = None
    served_h100e: Number = None
    headroom_firm_mw: Number = None
    headroom_non_firm_mw: Number = None
    delivered_eur_per_mwh: Number = None
    energy_price_eur_per_mwh: Number = None
    network_eur_per_mwh: Number = None
    levies_eur_per_mwh: Number = None
    electricity_tax_eur_per_mwh: Number = None
    energy_mwh_per_year: Number = None
    ppa_share: Number = None
    carbon_free_share: Number = None
    carbon_location_t_per_year: Number = None
    carbon_market_t_per_year: Number = None
    carbon_hourly_t_per_year: Number = None
    water_m3_per_year: Number = None
    heat_mwh_per_year: Number = None
    capital_eur: Number = None
    eu_eur: Number = None
    state_eur: Number = None
    equity_eur: Number = None
    loan_eur: Number = None
    grant_eur_per_h100eh: Number = None
    lcoc_installed_eur_per_h100eh: Number = None
    lcoc_sold_eur_per_h100eh: Number = None
    cost_eur: Number = None
    siting_cost_eur: Number = None
    siting_estimate_eur_per_mw_year: Number = None
    siting_terms_eur: Annotated[Mapping[Text, Number], AsObject] = {}
    supply_mwh_per_year: Annotated[Mapping[Text, Number], AsObject] = {}
    by_stage: Annotated[tuple[SiteStage, ...], AsList] = ()

    @property
    def label(self) -> str:
        """Its name, else its id."""
        return self.name or self.site


class StageHeadroom(Record):
    """What a candidate's connection may carry in a stage, MW."""

    stage: Text = ""
    firm_mw: Number = None
    non_firm_mw: Number = None


class Candidate(Record):
    """A candidate that was not chosen."""

    site: Text = ""
    name: Text = ""
    state: Text = ""
    ready_year: Number = None
    screened: bool | None = None
    headroom_by_stage: Annotated[tuple[StageHeadroom, ...], AsList] = ()
    siting_estimate_eur_per_mw_year: Number = None


class State(Record):
    """A member state."""

    state: Text = ""
    name: Text = ""
    public_money_eur: Number = None
    carbon_g_per_kwh: Number = None
    public_money_budget_eur: Number = None


class Region(Record):
    """A region of demand."""

    region: Text = ""
    state: Text = ""


class Limit(Record):
    """A row of limits.csv."""

    limit: Text = ""
    scope: Text = ""
    stage: Text = ""
    value: Number = None
    bound: Number = None
    slack: Number = None
    unit: Text = ""


class Supply(Record):
    """A row of supply.csv."""

    stage: Text = ""
    site: Text = ""
    supply: Text = ""
    leased_mw: Number = None
    energy_mwh_per_year: Number = None


class CostRow(Record):
    """A row of costs.csv; `site` empty: not of one site."""

    term: Text = ""
    stage: Text = ""
    site: Text = ""
    eur_per_year: Number = None


class Discounting(Record):
    """How summary.json discounts."""

    discount_rate: Number = None


class Payment(Record):
    """A row of funding.csv, EUR."""

    stage: Text = ""
    site: Text = ""
    asset: Text = ""
    funder: Text = ""
    eur: Number = None


class Service(Record):
    """A row of service.csv; `site` empty: unmet."""

    stage: Text = ""
    workload: Text = ""
    region: Text = ""
    site: Text = ""
    share: Number = None
    h100e: Number = None
    rtt_ms: Number = None


class EvidenceRow(Record):
    """A row of evidence.csv: an input column and the siting cost that it prices."""

    table: Text = ""
    column: Text = ""
    evidence: Text = ""
    source: Text = ""
    vintage: Text = ""
    terms: Text = ""
    eur: Number = None
    share_of_siting_cost: Number = None


class Forced(Record):
    """How often a site stands among the near-best plans, and what forcing it in costs."""

    site: Text = ""
    chosen: Text = ""
    forced_in_eur: Number = None


class Within(Record):
    """The sites among plans within some per cent of the least cost."""

    percent: Number = None
    sites: Annotated[tuple[Forced, ...], AsList] = ()


class Explained(Record):
    """Why a site was chosen or not, in sentences."""

    site: Text = ""
    text: Annotated[tuple[Text, ...], AsList] = ()


class Manifest(Record):
    """manifest.json: what the run was made from."""

    placement: Text = ""
    case_folder: Text = ""
    inputs: Annotated[Mapping[Text, Text], AsObject] = {}
    overrides: Annotated[tuple[Text, ...], AsList] = ()
    options: Annotated[Mapping[Text, Any], AsObject] = {}
    python: Text = ""
    packages: Annotated[Mapping[Text, Text], AsObject] = {}
