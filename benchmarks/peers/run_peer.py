"""Run one peer, or ours, on one instance."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measure import PLACEMENT
from benchmarks.peers.instances import arguments
from benchmarks.peers.options import OURS
from benchmarks.peers.result import Result
from benchmarks.peers.table import OURSELVES, Peer
from benchmarks.process_tree import Watched, watch
from placement import __version__
from tests.published.instances import FOLDER, Published

GRACE_S = 60.0
"""A process that lives so long after its time limit is killed: some solvers look at the clock seldom."""
KILLED = 137


def now() -> str:
    """UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


def versions(*packages: str) -> str:
    """Of installed packages."""
    return ", ".join(f"{package} {version(package)}" for package in packages)


def run_peer(peer: Peer, instance: Published, limit_s: float, work: Path, run: str) -> Result:
    """Measure a whole process, from its start to its end; ``work`` is a scratch folder of its own."""
    ours = peer is OURSELVES
    command = our_command(instance, work) if ours else peer_command(peer, arguments(instance))
    command = [*command, "--time-limit", f"{limit_s:g}"]
    load, at = f"{os.getloadavg()[0]:.2f}", now()
    seen = watch(["timeout", "--foreground", "--signal=KILL", f"{limit_s + GRACE_S:g}", *command])
    said = last_object(seen.stdout)
    answer = ours_in_their_words(said) if ours and said else said
    return Result(
        instance=instance.name,
        peer=peer.name,
        measured_at=at,
        run=run,
        cores=str(os.cpu_count()),
        load_before=load,
        version=answer.get("version", ""),
        command=public(command, work),
        time_limit_s=f"{limit_s:g}",
        **figures(seen, answer),
    )


def our_command(instance: Published, work: Path) -> list[str]:
    """`placement solve` as a user runs it; the case is imported beforehand, which is not timed."""
    case = str(work / "case")
    imported = [*PLACEMENT, "import", "cflp", *arguments(instance), "-o", case]
    subprocess.run(imported, check=True, stdout=subprocess.DEVNULL)
    return [*PLACEMENT, "solve", case, "-o", str(work / "run"), *OURS, "--json"]


def peer_command(peer: Peer, given: Sequence[str]) -> list[str]:
    """The peer's own module."""
    return [sys.executable, "-m", f"benchmarks.peers.{peer.name}", *given]


def public(command: Sequence[str], work: Path) -> str:
    """Without paths of this machine."""
    joined = " ".join(["python", *command[1:]])
    return joined.replace(str(work), "WORK").replace(str(FOLDER), "INSTANCES")


def last_object(stdout: str) -> Mapping[str, Any]:
    """The JSON that ends what a process printed, on one line or many; empty where there is none.

    Solvers may print lines of their own around it.
    """
    lines = stdout.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("{")]
    if not starts:
        return {}
    try:
        found, _ = json.JSONDecoder().raw_decode("\n".join(lines[starts[-1] :]))
    except json.JSONDecodeError:
        return {}
    return dict(found)


def ours_in_their_words(summary: Mapping[str, Any]) -> dict[str, Any]:
    """The summary of our run, as a peer would say it."""
    seconds = dict(summary["seconds"])
    return {
        "status": summary["status"],
        "objective": summary["objective_eur"],
        "bound": summary["bound_eur"],
        "build_s": seconds.pop("build", 0.0),
        "solve_s": sum(seconds.values()),
        "version": f"placement {__version__}, {versions('highspy')}",
    }


def figures(seen: Watched, answer: Mapping[str, Any]) -> dict[str, str]:
    """The columns that the run itself decides."""
    objective, bound = answer.get("objective"), answer.get("bound")
    status = answer.get("status", "killed" if seen.exit_code == KILLED else "failed")
    return {
        "exit_code": str(seen.exit_code),
        "status": status,
        "objective": "" if objective is None else f"{objective:.6f}",
        "bound": "" if bound is None else f"{bound:.6f}",
        "gap": gap(objective, bound),
        "wall_s": f"{seen.seconds:.2f}",
        "peak_mb": f"{seen.peak_mb:.0f}",
        "build_s": f"{answer['build_s']:.2f}" if answer else "",
        "solve_s": f"{answer['solve_s']:.2f}" if answer else "",
    }


def gap(objective: float | None, bound: float | None) -> str:
    """What is left to prove, as a share of the cost; a bound above it by rounding leaves nothing."""
    if objective is None or bound is None:
        return ""
    return f"{max(0.0, objective - bound) / max(abs(objective), 1e-9):.3g}"
