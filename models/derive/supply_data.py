"""All that one site's supply problem knows: plain numbers for one (site, cooling, stage)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.bounds import SupplyKind
from models.case import Case, Site, Supply
from models.derive.headroom import usable_headroom_mw
from models.derive.options import it_bound_mw
from models.derive.thermal import (
    heat_network_demand_mw,
    power_usage_effectiveness,
    temperature_c,
    water_usage_effectiveness,
)
from models.derive.zone_series import ZoneSeries
from models.settings import StateRules

Hourly = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SupplyData:
    """Numbers of the supply problem; arrays have one entry per representative hour."""

    series: ZoneSeries
    temperature_c: Hourly
    pue: Hourly
    wue_l_per_kwh: Hourly
    headroom_mw: Hourly
    heat_demand_mw: Hourly
    network_and_levies_eur_per_mwh: float
    electricity_tax_eur_per_mwh: float
    demand_charge_eur_per_mw_year: float
    carbon_g_per_kwh: float
    matched_grid_share: float
    """Share of grid power that counts as carbon-free."""
    supplies: dict[SupplyKind, Supply]
    heat_share: float
    heat_price_eur_per_mwh: float
    water_m3_per_year: float | None
    rules: StateRules
    mean_pue: float
    most_it_draw_mw: float
    """Average IT draw of the largest site that can be built here; its curve is of no interest beyond."""


def supply_data(case: Case, site: Site, cooling_name: str, stage_name: str, series: ZoneSeries) -> SupplyData:
    """Collect the numbers of one (site, cooling, stage).

    ``series`` is the (stage, zone) of the site, handed in so that sites of a zone share it.
    """
    if site.zone is None:
        raise ValueError(f"site {site.site} has no zone: an abstract site has no supply")
    zone, carbon, cooling = case.zones[site.zone], case.carbon[site.zone], case.cooling[cooling_name]
    stage = next(t for t in case.stages if t.stage == stage_name)
    temperature = temperature_c(case, site, series)
    pue = power_usage_effectiveness(cooling, temperature)
    return SupplyData(
        series=series,
        temperature_c=temperature,
        pue=pue,
        wue_l_per_kwh=water_usage_effectiveness(cooling, temperature),
        headroom_mw=usable_headroom_mw(case, site, stage, series),
        heat_demand_mw=heat_network_demand_mw(case, site, temperature),
        network_and_levies_eur_per_mwh=zone.network_eur_per_mwh + zone.levies_eur_per_mwh,
        electricity_tax_eur_per_mwh=zone.electricity_tax_eur_per_mwh,
        demand_charge_eur_per_mw_year=zone.demand_charge_eur_per_mw_year,
        carbon_g_per_kwh=carbon.carbon_g_per_kwh,
        matched_grid_share=carbon.carbon_free_share if case.policy.grid_carbon_free_counts else 0.0,
        supplies={s.supply: s for (z, _), s in case.supplies.items() if z == site.zone},
        heat_share=cooling.heat_share,
        heat_price_eur_per_mwh=site.heat_price_eur_per_mwh,
        water_m3_per_year=site.water_m3_per_year,
        rules=case.state_rules.get(site.state, StateRules()),
        mean_pue=float(np.average(pue, weights=series.weight)),
        most_it_draw_mw=case.operation.load_factor * it_bound_mw(case, site, cooling, stage),
    )
