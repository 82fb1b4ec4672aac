"""The records of plan.geojson, typed. Every field may be missing; the map then leaves it out."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import model_validator

from placement.map.fields import AsList, AsObject, Number, Record, Size, Spot, Text

_NONE_WITHOUT_POWER = (
    "it_mw",
    "facility_peak_mw",
    "facility_mean_mw",
    "energy_mwh_per_year",
    "accelerators",
    "capital_eur",
    "eu_eur",
    "state_eur",
    "equity_eur",
    "loan_eur",
    "grant_eur_per_h100eh",
)


def _not_zero(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value != 0 or name not in _NONE_WITHOUT_POWER}


class SiteStage(Size):
    """A chosen site in one stage."""

    stage: Text = ""
    facility_peak_mw: Number = None
    headroom_firm_mw: Number = None
    headroom_non_firm_mw: Number = None


class Site(Size, Spot):
    """A chosen site: the columns of sites.csv and what plan.geojson adds (docs/run-format.md)."""

    site: Text = ""
    zone: Text = ""
    site_type: Text = ""
    opened_stage: Text = ""
    cooling: Text = ""
    facility_peak_mw: Number = None
    facility_mean_mw: Number = None
    pue_mean: Number = None
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

    @model_validator(mode="before")
    @classmethod
    def _without_power(cls, properties: Any) -> Any:
        """An abstract site has neither zone nor power: the zeros that its run writes for them are no figures."""
        if not isinstance(properties, dict) or properties.get("zone") or properties.get("it_mw"):
            return properties
        steps = [_not_zero(step) for step in properties.get("by_stage") or ()]
        placed = {} if properties.get("lat") is not None else {"site_type": ""}  # a default says nothing of nowhere
        return _not_zero(properties) | {"by_stage": steps} | placed


class Headroom(Record):
    """What the grid offers at a candidate in one stage, in MW."""

    stage: Text = ""
    firm_mw: Number = None
    non_firm_mw: Number = None


class Candidate(Spot):
    """A candidate location that was not chosen."""

    site: Text = ""
    zone: Text = ""
    site_type: Text = ""
    ready_year: Number = None
    headroom_mw: Number = None
    max_it_mw: Number = None
    screened: bool | None = None
    siting_estimate_eur_per_mw_year: Number = None
    headroom_by_stage: Annotated[tuple[Headroom, ...], AsList] = ()


class Service(Record):
    """Who serves a workload of a region; `site` empty: unmet."""

    workload: Text = ""
    site: Text = ""
    share: Number = None
    rtt_ms: Number = None


class Region(Spot):
    """A region of demand, last stage."""

    region: Text = ""
    demand_h100e: Number = None
    worst_rtt_ms: Number = None
    mean_rtt_ms: Number = None
    services: Annotated[tuple[Service, ...], AsList] = ()


class State(Record):
    """A member state."""

    state: Text = ""
    name: Text = ""
    delivered_eur_per_mwh: Number = None
    carbon_g_per_kwh: Number = None
    it_mw: Number = None
    public_money_eur: Number = None
    public_money_budget_eur: Number = None
