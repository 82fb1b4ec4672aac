"""On a worker: read one case with its overrides, solve it, and say what came out, whatever it was."""

import gc
import os
import shutil
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from time import perf_counter
from typing import Any

from models.case import Case
from placement.account import Plan
from placement.cluster.fit import Unfit, other_versions, versions
from placement.read import CaseError, case_digests, read_case
from placement.run import Manifest, Rejected, check_plan, write_run
from placement.solve import Infeasible, NoPlanFound, SolveOptions, solve_from
from placement.solve.curve_cache import default_folder
from placement.solve.progress import Stop, silent

PLACEMENT_CACHE = "PLACEMENT_CACHE"
MOST_DIFFERENCES = 5
"""Of a rejected plan, that are told."""
ENDED_EARLY = {
    "time_limit": "The time limit came before the asked gap was proven: this is the best plan until then.",
    "unproven": "Numerical trouble ended the solve before the asked gap was proven: this is the best plan until then.",
}


@dataclass(frozen=True)
class Task:
    """One case to solve."""

    case_folder: str
    files: Mapping[str, str]
    """SHA-256 of every file that is read."""
    overrides: tuple[str, ...]
    options: SolveOptions
    own_cache: bool
    """Use the cache of supply curves that the worker's own machine has."""
    run_folder: str | None
    """Where to write the whole run, for whoever asked to take in; None: nowhere."""
    versions: Mapping[str, str] = field(default_factory=versions)
    """Of all that an answer depends on, where the sweep was started."""
    local_workers: int = 0
    """How many workers share this machine; 0: not ours to divide."""
    start: bytes | None = None
    """What the solve of a like case left to begin with."""


def why_unfit(task: Task, probe: Path | None = None) -> str | None:
    """What keeps this process from solving the task; None: nothing. ``probe``: a file that it has to see."""
    if (other := other_versions(task.versions)) is not None:
        return other
    if probe is not None and not probe.is_file():
        return f"it does not see {probe.parent.parent}, where --keep-runs writes"
    return _other_bytes(task)


def _other_bytes(task: Task) -> str | None:
    """Whether the files of the case are others here, or have changed."""
    here = case_digests(task.case_folder)
    for name in (n for n in task.files if Path(n).is_absolute()):
        if Path(name).is_file():
            with Path(name).open("rb") as handle:
                here[name] = file_digest(handle, "sha256").hexdigest()
    other = sorted(name for name in here.keys() | task.files.keys() if here.get(name) != task.files.get(name))
    if not here:
        return f"it does not see the case folder {task.case_folder}"
    return f"{', '.join(other)} of {task.case_folder} is not what this sweep began with" if other else None


def solve_one(task: Task, stop: Stop, cores: int | None = None) -> dict[str, Any]:
    """Solve a case; a plan, a proof that there is none, and a failure are all results. Raises Unfit."""
    if (why := why_unfit(task)) is not None:
        raise Unfit(why)
    started = perf_counter()
    try:
        found = _solve(task, stop, cores)
    except CaseError as error:
        impossible = all(finding.kind == "impossible" for finding in error.findings)
        found = _without_plan("infeasible" if impossible else "bad_input", str(error))
    except Infeasible as answer:
        found = _without_plan("infeasible", "\n".join(answer.reasons))
    except NoPlanFound as answer:
        found = _without_plan("no_plan", str(answer))
    except Rejected as answer:
        found = _without_plan("rejected", "; ".join(answer.differences[:MOST_DIFFERENCES]))
    except Exception as fault:  # a failure is a row of the results with its reason, beside the cases that were solved
        found = _without_plan("failed", describe(fault))
    if (why := _other_bytes(task)) is not None:
        raise Unfit(why)
    gc.collect()  # the models of this case, before those of the next are left aside
    return found | {"seconds": round(perf_counter() - started, 3)}


def _solve(task: Task, stop: Stop, cores: int | None) -> dict[str, Any]:
    case = read_case(task.case_folder, task.overrides)
    cache = os.environ.get(PLACEMENT_CACHE) or str(default_folder()) if task.own_cache else task.options.cache
    options = replace(task.options, threads=task.options.threads or cores, cache=cache)
    solved = solve_from(task.start, case, options, silent, stop)
    plan = solved.plan
    kept = task.run_folder if plan.summary["status"] != "interrupted" else None  # then nobody waits for it
    manifest = Manifest(Path(task.case_folder), task.overrides, options, case.notes)
    if kept is not None:
        _write(plan, Path(kept), manifest)
    else:
        check_plan(plan, manifest)
    return _with_plan(case, plan) | {"start": solved.start, "run": kept}


def _write(plan: Plan, folder: Path, manifest: Manifest) -> None:
    """Write the run folder; one that a worker left, which was lost before it could say so, gives way."""
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_run(plan, folder, manifest, keep_rejected=False)


def _with_plan(case: Case, plan: Plan) -> dict[str, Any]:
    return {
        "case": case.name,
        "status": plan.summary["status"],
        "reason": ENDED_EARLY.get(plan.summary["status"], ""),
        "summary": dict(plan.summary),
        "sites": [str(site) for site in plan.sites["site"]],
        "has_power": bool(case.cooling),
    }


def _without_plan(status: str, reason: str) -> dict[str, Any]:
    return {"status": status, "reason": reason, "summary": None, "sites": [], "has_power": False}


def describe(fault: BaseException) -> str:
    """A fault in one line, with where it came from."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{' '.join(f'{type(fault).__name__}: {fault}'.split())}{where}"
