"""The data files, read once into plain frozen rows. No figure is changed here."""

import csv
import gzip
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Series = NDArray[np.float64]

PRICE_YEAR = "2025"
MIX_YEAR = "2024"
NUTS_STATE = {"EL": "GR"}
"""NUTS prefix -> our state code where they differ."""

LABOUR_YEARS = ("2024", "2017")


@dataclass(frozen=True)
class City:
    """A row of ``candidate_sites_eu27.csv``: a city, its climate and the grid around it."""

    name: str
    state: str
    lat: float
    lon: float
    population: int
    nuts2: str
    monthly_c: tuple[float, ...]
    km_to_380kv: float
    substations_50km: int
    plant_mw_100km: float


@dataclass(frozen=True)
class Plant:
    """A unit of the powerplantmatching file."""

    name: str
    fuel: str
    state: str
    mw: float
    date_out: float | None
    lat: float
    lon: float


@dataclass(frozen=True)
class Host:
    """An AI Factory of EuroHPC."""

    name: str
    city: str
    state: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Nuts:
    """A NUTS-2 region and the people in its places of 15,000 and more."""

    code: str
    name: str
    state: str
    urban_population: float
    lat: float
    lon: float


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, gzipped or not, as text."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _city(row: dict[str, str]) -> City:
    months = tuple(float(row[f"t2m_m{month:02d}_c"]) for month in range(1, 13))
    return City(
        name=row["name"], state=row["iso2"], lat=float(row["lat"]), lon=float(row["lon"]),
        population=int(row["population"]), nuts2=row["nuts2"], monthly_c=months,
        km_to_380kv=float(row["km_to_380kv_substation"]), substations_50km=int(row["n_380kv_substations_50km"]),
        plant_mw_100km=float(row["gen_mw_within_100km"]),
    )  # fmt: skip


def _plant(row: dict[str, str]) -> Plant:
    out = float(row["DateOut"]) if row["DateOut"] else None
    return Plant(
        name=row["Name"], fuel=row["Fueltype"], state=row["iso2"], mw=float(row["Capacity"]), date_out=out,
        lat=float(row["lat"]), lon=float(row["lon"]),
    )  # fmt: skip


def _nuts(row: dict[str, str]) -> Nuts:
    return Nuts(
        code=row["nuts2"], name=row["nuts2_name"], state=row["countrycode"],
        urban_population=float(row["urban_pop_geonames"]), lat=float(row["lat"]), lon=float(row["lon"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Everything the recipe reads, lazily, from one folder."""

    folder: Path

    @cached_property
    def indicators(self) -> dict[tuple[str, str, str], float]:
        """(indicator, state, year) -> value of ``country_table.csv``."""
        table = rows(self.folder / "country_table.csv")
        return {(r["indicator"], r["iso2"], r["year"]): float(r["value"]) for r in table}

    @cached_property
    def state_names(self) -> dict[str, str]:
        """State code -> English name, in alphabetical order of the code."""
        names = {r["iso2"]: r["country"] for r in rows(self.folder / "country_table.csv")}
        return dict(sorted(names.items()))

    @cached_property
    def day_ahead(self) -> dict[str, float]:
        """State -> plain mean of the twelve monthly, load-weighted prices of 2025, EUR/MWh."""
        table = rows(self.folder / "electricity/ember_wholesale_dayahead_monthly_eu.csv")
        months: dict[str, list[float]] = {}
        for row in table:
            if row["month"].startswith(PRICE_YEAR):
                months.setdefault(row["iso2"], []).append(float(row["eur_per_mwh"]))
        return {state: sum(values) / len(values) for state, values in sorted(months.items())}

    @cached_property
    def mix(self) -> dict[str, tuple[float, float]]:
        """State -> (demand, wind and solar) of 2024, TWh."""
        table = rows(self.folder / "electricity/ember_yearly_mix_twh_eu.csv")
        year = [r for r in table if r["Year"] == MIX_YEAR]
        return {r["iso2"]: (float(r["Demand"]), float(r["Wind and Solar"])) for r in year}

    @cached_property
    def cities(self) -> list[City]:
        """The 284 city-area candidates."""
        return [_city(r) for r in rows(self.folder / "demand/candidate_sites_eu27.csv")]

    @cached_property
    def plants(self) -> list[Plant]:
        """Power plants with coordinates."""
        return [_plant(r) for r in rows(self.folder / "electricity/powerplants_ppm_v060_eu27.csv.gz")]

    @cached_property
    def substations(self) -> tuple[Series, Series]:
        """Latitudes and longitudes of substations of 300 kV and more (the 330 kV of the Baltics counts)."""
        table = rows(self.folder / "electricity/entsoe_gridkit_substations_ge220kv_eu27.csv")
        kept = [(float(r["lat"]), float(r["lon"])) for r in table if float(r["voltage"]) >= 300]
        points = np.array(kept)
        return points[:, 0], points[:, 1]

    @cached_property
    def hosts(self) -> list[Host]:
        """The 19 AI Factories."""
        table = rows(self.folder / "demand/eurohpc_ai_factories.csv")
        return [Host(r["name"], r["city"], r["iso2"], float(r["lat"]), float(r["lon"])) for r in table]

    @cached_property
    def nuts(self) -> list[Nuts]:
        """The regions of demand.

        Of the file's 239 rows four are places across the border (a German town counted to Salzburg's AT32 and the
        like): their region has a row of its own state too, and they are left out.
        """
        table = rows(self.folder / "demand/nuts2_2024_urban_population_geonames.csv")
        return [_nuts(r) for r in table if NUTS_STATE.get(r["nuts2"][:2], r["nuts2"][:2]) == r["countrycode"]]

    @cached_property
    def flood_and_stress(self) -> dict[str, tuple[int, int]]:
        """State -> Aqueduct categories (river flood, water stress), 0 to 4; Malta has none (-9999)."""
        table = rows(self.folder / "climate/aqueduct40_country_categories_eu27.csv")
        return {r["iso2"]: (int(r["rfr_cat_0_4"]), int(r["bws_cat_0_4"])) for r in table}

    @cached_property
    def zone_carbon(self) -> dict[str, tuple[float, float]]:
        """Electricity Maps zone -> (g/kWh, carbon-free per cent) of 2025."""
        table = rows(self.folder / "carbon/electricitymaps_zone_yearly_2021_2025_eu.csv")
        year = [r for r in table if r["year"] == "2025"]
        return {r["zone"]: (float(r["gco2eq_per_kwh"]), float(r["carbon_free_pct"])) for r in year}

    @cached_property
    def technology(self) -> dict[tuple[str, str], float]:
        """(technology, parameter) -> value for 2030, in the row's own currency year."""
        table = rows(self.folder / "technology/pypsa_technology_data_subset.csv")
        return {(r["technology"], r["parameter"]): float(r["value"]) for r in table if r["cost_year"] == "2030"}

    def hourly(self, name: str, *, leap_day: bool = False) -> pd.DataFrame:
        """An hourly table of 2016 (UTC): 8,784 rows, or 8,760 without 29 February."""
        table = pd.read_csv(self.folder / name, index_col=0, parse_dates=True)
        if leap_day:
            return table
        index = pd.DatetimeIndex(table.index)
        return table.loc[~((index.month == 2) & (index.day == 29))]

    def indicator(self, name: str, state: str, year: str) -> float:
        """One value of the country table; a missing one is an error."""
        return self.indicators[name, state, year]
