"""The plan: plain tables and figures, nothing of Pyomo or HiGHS."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from placement.solve.decided import PlanStatus


@dataclass(frozen=True, eq=False)
class Plan:
    """The answer of one solve; each table is a file of the run folder (docs/run-format.md)."""

    status: PlanStatus
    summary: dict[str, Any]
    sites: pd.DataFrame
    capacity: pd.DataFrame
    accelerators: pd.DataFrame
    work: pd.DataFrame
    service: pd.DataFrame
    supply: pd.DataFrame
    dispatch: pd.DataFrame
    funding: pd.DataFrame
    limits: pd.DataFrame
    costs: pd.DataFrame
    geojson: dict[str, Any]
    access: pd.DataFrame | None = None
    log: tuple[str, ...] = field(default=())
