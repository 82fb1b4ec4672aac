"""Weather factors that neighbouring zones share: standard normal, autocorrelated, so that calms coincide.

Every process is an AR(1), x_t = phi x_{t-1} + sqrt(1 - phi^2) e_t with phi = exp(-1 / memory), whose innovations e_t
are correlated between zones by exp(-distance / reach). All memories and reaches are assumed, of the size that
synoptic weather has.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Series = NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Map:
    """Where the zones are, and how far apart."""

    distance_km: Series
    """(zone, zone)."""

    @classmethod
    def of(cls, lat: Series, lon: Series) -> "Map":
        """Great-circle distances between points in degrees."""
        a, b = np.radians(lat), np.radians(lon)
        haversine = np.sin((a[:, None] - a) / 2) ** 2
        haversine = haversine + np.cos(a[:, None]) * np.cos(a) * np.sin((b[:, None] - b) / 2) ** 2
        return cls(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(haversine, 0.0, 1.0))))

    def shared(self, generator: np.random.Generator, steps: int, memory: float, reach_km: float) -> Series:
        """(step, zone): one such process per zone, stationary from the first step; ``memory`` in steps."""
        kernel = np.exp(-self.distance_km / reach_km) + 1e-9 * np.eye(len(self.distance_km))
        noise = generator.standard_normal((steps, len(kernel))) @ np.linalg.cholesky(kernel).T
        phi = np.exp(-1.0 / memory)
        noise[1:] *= np.sqrt(1.0 - phi**2)
        process: Series = lfilter([1.0], [1.0, -phi], noise, axis=0)
        return process
