"""`placement import`: published instances as cases."""

from dataclasses import replace
from pathlib import Path

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.once import Command
from placement.cli.streams import say
from placement.whole_folder import whole_folder


@click.group("import")
def import_() -> None:
    """Turn a published instance into a case."""


@import_.command(cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", "folder", metavar="CASE", required=True, type=click.Path(path_type=Path), help="A new folder."
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["orlib", "holmberg"]),
    default="orlib",
    show_default=True,
    help="How FILE is written.",
)
@click.option(
    "--capacity",
    type=click.FloatRange(min=0, min_open=True),
    help="Of every warehouse, where FILE leaves it open (capa, capb, capc).",
)
@click.option("--single-source", is_flag=True, help="Let one warehouse serve all of a customer.")
def cflp(file: Path, folder: Path, kind: str, capacity: float | None, single_source: bool) -> None:
    """Write the capacitated facility-location instance in FILE as a case: warehouses are sites, customers regions."""
    from placement.imports import LARGEST, BadInstance, read_holmberg, read_orlib, write_case

    if capacity is not None and not capacity <= LARGEST:
        raise Refusal(
            ExitCode.BAD_INPUT, f"--capacity: found {capacity}, expected a number above 0, at most {LARGEST:g}."
        )
    if kind == "holmberg" and capacity is not None:
        raise Refusal(ExitCode.BAD_INPUT, "--capacity is for --format orlib: files of holmberg give every capacity.")
    try:
        instance = read_holmberg(file) if kind == "holmberg" else read_orlib(file, capacity)
    except BadInstance as bad:
        raise Refusal(ExitCode.BAD_INPUT, str(bad)) from bad
    with whole_folder(folder) as aside:
        write_case(instance, aside, single_source, file.name.encode("utf-8", "replace").decode())
        refuse_unfit(aside, file)
    sites = f"{len(instance.capacity)} sites that hold {instance.capacity.sum():g}"
    regions = f"{len(instance.demand)} regions that want {instance.demand.sum():g}"
    say(f"{folder} holds {instance.name}: {sites}, {regions}. Next: placement solve {folder}")


def refuse_unfit(case: Path, file: Path) -> None:
    """Refuse an instance whose numbers no case may hold, before its folder takes its name."""
    from placement.read import check_case

    wrong = [replace(finding, file=Path(finding.file).name) for finding in check_case(case)]
    bad = [str(finding) for finding in wrong if finding.kind == "bad-input"]
    if bad:
        advice = "Count the costs, or demand and capacity, of the instance in another unit. Nothing was written."
        raise Refusal(ExitCode.BAD_INPUT, "\n".join([f"{file} makes a case that cannot be solved:", *bad, advice]))
