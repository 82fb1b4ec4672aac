"""Where things are: readable ids, distances, bidding zones."""

import re
import unicodedata

import numpy as np

from inputs.recipe.facts import City, Series

EARTH_RADIUS_KM = 6371.0088

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe"})


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def unique(name: str, taken: set[str]) -> str:
    """The name, or name-2, name-3 ...; the result is marked as taken."""
    result, number = name, 2
    while result in taken:
        result, number = f"{name}-{number}", number + 1
    taken.add(result)
    return result


def kilometres(lat: float, lon: float, lats: Series, lons: Series) -> Series:
    """Great-circle distances from one point to many, km."""
    here_lat, here_lon, there_lat, there_lon = np.radians(lat), np.radians(lon), np.radians(lats), np.radians(lons)
    half = np.sin((there_lat - here_lat) / 2) ** 2
    half = half + np.cos(here_lat) * np.cos(there_lat) * np.sin((there_lon - here_lon) / 2) ** 2
    distance: Series = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return distance


def nearest(lat: float, lon: float, cities: list[City]) -> tuple[City, float]:
    """The nearest city and its distance in km."""
    distance = kilometres(lat, lon, np.array([c.lat for c in cities]), np.array([c.lon for c in cities]))
    best = int(np.argmin(distance))
    return cities[best], float(distance[best])


# Borders of bidding zones, estimated: Sweden's cuts run near these parallels, Denmark's along the Great Belt.
SWEDEN_SOUTH_EDGE = (("SE1", 64.7), ("SE2", 61.0), ("SE3", 57.0), ("SE4", -90.0))
GREAT_BELT_LON = 10.95

# Terna's zones by region (NUTS-2); Calabria's own zone of 2021 is counted to SUD.
ITALY = {
    "ITC": "IT-NORD", "ITH": "IT-NORD", "ITI1": "IT-CNOR", "ITI3": "IT-CNOR", "ITI2": "IT-CSUD", "ITI4": "IT-CSUD",
    "ITF1": "IT-CSUD", "ITF3": "IT-CSUD", "ITF2": "IT-SUD", "ITF4": "IT-SUD", "ITF5": "IT-SUD", "ITF6": "IT-SUD",
    "ITG1": "IT-SICI", "ITG2": "IT-SARD",
}  # fmt: skip


def zone_of(state: str, lat: float, lon: float, nuts2: str) -> str:
    """The bidding zone of a point; ``nuts2`` is its own region or that of the nearest city."""
    if state == "SE":
        return next(zone for zone, edge in SWEDEN_SOUTH_EDGE if lat >= edge)
    if state == "DK":
        return "DK1" if lon < GREAT_BELT_LON else "DK2"
    if state == "IT":
        return next(zone for prefix, zone in ITALY.items() if nuts2.startswith(prefix))
    return state
