"""headroom.csv and ready years. Nobody publishes headroom: every MW here is a stated estimate from proxies.

Screening figures, not a connection offer.
"""

from dataclasses import dataclass

import numpy as np

from inputs.recipe.place import SWEDEN_SOUTH_EDGE, kilometres
from inputs.recipe.spots import Spot
from models.case import Headroom

NOW = 2026
"""Waits of city areas count from here."""

FILED = 2025
"""Brownfields, hosts and campuses: the connection stands or its request was filed by then (assumed)."""


@dataclass(frozen=True)
class Wait:
    """Years from request to energisation, and the curtailed hours of a non-firm connection (hours assumed)."""

    low: int
    high: int
    non_firm_hours: float


NORDIC_IBERIAN = Wait(3, 5, 250.0)
CENTRAL_EASTERN = Wait(4, 6, 400.0)
GERMANY = Wait(5, 8, 500.0)
LEGACY_HUB = Wait(7, 10, 600.0)
FAST_TRACK = Wait(2, 3, 150.0)
FRANCE = Wait(4, 6, 200.0)

WAITS = {"FI": NORDIC_IBERIAN, "SE": NORDIC_IBERIAN, "DK": NORDIC_IBERIAN, "ES": NORDIC_IBERIAN, "PT": NORDIC_IBERIAN,
         "DE": GERMANY, "IE": GERMANY, "NL": LEGACY_HUB, "FR": FRANCE}  # fmt: skip
"""State -> wait; other states take that of central and eastern Europe. The conditions give ranges for the Nordics,
Iberia, central and eastern states, Germany, hubs and France's fast track; FR's ordinary queue and BE, LU, IT, GR, CY,
MT at 4-6 years and IE outside Dublin at 5-8 are assumed."""

FAST_TRACK_SITES = frozenset({"fr-dunkirk", "fr-fouju", "fr-bruyeres-le-chatel-host"})
HUBS = ((53.35, -6.26, 60.0), (50.11, 8.68, 50.0))
"""Dublin and Frankfurt: lat, lon, radius in km (radii assumed)."""

LARGEST_ESTIMATE_MW = 450.0
LARGEST_BROWNFIELD_MW = 600.0
BROWNFIELD_SHARE = 0.8
"""Share of a plant's listed capacity that a data centre may draw (assumed: reactive power and the grid's own need)."""

HOST_FLOOR_MW = 350.0
"""Hosts were chosen with room to grow: at least this where 380 kV is within 35 km (assumed)."""

NORTHERN_SURPLUS_MW = 150.0
"""Added north of the SE2/SE3 cut where 380 kV is within 50 km: hydro and wind exceed local load by far (assumed)."""

SECOND_TRANCHE = 0.3
SECOND_TRANCHE_AFTER = 4
NON_FIRM = 0.25
"""A second tranche four years on, and a non-firm part, as shares of the estimate (assumed)."""


def distance_factor(km: float) -> float:
    """Share of nearby grid strength that reaches a site this far from 380 kV (assumed)."""
    return 1.0 if km < 10 else 0.85 if km < 25 else 0.6 if km < 50 else 0.25


def proxy_mw(spot: Spot) -> float:
    """80 MW, 40 for each of up to six 380 kV substations within 50 km, 15 per GW of plant within 100 km up to 12 GW."""
    strength = 80 + 40 * min(spot.substations_50km, 6) + 0.015 * min(spot.plant_mw_100km, 12_000)
    north = spot.state == "SE" and spot.lat >= dict(SWEDEN_SOUTH_EDGE)["SE2"] and spot.km_to_380kv <= 50
    surplus = NORTHERN_SURPLUS_MW if north else 0.0
    return float(min(LARGEST_ESTIMATE_MW, strength * distance_factor(spot.km_to_380kv) + surplus))


def estimated_firm_mw(spot: Spot) -> float:
    """The stated estimate of firm headroom, to 5 MW."""
    estimate = proxy_mw(spot)
    if spot.site_type == "brownfield" and spot.connection_mw is not None:
        estimate = min(LARGEST_BROWNFIELD_MW, BROWNFIELD_SHARE * spot.connection_mw)
    elif spot.connection_mw is not None:
        estimate = spot.connection_mw
    elif spot.site_type == "ai-factory-host" and spot.km_to_380kv <= 35:
        estimate = max(estimate, HOST_FLOOR_MW)
    return 5.0 * round(estimate / 5)


def in_hub(spot: Spot) -> bool:
    """Whether the site lies in a legacy hub."""
    return any(
        kilometres(spot.lat, spot.lon, np.array([lat]), np.array([lon]))[0] <= radius for lat, lon, radius in HUBS
    )


def wait(spot: Spot) -> Wait:
    """The queue the site stands in."""
    if spot.site in FAST_TRACK_SITES:
        return FAST_TRACK
    return LEGACY_HUB if in_hub(spot) else WAITS.get(spot.state, CENTRAL_EASTERN)


def ready_year(spot: Spot) -> int:
    """First year with power.

    City areas: 2026 + a wait inside the queue's range, shorter where the grid is stronger. Fast track: 2026 + 2.
    Others: 2025 + the low end. A brownfield waits for its first unit to close.
    """
    queue = wait(spot)
    if queue is FAST_TRACK:
        return NOW + queue.low
    if spot.site_type != "city-area":
        return max(FILED + queue.low, spot.free_year)
    strength = min(max((proxy_mw(spot) - 100) / 300, 0.0), 1.0)
    return NOW + queue.high - round(strength * (queue.high - queue.low))


def headroom(spot: Spot) -> list[Headroom]:
    """Two dated tranches: the estimate with its non-firm part, then the reinforcement."""
    year, estimate, hours = ready_year(spot), estimated_firm_mw(spot), wait(spot).non_firm_hours
    first_firm = estimate if spot.site_type == "campus" else None
    return [
        Headroom(spot.site, year, first_firm, round(NON_FIRM * estimate), hours),
        Headroom(spot.site, year + SECOND_TRANCHE_AFTER, float(round(SECOND_TRANCHE * estimate)), 0.0, 0.0),
    ]
