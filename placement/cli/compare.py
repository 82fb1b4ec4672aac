"""`placement compare`: two or more runs side by side."""

from pathlib import Path

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.page_file import page_file
from placement.cli.streams import say, say_json


@click.command(cls=Command)
@click.argument(
    "runs",
    metavar="RUN RUN [RUN]...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to (default: compare.html)."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the comparison as JSON, and nothing else; draw only with -o."
)
def compare(runs: tuple[Path, ...], output: Path | None, as_json: bool) -> None:
    """Compare run folders with the first of them: what moved, what changed in cost, which inputs differ."""
    from placement.charts.need import MissingExtra
    from placement.compare import NoRun, compare_runs, describe, document, draw_comparison

    if len(runs) < 2:
        raise click.UsageError("Name two run folders or more; the first is what the others are compared with.")
    page = None if as_json and output is None else page_file(output or Path("compare.html"))
    try:
        comparison = compare_runs(runs)
        path = None if page is None else draw_comparison(comparison, page)
    except (NoRun, MissingExtra) as refused:
        raise Refusal(ExitCode.BAD_INPUT, str(refused)) from refused
    if as_json:
        say_json(document(comparison))
    else:
        say(f"{describe(comparison)}\n\nComparison: {path}")
