"""Run a sweep: solve what the store does not hold, keep every result at once, write the table of all."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from placement import __version__
from placement.solve.options import SolveOptions
from placement.solve.progress import Stop
from placement.sweep.batch import ClusterLost, Refused, solve_batch
from placement.sweep.cluster import Where, connected, refuse_unfit
from placement.sweep.nearest import Neighbours
from placement.sweep.plan import SweepPlan
from placement.sweep.rows import FAULTS, NOT_RUN, rows
from placement.sweep.solve_one import Task
from placement.sweep.store import Store, StoreTrouble
from placement.sweep.tables import write_results
from placement.whole_file import write_whole_text

MANIFEST = "sweep.json"
WRITE_EVERY_S = 60.0
"""How old the table may be that a kill leaves, or that is looked at meanwhile."""
Result = dict[str, Any]
Tell = Callable[[str, bool], None]
"""Hears the status of each case as it is known, and whether it was solved just now."""


@dataclass(frozen=True)
class Sweep:
    """What to solve, how, and where to."""

    plan: SweepPlan
    options: SolveOptions
    own_cache: bool
    where: Where
    store: Store
    keep_runs: bool
    folder: Path

    def task(self, key: str) -> Task:
        """The task behind a key."""
        case = self.plan.by_key[key]
        run_folder = str(self.store.new_run_folder()) if self.keep_runs else None
        return Task(
            str(self.plan.case_folder),
            self.plan.files,
            case.overrides,
            self.options,
            self.own_cache,
            run_folder,
            local_workers=self.where.local_workers,
        )


@dataclass(frozen=True)
class Outcome:
    """How a sweep ended."""

    statuses: Counter[str]
    """How many rows have each status."""
    rows: list[dict[str, Any]]
    lost: str | None
    """Why it ended before its end, if not by the user."""

    @property
    def complete(self) -> bool:
        """Whether every case has its answer or failure."""
        return not self.statuses[NOT_RUN]


def run_sweep(sweep: Sweep, tell: Tell, stop: Stop) -> Outcome:
    """Solve what is missing. Raises NoCluster before anything runs; whatever happens later, results are written."""
    results, lost = known(sweep), None
    for result in results.values():
        tell(result["status"], False)
    missing = [key for key in sweep.plan.keys if key not in results]
    try:
        if missing and not stop():
            _solve(sweep, missing, results, tell, stop)
    except (ClusterLost, Refused, StoreTrouble) as why:
        lost = str(why) or "The scheduler is gone."
    table = write_out(sweep, results)
    return Outcome(Counter(row["status"] for row in table), table, lost)


def write_out(sweep: Sweep, results: Mapping[str, Result]) -> list[dict[str, Any]]:
    """sweep.json and the table of all cases, those that are not solved yet among them."""
    table = rows(sweep.plan.cases, sweep.plan.parameters, results)
    write_manifest(sweep)
    write_results(table, sweep.plan.parameters, sweep.folder)
    return table


def known(sweep: Sweep) -> dict[str, Result]:
    """Results that the store holds already."""
    found = ((key, sweep.store.get(key, sweep.keep_runs, case.gap)) for key, case in sweep.plan.by_key.items())
    return {key: result for key, result in found if result is not None}


def _solve(sweep: Sweep, missing: list[str], results: dict[str, Result], tell: Tell, stop: Stop) -> None:
    with connected(sweep.where) as client, sweep.store.held():
        refuse_unfit(client, sweep.task(missing[0]), sweep.store.probe() if sweep.keep_runs else None)
        neighbours = _neighbours(sweep, results)
        write_out(sweep, results)  # from here on this folder is of this sweep
        written = monotonic()
        for key, result in solve_batch(client, missing, partial(_task, sweep, neighbours), stop):
            results[key] = _kept(sweep, key, result)
            if sweep.store.has_start(key):
                neighbours.add(key)
            tell(result["status"], True)
            if monotonic() - written > WRITE_EVERY_S:
                write_out(sweep, results)
                written = monotonic()


def _kept(sweep: Sweep, key: str, result: Result) -> Result:
    """The result as it stands in the store; a fault of ours is not kept, for it may be gone the next time."""
    start, run = result.pop("start", None), result.pop("run", None)
    if result["status"] in FAULTS:
        return result
    return sweep.store.put(key, result, start, None if run is None else Path(run))


def _neighbours(sweep: Sweep, results: Mapping[str, Result]) -> Neighbours:
    """All cases of the sweep, those that the store has a start of marked."""
    neighbours = Neighbours([sweep.plan.by_key[key] for key in sweep.plan.keys])
    for key in results:
        if sweep.store.has_start(key):
            neighbours.add(key)
    return neighbours


def _task(sweep: Sweep, neighbours: Neighbours, key: str) -> Task:
    """The task behind a key, to begin where the most like case ended."""
    nearest = neighbours.nearest(key)
    return replace(sweep.task(key), start=None if nearest is None else sweep.store.start(nearest))


def write_manifest(sweep: Sweep) -> None:
    """sweep.json: what the sweep was made from."""
    plan = sweep.plan
    document = {
        "placement": __version__,
        "case_folder": str(plan.case_folder),
        "inputs": plan.files,
        "options": {name: value for name, value in asdict(sweep.options).items() if value is not None},
        "store": str(sweep.store.folder),
        "parameters": list(plan.parameters),
        "designs": [design.document for design in plan.designs],
        "cases": [{"name": case.name, "overrides": list(case.overrides), "key": case.key} for case in plan.cases],
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    write_whole_text(sweep.folder / MANIFEST, text)
