"""`placement check`: everything that is wrong with a case, at once."""

import click

from placement.cli.cases import code_of_findings, find_case, override_option
from placement.cli.once import Command
from placement.cli.streams import say, tell


@click.command(cls=Command)
@click.argument("case", default="europe")
@override_option
@click.pass_context
def check(context: click.Context, case: str, overrides: tuple[str, ...]) -> None:
    """Report everything that is wrong with CASE, at once: a folder or the name of a case (default: europe).

    Notes say what was mended in reading it, such as rows without any value.
    """
    from placement.read import examine_case

    folder = find_case(case)
    reading = examine_case(folder, overrides)
    findings = reading.findings
    for finding in findings:
        say(str(finding))
    for note in reading.notes:
        say(f"Note: {note}")
    if findings:
        noun = "problem" if len(findings) == 1 else "problems"
        tell(f"{len(findings)} {noun} in {folder}")
        context.exit(code_of_findings(findings))
    if reading.case is not None and (areas := len(reading.case.exclusions)):
        say("No site is in the excluded area." if areas == 1 else f"No site is in any of {areas} excluded areas.")
    say(f"{folder}: no problem found")
