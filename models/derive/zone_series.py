"""The hours of a zone as arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Hour


@dataclass(frozen=True, eq=False)
class ZoneSeries:
    """Representative hours of one (stage, zone); every array has one entry per hour, in the order of the table."""

    period: NDArray[np.int64]
    day: NDArray[np.int64]
    hour: NDArray[np.int64]
    month: NDArray[np.int64]
    weight: NDArray[np.float64]
    """Hours a year that the hour stands for."""
    price_eur_per_mwh: NDArray[np.float64]
    wind: NDArray[np.float64]
    solar: NDArray[np.float64]
    temperature_anomaly_c: NDArray[np.float64]


def zone_series(case: Case, stage: str, zone: str) -> ZoneSeries:
    """The hours of a zone in a stage as arrays."""
    return _series(case.hours[stage, zone])


def all_zone_series(case: Case) -> dict[tuple[str, str], ZoneSeries]:
    """Every (stage, zone) of the case; stages that share their rows share the arrays."""
    arrays: dict[int, ZoneSeries] = {}
    for rows in case.hours.values():
        if id(rows) not in arrays:
            arrays[id(rows)] = _series(rows)
    return {key: arrays[id(rows)] for key, rows in case.hours.items()}


def _series(rows: tuple[Hour, ...]) -> ZoneSeries:
    def column(values: list[Any], kind: type) -> NDArray[Any]:
        return np.array(values, dtype=kind)

    return ZoneSeries(
        period=column([h.period for h in rows], np.int64),
        day=column([h.day for h in rows], np.int64),
        hour=column([h.hour for h in rows], np.int64),
        month=column([h.month for h in rows], np.int64),
        weight=column([h.weight for h in rows], np.float64),
        price_eur_per_mwh=column([h.price_eur_per_mwh for h in rows], np.float64),
        wind=column([h.wind for h in rows], np.float64),
        solar=column([h.solar for h in rows], np.float64),
        temperature_anomaly_c=column([h.temperature_anomaly_c for h in rows], np.float64),
    )
