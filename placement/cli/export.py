"""`placement export`: a run in other forms."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.streams import say

if TYPE_CHECKING:
    from placement.export import Exported


@click.command(cls=Command)
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder (default: RUN/export).",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["geojson", "gpkg", "xlsx", "parquet", "png"]),
    help="May be repeated (default: all).",
)
def export(run: Path, folder: Path | None, formats: tuple[str, ...]) -> None:
    """Write the run folder RUN as GeoJSON, GeoPackage, Excel workbook, Parquet and PNG pictures."""
    from placement.charts.need import MissingExtra
    from placement.export import FORMATS, BadRun, NothingToExport, export_run

    asked = [form for form in FORMATS if form in formats]
    try:
        written = export_run(run, folder or run / "export", asked)
    except (BadRun, MissingExtra, NothingToExport) as refused:
        raise Refusal(ExitCode.BAD_INPUT, str(refused)) from refused
    say(describe(written))


def describe(written: "Exported") -> str:
    """Return where what was written, a line for each folder, and what was left out."""
    lines = [
        f"  {parent.as_posix() + '/: ' if parent != Path() else ''}{', '.join(path.name for path in paths)}"
        for parent, paths in groupby(
            sorted(written.files, key=lambda path: path.parent.parts), key=lambda path: path.parent
        )
    ]
    return "\n".join([f"{written.folder} holds", *lines, *written.left_out])
