"""Which site may serve which demand, and what the link costs."""

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from models.case import EU_POOL, Case, Site

EARTH_KM = 6371.0088


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Along the great circle."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def round_trip_ms(case: Case, region: str, site: Site) -> float:
    link, home = case.links.get((region, site.site)), case.regions[region]
    if link is not None and link.rtt_ms is not None:
        return link.rtt_ms
    assert None not in (home.lat, home.lon, site.lat, site.lon), "a pair without a round trip has places"
    km = distance_km(home.lat or 0.0, home.lon or 0.0, site.lat or 0.0, site.lon or 0.0)
    return case.operation.rtt_intercept_ms + case.operation.rtt_slope_ms_per_km * km


def may_serve(case: Case, workload: str, region: str, site: Site) -> bool:
    """Within the round trip, and accepted by the region's state where the workload is resident."""
    if region == EU_POOL:
        return True
    asked, home = case.workloads[workload], case.regions[region].state
    if asked.max_rtt_ms is not None and round_trip_ms(case, region, site) > asked.max_rtt_ms:
        return False
    accepted = not case.residency or home == site.state or (home, site.state) in case.residency
    return accepted or not asked.resident


def surcharge_eur_per_h100eh(case: Case, workload: str, region: str, site: Site) -> float:
    if region == EU_POOL or not case.workloads[workload].resident:
        return 0.0
    home = case.regions[region].state
    return 0.0 if home == site.state else case.residency.get((home, site.state), 0.0)


def link_eur_per_h100e_year(case: Case, region: str, site: Site) -> float:
    link = case.links.get((region, site.site))
    return 0.0 if link is None else link.cost_eur_per_h100e_year


def wanted(case: Case) -> Iterator[tuple[str, str, str, float]]:
    """(workload, region, stage, thousand H100e) of all demand above none."""
    for (workload, region, stage), h100e in case.demand.items():
        if h100e > 0:
            yield workload, region, stage, h100e / 1e3
