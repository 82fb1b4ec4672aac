"""Hourly day-ahead prices from residual load.

Residual load R = load - a x solar - b x wind, each over its mean. A price is level x (1 + VOLATILITY x standardised
R), not below FLOOR, shifted so that the weighted mean is the level. The shares a and b start from generation over
demand and are calibrated to the capture rates a market with that much wind and sun shows: neighbours' wind and sun move
prices too, so they exceed the state's own shares where it has little of its own.
"""

from dataclasses import dataclass

import numpy as np

from inputs.recipe.facts import Facts, Series
from inputs.recipe.shapes import Shapes
from inputs.recipe.yields import SHARE_WITHOUT_DATA, SOLAR_PART
from inputs.recipe.zones import state_of

VOLATILITY = 0.5
"""Standard deviation of hourly prices over their mean (assumed)."""

FLOOR = -5.0
"""Lowest day-ahead price, EUR/MWh: the smallest adders exceed it, so no delivered price is negative."""

SOLAR_LIMITS = (0.50, 0.70)
WIND_LIMITS = (0.80, 0.95)
"""The planner's capture rates (assumed, expert recall)."""

SOLAR_RANGE = (0.52, 0.67)
WIND_RANGE = (0.82, 0.93)
"""Where targets lie: inside the limits, with a margin for the typical days."""

ZONE_TWEAK = {
    "SE1": (0.0, -0.02), "SE2": (0.0, -0.015), "SE4": (-0.02, 0.01), "DK2": (0.01, 0.02), "IT-NORD": (0.02, 0.01),
    "IT-CSUD": (-0.01, 0.0), "IT-SUD": (-0.03, -0.03), "IT-SICI": (-0.025, -0.02), "IT-SARD": (-0.02, -0.025),
}  # fmt: skip
"""Zone -> (solar, wind) capture above its state's, for zones of one state (assumed)."""


@dataclass(frozen=True)
class Targets:
    """Capture rates wanted: price weighted by output over the mean price."""

    solar: float
    wind: float


def shares(facts: Facts, state: str) -> tuple[float, float]:
    """(solar, wind) generation over demand."""
    if state in SHARE_WITHOUT_DATA:
        both = SHARE_WITHOUT_DATA[state]
    else:
        demand, wind_and_solar = facts.mix[state]
        both = wind_and_solar / demand
    return both * SOLAR_PART[state], both * (1 - SOLAR_PART[state])


def targets(facts: Facts, zone: str) -> Targets:
    """Capture falls with the share of demand that a source covers (slopes assumed)."""
    solar_share, wind_share = shares(facts, state_of(zone))
    solar_tweak, wind_tweak = ZONE_TWEAK.get(zone, (0.0, 0.0))
    return Targets(
        solar=float(np.clip(0.70 - 0.7 * solar_share + solar_tweak, *SOLAR_RANGE)),
        wind=float(np.clip(0.94 - 0.3 * wind_share + wind_tweak, *WIND_RANGE)),
    )


def at_level(raw: Series, level: float, weights: Series | None = None) -> Series:
    """Raw prices plus the shift that brings their (weighted) mean to the level, never below the floor."""
    low, high = -1000.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        below = float(np.average(np.maximum(FLOOR, raw + middle), weights=weights)) < level
        low, high = (middle, high) if below else (low, middle)
    prices: Series = np.maximum(FLOOR, raw + high)
    return prices


def capture(prices: Series, output: Series, weights: Series | None = None) -> float:
    """Output-weighted price over the mean price."""
    w = np.ones_like(prices) if weights is None else weights
    return float((w * prices * output).sum() / (w * output).sum() / np.average(prices, weights=w))


def year_prices(shapes: Shapes, level: float, solar_share: float, wind_share: float) -> Series:
    """Prices of a year for given effective shares."""
    residual = shapes.load - solar_share * shapes.solar / shapes.solar.mean()
    residual = residual - wind_share * shapes.wind / shapes.wind.mean()
    standard = (residual - residual.mean()) / residual.std()
    return at_level(level * (1 + VOLATILITY * standard), level)


def _bisect_solar(shapes: Shapes, level: float, wanted: float, wind_share: float) -> float:
    low, high = 0.0, 2.0
    for _ in range(14):
        middle = (low + high) / 2
        above = capture(year_prices(shapes, level, middle, wind_share), shapes.solar) > wanted
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2


def _bisect_wind(shapes: Shapes, level: float, wanted: float, solar_share: float) -> float:
    low, high = 0.0, 2.0
    for _ in range(14):
        middle = (low + high) / 2
        above = capture(year_prices(shapes, level, solar_share, middle), shapes.wind) > wanted
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2


def calibrated(facts: Facts, zone: str, shapes: Shapes, level: float, wanted: Targets) -> Series:
    """Prices of the year whose capture rates meet the targets."""
    solar_share, wind_share = shares(facts, state_of(zone))
    for _ in range(4):
        solar_share = _bisect_solar(shapes, level, wanted.solar, wind_share)
        wind_share = _bisect_wind(shapes, level, wanted.wind, solar_share)
    return year_prices(shapes, level, solar_share, wind_share)
