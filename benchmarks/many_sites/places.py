"""Candidate sites with their connection and climate, regions with their demand."""

import numpy as np
import pandas as pd

from benchmarks.europe_tables import read_table
from benchmarks.from_europe import ONE_STAGE
from benchmarks.many_sites.draw import laps, scattered, text, varied
from models.case import EU_POOL

READY_YEAR = 2031
"""All candidates are ready by the start of the one stage: each of them is a real choice."""

FIRM_MW = (200.0, 600.0)
"""Firm headroom is even between these: most candidates can hold the smallest gigafactory, about 250 MW."""

NON_FIRM_SHARE, NON_FIRM_HOURS = 0.25, (150.0, 600.0)
COST_SPREAD, CLIMATE_SPREAD_C, DEMAND_SPREAD = 0.2, 1.5, 0.5


def sites(generator: np.random.Generator, count: int) -> tuple[pd.DataFrame, pd.Series]:
    """Rows of ``sites``, and for each the candidate of the Europe case that it was drawn around."""
    europe = read_table("sites")
    drawn = europe.iloc[laps(generator, count, len(europe))].reset_index(drop=True)
    numbers = [f"{i:04d}" for i in range(1, count + 1)]
    table = scattered(generator, drawn).assign(
        site=[f"site-{number}" for number in numbers],
        name=[f"{name} {number}" for name, number in zip(drawn["name"], numbers, strict=True)],
        ready_year=str(READY_YEAR),
        connection_eur_per_mw=varied(generator, drawn["connection_eur_per_mw"], COST_SPREAD),
        land_eur_per_mw=varied(generator, drawn["land_eur_per_mw"], COST_SPREAD),
        line_km=varied(generator, drawn["line_km"], COST_SPREAD, 1),
        estimated_firm_mw=text(generator.uniform(*FIRM_MW, count), 0),
    )
    return table, drawn["site"]


def headroom(generator: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """One tranche a site: its estimate is firm, a part more is not."""
    firm = table["estimated_firm_mw"].to_numpy(dtype=np.float64)
    return pd.DataFrame(
        {
            "site": table["site"],
            "year": str(READY_YEAR),
            "firm_mw": "",
            "non_firm_mw": text(firm * NON_FIRM_SHARE, 0),
            "non_firm_hours": text(generator.uniform(*NON_FIRM_HOURS, len(table)), 0),
        }
    )


def climate(generator: np.random.Generator, table: pd.DataFrame, around: pd.Series) -> pd.DataFrame:
    """Twelve months a site: those of the candidate it was drawn around, all warmer or colder by one draw."""
    europe = read_table("climate").astype({"month": int, "temperature_c": float})
    monthly = europe.pivot_table(index="site", columns="month", values="temperature_c").loc[list(around)].to_numpy()
    shifted = np.asarray(monthly + generator.normal(0.0, CLIMATE_SPREAD_C, (len(table), 1)), dtype=np.float64)
    return pd.DataFrame(
        {
            "site": np.repeat(table["site"].to_numpy(), 12),
            "month": np.tile(np.arange(1, 13), len(table)),
            "temperature_c": text(shifted.ravel(), 2),
        }
    )


def regions(generator: np.random.Generator, count: int) -> tuple[pd.DataFrame, pd.Series]:
    """Rows of ``regions``, and for each the region of the Europe case that it was drawn around."""
    europe = read_table("regions")
    drawn = europe.iloc[laps(generator, count, len(europe))].reset_index(drop=True)
    numbers = [f"{i:04d}" for i in range(1, count + 1)]
    names = [f"{name} {number}" for name, number in zip(drawn["name"], numbers, strict=True)]
    return scattered(generator, drawn).assign(region=[f"R{n}" for n in numbers], name=names), drawn["region"]


def demand(generator: np.random.Generator, table: pd.DataFrame, around: pd.Series) -> pd.DataFrame:
    """The Europe case's demand of the stage: each workload's total, spread anew over the regions."""
    europe = read_table("demand")
    europe = europe[europe["stage"] == ONE_STAGE]
    pooled = europe[europe["region"] == EU_POOL]
    regional = europe[europe["region"] != EU_POOL].astype({"h100e": float})
    by_region = regional.pivot_table(index="region", columns="workload", values="h100e").loc[list(around)]
    weights = by_region.to_numpy() * generator.lognormal(0.0, DEMAND_SPREAD, (len(table), 1))
    totals = regional.groupby("workload")["h100e"].sum().loc[list(by_region.columns)].to_numpy()
    spread = weights / weights.sum(axis=0) * totals
    rows = pd.DataFrame(
        {
            "region": np.repeat(table["region"].to_numpy(), spread.shape[1]),
            "workload": np.tile(by_region.columns.to_numpy(), len(table)),
            "stage": ONE_STAGE,
            "h100e": text(spread.ravel(), 3),
        }
    )
    return pd.concat([pooled, rows[pooled.columns]], ignore_index=True)
