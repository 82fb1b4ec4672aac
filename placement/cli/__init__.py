"""The command line. Importing it is light: each command imports its verb when it runs."""

import gc

import click

from placement import __version__
from placement.cli.check import check
from placement.cli.compare import compare
from placement.cli.export import export
from placement.cli.group import Commands
from placement.cli.import_ import import_
from placement.cli.init import init
from placement.cli.map import map_
from placement.cli.report import report
from placement.cli.solve import solve
from placement.cli.sweep import sweep
from placement.cli.verify import verify

__all__ = ["main"]

GARBAGE_AFTER = 100_000
"""New objects before Python looks for garbage; its own default is 700 to 2,000."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="placement")
def main() -> None:
    """Place AI gigafactories in Europe at least cost, with a proof of how good the plan is.

    Start with `placement solve`: it solves the Europe case and draws a map.
    """
    gc.set_threshold(GARBAGE_AFTER)  # imports and models are no garbage: looking for it took 15 % of a small solve


for command in (init, check, solve, sweep, verify, map_, report, compare, export, import_):
    main.add_command(command)
