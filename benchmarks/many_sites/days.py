"""Fewer typical days: of the Europe case's two a month, the one that stands for more of it."""

import numpy as np
import pandas as pd

from benchmarks.europe_tables import EUROPE
from inputs.recipe.prices import at_level
from inputs.recipe.shapes import rescale

ALL_DAYS, ONE_A_MONTH = 576, 288
"""Hours of a case."""


def hourly(hours: int) -> pd.DataFrame:
    """Rows of ``hourly``: 24 typical days, or 12 with each zone's mean price, wind and sun as before."""
    table = pd.read_csv(EUROPE / "hourly.csv")
    if hours == ALL_DAYS:
        return table
    if hours != ONE_A_MONTH:
        raise ValueError(f"typical days make {ONE_A_MONTH} or {ALL_DAYS} hours, not {hours}")
    return pd.concat([_one_a_month(rows) for _, rows in table.groupby("zone", sort=True)], ignore_index=True)


def _one_a_month(rows: pd.DataFrame) -> pd.DataFrame:
    days = rows.groupby(["month", "period"])["weight"].first().reset_index()
    heavier = days.loc[days.groupby("month")["weight"].idxmax(), "period"]
    kept = rows[rows["period"].isin(heavier)].reset_index(drop=True)
    kept["weight"] = kept["month"].map(days.groupby("month")["weight"].sum())
    weight, all_weights = kept["weight"].to_numpy(), rows["weight"].to_numpy()

    def mean(column: str) -> float:
        return float(np.average(rows[column], weights=all_weights))

    price = at_level(kept["price_eur_per_mwh"].to_numpy(), mean("price_eur_per_mwh"), weight)
    return kept.assign(
        price_eur_per_mwh=price.round(2) + 0.0,
        wind=rescale(kept["wind"].to_numpy(), mean("wind"), weight).round(4),
        solar=rescale(kept["solar"].to_numpy(), mean("solar"), weight).round(4),
    )
