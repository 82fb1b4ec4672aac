"""Distances, round trips and which site may serve which demand."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from models.case import EU_POOL, Case, Region, Site, Workload

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance by the haversine formula, km; arguments in degrees."""
    phi, other_phi = radians(lat), radians(other_lat)
    a = sin((other_phi - phi) / 2) ** 2 + cos(phi) * cos(other_phi) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(a)))


def round_trip_ms(case: Case, region: Region, site: Site) -> float | None:
    """Round trip: the ``links`` table where it says, else the fitted line; None without coordinates."""
    link = case.links.get((region.region, site.site))
    if link is not None and link.rtt_ms is not None:
        return link.rtt_ms
    if region.lat is None or region.lon is None or site.lat is None or site.lon is None:
        return None
    km = great_circle_km(region.lat, region.lon, site.lat, site.lon)
    return case.operation.rtt_intercept_ms + case.operation.rtt_slope_ms_per_km * km


@dataclass(frozen=True, slots=True)
class ServiceLink:
    """One site that may serve one region's demand of a workload."""

    site: str
    rtt_ms: float | None
    surcharge_eur_per_h100eh: float
    cost_eur_per_h100e_year: float


def residency_surcharge(case: Case, workload: Workload, region: Region, site: Site) -> float | None:
    """Surcharge for processing resident demand abroad, EUR per H100e-hour; None where it is not accepted."""
    if not workload.resident or region.state == site.state or not case.residency:
        return 0.0
    return case.residency.get((region.state, site.state))


def service_links(case: Case, workload: Workload, region_name: str) -> tuple[ServiceLink, ...]:
    """The sites within the workload's round trip and residency, in the order of the sites table.

    Where a case gives a ``links`` table, a pair that stands neither in it nor has coordinates is no link.
    """
    if region_name == EU_POOL:
        return tuple(ServiceLink(s, None, 0.0, 0.0) for s in case.sites)
    region = case.regions[region_name]
    found = (_link(case, workload, region, site) for site in case.sites.values())
    return tuple(link for link in found if link is not None)


def _link(case: Case, workload: Workload, region: Region, site: Site) -> ServiceLink | None:
    rtt = round_trip_ms(case, region, site)
    row = case.links.get((region.region, site.site))
    if rtt is None and row is None:
        return None
    if workload.max_rtt_ms is not None and (rtt is None or rtt > workload.max_rtt_ms):
        return None
    surcharge = residency_surcharge(case, workload, region, site)
    if surcharge is None:
        return None
    return ServiceLink(site.site, rtt, surcharge, 0.0 if row is None else row.cost_eur_per_h100e_year)
