"""`placement report`: the decision paper of a run."""

from pathlib import Path

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.page_file import page_file
from placement.cli.streams import say


@click.command(cls=Command)
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to (default: RUN/report.html)."
)
def report(run: Path, output: Path | None) -> None:
    """Write the decision paper of the run folder RUN, as one HTML file that needs no network."""
    from placement.charts.need import MissingExtra
    from placement.report import draw_report

    path = page_file(output or run / "report.html")
    try:
        draw_report(run, path)
    except (FileNotFoundError, ValueError, MissingExtra) as error:  # what it says of a folder that is no run
        raise Refusal(ExitCode.BAD_INPUT, str(error)) from error
    say(str(path))
