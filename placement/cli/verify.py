"""`placement verify`: recompute a run from the raw inputs, without the solver."""

from pathlib import Path

import click

from placement.cli.cases import find_case
from placement.cli.exits import ExitCode, Refusal


@click.command()
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--case", "case", help="The case that the run solved (default: the one its manifest names).")
@click.pass_context
def verify(context: click.Context, run: Path, case: str | None) -> None:
    """Recompute every cost and limit of the run folder RUN from the raw inputs, without the solver.

    The verdict is kept in RUN/verification.json, where `placement report` finds it.
    """
    from placement.read import CaseError
    from placement.verify import verify_run
    from placement.verify.record import write_record

    if not (run / "manifest.json").is_file():
        lack = "it has no manifest.json. Give a folder that `placement solve` has written."
        raise Refusal(ExitCode.BAD_INPUT, f"{run} is no run folder: {lack}")
    try:
        verdict = verify_run(run, None if case is None else find_case(case))
    except CaseError as error:  # the case has been changed since into one that cannot be read
        raise Refusal(ExitCode.BAD_INPUT, str(error)) from error
    for failure in verdict.failures:
        click.echo(str(failure))
    click.echo(f"{run}: {verdict.checked} figures recomputed, {len(verdict.failures)} differ")
    try:
        write_record(run, verdict)
    except OSError as error:
        click.echo(f"The verdict could not be kept: {error}", err=True)
    context.exit(ExitCode.DONE if verdict.ok else ExitCode.FAULT)
