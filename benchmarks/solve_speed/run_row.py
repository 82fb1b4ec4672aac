"""Measure one row: make its case, prime its cache, solve it."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import PLACEMENT
from benchmarks.process_tree import Watched, watch
from benchmarks.solve_speed.outside import share_outside
from benchmarks.solve_speed.proven import first_proven
from benchmarks.solve_speed.result import Result
from benchmarks.solve_speed.rows import Row

OTHER_FUNDING_AND_DEMAND = ("--set", "demand.scale*0.95", "--set", "funders.equity.return_rate*1.1")
SOLVED, STOPPED = 0, 4


def run_row(row: Row, work: Path, threads: int | None) -> Result:
    """Solve the row's case in a scratch folder of its own."""
    case = made_case(row, work)
    load = f"{os.getloadavg()[0]:.2f}"
    common = (*PLACEMENT, "solve", case, *options(row, work, threads))
    primed = None
    if row.cached:
        primed = watch((*common, "-o", str(work / "primed"), *OTHER_FUNDING_AND_DEMAND))
        if primed.exit_code not in (SOLVED, STOPPED):
            raise RuntimeError(f"{row.name}: the solve that fills the cache ended with exit {primed.exit_code}")
    solved = watch((*common, "-o", str(work / "run"), "--json"))
    command = " ".join(common[1:]).replace(str(work), "WORK")
    return described(row, f"python {command}", load, solved, primed)


def options(row: Row, work: Path, threads: int | None) -> list[str]:
    """How the row asks to be solved; the monolithic method has no curves to keep."""
    asked = ["--method", row.method, "--gap", f"{row.gap:g}", "--time-limit", f"{row.limit_s:g}"]
    if row.cached:
        asked += ["--cache", str(work / "cache")]
    elif row.method == "decomposed":
        asked.append("--no-cache")
    return asked if threads is None else [*asked, "--threads", str(threads)]


def made_case(row: Row, work: Path) -> str:
    """The name of a case that ships, or the folder just written."""
    if isinstance(row.case, str):
        return row.case
    row.case(work / "case")
    return str(work / "case")


def described(row: Row, command: str, load: str, solved: Watched, primed: Watched | None) -> Result:
    """The row of the file."""
    summary: Mapping[str, Any] = json.loads(solved.stdout) if solved.exit_code in (SOLVED, STOPPED) else {}
    proven = first_proven(solved.said, summary.get("gap"), solved.seconds)
    return Result(
        row=row.name,
        measured_at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        cores=str(os.cpu_count()),
        load_before=load,
        command=command,
        exit_code=str(solved.exit_code),
        status=text(summary.get("status")),
        method=text(summary.get("method")),
        wall_s=f"{solved.seconds:.2f}",
        peak_mb=f"{solved.peak_mb:.0f}",
        gap=text(summary.get("gap")),
        objective_eur=text(summary.get("objective_eur")),
        bound_eur=text(summary.get("bound_eur")),
        proven_s=" ".join("-" if at is None else f"{at:.1f}" for at in proven.values()),
        outside_share=f"{share_outside(solved.seconds, summary['seconds']):.3f}" if summary else "",
        primed_s="" if primed is None else f"{primed.seconds:.2f}",
        seconds=json.dumps(summary["seconds"]) if summary else "",
    )


def text(value: object) -> str:
    """A cell, empty for none."""
    return "" if value is None else str(value)
