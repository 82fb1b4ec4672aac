"""Random sites with one cooling and one stage, by seed: two typical days, and leases that pay here and not there.

Prices are continuous, so that the optimum is one, and so is its split into terms.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from models.case import Case, Headroom, Hour
from tests.models.cases import (
    YEAR,
    tiny,
    with_accelerator,
    with_carbon,
    with_cooling,
    with_headroom,
    with_policy,
    with_supply,
    with_zone,
)

SITE, COOLING, STAGE = "a", "dry", "2030"
BATCH = 10
DAY = 24
SUN = np.clip(np.sin((np.arange(DAY) - 6) / 12 * np.pi), 0.0, None)
"""Of a clear day, by hour."""


def random_site(seed: int) -> tuple[Case, float]:
    """The case of one site, and the average IT draw that it must power, MW."""
    rng = np.random.default_rng(seed)
    draw_mw = float(rng.uniform(5, 60))
    case = replace(tiny(a=0.0), climate={(SITE, month): 4.0 if month == 1 else 18.0 for month in range(1, 13)})
    case = with_cooling(case, pue_base=1.1, pue_threshold_c=12.0, pue_slope_per_c=0.012)
    case = with_accelerator(case, it_kw=1.0)
    case = replace(case, hours={(STAGE, SITE): random_hours(rng, winter_days(seed))})
    case = with_zone(
        case,
        SITE,
        network_eur_per_mwh=float(rng.uniform(2, 15)),
        levies_eur_per_mwh=float(rng.uniform(0, 5)),
        electricity_tax_eur_per_mwh=float(rng.uniform(0.5, 10)),
        demand_charge_eur_per_mw_year=float(rng.uniform(1e4, 9e4)),
    )
    return random_policy(random_supplies(random_headroom(case, rng, draw_mw), rng), rng), draw_mw


def winter_days(seed: int) -> float:
    """How many days a year the winter day stands for: the same for all sites of a batch, which share a network."""
    return float(np.random.default_rng([seed // BATCH, 1]).uniform(0.3, 0.7)) * YEAR / DAY


def random_hours(rng: np.random.Generator, winter: float) -> tuple[Hour, ...]:
    """A winter and a summer day; together they weigh a year."""
    return random_day(rng, 0, 1, winter) + random_day(rng, 1, 7, YEAR / DAY - winter)


def random_day(rng: np.random.Generator, period: int, month: int, weight: float) -> tuple[Hour, ...]:
    price = rng.uniform(40, 90) - 30 * SUN * rng.uniform(0, 1) + rng.normal(0, 30, DAY)
    wind = np.clip(rng.uniform(0.1, 0.7) + rng.normal(0, 0.15, DAY).cumsum() / 2, 0.0, 1.0)
    solar = SUN * rng.uniform(0.2, 1.0)
    anomaly = rng.uniform(-4, 4) + 4 * SUN + rng.normal(0, 1, DAY)
    columns = zip(price.tolist(), wind.tolist(), solar.tolist(), anomaly.tolist(), strict=True)
    return tuple(Hour(STAGE, SITE, period, period, h, month, weight, *column) for h, column in enumerate(columns))


def random_headroom(case: Case, rng: np.random.Generator, draw_mw: float) -> Case:
    """Firm power below or above what the site takes, and a part that is off in the dearest hours."""
    tranche = Headroom(
        SITE,
        2000,
        firm_mw=draw_mw * float(rng.uniform(0.95, 1.3)),
        non_firm_mw=draw_mw * float(rng.uniform(0.3, 0.8)),
        non_firm_hours=float(rng.uniform(100, 1_500)),
    )
    return with_headroom(case, tranche)


def random_supplies(case: Case, rng: np.random.Generator) -> Case:
    """Leases about worth their money; back-up for when the connection is too small."""
    wind, solar, battery, baseload, backup = (float(rng.uniform(0.4, 1.3)) for _ in range(5))
    kinds: list[tuple[Any, float, dict[str, Any]]] = [
        ("wind", wind * 2.6e5, {"limit_mw": float(rng.uniform(5, 90))}),
        ("solar", solar * 0.9e5, {}),
        ("battery", battery * 1.1e5, {"efficiency": float(rng.uniform(0.7, 0.95)), "duration_h": rng.uniform(1, 8)}),
        ("backup", backup * 2.5e4, {"variable_eur_per_mwh": float(rng.uniform(100, 300))}),
    ]
    if rng.random() < 0.3:
        kinds.append(("baseload", baseload * 7e5, {"limit_mw": float(rng.uniform(2, 10))}))
    for kind, yearly, more in kinds:
        case = with_supply(case, SITE, kind, yearly, **more)
    return case


def random_policy(case: Case, rng: np.random.Generator) -> Case:
    """In two of three sites a share of carbon-free power, somewhat above what the grid gives by itself."""
    grid = float(rng.uniform(0, 0.6))
    case = with_carbon(case, SITE, 300.0, grid)
    counts = bool(rng.random() < 0.5)
    own = grid if counts else 0.0
    share = own + (1.0 - own) * float(rng.uniform(0.1, 0.5))
    chosen = share if rng.random() < 2 / 3 else None
    return with_policy(case, carbon_free_share=chosen, grid_carbon_free_counts=counts)
