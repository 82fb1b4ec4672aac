"""`placement map`: draw the map of a run again."""

from pathlib import Path

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.page_file import page_file
from placement.cli.streams import say


@click.command("map", cls=Command)
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to (default: RUN/map.html)."
)
def map_(run: Path, output: Path | None) -> None:
    """Draw the map of the run folder RUN again, as one HTML file that needs no network."""
    from placement.map import draw_map
    from placement.run import record_page

    path = page_file(output) if output else run / "map.html"
    try:
        draw_map(run, path)
        if output is None:
            record_page(run, path.name)
    except (FileNotFoundError, ValueError) as error:  # what the map says of a folder that is no run
        raise Refusal(ExitCode.BAD_INPUT, str(error)) from error
    say(str(path))
