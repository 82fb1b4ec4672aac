"""Candidate spots before they become sites: cities, brownfields, AI-Factory hosts, named campuses."""

from dataclasses import dataclass

import numpy as np

from inputs.recipe.facts import City, Facts, Plant
from inputs.recipe.place import kilometres, nearest, slug, unique

COAL = frozenset({"Hard Coal", "Lignite"})
CLUSTER_KM = 10.0
CLUSTER_MW = 300.0

CLOSING_BY = 2030.0
"""Units to be out by this year, or without a stated year, count as freeing their connection in time (assumed)."""


@dataclass(frozen=True)
class Spot:
    """A place with the grid around it."""

    site: str
    name: str
    state: str
    lat: float
    lon: float
    site_type: str
    city: City
    """Nearest city of the state: its climate and region."""
    km_to_city: float
    population: int
    """Of the city itself; 0 outside cities."""
    km_to_380kv: float
    substations_50km: int
    plant_mw_100km: float
    connection_mw: float | None = None
    """Brownfield: capacity listed. Campus: capacity announced or law's minimum."""
    free_year: int = 0
    """Brownfield: year its first unit leaves; 0 when one is out or has no stated year."""


class Surroundings:
    """Distances to substations and plants, as the candidate file computes them for its cities."""

    def __init__(self, facts: Facts) -> None:
        self._cities = facts.cities
        self._stations = facts.substations
        plants = facts.plants
        self._plants = (np.array([p.lat for p in plants]), np.array([p.lon for p in plants]))
        self._mw = np.array([p.mw for p in plants])

    def spot(self, site: str, name: str, state: str, lat: float, lon: float, site_type: str,
             connection_mw: float | None = None, free_year: int = 0) -> Spot:  # fmt: skip
        """A spot anywhere."""
        stations = kilometres(lat, lon, *self._stations)
        plant_mw = float(self._mw[kilometres(lat, lon, *self._plants) < 100].sum())
        city, distance = nearest(lat, lon, [c for c in self._cities if c.state == state])
        return Spot(
            site=site, name=name, state=state, lat=lat, lon=lon, site_type=site_type, city=city, km_to_city=distance,
            population=0, km_to_380kv=round(float(stations.min()), 1), substations_50km=int((stations < 50).sum()),
            plant_mw_100km=plant_mw, connection_mw=connection_mw, free_year=free_year,
        )  # fmt: skip


def city_spots(facts: Facts, taken: set[str]) -> list[Spot]:
    """The 284 city-area candidates."""
    return [
        Spot(
            site=unique(f"{c.state.lower()}-{slug(c.name)}", taken), name=c.name, state=c.state, lat=c.lat, lon=c.lon,
            site_type="city-area", city=c, km_to_city=0.0, population=c.population, km_to_380kv=c.km_to_380kv,
            substations_50km=c.substations_50km, plant_mw_100km=c.plant_mw_100km,
        )
        for c in facts.cities
    ]  # fmt: skip


def coal_clusters(facts: Facts) -> list[list[Plant]]:
    """Coal and lignite units of one state within 10 km of the cluster's largest unit; over 300 MW together."""
    units = sorted((p for p in facts.plants if p.fuel in COAL), key=lambda p: (-p.mw, p.state, p.name))
    clusters: list[list[Plant]] = []
    for unit in units:
        home = next((c for c in clusters if c[0].state == unit.state and _apart(c[0], unit) <= CLUSTER_KM), None)
        if home is None:
            clusters.append([unit])
        else:
            home.append(unit)
    return [c for c in clusters if sum(p.mw for p in c) > CLUSTER_MW]


def _apart(one: Plant, two: Plant) -> float:
    return float(kilometres(one.lat, one.lon, np.array([two.lat]), np.array([two.lon]))[0])


def _free_year(cluster: list[Plant]) -> int:
    """0 when some unit closes by 2030 or states no year, else the earliest year of closure."""
    years = [p.date_out for p in cluster]
    dated = [y for y in years if y is not None and y > CLOSING_BY]
    return 0 if len(dated) < len(years) else int(min(dated))


def brownfield_spots(facts: Facts, around: Surroundings, taken: set[str]) -> list[Spot]:
    """Clusters of coal and lignite plant, with their listed capacity as grid connection."""
    spots = []
    for cluster in coal_clusters(facts):
        lead = cluster[0]
        site = unique(f"{lead.state.lower()}-{slug(lead.name)}-brownfield", taken)
        megawatt = sum(p.mw for p in cluster)
        spots.append(
            around.spot(site, lead.name, lead.state, lead.lat, lead.lon, "brownfield", megawatt, _free_year(cluster))
        )
    return sorted(spots, key=lambda s: s.site)


def host_spots(facts: Facts, around: Surroundings, taken: set[str]) -> list[Spot]:
    """The 19 AI-Factory hosts."""
    return [
        around.spot(unique(f"{h.state.lower()}-{slug(h.city)}-host", taken), f"{h.city} ({h.name})", h.state, h.lat,
                    h.lon, "ai-factory-host")
        for h in facts.hosts
    ]  # fmt: skip


CAMPUSES = (
    ("pt-sines", "Sines", "PT", 37.956, -8.830, 500.0),
    ("fr-dunkirk", "Dunkirk", "FR", 51.020, 2.250, 500.0),
    ("fr-fouju", "Fouju", "FR", 48.585, 2.775, 500.0),
)
"""Named campuses: id, name, state, lat, lon (recalled), connection MW.

French fast track: 400 MW to 1 GW in 2028-29 (read); the split over sites and Sines' figure are assumed.
"""


def campus_spots(around: Surroundings, taken: set[str]) -> list[Spot]:
    """Sines, Dunkirk and Fouju."""
    return [
        around.spot(unique(site, taken), name, state, lat, lon, "campus", mw)
        for site, name, state, lat, lon, mw in CAMPUSES
    ]


def spots(facts: Facts) -> list[Spot]:
    """All candidates, in the order city areas, brownfields, hosts, campuses."""
    taken: set[str] = set()
    around = Surroundings(facts)
    return [
        *city_spots(facts, taken),
        *brownfield_spots(facts, around, taken),
        *host_spots(facts, around, taken),
        *campus_spots(around, taken),
    ]
