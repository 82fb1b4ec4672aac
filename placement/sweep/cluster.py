"""Where the cases are solved: processes of this machine, or workers of a Dask scheduler that runs already."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from placement.cluster import fit
from placement.cluster.connect import Where, connected
from placement.sweep.solve_one import Task, why_unfit

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Where", "connected", "refuse_unfit"]


def refuse_unfit(client: Client, task: Task, probe: Path | None) -> None:
    """Raise NoCluster with the name of every worker that must not solve the case."""
    fit.refuse_unfit(client, partial(why_unfit, task, probe))
