"""sites.csv and climate.csv."""

from inputs.recipe.facts import Facts
from inputs.recipe.grid import estimated_firm_mw, in_hub, ready_year
from inputs.recipe.place import zone_of
from inputs.recipe.spots import Spot
from models.case import Climate, Site

MAX_IT_MW = 450.0
"""Largest campus per site (assumed; 205 to 246 MW is one gigafactory, and headroom binds most sites earlier)."""

CONNECTION_EUR_PER_MW = {
    "brownfield": 100_000.0,
    "ai-factory-host": 200_000.0,
    "campus": 200_000.0,
    "city-area": 250_000.0,
}
HUB_CONNECTION_EUR_PER_MW = 600_000.0
"""Low end of 0.1-0.25-0.6 MEUR/MW where a connection stands, base in city areas, high end in legacy hubs."""

LAND_EUR_PER_MW = {"brownfield": 50_000.0, "ai-factory-host": 100_000.0, "campus": 80_000.0}
"""Within 0.05-0.3 MEUR/MW (assumed); city areas by population below."""

FIBRE_BASE_EUR, FIBRE_TOP_EUR = 1_000_000.0, 3_000_000.0
"""1-3 MEUR a year a site (assumed range of the conditions)."""

FIBRE_EUR_PER_KM, FIBRE_ROUTES, FIBRE_CHARGE = 50_000.0, 2, 0.10
"""New fibre, two routes, yearly charge of 10 % of its cost (charge assumed)."""

FLOOD_EUR_PER_YEAR = 500_000.0
"""Extra insurance and protection a year for each step of the state's river-flood category (assumed)."""

WATER_M3 = {0: 1_000_000.0, 1: 1_000_000.0, 2: 500_000.0, 3: 200_000.0, 4: 100_000.0}
"""Yearly permit by Aqueduct water-stress category (assumed)."""

MALTA_LIKE = "IT"
"""Aqueduct has no category for Malta: Italy's is taken (assumed)."""

DESIGN_ADDER_C = 10.0
"""99th percentile of dry bulb above the warmest month's mean (assumed)."""

HEAT_NETWORK_MW = {"DE": 300.0}
"""Peak heat demand within reach, default 0. German sites: assumed, so that the efficiency act's reuse can be met."""

HEAT_EUR_PER_MWH = {"DE": 10.0}
"""Price of heat at the fence (assumed), default 0."""


def land_eur_per_mw(spot: Spot) -> float:
    """Land by type; in city areas 0.1 MEUR/MW up to 150,000 people, 0.2 up to 500,000, then 0.3 (assumed)."""
    if spot.site_type in LAND_EUR_PER_MW:
        return LAND_EUR_PER_MW[spot.site_type]
    return 100_000.0 if spot.population < 150_000 else 200_000.0 if spot.population < 500_000 else 300_000.0


def fibre_eur_per_year(spot: Spot) -> float:
    """Base plus the yearly charge of two new routes to the nearest city, within the range."""
    routes = FIBRE_EUR_PER_KM * FIBRE_ROUTES * spot.km_to_city * FIBRE_CHARGE
    return round(min(FIBRE_BASE_EUR + routes, FIBRE_TOP_EUR), -4)


def site_row(facts: Facts, spot: Spot) -> Site:
    """One candidate."""
    flood, stress = facts.flood_and_stress[MALTA_LIKE if spot.state == "MT" else spot.state]
    return Site(
        site=spot.site,
        name=spot.name,
        state=spot.state,
        zone=zone_of(spot.state, spot.lat, spot.lon, spot.city.nuts2),
        lat=round(spot.lat, 5),
        lon=round(spot.lon, 5),
        site_type=spot.site_type,
        ready_year=ready_year(spot),
        max_it_mw=MAX_IT_MW,
        fixed_cost_eur_per_year=flood * FLOOD_EUR_PER_YEAR,
        fibre_eur_per_year=fibre_eur_per_year(spot),
        connection_eur_per_mw=HUB_CONNECTION_EUR_PER_MW if in_hub(spot) else CONNECTION_EUR_PER_MW[spot.site_type],
        line_km=round(spot.km_to_380kv, 1),
        land_eur_per_mw=land_eur_per_mw(spot),
        water_m3_per_year=WATER_M3[stress],
        design_temperature_c=round(max(spot.city.monthly_c) + DESIGN_ADDER_C, 1),
        estimated_firm_mw=estimated_firm_mw(spot),
        heat_network_mw=HEAT_NETWORK_MW.get(spot.state, 0.0),
        heat_price_eur_per_mwh=HEAT_EUR_PER_MWH.get(spot.state, 0.0),
    )


def climate(spot: Spot) -> list[Climate]:
    """Monthly means of the nearest city."""
    return [Climate(spot.site, month, value) for month, value in enumerate(spot.city.monthly_c, start=1)]
