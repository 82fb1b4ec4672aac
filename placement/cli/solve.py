"""`placement solve`: read a case, solve it, write the run with its map."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import click

from placement.cli.at_once import AT_ONCE
from placement.cli.cache_folder import CacheFolder, choose_cache
from placement.cli.cases import find_case, override_option, read_checked_case
from placement.cli.cluster import crew_of, scheduler_asked, tls_options
from placement.cli.exits import ExitCode, Refusal
from placement.cli.interrupt import stop_on_interrupt
from placement.cli.memory_limit import memory_limit_option
from placement.cli.once import Command
from placement.cli.streams import say, say_json, tell

if TYPE_CHECKING:
    from models.case import Case
    from placement.account import Plan
    from placement.cluster.connect import Where
    from placement.solve import SolveOptions
    from placement.solve.crew import Crew
    from placement.solve.pricers import Hire
    from placement.solve.progress import Report


@click.command(cls=Command)
@click.argument("case", default="europe")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The run folder to write; one that already holds something is refused (default: outputs/CASE/time, UTC).",
)
@override_option
@click.option("--gap", type=click.FloatRange(0, 1), help="Relative gap at which to stop (default: the case's).")
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Stop with the best plan after this.",
)
@memory_limit_option
@click.option("--threads", type=AT_ONCE, help="Threads of the solver (default: its own choice).")
@click.option("--method", type=click.Choice(["auto", "monolithic", "decomposed"]), default="auto", show_default=True)
@click.option(
    "--cache",
    type=CacheFolder(readable=False, path_type=Path),
    envvar="PLACEMENT_CACHE",
    show_envvar=True,
    metavar="DIR",
    help="Keep supply curves in this folder, and take known ones from it (default: the user's cache folder).",
)
@click.option("--no-cache", is_flag=True, help="Price every supply curve anew, and keep none.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Price supply on the workers of this Dask scheduler: tcp://host:8786."
)
@tls_options
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, and nothing else, on stdout.")
@click.pass_context
def solve(
    context: click.Context,
    case: str,
    output: Path | None,
    overrides: tuple[str, ...],
    gap: float | None,
    time_limit: float | None,
    memory_limit: float | None,
    threads: int | None,
    method: Literal["auto", "monolithic", "decomposed"],
    cache: Path | None,
    no_cache: bool,
    scheduler: str | None,
    tls_ca: str | None,
    tls_cert: str | None,
    tls_key: str | None,
    as_json: bool,
) -> None:
    """Solve CASE: a folder or the name of a case (default: europe). Writes a run folder with a map.

    Exit codes: 0 solved to the asked gap; 2 bad input; 3 infeasible, with reasons; 4 stopped early by a limit, Ctrl-C
    or numerical trouble, with the best plan written; 1 a fault of ours, also where a plan does not stand up to its own
    check: then it is kept aside.
    """
    begun = perf_counter()
    from placement.solve import SolveOptions

    case_folder = find_case(case)
    run_folder = choose_run_folder(output, case_folder.resolve().name)
    for name, given in (("--gap", gap), ("--time-limit", time_limit)):
        if given is not None and not isfinite(given):  # a range of click's holds nan, and JSON holds neither
            raise Refusal(ExitCode.BAD_INPUT, f"{name}: found {given}, expected a finite number.")
    chosen = choose_cache(context, cache, no_cache, run_folder)
    options = SolveOptions(gap, time_limit, threads, method, memory_limit_gb=memory_limit, cache=chosen)
    where = scheduler_asked(scheduler, (tls_ca, tls_cert, tls_key))
    summary = solve_into(run_folder, case_folder, overrides, options, where, begun)
    show(run_folder, summary, as_json)
    if summary["status"] != "optimal":
        context.exit(ExitCode.STOPPED)


def solve_into(
    run_folder: Path,
    case_folder: Path,
    overrides: tuple[str, ...],
    options: SolveOptions,
    where: Where | None = None,
    begun: float | None = None,
) -> dict[str, Any]:
    """Read, solve, write and draw, showing the progress; return the summary of the plan."""
    from placement.cli.progress import progress_display
    from placement.run import Manifest, Rejected, write_run
    from placement.solve.solve import ENDED

    with progress_display() as display:
        display.phase("read")
        case = read_checked_case(case_folder, overrides)
        with stop_on_interrupt() as stop, crew_of(where) as crew:
            plan = solve_checked(case, options, display.report, stop, crew, begun)
            display.phase("write")
            try:
                write_run(plan, run_folder, Manifest(case_folder, overrides, options, case.notes))
            except Rejected as answer:
                raise Refusal(ExitCode.FAULT, str(answer)) from answer
    for line in plan.log:
        if line.startswith(ENDED):
            tell(line)
    if crew is not None and crew.lost is not None and plan.summary["status"] != "optimal":
        tell(f"{crew.lost} This is the best plan until then.")
    return dict(plan.summary)


def solve_checked(
    case: Case,
    options: SolveOptions,
    report: Report,
    stop: Callable[[], bool],
    crew: Crew | None,
    begun: float | None = None,
) -> Plan:
    """Return the plan; where there is none, the reason becomes an exit code. A solve that loses its crew is stopped."""
    from placement.solve import Infeasible, NoPlanFound, solve_case
    from placement.solve.answers import DoesNotFit, WorkersLost
    from placement.solve.curve_cache import CurveCacheTrouble

    hire: Hire | None = None
    if crew is not None:
        from placement.solve.curve_cluster import ClusterPricers

        hire, stop = partial(ClusterPricers, crew), crew.or_lost(stop)
    try:
        return solve_case(case, options, report, stop, hire, begun)
    except Infeasible as answer:
        raise Refusal(ExitCode.INFEASIBLE, describe_infeasible(answer.reasons)) from answer
    except CurveCacheTrouble as answer:
        raise Refusal(ExitCode.BAD_INPUT, str(answer)) from answer
    except DoesNotFit as answer:
        raise Refusal(ExitCode.BAD_INPUT, str(answer)) from answer
    except NoPlanFound as answer:
        lost = f"{crew.lost}\n" if crew is not None and crew.lost is not None else ""
        raise Refusal(ExitCode.STOPPED, f"{lost}{answer}\nNothing was written.") from answer
    except WorkersLost as answer:
        raise Refusal(ExitCode.STOPPED, f"The solve was given up: {answer}.\nNothing was written.") from answer


def describe_infeasible(reasons: tuple[str, ...]) -> str:
    """Return the reasons, one a line."""
    return "\n".join(["No plan meets every limit:", *(f"  - {reason}" for reason in reasons)])


def takes_files(folder: Path) -> bool:
    """Return whether anything can be made there: some folders, as /proc, are open to write and take nothing."""
    from placement.aside import folder_aside

    try:
        with folder_aside(folder):
            return True
    except OSError:
        return False


def choose_run_folder(output: Path | None, case_name: str) -> Path:
    """Return the folder to write; refuse before the solve what could not be written after it."""
    folder = output or Path("outputs") / case_name / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    taken = folder.is_file() or (folder.is_symlink() and not folder.exists())
    if taken or (folder.is_dir() and any(folder.iterdir())):
        advice = "Runs are never overwritten: name a new folder by -o, or leave -o out for one named by the time."
        raise Refusal(ExitCode.BAD_INPUT, f"{folder} already holds something. {advice}")
    parent = next(parent for parent in folder.absolute().parents if parent.exists())
    if not (parent.is_dir() and os.access(parent, os.W_OK) and takes_files(parent)):
        raise Refusal(ExitCode.BAD_INPUT, f"{folder} cannot be written: {parent} is not a folder open to you. Use -o.")
    return folder


def show(run_folder: Path, summary: dict[str, Any], as_json: bool) -> None:
    """Print the summary as JSON, or a page for people."""
    from placement.cli.summary import describe_run

    if as_json:
        say_json(summary)
    else:
        say(describe_run(run_folder))
