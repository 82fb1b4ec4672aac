"""`placement sweep report`: a sweep as one HTML page."""

from pathlib import Path

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.page_file import page_file
from placement.cli.streams import say


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to (default: DIR/report.html).",
)
def report(folder: Path, output: Path | None) -> None:
    """Write the sweep in DIR as one HTML file that needs no network: what moves the cost, and which sites stay.

    A sweep that was stopped is drawn as far as it is; the page says how many cases are missing.
    """
    from placement.charts.need import MissingExtra
    from placement.sweep_report import CannotWrite, NoSweep, draw_sweep_report

    path = page_file(output or folder / "report.html")
    try:
        draw_sweep_report(folder, path)
    except (NoSweep, MissingExtra, CannotWrite) as error:
        raise Refusal(ExitCode.BAD_INPUT, str(error)) from error
    say(str(path))
