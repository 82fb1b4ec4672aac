"""How temperature drives power and water use."""

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Cooling, Site
from models.derive.zone_series import ZoneSeries

Hourly = NDArray[np.float64]


def temperature_c(case: Case, site: Site, series: ZoneSeries) -> Hourly:
    """Dry-bulb temperature by hour: the site's monthly mean plus the zone's hourly anomaly."""
    monthly = np.array([case.climate[site.site, month] for month in range(1, 13)])
    return np.asarray(monthly[series.month - 1] + series.temperature_anomaly_c)


def power_usage_effectiveness(cooling: Cooling, temperature: Hourly | float) -> Hourly:
    """PUE(T) = base + slope max(0, T - threshold): free cooling below the threshold, a slope above."""
    return np.asarray(
        cooling.pue_base + cooling.pue_slope_per_c * np.maximum(0.0, temperature - cooling.pue_threshold_c)
    )


def water_usage_effectiveness(cooling: Cooling, temperature: Hourly) -> Hourly:
    """WUE(T) in L/kWh of IT energy: evaporation runs above its threshold only."""
    return np.where(temperature > cooling.wue_threshold_c, cooling.wue_l_per_kwh, 0.0)


def peak_pue(site: Site, cooling: Cooling) -> float:
    """PUE on the design day, which sizes connection and plant."""
    if site.design_temperature_c is None:
        raise ValueError(f"site {site.site} has no design temperature")
    return float(power_usage_effectiveness(cooling, site.design_temperature_c))


def mean_pue(case: Case, site: Site, cooling: Cooling, series: ZoneSeries) -> float:
    """Yearly mean PUE, weighted by the hours."""
    pue = power_usage_effectiveness(cooling, temperature_c(case, site, series))
    return float(np.average(pue, weights=series.weight))


def heat_network_demand_mw(case: Case, site: Site, temperature: Hourly) -> Hourly:
    """What the heat network would take, MW: linear between no demand and full demand."""
    o = case.operation
    share = (o.heat_no_demand_c - temperature) / (o.heat_no_demand_c - o.heat_full_demand_c)
    return np.asarray(site.heat_network_mw * np.clip(share, 0.0, 1.0))
