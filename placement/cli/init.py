"""`placement init`: a copy of a case, to edit."""

import shutil
from pathlib import Path

import click

from placement.cli.cases import find_case
from placement.cli.exits import ExitCode, Refusal


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--case", "source", default="europe", show_default=True, help="The case to copy: a name or a folder.")
def init(folder: Path, source: str) -> None:
    """Copy a case into the new folder DIR, ready to edit."""
    original = find_case(source)
    if not folder.name:
        raise Refusal(ExitCode.BAD_INPUT, f"{folder} is the folder you are in. Name a new one.")
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(ExitCode.BAD_INPUT, f"{folder} is not empty. Name a new folder, so that nothing is overwritten.")
    copy_whole(original, folder)
    click.echo(f"{folder} holds a copy of the case {original.resolve().name}. Next: edit its tables, then")
    click.echo(f"  placement check {folder}")
    click.echo(f"  placement solve {folder}")


def copy_whole(original: Path, folder: Path) -> None:
    """Copy aside, then rename: the folder is whole or absent."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.partial")
    try:
        # copyfile, not copy: an installed case may be read-only, a copy to edit is not
        shutil.copytree(
            original,
            aside,
            copy_function=shutil.copyfile,
            ignore=shutil.ignore_patterns("__pycache__"),
            dirs_exist_ok=True,
        )
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
