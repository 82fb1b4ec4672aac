"""`placement init`: a copy of a case, to edit."""

import shutil
from pathlib import Path

import click

from placement.cli.cases import find_case
from placement.cli.once import Command
from placement.cli.streams import say
from placement.whole_folder import whole_folder


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--case", "source", default="europe", show_default=True, help="The case to copy: a name or a folder.")
def init(folder: Path, source: str) -> None:
    """Copy a case into the new folder DIR, ready to edit."""
    original = find_case(source)
    with whole_folder(folder) as aside:
        # copyfile, not copy: an installed case may be read-only, a copy to edit is not
        shutil.copytree(
            original,
            aside,
            copy_function=shutil.copyfile,
            ignore=shutil.ignore_patterns("__pycache__"),
            dirs_exist_ok=True,
        )
    say(f"{folder} holds a copy of the case {original.resolve().name}. Next: edit its tables, then")
    say(f"  placement check {folder}")
    say(f"  placement solve {folder}")
