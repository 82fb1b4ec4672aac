"""`placement verify`: recompute a run from the raw inputs, without the solver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from placement.cli.cases import find_case
from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.streams import say, tell

if TYPE_CHECKING:
    from placement.verify import Verdict


CHANGED = (
    "nothing was recomputed, for the case is no longer the one that was solved. "
    "Name an unchanged copy of it by --case, or solve it again."
)


@click.command(cls=Command)
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--case", "case", help="The case that the run solved (default: the one its manifest names).")
@click.option("--pages", is_flag=True, help="Draw the map again too, and compare it with RUN/map.html.")
@click.pass_context
def verify(context: click.Context, run: Path, case: str | None, pages: bool) -> None:
    """Recompute every cost and limit of the run folder RUN from the raw inputs, without the solver.

    Every file of the run must also be the one that was written: the manifest holds their digests.

    The verdict is kept in RUN/verification.json, where `placement report` finds it; not with --case.
    """
    from placement.read import CaseError
    from placement.verify import verify_run

    if not (run / "manifest.json").is_file():
        lack = "it has no manifest.json. Give a folder that `placement solve` has written."
        raise Refusal(ExitCode.BAD_INPUT, f"{run} is no run folder: {lack}")
    try:
        verdict = verify_run(run, None if case is None else find_case(case))
    except CaseError as error:  # the case has been changed since into one that cannot be read
        raise Refusal(ExitCode.BAD_INPUT, str(error)) from error
    if pages and not verdict.inputs_changed:
        from placement.run import with_pages

        verdict = with_pages(verdict, run)
    for failure in verdict.failures:
        say(str(failure))
    if verdict.inputs_changed:
        raise Refusal(ExitCode.BAD_INPUT, f"{run}: {CHANGED}")
    say(f"{run}: {verdict.checked} figures recomputed, {len(verdict.failures)} differ")
    if case is None:  # a verdict by another case than the run's own is no verdict on the run
        keep(run, verdict)
    context.exit(ExitCode.DONE if verdict.ok else ExitCode.FAULT)


def keep(run: Path, verdict: Verdict) -> None:
    """Write the verdict into the run folder, or say why not."""
    from placement.verify.record import write_record

    try:
        write_record(run, verdict)
    except OSError as error:
        tell(f"The verdict could not be kept: {error}")
