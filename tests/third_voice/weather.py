"""Temperature, cooling and heat of an hour at a site."""

from models.case import Case, Cooling, Hour, Site
from models.settings import Operation


def hours_of(case: Case, site: Site, stage: str) -> tuple[Hour, ...]:
    """Of the site's zone."""
    assert site.zone is not None, "a site without power has no hours"
    return case.hours[stage, site.zone]


def temperature(case: Case, site: Site, hour: Hour) -> float:
    return case.climate[site.site, hour.month] + hour.temperature_anomaly_c


def pue(cooling: Cooling, celsius: float) -> float:
    return cooling.pue_base + cooling.pue_slope_per_c * max(0.0, celsius - cooling.pue_threshold_c)


def peak_pue(site: Site, cooling: Cooling) -> float:
    assert site.design_temperature_c is not None, "a site with power has a design temperature"
    return pue(cooling, site.design_temperature_c)


def mean_pue(case: Case, site: Site, cooling: Cooling, stage: str) -> float:
    hours = hours_of(case, site, stage)
    weighed = sum(h.weight * pue(cooling, temperature(case, site, h)) for h in hours)
    return weighed / sum(h.weight for h in hours)


def water_l_per_kwh(cooling: Cooling, celsius: float) -> float:
    return cooling.wue_l_per_kwh if celsius > cooling.wue_threshold_c else 0.0


def heat_wanted_mw(operation: Operation, site: Site, celsius: float) -> float:
    none, full = operation.heat_no_demand_c, operation.heat_full_demand_c
    return site.heat_network_mw * min(1.0, max(0.0, (none - celsius) / (none - full)))
