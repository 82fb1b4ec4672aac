"""`placement sweep`: many cases in batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from placement.cli.at_once import AT_ONCE
from placement.cli.cache_folder import CacheFolder, choose_cache
from placement.cli.cases import code_of_findings, find_case, override_option
from placement.cli.cluster import tls_options
from placement.cli.exits import ExitCode, Refusal
from placement.cli.interrupt import stop_on_interrupt
from placement.cli.memory_limit import memory_limit_option
from placement.cli.once import Command
from placement.cli.streams import Lenient, say, tell
from placement.cli.sweep_report import report

if TYPE_CHECKING:
    from placement.solve import SolveOptions
    from placement.sweep.plan import SweepPlan
    from placement.sweep.run import Outcome, Sweep


NOTICE = "Stopping. Finished cases are kept; press Ctrl-C again to leave without the table of results."


class SweepCommand(Command):
    """The sweep itself, and `placement sweep report DIR`, told apart by the first word."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Hand over to the report where the first word asks for it; a case folder of that name is ./report."""
        if args[:1] == [report.name]:
            return report.make_context(f"{info_name} {report.name}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both usages."""
        super().format_usage(ctx, formatter)
        formatter.write_usage(f"{ctx.command_path} report", "[OPTIONS] DIR")


@click.command(cls=SweepCommand)
@click.argument("case")
@click.argument("spec", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where results go; the same command goes on where it was stopped.",
)
@override_option
@click.option("--gap", type=click.FloatRange(0, 1), help="Relative gap at which to stop (default: the case's).")
@click.option(
    "--time-limit", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Of each case, with the best plan."
)
@memory_limit_option
@click.option("--threads", type=AT_ONCE, help="Threads of each solve (default: the worker's cores).")
@click.option("--method", type=click.Choice(["auto", "monolithic", "decomposed"]), default="auto", show_default=True)
@click.option(
    "--cache",
    type=CacheFolder(readable=False, path_type=Path),
    metavar="DIR",
    help="Cache of supply curves (default: PLACEMENT_CACHE, else the user's cache folder, of each machine).",
)
@click.option("--no-cache", is_flag=True, help="Price every supply curve anew, and keep none.")
@click.option("-j", "--jobs", type=AT_ONCE, help="Worker processes on this machine (default: its cores).")
@click.option("--scheduler", metavar="ADDRESS", help="Use the workers of this Dask scheduler: tcp://host:8786.")
@tls_options
@click.option(
    "--store",
    "store_folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Results of single cases; sweeps may share it (default: DIR/store).",
)
@click.option("--keep-runs", is_flag=True, help="Keep the whole run folder of each case in the store.")
@click.option("--dry-run", is_flag=True, help="Check everything, say how many cases and how long, and solve none.")
@click.pass_context
def sweep(
    context: click.Context,
    case: str,
    spec: Path,
    folder: Path,
    overrides: tuple[str, ...],
    gap: float | None,
    time_limit: float | None,
    memory_limit: float | None,
    threads: int | None,
    method: Literal["auto", "monolithic", "decomposed"],
    cache: Path | None,
    no_cache: bool,
    jobs: int | None,
    scheduler: str | None,
    tls_ca: str | None,
    tls_cert: str | None,
    tls_key: str | None,
    store_folder: Path | None,
    keep_runs: bool,
    dry_run: bool,
) -> None:
    """Solve CASE many times, with the changes that SPEC lists, and write one row for each.

    What is solved is never solved again: the same command goes on where it was stopped. Exit codes: 0 every case has
    its answer; 2 bad input, with nothing solved; 4 stopped early, with all finished cases; 1 some case failed.

    `placement sweep report DIR` draws what came out as one HTML page, also while cases are missing.
    """
    from placement.cluster.connect import Where
    from placement.cluster.cores import cores
    from placement.solve import SolveOptions
    from placement.sweep.rows import FAULTS
    from placement.sweep.run import Sweep
    from placement.sweep.store import STORE, Store

    _refuse_contradictions(gap, time_limit, jobs, scheduler, (tls_ca, tls_cert, tls_key), cache, no_cache)
    chosen = choose_cache(context, cache, no_cache, folder) if cache else None
    options = SolveOptions(gap, time_limit, threads, method, memory_limit_gb=memory_limit, cache=chosen)
    plan = checked_plan(find_case(case), spec, overrides, options)
    asked = Sweep(
        plan,
        options,
        own_cache=not cache and not no_cache,
        where=Where(jobs or cores(), scheduler, tls_ca, tls_cert, tls_key),
        store=Store(store_folder or folder / STORE),
        keep_runs=keep_runs,
        folder=folder,
    )
    with bad_input():
        (say if dry_run else tell)(forecast(asked))
        if dry_run:
            return
        outcome = run(asked)
    say(describe(outcome, folder))
    if not outcome.complete:
        raise Refusal(ExitCode.STOPPED, f"{outcome.lost or 'Stopped.'} The same command goes on from here.")
    if any(outcome.statuses[status] for status in FAULTS):
        context.exit(ExitCode.FAULT)


@contextmanager
def bad_input() -> Iterator[None]:
    """What keeps a sweep from starting is for the user to mend."""
    from placement.cluster.connect import NoCluster
    from placement.sweep.store import StoreTrouble

    try:
        yield
    except (NoCluster, StoreTrouble) as trouble:
        raise Refusal(ExitCode.BAD_INPUT, str(trouble)) from trouble


def checked_plan(case_folder: Path, spec: Path, overrides: tuple[str, ...], options: SolveOptions) -> SweepPlan:
    """Return the cases of the sweep; everything wrong with the case, then with the specification, is told at once."""
    from placement.read import CaseError, examine_case
    from placement.sweep.plan import plan_sweep

    try:
        reading = examine_case(case_folder, overrides)
        wrong = [finding for finding in reading.findings if finding.kind == "bad-input"]
        if wrong:
            raise CaseError(wrong)
        for note in reading.notes:
            tell(f"Note: {note}")
        return plan_sweep(case_folder, spec, overrides, options)
    except CaseError as error:
        raise Refusal(code_of_findings(error.findings), str(error)) from error


def run(asked: Sweep) -> Outcome:
    """Run the sweep with its progress on stderr."""
    from placement.cluster.connect import need_dask
    from placement.sweep.display import counting
    from placement.sweep.run import run_sweep

    need_dask()
    prepare(asked.folder)
    with (
        stop_on_interrupt(NOTICE) as stop,
        counting(len(asked.plan.keys), tell, Lenient()) as count,
    ):
        return run_sweep(asked, count, stop)


def prepare(folder: Path) -> None:
    """Make the folder of the results; one that holds something else is refused."""
    from placement.aside import clean
    from placement.sweep.run import MANIFEST
    from placement.sweep.store import STORE, holds_nothing

    clean(folder)
    clean(folder / STORE)
    if folder.is_dir() and not (folder / MANIFEST).is_file() and not holds_nothing(folder):
        raise Refusal(ExitCode.BAD_INPUT, f"{folder} holds something that is no sweep: name a new folder by -o.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"{folder} cannot be made: {error.strerror}. Name another folder by -o."
        raise Refusal(ExitCode.BAD_INPUT, why) from error


def forecast(asked: Sweep) -> str:
    """Return how many cases there are, how many are solved already, and how long the rest will take."""
    from placement.sweep.display import duration
    from placement.sweep.estimate import estimate

    rows, keys = len(asked.plan.cases), asked.plan.keys
    found = estimate(asked.store, keys, asked.plan.case_name, asked.keep_runs)
    lines = [f"{rows:,} {'case' if rows == 1 else 'cases'} with the unchanged one, {len(keys):,} of them different."]
    lines.append(f"Solved already: {found.done:,}. To solve: {found.left:,}.")
    seconds = found.seconds_left(asked.where.workers)
    if asked.where.scheduler is not None and found.seconds_per_case is not None:
        lines.append(f"A case takes {duration(found.seconds_per_case)} of one worker.")
    elif not found.left:
        lines.append("Nothing is left to solve.")
    elif seconds is None:
        lines.append("Time: unknown, since the store holds no solved case to tell from.")
    else:
        jobs = asked.where.workers
        lines.append(f"Time: about {duration(seconds)} on {jobs} {'process' if jobs == 1 else 'processes'}.")
    return "\n".join(lines)


def describe(outcome: Outcome, folder: Path) -> str:
    """Return how many cases ended how, what differs from the unchanged case, and where the results are."""
    from placement.sweep.rows import FAULTS

    counts = ", ".join(f"{count:,} {status}" for status, count in outcome.statuses.most_common())
    compared = [row for row in outcome.rows[1:] if row["significant"] is not None]
    differ = sum(row["significant"] for row in compared)
    lines = [f"{len(outcome.rows):,} cases: {counts}."]
    if compared:
        than = "more or less than the unchanged case by more than the proofs leave open"
        lines.append(f"{differ:,} of {len(compared):,} plans cost {than}.")
    faults = [row for row in outcome.rows if row["status"] in FAULTS]
    lines += [f"{row['status'].capitalize()}: {row['name']}: {row['reason']}" for row in faults][:5]
    results = f"Results: {folder / 'results.csv'} and results.parquet. As a page: placement sweep report {folder}"
    return "\n".join([*lines, results])


def _refuse_contradictions(
    gap: float | None,
    time_limit: float | None,
    jobs: int | None,
    scheduler: str | None,
    tls: tuple[str | None, ...],
    cache: Path | None,
    no_cache: bool,
) -> None:
    for name, given in (("--gap", gap), ("--time-limit", time_limit)):
        if given is not None and not isfinite(given):  # a range of click's holds nan
            raise Refusal(ExitCode.BAD_INPUT, f"{name}: found {given}, expected a finite number.")
    if scheduler and jobs:
        raise click.UsageError("-j and --scheduler exclude each other: the scheduler has its own workers.")
    if not scheduler and any(tls):
        raise click.UsageError("--tls-ca, --tls-cert and --tls-key go with --scheduler.")
    if no_cache and cache:
        raise click.UsageError("--cache and --no-cache exclude each other: give one of them.")
